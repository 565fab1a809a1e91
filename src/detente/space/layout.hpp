#pragma once
/// The mixed-radix numbers of assignments: the first variable is least significant.

#include <cstdint>
#include <optional>
#include <vector>

#include "detente/model/model.hpp"

namespace detente {

/// The mixed-radix number of an assignment, feasible or not.
using Code = std::uint64_t;

/// A variable, or several neighbors joined: codes that differ only in it lie `stride` apart, `radix` of them.
struct CodeDigit {
  Code radix;
  Code stride;
};

class Layout {
 public:
  explicit Layout(const Model& model);

  [[nodiscard]] std::size_t variables() const { return radix_.size(); }
  [[nodiscard]] Code radix(VariableId v) const { return radix_[v.index()]; }
  [[nodiscard]] Code stride(VariableId v) const { return stride_[v.index()]; }
  /// The number of assignments, or nothing if it does not fit in 63 bits; then no other function may be called.
  [[nodiscard]] std::optional<Code> product() const { return product_; }
  /// How many assignments there are, as a power of two rounded up, for messages about cases that are too large.
  [[nodiscard]] double product_log2() const { return log2_; }

  [[nodiscard]] Value digit(Code code, VariableId v) const {
    return static_cast<Value>(code / stride_[v.index()] % radix_[v.index()]);
  }
  [[nodiscard]] Code code_of(Assignment assignment) const;
  void decode(Code code, std::vector<Value>& assignment) const;

 private:
  std::vector<Code> radix_;
  std::vector<Code> stride_;
  std::optional<Code> product_;
  double log2_ = 0;
};

}  // namespace detente
