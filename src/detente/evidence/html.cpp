#include "detente/evidence/html.hpp"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <mutex>

#include "detente/base/text.hpp"
#include "detente/evidence/chars.hpp"
#include "detente/evidence/limits.hpp"

namespace detente {

namespace {

using Kind = Sentence::Kind;

template <std::size_t Size>
bool one_of(std::string_view name, const std::array<std::string_view, Size>& names) {
  return std::ranges::find(names, name) != names.end();
}

/// Elements whose text is none of the article's.
constexpr std::array<std::string_view, 22> left_out{
    "script", "style", "noscript", "template", "nav",    "footer", "aside", "form",   "button", "select", "option",
    "iframe", "svg",   "math",     "object",   "canvas", "audio",  "video", "dialog", "menu",   "label",  "textarea"};
constexpr std::array<std::string_view, 42> block_elements{
    "p",        "div",     "h1",     "h2",    "h3",    "h4",         "h5",     "h6",         "li",
    "ul",       "ol",      "dl",     "dt",    "dd",    "blockquote", "figure", "figcaption", "article",
    "section",  "main",    "header", "table", "tr",    "td",         "th",     "caption",    "pre",
    "hr",       "address", "body",   "html",  "head",  "title",      "center", "details",    "summary",
    "fieldset", "legend",  "thead",  "tbody", "tfoot", "frameset"};

/// Parts of class names and ids that say what an element is there for. Compared with whole words of them.
constexpr std::array<std::string_view, 40> furniture{
    "nav",        "navbar",     "navigation",   "menu",     "footer",    "sidebar",       "related",
    "share",      "sharing",    "social",       "comment",  "comments",  "cookie",        "cookies",
    "newsletter", "subscribe",  "subscription", "signup",   "advert",    "advertisement", "ads",
    "ad",         "promo",      "promoted",     "sponsor",  "sponsored", "breadcrumb",    "breadcrumbs",
    "tags",       "taglist",    "popup",        "modal",    "widget",    "recommended",   "recommendations",
    "toolbar",    "pagination", "login",        "outbrain", "taboola"};

bool is_furniture(std::string_view names) {
  std::size_t begin = 0;
  for (std::size_t k = 0; k <= names.size(); ++k) {
    const bool letter = k < names.size() && is_letter(static_cast<unsigned char>(names[k]));
    if (letter) continue;
    if (one_of(ascii_lower(names.substr(begin, k - begin)), furniture)) return true;
    begin = k + 1;
  }
  return false;
}

/// The first ten characters as a date: "2025-08-07T10:00:00Z".
std::optional<Date> day_of(std::string_view text) {
  text = trim(text);
  return text.size() < 10 ? std::nullopt : parse_date(text.substr(0, 10));
}

struct HtmlBlock {
  std::string text;
  Kind kind = Kind::prose;
  bool marked = false;
  bool furniture = false;
  bool headline = false;
  std::size_t in_links = 0;  ///< bytes of the text inside <a>
  std::size_t article = 0;   ///< number of the outermost <article>, from 1; 0: outside
  bool in_main = false;
};

class Extractor {
 public:
  std::vector<HtmlBlock> blocks{};
  std::optional<std::string> headline{};
  std::optional<std::string> title{};
  std::optional<Date> date{};
  bool cut = false;
  xmlParserCtxtPtr parser = nullptr;

