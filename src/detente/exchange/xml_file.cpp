#include "detente/exchange/xml_file.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/exchange/exact_number.hpp"

namespace detente {

XmlFile::XmlFile(const SourceText& source) : source_(source) {
  std::string_view text = source.text();
  if (text.starts_with("\xEF\xBB\xBF")) {
    offset_ = 3;
    text.remove_prefix(offset_);
  }
  constexpr unsigned options = pugi::parse_default | pugi::parse_doctype;
  const pugi::xml_parse_result result = document_.load_buffer(text.data(), text.size(), options, pugi::encoding_utf8);
  if (!result) {
    // The parser may stop one past the end.
    const std::size_t at =
        std::min(offset_ + static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0)), source.text().size());
    std::string why = result.description();
    std::ranges::transform(why, why.begin(), [first = true](char c) mutable {
      const bool is_first = std::exchange(first, false);
      return is_first && c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    diagnostics.push_back({.code = "not-xml",
                           .message = "this is not XML: " + why,
                           .span = Span{at, std::min(at + 1, source.text().size())}});
    return;
  }
  for (const pugi::xml_node& node : document_.children()) {
    if (node.type() != pugi::node_doctype) continue;
    error("document-type", node, "document types are not read", "remove the <!DOCTYPE ...> of the file");
  }
  if (!root()) diagnostics.push_back({.code = "not-xml", .message = "there is no element in this file"});
}

Span XmlFile::span_of(const pugi::xml_node& node) const {
  const std::ptrdiff_t at = node.offset_debug();
  if (at < 0) return {};
  const std::size_t begin = offset_ + static_cast<std::size_t>(at);
  return {begin,
          std::min(begin + std::max<std::size_t>(1, std::string_view(node.name()).size()), source_.text().size())};
}

void XmlFile::error(std::string code, const pugi::xml_node& at, std::string message, std::string hint) {
  diagnostics.push_back(
      {.code = std::move(code), .message = std::move(message), .span = span_of(at), .hint = std::move(hint)});
}

void XmlFile::warning(std::string_view code, const pugi::xml_node& at, std::string message, std::string hint) {
  constexpr std::size_t most_warnings = 100;
  if (diagnostics.size() > most_warnings) return;
  if (diagnostics.size() == most_warnings) message = "and more that is like what is said above";
  diagnostics.push_back({.severity = Severity::warning,
                         .code = std::string(code),
                         .message = std::move(message),
                         .span = span_of(at),
                         .hint = std::move(hint)});
}

std::optional<std::string> XmlFile::text(const pugi::xml_node& node, const char* attribute) {
  const pugi::xml_attribute found = node.attribute(attribute);
  if (found) return printable(found.value());
  error("missing-attribute", node, fmt::format("<{}> has no {}=\"...\"", printable(node.name()), attribute));
  return std::nullopt;
}

std::optional<mpq_class> XmlFile::number(const pugi::xml_node& node, const char* attribute,
                                         std::optional<mpq_class> otherwise) {
  if (!node.attribute(attribute) && otherwise) return otherwise;
  const auto written = text(node, attribute);
  if (!written) return std::nullopt;
  auto number = exact_number(*written);
  if (!number) {
    error("bad-number", node, fmt::format("{}=\"{}\" is not a number", attribute, code_point_substr(*written, 0, 40)),
          "write it like 0.25 or 2.5E-1");
  }
  return number;
}

std::optional<long> XmlFile::whole(const pugi::xml_node& node, const char* attribute) {
  const auto found = number(node, attribute);
  if (!found) return std::nullopt;
  if (found->get_den() == 1 && abs(*found) <= 1'000'000'000) return found->get_num().get_si();
  error("bad-number", node,
        fmt::format("{}=\"{}\" is not a whole number", attribute, node.attribute(attribute).value()));
  return std::nullopt;
}

}  // namespace detente
