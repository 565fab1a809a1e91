#pragma once
/// One foreign XML file while it is read: its tree, and what is wrong with it. Only for the readers of this room: it
/// pulls in the XML library.
///
/// The library expands no entities but the five of XML itself and the numbered ones, and follows no links. Files with a
/// document type are refused all the same, since what they mean may hang on it.

#include <optional>
#include <string>
#include <string_view>

#include <gmpxx.h>
#include <pugixml.hpp>

#include "detente/base/diagnostic.hpp"

namespace detente {

class XmlFile {
 public:
  /// Parses the text; a mistake is the error `not-xml`.
  explicit XmlFile(const SourceText& source);

  [[nodiscard]] bool failed() const { return has_errors(diagnostics); }
  [[nodiscard]] pugi::xml_node root() const { return document_.document_element(); }
  [[nodiscard]] const SourceText& source() const { return source_; }
  /// The name in the element's opening tag.
  [[nodiscard]] Span span_of(const pugi::xml_node& node) const;

  void error(std::string code, const pugi::xml_node& at, std::string message, std::string hint = {});
  void warning(std::string_view code, const pugi::xml_node& at, std::string message, std::string hint = {});

  /// The text of an attribute, safe to show; an error where the element has none.
  [[nodiscard]] std::optional<std::string> text(const pugi::xml_node& node, const char* attribute);
  /// The number in an attribute; an error where it is none, or missing while there is no `otherwise`.
  [[nodiscard]] std::optional<mpq_class> number(const pugi::xml_node& node, const char* attribute,
                                                std::optional<mpq_class> otherwise = std::nullopt);
  /// A whole number from -10^9 to 10^9.
  [[nodiscard]] std::optional<long> whole(const pugi::xml_node& node, const char* attribute);

  Diagnostics diagnostics{};

 private:
  const SourceText& source_;
  std::size_t offset_ = 0;  ///< of the parsed text in the source
  pugi::xml_document document_;
};

}  // namespace detente
