#include "detente/report/coded_pages.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "detente/report/phrases.hpp"
#include "detente/report/read_pages.hpp"

namespace detente {

namespace {

const std::string& who(const CodedStatement& s) { return s.person.empty() ? s.organization : s.person; }

/// The speaker that was found at the place of a coded statement; empty for none.
std::string found_speaker(const Document& d, const CodedMatch& match) {
  if (match.statement) return d.statements[*match.statement].speaker.name;
  if (match.quotation && d.quotations[*match.quotation].speaker) return d.quotations[*match.quotation].speaker->name;
  return {};
}

}  // namespace

std::string coded_page(const std::vector<Document>& documents, const std::vector<CodedStatement>& coded,
                       const std::vector<CodedMatch>& matches, const Style& style) {
  std::string out = style.heading("CODED STATEMENTS") + "\n";
  const auto count = [&](CodedMatch::Kind kind) {
    return static_cast<std::size_t>(std::ranges::count(matches, kind, &CodedMatch::kind));
  };
  out += fmt::format("  {}: {} found with their speaker, {} with another one or none, {} not found\n",
                     counted(coded.size(), "coded statement"), count(CodedMatch::Kind::same),
                     count(CodedMatch::Kind::speaker), count(CodedMatch::Kind::missing));
  for (std::size_t k = 0; k < coded.size(); ++k) {
    if (matches[k].kind == CodedMatch::Kind::same) continue;
    const Document& d = documents[coded[k].document];
    const std::string found = found_speaker(d, matches[k]);
    out +=
        fmt::format("      {}#{} {} {}\n", one_line(d.id), coded[k].sentence + 1, style.strong(one_line(who(coded[k]))),
                    style.faint(fmt::format("[{}]", matches[k].kind == CodedMatch::Kind::missing ? "not found"
                                                    : found.empty() ? "found without a speaker"
                                                                    : "found: " + one_line(found))));
    out += style.paragraph(excerpt(d, coded[k].span, 300), 10);
  }
  struct Stances {
    std::size_t yes = 0;
    std::size_t no = 0;
  };
  std::map<std::string, std::map<std::string, Stances>> concepts;
  for (const CodedStatement& s : coded) {
    if (s.concept_name.empty()) continue;
    Stances& stances = concepts[s.concept_name][who(s)];
    ++(s.agreement ? stances.yes : stances.no);
  }
  for (const auto& [name, speakers] : concepts) {
    out += "\n  " + style.strong(one_line(name)) + "\n";
    for (const auto& [speaker, stances] : speakers) {
      const bool both = stances.yes > 0 && stances.no > 0;
      out += fmt::format("      {}: {} for, {} against{}\n", one_line(speaker), stances.yes, stances.no,
                         both ? " (both ways)" : "");
    }
  }
  return out;
}

std::string coded_json(const std::vector<Document>& documents, const std::vector<CodedStatement>& coded,
                       const std::vector<CodedMatch>& matches) {
  std::string out = "\"coded\": [";
  for (std::size_t k = 0; k < coded.size(); ++k) {
    const CodedStatement& s = coded[k];
    const Document& d = documents[s.document];
    const std::string found = found_speaker(d, matches[k]);
    out += fmt::format(
        "{}\n    {{\"document\": {}, \"sentence\": {}, \"start\": {}, \"end\": {}, \"person\": {}, \"organisation\": "
        "{}, "
        "\"concept\": {}, \"agreement\": {}, \"match\": \"{}\", \"found_speaker\": {}}}",
        k == 0 ? "" : ",", json_string(d.id), s.sentence + 1, s.span.begin, s.span.end, json_string(s.person),
        json_string(s.organization), json_string(s.concept_name), s.agreement, to_text(matches[k].kind),
        found.empty() ? "null" : json_string(found));
  }
  return out + (coded.empty() ? "]" : "\n  ]");
}

}  // namespace detente
