"""Ctrl-C in every phase of long work: how long the program goes on, its exit code, and what it leaves behind.

    bench/interrupt.py PROGRAM BENCH [OPTIONS]

The program runs on a terminal of its own (a pty). Once its line of progress names the phase, ^C is typed there. Takes a
case of 2^OPTIONS states (default 26), and for listing one with rules. Prints a table in Markdown; fails where an exit
takes more than 200 ms, has another code than 130 (0: it had ended before), or leaves an unfinished file.
"""

import os
import pty
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LIMIT = 0.2  # seconds


def interrupted(command, phase, folder, delay):
    """Types ^C `delay` seconds after the phase has shown; the time until the end and the exit code, or None."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execv(command[0], command)
    shown, typed, deadline = b"", None, time.monotonic() + 300
    while time.monotonic() < deadline:
        ready, _, _ = select.select([terminal], [], [], 0.02)
        if ready:
            try:
                piece = os.read(terminal, 65536)
            except OSError:  # the program has ended
                break
            if not piece:
                break
            shown = (shown + piece)[-65536:]
        if typed is None and phase.encode() in shown:
            time.sleep(delay)
            typed = time.monotonic()
            os.write(terminal, b"\x03")
    ended = time.monotonic()
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    if typed is None:
        return None
    return ended - typed, os.waitstatus_to_exitcode(status)


def main():
    program, bench = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    options = sys.argv[3] if len(sys.argv) > 3 else "26"
    failed = False
    print("| phase | runs | longest until the end, ms | exit code | files left |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for kind, count in (("free", options), ("grouped", "40")):
            case = subprocess.run([bench, "write", kind, count], check=True, capture_output=True, text=True).stdout
            Path(folder, f"{kind}.case.yaml").write_text(case, encoding="utf-8")
        # Listing 5^10 states is not slow enough to be shown everywhere, so rules come in pairs here.
        wide = Path(folder, "free.case.yaml").read_text(encoding="utf-8")
        rules = "".join(f"  - not (P1.o{k} and P2.o{k})\n" for k in range(1, 3))
        Path(folder, "rules.case.yaml").write_text(wide + "rules:\n" + rules, encoding="utf-8")
        for phase, case, more in (("listing states", "rules", []), ("ranking states", "free", []),
                                  ("comparing rows", "free", []), ("solving", "free", []),
                                  ("ordering moves", "grouped", []), ("solving", "grouped", []),
                                  ("writing", "free", ["--concept", "nash", "--out", "out.csv"]),
                                  ("writing", "free", ["--out", "out.bin"])):
            before = set(os.listdir(folder))
            command = [program, "stable", f"{case}.case.yaml", "--counts", *more]
            runs = [interrupted(command, phase, folder, delay) for delay in (0, 0.1, 0.3)]
            seen = [run for run in runs if run is not None]
            left = sorted(set(os.listdir(folder)) - before)
            name = f"{phase}, {case}{' ' + more[-1] if more else ''}"
            if not seen:
                print(f"| {name} | 0: over too soon | | | |")
                continue
            longest = max(run[0] for run in seen)
            codes = sorted({run[1] for run in seen})
            # A run that had ended before ^C was typed is no failure of stopping.
            failed |= longest > LIMIT or any(code not in (130, 0) for code in codes) or any(".tmp" in name for name in left)
            print(f"| {name} | {len(seen)} | {1000 * longest:.0f} | {', '.join(map(str, codes))} | "
                  f"{', '.join(left) or 'none'} |", flush=True)
            for file in left:
                os.remove(Path(folder, file))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
