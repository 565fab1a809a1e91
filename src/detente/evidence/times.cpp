#include "detente/evidence/times.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdlib>

#include "detente/evidence/calendar.hpp"
#include "detente/evidence/chars.hpp"
#include "detente/evidence/obligations.hpp"

namespace detente {

namespace {

using enum WordClass;
using Kind = TextToken::Kind;
using Index = std::size_t;
bool is_day(int year, int month, int day) {
  return day >= 1 &&
         std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                     std::chrono::day(static_cast<unsigned>(day)))
             .ok();
}

/// The first day of the month that lies `months` after that of the date.
Date month_start(const Date& date, int months) {
  const int count = date.year * 12 + date.month - 1 + months;
  return {count / 12, count % 12 + 1, 1};
}

std::optional<int> small_number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end == text.data() || text.size() > 6) return std::nullopt;
  const std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (!rest.empty() && rest != "th" && rest != "st" && rest != "nd" && rest != "rd") return std::nullopt;
  return value;
}

/// The times of one sentence.
class TimeFinder {
 public:
  TimeFinder(const Reading& reading, Document& document)
      : r_(reading), t_(reading.tokens), d_(document), today_(document.date) {}

  void sentence(std::uint32_t number, Index begin, Index end) {
    number_ = number;
    b_ = begin;
    e_ = end;
    future_ = false;
    for (Index k = begin; k < end;) {
      const Index last = take(k);
      if (last == k && (t_[k].is(future) && !is(k, "to"))) future_ = true;
      k = std::max(last, k + 1);
    }
  }

 private:
  [[nodiscard]] std::string_view word(Index k) const { return k < e_ ? r_.view(t_[k]) : std::string_view(); }
  [[nodiscard]] bool is(Index k, std::string_view lower) const {
    return k >= b_ && k < e_ && word(k).size() == lower.size() && starts_with_lower(word(k), lower);
  }
  [[nodiscard]] bool is_any(Index k, std::initializer_list<std::string_view> lower) const {
    return std::ranges::any_of(lower, [&](std::string_view w) { return is(k, w); });
  }
  [[nodiscard]] std::optional<int> number(Index k) const {
    if (k >= e_) return std::nullopt;
    if (t_[k].kind == Kind::number) return small_number(word(k));
    if (const auto form = r_.words.form(word(k), number_word); !form.lemma.empty()) return small_number(form.lemma);
    if (is(k, "a") || is(k, "an")) return 1;
    return std::nullopt;
  }
  /// 1 to 12, or 0.
  [[nodiscard]] int month_at(Index k) const {
    if (k >= e_ || !t_[k].is(month) || !t_[k].upper) return 0;
    std::string_view w = word(k);
    if (w.ends_with('.')) w.remove_suffix(1);
    const auto& months = r_.words.entries(month);
    const auto lemma = r_.words.form(w, month).lemma;
    return static_cast<int>(std::ranges::find(months, lemma) - months.begin()) + 1;
  }
  [[nodiscard]] std::optional<int> year_at(Index k) const {
    if (k >= e_ || t_[k].kind != Kind::number || word(k).size() != 4) return std::nullopt;
    const auto year = small_number(word(k));
    return year && *year >= 1800 && *year <= 2199 ? year : std::nullopt;
  }
  [[nodiscard]] std::optional<int> day_at(Index k) const {
    if (k >= e_ || t_[k].kind != Kind::number || word(k).size() > 4) return std::nullopt;
    const auto day = small_number(word(k));
    return day && *day >= 1 && *day <= 31 ? day : std::nullopt;
  }

