#include "detente/space/bdd.hpp"

#include <algorithm>
#include <bit>
#include <unordered_map>

namespace detente {

namespace {

std::uint64_t mixed(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  std::uint64_t h = (a * 0x9E3779B97F4A7C15ULL) ^ (b * 0xC2B2AE3D27D4EB4FULL) ^ (c * 0x165667B19E3779F9ULL);
  h ^= h >> 29;
  h *= 0xBF58476D1CE4E5B9ULL;
  return h ^ (h >> 32);
}

constexpr std::size_t first_table = std::size_t{1} << 14;
constexpr std::size_t largest_cache = std::size_t{1} << 21;

}  // namespace

Bdd::Bdd(Diagrams* owner, std::uint32_t node) : owner_(owner), node_(node) { ++owner_->references_[node_]; }
Bdd::Bdd(const Bdd& other) : owner_(other.owner_), node_(other.node_) {
  if (owner_) ++owner_->references_[node_];
}
Bdd::~Bdd() {
  if (owner_) --owner_->references_[node_];
}

Bdd Bdd::operator&(const Bdd& other) const {
  owner_->collect_if_full();
  return {owner_, owner_->conjoin(node_, other.node_)};
}
Bdd Bdd::operator|(const Bdd& other) const {
  owner_->collect_if_full();
  return {owner_, owner_->disjoin(node_, other.node_)};
}
Bdd Bdd::operator~() const {
  owner_->collect_if_full();
  return {owner_, owner_->negate(node_)};
}

Diagrams::Diagrams(std::size_t levels, const DiagramBudget& budget, Control control)
    : levels_(levels),
      table_(first_table, 0),
      cache_(first_table),
      collect_at_(first_table / 2),
      control_(std::move(control)) {
  restart(budget);
  const auto end = static_cast<std::uint32_t>(levels);
  nodes_ = {{end, 0, 0}, {end, 1, 1}};
  references_ = {1, 1};
  used_ = 2;
}

void Diagrams::restart(const DiagramBudget& budget) {
  constexpr double longest = 1e8;
  deadline_ = std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                                     std::chrono::duration<double>(std::min(budget.seconds, longest)));
  // A node, its reference count, its share of the table (4 bytes, at most half full) and of the list of free ones.
  constexpr std::uint64_t bytes_per_node = sizeof(Data) + 4 + 16 + 4;
  most_nodes_ = static_cast<std::size_t>(std::min<std::uint64_t>(budget.memory_bytes / bytes_per_node, 1U << 31));
}

void Diagrams::check_budget() {
  if (control_.stopped()) throw OutOfBudget("stopped");
  if (std::chrono::steady_clock::now() > deadline_) throw OutOfBudget("the time is used up");
}

Diagrams::Node Diagrams::make(std::uint32_t level, Node low, Node high) {
  if (low == high) return low;
  std::size_t at = mixed(level, low, high) & (table_.size() - 1);
  for (; table_[at] != 0; at = (at + 1) & (table_.size() - 1)) {
    const Data& d = nodes_[table_[at]];
    if (d.level == level && d.low == low && d.high == high) return table_[at];
  }
  if ((++made_ & 0xFFFF) == 0) check_budget();
  Node node = 0;
  if (!free_.empty()) {
    node = free_.back();
    free_.pop_back();
    nodes_[node] = {level, low, high};
  } else {
    if (nodes_.size() >= most_nodes_) throw OutOfBudget("the memory is used up");
    node = static_cast<Node>(nodes_.size());
    nodes_.push_back({level, low, high});
    references_.push_back(0);
  }
  table_[at] = node;
  if (2 * ++used_ > table_.size()) grow();
  return node;
}

void Diagrams::grow() {
  std::vector<Node> larger(2 * table_.size(), 0);
  for (const Node node : table_) {
    if (node == 0) continue;
    const Data& d = nodes_[node];
    std::size_t at = mixed(d.level, d.low, d.high) & (larger.size() - 1);
    while (larger[at] != 0) at = (at + 1) & (larger.size() - 1);
    larger[at] = node;
  }
  table_ = std::move(larger);
  if (cache_.size() < largest_cache) cache_.assign(2 * cache_.size(), {});
}

