// What `detente read` shows people, and CSV.

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "detente/base/csv.hpp"
#include "detente/base/text.hpp"
#include "detente/evidence/calendar.hpp"
#include "detente/report/phrases.hpp"
#include "detente/report/read_pages.hpp"

namespace detente {

namespace {

std::string who(const Speaker& speaker) {
  std::string out = printable(speaker.name);
  if (!speaker.via.empty()) out += " (as told by " + printable(speaker.via) + ")";
  return out;
}

std::string quotation_text(const Document& d, const Quotation& q, const Style& style) {
  const std::string line = fmt::format("  #{:<4} {}", q.sentence + 1,
                                       style.strong(q.speaker                         ? who(*q.speaker)
                                                    : q.type == Quotation::Type::term ? "(nobody)"
                                                                                      : "(open)"));
  std::string notes = std::string(to_text(q.type));
  if (q.cue.begin != q.cue.end) notes += ", " + printable(d.at(q.cue));
  notes += "; rule: " + std::string(q.rule);
  if (q.joins) notes += fmt::format("; goes on with {}", *q.joins + 1);
  return line + style.faint(" [" + notes + "]") + "\n" + style.paragraph(excerpt(d, q.span), 8) + "\n";
}

std::string days_text(const TimeMention& t) {
  if (!t.from) return "no days known";
  if (!t.until) return "from " + to_text(*t.from);
  const Date last = plus_days(*t.until, -1);
  return last == *t.from ? to_text(last) : to_text(*t.from) + " to " + to_text(last);
}

/// What is found besides quotations and statements.
std::string names_and_figures(const Document& d, const Style& style) {
  std::string out;
  const auto line = [&](std::uint32_t sentence, const Span& span, const std::string& notes,
                        const std::optional<std::uint32_t>& actor) {
    const std::string binds = actor ? "; binds " + printable(d.actors[*actor].name) : "";
    out += style.paragraph(excerpt(d, span) + style.faint(" [" + notes + binds + "]"), 8,
                           fmt::format("  #{:<4} ", sentence + 1));
  };
  if (!d.actors.empty()) out += "\n" + style.heading("NAMES") + "\n";
  for (const Actor& actor : d.actors) {
    if (actor.mentions.empty()) continue;
    std::vector<std::string> forms;
    for (const std::string& form : actor.forms)
      if (form != actor.name) forms.push_back(printable(form));
    std::string notes = fmt::format("{}, {}", to_text(actor.kind), counted(actor.mentions.size(), "time"));
    if (!actor.office.empty()) notes += ", " + printable(actor.office);
    if (!forms.empty()) notes += "; also " + join_words(forms, ", ");
    out += style.paragraph(style.strong(one_line(actor.name)) + style.faint(" [" + notes + "]"), 8, "  ");
  }
  if (!d.times.empty()) out += "\n" + style.heading("TIMES") + "\n";
  for (const TimeMention& t : d.times)
    line(t.sentence, t.span, (t.deadline ? "deadline, " : "") + days_text(t), t.actor);
  if (!d.amounts.empty()) out += "\n" + style.heading("AMOUNTS") + "\n";
  for (const Amount& a : d.amounts) {
    const std::string value = a.low == a.high ? a.low : a.low + " to " + a.high;
    line(a.sentence, a.span, fmt::format("{}, {} {}", to_text(a.kind), value, printable(a.unit)), a.actor);
  }
  return out;
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string plain(text);
  std::ranges::replace_if(
      plain, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return printable(plain);
}

std::string excerpt(const Document& document, const Span& span, std::size_t most) {
  std::string out = one_line(document.at(span));
  if (code_points(out) > most) out = code_point_substr(out, 0, most - 3) + "...";
  return out;
}

std::string read_page(const Document& d, const Style& style, bool sentences, bool full) {
  std::string out = style.heading(printable(d.id)) + "\n";
  std::string about = fmt::format("{}, {} bytes, {}", d.encoding, with_commas(d.text.size()),
                                  d.date ? "of " + to_text(*d.date) : "undated");
  if (d.html) about += ", from HTML";
  if (d.invalid_bytes > 0) about += fmt::format(", {} bytes that mean nothing", with_commas(d.invalid_bytes));
  out += "  " + about + "\n";
  const auto furniture = std::ranges::count(d.sentences, true, &Sentence::boilerplate);
  out += fmt::format("  {}, {} of them no part of the report; {}, {}\n", counted(d.sentences.size(), "sentence"),
                     furniture, counted(d.quotations.size(), "quotation"),
                     counted(d.statements.size(), "reported statement"));
  if (sentences) {
    out += "\n" + style.heading("SENTENCES") + "\n";
    for (std::size_t k = 0; k < d.sentences.size(); ++k) {
      const Sentence& s = d.sentences[k];
      std::string label = fmt::format("  #{:<4} ", k + 1);
      std::string kind = s.kind == Sentence::Kind::prose ? "" : fmt::format("[{}] ", to_text(s.kind));
      if (s.boilerplate) kind = fmt::format("[{}, no part] ", to_text(s.kind));
      out += style.paragraph(kind + excerpt(d, s.span), 8, label) + "\n";
    }
  }
  if (!d.quotations.empty()) {
    out += "\n" + style.heading("QUOTATIONS") + "\n";
    for (const Quotation& q : d.quotations) out += quotation_text(d, q, style);
  }
  if (!d.statements.empty()) {
    out += "\n" + style.heading("REPORTED STATEMENTS") + "\n";
    for (const ReportedStatement& s : d.statements) {
      std::string notes = printable(d.at(s.cue)) + (s.denies ? ", denies" : "") + (s.hearsay ? ", hearsay" : "");
      out += fmt::format("  #{:<4} {}", s.sentence + 1, style.strong(who(s.speaker))) +
             style.faint(" [" + notes + "]") + "\n" + style.paragraph(excerpt(d, s.span, 300), 8) + "\n";
    }
  }
  if (full) out += names_and_figures(d, style);
  return out;
}

std::string read_csv_head() { return "document,sentence,start,end,kind,speaker,via,cue,rule,text\n"; }

std::string read_csv(const Document& d) {
  std::string out;
  const auto line = [&](std::uint32_t sentence, const Span& span, std::string_view kind, const Speaker* speaker,
                        const Span& cue, std::string_view rule) {
    out += fmt::format("{},{},{},{},{},{},{},{},{},{}\n", csv_cell(d.id), sentence + 1, span.begin, span.end, kind,
                       speaker ? csv_cell(speaker->name) : "", speaker ? csv_cell(speaker->via) : "",
                       csv_cell(d.at(cue)), rule, csv_cell(d.at(span)));
  };
  for (const Quotation& q : d.quotations)
    line(q.sentence, q.span, to_text(q.type), q.speaker ? &*q.speaker : nullptr, q.cue, q.rule);
  for (const ReportedStatement& s : d.statements) line(s.sentence, s.span, "statement", &s.speaker, s.cue, s.rule);
  return out;
}

}  // namespace detente
