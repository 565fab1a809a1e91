#pragma once
/// What the parts of the reader share: where to report, which names are known, and how to take keys, texts, lists and
/// formulas from the tree. Internal to this room.
///
/// One mistake gives one error. Three things see to that: names that could not be read make their kind `doubtful`, so
/// that uses of them are not reported; parts cut by a comma are `damaged` and not read again; and a key that is
/// misspelled is reported and then taken for the one that was meant.

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "detente/base/date.hpp"
#include "detente/base/diagnostic.hpp"
#include "detente/casefile/yaml_tree.hpp"
#include "detente/model/case.hpp"

namespace detente::reading {

/// The names of one kind, by position.
struct Names {
  std::map<std::string, std::size_t, std::less<>> index{};
  std::vector<std::string> list{};
  bool doubtful = false;  ///< the case names more than could be read

  void add(const std::string& name);
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
};

/// A file may be wrong everywhere; people read the first of many errors.
inline constexpr std::size_t most_errors = 500;

/// What a variable says about its changes, to be read when all names are known; nullptr where it says nothing.
struct Conditions {
  VariableId variable{};
  const YamlNode* moves = nullptr;
  const YamlNode* needs = nullptr;
};

struct Context {
  const SourceText& source;
  Diagnostics& diagnostics;
  Case document{};
  Names parties{};
  Names variables{};
  Names states{};
  Names sources{};
  Names states_of_graph{};
  bool values_doubtful = false;  ///< some variable has values that could not be read
  std::vector<Conditions> conditions{};
  std::unordered_set<const YamlNode*> damaged{};
  std::vector<Span> cut_by_comma{};
  std::size_t unreported = 0;  ///< errors beyond most_errors

  void report(Diagnostic diagnostic);
  void error(std::string code, Span span, std::string message, std::string hint = {});
  [[nodiscard]] bool full() const { return diagnostics.size() >= most_errors; }
};

/// "a list", "a mapping", "a text", "nothing".
[[nodiscard]] std::string_view kind_text(const YamlNode& node);

/// "did you mean 'x'?", or else "the `plural` are a, b and c", shortened where there are many.
[[nodiscard]] std::string name_hint(const Names& names, std::string_view word, std::string_view plural);

/// The text as it can stand in a message: printable, and cut where it is long.
[[nodiscard]] std::string shown(std::string_view text);

/// Longest names and ids, in code points; YAML itself ends keys at 1024.
inline constexpr std::size_t longest_name = 200;

/// True for an id of a source, table, state or question: a name in which `-` may stand behind the first letter.
[[nodiscard]] bool is_id(std::string_view text);

/// Reports that `node` is not what stands in `expected` ("a list"), or that nothing stands there.
void wrong_type(Context& context, const YamlNode& node, std::string_view what, std::string_view expected,
                std::string hint = {});

/// The entries of a mapping with fixed keys. Unknown keys are reported when it is made.
class Fields {
 public:
  /// `what` names the mapping in errors: "an option".
  Fields(Context& context, const YamlNode& mapping, std::string_view what,
         std::initializer_list<std::string_view> known);

  /// The value of a key, or nullptr where the key is absent.
  [[nodiscard]] const YamlNode* find(std::string_view key) const;
  /// The key itself as it stands in the file. Precondition: find(key) is not null.
  [[nodiscard]] const YamlNode& key_node(std::string_view key) const { return found_.find(key)->second->key; }
  /// As find, and reports where the key is absent.
  [[nodiscard]] const YamlNode* require(std::string_view key, std::string hint = {}) const;

  /// Whether all keys were known, so that an absent key is really absent.
  [[nodiscard]] bool complete() const { return complete_; }

  [[nodiscard]] Context& context() const { return context_; }
  [[nodiscard]] const YamlNode& node() const { return node_; }

 private:
  std::optional<std::string> unknown_key(const YamlEntry& entry, const std::vector<std::string>& known);
  [[nodiscard]] bool bare(std::size_t entry) const;
  [[nodiscard]] bool cut_off(std::size_t entry) const;
  std::size_t report_cut(std::size_t entry);

