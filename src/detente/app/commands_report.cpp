// The answers as a document.

#include <filesystem>

#include "detente/app/commands.hpp"
#include "detente/app/common_options.hpp"
#include "detente/app/texts.hpp"
#include "detente/report/brief/build.hpp"

namespace detente::app {

namespace {

struct ReportOptions : CommonOptions {
  std::string output;
  std::string format;
  std::string language = "en";
  std::string texts;
};

const std::vector<std::string> formats{"html", "md", "json", "dot", "svg", "csv"};

/// The format asked for, else what the name of the file ends in, else HTML.
std::string format_of(const ReportOptions& o) {
  if (!o.format.empty()) return o.format;
  if (o.json) return "json";
  const std::string ending = std::filesystem::path(o.output).extension().string();
  const auto known = std::ranges::find(formats, ending.empty() ? "" : ending.substr(1));
  return known == formats.end() ? "html" : *known;
}

/// What was typed, without folders.
std::string command_of(const ReportOptions& o) {
  std::string command = "detente report " + std::filesystem::path(o.file).filename().string();
  if (!o.as_of.empty()) command += " --as-of " + o.as_of;
  if (o.sanction != "weak") command += " --sanction " + o.sanction;
  if (o.responses != "sequences") command += " --responses " + o.responses;
  return command;
}

}  // namespace

void add_report(CLI::App& app) {
  auto o = std::make_shared<ReportOptions>();
  CLI::App* command =
      add_command(app, "report", "a brief for readers outside the field: one page of HTML, or other formats",
                  "detente report cases/summit-2025/summit.case.yaml -o brief.html");
  add_case(command, *o);
  add_solving(command, *o);
  command->add_option("-o,--output", o->output, "the file to write (default: standard output)");
  command
      ->add_option(
          "--format", o->format,
          "html, md: the whole brief; json: the same as data; dot, svg: the picture of the moves; csv: the questions "
          "(default: as the file's name ends, else html)")
      ->check(CLI::IsMember(formats));
  command->add_option("--lang", o->language, "the language of the brief")
      ->check(CLI::IsMember(brief::Words::languages()))
      ->capture_default_str();
  add_texts(command, o->texts);
  command->callback([o] {
    const std::string format = format_of(*o);
    o->json = format == "json";
    Session session(*o);
    Analysis& a = session.analysis();
    const brief::Words words = brief::Words::of(o->language).value();
    std::string text;
    if (format == "csv") {
      text = brief::questions_csv(a, brief::ask_all(a));
    } else if (format == "dot" || format == "svg") {
      const brief::MoveGraph graph = brief::move_graph(a, words, {.questions = brief::ask_all(a)});
      const std::string title = words.say("ways.picture");
      text = format == "dot" ? brief::to_dot(graph, title)
                             : brief::to_svg(graph, title, words.say("ways.legend"), true) + "\n";
    } else {
      const EvidenceSurvey evidence =
          survey_evidence(a.model, texts_or_give_up(session, o->texts),
                          {.threads = session.analysis_options.threads, .control = session.analysis_options.control});
      const brief::Brief made = brief::build(a, evidence, words,
                                             {.file = std::filesystem::path(o->file).filename().string(),
                                              .text = std::string(session.read.source.text()),
                                              .command = command_of(*o),
                                              .version = DETENTE_VERSION});
      text = format == "json" ? brief::to_json(made, session.json_context(), a)
             : format == "md" ? brief::to_markdown(made)
                              : brief::to_html(made);
    }
    if (!a.complete()) throw ExitWith{interrupted};
    if (o->output.empty()) return print(text);
    write_file(o->output, text);
  });
}

}  // namespace detente::app
