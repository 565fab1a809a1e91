#include "detente/evidence/obligations.hpp"

#include <algorithm>
#include <array>

#include "detente/evidence/chars.hpp"

namespace detente {

namespace {

using Index = std::uint32_t;

constexpr Index most_back = 25;  ///< tokens between the one who is bound and what binds

class Obligations {
 public:
  explicit Obligations(const Reading& reading) : r_(reading), t_(reading.tokens) {}

  [[nodiscard]] std::optional<std::uint32_t> before(Index begin, Index at) const {
    const Index least = at - begin > most_back ? at - most_back : begin;
    for (Index k = at; k-- > least;) {
      if (t_[k].is_mark(';')) return std::nullopt;
      if (!t_[k].is_word()) continue;
      // "gave Russia until Friday", "told Roe to leave by Friday".
      static constexpr std::array<std::string_view, 5> gives{"gave", "gives", "given", "giving", "give"};
      static constexpr std::array<std::string_view, 8> tells{"told",  "ordered", "asked",    "urged",
                                                             "wants", "warned",  "requires", "required"};
      if (one_of(k, gives)) {
        if (const NameMention* whom = starting_at(k + 1)) return whom->actor;
      }
      if (one_of(k, tells)) {
        const NameMention* whom = starting_at(k + 1);
        if (whom != nullptr && whom->end < at && is(whom->end, "to")) return whom->actor;
      }
      // "Russia must", "Roe has to".
      static constexpr std::array<std::string_view, 3> musts{"must", "should", "shall"};
      static constexpr std::array<std::string_view, 13> with_to{"has",    "have",     "had",     "needs", "need",
                                                                "agreed", "promised", "pledged", "vowed", "agrees",
                                                                "is",     "obliged",  "required"};
      static constexpr std::array<std::string_view, 3> have{"has", "have", "had"};
      const bool must = one_of(k, musts) || (one_of(k, with_to) && is(k + 1, "to")) ||
                        (one_of(k, have) && is(k + 1, "until"));  // "Russia has until Friday"
      if (!must) continue;
      Index end = k;
      while (end > least && (is(end - 1, "is") || is(end - 1, "was") || is(end - 1, "are") || is(end - 1, "has")))
        --end;
      if (const NameMention* who = ending_at(end)) return who->actor;
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] bool is(Index k, std::string_view lower) const {
    return k < t_.size() && t_[k].is_word() && ascii_lower(r_.view(t_[k])) == lower;
  }
  template <std::size_t N>
  [[nodiscard]] bool one_of(Index k, const std::array<std::string_view, N>& words) const {
    return std::ranges::any_of(words, [&](std::string_view w) { return is(k, w); });
  }
  [[nodiscard]] const NameMention* starting_at(Index k) const {
    if (is(k, "the")) ++k;
    const auto found = std::ranges::lower_bound(r_.mentions, k, {}, &NameMention::first);
    return found != r_.mentions.end() && found->first == k && found->actor ? &*found : nullptr;
  }
  [[nodiscard]] const NameMention* ending_at(Index end) const {
    auto found = std::ranges::lower_bound(r_.mentions, end, {}, &NameMention::first);
    if (found == r_.mentions.begin()) return nullptr;
    --found;
    return found->end == end && found->actor ? &*found : nullptr;
  }

  const Reading& r_;
  const std::vector<TextToken>& t_;
};

}  // namespace

std::optional<std::uint32_t> obliged(const Reading& reading, std::uint32_t begin, std::uint32_t at) {
  return Obligations(reading).before(begin, at);
}

}  // namespace detente
