// A case in graph form: states by name, and for each party the moves it has from one to another.

#include <algorithm>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/casefile/reader.hpp"
#include "detente/model/formula_parser.hpp"

namespace detente::reading {

namespace {

constexpr std::size_t most_states = 65'535;
constexpr std::string_view variable_name = "state";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

/// A name that is a number must be the state's own number, or the two could not be told apart.
bool is_another_number(std::string_view name, std::size_t number) {
  const bool digits = std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
  return digits && name != std::to_string(number);
}

class GraphReader {
 public:
  GraphReader(Context& context, const YamlNode& node)
      : context_(context), fields_(context, node, "a graph", {"states", "now", "moves", "text"}) {
    state_.kind = Variable::Kind::graph;
    state_.id = variable_name;
    state_.span = node.span;
    state_.now_span = node.span;
    state_.arcs.resize(context.document.parties.size());
  }

  void read() {
    const YamlNode* states =
        fields_.require("states", "list the states: [s1, s2, s3], or one 's1: what it is' on each line");
    if (states) {
      state_.span = fields_.key_node("states").span;
      read_states(*states);
    } else {
      context_.states_of_graph.doubtful = true;
    }
    context_.values_doubtful = context_.states_of_graph.doubtful;
    state_.text = text_field(fields_, "text");
    if (const YamlNode* now = fields_.find("now")) read_now(context_, *now, state_);
    if (const YamlNode* moves = fields_.find("moves")) read_moves(*moves);
    context_.variables.add(state_.id);
    context_.document.variables.push_back(std::move(state_));
  }

 private:
  void read_states(const YamlNode& node) {
    state_.values.clear();
    Names& names = context_.states_of_graph;
    if (node.is_sequence()) {
      std::map<std::string_view, Span> seen;
      for (const YamlNode& item : list_items(context_, node, "'states'", "[s1, s2, s3]")) {
        if (!item.is_scalar()) {
          wrong_type(context_, item, "a state", "a name");
          names.doubtful = true;
          continue;
        }
        const auto [first, added] = seen.emplace(item.text, item.span);
        if (added) add_state(item, {});
        else duplicate_name(context_, item, "'states'", first->second);
      }
    } else {
      names.doubtful |= !node.is_mapping();
      for (const YamlEntry& entry : named_entries(context_, node, "'states'", "one 's1: what it is' on each line")) {
        if (names.find(entry.key.text)) continue;  // a repeated key
        std::string text;
        if (!entry.value.is_null()) text = read_text(context_, entry.value, "what a state is").value_or("");
        add_state(entry.key, std::move(text));
      }
    }
    if (state_.values.size() > most_states) {
      context_.error("too-many-values", node.span,
                     fmt::format("the graph has {} states", with_commas(state_.values.size())),
                     fmt::format("at most {} are allowed in graph form", with_commas(most_states)));
      names.doubtful = true;
    } else if (node.items.size() + node.entries.size() < 2 && !node.is_scalar() &&
               !(node.is_sequence() && node.items.empty())) {
      context_.error("too-few-values", node.span, "a graph needs at least two states",
                     "list all of them under 'states'");
    }
  }

  void add_state(const YamlNode& name, std::string text) {
    const std::size_t number = state_.values.size() + 1;
    if (!is_value_name(name.text) || is_reserved_word(name.text) || name.text == variable_name) {
      context_.error(
          "invalid-name", name.span, fmt::format("'{}' cannot be the name of a state", shown(name.text)),
          name.text == variable_name ? "'state = NAME' says in formulas which state it is"
          : is_reserved_word(name.text)
              ? "and, or, not, iff, if, true and false are words of formulas"
              : "a state is one word or number: letters, digits and '_'; what it is for people goes behind it, "
                "'s1: nothing has happened'");
    } else if (code_points(name.text) > longest_name) {
      context_.error("name-too-long", name.span, "this name is too long",
                     fmt::format("at most {} characters are read", longest_name));
    } else if (is_another_number(name.text, number)) {
      context_.error("invalid-name", name.span, fmt::format("the state '{}' is number {}", shown(name.text), number),
                     fmt::format("a name that is a number must be the state's own number; call it for example 's{}'",
                                 shown(name.text)));
    }
    context_.states_of_graph.add(name.text);
    state_.values.push_back(name.text);
    if (!text.empty()) state_.value_texts.resize(number);
    if (!text.empty() || !state_.value_texts.empty()) {
      state_.value_texts.resize(number);
      state_.value_texts.back() = std::move(text);
    }
  }

