#!/usr/bin/env python3
"""Measures how right the readers of statements, directives, assessments and events are, on the papers marked by hand.

    scripts/measure_accuracy.py [--check | --left-out N] [--annotated FOLDER] [--volumes FOLDER] [--marked FOLDER]

Writes the tables of docs/accuracy.md, between its two marker comments. --check writes nothing and exits with 1 when
they are not what is measured. The papers are those of scripts/marked_papers.py: the annotated ones that were learned
from, those kept aside, the founding letter; our own, all of them learned from, are only counted. --left-out N learns
without every N-th of our own, reads these and prints how right that is (with scripts/train_findings.py, which needs
scikit-learn; ten minutes and more).
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from marked_papers import FIELDS, LAYERS, Mark, Paper, annotated, marked, matched, same

from dragoman.readers import readers

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "accuracy.md"
BEGIN, END = "<!-- measured: scripts/measure_accuracy.py -->", "<!-- end of what is measured -->"
ERAS = {"1861-82": (1861, 1882), "1897-1902": (1897, 1902), "1918-25": (1918, 1925), "1934-37": (1934, 1937)}
LETTER = "letter-1937-01-21"
ALL = "all"
# the sets of papers, as the tables name them
LEARNED, ASIDE, FOUNDING, OWN = "learned from", "kept aside", "the letter", "our own"


class Tally(NamedTuple):
    """What was marked, returned and matched, by (set of papers, layer, era); right fields by (set, layer, field)."""

    counts: defaultdict[tuple[str, str, str], Counter[str]]
    right: Counter[tuple[str, str, str]]


def era_of(name: str) -> str:
    """The era that a paper's name puts it in: "1861-82" of "frus1864p3-d3"."""
    year = int(re.search(r"\d{4}", name)[0])
    return next(era for era, (first, last) in ERAS.items() if first <= year <= last)


# ------------------------------------------------------------------ reading and counting

def sets(folder: Path) -> Iterator[tuple[str, str, list[Paper]]]:
    """The annotated papers: the set each is of, its name, and its documents."""
    for aside, group in annotated(folder):
        name = group[0].name
        yield FOUNDING if name == LETTER else ASIDE if aside else LEARNED, name, group


def findings(layer: str, paper: Paper) -> list[Mark]:
    """What the layer's reader finds in a paper, as marks."""
    (reader,) = [r for r in readers() if layer == r.GIVES]
    found = reader.read(paper.document, paper.earlier)
    return [(a.start, a.end, {f: getattr(a.body, f) for f in FIELDS[layer]}) for a in found]


def count(tally: Tally, where: tuple[str, str, str], want: Sequence[Mark], got: Sequence[Mark]) -> None:
    """Count one paper's marks and findings of a layer."""
    of, layer, _ = where
    hits = matched(want, got)
    for key in (where, (of, layer, ALL)):
        tally.counts[key].update(marked=len(want), returned=len(got), matched=len(hits))
    for field in {f for _, _, body in got for f in body}:
        tally.right[of, layer, field] += sum(same(want[i][2].get(field), got[j][2].get(field)) for i, j in hits)


def measured(folder: Path) -> tuple[Tally, Counter[tuple[str, str]]]:
    """The annotated papers read and counted; and how many papers there are, by (set, era)."""
    tally, papers = Tally(defaultdict(Counter), Counter()), Counter()
    for of, name, group in sets(folder):
        papers.update([(of, era_of(name)), (of, ALL)])
        lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        marks = Counter(json.loads(line).get("layer") for line in lines)
        for layer in LAYERS:
            for paper in group:
                count(tally, (of, layer, era_of(name)), paper.gold.get(layer, []), findings(layer, paper))
            # a mark whose words the program's text does not have in one piece is missed all the same
            lost = marks[layer] - sum(len(p.gold.get(layer, [])) for p in group)
            for era in (era_of(name), ALL):
                tally.counts[of, layer, era]["marked"] += lost
    return tally, papers


