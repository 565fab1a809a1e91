#pragma once
/// How text goes to a terminal: its width, and color where that is wanted.

#include <cstddef>
#include <string>
#include <string_view>

namespace detente {

struct Style {
  bool color = false;
  std::size_t width = 92;

  [[nodiscard]] std::string heading(std::string_view text) const { return painted("1", text); }
  [[nodiscard]] std::string strong(std::string_view text) const { return painted("1", text); }
  [[nodiscard]] std::string faint(std::string_view text) const { return painted("2", text); }
  [[nodiscard]] std::string good(std::string_view text) const { return painted("32", text); }
  [[nodiscard]] std::string bad(std::string_view text) const { return painted("31", text); }

  /// The text in lines of at most `width`, all indented, the first one behind `label` if that is shorter.
  [[nodiscard]] std::string paragraph(std::string_view text, std::size_t indent, std::string_view label = {}) const;

 private:
  [[nodiscard]] std::string painted(std::string_view code, std::string_view text) const {
    if (!color) return std::string(text);
    return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
  }
};

}  // namespace detente
