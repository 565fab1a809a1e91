#include <algorithm>
#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/exchange/exact_number.hpp"
#include "detente/exchange/genius.hpp"
#include "detente/exchange/genius_scenario.hpp"
#include "detente/exchange/losses.hpp"
#include "detente/exchange/names.hpp"
#include "detente/model/formula_parser.hpp"

namespace detente {

namespace {

std::string stem_of(const SourceText& source) {
  return printable(std::filesystem::path(source.name()).stem().string());
}

/// What a value for people becomes: "60 Gb" gives `60_Gb`.
std::string value_name(const std::string& text) {
  if (is_value_name(text)) return text;
  std::string name;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    if (is_name_part(c)) name += text.substr(begin, at - begin);
    else if (!name.empty() && name.back() != '_') name += '_';
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  if (is_value_name(name)) return name;
  return "value";
}

/// Puts a scenario together.
class CaseMaker {
 public:
  CaseMaker(const GeniusDomain& domain, const std::string& title, Losses& losses) : domain_(domain), losses_(losses) {
    case_.title = title;
  }

  void add_party(const std::string& name, const std::string& file) {
    const std::string id = parties_.add(name_from(name, "Party"));
    case_.parties.push_back({.id = id, .name = name.empty() ? id : name});
    files_.push_back(file);
    everybody_.emplace_back(everybody_.size());
  }

  void add_issues() {
    (void)variables_.add("agreement");
    Variable agreement;
    agreement.kind = Variable::Kind::term;
    agreement.id = "agreement";
    agreement.between = everybody_;
    agreement.text = "there is a deal";
    case_.variables.push_back(std::move(agreement));
    for (const GeniusIssue& issue : domain_.issues) {
      std::optional<VariableId>& term = terms_.emplace_back();
      if (issue.values.size() < 2) {
        losses_.add(not_kept, "issues with a single value are no terms; what they are worth counts with the agreement",
                    issue.name);
        continue;
      }
      term = VariableId(case_.variables.size());
      Variable variable;
      variable.kind = Variable::Kind::term;
      variable.between = everybody_;
      variable.id = variables_.add(name_from(issue.name, "issue"));
      variable.values.clear();
      UniqueNames names;
      std::vector<std::string> renamed;
      for (const std::string& value : issue.values) {
        variable.values.push_back(names.add(value_name(value)));
        if (variable.values.back() != value)
          renamed.push_back(fmt::format("{} is '{}'", variable.values.back(), value));
      }
      if (variable.id != issue.name) variable.text = issue.name;
      if (!renamed.empty()) variable.text += (variable.text.empty() ? "" : ": ") + join_words(renamed);
      case_.variables.push_back(std::move(variable));
    }
    std::vector<Formula> first;
    for (const auto& term : terms_) {
      if (term) first.push_back(Formula::literal(*term, 0));
    }
    if (first.empty()) return;
    Rule rule{.id = "rule#1",
              .formula = Formula::apply(Formula::Op::disjunction,
                                        {agreed(), Formula::apply(Formula::Op::all, std::move(first))})};
    rule.text = "without an agreement nothing is settled; the first values stand in for that";
    case_.rules.push_back(std::move(rule));
  }

  /// False if a utility is too large for the case language.
  bool add_profile(const GeniusProfile& profile) {
    Preferences& wanted = case_.preferences.emplace_back();
    const std::string& party = case_.parties[case_.preferences.size() - 1].id;
    wanted.form = Preferences::Form::weights;
    bool fits = true;
    const auto add = [&](Formula formula, const mpq_class& utility) {
      const auto weight = rounded(utility);
      fits &= weight.has_value();
      if (!weight || weight->millionths == 0) {
        if (weight) note_rounding(utility, *weight, party);
        return;
      }
      note_rounding(utility, *weight, party);
      Statement statement{.id = fmt::format("{}#{}", party, wanted.weights.size() + 1),
                          .formula = std::move(formula),
                          .weight = *weight};
      wanted.weights.push_back(std::move(statement));
    };
    mpq_class constant = 0;
    for (std::size_t k = 0; k < terms_.size(); ++k) {
      if (!terms_[k]) {
        constant += profile.utilities[k][0];
        continue;
      }
      for (std::size_t value = 0; value < profile.utilities[k].size(); ++value) {
        const Formula chosen = Formula::literal(*terms_[k], static_cast<Value>(value));
        add(Formula::apply(Formula::Op::conjunction, {agreed(), chosen}), profile.utilities[k][value]);
      }
    }
    add(agreed(), constant);
    add(Formula::apply(Formula::Op::negation, {agreed()}), profile.reservation);
    // A party to whom nothing matters still has utilities.
    if (wanted.weights.empty()) add_nothing(wanted, party);
    return fits;
  }

