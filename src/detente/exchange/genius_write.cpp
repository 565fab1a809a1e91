// Utilities over an agreement are sums over independent components, which is what a profile says too: the weight of an
// issue is its largest utility, the evaluation of a value its share of that. GENIUS knows no negative evaluations and
// counts no utility above 1, so utilities are shifted and divided where they must be, reservation values alike;
// everybody is divided by the same, so that all picks stay as they are.

#include <algorithm>
#include <sstream>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "detente/base/text.hpp"
#include "detente/deals/decompose.hpp"
#include "detente/exchange/exact_number.hpp"
#include "detente/exchange/genius.hpp"
#include "detente/exchange/losses.hpp"
#include "detente/space/named.hpp"

namespace detente {

namespace {

/// One issue of the domain to write, with what its values give to each member.
struct Issue {
  std::string name;
  std::vector<std::string> values;
  std::vector<std::vector<std::int64_t>> utilities;  ///< [member][value], none negative
};

struct Scenario {
  std::vector<Issue> issues;
  std::vector<std::int64_t> reservation;  ///< by member
};

std::string saved(const pugi::xml_document& document) {
  std::ostringstream out;
  document.save(out, "  ", pugi::format_default | pugi::format_no_declaration, pugi::encoding_utf8);
  return out.str();
}

pugi::xml_node append_objective(pugi::xml_node& parent) {
  pugi::xml_node objective = parent.append_child("objective");
  objective.append_attribute("description") = "";
  objective.append_attribute("etype") = "objective";
  objective.append_attribute("index") = 0;
  objective.append_attribute("name") = "root";
  objective.append_attribute("type") = "objective";
  return objective;
}

pugi::xml_node append_issue(pugi::xml_node& objective, const Issue& issue, std::size_t index) {
  pugi::xml_node node = objective.append_child("issue");
  node.append_attribute("etype") = "discrete";
  node.append_attribute("index") = index;
  node.append_attribute("name") = issue.name.c_str();
  node.append_attribute("type") = "discrete";
  node.append_attribute("vtype") = "discrete";
  for (std::size_t k = 0; k < issue.values.size(); ++k) {
    pugi::xml_node item = node.append_child("item");
    item.append_attribute("index") = k + 1;
    item.append_attribute("value") = issue.values[k].c_str();
  }
  return node;
}

std::string domain_text(const Scenario& scenario) {
  pugi::xml_document document;
  pugi::xml_node space = document.append_child("negotiation_template").append_child("utility_space");
  space.append_attribute("number_of_issues") = scenario.issues.size();
  pugi::xml_node objective = append_objective(space);
  for (std::size_t k = 0; k < scenario.issues.size(); ++k) append_issue(objective, scenario.issues[k], k + 1);
  return saved(document);
}

std::string number_text(const mpq_class& number) { return fmt::format("{}", nearest_double(number)); }

std::string profile_text(const Scenario& scenario, std::size_t member, const mpq_class& divisor) {
  pugi::xml_document document;
  pugi::xml_node space = document.append_child("utility_space");
  space.append_attribute("number_of_issues") = scenario.issues.size();
  pugi::xml_node objective = append_objective(space);
  std::vector<mpq_class> weights;
  for (std::size_t k = 0; k < scenario.issues.size(); ++k) {
    const Issue& issue = scenario.issues[k];
    const std::vector<std::int64_t>& utilities = issue.utilities[member];
    const mpq_class largest = exact({*std::ranges::max_element(utilities)});
    weights.emplace_back(largest / divisor);
    std::size_t value = 0;
    for (pugi::xml_node item : append_issue(objective, issue, k + 1).children("item")) {
      const mpq_class share = largest == 0 ? mpq_class(0) : mpq_class(exact({utilities[value]}) / largest);
      item.append_attribute("evaluation") = number_text(share).c_str();
      ++value;
    }
  }
  for (std::size_t k = 0; k < weights.size(); ++k) {
    pugi::xml_node weight = objective.append_child("weight");
    weight.append_attribute("index") = k + 1;
    weight.append_attribute("value") = number_text(weights[k]).c_str();
  }
  space.append_child("discount_factor").append_attribute("value") = "1.0";
  const mpq_class reservation = exact({scenario.reservation[member]}) / divisor;
  space.append_child("reservation").append_attribute("value") = number_text(reservation).c_str();
  return saved(document);
}

class GeniusWriter {
 public:
  GeniusWriter(const Case& document, const ExportOptions& options)
      : model_(model_on(document, options.as_of)), options_(options), losses_(result_.diagnostics) {}

