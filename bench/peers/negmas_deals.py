#!/usr/bin/env python3
"""Deals: this program against NegMAS, same inputs in one run, same frontiers; and spaces that nobody can list.

    python3 -m venv VENV && VENV/bin/pip install negmas==0.16
    VENV/bin/python bench/peers/negmas_deals.py build/release/detente [LARGEST_POWER_OF_TEN [PATIENCE]]
    python3 bench/peers/negmas_deals.py build/release/detente large

Linear additive scenarios of 10 values an issue are written as GENIUS files, which both read. NegMAS is timed inside
its process, around pareto_frontier() and nash_points(). This program is timed twice: `solving`, inside a process
(`detente_bench deals`), everything about the table from components, all picks and the zone included; and `end to end`,
`detente deals` from start to end, which starts the program, reads the case and prints. All times are of the processor,
since other work on the machine does not change them much. Listing is skipped above 10^7 deals, NegMAS where it would
take more than PATIENCE seconds (default 900), judged by how its time grew so far.

NegMAS keeps one deal of those with equal utilities, so frontiers are compared as sets of points; and it adds binary
fractions, so that it may keep points which others beat by no more than their rounding: these are counted. It accepts
what is exactly worth the reservation value; no deal here is.

`large` needs no NegMAS: 12 issues of 10 values, 10^12 deals, and the memory that listing 10^7 deals takes at its peak.
On 1,000 levels every utility is a whole number of thousandths, and with opposed interests every deal is efficient.
Prints tables in Markdown.
"""

import csv
import io
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

VALUES = 10


def shares(count, rng):
    """Weights in thousandths that sum to one."""
    cuts = sorted(rng.sample(range(1, 1000), count - 1))
    return [b - a for a, b in zip([0] + cuts, cuts + [1000])]


def evaluations(rng):
    """Thousandths from 1 to 1000, both of which occur."""
    drawn = [1, 1000] + [rng.randint(1, 1000) for _ in range(VALUES - 2)]
    rng.shuffle(drawn)
    return drawn


def scenario(issues, parties, kind, seed):
    """[party] -> (weights, [issue] -> evaluations), all in thousandths."""
    rng = random.Random(seed)
    first = (shares(issues, rng), [evaluations(rng) for _ in range(issues)])
    drawn = [first]
    for party in range(1, parties):
        if kind == "opposed" and party == 1:
            drawn.append((first[0], [[1001 - e for e in row] for row in first[1]]))
        else:
            drawn.append((shares(issues, rng), [evaluations(rng) for _ in range(issues)]))
    return drawn


def on_levels(issues, seed):
    """Two parties with opposed interests, whose utilities are thousandths."""
    rng = random.Random(seed)
    weights = shares(issues, rng)
    rows = [rng.sample([1, top], 2) + [rng.randint(1, top) for _ in range(VALUES - 2)] for top in weights]
    # An issue's evaluations are divided by the largest of them, so weight times evaluation is a whole thousandth.
    return [(weights, rows), (weights, [[top + 1 - e for e in row] for top, row in zip(weights, rows)])]


def write(folder, drawn):
    """A domain and a profile for each party, as GENIUS writes them."""
    issues = len(drawn[0][0])

    def issue(k, row=None):
        items = "".join(
            f'<item index="{v + 1}" value="v{v}"' + (f' evaluation="{row[v] / 1000}"' if row else "") + "/>"
            for v in range(VALUES)
        )
        return f'<issue etype="discrete" index="{k + 1}" name="issue{k + 1}" type="discrete" vtype="discrete">{items}</issue>'

    objective = '<objective description="" etype="objective" index="0" name="root" type="objective">'
    domain = folder / "domain.xml"
    domain.write_text(
        f'<negotiation_template><utility_space number_of_issues="{issues}">{objective}'
        + "".join(issue(k) for k in range(issues))
        + "</objective></utility_space></negotiation_template>"
    )
    profiles = []
    for party, (weights, rows) in enumerate(drawn):
        profile = folder / f"P{party + 1}.xml"
        profile.write_text(
            f'<utility_space number_of_issues="{issues}">{objective}'
            + "".join(issue(k, rows[k]) for k in range(issues))
            + "".join(f'<weight index="{k + 1}" value="{weights[k] / 1000}"/>' for k in range(issues))
            + '</objective><discount_factor value="1.0"/><reservation value="0.0"/></utility_space>'
        )
        profiles.append(profile)
    return domain, profiles


