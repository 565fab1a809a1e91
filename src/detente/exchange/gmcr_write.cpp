// Writing *.gmcr: first the case is turned into one that the format can say, a case of yes/no options whose owners
// stand one behind the other, with every loss named; then that is printed. The format is described in gmcr_read.cpp.

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "detente/base/text.hpp"
#include "detente/exchange/gmcr.hpp"
#include "detente/exchange/losses.hpp"
#include "detente/exchange/names.hpp"
#include "detente/exchange/normal_form.hpp"
#include "detente/space/payoffs.hpp"

namespace detente {

namespace {

using Json = nlohmann::ordered_json;

/// A yes/no option of the file: an option of the case, or one value of an option with several.
struct Switch {
  VariableId variable{};
  Value value = 1;  ///< the variable has this value exactly where the switch is Y
  std::string name{};
  std::string direction = "both";
};

class GmcrWriter {
 public:
  GmcrWriter(const Model& model, const ExportOptions& options, ExportResult& result)
      : model_(model), options_(options), result_(result), losses_(result.diagnostics) {}

  void write() {
    name_losses();
    make_switches();
    make_conditions();
    Json json;
    json["options"] = Json::array();
    for (const Switch& s : switches_) {
      json["options"].push_back({{"name", s.name}, {"permittedDirection", s.direction}});
    }
    json["decisionMakers"] = decision_makers();
    if (has_errors(result_.diagnostics) || result_.stopped) return;
    json["infeasibles"] = infeasibles_;
    json["useManualPreferenceRanking"] = manual_;
    if (!model_.coalitions.empty()) json["coalitions"] = coalitions();
    json["program"] = "detente";
    json["version"] = DETENTE_VERSION;
    losses_.report();
    result_.files.push_back({options_.path, json.dump() + "\n"});
  }

 private:
  void name_losses() {
    note_day(model_, losses_);
    for (const Variable& v : model_.variables) {
      if (v.kind == Variable::Kind::term) {
        losses_.add(changes_model, "terms are left out and stay as they are now", v.id, v.span);
        continue;
      }
      const bool conditional =
          v.needs || std::ranges::any_of(v.moves, [](const Transition& t) { return t.condition.has_value(); });
      if (conditional) losses_.add(changes_model, "conditions of moves are left out", v.id, v.span);
    }
    for (std::size_t m = 0; m < model_.merges.size(); ++m) {
      losses_.add(changes_model, "merges are left out, so that there are more states", fmt::format("merge {}", m + 1),
                  model_.merges[m].span);
    }
    note_title(model_, options_.path, losses_);
    if (std::ranges::any_of(model_.variables, [](const Variable& v) { return v.now != 0; })) {
      losses_.add(not_kept, "now is not kept", "");
    }
    note_prose(model_, losses_);
  }

  // ---- options

  void make_switches() {
    for (std::size_t p = 0; p < model_.parties.size(); ++p) {
      for (std::size_t v = 0; v < model_.variables.size(); ++v) {
        const Variable& variable = model_.variables[v];
        if (variable.kind == Variable::Kind::option && variable.owner == PartyId(p)) add_switches(VariableId(v));
      }
    }
    place_of_.assign(model_.variables.size(), 0);
    for (std::size_t k = switches_.size(); k-- > 0;) place_of_[switches_[k].variable.index()] = k;
    for (std::size_t k = 1; k < switches_.size(); ++k) {
      if (switches_[k].variable >= switches_[k - 1].variable) continue;
      losses_.add(not_kept, "options are ordered by their owners, so that states have other numbers", "");
      break;
    }
  }

  void add_switches(VariableId id) {
    const Variable& variable = model_.variable(id);
    const std::string own_id = variable.id.substr(variable.id.find('.') + 1);
    const std::size_t values = variable.values.size();
    const std::size_t first = switches_.size();
    for (Value value = 1; value < values; ++value) {
      Switch s{.variable = id, .value = value};
      if (values == 2) {
        s.name = name_for_people(own_id, variable.text, true);
        if (s.name != variable.text && !variable.text.empty()) losses_.add(not_kept, "texts are not kept", variable.id);
        if (!variable.is_yes_no()) losses_.add(not_kept, "names of values are not kept", variable.id);
      } else {
        s.name = fmt::format("{} {}", own_id, variable.values[value]);
      }
      s.direction = direction(variable, value);
      switches_.push_back(std::move(s));
    }
    if (values > 2) {
      losses_.add(not_kept, "options with several values become one option for each value but the first", variable.id);
    }
    if (!directions_say_it(variable, first)) {
      losses_.add(changes_model, "moves cannot be limited in this way; more moves are allowed", variable.id,
                  variable.span);
    }
  }

  static bool allowed(const Variable& variable, Value from, Value to) {
    if (!variable.moves_limited) return true;
    return std::ranges::any_of(variable.moves, [&](const Transition& t) { return t.from == from && t.to == to; });
  }

  /// What the changes between the first value and this one say; "both" where there are none.
  static std::string direction(const Variable& variable, Value value) {
    const bool forward = allowed(variable, 0, value);
    const bool back = allowed(variable, value, 0);
    return forward == back ? "both" : forward ? "fwd" : "back";
  }

