#pragma once
/// From statements to classes of states, in order of preference, without sorting states.

#include <cstdint>
#include <span>
#include <vector>

#include "detente/base/large_vector.hpp"
#include "detente/base/progress.hpp"
#include "detente/space/evaluate.hpp"

namespace detente {

/// Every state carries the number of its class; the numbers are in order, the worst class is 0. Refers to the space.
class Refinement {
 public:
  /// All states in one class.
  explicit Refinement(const StateSpace& space);

  /// Within every class, compares states by the levels in turn, most important first: by how many of their statements
  /// hold. If the control stops the work the classes mean nothing; `part` (if given) is told how far it is. Cost: for
  /// every 16 statements or so one pass over the states to evaluate and one to number the classes. Memory: 2 bytes for
  /// each state, or 4 and a fraction while there are many classes.
  void by_order(std::span<const Level> order, const Control& control = {}, Progress::Part* part = nullptr);
  /// Compares states by the sum of the weights of the statements that hold. Precondition: one class. Cost: as above,
  /// and sorting the different sums. Memory: 16 bytes more for each different sum.
  void by_sums(std::span<const Statement> statements, const Control& control = {}, Progress::Part* part = nullptr);

  /// One class for each group that has states; group 0 is the best. `group_of` is by state, less than `groups`.
  /// Precondition: one class.
  void by_groups(std::span<const std::uint32_t> group_of, std::size_t groups);

  [[nodiscard]] std::size_t classes() const { return classes_; }
  /// By state: in 16 bits if there are at most `most_narrow` classes (else empty), or in 32 (else empty).
  [[nodiscard]] LargeVector<std::uint16_t>& narrow() { return narrow_; }
  [[nodiscard]] LargeVector<std::uint32_t>& wide() { return wide_; }
  static constexpr std::size_t most_narrow = 65'535;

 private:
  /// What splits every class in two.
  struct Digit {
    std::span<const Statement> statements;
    int bit;  ///< of the binary number of statements that hold
  };
  /// Who wants the work to end, and how much of it is done: of `digits` digits in all, `before` are.
  struct Watch {
    const Control& control;
    Progress::Part* part;
    std::size_t digits;
    std::size_t before = 0;
    /// Reports; whether to go on.
    bool go_on(double of_pass, std::size_t pass) const {
      if (part != nullptr) {
        part->reach((static_cast<double>(before) + of_pass * static_cast<double>(pass)) / static_cast<double>(digits));
      }
      return !control.stopped();
    }
  };
  void split(std::span<const Digit> digits, bool by_sum, Watch watch);
  template <class Key>
  void append(std::span<const Digit> digits, bool by_sum, LargeVector<Key>& keys, const Watch& watch);
  /// The number of every key in use; classes_ and sum_of_ are those of the numbers then.
  std::vector<std::uint32_t> number(const BitVector& used, std::span<const Digit> digits, bool by_sum);
  void widen();
  void choose_width();
  /// How many digits a pass can append.
  [[nodiscard]] std::size_t room(std::size_t range) const;

  const StateSpace& space_;
  std::size_t classes_ = 1;
  LargeVector<std::uint16_t> narrow_;
  LargeVector<std::uint32_t> wide_;
  std::vector<std::int64_t> sum_of_{0};  ///< by class; used by by_sums
};

}  // namespace detente