  /// Adds the time [begin, end) and gives `end`.
  Index add(Index begin, Index end, std::optional<Date> from, std::optional<Date> until, bool relative) {
    TimeMention mention{.span = {t_[begin].begin, t_[end - 1].end},
                        .sentence = number_,
                        .from = from,
                        .until = until,
                        .relative = relative};
    Index before = begin;
    while (before > b_ && is_any(before - 1, {"the", "end", "of", "late", "early", "mid", "next", "a", "than", "later",
                                              "on", "midnight", "noon", "dawn", "dusk", "nightfall"}))
      --before;
    mention.deadline = before > b_ && (t_[before - 1].is(deadline) || is(before - 1, "than"));
    mention.deadline = mention.deadline || is(end, "deadline") || is(begin, "within");
    if (mention.deadline)
      mention.actor = obliged(r_, static_cast<std::uint32_t>(b_), static_cast<std::uint32_t>(begin));
    d_.times.push_back(mention);
    return end;
  }

  Index take(Index k) {
    if (const Index end = iso_date(k); end > k) return end;
    if (const Index end = days_of_month(k); end > k) return end;
    if (const Index end = day_and_month(k); end > k) return end;
    if (const Index end = month_and_day(k); end > k) return end;
    if (t_[k].is_word()) {
      if (const Index end = weekday_at(k); end > k) return end;
      if (const Index end = near(k); end > k) return end;
      if (const Index end = last_or_next(k); end > k) return end;
      if (const Index end = end_of(k); end > k) return end;
      if (const Index end = quarter(k); end > k) return end;
    }
    if (const Index end = span_of_time(k); end > k) return end;
    return year(k);
  }

  /// 2025-08-07, 7.8.2025
  Index iso_date(Index k) {
    if (t_[k].kind != Kind::number) return k;
    if (year_at(k) && k + 4 < e_ && t_[k + 1].is_mark('-') && t_[k + 3].is_mark('-') && t_[k + 1].begin == t_[k].end) {
      const auto date = parse_date(r_.text.substr(t_[k].begin, t_[k + 4].end - t_[k].begin));
      if (date) return add(k, k + 5, *date, plus_days(*date, 1), false);
    }
    const std::string_view w = word(k);
    const std::size_t first = w.find('.');
    const std::size_t second = first == std::string_view::npos ? first : w.find('.', first + 1);
    if (second == std::string_view::npos || w.size() - second != 5) return k;
    const auto day = small_number(w.substr(0, first));
    const auto month = small_number(w.substr(first + 1, second - first - 1));
    const auto year = small_number(w.substr(second + 1));
    if (!day || !month || !year || *month < 1 || *month > 12 || *year < 1 || !is_day(*year, *month, *day)) return k;
    const Date date{*year, *month, *day};
    return add(k, k + 1, date, plus_days(date, 1), false);
  }

  /// A day with a month, with or without a year that ends at `end`; `days` from that one on.
  Index full_day(Index begin, Index end, int day, int month, std::optional<int> year, int days = 1) {
    if (year) {
      if (!is_day(*year, month, day)) return begin;
      const Date date{*year, month, day};
      return add(begin, end, date, plus_days(date, days), false);
    }
    if (!is_day(2024, month, day)) return begin;
    if (!today_) return add(begin, end, {}, {}, true);
    // The nearest one.
    std::optional<Date> best;
    for (int y = today_->year - 1; y <= today_->year + 1; ++y) {
      if (y < 1 || !is_day(y, month, day)) continue;
      const Date date{y, month, day};
      const auto distance = [&](const Date& d) { return std::abs(days_between(*today_, d)); };
      if (!best || distance(date) < distance(*best)) best = date;
    }
    return best ? add(begin, end, *best, plus_days(*best, days), true) : begin;
  }

  /// Where the second number of "1 to 5", "1-5", "1 and 5" stands, or k.
  [[nodiscard]] Index range_end(Index k) const {
    const bool dash = k + 1 < e_ && t_[k + 1].kind == Kind::mark && is_dash(t_[k + 1].code);
    return (dash || is(k + 1, "to")) && day_at(k + 2) ? k + 2 : k;
  }

