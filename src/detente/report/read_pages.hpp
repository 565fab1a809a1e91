#pragma once
/// What `detente read` shows: pages for people, JSON and CSV for machines.

#include <optional>
#include <string>
#include <vector>

#include "detente/evidence/document.hpp"
#include "detente/report/style.hpp"

namespace detente {

/// What was found in one report, in reading order: sentences with what hangs on them if `sentences` is set, otherwise
/// quotations, statements, names, times and amounts.
[[nodiscard]] std::string read_page(const Document& document, const Style& style, bool sentences);

/// One document of the answer of `detente read --json`, as one JSON object without a line end behind it. Cost: linear.
[[nodiscard]] std::string document_json(const Document& document);

/// The same without its lists.
[[nodiscard]] std::string document_json_head(const Document& document);

/// The whole answer, put together from the documents' objects; `more` are further fields, each `"name": value`.
[[nodiscard]] std::string read_json(const std::vector<std::string>& documents, const std::vector<std::string>& more,
                                    const Diagnostics& diagnostics, bool complete, const std::string& reason);

/// One line for each quotation and statement: document, sentence, start, end, kind, speaker, via, cue, rule, text.
[[nodiscard]] std::string read_csv_head();
[[nodiscard]] std::string read_csv(const Document& document);

/// A text on one line, safe for a terminal.
[[nodiscard]] std::string one_line(std::string_view text);

/// The text of a place on one line, cut to `most` code points.
[[nodiscard]] std::string excerpt(const Document& document, const Span& span, std::size_t most = 4000);

/// A text as a JSON string, with its quotation marks. Invalid UTF-8 becomes U+FFFD.
[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace detente
