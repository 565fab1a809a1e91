#include "detente/report/conflict_pages.hpp"

#include <fmt/format.h>

#include "detente/base/csv.hpp"
#include "detente/report/phrases.hpp"
#include "detente/report/read_pages.hpp"

namespace detente {

namespace {

std::string date_of(const ConflictSide& side) { return side.date ? to_text(*side.date) : "undated"; }

std::string side_text(const std::vector<Document>& documents, const ConflictSide& side, const Style& style) {
  const Document& d = documents[side.document];
  const std::string head =
      fmt::format("      {}#{}, {}{}", style.strong(one_line(d.id)), side.sentence + 1, date_of(side),
                  side.says.empty() ? "" : style.faint(" [" + one_line(side.says) + "]"));
  return head + "\n" + style.paragraph(excerpt(d, d.sentences[side.sentence].span, 300), 10);
}

std::string side_json(const std::vector<Document>& documents, const ConflictSide& side) {
  const Document& d = documents[side.document];
  return fmt::format(R"({{"document": {}, "sentence": {}, "date": {}, "says": {}, "text": {}}})", json_string(d.id),
                     side.sentence + 1, side.date ? json_string(to_text(*side.date)) : "null", json_string(side.says),
                     json_string(d.at(d.sentences[side.sentence].span)));
}

}  // namespace

std::string conflicts_page(const std::vector<Document>& documents, const Conflicts& conflicts, const Style& style) {
  std::string out = style.heading("CONFLICTS") + "\n";
  if (conflicts.conflicts.empty()) out += "  no two reports seem to contradict each other\n";
  else out += fmt::format("  {} to look at\n", counted(conflicts.conflicts.size(), "candidate"));
  for (const Conflict& c : conflicts.conflicts) {
    out += fmt::format("\n  {}, {}\n", style.strong(one_line(c.subject)), to_text(c.kind));
    out += side_text(documents, c.first, style) + side_text(documents, c.second, style);
  }
  if (conflicts.changes.empty()) return out;
  out += "\n" + style.heading("CHANGES OVER TIME") + "\n";
  for (const auto& change : conflicts.changes) {
    out += fmt::format("\n  {}, {}\n", style.strong(one_line(change.subject)), to_text(change.kind));
    for (const ConflictSide& side : change.sides) out += side_text(documents, side, style);
  }
  return out;
}

std::vector<std::string> conflicts_json(const std::vector<Document>& documents, const Conflicts& conflicts) {
  std::string found = "\"conflicts\": [";
  for (const Conflict& c : conflicts.conflicts) {
    found += fmt::format(
        "{}\n    {{\"kind\": \"{}\", \"subject\": {}, \"likeness\": {:.2f}, \"sides\": [\n      {},\n      {}]}}",
        found.back() == '[' ? "" : ",", to_text(c.kind), json_string(c.subject), c.likeness,
        side_json(documents, c.first), side_json(documents, c.second));
  }
  found += conflicts.conflicts.empty() ? "]" : "\n  ]";
  std::string changes = "\"changes\": [";
  for (const auto& change : conflicts.changes) {
    changes += fmt::format("{}\n    {{\"kind\": \"{}\", \"subject\": {}, \"sides\": [",
                           changes.back() == '[' ? "" : ",", to_text(change.kind), json_string(change.subject));
    for (std::size_t k = 0; k < change.sides.size(); ++k)
      changes += (k == 0 ? "\n      " : ",\n      ") + side_json(documents, change.sides[k]);
    changes += "]}";
  }
  changes += conflicts.changes.empty() ? "]" : "\n  ]";
  return {found, changes};
}

std::string conflicts_csv(const std::vector<Document>& documents, const Conflicts& conflicts) {
  std::string out = "number,what,kind,subject,date,document,sentence,says,text\n";
  std::size_t number = 0;
  const auto line = [&](const char* what, Conflict::Kind kind, const std::string& subject, const ConflictSide& side) {
    const Document& d = documents[side.document];
    out += fmt::format("{},{},{},{},{},{},{},{},{}\n", number, what, to_text(kind), csv_cell(subject),
                       side.date ? to_text(*side.date) : "", csv_cell(d.id), side.sentence + 1, csv_cell(side.says),
                       csv_cell(d.at(d.sentences[side.sentence].span)));
  };
  for (const Conflict& c : conflicts.conflicts) {
    ++number;
    line("conflict", c.kind, c.subject, c.first);
    line("conflict", c.kind, c.subject, c.second);
  }
  for (const auto& change : conflicts.changes) {
    ++number;
    for (const ConflictSide& side : change.sides) line("change", change.kind, change.subject, side);
  }
  return out;
}

}  // namespace detente
