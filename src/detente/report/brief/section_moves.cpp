// What can last, and the ways there.

#include <algorithm>

#include "detente/base/text.hpp"
#include "detente/report/brief/build.hpp"
#include "detente/report/phrases.hpp"

namespace detente::brief {

namespace {

/// The nearest equilibrium that improvements reach, of the strongest concept that has one. Now counts.
std::optional<std::pair<StateId, Concept>> nearest_lasting(Analysis& a) {
  const Reach& reach = a.questioner().by_improvements();
  for (const Concept c : strongest_first) {
    const BitVector lasting = a.stability().equilibria(c);
    for (const StateId s : reach.order()) {
      if (lasting.test(s.index())) return std::pair(s, c);
    }
  }
  return std::nullopt;
}

std::string changes_text(const Writer& writer, StateId from, StateId to) {
  const std::vector<Value> before = writer.a.space.values(from);
  const std::vector<Value> after = writer.a.space.values(to);
  std::vector<std::string> changes;
  for (const VariableId v : differing(writer.a.space, from, to)) {
    changes.push_back(writer.change(writer.a.model.variable(v), before[v.index()], after[v.index()]));
  }
  return writer.w.join(changes);
}

/// Why each party stays: it has nothing better, or the first of its improvements is answered.
std::vector<Cell> reasons_to_stay(Writer& writer, StateId state, Concept c) {
  Analysis& a = writer.a;
  std::vector<Cell> reasons;
  for (std::size_t p = 0; p < a.model.parties.size(); ++p) {
    if (a.model.movable_by(PartyId(p)).empty()) continue;
    const std::vector<Deterrence> all = a.explainer().explain(state, PartyId(p), c);
    if (all.empty()) {
      reasons.push_back({{writer.w.say("lasting.stays", {{"party", writer.name(PartyId(p))}})}});
      continue;
    }
    const Deterrence& d = all.front();
    std::vector<PartyId> answering;
    for (const Response& r : d.sanction) {
      if (std::ranges::find(answering, r.party) == answering.end()) answering.push_back(r.party);
    }
    Line line{writer.w.say("lasting.deterred", {{"party", writer.name(PartyId(p))},
                                                {"what", changes_text(writer, state, d.to)},
                                                {"answer", writer.names(answering)}})};
    const std::vector<const Statement*> because =
        d.sanction.empty() ? std::vector<const Statement*>{}
                           : deciding_statements(a.model, a.space, PartyId(p), state, d.sanction.back().to);
    if (!because.empty()) line = joined(std::move(line), {writer.w.say("lasting.because")});
    for (const Statement* s : because) line = joined(joined(std::move(line), {" "}), writer.statement(*s));
    reasons.push_back({std::move(line)});
  }
  return reasons;
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
                          {{with_commas(count)}},
                          {{percent(count, a.space.size())}},
                          {{with_commas((lasting & reached).count())}},
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
    section.blocks.push_back(paragraph({w.say("lasting.common", {{"n", with_commas(lasting.count())},
                                                                 {"concept", std::string(short_name(*strongest))},
                                                                 {"what", literals_text(a.model, summary.common)}})}));
  }
  if (const auto nearest = nearest_lasting(a)) {
    const auto [state, c] = *nearest;
    section.blocks.push_back(
        paragraph({w.say("lasting.nearest"), Span(" "), writer.state(state),
                   Span(": " + against_now(a, state) + " (" + std::string(short_name(c)) + ").")}));
    section.blocks.push_back(heading({w.say("lasting.why")}));
    section.blocks.push_back(list(reasons_to_stay(writer, state, c)));
  }
  return section;
}

Section ways_section(Writer& writer) {
  const Words& w = writer.w;
  Analysis& a = writer.a;
  Section section{"ways", w.say("ways.title")};
  section.blocks.push_back(
      paragraph({w.say("ways.lead", {{"improvements", with_commas(a.questioner().by_improvements().count() - 1)},
                                     {"others", with_commas(a.space.size() - 1)},
                                     {"moves", with_commas(a.questioner().by_moves().count() - 1)}})}));
  const MoveGraph graph = move_graph(a, writer.answers);
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
    const std::string description = w.say(
        "ways.description",
        {{"nodes", with_commas(graph.nodes.size())}, {"edges", with_commas(graph.edges.size())}, {"moves", moves}});
    const std::string title = w.say("ways.picture");
    section.blocks.push_back(picture_block({to_svg(graph, title, description), title, description}));
    section.blocks.push_back(paragraph({w.say("ways.legend") + (graph.cut ? " " + w.say("ways.cut") : "")}));
    for (const MoveGraph::Node& n : graph.nodes) (void)writer.state(n.state);
  }
  const Reach& reach = a.questioner().by_improvements();
  const auto nearest = nearest_lasting(a);
  if (!nearest) {
    section.blocks.push_back(paragraph({w.say("ways.none")}));
  } else if (nearest->first != a.space.now()) {
    section.blocks.push_back(
        paragraph({w.say("ways.to-lasting", {{"concept", std::string(long_name(nearest->second))}}), Span(" "),
                   writer.state(nearest->first), Span(":")}));
    section.blocks.push_back(writer.way(a.evolution().path(nearest->first, reach, true)));
  }
  // Questions that share their way are told together.
  std::vector<bool> told(writer.answers.size(), false);
  for (std::size_t k = 0; k < writer.answers.size(); ++k) {
    const std::vector<Step>& path = writer.answers[k].path;
    if (path.empty() || told[k]) continue;
    std::string questions;
    for (std::size_t j = k; j < writer.answers.size(); ++j) {
      if (writer.answers[j].path != path) continue;
      told[j] = true;
      const Question& question = a.model.questions[j];
      questions += (questions.empty() ? "" : " ") + (question.text.empty() ? question.id : question.text);
    }
    section.blocks.push_back(paragraph({w.say("ways.to-goal", {{"questions", questions}})}));
    section.blocks.push_back(writer.way(path));
  }
  return section;
}

