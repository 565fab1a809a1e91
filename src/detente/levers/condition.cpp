#include "detente/levers/condition.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace detente {

namespace {

/// Blocks by what they hold, so that each is kept once.
class BlockTable {
 public:
  explicit BlockTable(std::vector<States>& blocks) : blocks_(&blocks) {}

  std::uint32_t id_of(States block) {
    std::uint64_t hash = block.size();
    for (const StateId s : block) hash = (hash ^ s.index()) * 0x9E3779B97F4A7C15U;
    const auto [begin, end] = ids_.equal_range(hash);
    for (auto it = begin; it != end; ++it) {
      if ((*blocks_)[it->second] == block) return it->second;
    }
    blocks_->push_back(std::move(block));
    const auto id = static_cast<std::uint32_t>(blocks_->size() - 1);
    ids_.emplace(hash, id);
    return id;
  }

 private:
  std::vector<States>* blocks_;
  std::unordered_multimap<std::uint64_t, std::uint32_t> ids_;
};

/// Finds blocks that hold another one.
class WiderBlocks {
 public:
  WiderBlocks(const std::vector<States>& blocks, std::size_t states) : blocks_(&blocks), in_clause_(states, 0) {}

  /// Drops every block of the clause that holds another one of it: it is never needed.
  void drop(std::vector<std::uint32_t>& clause) {
    if (disjoint(clause)) return;
    // For every state the blocks it is in; a block is wider than another if it meets all of that one's states.
    std::unordered_map<std::size_t, std::vector<std::uint32_t>> at;
    for (std::uint32_t k = 0; k < clause.size(); ++k) {
      for (const StateId s : (*blocks_)[clause[k]]) at[s.index()].push_back(k);
    }
    std::vector<std::uint32_t> met(clause.size(), 0);
    std::vector<std::uint32_t> kept;
    for (std::uint32_t k = 0; k < clause.size(); ++k) {
      bool wider = false;
      for (const bool count : {true, false}) {
        for (const StateId s : (*blocks_)[clause[k]]) {
          for (const std::uint32_t other : at[s.index()]) {
            met[other] = count ? met[other] + 1 : 0;
            wider = wider || (other != k && met[other] == (*blocks_)[clause[other]].size());
          }
        }
      }
      if (!wider) kept.push_back(clause[k]);
    }
    clause = std::move(kept);
  }

 private:
  /// Whether no two blocks of the clause have a state in common; then none holds another.
  bool disjoint(const std::vector<std::uint32_t>& clause) {
    ++clauses_;
    for (const std::uint32_t b : clause) {
      for (const StateId s : (*blocks_)[b]) {
        if (in_clause_[s.index()] == clauses_) return false;
        in_clause_[s.index()] = clauses_;
      }
    }
    return true;
  }

  const std::vector<States>* blocks_;
  std::vector<std::uint32_t> in_clause_;  ///< by state: the last clause that had it
  std::uint32_t clauses_ = 0;
};

void drop_implied_clauses(Condition& condition, Budget& budget) {
  std::vector<std::vector<std::uint32_t>> sorted;
  for (const Condition::Clause& clause : condition.clauses) {
    sorted.push_back(clause.blocks);
    std::ranges::sort(sorted.back());
  }
  // Whether wherever clause a holds, b does: each block of a holds a block of b. That needs the improvement of a, a
  // block of its own, among the blocks of b, which most pairs fail.
  const auto follows = [&](std::size_t b, std::size_t a) {
    budget.spend();
    if (!std::ranges::binary_search(sorted[b], condition.clauses[a].blocks.front())) return false;
    return std::ranges::all_of(sorted[a], [&](std::uint32_t in_a) {
      if (std::ranges::binary_search(sorted[b], in_a)) return true;
      const States& block = condition.blocks[in_a];
      budget.spend(sorted[b].size());
      return block.size() > 1 && !budget.over() && std::ranges::any_of(sorted[b], [&](std::uint32_t in_b) {
               return std::ranges::includes(block, condition.blocks[in_b]);
             });
    });
  };
  std::vector<bool> dropped(condition.clauses.size(), false);
  for (std::size_t b = 0; b < sorted.size() && !budget.over(); ++b) {
    for (std::size_t a = 0; a < sorted.size() && !dropped[b]; ++a) {
      dropped[b] = a != b && !dropped[a] && follows(b, a);
    }
  }
  std::size_t kept = 0;
  for (std::size_t k = 0; k < condition.clauses.size(); ++k) {
    if (dropped[k]) continue;
    if (kept != k) condition.clauses[kept] = std::move(condition.clauses[k]);
    ++kept;
  }
  condition.clauses.resize(kept);
}

/// Without the blocks that no clause uses any more.
void drop_unused_blocks(Condition& condition) {
  std::vector<std::uint32_t> place(condition.blocks.size(), ~std::uint32_t{0});
  std::vector<States> used;
  for (Condition::Clause& clause : condition.clauses) {
    for (std::uint32_t& b : clause.blocks) {
      if (place[b] == ~std::uint32_t{0}) {
        place[b] = static_cast<std::uint32_t>(used.size());
        used.push_back(std::move(condition.blocks[b]));
      }
      b = place[b];
    }
  }
  condition.blocks = std::move(used);
}

}  // namespace

