#include "detente/casefile/write.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "detente/casefile/yaml_build.hpp"
#include "detente/casefile/yaml_emit.hpp"
#include "detente/casefile/yaml_tree.hpp"
#include "detente/model/model.hpp"

namespace detente {

namespace {

using namespace building;

/// Turns the parts of a Case into nodes. Collections are written in {} and [], except for sections and long lists.
class Writer {
 public:
  explicit Writer(const Case& document) : case_(document) {}

  YamlNode root() {
    YamlNode root = mapping(false);
    put(root, "detente", word("1"));
    put_prose(root, "title", case_.title);
    put_prose(root, "about", case_.about);
    if (case_.as_of) put(root, "as_of", word(to_text(*case_.as_of)));
    put_section(root, "parties", parties());
    if (const Variable* graph = case_.graph()) put(root, "graph", graph_section(*graph));
    put_section(root, "options", variables(Variable::Kind::option));
    put_section(root, "terms", variables(Variable::Kind::term));
    put_section(root, "rules", rules());
    put_section(root, "merge", merges());
    put_section(root, "preferences", preferences());
    put_section(root, "states", states());
    put_section(root, "questions", questions());
    put_section(root, "tables", tables());
    put_section(root, "coalitions", coalitions());
    put_section(root, "sources", sources());
    return root;
  }

 private:
  static void put_section(YamlNode& root, std::string key, YamlNode section) {
    if (section.items.empty() && section.entries.empty()) return;
    put(root, std::move(key), std::move(section));
  }

  YamlNode formula(const Formula& f) const { return word(to_text(f, case_)); }

  YamlNode party_list(const std::vector<PartyId>& parties) const {
    YamlNode list = sequence(true);
    for (const PartyId p : parties) list.items.push_back(word(case_.parties[p.index()].id));
    return list;
  }

  static YamlNode citation(const Citation& c) {
    YamlNode place = word(c.last == c.first ? fmt::format("{}#{}", c.source, c.first)
                                            : fmt::format("{}#{}-{}", c.source, c.first, c.last));
    if (c.quote.empty()) return place;
    YamlNode map = mapping(true);
    put(map, "at", std::move(place));
    put(map, "quote", prose(c.quote));
    return map;
  }

  static void put_period(YamlNode& map, const Period& period) {
    if (period.from) put(map, "from", word(to_text(*period.from)));
    if (period.until) put(map, "until", word(to_text(*period.until)));
  }

  static void put_support(YamlNode& map, const Support& support) {
    if (!support.citations.empty()) {
      YamlNode list = sequence(true);
      for (const Citation& c : support.citations) list.items.push_back(citation(c));
      put(map, "cite", std::move(list));
    }
    put_prose(map, "assume", support.assumed);
  }

  YamlNode parties() const {
    YamlNode section = mapping(false);
    for (const Party& party : case_.parties) {
      YamlNode map = mapping(true);
      if (party.name != party.id) put(map, "name", prose(party.name));
      put_prose(map, "text", party.text);
      put_support(map, party.support);
      put(section, party.id, std::move(map));
    }
    return section;
  }

  YamlNode now(const Variable& variable) const {
    const auto value = [&](const DatedValue& entry) { return word(variable.values[entry.value]); };
    const auto& entries = variable.now_values;
    const auto bare = [](const DatedValue& entry) {
      return entry.period.always() && entry.text.empty() && entry.support.citations.empty() &&
             entry.support.assumed.empty();
    };
    if (entries.size() == 1 && bare(entries[0])) return value(entries[0]);
    YamlNode list = sequence(true);
    for (const DatedValue& entry : entries) {
      YamlNode map = mapping(true);
      put(map, "value", value(entry));
      put_prose(map, "text", entry.text);
      put_period(map, entry.period);
      put_support(map, entry.support);
      list.items.push_back(std::move(map));
    }
    return list;
  }

  YamlNode moves(const Variable& variable) const {
    YamlNode list = sequence(true);
    for (const Transition& move : variable.moves) {
      std::string text = fmt::format("{} -> {}", variable.values[move.from], variable.values[move.to]);
      // `A if B` may stand only once, so a condition that is one needs parentheses.
      if (move.condition) {
        const std::string condition = to_text(*move.condition, case_);
        const bool given = move.condition->op == Formula::Op::given;
        text += given ? " if (" + condition + ")" : " if " + condition;
      }
      list.items.push_back(word(std::move(text)));
    }
    return list;
  }

