#include "detente/casefile/read.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <vector>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/casefile/reader.hpp"
#include "detente/casefile/yaml_tree.hpp"

namespace detente {

namespace {

using namespace reading;

constexpr std::string_view language_version = "1";

/// Whether the text is a version after the one that is read here.
bool is_later_version(std::string_view text) {
  const bool number = !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  return number && text != language_version && text.find_first_not_of('0') != std::string_view::npos;
}

void check_version(const Fields& fields) {
  Context& context = fields.context();
  const YamlNode* version = fields.find("detente");
  if (version == nullptr) {
    context.report(Diagnostic{.code = "missing-key",
                              .message = "the file does not say that it is a case",
                              .hint = "begin it with the line 'detente: 1', the version of the case language"});
    return;
  }
  const auto text = read_text(context, *version, "'detente'");
  if (!text || *text == language_version) return;
  context.error("bad-version", version->span, fmt::format("'{}' is not a version of the case language", shown(*text)),
                "write 'detente: 1'");
}

/// A section that stands in the file twice may declare names that are not read.
void note_repeated_sections(Context& context, const YamlNode& root) {
  const auto repeated = [&](std::string_view key) {
    return std::ranges::count_if(root.entries, [&](const YamlEntry& entry) { return entry.key.text == key; }) > 1;
  };
  context.parties.doubtful = repeated("parties");
  context.variables.doubtful = repeated("options") || repeated("terms") || repeated("graph");
  context.states.doubtful = repeated("states");
  context.sources.doubtful = repeated("sources");
}

/// Without any name, errors about names would only repeat that.
void require_parties(Context& context) {
  if (!context.document.parties.empty() || context.parties.doubtful) return;
  context.parties.doubtful = true;
  context.report(Diagnostic{.code = "no-parties",
                            .message = "the case has no parties",
                            .hint = "list them under 'parties', one 'Name: {}' on each line"});
}

void require_variables(Context& context) {
  if (!context.document.variables.empty() || context.variables.doubtful) return;
  context.variables.doubtful = true;
  context.report(
      Diagnostic{.code = "no-options",
                 .message = "the case has no options and no terms, so nothing can happen in it",
                 .hint = "list what the parties can do under 'options', one 'Party.option: {}' on each line"});
}

/// Reads every section, in an order in which names are known before they are used.
void read_sections(Context& context, const Fields& fields) {
  const auto section = [&](std::string_view key, auto&& read) {
    if (const YamlNode* node = fields.find(key)) read(context, *node);
  };
  Case& document = context.document;
  document.title = text_field(fields, "title");
  document.about = text_field(fields, "about");
  document.as_of = date_field(fields, "as_of");
  section("sources", read_sources);
  section("parties", read_party_section);
  require_parties(context);
  document.preferences.resize(document.parties.size());
  const bool graph = fields.find("graph") != nullptr;
  const auto option_section = [&](std::string_view key, auto&& read) {
    if (!graph) section(key, read);
  };
  refuse_beside_graph(fields);
  section("graph", read_graph);
  option_section("options", [](Context& c, const YamlNode& n) { declare_variables(c, n, Variable::Kind::option); });
  option_section("terms", [](Context& c, const YamlNode& n) { declare_variables(c, n, Variable::Kind::term); });
  require_variables(context);
  read_conditions(context);
  option_section("rules", read_rules);
  option_section("merge", read_merges);
  section("preferences", read_preferences);
  option_section("states", read_states);
  section("questions", read_questions);
  option_section("tables", read_tables);
  section("coalitions", read_coalitions);

  if (document.title.empty() && fields.find("title") == nullptr) {
    context.report(Diagnostic{.severity = Severity::warning,
                              .code = "no-title",
                              .message = "the case has no title",
                              .hint = "add 'title: A FEW WORDS'"});
  }
}

/// A sentence that a comma cut may repeat a word, which YAML takes for a repeated key.
void drop_keys_in_cut_texts(Diagnostics& diagnostics, const std::vector<Span>& cut) {
  std::erase_if(diagnostics, [&](const Diagnostic& d) {
    return d.code == "duplicate-key" && std::ranges::any_of(cut, [&](const Span& span) {
             return span.begin <= d.span->begin && d.span->end <= span.end;
           });
  });
}

std::optional<Case> read_root(const SourceText& source, const YamlNode& root, Diagnostics& diagnostics) {
  Context context{.source = source, .diagnostics = diagnostics};
  if (!root.is_mapping()) {
    wrong_type(context, root, "a case", "a mapping", "begin the file with 'detente: 1'");
    return std::nullopt;
  }
  for (const YamlEntry& entry : root.entries) {
    if (entry.key.text != "detente" || !is_later_version(entry.value.text)) continue;
    context.error("later-version", entry.value.span,
                  fmt::format("the file is written in version {} of the case language", entry.value.text),
                  "this program reads version 1; a newer one may read this file");
    return std::nullopt;  // nothing else can be said about it
  }
  const Fields fields(context, root, "a case",
                      {"detente", "title", "about", "as_of", "parties", "options", "terms", "graph", "rules", "merge",
                       "preferences", "states", "questions", "tables", "coalitions", "sources"});
  check_version(fields);
  note_repeated_sections(context, root);
  read_sections(context, fields);
  drop_keys_in_cut_texts(diagnostics, context.cut_by_comma);
  sort_diagnostics(diagnostics);
  if (context.unreported > 0) {
    diagnostics.push_back(Diagnostic{.code = "too-many-errors",
                                     .message = fmt::format("{} more mistakes are not shown", context.unreported)});
  }
  if (has_errors(diagnostics)) return std::nullopt;
  return std::move(context.document);
}

FileText unreadable(const std::string& path, std::string message, std::string hint) {
  FileText result;
  result.source = SourceText(path, "");
  result.diagnostics.push_back(
      Diagnostic{.code = "unreadable-file", .message = std::move(message), .hint = std::move(hint)});
  return result;
}

}  // namespace

ReadResult read_case(SourceText source) {
  ReadResult result;
  result.source = std::move(source);
  const auto root = parse_yaml(result.source, result.diagnostics);
  if (root) result.document = read_root(result.source, *root, result.diagnostics);
  return result;
}

FileText read_text_file(const std::string& path) {
  std::error_code failure;
  if (std::filesystem::is_directory(path, failure)) {
    return unreadable(path, "this is a directory, not a file", "name a file in it");
  }
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return unreadable(path, fmt::format("the file cannot be opened: {}", std::strerror(errno)),
                      "check the name of the file");
  }
  // Stops one piece beyond the limit, so that no file is too large to be refused.
  std::string text;
  std::vector<char> piece(std::size_t{64} * 1024);
  while (text.size() <= largest_file &&
         file.read(piece.data(), static_cast<std::streamsize>(piece.size())).gcount() > 0) {
    text.append(piece.data(), static_cast<std::size_t>(file.gcount()));
  }
  if (file.bad()) return unreadable(path, fmt::format("the file cannot be read: {}", std::strerror(errno)), "");
  return {.source = SourceText(path, std::move(text))};
}

ReadResult read_case_file(const std::string& path) {
  FileText file = read_text_file(path);
  if (file.diagnostics.empty()) return read_case(std::move(file.source));
  return {.source = std::move(file.source), .diagnostics = std::move(file.diagnostics)};
}

}  // namespace detente
