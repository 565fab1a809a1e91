// libFuzzer target: the two tables of a case in graph form in one text, parted by a line of three dashes.

#include <cstddef>
#include <cstdint>

#include "exchange_check.hpp"

namespace detente::fuzzing {

void check_graph_csv(std::string_view text) {
  check_exchange(text, "csv", {"file.arcs.csv", "file.ranks.csv"}, {"csv", "gmcr"});
}

}  // namespace detente::fuzzing

#ifdef DETENTE_FUZZER
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  detente::fuzzing::check_graph_csv({reinterpret_cast<const char*>(data), size});
  return 0;
}
#endif
