#include "detente/model/formula_parser.hpp"

#include <array>

#include <doctest/doctest.h>

#include "detente/base/random.hpp"
#include "detente/model/model.hpp"

using namespace detente;

namespace {

using Op = Formula::Op;

Case names() {
  Case document;
  document.parties = {{.id = "A"}, {.id = "Óbuda"}};
  const auto add = [&](const char* id, std::vector<std::string> values = {"no", "yes"}) {
    Variable variable{.id = id};
    variable.values = std::move(values);
    document.variables.push_back(std::move(variable));
  };
  add("A.a");
  add("A.b");
  add("A.c");
  add("A.rate", {"low", "none", "2.5"});
  add("Óbuda.víz");
  add("none");
  return document;
}

/// The formula printed with parentheses around every operand that is not a literal.
std::string shape(const Formula& f, const Case& document) {
  const auto inner = [&](std::size_t i) { return "(" + shape(f.operands[i], document) + ")"; };
  switch (f.op) {
    case Op::negation: return "not " + inner(0);
    case Op::implies: return inner(0) + "->" + inner(1);
    case Op::iff: return inner(0) + "iff" + inner(1);
    case Op::given: return inner(0) + "if" + inner(1);
    case Op::conjunction:
    case Op::disjunction: {
      std::string out;
      for (std::size_t i = 0; i < f.operands.size(); ++i)
        out += (i > 0 ? f.op == Op::conjunction ? "&" : "|" : "") + inner(i);
      return out;
    }
    default: return to_text(f, document);
  }
}

/// How a formula is understood, or what is wrong with it.
std::string read(std::string_view text) {
  const Case document = names();
  const SourceText source("f", std::string(text));
  Diagnostics diagnostics;
  const auto formula = parse_formula(text, document, diagnostics, [](std::size_t begin, std::size_t end) {
    return Span{begin, end};
  });
  CHECK(formula.has_value() == diagnostics.empty());
  return formula ? shape(*formula, document) : render(diagnostics, source);
}

std::string read_move(std::string_view text, std::size_t variable) {
  const Case document = names();
  const SourceText source("f", std::string(text));
  Diagnostics diagnostics;
  const auto move = parse_transition(text, document.variables[variable], document, diagnostics,
                                     [](std::size_t begin, std::size_t end) {
                                       return Span{begin, end};
                                     });
  if (!move) return render(diagnostics, source);
  const auto& values = document.variables[variable].values;
  return values[move->from] + ">" + values[move->to] +
         (move->condition ? " if " + shape(*move->condition, document) : "");
}

Formula random_formula(Random& random, const Case& document, int depth) {
  if (depth == 0 || random.chance(25)) {
    if (random.chance(10)) return Formula::constant(random.chance(50));
    const std::size_t v = random.below(document.variables.size());
    const auto value = static_cast<Value>(random.below(document.variables[v].values.size()));
    return Formula::literal(VariableId(v), value, random.chance(70));
  }
  constexpr std::array<Op, 11> ops{Op::negation,     Op::implies,     Op::iff,         Op::given,
                                   Op::conjunction,  Op::disjunction, Op::exactly_one, Op::at_most_one,
                                   Op::at_least_one, Op::all,         Op::none};
  const Op op = ops[random.below(ops.size())];
  const bool two = op == Op::implies || op == Op::iff || op == Op::given;
  const std::uint64_t least = op == Op::conjunction || op == Op::disjunction ? 2 : 1;
  const std::uint64_t count = op == Op::negation ? 1 : two ? 2 : least + random.below(3);
  std::vector<Formula> operands;
  for (std::uint64_t i = 0; i < count; ++i) operands.push_back(random_formula(random, document, depth - 1));
  return Formula::apply(op, std::move(operands));
}

}  // namespace

TEST_CASE("formulas: what binds tighter") {
  CHECK(read("not A.a and A.b") == "(not (A.a))&(A.b)");
  CHECK(read("A.a or A.b and A.c") == "(A.a)|((A.b)&(A.c))");
  CHECK(read("A.a and A.b or A.c") == "((A.a)&(A.b))|(A.c)");
  CHECK(read("A.a or A.b -> A.c") == "((A.a)|(A.b))->(A.c)");
  CHECK(read("A.a -> A.b iff A.c") == "((A.a)->(A.b))iff(A.c)");
  CHECK(read("A.a iff A.b if A.c") == "((A.a)iff(A.b))if(A.c)");
  CHECK(read("not A.rate = low or A.b") == "(not (A.rate = low))|(A.b)");
  CHECK(read("not (A.a or A.b)") == "not ((A.a)|(A.b))");
  CHECK(read("A.a if A.b -> A.c") == "(A.a)if((A.b)->(A.c))");
}

