#pragma once
/// What the commands share: common options, reading a case, progress, interruption, output.

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "detente/app/cli.hpp"
#include "detente/casefile/read.hpp"
#include "detente/report/json.hpp"
#include "detente/report/style.hpp"

namespace detente::app {

/// The options that most commands take, as typed.
struct CommonOptions {
  std::string file;
  std::string as_of;
  std::vector<std::string> without;  ///< sources that are taken out of the case
  std::string sanction = "weak";
  std::string responses = "sequences";
  std::string engine = "auto";
  std::string memory;
  unsigned threads = 0;  ///< 0: as many as the machine has cores
  bool json = false;
  bool verbose = false;
  std::size_t list_limit = 10'000;
};

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

/// Width of the terminal (80 to 100; 92 where there is none) and whether color is wanted.
[[nodiscard]] Style style_for_output();

/// Turns the typed options into what an analysis takes; ends the command on bad ones.
[[nodiscard]] AnalysisOptions analysis_options(const CommonOptions& options);

/// One case, read and analyzed for one command.
class Session {
 public:
  /// Reads the file and takes out the sources that `without` names. Does not fail on errors in the case: `document`
  /// then has no case.
  explicit Session(const CommonOptions& options);

  /// The analysis; on errors in the case prints them (or the JSON frame) and ends the command.
  [[nodiscard]] Analysis& analysis();
  /// Builds the analysis if that is possible; errors go to `diagnostics`.
  [[nodiscard]] AnalysisBuild try_analysis();

  /// Ends the command with the diagnostics so far.
  [[noreturn]] void give_up(Exit code);
  /// Ends the command with these further errors, for bad arguments such as a state that does not exist.
  [[noreturn]] void give_up(const Diagnostics& mistakes);

  [[nodiscard]] JsonContext json_context() const;

  CommonOptions options;
  AnalysisOptions analysis_options;
  ReadResult read;
  Diagnostics diagnostics;
  std::vector<std::string> left_out;  ///< the parts of the case that went with the sources of `without`

 private:
  void take_out_sources();

  std::unique_ptr<Analysis> analysis_;
};

}  // namespace detente::app
