"""Learns the weights of the readers of statements, directives, assessments and events from papers marked by hand.

    python scripts/train_findings.py [--layer LAYER] [--check] [--annotated FOLDER] [--volumes FOLDER] [--marked FOLDER]

Writes weights.json beside each reader. `--check` writes nothing: it learns from all papers but a part, reads that part,
in turn, and prints how right that is. Needs scikit-learn, which the program does not. Every third of the annotated
papers, and the founding letter, are never learned from.
"""

import argparse
import json
import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import scipy.optimize
import scipy.sparse
from marked_papers import Mark, Paper, annotated, marked, matched, same
from sklearn.linear_model import LogisticRegression

from dragoman.edition.running import running
from dragoman.lexicon.prose.field_signs import field_signs
from dragoman.lexicon.prose.roles import asked, role_signs
from dragoman.lexicon.prose.scene import Scene, Told, scene_in
from dragoman.lexicon.prose.signs import Trigger
from dragoman.lexicon.prose.sources import sources
from dragoman.lexicon.prose.weighing import Weighed
from dragoman.lexicon.prose.weights import Choice, Model, worth

ROOT = Path(__file__).parent.parent
FIELDS = {
    "statement": ("act",),
    "directive": ("force",),
    "assessment": ("certainty", "stance"),
    "event": ("type", "modality"),
}
ROLES = {
    "statement": ("speaker", "hearer"),
    "directive": ("addressee",),
    "assessment": ("holder",),
    "event": ("actor", "target"),
}
STRENGTH = {"statement": 0.12, "directive": 0.15, "assessment": 0.12, "event": 0.12}  # C of the regression
# the least probability of a finding: about where papers that were not learned from are read best
LINE = {"statement": 0.5, "directive": 0.36, "assessment": 0.27, "event": 0.4}
FIELD_STRENGTH = 0.3
FEWEST_FIELD = 3
PARTS = 3  # of the annotated papers, each read once with what the others teach
ROLE_PENALTY = 0.8
FEWEST_ROLE = 5
FEWEST = 3  # a sign must occur so often to be learned
ROUNDS = 2  # of putting marks to triggers anew, by what was learned
SMALLEST = 0.03  # a weight nearer to nothing is left out; of a field, the greatest of a sign's
SMALLEST_FIELD = 0.06
# of what weighs enough, that whose own signs are lighter than the gate; a plain order is heavier than its signs
LOST = {"statement": 0.02, "directive": 0.0, "assessment": 0.02, "event": 0.02}
SLACK = {"statement": 0.0, "directive": 0.5, "assessment": 0.0, "event": 0.0}
LINES = [x / 20 for x in range(3, 13)]


# which classes of words tell each force; how far before a mark the word may stand ("please | report")
KINDS = {
    "request": {"request", "please", "glad", "want"},
    "order": {"order", "imperative", "obligation"},
    "permit": {"permit", "leave"},
    "forbid": {"forbid", "obligation", "imperative"},
    "advise": {"advise"},
}
BEFORE = 25


class Example(NamedTuple):
    """One paper's triggers with their signs, its scene and its marks."""

    paper: Paper
    scene: Scene
    triggers: list[Trigger]
    own: list[list[str]]
    signs: list[list[str]]
    gold: list[Mark]


class Learned(NamedTuple):
    """A regression over signs."""

    names: list[str]
    weights: np.ndarray
    bias: float


def reader_of(layer: str) -> ModuleType:
    return import_module(f"dragoman.readers.{layer}s")


def example(layer: str, paper: Paper) -> Example:
    reader = reader_of(layer)
    scene = scene_in(*running(paper.document, paper.earlier))
    found = reader.triggers(scene.prose)
    own = [reader.own(scene, t) for t in found]
    return Example(
        paper,
        scene,
        found,
        own,
        [[*first, *reader.more(scene, t)] for first, t in zip(own, found, strict=True)],
        sorted(paper.gold.get(layer, []), key=lambda m: m[1] - m[0]),
    )


def learn(rows: Sequence[Sequence[str]], truth: Sequence[int], strength: float) -> Learned:
    """The regression of truth (0 or 1) on signs."""
    count = Counter(s for row in rows for s in row)
    names = sorted(s for s, n in count.items() if n >= FEWEST and s != "b")
    index = {s: k for k, s in enumerate(names)}
    at = [(i, index[s]) for i, row in enumerate(rows) for s in row if s in index]
    matrix = scipy.sparse.csr_matrix(
        (np.ones(len(at)), tuple(zip(*at, strict=True)) if at else ([], [])), shape=(len(rows), len(names))
    )
    if len(set(truth)) < 2:
        return Learned([], np.zeros(0), 9.0 if truth and truth[0] else -9.0)
    fitted = LogisticRegression(C=strength, max_iter=500).fit(matrix, truth)
    return Learned(names, fitted.coef_[0], float(fitted.intercept_[0]))


