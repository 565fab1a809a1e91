// Reading *.gmcr.
//
//   options         [{name, permittedDirection: both | fwd (N to Y only) | back (Y to N only)}]
//   decisionMakers  [{name, options: [places in the list of options], preferences: [conditions, most important first],
//                   preferenceRanking: [numbers of feasible states from 1, best first; a list in it is a tie],
//                   misperceptions: [conditions]}]
//   infeasibles     [conditions]
//   coalitions      [places in the list of decision makers, or lists of such places]
//   useManualPreferenceRanking   true: the rankings count, else the statements
// A condition is a conjunction [[place of an option, "Y" | "N"], ...] or {compound: true, members: [conjunctions]},
// their disjunction. Older files say preferenceVector, useManualPreferenceVectors and reversibility. What else stands
// in a file follows from these.

#include <algorithm>
#include <array>
#include <filesystem>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/exchange/first_state.hpp"
#include "detente/exchange/gmcr.hpp"
#include "detente/exchange/json_reader.hpp"
#include "detente/exchange/names.hpp"
#include "detente/space/payoffs.hpp"

namespace detente {

namespace {

constexpr std::string_view option_place = "the place of an option in the list of options";

/// The value under the newer of two keys, else under the older one.
const JsonNode* either(const JsonNode& object, std::string_view newer, std::string_view older) {
  const JsonNode* value = object.find(newer);
  return value ? value : object.find(older);
}

class GmcrReader {
 public:
  GmcrReader(const SourceText& source, const JsonNode& root, Diagnostics& diagnostics)
      : source_(source), root_(root), diagnostics_(diagnostics), reader_(root, diagnostics) {}

  std::optional<Case> read() {
    if (!reader_.is_object(root_)) return std::nullopt;
    note_unknown_keys();
    read_makers();
    read_options();
    read_infeasibles();
    read_preferences();
    read_coalitions();
    if (reader_.failed()) return std::nullopt;
    describe();
    if (!choose_now() || !check_rankings()) return std::nullopt;
    return std::move(case_);
  }

 private:
  void note_unknown_keys() {
    constexpr std::array<std::string_view, 9> known{"options",
                                                    "decisionMakers",
                                                    "infeasibles",
                                                    "coalitions",
                                                    "coalitionsFull",
                                                    "program",
                                                    "version",
                                                    "useManualPreferenceRanking",
                                                    "useManualPreferenceVectors"};
    for (const JsonMember& member : root_.members) {
      if (std::ranges::find(known, member.key) != known.end()) continue;
      reader_.warning(std::string(not_kept), member.key_span,
                      fmt::format("'{}' is no key of a .gmcr file; it is passed over", member.key));
    }
  }

  void read_makers() {
    const JsonNode* makers = reader_.require(root_, "decisionMakers");
    if (!makers) return;
    UniqueNames names;
    for (const JsonNode& maker : reader_.list(*makers)) {
      if (reader_.full() || !reader_.is_object(maker)) continue;
      makers_.push_back(&maker);
      Party party;
      const JsonNode* name = reader_.require(maker, "name");
      if (name) party.name = clean(reader_.text(*name).value_or(""));
      party.id = names.add(name_from(party.name, "Party"));
      if (party.name.empty()) party.name = party.id;
      case_.parties.push_back(std::move(party));
    }
    if (makers->kind == JsonNode::Kind::list && makers->items.empty()) {
      reader_.error("no-parties", makers->span, "a case needs at least one decision maker");
    }
    case_.preferences.resize(case_.parties.size());
  }

