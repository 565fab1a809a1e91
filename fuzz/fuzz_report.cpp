// libFuzzer target: one report, or two parted by a line of three dashes, as plain text or HTML in any encoding.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "detente/base/text.hpp"
#include "detente/evidence/coded_statements.hpp"
#include "detente/evidence/conflicts.hpp"
#include "detente/evidence/cut_words.hpp"
#include "detente/evidence/reuse.hpp"
#include "targets.hpp"

namespace detente::fuzzing {

namespace {

void check_span(const Document& d, const Span& span, const char* what) {
  require(span.begin <= span.end && span.end <= d.text.size(), what);
}

void check_speaker(const Document& d, const Speaker& speaker) {
  require(!speaker.name.empty(), "a speaker without a name");
  require(!speaker.actor || *speaker.actor < d.actors.size(), "a speaker who is no actor");
  check_span(d, speaker.place, "a speaker outside of the text");
}

void check_document(const Document& d) {
  require(!find_invalid_utf8(d.text), "text that is not UTF-8");
  std::size_t end = 0;
  for (const Sentence& s : d.sentences) {
    check_span(d, s.span, "a sentence outside of the text");
    require(s.span.begin >= end && s.span.begin < s.span.end, "sentences that overlap, or an empty one");
    end = s.span.end;
  }
  end = 0;
  for (std::size_t k = 0; k < d.quotations.size(); ++k) {
    const Quotation& q = d.quotations[k];
    check_span(d, q.span, "a quotation outside of the text");
    require(q.span.begin >= end && q.span.begin < q.span.end, "quotations that overlap, or an empty one");
    end = q.span.end;
    require(q.sentence < d.sentences.size(), "a quotation in no sentence");
    require(!q.joins || *q.joins < k, "a quotation that goes on with a later one");
    require(!q.rule.empty(), "a quotation without a rule");
    if (q.speaker) check_speaker(d, *q.speaker);
    if (const auto cut = cut_word(d, q.span)) {
      check_span(d, cut->place, "a cut word outside of the text");
      require(cut->place.end <= q.span.begin || cut->place.begin >= q.span.end, "a word that is not cut off");
    }
    for (const Span& inner : q.inner)
      require(q.span.begin <= inner.begin && inner.end <= q.span.end, "an inner quotation that is outside");
  }
  for (const ReportedStatement& s : d.statements) {
    require(s.sentence < d.sentences.size(), "a statement in no sentence");
    check_speaker(d, s.speaker);
  }
  for (const Actor& actor : d.actors) {
    for (const Span& mention : actor.mentions) check_span(d, mention, "a mention outside of the text");
  }
  for (const TimeMention& t : d.times) {
    check_span(d, t.span, "a time outside of the text");
    require(!t.actor || *t.actor < d.actors.size(), "a deadline for nobody");
    require(!t.from || !t.until || *t.from < *t.until, "a time that ends before it begins");
  }
  for (const Amount& a : d.amounts) check_span(d, a.span, "an amount outside of the text");
}

}  // namespace

void check_report(std::string_view text) {
  constexpr std::string_view parting = "\n---\n";
  const std::size_t end = text.find(parting);
  std::vector<Document> documents;
  documents.push_back(read_document("first", text.substr(0, end), {.date = Date{2025, 3, 4}}));
  documents.push_back(read_document("second", end == text.npos ? text : text.substr(end + parting.size())));
  for (const Document& d : documents) check_document(d);
  const Reuse reuse = find_reuse(documents);
  for (const ReusePair& pair : reuse.pairs) {
    const Document& copy = documents[pair.copy];
    const Document& original = documents[pair.original];
    for (const AlignedSentences& s : pair.aligned)
      require(s.copy < copy.sentences.size() && s.original < original.sentences.size(),
              "aligned sentences that are none");
    for (const AlteredQuotation& altered : pair.altered) {
      for (const WordChange& change : altered.changes) {
        check_span(original, change.from, "a change outside of the original");
        check_span(copy, change.to, "a change outside of the copy");
      }
    }
  }
  for (const Conflict& c : find_conflicts(documents).conflicts)
    require(c.first.document != c.second.document, "a report that contradicts itself");
  // What is written as coded statements can be read again.
  const SourceText table("table", write_coded_statements(documents));
  Diagnostics diagnostics;
  const auto coded = read_coded_statements(table, documents, diagnostics);
  require(diagnostics.empty(), "coded statements that cannot be read again");
  std::size_t written = 0;
  for (const Document& d : documents) {
    written += d.statements.size();
    for (const Quotation& q : d.quotations) written += q.speaker ? 1U : 0U;
  }
  require(coded.size() == written, "coded statements that were lost");
}

}  // namespace detente::fuzzing

#ifdef DETENTE_FUZZER
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  detente::fuzzing::check_report({reinterpret_cast<const char*>(data), size});
  return 0;
}
#endif
