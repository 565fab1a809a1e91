#include "one_state.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <vector>

#include "detente/base/random.hpp"
#include "detente/stability/one_state.hpp"

namespace detente::bench {

namespace {

constexpr std::size_t parties = 5;
constexpr std::size_t options = 60;
constexpr std::size_t statements = 20;
constexpr std::size_t rules = 4;

Formula literal(Random& random) {
  const VariableId variable(random.below(options));
  return Formula::literal(variable, static_cast<Value>(random.below(2)));
}

Formula pair_of_literals(Random& random, Formula::Op op) {
  const Formula a = literal(random);
  Formula b = literal(random);
  while (b.variable == a.variable) b = literal(random);
  return Formula::apply(op, {a, b});
}

/// Rules forbid pairs of values, but not those of now, which is random too.
Model wide_model(std::uint64_t seed) {
  Random random(seed);
  Case made;
  std::vector<Value> now;
  for (std::size_t p = 0; p < parties; ++p) {
    made.parties.push_back({.id = "P" + std::to_string(p)});
    Preferences& preferences = made.preferences.emplace_back();
    preferences.form = Preferences::Form::order;
    for (std::size_t k = 0; k < statements; ++k) {
      const auto op = random.chance(50) ? Formula::Op::conjunction : Formula::Op::disjunction;
      preferences.order.push_back({{.id = {}, .formula = pair_of_literals(random, op)}});
    }
  }
  for (std::size_t v = 0; v < options; ++v) {
    Variable& variable = made.variables.emplace_back();
    variable.owner = PartyId(v * parties / options);
    variable.id = "P" + std::to_string(variable.owner.index()) + ".o" + std::to_string(v);
    now.push_back(static_cast<Value>(random.below(2)));
    variable.now_values.push_back({.value = now.back()});
  }
  while (made.rules.size() < rules) {
    Formula rule = Formula::apply(Formula::Op::negation, {pair_of_literals(random, Formula::Op::conjunction)});
    if (holds(rule, now)) made.rules.push_back({.id = {}, .formula = std::move(rule)});
  }
  return model_on(made);
}

}  // namespace

void one_state_rows(std::size_t cases) {
  std::array<std::size_t, all_concepts.size()> settled{};
  std::array<std::size_t, all_concepts.size()> stable{};
  std::array<std::vector<double>, all_concepts.size()> seconds;
  for (std::uint64_t seed = 1; seed <= cases; ++seed) {
    const Model model = wide_model(seed);
    OneState one(model, {});
    for (const Concept c : all_concepts) {
      const auto k = static_cast<std::size_t>(c);
      const auto begin = std::chrono::steady_clock::now();
      const OneStateVerdict verdict = one.verdict(model.now(), PartyId(seed % parties), c);
      seconds[k].push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
      settled[k] += verdict.stable ? 1U : 0U;
      stable[k] += verdict.stable.value_or(false) ? 1U : 0U;
    }
  }
  std::printf("\nOne state of 2^60, %zu random cases, at most 10 s for each verdict:\n\n", cases);
  std::printf("| concept | settled | of these stable | median ms | 95%% ms | longest s |\n|---|---|---|---|---|---|\n");
  for (const Concept c : all_concepts) {
    const auto k = static_cast<std::size_t>(c);
    std::ranges::sort(seconds[k]);
    std::printf("| %s | %.1f%% | %zu | %.2f | %.1f | %.2f |\n", std::string(short_name(c)).c_str(),
                100.0 * static_cast<double>(settled[k]) / static_cast<double>(cases), stable[k],
                1e3 * seconds[k][cases / 2], 1e3 * seconds[k][cases * 95 / 100], seconds[k].back());
  }
  std::fflush(stdout);
}

}  // namespace detente::bench