  YamlNode variables(Variable::Kind kind) const {
    YamlNode section = mapping(false);
    for (const Variable& variable : case_.variables) {
      if (variable.kind != kind) continue;
      YamlNode map = mapping(true);
      put_prose(map, "text", variable.text);
      if (kind == Variable::Kind::term) put(map, "between", party_list(variable.between));
      if (!variable.is_yes_no()) {
        YamlNode values = sequence(true);
        for (const std::string& value : variable.values) values.items.push_back(word(value));
        put(map, "values", std::move(values));
      }
      if (!variable.now_values.empty()) put(map, "now", now(variable));
      if (variable.moves_limited) put(map, "moves", moves(variable));
      if (variable.needs) put(map, "needs", formula(*variable.needs));
      if (!variable.breakable_by.empty()) put(map, "breakable_by", party_list(variable.breakable_by));
      put_period(map, variable.period);
      put_support(map, variable.support);
      put(section, variable.id, std::move(map));
    }
    return section;
  }

  YamlNode graph_section(const Variable& graph) const {
    YamlNode section = mapping(false);
    put_prose(section, "text", graph.text);
    YamlNode states = graph.value_texts.empty() ? sequence(true) : mapping(false);
    for (std::size_t s = 0; s < graph.values.size(); ++s) {
      if (graph.value_texts.empty()) states.items.push_back(word(graph.values[s]));
      else put(states, graph.values[s], graph.value_texts[s].empty() ? YamlNode() : prose(graph.value_texts[s]));
    }
    put(section, "states", std::move(states));
    if (!graph.now_values.empty()) put(section, "now", now(graph));
    YamlNode moves = mapping(false);
    for (std::size_t p = 0; p < graph.arcs.size(); ++p) {
      if (!graph.arcs[p].empty()) put(moves, case_.parties[p].id, arcs(graph, graph.arcs[p]));
    }
    put_section(section, "moves", std::move(moves));
    return section;
  }

  /// Moves that lead both ways are written once.
  static YamlNode arcs(const Variable& graph, const std::vector<Arc>& arcs) {
    YamlNode list = sequence(true);
    for (const Arc& arc : arcs) {
      const bool back = std::ranges::binary_search(arcs, Arc{arc.to, arc.from});
      if (back && arc.to < arc.from) continue;
      list.items.push_back(
          word(fmt::format("{} {} {}", graph.values[arc.from], back ? "<->" : "->", graph.values[arc.to])));
    }
    return list;
  }

  /// A formula alone where nothing else is to be said, else a mapping.
  template <class T>
  YamlNode stated(const T& part, std::string key) const {
    YamlNode map = mapping(true);
    put(map, std::move(key), formula(part.formula));
    put_prose(map, "text", part.text);
    put_period(map, part.period);
    put_support(map, part.support);
    return map.entries.size() > 1 ? map : std::move(map.entries[0].value);
  }

  YamlNode rules() const {
    YamlNode section = sequence(false);
    for (const Rule& rule : case_.rules) section.items.push_back(stated(rule, "rule"));
    return section;
  }

  YamlNode merges() const {
    YamlNode section = sequence(false);
    for (const Merge& merge : case_.merges) {
      YamlNode map = mapping(true);
      put(map, "when", formula(merge.when));
      YamlNode keep = sequence(true);
      for (const VariableId v : merge.keep) keep.items.push_back(word(case_.variables[v.index()].id));
      put(map, "keep", std::move(keep));
      put_prose(map, "text", merge.text);
      put_support(map, merge.support);
      section.items.push_back(std::move(map));
    }
    return section;
  }

  YamlNode order(const Preferences& wanted) const {
    YamlNode list = sequence(false);
    for (const Level& level : wanted.order) {
      YamlNode group = sequence(true);
      for (const Statement& statement : level) group.items.push_back(stated(statement, "prefer"));
      // A group of one is still a group: the id of its statement says so.
      const bool single = level.size() == 1 && level[0].id.find('.') == std::string::npos;
      list.items.push_back(single ? std::move(group.items[0]) : std::move(group));
    }
    return list;
  }