  ExportResult run() {
    const Table* table = choose_table();
    if (!table) return std::move(result_);
    Table without_ratifiers = *table;
    without_ratifiers.ratify.clear();
    const auto walk_aways = walk_aways_at(*table);
    if (!walk_aways) return std::move(result_);
    // In as many pieces as possible; but if that takes the deals apart, as they come.
    AdditiveTableBuild build = outcomes(without_ratifiers, *walk_aways, {.split_above = 1});
    if (!build.table || build.table->problem.products.size() != 1) build = outcomes(without_ratifiers, *walk_aways, {});
    if (!build.table) {
      return refuse(table->span, fmt::format("the table '{}' cannot be written, because {}", table->id, build.obstacle),
                    "a profile holds one utility for each value of each issue, and adds them up");
    }
    if (build.table->problem.products.size() != 1) {
      return refuse(table->span,
                    build.table->problem.products.empty()
                        ? fmt::format("the table '{}' has no deals", table->id)
                        : fmt::format("the deals of '{}' are no plain product of choices", table->id),
                    "a domain has every combination of the values of its issues");
    }
    note_losses(*table, *build.table);
    write(scenario_of(*build.table), *table);
    return std::move(result_);
  }

 private:
  ExportResult refuse(std::optional<Span> span, std::string message, std::string hint) {
    add_error(span, std::move(message), std::move(hint));
    return std::move(result_);
  }

  void add_error(std::optional<Span> span, std::string message, std::string hint) {
    result_.diagnostics.push_back(
        {.code = "not-representable", .message = std::move(message), .span = span, .hint = std::move(hint)});
  }

  /// The deals of a table. Where there is no deal without an agreement, what stands for that is a product of one
  /// choice; it is no outcome.
  AdditiveTableBuild outcomes(const Table& table, const std::vector<std::vector<Value>>& walk_aways,
                              const DecompositionLimits& limits) const {
    AdditiveTableBuild build = decompose(model_, table, model_.now(), walk_aways, limits);
    if (!build.table) return build;
    AdditiveProblem& problem = build.table->problem;
    std::erase_if(problem.products, [&](const Product& product) {
      return product.name == build.table->staying.product &&
             std::ranges::all_of(product.components, [&](const Component& c) { return problem.alternatives(c) == 1; });
    });
    return build;
  }

  const Table* choose_table() {
    if (options_.table.empty() && model_.tables.size() == 1) return &model_.tables.front();
    const auto found = std::ranges::find(model_.tables, options_.table, &Table::id);
    if (found != model_.tables.end()) return &*found;
    std::vector<std::string> ids;
    for (const Table& table : model_.tables) ids.push_back(table.id);
    result_.diagnostics.push_back(
        {.code = "unknown-table",
         .message = options_.table.empty() ? (ids.empty() ? "the case has no tables" : "the case has several tables")
                                           : fmt::format("the case has no table '{}'", options_.table),
         .hint = ids.empty() ? "add `tables:` to the case" : "name one with --table: " + join_words(ids)});
    return nullptr;
  }

  std::optional<std::vector<std::vector<Value>>> walk_aways_at(const Table& table) {
    std::vector<std::vector<Value>> all;
    for (const PartyId party : table.parties) {
      const auto entry = table.walk_away.find(party);
      std::vector<Value> values = model_.now();
      if (entry != table.walk_away.end() && entry->second.kind == WalkAway::Kind::drift) {
        add_error(
            entry->second.span,
            fmt::format("the walk-away of {} drifts, so its reservation value is not known", model_.party_id(party)),
            "name a state, or write `now`");
        return std::nullopt;
      }
      if (entry != table.walk_away.end() && entry->second.kind == WalkAway::Kind::state) {
        values = values_of(model_, *model_.find_state(entry->second.state));
      }
      all.push_back(std::move(values));
    }
    return all;
  }

