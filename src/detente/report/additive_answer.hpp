#pragma once
/// What the answers share about tables with too many deals to list.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "detente/deals/additive_settlement.hpp"
#include "detente/deals/alone.hpp"
#include "detente/report/json.hpp"
#include "detente/report/style.hpp"

namespace detente {

/// A deal as it is shown: what it gives, and who would leave it.
struct ShownDeal {
  std::vector<Value> values;
  std::vector<std::int64_t> utilities;  ///< by party with a say, in millionths
  DealCount alike = 1;                  ///< deals that give the same to every member
  bool efficient = false;
  Departures departures{};
  std::vector<std::string_view> picked_by{};
};

/// A pick with its deals: some of those that attain the optimum.
struct ShownPick {
  std::string_view id;               ///< in JSON: "nash"
  std::string_view name;             ///< for people: "Nash"
  std::string_view source;           ///< "Nash 1950"
  std::string why{};                 ///< the optimum in words; empty if it was not found
  std::optional<DealCount> count{};  ///< deals that attain it; nothing if there may be more than are shown
  std::vector<ShownDeal> deals{};
};

/// What is certain of an optimum that was not found within the limits.
struct ShownBound {
  std::string_view id;  ///< of the pick
  std::string_view name;
  std::string_view source;
  std::string_view what;   ///< whose optimum it is: "largest product of gains"
  std::string at_least{};  ///< decimal numbers; empty where nothing is known
  std::string at_most{};
  bool proved = false;              ///< the two are the same
  std::optional<ShownDeal> deal{};  ///< which attains `at_least` (for fallback bargaining: `at_most`)
};

struct AdditiveTableAnswer {
  std::unique_ptr<AdditiveSettlement> settlement;
  std::vector<std::string> walk_away;  ///< by party with a say: "now" or the name of a state
  std::vector<ShownDeal> frontier{};   ///< points of the frontier, spread evenly where they are too many
  std::vector<ShownPick> picks{};
  // Where the limits ended the work:
  std::vector<ShownBound> bounds{};    ///< of the picks that were not found
  std::vector<ShownDeal> efficient{};  ///< some deals that are efficient for certain, if the frontier was not found
};

struct AdditiveAnswer {
  Model model;
  std::vector<Value> from;
  std::string from_name;
  std::vector<AdditiveTableAnswer> tables;
};

struct AdditiveAnswerBuild {
  std::unique_ptr<AdditiveAnswer> answer;
  Diagnostics diagnostics;  ///< errors in the case
  std::string obstacle;     ///< why a table needs listing, as a sentence; then there is no answer
  bool stopped = false;
};

/// Works out the tables (all of them if `tables` is empty), with deals from now or from a named state. At most `limit`
/// deals and concessions are shown of each kind (0: all).
[[nodiscard]] AdditiveAnswerBuild answer_additively(Model model, const std::vector<std::string>& tables,
                                                    const std::string& from, std::size_t limit,
                                                    const DealLimits& limits, const Control& control);

/// 1000000000000 as "1,000,000,000,000".
[[nodiscard]] std::string count_text(DealCount count);

/// False if some part was not found within the limits; `reason` then says what.
[[nodiscard]] bool complete(const AdditiveAnswer& answer, std::string& reason);

[[nodiscard]] std::string additive_page(const AdditiveAnswer& answer, const Style& style, std::size_t limit);
[[nodiscard]] std::string additive_csv(const AdditiveAnswer& answer);
[[nodiscard]] std::string additive_json(const JsonContext& context, const AnalysisOptions& options,
                                        const AdditiveAnswer& answer, std::size_t limit);

}  // namespace detente
