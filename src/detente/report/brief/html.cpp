#include <sys/types.h>

#include <sha2.h>

#include <array>
#include <cctype>

#include "detente/report/brief/document.hpp"
#include "detente/report/brief/embedded.hpp"
#include "detente/report/brief/escape.hpp"
#include "detente/report/brief/words.hpp"

namespace detente::brief {

namespace {

/// The digest by which a page allows its own script and style, and no others: "sha256-" and base64.
std::string allowed(std::string_view text) {
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
  SHA2_CTX context;
  SHA256Init(&context);
  SHA256Update(&context, reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  SHA256Final(digest.data(), &context);
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out = "'sha256-";
  for (std::size_t k = 0; k < digest.size(); k += 3) {
    std::uint32_t bits = 0;
    for (std::size_t j = 0; j < 3; ++j) bits = bits << 8 | (k + j < digest.size() ? digest[k + j] : 0U);
    for (std::size_t j = 0; j < 4; ++j) out += k + j > digest.size() ? '=' : letters[bits >> (18 - 6 * j) & 63];
  }
  return out + "'";
}

class Page {
 public:
  explicit Page(const Brief& brief) : brief_(brief), words_(Words::of(brief.language).value()) {}

  std::string text() {
    const std::string_view style = embedded::brief_style;
    const std::string_view script = embedded::brief_script;
    out_ = "<!DOCTYPE html>\n<html lang=\"" + escaped(brief_.language) +
           "\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src " +
           allowed(style) + "; script-src " + allowed(script) +
           "\">\n"
           "<link rel=\"icon\" href=\"data:,\">\n<title>" +
           escaped(brief_.title) + "</title>\n<style>";
    out_ += style;
    out_ += "</style>\n</head>\n<body>\n<header>\n<h1>" + escaped(brief_.title) + "</h1>\n<p class=\"meta\">" +
            escaped(brief_.subtitle) + "</p>\n</header>\n<main>\n";
    for (std::size_t k = 0; k < brief_.sections.size(); ++k) {
      section(brief_.sections[k]);
      if (k == 0) contents();
    }
    out_ += "</main>\n<footer>\n<p>";
    line(brief_.footer);
    out_ += "</p>\n</footer>\n<script>";
    out_ += script;
    out_ += "</script>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  void contents() {
    out_ += "<nav aria-label=\"" + escaped(brief_.contents) + "\" data-unfold=\"" + escaped(words_.say("unfold")) +
            "\">\n<ul>\n";
    for (const Section& s : brief_.sections) {
      out_ += "<li><a href=\"#" + escaped(s.anchor) + "\">" + escaped(s.title) + "</a></li>\n";
    }
    out_ += "</ul>\n</nav>\n";
  }

  void section(const Section& s) {
    out_ += "<section id=\"" + escaped(s.anchor) + "\" aria-labelledby=\"" + escaped(s.anchor) +
            "-title\">\n<h2 id=\"" + escaped(s.anchor) + "-title\">" + escaped(s.title) + "</h2>\n";
    for (const Block& b : s.blocks) block(b);
    out_ += "</section>\n";
  }

  void line(const Line& spans) {
    for (const Span& span : spans) {
      switch (span.kind) {
        case Span::Kind::text: out_ += escaped(span.text); break;
        case Span::Kind::strong: out_ += "<strong>" + escaped(span.text) + "</strong>"; break;
        case Span::Kind::code: out_ += "<code>" + escaped(span.text) + "</code>"; break;
        case Span::Kind::link:
          out_ += "<a href=\"#" + escaped(span.target) + "\">" + escaped(span.text) + "</a>";
          break;
      }
    }
  }

  static std::string id(const std::string& anchor) { return anchor.empty() ? "" : " id=\"" + escaped(anchor) + "\""; }

  void items(std::string_view tag, const std::vector<Cell>& all) {
    out_ += "<" + std::string(tag) + ">\n";
    for (const Cell& item : all) {
      out_ += "<li" + id(item.anchor) + ">";
      line(item.line);
      out_ += "</li>\n";
    }
    out_ += "</" + std::string(tag) + ">\n";
  }

  static std::string plain(const Line& spans) {
    std::string out;
    for (const Span& span : spans) out += span.text;
    return out;
  }

  void facts(const std::vector<Fact>& all) {
    out_ += "<dl>\n";
    for (const Fact& fact : all) {
      out_ += "<dt>" + escaped(fact.label) + "</dt>\n<dd>";
      line(fact.line);
      out_ += "</dd>\n";
    }
    out_ += "</dl>\n";
  }

  void table(const Table& t) {
    out_ += "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + escaped(t.caption) +
            "\">\n<table class=\"sortable\" data-decimal=\"" + escaped(words_.say("number.decimal")) +
            "\" data-filter=\"" + escaped(words_.say("table.filter")) + "\">\n" +
            (t.caption == fold_ ? "" : "<caption>" + escaped(t.caption) + "</caption>\n") + "<thead><tr>";
    for (const std::string& head : t.head) out_ += "<th scope=\"col\">" + escaped(head) + "</th>";
    out_ += "</tr></thead>\n<tbody>\n";
    for (const auto& row : t.rows) {
      out_ += "<tr" + (row.empty() ? "" : id(row[0].anchor)) + ">";
      for (const Cell& cell : row) {
        out_ += "<td>";
        line(cell.line);
        out_ += "</td>";
      }
      out_ += "</tr>\n";
    }
    out_ += "</tbody>\n</table>\n</div>\n";
  }

  void block(const Block& b) {
    switch (b.kind) {
      case Block::Kind::heading:
        out_ += "<h3" + id(b.anchor) + ">";
        line(b.line);
        out_ += "</h3>\n";
        break;
      case Block::Kind::paragraph:
        out_ += "<p" + id(b.anchor) + ">";
        line(b.line);
        out_ += "</p>\n";
        break;
      case Block::Kind::list: items("ul", b.items); break;
      case Block::Kind::steps: items("ol", b.items); break;
      case Block::Kind::facts: facts(b.facts); break;
      case Block::Kind::table: table(b.table); break;
      case Block::Kind::picture:
        out_ += "<figure>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" +
                escaped(b.picture.title) + "\">\n" + b.picture.svg + "\n</div>\n<figcaption>" +
                escaped(b.picture.title) + "</figcaption>\n</figure>\n";
        break;
      case Block::Kind::folded:
        out_ += "<details" + id(b.anchor) + ">\n<summary data-folded=\"" + escaped(words_.say("folded.print")) + "\">";
        line(b.line);
        out_ += "</summary>\n";
        fold_ = plain(b.line);
        for (const Block& inner : b.inside) block(inner);
        fold_.clear();
        out_ += "</details>\n";
        break;
    }
  }

  const Brief& brief_;
  Words words_;
  std::string fold_;  ///< the title of what is folded; a table's caption does not repeat it
  std::string out_;
};

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += static_cast<unsigned char>(c) < 0x20 && c != '\n' ? ' ' : c;
    }
  }
  return out;
}

std::string anchor_of(std::string_view kind, std::string_view id) {
  std::string out(kind);
  for (const char c : id) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0) {
      out += c;
    } else {
      constexpr std::string_view digits = "0123456789abcdef";
      out += '-';
      if (c != '#' && c != '.') {
        out += digits[byte >> 4];
        out += digits[byte & 15];
      }
    }
  }
  return out;
}

std::string fingerprint(std::string_view text) {
  std::array<char, SHA256_DIGEST_STRING_LENGTH> digest{};
  SHA256Data(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), digest.data());
  return digest.data();
}

std::string to_html(const Brief& brief) { return Page(brief).text(); }

}  // namespace detente::brief
