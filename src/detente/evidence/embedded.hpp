#pragma once
/// Texts that are part of the program, made from the files beside this one when it is built.

#include <string_view>

namespace detente::embedded {

extern const std::string_view english_words;  ///< words/english.txt: the word lists for English

}  // namespace detente::embedded
