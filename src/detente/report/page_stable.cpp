#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/report/pages.hpp"
#include "detente/report/phrases.hpp"
#include "detente/report/results_file.hpp"
#include "detente/space/describe.hpp"

namespace detente {

namespace {

std::string switches_text(Switches switches) {
  if (switches == Switches{}) return "";
  return fmt::format(" (sanction {}, responses {})", id_of(switches.sanction), id_of(switches.responses));
}

/// "A" to "Z", then "AA" and so on: the column letters of parties.
std::string letter(std::size_t k) {
  const std::string last(1, static_cast<char>('A' + k % 26));
  return k < 26 ? last : letter(k / 26 - 1) + last;
}

std::string latex_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '\\': out += "\\textbackslash{}"; break;
      case '~': out += "\\textasciitilde{}"; break;
      case '^': out += "\\textasciicircum{}"; break;
      case '&':
      case '%':
      case '$':
      case '#':
      case '_':
      case '{':
      case '}': out += '\\'; [[fallthrough]];
      default: out += c;
    }
  }
  return out;
}

}  // namespace

std::string stable_page(Analysis& a, const Style& style, const std::vector<Concept>& concepts, Detail detail) {
  const Stability& stability = a.stability();
  std::string out = fmt::format("{}{}\n", counted(a.space.size(), "feasible state"), switches_text(stability.switches));
  for (const Concept c : concepts) {
    const BitVector equilibria = stability.equilibria(c);
    const std::size_t count = equilibria.count();
    out += "\n" +
           style.heading(fmt::format("{} ({}): {}", short_name(c), long_name(c),
                                     count == 0 ? "no equilibrium"
                                                : counted(count, "equilibrium", "equilibria") + ", " +
                                                      percent(count, a.space.size()) + " of the states")) +
           "\n";
    std::vector<std::string> shares;
    for (std::size_t p = 0; p < a.model.parties.size(); ++p) {
      shares.push_back(
          fmt::format("{} {}", a.model.parties[p].id, with_commas(stability.stable(c, PartyId(p)).count())));
    }
    out += style.paragraph("stable for each party: " + join_words(shares, ", "), 6);
    if (detail == Detail::counts) continue;
    out += set_text(a, equilibria, style, detail == Detail::full ? equilibria.size() : 24);
  }
  return out;
}

std::string stability_table(Analysis& a, const Style& style, const std::vector<Concept>& concepts, TableFormat format,
                            std::size_t limit) {
  const Stability& stability = a.stability();
  const std::size_t parties = a.model.parties.size();
  const std::size_t rows = limit == 0 ? a.space.size() : std::min(limit, a.space.size());
  std::vector<BitVector> equilibria;
  for (const Concept c : concepts) equilibria.push_back(stability.equilibria(c));

  std::string out;
  switch (format) {
    case TableFormat::text: {
      std::size_t width = 3;
      for (std::size_t p = 0; p < parties; ++p) {
        out += fmt::format("{} = {}{}", letter(p), a.model.parties[p].id,
                           p + 1 < parties ? ", " : "; a letter: stable for it; E: equilibrium\n");
        width += letter(p).size();
      }
      if (limit > 0 && rows < a.space.size()) {
        out += fmt::format("the first {} of {}; --limit 0 gives all\n", with_commas(rows),
                           counted(a.space.size(), "state"));
      }
      out += fmt::format("{:>8} ", "state");
      for (const Concept c : concepts) out += fmt::format(" {:<{}}", short_name(c), width);
      out += a.model.graph() ? "name\n" : "what is done\n";
      for (std::size_t s = 0; s < rows; ++s) {
        std::string line = fmt::format("{:>8} ", s + 1);
        for (std::size_t k = 0; k < concepts.size(); ++k) {
          std::string cell;
          for (std::size_t p = 0; p < parties; ++p) {
            const bool stable = stability.stable(concepts[k], PartyId(p)).test(s);
            cell += stable ? letter(p) : std::string(letter(p).size(), '.');
          }
          cell += equilibria[k].test(s) ? " E" : "  ";
          line += fmt::format(" {:<{}}", cell, width);
        }
        out += style.paragraph(describe(a.model, a.space, StateId(s)), line.size(), line);
      }
      break;
    }
    case TableFormat::csv: {
      write_results_csv(a, concepts, rows, [&](std::string_view text) { out += text; });
      break;
    }
    case TableFormat::latex: {
      out = "% needs \\usepackage{amssymb} for \\checkmark\n\\begin{tabular}{r";
      for (std::size_t k = 0; k < concepts.size(); ++k) out += "|" + std::string(parties, 'c') + "c";
      out += "}\n\\hline\n";
      for (const Concept c : concepts) {
        out += fmt::format(" & \\multicolumn{{{}}}{{c{}}}{{{}}}", parties + 1, c == concepts.back() ? "" : "|",
                           short_name(c));
      }
      out += " \\\\\nstate";
      for (std::size_t k = 0; k < concepts.size(); ++k) {
        for (const Party& party : a.model.parties) out += " & " + latex_escaped(party.id);
        out += " & Eq";
      }
      out += " \\\\\n\\hline\n";
      for (std::size_t s = 0; s < rows; ++s) {
        out += a.model.graph() ? latex_escaped(a.model.graph()->values[s]) : std::to_string(s + 1);
        for (std::size_t k = 0; k < concepts.size(); ++k) {
          for (std::size_t p = 0; p < parties; ++p) {
            out += stability.stable(concepts[k], PartyId(p)).test(s) ? " & $\\checkmark$" : " & ";
          }
          out += equilibria[k].test(s) ? " & E" : " & ";
        }
        out += " \\\\\n";
      }
      out += "\\hline\n\\end{tabular}\n";
      break;
    }
  }
  return out;
}

}  // namespace detente
