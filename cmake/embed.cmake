# detente_embed(TARGET FILE VARIABLE ROOM): makes the text of FILE a constant `detente::embedded::VARIABLE` of TARGET,
# declared in "detente/ROOM/embedded.hpp". The text may hold anything but NUL and `)detente_text"`.
function(detente_embed target file variable room)
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/embedded/${variable}.cpp)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ "${file}" text)
  # One string literal may hold 64 KiB by the standard; pieces keep well below it and end at the end of a line, so
  # that no character is cut.
  string(LENGTH "${text}" length)
  set(pieces "")
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${text}" ${at} 8000 piece)
    string(LENGTH "${piece}" taken)
    string(FIND "${piece}" "\n" line_end REVERSE)
    math(EXPR next "${at} + ${taken}")
    if(next LESS length AND line_end GREATER_EQUAL 0)
      math(EXPR taken "${line_end} + 1")
      string(SUBSTRING "${text}" ${at} ${taken} piece)
    endif()
    string(APPEND pieces "R\"detente_text(${piece})detente_text\"\n")
    math(EXPR at "${at} + ${taken}")
  endwhile()
  # file(CONFIGURE) leaves a file alone whose content is the same, and replaces only @pieces@, not what it holds.
  file(CONFIGURE OUTPUT ${generated} @ONLY CONTENT
"// Made from a text file by cmake/embed.cmake.
#include \"detente/${room}/embedded.hpp\"
namespace detente::embedded {
extern const std::string_view ${variable};
const std::string_view ${variable} =
@pieces@;
}
")
  target_sources(${target} PRIVATE ${generated})
endfunction()
