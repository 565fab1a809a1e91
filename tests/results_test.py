"""Holds files of results against the JSON answers, through the reader that docs/results.md shows.

    results_test.py PROGRAM SOURCE_DIRECTORY
"""

import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

program, source = sys.argv[1], Path(sys.argv[2])
sys.path.insert(0, str(source / "docs" / "examples"))
from read_results import Results  # noqa: E402

CASES = [
    ("elmira-1991", []),                                                # merged states
    ("milk-river", ["--sanction", "strict", "--threads", "7"]),         # rules
    ("chicken", ["--engine", "sparse"]),                                # every assignment is feasible
]


def run(*arguments):
    return subprocess.run([program, *map(str, arguments)], check=True, capture_output=True, text=True).stdout


def check(condition, what):
    if not condition:
        sys.exit(f"results_test: {what}")


checked = 0
with tempfile.TemporaryDirectory() as folder:
    for name, switches in CASES:
        case = source / "cases" / name / f"{name}.case.yaml"
        answer = json.loads(run("stable", case, "--json", *switches))
        states = json.loads(run("states", case, "--json", "--limit", 0))
        for limit in (0, 3):
            rows = min(limit or answer["states"], answer["states"])
            binary, text = Path(folder) / "results.bin", Path(folder) / "results.csv"
            run("stable", case, "--out", binary, "--limit", limit, *switches)
            run("stable", case, "--out", text, "--limit", limit, *switches)
            results = Results(binary)
            header = results.header
            check(header["rows"] == rows and header["states"] == answer["states"], f"{name}: the number of states")
            check(header["now"] == answer["now"], f"{name}: now")
            with open(text, encoding="utf-8", newline="") as file:
                lines = list(csv.DictReader(file))
            check(len(lines) == rows, f"{name}: the number of lines")
            for concept, entry in answer["concepts"].items():
                wanted = {None: entry["equilibria"], **entry["stable"]}
                for party, numbers in wanted.items():
                    numbers = [s for s in numbers if s <= rows]
                    check(results.stable(concept, party) == numbers, f"{name}: {concept} {party} in the binary file")
                    column = f"{concept}.{party or 'equilibrium'}"
                    found = [int(line["state"]) for line in lines if line[column] == "1"]
                    check(found == numbers, f"{name}: {column} in the text")
                    checked += 1
            for line in lines:
                label = states["labels"][line["state"]]
                values = results.values(int(line["state"]))
                for variable, value in label.items():
                    check(values[variable] == value and line[variable] == value, f"{name}: state {line['state']}")
print(f"{checked} sets agree")
check(checked > 0, "nothing was checked")
