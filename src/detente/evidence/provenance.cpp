#include "detente/evidence/provenance.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "detente/evidence/chars.hpp"
#include "detente/evidence/lexicon.hpp"
#include "detente/evidence/looks.hpp"
#include "detente/evidence/names.hpp"
#include "detente/evidence/word_stream.hpp"

namespace detente {

namespace {

using enum WordClass;
using Phrases = std::span<const std::string_view>;

constexpr std::size_t longest_mark = 100;      // bytes that may hold a dateline, or the head of a press release
constexpr std::uint32_t most_read = 5'000;     // sentences of a report, each of
constexpr std::size_t longest_read = 4'000;    // so many bytes
constexpr std::size_t longest_question = 300;  // bytes
constexpr std::uint32_t least_questions = 3;   // of an interview,
constexpr std::uint32_t least_addressed = 1;   // of which so many say "you"
constexpr std::size_t longest_agency = 6;      // letters of a short name such as "NPA"
constexpr std::size_t most_sources = 200;      // that two reports name
constexpr std::uint32_t most_lines = 10;       // above and below what is told
constexpr std::uint32_t least_told = 12;       // words of a sentence with which the telling begins
constexpr std::uint32_t shortest_told = 5;     // words of a sentence that is no line of names

constexpr std::array<std::string_view, 33> citing_marks{"reported as saying",
                                                        "a trade publication",
                                                        "a newspaper reported",
                                                        "a newspaper said",
                                                        "first carried by",
                                                        "according to media",
                                                        "media report",
                                                        "news agency report",
                                                        "as reported by",
                                                        "first reported",
                                                        "reported earlier",
                                                        "quoted by",
                                                        "was quoted as",
                                                        "cited by",
                                                        "citing ",
                                                        "reports say",
                                                        "according to a report",
                                                        "according to the publication",
                                                        "according to the newspaper",
                                                        "according to the paper",
                                                        "the newspaper said",
                                                        "the newspaper says",
                                                        "the newspaper quotes",
                                                        "the newspaper writes",
                                                        "the newspaper found",
                                                        "the newspaper reported",
                                                        "the paper said",
                                                        "the paper found",
                                                        "the paper reported",
                                                        "had the story",
                                                        "broke the story",
                                                        "reported last ",
                                                        "as saying by "};
constexpr std::array<std::string_view, 18> own_marks{
    "told me",        "tells me",     "told this newspaper", "told this reporter", "told this ",
    "told our ",      "tells this ",  "to this newspaper",   "said to me",         "explained to me",
    "to me over ",    "i asked",      "when i ask",          "by telephone",       "by phone",
    "over the phone", "on the phone", " our questions"};
constexpr std::array<std::string_view, 5> among_marks{"told us that", "told us:", "told us,", "told us.", "tells us"};
constexpr std::array<std::string_view, 14> leak_marks{
    "leaked document", "leaked letter",   "leaked report",         "leaked draft",       "leaked paper",
    "leaked memo",     "internal papers", "internal document",     "internal documents", "internal memo",
    "obtained by",     "released to the", "has not been released", "unpublished"};
constexpr std::array<std::string_view, 6> hearsay_marks{"told local reporters",   "told local media",
                                                        "told the local press",   "told state media",
                                                        "told local journalists", "told media"};
constexpr std::array<std::string_view, 36> first_hand_marks{"let us ",
                                                            "our findings",
                                                            "shared with us",
                                                            "this newspaper",
                                                            "this magazine",
                                                            "this reporter",
                                                            "our correspondent",
                                                            "our reporter",
                                                            "told me",
                                                            "tells me",
                                                            "told us that",
                                                            "sent us ",
                                                            "showed us ",
                                                            "shows us ",
                                                            "allowed us ",
                                                            "seen by the ",
                                                            "seen by this ",
                                                            "obtained by the ",
                                                            "reviewed by the ",
                                                            "has learned",
                                                            "has seen ",
                                                            "we visited",
                                                            "we watched",
                                                            "we called",
                                                            "i visited",
                                                            "i was shown",
                                                            "i was told",
                                                            "'s questions",
                                                            "declined to be interviewed",
                                                            "i've listened to",
                                                            "when we asked",
                                                            "in our office",
                                                            "told us the ",
                                                            "told us:",
                                                            "told us.",
                                                            "told us,"};
constexpr std::array<std::string_view, 28> occasion_marks{
    "in a post",     "social media",    "by video link",  "webcast",        "live stream",    "livestream",

    "gave evidence", "giving evidence", "his evidence",   "her evidence",   "in evidence",    "told the inquiry",
    "inquiry heard", "press release",   "campaign stop",  "campaign event", "campaign trail", "town hall",
    "news release",  "in the chamber",  "public gallery", "told members",   "press room",     "media room",
    "media suite",   "post-match",      "mixed zone",     "after the match"};
constexpr std::array<std::string_view, 7> release_marks{"for immediate release", "press release",    "press contact",
                                                        "media contact",         "media inquiries:", "notes to editors",
                                                        "note to editors"};

/// Whether any of the phrases stands in a text, not as a part of longer words.
bool holds_any(std::string_view text, Phrases phrases) {
  const auto is_word = [&](std::size_t at) { return at < text.size() && is_letter(code_point_at(text, at).code); };
  return std::ranges::any_of(phrases, [&](std::string_view p) {
    const bool word = is_letter(code_point_before(p, p.size()).code);
    for (std::size_t at = text.find(p); at != std::string_view::npos; at = text.find(p, at + 1))
      if (!word || !is_word(at + p.size())) return true;
    return false;
  });
}

/// For each sentence whether it tells something, and is no line above or below the report: it is long, and its
/// paragraph ends as sentences do.
std::vector<char> telling_sentences(const Document& d) {
  std::vector<char> out(d.sentences.size(), 0);
  bool closed = false;  // the paragraph ends as sentences do
  for (std::size_t s = d.sentences.size(); s-- > 0;) {
    const Sentence& sentence = d.sentences[s];
    const Looks looks = look_at(d.at(sentence.span));
    if (s + 1 == d.sentences.size() || d.sentences[s + 1].paragraph != sentence.paragraph) closed = looks.sentence;
    const bool prose = sentence.kind == Sentence::Kind::prose && !sentence.boilerplate;
    out[s] = prose && closed && looks.words >= least_told ? 1 : 0;
  }
  return out;
}

std::string last_word(std::string_view name) { return fold_name(name.substr(name.rfind(' ') + 1)); }

/// Whether the report quotes somebody whose name ends like this.
bool speaks_in(const Document& d, const OutletName& name) {
  return std::ranges::any_of(
      d.quotations, [&](const Quotation& q) { return q.speaker && last_word(q.speaker->name) == name.back(); });
}

/// A sentence with blanks for what stands in quotation marks.
std::string without_quotations(const Document& d, std::uint32_t sentence) {
  const Span span = d.sentences[sentence].span;
  std::string out(d.at(span));
  auto q = std::ranges::partition_point(d.quotations, [&](const Quotation& x) { return x.span.end <= span.begin; });
  for (; q != d.quotations.end() && q->span.begin < span.end; ++q) {
    const std::size_t begin = std::max(q->span.begin, span.begin) - span.begin;
    const std::size_t end = std::min(q->span.end, span.end) - span.begin;
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(begin), out.begin() + static_cast<std::ptrdiff_t>(end), ' ');
  }
  return out;
}

std::string_view agency_in(const Document& d) {
  std::uint32_t prose = 0;
  for (const Sentence& s : d.sentences) {
    if (s.kind != Sentence::Kind::prose || !counts_for_reuse(s)) continue;
    if (++prose > 3) break;
    const std::string_view text = d.at(s.span).substr(0, longest_mark);
    if (text.size() < 2 || text[1] < 'A' || text[1] > 'Z') continue;
    // "ORLEK (Coast Press) -", "ORLEK, 12 January /Coast Press/."
    const std::size_t slash = text.find(" /");
    if (slash != std::string_view::npos) {
      const std::size_t close = text.find('/', slash + 2);
      if (close != std::string_view::npos) return text.substr(slash + 2, close - slash - 2);
    }
    const std::size_t open = text.find(" (");
    const std::size_t close = text.find(')', open == std::string_view::npos ? text.size() : open);
    if (close == std::string_view::npos) continue;
    const std::string_view behind = text.substr(close + 1);
    for (const std::string_view dash : {" - ", " -- ", " \u2013 ", " \u2014 "})
      if (behind.starts_with(dash)) return text.substr(open + 2, close - open - 2);
  }
  return {};
}

/// The lines above and below what is told that are about the report itself.
std::vector<std::string_view> label_lines(const Document& d, const std::vector<char>& telling) {
  std::vector<std::string_view> out;
  const auto count = static_cast<std::uint32_t>(d.sentences.size());
  const auto add = [&](std::uint32_t s) {
    const std::string_view line = d.at(d.sentences[s].span);
    const Looks looks = look_at(line);
    const bool sentence = looks.sentence && looks.words >= shortest_told;
    if (s > 0 && !sentence && is_label(line)) out.push_back(line);
  };
  std::uint32_t first = 0;
  for (; first < count && first < most_lines && !telling[first]; ++first) add(first);
  for (std::uint32_t s = count; s > first && count - s < most_lines && !telling[s - 1]; --s) add(s - 1);
  // A page's title may begin or end with the name of the paper: "PROSCENIUM - The big conversation".
  const std::string_view title = count > 0 ? d.at(d.sentences[0].span) : std::string_view();
  if (const std::size_t bar = title.rfind(" | "); bar != std::string_view::npos) {
    if (look_at(title.substr(0, bar)).words < shortest_told) out.push_back(title.substr(0, bar));
    out.push_back(title.substr(bar + 3));
  }
  for (const std::string_view dash : {" - ", " \u2013 ", " \u2014 "}) {
    const std::string_view head = title.substr(0, std::min(title.find(dash), title.size()));
    const bool capitals = std::ranges::none_of(head, [](char c) { return c >= 'a' && c <= 'z'; });
    if (head.size() < title.size() && capitals && look_at(head).words < shortest_told) out.push_back(head);
  }
  return out;
}

/// Words in capital letters, as agencies are called, in lower case, not where several stand in a row; and "agencies".
void add_credits(std::string_view line, std::vector<std::string>& out) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = at;
    while (end < line.size() && is_letter(code_point_at(line, end).code)) end += code_point_at(line, end).length;
    if (end > at) words.push_back(line.substr(at, end - at));
    at = end > at ? end : at + code_point_at(line, at).length;
  }
  const auto is_capital = [&](std::size_t k) {
    return k < words.size() && words[k].size() > 1 &&
           std::ranges::all_of(words[k], [](char c) { return c >= 'A' && c <= 'Z'; });
  };
  for (std::size_t k = 0; k < words.size(); ++k) {
    const bool alone = is_capital(k) && !is_capital(k + 1) && (k == 0 || !is_capital(k - 1));
    if ((alone && words[k].size() <= longest_agency) || ascii_lower(words[k]) == "agencies")
      out.push_back(ascii_lower(words[k]));
  }
}

