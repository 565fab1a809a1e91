// Issues may stand in objectives within objectives, of which only the issues matter: GENIUS adds up issues, wherever
// they stand. A weight stands beside its issue and names it by its index.

#include "detente/exchange/genius_scenario.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/exchange/formats.hpp"

namespace detente {

namespace {

constexpr int most_nested = 32;

bool is(const pugi::xml_node& node, std::string_view name) { return node.name() == name; }

/// Says so where an element has no meaning here. Comments and text are none.
void warn_of_unknown(XmlFile& file, const pugi::xml_node& child) {
  constexpr std::array<std::string_view, 6> known{"objective",   "issue",           "weight",
                                                  "reservation", "discount_factor", "utility_space"};
  if (child.type() != pugi::node_element || std::ranges::count(known, std::string_view(child.name())) > 0) return;
  file.warning(not_kept, child, fmt::format("<{}> is not known here and is left out", printable(child.name())));
}

/// What may stand once in a utility space and stands there twice is an error, since which one counts is not clear.
void check_space(XmlFile& file, const pugi::xml_node& space) {
  for (const char* name : {"objective", "reservation", "discount_factor"}) {
    const pugi::xml_node second = space.child(name).next_sibling(name);
    if (second) {
      file.error("duplicate-name", second, fmt::format("there is a <{}> already", name), "leave one of them");
    }
  }
  if (!space.child("objective")) return;  // then its children are looked at with the issues
  for (const pugi::xml_node& child : space.children()) warn_of_unknown(file, child);
}

/// Calls `visit(issue, objective)` for every issue within an objective, in the order of the file.
template <class Visit>
void each_issue(XmlFile& file, const pugi::xml_node& objective, Visit visit, int depth = 0) {
  if (depth > most_nested) {
    file.error("too-deep", objective, fmt::format("objectives are nested more than {} deep", most_nested));
    return;
  }
  for (const pugi::xml_node& child : objective.children()) {
    if (is(child, "issue")) {
      visit(child, objective);
    } else if (is(child, "objective")) {
      each_issue(file, child, visit, depth + 1);
    } else if (is(child, "utility_function") || is(child, "utility")) {
      file.error("not-representable", child, "utilities of constraints and hyper-rectangles are not read",
                 "only profiles with weights of issues and evaluations of their values can be imported");
    } else {
      warn_of_unknown(file, child);
    }
    if (file.failed()) return;
  }
}

/// The kind of an issue: GENIUS looks at `type`, then at `etype`.
std::string kind_of(const pugi::xml_node& issue) {
  if (issue.attribute("type")) return printable(issue.attribute("type").value());
  return printable(issue.attribute("etype").as_string("discrete"));
}

void refuse_kind(XmlFile& file, const pugi::xml_node& issue, const std::string& name, const std::string& kind) {
  if (kind == "real") {
    file.error("not-representable", issue, fmt::format("the issue '{}' has real values", name),
               "replace it by a discrete issue with the values that matter");
  } else {
    file.error("not-representable", issue, fmt::format("the issue '{}' is of the unknown kind '{}'", name, kind),
               "issues may be discrete or integer");
  }
}

/// The bounds of an integer issue, from the issue or from a <range> in it.
std::optional<std::pair<long, long>> bounds_of(XmlFile& file, const pugi::xml_node& issue) {
  const pugi::xml_node range = issue.child("range");
  const bool inside = range && !issue.attribute("lowerbound");
  const auto lowest = file.whole(inside ? range : issue, "lowerbound");
  const auto highest = file.whole(inside ? range : issue, "upperbound");
  if (!lowest || !highest) return std::nullopt;
  return std::pair(*lowest, *highest);
}

void read_integers(XmlFile& file, const pugi::xml_node& node, GeniusIssue& issue) {
  const auto bounds = bounds_of(file, node);
  if (!bounds) return;
  issue.integer = true;
  issue.lowest = bounds->first;
  if (bounds->second < bounds->first) {
    file.error("bad-range", node, fmt::format("the issue '{}' ends before it begins", issue.name));
  } else if (bounds->second - bounds->first >= static_cast<long>(most_genius_values)) {
    file.error("too-many-values", node,
               fmt::format("the issue '{}' has {} values", issue.name, bounds->second - bounds->first + 1),
               fmt::format("at most {} are allowed; use broader steps", most_genius_values));
  } else {
    for (long value = bounds->first; value <= bounds->second; ++value) issue.values.push_back(std::to_string(value));
  }
}

void read_items(XmlFile& file, const pugi::xml_node& node, GeniusIssue& issue) {
  std::set<std::string> seen;
  for (const pugi::xml_node& item : node.children("item")) {
    auto value = file.text(item, "value");
    if (!value) return;
    if (seen.insert(*value).second) issue.values.push_back(std::move(*value));
    else file.warning(not_kept, item, fmt::format("'{}' is a value of '{}' already", *value, issue.name));
  }
  if (issue.values.empty()) file.error("no-values", node, fmt::format("the issue '{}' has no values", issue.name));
  if (issue.values.size() > most_genius_values) {
    file.error("too-many-values", node, fmt::format("the issue '{}' has {} values", issue.name, issue.values.size()),
               fmt::format("at most {} are allowed", most_genius_values));
  }
}

/// What GENIUS makes of an evaluation: its share of the largest, or nothing at all where that is next to nothing.
/// Returns the largest.
mpq_class divide_by_largest(std::vector<mpq_class>& evaluations) {
  const mpq_class largest = *std::ranges::max_element(evaluations);
  const bool nothing = largest < mpq_class(1, 100'000);
  for (mpq_class& evaluation : evaluations) evaluation = nothing ? mpq_class(0) : mpq_class(evaluation / largest);
  return largest;
}

class ProfileReader {
 public:
  ProfileReader(XmlFile& file, const GeniusDomain& domain) : file_(file), domain_(domain) {}

  GeniusProfile run() {
    profile_.utilities.resize(domain_.issues.size());
    check_space(file_, file_.root());
    const pugi::xml_node objective = file_.root().child("objective");
    each_issue(file_, objective ? objective : file_.root(),
               [&](const pugi::xml_node& issue, const pugi::xml_node& parent) { read_issue(issue, parent); });
    for (std::size_t k = 0; k < domain_.issues.size() && !file_.failed(); ++k) {
      if (!profile_.utilities[k].empty()) continue;
      file_.error("missing-issue", file_.root(),
                  fmt::format("the profile says nothing about the issue '{}' of the domain", domain_.issues[k].name));
    }
    if (const pugi::xml_node reservation = file_.root().child("reservation")) {
      profile_.reservation = file_.number(reservation, "value").value_or(0);
    }
    read_discount();
    warn_of_cut();
    return std::move(profile_);
  }

 private:
  void read_issue(const pugi::xml_node& node, const pugi::xml_node& parent) {
    const auto index = file_.whole(node, "index");
    const auto name = file_.text(node, "name");
    if (!index || !name) return;
    const auto found = std::ranges::find(domain_.issues, *index, &GeniusIssue::index);
    if (found == domain_.issues.end() || found->name != *name) {
      file_.error("unknown-issue", node, fmt::format("the domain has no issue {} called '{}'", *index, *name),
                  "is this a profile for another domain?");
      return;
    }
    const auto k = static_cast<std::size_t>(found - domain_.issues.begin());
    if (!profile_.utilities[k].empty()) {
      file_.error("duplicate-name", node, fmt::format("the issue '{}' stands here twice", *name));
      return;
    }
    const std::map<long, mpq_class>& weights = weights_in(parent);
    if (file_.failed()) return;
    const auto weight = weights.find(*index);
    if (weight == weights.end()) {
      file_.error("missing-weight", node, fmt::format("there is no <weight index=\"{}\"> for '{}'", *index, *name));
      return;
    }
    std::vector<mpq_class> evaluations = node.child("item") ? items(node, *found) : evaluator(node, *found);
    if (file_.failed()) return;
    for (mpq_class& evaluation : evaluations) evaluation *= weight->second;
    profile_.utilities[k] = std::move(evaluations);
  }

  /// The weights that stand in an objective, by index.
  const std::map<long, mpq_class>& weights_in(const pugi::xml_node& objective) {
    const auto [entry, is_new] = weights_.try_emplace(objective.hash_value());
    if (!is_new) return entry->second;
    for (const pugi::xml_node& weight : objective.children("weight")) {
      const auto index = file_.whole(weight, "index");
      const auto value = file_.number(weight, "value");
      if (!index || !value) break;
      if (!entry->second.emplace(*index, *value).second) {
        file_.error("duplicate-name", weight, fmt::format("there is a <weight index=\"{}\"> already", *index),
                    "leave one of them");
      }
    }
    return entry->second;
  }

  std::vector<mpq_class> items(const pugi::xml_node& node, const GeniusIssue& issue) {
    std::map<std::string, mpq_class> given;
    for (const pugi::xml_node& item : node.children("item")) {
      const auto value = file_.text(item, "value");
      const auto evaluation = file_.number(item, "evaluation");
      if (!value || !evaluation) return {};
      if (std::ranges::count(issue.values, *value) == 0) {
        file_.warning(not_kept, item, fmt::format("'{}' is no value of '{}' in the domain", *value, issue.name));
      } else if (!given.emplace(*value, *evaluation).second) {
        file_.error("duplicate-name", item, fmt::format("'{}' of '{}' is valued twice", *value, issue.name),
                    "leave one of them");
        return {};
      }
    }
    std::vector<mpq_class> evaluations;
    for (const std::string& value : issue.values) {
      const auto found = given.find(value);
      if (found == given.end()) {
        file_.error("missing-evaluation", node, fmt::format("'{}' of '{}' has no evaluation", value, issue.name));
        return {};
      }
      evaluations.push_back(found->second);
    }
    const mpq_class largest = divide_by_largest(evaluations);
    if (largest != 1 && !std::exchange(divided_, true)) {
      file_.warning(
          "two-readings", node,
          fmt::format("evaluations are divided by the largest of their issue, as GENIUS does (by {:.6g} in '{}'); "
                      "NegMAS takes them as they are",
                      largest.get_d(), issue.name),
          "make the largest evaluation of every issue 1, and both read the same");
    }
    return evaluations;
  }

  /// A function of the place of an integer in its range, between 0 and 1.
  std::vector<mpq_class> evaluator(const pugi::xml_node& node, const GeniusIssue& issue) {
    const std::string kind = kind_of(node);
    if (kind == "real") refuse_kind(file_, node, issue.name, kind);
    const pugi::xml_node function = node.child("evaluator");
    if (!issue.integer) file_.error("missing-evaluation", node, fmt::format("'{}' has no items", issue.name));
    const std::string form = function.attribute("ftype").as_string("linear");
    if (form != "linear" && form != "constant") {
      file_.error("not-representable", function,
                  fmt::format("evaluators of the kind '{}' are not read", printable(form)),
                  "an integer issue may have a linear one, or items with evaluations");
    }
    if (file_.failed()) return {};
    const auto parameter = [&](const char* name, const char* other) -> mpq_class {
      return file_.number(function, function.attribute(name) ? name : other, mpq_class(0)).value_or(0);
    };
    const mpq_class offset = parameter("offset", "parameter0");
    const mpq_class slope = form == "linear" ? parameter("slope", "parameter1") : mpq_class(0);
    std::vector<mpq_class> evaluations;
    for (std::size_t k = 0; k < issue.values.size(); ++k) {
      const mpq_class there = offset + slope * static_cast<unsigned long>(k);
      evaluations.push_back(std::clamp(there, mpq_class(0), mpq_class(1)));
    }
    return evaluations;
  }

  /// GENIUS takes a factor outside of (0, 1) as none.
  void read_discount() {
    const pugi::xml_node discount = file_.root().child("discount_factor");
    if (!discount) return;
    const auto factor = file_.number(discount, "value");
    if (!factor || *factor <= 0 || *factor >= 1) return;
    file_.warning(changes_model, discount,
                  fmt::format("the discount factor {} is left out: utilities do not fall with time here",
                              discount.attribute("value").value()));
  }

  void warn_of_cut() {
    mpq_class best = 0;
    for (const std::vector<mpq_class>& utilities : profile_.utilities) {
      if (!utilities.empty()) best += *std::ranges::max_element(utilities);
    }
    if (best <= mpq_class(1'000'001, 1'000'000)) return;
    file_.warning(changes_model, file_.root(),
                  "the best deal is worth more than 1, which GENIUS would count as 1; it is kept as it is");
  }

  XmlFile& file_;
  const GeniusDomain& domain_;
  GeniusProfile profile_;
  bool divided_ = false;                                      ///< that was said
  std::map<std::size_t, std::map<long, mpq_class>> weights_;  ///< by objective
};

}  // namespace

GeniusDomain read_genius_domain(XmlFile& file) {
  GeniusDomain domain;
  pugi::xml_node space = file.root().child("utility_space");
  if (!space) space = file.root();
  check_space(file, space);
  std::set<long> indices;
  std::set<std::string> names;
  const pugi::xml_node objective = space.child("objective");
  each_issue(file, objective ? objective : space, [&](const pugi::xml_node& node, const pugi::xml_node&) {
    GeniusIssue issue;
    const auto index = file.whole(node, "index");
    auto name = file.text(node, "name");
    if (!index || !name) return;
    issue.index = *index;
    issue.name = std::move(*name);
    if (!indices.insert(*index).second || !names.insert(issue.name).second) {
      file.error("duplicate-name", node,
                 fmt::format("there is an issue {} or one called '{}' already", *index, issue.name),
                 "give every issue an index and a name of its own");
      return;
    }
    const std::string kind = kind_of(node);
    if (kind == "integer") read_integers(file, node, issue);
    else if (kind == "discrete") read_items(file, node, issue);
    else refuse_kind(file, node, issue.name, kind);
    if (domain.issues.size() == most_genius_issues) {
      file.error("too-many-issues", node, fmt::format("at most {} issues are read", most_genius_issues));
    }
    domain.issues.push_back(std::move(issue));
  });
  if (domain.issues.empty() && !file.failed()) file.error("no-issues", file.root(), "the domain has no issues");
  return domain;
}

GeniusProfile read_genius_profile(XmlFile& file, const GeniusDomain& domain) {
  return ProfileReader(file, domain).run();
}

}  // namespace detente
