#include "detente/evidence/source_texts.hpp"

#include <map>

#include <fmt/format.h>

#include "detente/base/text.hpp"

namespace detente {

namespace fs = std::filesystem;

namespace {

/// The file in which the text of a source may stand; an empty path if there is none.
fs::path text_of(const Source& source, const fs::path& case_folder, const std::string& folder) {
  std::error_code failure;
  if (!folder.empty()) {
    for (const std::string_view ending : report_endings) {
      const fs::path path = fs::path(folder) / (source.id + std::string(ending));
      if (fs::is_regular_file(path, failure)) return path;
    }
  }
  if (source.text.empty()) return {};
  const fs::path path = case_folder / source.text;
  return fs::is_regular_file(path, failure) ? path : fs::path();
}

}  // namespace

SourceTexts no_texts(const Case& document) {
  SourceTexts texts;
  texts.report_of.resize(document.sources.size());
  return texts;
}

SourceTexts read_source_texts(const Case& document, const fs::path& case_file, const std::string& folder,
                              const CorpusOptions& options) {
  SourceTexts texts = no_texts(document);
  std::error_code failure;
  if (!folder.empty() && !fs::is_directory(folder, failure)) {
    texts.complete = false;
    texts.diagnostics.push_back({.code = "unreadable-file",
                                 .message = fmt::format("'{}' is not a folder", printable(folder)),
                                 .hint = "--texts wants the folder that holds the texts of the sources"});
    return texts;
  }
  std::vector<ReportFile> files;
  std::map<std::string, std::size_t> places;
  for (std::size_t s = 0; s < document.sources.size(); ++s) {
    const Source& source = document.sources[s];
    const fs::path path = text_of(source, case_file.parent_path(), folder);
    if (path.empty()) continue;
    files.push_back({.path = path, .id = source.id, .date = source.date});
    places.emplace(source.id, s);
  }
  Corpus corpus = read_corpus(files, options);
  texts.diagnostics = std::move(corpus.diagnostics);
  texts.complete = corpus.complete;
  texts.refused = corpus.refused;
  texts.reports = std::move(corpus.documents);
  for (std::size_t r = 0; r < texts.reports.size(); ++r)
    texts.report_of[places.at(texts.reports[r].id)] = static_cast<std::uint32_t>(r);
  return texts;
}

}  // namespace detente
