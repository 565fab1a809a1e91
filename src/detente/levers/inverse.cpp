#include "detente/levers/inverse.hpp"

namespace detente {

InverseAnswer invert(const ChangedCase& the_case, StateId s, PartyId party, Concept c, bool count) {
  InverseAnswer answer{.concept_id = c, .condition = {}, .forms = {}, .rankings = {}};
  answer.condition = stability_condition(the_case, s, party, c);
  if (!answer.condition) return answer;
  answer.forms = normal_forms(*answer.condition);
  if (count) answer.rankings = count_rankings(*answer.condition, the_case.space().size(), the_case.budget());
  return answer;
}

}  // namespace detente
