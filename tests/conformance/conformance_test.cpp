// What must be true of every concept, engine and switch, on random cases too large for the brute-force reference.

#include <algorithm>
#include <cstdlib>
#include <functional>

#include <doctest/doctest.h>

#include "detente/casefile/read.hpp"
#include "detente/report/analysis.hpp"
#include "reference/case_text.hpp"
#include "reference/random_case.hpp"

namespace detente::tests {

namespace {

namespace ref = reference;

#ifdef NDEBUG
constexpr std::uint64_t cases = 150;
#else
constexpr std::uint64_t cases = 20;
#endif

ref::PlainCase medium_case(std::uint64_t seed, bool rules) {
  ref::RandomCaseOptions options;
  options.max_product = 8192;
  options.max_states = 8192;
  options.rules = rules ? 0.6 : 0;
  options.merge = rules ? 0.35 : 0;
  options.ranking_by_numbers = 0;
  options.questions = 0;
  return ref::random_case(seed, options);
}

struct Solved {
  std::unique_ptr<Analysis> analysis;
  const Stability* stability = nullptr;

  const BitVector& stable(Concept c, std::size_t p) const { return stability->stable(c, PartyId(p)); }
  std::size_t parties() const { return analysis->model.parties.size(); }
};

Solved solved(const ref::PlainCase& plain, Switches switches = {}, Engine engine = Engine::automatic,
              unsigned threads = 2) {
  const ReadResult read = read_case(SourceText("case", ref::to_case_text(plain)));
  REQUIRE_MESSAGE(read.document, render(read.diagnostics, read.source));
  AnalysisOptions options;
  options.switches = switches;
  options.engine = engine;
  options.threads = threads;
  AnalysisBuild build = Analysis::build(*read.document, options);
  REQUIRE_MESSAGE(build.analysis, render(build.diagnostics, read.source));
  Solved result{std::move(build.analysis), nullptr};
  result.stability = &result.analysis->stability();
  return result;
}

bool same_sets(const Solved& a, const Solved& b) {
  for (const Concept c : all_concepts) {
    for (std::size_t p = 0; p < a.parties(); ++p) {
      if (a.stable(c, p) != b.stable(c, p)) return false;
    }
  }
  return true;
}

bool within(const BitVector& inner, const BitVector& outer) { return (inner & outer) == inner; }

void for_each_case(const std::function<void(const ref::PlainCase&, Switches)>& check) {
  const char* given = std::getenv("DETENTE_SEED");
  const std::uint64_t first = given ? std::strtoull(given, nullptr, 10) : 1;
  MESSAGE("seeds " << first << " to " << first + cases - 1);
  for (std::uint64_t seed = first; seed < first + cases; ++seed) {
    CAPTURE(seed);
    const Switches switches{seed % 2 == 0 ? Sanction::weak : Sanction::strict, seed % 7 == 3   ? Responses::once
                                                                               : seed % 7 == 5 ? Responses::single
                                                                                               : Responses::sequences};
    check(medium_case(seed, seed % 3 == 0), switches);
  }
}

/// A case with the same parties, options and states under other places: parties in reverse order.
ref::PlainCase with_parties_reversed(ref::PlainCase plain) {
  const std::size_t last = plain.parties.size() - 1;
  std::ranges::reverse(plain.parties);
  for (ref::PlainVariable& variable : plain.variables) {
    variable.owner = last - variable.owner;
    for (std::size_t& p : variable.between) p = last - p;
    for (std::size_t& p : variable.breakable_by) p = last - p;
  }
  return plain;
}

void rename(ref::PlainFormula& formula, const std::vector<std::size_t>& to) {
  using Kind = ref::PlainFormula::Kind;
  if (formula.kind == Kind::yes || formula.kind == Kind::equals || formula.kind == Kind::differs)
    formula.variable = to[formula.variable];
  for (ref::PlainFormula& part : formula.parts) rename(part, to);
}

/// The options in reverse order (terms stay behind them), which numbers the states anew.
ref::PlainCase with_options_reversed(ref::PlainCase plain, std::vector<std::size_t>& to) {
  const auto options =
      static_cast<std::size_t>(std::ranges::count(plain.variables, false, &ref::PlainVariable::is_term));
  to.resize(plain.variables.size());
  for (std::size_t v = 0; v < to.size(); ++v) to[v] = v < options ? options - 1 - v : v;
  std::reverse(plain.variables.begin(), plain.variables.begin() + static_cast<std::ptrdiff_t>(options));
  for (ref::PlainVariable& variable : plain.variables) {
    if (variable.needs) rename(*variable.needs, to);
    if (!variable.moves) continue;
    for (ref::PlainTransition& move : *variable.moves) {
      if (move.condition) rename(*move.condition, to);
    }
  }
  for (ref::PlainFormula& rule : plain.rules) rename(rule, to);
  for (ref::PlainMerge& merge : plain.merges) {
    rename(merge.when, to);
    for (std::size_t& v : merge.keep) v = to[v];
  }
  for (ref::PlainParty& party : plain.parties) {
    for (auto& level : party.preferences.order) {
      for (ref::PlainFormula& formula : level) rename(formula, to);
    }
    for (ref::PlainWeight& weight : party.preferences.weights) rename(weight.prefer, to);
    for (ref::PlainGroup& group : party.preferences.ranking) {
      if (group.formula) rename(*group.formula, to);
    }
  }
  return plain;
}

}  // namespace

TEST_CASE("stronger concepts are contained in weaker ones") {
  for_each_case([](const ref::PlainCase& plain, Switches switches) {
    const Solved s = solved(plain, switches);
    for (std::size_t p = 0; p < s.parties(); ++p) {
      CHECK(within(s.stable(Concept::nash, p), s.stable(Concept::sseq, p)));
      CHECK(within(s.stable(Concept::sseq, p), s.stable(Concept::seq, p)));
      CHECK(within(s.stable(Concept::seq, p), s.stable(Concept::gmr, p)));
      CHECK(within(s.stable(Concept::sseq, p), s.stable(Concept::smr, p)));
      CHECK(within(s.stable(Concept::smr, p), s.stable(Concept::gmr, p)));
    }
  });
}

TEST_CASE("both engines and any number of threads give the same sets") {
  for_each_case([](const ref::PlainCase& plain, Switches switches) {
    const Solved sparse = solved(plain, switches, Engine::sparse, 1);
    CHECK(same_sets(sparse, solved(plain, switches, Engine::sparse, 7)));
    for (const unsigned threads : {1U, 2U, 7U})
      CHECK(same_sets(sparse, solved(plain, switches, Engine::dense, threads)));
  });
}

TEST_CASE("strict sanctions leave at most what weak ones leave") {
  for_each_case([](const ref::PlainCase& plain, Switches switches) {
    const Solved weak = solved(plain, {Sanction::weak, switches.responses});
    const Solved strict = solved(plain, {Sanction::strict, switches.responses});
    for (const Concept c : all_concepts) {
      for (std::size_t p = 0; p < weak.parties(); ++p) CHECK(within(strict.stable(c, p), weak.stable(c, p)));
    }
  });
}

TEST_CASE("the order of the parties changes nothing") {
  for_each_case([](const ref::PlainCase& plain, Switches switches) {
    const Solved a = solved(plain, switches);
    const Solved b = solved(with_parties_reversed(plain), switches);
    for (const Concept c : all_concepts) {
      for (std::size_t p = 0; p < a.parties(); ++p) CHECK(a.stable(c, p) == b.stable(c, a.parties() - 1 - p));
    }
  });
}

TEST_CASE("the order of the options changes numbers only") {
  for_each_case([](const ref::PlainCase& plain, Switches switches) {
    std::vector<std::size_t> to;
    const Solved a = solved(plain, switches);
    const Solved b = solved(with_options_reversed(plain, to), switches);
    REQUIRE(a.analysis->space.size() == b.analysis->space.size());
    for (std::size_t s = 0; s < a.analysis->space.size(); ++s) {
      const std::vector<Value> values = a.analysis->space.values(StateId(s));
      std::vector<Value> moved(values.size());
      for (std::size_t v = 0; v < values.size(); ++v) moved[to[v]] = values[v];
      const auto member = b.analysis->space.find(b.analysis->space.layout().code_of(moved));
      REQUIRE(member);
      const std::size_t t = b.analysis->space.state_of(*member).index();
      for (const Concept c : all_concepts) {
        for (std::size_t p = 0; p < a.parties(); ++p) {
          if (a.stable(c, p).test(s) != b.stable(c, p).test(t))
            FAIL("state " << s + 1 << " and its image " << t + 1 << " differ");
        }
      }
    }
  });
}

TEST_CASE("weights count only by the order of their sums") {
  for_each_case([](const ref::PlainCase& plain, Switches switches) {
    ref::PlainCase scaled = plain;
    for (ref::PlainParty& party : scaled.parties) {
      for (ref::PlainWeight& weight : party.preferences.weights) weight.millionths *= 3;
    }
    CHECK(same_sets(solved(plain, switches), solved(scaled, switches)));
  });
}

TEST_CASE("a party without moves, and one that is indifferent, are content everywhere") {
  for_each_case([](const ref::PlainCase& plain, Switches switches) {
    const Solved s = solved(plain, switches);
    for (std::size_t p = 0; p < s.parties(); ++p) {
      const bool still = s.analysis->moves.party(PartyId(p)).variables().empty();
      if (!still && s.analysis->payoffs.classes(PartyId(p)) > 1) continue;
      for (const Concept c : all_concepts) CHECK(s.stable(c, p).all());
    }
  });
}

}  // namespace detente::tests