  void read_moves(const YamlNode& node) {
    for (const YamlEntry& entry :
         named_entries(context_, node, "'moves'", "'Party: [s1 -> s2, s2 <-> s3]' on each line")) {
      const auto party = read_party(context_, entry.key);
      std::vector<std::pair<Arc, Span>> arcs;
      for (const YamlNode& item :
           list_items(context_, entry.value, "the moves of a party", "[s1 -> s2, s2 <-> s3]", true)) {
        if (context_.full()) return;
        read_move(item, arcs);
      }
      if (party) keep(std::move(arcs), state_.arcs[party->index()]);
    }
  }

  /// `A -> B`, or `A <-> B` for both ways.
  void read_move(const YamlNode& node, std::vector<std::pair<Arc, Span>>& arcs) {
    constexpr std::string_view form = "write 's1 -> s2', or 's1 <-> s2' for both ways";
    if (context_.damaged.contains(&node)) return;
    if (!node.is_scalar()) return wrong_type(context_, node, "a move", "a text", std::string(form));
    const std::string_view text = node.text;
    const std::size_t arrow = text.find("->");
    if (arrow == std::string_view::npos) {
      return context_.error("bad-transition", node.span, fmt::format("'{}' is not a move", shown(text)),
                            std::string(form));
    }
    const bool both = arrow > 0 && text[arrow - 1] == '<';
    const auto from = find_state(node, trimmed(text.substr(0, both ? arrow - 1 : arrow)));
    const auto to = find_state(node, trimmed(text.substr(arrow + 2)));
    if (!from || !to) return;
    if (*from == *to) {
      return context_.error("bad-transition", node.span, "this move leads nowhere else",
                            "remove it; staying is no move");
    }
    arcs.emplace_back(Arc{*from, *to}, node.span);
    if (both) arcs.emplace_back(Arc{*to, *from}, node.span);
  }

  std::optional<Value> find_state(const YamlNode& node, std::string_view name) {
    const Names& names = context_.states_of_graph;
    if (const auto found = names.find(name)) return static_cast<Value>(std::min(*found, most_states));
    if (names.doubtful) return std::nullopt;
    const std::size_t at = name.empty() ? 0 : static_cast<std::size_t>(name.data() - node.text.data());
    const Span span = name.empty() ? node.span : place_in_scalar(context_.source, node)(at, at + name.size());
    if (name.find(" if ") != std::string_view::npos) {
      context_.error("bad-transition", span, "a move of a graph has no condition",
                     "the state that it starts from says all; leave it out where it is not possible");
    } else {
      context_.error("unknown-name", span, fmt::format("there is no state '{}'", shown(name)),
                     name_hint(names, name, "states"));
    }
    return std::nullopt;
  }

  /// Sorts the moves; one that is there twice is reported.
  void keep(std::vector<std::pair<Arc, Span>> arcs, std::vector<Arc>& kept) {
    std::ranges::stable_sort(arcs, {}, &std::pair<Arc, Span>::first);
    for (std::size_t k = 0; k < arcs.size(); ++k) {
      const Arc arc = arcs[k].first;
      if (k == 0 || arcs[k - 1].first != arc) {
        kept.push_back(arc);
        continue;
      }
      context_.report(Diagnostic{.code = "duplicate-move",
                                 .message = fmt::format("the move '{} -> {}' stands twice",
                                                        shown(state_.values[arc.from]), shown(state_.values[arc.to])),
                                 .span = arcs[k].second,
                                 .hint = "remove one of the two",
                                 .related = {{arcs[k - 1].second, "the first is here"}}});
    }
  }

  Context& context_;
  Fields fields_;
  Variable state_{};
};

}  // namespace

void read_graph(Context& context, const YamlNode& node) { GraphReader(context, node).read(); }

void refuse_beside_graph(const Fields& fields) {
  if (fields.find("graph") == nullptr) return;
  for (const std::string_view key : {"options", "terms", "rules", "merge", "states", "tables"}) {
    if (fields.find(key) == nullptr) continue;
    fields.context().report(Diagnostic{.code = "beside-graph",
                                       .message = fmt::format("'{}' does not go together with 'graph'", key),
                                       .span = fields.key_node(key).span,
                                       .hint = key == "states"
                                                   ? "the states of a graph stand in it: graph: {states: [...]}"
                                                   : "a case has options, or it lists its states and moves in a graph",
                                       .related = {{fields.key_node("graph").span, "the graph is here"}}});
  }
}

}  // namespace detente::reading
