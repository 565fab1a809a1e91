// Which invented report takes from which, as judged by hand (tests/evidence/reuse): copies with their direction, pairs
// that only quote the same speech, pairs that share page furniture, stock phrases or an office's long title, which are
// no link.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "detente/evidence/corpus.hpp"
#include "detente/evidence/reuse.hpp"

using namespace detente;

namespace {

using Pairs = std::set<std::pair<std::string, std::string>>;

const std::filesystem::path folder = std::filesystem::path(DETENTE_TEST_DATA) / "evidence/reuse";

Pairs read_pairs(const char* name) {
  std::ifstream file(folder / name);
  std::string line;
  std::getline(file, line);
  Pairs out;
  while (std::getline(file, line)) out.emplace(line.substr(0, line.find(',')), line.substr(line.find(',') + 1));
  return out;
}

}  // namespace

TEST_CASE("copies and speeches among invented reports are those judged by hand") {
  const FileList list = list_reports({folder.string()});
  REQUIRE(list.files.size() > 40);
  const Corpus corpus = read_corpus(list.files, {});
  const Reuse reuse = find_reuse(corpus.documents);
  Pairs copies;
  Pairs speeches;
  for (const ReusePair& pair : reuse.pairs) {
    const std::string& copy = corpus.documents[pair.copy].id;
    const std::string& original = corpus.documents[pair.original].id;
    CAPTURE(copy);
    CAPTURE(pair.reason);
    // The blog that changes a name gives as much around the words as the paper: its direction is a guess.
    if (pair.link == ReusePair::Link::copy)
      CHECK((pair.direction == ReusePair::Direction::context || copy == "beetles-copy"));
    if (pair.link == ReusePair::Link::copy) copies.emplace(copy, original);
    else speeches.emplace(copy, original);
  }
  CHECK(copies == read_pairs("copies.csv"));
  CHECK(speeches == read_pairs("speeches.csv"));
}

TEST_CASE("sentences and changes of a copy") {
  const FileList list = list_reports({(folder / "ivory-copy.txt").string(), (folder / "ivory-original.txt").string()});
  const Corpus corpus = read_corpus(list.files, {});
  const Reuse reuse = find_reuse(corpus.documents);
  REQUIRE(reuse.pairs.size() == 1);
  const ReusePair& pair = reuse.pairs[0];
  std::size_t verbatim = 0;
  for (const AlignedSentences& s : pair.aligned) {
    if (s.kind == AlignedSentences::Kind::verbatim) ++verbatim;
    else CHECK(s.kind == AlignedSentences::Kind::quotation);
  }
  CHECK(verbatim == 2);
  REQUIRE(pair.lost.size() == 1);
  CHECK(pair.lost[0].speaker == "officials");
  CHECK(pair.lost[0].now_speaker.empty());
}
