#include "detente/exchange/normal_form.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace detente {

namespace {

using Form = std::vector<Conjunction>;
using Op = Formula::Op;

class Converter {
 public:
  explicit Converter(std::size_t most) : most_(most) {}

  /// Where `f` is `truth`. Each part of the formula is converted once for each truth value.
  Form form(const Formula& f, bool truth) {
    if (too_many_) return never();
    const auto key = std::pair(&f, truth);
    if (const auto found = known_.find(key); found != known_.end()) return found->second;
    return known_[key] = converted(f, truth);
  }

  [[nodiscard]] bool too_many() const { return too_many_; }

 private:
  /// Beyond this many comparisons the form is too large for anybody to read.
  static constexpr std::size_t most_work = 50'000'000;

  Form converted(const Formula& f, bool truth) {
    const auto& of = f.operands;
    switch (f.op) {
      case Op::constant: return f.truth == truth ? always() : never();
      case Op::equals: return literal(f.variable, (f.value == 1) == truth);
      case Op::differs: return literal(f.variable, (f.value == 1) != truth);
      case Op::negation: return form(of[0], !truth);
      case Op::conjunction:
      case Op::all: return truth ? every(of, true) : some(of, false);
      case Op::disjunction:
      case Op::at_least_one: return truth ? some(of, true) : every(of, false);
      case Op::none: return truth ? every(of, false) : some(of, true);
      case Op::implies:
        return truth ? either(form(of[0], false), form(of[1], true)) : both(form(of[0], true), form(of[1], false));
      case Op::given:
        return truth ? either(form(of[1], false), form(of[0], true)) : both(form(of[1], true), form(of[0], false));
      case Op::iff:
        return either(both(form(of[0], true), form(of[1], truth)), both(form(of[0], false), form(of[1], !truth)));
      case Op::at_most_one: return truth ? at_most_one(of) : two(of);
      case Op::exactly_one: break;
    }
    return truth ? exactly_one(of) : either(every(of, false), two(of));
  }

  static Form always() { return {Conjunction{}}; }
  static Form never() { return {}; }
  static Form literal(VariableId v, bool yes) { return {Conjunction{{v, yes}}}; }

  Form every(const std::vector<Formula>& of, bool truth) {
    Form out = always();
    for (const Formula& f : of) out = both(out, form(f, truth));
    return out;
  }
  Form some(const std::vector<Formula>& of, bool truth) {
    Form out = never();
    for (const Formula& f : of) out = either(std::move(out), form(f, truth));
    return out;
  }
  /// Operand `only` holds and no other.
  Form one(const std::vector<Formula>& of, std::size_t only) {
    Form out = form(of[only], true);
    for (std::size_t k = 0; k < of.size(); ++k) {
      if (k != only) out = both(out, form(of[k], false));
    }
    return out;
  }
  Form exactly_one(const std::vector<Formula>& of) {
    Form out = never();
    for (std::size_t k = 0; k < of.size() && !too_many_; ++k) out = either(std::move(out), one(of, k));
    return out;
  }
  /// All but one of the operands are false: for each of them, the others.
  Form at_most_one(const std::vector<Formula>& of) {
    Form out = of.empty() ? always() : never();
    for (std::size_t k = 0; k < of.size() && !too_many_; ++k) {
      Form others = always();
      for (std::size_t j = 0; j < of.size(); ++j) {
        if (j != k) others = both(others, form(of[j], false));
      }
      out = either(std::move(out), std::move(others));
    }
    return out;
  }
  Form two(const std::vector<Formula>& of) {
    Form out = never();
    for (std::size_t a = 0; a < of.size(); ++a) {
      for (std::size_t b = a + 1; b < of.size() && !too_many_; ++b) {
        out = either(std::move(out), both(form(of[a], true), form(of[b], true)));
      }
    }
    return out;
  }

  /// Joins two conjunctions; nothing if they contradict each other.
  static std::optional<Conjunction> join(const Conjunction& a, const Conjunction& b) {
    Conjunction out;
    std::ranges::set_union(a, b, std::back_inserter(out));
    for (std::size_t k = 1; k < out.size(); ++k) {
      if (out[k].first == out[k - 1].first) return std::nullopt;
    }
    return out;
  }

  /// Adds a conjunction unless one that it implies is there; drops those that imply it.
  void add(Form& form, Conjunction conjunction) {
    work_ += form.size() + conjunction.size();
    too_many_ |= work_ > most_work;
    for (const Conjunction& c : form) {
      if (std::ranges::includes(conjunction, c)) return;
    }
    std::erase_if(form, [&](const Conjunction& c) { return std::ranges::includes(c, conjunction); });
    form.push_back(std::move(conjunction));
    too_many_ |= form.size() > most_;
  }

  Form either(Form a, Form b) {
    for (Conjunction& c : b) {
      if (too_many_) return never();
      add(a, std::move(c));
    }
    return a;
  }

  Form both(const Form& a, const Form& b) {
    Form out;
    for (const Conjunction& c : a) {
      for (const Conjunction& d : b) {
        if (too_many_) return never();
        ++work_;
        if (auto joined = join(c, d)) add(out, std::move(*joined));
      }
    }
    return out;
  }

  std::size_t most_;
  std::size_t work_ = 0;
  bool too_many_ = false;
  std::map<std::pair<const Formula*, bool>, Form> known_{};
};

}  // namespace

std::optional<std::vector<Conjunction>> disjunctive_form(const Formula& formula, bool negate, std::size_t most) {
  Converter converter(most);
  Form form = converter.form(formula, !negate);
  if (converter.too_many()) return std::nullopt;
  return form;
}

}  // namespace detente