  Context& context_;
  const YamlNode& node_;
  std::string_view what_;
  std::map<std::string, const YamlEntry*, std::less<>> found_{};
  bool complete_ = true;
};

/// A text; trailing white space is dropped. Anything else is reported.
[[nodiscard]] std::optional<std::string> read_text(Context& context, const YamlNode& node, std::string_view what);

/// The text of a key, or an empty one where the key is absent or its value was reported.
[[nodiscard]] std::string text_field(const Fields& fields, std::string_view key);

[[nodiscard]] std::optional<Date> date_field(const Fields& fields, std::string_view key);

/// The keys `from` and `until`.
[[nodiscard]] Period period_fields(const Fields& fields);

/// The keys `cite` and `assume`.
[[nodiscard]] Support support_fields(const Fields& fields);

/// The items of a list; anything but a list is reported, an empty one too unless `may_be_empty`. Items that a comma
/// cut from one formula are reported together and marked as damaged.
[[nodiscard]] const std::vector<YamlNode>& list_items(Context& context, const YamlNode& node, std::string_view what,
                                                      std::string_view example, bool may_be_empty = false);

/// The entries of a mapping whose keys are names; null is an empty mapping, anything else is reported.
[[nodiscard]] const std::vector<YamlEntry>& named_entries(Context& context, const YamlNode& node, std::string_view what,
                                                          std::string_view example);

/// Reports a name that stands in a list for the second time.
void duplicate_name(Context& context, const YamlNode& name, std::string_view list, Span first);

/// Whether a mapping among formulas is a formula that YAML took for a mapping, as in `- A.x: yes`.
[[nodiscard]] bool is_mistaken_formula(const Context& context, const YamlNode& node);

/// A formula; anything that is not one is reported. `what` names it in errors: "a rule".
[[nodiscard]] std::optional<Formula> read_formula(Context& context, const YamlNode& node, std::string_view what);
/// One entry of `moves`.
[[nodiscard]] std::optional<Transition> read_transition(Context& context, const YamlNode& node,
                                                        const Variable& variable);

/// The party, value or variable that a scalar names; anything else is reported.
[[nodiscard]] std::optional<PartyId> read_party(Context& context, const YamlNode& node);
[[nodiscard]] std::optional<VariableId> read_variable(Context& context, const YamlNode& node);
[[nodiscard]] std::optional<Value> read_value(Context& context, const YamlNode& node, const Variable& variable);

/// The values of now of a variable whose values are known: one, or several with dates.
void read_now(Context& context, const YamlNode& node, Variable& variable);

/// A list of parties, each once.
[[nodiscard]] std::vector<PartyId> read_parties(Context& context, const YamlNode& node, std::string_view what,
                                                std::string_view example, bool may_be_empty = false);

/// An id of a source, table, state or question; reports one that is not well formed.
void check_id(Context& context, const YamlNode& key, std::string_view what);

// The sections, in the order in which they have to be read.
void read_sources(Context& context, const YamlNode& node);
void read_party_section(Context& context, const YamlNode& node);
/// Declares options or terms; conditions are read later, when all variables are known.
void declare_variables(Context& context, const YamlNode& node, Variable::Kind kind);
/// Reads the conditions that declare_variables noted.
void read_conditions(Context& context);
/// A case in graph form, which has no options or terms.
void read_graph(Context& context, const YamlNode& node);
/// Reports the sections that a case in graph form cannot have.
void refuse_beside_graph(const Fields& fields);
void read_rules(Context& context, const YamlNode& node);
void read_merges(Context& context, const YamlNode& node);
void read_preferences(Context& context, const YamlNode& node);
void read_states(Context& context, const YamlNode& node);
void read_questions(Context& context, const YamlNode& node);
void read_tables(Context& context, const YamlNode& node);
void read_coalitions(Context& context, const YamlNode& node);

}  // namespace detente::reading
