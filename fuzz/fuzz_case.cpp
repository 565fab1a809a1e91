// libFuzzer target: the text of a case file.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "detente/casefile/format.hpp"
#include "detente/casefile/format_notes.hpp"
#include "detente/casefile/read.hpp"
#include "detente/casefile/write.hpp"
#include "detente/casefile/yaml_emit.hpp"
#include "detente/casefile/yaml_tree.hpp"
#include "detente/model/model.hpp"
#include "targets.hpp"

namespace detente::fuzzing {

namespace {

/// Kinds, texts and order of a tree as one text.
void describe(const YamlNode& node, std::string& out) {
  out += "0s[{"[static_cast<std::size_t>(node.kind)] + node.text + '\0';
  for (const YamlNode& item : node.items) describe(item, out);
  for (const YamlEntry& entry : node.entries) {
    describe(entry.key, out);
    describe(entry.value, out);
  }
  out += ')';
}

bool has_long_key(const YamlNode& node) {
  return std::ranges::any_of(node.items, has_long_key) || std::ranges::any_of(node.entries, [](const YamlEntry& entry) {
           return entry.key.text.size() > 150 || has_long_key(entry.value);
         });
}

/// Any mapping can be laid out anew without changing its tree or its comments, whether it is a case or not.
void check_layout(const SourceText& source) {
  Diagnostics diagnostics;
  const auto root = parse_yaml(source, diagnostics);
  if (!root || !root->is_mapping() || root->entries.empty() || has_long_key(*root)) return;
  const SourceText laid_out("layout", emit_yaml(*root, attach_comments(source, *root)));
  const auto again = parse_yaml(laid_out, diagnostics);
  require(again.has_value(), "a layout cannot be read");
  std::string before;
  std::string after;
  describe(*root, before);
  describe(*again, after);
  require(before == after, "a layout reads as another tree");
  const auto comments = find_comments(laid_out, *again).size();
  require(find_comments(source, *root).size() == comments, "a layout has other comments");
  require(emit_yaml(*again, attach_comments(laid_out, *again)) == laid_out.text(), "a layout changes again");
}

}  // namespace

void check_case(std::string_view text) {
  const ReadResult read = read_case(SourceText("fuzz", std::string(text)));
  check_diagnostics(read.diagnostics, read.source);
  check_layout(read.source);
  require(read.document.has_value() != has_errors(read.diagnostics), "a case in spite of errors, or none without");
  const FormatResult format = format_case(read.source);
  require(format.text.has_value() == read.document.has_value(), "a case that was read cannot be laid out anew");
  if (!read.document) return;

  const std::string written = write_case(*read.document);
  const ReadResult again = read_case(SourceText("written", written));
  require(again.document.has_value(), "what was written cannot be read");
  require(same_case(*read.document, *again.document), "what was written reads as another case");
  require(write_case(*again.document) == written, "writing is not stable");
  const FormatResult twice = format_case(SourceText("formatted", *format.text));
  require(twice.text == format.text, "formatting twice gives something else");

  for (const auto& day : {std::optional<Date>(), std::optional(Date{2025, 7, 1})}) {
    const Model model = model_on(*read.document, day);
    require(model.now().size() == model.variables.size(), "a model without a value for every variable");
  }
}

}  // namespace detente::fuzzing

#ifdef DETENTE_FUZZER
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  detente::fuzzing::check_case({reinterpret_cast<const char*>(data), size});
  return 0;
}
#endif
