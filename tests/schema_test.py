#!/usr/bin/env python3
"""schema_test.py PROGRAM SOURCE_DIR: holds cases against the JSON Schema that `PROGRAM schema` prints.

Every case of the catalog, the case that `init` writes and the one below must be valid. Each of the broken cases below
must be rejected by the schema, at the place that is named, and by the program too.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

import jsonschema
import yaml


class CoreLoader(yaml.CSafeLoader):
    """Reads YAML with the parser of the program, and plain words as editors do, by the core schema of YAML 1.2: `yes`,
    `on` and dates are text, `true` is not."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", list("-+.0123456789")),
]:
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)

# One line for each thing that can be broken; BROKEN replaces lines of it.
GOOD = """\
detente: 1
title: A title
as_of: 2025-08-07
parties: {A: {name: The first}, B: {}, on: {text: only judges}}
options: {A.x: {moves: [no -> yes]}, A.level: {values: [0, 1.5, none]}, B.y: {now: [{value: yes, from: 2025-07-01}]}}
terms: {t: {between: [A, B], breakable_by: [A]}}
rules: [not (A.x and t), {rule: true, assume: nothing rules it out}]
merge: [{when: A.x and B.y, keep: [t]}]
preferences:
  A: {order: [A.x, {prefer: not B.y, cite: [paper#7, {at: paper#11-12, quote: words}]}, [t, B.y]]}
  B: {weights: [{prefer: B.y, weight: -3.25}]}
  on: {ranking: [A.x, not A.x]}
states: {better: {A.x: yes, text: it is}}
questions: {settled: {goal: A.x, text: Is it?}, short: t}
tables: {both: {parties: [A, B], ratify: [on], walk_away: {A: better, B: drift}}}
coalitions: [[A, on]]
sources: {paper: {title: A title, date: 2025-01-10, text: texts/paper.txt}}
"""
GOOD_GRAPH = """\
detente: 1
title: A title
parties: {A: {}, B: {}}
graph:
  states: {s1: nothing is done, s2: 5, 3: }
  now: [s1, {value: s2, from: 2025-07-01}]
  moves: {A: [s1 -> s2, "s2 <-> 3"], B: []}
preferences: {A: {ranking: [s2, [s1, 3]]}, B: {order: [not s1, state != s2]}}
questions: {over: {goal: state = s2 or s1}}
"""
# Key of the line to replace, what replaces it, where the schema must say so (None: the case as a whole).
BROKEN = [
    ("detente", "detente: 2", "detente"),
    ("detente", "", None),
    ("title", "title: [A, title]", "title"),
    ("title", "titel: A title", None),
    ("as_of", "as_of: yesterday", "as_of"),
    ("parties", "parties: [A, B]", "parties"),
    ("parties", "parties: {A: {name: The first, colour: red}, B: {}, on: {}}", "parties/A"),
    ("parties", "parties: {A: {}, B: {}, on: {}, the others: {}}", "parties"),
    ("options", "options: {x: {}, A.x: {}, A.level: {}, B.y: {}}", "options"),
    ("options", "options: {A.x: {moves: [no to yes]}, A.level: {}, B.y: {}}", "options/A.x/moves/0"),
    ("options", "options: {A.x: {values: [yes]}, A.level: {}, B.y: {}}", "options/A.x/values"),
    ("terms", "terms: {t: {breakable_by: [A]}}", "terms/t"),
    ("terms", "terms: {t: {between: [A]}}", "terms/t/between"),
    ("rules", "rules: {first: A.x}", "rules"),
    ("rules", "rules: [{rule: A.x, prefer: A.x}]", "rules/0"),
    ("merge", "merge: [{keep: [t]}]", "merge/0"),
    ("  B", "  B: {weights: [{prefer: B.y}]}", "preferences/B/weights/0"),
    ("  B", "  B: {weights: [{prefer: B.y, weight: much}]}", "preferences/B/weights/0/weight"),
    ("  B", "  B: {weights: [{prefer: B.y, weight: 1}], order: [B.y]}", "preferences/B"),
    ("  A", "  A: {order: [{prefer: A.x, cite: [paper]}]}", "preferences/A/order/0"),
    ("  on", "  on: [A.x, not A.x]", "preferences/on"),
    ("states", "states: {better: [A.x]}", "states/better"),
    ("questions", "questions: {settled: {text: Is it?}}", "questions/settled"),
    ("tables", "tables: {both: {ratify: [on]}}", "tables/both"),
    ("coalitions", "coalitions: [[A], on]", "coalitions/1"),
    ("sources", "sources: {paper: {date: 10 January}}", "sources/paper/date"),
]
BROKEN_GRAPH = [
    ("  states", "  states: [s1]", "graph/states"),
    ("  states", "", "graph"),
    ("  now", "  now: [[s1]]", "graph/now"),
    ("  moves", "  moves: {A: [s1 to s2]}", "graph/moves/A/0"),
    ("  moves", "  moves: {A: [s1 -> s2 if s1]}", "graph/moves/A/0"),
    ("  moves", "  move: {A: [s1 -> s2]}", "graph"),
    ("questions", "rules: [not s1]", None),
    ("questions", "options: {A.x: {}}", None),
]

failures = []


def fail(message):
    failures.append(message)
    print(message, file=sys.stderr)


def with_line(good, key, line):
    lines = good.splitlines()
    at = [i for i, text in enumerate(lines) if text.startswith(key + ":")]
    assert len(at) == 1, key
    lines[at[0]] = line
    return "\n".join(lines) + "\n"


def places(errors):
    return {"/".join(map(str, error.absolute_path)) or None for error in errors}


def main(program, source):
    run = lambda *args: subprocess.run([program, *args], capture_output=True, encoding="utf-8", timeout=60)
    printed = run("schema")
    assert printed.returncode == 0, printed
    schema = json.loads(printed.stdout)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    validate = lambda text: list(validator.iter_errors(yaml.load(text, CoreLoader)))

    with tempfile.TemporaryDirectory() as directory:
        path = pathlib.Path(directory) / "test.case.yaml"

        def program_accepts(text):
            path.write_text(text, encoding="utf-8")
            result = run("check", str(path))
            if result.returncode not in (0, 1):
                fail(f"check gives exit code {result.returncode}: {result.stderr}\n{text}")
            return result.returncode == 0

        cases = sorted(source.glob("cases/*/*.case.yaml"))
        if not cases:
            fail(f"no cases in {source}")
        started = run("init", "Harbor strike", "--out", str(path))
        assert started.returncode == 0, started
        texts = [(str(case), case.read_text(encoding="utf-8")) for case in cases]
        texts += [("what init writes", path.read_text(encoding="utf-8")), ("GOOD", GOOD), ("GOOD_GRAPH", GOOD_GRAPH)]
        for name, text in texts:
            for error in validate(text):
                fail(f"{name}: {'/'.join(map(str, error.absolute_path))}: {error.message}")
        for name, good in [("GOOD", GOOD), ("GOOD_GRAPH", GOOD_GRAPH)]:
            if not program_accepts(good):
                fail(f"the program rejects {name}")

        broken = [(GOOD, *one) for one in BROKEN] + [(GOOD_GRAPH, *one) for one in BROKEN_GRAPH]
        for good, key, line, place in broken:
            text = with_line(good, key, line)
            found = places(validate(text))
            if found != {place}:
                fail(f"'{line}' instead of '{key}': the schema finds {found or 'nothing'}, expected {place}")
            if program_accepts(text):
                fail(f"'{line}' instead of '{key}': the program accepts it")

    print(f"{len(texts)} valid cases, {len(broken)} broken ones, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2])))
