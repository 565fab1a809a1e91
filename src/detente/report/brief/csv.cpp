#include "detente/base/csv.hpp"
#include "detente/report/brief/build.hpp"

namespace detente::brief {

std::string questions_csv(const Analysis& a, const std::vector<Asked>& questions) {
  std::string out = "question,goal,open,steps,goal_states";
  for (const Concept c : all_concepts) out += "," + std::string(id_of(c));
  out += ",movers,holdouts\n";
  const auto ids = [&](const auto& parties, auto&& party_of) {
    std::string list;
    for (const auto& p : parties) list += (list.empty() ? "" : ";") + a.model.party_id(party_of(p));
    return list;
  };
  for (const Asked& asked : questions) {
    const Question& question = *asked.question;
    const Answer& answer = asked.answer;
    out += csv_cell(question.id) + "," + csv_cell(to_text(question.goal, a.model)) + "," +
           std::string(id_of(answer.open)) + "," + std::to_string(answer.path.size()) + "," +
           std::to_string(answer.goal_states);
    for (const Concept c : all_concepts) out += "," + std::to_string(answer.lasting[static_cast<std::size_t>(c)]);
    out += "," + csv_cell(ids(answer.movers, [](PartyId p) { return p; })) + "," +
           csv_cell(ids(answer.holdouts, [](const Holdout& h) { return h.party; })) + "\n";
  }
  return out;
}

}  // namespace detente::brief
