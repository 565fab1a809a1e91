#include "detente/deals/decompose.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/deals/deal_space.hpp"

namespace detente {

namespace {

using Op = Formula::Op;

/// The formula with the literals of fixed variables (known[v] >= 0) worked out.
Formula given(const Formula& f, const std::vector<std::int32_t>& known) {
  if (f.op == Op::equals || f.op == Op::differs) {
    const std::int32_t value = known[f.variable.index()];
    return value < 0 ? f : Formula::constant((value == f.value) == (f.op == Op::equals));
  }
  Formula result = f;
  for (Formula& operand : result.operands) operand = given(operand, known);
  return result;
}

/// A conjunction as its parts, so that they need not hang together.
void add_parts(std::vector<Formula>& parts, const Formula& f) {
  if (f.op == Op::conjunction || f.op == Op::all) {
    for (const Formula& operand : f.operands) add_parts(parts, operand);
  } else if (f.op == Op::none) {
    for (const Formula& operand : f.operands) add_parts(parts, simplified(Formula::apply(Op::negation, {operand})));
  } else if (f.op != Op::constant || !f.truth) {
    parts.push_back(f);
  }
}

/// A weighted statement of one party.
struct Term {
  Formula formula;
  std::size_t party;
  std::int64_t weight;
};

/// What is left to decompose once some variables are fixed.
struct Task {
  std::vector<std::int32_t> known;          ///< by variable, the value where it is fixed, else -1
  std::vector<std::vector<Value>> domains;  ///< by variable, the values that it may have
  std::vector<Formula> constraints;
  std::vector<Term> terms;
};

class Decomposer {
 public:
  Decomposer(const Model& model, AdditiveTable& result, const DecompositionLimits& limits)
      : model_(model), result_(result), limits_(limits) {}

  /// Adds products for the task; false if it stays too large.
  bool run(Task task) {
    if (!simplify(task)) return true;  // no assignment is left
    const std::vector<std::vector<VariableId>> groups = groups_of(task);
    const auto largest = std::ranges::max_element(groups, {}, [&](const auto& group) { return size_of(task, group); });
    if (largest != groups.end() && may_split(task, *largest) && is_worth_splitting(task, *largest)) {
      const VariableId tie = busiest(task, *largest);
      const std::vector<Value> values = task.domains[tie.index()];
      open_ += values.size() - 1;
      for (const Value value : values) {
        Task part = task;
        part.known[tie.index()] = value;
        part.domains[tie.index()] = {value};
        if (!run(std::move(part))) return false;
      }
      return true;
    }
    for (const std::vector<VariableId>& group : groups) {
      if (size_of(task, group) > static_cast<double>(limits_.most_alternatives)) {
        std::vector<std::string> names;
        constexpr std::size_t most = 6;
        for (const VariableId v : group) names.push_back(model_.variable(v).id);
        const std::size_t more = names.size() > most ? names.size() - most : 0;
        names.resize(names.size() - more);
        if (more > 0) names.push_back(std::to_string(more) + " more");
        obstacle = fmt::format("rules, conditions or weighted statements tie too much together: {}", join_words(names));
        return false;
      }
    }
    add_product(task, groups);
    return true;
  }

  std::string obstacle;

 private:
  /// Works out what is fixed, until nothing changes. False if a constraint cannot hold.
  bool simplify(Task& task) const {
    for (bool again = true; again;) {
      again = false;
      std::vector<Formula> left;
      for (const Formula& constraint : task.constraints) {
        add_parts(left, simplified(given(constraint, task.known)));
      }
      task.constraints.clear();
      for (Formula& constraint : left) {
        const std::vector<VariableId> variables = variables_of(constraint);
        if (variables.empty()) {
          if (!holds(constraint, {})) return false;
          continue;
        }
        if (variables.size() > 1) {
          task.constraints.push_back(std::move(constraint));
          continue;
        }
        std::vector<Value>& domain = task.domains[variables[0].index()];
        std::vector<Value> values = result_.from;
        std::erase_if(domain, [&](Value value) {
          values[variables[0].index()] = value;
          return !holds(constraint, values);
        });
        again = true;
      }
      for (std::size_t v = 0; v < task.domains.size(); ++v) {
        if (task.domains[v].empty()) return false;
        if (task.domains[v].size() > 1 || task.known[v] >= 0) continue;
        task.known[v] = task.domains[v][0];
        again = true;
      }
    }
    for (Term& term : task.terms) term.formula = simplified(given(term.formula, task.known));
    return true;
  }