TEST_CASE("formulas: which side binds first") {
  CHECK(read("A.a -> A.b -> A.c") == "(A.a)->((A.b)->(A.c))");
  CHECK(read("A.a iff A.b iff A.c") == "((A.a)iff(A.b))iff(A.c)");
  CHECK(read("A.a and A.b and A.c") == "(A.a)&(A.b)&(A.c)");
  CHECK(read("(A.a and A.b) and A.c") == "((A.a)&(A.b))&(A.c)");
  CHECK(read("not not A.a") == "not (not (A.a))");
}

TEST_CASE("formulas: literals and functions") {
  CHECK(read("A.a = yes") == "A.a");
  CHECK(read("A.a = no") == "A.a = no");
  CHECK(read("A.a != yes") == "A.a != yes");
  CHECK(read("A.rate = 2.5") == "A.rate = 2.5");
  CHECK(read("true") == "true");
  CHECK(read("exactly_one(A.a, not A.b, A.rate = low)") == "exactly_one(A.a, not A.b, A.rate = low)");
  CHECK(read("all(A.a)") == "all(A.a)");
  CHECK(read("A.a\n  and\tA.b") == "(A.a)&(A.b)");
}

TEST_CASE("formulas: a name before '(' is a function, otherwise it may be a value or a term") {
  CHECK(read("A.rate = none") == "A.rate = none");
  CHECK(read("none(A.a)") == "none(A.a)");
  CHECK(read("none (A.a)") == "none(A.a)");
  CHECK(read("none and A.a") == "(none)&(A.a)");
  CHECK(read("none = yes") == "none");
}

TEST_CASE("formulas: names of any script") {
  CHECK(read("Óbuda.víz and not A.a") == "(Óbuda.víz)&(not (A.a))");
  CHECK(read("Óbuda.viz") ==
        "f:1:1: error: there is no option or term 'Óbuda.viz' [unknown-name]\n"
        "    1 | Óbuda.viz\n"
        "      | ^~~~~~~~~\n"
        "  help: did you mean 'Óbuda.víz'?\n");
}

TEST_CASE("formulas: mistakes, each with its place") {
  CHECK(read("") ==
        "f:1:1: error: a formula is missing here [empty-formula]\n    1 | \n      | ^\n"
        "  help: write a formula such as 'Party.option'\n");
  CHECK(read("A.a and") ==
        "f:1:8: error: the formula ends where a condition should follow [bad-formula]\n"
        "    1 | A.a and\n"
        "      |        ^\n"
        "  help: write an option such as 'Party.option', 'not', or a formula in parentheses\n");
  CHECK(read("(A.a or A.b") ==
        "f:1:1: error: this '(' is never closed [unbalanced-parenthesis]\n"
        "    1 | (A.a or A.b\n"
        "      | ^\n"
        "  help: add ')' where the group ends\n");
  CHECK(read("A.a)") ==
        "f:1:4: error: this ')' has no matching '(' [unbalanced-parenthesis]\n"
        "    1 | A.a)\n"
        "      |    ^\n");
  CHECK(read("A.a if A.b if A.c") ==
        "f:1:12: error: 'if' may stand only once in a formula and not beside another 'if' [second-if]\n"
        "    1 | A.a if A.b if A.c\n"
        "      |            ^~\n"
        "  help: put the inner one in parentheses, or use '->'\n");
  CHECK(read("A.rate") ==
        "f:1:1: error: 'A.rate' is not a yes/no option, so a value must be named [value-missing]\n"
        "    1 | A.rate\n"
        "      | ^~~~~~\n"
        "  help: write 'A.rate = 2.5'; its values are low, none and 2.5\n");
  CHECK(read("A.rate = lwo") ==
        "f:1:10: error: 'A.rate' has no value 'lwo' [unknown-value]\n"
        "    1 | A.rate = lwo\n"
        "      |          ^~~\n"
        "  help: did you mean 'low'?\n");
  CHECK(read("exactly_on(A.a)") ==
        "f:1:1: error: there is no function 'exactly_on' [unknown-function]\n"
        "    1 | exactly_on(A.a)\n"
        "      | ^~~~~~~~~~\n"
        "  help: did you mean 'exactly_one'?\n");
  CHECK(read("all()") ==
        "f:1:5: error: 'all' needs at least one formula between its parentheses [bad-formula]\n"
        "    1 | all()\n"
        "      |     ^\n");
}

