#include "reuse.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <set>
#include <string>
#include <vector>

#include "detente/base/parallel.hpp"
#include "detente/base/random.hpp"
#include "detente/evidence/reuse.hpp"

namespace detente::bench {

namespace {

constexpr std::size_t vocabulary = 30'000;

/// Articles of invented words, frequent and rare ones, in paragraphs with quotations and page furniture.
class Articles {
 public:
  explicit Articles(std::uint64_t seed) : random_(seed) {
    for (std::size_t k = 0; k < vocabulary; ++k) {
      std::string word;
      for (std::uint64_t syllables = 2 + random_.below(3); syllables > 0; --syllables) {
        word += "bcdfglmnprstv"[random_.below(13)];
        word += "aeiou"[random_.below(5)];
      }
      words_.push_back(std::move(word));
    }
  }

  std::string next(std::size_t number) {
    std::vector<std::string> paragraphs;
    for (std::uint64_t p = 5 + random_.below(12); p > 0; --p) {
      std::string paragraph;
      for (std::uint64_t s = 1 + random_.below(3); s > 0; --s)
        paragraph += random_.chance(25) ? quotation() : sentence();
      paragraphs.push_back(std::move(paragraph));
    }
    if (!written_.empty() && random_.chance(20)) {
      const auto& original = written_[random_.below(written_.size())];
      if (random_.chance(25)) paragraphs = original;
      else paragraphs[random_.below(paragraphs.size())] = original[random_.below(original.size())];
      ++planted;
    }
    if (written_.size() < 5'000) written_.push_back(paragraphs);
    else written_[number % 5'000] = paragraphs;
    std::string text;
    for (const std::string& paragraph : paragraphs) text += paragraph + "\n\n";
    if (number % 3 == 0) text += "Sign up to our daily newsletter and never miss a story that matters to you.\n";
    return text;
  }

  std::size_t planted = 0;  ///< articles that take something

 private:
  const std::string& word() {
    // Squared, so that some words are much more frequent than others.
    const std::uint64_t a = random_.below(vocabulary);
    return words_[a * a / vocabulary];
  }
  std::string row(std::uint64_t count) {
    std::string out;
    for (; count > 0; --count) out += (out.empty() ? "" : " ") + word();
    out[0] = static_cast<char>(out[0] - 'a' + 'A');
    return out;
  }
  std::string sentence() { return row(8 + random_.below(18)) + ". "; }
  std::string quotation() { return "\"" + row(6 + random_.below(13)) + ",\" said Anna " + row(1) + ". "; }

  Random random_;
  std::vector<std::string> words_;
  std::vector<std::vector<std::string>> written_;
};

}  // namespace

void reuse_row(std::size_t articles, unsigned threads) {
  Articles source(7);
  std::vector<std::string> texts;
  std::size_t bytes = 0;
  for (std::size_t k = 0; k < articles; ++k) {
    texts.push_back(source.next(k));
    bytes += texts.back().size();
  }
  const auto now = [] { return std::chrono::steady_clock::now(); };
  const auto seconds = [](auto from, auto to) { return std::chrono::duration<double>(to - from).count(); };
  const auto start = now();
  std::vector<Document> documents(articles);
  in_parallel(threads, articles,
              [&](std::size_t k) { documents[k] = read_document("a" + std::to_string(k), texts[k]); });
  const auto read = now();
  const Reuse reuse = find_reuse(documents, {.threads = threads});
  const auto compared = now();
  std::set<std::uint32_t> linked;
  for (const ReusePair& pair : reuse.pairs) {
    linked.insert(pair.copy);
    linked.insert(pair.original);
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto time = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  std::printf(
      "| articles | MB | threads | reading s | comparing s | processor s | peak MiB | takers | pairs | reports linked "
      "|\n");
  std::printf("|---|---|---|---|---|---|---|---|---|---|\n");
  std::printf("| %zu | %.0f | %u | %.2f | %.2f | %.2f | %.0f | %zu | %zu | %zu |\n", articles,
              static_cast<double>(bytes) / 1e6, threads, seconds(start, read), seconds(read, compared),
              time(usage.ru_utime) + time(usage.ru_stime), static_cast<double>(usage.ru_maxrss) / 1024, source.planted,
              reuse.pairs.size(), linked.size());
}

}  // namespace detente::bench
