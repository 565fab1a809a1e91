#pragma once
/// What is wrong with an input, as values: collected, sorted, printed once. Nothing here prints or exits.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace detente {

/// A half-open range of bytes [begin, end) in a SourceText.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

/// A place for people: both count from 1; the column counts code points, not bytes.
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;
};

/// The text that spans point into, with the name under which people know it. Immutable after construction.
class SourceText {
 public:
  SourceText() = default;
  SourceText(std::string name, std::string text);
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  /// Where a byte offset lies; offsets past the end give the end. Cost: logarithmic in the lines.
  [[nodiscard]] Position position(std::size_t offset) const;
  /// The byte offset at which a line (from 1) begins; lines past the end give the text's end.
  [[nodiscard]] std::size_t line_begin(std::size_t line) const;
  /// A line (from 1) without its line ending.
  [[nodiscard]] std::string_view line(std::size_t line) const;

 private:
  std::string name_;
  std::string text_;
  std::vector<std::size_t> line_begins_{0};
};

enum class Severity { error, warning };

/// One finding. `code` is a short stable word for machines (`unknown-name`); `message` is one sentence without
/// a final period; `hint` says what to do, or is empty; `related` points at other places that matter.
struct Diagnostic {
  struct Related {
    Span span;
    std::string message;
  };
  Severity severity = Severity::error;
  std::string code;
  std::string message;
  std::optional<Span> span{};
  std::string hint{};
  std::vector<Related> related{};
};

using Diagnostics = std::vector<Diagnostic>;

[[nodiscard]] bool has_errors(const Diagnostics& diagnostics);

/// Orders by place in the file, then errors before warnings, and drops exact repetitions.
void sort_diagnostics(Diagnostics& diagnostics);

/// One finding as people read it: `file:line:column: error: message [code]`, the source line with a caret, the hint.
[[nodiscard]] std::string render(const Diagnostic& diagnostic, const SourceText& source);

/// All findings, each as render() gives it, in the order given.
[[nodiscard]] std::string render(const Diagnostics& diagnostics, const SourceText& source);

}  // namespace detente
