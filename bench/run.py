#!/usr/bin/env python3
"""Runs the benchmarks and prints their tables with machine, date and commit.

    bench/run.py BUILD_DIRECTORY [--write] [--long] [TABLE...]

Without TABLE: all but `deals` and `negmas`, about ten minutes on two cores. --long adds rows that take long or much
memory: 2^28 states, and games and deals with which others take minutes. --write puts the tables into bench/RESULTS.md,
between its two marks.
`./dev bench` builds everything and passes its arguments on.
"""

import argparse
import os
import platform
import re
import subprocess
import sys
import time
import venv
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "RESULTS.md"
BEGIN, END = "<!-- ./dev bench --write begins -->", "<!-- ./dev bench --write ends -->"
PYGAMBIT = "pygambit==17.0.0b2"  # the first version with packages that need no compiler
NEGMAS = "negmas==0.16.0"
SUMMIT = "cases/summit-2025/summit.case.yaml"


class Runner:
    def __init__(self, build, long):
        self.bench = build / "bench" / "detente_bench"
        self.program = build / "detente"
        self.long = long
        self.text = []
        self.failed = False

    def say(self, text):
        print(text, end="", flush=True)
        self.text.append(text)

    def run(self, *command):
        """What the command prints becomes part of the results; each row is a process of its own, for its memory."""
        with subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
            for line in process.stdout:
                self.say(line)
        if process.returncode != 0:
            self.failed = True
            self.say(f"\n{Path(command[0]).name} {' '.join(map(str, command[1:]))} failed ({process.returncode})\n\n")


def sizes(r):
    r.say("\n### All states, five concepts\n\n"
          "Random cases of 4 parties with the same number of yes/no options (at 2^26 two have one more), 12 statements of "
          "two literals each. free: all moves allowed; limited: every third option one-way, every third needs another party's option; grouped: at most "
          "one of every four options, so that 5^10 of 2^40 assignments are feasible; merged: limited, and where P1's first "
          "option is chosen the others of P1 and P2 do not matter. Each row is a process of its own.\n\n")
    r.run(r.bench, "size-header")
    for options in (12, 16, 20, 24, 26) + ((28,) if r.long else ()):
        r.run(r.bench, "size", "free", options)
    r.run(r.bench, "size", "free", 24, 1)
    r.run(r.bench, "size", "free", 20, 2, "sparse")
    for options in (12, 16, 20) + ((24,) if r.long else ()):
        r.run(r.bench, "size", "limited", options)
    r.run(r.bench, "size", "grouped", 40)
    r.run(r.bench, "size", "merged", 20)
    r.run(r.bench, "case", SUMMIT, 2)


def ratio(r):
    r.say("\n### Each concept against reading the payoffs\n\n")
    for threads in (1, 2):
        r.run(r.bench, "ratio", 24, threads)
        r.say("\n")


def textbook(r):
    r.say("\n### Against an explicit graph\n\nAdjacency lists and a breadth-first search from every improvement "
          "(`bench/textbook.cpp`); one thread each.\n\n")
    r.run(r.bench, "textbook")


def python_with(*requirements):
    """A Python of its own that has a package of others."""
    python = ROOT / "build" / "peers" / "bin" / "python"
    if not python.exists():
        venv.create(python.parent.parent, with_pip=True)
    # Asked each time: nothing happens where it is there already.
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requirements],
                   check=True)
    return python


def gambit(r):
    r.say("\n### Pure Nash equilibria against Gambit\n\n")
    python = python_with("--only-binary", ":all:", PYGAMBIT)
    r.run(python, ROOT / "bench" / "peers" / "gambit.py", r.bench, *([] if r.long else [30]))


def deals(r):
    r.say("\n### Large tables\n\n12 issues of 10 values, from components; 7 issues, by listing. Times are of the "
          "processor.\n\n")
    r.run(sys.executable, ROOT / "bench" / "peers" / "negmas_deals.py", r.program, "large")


def negmas(r):
    r.say("\n### Deals against NegMAS\n\nWhat its columns mean is at the head of `bench/peers/negmas_deals.py`.\n\n")
    python = python_with(NEGMAS)
    r.run(python, ROOT / "bench" / "peers" / "negmas_deals.py", r.program, *(["7", "900"] if r.long else ["6", "60"]))


def one_state(r):
    r.say("\n### Single states\n")
    r.run(r.bench, "one-state", 1000)


def coalitions(r):
    r.say("\n### Coalitions\n")
    r.run(r.bench, "coalitions", 100)


def interrupt(r):
    r.say("\n### Ctrl-C\n\n")
    r.run(sys.executable, ROOT / "bench" / "interrupt.py", r.program, r.bench)


TABLES = {f.__name__.replace("_", "-"): f
          for f in (sizes, ratio, textbook, gambit, one_state, coalitions, interrupt, deals, negmas)}
ON_DEMAND = ("deals", "negmas")


def machine():
    name = platform.processor() or platform.machine()
    memory = 0
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            name = line.split(":", 1)[1].strip()
    for line in Path("/proc/meminfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("MemTotal"):
            memory = round(int(line.split()[1]) / 1024 / 1024)
    compiler = subprocess.run(["c++", "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]
    system = re.search(r'PRETTY_NAME="(.*)"', Path("/etc/os-release").read_text(encoding="utf-8"))
    return f"{os.cpu_count()} cores of {name}, {memory} GiB, {system[1] if system else platform.system()}, {compiler}"


def commit():
    git = ["git", "-C", str(ROOT)]
    head = subprocess.run([*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    if head.returncode != 0:
        return "no commit"
    changed = subprocess.run([*git, "status", "--porcelain", "--", "src", "bench/*.cpp"], capture_output=True, text=True,
                             check=True)
    return head.stdout.strip() + (" with changes" if changed.stdout else "")


def main():
    parser = argparse.ArgumentParser(prog="./dev bench", description="Runs the benchmarks.")
    parser.add_argument("build", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("tables", nargs="*", metavar="TABLE",
                        help=f"of {', '.join(TABLES)} (default: all but {' and '.join(ON_DEMAND)})")
    parser.add_argument("--write", action="store_true", help="put the tables into bench/RESULTS.md")
    parser.add_argument("--long", action="store_true", help="with rows that take long or much memory")
    options = parser.parse_intermixed_args()
    unknown = [name for name in options.tables if name not in TABLES]
    if unknown:
        parser.error(f"there is no table {unknown[0]}; the tables are {', '.join(TABLES)}")
    if options.write and options.tables:
        parser.error("--write is for all tables at once")
    r = Runner(options.build, options.long)
    begin = time.monotonic()
    load = os.getloadavg()[0]
    r.say(f"Printed by `./dev bench{' --long' if options.long else ''}` on {date.today()} at commit {commit()}. Machine: "
          f"{machine()}, release preset; load {load:.1f} at the beginning. Times are of one run.\n")
    for name in options.tables or (name for name in TABLES if name not in ON_DEMAND):
        TABLES[name](r)
    r.say(f"\nAll of it took {(time.monotonic() - begin) / 60:.0f} minutes.\n")
    if options.write:
        before, rest = RESULTS.read_text(encoding="utf-8").split(BEGIN)
        after = rest.split(END)[1]
        RESULTS.write_text(f"{before}{BEGIN}\n\n{''.join(r.text)}\n{END}{after}", encoding="utf-8")
        print(f"wrote {RESULTS.relative_to(ROOT)}")
    sys.exit(1 if r.failed else 0)


if __name__ == "__main__":
    main()
