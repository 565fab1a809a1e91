#!/usr/bin/env python3
"""Measures `detente read --reuse` on pairs of reports that were judged by hand.

    pairs.py PROGRAM [FOLDER...]

Each folder (by default all under pairs/) holds NAME-a.txt and NAME-b.txt, and truth.csv with the columns name, relation
(copy, speech, background, none), original (a, b, or open, of a copy), sure, why. Prints what goes wrong, and a table.
"""

import collections
import csv
import json
import pathlib
import subprocess
import sys


def judge(program, folder, name):
    """What the program says of a pair: relation, and of a copy which one is the original."""
    files = [str(folder / f"{name}-{side}.txt") for side in "ab"]
    read = json.loads(subprocess.run([program, "read", "--json", "--reuse", *files], capture_output=True, text=True,
                                     check=True).stdout)
    if read["reuse"]:
        pair = read["reuse"][0]
        original = "open" if pair["direction"] == "unknown" else pair["original"][-1]
        return "copy", original, pair["reason"]
    return ("speech" if read["speeches"] else "background" if read["backgrounds"] else "none"), "", ""


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = sys.argv[1]
    folders = [pathlib.Path(f) for f in sys.argv[2:]]
    if not folders:
        folders = sorted(f for f in (pathlib.Path(__file__).parent / "pairs").iterdir() if f.is_dir())
    print("| round | copies | found | right direction | open | wrong | guessed, judged open | others | taken for copies |")
    print("|---|---|---|---|---|---|---|---|---|")
    for folder in folders:
        counts = collections.Counter()
        with open(folder / "truth.csv", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            found, original, reason = judge(program, folder, row["name"])
            is_copy = row["relation"] == "copy"
            counts["copies" if is_copy else "others"] += 1
            if not is_copy:
                outcome = "taken" if found == "copy" else "fine"
            elif found != "copy":
                outcome = "missed"
            else:
                counts["found"] += 1
                outcome = ("right" if original == row["original"] else "open" if original == "open" else
                           "guessed" if row["original"] == "open" else "wrong")
            counts[outcome] += 1
            if outcome not in ("fine", "right"):
                judged = " ".join(filter(None, [row["relation"], row["original"]]))
                print(f"{folder.name}/{row['name']}: {outcome}; judged {judged} ({row['why']}); found {found} {original} "
                      f"({reason})", file=sys.stderr)
        print("|", " | ".join(str(x) for x in [folder.name] + [counts[c] for c in (
            "copies", "found", "right", "open", "wrong", "guessed", "others", "taken")]), "|")


if __name__ == "__main__":
    main()
