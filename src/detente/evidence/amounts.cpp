#include <algorithm>

#include "detente/evidence/chars.hpp"
#include "detente/evidence/obligations.hpp"
#include "detente/evidence/times.hpp"

namespace detente {

namespace {

using enum WordClass;
using Kind = TextToken::Kind;
using Index = std::size_t;

/// "2,300.50" with three zeros more: "2300500". Nothing for what is no number ("10:30", "1.2.3").
std::optional<std::string> scaled(std::string_view text, std::size_t zeros) {
  std::string whole;
  std::string fraction;
  bool point = false;
  for (std::size_t k = 0; k < text.size(); ++k) {
    const char c = text[k];
    if (c == ',') {
      // A comma separates thousands.
      if (point || k == 0 || text.size() - k < 4) return std::nullopt;
      continue;
    }
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    (point ? fraction : whole) += c;
  }
  if (whole.empty()) return std::nullopt;
  for (; zeros > 0; --zeros) {
    whole += fraction.empty() ? '0' : fraction.front();
    if (!fraction.empty()) fraction.erase(0, 1);
  }
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  const std::size_t first = std::min(whole.find_first_not_of('0'), whole.size() - 1);
  return whole.substr(first) + (fraction.empty() ? "" : "." + fraction);
}

/// The amounts of one sentence.
class AmountFinder {
 public:
  AmountFinder(const Reading& reading, Document& document) : r_(reading), t_(reading.tokens), d_(document) {}

  void sentence(std::uint32_t number, Index begin, Index end) {
    number_ = number;
    b_ = begin;
    e_ = end;
    for (Index k = begin; k < end;) {
      while (time_ < d_.times.size() && d_.times[time_].span.end <= t_[k].begin) ++time_;
      const bool in_time = time_ < d_.times.size() && d_.times[time_].span.begin <= t_[k].begin;
      k = std::max(k + 1, in_time ? k : take(k));
    }
  }

 private:
  [[nodiscard]] std::string_view word(Index k) const { return k < e_ ? r_.view(t_[k]) : std::string_view(); }
  [[nodiscard]] bool is(Index k, std::string_view lower) const {
    return k >= b_ && k < e_ && word(k).size() == lower.size() && starts_with_lower(word(k), lower);
  }
  [[nodiscard]] std::string_view lemma(Index k, WordClass of) const {
    return k < e_ ? r_.words.form(word(k), of).lemma : std::string_view();
  }

  struct Number {
    std::string value;
    Index end = 0;
    bool digits = false;
    bool multiplied = false;
  };
  /// "2.5 million", "310m", "seven"
  [[nodiscard]] std::optional<Number> number(Index k) const {
    if (k >= e_) return std::nullopt;
    Number out{.value = {}, .end = k + 1};
    std::string_view digits = word(k);
    if (t_[k].kind == Kind::number) out.digits = true;
    else digits = t_[k].is_word() ? lemma(k, number_word) : std::string_view();
    if (digits.empty()) return std::nullopt;
    std::size_t zeros = 0;
    if (const auto by = lemma(k + 1, multiplier);
        !by.empty() && (word(k + 1).size() > 2 || t_[k + 1].begin == t_[k].end)) {
      for (const char c : by) zeros = zeros * 10 + static_cast<std::size_t>(c - '0');
      out.end = k + 2;
      out.multiplied = true;
    }
    const auto value = scaled(digits, zeros);
    if (!value) return std::nullopt;
    out.value = *value;
    return out;
  }

  Index take(Index k) {
    Index at = k;
    std::string unit;
    // "$40 million"
    if (t_[k].kind == Kind::mark || is(k, "us$")) {
      unit = currency_at(k);
      if (unit.empty()) return k;
      ++at;
    }
    auto low = number(at);
    if (!low) return k;
    std::string high = low->value;
    Index end = low->end;
    bool digits = low->digits;
    // "25-50%", "24 to 48 hours", "between 20 and 35 percent"
    const bool dash =
        end < e_ && t_[end].kind == Kind::mark && is_dash(t_[end].code) && t_[end].begin == t_[end - 1].end;
    const bool range = dash || is(end, "to") || is(end, "or") || (is(end, "and") && k > b_ && is(k - 1, "between"));
    if (range) {
      const Index second = end + 1 + (!unit.empty() && end + 1 < e_ && currency_at(end + 1) == unit ? 1 : 0);
      if (const auto upper = number(second)) {
        high = upper->value;
        end = upper->end;
        digits = digits || upper->digits;
        if (upper->multiplied && !low->multiplied) low = rescaled(at, second);
      }
    }
    if (!low) return k;
    const bool hyphen =
        end < e_ && t_[end].kind == Kind::mark && is_dash(t_[end].code) && t_[end].begin == t_[end - 1].end;
    return close(k, end, low->value, high, unit, digits || low->multiplied, hyphen);
  }

