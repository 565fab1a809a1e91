// What reading a report promises, one kind of case after another: where sentences end, what is no part of a report,
// whose name is whose, which days a time means, and whom an amount binds. The examples were judged before they were
// read.

#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "detente/evidence/aliases.hpp"
#include "detente/evidence/document.hpp"

using namespace detente;

namespace {

/// The sentences of a text, each in brackets; a letter in front for what is not prose, "-" for what is no part of the
/// report.
std::string sentences(std::string_view text) {
  const Document d = read_document("r", text);
  std::string out;
  for (const Sentence& s : d.sentences) {
    const std::string kind = s.kind == Sentence::Kind::prose ? "" : std::string(1, to_text(s.kind).front());
    out += (s.boilerplate ? "-" : "") + kind + "[" + std::string(d.at(s.span)) + "]";
  }
  return out;
}

/// The speaker of the first quotation.
std::string speaker(std::string_view text, const Aliases* aliases = nullptr) {
  const Document d = read_document("r", text, {.aliases = aliases});
  for (const Quotation& q : d.quotations) return q.speaker ? q.speaker->name : "-";
  return "no quotation";
}

/// Each time as its words, "=" and its days, with "!" for a deadline.
std::string times(std::string_view text, std::optional<Date> day = Date{2025, 3, 12}) {
  const Document d = read_document("r", text, {.date = day});
  std::string out;
  for (const TimeMention& t : d.times) {
    out += "[" + std::string(d.at(t.span)) + "=" + (t.from ? to_text(*t.from) : "?") + "/" +
           (t.until ? to_text(*t.until) : "?") + (t.deadline ? "!" : "") +
           (t.actor ? " " + d.actors[*t.actor].name : "") + "]";
  }
  return out;
}

/// Each amount as low-high, unit and whom it binds.
std::string amounts(std::string_view text) {
  const Document d = read_document("r", text);
  std::string out;
  for (const Amount& a : d.amounts) {
    out += "[" + a.low + (a.high == a.low ? "" : "-" + a.high) + " " + a.unit +
           (a.actor ? " " + d.actors[*a.actor].name : "") + "]";
  }
  return out;
}

}  // namespace

TEST_CASE("no sentence ends at an abbreviation, an initial, a title or a decimal") {
  CHECK(sentences("Mr. Roe met Dr. Jane A. Doe. They talked.") == "[Mr. Roe met Dr. Jane A. Doe.][They talked.]");
  CHECK(sentences("The U.S. envoy left. The talks in the U.S. The envoy did not.") ==
        "[The U.S. envoy left.][The talks in the U.S.][The envoy did not.]");
  CHECK(sentences("Prices rose 3.5 percent. No. 4 fell by 1.25.") == "[Prices rose 3.5 percent.][No. 4 fell by 1.25.]");
  CHECK(sentences("J. R. R. Hart and Gen. Ivan V. Orlov signed on Jan. 5. Nobody else did.") ==
        "[J. R. R. Hart and Gen. Ivan V. Orlov signed on Jan. 5.][Nobody else did.]");
  CHECK(sentences("They sell fish, bread, etc. at the pier. Is it open? Yes!") ==
        "[They sell fish, bread, etc. at the pier.][Is it open?][Yes!]");
  CHECK(sentences("It opens at 9 a.m. on Monday. It closes at 5 p.m. Bring a coat.") ==
        "[It opens at 9 a.m. on Monday.][It closes at 5 p.m.][Bring a coat.]");
}

TEST_CASE("quotations of several sentences are several sentences, with the marks that close behind them") {
  CHECK(sentences("“We are late. We know it,” Roe said. He left.") ==
        "[“We are late.][We know it,” Roe said.][He left.]");
  CHECK(sentences("“It is over.” Nobody moved.") == "[“It is over.”][Nobody moved.]");
}

TEST_CASE("headings, list items, captions and inline heads") {
  CHECK(sentences("Bridge closed\n\nThe bridge is closed. Cars turn back.\n") ==
        "h[Bridge closed][The bridge is closed.][Cars turn back.]");
  CHECK(sentences("The plan has two parts.\n\n- a ferry. It runs at night.\n- a tunnel\n\nNothing is built.\n") ==
        "[The plan has two parts.]i[- a ferry. It runs at night.]i[- a tunnel][Nothing is built.]");
  CHECK(sentences("The risk: the ice may melt. Nobody knows.\n") == "[The risk: the ice may melt.][Nobody knows.]");
}

TEST_CASE("boilerplate is numbered, and marked as no part of the report") {
  CHECK(sentences("Home > World > Europe\n\nThe bridge is closed. Cars turn back.\n") ==
        "-l[Home > World > Europe][The bridge is closed.][Cars turn back.]");
  const std::string also =
      sentences("The bridge is closed. Cars turn back.\n\nRead also: Five things about ferries\n\nIt rains.\n");
  CHECK(also.find("-l[Read also") != std::string::npos);
  CHECK(also.ends_with("[It rains.]"));
}

