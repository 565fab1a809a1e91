// Random cases on their way through graph form and the formats of other programs: what arrives is held against the
// brute-force reference of what was sent. DETENTE_CASES says how many (default 250 in an optimized build, 60
// otherwise), DETENTE_SEED where they begin.

#include <algorithm>
#include <cstdlib>

#include <doctest/doctest.h>

#include "detente/casefile/read.hpp"
#include "detente/casefile/write.hpp"
#include "detente/exchange/formats.hpp"
#include "property/agreement.hpp"
#include "property/from_environment.hpp"
#include "reference/case_text.hpp"
#include "reference/graph_text.hpp"
#include "reference/plain_gmcr.hpp"
#include "reference/random_case.hpp"

namespace detente::tests {

namespace {

namespace ref = reference;

template <class Check>
void for_each_seed(Check&& check) {
  const std::uint64_t first = from_environment("DETENTE_SEED", 1);
  const std::uint64_t count = cases_to_run(250);
  MESSAGE("seeds " << first << " to " << first + count - 1);
  for (std::uint64_t seed = first; seed < first + count; ++seed) check(seed);
}

Case read(const std::string& text) {
  const ReadResult result = read_case(SourceText("case", text));
  REQUIRE_MESSAGE(result.document, render(result.diagnostics, result.source) << text);
  return *result.document;
}

ref::RandomCaseOptions small_cases() {
  ref::RandomCaseOptions options;
  options.max_product = 128;
  options.max_states = 60;
  return options;
}

/// What is in the files of an export, read again.
Case there_and_back(std::string_view format_name, const ExportResult& sent) {
  std::vector<SourceText> files;
  for (const ExportedFile& file : sent.files) files.emplace_back(file.path, file.text);
  const ImportResult got = import_case(*find_format(format_name), files);
  std::string findings;
  for (const FileFindings& file : got.files) findings += render(file.diagnostics, file.source);
  REQUIRE_MESSAGE(got.document, findings << sent.files.front().text);
  // Through the text of the case file, as the program does.
  return read(write_case(*got.document));
}

ExportResult exported(std::string_view format_name, const Case& document) {
  return find_format(format_name)->write(document, {.path = "x"});
}

bool has_code(const Diagnostics& diagnostics, std::string_view code) {
  return std::ranges::find(diagnostics, code, &Diagnostic::code) != diagnostics.end();
}

/// Variables in the order of their owners, as some formats have them.
ref::PlainFormula renamed(ref::PlainFormula formula, const std::vector<std::size_t>& place) {
  using Kind = ref::PlainFormula::Kind;
  if (formula.kind == Kind::yes || formula.kind == Kind::equals || formula.kind == Kind::differs) {
    formula.variable = place.at(formula.variable);
  }
  for (ref::PlainFormula& part : formula.parts) part = renamed(part, place);
  return formula;
}

ref::PlainCase by_owner(const ref::PlainCase& plain) {
  std::vector<std::size_t> order(plain.variables.size());
  for (std::size_t v = 0; v < order.size(); ++v) order[v] = v;
  std::ranges::stable_sort(order, {}, [&](std::size_t v) { return plain.variables[v].owner; });
  std::vector<std::size_t> place(order.size());
  for (std::size_t k = 0; k < order.size(); ++k) place[order[k]] = k;
  ref::PlainCase sorted = plain;
  for (std::size_t k = 0; k < order.size(); ++k) sorted.variables[k] = plain.variables[order[k]];
  for (ref::PlainFormula& rule : sorted.rules) rule = renamed(rule, place);
  for (ref::PlainParty& party : sorted.parties) {
    for (auto& level : party.preferences.order) {
      for (ref::PlainFormula& statement : level) statement = renamed(statement, place);
    }
    for (ref::PlainWeight& weight : party.preferences.weights) weight.prefer = renamed(weight.prefer, place);
    for (ref::PlainGroup& group : party.preferences.ranking) {
      if (group.formula) group.formula = renamed(*group.formula, place);
    }
  }
  return sorted;
}

}  // namespace

TEST_CASE("a case in graph form means what the reference says it does") {
  for_each_seed([](std::uint64_t seed) {
    const ref::PlainCase plain = ref::random_case(seed, small_cases());
    ref::ReferenceModel expected = ref::build_model(plain);
    if (expected.states.size() < 2) return;
    expected.joint.clear();  // nobody moves together in graph form
    const std::string text = ref::to_graph_text(plain, expected);
    const auto difference = first_difference(plain, expected, read(text), false);
    CHECK_MESSAGE(!difference, "seed " << seed << ": " << *difference << "\n" << text);
  });
}

TEST_CASE("a case sent as tables of arcs and ranks arrives as it was") {
  for_each_seed([](std::uint64_t seed) {
    ref::PlainCase plain = ref::random_case(seed, small_cases());
    ref::ReferenceModel expected = ref::build_model(plain);
    if (expected.states.size() < 2) return;
    expected.joint.clear();
    const ExportResult sent = exported("csv", read(ref::to_case_text(plain)));
    REQUIRE(sent.files.size() == 2);
    const bool terms = std::ranges::any_of(plain.variables, &ref::PlainVariable::is_term);
    CHECK(has_code(sent.diagnostics, changes_model) == terms);
    plain.questions.clear();
    const auto difference = first_difference(plain, expected, there_and_back("csv", sent), false);
    CHECK_MESSAGE(!difference, "seed " << seed << ": " << *difference << "\n" << ref::to_case_text(plain));
  });
}

TEST_CASE("a case that fits a .gmcr file arrives as it was, but for now") {
  std::size_t fitted = 0;
  std::size_t all = 0;
  for_each_seed([&](std::uint64_t seed) {
    ref::RandomCaseOptions options = small_cases();
    options.terms = options.merge = options.frozen = options.move_condition = options.needs = 0;
    ref::PlainCase plain = by_owner(ref::random_case(seed, options));
    for (ref::PlainParty& party : plain.parties) {
      for (ref::PlainGroup& group : party.preferences.ranking) {
        if (!group.formula) return;  // numbers of states in the order before
      }
    }
    plain.questions.clear();
    ref::ReferenceModel expected = ref::build_model(plain);
    expected.now = 0;
    ++all;
    const ExportResult sent = exported("gmcr", read(ref::to_case_text(plain)));
    REQUIRE_MESSAGE(sent.files.size() == 1, "seed " << seed << "\n" << ref::to_case_text(plain));
    if (has_code(sent.diagnostics, changes_model)) return;  // chains of values and the like
    ++fitted;
    const auto difference = first_difference(plain, expected, there_and_back("gmcr", sent), false);
    CHECK_MESSAGE(!difference, "seed " << seed << ": " << *difference << "\n"
                                       << ref::to_case_text(plain) << sent.files.front().text);
    // Somebody else reads the same in the file.
    const ref::ReferenceModel others = ref::build_model(ref::plain_gmcr(sent.files.front().text));
    CHECK(others.moves == expected.moves);
    CHECK(others.ranks == expected.ranks);
  });
  CHECK(fitted > all / 2);
}

TEST_CASE("a .gmcr file is read as the reference reads it") {
  for_each_seed([](std::uint64_t seed) {
    const std::string text = ref::random_gmcr(seed);
    const ref::PlainCase plain = ref::plain_gmcr(text);
    const std::vector<SourceText> files{SourceText("x.gmcr", text)};
    const ImportResult got = import_case(*find_format("gmcr"), files);
    REQUIRE_MESSAGE(got.document, render(got.files[0].diagnostics, got.files[0].source) << text);
    const auto difference = first_difference(plain, ref::build_model(plain), read(write_case(*got.document)), true);
    CHECK_MESSAGE(!difference, "seed " << seed << ": " << *difference << "\n" << text);
  });
}

}  // namespace detente::tests