  /// 1 to 5 April, April 1-5, with or without a year
  Index days_of_month(Index k) {
    const bool month_first = month_at(k) != 0;
    const Index number = month_first ? k + 1 : k;
    const Index last = range_end(number);
    if (last == number || !day_at(number)) return k;
    const int month = month_at(month_first ? k : last + 1);
    const int days = *day_at(last) - *day_at(number) + 1;
    if (month == 0 || days < 2 || !is_day(2024, month, *day_at(last))) return k;
    Index end = month_first ? last + 1 : last + 2;
    // "April 1 to 5 people"
    if (month_first && end < e_ && t_[end].is_word() && !t_[end].classes.any(WordClasses(preposition, coordinator)))
      return k;
    const Index year_place = end < e_ && t_[end].is_mark(',') ? end + 1 : end;
    const auto year = year_at(year_place);
    if (year) end = year_place + 1;
    return full_day(k, end, *day_at(number), month, year, days);
  }

  /// 20 January 2025, the 20th of January
  Index day_and_month(Index k) {
    const auto day = day_at(k);
    if (!day) return k;
    Index at = k + 1;
    if (is(at, "of")) ++at;
    const int month = month_at(at);
    if (month == 0) return k;
    Index end = at + 1;
    Index year_place = end < e_ && t_[end].is_mark(',') ? end + 1 : end;
    const auto year = year_at(year_place);
    if (year) end = year_place + 1;
    return full_day(k, end, *day, month, year);
  }

  /// January 20, 2025; Jan. 20; January 2025; in July
  Index month_and_day(Index k) {
    const int month = month_at(k);
    if (month == 0) return k;
    if (const auto year = year_at(is(k + 1, "of") ? k + 2 : k + 1)) {
      const Date from{*year, month, 1};
      return add(k, is(k + 1, "of") ? k + 3 : k + 2, from, month_start(from, 1), false);
    }
    if (const auto day = day_at(k + 1)) {
      Index end = k + 2;
      std::optional<int> year;
      if (end + 1 < e_ && t_[end].is_mark(',')) year = year_at(end + 1);
      if (year) end += 2;
      return full_day(k, end, *day, month, year);
    }
    // A month alone: "May" and "March" are words too.
    const bool ambiguous = is(k, "may") || is(k, "march");
    const bool introduced =
        k > b_ && is_any(k - 1, {"in", "since", "until", "till", "by", "from", "last", "next", "this", "late", "early",
                                 "mid", "during", "through", "of", "before", "after"});
    if (ambiguous && !introduced) return k;
    if (!today_) return add(k, k + 1, {}, {}, true);
    // The last one that has begun, or the next one.
    const bool ahead = (k > b_ && is_any(k - 1, {"next", "by", "until", "till"})) || future_;
    int year = today_->year;
    if (ahead && month < today_->month) ++year;
    if (!ahead && month > today_->month) --year;
    const Date from{year, month, 1};
    return add(k, k + 1, from, month_start(from, 1), true);
  }

  Index weekday_at(Index k) {
    if (!t_[k].is(weekday) || !t_[k].upper) return k;
    Index end = k + 1;
    if (is_any(end, {"morning", "afternoon", "evening", "night"})) ++end;
    if (!today_) return add(k, end, {}, {}, true);
    std::string_view w = word(k);
    if (w.ends_with('.')) w.remove_suffix(1);
    const auto& names = r_.words.entries(weekday);
    const auto day =
        static_cast<int>(std::ranges::find(names, r_.words.form(w, weekday).lemma) - names.begin());  // 0: Monday
    const int now = weekday_of(*today_) - 1;
    const bool last = k > b_ && is(k - 1, "last");
    const bool ahead =
        !last && (future_ || (k > b_ && (t_[k - 1].is(deadline) || is(k - 1, "next") || is(k - 1, "this"))));
    int distance = day - now;
    if (ahead && distance < 0) distance += 7;
    if (!ahead && distance > 0) distance -= 7;
    if (last && distance == 0) distance = -7;
    const Date date = plus_days(*today_, distance);
    return add(k, end, date, plus_days(date, 1), true);
  }

