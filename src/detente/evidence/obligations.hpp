#pragma once
/// Whom a deadline or an amount binds, where the words in front of it say so. Only for the files of this room.

#include <optional>

#include "detente/evidence/reading.hpp"

namespace detente {

/// The one who must do something in the tokens [begin, at) of a sentence, the nearest to `at`: "Russia must withdraw by
/// ...", "Roe has to pay ...", "gave Russia until ...", "told Roe to leave by ...". Cost: constant.
[[nodiscard]] std::optional<std::uint32_t> obliged(const Reading& reading, std::uint32_t begin, std::uint32_t at);

}  // namespace detente
