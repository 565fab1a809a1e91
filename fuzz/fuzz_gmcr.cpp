// libFuzzer target: a .gmcr file.

#include <cstddef>
#include <cstdint>

#include "exchange_check.hpp"

namespace detente::fuzzing {

void check_gmcr(std::string_view text) { check_exchange(text, "gmcr", {"file.gmcr"}, {"gmcr", "csv"}); }

}  // namespace detente::fuzzing

#ifdef DETENTE_FUZZER
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  detente::fuzzing::check_gmcr({reinterpret_cast<const char*>(data), size});
  return 0;
}
#endif