  void start(std::string_view name, const xmlChar** attributes) {
    if (stack_.size() >= evidence_limits::deepest_html) {
      cut = true;
      xmlStopParser(parser);
      return;
    }
    Element element{.name = std::string(name)};
    Attributes found = look_at(attributes);
    element.skip = !stack_.empty() && stack_.back().skip;
    element.furniture =
        (!stack_.empty() && stack_.back().furniture) ||
        (name != "body" && name != "html" && name != "article" && name != "main" && is_furniture(found.names));
    if (one_of(name, left_out) || found.hidden || found.role == "navigation" || found.role == "complementary" ||
        found.role == "banner" || found.role == "contentinfo")
      element.skip = true;
    if (name == "header" && article_ == 0) element.site_header = true;
    if (name == "meta") read_meta(found);
    if (name == "time" && !date && !element.skip) date = day_of(found.datetime);
    element.block = one_of(name, block_elements);
    if (element.block) flush();
    if (name == "article" && ++article_depth_ == 1) article_ = ++articles_;
    if (name == "main" || found.role == "main") element.main = true;
    if (element.main) ++main_depth_;
    if (name == "a") ++link_depth_;
    if (name == "br") line_break();
    if (name == "q" && !element.skip) add("\xE2\x80\x9C", false);
    stack_.push_back(std::move(element));
  }

  void end(std::string_view name) {
    // The parser closes what was left open; an end without a start is ignored.
    if (stack_.empty() || stack_.back().name != name) return;
    if (name == "q" && !stack_.back().skip) add("\xE2\x80\x9D", false);
    if (stack_.back().block) flush();
    const Element element = std::move(stack_.back());
    stack_.pop_back();
    if (name == "article" && article_depth_ > 0) {
      --article_depth_;
      if (article_depth_ == 0) article_ = 0;
    }
    if (element.main) --main_depth_;
    if (name == "a" && link_depth_ > 0) --link_depth_;
  }

  void characters(std::string_view text) {
    if (!stack_.empty() && stack_.back().skip) {
      if (stack_.back().name == "script") look_for_date(text);
      return;
    }
    if (!stack_.empty() && stack_.back().name == "title") {
      if (!title) title.emplace();
      *title += text;
      return;
    }
    add(text, true);
  }

  void flush() {
    while (!current_.empty() && (current_.back() == ' ' || current_.back() == '\n')) current_.pop_back();
    breaks_ = 0;
    if (trim(current_).empty()) {
      current_.clear();
      links_ = 0;
      return;
    }
    HtmlBlock block{.text = std::move(current_), .in_links = links_, .article = article_, .in_main = main_depth_ > 0};
    current_.clear();
    links_ = 0;
    for (auto it = stack_.rbegin(); it != stack_.rend(); ++it) {
      const std::string& name = it->name;
      if (it->furniture || it->site_header) block.furniture = true;
      if (block.marked) continue;
      if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
        block.kind = Kind::heading;
        block.marked = true;
        block.headline = name[1] == '1';
      } else if (name == "li") {
        block.kind = Kind::item;
        block.marked = true;
      } else if (name == "figcaption" || name == "caption") {
        block.kind = Kind::caption;
        block.marked = true;
      }
    }
    if (block.headline && !headline) headline = block.text;
    blocks.push_back(std::move(block));
  }

 private:
  struct Element {
    std::string name;
    bool skip = false;
    bool furniture = false;
    bool site_header = false;
    bool block = false;
    bool main = false;
  };
  struct Attributes {
    std::string names;  ///< class and id
    std::string_view role{};
    std::string_view datetime{};
    std::string_view property{};
    std::string_view content{};
    bool hidden = false;
  };

  static Attributes look_at(const xmlChar** attributes) {
    Attributes out;
    for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2) {
      const std::string_view name(reinterpret_cast<const char*>(attributes[0]));
      const std::string_view value(attributes[1] == nullptr ? "" : reinterpret_cast<const char*>(attributes[1]));
      if (name == "class" || name == "id") out.names += std::string(value.substr(0, 300)) + " ";
      else if (name == "role") out.role = value;
      else if (name == "datetime") out.datetime = value;
      else if (name == "property" || name == "name" || name == "itemprop") out.property = value;
      else if (name == "content") out.content = value;
      else if (name == "hidden") out.hidden = true;
      else if (name == "aria-hidden") out.hidden = out.hidden || value == "true";
      else if (name == "style")
        out.hidden = out.hidden || value.find("display:none") != std::string_view::npos ||
                     value.find("display: none") != std::string_view::npos;
    }
    return out;
  }

