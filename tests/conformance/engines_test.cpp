// The engines against each other on random cases that are large enough for whole tiles and blocks of the dense one:
// thousands of states, options of two to five values, owners in blocks or mixed, free and limited moves, rules, and one
// case whose ranks need 32 bits. DETENTE_CASES says how many, DETENTE_SEED where they begin.

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>

#include <doctest/doctest.h>

#include "detente/base/random.hpp"
#include "detente/stability/solve.hpp"
#include "property/from_environment.hpp"

namespace detente::tests {

namespace {

/// Draws a case; see above.
class Maker {
 public:
  explicit Maker(std::uint64_t seed, std::size_t wanted_product) : random_(seed), wanted_(wanted_product) {}

  Model model() {
    const std::size_t parties = 2 + random_.below(3);
    for (std::size_t p = 0; p < parties; ++p) {
      const std::string id = "P" + std::to_string(p + 1);
      case_.parties.push_back({.id = id, .name = id});
    }
    draw_options();
    if (chance(60)) limit_moves();
    if (chance(40)) draw_rules();
    for (std::size_t p = 0; p < parties; ++p) draw_preferences(p);
    return model_on(case_);
  }

 private:
  bool chance(std::size_t percent) { return random_.below(100) < percent; }

  void draw_options() {
    const bool mixed = chance(40);
    const bool many_values = chance(50);
    std::vector<std::size_t> radices;
    for (std::size_t product = 1; product < wanted_;) {
      radices.push_back(many_values && chance(60) ? 3 + random_.below(3) : 2);
      product *= radices.back();
    }
    for (std::size_t v = 0; v < radices.size(); ++v) {
      const std::size_t parties = case_.parties.size();
      const std::size_t owner = mixed ? random_.below(parties) : v * parties / radices.size();
      Variable option;
      option.id = case_.parties[owner].id + ".o" + std::to_string(v + 1);
      option.owner = PartyId(owner);
      option.values.resize(radices[v]);
      for (std::size_t k = 0; k < radices[v]; ++k) option.values[k] = "v" + std::to_string(k);
      case_.variables.push_back(option);
    }
  }

  Formula literal() {
    const std::size_t v = random_.below(case_.variables.size());
    return Formula::literal(VariableId(v), static_cast<Value>(random_.below(case_.variables[v].values.size())));
  }

  Formula pair() {
    constexpr std::array<Formula::Op, 4> joins{Formula::Op::conjunction, Formula::Op::disjunction, Formula::Op::given,
                                               Formula::Op::iff};
    const Formula a = literal();
    const Formula b = literal();
    return Formula::apply(joins[random_.below(joins.size())], {a, b});
  }

  void limit_moves() {
    const std::size_t percent = 20 + random_.below(40);
    for (Variable& option : case_.variables) {
      if (!chance(percent)) continue;
      if (chance(40)) {
        option.needs = literal();
        continue;
      }
      option.moves_limited = true;
      for (Value from = 0; from < option.values.size(); ++from) {
        for (Value to = 0; to < option.values.size(); ++to) {
          if (from == to || chance(40)) continue;
          Transition transition{.from = from, .to = to};
          if (chance(20)) transition.condition = literal();
          option.moves.push_back(transition);
        }
      }
    }
  }

  /// Rules that now keeps: now is every option at its first value.
  void draw_rules() {
    for (std::size_t k = 1 + random_.below(3); k > 0; --k) {
      const std::size_t v = random_.below(case_.variables.size());
      const Formula other = Formula::literal(VariableId(v), 0);
      case_.rules.emplace_back().formula = Formula::apply(Formula::Op::disjunction, {other, pair()});
    }
  }

  void draw_preferences(std::size_t p) {
    Preferences& preferences = case_.preferences.emplace_back();
    preferences.form = Preferences::Form::order;
    if (p == 0 && wanted_ > Payoffs::most_narrow) return tell_all_apart(preferences);
    const std::size_t statements = 1 + random_.below(20);
    for (std::size_t k = 0; k < statements; ++k) {
      Level& level = preferences.order.emplace_back();
      for (std::size_t n = chance(15) ? 2 + random_.below(4) : 1; n > 0; --n) {
        Statement statement;
        statement.id = case_.parties[p].id + "#" + std::to_string(k + 1);
        statement.formula = chance(20) ? literal() : pair();
        level.push_back(statement);
      }
    }
  }

  /// No two states are equally good.
  void tell_all_apart(Preferences& preferences) {
    for (std::size_t v = 0; v < case_.variables.size(); ++v) {
      for (Value value = 1; value < case_.variables[v].values.size(); ++value) {
        Statement statement;
        statement.id = "P1#" + std::to_string(preferences.order.size() + 1);
        statement.formula = Formula::literal(VariableId(v), value);
        preferences.order.push_back({statement});
      }
    }
  }

  Random random_;
  std::size_t wanted_;
  Case case_;
};

/// The first difference between what the engines find, for several numbers of threads.
std::string difference(const Model& model, Switches switches) {
  const SpaceBuild space = StateSpace::build(model);
  REQUIRE(space.space);
  const PayoffsBuild payoffs = Payoffs::build(model, *space.space);
  REQUIRE(payoffs.payoffs);
  const Moves moves(model, *space.space);
  if (!dense_engine_applies(*space.space, moves)) return "";
  const auto solved = [&](Engine engine, unsigned threads) {
    return solve(*space.space, moves, *payoffs.payoffs, {.switches = switches, .engine = engine, .threads = threads});
  };
  const Stability sparse = solved(Engine::sparse, 2);
  for (const auto& [engine, threads] :
       {std::pair{Engine::dense, 1U}, std::pair{Engine::dense, 2U}, std::pair{Engine::dense, 7U},
        std::pair{Engine::sparse, 1U}, std::pair{Engine::sparse, 7U}}) {
    const Stability other = solved(engine, threads);
    REQUIRE(other.engine == engine);
    for (const Concept c : all_concepts) {
      for (std::size_t p = 0; p < model.parties.size(); ++p) {
        const PartyId party(p);
        if (other.stable(c, party) == sparse.stable(c, party)) continue;
        return std::string(short_name(c)) + " of " + model.party_id(party) + ", " + std::to_string(threads) +
               " threads, " + std::string(id_of(engine)) + ": " + std::to_string(other.stable(c, party).count()) +
               " states, " + std::to_string(sparse.stable(c, party).count()) + " by the sparse engine with 2";
      }
    }
  }
  return "";
}

}  // namespace

TEST_CASE("the engines agree on cases of some thousand states") {
  const std::uint64_t first = from_environment("DETENTE_SEED", 1);
  const std::uint64_t count = std::min(cases_to_run(120), std::uint64_t{20'000});
  MESSAGE("seeds " << first << " to " << first + count - 1);
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    CAPTURE(seed);
    const Switches switches{seed % 3 == 0 ? Sanction::strict : Sanction::weak, seed % 10 == 4   ? Responses::once
                                                                               : seed % 10 == 7 ? Responses::single
                                                                                                : Responses::sequences};
    CHECK(difference(Maker(seed, std::size_t{1} << (6 + seed % 8)).model(), switches) == "");
  }
}

TEST_CASE("the engines agree where ranks need 32 bits") {
  const Model model = Maker(2, 100'000).model();
  const SpaceBuild space = StateSpace::build(model);
  REQUIRE(space.space);
  const PayoffsBuild payoffs = Payoffs::build(model, *space.space);
  REQUIRE(payoffs.payoffs->classes(PartyId(0)) > Payoffs::most_narrow);
  CHECK(difference(model, {}) == "");
}

}  // namespace detente::tests