  /// Whether the directions of the switches from `first` on allow just the moves that the variable does.
  [[nodiscard]] bool directions_say_it(const Variable& variable, std::size_t first) const {
    const auto values = static_cast<Value>(variable.values.size());
    const auto forward = [&](Value v) { return v == 0 || switches_[first + v - 1].direction != "back"; };
    const auto back = [&](Value v) { return v == 0 || switches_[first + v - 1].direction != "fwd"; };
    for (Value from = 0; from < values; ++from) {
      for (Value to = 0; to < values; ++to) {
        if (from != to && allowed(variable, from, to) != (back(from) && forward(to))) return false;
      }
    }
    return true;
  }

  // ---- conditions

  /// The formula over the switches, numbered by their places; terms as they are now.
  [[nodiscard]] Formula over_switches(const Formula& f) const {
    if (f.op == Formula::Op::equals || f.op == Formula::Op::differs) {
      const Variable& variable = model_.variable(f.variable);
      const bool equal = f.op == Formula::Op::equals;
      if (variable.kind == Variable::Kind::term) return Formula::constant((f.value == variable.now) == equal);
      const std::size_t first = place_of_[f.variable.index()];
      if (f.value > 0) return Formula::literal(VariableId(first + f.value - 1), 1, equal);
      std::vector<Formula> others;
      for (std::size_t k = 0; k + 1 < variable.values.size(); ++k) {
        others.push_back(Formula::literal(VariableId(first + k), 1));
      }
      return Formula::apply(equal ? Formula::Op::none : Formula::Op::at_least_one, std::move(others));
    }
    Formula out = f;
    for (Formula& operand : out.operands) operand = over_switches(operand);
    return out;
  }

  static Json to_json(const Conjunction& conjunction) {
    Json list = Json::array();
    for (const auto& [v, yes] : conjunction) list.push_back({v.index(), yes ? "Y" : "N"});
    return list;
  }

  static Json to_json(const std::vector<Conjunction>& form) {
    if (form.size() == 1) return to_json(form.front());
    Json members = Json::array();
    for (const Conjunction& c : form) members.push_back(to_json(c));
    return {{"compound", true}, {"members", std::move(members)}};
  }

  void make_conditions() {
    for (std::size_t k = 0; k < switches_.size(); ++k) {
      for (std::size_t j = k + 1; j < switches_.size() && switches_[j].variable == switches_[k].variable; ++j) {
        infeasibles_.push_back(to_json(Conjunction{{VariableId(k), true}, {VariableId(j), true}}));
      }
    }
    for (const Rule& rule : model_.rules) {
      const auto form = disjunctive_form(over_switches(rule.formula), true);
      if (!form) {
        result_.diagnostics.push_back({.code = "too-large",
                                       .message = "this rule excludes too many combinations to list them",
                                       .span = rule.span,
                                       .hint = "the format lists combinations that cannot be; split the rule"});
        continue;
      }
      for (const Conjunction& c : *form) infeasibles_.push_back(to_json(c));
    }
  }

  // ---- preferences

  Json decision_makers() {
    std::vector<Json> statements;
    for (std::size_t p = 0; p < model_.parties.size(); ++p) statements.push_back(statements_of(PartyId(p)));
    std::vector<Json> rankings;
    if (manual_) rankings = all_rankings();
    Json list = Json::array();
    for (std::size_t p = 0; p < model_.parties.size(); ++p) {
      const Party& party = model_.parties[p];
      Json maker;
      maker["name"] = party_name(party, losses_);
      maker["options"] = Json::array();
      for (std::size_t k = 0; k < switches_.size(); ++k) {
        if (model_.variable(switches_[k].variable).owner == PartyId(p)) maker["options"].push_back(k);
      }
      maker["preferences"] = std::move(statements[p]);
      if (p < rankings.size()) maker["preferenceRanking"] = std::move(rankings[p]);
      list.push_back(std::move(maker));
    }
    return list;
  }

  /// The statements as conditions. Where the format cannot say them as such, all parties get rankings, since the format
  /// has one switch for all.
  Json statements_of(PartyId party) {
    const Preferences& wanted = model_.preferences[party.index()];
    Json list = Json::array();
    if (wanted.form == Preferences::Form::weights) {
      losses_.add(not_kept, "weights become rankings; the order of states is kept, the amounts are not",
                  model_.party_id(party));
    }
    manual_ |= wanted.form == Preferences::Form::weights || wanted.form == Preferences::Form::ranking;
    for (const Level& level : wanted.order) {
      for (const Formula& formula : thresholds(level)) {
        const auto form = disjunctive_form(over_switches(formula));
        if (!form) {
          losses_.add(not_kept, "statements that are too long become rankings", level.front().id);
          manual_ = true;
          return Json::array();
        }
        const bool never = form->empty();
        const bool always = form->size() == 1 && form->front().empty();
        if (!never && !always) list.push_back(to_json(*form));
      }
    }
    return list;
  }

