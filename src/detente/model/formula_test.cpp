#include "detente/model/formula.hpp"

#include <array>
#include <string>

#include <doctest/doctest.h>

#include "detente/base/random.hpp"

using namespace detente;

namespace {

using Op = Formula::Op;

Formula yes(std::size_t v) { return Formula::literal(VariableId(v), 1); }

bool under(const Formula& f, const std::vector<Value>& values) { return holds(f, values); }

/// A formula of at most `depth` levels over three variables of three values.
Formula random_formula(Random& random, int depth) {
  if (depth == 0 || random.chance(20)) {
    if (random.chance(10)) return Formula::constant(random.chance(50));
    return Formula::literal(VariableId(random.below(3)), static_cast<Value>(random.below(3)), random.chance(70));
  }
  constexpr std::array<Op, 6> many{Op::conjunction, Op::disjunction,  Op::exactly_one,
                                   Op::at_most_one, Op::at_least_one, Op::none};
  constexpr std::array<Op, 3> two{Op::implies, Op::iff, Op::given};
  std::vector<Formula> operands;
  const auto add = [&](std::uint64_t count) {
    while (operands.size() < count) operands.push_back(random_formula(random, depth - 1));
  };
  if (random.chance(20)) {
    add(1);
    return Formula::apply(Op::negation, std::move(operands));
  }
  if (random.chance(30)) {
    add(2);
    return Formula::apply(two[random.below(two.size())], std::move(operands));
  }
  add(2 + random.below(3));
  return Formula::apply(many[random.below(many.size())], std::move(operands));
}

}  // namespace

TEST_CASE("what each operator means") {
  const std::vector<Formula> ab{yes(0), yes(1)};
  // Rows: a b = 00, 10, 01, 11.
  const auto table = [&](Op op) {
    std::string rows;
    for (const auto& [a, b] : {std::pair<Value, Value>{0, 0}, {1, 0}, {0, 1}, {1, 1}}) {
      rows += under(Formula::apply(op, ab), {a, b}) ? '1' : '0';
    }
    return rows;
  };
  CHECK(table(Op::conjunction) == "0001");
  CHECK(table(Op::all) == "0001");
  CHECK(table(Op::disjunction) == "0111");
  CHECK(table(Op::at_least_one) == "0111");
  CHECK(table(Op::none) == "1000");
  CHECK(table(Op::exactly_one) == "0110");
  CHECK(table(Op::at_most_one) == "1110");
  CHECK(table(Op::implies) == "1011");
  CHECK(table(Op::iff) == "1001");
  CHECK(table(Op::given) == "1101");
  CHECK(under(Formula::literal(VariableId(0), 2), {2}));
  CHECK_FALSE(under(Formula::literal(VariableId(0), 2, false), {2}));
  CHECK(under(Formula::constant(true), {}));
}

TEST_CASE("exactly one counts, it does not only compare two") {
  const Formula f = Formula::apply(Op::exactly_one, {yes(0), yes(1), yes(2)});
  CHECK_FALSE(under(f, {1, 1, 1}));
  CHECK(under(f, {0, 0, 1}));
  CHECK_FALSE(under(f, {0, 0, 0}));
}

TEST_CASE("a formula that is settled early has the value that every completion has") {
  const std::uint64_t seed = 20250807;
  CAPTURE(seed);
  Random random(seed);
  for (int round = 0; round < 3000; ++round) {
    const Formula f = random_formula(random, 4);
    const Formula simple = simplified(f);
    std::array<std::int32_t, 3> known{};
    for (auto& value : known) value = static_cast<std::int32_t>(random.below(4)) - 1;
    const auto early = settled(f, known);
    for (Value a = 0; a < 3; ++a) {
      for (Value b = 0; b < 3; ++b) {
        for (Value c = 0; c < 3; ++c) {
          const std::array<Value, 3> state{a, b, c};
          CHECK(holds(simple, state) == holds(f, state));
          bool completes = true;
          for (std::size_t v = 0; v < 3; ++v) completes = completes && (known[v] < 0 || known[v] == state[v]);
          if (completes && early) CHECK(holds(f, state) == *early);
        }
      }
    }
    const std::array<std::int32_t, 3> all{1, 0, 2};
    CHECK(settled(f, all) == holds(f, std::array<Value, 3>{1, 0, 2}));
  }
}

TEST_CASE("the variables of a formula, ascending and once each") {
  const Formula f = Formula::apply(Op::conjunction, {yes(4), Formula::apply(Op::negation, {yes(1)}), yes(4)});
  CHECK(variables_of(f) == std::vector<VariableId>{VariableId(1), VariableId(4)});
  CHECK(variables_of(Formula::constant(true)).empty());
}
