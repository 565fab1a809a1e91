#include "detente/space/layout.hpp"

#include <cmath>

namespace detente {

Layout::Layout(const Model& model) : product_(1) {
  constexpr Code limit = Code{1} << 63;
  for (const Variable& variable : model.variables) {
    const Code radix = variable.values.size();
    radix_.push_back(radix);
    stride_.push_back(product_.value_or(0));
    log2_ += std::log2(static_cast<double>(radix));
    if (product_) product_ = *product_ <= limit / radix ? std::optional(*product_ * radix) : std::nullopt;
  }
}

Code Layout::code_of(Assignment assignment) const {
  Code code = 0;
  for (std::size_t v = 0; v < radix_.size(); ++v) code += stride_[v] * assignment[v];
  return code;
}

void Layout::decode(Code code, std::vector<Value>& assignment) const {
  assignment.resize(radix_.size());
  for (std::size_t v = 0; v < radix_.size(); ++v) {
    assignment[v] = static_cast<Value>(code % radix_[v]);
    code /= radix_[v];
  }
}

}  // namespace detente
