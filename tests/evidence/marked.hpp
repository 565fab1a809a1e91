#pragma once
/// Articles of our own in which quotations and speakers are marked by hand: [[“words”|d|Jane Roe]], with d, f or t for
/// direct, fragment or term, and "-" for nobody. The program reads the article without the marks.

#include <string>
#include <string_view>
#include <vector>

#include "detente/evidence/document.hpp"

namespace detente::test {

struct MarkedQuotation {
  Span span{};  ///< bytes in the text without marks
  Quotation::Type type = Quotation::Type::direct;
  std::string speaker;  ///< empty for nobody
};

struct MarkedText {
  std::string text;
  std::vector<MarkedQuotation> quotations;
};

/// Takes the marks out. A text that is not well marked throws std::runtime_error.
[[nodiscard]] MarkedText read_marked(std::string_view marked);

/// Whether two names can mean one speaker: the words of the one are among those of the other, titles and articles
/// apart, or first and last word are the same.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);

}  // namespace detente::test