  /// Options in the order of their owners, which is the order in which that program numbers states.
  void read_options() {
    const JsonNode* listed = reader_.require(root_, "options");
    if (!listed) return;
    const std::vector<JsonNode>& options = reader_.list(*listed);
    place_of_.assign(options.size(), std::nullopt);
    for (std::size_t p = 0; p < makers_.size(); ++p) {
      const JsonNode* owned = reader_.require(*makers_[p], "options");
      if (!owned) continue;
      UniqueNames names;
      for (const JsonNode& item : reader_.list(*owned)) {
        const auto place = reader_.number(item, 0, options.size(), option_place);
        if (!place) continue;
        if (place_of_[*place]) {
          reader_.error("duplicate-name", item.span, "this option has an owner already",
                        "every option belongs to one decision maker");
          continue;
        }
        place_of_[*place] = VariableId(case_.variables.size());
        add_option(options[*place], PartyId(p), names);
      }
    }
    for (std::size_t k = 0; k < options.size() && !reader_.failed(); ++k) {
      if (!place_of_[k]) {
        reader_.error("no-owner", options[k].span, "this option belongs to no decision maker",
                      "add its place to the 'options' of one of them, or remove it");
      }
    }
    if (!reader_.failed() && case_.variables.empty()) {
      reader_.error("no-options", listed->span, "a case needs at least one option");
    }
  }

  void add_option(const JsonNode& node, PartyId owner, UniqueNames& names) {
    Variable option;
    option.owner = owner;
    std::string name;
    if (reader_.is_object(node)) {
      if (const JsonNode* given = reader_.require(node, "name")) name = clean(reader_.text(*given).value_or(""));
      if (const JsonNode* direction = either(node, "permittedDirection", "reversibility")) {
        read_direction(*direction, option);
      }
    }
    const std::string own_id = names.add(name_from(name, "option", true));
    option.id = case_.parties[owner.index()].id + "." + own_id;
    if (name != own_id) option.text = name;
    case_.variables.push_back(std::move(option));
  }

  void read_direction(const JsonNode& node, Variable& option) {
    const auto direction = reader_.text(node);
    if (!direction || *direction == "both") return;
    option.moves_limited = true;
    if (*direction == "fwd") {
      option.moves.push_back({.from = 0, .to = 1});
    } else if (*direction == "back") {
      option.moves.push_back({.from = 1, .to = 0});
    } else {
      reader_.error("unknown-value", node.span, fmt::format("'{}' is no direction", *direction),
                    "write both, fwd (only from N to Y) or back (only from Y to N)");
    }
  }

  std::optional<Formula> literal(const JsonNode& node) {
    const std::vector<JsonNode>& pair = reader_.list(node);
    if (node.kind != JsonNode::Kind::list) return std::nullopt;
    if (pair.size() != 2) {
      reader_.error("wrong-type", node.span, "an option and \"Y\" or \"N\" should stand here",
                    "write for example [0, \"Y\"]");
      return std::nullopt;
    }
    const auto place = reader_.number(pair[0], 0, place_of_.size(), option_place);
    const auto taken = reader_.text(pair[1]);
    if (taken && *taken != "Y" && *taken != "N") {
      reader_.error("unknown-value", pair[1].span, fmt::format("'{}' should be Y or N", *taken));
      return std::nullopt;
    }
    if (!place || !taken || !place_of_[*place]) return std::nullopt;
    Formula yes = Formula::literal(*place_of_[*place], 1);
    return *taken == "Y" ? yes : Formula::apply(Formula::Op::negation, {std::move(yes)});
  }

  std::optional<Formula> conjunction(const JsonNode& node) {
    std::vector<Formula> parts;
    std::vector<std::pair<VariableId, bool>> seen;
    for (const JsonNode& item : reader_.list(node)) {
      auto part = literal(item);
      if (!part) continue;
      const bool yes = part->op != Formula::Op::negation;
      const VariableId v = variables_of(*part).front();
      if (std::ranges::find(seen, std::pair(v, yes)) != seen.end()) continue;
      if (std::ranges::find(seen, std::pair(v, !yes)) != seen.end()) {
        reader_.error("contradiction", item.span, "this option stands in the condition with Y and with N",
                      "keep one of the two");
      }
      seen.emplace_back(v, yes);
      parts.push_back(std::move(*part));
    }
    return joined(Formula::Op::conjunction, std::move(parts), true);
  }

  std::optional<Formula> condition(const JsonNode& node) {
    if (node.kind != JsonNode::Kind::object) return conjunction(node);
    const JsonNode* members = reader_.require(node, "members");
    if (!members) return std::nullopt;
    std::vector<Formula> parts;
    for (const JsonNode& member : reader_.list(*members)) {
      if (auto part = conjunction(member)) parts.push_back(std::move(*part));
    }
    return joined(Formula::Op::disjunction, std::move(parts), false);
  }