def choose(groups: Sequence[Sequence[tuple[list[tuple[str, str]], bool]]]) -> dict[str, dict[str, float]]:
    """The weights that give right sources most of the odds among all of a role (a conditional logit)."""
    groups = [g for g in groups if any(right for _, right in g) and not all(right for _, right in g)]
    rows = [signs for g in groups for signs, _ in g]
    truth = np.array([right for g in groups for _, right in g])
    count = Counter(s for row in rows for s in row)
    names = sorted(s for s, n in count.items() if n >= FEWEST_ROLE)
    index = {s: k for k, s in enumerate(names)}
    at = [(i, index[s]) for i, row in enumerate(rows) for s in row if s in index]
    matrix = scipy.sparse.csr_matrix((np.ones(len(at)), tuple(zip(*at, strict=True))), shape=(len(rows), len(names)))
    starts = np.cumsum([0, *(len(g) for g in groups[:-1])])
    sizes = [len(g) for g in groups]

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        odds = matrix @ w
        top = np.repeat(np.maximum.reduceat(odds, starts), sizes)
        mass = np.exp(odds - top)
        every = np.add.reduceat(mass, starts)
        right = np.add.reduceat(mass * truth, starts)
        share = mass / np.repeat(every, sizes) - mass * truth / np.repeat(right, sizes)
        return float(-np.log(right / every).sum() + ROLE_PENALTY * (w @ w)), matrix.T @ share + 2 * ROLE_PENALTY * w

    fitted = scipy.optimize.minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    tables: dict[str, dict[str, float]] = defaultdict(dict)
    for (head, sign), w in zip(names, fitted.x, strict=True):
        if abs(w) >= SMALLEST:
            tables[head][sign] = round(float(w), 2)
    return dict(tables)


def table(learned: Learned) -> dict[str, float]:
    """What is written: the signs that count, and the bias."""
    found = {s: round(float(w), 2) for s, w in zip(learned.names, learned.weights, strict=True) if abs(w) >= SMALLEST}
    return {"b": round(learned.bias, 3), **found}


# ------------------------------------------------------------------ which trigger a mark is about


def nearness(layer: str, e: Example, t: Trigger, mark: Mark) -> float | None:
    """How well a trigger fits a mark; None if it is not in it, a clause if they share too little."""
    start, end, body = mark
    words = e.scene.prose.words
    at = words.starts[t.at]
    if layer == "assessment":
        a, b = e.scene.prose.clause(t.at)
        first, last = words.starts[a], words.ends[b - 1]
        common = min(last, end) - max(first, start)
        return -abs(first - start) / 60 if common > 0 and common * 2 >= min(last - first, end - start) else None
    if layer == "directive":
        fits = not KINDS[body["force"]].isdisjoint(t.form.classes)
        return 1.0 * fits - abs(at - start) / 100 if start - BEFORE <= at < end else None
    fits = body["act" if layer == "statement" else "type"] in t.form.classes
    return fits * 1.5 - (at - start) / 120 + (not t.noun) * 0.4 if start <= at < end else None


def matched_marks(layer: str, e: Example, odds: Sequence[float] | None) -> dict[int, Mark]:
    """For each mark the trigger that it is about; the shortest marks choose first."""
    taken: dict[int, Mark] = {}
    for mark in e.gold:
        best: tuple[float, int] | None = None
        for n, t in enumerate(e.triggers):
            near = nearness(layer, e, t, mark)
            if n in taken or near is None:
                continue
            score = near + (0.7 * math.log(1 / (1 + math.exp(-odds[n])) + 1e-3) if odds is not None else 0.0)
            if best is None or score > best[0]:
                best = (score, n)
        if best:
            taken[best[1]] = mark
    return taken


def passed_over(layer: str, e: Example, taken: dict[int, Mark]) -> set[int]:
    """Triggers that say nothing either way: in a mark, in the clause of the one it is about."""
    prose = e.scene.prose
    over = set()
    for n, (start, end, _) in taken.items():
        for m, t in enumerate(e.triggers):
            if (
                m not in taken
                and start <= prose.words.starts[t.at] < end
                and (layer == "directive" or prose.clause_of[t.at] == prose.clause_of[e.triggers[n].at])
            ):
                over.add(m)
    return over


