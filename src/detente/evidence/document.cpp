#include "detente/evidence/document.hpp"

#include <algorithm>

#include "detente/evidence/blocks.hpp"
#include "detente/evidence/encoding.hpp"
#include "detente/evidence/sentences.hpp"

namespace detente {

std::string_view to_text(Sentence::Kind kind) {
  switch (kind) {
    case Sentence::Kind::heading: return "heading";
    case Sentence::Kind::item: return "item";
    case Sentence::Kind::caption: return "caption";
    case Sentence::Kind::link: return "link";
    case Sentence::Kind::prose: break;
  }
  return "prose";
}

std::optional<std::size_t> Document::sentence_at(std::size_t offset) const {
  const auto found = std::ranges::upper_bound(sentences, offset, {}, [](const Sentence& s) { return s.span.end; });
  if (found == sentences.end()) return std::nullopt;
  return static_cast<std::size_t>(found - sentences.begin());
}

Document read_document(std::string id, std::string_view bytes, const ReadingOptions& options) {
  const Lexicon& words = Lexicon::english();
  Document document;
  document.id = std::move(id);
  document.date = options.date;
  DecodedText decoded = decode_bytes(bytes, options.encoding, declared_encoding(bytes));
  document.text = std::move(decoded.text);
  document.encoding = std::move(decoded.encoding);
  document.invalid_bytes = decoded.invalid_bytes;
  const std::vector<Block> blocks = plain_blocks(document.text, words);
  document.sentences = split_sentences(document.text, blocks, words);
  for (const Sentence& sentence : document.sentences) {
    if (sentence.kind != Sentence::Kind::heading || sentence.boilerplate) continue;
    document.title = std::string(document.at(sentence.span));
    break;
  }
  return document;
}

}  // namespace detente