  static Formula joined(Formula::Op op, std::vector<Formula> parts, bool neutral) {
    if (parts.empty()) return Formula::constant(neutral);
    if (parts.size() == 1) return std::move(parts[0]);
    return Formula::apply(op, std::move(parts));
  }

  static Formula negated(Formula f) {
    if (f.op == Formula::Op::negation) return std::move(f.operands[0]);
    return simplified(Formula::apply(Formula::Op::negation, {std::move(f)}));
  }

  void read_infeasibles() {
    const JsonNode* infeasibles = reader_.require(root_, "infeasibles");
    if (!infeasibles) return;
    for (const JsonNode& node : reader_.list(*infeasibles)) {
      if (reader_.full()) return;
      auto excluded = condition(node);
      if (!excluded) continue;
      case_.rules.push_back({.id = fmt::format("rule#{}", case_.rules.size() + 1),
                             .formula = negated(std::move(*excluded)),
                             .span = node.span});
    }
  }

  void read_preferences() {
    const JsonNode* flag = either(root_, "useManualPreferenceRanking", "useManualPreferenceVectors");
    manual_ = flag && reader_.truth(*flag).value_or(false);
    for (std::size_t p = 0; p < makers_.size() && !reader_.full(); ++p) {
      const JsonNode& maker = *makers_[p];
      Preferences& wanted = case_.preferences[p];
      const JsonNode* statements = maker.find("preferences");
      if (statements && !manual_) read_statements(*statements, case_.parties[p].id, wanted);
      if (manual_) {
        const JsonNode* ranking = either(maker, "preferenceRanking", "preferenceVector");
        if (ranking) read_ranking(*ranking, wanted);
        else
          reader_.error("missing-key", {maker.span.begin, maker.span.begin + 1},
                        "the key 'preferenceRanking' is missing",
                        "the file says that rankings are used (useManualPreferenceRanking)");
        if (statements && statements->kind == JsonNode::Kind::list && !statements->items.empty()) {
          reader_.warning(std::string(not_kept), statements->span,
                          fmt::format("the statements of '{}' are not kept: the file says that its ranking is used",
                                      case_.parties[p].name));
        }
      }
      const JsonNode* misperceptions = maker.find("misperceptions");
      if (misperceptions && !reader_.list(*misperceptions).empty()) {
        reader_.warning(std::string(changes_model), misperceptions->span,
                        fmt::format("misperceptions are not modeled yet: '{}' sees every feasible state here",
                                    case_.parties[p].name));
      }
    }
  }

  void read_statements(const JsonNode& node, const std::string& party, Preferences& wanted) {
    for (const JsonNode& item : reader_.list(node)) {
      if (reader_.full()) return;
      auto formula = condition(item);
      if (!formula) continue;
      wanted.form = Preferences::Form::order;
      Statement statement{.id = fmt::format("{}#{}", party, wanted.order.size() + 1), .formula = std::move(*formula)};
      wanted.order.push_back({std::move(statement)});
    }
  }

  void read_ranking(const JsonNode& node, Preferences& wanted) {
    wanted.form = Preferences::Form::ranking;
    wanted.span = node.span;
    constexpr std::size_t end = 0x7FFF'FFFF;
    for (const JsonNode& item : reader_.list(node)) {
      if (reader_.full()) return;
      std::vector<std::uint64_t> numbers;
      const auto add = [&](const JsonNode& number) {
        if (const auto state = reader_.number(number, 1, end, "the number of a state")) numbers.push_back(*state);
      };
      if (item.kind == JsonNode::Kind::list) std::ranges::for_each(item.items, add);
      else add(item);
      if (!numbers.empty()) wanted.ranking.push_back({.members = std::move(numbers), .span = item.span});
    }
  }

