#pragma once
/// Files beside this one that become part of the program when it is built.

#include <span>
#include <string_view>

namespace detente::embedded {

extern const std::string_view brief_style;   ///< brief.css
extern const std::string_view brief_script;  ///< brief.js

struct BriefLanguage {
  std::string_view id;
  const std::string_view* words;
};
/// One for each words_ID.txt, by id.
extern const std::span<const BriefLanguage> brief_languages;

}  // namespace detente::embedded
