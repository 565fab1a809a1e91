#include "detente/casefile/format.hpp"

#include <doctest/doctest.h>

using namespace detente;

namespace {

/// The new layout, which must not change when it is laid out again.
std::string format(const std::string& text) {
  const SourceText source("f", text);
  const FormatResult once = format_case(source);
  if (!once.text) return render(once.diagnostics, source);
  const FormatResult twice = format_case(SourceText("again", *once.text));
  CHECK(twice.text == once.text);
  return *once.text;
}

const std::string head = "detente: 1\ntitle: t\n\nparties: {A, B}\n\noptions: {A.x: {}, B.y: {}}\n";

}  // namespace

TEST_CASE("format: a text in the common layout stays as it is") {
  const std::string text =
      "# About this case.\n"
      "#\n"
      "# More about it.\n"
      "\n"
      "detente: 1  # version\n"
      "title: A title\n"
      "\n"
      "# Who takes part.\n"
      "parties:\n"
      "  A: {}  # the first\n"
      "\n"
      "  # The second.\n"
      "  B: {name: Bee}\n"
      "  # no more\n"
      "\n"
      "options:  # what they can do\n"
      "  A.x: {moves: [no -> yes]}\n"
      "  B.y:\n"
      "    # inside\n"
      "    text: a text\n"
      "    # at the end of B.y\n"
      "  # at the end of the options\n"
      "# at the end of all\n";
  CHECK(format(text) == text);
}

TEST_CASE("format: indentation, spaces and quotes") {
  CHECK(format("\"detente\":   '1'\ntitle:      'A title'\nparties:\n      A:   {  }\n      B  : { name :  'Bee' ,}\n"
               "options: {A.x: {moves: ['no -> yes']}, 'B.y': {text: 'it''s'}}\nrules:\n- A.x\n-   not B.y\n") ==
        "detente: \"1\"\n"
        "title: \"A title\"\n"
        "\n"
        "parties:\n"
        "  A: {}\n"
        "  B: {name: Bee}\n"
        "\n"
        "options: {A.x: {moves: [\"no -> yes\"]}, B.y: {text: it's}}\n"
        "\n"
        "rules:\n"
        "  - A.x\n"
        "  - not B.y\n");
}

TEST_CASE("format: what does not fit into 100 columns in {} goes on lines of its own") {
  CHECK(
      format(
          head +
          "preferences: {A: {order: [A.x, {prefer: not B.y, text: 'a reason that is rather long, and goes on and on'},"
          " B.y and A.x]}, B: {order: [B.y]}}\n") ==
      head +
          "\n"
          "preferences:\n"
          "  A:\n"
          "    order:\n"
          "      - A.x\n"
          "      - {prefer: not B.y, text: \"a reason that is rather long, and goes on and on\"}\n"
          "      - B.y and A.x\n"
          "  B: {order: [B.y]}\n");
}

TEST_CASE("format: long texts") {
  CHECK(format(head + "rules:\n  - A.x or B.y or A.x or B.y or A.x or B.y or A.x or B.y or A.x or B.y or A.x or B.y or "
                      "A.x or B.y or A.x\n"
                      "about: 'It is said: words and words and words and words and words and words and words and words "
                      "and words.'\n") ==
        head +
            "\n"
            "rules:\n"
            "  - A.x or B.y or A.x or B.y or A.x or B.y or A.x or B.y or A.x or B.y or A.x or B.y or A.x or B.y\n"
            "      or A.x\n"
            "\n"
            "about: \"It is said: words and words and words and words and words and words and words and words and\n"
            "    words.\"\n");
  CHECK(
      format(
          "detente: 1\ntitle: t\nabout: |\n    first\n      second\n\n    third\nparties: {A, B}\noptions: {A.x}\n") ==
      "detente: 1\ntitle: t\nabout: |\n  first\n    second\n\n  third\nparties: {A, B}\noptions: {A.x}\n");
  CHECK(format("detente: 1\ntitle: t\nabout: >-\n  first\n  second\n\n\n  third\nparties: {A, B}\noptions: {A.x}\n") ==
        "detente: 1\ntitle: t\nabout: >-\n  first second\n\n\n  third\nparties: {A, B}\noptions: {A.x}\n");
}

TEST_CASE("format: comments keep their places") {
  // Behind a value, behind a key with a block, behind '|', inside {}, between a key and its value.
  CHECK(format("detente: 1 # a\n"
               "title: | # b\n"
               "  T\n"
               "about: # c\n"
               "  text\n"
               "parties: # d\n"
               "  A: { # e\n"
               "    name: Ay, # f\n"
               "    # g\n"
               "  } # h\n"
               "  B:\n"
               "    # i\n"
               "    {}\n"
               "options: {A.x: {}} # j\n") ==
        "detente: 1  # a\n"
        "title: |  # b\n"
        "  T\n"
        "about: text  # c\n"
        "\n"
        "parties:  # d\n"
        "  # e\n"
        "  A:  # h\n"
        "    name: Ay  # f\n"
        "    # g\n"
        "  # i\n"
        "  B: {}\n"
        "\n"
        "options: {A.x: {}}  # j\n");
}

TEST_CASE("format: a comment below a block belongs to it if it is indented as deeply") {
  CHECK(
      format(
          head +
          "preferences:\n    A:\n        order:\n            - A.x\n            # deep\n        # middle\n    # outer\n"
          "    # outer still\n    B: {order: [B.y]}\n#root\nquestions: {q: A.x}\n") ==
      head +
          "\npreferences:\n  A:\n    order:\n      - A.x\n      # deep\n    # middle\n  # outer\n  # outer still\n"
          "  B: {order: [B.y]}\n\n#root\nquestions: {q: A.x}\n");
}

TEST_CASE("format: comments in lists within lists") {
  CHECK(
      format(head +
             "preferences:\n  A:\n    order:\n    # one\n    - # two\n      - A.x # three\n      # four\n      - B.y\n"
             "    - {prefer: A.x, # five\n       text: x} # six\n    - B.y\n    # seven\n") ==
      head +
          "\npreferences:\n  A:\n    order:\n      # one\n      # two\n      - - A.x  # three\n        # four\n        "
          "- B.y\n"
          "      # six\n      - prefer: A.x  # five\n        text: x\n      - B.y\n      # seven\n");
}

TEST_CASE("format: empty lines") {
  CHECK(format("\n\n\ndetente: 1\n\n\n\ntitle: t\nparties:\n\n  A: {}\n\n\n  B: {}\n\n  # c\n\n\n\noptions:\n  A.x: "
               "{}\n\n\n") ==
        "detente: 1\n\ntitle: t\n\nparties:\n  A: {}\n\n  B: {}\n\n  # c\n\noptions:\n  A.x: {}\n");
}

TEST_CASE("format: marks of the document, line ends of other systems") {
  CHECK(
      format(
          "\xEF\xBB\xBF# c\r\n---\r\ndetente: 1\r\ntitle: t # d\r\nparties: {A}\r\noptions: {A.x}\r\n...\r\n# e\r\n") ==
      "# c\ndetente: 1\ntitle: t  # d\nparties: {A}\noptions: {A.x}\n# e\n");
}

TEST_CASE("format: a case with mistakes is not touched") {
  CHECK(format("detente: 1\ntitle: t\nparties: {A}\noptions: {B.x}\n") ==
        "f:4:11: error: there is no party 'B' [unknown-name]\n"
        "    4 | options: {B.x}\n"
        "      |           ^\n"
        "  help: the parties are A\n");
}
