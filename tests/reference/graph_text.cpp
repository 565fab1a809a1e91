#include "graph_text.hpp"

#include <algorithm>

namespace detente::reference {

namespace {

std::string name(std::size_t state) { return "s" + std::to_string(state + 1); }

// "[a, b, c]" with one name in brackets left bare.
std::string group_text(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& one : names) text += (text.empty() ? "" : ", ") + one;
  return names.size() == 1 ? text : "[" + text + "]";
}

std::string moves_text(const std::vector<std::vector<std::size_t>>& targets) {
  std::string text;
  for (std::size_t s = 0; s < targets.size(); ++s) {
    for (const std::size_t t : targets[s]) {
      const bool back = std::ranges::find(targets[t], s) != targets[t].end();
      if (back && t < s) continue;  // said at t
      text += (text.empty() ? "" : ", ") + name(s) + (back ? " <-> " : " -> ") + name(t);
    }
  }
  return "[" + text + "]";
}

std::string ranking_text(const std::vector<std::size_t>& ranks) {
  std::vector<std::vector<std::string>> groups(*std::ranges::max_element(ranks) + 1);
  for (std::size_t s = 0; s < ranks.size(); ++s) groups[groups.size() - 1 - ranks[s]].push_back(name(s));
  std::string text;
  for (const std::vector<std::string>& group : groups) text += (text.empty() ? "" : ", ") + group_text(group);
  return "{ranking: [" + text + "]}";
}

}  // namespace

std::string to_graph_text(const PlainCase& plain, const ReferenceModel& model) {
  std::string text = "detente: 1\ntitle: graph\nparties:\n";
  for (const PlainParty& party : plain.parties) text += "  " + party.name + ": {}\n";
  text += "graph:\n  states:\n";
  for (std::size_t s = 0; s < model.states.size(); ++s) text += "    - " + name(s) + "\n";
  text += "  now: " + name(model.now) + "\n  moves:\n";
  for (std::size_t p = 0; p < model.party_count; ++p) {
    text += "    " + plain.parties[p].name + ": " + moves_text(model.moves[p]) + "\n";
  }
  text += "preferences:\n";
  for (std::size_t p = 0; p < model.party_count; ++p) {
    text += "  " + plain.parties[p].name + ": " + ranking_text(model.ranks[p]) + "\n";
  }
  if (!plain.questions.empty()) text += "questions:\n";
  for (const PlainQuestion& question : plain.questions) {
    std::string goal;
    for (std::size_t s = 0; s < model.states.size(); ++s) {
      if (holds(question.goal, model.states[s])) goal += (goal.empty() ? "" : " or ") + name(s);
    }
    text += "  " + question.name + ": {goal: " + (goal.empty() ? "'false'" : goal) + "}\n";
  }
  return text;
}

}  // namespace detente::reference