def find_table(layer: str, examples: Sequence[Example]) -> tuple[dict[str, float], list[dict[int, Mark]]]:
    """The worth of signs for there being a finding; and which mark each trigger is about."""
    taken = [matched_marks(layer, e, None) for e in examples]
    weights: dict[str, float] = {}
    for _ in range(ROUNDS):
        rows, truth = [], []
        for e, own in zip(examples, taken, strict=True):
            over = passed_over(layer, e, own) if layer != "assessment" else set()
            for n, signs in enumerate(e.signs):
                if n not in over:
                    rows.append(signs)
                    truth.append(int(n in own))
        weights = table(learn(rows, truth, STRENGTH[layer]))
        taken = [matched_marks(layer, e, [worth(s, weights) for s in e.signs]) for e in examples]
    return weights, taken


def field_tables(
    layer: str, field: str, examples: Sequence[Example], taken: Sequence[dict[int, Mark]]
) -> dict[str, Any]:
    """For each value of a field, the worth of signs for it (a multinomial regression)."""
    rows, values = [], []
    for e, own in zip(examples, taken, strict=True):
        for n, mark in own.items():
            of = words_of_mark(e, mark)
            rows.append(list(dict.fromkeys([*e.signs[n], *field_signs(e.scene.prose, e.triggers[n], of)])))
            values.append(str(mark[2][field]))
    count = Counter(s for row in rows for s in row)
    names = sorted(s for s, n in count.items() if n >= FEWEST_FIELD and s != "b")
    index = {s: k for k, s in enumerate(names)}
    at = [(i, index[s]) for i, row in enumerate(rows) for s in row if s in index]
    matrix = scipy.sparse.csr_matrix((np.ones(len(at)), tuple(zip(*at, strict=True))), shape=(len(rows), len(names)))
    fitted = LogisticRegression(C=FIELD_STRENGTH, max_iter=400).fit(matrix, values)
    coefficients, biases = fitted.coef_, fitted.intercept_
    if len(fitted.classes_) == 2:
        coefficients, biases = np.vstack([-coefficients, coefficients]) / 2, np.array([-biases[0], biases[0]]) / 2
    signs = {
        name: [round(float(w), 2) for w in row]
        for name, row in zip(names, coefficients.T, strict=True)
        if max(abs(row)) >= SMALLEST_FIELD
    }
    return {"values": [str(v) for v in fitted.classes_], "signs": {"b": [round(float(b), 2) for b in biases], **signs}}


def words_of_mark(e: Example, mark: Mark) -> tuple[int, int]:
    """The range of words of a mark."""
    words = e.scene.prose.words
    return bisect_left(words.starts, mark[0]), max(
        bisect_left(words.starts, mark[1]), bisect_left(words.starts, mark[0]) + 1
    )


def role_table(role: str, examples: Sequence[Example], taken: Sequence[dict[int, Mark]]) -> dict[str, dict[str, float]]:
    """The worth of what speaks for each source of a role."""
    groups = []
    for e, own in zip(examples, taken, strict=True):
        before = Told()
        for n in sorted(own):
            body = own[n][2]
            mine = before._replace(speaker=body["speaker"]) if role == "hearer" else before
            found = sources(e.scene, e.triggers[n], mine)
            a, votes = asked(e.scene, e.triggers[n], found, mine), Counter(found.values())
            groups.append(
                [
                    (role_signs(a, source, party, votes[party]), same(e.scene.named(party), body[role]))
                    for source, party in found.items()
                ]
            )
            if "speaker" in body:
                before = Told(body["speaker"], body["hearer"] or before.hearer, e.triggers[n].at)
    return choose(groups)


# ------------------------------------------------------------------ how right it is


def findings(layer: str, e: Example, model: dict[str, Any], line: float) -> list[Mark]:
    """What the reader finds in a paper with these weights, as marks."""
    reader = reader_of(layer)
    find = model["find"]
    every = [
        Weighed(t, signs, worth(signs, find))
        for t, own, signs in zip(e.triggers, e.own, e.signs, strict=True)
        if worth(own, find) >= model["gate"]
    ]
    found = reader.found_in(e.scene, every, as_model(model, line))
    return [(a.start, a.end, {k: getattr(a.body, k) for k in (*FIELDS[layer], *ROLES[layer])}) for a in found]


