#pragma once
/// Files beside this one that become part of the program when it is built.

#include <string_view>

namespace detente::embedded {

extern const std::string_view words_en;      ///< words_en.txt: the sentences of a brief in English
extern const std::string_view brief_style;   ///< brief.css
extern const std::string_view brief_script;  ///< brief.js

}  // namespace detente::embedded
