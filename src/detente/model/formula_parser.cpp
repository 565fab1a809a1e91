#include "detente/model/formula_parser.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "detente/base/text.hpp"

namespace detente {

namespace {

using Op = Formula::Op;

struct Token {
  enum class Kind { end, word, number, symbol, invalid };
  Kind kind = Kind::end;
  std::string_view text{};
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Words are names, `Party.option` included; symbols are ( ) , = != ->.
class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Token next() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    const std::size_t begin = at_;
    if (at_ == text_.size()) return {Token::Kind::end, {}, begin, begin};
    std::size_t peek = at_;
    const char32_t first = next_code_point(text_, peek);
    if (is_name_start(first)) return word(begin);
    if (first >= '0' && first <= '9') return number(begin);
    for (const std::string_view symbol : {"->", "!=", "(", ")", ",", "="}) {
      if (text_.substr(at_).starts_with(symbol)) {
        at_ += symbol.size();
        return {Token::Kind::symbol, symbol, begin, at_};
      }
    }
    at_ = peek;
    return token(Token::Kind::invalid, begin);
  }

 private:
  static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

  Token token(Token::Kind kind, std::size_t begin) const {
    return {kind, text_.substr(begin, at_ - begin), begin, at_};
  }

  void skip_name() {
    for (std::size_t peek = at_; at_ < text_.size(); at_ = peek) {
      if (!is_name_part(next_code_point(text_, peek))) return;
    }
  }

  bool name_follows(std::size_t offset) const {
    return offset < text_.size() && is_name_start(next_code_point(text_, offset));
  }

  Token word(std::size_t begin) {
    skip_name();
    while (at_ < text_.size() && text_[at_] == '.' && name_follows(at_ + 1)) {
      ++at_;
      skip_name();
    }
    return token(Token::Kind::word, begin);
  }

  Token number(std::size_t begin) {
    for (skip_name(); at_ + 1 < text_.size() && text_[at_] == '.' && text_[at_ + 1] >= '0' && text_[at_ + 1] <= '9';) {
      ++at_;
      skip_name();
    }
    return token(Token::Kind::number, begin);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

constexpr std::array<std::pair<std::string_view, Op>, 5> functions{{
    {"exactly_one", Op::exactly_one},
    {"at_most_one", Op::at_most_one},
    {"at_least_one", Op::at_least_one},
    {"all", Op::all},
    {"none", Op::none},
}};

std::vector<std::string> names_of_variables(const Case& names) {
  std::vector<std::string> all;
  for (const Variable& variable : names.variables) all.push_back(variable.id);
  return all;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  // Comparing with very many would take longer than the hint is worth.
  constexpr std::size_t most_compared = 2000;
  const auto nearest = candidates.size() <= most_compared ? nearest_name(word, candidates) : std::nullopt;
  return nearest ? fmt::format("did you mean '{}'?", *nearest) : std::string();
}

/// The names in words, the first dozen of many.
std::string some_of(const std::vector<std::string>& names) {
  constexpr std::size_t most_shown = 12;
  std::vector<std::string> shown(names.begin(),
                                 names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), most_shown)));
  if (names.size() > most_shown) shown.push_back(fmt::format("{} more", names.size() - most_shown));
  return join_words(shown);
}

class Parser {
 public:
  Parser(std::string_view text, const Case& names, Diagnostics& diagnostics, const PlaceInFile& place,
         const FindVariable& find)
      : text_(text), lexer_(text), names_(names), diagnostics_(diagnostics), place_(place), find_(find) {
    token_ = lexer_.next();
    ahead_ = lexer_.next();
  }

  std::optional<Formula> whole() {
    if (token_.kind == Token::Kind::end) {
      error("empty-formula", "a formula is missing here", token_, "write a formula such as 'Party.option'");
      return std::nullopt;
    }
    Formula formula = given();
    expect_end();
    return failed_ ? std::nullopt : std::optional(std::move(formula));
  }