  /// The open variables in groups that hang together.
  static std::vector<std::vector<VariableId>> groups_of(const Task& task) {
    std::vector<std::size_t> leader(task.known.size());
    std::iota(leader.begin(), leader.end(), std::size_t{0});
    const auto find = [&](std::size_t v) {
      while (leader[v] != v) v = leader[v] = leader[leader[v]];
      return v;
    };
    const auto join = [&](const Formula& formula) {
      const std::vector<VariableId> variables = variables_of(formula);
      for (const VariableId v : variables) leader[find(v.index())] = find(variables[0].index());
    };
    for (const Formula& constraint : task.constraints) join(constraint);
    for (const Term& term : task.terms) join(term.formula);
    std::map<std::size_t, std::vector<VariableId>> groups;
    for (std::size_t v = 0; v < leader.size(); ++v) {
      if (task.known[v] < 0) groups[find(v)].emplace_back(v);
    }
    std::vector<std::vector<VariableId>> result;
    for (auto& [key, group] : groups) result.push_back(std::move(group));
    std::ranges::sort(result);
    return result;
  }

  static double size_of(const Task& task, const std::vector<VariableId>& group) {
    double size = 1;
    for (const VariableId v : group) size *= static_cast<double>(task.domains[v.index()].size());
    return size;
  }

  /// A group too large to list, or one that falls apart into much smaller ones.
  bool is_worth_splitting(const Task& task, const std::vector<VariableId>& group) const {
    const double size = size_of(task, group);
    if (size > static_cast<double>(limits_.split_above)) return true;
    const VariableId tie = busiest(task, group);
    if (open_ + task.domains[tie.index()].size() > most_split_for_ease) return false;
    double after = 0;
    for (const Value value : task.domains[tie.index()]) {
      Task part = task;
      part.known[tie.index()] = value;
      part.domains[tie.index()] = {value};
      if (!simplify(part)) continue;
      for (const std::vector<VariableId>& smaller : groups_of(part)) {
        const bool of_group = std::ranges::includes(group, smaller);
        if (of_group) after += size_of(part, smaller);
      }
    }
    return 4 * after < size;
  }

  bool may_split(const Task& task, const std::vector<VariableId>& group) const {
    return group.size() > 1 && open_ + task.domains[busiest(task, group).index()].size() <= limits_.most_products;
  }

  /// The variable of the group that most formulas name; the first one among equals.
  static VariableId busiest(const Task& task, const std::vector<VariableId>& group) {
    std::map<VariableId, std::size_t> uses;
    const auto count = [&](const Formula& formula) {
      const std::vector<VariableId> variables = variables_of(formula);
      if (variables.size() < 2) return;
      for (const VariableId v : variables) ++uses[v];
    };
    for (const Formula& constraint : task.constraints) count(constraint);
    for (const Term& term : task.terms) count(term.formula);
    return *std::ranges::max_element(group, {}, [&](VariableId v) { return uses[v]; });
  }

  void add_product(const Task& task, const std::vector<std::vector<VariableId>>& groups) {
    Product product{.name = result_.products.size()};
    std::vector<AdditiveTable::Part> parts;
    std::vector<std::uint32_t> staying;
    bool here = true;  // `from` lies in this product
    // First what is fixed: one alternative.
    AdditiveTable::Part fixed;
    for (const VariableId v : result_.settable) {
      if (task.known[v.index()] < 0) continue;
      fixed.variables.push_back(v);
      fixed.values.push_back(static_cast<Value>(task.known[v.index()]));
      here &= fixed.values.back() == result_.from[v.index()];
    }
    Component certain{.utilities = std::vector<std::int64_t>(result_.parties.size(), 0)};
    for (const Term& term : task.terms) {
      if (term.formula.op == Op::constant && term.formula.truth) certain.utilities[term.party] += term.weight;
    }
    product.components.push_back(std::move(certain));
    parts.push_back(std::move(fixed));
    staying.push_back(0);

    std::vector<Value> values = result_.from;
    for (const std::vector<VariableId>& group : groups) {
      const auto concerns = [&](const Formula& formula) {
        const std::vector<VariableId> variables = variables_of(formula);
        return !variables.empty() && std::ranges::binary_search(group, variables[0]);
      };
      std::vector<const Formula*> constraints;
      std::vector<const Term*> terms;
      for (const Formula& constraint : task.constraints) {
        if (concerns(constraint)) constraints.push_back(&constraint);
      }
      for (const Term& term : task.terms) {
        if (concerns(term.formula)) terms.push_back(&term);
      }
      Component component;
      AdditiveTable::Part part{.variables = group};
      std::optional<std::uint32_t> stays;
      std::vector<std::size_t> digits(group.size(), 0);
      for (bool more = true; more;) {
        for (std::size_t k = 0; k < group.size(); ++k) {
          values[group[k].index()] = task.domains[group[k].index()][digits[k]];
        }
        if (std::ranges::all_of(constraints, [&](const Formula* f) { return holds(*f, values); })) {
          const auto same = [&](VariableId v) { return values[v.index()] == result_.from[v.index()]; };
          if (std::ranges::all_of(group, same)) {
            stays = static_cast<std::uint32_t>(component.utilities.size() / result_.parties.size());
          }
          std::vector<std::int64_t> utilities(result_.parties.size(), 0);
          for (const Term* term : terms) {
            if (holds(term->formula, values)) utilities[term->party] += term->weight;
          }
          component.utilities.insert(component.utilities.end(), utilities.begin(), utilities.end());
          for (const VariableId v : group) part.values.push_back(values[v.index()]);
        }
        more = false;
        for (std::size_t k = 0; k < group.size() && !more; ++k) {
          more = ++digits[k] < task.domains[group[k].index()].size();
          if (!more) digits[k] = 0;
        }
      }
      for (const VariableId v : group) values[v.index()] = result_.from[v.index()];
      here &= stays.has_value();
      staying.push_back(stays.value_or(0));
      if (component.utilities.empty()) return;  // no assignment of the group satisfies all: no deal in this product
      product.components.push_back(std::move(component));
      parts.push_back(std::move(part));
    }
    if (here) result_.staying = {product.name, staying};
    result_.problem.products.push_back(std::move(product));
    result_.products.push_back(std::move(parts));
  }

