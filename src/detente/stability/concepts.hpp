#pragma once
/// The stability concepts and the two switches in which authors differ.

#include <array>
#include <optional>
#include <string_view>

namespace detente {

/// In the order in which tables print them.
enum class Concept { nash, gmr, smr, seq, sseq };

inline constexpr std::array<Concept, 5> all_concepts{Concept::nash, Concept::gmr, Concept::smr, Concept::seq,
                                                     Concept::sseq};
/// Strongest first: an equilibrium of one is looked for in this order.
inline constexpr std::array<Concept, 5> strongest_first{Concept::nash, Concept::sseq, Concept::seq, Concept::smr,
                                                        Concept::gmr};

/// "nash", as on the command line and in JSON.
[[nodiscard]] std::string_view id_of(Concept c);
/// "Nash", "GMR", ... as in tables.
[[nodiscard]] std::string_view short_name(Concept c);
/// "general metarationality" and so on.
[[nodiscard]] std::string_view long_name(Concept c);
[[nodiscard]] std::optional<Concept> concept_of(std::string_view id);

/// Whether responses must be improvements for those who make them (SEQ and SSEQ).
[[nodiscard]] constexpr bool responses_improve(Concept c) { return c == Concept::seq || c == Concept::sseq; }
/// Whether the party must have no way out after the response (SMR and SSEQ).
[[nodiscard]] constexpr bool counters_escape(Concept c) { return c == Concept::smr || c == Concept::sseq; }

/// weak: a response deters if it leaves the party no better off than where it started; strict: worse off.
enum class Sanction { weak, strict };
/// How opponents answer: by legal sequences, each at most once in any order, or one move by one of them.
enum class Responses { sequences, once, single };

struct Switches {
  Sanction sanction = Sanction::weak;
  Responses responses = Responses::sequences;
  friend bool operator==(const Switches&, const Switches&) = default;
};

[[nodiscard]] std::string_view id_of(Sanction s);
[[nodiscard]] std::string_view id_of(Responses r);
[[nodiscard]] std::optional<Sanction> sanction_of(std::string_view id);
[[nodiscard]] std::optional<Responses> responses_of(std::string_view id);

}  // namespace detente
