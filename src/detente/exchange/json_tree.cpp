// The library that reads JSON says nothing about places. It asks for one character after the other, though, and reports
// each token as soon as it has read it; so an iterator that counts tells where every token ends, and a token begins at
// the first character behind the one before it that is neither white space nor punctuation.

#include "detente/exchange/json_tree.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "detente/base/text.hpp"
#include "detente/casefile/yaml_problem.hpp"

namespace detente {

namespace {

/// Walks through a text and leaves a count of what was read where all its copies see it.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, std::size_t* read) : at_(at), read_(read) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    ++*read_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) { return a.at_ == b.at_; }

 private:
  const char* at_;
  std::size_t* read_;
};

/// Builds the tree from the events of the library's parser. A handler that returns false ends the reading.
class TreeBuilder : public nlohmann::json_sax<nlohmann::json> {
 public:
  TreeBuilder(std::string_view text, std::size_t begin, const std::size_t& read, Diagnostics& diagnostics)
      : text_(text), last_end_(begin), read_(read), diagnostics_(diagnostics) {}

  [[nodiscard]] JsonNode& root() { return root_; }

  bool null() override { return add(JsonNode::Kind::null) != nullptr; }
  bool boolean(bool value) override {
    JsonNode* node = add(JsonNode::Kind::boolean);
    if (node) node->truth = value;
    return node != nullptr;
  }
  bool number_integer(number_integer_t value) override {
    JsonNode* node = add(JsonNode::Kind::integer);
    if (node) node->integer = value;
    return node != nullptr;
  }
  bool number_unsigned(number_unsigned_t value) override {
    const bool fits = value <= static_cast<number_unsigned_t>(INT64_MAX);
    JsonNode* node = add(fits ? JsonNode::Kind::integer : JsonNode::Kind::number);
    if (node && fits) node->integer = static_cast<std::int64_t>(value);
    return node != nullptr;
  }
  bool number_float(number_float_t, const string_t&) override { return add(JsonNode::Kind::number) != nullptr; }
  bool string(string_t& value) override {
    JsonNode* node = add(JsonNode::Kind::text);
    if (node) node->text = std::move(value);
    return node != nullptr;
  }
  bool binary(binary_t&) override { return false; }  // JSON text has none
  bool start_object(std::size_t) override { return open(JsonNode::Kind::object); }
  bool start_array(std::size_t) override { return open(JsonNode::Kind::list); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& value) override {
    const Span span = next_token();
    if (!keys_.back().insert(value).second) {
      return fail("duplicate-key", span, fmt::format("the key '{}' stands here for the second time", printable(value)),
                  "remove one of the two");
    }
    open_.back()->members.push_back({.key = std::move(value), .key_span = span, .value = {}});
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    const std::size_t at = std::min(read_ > 0 ? read_ - 1 : 0, text_.size());
    return fail("not-json", {at, std::min(at + 1, text_.size())}, "here the file stops being JSON",
                read_ >= text_.size() ? "something that was opened is not closed; the end of the file may be missing"
                                      : "look for a missing comma, quotation mark or bracket before this place");
  }

 private:
  bool fail(std::string code, Span span, std::string message, std::string hint) {
    diagnostics_.push_back(
        {.code = std::move(code), .message = std::move(message), .span = span, .hint = std::move(hint)});
    return false;
  }

  /// The token that the parser has just read. After a number it has read one character more.
  Span next_token() {
    const std::size_t begin = text_.find_first_not_of(" \t\r\n,:", last_end_);
    std::size_t end = read_;
    if (text_[begin] == '-' || (text_[begin] >= '0' && text_[begin] <= '9')) {
      end = std::min(text_.find_first_not_of("+-.0123456789eE", begin), text_.size());
    }
    last_end_ = end;
    return {begin, end};
  }

  JsonNode* add(JsonNode::Kind kind) {
    const Span span = next_token();
    if (++nodes_ > most_json_nodes) {
      fail("too-large", span, fmt::format("the file has more than {} values", with_commas(most_json_nodes)), "");
      return nullptr;
    }
    JsonNode* node = &root_;
    if (!open_.empty()) {
      JsonNode& parent = *open_.back();
      node = parent.kind == JsonNode::Kind::object ? &parent.members.back().value : &parent.items.emplace_back();
    }
    node->kind = kind;
    node->span = span;
    return node;
  }

  bool open(JsonNode::Kind kind) {
    JsonNode* node = add(kind);
    if (!node) return false;
    if (open_.size() == deepest_json) {
      return fail("too-deep", node->span, fmt::format("more than {} levels of lists and objects", deepest_json), "");
    }
    open_.push_back(node);
    keys_.emplace_back();
    return true;
  }

  bool close() {
    open_.back()->span.end = read_;
    last_end_ = read_;
    open_.pop_back();
    keys_.pop_back();
    return true;
  }

  std::string_view text_;
  std::size_t last_end_;
  const std::size_t& read_;
  Diagnostics& diagnostics_;
  JsonNode root_{};
  std::vector<JsonNode*> open_{};  ///< a list grows only while it is the innermost one, so that these stay valid
  std::vector<std::set<std::string>> keys_{};
  std::size_t nodes_ = 0;
};

bool holds(Span outer, Span inner) { return outer.begin <= inner.begin && inner.end <= outer.end; }

}  // namespace

const JsonNode* JsonNode::find(std::string_view key) const {
  const auto found = std::ranges::find(members, key, &JsonMember::key);
  return found == members.end() ? nullptr : &found->value;
}

std::optional<JsonNode> parse_json(const SourceText& source, Diagnostics& diagnostics) {
  const std::string_view text = source.text();
  std::size_t first = 0;
  if (auto problem = unreadable_text(source, first)) {
    diagnostics.push_back(std::move(*problem));
    return std::nullopt;
  }
  std::size_t read = 0;
  TreeBuilder builder(text, first, read, diagnostics);
  const CountingIterator begin(text.data(), &read);
  const CountingIterator end(text.data() + text.size(), &read);
  if (!nlohmann::json::sax_parse(begin, end, &builder)) return std::nullopt;
  return std::move(builder.root());
}

std::string json_place(const JsonNode& root, Span span) {
  std::string place;
  const JsonNode* node = &root;
  for (bool deeper = true; deeper;) {
    deeper = false;
    const auto item = std::ranges::find_if(node->items, [&](const JsonNode& n) { return holds(n.span, span); });
    if (item != node->items.end()) {
      place += fmt::format("[{}]", item - node->items.begin());
      node = &*item;
      deeper = true;
    }
    for (const JsonMember& member : node->members) {
      if (!holds(member.value.span, span) && !holds(member.key_span, span)) continue;
      place += (place.empty() ? "" : ".") + printable(member.key);
      deeper = holds(member.value.span, span);
      if (deeper) node = &member.value;
      break;
    }
  }
  return place.empty() ? "the file" : place;
}

std::string_view kind_text(const JsonNode& node) {
  switch (node.kind) {
    case JsonNode::Kind::null: return "null";
    case JsonNode::Kind::boolean: return "true or false";
    case JsonNode::Kind::integer: return "a whole number";
    case JsonNode::Kind::number: return "a number";
    case JsonNode::Kind::text: return "a text";
    case JsonNode::Kind::list: return "a list";
    case JsonNode::Kind::object: break;
  }
  return "an object";
}

}  // namespace detente
