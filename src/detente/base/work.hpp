#pragma once
/// An allowance of elementary steps. Work that may grow beyond all bounds counts its steps and ends when they are used
/// up, so that what is left out is the same on every machine and in every run.

#include <algorithm>
#include <cstdint>

namespace detente {

class Work {
 public:
  static constexpr std::uint64_t unlimited = ~std::uint64_t{0};

  explicit Work(std::uint64_t steps = unlimited) : left_(steps), all_(steps) {}

  /// False once more steps were needed than there were; from then on for ever.
  bool spend(std::uint64_t steps) {
    if (all_ == unlimited) return true;
    if (steps > left_) used_up_ = true;
    left_ -= std::min(steps, left_);
    return !used_up_;
  }
  [[nodiscard]] bool used_up() const { return used_up_; }
  [[nodiscard]] std::uint64_t left() const { return left_; }

 private:
  std::uint64_t left_;
  std::uint64_t all_;
  bool used_up_ = false;
};

}  // namespace detente
