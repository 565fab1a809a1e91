#include "detente/report/coalition_answer.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/stability/blocks.hpp"

namespace detente {

namespace {

/// So many ways from a state are shown with their path.
constexpr std::size_t most_ways = 20;

/// Puts one answer together; a member for each part that several steps need.
class Answering {
 public:
  Answering(Analysis& a, const CoalitionQuestion& question)
      : a_(a),
        question_(question),
        coalitions_(a.space, a.moves, a.payoffs),
        stability_(coalitions_, a.options().switches.sanction),
        reach_(a.space, a.moves),
        work_(question.work) {}

  CoalitionAnswer run() {
    answer_.nash_asked = question_.states.empty();
    nash_ = a_.stability().equilibria(Concept::nash);
    std::vector<StateId> states = question_.states;
    if (answer_.nash_asked) nash_.for_each([&](std::size_t s) { states.emplace_back(s); });
    find_stable_for_all(states);
    const bool all_judged = a_.space.size() <= small_case && judge_all();
    if (!all_judged) start_concepts(false);
    for (const StateId s : states) {
      if (work_.used_up() || control().stopped()) break;
      ask(s, !all_judged);
    }
    if (answer_.asked.size() < states.size()) {
      leave_out(fmt::format("{} of {} states were not looked at", with_commas(states.size() - answer_.asked.size()),
                            with_commas(states.size())));
    }
    for (const ConceptStates& c : answer_.concepts) {
      if (c.unknown > 0)
        leave_out(fmt::format("{} states were not judged under coalitional {}", with_commas(c.unknown),
                              short_name(c.concept_id)));
    }
    if (!question_.coalitions.empty()) answer_.blocks = solve_blocks();
    return std::move(answer_);
  }

 private:
  [[nodiscard]] const Control& control() const { return a_.options().control; }

  void leave_out(const std::string& what) {
    answer_.complete = false;
    answer_.reason += (answer_.reason.empty() ? "" : "; ") + what;
  }

  void find_stable_for_all(const std::vector<StateId>& states) {
    ConceptStates& result = answer_.stable_for_all;
    result.concept_id = Concept::nash;
    BitVector candidates = nash_;
    result.over_all = answer_.nash_asked || a_.space.size() <= small_case;
    if (!result.over_all) {
      BitVector asked(a_.space.size());
      for (const StateId s : states) asked.set(s.index());
      candidates &= asked;
    }
    NashAgainstCoalitions against = nash_against_coalitions(coalitions_, candidates, work_, control());
    result.states = std::move(against.stable);
    result.unknown = against.unknown;
    if (result.unknown > 0) {
      leave_out(fmt::format("{} of {} Nash equilibria were not held against coalitions", with_commas(result.unknown),
                            with_commas(candidates.count())));
    }
  }

  /// The improvements from one state, and its verdicts.
  void ask(StateId s, bool count_verdicts) {
    const Coalitions::Found found = coalitions_.improvements(s, work_, control());
    AskedState asked{.state = s, .known = found.complete};
    if (!found.complete) leave_out(fmt::format("the improvements from state {} were not all looked for", s.number()));
    asked.survey = survey(a_.payoffs, s, found.moves);
    for (std::size_t k = 0; k < std::min(most_ways, asked.survey.ways.size()); ++k) {
      const CoalitionWay& way = asked.survey.ways[k];
      Work enough;
      (void)reach_.first(s, way.movers, LegalReach::Joint::included, enough, [&](StateId t) { return t == way.to; });
      asked.ways.push_back({way, reach_.path()});
    }
    if (!question_.coalition) answer_.improvements += asked.survey.improvements;
    list(s, found.moves);
    for (const Concept c : question_.concepts) {
      asked.verdicts.push_back(found.complete ? stability_.judge(s, found.moves, c, work_, control())
                                              : CoalitionStability::Verdict{.known = false, .left_by = {}});
      if (count_verdicts) count_verdict(s, c, asked.verdicts.back());
    }
    answer_.asked.push_back(std::move(asked));
  }

  void list(StateId s, std::span<const CoalitionMove> found) {
    const auto room = [&] { return question_.list_at_most == 0 || answer_.listed.size() < question_.list_at_most; };
    if (question_.coalition) {
      std::optional<StateId> last;
      for (const CoalitionMove& move : found) {
        if (!improves(*question_.coalition, move) || move.to == last) continue;
        last = move.to;
        ++answer_.improvements;
        if (room()) answer_.listed.push_back({s, *question_.coalition, move.to});
      }
      return;
    }
    for_each_improvement(found, [&](PartySet h, StateId to) {
      if (!room()) return false;
      answer_.listed.push_back({s, h, to});
      return true;
    });
  }

