#!/usr/bin/env python3
"""Hostile texts of 10 and 100 MB: the processor time and the memory that reading them takes, as a table in Markdown.

    bench/hostile.py PROGRAM [KIND...]

Time must grow in proportion to the text. Fails where `detente read --json` neither gives a result nor an error in words.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

MB = 1_000_000


def repeated(piece):
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def numbered(line):
    """`line` with @ replaced by a word that occurs nowhere else."""
    def text(size):
        parts, length, k = [], 0, 0
        while length < size:
            digits, number = "", k
            for _ in range(6):
                digits += chr(ord("a") + number % 26)
                number //= 26
            part = line.replace(b"@", digits.capitalize().encode())
            parts.append(part)
            length += len(part)
            k += 1
        return b"".join(parts)[:size]
    return text


KINDS = {
    "one line of words": ("txt", repeated(b"the minister of the coast spoke about water and fish, ")),
    "one word": ("txt", repeated(b"a")),
    "opening marks and nothing else": ("txt", repeated("“".encode())),
    "straight marks": ("txt", repeated(b'"')),
    "words among unbalanced marks": ("txt", repeated("he “said \"no it ‘was « not ".encode())),
    "short quotations, read up to the limit": ("txt", repeated("“We go,” he said. ".encode())),
    "bytes that are no UTF-8": ("txt", repeated(b"\xff\xfe\xc3\x28 word \xe2\x82 ")),
    "headings": ("txt", repeated(b"Heading of a part\n\n")),
    "short paragraphs": ("txt", repeated(b"It rained. They met.\n\n")),
    "a new name in each sentence": ("txt", numbered(b"Mr. @ said that they would not go. ")),
    "HTML: nested tags, closed or not": ("html", lambda n: (b"<div>" * (n // 10) + b"</div>" * (n // 12))[:n]),
    "HTML: paragraphs with quotations": ("html", repeated(b"<p>He said: &quot;We will go there.&quot;</p>")),
    "HTML: entities": ("html", repeated(b"&amp;&#8220;&lt;&nosuch;")),
    "HTML: tags that never end": ("html", repeated(b"<p class='")),
}


def read(program, path):
    child = subprocess.Popen([program, "read", path, "--json"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024 / 1024


def main():
    program, kinds = os.path.abspath(sys.argv[1]), sys.argv[2:] or list(KINDS)
    failed = False
    print("| text | 10 MB | 100 MB | ratio | memory at 100 MB |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for kind in kinds:
            ending, text = KINDS[kind]
            path = Path(folder, "hostile." + ending)
            seconds = []
            for size in (10 * MB, 100 * MB):
                path.write_bytes(text(size))
                code, time, memory = read(program, path)
                failed |= code not in (0, 1)
                seconds.append(time)
            print(f"| {kind} | {seconds[0]:.1f} s | {seconds[1]:.1f} s | {seconds[1] / seconds[0]:.1f} | {memory:.1f} GiB |",
                  flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