/// Places and days, as datelines have them.
bool is_dateline(const Document& d, const OutletName& name) {
  return name.size() == 1 && (Lexicon::english().classes(name[0]).any(WordClasses(month, weekday, country)) ||
                              std::ranges::any_of(d.actors, [&](const Actor& actor) {
                                return actor.kind == Actor::Kind::place && fold_name(actor.name) == name[0];
                              }));
}

bool is_release(const Document& d) {
  return std::ranges::any_of(d.sentences, [&](const Sentence& s) {
    if (s.span.end - s.span.begin > longest_mark) return false;
    const std::string lower = ascii_lower(d.at(s.span));
    return std::ranges::any_of(release_marks, [&](std::string_view m) { return lower.starts_with(m); });
  });
}

/// Whether somebody is asked, and answers: paragraphs that are one question each, some of which say "you". An explainer
/// asks its questions of nobody.
bool is_interview(const Document& d) {
  std::uint32_t questions = 0;
  std::uint32_t addressed = 0;
  for (std::size_t s = 0; s < d.sentences.size(); ++s) {
    const Sentence& sentence = d.sentences[s];
    const bool alone = (s == 0 || d.sentences[s - 1].paragraph != sentence.paragraph) &&
                       (s + 1 == d.sentences.size() || d.sentences[s + 1].paragraph != sentence.paragraph);
    const std::string_view text = d.at(sentence.span);
    if (!alone || !text.ends_with('?') || text.size() > longest_question) continue;
    ++questions;
    const std::string lower = " " + ascii_lower(text);
    if (lower.find(" you ") != std::string::npos || lower.find(" your ") != std::string::npos) ++addressed;
  }
  return questions >= least_questions && addressed >= least_addressed;
}

