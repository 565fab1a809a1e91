#include "detente/report/brief/deal_map.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "detente/report/brief/escape.hpp"

namespace detente::brief {

namespace {

/// The plot in points: the area inside the axes' outermost values, and the room around it.
constexpr double plot_width = 460;
constexpr double plot_height = 300;
constexpr double left = 64;
constexpr double right = 24;
constexpr double top = 34;
constexpr double bottom = 52;

/// A step of 1, 2 or 5 times a power of ten that divides a range into about five parts.
double tick_of(double range) {
  const double rough = range / 5;
  const double power = std::pow(10, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= rough) return factor * power;
  }
  return 10 * power;
}

/// One axis: from where to where, in the units of the map.
struct Axis {
  double least = 0;
  double most = 0;

  void include(double value) {
    least = std::min(least, value);
    most = std::max(most, value);
  }
  void widen() {
    if (most == least) most = least + 1;
    const double room = 0.06 * (most - least);
    least -= room;
    most += room;
  }
  [[nodiscard]] double share(double value) const { return (value - least) / (most - least); }
};

class Plot {
 public:
  Plot(const DealMap& map, std::string decimal_mark) : decimal_mark_(std::move(decimal_mark)) {
    for (const auto* points : {&map.others, &map.acceptable}) {
      for (const DealMap::Point& p : *points) x_.include(p.x), y_.include(p.y);
    }
    x_.widen();
    y_.widen();
  }

  [[nodiscard]] double x(double value) const { return left + plot_width * x_.share(value); }
  [[nodiscard]] double y(double value) const { return top + plot_height * (1 - y_.share(value)); }

  /// All points as one path of dots; those that fall together are drawn once.
  [[nodiscard]] std::string dots(const std::vector<DealMap::Point>& points, std::string_view css) const {
    constexpr double grid = 4;
    std::set<std::pair<int, int>> cells;
    for (const DealMap::Point& p : points)
      cells.emplace(static_cast<int>(std::lround(x(p.x) / grid)), static_cast<int>(std::lround(y(p.y) / grid)));
    if (cells.empty()) return "";
    std::string path;
    // Where points are few they stand where they are, not on the grid.
    if (cells.size() == points.size()) {
      for (const DealMap::Point& p : points) path += fmt::format("M{:.1f} {:.1f}h0", x(p.x), y(p.y));
    } else {
      for (const auto& [cx, cy] : cells) path += fmt::format("M{:.0f} {:.0f}h0", cx * grid, cy * grid);
    }
    return fmt::format("<path class=\"{}\" d=\"{}\"/>\n", css, path);
  }

  /// The outline of what is not beaten: a staircase through the frontier.
  [[nodiscard]] std::string staircase(const std::vector<DealMap::Point>& frontier) const {
    if (frontier.size() < 2) return "";
    std::string path;
    for (const DealMap::Point& p : frontier) {
      if (path.empty()) path = fmt::format("M{:.1f} {:.1f}", x(p.x), y(p.y));
      else path += fmt::format("H{:.1f}V{:.1f}", x(p.x), y(p.y));
    }
    return fmt::format("<path class=\"frontier\" d=\"{}\"/>\n", path);
  }

  [[nodiscard]] std::string axes() const {
    std::string out =
        fmt::format("<rect class=\"gain\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>\n", x(0), top,
                    left + plot_width - x(0), y(0) - top);
    out += fmt::format("<path class=\"axis\" d=\"M{0:.1f} {1:.1f}H{2:.1f}M{3:.1f} {4:.1f}V{5:.1f}\"/>\n", left, y(0),
                       left + plot_width, x(0), top, top + plot_height);
    const double dx = tick_of(x_.most - x_.least);
    for (double v = std::ceil(x_.least / dx) * dx; v <= x_.most; v += dx) {
      out += fmt::format("<text class=\"tick\" text-anchor=\"middle\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n", x(v),
                         top + plot_height + 16, number(v, dx));
    }
    const double dy = tick_of(y_.most - y_.least);
    for (double v = std::ceil(y_.least / dy) * dy; v <= y_.most; v += dy) {
      out += fmt::format("<text class=\"tick\" text-anchor=\"end\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n", left - 8,
                         y(v) + 4, number(v, dy));
    }
    return out;
  }

 private:
  /// "+20", "0", "−0.5".
  [[nodiscard]] std::string number(double value, double step) const {
    const int places = step < 1 ? static_cast<int>(std::ceil(-std::log10(step))) : 0;
    if (std::abs(value) < step / 2) return "0";
    std::string text = fmt::format("{}{:.{}f}", value > 0 ? "+" : "−", std::abs(value), places);
    if (const std::size_t point = text.find('.'); point != std::string::npos) text.replace(point, 1, decimal_mark_);
    return text;
  }