std::optional<Condition> stability_condition(const ChangedCase& changed_case, StateId s, PartyId party, Concept c) {
  Condition condition;
  BlockTable table(condition.blocks);
  WiderBlocks wider(condition.blocks, changed_case.space().size());
  const Mover& mover = changed_case.moves().party(party);
  // "s is no better than s" is true, "s is worse than s" is not.
  const bool s_counts = changed_case.switches().sanction == Sanction::weak;
  for (const StateId t : changed_case.moves().from(mover, s)) {
    std::vector<std::uint32_t> blocks{table.id_of({t})};
    bool always = false;
    const auto consider = [&](StateId x) {
      States block{x};
      if (counters_escape(c)) {
        changed_case.any_move(mover, x, [&](StateId out) {
          block.push_back(out);
          return false;
        });
        std::ranges::sort(block);
        const auto repeated = std::ranges::unique(block);
        block.erase(repeated.begin(), repeated.end());
      }
      const auto own = std::ranges::find(block, s);
      if (own != block.end()) {
        if (!s_counts) return false;
        block.erase(own);
      }
      always = block.empty();
      if (!always) blocks.push_back(table.id_of(std::move(block)));
      return always;
    };
    if (c != Concept::nash) changed_case.any_response(t, party, responses_improve(c), consider);
    if (changed_case.budget().over()) return std::nullopt;
    if (always) continue;
    std::ranges::sort(blocks.begin() + 1, blocks.end());
    const auto repeated = std::ranges::unique(blocks.begin() + 1, blocks.end());
    blocks.erase(repeated.begin(), repeated.end());
    // The opponents may come back to t itself.
    blocks.erase(std::remove(blocks.begin() + 1, blocks.end(), blocks.front()), blocks.end());
    wider.drop(blocks);
    condition.clauses.push_back({t, std::move(blocks)});
  }
  drop_implied_clauses(condition, changed_case.budget());
  if (changed_case.budget().over()) return std::nullopt;
  drop_unused_blocks(condition);
  return condition;
}

namespace {

/// The sets of which none holds another, shortest first, then in order of their states.
std::vector<States> minimal(std::vector<States> sets) {
  std::ranges::sort(
      sets, [](const States& a, const States& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
  std::vector<States> kept;
  for (States& set : sets) {
    const bool wider = std::ranges::any_of(kept, [&](const States& k) { return std::ranges::includes(set, k); });
    if (!wider) kept.push_back(std::move(set));
  }
  return kept;
}

std::size_t states_in(const std::vector<States>& sets) {
  std::size_t n = 0;
  for (const States& set : sets) n += set.size();
  return n;
}

/// The minimal sets that meet every one of `sets` (Berge 1989); nothing if they are too many, or too many on the way.
std::optional<std::vector<States>> transversals(const std::vector<States>& sets, const FormLimits& limits) {
  std::vector<States> found{{}};
  for (const States& set : sets) {
    std::vector<States> longer;
    std::size_t states = 0;
    for (const States& t : found) {
      const bool meets = std::ranges::any_of(t, [&](StateId s) { return std::ranges::binary_search(set, s); });
      if (meets) {
        longer.push_back(t);
        states += t.size();
        continue;
      }
      for (const StateId s : set) {
        States more = t;
        more.insert(std::ranges::lower_bound(more, s), s);
        longer.push_back(std::move(more));
        states += t.size() + 1;
      }
      if (longer.size() > 8 * limits.sets || states > 8 * limits.states) return std::nullopt;
    }
    found = minimal(std::move(longer));
    if (found.size() > limits.sets || states_in(found) > limits.states) return std::nullopt;
  }
  return found;
}

}  // namespace

NormalForms normal_forms(const Condition& condition, const FormLimits& limits) {
  NormalForms forms;
  std::vector<States> all;
  for (const Condition::Clause& clause : condition.clauses) {
    std::vector<States> blocks;
    for (const std::uint32_t b : clause.blocks) blocks.push_back(condition.blocks[b]);
    if (states_in(blocks) > limits.states) return forms;
    if (states_in(blocks) == blocks.size()) {
      // A disjunction of single states is one set of the conjunction already.
      States any;
      for (const States& b : blocks) any.push_back(b.front());
      std::ranges::sort(any);
      all.push_back(std::move(any));
    } else {
      const auto sets = transversals(blocks, limits);
      if (!sets) return forms;
      all.insert(all.end(), sets->begin(), sets->end());
    }
    if (all.size() > limits.sets || states_in(all) > limits.states) return forms;
  }
  all = minimal(std::move(all));
  forms.any_of_all = transversals(all, limits);
  forms.all_of_any = std::move(all);
  return forms;
}

}  // namespace detente
