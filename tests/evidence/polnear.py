#!/usr/bin/env python3
"""Measures `detente read` against annotated news: PolNeAR (Newell, Margolin & Ruths, LREC 2018).

    tests/evidence/polnear.py PROGRAM DIR [--batch N] [--verbose] [--reuse]

DIR is a checkout of github.com/networkdynamics/PolNeAR, whose texts are no part of the project; any folder below it that
holds `text` and `attributions` will do. Measured are the articles of truth/polnear_batches.csv that are found there. What
counts is said in truth/README.md; truth/polnear.csv holds what was judged by hand. --verbose lists everything that differs.
--reuse compares the articles of truth/polnear_reuse.csv with each other instead, and says which links are judged otherwise.
Exit codes: 0, 77 without the texts.
"""

import argparse
import itertools
import json
import re
import subprocess
import sys
from pathlib import Path

from measure import Score, folded, same_speaker, table

MARK = re.compile("``|''|[\"“”]")


def marked(text):
    """Pairs of double quotation marks, the outermost, as places in characters. A paragraph that ends within a quotation is
    followed by one that begins with the mark again, or else its mark has no partner."""
    pairs, start, depth = [], None, 0
    for paragraph in re.finditer(r"[^\n]+", text):
        first = paragraph.start() + len(paragraph[0]) - len(paragraph[0].lstrip())
        if not MARK.match(text, first):
            start = None
        for mark in MARK.finditer(text, paragraph.start(), paragraph.end()):
            if start is None:
                start, depth = (mark.start(), 0) if mark[0] != "”" or mark.start() == first else (None, 0)
            elif mark[0] in ("“", "``"):
                depth += mark.start() != first
            elif mark.start() != first and depth > 0 and mark[0] == "”":
                depth -= 1
            elif mark.start() != first:
                pairs.append((start, mark.end()))
                start = None
    return pairs


def words(text):
    return len(re.findall(r"\w[\w'’.,%$-]*", text))


def annotated(lines):
    """(parts of a Content, place of its Source or None) of each attribution of a brat file."""
    spans, events = {}, []
    for line in lines:
        fields = line.split("\t")
        if line.startswith("T"):
            places = fields[1].split(" ", 1)[1]
            spans[fields[0]] = [tuple(map(int, p.split())) for p in places.split(";")]
        elif line.startswith("E"):
            events.append([part.split(":") for part in fields[1].split()[1:]])
    for roles in events:
        of = lambda role: [spans[t] for r, t in roles if r.rstrip("0123456789") == role]
        joined = []
        for begin, end in sorted(p for parts in of("Content") for p in parts):
            # Some annotators cut between two sentences.
            apart = not joined or begin > joined[-1][1] + 2
            joined += [(begin, end)] if apart else []
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        yield joined, (of("Source") or [[None]])[0][0]


def stands_alone(text, start, part):
    """The quotation is an utterance by itself: it begins its part of the Content, or follows a comma, colon or sentence."""
    return start <= part[0] + 1 or text[part[0] : start].rstrip()[-1:] in tuple(",:.?!\"”")


def truth_of(name, text, annotation, judged):
    """Quotations of five and more words: place -> (names of the speaker, or "?" or "", and whether it is direct)."""
    pairs = [p for p in marked(text) if words(text[p[0] : p[1]]) >= 5]
    sources = {(int(r["start"]), int(r["end"])): r["speaker"] for r in judged if r["what"] == "source" and r["document"] == name}
    known = {tuple(folded(r["speaker"])[-1:]): r["speaker"] for r in judged if r["what"] == "name" and r["document"] == "*"}
    truth, rows = {}, [r for r in judged if r["what"] in ("quotation", "fragment") and r["document"] == name]
    known_better = lambda pair: any(pair[0] < int(r["end"]) and int(r["start"]) < pair[1] for r in rows)
    for parts, source in annotated(annotation):
        for part in parts:
            for pair in pairs:
                if known_better(pair) or not (part[0] - 1 <= pair[0] and pair[1] <= part[1] + 1):
                    continue
                head = re.split(r",|\(| - | who ", text[source[0] : source[1]])[0] if source else ""
                names = (sources.get(source) or known.get(tuple(folded(head)), head)).split("|")
                # A description may stay one: "the company", "Roe's former adviser".
                names += [head] if re.search(r"\b[a-z]{4}|^(The|A|An) ", head) else []
                truth.setdefault(pair, (names, stands_alone(text, pair[0], part)))
    for row in rows:
        truth[int(row["start"]), int(row["end"])] = (row["speaker"].split("|"), row["what"] == "quotation")
    return truth