  /// "2 to 3 million": both are millions.
  [[nodiscard]] std::optional<Number> rescaled(Index low, Index high) const {
    std::size_t zeros = 0;
    for (const char c : lemma(high + 1, multiplier)) zeros = zeros * 10 + static_cast<std::size_t>(c - '0');
    const std::string_view digits = t_[low].kind == Kind::number ? word(low) : lemma(low, number_word);
    const auto value = scaled(digits, zeros);
    if (!value) return std::nullopt;
    return Number{.value = *value, .end = low + 1, .digits = true, .multiplied = true};
  }

  [[nodiscard]] std::string currency_at(Index k) const {
    const auto code = lemma(k, currency);
    std::string out(code);
    for (char& c : out) {
      if (code.size() == 3 && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return out;
  }

  /// What stands behind the number says what is counted.
  Index close(Index begin, Index end, const std::string& low, const std::string& high, std::string unit, bool digits,
              bool hyphen) {
    Amount amount{.span = {}, .sentence = number_, .kind = Amount::Kind::count, .low = low, .high = high, .unit = {}};
    const Index behind = hyphen ? end + 1 : end;
    if (!unit.empty()) {
      amount.kind = Amount::Kind::money;
    } else if (end < e_ && t_[end].is_mark('%')) {
      unit = "%";
      ++end;
      amount.kind = Amount::Kind::percent;
    } else if (is(behind, "percent") || (is(behind, "per") && is(behind + 1, "cent"))) {
      unit = "%";
      end = behind + (is(behind, "per") ? 2 : 1);
      amount.kind = Amount::Kind::percent;
    } else if (const auto time = lemma(behind, unit_of_time); !time.empty()) {
      unit = std::string(time) + "s";
      end = behind + 1;
      amount.kind = Amount::Kind::duration;
    } else if (!hyphen && !currency_at(behind).empty() && t_[behind].is_word()) {
      unit = currency_at(behind);
      end = behind + 1;
      amount.kind = Amount::Kind::money;
    } else if (digits && !hyphen && behind < e_ && t_[behind].is_word() && !t_[behind].upper) {
      const std::string two = std::string(word(behind)) + " " + std::string(word(behind + 1));
      if (r_.words.is(two, measure)) {
        unit = two;
        end = behind + 2;
        if (two.find("point") != std::string::npos) amount.kind = Amount::Kind::percent;
      } else if (counts(behind)) {
        unit = word(behind);
        end = behind + 1;
      }
    }
    if (unit.empty()) return begin;
    // "$40 million a day", "3.3 square miles per day"
    if ((is(end, "a") || is(end, "per") || is(end, "each") || is(end, "every")) &&
        !lemma(end + 1, unit_of_time).empty() && amount.kind != Amount::Kind::duration) {
      unit += " per " + std::string(lemma(end + 1, unit_of_time));
      end += 2;
      amount.kind = Amount::Kind::rate;
    }
    amount.unit = unit;
    amount.span = {t_[begin].begin, t_[end - 1].end};
    amount.actor = bound(end);
    if (!amount.actor) amount.actor = obliged(r_, static_cast<std::uint32_t>(b_), static_cast<std::uint32_t>(begin));
    d_.amounts.push_back(std::move(amount));
    return end;
  }

  /// A plural noun or a measure, as far as that can be seen.
  [[nodiscard]] bool counts(Index k) const {
    if (r_.words.is(word(k), measure) || t_[k].is(group_noun)) return true;
    return word(k).size() > 3 && word(k).ends_with("s") &&
           !t_[k].classes.any(WordClasses(preposition, determiner, auxiliary, subordinator, between));
  }

  /// "... for Russia", "tariffs on X": whom it binds, if it says so close behind.
  [[nodiscard]] std::optional<std::uint32_t> bound(Index end) const {
    for (Index k = end; k + 1 < std::min(e_, end + 5); ++k) {
      if (t_[k].kind == Kind::mark) return std::nullopt;
      if (!is(k, "for") && !is(k, "on") && !is(k, "against") && !is(k, "from") && !is(k, "to")) continue;
      const Index at = is(k + 1, "the") ? k + 2 : k + 1;
      const auto mention =
          std::ranges::lower_bound(r_.mentions, static_cast<std::uint32_t>(at), {}, &NameMention::first);
      if (mention != r_.mentions.end() && mention->first == at) return mention->actor;
      return std::nullopt;
    }
    return std::nullopt;
  }

  const Reading& r_;
  const std::vector<TextToken>& t_;
  Document& d_;
  std::uint32_t number_ = 0;
  Index b_ = 0;
  Index e_ = 0;
  std::size_t time_ = 0;
};

}  // namespace

void find_amounts(const Reading& reading, Document& document) {
  AmountFinder finder(reading, document);
  for (std::size_t s = 0; s < reading.sentences.size(); ++s) {
    finder.sentence(static_cast<std::uint32_t>(s), reading.first_token[s], reading.first_token[s + 1]);
  }
}

}  // namespace detente
