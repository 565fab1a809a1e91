#include "detente/report/analysis.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/model/formula_parser.hpp"
#include "detente/space/describe.hpp"
#include "detente/space/evaluate.hpp"
#include "detente/space/named.hpp"

namespace detente {

Analysis::Analysis(Model&& m, StateSpace&& s, Payoffs&& p, AnalysisOptions options)
    : model(std::move(m)),
      space(std::move(s)),
      payoffs(std::move(p)),
      moves(model, space),
      options_(std::move(options)) {}

namespace {

std::size_t rank_bytes(const Payoffs& payoffs, std::size_t parties) {
  for (std::size_t p = 0; p < parties; ++p) {
    if (payoffs.classes(PartyId(p)) > Payoffs::most_narrow) return 4;
  }
  return 2;
}

/// The states, their ranks and the sets that conditions of moves hold in.
std::uint64_t bytes_to_solve(const StateSpace& space, const Moves& moves, std::size_t bytes_of_rank) {
  std::uint64_t conditions = 0;
  for (const Mover& mover : moves.all()) conditions += mover.conditions();
  return space.bytes() + conditions * (space.member_count() / 8 + 8) +
         bytes_of_rank * moves.party_count() * space.size();
}

/// The estimate of a need in bytes: a tenth is for what the allocator rounds up and what is too small to be counted.
std::uint64_t with_allowance(std::uint64_t bytes) { return bytes + bytes / 10; }

Diagnostic too_much_to_solve(const StateSpace& space, std::size_t parties, std::uint64_t bytes,
                             const AnalysisOptions& options) {
  Diagnostic d;
  d.code = "too-large";
  d.message = fmt::format("solving {} states for {} parties with these switches needs about {}; the limit is {}",
                          with_commas(space.size()), parties, memory_text(static_cast<double>(bytes)),
                          memory_text(static_cast<double>(options.limits.memory_bytes)));
  d.hint = options.switches.responses == Responses::once
               ? "--responses once needs memory for every subset of the parties; use `sequences`, or raise --memory"
           : options.threads > 1 ? "add rules for what cannot go together, use --threads 1, or raise --memory"
                                 : "add rules for what cannot go together, or raise --memory";
  return d;
}

/// Looking at the moves of fewer states than this once more is not worth knowing earlier.
constexpr std::size_t many_states = std::size_t{1} << 20;

}  // namespace

AnalysisBuild Analysis::build(const Case& document, const AnalysisOptions& options) {
  AnalysisBuild result;
  Model model = model_on(document, options.as_of);
  SpaceBuild space = StateSpace::build(model, options.limits, options.control);
  result.diagnostics = std::move(space.diagnostics);
  result.refused = space.refused;
  result.stopped = space.stopped;
  if (!space.space) return result;
  const std::size_t parties = model.parties.size();
  const std::uint64_t limit = options.limits.memory_bytes;
  const std::uint64_t most = limit - limit / 11;  // with_allowance(most) is the limit
  const auto refuse = [&](const StateSpace& too_large, std::uint64_t bytes) {
    result.refused = true;
    result.diagnostics.push_back(too_much_to_solve(too_large, parties, bytes, options));
  };
  if (space.space->size() > many_states) {  // before time goes into ranking them
    const Moves moves(model, *space.space);
    const std::uint64_t before = bytes_to_solve(*space.space, moves, 2);
    const EngineChoice choice =
        choose_engine(*space.space, moves, options.solve_options(), 2, most - std::min(most, before));
    if (before + choice.bytes > most) {
      refuse(*space.space, with_allowance(before + choice.bytes));
      return result;
    }
  }
  PayoffsBuild payoffs = Payoffs::build(model, *space.space, options.control, options.threads);
  result.stopped = payoffs.stopped;
  result.diagnostics.insert(result.diagnostics.end(), payoffs.diagnostics.begin(), payoffs.diagnostics.end());
  sort_diagnostics(result.diagnostics);
  if (!payoffs.payoffs) return result;
  result.analysis.reset(new Analysis(std::move(model), std::move(*space.space), std::move(*payoffs.payoffs), options));
  Analysis& a = *result.analysis;
  const std::size_t width = rank_bytes(a.payoffs, parties);
  const std::uint64_t before = bytes_to_solve(a.space, a.moves, width);
  a.engine_ = choose_engine(a.space, a.moves, options.solve_options(), width, most - std::min(most, before));
  if (a.bytes() > limit) {
    refuse(a.space, a.bytes());
    result.analysis.reset();
  }
  return result;
}

std::uint64_t Analysis::bytes() const {
  return with_allowance(bytes_to_solve(space, moves, rank_bytes(payoffs, model.parties.size())) + engine_.bytes);
}

std::uint64_t Analysis::kept_bytes() const {
  const std::size_t parties = model.parties.size();
  return bytes_to_solve(space, moves, rank_bytes(payoffs, parties)) +
         all_concepts.size() * parties * (space.size() / 8 + 8);
}

const Stability& Analysis::stability() {
  if (!stability_) {
    SolveOptions chosen = options_.solve_options();
    chosen.engine = engine_.engine;
    stability_ = solve(space, moves, payoffs, chosen, options_.control);
  }
  return *stability_;
}

const Evolution& Analysis::evolution() {
  if (!evolution_) evolution_.emplace(space, moves, payoffs);
  return *evolution_;
}

const Questioner& Analysis::questioner() {
  if (!questioner_) questioner_.emplace(model, evolution(), stability(), options_.control);
  return *questioner_;
}

const std::vector<Answer>& Analysis::answers() {
  if (!answers_) {
    std::vector<const Formula*> goals;
    for (const Question& question : model.questions) goals.push_back(&question.goal);
    answers_ = questioner().answers(goals);
  }
  return *answers_;
}

Settlement Analysis::settlement(const Table& table, StateId from) {
  const auto drift = [&] { return drift_from(evolution(), stability(), from, options_.control); };
  return settle(model, space, payoffs, table, from, drift, options_.control);
}

std::optional<StateId> find_state(const Analysis& analysis, std::string_view text, Diagnostics& diagnostics) {
  const auto fail = [&](std::string code, std::string message, std::string hint) {
    diagnostics.push_back(
        {.severity = Severity::error, .code = std::move(code), .message = std::move(message), .hint = std::move(hint)});
    return std::nullopt;
  };
  const std::size_t states = analysis.space.size();
  std::uint64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed == std::errc() && end == text.data() + text.size()) {
    if (number >= 1 && number <= states) return StateId(number - 1);
    return fail("no-such-state", fmt::format("there is no state {}", number),
                fmt::format("the case has states 1 to {}; `detente states` lists them", states));
  }
  if (text == "now") return analysis.space.now();
  if (const NamedState* named = analysis.model.find_state(text)) {
    if (const auto state = find_named(analysis.model, analysis.space, *named)) return state;
    return fail("infeasible-state", fmt::format("the state '{}' is not feasible", text),
                broken_rule(analysis.model, *named));
  }
  Diagnostics mistakes;
  const auto formula = parse_formula(text, analysis.model, mistakes);
  if (!formula) {
    std::vector<std::string> names;
    for (const NamedState& state : analysis.model.states) names.push_back(state.id);
    const auto nearest = nearest_name(text, names);
    if (nearest) {
      return fail("unknown-state", fmt::format("there is no state named '{}'", text),
                  fmt::format("did you mean '{}'?", *nearest));
    }
    diagnostics.insert(diagnostics.end(), mistakes.begin(), mistakes.end());
    return fail("unknown-state", fmt::format("'{}' names no state", text),
                "give a number, a name from `states` in the case, or a formula that exactly one state satisfies");
  }
  const BitVector matching = evaluate(analysis.space, *formula);
  const std::size_t count = matching.count();
  std::optional<StateId> found;
  matching.for_each([&](std::size_t s) {
    found = StateId(s);
    return false;
  });
  if (count == 1) return found;
  if (count == 0) return fail("unknown-state", fmt::format("no feasible state satisfies '{}'", text), "");
  return fail("ambiguous-state", fmt::format("{} states satisfy '{}'", with_commas(count), text),
              fmt::format("name more options until one is left; the first is {}",
                          describe_numbered(analysis.model, analysis.space, *found)));
}

}  // namespace detente
