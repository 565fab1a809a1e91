#include "detente/evidence/encoding.hpp"

#include <iconv.h>
#include <uchardet/uchardet.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>

#include "detente/base/text.hpp"
#include "detente/evidence/chars.hpp"

namespace detente {

namespace {

constexpr char substitute = '\x1A';
constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// Keeps the length: offsets stay those of the file.
DecodedText keep_utf8(std::string_view bytes) {
  DecodedText out{std::string(bytes), "UTF-8", 0};
  std::replace(out.text.begin(), out.text.end(), '\0', substitute);
  std::size_t from = 0;
  while (const auto invalid = find_invalid_utf8(std::string_view(out.text).substr(from))) {
    out.text[from + *invalid] = substitute;
    from += *invalid + 1;
    ++out.invalid_bytes;
  }
  return out;
}

/// What browsers make of a label (WHATWG Encoding Standard): Latin-1 and ASCII are Windows-1252.
std::string canonical(std::string_view label) {
  std::string name = ascii_lower(trim(label));
  static constexpr std::array<std::string_view, 8> latin{"iso-8859-1", "iso8859-1", "latin1", "latin-1",
                                                         "ascii",      "us-ascii",  "l1",     "cp819"};
  if (std::ranges::find(latin, name) != latin.end()) return "WINDOWS-1252";
  if (name == "utf8") return "UTF-8";
  if (name == "x-sjis" || name == "shift-jis") return "SHIFT_JIS";
  if (name == "gb2312" || name == "gbk") return "GB18030";
  for (char& c : name) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return name;
}

struct CloseIconv {
  void operator()(void* handle) const { iconv_close(handle); }
};
using Iconv = std::unique_ptr<void, CloseIconv>;

Iconv open_iconv(const std::string& name) {
  // Names come from files: iconv would take a suffix such as //IGNORE as an order.
  if (name.empty() || name.size() > 40 || name.find('/') != std::string::npos) return nullptr;
  iconv_t handle = iconv_open("UTF-8", name.c_str());
  // NOLINTNEXTLINE(performance-no-int-to-ptr): the interface of iconv
  return handle == reinterpret_cast<iconv_t>(-1) ? nullptr : Iconv(handle);
}

DecodedText convert(std::string_view bytes, const std::string& name) {
  DecodedText out{{}, name, 0};
  const Iconv handle = open_iconv(name);
  std::string input(bytes);
  char* in = input.data();
  std::size_t left = input.size();
  std::array<char, 1U << 14U> buffer{};
  while (left > 0) {
    char* to = buffer.data();
    std::size_t room = buffer.size();
    const auto result = iconv(handle.get(), &in, &left, &to, &room);
    out.text.append(buffer.data(), buffer.size() - room);
    if (result != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
    out.text += replacement;
    ++out.invalid_bytes;
    ++in;
    --left;
    iconv(handle.get(), nullptr, nullptr, nullptr, nullptr);
  }
  std::replace(out.text.begin(), out.text.end(), '\0', substitute);
  // iconv gives valid UTF-8 for every encoding but UTF-8 itself and its like; make sure.
  if (find_invalid_utf8(out.text)) {
    const DecodedText mended = keep_utf8(out.text);
    out.text = mended.text;
    out.invalid_bytes += mended.invalid_bytes;
  }
  return out;
}

std::string by_mark(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return "UTF-8";
  if (bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4))) return "UTF-32LE";
  if (bytes.starts_with(std::string_view("\0\0\xFE\xFF", 4))) return "UTF-32BE";
  if (bytes.starts_with("\xFF\xFE")) return "UTF-16LE";
  if (bytes.starts_with("\xFE\xFF")) return "UTF-16BE";
  return {};
}

/// UTF-16 without a mark: in text in a Latin script every other byte is zero.
std::string by_zeros(std::string_view bytes) {
  const std::size_t size = std::min<std::size_t>(bytes.size(), 4096) / 2 * 2;
  if (size < 8) return {};
  std::array<std::size_t, 2> zeros{};
  for (std::size_t k = 0; k < size; ++k) zeros[k % 2] += bytes[k] == '\0' ? 1U : 0U;
  if (zeros[1] * 10 >= size * 3 && zeros[0] * 20 < size) return "UTF-16LE";
  if (zeros[0] * 10 >= size * 3 && zeros[1] * 20 < size) return "UTF-16BE";
  return {};
}

/// Valid and invalid sequences of more than one byte, in a part that is long enough to tell.
bool mostly_utf8(std::string_view bytes) {
  bytes = bytes.substr(0, 1U << 18U);
  std::size_t valid = 0;
  std::size_t invalid = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    if (static_cast<unsigned char>(bytes[i]) < 0x80) {
      ++i;
      continue;
    }
    const Decoded c = code_point_at(bytes, i);
    const bool good = c.length > 1 && !find_invalid_utf8(bytes.substr(i, c.length));
    ++(good ? valid : invalid);
    i += good ? c.length : 1;
  }
  return valid > 4 * invalid;
}

std::string by_looks(std::string_view bytes) {
  const std::unique_ptr<std::remove_pointer_t<uchardet_t>, void (*)(uchardet_t)> detector(uchardet_new(),
                                                                                          uchardet_delete);
  const std::string_view part = bytes.substr(0, 1U << 18U);
  if (uchardet_handle_data(detector.get(), part.data(), part.size()) != 0) return {};
  uchardet_data_end(detector.get());
  return canonical(uchardet_get_charset(detector.get()));
}

}  // namespace

bool is_known_encoding(const std::string& name) { return open_iconv(canonical(name)) != nullptr; }

std::string declared_encoding(std::string_view bytes) {
  const std::string head = ascii_lower(bytes.substr(0, 4096));
  for (const std::string_view key : {"charset", "encoding"}) {
    for (std::size_t at = head.find(key); at != std::string::npos; at = head.find(key, at + 1)) {
      const std::size_t tag = head.rfind('<', at);
      if (tag == std::string::npos) continue;
      if (!head.substr(tag).starts_with(key == "charset" ? "<meta" : "<?xml")) continue;
      std::size_t k = at + key.size();
      while (k < head.size() && (head[k] == ' ' || head[k] == '=' || head[k] == '"' || head[k] == '\'')) ++k;
      std::size_t end = k;
      while (end < head.size() &&
             (is_letter(static_cast<unsigned char>(head[end])) || is_digit(static_cast<unsigned char>(head[end])) ||
              head[end] == '-' || head[end] == '_')) {
        ++end;
      }
      if (end > k) return head.substr(k, end - k);
    }
  }
  return {};
}

DecodedText decode_bytes(std::string_view bytes, std::string_view wanted, std::string_view declared) {
  const auto decode = [&](const std::string& name) {
    return name == "UTF-8" ? keep_utf8(bytes) : convert(bytes, name);
  };
  const auto known = [](const std::string& name) { return name == "UTF-8" || open_iconv(name) != nullptr; };
  if (const std::string name = canonical(wanted); !name.empty() && known(name)) return decode(name);
  if (const std::string name = by_mark(bytes); !name.empty()) return decode(name);
  if (const std::string name = by_zeros(bytes); !name.empty()) return decode(name);
  if (!find_invalid_utf8(bytes)) return decode("UTF-8");
  if (const std::string name = canonical(declared); !name.empty() && known(name)) return decode(name);
  if (mostly_utf8(bytes)) return decode("UTF-8");
  if (const std::string name = by_looks(bytes); !name.empty() && known(name)) return decode(name);
  return decode("WINDOWS-1252");
}

}  // namespace detente
