// What is too large, too long or interrupted: refusals with estimates, budgets, and what the exit codes say of them.

#include <filesystem>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "app/run_program.hpp"

namespace detente::tests {

namespace {

std::string wide_case(int options) {
  std::string text = "detente: 1\ntitle: wide\nparties: {A: {}}\noptions:\n";
  for (int k = 0; k < options; ++k) text += "  A.o" + std::to_string(k) + ": {}\n";
  return text + "preferences: {A: {order: [A.o0]}}\n";
}

/// A strike threatens every raise that A takes back, in a space of 2^62 states; a fund of 60 options beside it.
std::string strike_in_a_wide_case() {
  std::string text =
      "detente: 1\ntitle: wide\nparties: {A: {}, B: {}}\noptions:\n"
      "  A.raise: {now: yes}\n  B.strike: {}\n";
  for (int k = 0; k < 60; ++k) text += "  A.fund" + std::to_string(k) + ": {}\n";
  text += "rules:\n  - not (A.fund0 and A.fund1)\n";
  return text +
         "preferences:\n  A: {order: [not B.strike, not A.raise]}\n"
         "  B: {order: [A.raise, B.strike iff not A.raise]}\nstates: {quarrel: {B.strike: yes}}\n";
}

}  // namespace

TEST_CASE("explain answers for single states of a case too large to list") {
  const std::string folder = scratch_folder();
  write_text(folder + "/wide.case.yaml", strike_in_a_wide_case());
  const Run refused = run_program("stable wide.case.yaml", folder);
  CHECK(refused.exit_code == 4);
  CHECK(refused.err.find("the case has 3.5e+18 states") != std::string::npos);

  const Run run = run_program("explain wide.case.yaml --party A --concept nash,seq --json", folder);
  CHECK(run.exit_code == 0);
  const auto answers = nlohmann::json::parse(run.out);
  CHECK(answers["engine"] == "one-state");
  CHECK(answers["complete"] == true);
  const auto& nash = answers["explanations"][0];
  const auto& seq = answers["explanations"][1];
  CHECK(nash["stable"] == false);
  CHECK(seq["stable"] == true);
  // 2^60 funds, of which a quarter breaks the rule, each together with taking the raise back.
  CHECK(seq["improvement_count"] == std::to_string((std::uint64_t{1} << 60) / 4 * 3));
  CHECK(seq["improvements"][0]["changes"] == nlohmann::json{{"A.raise", "no"}});
  CHECK(seq["improvements"][0]["better_because"] == nlohmann::json{"A#2"});
  CHECK(seq["improvements"][0]["sanction"] ==
        nlohmann::json::parse(R"([{"party": "B", "changes": {"B.strike": "yes"}}])"));
  CHECK(seq["improvements"][0]["because"] == nlohmann::json{"A#1"});

  const Run text = run_program("explain wide.case.yaml --state quarrel --party B --concept nash", folder);
  CHECK(text.exit_code == 0);
  CHECK(text.out.find("as now, but B.strike\n") == 0);
  CHECK(text.out.find("B: strike (yes -> no), which it likes better because of B#2") != std::string::npos);
  CHECK(run_program("explain wide.case.yaml --state 17", folder).exit_code == 2);
  CHECK(run_program("explain wide.case.yaml --state A.fund2", folder).exit_code == 2);
  CHECK(run_program("explain wide.case.yaml --state 'A.fund0 and A.fund1'", folder).exit_code == 2);

  const Run compared = run_program("explain wide.case.yaml --state quarrel --against now --party B --json", folder);
  CHECK(compared.exit_code == 0);
  const auto comparison = nlohmann::json::parse(compared.out);
  CHECK(comparison["state"].is_null());
  CHECK(comparison["label"]["B.strike"] == "yes");
  CHECK(comparison["comparisons"] == nlohmann::json::parse(R"([{"party": "B", "prefers": "against", "differ": [
      {"statement": "B#2", "holds_in": "against", "decides": true}]}])"));
  CHECK(run_program("explain wide.case.yaml --against 17", folder).exit_code == 2);
  CHECK(run_program("explain wide.case.yaml --against quarrel --concept seq", folder).exit_code == 2);

  // What the list of states says, the engine for single states says too.
  const std::string elmira = "cases/elmira-1991/elmira-1991.case.yaml";
  const auto listed = nlohmann::json::parse(run_program("explain " + elmira + " --state now --json").out);
  const auto single =
      nlohmann::json::parse(run_program("explain " + elmira + " --state now --json --engine one-state").out);
  for (std::size_t k = 0; k < listed["explanations"].size(); ++k) {
    CHECK(listed["explanations"][k]["stable"] == single["explanations"][k]["stable"]);
  }
}

TEST_CASE("a verdict that the budget cuts off is none, and the exit code says so") {
  const Run run = run_program("explain cases/summit-2025/summit.case.yaml --engine one-state --budget 0.000001 --json");
  CHECK(run.exit_code == 4);
  const auto answers = nlohmann::json::parse(run.out);
  CHECK(answers["complete"] == false);
  CHECK(answers["explanations"][0]["stable"].is_null());
  CHECK(answers["explanations"][0]["reason"] == "the time is used up");
}

