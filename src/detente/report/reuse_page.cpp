// Re-use for people: pairs with their sentences side by side.

#include <algorithm>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/report/phrases.hpp"
#include "detente/report/read_pages.hpp"
#include "detente/report/reuse_pages.hpp"

namespace detente {

namespace {

constexpr std::size_t most_text = 300;  // code points of a sentence that are shown

/// The original's words with each change as [-left out-] and {+put in+}, which a terminal and a mail show alike.
std::string changed_text(const Document& copy, const Document& original, const AlteredQuotation& altered) {
  const Span whole = original.quotations[altered.original].span;
  std::string out;
  std::size_t at = whole.begin;
  for (const WordChange& change : altered.changes) {
    out += original.text.substr(at, change.from.begin - at);
    if (change.from.begin < change.from.end) out += fmt::format("[-{}-]", original.at(change.from));
    if (change.to.begin < change.to.end) {
      const bool space = change.from.begin == change.from.end;
      out += fmt::format("{{+{}+}}{}", copy.at(change.to), space ? " " : "");
    }
    at = change.from.end;
  }
  out += original.text.substr(at, whole.end - at);
  return one_line(out);
}

std::string kinds_of(const AlteredQuotation& altered) {
  std::vector<std::string> kinds;
  for (const WordChange& change : altered.changes) {
    const std::string kind(to_text(change.kind));
    if (change.kind != WordChange::Kind::other && std::ranges::find(kinds, kind) == kinds.end()) kinds.push_back(kind);
  }
  return kinds.empty() ? "" : " (" + join_words(kinds) + " changed)";
}

std::string pair_text(const std::vector<Document>& documents, const ReusePair& pair, const Style& style) {
  const Document& copy = documents[pair.copy];
  const Document& original = documents[pair.original];
  const bool directed = pair.direction != ReusePair::Direction::unknown;
  const bool is_copy = pair.link == ReusePair::Link::copy;
  std::string out = fmt::format("  {} {} {}\n", style.strong(printable(copy.id)),
                                pair.link == ReusePair::Link::speech       ? "quotes the same words as"
                                : pair.link == ReusePair::Link::background ? "has the same background as"
                                : directed                                 ? "takes from"
                                                                           : "and one original with",
                                style.strong(printable(original.id)));
  if (is_copy) out += style.paragraph(pair.reason, 6);
  for (const AlignedSentences& s : pair.aligned) {
    std::string kind(to_text(s.kind));
    if (s.words > 0) kind += fmt::format(", {}", counted(s.words, "word"));
    out += fmt::format("      #{} <- #{}  {}\n", s.copy + 1, s.original + 1, style.faint("[" + kind + "]"));
    out += style.paragraph(excerpt(copy, copy.sentences[s.copy].span, most_text), 10);
    out += style.paragraph(excerpt(original, original.sentences[s.original].span, most_text), 10, "       <- ");
  }
  for (const AlteredQuotation& altered : pair.altered) {
    out += style.paragraph(fmt::format("#{} alters #{}{}: {}", copy.quotations[altered.copy].sentence + 1,
                                       original.quotations[altered.original].sentence + 1, kinds_of(altered),
                                       changed_text(copy, original, altered)),
                           10, "      ");
  }
  for (const LostAttribution& lost : pair.lost) {
    const std::string now = lost.now_speaker.empty() ? "names nobody" : "names " + printable(lost.now_speaker);
    out += fmt::format("      #{} <- #{}: {} says it in the original, the copy {}\n", lost.copy_sentence + 1,
                       lost.original_sentence + 1, printable(lost.speaker), now);
  }
  return out;
}

}  // namespace

std::string reuse_page(const std::vector<Document>& documents, const Reuse& reuse, const Style& style) {
  std::string out = style.heading("RE-USE") + "\n";
  if (reuse.pairs.empty()) return out + "  no report shares words with another one\n";
  using enum ReusePair::Link;
  const auto count = [&](ReusePair::Link link) {
    return static_cast<std::size_t>(std::ranges::count(reuse.pairs, link, &ReusePair::link));
  };
  out +=
      fmt::format("  {} compared: {}, {}", counted(documents.size(), "report"), counted(count(copy), "copy", "copies"),
                  counted(count(speech), "pair that quotes the same words", "pairs that quote the same words"));
  if (count(background) > 0) out += fmt::format(", {} with the same background", counted(count(background), "pair"));
  out += "\n";
  for (const auto link : {copy, speech, background}) {
    for (const ReusePair& pair : reuse.pairs) {
      if (pair.link == link) out += "\n" + pair_text(documents, pair, style);
    }
  }
  if (!reuse.groups.empty()) out += "\n  Reports that depend on each other:\n";
  for (const auto& group : reuse.groups) {
    std::vector<std::string> ids;
    for (const std::uint32_t d : group) ids.push_back(printable(documents[d].id));
    out += style.paragraph(join_words(ids), 6);
  }
  return out;
}

}  // namespace detente
