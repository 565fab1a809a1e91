#include "detente/app/texts.hpp"

#include <array>
#include <cstdio>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace detente::app {

void add_texts(CLI::App* command, std::string& folder) {
  command->add_option("--texts", folder,
                      "the folder with the texts of the sources: files called like the source, .txt or .html");
}

SourceTexts texts_or_give_up(Session& session, const std::string& folder) {
  CorpusOptions options;
  options.threads = session.analysis_options.threads;
  options.memory_bytes = session.analysis_options.limits.memory_bytes;
  options.control = session.analysis_options.control;
  SourceTexts texts = read_source_texts(session.document(), session.options.file, folder, options);
  if (options.control.stopped()) throw ExitWith{interrupted};
  if (texts.refused || has_errors(texts.diagnostics)) {
    // These have no place in the case.
    if (!session.options.json) std::fputs(render(texts.diagnostics, SourceText("detente", "")).c_str(), stderr);
    session.diagnostics = texts.diagnostics;
    if (!session.options.json) throw ExitWith{texts.refused ? refused : usage};
    session.give_up(texts.refused ? refused : usage);
  }
  session.diagnostics.insert(session.diagnostics.end(), texts.diagnostics.begin(), texts.diagnostics.end());
  return texts;
}

SourceText source_or_fail(const std::string& path, std::string_view what) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) fail(fmt::format("the {} '{}' cannot be opened", what, path), "check the name of the file");
  std::string text;
  std::array<char, 65536> piece{};
  while (const std::size_t got = std::fread(piece.data(), 1, piece.size(), file)) text.append(piece.data(), got);
  std::fclose(file);
  return {path, std::move(text)};
}

void stop_at_errors(const Diagnostics& diagnostics, const SourceText& source) {
  if (!has_errors(diagnostics)) return;
  std::fputs(render(diagnostics, source).c_str(), stderr);
  throw ExitWith{usage};
}

Aliases aliases_or_fail(const std::string& path) {
  if (path.empty()) return {};
  const SourceText source = source_or_fail(path, "alias file");
  Diagnostics diagnostics;
  Aliases aliases = Aliases::read(source, diagnostics);
  stop_at_errors(diagnostics, source);
  return aliases;
}

}  // namespace detente::app