TEST_CASE("a case that is too large is refused with the estimate, before memory runs out") {
  const std::string folder = scratch_folder();
  write_text(folder + "/wide.case.yaml", wide_case(40));
  const Run run = run_program("stable wide.case.yaml", folder);
  CHECK(run.exit_code == 4);
  CHECK(run.err.find("the case has 1,099,511,627,776 states, which need at least") != std::string::npos);
  const Run json = run_program("stable --json wide.case.yaml", folder);
  CHECK(json.exit_code == 4);
  const auto answer = nlohmann::json::parse(json.out);
  CHECK(answer["complete"] == false);
  CHECK(answer["diagnostics"][0]["code"] == "too-large");

  write_text(folder + "/rules.case.yaml", wide_case(40) + "rules: [A.o0 or A.o1]\n");
  CHECK(run_program("stable --memory 100M rules.case.yaml", folder).exit_code == 4);
  std::filesystem::remove_all(folder);
}

TEST_CASE("a table that would need more memory than the limit is refused with the estimate, and nothing is printed") {
  const std::string pie = "cases/split-the-pie/split-the-pie.case.yaml";
  const std::string why = "working out the table 'alike' in 13 states may need ";
  for (const std::string form : {"", " --csv"}) {
    const Run run = run_program("deals " + pie + " --memory 600" + form);
    CHECK(run.exit_code == 4);
    CHECK(run.out == "");
    CHECK(run.err.find(why) != std::string::npos);
    CHECK(run.err.find("; the limit is 0.000572 MiB") != std::string::npos);
    CHECK(run.err.find("--method additive") != std::string::npos);
  }
  const Run json = run_program("deals " + pie + " --memory 600 --json");
  CHECK(json.exit_code == 4);
  const auto answer = nlohmann::json::parse(json.out);
  CHECK(answer["complete"] == false);
  CHECK(answer["diagnostics"][0]["code"] == "too-large");
  CHECK(!answer.contains("tables"));
  // A page that has more to say says that this is missing.
  const std::string folder = scratch_folder();
  const Run brief = run_program("report " + pie + " --memory 600 -o " + folder + "/brief.md");
  CHECK(brief.exit_code == 0);
  CHECK(read_text(folder + "/brief.md").find("Not all tables were worked out: " + why) != std::string::npos);
  CHECK(run_program("deals " + pie + " --memory 1M").exit_code == 0);
  std::filesystem::remove_all(folder);
}

TEST_CASE("what a table's limits leave open is called not settled, in every form") {
  const std::string folder = scratch_folder();
  // Whatever one gains the other loses: no deal. With no steps that is still certain, but not why.
  write_text(folder + "/opposed.case.yaml",
             "detente: 1\nparties: {A: {}, B: {}}\nterms: {t: {between: [A, B], values: [n, p, q]}}\n"
             "preferences:\n  A: {weights: [{prefer: t = p, weight: 1}, {prefer: t = q, weight: -1}]}\n"
             "  B: {weights: [{prefer: t = p, weight: -1}, {prefer: t = q, weight: 1}]}\ntables: {talks: [A, B]}\n");
  const std::string command = "deals opposed.case.yaml --method additive";
  const Run whole = run_program(command + " --json", folder);
  CHECK(whole.exit_code == 0);
  const auto settled = nlohmann::json::parse(whole.out);
  CHECK(settled["blocked"] == nlohmann::json::parse(R"([["A", "B"]])"));
  CHECK(settled["concessions"]["settled"] == true);
  CHECK(settled["zone"]["A"]["settled"] == true);

  const Run cut = run_program(command + " --steps 0 --json", folder);
  CHECK(cut.exit_code == 4);
  const auto open = nlohmann::json::parse(cut.out);
  CHECK(open["complete"] == false);
  CHECK(open["reason"] ==
        "not found within the limits, which --memory and --steps raise: the efficient deals of 'talks', the zone at "
        "'talks' and why 'talks' has no deal");
  CHECK(open["bounds"]["zone"] == "empty");
  CHECK(open["blocked"] == settled["blocked"]);  // but A or B might be blocked alone
  CHECK(open["blocked_complete"] == false);
  CHECK(open["concessions"] == nlohmann::json::parse(R"({"settled": false})"));
  CHECK(open["zone"]["A"]["settled"] == false);
  CHECK(open["zone"]["A"]["possible"].is_null());

  const Run page = run_program(command + " --steps 0", folder);
  CHECK(page.exit_code == 4);
  for (const std::string part :
       {"There is no acceptable deal.", "which other groups no deal satisfies was not settled within the limits",
        "the smallest concessions were not settled within the limits",
        "which walk-away would open or close the zone was not settled within"}) {
    CAPTURE(part);
    CHECK(page.out.find(part) != std::string::npos);
  }
  const Run csv = run_program(command + " --steps 0 --csv", folder);
  CHECK(csv.exit_code == 4);
  CHECK(csv.err.find("the zone at 'talks' and why 'talks' has no deal") != std::string::npos);
  std::filesystem::remove_all(folder);
}

TEST_CASE("Ctrl-C ends long work at once, with exit code 130 and nothing printed") {
  const std::string folder = scratch_folder();
  // 24 options of one party under one idle condition: far too much to solve in the second before the interruption.
  write_text(folder + "/long.case.yaml", wide_case(24) + "rules: [A.o0 or A.o1 or A.o2 or true]\n");
  const Run run = run_program(
      "--version >/dev/null; timeout --foreground --signal=INT --preserve-status --kill-after=20 0.5 '" DETENTE_PROGRAM
      "' stable --json long.case.yaml",
      folder);
  CHECK(run.exit_code == 130);  // 137 if it had to be killed after 20 s
  CHECK(run.out == "");
  std::filesystem::remove_all(folder);
}

}  // namespace detente::tests
