// Quotations and speakers in invented articles that were marked by hand. The rules were mended with these articles in
// view, so the figures here guard what works; docs/evidence.md has those of articles that the rules had not seen.
// DETENTE_ARTICLES=folder measures another folder and prints what differs.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include <doctest/doctest.h>

#include "evidence/marked.hpp"

using namespace detente;
using namespace detente::test;

namespace {

struct Score {
  std::size_t wanted = 0;
  std::size_t found = 0;
  std::size_t right = 0;
  [[nodiscard]] double precision() const {
    return found == 0 ? 1 : static_cast<double>(right) / static_cast<double>(found);
  }
  [[nodiscard]] double recall() const {
    return wanted == 0 ? 1 : static_cast<double>(right) / static_cast<double>(wanted);
  }
};

struct Measure {
  Score spans;
  Score types;
  Score speakers;  ///< of direct quotations of five words and more
};

void measure(const std::filesystem::path& path, bool print, Measure& m) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  const MarkedText marked = read_marked(bytes);
  if (marked.quotations.empty()) return;
  const Document document = read_document(path.stem().string(), marked.text);
  // Of HTML the places are those of the extracted text, so quotations are matched by their order there.
  std::map<std::size_t, const MarkedQuotation*> wanted;
  std::size_t order = 0;
  for (const MarkedQuotation& q : marked.quotations) wanted[document.html ? order++ : q.span.begin] = &q;
  m.spans.wanted += marked.quotations.size();
  m.spans.found += document.quotations.size();
  order = 0;
  std::map<std::size_t, bool> seen;
  for (const Quotation& q : document.quotations) {
    const auto found = wanted.find(document.html ? order++ : q.span.begin);
    const std::string where = path.stem().string() + " " + std::string(document.at(q.span)).substr(0, 70);
    if (found == wanted.end() || (!document.html && found->second->span != q.span)) {
      if (print) std::printf("not a quotation: %s\n", where.c_str());
      continue;
    }
    seen[found->first] = true;
    const MarkedQuotation& truth = *found->second;
    ++m.spans.right;
    ++m.types.wanted;
    ++m.types.found;
    if (truth.type == q.type) ++m.types.right;
    else if (print) std::printf("type %d: %s\n", static_cast<int>(q.type), where.c_str());
    const bool right = q.speaker && !truth.speaker.empty() && same_name(q.speaker->name, truth.speaker);
    if (print && (q.speaker || !truth.speaker.empty()) && !right)
      std::printf(
          "%s '%s' for '%s' (%s): %s\n", truth.type == Quotation::Type::direct && q.words >= 5 ? "SPEAKER" : "speaker",
          q.speaker ? q.speaker->name.c_str() : "", truth.speaker.c_str(), std::string(q.rule).c_str(), where.c_str());
    if (truth.type != Quotation::Type::direct || q.words < 5) continue;
    m.speakers.wanted += truth.speaker.empty() ? 0U : 1U;
    m.speakers.found += q.speaker ? 1U : 0U;
    m.speakers.right += right ? 1U : 0U;
  }
  for (const auto& [place, q] : wanted) {
    if (print && !document.html && !seen[place])
      std::printf("not found: %s %s\n", path.stem().c_str(), marked.text.substr(q->span.begin, 70).c_str());
  }
}

Measure measure_folder(const std::filesystem::path& folder, bool print) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.push_back(entry.path());
  std::ranges::sort(paths);
  Measure m;
  for (const auto& path : paths) measure(path, print, m);
  return m;
}

}  // namespace

TEST_CASE("quotations and speakers of marked articles") {
  if (const char* folder = std::getenv("DETENTE_ARTICLES")) {
    const Measure m = measure_folder(folder, true);
    for (const auto& [what, s] : {std::pair("spans", m.spans), {"types", m.types}, {"speakers", m.speakers}})
      std::printf("%s: precision %.3f (%zu of %zu), recall %.3f (%zu of %zu)\n", what, s.precision(), s.right, s.found,
                  s.recall(), s.right, s.wanted);
    return;
  }
  const Measure m = measure_folder(std::filesystem::path(DETENTE_TEST_DATA) / "evidence/articles", false);
  CHECK(m.spans.wanted > 200);
  CHECK(m.spans.precision() >= 0.98);
  CHECK(m.spans.recall() >= 0.98);
  CHECK(m.speakers.precision() >= 0.98);
  CHECK(m.speakers.recall() >= 0.95);
}
