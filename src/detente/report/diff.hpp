#pragma once
/// What changed between two cases, or between two days of one: in the model and in the answers.

#include <string>
#include <vector>

#include "detente/report/json.hpp"
#include "detente/report/style.hpp"

namespace detente {

/// One difference in the model. `what` is a section of the case language (`parties`, `options`, `terms`, `rules`,
/// `merge`, `coalitions`, `preferences`, `questions`).
struct ModelChange {
  enum class Kind { added, removed, changed };
  Kind kind;
  std::string what;
  std::string name;    ///< id of the part, or its formula
  std::string detail;  ///< for `changed`: "now: no -> yes"; for statements the party
};

/// Parts are matched by id; rules and statements by their formulas, so that a statement that only moved is `changed`.
[[nodiscard]] std::vector<ModelChange> model_changes(const Model& before, const Model& after);

/// Equilibria of one concept on both sides. `kept`, `gained` and `lost` are counted by assignment where both sides have
/// the same variables and values and no merged states; otherwise `comparable` is false.
struct EquilibriaChange {
  Concept concept_id{};
  std::size_t before = 0;
  std::size_t after = 0;
  bool comparable = false;
  std::size_t kept = 0;
  std::size_t gained = 0;
  std::size_t lost = 0;
};

[[nodiscard]] std::vector<EquilibriaChange> equilibria_changes(Analysis& before, Analysis& after);

[[nodiscard]] std::string diff_page(Analysis& before, Analysis& after, const Style& style,
                                    const std::string& name_before, const std::string& name_after);
[[nodiscard]] std::string diff_json(const JsonContext& context, Analysis& before, Analysis& after,
                                    const std::string& name_before, const std::string& name_after);

}  // namespace detente