  void read_meta(const Attributes& meta) {
    static constexpr std::array<std::string_view, 9> dates{
        "article:published_time", "datePublished", "date",         "pubdate", "publishdate", "DC.date",
        "DC.date.issued",         "dc.date",       "sailthru.date"};
    if (one_of(meta.property, dates) && day_of(meta.content)) date = day_of(meta.content);
    if (meta.property == "og:title") headline = std::string(meta.content);
  }

  void look_for_date(std::string_view script) {
    const std::size_t key = script.find("\"datePublished\"");
    if (key == std::string_view::npos || date) return;
    const std::size_t quote = script.find('"', key + 15);
    if (quote != std::string_view::npos) date = day_of(script.substr(quote + 1, 10));
  }

  /// White space becomes one space.
  void add(std::string_view text, bool fold) {
    const std::size_t before = current_.size();
    for (const char c : text) {
      const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
      if (!space || !fold) {
        current_ += c;
        breaks_ = 0;
      } else if (!current_.empty() && current_.back() != ' ' && current_.back() != '\n') {
        current_ += ' ';
      }
    }
    if (link_depth_ > 0) links_ += current_.size() - before;
  }

  /// Two breaks end a paragraph.
  void line_break() {
    if (!stack_.empty() && stack_.back().skip) return;
    if (++breaks_ > 1) return flush();
    while (!current_.empty() && current_.back() == ' ') current_.pop_back();
    if (!current_.empty()) current_ += '\n';
  }

  std::vector<Element> stack_;
  std::string current_;
  std::size_t links_ = 0;
  std::size_t link_depth_ = 0;
  std::size_t breaks_ = 0;
  std::size_t articles_ = 0;
  std::size_t article_ = 0;
  std::size_t article_depth_ = 0;
  std::size_t main_depth_ = 0;
};

std::string_view view(const xmlChar* text) { return text == nullptr ? "" : reinterpret_cast<const char*>(text); }

void parse(std::string_view html, Extractor& extractor) {
  static std::once_flag once;
  std::call_once(once, xmlInitParser);
  const std::unique_ptr<xmlParserCtxt, void (*)(xmlParserCtxtPtr)> parser(htmlNewParserCtxt(), htmlFreeParserCtxt);
  if (!parser) throw std::bad_alloc();
  xmlSAXHandler handler{};
  handler.startElement = [](void* to, const xmlChar* name, const xmlChar** attributes) {
    static_cast<Extractor*>(to)->start(view(name), attributes);
  };
  handler.endElement = [](void* to, const xmlChar* name) { static_cast<Extractor*>(to)->end(view(name)); };
  const auto text = [](void* to, const xmlChar* bytes, int size) {
    static_cast<Extractor*>(to)->characters({reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)});
  };
  handler.characters = text;
  handler.cdataBlock = text;
  handler.ignorableWhitespace = text;
  *parser->sax = handler;
  parser->userData = &extractor;
  extractor.parser = parser.get();
  const int options =
      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC;
  htmlCtxtReadMemory(parser.get(), html.data(), static_cast<int>(html.size()), nullptr, "UTF-8", options);
  extractor.flush();
}

/// Blanks what follows the first attributes of an element that has very many: the parser compares each with all others.
/// Gives the text itself where there is nothing to blank. What looks like an attribute is counted by the white space in
/// front of it.
std::string_view without_crowds(std::string_view html, std::string& room) {
  std::size_t spaces = 0;
  bool in_tag = false;
  char quote = 0;
  for (std::size_t i = 0; i < html.size(); ++i) {
    const char c = html[i];
    if (!in_tag) {
      const bool opens = c == '<' && i + 1 < html.size() && is_letter(static_cast<unsigned char>(html[i + 1]));
      if (opens) {
        in_tag = true;
        quote = 0;
        spaces = 0;
      }
      continue;
    }
    const bool crowded = spaces > evidence_limits::most_attributes;
    if (c == '<' && (crowded || quote == 0)) {
      in_tag = false;
      --i;  // it may open the next tag
      continue;
    }
    if (c == '>' && (crowded || quote == 0)) {
      in_tag = false;
      continue;
    }
    if (crowded) {
      if (room.empty()) room = html;
      room[i] = ' ';
      continue;
    }
    if (quote != 0) {
      if (c == quote) {
        quote = 0;
        ++spaces;  // an attribute may follow without a space
      }
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '/') {
      ++spaces;
    }
  }
  return room.empty() ? html : std::string_view(room);
}

