// The table of what changes without each source.

#include <algorithm>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/report/json_parts.hpp"
#include "detente/report/phrases.hpp"
#include "detente/report/sources_pages.hpp"

namespace detente {

std::vector<std::set<std::string>> sets_to_leave_out(const EvidenceSurvey& survey, const SourceTexts& texts) {
  std::vector<std::set<std::string>> sets;
  const auto add = [&](std::set<std::string> set) {
    if (!set.empty() && std::ranges::find(sets, set) == sets.end()) sets.push_back(std::move(set));
  };
  std::set<std::string> cited;
  for (const CheckedCitation& checked : survey.citations) cited.insert(checked.citation->source);
  for (const std::string& source : cited) add({source});
  for (const std::vector<std::uint32_t>& group : survey.reuse.groups) {
    std::set<std::string> together;
    for (const std::uint32_t report : group) {
      if (cited.contains(texts.reports[report].id)) together.insert(texts.reports[report].id);
    }
    add(std::move(together));
  }
  return sets;
}

std::string leave_out_page(Analysis& whole, const std::vector<LeaveOut>& answers, const std::string& file,
                           const Style& style) {
  std::string out = style.heading(whole.model.title.empty() ? file : whole.model.title) + "\n";
  out += style.faint(file + (whole.model.day ? ", as of " + to_text(*whole.model.day) : "")) + "\n";
  out += "\n" + style.heading("WITHOUT EACH SOURCE") + "\n";
  std::size_t width = 9;
  for (const LeaveOut& answer : answers) width = std::max(width, code_points(join_words(answer.sources, " + ")));
  width = std::min<std::size_t>(width, 36);
  const auto row = [&](const std::string& name, const std::string& gone, std::uint64_t states,
                       const std::array<std::size_t, 5>& counts, const std::string& questions) {
    out += fmt::format("  {:<{}}{:>7}{:>12}{:>9}{:>10}  {}\n", name, width, gone, with_commas(states),
                       with_commas(counts[static_cast<std::size_t>(Concept::nash)]),
                       with_commas(counts[static_cast<std::size_t>(Concept::seq)]), questions);
  };
  out += fmt::format("  {:<{}}{:>7}{:>12}{:>9}{:>10}  {}\n", "without", width, "gone", "states", "Nash", "SEQ",
                     "questions answered otherwise");
  std::array<std::size_t, 5> all{};
  for (const Concept c : all_concepts) all[static_cast<std::size_t>(c)] = whole.stability().equilibria(c).count();
  row("nothing", "", whole.space.size(), all, "");
  for (const LeaveOut& answer : answers) {
    const std::string name = join_words(answer.sources, " + ");
    const std::string gone = std::to_string(answer.removed.size() + answer.dangling.size());
    if (!answer.problem.empty()) {
      out += style.paragraph(answer.problem, width + 11, fmt::format("  {:<{}}{:>7}", name, width, gone));
      continue;
    }
    std::vector<std::string> questions;
    for (const AnswerChange& change : answer.changes) {
      if (change.what.starts_with("question ")) questions.push_back(change.what.substr(9));
    }
    row(name, gone, answer.states, answer.equilibria, questions.empty() ? "none" : join_words(questions, ", "));
  }
  for (const LeaveOut& answer : answers) {
    out += "\n" + style.heading("WITHOUT " + join_words(answer.sources)) + "\n";
    if (answer.removed.empty()) {
      out += "  nothing rests only on it\n";
      continue;
    }
    out += style.paragraph("gone: " + join_words(answer.removed, ", "), 4, "  -");
    if (!answer.dangling.empty())
      out += style.paragraph("gone with them: " + join_words(answer.dangling, ", "), 4, "  -");
    out += changes_text(answer.changes, style);
  }
  return out;
}

std::string changes_text(const std::vector<AnswerChange>& changes, const Style& style) {
  std::string out;
  for (const AnswerChange& change : changes)
    out += style.paragraph(fmt::format("{}: {} -> {}", change.what, change.before, change.after), 4, "  *");
  return changes.empty() ? "  no answer changes\n" : out;
}

std::string leave_out_json(const JsonContext& context, Analysis& whole, const std::vector<LeaveOut>& answers) {
  using namespace json_parts;
  Json json = frame(context, whole);
  const auto counts = [](const std::array<std::size_t, 5>& equilibria) {
    Json entry = Json::object();
    for (const Concept c : all_concepts) entry[std::string(id_of(c))] = equilibria[static_cast<std::size_t>(c)];
    return entry;
  };
  std::array<std::size_t, 5> all{};
  for (const Concept c : all_concepts) all[static_cast<std::size_t>(c)] = whole.stability().equilibria(c).count();
  json["states"] = count(whole.space.size());
  json["equilibria"] = counts(all);
  json["leave_out"] = Json::array();
  for (const LeaveOut& answer : answers) {
    Json entry{{"sources", answer.sources}, {"removed", answer.removed}, {"dangling", answer.dangling}};
    entry["problem"] = answer.problem.empty() ? Json(nullptr) : Json(answer.problem);
    if (answer.problem.empty()) {
      entry["states"] = count(answer.states);
      entry["equilibria"] = counts(answer.equilibria);
      entry["changes"] = answer_changes(answer.changes);
    }
    json["leave_out"].push_back(std::move(entry));
  }
  json["complete"] = whole.complete();
  return dump(json);
}

}  // namespace detente
