#include "detente/report/lint.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/space/evaluate.hpp"
#include "detente/space/named.hpp"

namespace detente {

namespace {

class Linter {
 public:
  explicit Linter(Analysis& analysis) : a_(analysis), m_(analysis.model) {}

  Diagnostics run() {
    parties_without_preferences();
    statements();
    unmentioned_variables();
    idle_rules();
    infeasible_states();
    isolated_states();
    unsupported();
    const Diagnostics tables = lint_tables(a_);
    found_.insert(found_.end(), tables.begin(), tables.end());
    sort_diagnostics(found_);
    return std::move(found_);
  }

 private:
  void warn(std::string code, std::string message, Span span, std::string hint) {
    found_.push_back({.severity = Severity::warning,
                      .code = std::move(code),
                      .message = std::move(message),
                      .span = span,
                      .hint = std::move(hint)});
  }

  void parties_without_preferences() {
    for (std::size_t p = 0; p < m_.parties.size(); ++p) {
      const Preferences& preferences = m_.preferences[p];
      if (preferences.form != Preferences::Form::none &&
          !(preferences.order.empty() && preferences.weights.empty() && preferences.ranking.empty())) {
        continue;
      }
      warn("no-preferences", fmt::format("{} has no preferences, so it never minds anything", m_.parties[p].id),
           m_.parties[p].span, fmt::format("add `{}:` under `preferences`", m_.parties[p].id));
    }
  }

  void statements() {
    bool conditional_said = false;
    for (std::size_t p = 0; p < m_.parties.size(); ++p) {
      const std::vector<const Statement*> statements = m_.statements_of(PartyId(p));
      std::vector<const Formula*> formulas;
      for (const Statement* statement : statements) formulas.push_back(&statement->formula);
      const std::vector<BitVector> held = evaluate(a_.space, formulas);
      for (std::size_t k = 0; k < statements.size(); ++k) {
        const Statement& statement = *statements[k];
        if (statement.formula.op == Formula::Op::given && !conditional_said) {
          conditional_said = true;
          warn("conditional-statement", "`A if B` holds wherever B does not hold", statement.span,
               "if that is not meant, write `A and B`; this is said once for a case");
        }
        const bool of_this_day = statement.formula.op != Formula::Op::constant;
        if (of_this_day && (held[k].all() || !held[k].any())) {
          const bool always = held[k].all();
          warn(always ? "always-true" : "always-false",
               fmt::format("{} is {} in every feasible state, so it decides nothing", statement.id,
                           always ? "true" : "false"),
               statement.span, "drop it, or look for the rule that forces it");
        }
        if (m_.preferences[p].form == Preferences::Form::weights && statement.weight.millionths == 0) {
          warn("zero-weight", fmt::format("{} has weight 0, so it decides nothing", statement.id), statement.span, "");
        }
        members_disagree(statement);
      }
      if (m_.preferences[p].form == Preferences::Form::order) undecisive(statements, held, m_.preferences[p].order);
    }
    for (const Question& question : m_.questions) {
      const BitVector goal = evaluate(a_.space, question.goal);
      if (!goal.any()) {
        warn("impossible-goal", fmt::format("no feasible state satisfies the goal of '{}'", question.id), question.span,
             "look for the rule that forbids it");
      }
    }
  }

  /// A statement below others that together settle it already.
  void undecisive(const std::vector<const Statement*>& statements, const std::vector<BitVector>& held,
                  const std::vector<Level>& order) {
    if (a_.space.size() > (std::size_t{1} << 22)) return;
    std::vector<std::uint32_t> classes(a_.space.size(), 0);
    std::uint32_t count = 1;
    std::size_t k = 0;
    for (const Level& level : order) {
      const std::size_t first = k;
      std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> finer;
      std::vector<std::uint32_t> next(classes.size());
      for (std::size_t s = 0; s < classes.size(); ++s) {
        std::uint32_t holding = 0;
        for (std::size_t j = 0; j < level.size(); ++j) holding += held[first + j].test(s) ? 1U : 0U;
        next[s] = finer.try_emplace({classes[s], holding}, static_cast<std::uint32_t>(finer.size())).first->second;
      }
      const bool constant = std::ranges::all_of(level, [&](const Statement& statement) {
        const BitVector& bits = held[first + static_cast<std::size_t>(&statement - level.data())];
        return bits.all() || !bits.any();
      });
      if (finer.size() == count && !constant && count > 1) {
        warn("never-decides",
             fmt::format("{} never decides: what stands above it settles it already", statements[first]->id),
             statements[first]->span, "drop it, or move it up if it matters more");
      }
      count = static_cast<std::uint32_t>(finer.size());
      classes = std::move(next);
      k += level.size();
    }
  }

  void members_disagree(const Statement& statement) {
    if (!a_.space.merged()) return;
    const std::size_t states = disagreeing(a_.space, statement.formula).count();
    if (states == 0) return;
    warn("members-differ",
         fmt::format("{} holds at some members of {} merged state{} and not at others; it counts as not holding there",
                     statement.id, with_commas(states), states == 1 ? "" : "s"),
         statement.span, "name in it only what the merge keeps, or add to `keep`");
  }