  std::optional<Transition> transition(const Variable& variable) {
    Transition move;
    move.from = value_of(variable);
    if (!is_symbol("->")) {
      fail_here("bad-transition", "'->' is missing between two values",
                "write a move as 'no -> yes' or 'no -> yes if FORMULA'");
    }
    advance();
    const Token to = token_;
    move.to = value_of(variable);
    if (!failed_ && move.from == move.to) {
      error("bad-transition", "a move changes the value, and both values here are the same", to, "");
    }
    if (!failed_ && is_word("if")) {
      advance();
      move.condition = iff();
    }
    expect_end();
    return failed_ ? std::nullopt : std::optional(std::move(move));
  }

 private:
  bool is_symbol(std::string_view symbol) const { return token_.kind == Token::Kind::symbol && token_.text == symbol; }
  bool is_word(std::string_view word) const { return token_.kind == Token::Kind::word && token_.text == word; }

  void advance() {
    token_ = ahead_;
    ahead_ = lexer_.next();
  }

  void error(std::string code, std::string message, const Token& at, std::string hint) {
    failed_ = true;
    Diagnostic d;
    d.code = std::move(code);
    d.message = std::move(message);
    d.hint = std::move(hint);
    if (place_) d.span = place_(at.begin, at.end);
    diagnostics_.push_back(std::move(d));
  }

  /// A mistake of grammar: reported once, and the rest of the text is skipped.
  void fail_here(std::string code, std::string message, std::string hint) {
    if (!gave_up_) error(std::move(code), std::move(message), token_, std::move(hint));
    gave_up_ = true;
    token_ = ahead_ = Token{Token::Kind::end, {}, text_.size(), text_.size()};
    lexer_ = Lexer(std::string_view());
  }

  void expect_end() {
    if (gave_up_ || token_.kind == Token::Kind::end) return;
    if (is_symbol(")")) return fail_here("unbalanced-parenthesis", "this ')' has no matching '('", "");
    if (is_word("if")) {
      return fail_here("second-if", "'if' may stand only once in a formula and not beside another 'if'",
                       "put the inner one in parentheses, or use '->'");
    }
    const std::string lower = lower_case(token_.text);
    fail_here("bad-formula", fmt::format("{} is not expected here", shown(token_)),
              lower != token_.text && is_reserved_word(lower)
                  ? fmt::format("write '{}' in lower case", lower)
                  : "join two conditions with 'and', 'or', '->', 'iff' or 'if'");
  }

  static std::string shown(const Token& token) {
    return token.kind == Token::Kind::end ? "the end of the formula" : fmt::format("'{}'", printable(token.text));
  }

  Formula given() {
    Formula left = iff();
    if (!is_word("if")) return left;
    advance();
    Formula right = iff();
    return Formula::apply(Op::given, {std::move(left), std::move(right)});
  }

  Formula iff() {
    Formula left = implies();
    while (is_word("iff")) {
      advance();
      Formula right = implies();
      left = Formula::apply(Op::iff, {std::move(left), std::move(right)});
    }
    return left;
  }

  Formula implies() {
    const Depth depth(*this);
    Formula left = chain(Op::disjunction);
    if (!is_symbol("->")) return left;
    advance();
    Formula right = implies();
    return Formula::apply(Op::implies, {std::move(left), std::move(right)});
  }

  /// `a or b or c`, or one level tighter `a and b and c`, as one node.
  Formula chain(Op op) {
    const std::string_view word = op == Op::disjunction ? "or" : "and";
    const auto operand = [&] { return op == Op::disjunction ? chain(Op::conjunction) : unary(); };
    std::vector<Formula> operands;
    operands.push_back(operand());
    while (is_word(word)) {
      advance();
      operands.push_back(operand());
    }
    if (operands.size() == 1) return std::move(operands[0]);
    return Formula::apply(op, std::move(operands));
  }

  Formula unary() {
    const Depth depth(*this);
    if (!is_word("not")) return primary();
    advance();
    return Formula::apply(Op::negation, {unary()});
  }

  Formula primary() {
    if (is_symbol("(")) {
      const Token open = token_;
      advance();
      Formula inner = given();
      close(open);
      return inner;
    }
    if (token_.kind == Token::Kind::word && ahead_.kind == Token::Kind::symbol && ahead_.text == "(") return call();
    if (is_word("true") || is_word("false")) {
      const bool truth = is_word("true");
      advance();
      return Formula::constant(truth);
    }
    if (token_.kind == Token::Kind::word && !is_reserved_word(token_.text)) return literal();
    if (token_.kind == Token::Kind::number && names_.graph()) return graph_state();
    unexpected();
    return {};
  }