  /// A partition of the decision makers; anything else is passed over, as that program does.
  void read_coalitions() {
    const JsonNode* coalitions = root_.find("coalitions");
    if (!coalitions || makers_.empty()) return;
    std::vector<std::size_t> times(makers_.size(), 0);
    std::vector<std::vector<PartyId>> groups;
    const auto add = [&](const JsonNode& node) {
      const auto place = reader_.number(node, 0, makers_.size(), "the place of a decision maker");
      if (!place) return;
      ++times[*place];
      groups.back().emplace_back(*place);
    };
    for (const JsonNode& item : reader_.list(*coalitions)) {
      groups.emplace_back();
      if (item.kind == JsonNode::Kind::list) std::ranges::for_each(item.items, add);
      else add(item);
    }
    if (reader_.failed()) return;
    if (std::ranges::any_of(times, [](std::size_t n) { return n != 1; })) {
      reader_.warning(std::string(not_kept), coalitions->span,
                      "the coalitions are passed over: not every decision maker is in exactly one of them");
      return;
    }
    std::erase_if(groups, [](const std::vector<PartyId>& group) { return group.size() < 2; });
    case_.coalitions = std::move(groups);
  }

  void describe() {
    const std::filesystem::path path(source_.name());
    case_.title = clean(path.stem().string());
    const auto words = [&](std::string_view key) {
      const JsonNode* node = root_.find(key);
      return node && node->kind == JsonNode::Kind::text ? clean(node->text) : std::string();
    };
    const std::string program = words("program");
    const std::string version = words("version");
    case_.about = fmt::format("Imported from {}{}{}.", clean(path.filename().string()),
                              program.empty() ? "" : ", written by " + program, version.empty() ? "" : " " + version);
  }

  /// The format does not say which state is now: it is state 1.
  bool choose_now() {
    const auto first = first_feasible(case_);
    if (!first) {
      reader_.error("no-feasible-state", root_.find("infeasibles")->span, "no state was found that they leave");
      return false;
    }
    std::vector<std::string> taken;
    for (std::size_t v = 0; v < case_.variables.size(); ++v) {
      if ((*first)[v] == 0) continue;
      case_.variables[v].now_values.push_back({.value = 1});
      taken.push_back(case_.variables[v].id);
    }
    reader_.warning("now-assumed", std::nullopt,
                    fmt::format("the file does not say which state is now; state 1 is taken ({})",
                                taken.empty() ? "nothing done" : join_words(taken, ", ")),
                    "set 'now' of the options in the case; paths and questions start there");
    return true;
  }

  /// Whether every ranking holds each feasible state once. Only that needs the states to be listed.
  bool check_rankings() {
    if (!manual_) return true;
    const Model model = model_on(case_);
    const SpaceBuild space = StateSpace::build(model);
    Diagnostics found = space.diagnostics;
    if (space.space) {
      const PayoffsBuild payoffs = Payoffs::build(model, *space.space);
      found.insert(found.end(), payoffs.diagnostics.begin(), payoffs.diagnostics.end());
    }
    const bool fine = !has_errors(found);
    for (Diagnostic& d : found) diagnostics_.push_back(std::move(d));
    return fine;
  }

  /// Names may hold anything; what is printed and written is plain text.
  static std::string clean(std::string_view text) { return printable(text); }

  const SourceText& source_;
  const JsonNode& root_;
  Diagnostics& diagnostics_;
  JsonReader reader_;
  Case case_{};
  bool manual_ = false;
  std::vector<const JsonNode*> makers_{};
  std::vector<std::optional<VariableId>> place_of_{};  ///< by place in the file's list of options
};

}  // namespace

bool looks_like_gmcr(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return first != std::string_view::npos && text[first] == '{' &&
         text.find("\"decisionMakers\"") != std::string_view::npos &&
         text.find("\"options\"") != std::string_view::npos;
}

ImportResult read_gmcr(std::span<const SourceText> files) {
  ImportResult result;
  FileFindings& file = result.files.emplace_back();
  file.source = files.front();
  const auto root = parse_json(file.source, file.diagnostics);
  if (root) result.document = GmcrReader(file.source, *root, file.diagnostics).read();
  sort_diagnostics(file.diagnostics);
  return result;
}

}  // namespace detente