TEST_CASE("formulas: all unknown names are told at once") {
  CHECK(read("A.x and (A.a or B.y)") ==
        "f:1:1: error: there is no option or term 'A.x' [unknown-name]\n"
        "    1 | A.x and (A.a or B.y)\n"
        "      | ^~~\n"
        "  help: did you mean 'A.a'?\n"
        "f:1:17: error: there is no option or term 'B.y' [unknown-name]\n"
        "    1 | A.x and (A.a or B.y)\n"
        "      |                 ^~~\n");
  CHECK(read("rate = low") ==
        "f:1:1: error: there is no option or term 'rate' [unknown-name]\n"
        "    1 | rate = low\n"
        "      | ^~~~\n"
        "  help: an option is named with its party: 'A.rate'\n");
}

TEST_CASE("formulas: limits") {
  const std::string deep(90, '(');
  CHECK(read(deep + "A.a" + std::string(90, ')')) == "A.a");
  CHECK(read(std::string(5000, '(') + "A.a").find("formula-too-deep") != std::string::npos);
  std::string nots;
  for (int i = 0; i < 5000; ++i) nots += "not ";
  CHECK(read(nots + "A.a").find("formula-too-deep") != std::string::npos);
  CHECK(read(std::string(longest_formula + 1, ' ')).find("formula-too-long") != std::string::npos);
  std::string wide = "A.a";
  for (int i = 0; i < 9000; ++i) wide += " or A.a";
  CHECK(read(wide).find("error") == std::string::npos);
}

TEST_CASE("formulas: printed and read again they are the same") {
  const Case document = names();
  const std::uint64_t seed = 1987;
  CAPTURE(seed);
  Random random(seed);
  for (int round = 0; round < 5000; ++round) {
    const Formula formula = random_formula(random, document, 4);
    const std::string text = to_text(formula, document);
    CAPTURE(round);
    CAPTURE(text);
    Diagnostics diagnostics;
    const auto again = parse_formula(text, document, diagnostics);
    REQUIRE(again.has_value());
    CHECK(*again == formula);
  }
}

TEST_CASE("formulas: a way to find variables gives the same") {
  const Case document = names();
  Diagnostics diagnostics;
  const FindVariable find = [&](std::string_view name) -> std::optional<VariableId> {
    if (name == "A.b") return VariableId(1);
    return std::nullopt;
  };
  const auto formula = parse_formula("not A.b", document, diagnostics, {}, find);
  REQUIRE(formula.has_value());
  CHECK(to_text(*formula, document) == "not A.b");
  CHECK_FALSE(parse_formula("A.a", document, diagnostics, {}, find).has_value());
}

TEST_CASE("moves") {
  CHECK(read_move("no -> yes", 0) == "no>yes");
  CHECK(read_move("low->2.5 if A.a or A.b", 3) == "low>2.5 if (A.a)|(A.b)");
  CHECK(read_move("yes -> no if not A.b", 0) == "yes>no if not (A.b)");
  CHECK(read_move("no -> yes -> no", 0) ==
        "f:1:11: error: '->' is not expected here [bad-formula]\n"
        "    1 | no -> yes -> no\n"
        "      |           ^~\n"
        "  help: join two conditions with 'and', 'or', '->', 'iff' or 'if'\n");
  CHECK(read_move("high -> low", 3) ==
        "f:1:1: error: 'A.rate' has no value 'high' [unknown-value]\n"
        "    1 | high -> low\n"
        "      | ^~~~\n"
        "  help: its values are low, none and 2.5\n");
  CHECK(read_move("no yes", 0) ==
        "f:1:4: error: '->' is missing between two values [bad-transition]\n"
        "    1 | no yes\n"
        "      |    ^~~\n"
        "  help: write a move as 'no -> yes' or 'no -> yes if FORMULA'\n");
  CHECK(read_move("yes -> yes", 0) ==
        "f:1:8: error: a move changes the value, and both values here are the same [bad-transition]\n"
        "    1 | yes -> yes\n"
        "      |        ^~~\n");
}

TEST_CASE("names of values") {
  for (const char* name : {"no", "25", "2.5", "25_percent", "on", "half", "zwölf", "1.5.2"}) {
    CAPTURE(name);
    CHECK(is_value_name(name));
  }
  for (const char* text : {"", " a", "a ", "a b", "A.b", "-1", "2.", ".5", "a,b", "(", "->"}) {
    CAPTURE(text);
    CHECK_FALSE(is_value_name(text));
  }
}
