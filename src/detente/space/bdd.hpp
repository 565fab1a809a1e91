#pragma once
/// Sets of assignments too many to list, as reduced ordered binary decision diagrams (Bryant 1986). A set over n bits
/// is a directed graph that asks for one bit after another, in a fixed order of *levels*; equal sets are the same
/// node. Sizes depend on how the set's bits hang together, not on how many members it has.

#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "detente/base/control.hpp"

namespace detente {

/// What a search with decision diagrams may use. Any limit passed throws OutOfBudget.
struct DiagramBudget {
  double seconds = 10;
  std::uint64_t memory_bytes = std::uint64_t{1} << 30;
};

struct OutOfBudget : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Diagrams;

/// A set, kept alive as long as something refers to it. Belongs to the Diagrams that made it, which must outlive it.
class Bdd {
 public:
  Bdd() = default;
  Bdd(const Bdd& other);
  Bdd(Bdd&& other) noexcept : owner_(std::exchange(other.owner_, nullptr)), node_(other.node_) {}
  Bdd& operator=(Bdd other) noexcept {
    std::swap(owner_, other.owner_);
    std::swap(node_, other.node_);
    return *this;
  }
  ~Bdd();

  [[nodiscard]] bool is_empty() const { return node_ == 0; }
  [[nodiscard]] bool is_full() const { return node_ == 1; }

  [[nodiscard]] Bdd operator&(const Bdd& other) const;
  [[nodiscard]] Bdd operator|(const Bdd& other) const;
  [[nodiscard]] Bdd operator~() const;
  /// Without the members of the other.
  [[nodiscard]] Bdd operator-(const Bdd& other) const { return *this & ~other; }
  Bdd& operator&=(const Bdd& other) { return *this = *this & other; }
  Bdd& operator|=(const Bdd& other) { return *this = *this | other; }

  friend bool operator==(const Bdd& a, const Bdd& b) { return a.node_ == b.node_; }

 private:
  friend class Diagrams;
  Bdd(Diagrams* owner, std::uint32_t node);
  Diagrams* owner_ = nullptr;
  std::uint32_t node_ = 0;
};

/// Which levels an operation binds or renames; made once by Diagrams and used for many operations.
struct LevelSet {
  std::uint32_t id = 0;
};

/// All sets of one search, in one table. Not for several threads at once.
class Diagrams {
 public:
  Diagrams(std::size_t levels, const DiagramBudget& budget, Control control);
  Diagrams(const Diagrams&) = delete;
  Diagrams& operator=(const Diagrams&) = delete;

  /// A new budget, from now on.
  void restart(const DiagramBudget& budget);
  [[nodiscard]] std::size_t levels() const { return levels_; }
  [[nodiscard]] Bdd none() { return {this, 0}; }
  [[nodiscard]] Bdd all() { return {this, 1}; }
  /// The assignments in which the bit at this level is set.
  [[nodiscard]] Bdd bit(std::size_t level);
  /// then-part where `condition` holds, else-part elsewhere.
  [[nodiscard]] Bdd choose(const Bdd& condition, const Bdd& then_part, const Bdd& else_part);

  [[nodiscard]] LevelSet level_set(std::vector<bool> members);
  /// The assignments that some change of the bits in `bound` leads into the set.
  [[nodiscard]] Bdd exists(const Bdd& set, LevelSet bound);
  /// exists(a & b, bound), without making a & b.
  [[nodiscard]] Bdd and_exists(const Bdd& a, const Bdd& b, LevelSet bound);
  /// Moves what the set says of level k to level k + offset, for every k in `moved`. The set must not depend on the
  /// levels moved to, which must be neighbors (offset 1 or -1).
  [[nodiscard]] Bdd rename(const Bdd& set, LevelSet moved, int offset);

  /// How many assignments of the levels in `counted` the set has; it must depend on no others. Nothing from 2^64 on.
  [[nodiscard]] std::optional<std::uint64_t> count(const Bdd& set, const std::vector<bool>& counted) const;
  /// The member of a set that is not empty which differs from `point` in the fewest levels; by level, 0 or 1, where the
  /// set does not ask, as in `point`. Of several the one that differs later. Cost: the nodes of the set.
  [[nodiscard]] std::vector<bool> nearest(const Bdd& set, const std::vector<bool>& point) const;

  [[nodiscard]] std::size_t node_count() const { return used_; }

 private:
  friend class Bdd;
  using Node = std::uint32_t;
  struct Data {
    std::uint32_t level;
    Node low;
    Node high;
  };
  struct Entry {
    std::uint32_t operation = 0;
    Node a = 0;
    Node b = 0;
    Node result = 0;
  };
  enum Operation : std::uint32_t { unused, conjunction, disjunction, complement, quantify, relate, move_up, move_down };

  [[nodiscard]] Node make(std::uint32_t level, Node low, Node high);
  [[nodiscard]] Node conjoin(Node a, Node b);
  [[nodiscard]] Node disjoin(Node a, Node b);
  [[nodiscard]] Node negate(Node a);
  [[nodiscard]] Node quantified(Node a, std::uint32_t bound);
  [[nodiscard]] Node related(Node a, Node b, std::uint32_t bound);
  [[nodiscard]] Node renamed(Node a, std::uint32_t moved, int offset);
  [[nodiscard]] Entry& cached(std::uint32_t operation, Node a, Node b);
  [[nodiscard]] bool bound_below(std::uint32_t level, std::uint32_t set) const { return level < last_of_set_[set]; }
  void collect_if_full();
  void grow();
  void check_budget();

  std::size_t levels_;
  std::vector<Data> nodes_;
  std::vector<std::uint32_t> references_;  ///< by node, from Bdd objects
  std::vector<Node> table_;                ///< open addressing; 0 is empty
  std::vector<Node> free_;
  std::vector<Entry> cache_;
  std::vector<std::vector<bool>> sets_;
  std::vector<std::uint32_t> last_of_set_;  ///< one past the last member
  std::size_t used_ = 0;                    ///< nodes alive or not yet collected
  std::size_t collect_at_;
  std::size_t most_nodes_;
  std::uint64_t made_ = 0;
  std::chrono::steady_clock::time_point deadline_;
  Control control_;
};

}  // namespace detente