  void start_concepts(bool over_all) {
    answer_.concepts.clear();
    for (const Concept c : question_.concepts) {
      if (c == Concept::nash) continue;
      answer_.concepts.push_back({.concept_id = c, .over_all = over_all, .states = BitVector(a_.space.size())});
    }
  }

  void count_verdict(StateId s, Concept c, const CoalitionStability::Verdict& verdict) {
    const auto found = std::ranges::find(answer_.concepts, c, &ConceptStates::concept_id);
    if (found == answer_.concepts.end()) return;
    if (!verdict.known) ++found->unknown;
    else if (verdict.stable()) found->states.set(s.index());
  }

  /// Judges every state of the case; false if half the work was not enough.
  bool judge_all() {
    start_concepts(true);
    if (answer_.concepts.empty()) return true;
    Work share(work_.left() / 2);
    for (std::size_t s = 0; s < a_.space.size() && !control().stopped(); ++s) {
      const Coalitions::Found found = coalitions_.improvements(StateId(s), share, control());
      for (const ConceptStates& c : answer_.concepts) {
        const CoalitionStability::Verdict verdict =
            stability_.judge(StateId(s), found.moves, c.concept_id, share, control());
        if (share.used_up()) return false;
        count_verdict(StateId(s), c.concept_id, verdict);
      }
    }
    return true;
  }

  BlockAnswer solve_blocks() {
    BlockAnswer result{.blocks = blocks_of(question_.coalitions, a_.model.parties.size())};
    const Moves moves(a_.model, a_.space, result.blocks);
    result.over_all = a_.space.size() <= small_case;
    result.judged = BitVector(a_.space.size(), result.over_all);
    if (result.over_all) {
      Work share(work_.left() / 2);
      result.stability = detente::solve_blocks(a_.space, moves, a_.payoffs, a_.options().switches,
                                               question_.block_concepts, share, control());
      if (result.stability->complete) return result;
    }
    result.over_all = false;
    result.judged = BitVector(a_.space.size());
    result.stability.emplace(result.blocks.size(), a_.space.size());
    const Explainer explainer(moves, a_.payoffs, a_.options().switches);
    for (const AskedState& asked : answer_.asked) {
      result.judged.set(asked.state.index());
      for (const Concept c : question_.block_concepts) {
        for (std::size_t b = 0; b < result.blocks.size(); ++b) {
          const std::vector<Deterrence> all = explainer.explain(asked.state, PartyId(b), c);
          if (std::ranges::all_of(all, &Deterrence::deterred))
            result.stability->stable(c, PartyId(b)).set(asked.state.index());
        }
      }
    }
    return result;
  }

  Analysis& a_;
  const CoalitionQuestion& question_;
  Coalitions coalitions_;
  CoalitionStability stability_;
  LegalReach reach_;
  Work work_;
  BitVector nash_;
  CoalitionAnswer answer_;
};

}  // namespace

std::optional<Diagnostic> coalitions_refused(const Analysis& a) {
  if (a.model.parties.size() > most_parties_in_sets) {
    return Diagnostic{
        .code = "too-many-parties",
        .message = fmt::format("coalitions can be looked at in cases of up to {} parties; this one has {}",
                               most_parties_in_sets, a.model.parties.size()),
        .hint = "leave out parties without options, or join parties that act alike"};
  }
  const std::uint64_t bytes = Coalitions::bytes(a.space, a.moves);
  if (bytes <= a.options().limits.memory_bytes) return std::nullopt;
  return Diagnostic{.code = "too-large",
                    .message = fmt::format("looking at coalitions in {} states needs about {}; the limit is {}",
                                           with_commas(a.space.size()), memory_text(static_cast<double>(bytes)),
                                           memory_text(static_cast<double>(a.options().limits.memory_bytes))),
                    .hint = "add rules for what cannot go together, or raise --memory"};
}

CoalitionQuestion quick_coalitions(Analysis& a) {
  CoalitionQuestion question{.concepts = {Concept::nash}, .list_at_most = 1, .work = 10'000'000};
  if (a.space.size() <= small_case) return question;
  const BitVector nash = a.stability().equilibria(Concept::nash);
  for (const StateId s : a.questioner().by_improvements().order()) {
    if (!nash.test(s.index())) continue;
    question.states.push_back(s);
    break;
  }
  return question;
}

CoalitionAnswer answer_coalitions(Analysis& analysis, const CoalitionQuestion& question) {
  return Answering(analysis, question).run();
}

std::string coalition_text(const Model& model, PartySet coalition, std::string_view join) {
  std::vector<std::string> ids;
  for (const PartyId p : members_of(coalition)) ids.push_back(model.party_id(p));
  if (join == " and ") return join_words(ids);
  return fmt::format("{}", fmt::join(ids, join));
}

}  // namespace detente