/// The words that name a listener: up to a comma, or a small word that goes on: "the press" in "the press at the
/// station".
std::string_view listener(std::string_view text) {
  std::string_view whom = text.substr(0, text.find_first_of(",.;:\""));
  for (const std::string_view on : {" at ", " in ", " on ", " by ", " from ", " for ", " with ", " that ", " after ",
                                    " over ", " about ", " outside ", " during ", " how ", " last "})
    whom = whom.substr(0, whom.find(on));
  return whom;
}

/// "told the Herald", "told a local newspaper".
void mark_listener(std::string_view text, std::string_view lower, Marks& marks) {
  for (const std::string_view verb :
       {"told ", "tells ", "interview with ", "interview published by ", "speaking to ", "spoke to ", "reported by "}) {
    for (std::size_t at = lower.find(verb); at != std::string_view::npos; at = lower.find(verb, at + 1)) {
      const std::string_view behind = lower.substr(at + verb.size(), 40);
      const std::string_view whom = listener(behind);
      // "told the Security Council"
      if (verb == "told " && any_word(whom, organization_word) && !any_word(whom, paper)) marks.occasion = true;
      if (whom.starts_with("by ") || !any_word(whom, paper) || any_word(whom, occasion)) continue;
      const std::size_t name = whom.find(' ');
      const bool named = whom.starts_with("the ") && whom.size() > name + 1 &&
                         is_upper(code_point_at(text.substr(at + verb.size()), name + 1).code);
      (named ? marks.named : marks.other) = true;
    }
  }
}

