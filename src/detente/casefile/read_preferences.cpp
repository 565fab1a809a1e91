// What the parties want: statements in order, statements with weights, or a ranking of the states.

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/casefile/reader.hpp"

namespace detente::reading {

namespace {

/// The sum of all magnitudes of a party, so that every score fits into 64 bits.
constexpr std::uint64_t largest_sum = std::uint64_t{9'000'000'000'000} * 1'000'000;

Decimal read_weight(Context& context, const YamlNode& node) {
  const auto text = read_text(context, node, "'weight'");
  if (!text) return {};
  if (const auto weight = parse_decimal(*text)) return *weight;
  context.error("bad-number", node.span, fmt::format("'{}' is not a weight", shown(*text)),
                "a weight is a decimal number such as 3, -1 or 5.5, with at most 6 places and up to 10^12");
  return {};
}

/// A statement as an item of a list: a formula alone, or a mapping with `prefer`.
std::optional<Statement> read_statement(Context& context, const YamlNode& node, std::string id) {
  Statement statement;
  statement.id = std::move(id);
  const YamlNode* formula = &node;
  if (node.is_mapping() && !is_mistaken_formula(context, node)) {
    const Fields fields(context, node, "a statement", {"prefer", "text", "from", "until", "cite", "assume"});
    statement.text = text_field(fields, "text");
    statement.period = period_fields(fields);
    statement.support = support_fields(fields);
    formula = fields.require("prefer", "write {prefer: FORMULA, text: WHY}");
    if (formula == nullptr) return std::nullopt;
  }
  statement.span = formula->span;
  auto read = read_formula(context, *formula, "a statement");
  if (!read) return std::nullopt;
  statement.formula = std::move(*read);
  return statement;
}

std::optional<Statement> read_weighted(Context& context, const YamlNode& node, std::string id) {
  constexpr std::string_view form = "write {prefer: FORMULA, weight: 3}";
  Statement statement;
  statement.id = std::move(id);
  if (node.is_scalar()) {
    if (!context.damaged.contains(&node)) {
      context.error("missing-key", node.span, "this statement has no weight", std::string(form));
    }
    return std::nullopt;
  }
  if (is_mistaken_formula(context, node)) {
    const YamlEntry& entry = node.entries[0];
    context.error("wrong-type", node.span, "a weighted statement names its parts",
                  entry.value.is_scalar()
                      ? fmt::format("write {{prefer: {}, weight: {}}}", entry.key.text, entry.value.text)
                      : std::string(form));
    return std::nullopt;
  }
  const Fields fields(context, node, "a weighted statement",
                      {"prefer", "weight", "text", "from", "until", "cite", "assume"});
  statement.text = text_field(fields, "text");
  statement.period = period_fields(fields);
  statement.support = support_fields(fields);
  const YamlNode* weight = fields.require("weight", std::string(form));
  if (weight != nullptr) statement.weight = read_weight(context, *weight);
  const YamlNode* formula = fields.require("prefer", std::string(form));
  if (formula == nullptr) return std::nullopt;
  statement.span = formula->span;
  auto read = read_formula(context, *formula, "a statement");
  if (!read) return std::nullopt;
  statement.formula = std::move(*read);
  return statement;
}

void read_order(Context& context, const YamlNode& node, const std::string& party, Preferences& wanted) {
  std::size_t place = 0;
  for (const YamlNode& item : list_items(context, node, "'order'", "one '- FORMULA' on each line")) {
    const std::string id = fmt::format("{}#{}", party, ++place);
    Level level;
    if (!item.is_sequence()) {
      if (auto statement = read_statement(context, item, id)) level.push_back(std::move(*statement));
    } else {
      std::size_t member = 0;
      for (const YamlNode& equal : list_items(context, item, "this group", "[FORMULA, FORMULA]")) {
        ++member;
        if (equal.is_sequence()) {
          context.error("wrong-type", equal.span, "a group of equally important statements holds another group",
                        "groups do not nest; write all statements into one list");
          continue;
        }
        auto statement = read_statement(context, equal, fmt::format("{}.{}", id, member));
        if (statement) level.push_back(std::move(*statement));
      }
    }
    if (!level.empty()) wanted.order.push_back(std::move(level));
  }
}

void read_weights(Context& context, const YamlNode& node, const std::string& party, Preferences& wanted) {
  std::size_t place = 0;
  std::uint64_t sum = 0;
  for (const YamlNode& item :
       list_items(context, node, "'weights'", "one '- {prefer: FORMULA, weight: 3}' on each line")) {
    auto statement = read_weighted(context, item, fmt::format("{}#{}", party, ++place));
    if (!statement) continue;
    const std::int64_t weight = statement->weight.millionths;
    const bool fitted = sum <= largest_sum;
    if (fitted) sum += static_cast<std::uint64_t>(weight < 0 ? -weight : weight);
    if (fitted && sum > largest_sum) {
      context.error("weights-too-large", item.span,
                    fmt::format("up to here the weights of '{}' exceed 9 * 10^12", party),
                    "use smaller numbers; only their proportions matter");
    }
    wanted.weights.push_back(std::move(*statement));
  }
}

bool is_number(const YamlNode& node) {
  return node.is_scalar() && !node.text.empty() &&
         std::ranges::all_of(node.text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Reads a ranking. Each group is a formula, or numbers of states: `3` or `[1, 4]`; in graph form also names of states.
class RankingReader {
 public:
  RankingReader(Context& context, Preferences& wanted) : context_(context), wanted_(wanted) {}

  void read(const YamlNode& node) {
    for (const YamlNode& item :
         list_items(context_, node, "'ranking'", "one '- FORMULA' on each line, the best first")) {
      if (is_number(item) || item.is_sequence() || number_of(item)) {
        numbers_ = true;
        read_numbers(item);
      } else if (auto formula = read_formula(context_, item, "a group of a ranking")) {
        wanted_.ranking.push_back({.members = std::move(*formula), .span = item.span});
      }
    }
    if (numbers_) refuse_dates(node);
  }

 private:
  /// In graph form, the number of the state that has this name.
  [[nodiscard]] std::optional<std::uint64_t> number_of(const YamlNode& name) const {
    const auto place = name.is_scalar() ? context_.states_of_graph.find(name.text) : std::nullopt;
    return place ? std::optional<std::uint64_t>(*place + 1) : std::nullopt;
  }

  void read_numbers(const YamlNode& item) {
    RankingGroup group{.members = std::vector<std::uint64_t>(), .span = item.span};
    auto& numbers = std::get<std::vector<std::uint64_t>>(group.members);
    if (item.is_scalar()) {
      read_number(item, numbers);
    } else {
      for (const YamlNode& number : list_items(context_, item, "this group", "[1, 4]")) read_number(number, numbers);
    }
    wanted_.ranking.push_back(std::move(group));
  }

  void read_number(const YamlNode& node, std::vector<std::uint64_t>& numbers) {
    std::uint64_t number = 0;
    const std::string& text = node.text;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = is_number(node) && failure == std::errc() && end == text.data() + text.size();
    const Names& states = context_.states_of_graph;
    if (const auto named = number_of(node)) {
      number = *named;
    } else if (node.is_scalar() && context_.document.graph()) {
      if (states.doubtful) return;
      return context_.error("unknown-name", node.span, fmt::format("there is no state '{}'", shown(text)),
                            name_hint(states, text, "states"));
    } else if (!whole || number == 0) {
      if (context_.damaged.contains(&node)) return;
      return context_.error("bad-number", node.span,
                            node.is_scalar()
                                ? fmt::format("'{}' is not a state number", shown(text))
                                : fmt::format("a state number should stand here, but this is {}", kind_text(node)),
                            "states are numbered from 1; several formulas in one group are joined with 'or'");
    }
    const auto [first, added] = seen_.emplace(number, node.span);
    if (added) {
      numbers.push_back(number);
      return;
    }
    context_.report(Diagnostic{.code = "duplicate-name",
                               .message = fmt::format("state {} stands twice in the ranking", shown(text)),
                               .span = node.span,
                               .hint = "every state belongs to one group",
                               .related = {{first->second, "the first is here"}}});
  }

  void refuse_dates(const YamlNode& ranking) {
    std::vector<Diagnostic::Related> dated;
    for (const Rule& rule : context_.document.rules) {
      if (!rule.period.always()) dated.push_back({rule.span, "a rule with a date"});
    }
    for (const Variable& variable : context_.document.variables) {
      if (!variable.period.always()) dated.push_back({variable.span, fmt::format("'{}' has a date", variable.id)});
    }
    if (dated.empty()) return;
    dated.resize(1);
    context_.report(Diagnostic{.code = "numbers-with-dates",
                               .message = "state numbers mean different states on different days here",
                               .span = ranking.span,
                               .hint = "rank by formulas, or remove 'from' and 'until' from rules, options and terms",
                               .related = std::move(dated)});
  }

  Context& context_;
  Preferences& wanted_;
  bool numbers_ = false;  ///< some group is given by numbers
  std::map<std::uint64_t, Span> seen_{};
};

Preferences read_wanted(Context& context, const YamlNode& node, const std::string& party) {
  Preferences wanted;
  wanted.span = node.span;
  if (!node.is_mapping()) {
    wrong_type(context, node, fmt::format("the entry of '{}'", shown(party)), "a mapping",
               "write {order: [FORMULA, ...]}, or 'weights' or 'ranking' in its place");
    return wanted;
  }
  const Fields fields(context, node, "the preferences of a party", {"order", "weights", "ranking", "text"});
  wanted.text = text_field(fields, "text");
  constexpr std::array<std::pair<std::string_view, Preferences::Form>, 3> forms{
      {{"order", Preferences::Form::order},
       {"weights", Preferences::Form::weights},
       {"ranking", Preferences::Form::ranking}}};
  const YamlNode* first = nullptr;
  for (const auto& [key, form] : forms) {
    const YamlNode* list = fields.find(key);
    if (list == nullptr) continue;
    if (first != nullptr) {
      context.report(Diagnostic{.code = "two-forms",
                                .message = fmt::format("'{}' has a second form of preferences", shown(party)),
                                .span = fields.key_node(key).span,
                                .hint = "keep one of 'order', 'weights' and 'ranking'",
                                .related = {{first->span, "the first is here"}}});
      continue;
    }
    first = &fields.key_node(key);
    wanted.form = form;
    if (form == Preferences::Form::order) read_order(context, *list, party, wanted);
    if (form == Preferences::Form::weights) read_weights(context, *list, party, wanted);
    if (form == Preferences::Form::ranking) RankingReader(context, wanted).read(*list);
  }
  if (first == nullptr && fields.complete()) {
    context.error("missing-key", node.span, fmt::format("'{}' has no preferences here", shown(party)),
                  "write order: [FORMULA, ...], or leave the party out if it does not care");
  }
  return wanted;
}

}  // namespace

void read_preferences(Context& context, const YamlNode& node) {
  for (const YamlEntry& entry : named_entries(context, node, "'preferences'", "'Party: {order: [FORMULA, ...]}'")) {
    const auto party = read_party(context, entry.key);
    Preferences wanted = read_wanted(context, entry.value, entry.key.text);
    if (!party) continue;
    if (entry.value.is_mapping() && entry.value.entries.empty()) {
      context.error("missing-key", entry.value.span, fmt::format("the preferences of '{}' are empty", entry.key.text),
                    "write order: [FORMULA, ...], or leave the party out if it does not care");
    }
    Preferences& known = context.document.preferences[party->index()];
    if (known.form == Preferences::Form::none) known = std::move(wanted);
  }
}

}  // namespace detente::reading
