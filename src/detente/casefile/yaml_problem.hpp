#pragma once
/// What keeps a text from being read as YAML, in words that help somebody who has never read the YAML standard.

#include <optional>
#include <string_view>

#include "detente/base/diagnostic.hpp"

namespace detente {

/// A mistake as libyaml reports it: English phrases, and places as bytes of the file.
struct YamlProblem {
  std::string_view what{};
  std::string_view context{};
  std::size_t at = 0;
  std::size_t context_at = 0;
};

[[nodiscard]] Diagnostic explain(const YamlProblem& problem, const SourceText& source);

/// The error for a part of YAML that the case language leaves out: `*` alias, `&` anchor, `!` tag, `%` directive.
[[nodiscard]] Diagnostic yaml_feature_error(char feature, Span span);

/// An error if the text is too large, not UTF-8 or holds control characters. Otherwise sets `first` to the byte where
/// YAML begins (behind a byte order mark).
[[nodiscard]] std::optional<Diagnostic> unreadable_text(const SourceText& source, std::size_t& first);

}  // namespace detente
