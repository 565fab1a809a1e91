#pragma once
/// Runs the program as a user does.

#include <string>

namespace detente::tests {

struct Run {
  int exit_code = 0;
  std::string out;  ///< standard output
  std::string err;  ///< standard error
};

/// Runs `detente ARGUMENTS` in the folder of the project (or in `folder`) through the shell; `ARGUMENTS` may redirect.
[[nodiscard]] Run run_program(const std::string& arguments, const std::string& folder = DETENTE_SOURCE_DIR);

/// A new empty folder for files of a test.
[[nodiscard]] std::string scratch_folder();

[[nodiscard]] std::string read_text(const std::string& path);
void write_text(const std::string& path, const std::string& text);

}  // namespace detente::tests
