#pragma once
/// Files of other programs and forms: what is read and written, and how to add a format.
///
/// A format is one row of the table in formats.cpp and two functions in files of its own. `read` turns the text of
/// foreign files into a Case, `write` a Case into the text of foreign files. Neither touches the disk. What a format
/// cannot say is never dropped in silence: every loss is a warning, with one of two codes.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "detente/base/control.hpp"
#include "detente/base/diagnostic.hpp"
#include "detente/model/case.hpp"
#include "detente/space/state_space.hpp"

namespace detente {

/// The code of a warning about something that did not make it across and on which no answer depends: prose, sources,
/// questions.
inline constexpr std::string_view not_kept = "not-kept";
/// The code of a warning about something on which answers depend: with it left out, the model is another one.
inline constexpr std::string_view changes_model = "changes-model";

/// Whether a warning says that something did not make it across.
[[nodiscard]] inline bool is_loss(const Diagnostic& d) { return d.code == not_kept || d.code == changes_model; }

/// What was found in one foreign file.
struct FileFindings {
  SourceText source{};
  Diagnostics diagnostics{};  ///< in order of their places; spans point into `source`
};

/// `document` is present exactly if no file has an error. What it says obeys the rules of the case language, so that
/// write_case can write it. Its spans mean nothing.
struct ImportResult {
  std::optional<Case> document{};
  std::vector<FileFindings> files{};  ///< in the order in which they were given
};

struct ExportedFile {
  std::string path;
  std::string text;
};

/// What `write` may need besides the case.
struct ExportOptions {
  std::string path{};           ///< of the file to write; a format of several files makes their names from it
  std::optional<Date> as_of{};  ///< formats without dates take the case of this day
  std::string table{};          ///< formats of one negotiation take this table; empty: the only one of the case
  SpaceLimits limits{};
  Control control{};
};

/// `files` is empty exactly if `diagnostics` has an error, or the work was stopped.
struct ExportResult {
  std::vector<ExportedFile> files{};
  Diagnostics diagnostics{};  ///< losses and errors; spans point into the case file
  bool refused = false;       ///< a limit was passed
  bool stopped = false;       ///< the control asked to stop
};

struct Format {
  std::string_view name;                    ///< as on the command line
  std::string_view what;                    ///< in a few words, for the help
  std::vector<std::string_view> endings{};  ///< of file names, with the point; the first is the usual one
  /// Whether a text looks like a file of this format; asked only where the file's ending says nothing.
  bool (*recognizes)(std::string_view text) = nullptr;
  /// The other files that belong to the one named, if the format is one of several files; else null.
  std::vector<std::string> (*companions)(const std::string& path) = nullptr;
  ImportResult (*read)(std::span<const SourceText> files) = nullptr;                    ///< null: cannot be imported
  ExportResult (*write)(const Case& document, const ExportOptions& options) = nullptr;  ///< null: cannot be exported
};

/// All formats, in the order in which the help names them.
[[nodiscard]] std::span<const Format> formats();

/// The format with this name, or null.
[[nodiscard]] const Format* find_format(std::string_view name);

/// The format that the file's ending says (the longest that fits), or null.
[[nodiscard]] const Format* format_by_ending(std::string_view path);

/// The first format that recognizes the text, or null.
[[nodiscard]] const Format* format_by_content(std::string_view text);

/// Reads foreign files and makes sure that the case can be written: that it obeys the rules of the case language and
/// stays within its limits. Precondition: the format can be imported.
[[nodiscard]] ImportResult import_case(const Format& format, std::span<const SourceText> files);

}  // namespace detente