/// Frees the nodes that no Bdd reaches. Called between operations only, so that what an operation has made so far is
/// never lost.
void Diagrams::collect_if_full() {
  check_budget();
  if (used_ < collect_at_) return;
  std::vector<bool> marked(nodes_.size(), false);
  std::vector<Node> stack;
  for (Node n = 0; n < nodes_.size(); ++n) {
    if (references_[n] > 0) stack.push_back(n);
  }
  marked[0] = marked[1] = true;
  while (!stack.empty()) {
    const Node n = stack.back();
    stack.pop_back();
    if (n > 1 && marked[n]) continue;
    marked[n] = true;
    if (!marked[nodes_[n].low]) stack.push_back(nodes_[n].low);
    if (!marked[nodes_[n].high]) stack.push_back(nodes_[n].high);
  }
  std::ranges::fill(table_, 0);
  std::ranges::fill(cache_, Entry{});
  free_.clear();
  used_ = 2;
  for (auto n = static_cast<Node>(nodes_.size() - 1); n > 1; --n) {
    if (!marked[n]) {
      free_.push_back(n);
      continue;
    }
    ++used_;
    const Data& d = nodes_[n];
    std::size_t at = mixed(d.level, d.low, d.high) & (table_.size() - 1);
    while (table_[at] != 0) at = (at + 1) & (table_.size() - 1);
    table_[at] = n;
  }
  collect_at_ = std::max(first_table / 2, 4 * used_);
}

Diagrams::Entry& Diagrams::cached(std::uint32_t operation, Node a, Node b) {
  return cache_[mixed(operation, a, b) & (cache_.size() - 1)];
}

Diagrams::Node Diagrams::conjoin(Node a, Node b) {
  if (a == b || b == 1) return a;
  if (a == 1) return b;
  if (a == 0 || b == 0) return 0;
  if (a > b) std::swap(a, b);
  if (const Entry& e = cached(conjunction, a, b); e.operation == conjunction && e.a == a && e.b == b) return e.result;
  const Data x = nodes_[a];
  const Data y = nodes_[b];
  const std::uint32_t level = std::min(x.level, y.level);
  const Node low = conjoin(x.level == level ? x.low : a, y.level == level ? y.low : b);
  const Node high = conjoin(x.level == level ? x.high : a, y.level == level ? y.high : b);
  const Node result = make(level, low, high);
  cached(conjunction, a, b) = {conjunction, a, b, result};
  return result;
}

Diagrams::Node Diagrams::disjoin(Node a, Node b) {
  if (a == b || b == 0) return a;
  if (a == 0) return b;
  if (a == 1 || b == 1) return 1;
  if (a > b) std::swap(a, b);
  if (const Entry& e = cached(disjunction, a, b); e.operation == disjunction && e.a == a && e.b == b) return e.result;
  const Data x = nodes_[a];
  const Data y = nodes_[b];
  const std::uint32_t level = std::min(x.level, y.level);
  const Node low = disjoin(x.level == level ? x.low : a, y.level == level ? y.low : b);
  const Node high = disjoin(x.level == level ? x.high : a, y.level == level ? y.high : b);
  const Node result = make(level, low, high);
  cached(disjunction, a, b) = {disjunction, a, b, result};
  return result;
}

Diagrams::Node Diagrams::negate(Node a) {
  if (a <= 1) return 1 - a;
  if (const Entry& e = cached(complement, a, 0); e.operation == complement && e.a == a && e.b == 0) return e.result;
  const Data x = nodes_[a];
  const Node low = negate(x.low);
  const Node high = negate(x.high);
  const Node result = make(x.level, low, high);
  cached(complement, a, 0) = {complement, a, 0, result};
  return result;
}

Diagrams::Node Diagrams::quantified(Node a, std::uint32_t bound) {
  if (!bound_below(nodes_[a].level, bound)) return a;
  const std::uint32_t operation = quantify | bound << 4;
  if (const Entry& e = cached(operation, a, 0); e.operation == operation && e.a == a && e.b == 0) return e.result;
  const Data x = nodes_[a];
  const Node low = quantified(x.low, bound);
  Node result = 0;
  if (sets_[bound][x.level]) {
    result = low == 1 ? 1 : disjoin(low, quantified(x.high, bound));
  } else {
    result = make(x.level, low, quantified(x.high, bound));
  }
  cached(operation, a, 0) = {operation, a, 0, result};
  return result;
}

Diagrams::Node Diagrams::related(Node a, Node b, std::uint32_t bound) {
  if (a == 0 || b == 0) return 0;
  if (a == b || b == 1) return quantified(a, bound);
  if (a == 1) return quantified(b, bound);
  if (a > b) std::swap(a, b);
  const Data x = nodes_[a];
  const Data y = nodes_[b];
  const std::uint32_t level = std::min(x.level, y.level);
  if (!bound_below(level, bound)) return conjoin(a, b);
  const std::uint32_t operation = relate | bound << 4;
  if (const Entry& e = cached(operation, a, b); e.operation == operation && e.a == a && e.b == b) return e.result;
  const Node low = related(x.level == level ? x.low : a, y.level == level ? y.low : b, bound);
  const Node a1 = x.level == level ? x.high : a;
  const Node b1 = y.level == level ? y.high : b;
  Node result = 0;
  if (sets_[bound][level]) {
    result = low == 1 ? 1 : disjoin(low, related(a1, b1, bound));
  } else {
    result = make(level, low, related(a1, b1, bound));
  }
  cached(operation, a, b) = {operation, a, b, result};
  return result;
}

