#include "detente/exchange/formats.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "detente/casefile/read.hpp"
#include "detente/casefile/write.hpp"
#include "detente/exchange/genius.hpp"
#include "detente/exchange/gmcr.hpp"
#include "detente/exchange/graph_csv.hpp"

namespace detente {

std::span<const Format> formats() {
  static const std::vector<Format> all{
      {.name = "gmcr",
       .what = "save files of GMCR+",
       .endings = {".gmcr"},
       .recognizes = looks_like_gmcr,
       .read = read_gmcr,
       .write = write_gmcr},
      {.name = "csv",
       .what = "graph form in two tables",
       .endings = {".arcs.csv", ".ranks.csv", "arcs.csv", "ranks.csv"},
       .recognizes = looks_like_graph_csv,
       .companions = other_graph_table,
       .read = read_graph_csv,
       .write = write_graph_csv},
      {.name = "genius",
       .what = "domains and profiles of GENIUS and NegMAS",
       .endings = {".xml"},
       .recognizes = looks_like_genius,
       .read = read_genius,
       .write = write_genius},
  };
  return all;
}

const Format* find_format(std::string_view name) {
  const auto found = std::ranges::find(formats(), name, &Format::name);
  return found == formats().end() ? nullptr : &*found;
}

const Format* format_by_ending(std::string_view path) {
  const Format* best = nullptr;
  std::size_t longest = 0;
  for (const Format& format : formats()) {
    for (const std::string_view ending : format.endings) {
      if (ending.size() <= longest || !path.ends_with(ending)) continue;
      best = &format;
      longest = ending.size();
    }
  }
  return best;
}

const Format* format_by_content(std::string_view text) {
  const auto found = std::ranges::find_if(
      formats(), [&](const Format& format) { return format.recognizes && format.recognizes(text); });
  return found == formats().end() ? nullptr : &*found;
}

ImportResult import_case(const Format& format, std::span<const SourceText> files) {
  ImportResult result = format.read(files);
  if (!result.document) return result;
  const ReadResult again = read_case(SourceText("the case that was made of it", write_case(*result.document)));
  if (again.document) return result;
  result.document.reset();
  const Diagnostic& first = again.diagnostics.front();
  result.files.front().diagnostics.push_back({.code = first.code,
                                              .message = fmt::format("no case can be made of this: {}", first.message),
                                              .hint = first.hint});
  return result;
}

}  // namespace detente
