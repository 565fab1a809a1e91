#include "detente/evidence/document.hpp"

#include <algorithm>

#include "detente/evidence/blocks.hpp"
#include "detente/evidence/encoding.hpp"
#include "detente/evidence/html.hpp"
#include "detente/evidence/names.hpp"
#include "detente/evidence/quotations.hpp"
#include "detente/evidence/sentences.hpp"
#include "detente/evidence/times.hpp"

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

std::string_view to_text(Quotation::Type type) {
  switch (type) {
    case Quotation::Type::direct: return "direct";
    case Quotation::Type::fragment: return "fragment";
    case Quotation::Type::term: break;
  }
  return "term";
}

std::string_view to_text(Actor::Kind kind) {
  switch (kind) {
    case Actor::Kind::person: return "person";
    case Actor::Kind::organization: return "organization";
    case Actor::Kind::place: return "place";
    case Actor::Kind::group: return "group";
    case Actor::Kind::unknown: break;
  }
  return "unknown";
}

std::string_view to_text(Amount::Kind kind) {
  switch (kind) {
    case Amount::Kind::money: return "money";
    case Amount::Kind::percent: return "percent";
    case Amount::Kind::rate: return "rate";
    case Amount::Kind::duration: return "duration";
    case Amount::Kind::count: break;
  }
  return "count";
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
  const bool html = options.format == ReadingOptions::Format::html ||
                    (options.format == ReadingOptions::Format::detect && looks_like_html(document.text));
  std::vector<Block> blocks;
  if (html) {
    HtmlText extracted = read_html(document.text, words);
    document.html = true;
    document.text = std::move(extracted.text);
    document.title = std::move(extracted.title);
    if (!document.date) document.date = extracted.date;
    document.cut = extracted.cut;
    blocks = std::move(extracted.blocks);
  } else {
    blocks = plain_blocks(document.text, words);
  }
  document.sentences = split_sentences(document.text, blocks, words);
  for (const Sentence& sentence : document.sentences) {
    if (document.title || sentence.kind != Sentence::Kind::heading || sentence.boilerplate) continue;
    document.title = std::string(document.at(sentence.span));
    break;
  }
  const Aliases none;
  const Aliases& aliases = options.aliases ? *options.aliases : none;
  QuotedText quoted = find_quoted(document.text, blocks, words);
  Reading reading = start_reading(document.text, document.sentences, std::move(quoted.spans), words);
  find_names(reading, aliases);
  find_quotations(reading, aliases, document);
  find_times(reading, document);
  find_amounts(reading, document);
  document.cut = document.cut || quoted.cut || reading.cut;
  document.actors = std::move(reading.actors);
  return document;
}

}  // namespace detente