  /// Statements, most important first, that order states by how many statements of the level hold: at least one of
  /// them, at least two, and so on.
  static std::vector<Formula> thresholds(const Level& level) {
    std::vector<Formula> formulas;
    for (const Statement& statement : level) formulas.push_back(statement.formula);
    if (formulas.size() == 1) return formulas;
    std::vector<Formula> all;
    for (std::size_t least = 1; least <= formulas.size(); ++least) all.push_back(at_least(least, formulas, 0));
    return all;
  }

  /// At least `least` of the formulas from `begin` on hold.
  static Formula at_least(std::size_t least, const std::vector<Formula>& of, std::size_t begin) {
    if (least == 0) return Formula::constant(true);
    if (of.size() - begin < least) return Formula::constant(false);
    return Formula::apply(Formula::Op::disjunction,
                          {Formula::apply(Formula::Op::conjunction, {of[begin], at_least(least - 1, of, begin + 1)}),
                           at_least(least, of, begin + 1)});
  }

  /// Every party's states by number, best first, as the format numbers them.
  std::vector<Json> all_rankings() {
    // The states of the file are those of the case with all merges undone and terms as they are now, in the order of
    // the switches.
    const SpaceBuild space = StateSpace::build(model_, options_.limits, options_.control);
    result_.diagnostics.insert(result_.diagnostics.end(), space.diagnostics.begin(), space.diagnostics.end());
    result_.refused = space.refused;
    result_.stopped = space.stopped;
    if (!space.space) return {};
    const PayoffsBuild payoffs = Payoffs::build(model_, *space.space);
    result_.diagnostics.insert(result_.diagnostics.end(), payoffs.diagnostics.begin(), payoffs.diagnostics.end());
    if (!payoffs.payoffs) return {};
    const std::vector<Member> members = members_in_order(*space.space);
    std::vector<Json> rankings;
    for (std::size_t p = 0; p < model_.parties.size(); ++p) {
      std::vector<std::vector<std::size_t>> groups(payoffs.payoffs->classes(PartyId(p)));
      for (std::size_t k = 0; k < members.size(); ++k) {
        const Rank rank = payoffs.payoffs->rank(PartyId(p), space.space->state_of(members[k]));
        groups[groups.size() - 1 - rank].push_back(k + 1);
      }
      Json ranking = Json::array();
      for (const std::vector<std::size_t>& group : groups) {
        if (group.size() == 1) ranking.push_back(group.front());
        else if (!group.empty()) ranking.push_back(group);
      }
      rankings.push_back(std::move(ranking));
    }
    return rankings;
  }

  /// The parties that act as one, as lists of places; the others alone.
  [[nodiscard]] Json coalitions() const {
    Json all = Json::array();
    std::vector<bool> placed(model_.parties.size(), false);
    for (const std::vector<PartyId>& group : model_.coalitions) {
      Json places = Json::array();
      for (const PartyId p : group) {
        places.push_back(p.index());
        placed[p.index()] = true;
      }
      all.push_back(std::move(places));
    }
    for (std::size_t p = 0; p < placed.size(); ++p) {
      if (!placed[p]) all.push_back(p);
    }
    return all;
  }

  [[nodiscard]] std::vector<Member> members_in_order(const StateSpace& space) const {
    std::vector<VariableId> most_significant_first;
    for (std::size_t k = switches_.size(); k-- > 0;) {
      const VariableId v = switches_[k].variable;
      if (most_significant_first.empty() || most_significant_first.back() != v) most_significant_first.push_back(v);
    }
    const Layout& layout = space.layout();
    std::vector<Member> members;
    for (Member m = 0; m < space.member_count(); ++m) {
      bool as_now = true;
      for (std::size_t v = 0; v < model_.variables.size(); ++v) {
        as_now &= model_.variables[v].kind == Variable::Kind::option ||
                  layout.digit(space.code(m), VariableId(v)) == model_.variables[v].now;
      }
      if (as_now) members.push_back(m);
    }
    std::ranges::sort(members, [&](Member a, Member b) {
      for (const VariableId v : most_significant_first) {
        const Value in_a = layout.digit(space.code(a), v);
        const Value in_b = layout.digit(space.code(b), v);
        if (in_a != in_b) return in_a < in_b;
      }
      return false;
    });
    return members;
  }

  const Model& model_;
  const ExportOptions& options_;
  ExportResult& result_;
  Losses losses_;
  std::vector<Switch> switches_{};
  std::vector<std::size_t> place_of_{};  ///< by variable, the place of its first switch
  Json infeasibles_ = Json::array();
  bool manual_ = false;  ///< rankings instead of statements
};

}  // namespace

ExportResult write_gmcr(const Case& document, const ExportOptions& options) {
  ExportResult result;
  const Model model = model_on(document, options.as_of);
  if (model.graph()) {
    result.diagnostics.push_back({.code = "not-expressible",
                                  .message = "a case in graph form has no options, and the format has nothing else",
                                  .span = model.graph()->span,
                                  .hint = "--format csv writes it as tables"});
    return result;
  }
  GmcrWriter(model, options, result).write();
  return result;
}

}  // namespace detente
