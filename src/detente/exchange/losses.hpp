#pragma once
/// Says what a format could not take along: one warning for each kind of thing, with the names of the first few.

#include <string>
#include <vector>

#include "detente/exchange/formats.hpp"
#include "detente/model/model.hpp"

namespace detente {

class Losses {
 public:
  explicit Losses(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  /// Notes that `name` has something that is lost. `what` is the sentence behind the names: "conditions of moves are
  /// left out".
  void add(std::string_view code, std::string what, std::string name, std::optional<Span> span = std::nullopt);
  /// Appends the warnings, in the order in which their kinds came up.
  void report();

 private:
  struct Kind {
    std::string code;
    std::string what;
    std::vector<std::string> names{};
    std::optional<Span> span{};
  };
  std::vector<Kind> kinds_;
  Diagnostics& diagnostics_;
};

/// Notes that only the case of one day is written, if it has dates.
void note_day(const Model& model, Losses& losses);
/// Notes that the title is lost, unless the file to write bears it as its name, from which an import takes the title.
void note_title(const Case& document, std::string_view path, Losses& losses);
/// What a file calls a party; notes where its longer name is lost.
[[nodiscard]] std::string party_name(const Party& party, Losses& losses);

/// Notes the parts of a case for which formats of bare models have no place: prose, support, sources, questions,
/// tables, named states.
void note_prose(const Case& document, Losses& losses);

/// Likewise the parties that act as one.
void note_coalitions(const Case& document, Losses& losses);

}  // namespace detente