def measure_reuse(program, folder):
    """Compares the links between articles with those judged by hand; returns the exit code."""
    rows = table("polnear_reuse")
    compared = {r["first"] for r in rows if r["link"] == "compared"}
    texts = sorted(p for p in folder.rglob("text/*.txt") if p.stem in compared)
    if len(texts) < 2:
        print("the texts are not here, nothing was measured")
        return 77
    run = subprocess.run([program, "read", "--json", "--reuse", *map(str, texts)], check=True, stdout=subprocess.PIPE)
    read = json.loads(run.stdout)
    pair = lambda a, b: tuple(sorted((a, b)))
    found = {pair(p["copy"], p["original"]): "copy" for p in read["reuse"]}
    found |= {pair(*p["reports"]): "speech" for p in read["speeches"]}
    found |= {pair(*p["reports"]): "background" for p in read["backgrounds"]}
    judged = {pair(r["first"], r["second"]): r["link"] for r in rows if r["link"] != "compared"}
    print(f"{len(texts)} of {len(compared)} articles, {len(texts) * (len(texts) - 1) // 2} pairs")
    for places in sorted(found.keys() | judged.keys()):
        is_, should = found.get(places, "none"), judged.get(places, "none")
        print(f"{is_} {'' if is_ == should else f'(judged {should}) '}{places[0]} {places[1]}")
    return 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("dir", type=Path)
    parser.add_argument("--batch")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--reuse", action="store_true")
    given = parser.parse_args()
    if given.reuse:
        return measure_reuse(given.program, given.dir)
    wanted = {r["document"] for r in table("polnear_batches") if given.batch in (None, r["batch"])}
    texts = sorted(p for p in given.dir.rglob("text/*.txt") if p.stem in wanted)
    if not texts:
        print("the texts are not here, nothing was measured")
        return 77
    read = subprocess.run([given.program, "read", "--json", *map(str, texts)], check=True, stdout=subprocess.PIPE)
    documents = {d["id"]: d for d in json.loads(read.stdout)["documents"]}
    judged = table("polnear")
    spans = Score("quoted spans of five words and more")
    speakers = Score("speakers of direct quotations of five words and more")
    fragments = Score("speakers of other quotations of five words and more")
    for path in texts:
        text, name = path.read_text(encoding="utf-8"), path.stem
        files = sorted((path.parent.parent / "attributions").glob(name + "_*.ann"))
        truth = truth_of(name, text, files[0].read_text(encoding="utf-8").splitlines(), judged)
        at_byte = dict(zip(itertools.accumulate((len(char.encode()) for char in text), initial=0), itertools.count()))
        found = {}
        for q in documents[name]["quotations"]:
            place = at_byte[q["start"]], at_byte[q["end"]]
            if MARK.match(text, place[0]) and (q["words"] >= 5 or place in truth):
                found[place] = q

        def miss(place, what):
            if given.verbose:
                start = text[place[0] : place[0] + 40].replace("\n", " ")
                print(f"{name} {place[0]}-{place[1]} {start}...: {what}")

        spans.wanted += len(truth)
        spans.found += len(found)
        spans.right += len(truth.keys() & found.keys())
        spans.found_right += len(truth.keys() & found.keys())
        for place in sorted(truth.keys() | found.keys()):
            names, direct = truth.get(place, ([""], False))
            speaker = names[0]
            ours = found.get(place, {}).get("speaker")
            if place not in found:
                miss(place, "not found")
            if place not in truth:
                miss(place, f"neither annotated nor judged; {ours} found")
            if speaker == "?":
                continue
            right = any(same_speaker(name, ours) for name in names)
            score = speakers if direct or place in found and place not in truth and found[place]["type"] == "direct" else fragments
            score.wanted += bool(speaker)
            score.found += ours is not None
            score.right += right
            score.found_right += right
            if not right and (speaker or ours):
                kind = "direct" if score is speakers else "fragment"
                rule = found.get(place, {}).get("rule")
                miss(place, f"{kind}: {speaker or 'nobody'} judged, {ours} found ({rule})")
    print(f"{len(texts)} articles")
    print("\n".join(["| | precision | recall |", "|---|---|---|", spans.row(), speakers.row(), fragments.row()]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
