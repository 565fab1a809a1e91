#pragma once
/// A report as it was read: its text in UTF-8, its sentences in reading order, and what is found in them.
///
/// All places are half-open ranges of bytes [begin, end) in Document::text. For a plain file in UTF-8 (with or without
/// a byte order mark) that text is the file itself, byte for byte, so places are places in the file; a byte that is not
/// valid UTF-8 stands there as U+001A (substitute), which is one byte too. A plain file in another encoding is
/// converted, and places refer to the converted text. For HTML they refer to the extracted text: one line for each
/// block (heading, paragraph, list item, caption), with a blank line between blocks.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detente/base/date.hpp"
#include "detente/base/diagnostic.hpp"

namespace detente {

/// One numbered unit of a report: a sentence of prose, or a whole heading, list item, caption or link line, which count
/// as one each whatever they hold. An inline head ("Label: text") belongs to its sentence.
struct Sentence {
  enum class Kind : std::uint8_t { prose, heading, item, caption, link };
  Span span{};  ///< without white space around it; quotation marks and brackets that belong to it included
  Kind kind = Kind::prose;
  bool boilerplate = false;     ///< breadcrumbs, "read also", repeated captions, page furniture: no part of the report
  std::uint32_t paragraph = 0;  ///< paragraphs, headings, items ... counted from 0 in reading order
};

/// "prose", "heading", "item", "caption", "link".
[[nodiscard]] std::string_view to_text(Sentence::Kind kind);

struct Document {
  std::string id;
  std::string text;                    ///< valid UTF-8
  std::string encoding;                ///< in which the bytes were: "UTF-8", "WINDOWS-1251", ...
  bool html = false;                   ///< whether the text was extracted from HTML
  std::size_t invalid_bytes = 0;       ///< bytes (or sequences) that meant nothing in the encoding
  std::optional<std::string> title{};  ///< from HTML metadata or the first heading
  std::optional<Date> date{};          ///< the day of the report: given, or from HTML metadata
  std::vector<Sentence> sentences{};   ///< in reading order; number n is sentences[n - 1]

  [[nodiscard]] std::string_view at(const Span& span) const {
    return std::string_view(text).substr(span.begin, span.end - span.begin);
  }
  /// The index in `sentences` of the sentence that holds the byte at `offset`, or of the first one after it; nothing
  /// behind the last. Cost: logarithmic.
  [[nodiscard]] std::optional<std::size_t> sentence_at(std::size_t offset) const;
};

struct ReadingOptions {
  enum class Format { detect, text, html };
  Format format = Format::detect;
  std::string encoding{};      ///< empty: declared in the file, or detected
  std::optional<Date> date{};  ///< the day of the report, where the caller knows it
};

/// Reads a report from the bytes of a file. Never fails: bytes that mean nothing are replaced and counted.
/// Cost: linear in the bytes.
[[nodiscard]] Document read_document(std::string id, std::string_view bytes, const ReadingOptions& options = {});

}  // namespace detente
