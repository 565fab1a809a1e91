#pragma once
/// Which verb of saying of its unit a quotation hangs on. Only for the files of this room.

#include <optional>
#include <string_view>
#include <vector>

#include "detente/evidence/clauses.hpp"
#include "detente/evidence/document.hpp"
#include "detente/evidence/looks.hpp"

namespace detente {

/// How a quotation hangs on an event.
enum class Bond : std::uint8_t {
  none,
  beside,  ///< set off by a comma or colon, or with nothing in between: the utterance itself
  inside   ///< a part of the reporter's own words
};

/// An event of a unit, and whom its words name.
struct KnownEvent {
  SpeechEvent event;
  std::optional<Speaker> speaker;
};

struct EventChoice {
  std::size_t event = 0;  ///< index among the events of the unit
  Bond bond = Bond::none;
  std::string_view rule{};
};

/// One unit with its events and quotations; views of what its maker holds.
class Attribution {
 public:
  /// `quotes`: the tokens of the unit that are quotations.
  Attribution(const Reading& reading, const FlowUnit& unit, const std::vector<KnownEvent>& events,
              const std::vector<std::uint32_t>& quotes)
      : r_(reading), t_(reading.flow), unit_(unit), known_(events), quotes_(quotes) {}

  /// The event that the quotation at token `k` hangs on, if one is beside it.
  [[nodiscard]] std::optional<EventChoice> choose(std::uint32_t k) const;

  /// Whether the words in front of it give a name or title: "a witness identified as “A”", "a film titled “...”".
  [[nodiscard]] bool is_named(std::uint32_t k) const;

 private:
  using Index = std::uint32_t;
  using Kind = TextToken::Kind;
  [[nodiscard]] Looks looks_of(Index k) const { return look_at(r_.view(t_[k])); }
  /// Index of the first event whose verb stands behind a token; events are in order of their verbs.
  [[nodiscard]] std::size_t first_behind(Index k) const;
  [[nodiscard]] bool is_gap_mark(Index k) const;
  [[nodiscard]] std::optional<EventChoice> event_after(Index k) const;
  [[nodiscard]] bool is_apposition(Index begin, Index end) const;
  [[nodiscard]] std::optional<EventChoice> event_before(Index k) const;
  [[nodiscard]] bool is_view(const SpeechEvent& event) const;
  [[nodiscard]] bool is_object(std::size_t e, Index k) const;
  [[nodiscard]] bool touching_interruption(const SpeechEvent& event, Index k) const;
  [[nodiscard]] std::optional<EventChoice> event_later(Index k) const;

  const Reading& r_;
  const std::vector<TextToken>& t_;
  const FlowUnit& unit_;
  const std::vector<KnownEvent>& known_;
  const std::vector<Index>& quotes_;
};

}  // namespace detente
