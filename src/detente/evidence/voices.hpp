#pragma once
/// Who speaks in a stretch of a report, and whether it is somebody with a name.

#include <cstdint>
#include <string_view>

#include "detente/evidence/document.hpp"

namespace detente {

enum class Voice : std::uint8_t {
  reporter,  ///< nobody is quoted or reported to have said it
  named,     ///< at least one who is named, or holds a named office
  unnamed    ///< only people without a name ("a senior official", "people close to the talks"), or hearsay
};

/// "reporter", "named", "unnamed".
[[nodiscard]] std::string_view to_text(Voice voice);

/// Whether a speaker is somebody whom the report does not name: no actor of it, and people rather than an institution
/// or an office ("officials", "a person familiar with the matter"; not "the government", "the chairman of the League").
[[nodiscard]] bool is_unnamed(const Document& report, const Speaker& speaker);

/// The voice in a stretch of text: of the quotations that overlap it, and of the statements reported in its sentences.
/// Quotations whose speaker is open say nothing. Cost: linear in the quotations and statements.
[[nodiscard]] Voice voice_in(const Document& report, const Span& stretch);

}  // namespace detente
