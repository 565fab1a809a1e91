#include "detente/casefile/reader.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "detente/base/text.hpp"

namespace detente::reading {

namespace {

/// Comparing a name with very many others would take longer than the answer is worth.
constexpr std::size_t most_candidates = 2000;

/// What a later version of the language will say (so that a file written for it is understood as such).
constexpr std::array<std::string_view, 19> later_keys{
    "perceptions", "misperceptions", "attitudes", "fuzzy",     "probability", "certainty", "unknown",
    "strength",    "strengths",      "ensemble",  "ensembles", "clock",       "clocks",    "deadline",
    "deadlines",   "events",         "forecasts", "horizon",   "believes"};

std::string list_hint(const std::vector<std::string>& list, std::string_view plural, std::size_t most_shown = 12) {
  if (list.empty()) return fmt::format("the case has no {}", plural);
  std::vector<std::string> shown(list.begin(),
                                 list.begin() + static_cast<std::ptrdiff_t>(std::min(list.size(), most_shown)));
  if (list.size() > most_shown) shown.push_back(fmt::format("{} more", list.size() - most_shown));
  return fmt::format("the {} are {}", plural, join_words(shown));
}

bool is_shorter_than(std::string_view text, std::size_t limit) {
  return text.size() < limit && text.find_first_of("\"\n") == std::string_view::npos;
}

/// How many more parentheses a text opens than it closes.
int open_parentheses(std::string_view text) {
  return static_cast<int>(std::ranges::count(text, '(')) - static_cast<int>(std::ranges::count(text, ')'));
}

std::string quote_hint(const SourceText& source, Span whole) {
  const std::string_view text = source.text().substr(whole.begin, whole.end - whole.begin);
  if (!is_shorter_than(text, 80)) return "inside {...} and [...] a text with ',' must stand in quotes";
  return fmt::format("inside {{...}} and [...] a text with ',' must stand in quotes: \"{}\"", text);
}

void report_comma(Context& context, Span whole) {
  context.cut_by_comma.push_back(whole);
  context.error("split-by-comma", whole, "a comma cuts this in two", quote_hint(context.source, whole));
}

/// Finds items of a list in [] that were one formula before a comma cut it: parentheses open in one and close in
/// another.
void mark_cut_items(Context& context, const YamlNode& list) {
  if (!list.flow) return;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    if (!list.items[i].is_plain()) continue;
    int depth = open_parentheses(list.items[i].text);
    if (depth <= 0) continue;
    std::size_t last = i;
    while (depth > 0 && last + 1 < list.items.size() && list.items[last + 1].is_plain()) {
      depth += open_parentheses(list.items[++last].text);
    }
    if (last == i) continue;
    report_comma(context, {list.items[i].span.begin, list.items[last].span.end});
    for (; i <= last; ++i) context.damaged.insert(&list.items[i]);
    --i;
  }
}

const std::vector<YamlNode> no_items{};
const std::vector<YamlEntry> no_entries{};

}  // namespace

void Names::add(const std::string& name) {
  index.emplace(name, list.size());
  list.push_back(name);
}

std::optional<std::size_t> Names::find(std::string_view name) const {
  const auto found = index.find(name);
  return found == index.end() ? std::nullopt : std::optional(found->second);
}

void Context::report(Diagnostic diagnostic) {
  if (full()) {
    ++unreported;
    return;
  }
  // Names of the case may hold anything, and what is printed must not steer a terminal.
  diagnostic.message = printable(diagnostic.message);
  diagnostic.hint = printable(diagnostic.hint);
  for (Diagnostic::Related& related : diagnostic.related) related.message = printable(related.message);
  diagnostics.push_back(std::move(diagnostic));
}

void Context::error(std::string code, Span span, std::string message, std::string hint) {
  report(Diagnostic{
      .code = std::move(code), .message = std::move(message), .span = span, .hint = std::move(hint), .related = {}});
}

std::string_view kind_text(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::sequence: return "a list";
    case YamlNode::Kind::mapping: return "a mapping";
    case YamlNode::Kind::scalar: return "a text";
    case YamlNode::Kind::null: break;
  }
  return "nothing";
}

std::string name_hint(const Names& names, std::string_view word, std::string_view plural) {
  if (names.list.size() <= most_candidates) {
    if (const auto nearest = nearest_name(word, names.list)) return fmt::format("did you mean '{}'?", *nearest);
  }
  return list_hint(names.list, plural);
}

std::string shown(std::string_view text) {
  constexpr std::size_t most = 80;
  // More bytes than these code points can take, so that a very long text is not converted whole.
  const std::string readable = printable(text.substr(0, 8 * most));
  return code_points(readable) <= most ? readable : code_point_substr(readable, 0, most) + "...";
}

bool is_id(std::string_view text) {
  std::string plain(text);
  std::ranges::replace(plain, '-', '_');
  return is_name(plain) && !text.starts_with('-');
}

void wrong_type(Context& context, const YamlNode& node, std::string_view what, std::string_view expected,
                std::string hint) {
  if (context.damaged.contains(&node)) return;
  if (node.is_null()) {
    return context.error("missing-value", node.span, fmt::format("{} has no value; it should be {}", what, expected),
                         std::move(hint));
  }
  context.error("wrong-type", node.span,
                fmt::format("{} should be {}, but this is {}", what, expected, kind_text(node)), std::move(hint));
}

