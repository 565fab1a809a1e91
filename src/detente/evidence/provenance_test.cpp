#include "detente/evidence/provenance.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace detente;

namespace {

/// The outlet of that last word in a text.
NamedOutlet outlet(const std::string& text, const std::string& last) {
  const std::vector<NamedOutlet> all = outlets_in(text);
  const auto found = std::ranges::find_if(all, [&](const NamedOutlet& o) { return o.name.back() == last; });
  return found == all.end() ? NamedOutlet{} : *found;
}

Document report(const std::string& text) { return read_document("r", text); }

const std::string told =
    "\n\nThe ferry to Orlek will not sail before the ice has left the harbor, the owners of the boat said.\n";

}  // namespace

TEST_CASE("outlets as sources") {
  CHECK(outlet("He told the Halden Courier that it was late.", "courier").surely);
  CHECK_FALSE(outlet("He told the Halden Courier that it was late.", "courier").third);
  CHECK(outlet("As the Swedish newspaper The Lund & Skane Observer writes, it was late.", "observer").third);
  CHECK(outlet("It was late, the daily Al-Sahil reported.", "al-sahil").third);
  CHECK(outlet("It was late, according to the specialist service Rail Monitor.", "monitor").third);
  CHECK(outlet("The Clarion has learned that it was late.", "clarion").itself);
  CHECK(outlet("Asked by a Finnish newspaper, he said nothing.", "finnish").surely == false);
  CHECK_FALSE(outlet("She told the Security Council that it was late.", "council").surely);
  CHECK(outlet("The name of the Lund & Skane Observer", "observer").name == OutletName{"lund", "skane", "observer"});
}

TEST_CASE("one report names the paper or the author of another one") {
  const Document interview = report("Nothing sails\n\nEl Faro de Tarifena - English edition\nBy Beatriz Olmedo" + told);
  const Provenance original(interview);
  REQUIRE(std::ranges::find(original.own, OutletName{"faro", "tarifena"}) == original.own.end());
  CHECK(std::ranges::find(original.own, OutletName{"el", "faro", "tarifena"}) != original.own.end());
  CHECK(std::ranges::find(original.own, OutletName{"beatriz", "olmedo"}) != original.own.end());
  const Document copy =
      report("Ice" + told + "\nThe owner told the newspaper El Faro de Tarifena so on Friday evening in the port.\n");
  const Document other = report("Ice" + told);
  CHECK(names_other(Provenance(copy), original));
  CHECK_FALSE(names_other(original, Provenance(copy)));
  CHECK_FALSE(names_other(Provenance(other), original));
  // An agency in the dateline, and in the lines of another report.
  const Document agency =
      report("Ice\n\nORLEK (NPA) - The ferry to Orlek will not sail before the ice has left the harbor." + told);
  CHECK(Provenance(agency).agency == "NPA");
  const Document with = report("Ice\n\nBy our staff and NPA" + told);
  const SharedSource source = shared_source(Provenance(agency), {1}, Provenance(with), {2});
  CHECK(source.shared);
  CHECK(source.first);
  CHECK_FALSE(source.second);
}

TEST_CASE("what sentences say of where something comes from") {
  const Document d = report(
      "Ice\n\n\"No,\" he told me in his kitchen that evening, while it rained on the roof. The Ledger reported on "
      "Monday that "
      "it was late, and nobody said otherwise. She told reporters that it was late, and left by the door behind "
      "them.\n");
  const Provenance p(d);
  REQUIRE(p.marks.size() == 4);
  CHECK(p.marks[1].own);
  CHECK(p.marks[2].cites);
  CHECK(p.marks[3].occasion);
  CHECK_FALSE(p.marks[1].occasion);
  // Words are whole: members are not "me".
  const Document members =
      report("Ice\n\nHe told members of the club that the ferry would not sail before the end of May.\n");
  CHECK_FALSE(Provenance(members).marks[1].own);
}

TEST_CASE("interviews and press releases") {
  CHECK(
      Provenance(
          report(
              "Ice\n\nWhen will you sail?\n\nIn May.\n\nAre you sure?\n\nYes.\n\nWhat do your men say?\n\nNothing.\n"))
          .interview);
  // An explainer asks nobody.
  CHECK_FALSE(
      Provenance(report("Ice\n\nWhat is it?\n\nIce.\n\nIs it cold?\n\nYes.\n\nWho knows?\n\nNobody.\n")).interview);
  CHECK(Provenance(report("FOR IMMEDIATE RELEASE\n\nThe ferry" + told)).release);
}
