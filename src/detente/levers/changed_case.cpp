#include "detente/levers/changed_case.hpp"

#include <algorithm>

namespace detente {

ChangedCase::ChangedCase(const StateSpace& space, const Moves& moves, const Payoffs& payoffs, Switches switches,
                         Budget& budget)
    : space_(&space),
      moves_(&moves),
      payoffs_(&payoffs),
      switches_(switches),
      budget_(&budget),
      replaced_(moves.party_count(), nullptr),
      mark_(space.size(), 0),
      last_mover_(space.size(), 0) {}

void ChangedCase::replace_lists(const StatementLists& lists,
                                std::vector<std::pair<PartyId, const StatementList*>> replaced) {
  lists_ = &lists;
  std::ranges::fill(replaced_, nullptr);
  for (const auto& [party, list] : replaced) replaced_[party.index()] = list;
}

void ChangedCase::restore() {
  std::ranges::fill(replaced_, nullptr);
  frozen_.clear();
}

bool ChangedCase::prefers(PartyId party, StateId a, StateId b) const {
  const StatementList* list = replaced_[party.index()];
  return list ? lists_->compare(*list, a, b) > 0 : payoffs_->prefers(party, a, b);
}

bool ChangedCase::keeps_frozen(Code from, Code to) const {
  return std::ranges::all_of(
      frozen_, [&](VariableId v) { return space_->layout().digit(from, v) == space_->layout().digit(to, v); });
}

std::optional<ChangedCase::Range> ChangedCase::targets_of(const Mover& mover, StateId s) const {
  constexpr std::size_t most_kept = 2'000'000;
  const auto index = static_cast<std::uint64_t>(&mover - moves_->all().data());
  const std::uint64_t key = s.index() * moves_->all().size() + index;
  if (const auto known = known_.find(key); known != known_.end()) return known->second;
  if (targets_.size() > most_kept) return std::nullopt;
  const std::size_t begin = targets_.size();
  std::uint32_t seen = 0;
  for (std::size_t k = 0; k < space_->members_in(s); ++k) {
    mover.for_each_target(space_->member_of(s, k), [&](Code code) {
      ++seen;
      const std::optional<Member> member = space_->find(code);
      if (member && space_->state_of(*member) != s) targets_.push_back({space_->state_of(*member), seen, true});
    });
  }
  if (seen > 0) targets_.push_back({s, seen, false});
  return known_[key] = {begin, targets_.size()};
}

void ChangedCase::clear_marks() const {
  if (++current_ != 0) return;
  std::ranges::fill(mark_, 0);
  current_ = 1;
}

bool ChangedCase::hurts(StateId response, StateId start, PartyId party, Concept c) const {
  const auto better = [&](StateId s) {
    return switches_.sanction == Sanction::weak ? prefers(party, s, start) : !prefers(party, start, s);
  };
  if (better(response)) return false;
  return !counters_escape(c) || !any_move(moves_->party(party), response, better);
}

bool ChangedCase::stable(StateId s, PartyId party, Concept c) const {
  return !any_move(moves_->party(party), s, [&](StateId s1) {
    if (!prefers(party, s1, s)) return false;
    if (c == Concept::nash) return true;
    return !any_response(s1, party, responses_improve(c), [&](StateId s2) { return hurts(s2, s, party, c); });
  });
}

}  // namespace detente
