// GENIUS domains and profiles in and out: what they become, what they lose, what is refused.

#include <algorithm>
#include <fstream>
#include <iterator>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "detente/base/random.hpp"
#include "detente/casefile/read.hpp"
#include "detente/casefile/write.hpp"
#include "detente/deals/decompose.hpp"
#include "detente/exchange/exact_number.hpp"
#include "detente/exchange/genius.hpp"

namespace detente {

namespace {

using Texts = std::vector<std::pair<std::string, std::string>>;  ///< name and text

ImportResult imported(const Texts& texts) {
  std::vector<SourceText> files;
  for (const auto& [name, text] : texts) files.emplace_back(name, text);
  return import_case(*find_format("genius"), files);
}

std::string all_findings(const ImportResult& result) {
  std::string all;
  for (const FileFindings& file : result.files) all += render(file.diagnostics, file.source);
  return all;
}

std::string codes(const ImportResult& result) {
  std::string all;
  for (const FileFindings& file : result.files) {
    for (const Diagnostic& d : file.diagnostics) {
      if (!all.empty()) all += " ";
      all += d.code;
      if (d.span) all += fmt::format("@{}:{}", file.source.name(), file.source.position(d.span->begin).line);
    }
  }
  return all;
}

std::string example(const std::string& name) {
  std::ifstream file(std::string(DETENTE_SOURCE_DIR) + "/docs/examples/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string domain_of(const std::string& issues) {
  return "<negotiation_template>\n<utility_space>\n<objective index=\"0\" name=\"root\">\n" + issues +
         "</objective>\n</utility_space>\n</negotiation_template>\n";
}
std::string profile_of(const std::string& parts, const std::string& rest = {}) {
  return "<utility_space>\n<objective index=\"0\" name=\"root\">\n" + parts + "</objective>\n" + rest +
         "</utility_space>\n";
}

const std::string price =
    "<issue index=\"1\" name=\"price\" type=\"discrete\">\n<item value=\"low\"/>\n<item value=\"high\"/>\n</issue>\n";
std::string valued(const std::string& low, const std::string& high) {
  return fmt::format(
      "<issue index=\"1\" name=\"price\" type=\"discrete\">\n<item value=\"low\" evaluation=\"{}\"/>\n"
      "<item value=\"high\" evaluation=\"{}\"/>\n</issue>\n<weight index=\"1\" value=\"1\"/>\n",
      low, high);
}
const std::string buyer = profile_of(valued("1", "0"));
const std::string seller = profile_of(valued("0", "1"));

/// The same scenario with one file replaced.
ImportResult with_domain(const std::string& text) { return imported({{"d", text}, {"a", buyer}, {"b", seller}}); }
ImportResult with_profile(const std::string& text) {
  return imported({{"d", domain_of(price)}, {"a", text}, {"b", seller}});
}

/// What a party gets from a choice of values, by name, with an agreement.
std::int64_t utility(const Case& document, std::size_t party, const std::vector<std::string>& values) {
  std::vector<Value> state{1};
  for (std::size_t k = 0; k < values.size(); ++k) {
    const std::vector<std::string>& names = document.variables[k + 1].values;
    state.push_back(static_cast<Value>(std::ranges::find(names, values[k]) - names.begin()));
  }
  return weighted_sum(document.preferences[party], state);
}

}  // namespace

TEST_CASE("an orchard: what a domain and two profiles become") {
  const ImportResult result = imported({{"orchard.xml", example("orchard.xml")},
                                        {"orchard-grower.xml", example("orchard-grower.xml")},
                                        {"orchard-shop.xml", example("orchard-shop.xml")}});
  REQUIRE(result.document);
  const Case& document = *result.document;
  CHECK(document.parties[0].id == "grower");
  CHECK(document.parties[1].id == "shop");
  REQUIRE(document.variables.size() == 4);
  CHECK(document.variables[1].values == std::vector<std::string>{"apples", "pears", "red_plums"});
  CHECK(document.variables[2].values == std::vector<std::string>{"2", "3", "4", "5"});
  // By hand: weight times evaluation over the largest evaluation; an integer counts from its lower bound.
  CHECK(utility(document, 0, {"red_plums", "4", "shop"}) == 350'000 + 300'000 * 7 / 10 + 200'000);
  CHECK(utility(document, 0, {"pears", "2", "grower"}) == 200'000 + 30'000 + 40'000);
  CHECK(utility(document, 1, {"apples", "5", "grower"}) == 116'667 + 25'000 + 400'000);
  CHECK(utility(document, 1, {"pears", "3", "shop"}) == 350'000 + 175'000 + 200'000);
  const std::vector<Value> now(4, 0);
  CHECK(weighted_sum(document.preferences[0], now) == 450'000);
  CHECK(weighted_sum(document.preferences[1], now) == 500'000);
  CHECK(document.tables.size() == 1);
  CHECK(codes(result) ==
        "changes-model two-readings@orchard-grower.xml:3 two-readings@orchard-shop.xml:3 "
        "changes-model@orchard-shop.xml:19");
}

TEST_CASE("what is refused, and where") {
  CHECK(codes(with_domain("no XML")) == "not-xml@d:1");
  CHECK(codes(with_domain("<negotiation_template><utility_space></negotiation_template>")) == "not-xml@d:1");
  CHECK(codes(with_domain("<page/>")) == "not-genius@d:1");
  CHECK(codes(with_domain(domain_of(""))) == "no-issues@d:1");
  CHECK(codes(with_domain(domain_of("<issue index=\"1\" name=\"price\" type=\"real\">\n<range lowerbound=\"0\" "
                                    "upperbound=\"1\"/></issue>\n"))) == "not-representable@d:4");
  CHECK(codes(with_domain(domain_of("<issue index=\"1\" name=\"price\" type=\"color\"/>\n"))) ==
        "not-representable@d:4");
  CHECK(codes(with_domain(domain_of("<issue index=\"1\" name=\"price\"/>\n"))) == "no-values@d:4");
  CHECK(codes(with_domain(domain_of("<issue name=\"price\"/>\n"))) == "missing-attribute@d:4");
  CHECK(codes(with_domain(domain_of("<issue index=\"1\" name=\"price\" type=\"integer\" lowerbound=\"5\" "
                                    "upperbound=\"4\"/>\n"))) == "bad-range@d:4");
  CHECK(codes(with_domain(domain_of("<issue index=\"1\" name=\"price\" type=\"integer\" lowerbound=\"0\" "
                                    "upperbound=\"1000000\"/>\n"))) == "too-many-values@d:4");
  CHECK(codes(with_domain(domain_of(price + price))) == "duplicate-name@d:8");
  CHECK(codes(imported({{"a", buyer}, {"b", seller}})) == "no-domain@a:1");
  CHECK(codes(imported({{"d", domain_of(price)}})) == "no-profiles@d:1");
  CHECK(codes(imported({{"d", domain_of(price)}, {"a", buyer}})) == "no-profiles@d:1");
  CHECK(codes(imported({{"d", domain_of(price)}, {"e", domain_of(price)}, {"a", buyer}, {"b", seller}})) ==
        "two-domains@e:1");

  CHECK(codes(with_profile(profile_of(""))) == "missing-issue@a:1");
  CHECK(codes(with_profile(profile_of(price + "<weight index=\"1\" value=\"1\"/>\n"))) == "missing-attribute@a:4");
  CHECK(codes(with_profile(profile_of(valued("one", "0")))) == "bad-number@a:4");
  CHECK(
      codes(with_profile(profile_of("<issue index=\"1\" name=\"price\"><item value=\"low\" evaluation=\"1\"/></issue>\n"
                                    "<weight index=\"1\" value=\"1\"/>\n"))) == "missing-evaluation@a:3");
  CHECK(codes(with_profile(profile_of("<issue index=\"1\" name=\"price\"><item value=\"low\" evaluation=\"1\"/>"
                                      "<item value=\"high\" evaluation=\"1\"/></issue>\n"))) == "missing-weight@a:3");
  CHECK(codes(with_profile(profile_of("<issue index=\"2\" name=\"price\"/>\n"))) == "unknown-issue@a:3");
  CHECK(codes(with_profile(profile_of("<utility_function><ufun/></utility_function>\n"))) == "not-representable@a:3");
  CHECK(codes(with_profile(profile_of(valued("1", "0"), "<reservation value=\"1e999\"/>\n"))) == "bad-number@a:9");
}

TEST_CASE("nothing that stands twice, or means nothing here, is passed over in silence") {
  const std::string issue = valued("1", "0");
  CHECK(codes(with_profile(profile_of(issue, "<reservation value=\"0.1\"/>\n<reservation value=\"0.2\"/>\n"))) ==
        "duplicate-name@a:10");
  CHECK(codes(with_profile(profile_of(issue, "<discount_factor value=\"1\"/>\n<discount_factor value=\"1\"/>\n"))) ==
        "duplicate-name@a:10");
  CHECK(codes(with_profile(profile_of(issue + "<weight index=\"1\" value=\"1\"/>\n"))).starts_with("duplicate-name@a"));
  std::string twice = issue;
  const std::size_t item = twice.find("<item");
  twice.insert(item, twice.substr(item, twice.find("/>", item) + 2 - item));
  CHECK(codes(with_profile(profile_of(twice))).starts_with("duplicate-name@a"));
  // Neither costs more than what it says.
  CHECK(codes(with_profile(profile_of(issue, "<deadline value=\"3\"/>\n"))) == "not-kept@a:9");
  CHECK(codes(with_profile(profile_of(issue + "<note/>\n"))).starts_with("not-kept@a"));
}

TEST_CASE("files made to hurt are refused") {
  const std::string bomb =
      "<?xml version=\"1.0\"?>\n<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;\">]>\n" +
      domain_of(price);
  CHECK(codes(with_domain(bomb)).starts_with("document-type"));
  CHECK(codes(with_domain("<!DOCTYPE x SYSTEM \"file:///etc/passwd\">\n" + domain_of(price)))
            .starts_with("document-type"));
  std::string deep;
  for (int k = 0; k < 100'000; ++k) deep += "<objective>";
  for (int k = 0; k < 100'000; ++k) deep += "</objective>";
  CHECK(codes(with_domain(domain_of(deep))) == "too-deep@d:4");
  // An entity that nobody declares stays as it is written.
  CHECK(with_domain(domain_of("<issue index=\"1\" name=\"price\" description=\"&nobody;\">\n<item value=\"low\"/>"
                              "<item value=\"high\"/></issue>\n"))
            .document);
  // However a file ends, places lie within it.
  const std::string whole = domain_of(price);
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const ImportResult cut = with_domain(whole.substr(0, length));
    (void)all_findings(cut);
  }
}

TEST_CASE("an error message, whole") {
  CHECK(all_findings(with_domain(domain_of("<issue index=\"1\" name=\"price\" type=\"real\"/>\n"))) ==
        "d:4:2: error: the issue 'price' has real values [not-representable]\n"
        "    4 | <issue index=\"1\" name=\"price\" type=\"real\"/>\n"
        "      |  ^~~~~\n"
        "  help: replace it by a discrete issue with the values that matter\n");
}

TEST_CASE("numbers are exact before they are rounded") {
  CHECK(*exact_number("0.25") == mpq_class(1, 4));
  CHECK(*exact_number("-3") == -3);
  CHECK(*exact_number("2.5E-1") == mpq_class(1, 4));
  CHECK(*exact_number("1e2") == 100);
  for (const char* wrong : {"", "-", ".", "1,5", "0x10", "1e", "1e101", "nan", "Infinity", "1 "}) {
    CAPTURE(wrong);
    CHECK(!exact_number(wrong));
  }
  CHECK(rounded(mpq_class(1, 3)) == Decimal{333'333});
  CHECK(rounded(mpq_class(2, 3)) == Decimal{666'667});
  CHECK(rounded(mpq_class(-1, 2'000'000)) == Decimal{-1});
  CHECK(rounded(mpq_class("1000000000000")) == Decimal{largest_decimal * 1'000'000});
  CHECK(!rounded(mpq_class("1000000000001")));
  CHECK(nearest_double(mpq_class(1, 5)) == 0.2);
  CHECK(nearest_double(mpq_class(-1, 3)) == -1.0 / 3);
}

TEST_CASE("a scenario survives the way out and back in") {
  Random random(11);
  for (int round = 0; round < 40; ++round) {
    const std::size_t parties = 2 + random.below(2);
    const std::size_t issues = 1 + random.below(4);
    std::string text = "detente: 1\ntitle: T\nparties:\n";
    std::string everybody;
    for (std::size_t p = 0; p < parties; ++p) {
      text += fmt::format("  P{}: {{}}\n", p + 1);
      everybody += fmt::format("{}P{}", p > 0 ? ", " : "", p + 1);
    }
    text += fmt::format("terms:\n  agreement: {{between: [{}]}}\n", everybody);
    std::string first;
    std::vector<std::size_t> values;
    for (std::size_t k = 0; k < issues; ++k) {
      values.push_back(2 + random.below(3));
      text += fmt::format("  i{}: {{between: [{}], values: [", k + 1, everybody);
      for (std::size_t v = 0; v < values[k]; ++v) text += fmt::format("{}v{}", v > 0 ? ", " : "", v);
      text += "]}\n";
      first += fmt::format("{}i{} = v0", k > 0 ? ", " : "", k + 1);
    }
    text += fmt::format("rules:\n  - agreement or all({})\npreferences:\n", first);
    for (std::size_t p = 0; p < parties; ++p) {
      text += fmt::format("  P{}:\n    weights:\n", p + 1);
      for (std::size_t k = 0; k < issues; ++k) {
        for (std::size_t v = 0; v < values[k]; ++v) {
          const auto weight = 1 + random.below(200'000);
          text += fmt::format("      - {{prefer: agreement and i{} = v{}, weight: {}}}\n", k + 1, v,
                              to_text(Decimal{static_cast<std::int64_t>(weight)}));
        }
      }
      text += fmt::format("      - {{prefer: not agreement, weight: {}}}\n",
                          to_text(Decimal{static_cast<std::int64_t>(1 + random.below(500'000))}));
    }
    text += fmt::format("tables:\n  negotiation: [{}]\n", everybody);
    const ReadResult read = read_case(SourceText("case", text));
    REQUIRE_MESSAGE(read.document, render(read.diagnostics, read.source));

    const ExportResult written = write_genius(*read.document, {.path = "T.xml"});
    REQUIRE_MESSAGE(written.files.size() == parties + 1, render(written.diagnostics, read.source));
    Texts files;
    for (const ExportedFile& file : written.files) files.emplace_back(file.path, file.text);
    const ImportResult again = imported(files);
    REQUIRE_MESSAGE(again.document, all_findings(again));
    const Case& one = *read.document;
    const Case& other = *again.document;
    REQUIRE(other.variables.size() == one.variables.size());
    // All outcomes, and none.
    std::vector<Value> state(issues + 1, 0);
    const auto agree = [&] {
      for (std::size_t p = 0; p < parties; ++p) {
        const std::int64_t before = weighted_sum(one.preferences[p], state);
        if (weighted_sum(other.preferences[p], state) != before) return false;
      }
      return true;
    };
    CHECK(agree());
    state[0] = 1;
    for (bool more = true; more;) {
      REQUIRE(agree());
      more = false;
      for (std::size_t k = 0; k < issues && !more; ++k) {
        more = ++state[k + 1] < values[k];
        if (!more) state[k + 1] = 0;
      }
    }
  }
}

TEST_CASE("what a profile cannot say is named when a table is written") {
  const auto written = [](const std::string& text, const std::string& table = {}) {
    const ReadResult read = read_case(SourceText("case", text));
    REQUIRE_MESSAGE(read.document, render(read.diagnostics, read.source));
    std::string all;
    const ExportResult result = write_genius(*read.document, {.path = "T.xml", .table = table});
    for (const Diagnostic& d : result.diagnostics) all += d.code + ": " + d.message + "\n";
    return all;
  };
  const std::string head =
      "detente: 1\ntitle: T\nparties: {A: {}, B: {}, C: {}}\noptions: {A.x: {}, C.y: {}}\n"
      "terms: {t: {between: [A, B], values: [none, some, much], breakable_by: [A]}}\n"
      "preferences:\n  A: {weights: [{prefer: A.x, weight: -2}, {prefer: t = some, weight: 30}]}\n"
      "  B: {weights: [{prefer: t = much, weight: 5}]}\n  C: {order: [C.y]}\n";
  CHECK(written(head + "tables: {ab: {parties: [A, B], ratify: [C]}}\n") ==
        "changes-model: who must ratify is left out: C\n"
        "changes-model: what a party can do alone becomes a matter of agreement: A.x\n"
        "changes-model: what the table cannot set stays as it is now: C.y\n"
        "changes-model: that a term can be broken is left out: t\n"
        "not-kept: what holds now becomes one of the outcomes\n"
        "not-kept: utilities and reservation values are shifted alike, so that no issue gives less than 0: A by 2\n"
        "not-kept: all utilities are divided by 100, so that none is above 1\n");
  CHECK(written(head) == "unknown-table: the case has no tables\n");
  CHECK(written(head + "tables: {ab: [A, B], abc: [A, B, C]}\n") == "unknown-table: the case has several tables\n");
  CHECK(written(head + "tables: {ab: [A, B], abc: [A, B, C]}\n", "abc") ==
        "not-representable: the table 'abc' cannot be written, because C has an order, and only weights add up\n");
  CHECK(written(head + "tables: {ab: {parties: [A, B], walk_away: {A: drift}}}\n") ==
        "not-representable: the walk-away of A drifts, so its reservation value is not known\n");
}

}  // namespace detente
