#include "detente/evidence/reading.hpp"

namespace detente {

namespace {

/// Robert “Bob” Roe: one word with a capital letter, and others directly on both sides. Costs are linear: both lists
/// are in reading order.
void mark_nicknames(const std::vector<TextToken>& tokens, std::vector<QuotedSpan>& quoted) {
  std::size_t k = 0;
  for (QuotedSpan& q : quoted) {
    while (k < tokens.size() && tokens[k].begin < q.span.begin) ++k;
    // The token before, mark, word, mark, the token behind.
    if (k == 0 || k + 3 >= tokens.size()) continue;
    const TextToken& before = tokens[k - 1];
    const TextToken& name = tokens[k + 1];
    const TextToken& behind = tokens[k + 3];
    const auto small = WordClasses(WordClass::determiner, WordClass::preposition, WordClass::starter, WordClass::say,
                                   WordClass::organization_word, WordClass::institution);
    const auto capital = [&](const TextToken& t) { return t.is_word() && t.upper && !t.classes.any(small); };
    q.nickname = tokens[k + 2].end == q.span.end && capital(before) && capital(name) && capital(behind) &&
                 before.end + 1 == q.span.begin && behind.begin == q.span.end + 1;
  }
}

}  // namespace

Reading start_reading(std::string_view text, const std::vector<Sentence>& sentences, std::vector<QuotedSpan> quoted,
                      const Lexicon& words) {
  Reading reading{.text = text, .words = words, .sentences = sentences, .quoted = std::move(quoted)};
  for (const Sentence& sentence : sentences) {
    reading.first_token.push_back(static_cast<std::uint32_t>(reading.tokens.size()));
    if (!sentence.boilerplate && !reading.cut) reading.cut = !append_tokens(text, sentence.span, words, reading.tokens);
  }
  reading.first_token.push_back(static_cast<std::uint32_t>(reading.tokens.size()));
  mark_nicknames(reading.tokens, reading.quoted);
  reading.flow = flow_of(reading.tokens, reading.quoted);

  std::size_t at = 0;
  std::size_t q = 0;
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    const Sentence& first = sentences[s];
    if (first.boilerplate) continue;
    FlowUnit unit{.begin = static_cast<std::uint32_t>(at),
                  .sentence = static_cast<std::uint32_t>(s),
                  .paragraph = first.paragraph,
                  .kind = first.kind};
    // An end inside a quotation is none.
    std::size_t end = sentences[s].span.end;
    for (;;) {
      while (q < reading.quoted.size() && reading.quoted[q].span.end <= end) ++q;
      const bool inside = q < reading.quoted.size() && reading.quoted[q].span.begin < end;
      if (!inside || s + 1 >= sentences.size()) break;
      end = sentences[++s].span.end;
    }
    while (at < reading.flow.size() && reading.flow[at].begin < end) ++at;
    unit.end = static_cast<std::uint32_t>(at);
    if (unit.end > unit.begin) reading.units.push_back(unit);
  }
  return reading;
}

}  // namespace detente
