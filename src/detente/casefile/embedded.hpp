#pragma once
/// Texts that are part of the program, made from the files beside this one when it is built.

#include <string_view>

namespace detente::embedded {

extern const std::string_view case_schema;   ///< case.schema.json: the JSON Schema of the case language
extern const std::string_view starter_case;  ///< starter.case.yaml; `@NAME@` stands for the title

}  // namespace detente::embedded
