#pragma once
/// What the commands share: common options, and a case that is read and analyzed.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "detente/app/output.hpp"
#include "detente/casefile/read.hpp"
#include "detente/report/json.hpp"

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

/// Turns the typed options into what an analysis takes; ends the command on bad ones.
[[nodiscard]] AnalysisOptions analysis_options(const CommonOptions& options);

/// One case, read and analyzed for one command.
class Session {
 public:
  /// Reads the file and takes out the sources that `without` names. Does not fail on errors in the case: `document`
  /// then has no case.
  explicit Session(const CommonOptions& options);

  /// The case; if the file has none, prints the errors (or the JSON frame) and ends the command.
  [[nodiscard]] const Case& document();
  /// The analysis; on errors in the case prints them (or the JSON frame) and ends the command.
  [[nodiscard]] Analysis& analysis();
  /// Likewise, but null where a limit refuses it.
  [[nodiscard]] Analysis* analysis_that_fits();
  /// Takes the refusal back from the diagnostics, for a command that can do without the analysis; what it said.
  [[nodiscard]] std::string take_refusal();
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
