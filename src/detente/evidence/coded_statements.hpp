#pragma once
/// Statements that people coded by hand in reports, as tables with the columns of Discourse Network Analyzer (Leifeld
/// 2017): document, start, stop, person, organisation, concept, agreement. `document` is the id of a report; `start`
/// and `stop` count characters of its text as that program does (UTF-16 code units, half-open); `agreement` is 1 or 0.

#include <optional>
#include <string>
#include <vector>

#include "detente/base/diagnostic.hpp"
#include "detente/evidence/document.hpp"

namespace detente {

struct CodedStatement {
  std::uint32_t document = 0;  ///< index of the report
  Span span{};                 ///< bytes in its text
  std::uint32_t sentence = 0;  ///< the one in which it begins
  std::string person{};        ///< may be empty if `organization` is not
  std::string organization{};
  std::string concept_name{};  ///< what it is about, in the words of whoever coded; may be empty
  bool agreement = true;       ///< whether the speaker holds with it
  Span row{};                  ///< its first cell in the table
};

/// Reads a table of statements in these reports. The seven columns may stand in any order; `organization` is taken for
/// `organisation`, others are ignored; `agreement` may be yes, no, true or false too. Missing columns, documents that
/// are not among the reports, places outside of their text, and rows without a speaker are errors with their place; all
/// are reported. Cost: linear.
[[nodiscard]] std::vector<CodedStatement> read_coded_statements(const SourceText& source,
                                                                const std::vector<Document>& documents,
                                                                Diagnostics& diagnostics);

/// What was found in the reports as such a table: quotations and reported statements with their speakers. A speaker
/// that is known to be a body stands under `organisation`. `concept` is empty, for whoever goes on coding; `agreement`
/// is 0 where the speaker denies. Cost: linear.
[[nodiscard]] std::string write_coded_statements(const std::vector<Document>& documents);

/// How a coded statement and what was found go together.
struct CodedMatch {
  enum class Kind : std::uint8_t {
    same,     ///< found at that place, with that speaker
    speaker,  ///< found, with another speaker or none
    missing   ///< nothing was found in that sentence
  };
  Kind kind = Kind::missing;
  std::optional<std::uint32_t> quotation{};  ///< index of what was found
  std::optional<std::uint32_t> statement{};
};

/// "same", "another speaker", "not found".
[[nodiscard]] std::string_view to_text(CodedMatch::Kind kind);

/// For each coded statement what was found there. Cost: linear, with a logarithm.
[[nodiscard]] std::vector<CodedMatch> match_coded(const std::vector<CodedStatement>& coded,
                                                  const std::vector<Document>& documents);

}  // namespace detente
