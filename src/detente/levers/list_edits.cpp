#include "detente/levers/list_edits.hpp"

#include <algorithm>

namespace detente {

ListVariants::ListVariants(const StatementLists& lists, PartyId party) : lists_(&lists), party_(party) {
  layers_.push_back({{*lists.list_of(party), {}}});
  seen_.insert(*lists.list_of(party));
}

const std::vector<ListVariant>& ListVariants::at_distance(std::size_t edits, Budget& budget) {
  while (layers_.size() <= edits) {
    std::vector<ListVariant> next;
    for (const ListVariant& variant : layers_.back()) {
      budget.look();
      if (budget.over()) break;
      add_neighbors(variant, next);
    }
    layers_.push_back(std::move(next));
  }
  return layers_[edits];
}

void ListVariants::add_neighbors(const ListVariant& variant, std::vector<ListVariant>& into) {
  const auto add = [&](StatementList list, const ListVariant::Edit& edit) {
    if (!seen_.insert(list).second) return;
    into.push_back({std::move(list), variant.edits});
    into.back().edits.push_back(edit);
  };
  const auto place = [](std::size_t k) { return static_cast<std::uint16_t>(k + 1); };
  using Kind = ListEdit::Kind;
  const StatementList& list = variant.list;
  for (std::size_t from = 0; from < list.size(); ++from) {
    StatementList without = list;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(from));
    for (std::size_t to = 0; to < list.size(); ++to) {
      StatementList moved = without;
      moved.insert(moved.begin() + static_cast<std::ptrdiff_t>(to), list[from]);
      add(std::move(moved), {Kind::move, list[from], place(from), place(to)});
    }
    add(std::move(without), {Kind::drop, list[from], place(from), 0});
  }
  for (EntryId id = 0; id < lists_->entries().size(); ++id) {
    if (lists_->entries()[id].party == party_) continue;
    for (std::size_t to = 0; to <= list.size(); ++to) {
      StatementList more = list;
      more.insert(more.begin() + static_cast<std::ptrdiff_t>(to), id);
      add(std::move(more), {Kind::adopt, id, 0, place(to)});
    }
  }
}

}  // namespace detente
