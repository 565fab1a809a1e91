// Re-use for machines. Written without a JSON tree, as the documents are: there may be very many pairs.

#include <iterator>

#include <fmt/format.h>

#include "detente/base/csv.hpp"
#include "detente/report/read_pages.hpp"
#include "detente/report/reuse_pages.hpp"

namespace detente {

namespace {

std::string span_text(const Document& document, const Span& span) {
  return fmt::format(R"({{"start": {}, "end": {}, "text": {}}})", span.begin, span.end, json_string(document.at(span)));
}

std::string altered_json(const Document& copy, const Document& original, const AlteredQuotation& altered) {
  std::string out = fmt::format(
      R"({{"copy_quotation": {}, "original_quotation": {}, "copy_sentence": {}, "original_sentence": {}, "changes": [)",
      altered.copy + 1, altered.original + 1, copy.quotations[altered.copy].sentence + 1,
      original.quotations[altered.original].sentence + 1);
  for (std::size_t k = 0; k < altered.changes.size(); ++k) {
    const WordChange& change = altered.changes[k];
    fmt::format_to(std::back_inserter(out), R"({}{{"kind": "{}", "original": {}, "copy": {}}})", k == 0 ? "" : ", ",
                   to_text(change.kind), span_text(original, change.from), span_text(copy, change.to));
  }
  return out + "]}";
}

template <class Items, class Write>
std::string list_of(const Items& items, const char* indent, const Write& write) {
  std::string out = "[";
  for (const auto& item : items) {
    if (out.size() > 1) out += ",";
    out += "\n" + std::string(indent) + "  " + write(item);
  }
  return out + (items.empty() ? "]" : "\n" + std::string(indent) + "]");
}

std::string pair_json(const std::vector<Document>& documents, const ReusePair& pair) {
  const Document& copy = documents[pair.copy];
  const Document& original = documents[pair.original];
  const bool is_copy = pair.link == ReusePair::Link::copy;
  std::string out =
      !is_copy ? fmt::format(R"({{"reports": [{}, {}], "aligned": )", json_string(copy.id), json_string(original.id))
               : fmt::format(R"({{"copy": {}, "original": {}, "direction": "{}", "reason": {}, "aligned": )",
                             json_string(copy.id), json_string(original.id), to_text(pair.direction),
                             json_string(pair.reason));
  out += list_of(pair.aligned, "      ", [&](const AlignedSentences& s) {
    const std::string rest = s.kind == AlignedSentences::Kind::paraphrase
                                 ? fmt::format(R"("likeness": {:.2f})", s.likeness)
                                 : fmt::format(R"("words": {})", s.words);
    if (!is_copy)
      return fmt::format(R"({{"sentences": [{}, {}], "kind": "{}", {}}})", s.copy + 1, s.original + 1, to_text(s.kind),
                         rest);
    return fmt::format(R"({{"copy_sentence": {}, "original_sentence": {}, "kind": "{}", {}}})", s.copy + 1,
                       s.original + 1, to_text(s.kind), rest);
  });
  out += ", \"altered\": " +
         list_of(pair.altered, "      ", [&](const AlteredQuotation& a) { return altered_json(copy, original, a); });
  if (!is_copy) return out + "}";
  out += ", \"lost\": " + list_of(pair.lost, "      ", [&](const LostAttribution& lost) {
           return fmt::format(R"({{"copy_sentence": {}, "original_sentence": {}, "speaker": {}, "now_speaker": {}}})",
                              lost.copy_sentence + 1, lost.original_sentence + 1, json_string(lost.speaker),
                              lost.now_speaker.empty() ? "null" : json_string(lost.now_speaker));
         });
  return out + "}";
}

}  // namespace

std::vector<std::string> reuse_json(const std::vector<Document>& documents, const Reuse& reuse) {
  const auto pairs = [&](ReusePair::Link link) {
    std::vector<const ReusePair*> list;
    for (const ReusePair& pair : reuse.pairs)
      if (pair.link == link) list.push_back(&pair);
    return list_of(list, "  ", [&](const ReusePair* pair) { return pair_json(documents, *pair); });
  };
  using enum ReusePair::Link;
  return {"\"reuse\": " + pairs(copy), "\"speeches\": " + pairs(speech), "\"backgrounds\": " + pairs(background),
          "\"groups\": " + list_of(reuse.groups, "  ", [&](const std::vector<std::uint32_t>& group) {
            std::string ids;
            for (const std::uint32_t d : group) ids += (ids.empty() ? "" : ", ") + json_string(documents[d].id);
            return "[" + ids + "]";
          })};
}

std::string reuse_csv(const std::vector<Document>& documents, const Reuse& reuse) {
  std::string out = "link,direction,copy,copy_sentence,original,original_sentence,kind,words,copy_text,original_text\n";
  for (const ReusePair& pair : reuse.pairs) {
    const Document& copy = documents[pair.copy];
    const Document& original = documents[pair.original];
    for (const AlignedSentences& s : pair.aligned) {
      fmt::format_to(std::back_inserter(out), "{},{},{},{},{},{},{},{},{},{}\n", to_text(pair.link),
                     to_text(pair.direction), csv_cell(copy.id), s.copy + 1, csv_cell(original.id), s.original + 1,
                     to_text(s.kind), s.words, csv_cell(copy.at(copy.sentences[s.copy].span)),
                     csv_cell(original.at(original.sentences[s.original].span)));
    }
  }
  return out;
}

}  // namespace detente
