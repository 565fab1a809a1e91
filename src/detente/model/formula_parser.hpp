#pragma once
/// The formula language of the case file, also used on the command line.
///
///   formula  := iff [ "if" iff ]                        lowest, once
///   iff      := implies { "iff" implies }               left to right
///   implies  := or [ "->" implies ]                     right to left
///   or       := and { "or" and }
///   and      := unary { "and" unary }
///   unary    := "not" unary | primary
///   primary  := "(" formula ")" | "true" | "false" | function "(" formula { "," formula } ")"
///             | variable [ ("=" | "!=") value ]

#include <functional>
#include <optional>
#include <string_view>

#include "detente/base/diagnostic.hpp"
#include "detente/model/case.hpp"

namespace detente {

/// Turns a range of bytes of the formula's text into a place in the file; empty where the text is not from a file.
using PlaceInFile = std::function<Span(std::size_t begin, std::size_t end)>;

/// Finds a variable by its name, for reading many formulas over one case. An empty one searches through all variables.
using FindVariable = std::function<std::optional<VariableId>(std::string_view name)>;

/// Longest formula and deepest nesting that are read; beyond them parse_formula gives an error.
inline constexpr std::size_t longest_formula = 100'000;
inline constexpr std::size_t deepest_formula = 200;

/// Reads a formula over the variables of `names`. On any mistake it appends errors (all unknown names of the
/// formula, or the first mistake of grammar) and gives nothing. Cost: linear in the text with `find`, without it the
/// number of variables for each name; and nearest names for errors.
[[nodiscard]] std::optional<Formula> parse_formula(std::string_view text, const Case& names, Diagnostics& diagnostics,
                                                   const PlaceInFile& place = {}, const FindVariable& find = {});

/// Reads one entry of a `moves` list, `A -> B` or `A -> B if FORMULA`, for a variable of `names`.
[[nodiscard]] std::optional<Transition> parse_transition(std::string_view text, const Variable& variable,
                                                         const Case& names, Diagnostics& diagnostics,
                                                         const PlaceInFile& place = {}, const FindVariable& find = {});

/// True for the words that formulas keep for themselves: and or not iff if true false.
[[nodiscard]] bool is_reserved_word(std::string_view word);

/// True for what may name a value: letters, digits and `_`, with points between digits (`no`, `25`, `2.5`).
[[nodiscard]] bool is_value_name(std::string_view text);

}  // namespace detente
