#include "detente/report/brief/words.hpp"

#include <stdexcept>

#include "detente/base/text.hpp"
#include "detente/report/brief/embedded.hpp"
#include "detente/report/phrases.hpp"

namespace detente::brief {

namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::vector<std::string> Words::languages() {
  std::vector<std::string> ids;
  for (const embedded::BriefLanguage& language : embedded::brief_languages) ids.emplace_back(language.id);
  return ids;
}

std::optional<Words> Words::of(std::string_view language) {
  for (const embedded::BriefLanguage& known : embedded::brief_languages) {
    if (known.id != language) continue;
    Words words;
    words.language_ = std::string(language);
    std::string_view rest = *known.words;
    while (!rest.empty()) {
      const std::size_t end = rest.find('\n');
      const std::string_view line = trimmed(rest.substr(0, end));
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      const std::size_t equals = line.find('=');
      if (line.empty() || line.front() == '#' || equals == std::string_view::npos) continue;
      words.sentences_[std::string(trimmed(line.substr(0, equals)))] = trimmed(line.substr(equals + 1));
    }
    return words;
  }
  return std::nullopt;
}

std::string Words::say(std::string_view key, const Fill& fill) const {
  const auto found = sentences_.find(key);
  if (found == sentences_.end()) throw std::logic_error("no sentence for '" + std::string(key) + "'");
  std::string out;
  std::string_view rest = found->second;
  while (!rest.empty()) {
    const std::size_t open = rest.find('{');
    out += rest.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = rest.find('}', open);
    const auto value = fill.find(std::string(rest.substr(open + 1, close - open - 1)));
    if (value == fill.end()) throw std::logic_error("nothing to fill into '" + std::string(key) + "'");
    out += value->second;
    rest.remove_prefix(close + 1);
  }
  return out;
}

std::string Words::count(std::string_view key, std::size_t n, Fill fill) const {
  fill["n"] = number(n);
  return say(std::string(key) + (n == 1 ? ".one" : ".other"), fill);
}

std::string Words::join(const std::vector<std::string>& parts, std::string_view last) const {
  std::string out;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    if (k > 0) out += k + 1 == parts.size() ? " " + say(last) + " " : ", ";
    out += parts[k];
  }
  return out;
}

std::string Words::number(std::uint64_t n) const {
  const std::string mark = say("number.thousands");
  std::string out;
  for (const char c : with_commas(n)) out += c == ',' ? mark : std::string(1, c);
  return out;
}

std::string Words::decimal(std::string_view plain) const {
  const std::string mark = say("number.decimal");
  std::string out;
  for (const char c : plain) out += c == '.' ? mark : std::string(1, c);
  return out;
}

std::string Words::share(std::size_t part, std::size_t whole) const {
  std::string plain = percent(part, whole);
  plain.pop_back();  // its sign
  return say("number.percent", {{"n", decimal(plain)}});
}

std::string Words::day(const Date& date) const {
  const std::string plain = to_text(date);  // YYYY-MM-DD
  return say("date", {{"year", plain.substr(0, 4)}, {"month", plain.substr(5, 2)}, {"day", plain.substr(8, 2)}});
}

}  // namespace detente::brief