  static constexpr std::size_t most_split_for_ease = 4;  ///< products

  const Model& model_;
  AdditiveTable& result_;
  const DecompositionLimits& limits_;
  std::size_t open_ = 1;  ///< products made and to be made
};

}  // namespace

std::vector<Value> AdditiveTable::values(const DealChoice& deal) const {
  std::vector<Value> values = from;
  const std::vector<Part>& parts = products[deal.product];
  for (std::size_t c = 0; c < parts.size(); ++c) {
    const std::size_t width = parts[c].variables.size();
    for (std::size_t k = 0; k < width; ++k) {
      values[parts[c].variables[k].index()] = parts[c].values[deal.alternatives[c] * width + k];
    }
  }
  return values;
}

std::int64_t weighted_sum(const Preferences& preferences, Assignment state) {
  std::int64_t sum = 0;
  for (const Statement& statement : preferences.weights) {
    if (holds(statement.formula, state)) sum += statement.weight.millionths;
  }
  return sum;
}

AdditiveTableBuild decompose(const Model& model, const Table& table, const std::vector<Value>& from,
                             const std::vector<std::vector<Value>>& walk_aways, const DecompositionLimits& limits) {
  AdditiveTableBuild build;
  AdditiveTable result{.table = &table, .from = from, .settable = settable_by(model, table), .parties = table.parties};
  result.parties.insert(result.parties.end(), table.ratify.begin(), table.ratify.end());
  result.problem.members = table.parties.size();
  if (!model.merges.empty()) {
    build.obstacle = "the case merges states";
    return build;
  }
  Task task;
  task.known.resize(model.variables.size());
  for (std::size_t v = 0; v < from.size(); ++v) task.known[v] = from[v];
  for (const VariableId v : result.settable) task.known[v.index()] = -1;
  for (std::size_t v = 0; v < from.size(); ++v) {
    std::vector<Value>& domain = task.domains.emplace_back();
    const std::size_t values = model.variables[v].values.size();
    for (std::size_t value = 0; value < values; ++value) {
      if (task.known[v] < 0 || from[v] == value) domain.push_back(static_cast<Value>(value));
    }
  }
  task.constraints.push_back(deal_formula(model, table, from));
  for (const Rule& rule : model.rules) task.constraints.push_back(rule.formula);
  for (std::size_t p = 0; p < result.parties.size(); ++p) {
    const PartyId party = result.parties[p];
    const Preferences& preferences = model.preferences[party.index()];
    if (preferences.form == Preferences::Form::order || preferences.form == Preferences::Form::ranking) {
      build.obstacle = fmt::format("{} has {}, and only weights add up", model.party_id(party),
                                   preferences.form == Preferences::Form::order ? "an order" : "a ranking");
      return build;
    }
    result.problem.walk_away.push_back(weighted_sum(preferences, walk_aways[p]));
    for (const Statement& statement : preferences.weights) {
      task.terms.push_back({statement.formula, p, statement.weight.millionths});
    }
  }
  Decomposer decomposer(model, result, limits);
  if (decomposer.run(std::move(task))) build.table = std::move(result);
  else build.obstacle = std::move(decomposer.obstacle);
  return build;
}

}  // namespace detente
