// libFuzzer target: a GENIUS domain and up to three profiles in one text, parted by lines of three dashes.

#include <cstddef>
#include <cstdint>

#include "exchange_check.hpp"

namespace detente::fuzzing {

void check_genius(std::string_view text) {
  check_exchange(text, "genius", {"file0.xml", "file1.xml", "file2.xml", "file3.xml"}, {"genius"});
}

}  // namespace detente::fuzzing

#ifdef DETENTE_FUZZER
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  detente::fuzzing::check_genius({reinterpret_cast<const char*>(data), size});
  return 0;
}
#endif
