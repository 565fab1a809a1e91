#pragma once
/// Reported statements: what somebody is said to have said, without quotation marks.

#include <optional>
#include <vector>

#include "detente/evidence/clauses.hpp"

namespace detente {

struct SpokenEvent {
  SpeechEvent event;
  std::optional<Speaker> speaker;
  bool introduces = false;  ///< an utterance in quotation marks
};

/// Adds the statements of one unit to Document::statements.
void find_statements(const Reading& reading, const FlowUnit& unit, const std::vector<SpokenEvent>& events,
                     Document& document);

}  // namespace detente