Section tables_section(Writer& writer) {
  const Words& w = writer.w;
  Analysis& a = writer.a;
  Section section{"tables", w.say("tables.title")};
  const auto lasts_under = [&](StateId s) {
    std::vector<std::string> concepts;
    for (const Concept c : strongest_first) {
      if (a.stability().equilibria(c).test(s.index())) concepts.emplace_back(short_name(c));
    }
    return concepts.empty() ? w.say("tables.none") : join_words(concepts);
  };
  const std::vector<std::string> head{w.say("tables.head.number"), w.say("tables.head.what"),
                                      w.say("tables.head.stable")};

  constexpr std::size_t most_listed = 200;
  for (const Concept c : strongest_first) {
    const BitVector lasting = a.stability().equilibria(c);
    if (!lasting.any()) continue;
    Table table{.caption = w.say("tables.equilibria", {{"concept", std::string(short_name(c))}}), .head = head};
    const std::size_t count = lasting.count();
    if (count > most_listed) {
      table.caption +=
          ", " + w.say("tables.equilibria-cut", {{"shown", with_commas(most_listed)}, {"all", with_commas(count)}});
    }
    lasting.for_each([&](std::size_t s) {
      table.rows.push_back(
          {{{with_commas(StateId(s).number())}}, {{against_now(a, StateId(s))}}, {{lasts_under(StateId(s))}}});
      return table.rows.size() < most_listed;
    });
    section.blocks.push_back(folded({table.caption}, {table_block(table)}));
    break;
  }
  if (!a.model.rules.empty()) {
    std::vector<Cell> rules;
    for (const Rule& rule : a.model.rules) {
      Line line{Span(Span::Kind::code, to_text(rule.formula, a.model))};
      if (!rule.text.empty()) line.emplace_back(" " + rule.text);
      rules.push_back({joined(std::move(line), writer.support(rule.support))});
    }
    section.blocks.push_back(folded({w.say("tables.rules")}, {list(std::move(rules))}));
  }
  if (!writer.named().empty()) {
    Table table{.caption = w.say("tables.states-caption"), .head = head};
    for (const StateId s : writer.named()) {
      table.rows.push_back({{{with_commas(s.number())}, "state-" + std::to_string(s.number())},
                            {{against_now(a, s)}},
                            {{lasts_under(s)}}});
    }
    section.blocks.push_back(folded({w.say("tables.states")}, {table_block(std::move(table))}));
  }
  return section;
}

}  // namespace detente::brief
