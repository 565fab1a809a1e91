#include "detente/report/brief/words.hpp"

#include <stdexcept>

#include "detente/base/text.hpp"
#include "detente/report/brief/embedded.hpp"

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
  fill["n"] = with_commas(n);
  return say(std::string(key) + (n == 1 ? ".one" : ".other"), fill);
}

std::string Words::join(const std::vector<std::string>& parts) const {
  std::string out;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    if (k > 0) out += k + 1 == parts.size() ? " " + say("and") + " " : ", ";
    out += parts[k];
  }
  return out;
}

}  // namespace detente::brief
