#!/usr/bin/env python3
"""Measures `detente read` against what was judged by hand about five reports.

    tests/evidence/measure.py PROGRAM REPORTS [--update] [--misses]

REPORTS is the folder with the texts, which are no part of the project. The figures are compared with the table in
docs/evidence.md between the two `measured` comments, or written there with --update; --misses lists what differs.
Exit codes: 0, 1 if the figures are not those of the document, 77 without the texts.
"""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TRUTH = ROOT / "tests/evidence/truth"
DOCUMENT = ROOT / "docs/evidence.md"
MARKS = ("<!-- measured: begin -->", "<!-- measured: end -->")


def table(name):
    with open(TRUTH / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def folded(name):
    """A name for comparing: words without case, titles, articles and periods."""
    words = re.findall(r"[^\W_]+", (name or "").lower().replace("’s", "").replace("'s", ""))
    return [w for w in words if w not in {"the", "a", "an", "mr", "ms", "mrs", "some", "former", "his", "its"}]


def same_speaker(judged, found):
    """One form holds the other, or persons with two names have the same last and, as far as given, first name."""
    a, b = folded(judged), folded(found)
    if not a or not b:
        return False
    return set(a) <= set(b) or set(b) <= set(a) or (len(a) > 1 and len(b) > 1 and (a[0], a[-1]) == (b[0], b[-1]))


class Score:
    def __init__(self, what):
        self.what, self.right, self.found, self.found_right, self.wanted = what, 0, 0, 0, 0

    def row(self):
        share = lambda n, of: f"{n / of:.3f} ({n} of {of})" if of else "-"
        return f"| {self.what} | {share(self.found_right, self.found)} | {share(self.right, self.wanted)} |"


def measure(read, misses):
    documents = {d["id"]: d for d in read["documents"]}
    spans, types = Score("quoted spans"), Score("their types")
    long_speakers, speakers = Score("speakers of direct quotations of five words and more"), Score("speakers of all quotations")
    for report, document in documents.items():
        judged = {(int(q["start"]), int(q["end"])): q for q in table("quotations") if q["report"] == report}
        found = {(q["start"], q["end"]): q for q in document["quotations"]}
        spans.wanted += len(judged)
        spans.found += len(found)
        spans.right += len(judged.keys() & found.keys())
        spans.found_right += len(judged.keys() & found.keys())
        misses += [f"{report} quotation {k}: not found" for k in judged.keys() - found.keys()]
        misses += [f"{report} quotation {k}: not judged" for k in found.keys() - judged.keys()]
        for place in judged.keys() & found.keys():
            q, f = judged[place], found[place]
            types.found += 1
            types.wanted += 1
            types.right += q["type"] == f["type"]
            types.found_right += q["type"] == f["type"]
            if q["type"] != f["type"]:
                misses.append(f"{report} quotation {place}: {q['type']} judged, {f['type']} found")
            named = q["speaker"] not in ("", "unresolvable")
            right = named and same_speaker(q["speaker"], f["speaker"])
            for score in [speakers] + ([long_speakers] if q["type"] == "direct" and f["words"] >= 5 else []):
                score.wanted += named
                score.found += f["speaker"] is not None
                score.right += right
                score.found_right += right
            if (named or f["speaker"]) and not right:
                misses.append(f"{report} quotation {place}: {q['speaker'] or 'nobody'} judged, {f['speaker']} found")
    statements = Score("reported statements with their speakers")
    for report, document in documents.items():
        judged = [s for s in table("statements") if s["report"] == report]
        clear = [s for s in judged if s["judged"] == "clear"]
        match = lambda s, f: int(s["sentence"]) == f["sentence"] and same_speaker(s["speaker"], f["speaker"])
        statements.wanted += len(clear)
        statements.right += sum(any(match(s, f) for f in document["statements"]) for s in clear)
        statements.found += len(document["statements"])
        statements.found_right += sum(any(match(s, f) for s in judged) for f in document["statements"])
        misses += [f"{report}#{s['sentence']} statement of {s['speaker']}: not found" for s in clear
                   if not any(match(s, f) for f in document["statements"])]
        misses += [f"{report}#{f['sentence']} statement of {f['speaker']}: not judged" for f in document["statements"]
                   if not any(match(s, f) for s in judged)]
    return [spans, types, long_speakers, speakers, statements, *measure_reuse(read, misses)]


def measure_reuse(read, misses):
    judged = table("reuse")
    wanted = {(r["copy"], r["original"]) for r in judged}
    found = {(r["copy"], r["original"]) for r in read["reuse"]}
    pairs = Score("re-use: pairs with direction")
    pairs.wanted, pairs.found = len(wanted), len(found)
    pairs.right = pairs.found_right = len(wanted & found)
    misses += [f"re-use {p}: not found" for p in wanted - found] + [f"re-use {p}: not judged" for p in found - wanted]
    scores = [pairs]
    for kinds, what in ((("verbatim", "quotation"), "words"), (("paraphrase",), "paraphrases")):
        truth = {(r["copy"], r["original"], int(r["copy_sentence"]), int(r["original_sentence"])): r["judged"] == "clear"
                 for r in judged if r["kind"] in kinds}
        clear = {pair for pair, is_clear in truth.items() if is_clear}
        seen = {(r["copy"], r["original"], a["copy_sentence"], a["original_sentence"]) for r in read["reuse"]
                for a in r["aligned"] if a["kind"] in kinds}
        score = Score(f"re-use: sentences that share {what}" if what == "words" else f"re-use: {what}")
        score.wanted, score.right = len(clear), len(clear & seen)
        score.found, score.found_right = len(seen), len(seen & truth.keys())
        misses += [f"aligned {k}: not found" for k in sorted(clear - seen)]
        misses += [f"aligned {k}: not judged" for k in sorted(seen - truth.keys())]
        scores.append(score)
    return scores


def main():
    words = [a for a in sys.argv[1:] if not a.startswith("--")]
    if len(words) < 2 or not Path(words[1]).is_dir():
        print("the reports are not here, nothing was measured")
        return 77
    texts = sorted(str(p) for p in Path(words[1]).glob("report-*.txt"))
    read = json.loads(subprocess.run([words[0], "read", "--json", *texts], check=True, stdout=subprocess.PIPE).stdout)
    misses = []
    scores = measure(read, misses)
    figures = "\n".join(["| | precision | recall |", "|---|---|---|", *(s.row() for s in scores)])
    if "--misses" in sys.argv:
        print("\n".join(misses))
    print(figures)
    text = DOCUMENT.read_text(encoding="utf-8")
    before, rest = text.split(MARKS[0])
    shown, after = rest.split(MARKS[1])
    if shown.strip() == figures:
        return 0
    if "--update" in sys.argv:
        DOCUMENT.write_text(f"{before}{MARKS[0]}\n{figures}\n{MARKS[1]}{after}", encoding="utf-8")
        return 0
    print("docs/evidence.md shows other figures; --update writes these")
    return 1


if __name__ == "__main__":
    sys.exit(main())
