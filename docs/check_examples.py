#!/usr/bin/env python3
"""Runs the commands shown in the documents and compares what they print with what the documents show.

    docs/check_examples.py PROGRAM [--update] [DOCUMENT...]

In a block that begins with ```console, a line `$ COMMAND` is run in a scratch directory from which `cases` and `docs`
can be seen, and the lines up to the next `$ ` are its output. A line that holds only `...` stands for any lines.
Two comments, invisible in the rendered page, direct the checker:

    <!-- file: PATH -->     the next block shows this file, word for word
    <!-- copy: FROM TO -->  copies a file into the scratch directory

With --update blocks without cuts are rewritten from the program; those with cuts are only reported.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "docs/language.md", "docs/concepts.md", "docs/evidence.md", "docs/json.md",
             "docs/results.md"]


def run(program, command, directory):
    words = shlex.split(command)
    if words[0] != "detente":
        raise SystemExit(f"only detente can be run, not '{command}'")
    result = subprocess.run([program, *words[1:]], cwd=directory, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            text=True, stdin=subprocess.DEVNULL, env={**os.environ, "NO_COLOR": "1"}, check=False)
    return result.stdout.rstrip("\n").split("\n")


def is_cut(line):
    return line.strip() == "..."


def matches(shown, printed):
    """Whether `printed` is `shown`, where a cut stands for any lines."""
    cuts = [k for k, line in enumerate(shown) if is_cut(line)]
    if not cuts:
        return shown == printed
    pieces, begin = [], 0
    for cut in [*cuts, len(shown)]:
        pieces.append(shown[begin:cut])
        begin = cut + 1
    if printed[:len(pieces[0])] != pieces[0]:
        return False
    at = len(pieces[0])
    for piece in pieces[1:-1]:
        found = next((k for k in range(at, len(printed) + 1) if printed[k:k + len(piece)] == piece), None)
        if found is None:
            return False
        at = found + len(piece)
    last = pieces[-1]
    return not last or (len(printed) - len(last) >= at and printed[-len(last):] == last)


class Document:
    def __init__(self, path, program, update):
        self.path, self.program, self.update = path, program, update
        self.directory = Path(tempfile.mkdtemp())
        for name in ("cases", "docs"):
            (self.directory / name).symlink_to(ROOT / name)
        self.wrong = []

    def check(self):
        lines = self.path.read_text(encoding="utf-8").split("\n")
        out, at, file = [], 0, None
        while at < len(lines):
            line = lines[at]
            if match := re.fullmatch(r"<!-- file: (\S+) -->", line):
                file = match[1]
            if match := re.fullmatch(r"<!-- copy: (\S+) (\S+) -->", line):
                shutil.copy(ROOT / match[1], self.directory / match[2])
            out.append(line)
            at += 1
            if not line.startswith("```"):
                continue
            end = next(k for k in range(at, len(lines)) if lines[k] == "```")
            body = lines[at:end]
            if file is not None:
                body, file = self.shown_file(body, file, at), None
            elif line == "```console":
                body = self.commands(body, at)
            out += [*body, "```"]
            at = end + 1
        shutil.rmtree(self.directory)
        if self.update and out != lines:
            self.path.write_text("\n".join(out), encoding="utf-8")
        return self.wrong

    def shown_file(self, body, file, at):
        text = (ROOT / file).read_text(encoding="utf-8").rstrip("\n").split("\n")
        if body != text and not self.update:
            self.wrong.append(f"{self.path}:{at + 1}: does not show {file} as it is")
        return text

    def commands(self, body, at):
        out = []
        starts = [k for k, line in enumerate(body) if line.startswith("$ ")]
        for start, end in zip(starts, [*starts[1:], len(body)]):
            shown = body[start + 1:end]
            printed = run(self.program, body[start][2:], self.directory)
            while shown and end < len(body) and shown[-1] == "":  # an empty line before the next command
                shown.pop()
            good = matches(shown, printed)
            cut = any(is_cut(line) for line in shown)
            if not good and (cut or not self.update):
                self.wrong.append(f"{self.path}:{at + start + 1}: `{body[start][2:]}` prints something else")
            out += [body[start], *(shown if good or cut else printed)]
            if end < len(body) and body[end - 1] == "":
                out.append("")
        return out


def main():
    words = [word for word in sys.argv[1:] if word != "--update"]
    if not words:
        raise SystemExit(__doc__)
    program = str(Path(words[0]).resolve())
    documents = [Path(word).resolve() for word in words[1:]] or [ROOT / name for name in DOCUMENTS]
    wrong = []
    for document in documents:
        wrong += Document(document, program, "--update" in sys.argv).check()
    print("\n".join(wrong) if wrong else f"{len(documents)} documents show what the program prints")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
