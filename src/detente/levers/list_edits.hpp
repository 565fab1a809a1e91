#pragma once
/// The lists of statements that lie a few edits from a party's own.

#include <set>
#include <vector>

#include "detente/levers/budget.hpp"
#include "detente/levers/lever.hpp"
#include "detente/levers/statement_lists.hpp"

namespace detente {

struct ListVariant {
  /// As ListEdit, which says what the fields mean.
  struct Edit {
    ListEdit::Kind kind;
    EntryId entry;
    std::uint16_t from;
    std::uint16_t to;
  };
  StatementList list;
  std::vector<Edit> edits;  ///< a shortest way to it from the party's own list
};

/// The variants of one party's list, by how many edits they need. An edit moves a statement to another place, drops it,
/// or puts in a statement of another party at any place.
class ListVariants {
 public:
  /// Precondition: the party has a list.
  ListVariants(const StatementLists& lists, PartyId party);

  /// All lists that need exactly so many edits, each once; cost when first asked for: the lists of one edit less times
  /// their edits. Stops between lists once the budget is over.
  [[nodiscard]] const std::vector<ListVariant>& at_distance(std::size_t edits, Budget& budget);

 private:
  void add_neighbors(const ListVariant& variant, std::vector<ListVariant>& into);

  const StatementLists* lists_;
  PartyId party_;
  std::set<StatementList> seen_;
  std::vector<std::vector<ListVariant>> layers_;
};

}  // namespace detente
