// What the case rests on: its sources, which of them are copies, what rests on one alone, and its assumptions.

#include <algorithm>
#include <map>
#include <set>

#include "detente/base/text.hpp"
#include "detente/report/brief/build.hpp"
#include "detente/report/brief/escape.hpp"
#include "detente/report/sources_pages.hpp"

namespace detente::brief {

namespace {

/// By source: how many parts of the case cite it, and how many of these cite nothing else.
struct Uses {
  std::map<std::string, std::size_t> all;
  std::map<std::string, std::size_t> alone;
};

Uses uses_of(const std::vector<CasePart>& parts) {
  Uses uses;
  for (const CasePart& part : parts) {
    std::set<std::string> cited;
    for (const Citation& c : part.support->citations) cited.insert(c.source);
    for (const std::string& source : cited) ++uses.all[source];
    if (cited.size() == 1) ++uses.alone[*cited.begin()];
  }
  return uses;
}

/// From which other sources one takes, and with which it shares words of open origin.
Line origin_line(const Writer& writer, std::uint32_t source) {
  const std::vector<Source>& sources = writer.a.model.sources;
  std::vector<Line> lines;
  const auto add = [&](std::string_view key, std::uint32_t other) {
    const std::string& id = sources[other].id;
    lines.push_back({Span(writer.w.say(key) + " "), Span(Span::Kind::link, id, anchor_of("source-", id))});
  };
  for (const ReusePair& pair : writer.evidence.reuse.pairs) {
    if (pair.copy != source && pair.original != source) continue;
    const std::uint32_t other = pair.copy == source ? pair.original : pair.copy;
    if (pair.link == ReusePair::Link::speech) add("sources.same-speech", other);
    else if (pair.link == ReusePair::Link::background) add("sources.same-background", other);
    else if (pair.direction == ReusePair::Direction::unknown) add("sources.linked", other);
    else if (pair.copy == source) add("sources.copies", other);
    else add("sources.copied-by", other);
  }
  return lines.empty() ? Line{"–"} : joined(lines, "; ", "; ");
}

Table sources_table(const Writer& writer) {
  const Words& w = writer.w;
  Table table{.caption = w.say("sources.table"),
              .head = {w.say("sources.head.source"), w.say("sources.head.title"), w.say("sources.head.publisher"),
                       w.say("sources.head.date"), w.say("sources.head.uses"), w.say("sources.head.alone")}};
  const bool linked = !writer.evidence.reuse.pairs.empty();
  if (linked) table.head.push_back(w.say("sources.head.origin"));
  Uses uses = uses_of(writer.evidence.parts);
  const auto or_unknown = [&](const std::string& text) { return text.empty() ? w.say("sources.unknown") : text; };
  for (std::size_t k = 0; k < writer.a.model.sources.size(); ++k) {
    const Source& source = writer.a.model.sources[k];
    table.rows.push_back({{{source.id}, anchor_of("source-", source.id)},
                          {{or_unknown(source.title)}},
                          {{or_unknown(source.publisher)}},
                          {{or_unknown(source.date ? w.day(*source.date) : "")}},
                          {{w.number(uses.all[source.id])}},
                          {{w.number(uses.alone[source.id])}}});
    if (linked) table.rows.back().push_back({origin_line(writer, static_cast<std::uint32_t>(k))});
  }
  return table;
}

/// How the citations stand against the texts; those that fail are listed.
void add_citations(const Writer& writer, std::vector<Block>& blocks) {
  const Words& w = writer.w;
  const EvidenceSurvey& evidence = writer.evidence;
  const std::size_t all = evidence.citations.size();
  if (all == 0) return;
  const std::size_t unread = evidence.count(CitationStatus::not_supplied);
  if (unread == all) return blocks.push_back(paragraph({w.count("sources.unchecked", all)}));
  const std::size_t good = evidence.count(CitationStatus::exact) + evidence.count(CitationStatus::normalised);
  std::string text = w.say("sources.checked", {{"good", w.number(good)}, {"all", w.number(all - unread)}});
  if (unread > 0) text += " " + w.count("sources.unread", unread);
  blocks.push_back(paragraph({text}));
  std::vector<Cell> failing;
  for (const CheckedCitation& c : evidence.citations) {
    if (!c.fails()) continue;
    const bool altered = c.status == CitationStatus::altered;
    failing.push_back({{Span(Span::Kind::code, evidence.parts[c.part].where), Span(": "),
                        Span(Span::Kind::link, citation_text(*c.citation), anchor_of("source-", c.citation->source)),
                        Span(" " + w.say(altered ? "sources.altered" : "sources.missing"))}});
  }
  if (failing.empty()) return;
  blocks.push_back(paragraph({w.say("sources.failing")}));
  blocks.push_back(list(std::move(failing)));
}

/// One row for each aim: how many sources it cites, how many of them are independent, and what is weak.
Table support_table(const Writer& writer) {
  const Words& w = writer.w;
  Table table{.caption = w.say("sources.support"), .head = {w.say("sources.head.aim"), w.say("sources.head.cited")}};
  // Without texts nothing is known of copies.
  const bool read = writer.evidence.texts > 0;
  if (read) table.head.push_back(w.say("sources.head.independent"));
  table.head.push_back(w.say("sources.head.note"));
  for (const PartSupport& support : writer.evidence.support) {
    const CasePart& part = writer.evidence.parts[support.part];
    if (part.kind != CasePart::Kind::statement) continue;
    std::vector<std::string> notes;
    if (support.on_nothing()) notes.push_back(w.say("sources.note.nothing"));
    if (support.only_assumed()) notes.push_back(w.say("sources.note.assumed"));
    if (support.independent == 1) notes.push_back(w.say("sources.note.single"));
    if (support.independent < support.sources) notes.push_back(w.say("sources.note.linked"));
    if (support.copied) notes.push_back(w.say("sources.note.copied"));
    if (support.unnamed) notes.push_back(w.say("sources.note.unnamed"));
    if (!support.opposed.empty()) notes.push_back(w.say("sources.note.opposed"));
    std::string note;
    for (const std::string& n : notes) note += (note.empty() ? "" : "; ") + n;
    std::vector<Cell> row{
        {{Span(Span::Kind::link, part.where, anchor_of("want-", part.where)), Span(": " + part.words)}},
        {{w.number(support.sources)}}};
    if (read) row.push_back({{w.number(support.independent)}});
    row.push_back({{note.empty() ? "–" : note}});
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

Section sources_section(Writer& writer) {
  const Words& w = writer.w;
  Section section{"sources", w.say("sources.title")};
  if (writer.a.model.sources.empty()) {
    section.blocks.push_back(paragraph({w.say("sources.none")}));
  } else {
    section.blocks.push_back(table_block(sources_table(writer)));
    add_citations(writer, section.blocks);
    Table support = support_table(writer);
    const std::string caption = support.caption;
    const bool cites = std::ranges::any_of(writer.evidence.support, [](const PartSupport& s) { return s.sources > 0; });
    if (cites && !support.rows.empty()) section.blocks.push_back(folded({caption}, {table_block(std::move(support))}));
  }
  std::vector<Cell> assumptions;
  for (const CasePart& part : writer.evidence.parts) {
    if (part.support->assumed.empty()) continue;
    const bool statement = part.kind == CasePart::Kind::statement;
    Line line{statement ? Span(Span::Kind::link, part.where, anchor_of("want-", part.where))
                        : Span(Span::Kind::code, part.where)};
    line.emplace_back(": " + (part.words == part.where ? "" : part.words + " — ") + part.support->assumed);
    assumptions.push_back({std::move(line)});
  }
  section.blocks.push_back(heading({w.say("sources.assumptions")}));
  section.blocks.push_back(assumptions.empty() ? paragraph({w.say("sources.no-assumptions")})
                                               : list(std::move(assumptions)));
  return section;
}

}  // namespace detente::brief