  /// today, yesterday, tonight
  Index near(Index k) {
    int distance = 0;
    if (is(k, "yesterday")) distance = -1;
    else if (is(k, "tomorrow")) distance = 1;
    else if (!is_any(k, {"today", "tonight"})) return k;
    if (!today_) return add(k, k + 1, {}, {}, true);
    const Date date = plus_days(*today_, distance);
    return add(k, k + 1, date, plus_days(date, 1), true);
  }

  /// last week, this month, next year, the coming days
  Index last_or_next(Index k) {
    int step = 0;
    if (is_any(k, {"last", "past", "previous"})) step = -1;
    else if (is_any(k, {"next", "coming"})) step = 1;
    else if (!is_any(k, {"this", "current"})) return k;
    const std::string_view unit = r_.words.form(word(k + 1), unit_of_time).lemma;
    if (unit.empty() || is(k, "past")) return k;
    const bool plural = word(k + 1).ends_with("s");
    if (plural && step <= 0) return k;
    if (!today_) return add(k, k + 2, {}, {}, true);
    if (plural) return add(k, k + 2, *today_, {}, true);
    if (unit == "week") {
      const int monday = 1 - weekday_of(*today_) + 7 * step;
      const Date from = plus_days(*today_, monday);
      return add(k, k + 2, from, plus_days(from, 7), true);
    }
    if (unit == "month") return add(k, k + 2, month_start(*today_, step), month_start(*today_, step + 1), true);
    if (unit == "year")
      return add(k, k + 2, Date{today_->year + step, 1, 1}, Date{today_->year + step + 1, 1, 1}, true);
    return k;
  }

  /// the end of the year: its last day
  Index end_of(Index k) {
    if (!is(k, "end") || !is(k + 1, "of") || !is(k + 2, "the")) return k;
    const std::string_view unit = r_.words.form(word(k + 3), unit_of_time).lemma;
    if ((unit != "week" && unit != "month" && unit != "year") || word(k + 3).ends_with('s')) return k;
    if (!today_) return add(k, k + 4, {}, {}, true);
    const int to_sunday = 7 - weekday_of(*today_);
    const Date after = unit == "week"    ? plus_days(*today_, to_sunday + 1)
                       : unit == "month" ? month_start(*today_, 1)
                                         : Date{today_->year + 1, 1, 1};
    return add(k, k + 4, plus_days(after, -1), after, true);
  }

  /// the first quarter, the third quarter of 2030: without a year the last one that has begun, or the next one
  Index quarter(Index k) {
    static constexpr std::array<std::string_view, 4> names{"first", "second", "third", "fourth"};
    const auto name = std::ranges::find_if(names, [&](std::string_view n) { return is(k, n); });
    if (name == names.end() || !is(k + 1, "quarter")) return k;
    const int first_month = static_cast<int>(name - names.begin()) * 3 + 1;
    const auto year = is(k + 2, "of") ? year_at(k + 3) : std::nullopt;
    if (!year && is(k + 2, "of")) return k;
    if (!year && !today_) return add(k, k + 2, {}, {}, true);
    int y = year ? *year : today_->year;
    if (!year && !future_ && first_month > today_->month) --y;
    if (!year && future_ && first_month + 2 < today_->month) ++y;
    const Date from{y, first_month, 1};
    return add(k, year ? k + 4 : k + 2, from, month_start(from, 3), !year);
  }

