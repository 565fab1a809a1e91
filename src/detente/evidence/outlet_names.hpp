#pragma once
/// Names of papers, agencies and authors in a text, and whether something is said to come from them. Inside of re-use
/// only.

#include <string>
#include <string_view>
#include <vector>

namespace detente {

/// The words of the name of an outlet or an author, folded and without small ones: {"lund", "skane", "observer"}.
using OutletName = std::vector<std::string>;

/// A name in a text, with what stands around it.
struct NamedOutlet {
  OutletName name;
  bool source = false;   ///< something comes from there: "told X", "X reported", "seen by X"
  bool surely = false;   ///< by words that say it of outlets only: "told X", "the daily X", "a report by X"
  bool third = false;    ///< by words that others say of an outlet, not it of itself: "X reported", "the daily X"
  bool called = false;   ///< by what the text calls it: "the daily X", "X, the news agency"
  bool written = false;  ///< as an author or a page: "the journalist X", "revealed in X"
  bool place = false;    ///< as places are named: "in X"
  bool itself = false;   ///< by words that an outlet says of itself: "X has learned"
};

/// The rows of words with capital letters. Cost: linear.
[[nodiscard]] std::vector<NamedOutlet> outlets_in(std::string_view text);

/// Whether a line above or below a report is about the report itself: a masthead, a byline.
[[nodiscard]] bool is_label(std::string_view line);

/// Whether a word is what papers are called: "Echo", and the end of "Standard-Echo".
[[nodiscard]] bool is_paper(const std::string& word);

/// Whether a name is that of a body that is no outlet: ministries report, too, and people speak to councils.
[[nodiscard]] bool is_body(const OutletName& name);

/// Whether a mention is of this outlet, as a source: one word alone must surely stand where a source stands; "the
/// Ledger" is the Halden Ledger, and "Radio Volta" is Radio Volta News.
[[nodiscard]] bool is_of(const NamedOutlet& mention, const OutletName& name);

}  // namespace detente
