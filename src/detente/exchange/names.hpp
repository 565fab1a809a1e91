#pragma once
/// Names for people, turned into names of the case language.

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace detente {

/// What a name for people becomes: letters and digits stay, everything between them becomes one `_`; at most 40
/// characters; never a reserved word. "Don't pay" gives "Dont_pay"; nothing usable gives `fallback`. With `lower` the
/// ASCII letters become small.
[[nodiscard]] std::string name_from(std::string_view text, std::string_view fallback, bool lower = false);

/// The name for people if `name_from` makes the id of it, so that it comes back when the file is read; else the id.
[[nodiscard]] std::string name_for_people(const std::string& id, const std::string& name, bool lower = false);

/// Makes names that are different from each other.
class UniqueNames {
 public:
  /// The name itself, or with `_2`, `_3`, ... where it was given out already.
  [[nodiscard]] std::string add(std::string name);

 private:
  std::set<std::string, std::less<>> taken_;
};

}  // namespace detente
