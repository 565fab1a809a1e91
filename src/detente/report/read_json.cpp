// The answer of `detente read` for machines. Written without a JSON tree and handed on in pieces: there may be a
// hundred thousand documents, and the answer about a long one is ten times as long.

#include <iterator>

#include <fmt/format.h>

#include "detente/report/json_parts.hpp"
#include "detente/report/read_pages.hpp"

namespace detente {

namespace {

std::string number_or_null(const std::optional<std::uint32_t>& number, std::uint32_t shift = 0) {
  return number ? fmt::format("{}", *number + shift) : "null";
}

std::string date_or_null(const std::optional<Date>& date) { return date ? json_string(to_text(*date)) : "null"; }

constexpr std::size_t piece = std::size_t{1} << 20;  ///< bytes that are handed on together

/// Text that is handed on when there is enough of it.
class Pieces {
 public:
  explicit Pieces(const TextSink& sink) : sink_(sink) {}
  Pieces(const Pieces&) = delete;
  Pieces& operator=(const Pieces&) = delete;
  ~Pieces() = default;

  [[nodiscard]] std::string& text() { return text_; }
  void hand_on(std::size_t from = piece) {
    if (text_.size() < from || text_.empty()) return;
    sink_(text_);
    text_.clear();
  }

 private:
  const TextSink& sink_;
  std::string text_;
};

/// Objects one to a line, in a list named `name`.
template <typename Items, typename Write>
void add_list(Pieces& pieces, std::string_view name, const Items& items, Write write) {
  std::string& out = pieces.text();
  fmt::format_to(std::back_inserter(out), ",\n      \"{}\": [", name);
  bool first = true;
  for (const auto& item : items) {
    out += first ? "\n        " : ",\n        ";
    first = false;
    write(out, item);
    pieces.hand_on();
  }
  out += first ? "]" : "\n      ]";
}

void add_speaker(std::string& out, const Document& document, const Speaker& speaker) {
  fmt::format_to(std::back_inserter(out), "{}, \"actor\": {}, \"named\": {}", json_string(speaker.name),
                 number_or_null(speaker.actor), json_string(document.at(speaker.place)));
  if (!speaker.via.empty()) fmt::format_to(std::back_inserter(out), ", \"via\": {}", json_string(speaker.via));
}

/// The beginning of a document's object.
std::string head(const Document& d) {
  std::string out = "    {\n      \"id\": " + json_string(d.id);
  fmt::format_to(
      std::back_inserter(out),
      ",\n      \"encoding\": {}, \"html\": {}, \"invalid_bytes\": {}, \"bytes\": {}, \"date\": {}, \"title\": {}",
      json_string(d.encoding), d.html, d.invalid_bytes, d.text.size(), date_or_null(d.date),
      d.title ? json_string(*d.title) : "null");
  return out;
}

}  // namespace

std::string json_string(std::string_view text) {
  return json_parts::Json(text).dump(-1, ' ', false, json_parts::Json::error_handler_t::replace);
}

namespace {

/// The lists of a document's object.
void add_lists(Pieces& out, const Document& d) {
  std::size_t n = 0;
  add_list(out, "sentences", d.sentences, [&](std::string& o, const Sentence& s) {
    fmt::format_to(std::back_inserter(o),
                   R"({{"n": {}, "start": {}, "end": {}, "kind": "{}", "paragraph": {}, "boilerplate": {}}})", ++n,
                   s.span.begin, s.span.end, to_text(s.kind), s.paragraph + 1, s.boilerplate);
  });
  add_list(out, "quotations", d.quotations, [&](std::string& o, const Quotation& q) {
    fmt::format_to(std::back_inserter(o),
                   R"({{"start": {}, "end": {}, "sentence": {}, "type": "{}", "words": {}, "speaker": )", q.span.begin,
                   q.span.end, q.sentence + 1, to_text(q.type), q.words);
    if (q.speaker) add_speaker(o, d, *q.speaker);
    else o += "null";
    fmt::format_to(std::back_inserter(o), R"(, "cue": {}, "rule": "{}", "joins": {})",
                   q.cue.begin == q.cue.end ? "null" : json_string(d.at(q.cue)), q.rule, number_or_null(q.joins, 1));
    if (!q.inner.empty()) {
      o += ", \"inner\": [";
      for (std::size_t k = 0; k < q.inner.size(); ++k) {
        fmt::format_to(std::back_inserter(o), R"({}{{"start": {}, "end": {}}})", k == 0 ? "" : ", ", q.inner[k].begin,
                       q.inner[k].end);
      }
      o += "]";
    }
    o += "}";
  });
  add_list(out, "statements", d.statements, [&](std::string& o, const ReportedStatement& s) {
    fmt::format_to(std::back_inserter(o), R"({{"sentence": {}, "speaker": )", s.sentence + 1);
    add_speaker(o, d, s.speaker);
    fmt::format_to(std::back_inserter(o), R"(, "cue": {}, "rule": "{}", "denies": {}, "hearsay": {}}})",
                   json_string(d.at(s.cue)), s.rule, s.denies, s.hearsay);
  });
  add_list(out, "actors", d.actors, [&](std::string& o, const Actor& a) {
    fmt::format_to(std::back_inserter(o), R"({{"name": {}, "kind": "{}", "office": {}, "forms": [)",
                   json_string(a.name), to_text(a.kind), a.office.empty() ? "null" : json_string(a.office));
    for (std::size_t k = 0; k < a.forms.size(); ++k) o += (k == 0 ? "" : ", ") + json_string(a.forms[k]);
    o += "], \"mentions\": [";
    for (std::size_t k = 0; k < a.mentions.size(); ++k)
      fmt::format_to(std::back_inserter(o), "{}[{}, {}]", k == 0 ? "" : ", ", a.mentions[k].begin, a.mentions[k].end);
    o += "]}";
  });
  add_list(out, "times", d.times, [&](std::string& o, const TimeMention& t) {
    fmt::format_to(
        std::back_inserter(o),
        R"({{"start": {}, "end": {}, "sentence": {}, "from": {}, "until": {}, "relative": {}, "deadline": {}, "actor": {}}})",
        t.span.begin, t.span.end, t.sentence + 1, date_or_null(t.from), date_or_null(t.until), t.relative, t.deadline,
        number_or_null(t.actor));
  });
  add_list(out, "amounts", d.amounts, [&](std::string& o, const Amount& a) {
    fmt::format_to(
        std::back_inserter(o),
        R"({{"start": {}, "end": {}, "sentence": {}, "kind": "{}", "low": "{}", "high": "{}", "unit": {}, "actor": {}}})",
        a.span.begin, a.span.end, a.sentence + 1, to_text(a.kind), a.low, a.high, json_string(a.unit),
        number_or_null(a.actor));
  });
}

}  // namespace

void read_json(const std::vector<Document>& documents, bool lists, const std::vector<std::string>& more,
               const Diagnostics& diagnostics, bool complete, const std::string& reason, const TextSink& sink) {
  using json_parts::Json;
  Json frame;
  frame["case"] = {{"title", nullptr}, {"file", nullptr}, {"as_of", nullptr}};
  frame["switches"] = Json::object();
  frame["engine"] = nullptr;
  frame["complete"] = complete;
  if (!complete) frame["reason"] = reason;
  frame["diagnostics"] = json_parts::diagnostics(diagnostics, nullptr);
  Pieces pieces(sink);
  std::string& out = pieces.text();
  out = json_parts::dump(frame);
  while (!out.empty() && out.back() != '}') out.pop_back();
  out.erase(out.rfind('\n'));
  out += ",\n  \"documents\": [";
  bool first = true;
  for (const Document& document : documents) {
    out += first ? "\n" : ",\n";
    first = false;
    out += head(document);
    if (lists) add_lists(pieces, document);
    out += "\n    }";
    pieces.hand_on();
  }
  out += first ? "]" : "\n  ]";
  for (const std::string& field : more) {
    out += ",\n  " + field;
    pieces.hand_on();
  }
  out += "\n}\n";
  pieces.hand_on(0);
}

}  // namespace detente
