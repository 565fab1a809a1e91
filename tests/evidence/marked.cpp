#include "evidence/marked.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>

#include "detente/base/text.hpp"

namespace detente::test {

namespace {

std::vector<std::string> words_of(std::string_view name) {
  static constexpr std::array<std::string_view, 15> small{"the", "a",  "mr",  "ms",  "mrs", "dr",   "sir",  "some",
                                                          "his", "of", "her", "its", "an",  "from", "judge"};
  std::vector<std::string> out;
  std::string word;
  const auto finish = [&] {
    if (!word.empty() && std::ranges::find(small, word) == small.end()) out.push_back(word);
    word.clear();
  };
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(name, at);
    if (is_name_part(c) && c != '_') {
      for (const char byte : name.substr(begin, at - begin))
        word += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte;
    } else {
      finish();
    }
  }
  finish();
  std::erase(out, "s");
  return out;
}

}  // namespace

MarkedText read_marked(std::string_view marked) {
  MarkedText out;
  while (true) {
    const std::size_t open = marked.find("[[");
    out.text += marked.substr(0, open);
    if (open == std::string_view::npos) return out;
    const std::size_t close = marked.find("]]", open);
    if (close == std::string_view::npos) throw std::runtime_error("[[ without ]]");
    const std::string_view inside = marked.substr(open + 2, close - open - 2);
    const std::size_t second = inside.rfind('|');
    const std::size_t first = second == std::string_view::npos || second == 0 ? second : inside.rfind('|', second - 1);
    if (first == std::string_view::npos || second != first + 2) throw std::runtime_error("[[ without |d|speaker");
    MarkedQuotation quotation;
    quotation.span = {out.text.size(), out.text.size() + first};
    const char type = inside[first + 1];
    if (type != 'd' && type != 'f' && type != 't') throw std::runtime_error("unknown type in [[ ]]");
    quotation.type = type == 'd'   ? Quotation::Type::direct
                     : type == 'f' ? Quotation::Type::fragment
                                   : Quotation::Type::term;
    if (inside.substr(second + 1) != "-") quotation.speaker = inside.substr(second + 1);
    out.text += inside.substr(0, first);
    out.quotations.push_back(std::move(quotation));
    marked.remove_prefix(close + 2);
  }
}

bool same_name(std::string_view a, std::string_view b) {
  const std::vector<std::string> x = words_of(a);
  const std::vector<std::string> y = words_of(b);
  if (x.empty() || y.empty()) return false;
  const auto among = [](const std::vector<std::string>& inner, const std::vector<std::string>& outer) {
    return std::ranges::all_of(inner, [&](const std::string& w) { return std::ranges::find(outer, w) != outer.end(); });
  };
  return among(x, y) || among(y, x) || (x.size() > 1 && y.size() > 1 && x.front() == y.front() && x.back() == y.back());
}

}  // namespace detente::test