void mark(std::string_view text, Marks& out) {
  const std::string lower = ascii_lower(text);
  out.own = holds_any(lower, own_marks);
  out.among = holds_any(lower, among_marks);
  out.other = holds_any(lower, hearsay_marks);
  out.cites = holds_any(lower, citing_marks);
  out.first_hand = holds_any(lower, first_hand_marks);
  out.occasion = out.occasion || any_word(lower, occasion) || holds_any(lower, occasion_marks);
  mark_listener(text, lower, out);
  // "the Ledger reported on Monday"
  for (const std::string_view verb : {" reported on ", " reported "}) {
    for (std::size_t at = lower.find(verb); at != std::string::npos; at = lower.find(verb, at + 1)) {
      const std::string_view day = std::string_view(lower).substr(at + verb.size());
      if (Lexicon::english().is(day.substr(0, day.find_first_of(" ,.;:")), weekday)) out.cites = true;
    }
  }
}

}  // namespace

Provenance::Provenance(const Document& d) : agency(agency_in(d)), release(is_release(d)), interview(is_interview(d)) {
  const std::vector<char> telling = telling_sentences(d);
  for (const std::string_view line : label_lines(d, telling)) {
    add_credits(line, credits);
    for (NamedOutlet& outlet : outlets_in(line))
      if (!speaks_in(d, outlet.name) && !is_body(outlet.name) && !is_dateline(d, outlet.name))
        own.push_back(std::move(outlet.name));
  }
  const auto first_told = static_cast<std::size_t>(std::ranges::find(telling, 1) - telling.begin());
  const auto last_told = static_cast<std::size_t>(telling.rend() - std::find(telling.rbegin(), telling.rend(), 1)) - 1;
  if (first_told < d.sentences.size()) lead = static_cast<std::uint32_t>(first_told);
  // "Mr. Roe wrote" names no outlet.
  std::set<std::string> persons;
  for (const Actor& actor : d.actors)
    if (actor.kind == Actor::Kind::person) persons.insert(last_word(actor.name));
  marks.resize(d.sentences.size());
  for (std::uint32_t s = 0; s < d.sentences.size(); ++s) {
    marks[s].paragraph = d.sentences[s].paragraph;
    if (s >= most_read || d.sentences[s].span.end - d.sentences[s].span.begin > longest_read) continue;
    const std::string text = without_quotations(d, s);
    mark(text, marks[s]);
    leaked = leaked || holds_any(ascii_lower(text), leak_marks);
    const Looks looks = look_at(text);
    const bool ends_as_sentence = looks.sentence && looks.words >= shortest_told;
    for (NamedOutlet& outlet : outlets_in(text)) {
      const bool person = persons.contains(outlet.name.back()) && !outlet.called && !is_paper(outlet.name.back());
      if (person) outlet.surely = outlet.third = outlet.itself = false;
      if (person) outlet.source = outlet.written;
      if (outlet.itself) own.push_back(outlet.name);
      const bool told = s >= first_told && (s <= last_told || ends_as_sentence);
      mentions.push_back({.outlet = std::move(outlet), .sentence = s, .told = told});
    }
  }
  // What the report tells of is not where it stands: the places of datelines.
  std::erase_if(own, [&](const OutletName& name) {
    return std::ranges::any_of(mentions, [&](const Mention& mention) {
      return mention.told && mention.outlet.place && mention.outlet.name == name;
    });
  });
  add_credits(agency, credits);
  for (NamedOutlet& outlet : outlets_in(agency)) own.push_back(std::move(outlet.name));
}

