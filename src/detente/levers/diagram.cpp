#include "detente/levers/diagram.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <unordered_map>

namespace detente {

namespace {

using Atom = std::uint32_t;
using Cube = std::vector<Atom>;       // all of them; ascending
using Cubes = std::vector<Cube>;      // any of them; ascending
using Formula3 = std::vector<Cubes>;  // all of them; ascending

struct Steps {
  std::uint64_t left;
  Budget& budget;
  [[nodiscard]] bool take(std::uint64_t n) {
    budget.spend(n);
    if (n > left || budget.over()) return false;
    left -= n;
    return true;
  }
};

/// The condition with its states grouped to atoms, each a node `some_of`.
struct Grouped {
  std::vector<std::map<std::uint32_t, std::uint32_t>> atoms;  // size -> count
  Formula3 formula;
};

Grouped group(const Condition& condition) {
  // States that are in the same blocks are needed together.
  std::map<std::uint32_t, std::vector<std::uint32_t>> blocks_of;  // by state
  for (std::uint32_t b = 0; b < condition.blocks.size(); ++b) {
    for (const StateId s : condition.blocks[b]) blocks_of[static_cast<std::uint32_t>(s.index())].push_back(b);
  }
  std::map<std::vector<std::uint32_t>, std::uint32_t> together;  // the blocks -> how many states
  for (auto& [state, blocks] : blocks_of) ++together[std::move(blocks)];

  // A block that is one such group, in no other block, can be counted with those that serve the same clauses.
  std::vector<std::vector<std::uint32_t>> clauses_of(condition.blocks.size());
  for (std::uint32_t c = 0; c < condition.clauses.size(); ++c) {
    for (const std::uint32_t b : condition.clauses[c].blocks) clauses_of[b].push_back(c);
  }
  Grouped result;
  std::vector<Cube> cube_of(condition.blocks.size());
  std::map<std::vector<std::uint32_t>, Atom> alike;  // the clauses -> atom
  for (const auto& [blocks, size] : together) {
    const bool alone = blocks.size() == 1 && size == condition.blocks[blocks[0]].size();
    if (alone) {
      const auto [place, is_new] = alike.try_emplace(clauses_of[blocks[0]], static_cast<Atom>(result.atoms.size()));
      if (is_new) result.atoms.emplace_back();
      ++result.atoms[place->second][size];
      cube_of[blocks[0]] = {place->second};
      continue;
    }
    const auto atom = static_cast<Atom>(result.atoms.size());
    result.atoms.push_back({{size, 1}});
    for (const std::uint32_t b : blocks) cube_of[b].push_back(atom);
  }
  for (const Condition::Clause& clause : condition.clauses) {
    Cubes cubes;
    for (const std::uint32_t b : clause.blocks) cubes.push_back(cube_of[b]);
    std::ranges::sort(cubes);
    const auto repeated = std::ranges::unique(cubes);
    cubes.erase(repeated.begin(), repeated.end());
    result.formula.push_back(std::move(cubes));
  }
  return result;
}

/// Puts the items, each of which names some atoms, into lists without common atoms.
template <class Item, class AtomsOf>
std::vector<std::vector<Item>> independent(const std::vector<Item>& items, AtomsOf&& atoms_of) {
  std::vector<std::size_t> parent(items.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto root = [&](std::size_t k) {
    while (parent[k] != k) k = parent[k] = parent[parent[k]];
    return k;
  };
  std::unordered_map<Atom, std::size_t> first;
  for (std::size_t k = 0; k < items.size(); ++k) {
    atoms_of(items[k], [&](Atom atom) {
      const auto [place, is_new] = first.try_emplace(atom, k);
      if (!is_new) parent[root(k)] = root(place->second);
    });
  }
  std::map<std::size_t, std::vector<Item>> lists;
  for (std::size_t k = 0; k < items.size(); ++k) lists[root(k)].push_back(items[k]);
  std::vector<std::vector<Item>> out;
  for (auto& [k, list] : lists) out.push_back(std::move(list));
  return out;
}

/// The steps that it takes to simplify the formula.
std::uint64_t cost(const Formula3& formula) {
  std::uint64_t steps = 1 + formula.size() * formula.size();
  for (const Cubes& cubes : formula) {
    std::uint64_t atoms = 0;
    for (const Cube& cube : cubes) atoms += cube.size();
    steps += 1 + atoms + (atoms > cubes.size() ? cubes.size() * cubes.size() : 0);
  }
  return steps;
}

/// Without cubes that hold another one and without clauses that follow from another one; all in order.
void simplify(Formula3& formula) {
  for (Cubes& cubes : formula) {
    std::ranges::sort(cubes);
    const auto again = std::ranges::unique(cubes);
    cubes.erase(again.begin(), again.end());
    if (std::ranges::all_of(cubes, [](const Cube& cube) { return cube.size() == 1; })) continue;
    std::ranges::stable_sort(cubes, {}, &Cube::size);
    Cubes kept;
    for (Cube& cube : cubes) {
      const bool wider = std::ranges::any_of(kept, [&](const Cube& k) { return std::ranges::includes(cube, k); });
      if (!wider) kept.push_back(std::move(cube));
    }
    std::ranges::sort(kept);
    cubes = std::move(kept);
  }
  std::ranges::sort(formula);
  const auto repeated = std::ranges::unique(formula);
  formula.erase(repeated.begin(), repeated.end());
  const auto implies = [](const Cubes& a, const Cubes& b) {
    return std::ranges::all_of(a, [&](const Cube& in_a) {
      return std::ranges::any_of(b, [&](const Cube& in_b) { return std::ranges::includes(in_a, in_b); });
    });
  };
  Formula3 kept;
  for (std::size_t b = 0; b < formula.size(); ++b) {
    bool follows = false;
    for (std::size_t a = 0; a < formula.size() && !follows; ++a) {
      // Of two that follow from each other (they are equal by now) one would have to stay; equal ones are gone already.
      follows = a != b && implies(formula[a], formula[b]);
    }
    if (!follows) kept.push_back(formula[b]);
  }
  formula = std::move(kept);
}

class Builder {
 public:
  Builder(Grouped grouped, Steps steps) : grouped_(std::move(grouped)), steps_(steps) {}

  std::optional<Diagram> build() {
    if (!node_of(grouped_.formula)) return std::nullopt;
    return std::move(diagram_);
  }

 private:
  using NodeId = Diagram::NodeId;
  using Kind = Diagram::Node::Kind;

  NodeId add(Diagram::Node node) {
    const auto part = [&](std::size_t k) -> const Diagram::Node& { return diagram_.nodes[node.parts[k]]; };
    const auto log2_of_sum = [](double a, double b) {
      return std::max(a, b) + std::log2(1 + std::exp2(-std::abs(a - b)));
    };
    switch (node.kind) {
      case Kind::truth:
      case Kind::never: break;
      case Kind::some_of:
        for (const auto& [size, count] : node.groups) {
          node.degree += std::uint64_t{size} * count;
          node.bits += count;
        }
        node.bits = log2_of_sum(node.bits, 0);
        break;
      case Kind::terms: {
        const std::uint32_t most = node.terms.rbegin()->first;
        double coefficients = 0;
        for (const auto& [exponent, coefficient] : node.terms)
          coefficients += std::abs(static_cast<double>(coefficient));
        node.degree = std::uint64_t{node.size} * most;
        node.bits = most + std::log2(coefficients);
        break;
      }
      case Kind::all:
        for (std::size_t k = 0; k < node.parts.size(); ++k) {
          node.degree += part(k).degree;
          node.bits += part(k).bits;
        }
        break;
      case Kind::any:
        for (std::size_t k = 0; k < node.parts.size(); ++k) {
          node.degree += part(k).degree;
          node.bits += log2_of_sum(part(k).bits, 0);
        }
        node.bits = log2_of_sum(node.bits, 0);
        break;
      case Kind::choice:
        node.degree = part(0).degree + std::max(part(1).degree, part(2).degree);
        node.bits = log2_of_sum(part(0).bits + part(1).bits, log2_of_sum(part(0).bits, 0) + part(2).bits);
        break;
    }
    diagram_.nodes.push_back(std::move(node));
    return static_cast<NodeId>(diagram_.nodes.size() - 1);
  }

  NodeId atom_node(Atom atom) {
    const auto [place, is_new] = atom_nodes_.try_emplace(atom, 0);
    if (is_new) place->second = add({.kind = Kind::some_of, .groups = grouped_.atoms[atom]});
    return place->second;
  }

  NodeId joined(Kind kind, std::vector<NodeId> parts) {
    return parts.size() == 1 ? parts[0] : add({.kind = kind, .groups = {}, .parts = std::move(parts)});
  }

  /// The node of a formula; nothing if it takes too many steps.
  std::optional<NodeId> node_of(Formula3 formula) {
    if (!steps_.take(cost(formula)) || depth_ > deepest) return std::nullopt;
    simplify(formula);
    join_alike(formula);
    if (formula.empty()) return add({.kind = Kind::truth});
    for (const Cubes& cubes : formula) {
      if (cubes.empty()) return add({.kind = Kind::never});
    }
    const auto known = known_.find(formula);
    if (known != known_.end()) return known->second;
    ++depth_;
    const auto node = taken_apart(formula);
    --depth_;
    if (node) known_.emplace(std::move(formula), *node);
    return node;
  }

  std::optional<NodeId> taken_apart(const Formula3& formula) {
    const auto atoms_of_cubes = [](const Cubes& cubes, auto&& visit) {
      for (const Cube& cube : cubes) std::ranges::for_each(cube, visit);
    };
    const auto lists = independent(formula, atoms_of_cubes);
    if (lists.size() > 1) {
      std::vector<NodeId> parts;
      for (const Formula3& list : lists) {
        const auto part = node_of(list);
        if (!part) return std::nullopt;
        parts.push_back(*part);
      }
      return joined(Kind::all, std::move(parts));
    }
    if (formula.size() == 1) {
      const auto ways =
          independent(formula[0], [](const Cube& cube, auto&& visit) { std::ranges::for_each(cube, visit); });
      if (ways.size() > 1 || ways[0].size() == 1) {
        std::vector<NodeId> parts;
        for (const Cubes& cubes : ways) {
          if (cubes.size() == 1) {
            std::vector<NodeId> all;
            for (const Atom atom : cubes[0]) all.push_back(atom_node(atom));
            parts.push_back(joined(Kind::all, std::move(all)));
            continue;
          }
          const auto part = node_of({cubes});
          if (!part) return std::nullopt;
          parts.push_back(*part);
        }
        return joined(Kind::any, std::move(parts));
      }
    }
    if (const auto size = common_size(formula)) return inclusion_exclusion(formula, *size);
    return choice(formula);
  }

  /// Atoms that stand alone wherever they occur, and occur in the same clauses, become one.
  void join_alike(Formula3& formula) {
    std::map<Atom, std::vector<std::uint32_t>> clauses_of;
    for (std::uint32_t c = 0; c < formula.size(); ++c) {
      for (const Cube& cube : formula[c]) {
        if (cube.size() == 1) clauses_of[cube[0]].push_back(c);
      }
    }
    for (const Cubes& cubes : formula) {
      for (const Cube& cube : cubes) {
        for (const Atom atom : cube) {
          if (cube.size() > 1) clauses_of.erase(atom);
        }
      }
    }
    std::map<std::vector<std::uint32_t>, std::vector<Atom>> alike;
    for (const auto& [atom, clauses] : clauses_of) alike[clauses].push_back(atom);
    std::map<Atom, Atom> joined;
    for (const auto& [clauses, atoms] : alike) {
      if (atoms.size() < 2) continue;
      const auto [place, is_new] = joined_.try_emplace(atoms, static_cast<Atom>(grouped_.atoms.size()));
      if (is_new) {
        std::map<std::uint32_t, std::uint32_t> groups;
        for (const Atom atom : atoms) {
          for (const auto& [size, count] : grouped_.atoms[atom]) groups[size] += count;
        }
        grouped_.atoms.push_back(std::move(groups));
      }
      for (const Atom atom : atoms) joined[atom] = place->second;
    }
    if (joined.empty()) return;
    for (Cubes& cubes : formula) {
      for (Cube& cube : cubes) {
        const auto to = cube.size() == 1 ? joined.find(cube[0]) : joined.end();
        if (to != joined.end()) cube[0] = to->second;
      }
      std::ranges::sort(cubes);
      const auto repeated = std::ranges::unique(cubes);
      cubes.erase(repeated.begin(), repeated.end());
    }
    std::ranges::sort(formula);
  }

  /// The size of all groups, if all atoms stand alone and have groups of one size, and the clauses are few.
  [[nodiscard]] std::optional<std::uint32_t> common_size(const Formula3& formula) const {
    if (formula.size() > most_clauses) return std::nullopt;
    std::optional<std::uint32_t> size;
    for (const Cubes& cubes : formula) {
      for (const Cube& cube : cubes) {
        if (cube.size() != 1 || grouped_.atoms[cube[0]].size() != 1) return std::nullopt;
        const std::uint32_t here = grouped_.atoms[cube[0]].begin()->first;
        if (size && *size != here) return std::nullopt;
        size = here;
      }
    }
    return size;
  }

  /// The chance that no clause is without a group that is below S: the sum over the sets T of clauses of (-1)^|T| v^n,
  /// where n groups are in some clause of T.
  std::optional<NodeId> inclusion_exclusion(const Formula3& formula, std::uint32_t size) {
    const std::size_t sets = std::size_t{1} << formula.size();
    if (!steps_.take(sets * formula.size())) return std::nullopt;
    std::map<Atom, std::size_t> clauses_of;
    for (std::size_t c = 0; c < formula.size(); ++c) {
      for (const Cube& cube : formula[c]) clauses_of[cube[0]] |= std::size_t{1} << c;
    }
    // within[T]: the groups that serve clauses of T only.
    std::vector<std::uint32_t> within(sets, 0);
    for (const auto& [atom, clauses] : clauses_of) within[clauses] += grouped_.atoms[atom].begin()->second;
    for (std::size_t c = 0; c < formula.size(); ++c) {
      for (std::size_t set = 0; set < sets; ++set) {
        if ((set >> c & 1) != 0) within[set] += within[set ^ (std::size_t{1} << c)];
      }
    }
    Diagram::Node node{.kind = Kind::terms, .groups = {}, .size = size};
    for (std::size_t set = 0; set < sets; ++set) {
      node.terms[within[sets - 1] - within[sets - 1 - set]] += std::popcount(set) % 2 == 0 ? 1 : -1;
    }
    std::erase_if(node.terms, [](const auto& term) { return term.second == 0; });
    return add(std::move(node));
  }

  std::optional<NodeId> choice(const Formula3& formula) {
    std::map<Atom, std::size_t> occurs;
    for (const Cubes& cubes : formula) {
      for (const Cube& cube : cubes) {
        for (const Atom atom : cube) ++occurs[atom];
      }
    }
    const Atom atom = std::ranges::max_element(occurs, {}, [](const auto& o) { return o.second; })->first;
    Formula3 with;
    Formula3 without;
    for (const Cubes& cubes : formula) {
      Cubes in_with;
      Cubes in_without;
      bool holds = false;
      for (const Cube& cube : cubes) {
        const auto at = std::ranges::lower_bound(cube, atom);
        if (at == cube.end() || *at != atom) {
          in_with.push_back(cube);
          in_without.push_back(cube);
          continue;
        }
        Cube rest(cube.begin(), at);
        rest.insert(rest.end(), at + 1, cube.end());
        holds = holds || rest.empty();
        in_with.push_back(std::move(rest));
      }
      if (!holds) with.push_back(std::move(in_with));
      without.push_back(std::move(in_without));
    }
    const auto yes = node_of(std::move(with));
    if (!yes) return std::nullopt;
    const auto no = node_of(std::move(without));
    if (!no) return std::nullopt;
    const NodeId condition = atom_node(atom);
    if (diagram_.nodes[*yes].kind == Kind::truth) return joined(Kind::any, {condition, *no});
    if (diagram_.nodes[*no].kind == Kind::never) return joined(Kind::all, {condition, *yes});
    return add({.kind = Kind::choice, .groups = {}, .parts = {condition, *yes, *no}});
  }

  /// So that the recursion stays within the stack.
  static constexpr std::size_t deepest = 1'500;
  /// For inclusion and exclusion.
  static constexpr std::size_t most_clauses = 14;

  Grouped grouped_;
  Steps steps_;
  std::size_t depth_ = 0;
  Diagram diagram_;
  std::map<Atom, NodeId> atom_nodes_;
  std::map<std::vector<Atom>, Atom> joined_;
  std::map<Formula3, NodeId> known_;
};

}  // namespace

std::optional<Diagram> take_apart(const Condition& condition, std::uint64_t most_work, Budget& budget) {
  std::uint64_t size = condition.clauses.size();
  for (const States& block : condition.blocks) size += block.size();
  budget.spend(size);
  if (budget.over()) return std::nullopt;
  return Builder(group(condition), Steps{most_work, budget}).build();
}

}  // namespace detente
