#pragma once
/// Reading what a case rests on, for the commands that look at it.

#include <string>
#include <string_view>

#include "detente/app/session.hpp"
#include "detente/evidence/aliases.hpp"
#include "detente/evidence/source_texts.hpp"

namespace CLI {
class App;
}

namespace detente::app {

/// Adds `--texts` to a command.
void add_texts(CLI::App* command, std::string& folder);

/// The texts of the case's sources, in `folder` or where the case says; ends the command on files that cannot be read.
[[nodiscard]] SourceTexts texts_or_give_up(Session& session, const std::string& folder);

/// The text of a file beside the case; `what` it is stands in the error that ends the command if it cannot be read.
[[nodiscard]] SourceText source_or_fail(const std::string& path, std::string_view what);

/// Ends the command, with its mistakes shown, if there are errors among them.
void stop_at_errors(const Diagnostics& diagnostics, const SourceText& source);

/// The alias file; none for an empty path. Ends the command on one that cannot be read or is wrong.
[[nodiscard]] Aliases aliases_or_fail(const std::string& path);

}  // namespace detente::app
