#pragma once

#include <string>

namespace CLI {
class App;
}

namespace detente::app {

/// The bash completion script for the whole command line, made from its definition so that it cannot fall behind.
[[nodiscard]] std::string bash_completion(const CLI::App& app);

}  // namespace detente::app