  YamlNode weights(const Preferences& wanted) const {
    YamlNode list = sequence(false);
    for (const Statement& statement : wanted.weights) {
      YamlNode map = mapping(true);
      put(map, "prefer", formula(statement.formula));
      put(map, "weight", word(to_text(statement.weight)));
      put_prose(map, "text", statement.text);
      put_period(map, statement.period);
      put_support(map, statement.support);
      list.items.push_back(std::move(map));
    }
    return list;
  }

  YamlNode ranking(const Preferences& wanted) const {
    YamlNode list = sequence(false);
    for (const RankingGroup& group : wanted.ranking) {
      if (const auto* f = std::get_if<Formula>(&group.members)) {
        list.items.push_back(formula(*f));
        continue;
      }
      list.flow = true;  // numbers are short
      const Variable* graph = case_.graph();
      YamlNode numbers = sequence(true);
      for (const std::uint64_t number : std::get<std::vector<std::uint64_t>>(group.members)) {
        const bool named = graph && number >= 1 && number <= graph->values.size();
        numbers.items.push_back(word(named ? graph->values[number - 1] : fmt::format("{}", number)));
      }
      const bool single = graph && numbers.items.size() == 1;
      list.items.push_back(single ? std::move(numbers.items[0]) : std::move(numbers));
    }
    return list;
  }

  YamlNode preferences() const {
    YamlNode section = mapping(false);
    for (std::size_t p = 0; p < case_.preferences.size(); ++p) {
      const Preferences& wanted = case_.preferences[p];
      YamlNode map = mapping(false);
      switch (wanted.form) {
        case Preferences::Form::none: continue;
        case Preferences::Form::order: put(map, "order", order(wanted)); break;
        case Preferences::Form::weights: put(map, "weights", weights(wanted)); break;
        case Preferences::Form::ranking: put(map, "ranking", ranking(wanted)); break;
      }
      put_prose(map, "text", wanted.text);
      put(section, case_.parties[p].id, std::move(map));
    }
    return section;
  }

  YamlNode states() const {
    YamlNode section = mapping(false);
    for (const NamedState& state : case_.states) {
      YamlNode map = mapping(true);
      for (const auto& [v, value] : state.values) {
        const Variable& variable = case_.variables[v.index()];
        put(map, variable.id, word(variable.values[value]));
      }
      put_prose(map, "text", state.text);
      put(section, state.id, std::move(map));
    }
    return section;
  }

  YamlNode questions() const {
    YamlNode section = mapping(false);
    for (const Question& question : case_.questions) {
      YamlNode map = mapping(true);
      put(map, "goal", formula(question.goal));
      put_prose(map, "text", question.text);
      put(section, question.id, std::move(map));
    }
    return section;
  }

  YamlNode tables() const {
    YamlNode section = mapping(false);
    for (const Table& table : case_.tables) {
      YamlNode map = mapping(true);
      put(map, "parties", party_list(table.parties));
      if (!table.ratify.empty()) put(map, "ratify", party_list(table.ratify));
      YamlNode away = mapping(true);
      for (const auto& [party, walk_away] : table.walk_away) {
        const bool state = walk_away.kind == WalkAway::Kind::state;
        const bool drift = walk_away.kind == WalkAway::Kind::drift;
        put(away, case_.parties[party.index()].id, word(state ? walk_away.state : drift ? "drift" : "now"));
      }
      if (!away.entries.empty()) put(map, "walk_away", std::move(away));
      put_prose(map, "text", table.text);
      put(section, table.id, std::move(map));
    }
    return section;
  }

  YamlNode coalitions() const {
    YamlNode section = sequence(false);
    for (const std::vector<PartyId>& coalition : case_.coalitions) section.items.push_back(party_list(coalition));
    return section;
  }

  YamlNode sources() const {
    YamlNode section = mapping(false);
    for (const Source& source : case_.sources) {
      YamlNode map = mapping(true);
      put_prose(map, "title", source.title);
      put_prose(map, "publisher", source.publisher);
      if (source.date) put(map, "date", word(to_text(*source.date)));
      put_prose(map, "text", source.text);
      put(section, source.id, std::move(map));
    }
    return section;
  }

  const Case& case_;
};

}  // namespace

std::string write_case(const Case& document) { return emit_yaml(Writer(document).root()); }

bool same_case(const Case& a, const Case& b) { return write_case(a) == write_case(b); }

}  // namespace detente
