#pragma once
/// The picture of what two parties gain by each deal of their table.

#include <string>
#include <vector>

#include "detente/report/deals_answer.hpp"

namespace detente::brief {

/// Gains of the two members of a table over their walk-aways, which are at the origin: in utility where both have
/// weights, else in steps of their rankings.
struct DealMap {
  struct Point {
    double x = 0;
    double y = 0;
    friend auto operator<=>(const Point&, const Point&) = default;
  };
  struct Pick {
    Point at;
    std::string letters;  ///< one for each pick that is there: F fallback, N Nash, K, E, U
  };
  bool utilities = false;
  std::vector<Point> others{};      ///< deals that are not acceptable, each point once
  std::vector<Point> acceptable{};  ///< each point once
  std::vector<Point> frontier{};    ///< of the acceptable ones, from the best for the first party on
  std::vector<Pick> picks{};
};

/// Precondition: the table has two members. Cost: a pass over the deals.
[[nodiscard]] DealMap deal_map(const Analysis& analysis, const Settlement& settlement);

/// A pick that is in the map.
struct ShownPick {
  char letter;
  std::string_view id;
  std::string_view source;  ///< "Brams & Kilgour 2001"
};
[[nodiscard]] std::vector<ShownPick> shown_picks(const Settlement& settlement, const DealMap& map);

/// Words in the picture, already in the language of the page.
struct DealMapWords {
  std::string x_axis;
  std::string y_axis;
  std::string walk_away;
  std::string decimal_mark;
  std::string title;
  std::string description;
};
/// `id` makes the ids inside the picture unique in a page. Points nearer than what can be told apart are drawn once, so
/// that the size of the picture is bounded (well below 200 KB).
[[nodiscard]] std::string to_svg(const DealMap& map, const DealMapWords& words, const std::string& id);

}  // namespace detente::brief
