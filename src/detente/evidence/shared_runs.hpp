#pragma once
/// Which of many texts share runs of words, and which runs. Finds every pair without comparing all pairs.

#include <cstdint>
#include <vector>

#include "detente/base/control.hpp"
#include "detente/evidence/word_stream.hpp"

namespace detente {

/// The same words in two streams, from `a` in the one and from `b` in the other; maximal in both directions.
struct SharedRun {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t length = 0;
  bool common = false;  ///< the words stand in more than `common_above` texts
};

/// Two texts that share something; `a` < `b`. Runs are in order of `a`.
struct SharingPair {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::vector<SharedRun> runs{};
};

struct SharedRunOptions {
  unsigned threads = 1;
  Control control{};
  /// Order of the texts in time, the earliest first: texts that share with very many are paired with the first of them.
  std::vector<std::uint32_t> rank{};  ///< for each stream its place; empty: the order of the streams
};

inline constexpr std::uint32_t least_run = 8;         ///< words in a row that two texts must share,
inline constexpr std::uint32_t least_quoted_run = 5;  ///< or words that stand in quotation marks in both
inline constexpr std::uint32_t common_above = 8;      ///< words that more texts than this share are `common`

/// All pairs that share `least_run` words in a row, or `least_quoted_run` within quotation marks in both. What more
/// than `common_above` texts share pairs each of them with the earliest one only. Deterministic for any number of
/// threads; empty if stopped.
///
/// Every text is cut into rows of five words; by winnowing (Schleimer, Wilkerson & Aiken 2003) about two fifths of
/// them are kept, chosen so that two texts that share eight words keep a common one; within quotation marks all are
/// kept. Cost: linear in the words, a sort of the rows kept, and linear in the runs found. Memory: about 16 bytes for
/// each row kept, and the same again for each candidate.
[[nodiscard]] std::vector<SharingPair> find_shared_runs(const std::vector<WordStream>& streams,
                                                        const SharedRunOptions& options = {});

}  // namespace detente
