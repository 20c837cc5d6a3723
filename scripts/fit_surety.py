#!/usr/bin/env python3
"""Learns how sure rows about events are, from papers marked by hand that the reader of events had not learned from.

    scripts/fit_surety.py [--found FILE] [--check] [--annotated FOLDER] [--volumes FOLDER] [--marked FOLDER]

The papers are parted in three; each part is read with what the reader learns from the others, so that its findings
are as right or wrong as those in any paper. A row is right when a mark overlaps it by half of the shorter, has its type
and modality, and gainsays neither the parties nor the day that the row would show. Writes lexicon/en/surety.toml and
prints how right rows are from each surety on: of a tenth of the papers at a time by what the others teach, and of the
annotated papers kept aside. `--check` only prints. `--found` keeps the findings in a file, or takes them from there:
making them needs scikit-learn and takes a quarter of an hour.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from marked_papers import Mark, Paper, annotated, marked, same

from dragoman.archive.events import BACK, LAST
from dragoman.edition.annotation import Annotation
from dragoman.resolution import surety
from dragoman.resolution.doers import doer
from dragoman.resolution.reasons import weight_of, word_of
from dragoman.resolution.screening import undone
from dragoman.resolution.vouching import day_vouched, told, vouched

ROOT = Path(__file__).parent.parent
PATH = ROOT / "src" / "dragoman" / "lexicon" / "en" / "surety.toml"
PARTS, TURNS = 3, 10
DRAWN = 20                      # findings of all types that a type's share is drawn towards
PENALTY = 1.5                   # of the squares of the weights, the bias left out
LINES = [x / 20 for x in range(8, 18)]
_WORD = re.compile(r"\w+")
_EMPTY = frozenset(("the", "of", "a", "mr", "government", "his", "her", "our", "my", "your", "and", "s", "to", "in"))


class Found(NamedTuple):
    """A finding as a row: the paper, what its surety is reckoned from, and whether it is right."""

    paper: str
    kind: str
    state: str
    weight: float
    rule: str
    undone: bool
    right: bool


# ------------------------------------------------------------------ findings that were not learned from

def read_all(o: argparse.Namespace) -> tuple[list[Found], list[Found]]:
    """The rows of all papers, each read with what the others teach; those of the papers kept aside."""
    t = import_module("train_findings")
    given, aside = ([g for a, g in annotated(o.annotated) if a == kept] for kept in (False, True))
    examples = [[t.example("event", paper) for paper in group] for group in (*marked(o.marked, o.volumes), *given)]
    rows: list[Found] = []
    for part in range(PARTS):
        model = t.trained("event", [e for i, group in enumerate(examples) if i % PARTS != part for e in group])
        for e in (e for i, group in enumerate(examples) if i % PARTS == part for e in group):
            rows += rows_of(e.paper, read(t, e, model))
    weights = json.loads((ROOT / "src/dragoman/readers/events/weights.json").read_text(encoding="utf-8"))
    return rows, [row for group in aside for p in group for row in rows_of(p, read(t, t.example("event", p), weights))]


def read(t: Any, e: Any, model: dict[str, Any]) -> list[Annotation]:
    """What the reader of events finds in a paper with these weights."""
    find = model["find"]
    every = [t.Weighed(trigger, signs, t.worth(signs, find)) for trigger, own, signs
             in zip(e.triggers, e.own, e.signs, strict=True) if t.worth(own, find) >= model["gate"]]
    return list(t.reader_of("event").found_in(e.scene, every, t.as_model(model, t.logit(t.LINE["event"]))))


def rows_of(paper: Paper, found: Iterable[Annotation]) -> Iterator[Found]:
    """The findings in a paper as rows, each right or wrong by its marks."""
    gold = paper.gold.get("event", [])
    for a in found:
        body: Any = a.body
        before = LAST.split(paper.document.text[max(0, a.start - BACK):a.start])[-1]
        clause = paper.document.text[a.start:a.end]
        weight = weight_of(a.rule)
        yield Found(paper.name, body.type, body.modality, weight, a.rule,
                    undone(body.modality, (before, clause), a.rule), right(a, shown(a, paper), gold))


def shown(a: Annotation, paper: Paper) -> dict[str, str | None]:
    """The parties and the day that a row shows: those that its clause bears out."""
    body: Any = a.body
    clause = paper.document.text[a.start:a.end]
    act = told(clause, a.rule, body.type)
    parties = {role: party for role in ("actor", "target")
               if (party := getattr(body, role)) and doer(party, clause) and vouched(party, role, act)}
    inside = sorted((d.start - a.start, d.end - a.start) for d in paper.earlier.get("date", ())
                    if a.start <= d.start and d.end <= a.end)
    return {**parties, "date": body.date if body.date and inside and day_vouched(act, inside) else None}


def right(a: Annotation, row: dict[str, str | None], gold: Sequence[Mark]) -> bool:
    """Whether a mark overlaps a row by half, is of its type and modality, and gainsays nothing that it shows."""
    body: Any = a.body
    for start, end, mark in gold:
        common = min(end, a.end) - max(start, a.start)
        if (common > 0 and common * 2 >= min(end - start, a.end - a.start)
                and (mark["type"], mark["modality"]) == (body.type, body.modality)
                and all(agree(row.get(role), mark[role]) for role in ("actor", "target"))
                and row["date"] in (None, mark["date"])):
            return True
    return False


def agree(one: str | None, other: str | None) -> bool:
    """Whether two names of a party can mean one: they are the same, share a word, or one is not told."""
    if one is None or other is None or same(one, other) or {one, other} <= {"writer", "we"}:
        return True
    mine, theirs = ({w for w in _WORD.findall(name.lower()) if w not in _EMPTY} for name in (one, other))
    return bool(mine & theirs) if mine and theirs else "government" in one.lower() and "government" in other.lower()


# ------------------------------------------------------------------ the regression

class Learned(NamedTuple):
    """What is written: the share of each type, the record of each word, the worth of each sign."""

    types: dict[str, float]
    words: dict[str, dict[str, list[int]]]
    worth: dict[str, float]


def learn(rows: Sequence[Found]) -> Learned:
    """The numbers of a set of rows. A word's record, while they are learned, is that in other papers."""
    overall = sum(r.right for r in rows) / len(rows)
    kinds = {kind: [r.right for r in rows if r.kind == kind] for kind in {r.kind for r in rows}}
    types = {k: round((sum(v) + DRAWN * overall) / (len(v) + DRAWN), 3) for k, v in sorted(kinds.items())}
    whole, own = counted(rows), defaultdict(list)
    for r in rows:
        own[r.paper].append(r)
    table: list[dict[str, float]] = []
    truth: list[bool] = []
    for group in own.values():
        mine = counted(group)
        for r in group:
            key = word_of(r.rule), r.kind
            rest = [whole[key][i] - mine[key][i] for i in (0, 1)]
            with_words(types, {key[0]: {key[1]: rest}}, {})
            table.append(signs_of(r))
            truth.append(r.right)
    words: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for (word, kind), count in sorted(whole.items()):
        words[word][kind] = count
    return Learned(types, dict(words), fitted(table, truth))


