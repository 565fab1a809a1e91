#pragma once
/// Words quoted truly, but without the "not" that turns them around, or the "if" that they hang on.

#include <optional>

#include "detente/evidence/document.hpp"

namespace detente {

/// A word beside a quotation that it leaves out.
struct CutWord {
  enum class Kind : std::uint8_t {
    negation,  ///< "not", "denied that": without it the words may say the opposite
    condition  ///< "if", "may", "reportedly": without it they say more than the report
  };
  Span place{};
  Kind kind = Kind::negation;
};

/// The negation or condition that stands directly outside of `place` in its sentence: in front of it with nothing but
/// small words between ("will not | sign", "refused to | sign", "denied that | the boat", "if | they pay"), or, a
/// negation, right behind it. No mark of punctuation may stand between. Cost: linear in the sentences of the place.
[[nodiscard]] std::optional<CutWord> cut_word(const Document& report, const Span& place);

}  // namespace detente