  void unexpected() {
    if (token_.kind == Token::Kind::invalid && (token_.text == "&" || token_.text == "|" || token_.text == "!")) {
      const char* word = token_.text == "&" ? "and" : token_.text == "|" ? "or" : "not";
      return fail_here("bad-formula", fmt::format("'{}' is not part of the formula language", token_.text),
                       fmt::format("write '{}'", word));
    }
    if (token_.kind == Token::Kind::end && !gave_up_) {
      return fail_here("bad-formula", "the formula ends where a condition should follow",
                       "write an option such as 'Party.option', 'not', or a formula in parentheses");
    }
    fail_here("bad-formula", fmt::format("{} is not expected here", shown(token_)),
              "write an option such as 'Party.option', 'not', or a formula in parentheses");
  }

  void close(const Token& open) {
    if (is_symbol(")")) return advance();
    if (gave_up_) return;
    if (token_.kind == Token::Kind::end) {
      token_ = open;
      return fail_here("unbalanced-parenthesis", "this '(' is never closed", "add ')' where the group ends");
    }
    fail_here("bad-formula", fmt::format("{} is not expected here", shown(token_)),
              "join two conditions with 'and', 'or', '->', 'iff' or 'if', or close the parenthesis");
  }

  Formula call() {
    const Token name = token_;
    const auto function = std::ranges::find(functions, name.text, &std::pair<std::string_view, Op>::first);
    if (function == functions.end()) {
      std::vector<std::string> known;
      for (const auto& [text, op] : functions) known.emplace_back(text);
      std::string hint = did_you_mean(name.text, known);
      if (hint.empty()) hint = "the functions are " + join_words(known);
      fail_here("unknown-function", fmt::format("there is no function '{}'", name.text), hint);
      return {};
    }
    advance();
    const Token open = token_;
    advance();
    if (is_symbol(")")) {
      fail_here("bad-formula", fmt::format("'{}' needs at least one formula between its parentheses", name.text), "");
      return {};
    }
    std::vector<Formula> operands;
    operands.push_back(given());
    while (is_symbol(",")) {
      advance();
      operands.push_back(given());
    }
    close(open);
    return Formula::apply(function->second, std::move(operands));
  }

  [[nodiscard]] std::optional<VariableId> find_variable(std::string_view name) const {
    if (find_) return find_(name);
    const auto found = std::ranges::find(names_.variables, name, &Variable::id);
    if (found == names_.variables.end()) return std::nullopt;
    return VariableId(static_cast<std::size_t>(found - names_.variables.begin()));
  }

  /// In graph form the name of a state stands for `state = NAME`.
  Formula graph_state() { return Formula::literal(VariableId(0), value_of(*names_.graph())); }

  Formula literal() {
    if (names_.graph() && token_.text != names_.graph()->id) return graph_state();
    const Token name = token_;
    advance();
    const auto known = find_variable(name.text);
    if (!known) unknown_name(name);
    const Variable nothing;
    const Variable& variable = known ? names_.variables[known->index()] : nothing;
    const VariableId id = known.value_or(VariableId());
    if (is_symbol("=") || is_symbol("!=")) {
      const bool equal = is_symbol("=");
      advance();
      const Value value = value_of(variable, known.has_value());
      return Formula::literal(id, value, equal);
    }
    if (known && !variable.is_yes_no()) {
      error("value-missing", fmt::format("'{}' is not a yes/no option, so a value must be named", name.text), name,
            fmt::format("write '{} = {}'; its values are {}", name.text, variable.values.back(),
                        some_of(variable.values)));
    }
    return Formula::literal(id, 1);
  }