def counted(rows: Iterable[Found]) -> dict[tuple[str, str], list[int]]:
    """How many rows of a word under a type are right, and how many there are."""
    found: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for r in rows:
        found[word_of(r.rule), r.kind][0] += r.right
        found[word_of(r.rule), r.kind][1] += 1
    return found


def signs_of(r: Found) -> dict[str, float]:
    return surety.signs(r.kind, r.state, r.weight, r.rule, undone=r.undone)


def with_words(types: dict[str, float], words: dict[str, Any], worth: dict[str, float]) -> None:
    """Let the program reckon with these numbers."""
    numbers = {"types": types, "words": words, "worth": worth}
    surety.lexicon = lambda _: numbers          # type: ignore[assignment]


def fitted(table: Sequence[dict[str, float]], truth: Sequence[bool]) -> dict[str, float]:
    """A logistic regression by Newton's method."""
    names = sorted({name for row in table for name in row})
    x = np.array([[row.get(name, 0.0) for name in names] for row in table])
    y = np.array(truth, dtype=float)
    penalty = np.diag([0.0 if name == "bias" else PENALTY for name in names])
    w = np.zeros(len(names))
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty
        w -= np.linalg.solve(hessian, x.T @ (p - y) + penalty @ w)
    return {name: round(float(value), 3) for name, value in zip(names, w, strict=True)}


def sureties(rows: Iterable[Found], learned: Learned) -> list[tuple[float, bool]]:
    """The surety of each row, and whether it is right."""
    with_words(*learned)
    return [(surety.surety(r.kind, r.state, r.weight, r.rule, undone=r.undone), r.right) for r in rows]


# ------------------------------------------------------------------ command line

def report(name: str, found: Sequence[tuple[float, bool]]) -> None:
    """How right rows are from each surety on."""
    print(f"{name}: {len(found)} rows, {sum(right for _, right in found)} right")
    for line in LINES:
        kept = [right for sure, right in found if sure >= line]
        if kept:
            print(f"  from {line:.2f}: {sum(kept)} of {len(kept)} ({sum(kept) / len(kept):.2f})")


def write(learned: Learned, path: Path) -> None:
    """Put the numbers where the program reads them."""
    lines = ["# Written by scripts/fit_surety.py: what the surety of a row about an event is reckoned from.", "",
             "[worth]    # of each sign, in log odds", *(f"{k} = {v}" for k, v in learned.worth.items()), "",
             "[types]    # the share of right rows", *(f"{k} = {v}" for k, v in learned.types.items()), "",
             "[words]    # under each type, how many rows were right, of how many"]
    lines += [f'{json.dumps(word)} = {{{", ".join(f"{k} = {v}" for k, v in kinds.items())}}}'
              for word, kinds in learned.words.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Reads the command line, learns, checks, writes."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--found", type=Path)
    args.add_argument("--check", action="store_true")
    args.add_argument("--annotated", type=Path, default=ROOT.parent / "shared" / "corpus" / "annotated")
    args.add_argument("--volumes", type=Path, default=ROOT.parent / "shared" / "corpus" / "frus")
    args.add_argument("--marked", type=Path, default=ROOT / "tests" / "marked")
    o = args.parse_args()
    if o.found and o.found.exists():
        rows, aside = ([Found(*row) for row in part] for part in json.loads(o.found.read_text(encoding="utf-8")))
    else:
        rows, aside = read_all(o)
        if o.found:
            o.found.write_text(json.dumps((rows, aside), ensure_ascii=False), encoding="utf-8")
    papers = sorted({r.paper for r in rows})
    turn = {paper: i % TURNS for i, paper in enumerate(papers)}
    checked = [pair for k in range(TURNS) for pair in sureties(
        [r for r in rows if turn[r.paper] == k], learn([r for r in rows if turn[r.paper] != k]))]
    report("papers that were not learned from, in turn", checked)
    learned = learn(rows)
    report("the annotated papers kept aside", sureties(aside, learned))
    if not o.check:
        write(learned, PATH)


if __name__ == "__main__":
    main()
