#pragma once
/// Whose words two reports share, and whether these were spoken to one reporter or to many. Inside of re-use only.

#include <algorithm>
#include <optional>
#include <vector>

#include "detente/evidence/reuse_pair.hpp"

namespace detente {

/// Somebody whose words both reports have, in quotation marks in one of them at least.
struct Voice {
  std::vector<Speaker> speakers{};  // one person, as the reports call it
  bool exclusive = false;           // speaks to one reporter, as one of the reports says
  bool anonymous = false;           // is not named in either
  bool official = false;            // holds an office
  bool occasion = false;            // speaks where many listen
  std::uint32_t words = 0;          // in the longest quotation shared

  [[nodiscard]] bool is(const std::optional<Speaker>& other) const {
    return std::ranges::any_of(speakers, [&](const Speaker& s) { return same_speaker(s, other); });
  }
};

/// The people quoted in both, at most some tens. Cost: the shared quotations, times the people.
[[nodiscard]] std::vector<Voice> shared_voices(const ReuseReport& first, const ReuseReport& second,
                                               const SharedFacts& facts);

/// Whether a sentence passes on what one of them said, without quoting it.
[[nodiscard]] bool reports_voice(const Document& d, std::uint32_t sentence, const std::vector<Voice>& voices);

}  // namespace detente
