#pragma once
/// What one report may hold. Beyond these limits a text is still divided into sentences, but words and quotations
/// behind them are not looked at, and Document::cut is set. No report comes near them; hostile input does, and must not
/// take more memory than a machine has.

#include <cstddef>

namespace detente::evidence_limits {

inline constexpr std::size_t most_bytes = std::size_t{1} << 30;  ///< of a file; a larger one is refused
inline constexpr std::size_t most_words = 25'000'000;            ///< words and marks of punctuation
inline constexpr std::size_t most_marks = 20'000'000;            ///< quotation marks in one block
inline constexpr std::size_t most_quotations = 1'000'000;
inline constexpr std::size_t most_mentions = 4'000'000;  ///< of names
inline constexpr std::size_t deepest_html = 1'000;       ///< elements inside each other
inline constexpr std::size_t most_attributes = 500;      ///< of one HTML element; the others are ignored

}  // namespace detente::evidence_limits
