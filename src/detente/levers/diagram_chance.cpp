#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

#include "detente/levers/diagram.hpp"

namespace detente {

double chance(const Diagram& diagram, double u) {
  using Kind = Diagram::Node::Kind;
  std::vector<double> at;
  at.reserve(diagram.nodes.size());
  for (const Diagram::Node& node : diagram.nodes) {
    double p = 1;
    switch (node.kind) {
      case Kind::truth: break;
      case Kind::never: p = 0; break;
      case Kind::some_of: {
        double none = 0;  // as a logarithm
        for (const auto& [size, count] : node.groups) none += count * std::log1p(-std::pow(u, size));
        p = -std::expm1(none);
        break;
      }
      case Kind::terms: {
        const double v = 1 - std::pow(u, node.size);
        p = 0;
        for (const auto& [exponent, coefficient] : node.terms)
          p += static_cast<double>(coefficient) * std::pow(v, exponent);
        break;
      }
      case Kind::all:
        for (const auto part : node.parts) p *= at[part];
        break;
      case Kind::any:
        for (const auto part : node.parts) p *= 1 - at[part];
        p = 1 - p;
        break;
      case Kind::choice: p = at[node.parts[0]] * at[node.parts[1]] + (1 - at[node.parts[0]]) * at[node.parts[2]]; break;
    }
    at.push_back(p);
  }
  return at.back();
}

namespace {

std::string power(std::string_view base, std::uint64_t exponent) {
  return exponent == 1 ? std::string(base) : fmt::format("{}^{}", base, exponent);
}

/// "u^3", or "(1 - (1 - u)^20*(1 - u^2))".
std::string some_of_text(const std::map<std::uint32_t, std::uint32_t>& groups) {
  if (groups.size() == 1 && groups.begin()->second == 1) return power("u", groups.begin()->first);
  std::string none;
  for (const auto& [size, count] : groups) {
    none += (none.empty() ? "" : "*") + power(fmt::format("(1 - {})", power("u", size)), count);
  }
  return fmt::format("(1 - {})", none);
}

/// "(1 - 2*(1 - u)^5 + (1 - u)^7)".
std::string terms_text(const Diagram::Node& node) {
  std::string sum;
  for (const auto& [exponent, coefficient] : node.terms) {
    const std::int64_t magnitude = std::abs(coefficient);
    std::string term = exponent == 0 ? "" : power(fmt::format("(1 - {})", power("u", node.size)), exponent);
    if (magnitude != 1 || exponent == 0) term = fmt::format("{}{}{}", magnitude, exponent == 0 ? "" : "*", term);
    sum += (sum.empty() ? (coefficient < 0 ? "-" : "") : (coefficient < 0 ? " - " : " + ")) + term;
  }
  return fmt::format("({})", sum);
}

}  // namespace

std::string chance_text(const Diagram& diagram) {
  using Kind = Diagram::Node::Kind;
  std::vector<std::string> texts;
  for (const Diagram::Node& node : diagram.nodes) {
    // Equal factors are gathered to powers.
    std::map<std::string, std::uint64_t> factors;
    for (const auto part : node.parts) {
      ++factors[node.kind == Kind::any ? fmt::format("(1 - {})", texts[part]) : texts[part]];
    }
    std::string product;
    for (const auto& [factor, times] : factors) product += (product.empty() ? "" : "*") + power(factor, times);
    switch (node.kind) {
      case Kind::truth: texts.emplace_back("1"); break;
      case Kind::never: texts.emplace_back("0"); break;
      case Kind::some_of: texts.push_back(some_of_text(node.groups)); break;
      case Kind::terms: texts.push_back(terms_text(node)); break;
      case Kind::all: texts.push_back(product); break;
      case Kind::any: texts.push_back(fmt::format("(1 - {})", product)); break;
      case Kind::choice:
        texts.push_back(
            fmt::format("({0}*{1} + (1 - {0})*{2})", texts[node.parts[0]], texts[node.parts[1]], texts[node.parts[2]]));
        break;
    }
  }
  return texts.back();
}

}  // namespace detente
