#include "detente/space/variable_order.hpp"

#include <algorithm>
#include <numeric>

#include "detente/base/random.hpp"

namespace detente {

namespace {

/// The sets of variables that occur together in a formula of the model.
std::vector<std::vector<VariableId>> groups_of(const Model& model) {
  std::vector<std::vector<VariableId>> groups;
  const auto add = [&](const Formula& formula) {
    std::vector<VariableId> variables = variables_of(formula);
    if (variables.size() > 1) groups.push_back(std::move(variables));
  };
  for (const Rule& rule : model.rules) add(rule.formula);
  for (const Merge& merge : model.merges) add(merge.when);
  for (std::size_t v = 0; v < model.variables.size(); ++v) {
    const auto add_condition = [&](const Formula& formula) {
      std::vector<VariableId> variables = variables_of(formula);
      variables.emplace_back(v);
      groups.push_back(std::move(variables));
    };
    if (model.variables[v].needs) add_condition(*model.variables[v].needs);
    for (const Transition& t : model.variables[v].moves) {
      if (t.condition) add_condition(*t.condition);
    }
  }
  for (std::size_t p = 0; p < model.parties.size(); ++p) {
    for (const Statement* statement : model.statements_of(PartyId(p))) add(statement->formula);
    for (const RankingGroup& group : model.preferences[p].ranking) {
      if (const auto* formula = std::get_if<Formula>(&group.members)) add(*formula);
    }
  }
  return groups;
}

std::size_t span(const std::vector<std::vector<VariableId>>& groups, const std::vector<double>& place) {
  double total = 0;
  for (const auto& group : groups) {
    double least = 1e9;
    double most = -1;
    for (const VariableId v : group) {
      least = std::min(least, place[v.index()]);
      most = std::max(most, place[v.index()]);
    }
    total += most - least;
  }
  return static_cast<std::size_t>(total);
}

}  // namespace

std::vector<VariableId> close_order(const Model& model) {
  const std::vector<std::vector<VariableId>> groups = groups_of(model);
  const std::size_t n = model.variables.size();
  constexpr int starts = 40;
  constexpr int most_rounds = 60;
  Random random(1);
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<std::size_t> best = order;
  std::size_t best_span = std::size_t(-1);
  std::vector<double> place(n);
  for (int start = 0; start < starts; ++start) {
    if (start > 0) {
      for (std::size_t k = n; k > 1; --k) std::swap(order[k - 1], order[random.below(k)]);
    }
    std::size_t last_span = std::size_t(-1);
    for (int round = 0; round < most_rounds; ++round) {
      for (std::size_t k = 0; k < n; ++k) place[order[k]] = static_cast<double>(k);
      const std::size_t now = span(groups, place);
      if (now < best_span) {
        best_span = now;
        best = order;
      }
      if (now >= last_span && round > 5) break;
      last_span = now;
      std::vector<double> pull(n, 0);
      std::vector<int> pulls(n, 0);
      for (const auto& group : groups) {
        double center = 0;
        for (const VariableId v : group) center += place[v.index()];
        center /= static_cast<double>(group.size());
        for (const VariableId v : group) {
          pull[v.index()] += center;
          ++pulls[v.index()];
        }
      }
      for (std::size_t v = 0; v < n; ++v) pull[v] = pulls[v] > 0 ? pull[v] / pulls[v] : place[v];
      std::ranges::stable_sort(order, {}, [&](std::size_t v) { return pull[v]; });
    }
  }
  std::vector<VariableId> result;
  for (const std::size_t v : best) result.emplace_back(v);
  return result;
}

}  // namespace detente
