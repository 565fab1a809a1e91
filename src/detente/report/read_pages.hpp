#pragma once
/// What `detente read` shows: pages for people, JSON and CSV for machines.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "detente/evidence/document.hpp"
#include "detente/report/style.hpp"

namespace detente {

/// What was found in one report, in reading order: sentences if `sentences` is set, quotations, statements, and names,
/// times and amounts if `full` is set.
[[nodiscard]] std::string read_page(const Document& document, const Style& style, bool sentences, bool full);

/// Takes a text in pieces, one after the other.
using TextSink = std::function<void(std::string_view)>;

/// The answer of `detente read --json`, handed on in pieces of about a megabyte; documents with what was found in them,
/// if `lists` is set. `more` are further fields, each `"name": value`. Cost: linear.
void read_json(const std::vector<Document>& documents, bool lists, const std::vector<std::string>& more,
               const Diagnostics& diagnostics, bool complete, const std::string& reason, const TextSink& sink);

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
