#include "detente/evidence/corpus.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <map>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/evidence/limits.hpp"

namespace detente {

namespace fs = std::filesystem;

namespace {

/// What a text and all that is found in it take at the most, while it is read; measured on ordinary reports, and on
/// one file of 100 MB that is made to hold as much as possible.
std::uint64_t memory_for(std::uint64_t bytes) { return bytes < 1'000'000 ? bytes * 6 : bytes * 30; }

bool is_report_name(const fs::path& path) {
  const std::string name = path.filename().string();
  if (name.starts_with('.')) return false;
  std::string ending = path.extension().string();
  std::ranges::transform(ending, ending.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return std::ranges::find(report_endings, ending) != report_endings.end();
}

Diagnostic unreadable(const fs::path& path, const std::string& why, const std::string& hint = {}) {
  return {.code = "unreadable-file", .message = fmt::format("'{}' {}", printable(path.string()), why), .hint = hint};
}

}  // namespace

FileList list_reports(const std::vector<std::string>& paths) {
  FileList out;
  const auto add = [&](const fs::path& path) { out.files.push_back({.path = path, .id = path.stem().string()}); };
  for (const std::string& name : paths) {
    std::error_code failure;
    if (!fs::is_directory(name, failure)) {
      if (fs::exists(name, failure)) add(name);
      else out.diagnostics.push_back(unreadable(name, "does not exist", "check the name of the file"));
      continue;
    }
    std::vector<fs::path> found;
    auto entry = fs::recursive_directory_iterator(name, fs::directory_options::skip_permission_denied, failure);
    for (; !failure && entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
      std::error_code ignored;
      if (entry->path().filename().string().starts_with('.') && entry->is_directory(ignored))
        entry.disable_recursion_pending();
      if (entry->is_regular_file(ignored) && is_report_name(entry->path())) found.push_back(entry->path());
    }
    if (failure) out.diagnostics.push_back(unreadable(name, "cannot be listed: " + failure.message()));
    if (found.empty() && !failure) {
      out.diagnostics.push_back(
          unreadable(name, "holds no reports", "files that end in .txt or .html are read; name others one by one"));
    }
    std::ranges::sort(found);
    for (const fs::path& path : found) add(path);
  }
  std::map<std::string, const fs::path*> ids;
  for (const ReportFile& file : out.files) {
    const auto [other, is_new] = ids.emplace(file.id, &file.path);
    if (is_new) continue;
    out.diagnostics.push_back(
        {.code = "duplicate-id",
         .message = fmt::format("'{}' and '{}' have the same id '{}'", printable(other->second->string()),
                                printable(file.path.string()), printable(file.id)),
         .hint = "the id of a report is its file's name without the ending; rename one of them"});
  }
  return out;
}

Corpus read_corpus(const std::vector<ReportFile>& files, const CorpusOptions& options) {
  std::vector<Document> documents(files.size());
  std::vector<char> read(files.size(), 0);
  std::vector<std::optional<Diagnostic>> problems(files.size());
  std::atomic<std::size_t> next{0};
  std::atomic<std::uint64_t> memory{0};
  std::atomic<bool> refused{false};
  std::mutex progress;

  const auto read_one = [&](std::size_t k) {
    std::error_code failure;
    const auto size = fs::file_size(files[k].path, failure);
    if (!failure && size > evidence_limits::most_bytes) {
      problems[k] = unreadable(files[k].path,
                               fmt::format("has {}; more than {} are not read", memory_text(static_cast<double>(size)),
                                           memory_text(static_cast<double>(evidence_limits::most_bytes))));
      return;
    }
    const std::uint64_t need = failure ? 0 : memory_for(size);
    if (memory.fetch_add(need) + need > options.memory_bytes) {
      refused = true;
      return;
    }
    errno = 0;
    std::ifstream file(files[k].path, std::ios::binary);
    std::string bytes;
    if (file && !failure) bytes.resize(size);
    if (!file || failure || !file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) {
      const std::string why = failure ? failure.message() : std::strerror(errno);
      problems[k] = unreadable(files[k].path, "cannot be read: " + why);
      return;
    }
    ReadingOptions reading = options.reading;
    if (files[k].date) reading.date = files[k].date;
    documents[k] = read_document(files[k].id, bytes, reading);
    read[k] = 1;
  };
  const auto work = [&] {
    for (;;) {
      const std::size_t k = next++;
      if (k >= files.size() || refused || options.control.stopped()) return;
      read_one(k);
      if (k % 64 != 0) continue;
      const std::scoped_lock lock(progress);
      options.control.report("reading reports", static_cast<double>(k) / static_cast<double>(files.size()));
    }
  };
  {
    std::vector<std::jthread> helpers;
    const std::size_t count =
        std::min<std::size_t>(std::max(1U, options.threads), std::max<std::size_t>(1, files.size()));
    for (std::size_t k = 1; k < count; ++k) helpers.emplace_back(work);
    work();
  }

  Corpus out;
  out.refused = refused;
  out.complete = !refused && !options.control.stopped();
  if (refused) {
    std::uint64_t all = 0;
    for (const ReportFile& file : files) {
      std::error_code ignored;
      const auto size = fs::file_size(file.path, ignored);
      all += ignored ? 0 : memory_for(size);
    }
    out.diagnostics.push_back({.code = "too-large",
                               .message = fmt::format("reading these reports takes about {}, and {} are allowed",
                                                      memory_text(static_cast<double>(all)),
                                                      memory_text(static_cast<double>(options.memory_bytes))),
                               .hint = "read fewer at a time, or allow more with --memory"});
    return out;
  }
  out.documents.reserve(files.size());
  for (std::size_t k = 0; k < files.size(); ++k) {
    if (problems[k]) out.diagnostics.push_back(*problems[k]);
    if (read[k] != 0 && documents[k].cut) {
      out.diagnostics.push_back(
          {.severity = Severity::warning,
           .code = "cut-short",
           .message = fmt::format("'{}' holds more than can be looked at; what stands behind is missing",
                                  printable(files[k].path.string()))});
    }
    if (read[k] != 0) out.documents.push_back(std::move(documents[k]));
  }
  return out;
}

}  // namespace detente