bool names_other(const Provenance& a, const Provenance& b) {
  return std::ranges::any_of(b.own, [&](const OutletName& name) {
    const bool own_too =
        std::ranges::any_of(a.own, [&](const OutletName& other) { return other.back() == name.back(); });
    return !own_too && std::ranges::any_of(a.mentions, [&](const auto& mention) {
      return mention.told && is_of(mention.outlet, name);
    });
  });
}

SharedSource shared_source(const Provenance& a, const std::vector<std::uint32_t>& in_a, const Provenance& b,
                           const std::vector<std::uint32_t>& in_b) {
  const auto is_outlet = [](const NamedOutlet& outlet) { return outlet.surely || is_paper(outlet.name.back()); };
  const auto sources_of = [](const Provenance& p) {
    std::vector<const Provenance::Mention*> out;
    for (const Provenance::Mention& m : p.mentions) {
      const std::string& last = m.outlet.name.back();
      const bool listeners = Lexicon::english().is(last, occasion) && !is_paper(last);  // "told Congress"
      if (m.outlet.source && !listeners && out.size() < most_sources) out.push_back(&m);
    }
    return out;
  };
  const auto paragraphs_of = [](const Provenance& p, const std::vector<std::uint32_t>& sentences) {
    std::set<std::uint32_t> out;
    for (const std::uint32_t s : sentences) out.insert(p.marks[s].paragraph);
    return out;
  };
  const auto is_beside = [](const Provenance& p, const Provenance::Mention& m,
                            const std::vector<std::uint32_t>& sentences, const std::set<std::uint32_t>& paragraphs) {
    return paragraphs.contains(p.marks[m.sentence].paragraph) ||
           std::ranges::binary_search(sentences, m.sentence + 1) ||
           (m.sentence > 0 && std::ranges::binary_search(sentences, m.sentence - 1));
  };
  SharedSource out;
  for (const std::string& agency : a.credits) {
    if (std::ranges::find(b.credits, agency) == b.credits.end()) continue;
    const bool first = ascii_lower(a.agency) == agency;
    const bool second = ascii_lower(b.agency) == agency;
    out = {.shared = true, .credited = true, .first = first && !second, .second = second && !first};
  }
  const std::set<std::uint32_t> paragraphs_a = paragraphs_of(a, in_a);
  const std::set<std::uint32_t> paragraphs_b = paragraphs_of(b, in_b);
  bool third_a = false;
  bool third_b = false;
  const auto sources_b = sources_of(b);
  for (const Provenance::Mention* mine : sources_of(a)) {
    const std::size_t words_a = mine->outlet.name.size();
    for (const Provenance::Mention* theirs : sources_b) {
      const std::size_t words_b = theirs->outlet.name.size();
      if (mine->outlet.name.back() != theirs->outlet.name.back()) continue;
      if (!is_outlet(mine->outlet) && !is_outlet(theirs->outlet)) continue;
      if (!is_beside(a, *mine, in_a, paragraphs_a) && !is_beside(b, *theirs, in_b, paragraphs_b)) continue;
      out.shared = true;
      third_a = third_a || mine->outlet.third;
      third_b = third_b || theirs->outlet.third;
      // A paper calls itself "the Courier", others call it "the Wexcombe Courier".
      out.first = out.first || (words_a == 1 && words_b > 1 && !mine->outlet.third);
      out.second = out.second || (words_b == 1 && words_a > 1 && !theirs->outlet.third);
    }
  }
  if (out.first && out.second) out.first = out.second = false;
  // One says that somebody told the paper, the other what the paper reported: the former may be that paper's.
  out.alike = third_a == third_b;
  out.third = third_a && third_b;
  return out;
}

}  // namespace detente
