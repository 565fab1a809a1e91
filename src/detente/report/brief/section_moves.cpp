// What can last, and the ways there.

#include <algorithm>

#include "detente/base/text.hpp"
#include "detente/report/brief/build.hpp"
#include "detente/report/brief/escape.hpp"
#include "detente/report/phrases.hpp"

namespace detente::brief {

namespace {

/// What a party could do about its situation, and the answer that deters it from that.
Line deterrence_line(const Writer& writer, PartyId party, StateId state, const Deterrence& d) {
  const Words& w = writer.w;
  const Analysis& a = writer.a;
  std::vector<PartyId> answering;
  for (const Response& r : d.sanction) {
    if (std::ranges::find(answering, r.party) == answering.end()) answering.push_back(r.party);
  }
  std::vector<Line> changes;
  for (Cell& c : writer.changes(state, d.to)) changes.push_back(std::move(c.line));
  Line line{Span(Span::Kind::strong, writer.name(party)), Span(". " + w.say("lasting.could") + " ")};
  line = a.model.graph() || changes.empty() ? joined(std::move(line), {writer.in_short(d.to, state)})
                                            : joined(std::move(line), joined(changes, "; ", "; "));
  line.emplace_back(". " + w.say("lasting.deterred", {{"answer", writer.names(answering)}}));
  const std::vector<const Statement*> because =
      d.sanction.empty() ? std::vector<const Statement*>{}
                         : deciding_statements(a.model, a.space, party, state, d.sanction.back().to);
  if (because.empty()) return line;
  std::vector<Line> reasons;
  for (const Statement* s : because) reasons.push_back(writer.reason(*s));
  line.emplace_back(" " + w.say("lasting.because") + " ");
  line = joined(std::move(line), joined(reasons, "; ", "; "));
  line.emplace_back(".");
  return line;
}

/// Why each party stays: it has nothing better, or the first of its improvements is answered.
std::vector<Cell> reasons_to_stay(const Writer& writer, StateId state, Concept c) {
  const Analysis& a = writer.a;
  std::vector<PartyId> content;
  std::vector<Cell> reasons;
  for (std::size_t p = 0; p < a.model.parties.size(); ++p) {
    if (a.model.movable_by(PartyId(p)).empty()) continue;
    const std::vector<Deterrence> all = a.explainer().explain(state, PartyId(p), c);
    if (all.empty()) content.emplace_back(p);
    else reasons.push_back({deterrence_line(writer, PartyId(p), state, all.front())});
  }
  if (!content.empty()) {
    Line line = joined({writer.w.say("lasting.content") + " "}, writer.parties(content));
    line.emplace_back(".");
    reasons.insert(reasons.begin(), {std::move(line)});
  }
  return reasons;
}

/// The ways to the nearest equilibrium and to the goals; what shares a way is told together.
struct Told {
  std::vector<Step> way;
  std::vector<Line> aims;
};

std::vector<Told> ways_of(Writer& writer) {
  Analysis& a = writer.a;
  std::vector<Told> ways;
  const auto add = [&](const std::vector<Step>& way, Line aim) {
    if (way.empty()) return;
    const auto same = std::ranges::find(ways, way, &Told::way);
    Told& told = same == ways.end() ? ways.emplace_back(Told{way, {}}) : *same;
    told.aims.push_back(std::move(aim));
  };
  if (const auto& nearest = writer.found.nearest; nearest && nearest->first != a.space.now()) {
    add(a.evolution().path(nearest->first, a.questioner().by_improvements(), true),
        {writer.w.say("ways.to-lasting", {{"concept", writer.name(nearest->second)}})});
  }
  for (const Asked& asked : writer.found.questions) {
    add(asked.answer.path,
        {Span(Span::Kind::link, question_text(*asked.question), anchor_of("question-", asked.question->id))});
  }
  return ways;
}

}  // namespace

Section lasting_section(Writer& writer) {
  const Words& w = writer.w;
  Analysis& a = writer.a;
  Section section{"lasting", w.say("lasting.title")};
  section.blocks.push_back(paragraph({w.say("lasting.lead")}));
  const BitVector reached = a.questioner().by_improvements().states();
  Table table{.caption = w.say("lasting.table"),
              .head = {w.say("lasting.head.concept"), w.say("lasting.head.looks"), w.say("lasting.head.count"),
                       w.say("lasting.head.share"), w.say("lasting.head.reached"), w.say("lasting.head.now")}};
  std::optional<Concept> strongest;
  for (const Concept c : strongest_first) {
    const BitVector lasting = a.stability().equilibria(c);
    const std::size_t count = lasting.count();
    if (count > 0 && !strongest) strongest = c;
    table.rows.push_back({{{std::string(short_name(c))}},
                          {{w.say("lasting." + std::string(id_of(c)))}},
                          {{w.number(count)}},
                          {{w.share(count, a.space.size())}},
                          {{w.number((lasting & reached).count())}},
                          {{lasting.test(a.space.now().index()) ? w.say("yes") : w.say("no")}}});
  }
  section.blocks.push_back(table_block(std::move(table)));
  if (!strongest) {
    section.blocks.push_back(paragraph({w.say("lasting.none")}));
    return section;
  }
  const BitVector lasting = a.stability().equilibria(*strongest);
  const Summary summary = summarize(a.model, a.space, lasting, 0);
  if (!summary.common.empty()) {
    section.blocks.push_back(paragraph({w.say("lasting.common", {{"n", w.number(lasting.count())},
                                                                 {"concept", std::string(short_name(*strongest))},
                                                                 {"what", literals_text(a.model, summary.common)}})}));
  }
  if (!writer.found.nearest) {
    section.blocks.push_back(paragraph({w.say("lasting.unreached")}));
    return section;
  }
  const auto [state, c] = *writer.found.nearest;
  section.blocks.push_back(heading({w.say("lasting.why")}));
  Line line{w.say("lasting.nearest", {{"concept", writer.name(c)}}) + " ", writer.state(state)};
  line.emplace_back(". " + w.say(state == a.space.now() ? "lasting.is-now" : "lasting.differs"));
  section.blocks.push_back(paragraph(std::move(line)));
  std::vector<Cell> changes = writer.changes(a.space.now(), state);
  if (!changes.empty() && !a.model.graph()) section.blocks.push_back(list(std::move(changes)));
  section.blocks.push_back(paragraph({w.say("lasting.holds")}));
  section.blocks.push_back(list(reasons_to_stay(writer, state, c)));
  return section;
}

Section ways_section(Writer& writer) {
  const Words& w = writer.w;
  Analysis& a = writer.a;
  Section section{"ways", w.say("ways.title")};
  section.blocks.push_back(
      paragraph({w.say("ways.lead", {{"improvements", w.number(a.questioner().by_improvements().count() - 1)},
                                     {"others", w.number(a.space.size() - 1)},
                                     {"moves", w.number(a.questioner().by_moves().count() - 1)}})}));
  const MoveGraph graph = move_graph(a, w, writer.found);
  if (!graph.edges.empty()) {
    std::string moves;
    for (const MoveGraph::Edge& e : graph.edges) {
      const auto flat = [](std::string text) {
        std::ranges::replace(text, '\n', ' ');
        return text;
      };
      moves += w.say("ways.move", {{"from", flat(graph.nodes[e.from].label)},
                                   {"to", flat(graph.nodes[e.to].label)},
                                   {"label", flat(e.label)}}) +
               " ";
    }
    const std::string description =
        w.say("ways.description",
              {{"nodes", w.number(graph.nodes.size())}, {"edges", w.number(graph.edges.size())}, {"moves", moves}});
    const std::string title = w.say("ways.picture");
    section.blocks.push_back(picture_block({to_svg(graph, title, description), title, description}));
    section.blocks.push_back(paragraph({w.say("ways.legend") + (graph.cut ? " " + w.say("ways.cut") : "")}));
    for (const MoveGraph::Node& n : graph.nodes) (void)writer.state(n.state);
  }
  if (!writer.found.nearest) section.blocks.push_back(paragraph({w.say("ways.none")}));
  for (const Told& told : ways_of(writer)) {
    section.blocks.push_back(paragraph(joined({w.say("ways.shortest") + " "}, joined(told.aims, " · ", " · "))));
    section.blocks.push_back(writer.way(told.way));
  }
  return section;
}

}  // namespace detente::brief
