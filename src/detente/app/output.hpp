#pragma once
/// What leaves the program: text on standard output, files, errors, exit codes.

#include <cstddef>
#include <string>
#include <string_view>

#include "detente/app/cli.hpp"
#include "detente/report/style.hpp"

namespace detente::app {

/// Ends a command with an exit code; its message was printed already.
struct ExitWith {
  Exit code;
};

/// Prints to standard output; ends the command if that fails.
void print(std::string_view text);
/// Prints "detente: error: ..." and ends the command with `usage`.
[[noreturn]] void fail(const std::string& message, const std::string& hint = {});
/// Writes a file whole or not at all; ends the command if that fails.
void write_file(const std::string& path, std::string_view text);

/// A file that is written piece by piece and appears whole or not at all: until commit() it is a temporary beside its
/// place, which goes with this object, and also where an interruption ends the program.
class FileInProgress {
 public:
  /// Ends the command if the file cannot be written.
  explicit FileInProgress(std::string path);
  ~FileInProgress();
  FileInProgress(const FileInProgress&) = delete;
  FileInProgress& operator=(const FileInProgress&) = delete;

  void append(std::string_view text);
  /// Puts the file in its place, instead of what is there.
  void commit();
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  [[noreturn]] void give_up(int error);
  void remove();

  std::string path_;
  std::string temporary_;
  int descriptor_ = -1;
  std::size_t bytes_ = 0;
};

/// Width of the terminal (80 to 100; 92 where there is none) and whether color is wanted.
[[nodiscard]] Style style_for_output();

}  // namespace detente::app
