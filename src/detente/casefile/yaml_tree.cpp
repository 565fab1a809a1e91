#include "detente/casefile/yaml_tree.hpp"

#include <yaml.h>

#include <algorithm>
#include <memory>
#include <new>
#include <unordered_map>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/casefile/byte_offsets.hpp"
#include "detente/casefile/yaml_problem.hpp"

namespace detente {

namespace {

/// A parser and its current event, both released whatever happens.
class EventStream {
 public:
  explicit EventStream(std::string_view text) {
    if (yaml_parser_initialize(&parser_) == 0) throw std::bad_alloc();
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  }
  EventStream(const EventStream&) = delete;
  EventStream& operator=(const EventStream&) = delete;
  ~EventStream() {
    yaml_event_delete(&event_);
    yaml_parser_delete(&parser_);
  }

  /// False where the text is not YAML; `parser()` then says why.
  [[nodiscard]] bool next() {
    yaml_event_delete(&event_);
    event_ = {};
    if (yaml_parser_parse(&parser_, &event_) != 0) return true;
    if (parser_.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
    return false;
  }

  [[nodiscard]] const yaml_event_t& event() const { return event_; }
  [[nodiscard]] const yaml_parser_t& parser() const { return parser_; }

 private:
  yaml_parser_t parser_{};
  yaml_event_t event_{};
};

std::string_view view(const yaml_char_t* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

YamlNode::Style style_of(yaml_scalar_style_t style) {
  switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: return YamlNode::Style::single_quoted;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: return YamlNode::Style::double_quoted;
    case YAML_LITERAL_SCALAR_STYLE: return YamlNode::Style::literal;
    case YAML_FOLDED_SCALAR_STYLE: return YamlNode::Style::folded;
    default: return YamlNode::Style::plain;
  }
}

/// Builds the tree from events. Collections that are still open stand in `open_`, the innermost last.
class TreeBuilder {
 public:
  TreeBuilder(const SourceText& source, std::size_t first, Diagnostics& diagnostics)
      : source_(source),
        first_(first),
        offsets_(source.text(), first),
        stream_(source.text().substr(first)),
        diagnostics_(diagnostics) {}

  std::optional<YamlNode> build() {
    for (;;) {
      if (!stream_.next()) return give_up(syntax_error());
      const yaml_event_t& event = stream_.event();
      switch (event.type) {
        case YAML_STREAM_END_EVENT: return finish();
        case YAML_DOCUMENT_START_EVENT:
          if (auto error = wrong_document(event)) return give_up(std::move(*error));
          break;
        case YAML_ALIAS_EVENT: return give_up(yaml_feature_error('*', span_of(event)));
        case YAML_SCALAR_EVENT: {
          const auto& scalar = event.data.scalar;
          if (auto error = decorated(scalar.anchor, scalar.tag)) return give_up(std::move(*error));
          if (auto error = add(scalar_node(event))) return give_up(std::move(*error));
          break;
        }
        case YAML_SEQUENCE_START_EVENT: {
          const auto& start = event.data.sequence_start;
          if (auto error = decorated(start.anchor, start.tag)) return give_up(std::move(*error));
          if (auto error = open(YamlNode::Kind::sequence, start.style == YAML_FLOW_SEQUENCE_STYLE)) {
            return give_up(std::move(*error));
          }
          break;
        }
        case YAML_MAPPING_START_EVENT: {
          const auto& start = event.data.mapping_start;
          if (auto error = decorated(start.anchor, start.tag)) return give_up(std::move(*error));
          if (auto error = open(YamlNode::Kind::mapping, start.style == YAML_FLOW_MAPPING_STYLE)) {
            return give_up(std::move(*error));
          }
          break;
        }
        case YAML_SEQUENCE_END_EVENT:
        case YAML_MAPPING_END_EVENT:
          if (auto error = close()) return give_up(std::move(*error));
          break;
        default: break;
      }
    }
  }

 private:
  /// A mapping or sequence to which nodes are still added; `key` waits for its value.
  struct Open {
    YamlNode node;
    std::optional<YamlNode> key{};
    std::unordered_map<std::string, Span> keys{};
  };

  std::nullopt_t give_up(Diagnostic error) {
    diagnostics_.push_back(std::move(error));
    return std::nullopt;
  }

  Span span_of(const yaml_event_t& event) const {
    return {offsets_(event.start_mark.index), offsets_(event.end_mark.index)};
  }

  Diagnostic syntax_error() const {
    const yaml_parser_t& parser = stream_.parser();
    YamlProblem problem;
    if (parser.problem != nullptr) problem.what = parser.problem;
    if (parser.context != nullptr) problem.context = parser.context;
    const bool reader = parser.error == YAML_READER_ERROR;
    problem.at = reader ? first_ + parser.problem_offset : offsets_(parser.problem_mark.index);
    problem.context_at = parser.context == nullptr ? problem.at : offsets_(parser.context_mark.index);
    return explain(problem, source_);
  }

  std::optional<Diagnostic> wrong_document(const yaml_event_t& event) {
    const auto& tags = event.data.document_start.tag_directives;
    if (tags.start != tags.end) return yaml_feature_error('%', span_of(event));
    if (!root_) return std::nullopt;
    return Diagnostic{.code = "second-document",
                      .message = "a second document begins here",
                      .span = span_of(event),
                      .hint = "a case is one document; put every case into a file of its own"};
  }