  /// The value named by the token; `check` is off where the variable is unknown, which was reported already.
  Value value_of(const Variable& variable, bool check = true) {
    const Token value = token_;
    if (value.kind != Token::Kind::word && value.kind != Token::Kind::number) {
      fail_here("bad-formula", fmt::format("{} stands where a value should", shown(value)),
                check ? fmt::format("the values of '{}' are {}", variable.id, some_of(variable.values)) : "");
      return 0;
    }
    advance();
    if (!check) return 0;
    const auto found = std::ranges::find(variable.values, value.text);
    if (found == variable.values.end()) {
      const bool graph = variable.kind == Variable::Kind::graph;
      std::string hint = did_you_mean(value.text, variable.values);
      if (hint.empty()) hint = fmt::format("{} are {}", graph ? "the states" : "its values", some_of(variable.values));
      error("unknown-value",
            graph ? fmt::format("there is no state '{}'", value.text)
                  : fmt::format("'{}' has no value '{}'", variable.id, value.text),
            value, hint);
      return 0;
    }
    return static_cast<Value>(found - variable.values.begin());
  }

  [[nodiscard]] std::string hint_for(std::string_view name) const {
    std::string hint = did_you_mean(name, names_of_variables(names_));
    if (!hint.empty() || name.find('.') != std::string_view::npos) return hint;
    const auto found = std::ranges::find_if(
        names_.variables, [&](const Variable& variable) { return variable.id.ends_with("." + std::string(name)); });
    if (found != names_.variables.end()) hint = fmt::format("an option is named with its party: '{}'", found->id);
    return hint;
  }

  void unknown_name(const Token& name) {
    constexpr std::size_t most_hints = 20;
    std::string hint = ++unknown_ <= most_hints ? hint_for(name.text) : std::string();
    error("unknown-name", fmt::format("there is no option or term '{}'", name.text), name, hint);
  }

  /// Counts how deep the parser has called itself.
  class Depth {
   public:
    explicit Depth(Parser& parser) : parser_(parser) {
      if (++parser_.depth_ > deepest_formula) {
        parser_.fail_here("formula-too-deep", "this formula is nested too deeply",
                          fmt::format("at most {} levels are read; split it into several", deepest_formula));
      }
    }
    ~Depth() { --parser_.depth_; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;

   private:
    Parser& parser_;
  };

  std::string_view text_;
  Lexer lexer_;
  const Case& names_;
  Diagnostics& diagnostics_;
  const PlaceInFile& place_;
  const FindVariable& find_;
  Token token_;
  Token ahead_;
  std::size_t depth_ = 0;
  std::size_t unknown_ = 0;
  bool failed_ = false;
  bool gave_up_ = false;
};

bool too_long(std::string_view text, Diagnostics& diagnostics, const PlaceInFile& place) {
  if (text.size() <= longest_formula) return false;
  Diagnostic d;
  d.code = "formula-too-long";
  d.message = fmt::format("this formula has {} bytes", text.size());
  d.hint = fmt::format("at most {} bytes are read; split it into several", longest_formula);
  if (place) d.span = place(0, 1);
  diagnostics.push_back(std::move(d));
  return true;
}

}  // namespace

bool is_reserved_word(std::string_view word) {
  constexpr std::array<std::string_view, 7> words{"and", "or", "not", "iff", "if", "true", "false"};
  return std::ranges::find(words, word) != words.end();
}

bool is_value_name(std::string_view text) {
  if (text.empty()) return false;
  Lexer lexer(text);
  const Token token = lexer.next();
  const bool plain = token.kind == Token::Kind::number ||
                     (token.kind == Token::Kind::word && token.text.find('.') == std::string_view::npos);
  return plain && token.begin == 0 && token.end == text.size();
}

std::optional<Formula> parse_formula(std::string_view text, const Case& names, Diagnostics& diagnostics,
                                     const PlaceInFile& place, const FindVariable& find) {
  if (too_long(text, diagnostics, place)) return std::nullopt;
  return Parser(text, names, diagnostics, place, find).whole();
}

std::optional<Transition> parse_transition(std::string_view text, const Variable& variable, const Case& names,
                                           Diagnostics& diagnostics, const PlaceInFile& place,
                                           const FindVariable& find) {
  if (too_long(text, diagnostics, place)) return std::nullopt;
  return Parser(text, names, diagnostics, place, find).transition(variable);
}

}  // namespace detente
