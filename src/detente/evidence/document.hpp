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

/// Who speaks, as far as the report says it.
struct Speaker {
  std::string name;  ///< the fullest form of the report, or what the alias file says, or the words of the report
  std::optional<std::uint32_t> actor{};  ///< index in Document::actors, if it is one of them
  Span place{};                          ///< the words that name the speaker ("Mr. Putin", "he")
  std::string via{};                     ///< who passes the words on: "X, as told by Y" has X speaking via Y
};

/// Words in quotation marks. A quotation inside another one is a part of it and stands in `inner`.
struct Quotation {
  enum class Type : std::uint8_t {
    direct,    ///< an utterance that stands by itself, with somebody who says it
    fragment,  ///< words of somebody inside a sentence of the reporter's own
    term       ///< the marks keep a distance from a word, or hold a title; nobody is said to have uttered it
  };
  Span span{};                 ///< from the opening mark to the end of the closing one
  std::uint32_t sentence = 0;  ///< index in Document::sentences of the one in which it begins
  Type type = Type::term;
  std::uint32_t words = 0;               ///< how many words it has
  std::optional<Speaker> speaker{};      ///< nothing where the report leaves it open
  Span cue{};                            ///< the word that gives the speaker away ("said"); empty if there is none
  std::string_view rule{};               ///< the rule that found the speaker, or why there is none; docs/evidence.md
  std::optional<std::uint32_t> joins{};  ///< index of the earlier quotation that this one goes on with
  std::vector<Span> inner{};             ///< quotations inside this one
};

/// "direct", "fragment", "term".
[[nodiscard]] std::string_view to_text(Quotation::Type type);

/// What somebody is reported to have said, without quotation marks ("X denied that ...", "according to X").
struct ReportedStatement {
  Span span{};  ///< the sentence
  std::uint32_t sentence = 0;
  Speaker speaker{};
  Span cue{};               ///< "denied", "according to"
  bool denies = false;      ///< the speaker says that it is not so
  bool hearsay = false;     ///< the report itself keeps a distance ("reportedly", "is said to")
  std::string_view rule{};  ///< the rule that found it
};

/// Somebody or something that a report names, with all the forms under which it does.
struct Actor {
  enum class Kind : std::uint8_t { person, organization, place, group, unknown };
  std::string name;  ///< the fullest form
  Kind kind = Kind::unknown;
  std::vector<std::string> forms{};  ///< every form of the name in the report, the most frequent first
  std::vector<Span> mentions{};      ///< in reading order
  std::string office{};              ///< "Russian president", where the report says so
};

/// "person", "organization", "place", "group", "unknown".
[[nodiscard]] std::string_view to_text(Actor::Kind kind);

/// A time that a report names. [from, until) are days, as far as they can be told.
struct TimeMention {
  Span span{};
  std::uint32_t sentence = 0;
  std::optional<Date> from{};            ///< nothing if it hangs on the date of the report, which is not known
  std::optional<Date> until{};           ///< half-open: the day after the last one
  bool relative = false;                 ///< it hangs on the date of the report ("on Thursday", "last year")
  bool deadline = false;                 ///< something is due then ("by Friday", "within 50 days")
  std::optional<std::uint32_t> actor{};  ///< index in Document::actors of whom a deadline binds, where that is plain
};

/// An amount, rate, share or duration.
struct Amount {
  enum class Kind : std::uint8_t { money, percent, rate, duration, count };
  Span span{};
  std::uint32_t sentence = 0;
  Kind kind = Kind::count;
  std::string low;   ///< decimal number as text, multipliers worked in: "2.5 million" is "2500000"
  std::string high;  ///< the same as `low` if the amount is no range
  std::string unit;  ///< "USD", "%", "days", "square miles per day", "casualties" ...
  std::optional<std::uint32_t>
      actor{};  ///< index in Document::actors of whom it binds or concerns, where that is plain
};

[[nodiscard]] std::string_view to_text(Amount::Kind kind);

struct Document {
  std::string id;
  std::string text;               ///< valid UTF-8
  std::string encoding;           ///< in which the bytes were: "UTF-8", "WINDOWS-1251", ...
  bool html = false;              ///< whether the text was extracted from HTML
  bool cut = false;               ///< it holds more than limits.hpp allows: words or quotations behind that are missing
  std::size_t invalid_bytes = 0;  ///< bytes (or sequences) that meant nothing in the encoding
  std::optional<std::string> title{};           ///< from HTML metadata or the first heading
  std::optional<Date> date{};                   ///< the day of the report: given, or from HTML metadata
  std::vector<Sentence> sentences{};            ///< in reading order; number n is sentences[n - 1]
  std::vector<Quotation> quotations{};          ///< in reading order, disjoint
  std::vector<ReportedStatement> statements{};  ///< in reading order
  std::vector<Actor> actors{};                  ///< in the order of their first mention
  std::vector<TimeMention> times{};             ///< in reading order
  std::vector<Amount> amounts{};                ///< in reading order

  [[nodiscard]] std::string_view at(const Span& span) const {
    return std::string_view(text).substr(span.begin, span.end - span.begin);
  }
  /// The index in `sentences` of the sentence that holds the byte at `offset`, or of the first one after it; nothing
  /// behind the last. Cost: logarithmic.
  [[nodiscard]] std::optional<std::size_t> sentence_at(std::size_t offset) const;
};

class Aliases;

struct ReadingOptions {
  enum class Format { detect, text, html };
  Format format = Format::detect;
  std::string encoding{};            ///< empty: declared in the file, or detected
  std::optional<Date> date{};        ///< the day of the report, where the caller knows it
  const Aliases* aliases = nullptr;  ///< which names mean the same; may be absent
};

/// Reads a report from the bytes of a file. Never fails: bytes that mean nothing are replaced and counted.
/// Cost: linear in the bytes.
[[nodiscard]] Document read_document(std::string id, std::string_view bytes, const ReadingOptions& options = {});

}  // namespace detente