  Scenario scenario_of(const AdditiveTable& table) {
    const Product& product = table.problem.products.front();
    const std::vector<AdditiveTable::Part>& parts = table.products[product.name];
    const std::size_t members = table.problem.members;
    Scenario scenario{.issues = {}, .reservation = table.problem.walk_away};
    std::vector<std::int64_t> taken_off(members, 0);
    for (std::size_t c = 0; c < product.components.size(); ++c) {
      const Component& component = product.components[c];
      const std::size_t alternatives = table.problem.alternatives(component);
      Issue issue{.name = {}, .values = {}, .utilities = std::vector<std::vector<std::int64_t>>(members)};
      for (std::size_t p = 0; p < members; ++p) {
        for (std::size_t a = 0; a < alternatives; ++a) {
          issue.utilities[p].push_back(component.utilities[a * table.problem.parties() + p]);
        }
        // What is certain is taken off; otherwise only what is negative.
        const std::int64_t lowest = *std::ranges::min_element(issue.utilities[p]);
        const std::int64_t shift = alternatives == 1 ? lowest : std::min<std::int64_t>(lowest, 0);
        for (std::int64_t& utility : issue.utilities[p]) utility -= shift;
        taken_off[p] += shift;
      }
      if (alternatives == 1) continue;
      std::vector<std::string> variables;
      for (const VariableId v : parts[c].variables) variables.push_back(model_.variable(v).id);
      issue.name = fmt::format("{}", fmt::join(variables, " and "));
      const std::size_t width = parts[c].variables.size();
      for (std::size_t a = 0; a < alternatives; ++a) {
        std::vector<std::string> values;
        for (std::size_t k = 0; k < width; ++k) {
          values.push_back(model_.value_name(parts[c].variables[k], parts[c].values[a * width + k]));
        }
        issue.values.push_back(fmt::format("{}", fmt::join(values, " and ")));
      }
      if (width > 1) losses_.add(not_kept, "variables that hang together become one issue", issue.name);
      scenario.issues.push_back(std::move(issue));
    }
    for (std::size_t p = 0; p < members; ++p) {
      scenario.reservation[p] -= taken_off[p];
      if (taken_off[p] == 0) continue;
      losses_.add(not_kept, "utilities and reservation values are shifted alike, so that no issue gives less than 0",
                  fmt::format("{} by {}", model_.party_id(table.parties[p]), to_text(Decimal{-taken_off[p]})));
    }
    return scenario;
  }

  void note_losses(const Table& table, const AdditiveTable& deals) {
    Case others = model_;
    others.tables.clear();
    note_prose(others, losses_);
    note_coalitions(others, losses_);
    for (const Table& other : model_.tables) {
      if (other.id != table.id) losses_.add(not_kept, "other tables are not kept", other.id);
    }
    for (const PartyId party : table.ratify) {
      losses_.add(changes_model, "who must ratify is left out", model_.party_id(party), table.span);
    }
    for (std::size_t p = 0; p < model_.parties.size(); ++p) {
      const bool has_say =
          std::ranges::count(table.parties, PartyId(p)) + std::ranges::count(table.ratify, PartyId(p)) > 0;
      if (!has_say) losses_.add(changes_model, "who is not at the table is left out", model_.parties[p].id);
    }
    for (std::size_t v = 0; v < model_.variables.size(); ++v) {
      const Variable& variable = model_.variables[v];
      if (!std::ranges::binary_search(deals.settable, VariableId(v))) {
        losses_.add(changes_model, "what the table cannot set stays as it is now", variable.id);
      } else if (variable.kind == Variable::Kind::option) {
        losses_.add(changes_model, "what a party can do alone becomes a matter of agreement", variable.id);
      } else if (!variable.breakable_by.empty()) {
        losses_.add(changes_model, "that a term can be broken is left out", variable.id);
      }
    }
    if (deals.problem.products.front().name == deals.staying.product) {
      losses_.add(not_kept, "what holds now becomes one of the outcomes", "");
    }
  }

  void write(const Scenario& scenario, const Table& table) {
    mpq_class best = 0;
    for (std::size_t p = 0; p < table.parties.size(); ++p) {
      mpq_class sum = 0;
      for (const Issue& issue : scenario.issues) sum += exact({*std::ranges::max_element(issue.utilities[p])});
      best = std::max(best, sum);
    }
    mpq_class divisor = 1;
    while (divisor < best) divisor *= 10;
    if (divisor > 1) {
      losses_.add(not_kept, fmt::format("all utilities are divided by {}, so that none is above 1", divisor.get_str()),
                  "");
    }
    losses_.report();
    std::string stem = options_.path;
    if (stem.ends_with(".xml")) stem.resize(stem.size() - 4);
    result_.files.push_back({options_.path, domain_text(scenario)});
    for (std::size_t p = 0; p < table.parties.size(); ++p) {
      result_.files.push_back(
          {fmt::format("{}-{}.xml", stem, model_.party_id(table.parties[p])), profile_text(scenario, p, divisor)});
    }
  }

  Model model_;
  const ExportOptions& options_;
  ExportResult result_{};
  Losses losses_;
};

}  // namespace

ExportResult write_genius(const Case& document, const ExportOptions& options) {
  return GeniusWriter(document, options).run();
}

}  // namespace detente