/// Which blocks are the report: those of the largest <article>, if it has most of the prose; else of <main>; else all.
std::vector<const HtmlBlock*> choose(const std::vector<HtmlBlock>& blocks) {
  std::vector<std::size_t> sizes{0};
  std::size_t in_main = 0;
  std::size_t all = 0;
  for (const HtmlBlock& block : blocks) {
    if (block.furniture || block.kind == Kind::item) continue;
    if (block.article >= sizes.size()) sizes.resize(block.article + 1);
    sizes[block.article] += block.text.size();
    if (block.in_main) in_main += block.text.size();
    all += block.text.size();
  }
  const auto largest = static_cast<std::size_t>(std::max_element(sizes.begin() + 1, sizes.end()) - sizes.begin());
  const bool by_article = sizes.size() > 1 && sizes[largest] * 2 > all && sizes[largest] >= 100;
  const bool by_main = !by_article && in_main * 2 > all && in_main >= 100;
  std::vector<const HtmlBlock*> out;
  bool headline = false;
  for (const HtmlBlock& block : blocks) {
    const bool inside = by_article ? block.article == largest : !by_main || block.in_main;
    const bool title = block.headline && out.empty() && !headline;
    headline = headline || title;
    if (inside || title) out.push_back(&block);
  }
  return out;
}

}  // namespace

bool looks_like_html(std::string_view text) {
  text = trim(text.substr(0, 4096));
  if (!text.starts_with('<')) return false;
  const std::string head = ascii_lower(text);
  if (head.starts_with("<!doctype html") || head.starts_with("<html")) return true;
  static constexpr std::array<std::string_view, 10> tags{"<html", "<head", "<body", "<article", "<div",
                                                         "<p>",   "<p ",   "<h1",   "<meta",    "<section"};
  return std::ranges::any_of(tags, [&](std::string_view tag) { return head.find(tag) != std::string::npos; });
}

HtmlText read_html(std::string_view html, const Lexicon& words) {
  Extractor extractor;
  std::string room;
  parse(without_crowds(html, room), extractor);
  HtmlText out{.text = {},
               .blocks = {},
               .title = extractor.headline ? extractor.headline : extractor.title,
               .date = extractor.date,
               .cut = extractor.cut};
  if (out.title) out.title = std::string(trim(*out.title));
  for (const HtmlBlock* block : choose(extractor.blocks)) {
    if (!out.text.empty()) out.text += "\n\n";
    const std::size_t begin = out.text.size();
    out.text += trim(block->text);
    Block made{.span = {begin, out.text.size()},
               .kind = block->kind,
               .boilerplate = block->furniture,
               .marked = block->marked};
    // A block that is a link as a whole leads elsewhere.
    if (block->kind != Kind::heading && block->in_links * 5 >= block->text.size() * 4) {
      made.kind = Kind::link;
      made.marked = true;
    }
    out.blocks.push_back(made);
  }
  // What the parser lets through although it is no UTF-8.
  for (std::size_t from = 0; const auto invalid = find_invalid_utf8(std::string_view(out.text).substr(from)); ++from) {
    from += *invalid;
    out.text[from] = '\x1A';
  }
  guess_kinds(out.text, out.blocks, words);
  mark_boilerplate(out.text, out.blocks, words);
  return out;
}

}  // namespace detente
