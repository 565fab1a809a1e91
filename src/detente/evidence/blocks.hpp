#pragma once
/// The layout of a report: which stretches of its text are headings, paragraphs, list items, captions and links, before
/// any sentence is looked for.

#include <string_view>
#include <vector>

#include "detente/evidence/document.hpp"
#include "detente/evidence/lexicon.hpp"

namespace detente {

/// A stretch of text that no sentence crosses.
struct Block {
  Span span{};  ///< without white space around it
  Sentence::Kind kind = Sentence::Kind::prose;
  bool boilerplate = false;
  bool marked = false;  ///< the kind was said by the file (HTML) and is not to be guessed
};

/// The blocks of a plain text. A line is a block; but where a text is broken into lines of about equal width, as in
/// mail, the lines of a paragraph are joined. Kinds are guessed. Cost: linear.
[[nodiscard]] std::vector<Block> plain_blocks(std::string_view text, const Lexicon& words);

/// Guesses the kind of every block that is not marked. Cost: linear.
void guess_kinds(std::string_view text, std::vector<Block>& blocks, const Lexicon& words);

/// Marks what is no part of the report: breadcrumbs, links to other reports and what they lead to, page furniture,
/// repeated captions and headlines. Cost: linear.
void mark_boilerplate(std::string_view text, std::vector<Block>& blocks, const Lexicon& words);

}  // namespace detente
