#include "property/coalitions_agreement.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "detente/casefile/read.hpp"
#include "detente/report/analysis.hpp"
#include "detente/stability/coalitions.hpp"
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

}  // namespace detente::tests
