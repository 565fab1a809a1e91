// The command line as a user meets it: exit codes, files, refusals.

#include <algorithm>
#include <filesystem>
#include <regex>
#include <sstream>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "app/run_program.hpp"

namespace detente::tests {

namespace {

const std::string elmira = "cases/elmira-1991/elmira-1991.case.yaml";

/// The commands that `detente --help` lists.
std::vector<std::string> commands_in_help() {
  std::istringstream help(run_program("--help").out);
  std::vector<std::string> commands;
  bool listed = false;
  for (std::string line; std::getline(help, line);) {
    if (line.empty()) listed = false;
    if (listed && line.starts_with("  ") && line[2] != ' ') commands.push_back(line.substr(2, line.find(' ', 2) - 2));
    if (line == "Subcommands:") listed = true;
  }
  return commands;
}

}  // namespace

TEST_CASE("citations held against texts: exit codes") {
  const std::string merrow = "cases/merrow-bank/merrow-bank.case.yaml";
  CHECK(run_program("sources " + merrow).exit_code == 1);
  CHECK(run_program("sources --leave-one-out " + merrow).exit_code == 0);
  CHECK(run_program("check " + merrow).exit_code == 0);
  CHECK(run_program("check --strict " + merrow).exit_code == 1);
  CHECK(run_program("sources " + merrow + " --texts no-such-folder").exit_code == 2);
  CHECK(run_program("sources " + merrow + " --aliases no-such-file").exit_code == 2);
  CHECK(run_program("sources " + merrow + " --json --csv").exit_code == 2);
  CHECK(run_program("sources " + elmira).out.find("the case cites no source") != std::string::npos);
  // Without its texts the same case has nothing that fails.
  const std::string folder = scratch_folder();
  write_text(folder + "/alone.case.yaml", read_text(std::string(DETENTE_SOURCE_DIR) + "/" + merrow));
  const Run alone = run_program("sources alone.case.yaml --json", folder);
  CHECK(alone.exit_code == 0);
  const nlohmann::json answer = nlohmann::json::parse(alone.out);
  for (const auto& citation : answer["citations"]) CHECK(citation["status"] == "text not supplied");
  CHECK(answer["independent"]["Sundrel#1"] == 2);
  CHECK(nlohmann::json::parse(run_program("sources --json " + merrow).out)["independent"]["Sundrel#1"] == 1);
}

TEST_CASE("exit codes") {
  CHECK(run_program("--version").exit_code == 0);
  CHECK(run_program("").exit_code == 2);
  CHECK(run_program("nonsense").exit_code == 2);
  CHECK(run_program("analyze").exit_code == 2);
  CHECK(run_program("analyze no-such-file.case.yaml").exit_code == 2);
  CHECK(run_program("stable " + elmira + " --as-of tomorrow").exit_code == 2);
  CHECK(run_program("explain " + elmira + " --state 99").exit_code == 2);
  CHECK(run_program("explain " + elmira + " --party Nobody").exit_code == 2);
  CHECK(run_program("ask " + elmira + " --goal 'Uniroyal.accpt'").exit_code == 2);
  CHECK(run_program("check tests/malformed/01-empty-file.case.yaml").exit_code != 0);
}

TEST_CASE("every command has help with an example") {
  const std::vector<std::string> commands = commands_in_help();
  CHECK(commands.size() >= 10);
  for (const std::string& command : commands) {
    CAPTURE(command);
    const Run run = run_program(command + " --help");
    CHECK(run.exit_code == 0);
    CHECK(run.out.find("Example:\n  ") != std::string::npos);
    CHECK(run_program("completion bash").out.find("    " + command + ")") != std::string::npos);
  }
}

TEST_CASE("a wrong word is answered with the nearest right one") {
  CHECK(run_program("analyse " + elmira).err ==
        "detente: error: there is no command 'analyse'\n  help: did you mean 'analyze'?\n");
  CHECK(run_program("stable " + elmira + " --tabel").err ==
        "detente: error: 'stable' has no option '--tabel'\n  help: did you mean '--table'?\n");
}

TEST_CASE("a hostile case cannot put script or markup into a brief") {
  const std::string folder = scratch_folder();
  write_text(
      folder + "/hostile.case.yaml",
      "detente: 1\n"
      "title: \"</title><script>alert(1)</script>\"\n"
      "about: \"<img src=x onerror=alert(1)> & ' \\\"\"\n"
      "parties: {A: {name: \"<b>A</b>\"}, B: {text: \"]]></style>\"}}\n"
      "options:\n  A.x: {text: \"\\\" onload=alert(1) x=\\\"\", cite: [s-1#1]}\n  B.y: {text: \"</svg><script>\"}\n"
      "preferences:\n  A: {order: [{prefer: A.x, text: \"<script>\", assume: \"<i>\"}]}\n  B: {order: [B.y]}\n"
      "questions: {q: {goal: A.x and B.y, text: \"<h1>?\"}}\n"
      "sources: {s-1: {title: \"<a href=javascript:alert(1)>\", publisher: \"<u>\"}}\n");
  for (const std::string format : {"html", "svg"}) {
    const Run run = run_program("report hostile.case.yaml --format " + format, folder);
    CHECK(run.exit_code == 0);
    for (const std::string tag :
         {"<img", "<b>", "<script>alert", "</style>\"", "<i>", "<h1>?", "<u>", "<a href=javascript", "\" onload"}) {
      CAPTURE(tag);
      CHECK(run.out.find(tag) == std::string::npos);
    }
    // One script and one style of our own, and one end of each.
    const auto count = [&](const std::string& text) {
      std::size_t n = 0;
      for (std::size_t at = run.out.find(text); at != std::string::npos; at = run.out.find(text, at + 1)) ++n;
      return n;
    };
    CHECK(count("<script") == (format == "html" ? 1 : 0));
    CHECK(count("</script") == count("<script"));
    CHECK(count("<style") == 1);
    CHECK(count("</style") == 1);
  }
  const Run markdown = run_program("report hostile.case.yaml --format md", folder);
  CHECK(markdown.out.find("<script") == std::string::npos);
}

TEST_CASE("a case that is hostile in every text stays text in every format of a brief") {
  const std::string hostile = std::string(DETENTE_SOURCE_DIR) + "/tests/browser/hostile.case.yaml";
  const auto brief = [&](const std::string& format) {
    const Run run = run_program("report " + hostile + " --format " + format);
    CHECK(run.exit_code == 0);
    return run.out;
  };
  // Its texts call functions and set `pwned`: in what is markup only behind an escaped bracket or in running text.
  for (const std::string format : {"html", "svg"}) {
    const std::string page = brief(format);
    for (const std::string tag :
         {"<script>window", "<img", "<iframe", "<math", "<details open", "<h2>two", "<a href='java", "onerror='",
          "onload='", "onmouseover='", "onclick=\"", "<!-- ", "srcdoc='"}) {
      CAPTURE(tag);
      CHECK(page.find(tag) == std::string::npos);
    }
  }
  // Of markup only anchors of its own, and links to these.
  static const std::regex own(R"re(<a id="[-A-Za-z0-9]+"></a>|\]\(#[-A-Za-z0-9]+\))re");
  const std::string markdown = std::regex_replace(brief("md"), own, "");
  CHECK(markdown.find("pwned") != std::string::npos);
  CHECK(markdown.find('<') == std::string::npos);
  for (std::size_t at = markdown.find("]("); at != std::string::npos; at = markdown.find("](", at + 1)) {
    CHECK(markdown[at - 1] == '\\');  // no link
  }
  const nlohmann::json json = nlohmann::json::parse(brief("json"));
  CHECK(json["sections"].size() > 5);
  const std::string dot = brief("dot");
  CHECK(dot.find("pwned") == std::string::npos);  // names only
  CHECK(std::ranges::count(dot, '"') % 2 == 0);
  const std::string csv = brief("csv");
  CHECK(csv.find("pwned") == std::string::npos);
  CHECK(std::ranges::count(csv, '\n') == 3);
}

TEST_CASE("a brief is written whole, in the format its name says") {
  const std::string folder = scratch_folder();
  CHECK(run_program("report " + elmira + " -o " + folder + "/brief.html").exit_code == 0);
  CHECK(read_text(folder + "/brief.html").starts_with("<!DOCTYPE html>"));
  CHECK(run_program("report " + elmira + " -o " + folder + "/brief.md").exit_code == 0);
  CHECK(read_text(folder + "/brief.md").starts_with("# Elmira groundwater, 1991"));
  CHECK(run_program("report " + elmira + " -o " + folder + "/no/such/folder.html").exit_code == 2);
  CHECK(run_program("report " + elmira + " --lang xx").exit_code == 2);
}

TEST_CASE("init writes a case that every command accepts, and overwrites nothing") {
  const std::string folder = scratch_folder();
  CHECK(run_program("init 'Harbor strike'", folder).exit_code == 0);
  CHECK(std::filesystem::exists(folder + "/harbor-strike.case.yaml"));
  CHECK(run_program("init 'Harbor strike'", folder).exit_code == 2);
  const Run check = run_program("check harbor-strike.case.yaml", folder);
  CHECK(check.exit_code == 0);
  CHECK(check.err == "");
  CHECK(run_program("analyze harbor-strike.case.yaml", folder).exit_code == 0);
  CHECK(run_program("format --check harbor-strike.case.yaml", folder).exit_code == 0);
  std::filesystem::remove_all(folder);
}

TEST_CASE("format writes a file whole or leaves it alone") {
  const std::string folder = scratch_folder();
  write_text(folder + "/a.case.yaml", "detente:   1\nparties: {A: {}}\noptions: {A.x: {}}   # a comment\n");
  CHECK(run_program("format --check a.case.yaml", folder).exit_code == 1);
  CHECK(run_program("format -i a.case.yaml", folder).exit_code == 0);
  CHECK(read_text(folder + "/a.case.yaml").find("# a comment") != std::string::npos);
  CHECK(run_program("format --check a.case.yaml", folder).exit_code == 0);
  const std::string broken = "detente: 1\nparties: {A: {}\n";
  write_text(folder + "/b.case.yaml", broken);
  CHECK(run_program("format -i b.case.yaml", folder).exit_code == 1);
  CHECK(read_text(folder + "/b.case.yaml") == broken);
  CHECK(std::distance(std::filesystem::directory_iterator(folder), {}) == 2);
  std::filesystem::remove_all(folder);
}

TEST_CASE("files of results: the format is in the name, and a file is written whole or not at all") {
  const std::string folder = scratch_folder();
  const std::string chicken = "cases/chicken/chicken.case.yaml";
  CHECK(run_program("stable " + chicken + " --out results.txt").err ==
        "detente: error: 'results.txt' does not say in which format\n  help: the name must end in .csv or .bin\n");
  CHECK(run_program("states " + chicken + " --out results.bin").exit_code == 2);
  CHECK(run_program("stable " + chicken + " --out no/such/folder/results.bin").exit_code == 2);
  CHECK(run_program("stable " + chicken + " --memory 10 --out " + folder + "/refused.bin").exit_code == 4);
  CHECK(std::filesystem::is_empty(folder));

  const Run counts = run_program("stable " + chicken + " --concept nash --out " + folder + "/results.csv");
  CHECK(counts.exit_code == 0);
  CHECK(counts.out ==
        "4 feasible states\n\nNash (Nash stability): 2 equilibria, 50.0% of the states\n"
        "      stable for each party: P1 2, P2 2\n\nwrote " +
            folder + "/results.csv: 4 states, 115 bytes\n");
  CHECK(read_text(folder + "/results.csv") == run_program("stable " + chicken + " --concept nash --csv --limit 0").out);
  const auto json = nlohmann::json::parse(
      run_program("stable " + chicken + " --json --limit 3 --out " + folder + "/results.bin").out);
  CHECK(json["out"]["rows"] == 3);
  CHECK(json["out"]["bytes"] == std::filesystem::file_size(folder + "/results.bin"));
  CHECK(json["concepts"]["nash"]["count"] == 2);
  CHECK(!json["concepts"]["nash"].contains("summary"));
  std::filesystem::remove_all(folder);
}

TEST_CASE("--verbose says which engine solves, why, and what it needs") {
  const Run dense = run_program("stable cases/chicken/chicken.case.yaml --verbose --threads 1 --memory 1G");
  CHECK(
      dense.err.starts_with("4 of 4 assignments feasible, in 4 states\n"
                            "dense engine: every assignment is feasible; 1 thread, about "));
  CHECK(dense.err.find(" of at most 1.0 GiB\n  P1: fibers of 2, every move allowed\n") != std::string::npos);
  CHECK(run_program("stable " + elmira + " --verbose").err.find("sparse engine: states are merged; ") !=
        std::string::npos);
  CHECK(run_program("stable " + elmira + " --verbose --engine dense")
            .err.find("sparse engine: not dense, since states are merged; ") != std::string::npos);
  CHECK(run_program("stable cases/chicken/chicken.case.yaml --verbose --engine sparse")
            .err.find("sparse engine: asked for; ") != std::string::npos);
}

TEST_CASE("no color where none is wanted") {
  CHECK(run_program("analyze " + elmira).out.find('\x1b') == std::string::npos);
}

TEST_CASE("answers do not depend on the number of threads") {
  const std::string one = run_program("stable --json --threads 1 cases/milk-river/milk-river.case.yaml").out;
  CHECK(one == run_program("stable --json --threads 7 cases/milk-river/milk-river.case.yaml").out);
}

TEST_CASE("JSON of every command is one object with the common frame") {
  for (const std::string command :
       {"analyze", "report", "check", "states", "stable", "paths", "ask", "explain", "levers", "coalitions", "traps"}) {
    CAPTURE(command);
    const auto answer = nlohmann::json::parse(run_program(command + " --json " + elmira).out);
    for (const char* key : {"case", "switches", "engine", "complete", "diagnostics"}) CHECK(answer.contains(key));
    CHECK(answer["complete"] == true);
  }
  const auto broken = nlohmann::json::parse(run_program("stable --json no-such-file.case.yaml").out);
  CHECK(broken["complete"] == false);
}

TEST_CASE("levers say what is missing, and stop at their budget") {
  CHECK(run_program("levers cases/chicken/chicken.case.yaml --state 1 --count").err ==
        "detente: error: --count needs --party\n  help: it counts the rankings of one party\n");
  CHECK(run_program("levers " + elmira + " --question settle").err.find("did you mean 'settled'?") !=
        std::string::npos);
  CHECK(run_program("levers " + elmira + " --question settled --goal Uniroyal.accept").exit_code == 2);
  CHECK(run_program("levers " + elmira + " --budget 0").exit_code == 2);
  const Run stopped = run_program("levers " + elmira + " --question settled --budget 0.000001 --json");
  CHECK(stopped.exit_code == 4);
  const auto answer = nlohmann::json::parse(stopped.out);
  CHECK(answer["complete"] == false);
  CHECK(answer["goals"]["settled"]["complete"] == false);
}

TEST_CASE("traps refuse what is not there, and say where the work ended") {
  CHECK(run_program("traps " + elmira + " --party MOE").err.find("did you mean 'MoE'?") != std::string::npos);
  CHECK(run_program("traps " + elmira + " --state 99").exit_code == 2);
  CHECK(run_program("traps " + elmira + " --concept best").exit_code == 2);
  CHECK(run_program("traps cases/summit-2025/summit.case.yaml --as-of 2025-01-10 --work 1 --json").exit_code == 0);
  const Run cut = run_program("traps " + elmira + " --work 0 --memory 64M --json");
  CHECK(nlohmann::json::parse(cut.out)["searched"] == true);
}

TEST_CASE("import and export: losses as JSON, and --strict") {
  const std::string folder = scratch_folder();
  write_text(folder + "/harbor.case.yaml",
             "detente: 1\ntitle: Harbor\nparties: {Union: {}, Port: {}}\noptions: {Union.strike: {}, Port.raise: {}}\n"
             "preferences:\n  Union: {order: [{prefer: Port.raise, text: pay}]}\n"
             "questions: {deal: {goal: Port.raise}}\n");
  const Run lost = run_program("export harbor.case.yaml -o a.gmcr --strict --json", folder);
  CHECK(lost.exit_code == 1);
  CHECK_FALSE(std::filesystem::exists(folder + "/a.gmcr"));
  const auto refused = nlohmann::json::parse(lost.out);
  CHECK(refused["complete"] == false);
  CHECK(refused["diagnostics"][0]["severity"] == "error");
  const Run strict = run_program("export harbor.case.yaml -o a.gmcr --strict", folder);
  CHECK(strict.exit_code == 1);
  CHECK(strict.err.find("error: questions are not kept: deal [not-kept]") != std::string::npos);

  const Run kept = run_program("export harbor.case.yaml -o a.gmcr --json", folder);
  CHECK(kept.exit_code == 0);
  CHECK(kept.err.empty());
  const auto exported = nlohmann::json::parse(kept.out);
  CHECK(exported["written"] == nlohmann::json{"a.gmcr"});
  CHECK(exported["losses"].size() == 3);  // the title, texts, questions
  CHECK(exported["format"] == "gmcr");

  const Run back = run_program("import a.gmcr --strict --json", folder);
  CHECK(back.exit_code == 0);
  const auto imported = nlohmann::json::parse(back.out);
  CHECK(imported["losses"].empty());
  CHECK(imported["diagnostics"][0]["code"] == "now-assumed");
  CHECK(imported["text"].get<std::string>().find("Union.strike") != std::string::npos);
  write_text(folder + "/b.gmcr", read_text(folder + "/a.gmcr").replace(0, 1, "{\"color\": 7, "));
  CHECK(run_program("import b.gmcr -o b.case.yaml", folder).exit_code == 0);
  std::filesystem::remove(folder + "/b.case.yaml");
  const Run no = run_program("import b.gmcr -o b.case.yaml --strict --json", folder);
  CHECK(no.exit_code == 1);
  CHECK_FALSE(std::filesystem::exists(folder + "/b.case.yaml"));
  CHECK(nlohmann::json::parse(no.out)["losses"].size() == 1);
  CHECK(nlohmann::json::parse(no.out)["written"].empty());
}

TEST_CASE("coalitions survive a .gmcr file") {
  const std::string folder = scratch_folder();
  write_text(folder + "/three.case.yaml",
             "detente: 1\ntitle: three\nparties: {A: {}, B: {}, C: {}}\noptions: {A.a: {}, B.b: {}, C.c: "
             "{}}\ncoalitions: [[C, A]]\n");
  CHECK(run_program("export three.case.yaml -o three.gmcr --strict", folder).exit_code == 0);
  CHECK(run_program("import three.gmcr", folder).out.find("coalitions:\n  - [C, A]\n") != std::string::npos);
  CHECK(run_program("export three.case.yaml -o three.arcs.csv", folder).err.find("coalitions are not kept: C + A") !=
        std::string::npos);
}

}  // namespace detente::tests