  /// three days ago, within 50 days, in two weeks
  Index span_of_time(Index k) {
    Index at = k;
    const bool within = is(k, "within");
    const bool in = is(k, "in");
    if (within || in) ++at;
    const auto low = number(at);
    if (!low) return k;
    auto high = low;
    if (is_any(at + 1, {"to", "or"}) || (at + 1 < e_ && t_[at + 1].kind == Kind::mark && is_dash(t_[at + 1].code))) {
      if (const auto second = number(at + 2)) {
        high = second;
        at += 2;
      }
    }
    const std::string_view unit = r_.words.form(word(at + 1), unit_of_time).lemma;
    if (unit.empty()) return k;
    Index end = at + 2;
    const bool ago = is(end, "ago");
    if (!within && !ago && !in) return k;
    if (in && !is_any(at + 2, {"time"}) && !future_) return k;
    if (ago) ++end;
    if (!today_) return add(k, end, {}, {}, true);
    const int days = days_in(*high, unit);
    if (ago) {
      const Date from = unit == "month"  ? Date(month_start(*today_, -*low))
                        : unit == "year" ? Date{today_->year - *low, 1, 1}
                                         : plus_days(*today_, -days_in(*low, unit));
      const Date until = unit == "month"  ? month_start(from, 1)
                         : unit == "year" ? Date{from.year + 1, 1, 1}
                                          : plus_days(from, 1);
      if (from.year < 1) return k;
      return add(k, end, from, until, true);
    }
    return add(k, end, *today_, plus_days(*today_, std::max(1, days + 1)), true);
  }

  static int days_in(int count, std::string_view unit) {
    if (unit == "hour") return (count + 23) / 24;
    if (unit == "day") return count;
    if (unit == "week") return 7 * count;
    if (unit == "fortnight") return 14 * count;
    if (unit == "month") return 30 * count;
    if (unit == "quarter") return 91 * count;
    if (unit == "year") return 365 * count;
    if (unit == "decade") return 3652 * count;
    return 0;
  }

  /// in 2022, since 1996, the 1990s, the 2022 invasion
  Index year(Index k) {
    if (t_[k].kind != Kind::number) return k;
    const std::string_view w = word(k);
    if (w.size() == 5 && w.ends_with("0s")) {
      const auto decade = small_number(w.substr(0, 4));
      if (decade && *decade >= 1800 && *decade <= 2100)
        return add(k, k + 1, Date{*decade, 1, 1}, Date{*decade + 10, 1, 1}, false);
    }
    const auto year = year_at(k);
    if (!year || k == b_) return k;
    const bool introduced = is_any(k - 1, {"in", "since", "by", "until", "till", "from", "during", "before", "after",
                                           "late", "early", "mid", "of", "to", "through", "and"});
    const bool named = is(k - 1, "the") && k + 1 < e_ && t_[k + 1].is_word() && !t_[k + 1].upper;
    const bool bracket = t_[k - 1].is_mark('(') && k + 1 < e_ && t_[k + 1].is_mark(')');
    if (!introduced && !named && !bracket) return k;
    if (k + 1 < e_ && t_[k + 1].is_word() && introduced && word(k + 1).ends_with("s") && !t_[k + 1].is(auxiliary) &&
        is_any(k - 1, {"of", "by", "to", "from"}))
      return k;
    // 2029-30
    if (k + 2 < e_ && t_[k + 1].kind == Kind::mark && is_dash(t_[k + 1].code) && t_[k + 1].begin == t_[k].end &&
        t_[k + 2].kind == Kind::number && word(k + 2).size() == 2 && small_number(word(k + 2)) == (*year + 1) % 100)
      return add(k, k + 3, Date{*year, 1, 1}, Date{*year + 2, 1, 1}, false);
    return add(k, k + 1, Date{*year, 1, 1}, Date{*year + 1, 1, 1}, false);
  }

  const Reading& r_;
  const std::vector<TextToken>& t_;
  Document& d_;
  std::optional<Date> today_;
  std::uint32_t number_ = 0;
  Index b_ = 0;
  Index e_ = 0;
  bool future_ = false;  ///< the sentence has spoken of what is yet to come
};

}  // namespace

void find_times(const Reading& reading, Document& document) {
  TimeFinder finder(reading, document);
  for (std::size_t s = 0; s < reading.sentences.size(); ++s) {
    finder.sentence(static_cast<std::uint32_t>(s), reading.first_token[s], reading.first_token[s + 1]);
  }
}

}  // namespace detente