def as_model(model: dict[str, Any], line: float) -> Any:
    return Model(
        line,
        model["gate"],
        model["find"],
        {f: Choice(tuple(c["values"]), c["signs"]) for f, c in model["fields"].items()},
        model["roles"],
    )


def trained(layer: str, examples: Sequence[Example]) -> dict[str, Any]:
    weights, taken = find_table(layer, examples)
    return {
        "gate": gate(layer, examples, weights),
        "find": weights,
        "fields": {f: field_tables(layer, f, examples, taken) for f in FIELDS[layer]},
        "roles": {r: role_table(r, examples, taken) for r in ROLES[layer]},
    }


def gate(layer: str, examples: Sequence[Example], weights: dict[str, float]) -> float:
    """What the own signs of nearly all that is found are worth at least."""
    hopes = sorted(
        worth(own, weights)
        for e in examples
        for own, signs in zip(e.own, e.signs, strict=True)
        if worth(signs, weights) >= logit(LINE[layer])
    )
    return round(hopes[int(len(hopes) * LOST[layer])] - SLACK[layer], 2)


def logit(p: float) -> float:
    return math.log(p / (1 - p))


def check(
    layer: str, learnt: Sequence[Sequence[Example]], parts: int, always: Sequence[Sequence[Example]] = ()
) -> float:
    """Learns from all but a part and reads that part, in turn; prints, and gives the line that does best."""
    counts: dict[float, Counter[str]] = defaultdict(Counter)
    for k in range(parts):
        rest = [e for i, group in enumerate(learnt) if i % parts != k for e in group] + [e for g in always for e in g]
        part = [e for i, group in enumerate(learnt) if i % parts == k for e in group]
        tally(layer, part, trained(layer, rest), counts)
    return shown(layer, counts)


def tally(layer: str, part: Sequence[Example], model: dict[str, Any], counts: dict[float, Counter[str]]) -> None:
    for line in LINES:
        c = counts[line]
        for e in part:
            got = findings(layer, e, model, logit(line))
            hit = matched(e.gold, got)
            c.update(gold=len(e.gold), got=len(got), hit=len(hit))
            for i, j in hit:
                for field in (*FIELDS[layer], *ROLES[layer]):
                    c[field] += same(e.gold[i][2].get(field), got[j][2].get(field))


def shown(layer: str, counts: dict[float, Counter[str]]) -> float:
    def f1(c: Counter[str]) -> float:
        return 2 * c["hit"] / max(c["gold"] + c["got"], 1)

    best = max(counts, key=lambda line: f1(counts[line]))
    c = counts[best]
    fields = "  ".join(f"{f} {c[f] / max(c['hit'], 1):.3f}" for f in (*FIELDS[layer], *ROLES[layer]))
    print(
        f"{layer:11} line {best:.2f}  n {c['gold']}  precision {c['hit'] / max(c['got'], 1):.3f}"
        f"  recall {c['hit'] / max(c['gold'], 1):.3f}"
        f"  F1 {f1(c):.3f}  {fields}",
        flush=True,
    )
    return best


# ------------------------------------------------------------------ command line


def main() -> None:
    """Reads the command line, learns, writes or checks."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--layer", choices=FIELDS, action="append")
    args.add_argument("--check", action="store_true")
    args.add_argument("--annotated", type=Path, default=ROOT.parent / "shared" / "corpus" / "annotated")
    args.add_argument("--volumes", type=Path, default=ROOT.parent / "shared" / "corpus" / "frus")
    args.add_argument("--marked", type=Path, default=ROOT / "tests" / "marked")
    o = args.parse_args()
    given = [group for aside, group in annotated(o.annotated) if not aside]
    own = list(marked(o.marked, o.volumes))
    print(f"{len(given)} annotated papers, {len(own)} of our own")
    for layer in o.layer or FIELDS:
        examples = [[example(layer, paper) for paper in group] for group in given]
        more = [[example(layer, paper) for paper in group] for group in own]
        if o.check:
            check(layer, examples, PARTS, more)
        else:
            write(layer, trained(layer, [e for group in (*examples, *more) for e in group]), LINE[layer])


def write(layer: str, model: dict[str, Any], line: float) -> None:
    """Put the weights beside the reader."""
    path = ROOT / "src" / "dragoman" / "readers" / f"{layer}s" / "weights.json"
    path.write_text(
        json.dumps({"line": round(logit(line), 3), **model}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        + "\n",
        encoding="utf-8",
    )
    print(f"{path.stat().st_size} bytes in {path}")


if __name__ == "__main__":
    main()