  Case finish(const std::string& domain_file) && {
    if (largest_error_ > mpq_class(1, 1'000'000'000'000)) {
      losses_.add(changes_model,
                  fmt::format("utilities are rounded to 6 places, the most by {:.2g}", largest_error_.get_d()), party_);
    }
    case_.about =
        fmt::format("Imported from the GENIUS domain {} with the profiles {}.", domain_file, join_words(files_));
    Table table{.id = "negotiation", .parties = everybody_};
    case_.tables.push_back(std::move(table));
    return std::move(case_);
  }

 private:
  static Formula agreed() { return Formula::literal(VariableId(0), 1); }

  static void add_nothing(Preferences& wanted, const std::string& party) {
    Statement statement{.id = party + "#1", .formula = agreed()};
    wanted.weights.push_back(std::move(statement));
  }

  void note_rounding(const mpq_class& utility, Decimal weight, const std::string& party) {
    const mpq_class error = abs(utility - exact(weight));
    if (error <= largest_error_) return;
    largest_error_ = error;
    party_ = party;
  }

  const GeniusDomain& domain_;
  Losses& losses_;
  Case case_{};
  UniqueNames parties_{};
  UniqueNames variables_{};
  std::vector<PartyId> everybody_{};
  std::vector<std::string> files_{};
  std::vector<std::optional<VariableId>> terms_{};  ///< by issue; nothing for one with a single value
  mpq_class largest_error_ = 0;
  std::string party_{};  ///< with the largest error
};

bool is_domain(const pugi::xml_node& root) { return std::string_view(root.name()) == "negotiation_template"; }

}  // namespace

bool looks_like_genius(std::string_view text) {
  const std::string_view head = text.substr(0, 4096);
  return head.find("<negotiation_template") != head.npos || head.find("<utility_space") != head.npos;
}

ImportResult read_genius(std::span<const SourceText> files) {
  ImportResult result;
  std::vector<std::unique_ptr<XmlFile>> read;
  for (const SourceText& source : files) read.push_back(std::make_unique<XmlFile>(source));
  const auto finish = [&] {
    for (std::size_t k = 0; k < files.size(); ++k) {
      sort_diagnostics(read[k]->diagnostics);
      result.files.push_back({files[k], read[k]->diagnostics});
      if (read[k]->failed()) result.document.reset();
    }
    return std::move(result);
  };
  const auto failed = [&] { return std::ranges::any_of(read, [](const auto& file) { return file->failed(); }); };
  std::vector<XmlFile*> profiles;
  XmlFile* domain_file = nullptr;
  for (const auto& file : read) {
    if (file->failed()) continue;
    const std::string_view name = file->root().name();
    if (is_domain(file->root())) {
      if (domain_file)
        file->error("two-domains", file->root(), "this is a second domain", "give one domain and its profiles");
      domain_file = file.get();
    } else if (name == "utility_space") {
      profiles.push_back(file.get());
    } else {
      file->error("not-genius", file->root(),
                  fmt::format("<{}> begins neither a domain nor a profile", printable(name)),
                  "a domain begins with <negotiation_template>, a profile with <utility_space>");
    }
  }
  if (failed()) return finish();
  if (!domain_file) {
    read.front()->error("no-domain", read.front()->root(), "none of the files is a domain",
                        "name the file with <negotiation_template> too");
    return finish();
  }
  if (profiles.size() < 2) {
    domain_file->error("no-profiles", domain_file->root(),
                       profiles.empty() ? "a domain alone has no parties" : "one profile makes no negotiation",
                       "name the profiles of at least two parties too");
    return finish();
  }
  const GeniusDomain domain = read_genius_domain(*domain_file);
  if (failed()) return finish();
  Losses losses(domain_file->diagnostics);
  CaseMaker maker(domain, stem_of(domain_file->source()), losses);
  const auto file_name = [](const XmlFile& file) {
    return printable(std::filesystem::path(file.source().name()).filename().string());
  };
  const std::string prefix = stem_of(domain_file->source()) + "-";
  for (const XmlFile* profile : profiles) {
    std::string name = stem_of(profile->source());
    if (name.size() > prefix.size() && name.starts_with(prefix)) name.erase(0, prefix.size());
    maker.add_party(name, file_name(*profile));
  }
  maker.add_issues();
  for (XmlFile* file : profiles) {
    const GeniusProfile profile = read_genius_profile(*file, domain);
    if (file->failed()) continue;
    if (!maker.add_profile(profile)) file->error("bad-number", file->root(), "a utility is larger than 10^12");
  }
  if (failed()) return finish();
  result.document = std::move(maker).finish(file_name(*domain_file));
  losses.report();
  return finish();
}

}  // namespace detente
