// libFuzzer target: the text of a formula, or of a move.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "detente/model/formula_parser.hpp"
#include "detente/model/model.hpp"
#include "targets.hpp"

namespace detente::fuzzing {

namespace {

/// Two parties, options of two, three and numbered values, and a term, with names in several scripts.
Case formula_names() {
  Case names;
  names.parties = {{.id = "A"}, {.id = "Стороны"}};
  const auto add = [&](Variable::Kind kind, std::string id, std::vector<std::string> values) {
    Variable variable{.kind = kind, .id = std::move(id)};
    if (!values.empty()) variable.values = std::move(values);
    names.variables.push_back(std::move(variable));
  };
  add(Variable::Kind::option, "A.x", {});
  add(Variable::Kind::option, "A.y", {"none", "some", "all"});
  add(Variable::Kind::option, "Стороны.мир", {});
  add(Variable::Kind::term, "t", {"0", "2.5", "on"});
  return names;
}

}  // namespace

void check_formula(std::string_view text) {
  static const Case names = formula_names();
  const SourceText source("fuzz", std::string(text));
  const auto place = [](std::size_t begin, std::size_t end) { return Span{begin, end}; };
  Diagnostics diagnostics;
  const auto formula = parse_formula(text, names, diagnostics, place);
  check_diagnostics(diagnostics, source);
  require(formula.has_value() != has_errors(diagnostics), "a formula in spite of errors, or none without");
  if (formula) {
    const std::string printed = to_text(*formula, names);
    const auto again = parse_formula(printed, names, diagnostics);
    require(again.has_value(), "a printed formula cannot be read");
    require(*again == *formula, "a printed formula reads as another one");
    const std::array<std::array<Value, 4>, 3> states{{{0, 0, 0, 0}, {1, 1, 0, 2}, {1, 2, 1, 1}}};
    for (const auto& state : states) {
      const std::array<std::int32_t, 4> known{state[0], state[1], state[2], state[3]};
      require(settled(*formula, known) == holds(*formula, state), "two evaluations of a formula differ");
      const std::array<std::int32_t, 4> partly{state[0], -1, state[2], -1};
      const auto early = settled(*formula, partly);
      require(!early || *early == holds(*formula, state), "a formula was settled too early");
    }
  }
  Diagnostics of_move;
  const auto move = parse_transition(text, names.variables[1], names, of_move, place);
  check_diagnostics(of_move, source);
  require(move.has_value() != has_errors(of_move), "a move in spite of errors, or none without");
}

}  // namespace detente::fuzzing

#ifdef DETENTE_FUZZER
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  detente::fuzzing::check_formula({reinterpret_cast<const char*>(data), size});
  return 0;
}
#endif
