#pragma once
/// What must hold for every input, however strange. The fuzzers look for inputs for which it does not; the replay test
/// runs the ones they found, and their seeds, in every build.

#include <stdexcept>
#include <string_view>

#include "detente/base/diagnostic.hpp"

namespace detente::fuzzing {

/// The text of a case file. Reading it never fails but by diagnostics; what was read can be written and laid out anew
/// without loss. Throws std::logic_error where that does not hold.
void check_case(std::string_view text);

/// The text of a formula or a move. Printing what was read gives a text that reads as the same formula, and both kinds
/// of evaluation agree on it. Throws std::logic_error where that does not hold.
void check_formula(std::string_view text);

/// GENIUS files, parted by lines of three dashes: a domain and profiles. Reading them never fails but by diagnostics;
/// what was read is a case that can be written, and that can be written back or says why not. Throws std::logic_error
/// where that does not hold.
void check_genius(std::string_view text);

/// One report or two, parted by a line of three dashes: text or HTML in any bytes. Whatever is found in them lies in
/// the text and in order; comparing them finds nothing that is not there. Throws std::logic_error where that does not
/// hold.
void check_report(std::string_view text);

/// An alias file; a table of statements coded by hand. Reading them never fails but by diagnostics. Throw
/// std::logic_error where that does not hold.
void check_aliases(std::string_view text);
void check_coded(std::string_view text);

/// A .gmcr file; the same must hold.
void check_gmcr(std::string_view text);

/// The two tables of a case in graph form, arcs and ranks, parted by a line of three dashes; the same must hold.
void check_graph_csv(std::string_view text);

inline void require(bool holds, const char* what) {
  if (!holds) throw std::logic_error(what);
}

/// Every finding can be shown, and points into the text.
inline void check_diagnostics(const Diagnostics& diagnostics, const SourceText& source) {
  for (const Diagnostic& d : diagnostics) {
    require(!d.code.empty() && !d.message.empty(), "a diagnostic without code or message");
    require(!d.span || (d.span->begin <= d.span->end && d.span->end <= source.text().size()),
            "a span outside the text");
  }
  (void)render(diagnostics, source);
}

}  // namespace detente::fuzzing
