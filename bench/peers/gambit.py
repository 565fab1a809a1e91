"""Pure Nash equilibria: this program against Gambit's enumpure, the same games in one run, the same answers.

    VENV/bin/python bench/peers/gambit.py build/release/bench/detente_bench [SECONDS]

`./dev bench gambit` makes the environment with pygambit and calls this. Random cases of 4 parties with free yes/no
options are written as games in strategic form, once with few distinct outcomes, which the file lists once, and once with
an outcome for each profile. Gambit is timed inside its process, reading and solving apart; of this program the Nash pass
on one thread, which begins with ranked states in memory as enumpure begins with a game in memory. Sizes grow until
Gambit has taken more than SECONDS (default 60) for one, or would for the next. Prints a table in Markdown.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pygambit

READING = 120  # seconds; a larger game is not read


def profiles(result, game):
    """The equilibria as numbers, the first player's strategy varying fastest; strategies are called 1, 2, ..."""
    found = []
    for equilibrium in result.equilibria:
        number, stride = 0, 1
        for player in game.players:
            strategies = list(game.get_strategies(player))
            chances = equilibrium[player]
            number += next(int(strategy) - 1 for strategy in strategies if chances[strategy] == 1) * stride
            stride *= len(strategies)
        found.append(number)
    return sorted(found)


def main():
    bench = sys.argv[1]
    most = float(sys.argv[2]) if len(sys.argv) > 2 else 60
    print(f"pygambit {pygambit.__version__}, enumpure:\n")
    print("| profiles | outcomes | equilibria | Gambit reading s | Gambit solving s | detente s | times faster in solving "
          "| same answers |\n|---|---|---|---|---|---|---|---|")
    agree = True
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("few", "many"):
            file = Path(folder) / "game.nfg"
            before = {}
            for options in (8, 12, 16, 20, 24):
                growth = 16
                if before and (before["solving"] * growth > most * 2 or before["reading"] * growth > READING * 2):
                    break
                ours = json.loads(subprocess.run([bench, "strategic-form", str(options), kind, file], check=True,
                                                 capture_output=True, text=True).stdout)
                begin = time.perf_counter()
                game = pygambit.read_nfg(str(file))
                reading = time.perf_counter() - begin
                begin = time.perf_counter()
                result = pygambit.nash.enumpure_solve(game)
                solving = time.perf_counter() - begin
                same = profiles(result, game) == ours["equilibria"]
                agree &= same
                print(f"| 2^{options} | {kind}: {len(game.get_outcomes())} | {len(ours['equilibria'])} | {reading:.3f} | "
                      f"{solving:.3f} | {ours['seconds']:.6f} | {solving / ours['seconds']:.0f} | "
                      f"{'yes' if same else 'NO'} |", flush=True)
                before = {"solving": solving, "reading": reading}
                if solving > most or reading > READING:
                    break
    sys.exit(0 if agree else 1)


if __name__ == "__main__":
    main()