Fields::Fields(Context& context, const YamlNode& mapping, std::string_view what,
               std::initializer_list<std::string_view> known)
    : context_(context), node_(mapping), what_(what) {
  if (!mapping.is_mapping()) {
    complete_ = false;
    const bool text = mapping.is_scalar() && std::ranges::find(known, "text") != known.end();
    wrong_type(context, mapping, what, "a mapping",
               text ? "write {text: ...} around it" : "write {key: value} or, indented, one 'key: value' on each line");
    return;
  }
  const std::vector<std::string> keys(known.begin(), known.end());
  std::vector<std::pair<std::string, const YamlEntry*>> misspelled;
  for (std::size_t i = 0; i < mapping.entries.size(); ++i) {
    const YamlEntry& entry = mapping.entries[i];
    if (std::ranges::find(keys, entry.key.text) != keys.end()) {
      found_.emplace(entry.key.text, &entry);
    } else if (cut_off(i)) {
      i = report_cut(i);
    } else if (auto meant = unknown_key(entry, keys)) {
      misspelled.emplace_back(std::move(*meant), &entry);
    }
  }
  for (auto& [key, entry] : misspelled) found_.emplace(std::move(key), entry);
}

const YamlNode* Fields::find(std::string_view key) const {
  const auto found = found_.find(key);
  return found == found_.end() ? nullptr : &found->second->value;
}

const YamlNode* Fields::require(std::string_view key, std::string hint) const {
  const YamlNode* value = find(key);
  if (value == nullptr && complete_) {
    const std::size_t end = std::min(node_.span.end, node_.span.begin + 1);
    context_.error("missing-key", {node_.span.begin, end}, fmt::format("{} needs the key '{}'", what_, key),
                   std::move(hint));
  }
  return value;
}

/// Reports the key and gives the one that was meant, if one is near.
std::optional<std::string> Fields::unknown_key(const YamlEntry& entry, const std::vector<std::string>& known) {
  complete_ = false;
  const std::string key = shown(entry.key.text);
  if (std::ranges::find(later_keys, key) != later_keys.end()) {
    context_.error("later-version", entry.key.span,
                   fmt::format("'{}' belongs to a later version of the case language", key),
                   "this program reads version 1");
    return std::nullopt;
  }
  auto nearest = nearest_name(entry.key.text, known);
  std::string hint =
      nearest ? fmt::format("did you mean '{}'?", *nearest) : list_hint(known, "keys here", known.size());
  if (node_.flow && key.find(' ') != std::string::npos) {
    hint = "if this belongs to the text before it, put the whole text in quotes; otherwise " + hint;
  }
  context_.error("unknown-key", entry.key.span, fmt::format("'{}' is not a key of {}", key, what_), std::move(hint));
  return nearest;
}

/// Whether an entry of {} has no ':' and no value.
bool Fields::bare(std::size_t entry) const {
  if (!node_.flow || !node_.entries[entry].value.is_null()) return false;
  const std::string_view text = context_.source.text();
  const std::size_t behind = text.find_first_not_of(" \t\r\n", node_.entries[entry].key.span.end);
  return behind == std::string_view::npos || text[behind] != ':';
}

/// Whether the entry is no key at all but the rest of a text that a comma cut.
bool Fields::cut_off(std::size_t entry) const {
  return entry > 0 && bare(entry) && node_.entries[entry - 1].value.is_plain();
}

/// Reports a text that was cut before `entry` and gives the last entry that is a piece of it.
std::size_t Fields::report_cut(std::size_t entry) {
  complete_ = false;
  const YamlNode& first = node_.entries[entry - 1].value;
  std::size_t last = entry;
  while (last + 1 < node_.entries.size() && bare(last + 1)) ++last;
  context_.damaged.insert(&first);
  report_comma(context_, {first.span.begin, node_.entries[last].key.span.end});
  return last;
}

std::optional<std::string> read_text(Context& context, const YamlNode& node, std::string_view what) {
  if (!node.is_scalar()) {
    wrong_type(context, node, what, "a text");
    return std::nullopt;
  }
  const std::size_t last = node.text.find_last_not_of(" \t\r\n");
  return node.text.substr(0, last == std::string::npos ? 0 : last + 1);
}

std::string text_field(const Fields& fields, std::string_view key) {
  const YamlNode* node = fields.find(key);
  return node == nullptr ? std::string() : read_text(fields.context(), *node, fmt::format("'{}'", key)).value_or("");
}

const std::vector<YamlNode>& list_items(Context& context, const YamlNode& node, std::string_view what,
                                        std::string_view example, bool may_be_empty) {
  if (!node.is_sequence()) {
    wrong_type(context, node, what, "a list", fmt::format("write {}", example));
    return no_items;
  }
  if (node.items.empty() && !may_be_empty) {
    context.error("empty-list", node.span, fmt::format("{} is empty", what),
                  fmt::format("write {}, or leave it out", example));
  }
  mark_cut_items(context, node);
  return node.items;
}

const std::vector<YamlEntry>& named_entries(Context& context, const YamlNode& node, std::string_view what,
                                            std::string_view example) {
  if (node.is_mapping()) return node.entries;
  if (!node.is_null()) wrong_type(context, node, what, "a mapping", fmt::format("write {}", example));
  return no_entries;
}

void check_id(Context& context, const YamlNode& key, std::string_view what) {
  if (!is_id(key.text)) {
    context.error("invalid-name", key.span, fmt::format("'{}' cannot be the id of {}", shown(key.text), what),
                  "an id begins with a letter or '_'; letters, digits, '_' and '-' may follow");
  } else if (code_points(key.text) > longest_name) {
    context.error("name-too-long", key.span, "this id is too long",
                  fmt::format("at most {} characters are read", longest_name));
  }
}

}  // namespace detente::reading
