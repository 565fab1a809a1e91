# The warnings that every target of this project is compiled with.
add_library(detente_warnings INTERFACE)
target_compile_options(detente_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast
  -Woverloaded-virtual -Wdouble-promotion -Wimplicit-fallthrough)
# At high optimization GCC 12 warns inside std::string and std::vector where nothing is wrong (GCC bugs 105651 and 104475).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(detente_warnings INTERFACE -Wno-restrict -Wno-alloc-size-larger-than
                         -Wno-free-nonheap-object)
endif()
# Clang reports what the algorithms of libstdc++ 12 use themselves.
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  target_compile_options(detente_warnings INTERFACE -Wno-deprecated-declarations)
endif()
if(DETENTE_WERROR)
  target_compile_options(detente_warnings INTERFACE -Werror)
endif()