TEST_CASE("forms of a name are one person, and nobody is guessed across people") {
  CHECK(speaker("Russian President Vladimir Putin arrived. \"We will wait a little longer,\" Mr. Putin said.") ==
        "Vladimir Putin");
  CHECK(
      speaker(
          "Russian President Vladimir Putin arrived. \"We will wait a little longer,\" the Russian president said.") ==
      "Vladimir Putin");
  CHECK(speaker("President Volodymyr Zelenskyy spoke. \"We will wait a little longer,\" Zelensky said.") ==
        "Volodymyr Zelenskyy");
  CHECK(speaker("John Hart met Mary Hart. \"We will wait a little longer,\" Hart said.").find(' ') ==
        std::string::npos);
  CHECK(speaker("John Hart met Mary Hart. \"We will wait a little longer,\" Ms. Hart said.") == "Mary Hart");
  Diagnostics diagnostics;
  const Aliases aliases =
      Aliases::read(SourceText("a", "Vladimir Putin = the master of the Kremlin, VVP\n"), diagnostics);
  CHECK(diagnostics.empty());
  CHECK(speaker("\"We will wait a little longer,\" the master of the Kremlin said.", &aliases) == "Vladimir Putin");
}

TEST_CASE("times are worked out from the report's day, which is a Wednesday, and left open without one") {
  CHECK(times("It was signed on 9 November 2024.") == "[9 November 2024=2024-11-09/2024-11-10]");
  CHECK(times("They met on Monday.") == "[Monday=2025-03-10/2025-03-11]");
  CHECK(times("They will meet on Monday.") == "[Monday=2025-03-17/2025-03-18]");
  CHECK(times("They met yesterday.") == "[yesterday=2025-03-11/2025-03-12]");
  CHECK(times("They met yesterday.", {}) == "[yesterday=?/?]");
  CHECK(times("They met on Monday.", {}) == "[Monday=?/?]");
  CHECK(times("It was signed on 9 November 2024.", {}) == "[9 November 2024=2024-11-09/2024-11-10]");
  CHECK(times("The answer is due by Friday.").ends_with("2025-03-14/2025-03-15!]"));
}

TEST_CASE("ends, quarters and ranges") {
  CHECK(times("It is due by the end of the year.") == "[end of the year=2025-12-31/2026-01-01!]");
  CHECK(times("It is due by the end of the month.") == "[end of the month=2025-03-31/2025-04-01!]");
  CHECK(times("They came at the end of the road.") == "");
  CHECK(times("Exports fell in the first quarter.") == "[first quarter=2025-01-01/2025-04-01]");
  CHECK(times("Exports fell in the fourth quarter.") == "[fourth quarter=2024-10-01/2025-01-01]");
  CHECK(times("Exports fell in the third quarter of 2023.") == "[third quarter of 2023=2023-07-01/2023-10-01]");
  CHECK(times("The border stays closed from 1 to 5 April.") == "[1 to 5 April=2025-04-01/2025-04-06]");
  CHECK(times("They met on April 1-5, 2023.") == "[April 1-5, 2023=2023-04-01/2023-04-06]");
  CHECK(times("On April 1 to 5 people it was refused.") == "[April 1=2025-04-01/2025-04-02]");
  CHECK(times("It fell in 2029-30.") == "[2029-30=2029-01-01/2031-01-01]");
}

TEST_CASE("whom a deadline binds") {
  CHECK(times("Russia has until midnight on 20 March to answer.") == "[20 March=2025-03-20/2025-03-21! Russia]");
  CHECK(times("Russia must withdraw by Friday.") == "[Friday=2025-03-14/2025-03-15! Russia]");
  CHECK(times("Roe gave Russia until Friday to answer.") == "[Friday=2025-03-14/2025-03-15! Russia]");
  CHECK(times("The court ordered Jane Doe to pay by Friday.") == "[Friday=2025-03-14/2025-03-15! Jane Doe]");
  CHECK(times("Ukraine agreed to answer by Friday.") == "[Friday=2025-03-14/2025-03-15! Ukraine]");
  CHECK(times("Somebody must answer by Friday.") == "[Friday=2025-03-14/2025-03-15!]");
  CHECK(times("Russia spoke. An answer is due by Friday.") == "[Friday=2025-03-14/2025-03-15!]");
}

TEST_CASE("amounts with their units, and whom they bind") {
  CHECK(amounts("Russia must pay $2 million.") == "[2000000 USD Russia]");
  CHECK(amounts("A tariff of 25 percent on Canada was announced.") == "[25 % Canada]");
  CHECK(amounts("Russia has earned $2 million.") == "[2000000 USD]");
  CHECK(amounts("It costs $2.5 million.") == "[2500000 USD]");
  CHECK(amounts("Turnout rose to 71 percent.") == "[71 %]");
  CHECK(amounts("They ask for 10 to 12 percent.") == "[10-12 %]");
  CHECK(amounts("It rose 7,500 tons.") == "[7500 tons]");
  CHECK(amounts("The bill is €40 billion.") == "[40000000000 EUR]");
}
