// What people see, as snapshots: the whole output of commands on the cases of the catalogue. After a change that is
// meant, DETENTE_APPROVE=1 build/release/tests/detente_tests --source-file=*golden_test.cpp writes the new ones; git
// shows what changed.

#include <cstdlib>
#include <filesystem>
#include <vector>

#include <doctest/doctest.h>

#include "app/run_program.hpp"

namespace detente::tests {

namespace {

struct Snapshot {
  std::string name;
  std::string arguments;
};

const std::string elmira = "cases/elmira-1991/elmira-1991.case.yaml";
const std::string milk = "cases/milk-river/milk-river.case.yaml";
const std::string fernhill = "cases/fernhill-works/fernhill-works.case.yaml";
const std::string merrow = "cases/merrow-bank/merrow-bank.case.yaml";
const std::string summit = "cases/summit-2025/summit.case.yaml";

void expect_snapshot(const Snapshot& snapshot) {
  CAPTURE(snapshot.arguments);
  const Run run = run_program(snapshot.arguments);
  const std::string seen = "$ detente " + snapshot.arguments + "\n" + run.out +
                           (run.err.empty() ? "" : "--- standard error\n" + run.err) + "--- exit code " +
                           std::to_string(run.exit_code) + "\n";
  const std::string path = std::string(DETENTE_TEST_DATA) + "/golden/" + snapshot.name + ".txt";
  if (std::getenv("DETENTE_APPROVE")) return write_text(path, seen);
  CHECK(seen == read_text(path));
}

}  // namespace

TEST_CASE("snapshots of small cases") {
  for (const Snapshot& snapshot : std::vector<Snapshot>{
           {"help", "--help"},
           {"analyze-elmira", "analyze " + elmira},
           {"analyze-elmira-json", "analyze --json " + elmira},
           {"check-elmira", "check " + elmira},
           {"states-elmira", "states " + elmira},
           {"states-elmira-csv", "states --csv " + elmira},
           {"stable-elmira", "stable " + elmira},
           {"stable-elmira-json", "stable --json " + elmira},
           {"table-elmira", "stable --table " + elmira},
           {"table-elmira-csv", "stable --csv --concept nash,seq " + elmira},
           {"table-elmira-latex", "stable --latex " + elmira},
           {"paths-elmira", "paths " + elmira},
           {"paths-elmira-to", "paths --to 8 " + elmira},
           {"paths-elmira-json", "paths --json --to 8 " + elmira},
           {"ask-elmira", "ask " + elmira},
           {"ask-elmira-json", "ask --json " + elmira},
           {"explain-elmira", "explain " + elmira + " --concept nash,gmr,smr,seq,sseq"},
           {"explain-elmira-against", "explain --state 8 --against 5 " + elmira},
           {"explain-fernhill-against", "explain --state 1 --against 3 cases/fernhill-works/fernhill-works.case.yaml"},
           {"explain-elmira-against-json", "explain --state 8 --against 5 --party MoE --json " + elmira},
           {"levers-elmira", "levers " + elmira},
           {"levers-elmira-json", "levers --json --question settled " + elmira},
           {"levers-elmira-count", "levers --state 6 --party Uniroyal --count " + elmira},
           {"levers-elmira-count-json", "levers --state 6 --party Uniroyal --count --json " + elmira},
           {"explain-elmira-json", "explain --json --state 1 --party MoE --concept smr " + elmira},
           {"coalitions-elmira", "coalitions " + elmira},
           {"coalitions-elmira-json", "coalitions --json " + elmira},
           {"coalitions-elmira-blocks", "coalitions --state 1 --blocks MoE+Uniroyal " + elmira},
           {"traps-example", "traps docs/examples/trap.case.yaml"},
           {"traps-example-json", "traps --json --party Village docs/examples/trap.case.yaml"},
           {"traps-prisoners", "traps --state 4 --concept nash cases/prisoners-dilemma/prisoners-dilemma.case.yaml"},
           {"traps-north-korea", "traps cases/north-korea-2017-deterrence/north-korea-2017-deterrence.case.yaml"},
           {"coalitions-milk-one", "coalitions --coalition US+CA " + milk},
           {"stable-milk-strict", "stable --sanction strict --responses single " + milk},
           {"diff-north-korea",
            "diff cases/north-korea-2017/north-korea-2017.case.yaml "
            "cases/north-korea-2017-pacifist/north-korea-2017-pacifist.case.yaml"},
           {"deals-fernhill", "deals --table two --limit 2 " + fernhill},
           {"deals-fernhill-tables", "deals " + fernhill},
           {"deals-fernhill-json", "deals --table two --limit 1 --json " + fernhill},
           {"deals-fernhill-csv", "deals --limit 3 --csv " + fernhill},
           {"deals-fernhill-bounds", "deals --table two --method additive --steps 0 --limit 1 " + fernhill},
           {"deals-fernhill-bounds-json", "deals --table two --method additive --steps 0 --limit 1 --json " + fernhill},
           {"sources-merrow", "sources --aliases cases/merrow-bank/names.txt " + merrow},
           {"sources-merrow-full", "sources --full --words --aliases cases/merrow-bank/names.txt " + merrow},
           {"sources-merrow-json", "sources --json --aliases cases/merrow-bank/names.txt " + merrow},
           {"sources-merrow-csv", "sources --csv " + merrow},
           {"sources-merrow-leave-out", "sources --leave-one-out " + merrow},
           {"sources-merrow-leave-out-json", "sources --leave-one-out --json " + merrow},
           {"analyze-merrow-without", "analyze --without newsletter " + merrow},
           {"check-merrow", "check " + merrow},
           {"schema", "schema"},
           {"report-elmira-html", "report " + elmira},
           {"report-elmira-md", "report --format md " + elmira},
           {"report-elmira-dot", "report --format dot " + elmira},
           {"report-elmira-svg", "report --format svg " + elmira},
           {"report-elmira-csv", "report --format csv " + elmira},
           {"report-elmira-json", "report --json " + elmira},
           {"report-first-html", "report docs/examples/first.case.yaml"},
           {"report-milk-html", "report " + milk},
           {"report-fernhill-de-md", "report --lang de --format md " + fernhill},
           {"report-first-de-html", "report --lang de docs/examples/first.case.yaml"},
           {"report-trap-md", "report --format md docs/examples/trap.case.yaml"},
       }) {
    expect_snapshot(snapshot);
  }
}

TEST_CASE("snapshots of the summit case") {
  for (const Snapshot& snapshot : std::vector<Snapshot>{
           {"check-summit", "check --every-date " + summit},
           {"analyze-summit-january", "analyze --as-of 2025-01-10 " + summit},
           {"ask-summit-july", "ask --as-of 2025-07-15 meeting " + summit},
#ifdef NDEBUG
           {"analyze-summit", "analyze " + summit},
           {"levers-summit", "levers --question ceasefire --party USA --budget 3600 " + summit},
           {"traps-summit", "traps " + summit},
           {"diff-summit", "diff " + summit + " --from 2025-07-15 --to 2025-08-07"},
#endif
       }) {
    expect_snapshot(snapshot);
  }
}

}  // namespace detente::tests
