#include "detente/stability/concepts.hpp"

#include <algorithm>
#include <utility>

namespace detente {

namespace {

struct Names {
  std::string_view id;
  std::string_view short_name;
  std::string_view long_name;
};

constexpr std::array<Names, 5> concept_names{{
    {"nash", "Nash", "Nash stability"},
    {"gmr", "GMR", "general metarationality"},
    {"smr", "SMR", "symmetric metarationality"},
    {"seq", "SEQ", "sequential stability"},
    {"sseq", "SSEQ", "symmetric sequential stability"},
}};
constexpr std::array<std::string_view, 2> sanction_names{"weak", "strict"};
constexpr std::array<std::string_view, 3> responses_names{"sequences", "once", "single"};

template <class Enum, std::size_t n>
std::optional<Enum> find(const std::array<std::string_view, n>& names, std::string_view id) {
  const auto found = std::ranges::find(names, id);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view id_of(Concept c) { return concept_names[static_cast<std::size_t>(c)].id; }
std::string_view short_name(Concept c) { return concept_names[static_cast<std::size_t>(c)].short_name; }
std::string_view long_name(Concept c) { return concept_names[static_cast<std::size_t>(c)].long_name; }

std::optional<Concept> concept_of(std::string_view id) {
  const auto found = std::ranges::find(concept_names, id, &Names::id);
  if (found == concept_names.end()) return std::nullopt;
  return static_cast<Concept>(found - concept_names.begin());
}

std::string_view id_of(Sanction s) { return sanction_names[static_cast<std::size_t>(s)]; }
std::string_view id_of(Responses r) { return responses_names[static_cast<std::size_t>(r)]; }
std::optional<Sanction> sanction_of(std::string_view id) { return find<Sanction>(sanction_names, id); }
std::optional<Responses> responses_of(std::string_view id) { return find<Responses>(responses_names, id); }

}  // namespace detente