  void unmentioned_variables() {
    std::set<VariableId> mentioned;
    const auto mention = [&](const Formula& f) {
      for (const VariableId v : variables_of(f)) mentioned.insert(v);
    };
    for (const Preferences& preferences : m_.preferences) {
      for (const Level& level : preferences.order) {
        for (const Statement& statement : level) mention(statement.formula);
      }
      for (const Statement& statement : preferences.weights) mention(statement.formula);
      for (const RankingGroup& group : preferences.ranking) {
        if (const auto* formula = std::get_if<Formula>(&group.members)) mention(*formula);
        else return;  // state numbers mention everything
      }
    }
    for (std::size_t v = 0; v < m_.variables.size(); ++v) {
      if (mentioned.contains(VariableId(v))) continue;
      warn("unmentioned", fmt::format("nobody's preferences mention '{}'", m_.variables[v].id), m_.variables[v].span,
           "add a statement about it, or drop it if it matters to nobody");
    }
  }

  /// A rule bites if some assignment that satisfies all other rules breaks it.
  void idle_rules() {
    for (std::size_t r = 0; r < m_.rules.size(); ++r) {
      if (m_.rules[r].formula.op == Formula::Op::constant) continue;  // about options of other days
      Model without = m_;
      without.rules[r].formula = Formula::apply(Formula::Op::negation, {without.rules[r].formula});
      without.merges.clear();
      if (has_solution(without)) continue;
      warn("idle-rule", fmt::format("{} never bites: the other rules imply it, or it holds by itself", m_.rules[r].id),
           m_.rules[r].span, "drop it; of two rules that imply each other, one must stay");
    }
  }

  /// Depth-first search for one assignment that satisfies all rules, over the variables that rules name.
  static bool has_solution(const Model& model) {
    std::set<VariableId> named;
    for (const Rule& rule : model.rules) {
      for (const VariableId v : variables_of(rule.formula)) named.insert(v);
    }
    const std::vector<VariableId> order(named.begin(), named.end());
    std::vector<std::int32_t> known(model.variables.size(), -1);
    std::size_t budget = 200'000;
    const auto search = [&](auto&& self, std::size_t depth) -> bool {
      if (budget == 0) return true;  // not found in time: say nothing
      --budget;
      for (const Rule& rule : model.rules) {
        const auto truth = settled(rule.formula, known);
        if (truth && !*truth) return false;
      }
      if (depth == order.size()) return true;
      std::int32_t& value = known[order[depth].index()];
      for (std::size_t k = 0; k < model.variable(order[depth]).values.size(); ++k) {
        value = static_cast<std::int32_t>(k);
        if (self(self, depth + 1)) return true;
      }
      value = -1;
      return false;
    };
    return search(search, 0);
  }

  void infeasible_states() {
    for (const NamedState& state : m_.states) {
      const std::vector<Value> values = values_of(m_, state);
      for (const Rule& rule : m_.rules) {
        if (holds(rule.formula, values)) continue;
        warn("infeasible-state",
             fmt::format("the state '{}' breaks the rule '{}'", state.id, to_text(rule.formula, m_)), state.span,
             "change its values; it cannot be used as it is");
        break;
      }
    }
  }

  /// A state of a graph that no move touches is probably misspelled in the moves.
  void isolated_states() {
    const Variable* graph = m_.graph();
    if (!graph) return;
    std::vector<bool> touched(graph->values.size(), false);
    for (const std::vector<Arc>& arcs : graph->arcs) {
      for (const Arc& arc : arcs) touched[arc.from] = touched[arc.to] = true;
    }
    std::vector<std::string> alone;
    for (std::size_t s = 0; s < touched.size(); ++s) {
      if (!touched[s]) alone.push_back(graph->values[s]);
    }
    if (alone.empty()) return;
    constexpr std::size_t most = 8;
    const std::size_t more = alone.size() - std::min(alone.size(), most);
    alone.resize(alone.size() - more);
    if (more > 0) alone.push_back(fmt::format("{} more", more));
    warn("isolated-state", fmt::format("no move leads to or from {}", join_words(alone)), graph->span,
         "add its moves, or drop it");
  }

  /// Where a case cites sources at all, what rests on nothing is worth a word: once for each party.
  void unsupported() {
    if (m_.sources.empty()) return;
    const auto bare = [](const Support& support) { return support.citations.empty() && support.assumed.empty(); };
    const bool cites = std::ranges::any_of(m_.preferences, [&](const Preferences& preferences) {
      return std::ranges::any_of(preferences.order, [&](const Level& level) {
        return std::ranges::any_of(level,
                                   [&](const Statement& statement) { return !statement.support.citations.empty(); });
      });
    });
    if (!cites) return;
    for (std::size_t p = 0; p < m_.parties.size(); ++p) {
      std::vector<const Statement*> unsupported = m_.statements_of(PartyId(p));
      std::erase_if(unsupported, [&](const Statement* statement) { return !bare(statement->support); });
      if (unsupported.empty()) continue;
      std::vector<std::string> ids;
      for (const Statement* statement : unsupported) ids.push_back(statement->id);
      warn("unsupported", fmt::format("{} rest{} on no source", join_words(ids), ids.size() == 1 ? "s" : ""),
           unsupported[0]->span, "add `cite: [source#sentence]`, or `assume: why`");
    }
  }

  Analysis& a_;
  const Model& m_;
  Diagnostics found_;
};

}  // namespace

Diagnostics lint(Analysis& analysis) { return Linter(analysis).run(); }

}  // namespace detente
