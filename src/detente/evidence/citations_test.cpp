#include "detente/evidence/citations.hpp"

#include <map>

#include <doctest/doctest.h>

#include "detente/casefile/read.hpp"
#include "detente/evidence/cut_words.hpp"
#include "detente/evidence/survey.hpp"

namespace detente {

namespace {

const std::string courier =
    "Harbor closes\n\n\"We will not sign before May 3,\" Minister Edith Marlow said. The port moves some 40,000 tons "
    "of fish a year. "
    "A senior official, who asked not to be named, said that the ban could be lifted.\n";
const std::string herald =
    "Port news\n\nThe minister spoke. The port moves some 40,000 tons of fish a year, it says. Nothing was signed.\n";

struct Checked {
  ReadResult read;
  SourceTexts texts{};
  EvidenceSurvey survey{};

  [[nodiscard]] const CheckedCitation& at(std::size_t k) const { return survey.citations.at(k); }
  [[nodiscard]] std::string findings() const {
    return render(citation_findings(*read.document, survey.parts, survey.citations, texts, Severity::error),
                  read.source);
  }
};

/// A case whose first statement cites `cite`; the sources are courier, herald, and unread without a text.
Checked checked(const std::string& cite, const std::string& more = "") {
  Checked out{.read =
                  read_case(SourceText("t.case.yaml",
                                       "detente: 1\ntitle: t\nparties: {A: {name: Edith Marlow}}\noptions: {A.x: {}}\n"
                                       "preferences:\n  A:\n    order:\n      - {prefer: A.x, cite: " +
                                           cite + "}\n" + more + "sources: {courier: {}, herald: {}, unread: {}}\n"))};
  INFO(render(out.read.diagnostics, out.read.source));
  REQUIRE(out.read.document);
  out.texts = no_texts(*out.read.document);
  for (const auto& [id, text] : std::map<std::string, std::string>{{"courier", courier}, {"herald", herald}}) {
    out.texts.report_of[out.texts.reports.size()] = static_cast<std::uint32_t>(out.texts.reports.size());
    out.texts.reports.push_back(read_document(id, text));
  }
  out.survey = survey_evidence(*out.read.document, out.texts);
  return out;
}

CitationStatus status(const std::string& cite) { return checked(cite).at(0).status; }

}  // namespace

TEST_CASE("a citation has one of five statuses") {
  CHECK(status("courier#2") == CitationStatus::exact);
  CHECK(status("{at: courier#2, quote: We will not sign before May 3}") == CitationStatus::exact);
  CHECK(status("{at: courier#2, quote: we will NOT sign before may 3}") == CitationStatus::normalised);
  CHECK(status("{at: courier#2-3, quote: '“we will not sign before May 3,” Minister Edith Marlow said. The port'}") ==
        CitationStatus::normalised);
  CHECK(status("{at: courier#2, quote: We will sign before May 3}") == CitationStatus::altered);
  CHECK(status("{at: courier#2, quote: We may not sign before May 3}") == CitationStatus::altered);
  CHECK(status("{at: courier#2, quote: We will not sign before May 4}") == CitationStatus::altered);
  CHECK(status("{at: courier#2, quote: Minister Edith Marley said}") == CitationStatus::altered);
  CHECK(status("{at: courier#3, quote: The port moves some 50000 tons}") == CitationStatus::altered);
  CHECK(status("{at: courier#2, quote: fish is cheap}") == CitationStatus::missing);
  CHECK(status("courier#9") == CitationStatus::missing);
  CHECK(status("courier#3-9") == CitationStatus::missing);
  CHECK(status("unread#9") == CitationStatus::not_supplied);
  CHECK(status("{at: unread#9, quote: whatever}") == CitationStatus::not_supplied);
}

TEST_CASE("a quotation that stands elsewhere is missing, and where it stands is said") {
  const Checked other = checked("{at: courier#3, quote: We will not sign before May 3}");
  CHECK(other.at(0).status == CitationStatus::missing);
  REQUIRE(other.at(0).elsewhere);
  CHECK(other.at(0).elsewhere->sentences.first == 2);
  CHECK(other.at(0).elsewhere->status == QuoteStatus::exact);
  CHECK(other.survey.support.back().independent == 0);
  const Checked beyond = checked("{at: courier#2, quote: 'Edith Marlow said. The port moves'}");
  CHECK(beyond.at(0).status != CitationStatus::exact);
  REQUIRE(beyond.at(0).elsewhere);
  CHECK(beyond.at(0).elsewhere->sentences.first == 2);
  CHECK(beyond.at(0).elsewhere->sentences.last == 3);
}

TEST_CASE("what is wrong with a citation, whole") {
  CHECK(checked("{at: courier#2, quote: We will sign before May 4}").findings() ==
        R"(t.case.yaml:8:29: error: the words that A#1 quotes are not those of sentence 2 of courier [altered-quotation]
    8 |       - {prefer: A.x, cite: {at: courier#2, quote: We will sign before May 4}}
      |                             ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
  help: [quoted -> report]: We will [-> not] sign before May [4 -> 3]
)");
  CHECK(checked("courier#9").findings() ==
        R"(t.case.yaml:8:29: error: A#1 cites sentence 9 of courier, which has 4 [no-such-sentence]
    8 |       - {prefer: A.x, cite: courier#9}
      |                             ^~~~~~~~~
  help: `detente read --sentences` numbers the sentences of courier
)");
  CHECK(checked("{at: courier#3, quote: fish is cheap}").findings() ==
        R"(t.case.yaml:8:29: error: the words that A#1 quotes do not stand in sentence 3 of courier [missing-quotation]
    8 |       - {prefer: A.x, cite: {at: courier#3, quote: fish is cheap}}
      |                             ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
  help: they stand nowhere in the report
)");
  CHECK(checked("courier#2").findings().empty());
}

TEST_CASE("a quotation without the negation or condition beside it is exact, with a warning") {
  CHECK(status("{at: courier#2, quote: sign before May 3}") == CitationStatus::exact);
  CHECK(
      checked("{at: courier#2, quote: sign before May 3}").findings() ==
      R"(t.case.yaml:8:29: warning: the words that A#1 quotes stand beside “not” in sentence 2 of courier [cut-negation]
    8 |       - {prefer: A.x, cite: {at: courier#2, quote: sign before May 3}}
      |                             ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
  help: without it they may say the opposite; the report has: not sign before May 3
)");
  CHECK(checked("{at: courier#2, quote: We will not sign}").findings().empty());
  CHECK(checked("{at: courier#2, quote: before May 3}").findings().empty());
  CHECK(checked("courier#2").findings().empty());
  const auto cut = [](const char* text, std::string_view quoted) {
    const Document report = read_document("r", text);
    const std::size_t at = report.text.find(quoted);
    REQUIRE(at != std::string::npos);
    const auto word = cut_word(report, {at, at + quoted.size()});
    if (!word) return std::string();
    return (word->kind == CutWord::Kind::condition ? "(" : "") + std::string(report.at(word->place));
  };
  CHECK(cut("Roe said she would never accept the plan.", "accept the plan") == "never");
  CHECK(cut("Roe said they don't want war.", "want war") == "don't");
  CHECK(cut("Roe said they don’t want war.", "want war") == "don’t");
  CHECK(cut("Orvany refused to open the border.", "open the border") == "refused");
  CHECK(cut("Orvany is no longer ready to talk.", "ready to talk") == "no");
  CHECK(cut("There is hardly a chance of peace.", "a chance of peace") == "hardly");
  CHECK(cut("The talks will not resume.", "The talks will") == "not");
  CHECK(cut("Halvik denied that the boat had been there.", "the boat had been there") == "denied");
  CHECK(cut("If they pay, we stay in port.", "they pay") == "(If");
  CHECK(cut("The plan may undermine the peace.", "undermine the peace") == "(may");
  CHECK(cut("He reportedly seeks the whole of it.", "seeks the whole of it") == "(reportedly");
  CHECK(cut("He said that he would go if asked, and they pay.", "they pay").empty());
  CHECK(cut("No, we will pay.", "we will pay").empty());
  CHECK(cut("It was not the plan that failed, it was the bank.", "it was the bank").empty());
  CHECK(cut("They did not come. We will talk.", "We will talk").empty());
  CHECK(cut("We will talk.", "We will talk").empty());
}

TEST_CASE("who speaks in what is cited") {
  CHECK(checked("courier#2").at(0).voice == Voice::named);
  CHECK(checked("courier#3").at(0).voice == Voice::reporter);
  const Checked unnamed = checked("courier#4");
  CHECK(unnamed.at(0).voice == Voice::unnamed);
  CHECK(unnamed.survey.find("A#1")->unnamed);
  CHECK_FALSE(checked("[courier#4, courier#2]").survey.find("A#1")->unnamed);
}

TEST_CASE("what a part rests on") {
  const auto support = [](const std::string& cite, const std::string& more = "") {
    return *checked(cite, more).survey.find("A#1");
  };
  CHECK(support("[courier#2, courier#3]").sources == 1);
  CHECK(support("[courier#2, courier#3]").independent == 1);
  CHECK(support("[courier#2, herald#2]").independent == 2);
  // Only the linked sentence counts once.
  CHECK(support("[courier#3, herald#3]").sources == 2);
  CHECK(support("[courier#3, herald#3]").independent == 1);
  CHECK(support("[courier#3, herald#2]").independent == 2);
  // A text that is not at hand counts as given; a citation that fails does not.
  CHECK(support("[courier#3, unread#1]").independent == 2);
  CHECK(support("[courier#3, {at: herald#2, quote: fish is cheap}]").independent == 1);
  CHECK(support("{at: herald#2, quote: fish is cheap}").on_nothing());
  const Checked assumed = checked("courier#2", "      - {prefer: not A.x, assume: so}\n      - A.x iff A.x\n");
  CHECK(assumed.survey.find("A#2")->only_assumed());
  CHECK(assumed.survey.find("A#3")->on_nothing());
  CHECK(assumed.survey.find("A#9") == nullptr);
  const StatementCounts counts = statement_counts(assumed.survey);
  CHECK(counts.statements == 3);
  CHECK(counts.on_one == 1);
  CHECK(counts.assumed == 1);
  CHECK(counts.on_nothing == 1);
}

TEST_CASE("what a party says and the case does not cite") {
  const Checked unused = checked("courier#3");
  REQUIRE(unused.survey.unused.size() == 1);
  CHECK(unused.survey.unused[0].sentence == 2);
  CHECK(unused.survey.unused[0].quotation);
  CHECK(checked("courier#1-3").survey.unused.empty());
}

}  // namespace detente