Diagrams::Node Diagrams::renamed(Node a, std::uint32_t moved, int offset) {
  // What is moved stands at the last member of the set or before; below it nothing changes.
  if (!bound_below(nodes_[a].level, moved)) return a;
  const std::uint32_t operation = (offset > 0 ? move_up : move_down) | moved << 4;
  if (const Entry& e = cached(operation, a, 0); e.operation == operation && e.a == a && e.b == 0) return e.result;
  const Data x = nodes_[a];
  const Node low = renamed(x.low, moved, offset);
  const Node high = renamed(x.high, moved, offset);
  const std::uint32_t level = sets_[moved][x.level] ? x.level + static_cast<std::uint32_t>(offset) : x.level;
  const Node result = make(level, low, high);
  cached(operation, a, 0) = {operation, a, 0, result};
  return result;
}

Bdd Diagrams::bit(std::size_t level) { return {this, make(static_cast<std::uint32_t>(level), 0, 1)}; }

Bdd Diagrams::choose(const Bdd& condition, const Bdd& then_part, const Bdd& else_part) {
  if (then_part == else_part) return then_part;
  return (condition & then_part) | (~condition & else_part);
}

LevelSet Diagrams::level_set(std::vector<bool> members) {
  members.resize(levels_, false);
  std::uint32_t last = 0;
  for (std::uint32_t k = 0; k < levels_; ++k) last = members[k] ? k + 1 : last;
  sets_.push_back(std::move(members));
  last_of_set_.push_back(last);
  return {static_cast<std::uint32_t>(sets_.size() - 1)};
}

Bdd Diagrams::exists(const Bdd& set, LevelSet bound) {
  collect_if_full();
  return {this, quantified(set.node_, bound.id)};
}

Bdd Diagrams::and_exists(const Bdd& a, const Bdd& b, LevelSet bound) {
  collect_if_full();
  return {this, related(a.node_, b.node_, bound.id)};
}

Bdd Diagrams::rename(const Bdd& set, LevelSet moved, int offset) {
  collect_if_full();
  return {this, renamed(set.node_, moved.id, offset)};
}

std::optional<std::uint64_t> Diagrams::count(const Bdd& set, const std::vector<bool>& counted) const {
  std::vector<std::uint32_t> before(levels_ + 1, 0);  // counted levels before each
  for (std::size_t k = 0; k < levels_; ++k) before[k + 1] = before[k] + (counted[k] ? 1U : 0U);
  const auto times_two_to = [](std::optional<std::uint64_t> n, std::uint32_t power) -> std::optional<std::uint64_t> {
    if (!n || *n == 0) return n;
    if (static_cast<std::uint32_t>(std::countl_zero(*n)) < power) return std::nullopt;
    return *n << power;
  };
  std::unordered_map<Node, std::optional<std::uint64_t>> known{{0, 0}, {1, 1}};
  const auto count_node = [&](auto&& self, Node n) -> std::optional<std::uint64_t> {
    if (const auto found = known.find(n); found != known.end()) return found->second;
    const Data& d = nodes_[n];
    const auto part = [&](Node child) {
      return times_two_to(self(self, child), before[nodes_[child].level] - before[d.level] - 1);
    };
    const std::optional<std::uint64_t> low = part(d.low);
    const std::optional<std::uint64_t> high = part(d.high);
    std::optional<std::uint64_t> total;
    if (low && high && *low + *high >= *low) total = *low + *high;
    return known.emplace(n, total).first->second;
  };
  return times_two_to(count_node(count_node, set.node_), before[nodes_[set.node_].level]);
}

std::vector<bool> Diagrams::nearest(const Bdd& set, const std::vector<bool>& point) const {
  constexpr std::size_t never = std::size_t(-1) / 2;
  std::unordered_map<Node, std::size_t> known{{0, never}, {1, 0}};
  const auto distance = [&](auto&& self, Node n) -> std::size_t {
    if (const auto found = known.find(n); found != known.end()) return found->second;
    const Data& d = nodes_[n];
    const bool bit = point[d.level];
    const std::size_t least = std::min(self(self, d.low) + (bit ? 1 : 0), self(self, d.high) + (bit ? 0 : 1));
    return known.emplace(n, least).first->second;
  };
  std::vector<bool> values = point;
  for (Node n = set.node_; n > 1;) {
    const Data& d = nodes_[n];
    const Node same = point[d.level] ? d.high : d.low;
    const Node other = point[d.level] ? d.low : d.high;
    const bool stay = distance(distance, same) <= distance(distance, other) + 1;
    if (!stay) values[d.level] = !point[d.level];
    n = stay ? same : other;
  }
  return values;
}

}  // namespace detente