def run(program, *arguments, may_stop=False):
    """What it prints, and what it took: seconds of the processor and MB of memory. `may_stop`: at a limit, too."""
    with subprocess.Popen([program, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          text=True) as process:
        text = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0 and not (may_stop and process.returncode == 4):
        raise SystemExit(f"{program} {arguments}: exit code {process.returncode}")
    return text, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e6


def median_run(program, *arguments):
    runs = [run(program, *arguments) for _ in range(5)]
    return runs[0][0], statistics.median(seconds for _, seconds, _ in runs)


# The system counts a process's memory from before it became the program, so MB are no fewer than Python takes: they are
# told where NegMAS is not loaded.
def import_scenario(program, folder, drawn):
    domain, profiles = write(folder, drawn)
    case = folder / "scenario.case.yaml"
    run(program, "import", domain, *profiles, "-o", case, "--force")
    return domain, profiles, case


def millionths(point):
    return tuple(round(1e6 * u) for u in point)


def frontier_of(program, case, parties):
    text, _, _ = run(program, "deals", case, "--method", "additive", "--limit", 0, "--csv")
    rows = csv.DictReader(io.StringIO(text))
    return {millionths(float(row[f"utility.P{p + 1}"]) for p in range(parties)) for row in rows}


def beaten(point, others):
    return any(other != point and all(a >= b for a, b in zip(other, point)) for other in others)


def too_slow(times, patience):
    """Whether the next scenario, ten times as large, would take too long."""
    if len(times) < 2:
        return False
    return times[-1] * max(10, times[-1] / times[-2]) > patience


def shown(seconds):
    return "" if seconds is None else f"{seconds:.4f}" if seconds < 1 else f"{seconds:.1f}"


def against_negmas(program, bench, largest, patience):
    from negmas.inout import load_genius_domain
    from negmas.preferences.ops import nash_points, pareto_frontier

    print(
        "| deals | parties | interests | efficient points | NegMAS s | solving s | end to end s | listing s "
        "| NegMAS / solving | NegMAS / end to end | same points | same Nash |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    times = {}
    with tempfile.TemporaryDirectory() as name:
        for issues in range(3, largest + 1):
            for parties in (2, 3):
                for kind in ("random", "opposed"):
                    drawn = scenario(issues, parties, kind, 100 * issues + parties)
                    domain, profiles, case = import_scenario(program, Path(name), drawn)
                    text, whole = median_run(program, "deals", case, "--method", "additive", "--limit", 1, "--json")
                    answer = json.loads(text)
                    solving = json.loads(run(bench, "deals", case)[0])["everything_ms"] / 1000
                    listing = None
                    if issues <= 7:
                        listed, listing, _ = run(program, "deals", case, "--method", "list", "--limit", 1, "--json")
                        if json.loads(listed)["efficient"] != answer["efficient"]:
                            raise SystemExit("listing and components differ")
                    negmas = None
                    same = nash = ""
                    history = times.setdefault((parties, kind), [])
                    if not too_slow(history, patience):
                        loaded = load_genius_domain(domain, profiles, safe_parsing=False)
                        begin = time.process_time()
                        points, _ = pareto_frontier(loaded.ufuns, issues=loaded.outcome_space.issues)
                        best = nash_points(loaded.ufuns, points, outcome_space=loaded.outcome_space)
                        negmas = time.process_time() - begin
                        history.append(negmas)
                        ours = frontier_of(program, case, parties)
                        theirs = {millionths(p) for p in points}
                        more = theirs - ours
                        if not ours <= theirs or not all(beaten(p, ours) for p in more):
                            same = "NO"
                        else:
                            same = f"yes, but for {len(more)} beaten ones" if more else "yes"
                        # Its range begins at the lowest utility where that is above the reservation value, so it may
                        # multiply other gains: compared only where both begin at the same.
                        found = {millionths(p) for p, _ in best}
                        picks = {
                            millionths(deal["utilities"][f"P{p + 1}"] for p in range(parties))
                            for deal in answer["picks"]["nash"]
                        }
                        nash = "yes" if picks <= found else f"{sorted(found)[0]} here {sorted(picks)[0]}"
                    else:
                        history.append(float("inf"))

                    def ratio(other):
                        return "" if negmas is None or other == 0 else f"{negmas / other:.0f}"

                    print(
                        f"| 10^{issues} | {parties} | {kind} | {answer['points']} | "
                        f"{'not run' if negmas is None else shown(negmas)} | {shown(solving)} | {shown(whole)} | "
                        f"{shown(listing)} | {ratio(solving)} | {ratio(whole)} | {same} | {nash} |",
                        flush=True,
                    )


def large(program, bench):
    print("| deals | parties | interests | efficient points | frontier and Nash s | everything s | end to end s | MB "
          "| not settled |")
    print("|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        for parties, kind in ((2, "random"), (2, "opposed"), (2, "opposed, on 1,000 levels"), (3, "random")):
            seed = 1200 + parties
            drawn = on_levels(12, seed) if "levels" in kind else scenario(12, parties, kind, seed)
            _, _, case = import_scenario(program, Path(name), drawn)
            text, whole, memory = run(program, "deals", case, "--limit", 1, "--json", may_stop=True)
            answer = json.loads(text)
            missing = [pick for pick, deals in answer["picks"].items() if not deals]
            if answer["complete"] == bool(missing):
                raise SystemExit(f"{parties} parties, {kind}: complete is {answer['complete']}, no deal for {missing}")
            inside = json.loads(run(bench, "deals", case, 3)[0])
            print(
                f"| 10^12 | {parties} | {kind} | {answer['points']} | {shown(inside['frontier_and_nash_ms'] / 1000)} | "
                f"{shown(inside['everything_ms'] / 1000)} | {shown(whole)} | {memory:.0f} | "
                f"{', '.join(missing)} |",
                flush=True,
            )
        print("\n| deals | parties | interests | listing s | listing MB |\n|---|---|---|---|---|")
        for kind in ("random", "opposed"):
            _, _, case = import_scenario(program, Path(name), scenario(7, 3, kind, 703))
            _, seconds, memory = run(program, "deals", case, "--method", "list", "--limit", 1, "--json")
            print(f"| 10^7 | 3 | {kind} | {shown(seconds)} | {memory:.0f} |", flush=True)


def main():
    program = sys.argv[1]
    bench = Path(program).resolve().parent / "bench" / "detente_bench"
    what = sys.argv[2] if len(sys.argv) > 2 else "6"
    if what == "large":
        large(program, bench)
    else:
        against_negmas(program, bench, int(what), float(sys.argv[3]) if len(sys.argv) > 3 else 900)


if __name__ == "__main__":
    main()
