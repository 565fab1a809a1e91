#include "detente/stability/coalitions.hpp"

#include <algorithm>

#include "detente/stability/coalition_labels.hpp"
#include "detente/stability/coalition_product.hpp"
#include "detente/stability/legal_reach.hpp"

namespace detente {

Coalitions::Coalitions(const StateSpace& space, const Moves& moves, const Payoffs& payoffs)
    : space_(&space), moves_(&moves), payoffs_(&payoffs) {
  if (CoalitionProduct::applies(space, moves)) product_ = std::make_unique<CoalitionProduct>(space, moves, payoffs);
  else labels_ = std::make_unique<CoalitionLabels>(space, moves, payoffs);
}

Coalitions::~Coalitions() = default;
Coalitions::Coalitions(Coalitions&&) noexcept = default;

std::uint64_t Coalitions::bytes(const StateSpace& space, const Moves& moves) {
  if (CoalitionProduct::applies(space, moves)) return std::uint64_t{1} << 20;
  const std::uint64_t places = last_mover_matters(moves) ? 2 * moves.all().size() + 4 : moves.all().size() + 2;
  return space.size() * (4 + 4 * places + 24) + (std::uint64_t{1} << moves.party_count());
}

bool Coalitions::for_each(StateId s, PartySet who, const Visit& visit, Work& work, const Control& control) {
  return product_ ? product_->for_each(s, who, visit, work, control) : labels_->for_each(s, who, visit, work, control);
}

Coalitions::Found Coalitions::improvements(StateId s, Work& work, const Control& control) {
  Found found;
  const auto keep = [&](const CoalitionMove& move) {
    found.moves.push_back(move);
    return true;
  };
  found.complete = for_each(s, everybody(), keep, work, control);
  std::ranges::sort(found.moves, [](const CoalitionMove& a, const CoalitionMove& b) {
    return a.to != b.to ? a.to < b.to : listed_before(a.movers, b.movers);
  });
  return found;
}

std::uint64_t count_coalitions(std::span<const CoalitionMove> to_one_state) {
  if (to_one_state.empty()) return 0;
  if (to_one_state.size() == 1) return std::uint64_t{1} << size_of(to_one_state[0].gainers & ~to_one_state[0].movers);
  std::uint64_t count = 0;
  for_each_set_between(0, to_one_state[0].gainers, [&](PartySet h) {
    count += std::ranges::any_of(to_one_state, [&](const CoalitionMove& m) { return within(m.movers, h); }) ? 1U : 0U;
  });
  return count;
}

}  // namespace detente
