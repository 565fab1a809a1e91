#include "property/coalitions_agreement.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "detente/casefile/read.hpp"
#include "detente/report/analysis.hpp"
#include "detente/stability/blocks.hpp"
#include "detente/stability/coalition_stability.hpp"
#include "detente/stability/legal_reach.hpp"
#include "reference/case_text.hpp"
#include "reference/reference.hpp"

namespace detente::tests {

namespace {

namespace ref = reference;
using Difference = std::optional<std::string>;

/// The program's analysis of a plain case, and what the reference makes of it.
struct Both {
  ref::ReferenceModel expected;
  std::unique_ptr<Analysis> analysis;
  Difference failure;
};

Both both(const ref::PlainCase& plain) {
  Both b{ref::build_model(plain), nullptr, std::nullopt};
  const ReadResult read = read_case(SourceText("case", ref::to_case_text(plain)));
  if (!read.document) {
    b.failure = std::string(unreadable) + render(read.diagnostics, read.source);
    return b;
  }
  AnalysisBuild build = Analysis::build(*read.document, {});
  if (!build.analysis) b.failure = "the program found no analysis: " + render(build.diagnostics, read.source);
  b.analysis = std::move(build.analysis);
  return b;
}

/// A path of the program, walked with the reference's moves alone: steps of members of H, or of groups within H, none
/// of them twice running.
bool is_legal(const ref::ReferenceModel& model, const std::vector<Step>& path, PartySet h, std::size_t from,
              std::size_t to) {
  std::size_t at = from;
  PartySet last = 0;
  for (const Step& step : path) {
    const PartySet mover = set_of(step.parties);
    if (step.from.index() != at || !within(mover, h) || mover == last) return false;
    const std::vector<std::size_t>* targets = nullptr;
    if (step.parties.size() == 1) targets = &model.moves[step.parties[0].index()][at];
    for (const ref::JointMoves& joint : model.joint) {
      if (joint.parties == mover) targets = &joint.targets[at];
    }
    if (!targets || std::ranges::find(*targets, step.to.index()) == targets->end()) return false;
    at = step.to.index();
    last = mover;
  }
  return at == to && !path.empty();
}

bool in(std::size_t state, const std::vector<std::size_t>& states) {
  return std::ranges::find(states, state) != states.end();
}

bool no_gain(const ref::ReferenceModel& model, ref::PartySet group, std::size_t u, std::size_t s,
             ref::Sanction sanction) {
  for (std::size_t i = 0; i < model.party_count; ++i) {
    if (!ref::contains(group, i)) continue;
    if (sanction == ref::Sanction::weak ? !model.better(i, u, s) : model.better(i, s, u)) return true;
  }
  return false;
}

/// Walks a sanction with the reference's moves and improvements alone.
bool sanction_holds(const ref::ReferenceModel& model, const ref::CoalitionTable& table, ref::Concept c,
                    ref::PartySet group, std::size_t s, std::size_t t, const std::vector<CoalitionResponse>& responses,
                    ref::Sanction sanction) {
  std::size_t at = t;
  PartySet last = 0;
  for (const CoalitionResponse& r : responses) {
    if (r.who == 0 || (r.who & group) != 0 || r.who == last) return false;
    if (c == ref::Concept::seq) {
      if (!in(r.to.index(), table[r.who][at])) return false;
    } else {
      if (size_of(r.who) != 1 || !in(r.to.index(), model.moves[members_of(r.who)[0].index()][at])) return false;
    }
    last = r.who;
    at = r.to.index();
  }
  if (c == ref::Concept::nash || !no_gain(model, group, at, s, sanction)) return false;
  if (c != ref::Concept::smr) return true;
  const auto away = ref::reach(model.moves, group, at, ref::Responses::sequences);
  return std::ranges::all_of(away, [&](std::size_t v) { return no_gain(model, group, v, s, sanction); });
}

}  // namespace

Difference coalition_difference(const ref::PlainCase& plain) {
  const Both b = both(plain);
  if (b.failure) return b.failure;
  const Analysis& a = *b.analysis;
  Coalitions coalitions(a.space, a.moves, a.payoffs);
  LegalReach reach(a.space, a.moves);
  Work work;
  const std::size_t stride = 1 + a.space.size() / 12;
  for (std::size_t s = 0; s < a.space.size(); s += stride) {
    const Coalitions::Found found = coalitions.improvements(StateId(s), work);
    if (!found.complete) return "the search was not complete";
    for (PartySet h = 1; h < ref::only(b.expected.party_count); ++h) {
      std::vector<std::size_t> targets;
      for (const CoalitionMove& move : found.moves) {
        if (improves(h, move) && (targets.empty() || targets.back() != move.to.index()))
          targets.push_back(move.to.index());
      }
      if (targets != ref::coalition_improvements(b.expected, h, s)) {
        return fmt::format("coalition {:b} has other improvements from state {} than in the reference", h, s + 1);
      }
    }
    for (std::size_t k = 0; k < found.moves.size(); ++k) {
      const CoalitionMove& move = found.moves[k];
      for (std::size_t l = 0; l < found.moves.size(); ++l) {
        if (l != k && found.moves[l].to == move.to && within(found.moves[l].movers, move.movers))
          return fmt::format("the movers {:b} from state {} are not smallest", move.movers, s + 1);
      }
      const auto to = reach.first(StateId(s), move.movers, LegalReach::Joint::included, work,
                                  [&](StateId t) { return t == move.to; });
      if (!to || !is_legal(b.expected, reach.path(), move.movers, s, move.to.index()))
        return fmt::format("the path from state {} to {} is not legal", s + 1, move.to.number());
    }
  }
  return std::nullopt;
}

Difference coalition_stability_difference(const ref::PlainCase& plain) {
  const Both b = both(plain);
  if (b.failure) return b.failure;
  const Analysis& a = *b.analysis;
  const ref::CoalitionTable table = ref::coalition_table(b.expected);
  Coalitions coalitions(a.space, a.moves, a.payoffs);
  Work work;
  for (const Sanction sanction : {Sanction::weak, Sanction::strict}) {
    const auto ref_sanction = static_cast<ref::Sanction>(sanction);
    CoalitionStability stability(coalitions, sanction);
    const std::size_t stride = 1 + a.space.size() / 6;
    for (std::size_t s = 0; s < a.space.size(); s += stride) {
      const Coalitions::Found found = coalitions.improvements(StateId(s), work);
      for (const Concept c : coalitional_concepts) {
        const auto ref_concept = static_cast<ref::Concept>(c);
        const auto wrong = [&](std::string_view what) {
          return fmt::format("{} from state {} under coalitional {} (sanction {})", what, s + 1, short_name(c),
                             id_of(sanction));
        };
        // The first coalition in the order of size and then of who comes first, and its lowest such state.
        std::optional<std::pair<ref::PartySet, std::size_t>> left_by;
        for (ref::PartySet h = 1; h < table.size(); ++h) {
          if (left_by && !listed_before(h, left_by->first)) continue;
          for (const std::size_t t : table[h][s]) {
            if (ref::coalition_deterred(b.expected, table, ref_concept, h, s, t, ref_sanction)) continue;
            left_by = {h, t};
            break;
          }
        }
        const CoalitionStability::Verdict verdict = stability.judge(StateId(s), found.moves, c, work);
        if (!verdict.known) return wrong("no verdict");
        if (verdict.left_by.has_value() != left_by.has_value()) return wrong("another verdict");
        if (left_by && (verdict.left_by->coalition != left_by->first || verdict.left_by->to.index() != left_by->second))
          return wrong("somebody else moves away");
        // The sanctions of a few coalitions, step by step.
        for (ref::PartySet h = 1; h < table.size(); h += 1 + static_cast<ref::PartySet>(s % 3)) {
          for (const std::size_t t : table[h][s]) {
            const bool deterred = ref::coalition_deterred(b.expected, table, ref_concept, h, s, t, ref_sanction);
            const auto sanction_path = stability.sanction(StateId(s), {h, StateId(t)}, c, work);
            if (!sanction_path || sanction_path->empty() == deterred) return wrong("another sanction");
            if (deterred && !sanction_holds(b.expected, table, ref_concept, h, s, t, *sanction_path, ref_sanction))
              return wrong(fmt::format("the sanction against {:b} moving to {} does not hold", h, t + 1));
          }
        }
      }
    }
  }
  return std::nullopt;
}

Difference block_difference(const ref::PlainCase& plain) {
  const Both b = both(plain);
  if (b.failure) return b.failure;
  const Analysis& a = *b.analysis;
  const std::size_t parties = b.expected.party_count;
  // A partition that depends on the case only: party p joins the block of p / 2, of p % 2, or everybody is alone.
  std::vector<std::vector<std::vector<PartyId>>> partitions(4);
  partitions[0] = {{PartyId(parties - 1), PartyId(0)}};
  for (std::size_t p = 0; p < parties; ++p) {
    if (p % 2 == 0) partitions[1].emplace_back();
    partitions[1].back().emplace_back(p);
    if (p < 2) partitions[2].emplace_back();
    partitions[2][p % 2].emplace_back(p);
  }
  for (const auto& lists : partitions) {
    const std::vector<std::vector<PartyId>> blocks = blocks_of(lists, parties);
    std::vector<ref::PartySet> sets;
    for (const std::vector<PartyId>& block : blocks) sets.push_back(set_of(block));
    const Moves moves(a.model, a.space, blocks);
    for (const Switches switches :
         {Switches{}, Switches{Sanction::strict, Responses::once}, Switches{Sanction::weak, Responses::single}}) {
      const ref::StabilityTable expected = ref::block_stability(
          plain, b.expected, sets,
          {static_cast<ref::Sanction>(switches.sanction), static_cast<ref::Responses>(switches.responses)});
      Work work;
      const std::vector<Concept> all(all_concepts.begin(), all_concepts.end());
      const Stability stability = solve_blocks(a.space, moves, a.payoffs, switches, all, work);
      const Explainer explainer(moves, a.payoffs, switches);
      for (const Concept c : all_concepts) {
        for (std::size_t block = 0; block < blocks.size(); ++block) {
          for (std::size_t s = 0; s < a.space.size(); ++s) {
            const bool stable = expected[static_cast<std::size_t>(c)][block][s] != 0;
            const auto wrong = [&](std::string_view who) {
              return fmt::format("{} gives block {:b} another verdict at state {} under {} (sanction {}, responses {})",
                                 who, sets[block], s + 1, short_name(c), id_of(switches.sanction),
                                 id_of(switches.responses));
            };
            if (stability.stable(c, PartyId(block)).test(s) != stable) return wrong("solve_blocks");
            if (s % 5 != 0) continue;
            const auto reasons = explainer.explain(StateId(s), PartyId(block), c);
            if (std::ranges::all_of(reasons, &Deterrence::deterred) != stable) return wrong("explain");
          }
        }
      }
    }
  }
  return std::nullopt;
}

}  // namespace detente::tests