  std::optional<Diagnostic> decorated(const yaml_char_t* anchor, const yaml_char_t* tag) const {
    if (anchor == nullptr && tag == nullptr) return std::nullopt;
    Span span = span_of(stream_.event());
    span.end = std::max(span.end, span.begin + 1);
    const bool anchor_first = source_.text().substr(span.begin).starts_with('&');
    const std::size_t length = anchor_first ? view(anchor).size() + 1 : 1;
    return yaml_feature_error(anchor_first ? '&' : '!', {span.begin, span.begin + length});
  }

  YamlNode scalar_node(const yaml_event_t& event) const {
    const auto& scalar = event.data.scalar;
    YamlNode node;
    node.style = style_of(scalar.style);
    node.text.assign(reinterpret_cast<const char*>(scalar.value), scalar.length);
    node.span = span_of(event);
    const bool empty = node.style == YamlNode::Style::plain && node.text.empty();
    node.kind = empty ? YamlNode::Kind::null : YamlNode::Kind::scalar;
    // The mark of a block scalar ends behind its blank lines.
    const std::string_view text = source_.text();
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (node.span.end > node.span.begin && blank(text[node.span.end - 1])) --node.span.end;
    return node;
  }

  std::optional<Diagnostic> too_many() {
    if (++nodes_ <= most_yaml_nodes) return std::nullopt;
    return Diagnostic{
        .code = "too-many-nodes",
        .message = fmt::format("the file has more than {} keys, values and lists", with_commas(most_yaml_nodes)),
        .span = span_of(stream_.event()),
        .hint = "split the case into several"};
  }

  std::optional<Diagnostic> open(YamlNode::Kind kind, bool flow) {
    if (auto error = too_many()) return error;
    const Span span = span_of(stream_.event());
    if (open_.size() >= deepest_yaml) {
      return Diagnostic{
          .code = "nested-too-deeply",
          .message = "lists and mappings are nested too deeply here",
          .span = span,
          .hint = fmt::format("at most {} levels are read; no part of a case needs more than 8", deepest_yaml)};
    }
    Open& opened = open_.emplace_back();
    opened.node.kind = kind;
    opened.node.flow = flow;
    opened.node.span = span;
    return std::nullopt;
  }

  std::optional<Diagnostic> close() {
    YamlNode node = std::move(open_.back().node);
    open_.pop_back();
    if (node.flow) {
      node.span.end = std::max(node.span.end, span_of(stream_.event()).end);
    } else if (!node.items.empty()) {
      node.span.end = node.items.back().span.end;
    } else if (!node.entries.empty()) {
      node.span.end = std::max(node.entries.back().key.span.end, node.entries.back().value.span.end);
    }
    --nodes_;  // counted when it was opened
    return add(std::move(node));
  }

  /// Puts a complete node where it belongs.
  std::optional<Diagnostic> add(YamlNode node) {
    if (auto error = too_many()) return error;
    if (open_.empty()) {
      root_ = std::move(node);
      return std::nullopt;
    }
    Open& parent = open_.back();
    if (parent.node.is_sequence()) {
      parent.node.items.push_back(std::move(node));
    } else if (parent.key) {
      parent.node.entries.push_back({std::move(*parent.key), std::move(node)});
      parent.key.reset();
    } else {
      if (!node.is_scalar()) return bad_key(node);
      note_key(parent, node);
      parent.key = std::move(node);
    }
    return std::nullopt;
  }

  static Diagnostic bad_key(const YamlNode& node) {
    if (node.is_null()) {
      return Diagnostic{.code = "bad-key",
                        .message = "a key is missing before ':'",
                        .span = node.span,
                        .hint = "write 'key: value'; a text with ':' at its end must be in quotes"};
    }
    return Diagnostic{.code = "bad-key",
                      .message = fmt::format("a {} stands here as a key", node.is_mapping() ? "mapping" : "list"),
                      .span = node.span,
                      .hint = "a key is a name; if this is part of a formula or a text, put all of it in quotes"};
  }

  void note_key(Open& parent, const YamlNode& key) {
    const auto [first, added] = parent.keys.emplace(key.text, key.span);
    if (added || ++repeated_ > most_repeated) return;
    diagnostics_.push_back(
        Diagnostic{.code = "duplicate-key",
                   .message = fmt::format("the key '{}' stands here a second time", printable(key.text)),
                   .span = key.span,
                   .hint = "rename one of the two or join them",
                   .related = {{first->second, "the first is here"}}});
  }

  std::optional<YamlNode> finish() {
    if (root_ && !root_->is_null()) return std::move(root_);
    return give_up(Diagnostic{.code = "empty-file",
                              .message = "the file is empty",
                              .hint = "begin with 'detente: 1', then say the title, the parties and their options"});
  }

  /// A hostile file may repeat one key a million times.
  static constexpr std::size_t most_repeated = 500;

  const SourceText& source_;
  std::size_t first_;
  ByteOffsets offsets_;
  EventStream stream_;
  Diagnostics& diagnostics_;
  std::vector<Open> open_{};
  std::optional<YamlNode> root_{};
  std::size_t nodes_ = 0;
  std::size_t repeated_ = 0;
};

}  // namespace

std::optional<YamlNode> parse_yaml(const SourceText& source, Diagnostics& diagnostics) {
  std::size_t first = 0;
  if (auto error = unreadable_text(source, first)) {
    diagnostics.push_back(std::move(*error));
    return std::nullopt;
  }
  return TreeBuilder(source, first, diagnostics).build();
}

}  // namespace detente
