#pragma once
/// A case as its file states it: everything that can be said about a conflict, with the dates from and until which
/// it holds and what it rests on. All names are resolved. A Case is inert data; `model_on` turns it into the Model
/// of one day, which is what the solvers take.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "detente/base/date.hpp"
#include "detente/base/decimal.hpp"
#include "detente/base/diagnostic.hpp"
#include "detente/base/ids.hpp"
#include "detente/model/formula.hpp"

namespace detente {

/// Points from a part of the case to sentences of a source.
struct Citation {
  std::string source;       ///< id of the source
  std::uint32_t first = 0;  ///< first sentence, from 1
  std::uint32_t last = 0;   ///< last sentence, included; equal to `first` for one sentence
  std::string quote{};      ///< words of the report, or empty
  Span span{};
};

/// What a part of the case rests on: sentences of sources, or a reason why it is assumed.
struct Support {
  std::vector<Citation> citations{};
  std::string assumed{};  ///< the reason given by `assume`, or empty
};

struct Party {
  std::string id;
  std::string name{};  ///< for people; the id where the case gives none
  std::string text{};
  Support support{};
  Span span{};
};

/// One allowed change of a variable; the condition, where there is one, is judged at the state before the move.
struct Transition {
  Value from = 0;
  Value to = 0;
  std::optional<Formula> condition{};
};

/// A value that a variable has now, for a period.
struct DatedValue {
  Value value = 0;
  Period period{};
  Span span{};
  std::string text{};
  Support support{};
};

/// A move of a case in graph form, from one state to another.
struct Arc {
  Value from = 0;
  Value to = 0;
  friend auto operator<=>(const Arc&, const Arc&) = default;
};

/// An option (set by its owner), a term (set by all of `between` together), or the state of a case in graph form: the
/// one variable of that case, whose values are the states, and which every party moves along arcs of its own.
struct Variable {
  enum class Kind { option, term, graph };
  Kind kind = Kind::option;
  std::string id;                       ///< `Party.option`, the term's name, or `state`
  PartyId owner{};                      ///< of an option
  std::vector<PartyId> between{};       ///< of a term: at least two parties
  std::vector<PartyId> breakable_by{};  ///< of a term: who can put it back to its first value alone
  std::vector<std::string> values{"no", "yes"};
  std::vector<DatedValue> now_values{};  ///< as the case states them; empty means the first value
  Value now = 0;                         ///< in a Model: the value of the day
  bool moves_limited = false;            ///< false: every change is allowed; true: only `moves`
  std::vector<Transition> moves{};
  std::optional<Formula> needs{};          ///< every change away from the first value needs this at the state before
  std::vector<std::vector<Arc>> arcs{};    ///< of a graph: by party, the allowed moves, ascending, each once
  std::vector<std::string> value_texts{};  ///< of a graph: by state, what it is, or empty
  std::string text{};
  Support support{};
  Period period{};
  Span span{};      ///< of the name
  Span now_span{};  ///< of the `now` entry, or of the name where there is none

  [[nodiscard]] bool is_yes_no() const {
    return kind != Kind::graph && values.size() == 2 && values[0] == "no" && values[1] == "yes";
  }
};

struct Rule {
  std::string id;  ///< "rule#1"
  Formula formula;
  std::string text{};
  Support support{};
  Period period{};
  Span span{};  ///< of the formula
};

/// All feasible states that satisfy `when` and agree on `keep` are one state.
struct Merge {
  Formula when;
  std::vector<VariableId> keep{};
  std::string text{};
  Support support{};
  Span span{};
};

/// Something that a party prefers to hold.
struct Statement {
  std::string
      id;  ///< party and place in the file: "Uniroyal#2"; the second member of a group at place 3: "Uniroyal#3.2"
  Formula formula;
  Decimal weight{};  ///< used in weights only
  std::string text{};
  Support support{};
  Period period{};
  Span span{};  ///< of the formula
};

/// One level of an `order`: one statement, or several that are equally important.
using Level = std::vector<Statement>;

/// A group of a `ranking`: a formula, or numbers of states (from 1).
struct RankingGroup {
  std::variant<Formula, std::vector<std::uint64_t>> members;
  Span span{};
};

struct Preferences {
  enum class Form { none, order, weights, ranking };
  Form form = Form::none;
  std::vector<Level> order{};           ///< most important first
  std::vector<Statement> weights{};     ///< `weight` counts
  std::vector<RankingGroup> ranking{};  ///< best first
  std::string text{};
  Span span{};
};

/// A state by name: some values; the other variables are as now.
struct NamedState {
  std::string id;
  std::vector<std::pair<VariableId, Value>> values{};
  std::string text{};
  Span span{};
};

struct Question {
  std::string id;
  Formula goal;
  std::string text{};
  Span span{};
};

/// What a party has without a deal at a table: now, a named state, or the worst to which things drift.
struct WalkAway {
  enum class Kind { now, state, drift };
  Kind kind = Kind::now;
  std::string state{};  ///< id of a NamedState where kind is `state`
  Span span{};
};

/// Parties that negotiate with each other, and those who must ratify what they agree on.
struct Table {
  std::string id;
  std::vector<PartyId> parties{};
  std::vector<PartyId> ratify{};
  std::map<PartyId, WalkAway> walk_away{};
  std::string text{};
  Span span{};
};

struct Source {
  std::string id;
  std::string title{};
  std::string publisher{};
  std::optional<Date> date{};
  std::string text{};  ///< path of the text, relative to the case file; may not exist
  Span span{};
};

struct Case {
  std::string title{};
  std::string about{};
  std::optional<Date> as_of{};
  std::vector<Party> parties{};
  std::vector<Variable> variables{};  ///< options in order, then terms
  std::vector<Rule> rules{};
  std::vector<Merge> merges{};
  std::vector<Preferences> preferences{};  ///< one for each party
  std::vector<NamedState> states{};
  std::vector<Question> questions{};
  std::vector<Table> tables{};
  std::vector<std::vector<PartyId>> coalitions{};  ///< parties that act as one; no party in two of them
  std::vector<Source> sources{};

  /// The state variable of a case in graph form, which has no other variable; else null.
  [[nodiscard]] const Variable* graph() const {
    return variables.size() == 1 && variables[0].kind == Variable::Kind::graph ? &variables[0] : nullptr;
  }
};

}  // namespace detente
