#include "detente/deals/additive.hpp"

#include <algorithm>
#include <functional>

namespace detente {

namespace {

/// The alternatives of a component for which `wanted(name)` holds.
template <class Wanted>
Component narrowed(const AdditiveProblem& problem, const Component& component, Wanted wanted) {
  Component result;
  for (std::size_t a = 0; a < problem.alternatives(component); ++a) {
    if (!wanted(component.name(a))) continue;
    const auto begin = component.utilities.begin() + static_cast<std::ptrdiff_t>(a * problem.parties());
    result.utilities.insert(result.utilities.end(), begin, begin + static_cast<std::ptrdiff_t>(problem.parties()));
    result.names.push_back(component.name(a));
  }
  return result;
}

}  // namespace

std::optional<DealCount> count_deals(const AdditiveProblem& problem) {
  constexpr DealCount most = DealCount{1} << 126;
  DealCount all = 0;
  for (const Product& product : problem.products) {
    DealCount deals = 1;
    for (const Component& component : product.components) {
      const DealCount alternatives = problem.alternatives(component);
      if (alternatives != 0 && deals > most / alternatives) return std::nullopt;
      deals *= alternatives;
    }
    all += deals;
    if (all > most) return std::nullopt;
  }
  return all;
}

bool has_deals(const AdditiveProblem& problem, const Product& product) {
  return std::ranges::all_of(product.components,
                             [&](const Component& component) { return problem.alternatives(component) > 0; });
}

UtilityRange utility_range(const AdditiveProblem& problem, std::size_t party) {
  std::optional<UtilityRange> range;
  for (const Product& product : problem.products) {
    if (!has_deals(problem, product)) continue;
    UtilityRange here;
    for (const Component& component : product.components) {
      std::int64_t least = component.utilities[party];
      std::int64_t most = least;
      for (std::size_t a = 1; a < problem.alternatives(component); ++a) {
        least = std::min(least, component.utilities[a * problem.parties() + party]);
        most = std::max(most, component.utilities[a * problem.parties() + party]);
      }
      here.least += least;
      here.most += most;
    }
    range = range ? UtilityRange{std::min(range->least, here.least), std::max(range->most, here.most)} : here;
  }
  return range.value_or(UtilityRange{});
}

PointSet points_of(const AdditiveProblem& problem, const Component& component) {
  PointSet points(problem.parties());
  for (std::size_t a = 0; a < problem.alternatives(component); ++a) {
    points.add({component.utilities.data() + a * problem.parties(), problem.parties()}, 1);
  }
  points.sort_and_merge();
  return points;
}

PointSet single_point(std::size_t parties) {
  PointSet points(parties);
  points.add(std::vector<std::int64_t>(parties, 0), 1);
  return points;
}

std::vector<std::int64_t> utilities_of(const AdditiveProblem& problem, const DealChoice& deal) {
  std::vector<std::int64_t> sums(problem.parties(), 0);
  const auto product = std::ranges::find(problem.products, deal.product, &Product::name);
  for (std::size_t c = 0; c < deal.alternatives.size(); ++c) {
    const Component& component = product->components[c];
    std::size_t a = 0;
    while (component.name(a) != deal.alternatives[c]) ++a;
    for (std::size_t p = 0; p < sums.size(); ++p) sums[p] += component.utilities[a * sums.size() + p];
  }
  return sums;
}

AdditiveProblem recast(const AdditiveProblem& problem, const std::vector<Role>& members,
                       const std::vector<Role>& ratifiers) {
  AdditiveProblem result{.members = members.size()};
  for (const Role& role : members) result.walk_away.push_back(role.least - 1);
  for (const Role& role : ratifiers) result.walk_away.push_back(role.least);
  for (const Product& product : problem.products) {
    Product& seen = result.products.emplace_back();
    seen.name = product.name;
    for (const Component& component : product.components) {
      Component& part = seen.components.emplace_back();
      part.names = component.names;
      for (std::size_t a = 0; a < problem.alternatives(component); ++a) {
        const std::int64_t* utilities = component.utilities.data() + a * problem.parties();
        for (const Role& role : members) part.utilities.push_back(utilities[role.party]);
        for (const Role& role : ratifiers) part.utilities.push_back(utilities[role.party]);
      }
    }
  }
  return result;
}

AdditiveProblem without(const AdditiveProblem& problem, const DealChoice& deal) {
  AdditiveProblem result = problem;
  const auto found = std::ranges::find(problem.products, deal.product, &Product::name);
  if (found == problem.products.end()) return result;
  result.products.erase(result.products.begin() + (found - problem.products.begin()));
  Product rest = *found;
  for (std::size_t c = 0; c < rest.components.size(); ++c) {
    const auto in_deal = [&](std::uint32_t name) { return name == deal.alternatives[c]; };
    Product differs = rest;
    differs.components[c] = narrowed(problem, rest.components[c], std::not_fn(in_deal));
    if (!differs.components[c].utilities.empty()) result.products.push_back(std::move(differs));
    rest.components[c] = narrowed(problem, rest.components[c], in_deal);
    if (rest.components[c].utilities.empty()) break;  // the deal was not in the product: nothing is left
  }
  return result;
}

}  // namespace detente