  std::string decimal_mark_;
  Axis x_;
  Axis y_;
};

}  // namespace

DealMap deal_map(const Analysis& a, const Settlement& settlement) {
  const Stake& first = settlement.members()[0];
  const Stake& second = settlement.members()[1];
  DealMap map;
  map.utilities = utility_of(a, first.party, first.walk_away) && utility_of(a, second.party, second.walk_away);
  const auto gain = [&](const Stake& stake, StateId s) {
    if (map.utilities) {
      const std::int64_t more =
          utility_of(a, stake.party, s)->millionths - utility_of(a, stake.party, stake.walk_away)->millionths;
      return static_cast<double>(more) / 1e6;
    }
    return static_cast<double>(a.payoffs.rank(stake.party, s)) -
           static_cast<double>(a.payoffs.rank(stake.party, stake.walk_away));
  };
  const auto point = [&](StateId s) { return DealMap::Point{gain(first, s), gain(second, s)}; };
  std::set<DealMap::Point> others;
  std::set<DealMap::Point> acceptable;
  settlement.deals.for_each([&](std::size_t s) {
    (settlement.acceptable.size() > 0 && settlement.acceptable.test(s) ? acceptable : others).insert(point(StateId(s)));
  });
  map.others.assign(others.begin(), others.end());
  map.acceptable.assign(acceptable.begin(), acceptable.end());
  for (const std::uint32_t deal : settlement.frontier.first) map.frontier.push_back(point(StateId(deal)));
  std::map<DealMap::Point, std::string> picks;
  for (const NamedPick& pick : named_picks(settlement)) {
    std::set<DealMap::Point> at;
    for (const StateId deal : pick.deals) at.insert(point(deal));
    for (const DealMap::Point& p : at) picks[p] += static_cast<char>(std::toupper(pick.id.front()));
  }
  for (const auto& [at, letters] : picks) map.picks.push_back({at, letters});
  return map;
}

std::vector<ShownPick> shown_picks(const Settlement& settlement, const DealMap& map) {
  std::vector<ShownPick> shown;
  for (const NamedPick& pick : named_picks(settlement)) {
    const char letter = static_cast<char>(std::toupper(pick.id.front()));
    const bool there = std::ranges::any_of(
        map.picks, [&](const DealMap::Pick& p) { return p.letters.find(letter) != std::string::npos; });
    if (there) shown.push_back({letter, pick.id, pick.source});
  }
  return shown;
}

std::string to_svg(const DealMap& map, const DealMapWords& words, const std::string& id) {
  const Plot plot(map, words.decimal_mark);
  const double width = left + plot_width + right;
  const double height = top + plot_height + bottom;
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"{0}-title {0}-description\" "
      "viewBox=\"0 0 {1:.0f} {2:.0f}\" width=\"{1:.0f}\" height=\"{2:.0f}\">\n<title id=\"{0}-title\">{3}</title>\n"
      "<desc id=\"{0}-description\">{4}</desc>\n",
      escaped(id), width, height, escaped(words.title), escaped(words.description));
  out += plot.axes();
  out += fmt::format("<text class=\"name\" x=\"{:.1f}\" y=\"16\">{}</text>\n", 4.0, escaped(words.y_axis));
  out += fmt::format("<text class=\"name\" text-anchor=\"end\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n",
                     left + plot_width, height - 8, escaped(words.x_axis));
  out += plot.dots(map.others, "deal other");
  out += plot.dots(map.acceptable, "deal");
  out += plot.staircase(map.frontier);
  out += plot.dots(map.frontier, "deal efficient");
  const double x = plot.x(0);
  const double y = plot.y(0);
  out += fmt::format("<path class=\"walk-away\" d=\"M{:.1f} {:.1f}l10 10m0 -10l-10 10\"/>\n", x - 5, y - 5);
  out += fmt::format("<text class=\"tick\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n", x + 8, y + 15,
                     escaped(words.walk_away));
  for (const DealMap::Pick& pick : map.picks) {
    out += fmt::format(
        "<circle class=\"pick\" cx=\"{0:.1f}\" cy=\"{1:.1f}\" r=\"8\"/>\n<text class=\"letter\" "
        "x=\"{2:.1f}\" y=\"{3:.1f}\">{4}</text>\n",
        plot.x(pick.at.x), plot.y(pick.at.y), plot.x(pick.at.x) + 10, plot.y(pick.at.y) - 8, pick.letters);
  }
  return out + "</svg>";
}

}  // namespace detente::brief