def count_own(folder: Path, tally: Tally, papers: Counter[tuple[str, str]]) -> None:
    """Count our own papers and their marks, as they are written down."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            for era in (era_of(path.stem), ALL):
                papers[OWN, era] += 1
                for layer, *_ in json.loads(line)["marks"]:
                    tally.counts[OWN, layer, era]["marked"] += 1


def left_out(groups: Sequence[list[Paper]], given: Sequence[list[Paper]], every: int) -> Tally:
    """How right the readers are on every N-th of our own papers when they have not learned from it."""
    learning = import_module("train_findings")
    tally = Tally(defaultdict(Counter), Counter())
    for layer in LAYERS:
        examples = [[learning.example(layer, p) for p in group] for group in groups]
        rest = [e for n, group in enumerate(examples, 1) if n % every for e in group]
        more = [learning.example(layer, p) for group in given for p in group]
        model = learning.trained(layer, rest + more)
        weights = ROOT / "src" / "dragoman" / "readers" / f"{layer}s" / "weights.json"
        line = json.loads(weights.read_text(encoding="utf-8"))["line"]
        for group in examples[every - 1::every]:
            for e in group:
                count(tally, (OWN, layer, era_of(e.paper.name)), e.gold, learning.findings(layer, e, model, line))
    return tally


# ------------------------------------------------------------------ the tables

def share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,} ({part / whole:.2f})" if whole else "none"


def cells(c: Counter[str]) -> list[str]:
    """Precision, recall and F1, the first two with their denominators."""
    both = c["returned"] + c["marked"]
    f1 = f"{2 * c['matched'] / both:.2f}" if both else ""
    return [share(c["matched"], c["returned"]), share(c["matched"], c["marked"]), f1]


def drawn(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """A table of Markdown."""
    lines = [f"| {' | '.join(map(str, row))} |" for row in rows]
    return [f"| {' | '.join(head)} |", "|" + "---|" * len(head), *lines, ""]


def papers_table(tally: Tally, papers: Counter[tuple[str, str]]) -> list[str]:
    """How many papers and marks there are."""
    rows = [[of, era if of != FOUNDING else "1937", f"{papers[of, era]:,}",
             *(f"{tally.counts[of, layer, era]['marked']:,}" for layer in LAYERS)]
            for of in (OWN, LEARNED, ASIDE, FOUNDING) for era in ((*ERAS, ALL) if of != FOUNDING else (ALL,))]
    return drawn(["papers", "era", "n", *(f"{layer}s" for layer in LAYERS)], rows)


def found_table(tally: Tally, of: str) -> list[str]:
    """Precision and recall by layer and era."""
    rows = [[f"**{layer}**" if era == ALL else layer, era, *cells(tally.counts[of, layer, era])]
            for layer in LAYERS for era in (*ERAS, ALL) if any(tally.counts[of, layer, era].values())]
    return drawn(["layer", "era", "precision", "recall", "F1"], rows)


def fields_table(tally: Tally, named: Sequence[str]) -> list[str]:
    """How often each field is right, of the findings that match a mark."""
    def right(of: str, layer: str, field: str) -> str:
        return share(tally.right[of, layer, field], tally.counts[of, layer, ALL]["matched"])
    rows = [[f"{layer}.{field}", *(right(of, layer, field) for of in named)]
            for layer in LAYERS for field in FIELDS[layer] if any((of, layer, field) in tally.right for of in named)]
    return drawn(["field", *named], rows)


def letter_table(tally: Tally) -> list[str]:
    """The founding letter by itself, all layers on one line each."""
    key = tally.counts[FOUNDING, "directive", ALL]
    rows = [[layer, *cells(tally.counts[FOUNDING, layer, ALL])] for layer in LAYERS]
    sentence = f"Of the {key['marked']} directives in the letter's key {key['matched']} are found"
    return [*drawn(["layer", "precision", "recall", "F1"], rows), f"{sentence}; {key['returned']} are returned.", ""]


def tables(o: argparse.Namespace) -> str:
    """All that stands between the markers."""
    tally, papers = measured(o.annotated)
    count_own(o.marked, tally, papers)
    parts = ["### Papers and marks", "", *papers_table(tally, papers)]
    for of in (ASIDE, LEARNED):
        parts += [f"### Found: the papers {of}", "", *found_table(tally, of)]
    parts += ["### Found: the founding letter", "", *letter_table(tally)]
    parts += ["### Fields, of the findings that match a mark", "", *fields_table(tally, (ASIDE, LEARNED, FOUNDING))]
    return "\n".join(parts)


def main() -> None:
    """Write or check the tables, or print what is measured with papers left out."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--check", action="store_true", help="write nothing; exit with 1 when the page is out of date")
    args.add_argument("--left-out", type=int, metavar="N", help="learn without every N-th of our own, and read it")
    args.add_argument("--annotated", type=Path, default=ROOT.parent / "shared" / "corpus" / "annotated")
    args.add_argument("--volumes", type=Path, default=ROOT.parent / "shared" / "corpus" / "frus")
    args.add_argument("--marked", type=Path, default=ROOT / "tests" / "marked")
    o = args.parse_args()
    if o.left_out:
        given = [group for of, _, group in sets(o.annotated) if of == LEARNED]
        tally = left_out(list(marked(o.marked, o.volumes)), given, o.left_out)
        print("\n".join([*found_table(tally, OWN), *fields_table(tally, (OWN,))]))
        return
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    text = f"{before}{BEGIN}\n\n{tables(o)}\n{END}{rest.split(END)[1]}"
    if o.check:
        stale = f"out of date: {PAGE.name}; run scripts/measure_accuracy.py"
        print("the tables are up to date" if text == page else stale)
        sys.exit(text != page)
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
