#include "app/run_program.hpp"

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace detente::tests {

std::string read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void write_text(const std::string& path, const std::string& text) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::string scratch_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "detente-test-XXXXXX").string();
  if (!mkdtemp(name.data())) throw std::runtime_error("cannot make a folder for the test");
  return name;
}

Run run_program(const std::string& arguments, const std::string& folder) {
  const std::string scratch = scratch_folder();
  const std::string command = "cd '" + folder + "' && '" + DETENTE_PROGRAM + "' " + arguments + " >'" + scratch +
                              "/out' 2>'" + scratch + "/err' </dev/null";
  const int status = std::system(command.c_str());
  Run run;
  run.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  run.out = read_text(scratch + "/out");
  run.err = read_text(scratch + "/err");
  std::filesystem::remove_all(scratch);
  return run;
}

}  // namespace detente::tests
