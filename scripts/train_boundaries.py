"""Learns the weights of sources/boundary.json from volumes whose editors marked each paper (TEI of the FRUS kind).

    python scripts/train_boundaries.py ../shared/corpus/frus --gold ../shared/scoring [--out FILE | --leave-out]

Needs numpy and scipy, which the program itself does not. A linear-chain conditional random field: each line is a
paper's first, in a paper, an enclosure's first, in an enclosure, or other matter; its features are the signs of the
lines about it. With --leave-out it learns four times without three of the volumes and prints how it does on these.
"""

import argparse
import importlib.util
import json
import random
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from later_style import Dresser
from lxml import etree
from scipy.optimize import minimize

from dragoman.sources import boundary, signs, volume

LABELS = "DdEeM"                                    # in the order of boundary.PARTS
ALLOWED = {"D": "dDEM", "d": "dDEM", "E": "eDEM", "e": "eDEM", "M": "MD"}
K, SIGNS, REACH = len(LABELS), len(signs.NAMES), boundary.REACH
OFFSETS = range(-5, 8)
FORBIDDEN = np.array([[0.0 if b in ALLOWED[a] else -1e4 for b in LABELS] for a in LABELS])
RARE = 30                                           # pairs seen less often are not learned
CHUNK, L2, ROUNDS, SINGLES, LATER = 120, 5.0, 120, 50, 100
STARTS, ENDS = "\ue001", "\ue002"


class Text:
    """Lines with what each is."""

    def __init__(self, labelled):
        self.lines = [line for line, _ in labelled]
        self.labels = np.array([LABELS.index(p) for _, p in labelled])
        self.found = signs.signs_in(self.lines)
        self.habits = boundary.habits_of(self.found)


def papers_of(path, gold):
    """The pieces of a volume in order: (whether it is a document, its labelled lines)."""
    _, root = gold.load(path)
    for e in root.iter(gold.ATTACHMENT):
        start, end = etree.Element(gold.TEI + "p"), etree.Element(gold.TEI + "p")
        start.text, start.tail, e.text, end.text = STARTS, e.text, None, ENDS
        e.insert(0, start)
        e.append(end)
    for doc, lines in gold.volume_lines(root):
        out, pending, inside = [], False, False
        for line in lines:
            if line in (STARTS, ENDS):
                pending = line == STARTS
                continue
            part = "M" if doc is None else "D" if not out else "E" if pending else "e" if inside else "d"
            inside, pending = inside or part == "E", False
            out.append((line, part))
        if out:
            yield doc is not None, out


class Features:
    """The features of many lines, as few distinct rows as there are distinct looks."""

    def __init__(self, texts, vocabulary=None):
        masks, self.at = [], []
        for text in texts:
            masks += [signs.BIT["edge"]] * REACH
            self.at += range(len(masks), len(masks) + len(text.found))
            masks += text.found + [signs.BIT["edge"]] * REACH
        unique = {}
        look = np.array([unique.setdefault(m, len(unique)) for m in masks])
        self.bits = [[i for i in range(SIGNS) if m >> i & 1] for m in unique]
        self.rows = np.zeros((len(unique), SIGNS), dtype=np.float32)
        for j, own in enumerate(self.bits):
            self.rows[j, own] = 1
        at = np.array(self.at)
        self.near = [look[at + o] for o in OFFSETS]
        habits = [tuple(t.habits) for t in texts for _ in t.found]
        self._pair(zip(look[at], look[at - 1], look[at + 1], habits, strict=True), vocabulary)

    def _pair(self, keys, vocabulary):
        companies, which = {}, []
        for key in keys:
            which.append(companies.setdefault(key, len(companies)))
        self.which = np.array(which)
        counts = np.bincount(self.which, minlength=len(companies))
        features = []
        for here, before, after, habits in companies:
            own = self.bits[here]
            features.append([("same", a, b) for i, a in enumerate(own) for b in own[i + 1:]]
                            + [("before", a, b) for a in own for b in self.bits[before]]
                            + [("after", a, b) for a in own for b in self.bits[after]]
                            + [("habit", h, a) for h in habits for a in own]
                            + [("habit before", h, b) for h in habits for b in self.bits[before]])
        if vocabulary is None:
            seen = Counter()
            for n, row in zip(counts, features, strict=True):
                for feature in row:
                    seen[feature] += n
            vocabulary = {f: i for i, f in enumerate(f for f, n in seen.items() if n >= RARE)}
        self.vocabulary = vocabulary
        cells = [(j, vocabulary[f]) for j, row in enumerate(features) for f in row if f in vocabulary]
        j, i = np.array(cells).T
        ones = np.ones(len(cells), dtype=np.float32)
        self.pairs = sp.csr_matrix((ones, (j, i)), shape=(len(companies), len(vocabulary)))

    def weigh(self, near, pairs):
        total = (self.pairs @ pairs)[self.which]
        for w, look in zip(near, self.near, strict=True):
            total = total + (self.rows @ w)[look]
        return total

    def gradient(self, d):
        def gathered(which, n):
            return np.stack([np.bincount(which, weights=d[:, k], minlength=n) for k in range(K)], 1)
        near = np.stack([self.rows.T @ gathered(look, len(self.rows)) for look in self.near])
        return near, self.pairs.T @ gathered(self.which, self.pairs.shape[0])


def logsum(a, axis):
    top = a.max(axis=axis, keepdims=True)
    return (top + np.log(np.exp(a - top).sum(axis=axis, keepdims=True))).squeeze(axis)


def likelihood(weights, steps, labels, chunks):
    """Negative log likelihood of the labels, and its gradients by line and by step; all chunks side by side."""
    n = len(chunks)
    s, valid, y = np.zeros((n, CHUNK, K)), np.zeros((n, CHUNK), bool), np.zeros((n, CHUNK), int)
    for j, (a, b) in enumerate(chunks):
        s[j, :b - a], valid[j, :b - a], y[j, :b - a] = weights[a:b], True, labels[a:b]
    t, ahead, d, dsteps = steps + FORBIDDEN, np.zeros((CHUNK, n, K)), np.zeros((n, CHUNK, K)), np.zeros((K, K))
    ahead[0] = s[:, 0]
    for i in range(1, CHUNK):
        ahead[i] = np.where(valid[:, i, None], logsum(ahead[i - 1][:, :, None] + t[None], 1) + s[:, i], ahead[i - 1])
    z, behind, rows = logsum(ahead[-1], 1), np.zeros((n, K)), np.arange(n)
    loss = z.sum()
    for i in range(CHUNK - 1, -1, -1):
        v = valid[:, i]
        d[:, i] = np.exp(ahead[i] + behind - z[:, None]) * v[:, None]
        d[rows, i, y[:, i]] -= v
        loss -= (s[rows, i, y[:, i]] * v).sum()
        if i:
            follow = (s[:, i] + behind)[:, None, :]
            dsteps += (np.exp(ahead[i - 1][:, :, None] + t[None] + follow - z[:, None, None]) * v[:, None, None]).sum(0)
            np.add.at(dsteps, (y[v, i - 1], y[v, i]), -1)
            loss -= t[y[v, i - 1], y[v, i]].sum()
            behind = np.where(v[:, None], logsum(t[None] + follow, 2), 0)
    out = np.zeros_like(weights)
    for j, (a, b) in enumerate(chunks):
        out[a:b] = d[j, :b - a]
    return loss, out, dsteps


def learn(texts):
    """(weights by offset and sign, weights of pairs, weights of steps, the pairs' places)."""
    features, labels = Features(texts), np.concatenate([t.labels for t in texts])
    chunks, at = [], 0
    for text in texts:
        chunks += [(at + a, at + min(a + CHUNK, len(text.lines))) for a in range(0, len(text.lines), CHUNK)]
        at += len(text.lines)
    cut = len(OFFSETS) * SIGNS * K, len(features.vocabulary) * K

    def parts(x):
        near, pairs, steps = np.split(x, np.cumsum(cut))
        return near.reshape(len(OFFSETS), SIGNS, K), pairs.reshape(-1, K), steps.reshape(K, K)

    def loss(x):
        near, pairs, steps = parts(x)
        value, d, dsteps = likelihood(features.weigh(near, pairs), steps, labels, chunks)
        dnear, dpairs = features.gradient(d)
        return value + 0.5 * L2 * (x @ x), np.concatenate([dnear.ravel(), dpairs.ravel(), dsteps.ravel()]) + L2 * x

    options = {"maxiter": ROUNDS, "maxcor": 8}
    found = minimize(loss, np.zeros(sum(cut) + K * K), jac=True, method="L-BFGS-B", options=options)
    return (*parts(found.x), features.vocabulary)


def shipped(model, least=4):
    """The model as boundary.json holds it: hundredths, by name, without what hardly weighs."""
    near, pairs, steps, vocabulary = model
    out = {"steps": {}, "near": {}, "pairs": {}}
    part = dict(zip(LABELS, boundary.PARTS, strict=True))
    for a, row in zip(LABELS, steps, strict=True):
        out["steps"][part[a]] = {part[b]: round(100 * w) for b, w in zip(LABELS, row, strict=True) if b in ALLOWED[a]}
    for offset, rows in zip(OFFSETS, near, strict=True):
        table = {name: [round(100 * w) for w in row] for name, row in zip(signs.NAMES, rows, strict=True)}
        out["near"][str(offset)] = {name: row for name, row in table.items() if max(map(abs, row)) >= least}
    for (kind, a, b), i in vocabulary.items():
        row = [round(100 * w) for w in pairs[i]]
        if max(map(abs, row)) >= least:
            first = a if kind.startswith("habit") else signs.NAMES[a]
            out["pairs"].setdefault(kind, {}).setdefault(first, {})[signs.NAMES[b]] = row
    return out


def lessons(volumes, rng):
    """The texts to learn from: each volume whole, some of its papers alone, and some in later dress."""
    for name, pieces in volumes.items():
        yield Text([line for _, piece in pieces for line in piece])
        papers = [piece for is_paper, piece in pieces if is_paper and len(piece) > 2]
        yield from (Text(piece) for piece in rng.sample(papers, min(SINGLES, len(papers))))
        if int(name[4:8]) > 1910:
            yield Text(Dresser(rng).volume(rng.sample(papers, min(LATER, len(papers)))))
            yield from (Text(Dresser(rng).paper(piece)) for piece in rng.sample(papers, min(SINGLES // 2, len(papers))))


def counted(pieces, read):
    """(papers, papers returned, papers found): a start that is a matter's start counts neither way."""
    lines, starts, matter = [], set(), set()
    for is_paper, piece in pieces:
        (starts if is_paper else matter).add(len(lines))
        lines += [line for line, _ in piece]
    got = {start for start, _, _ in read(lines)} - matter
    return np.array([len(starts), len(got), len(starts & got)])


def main():
    """Learns and writes the weights, or prints how well they do on volumes left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("volumes", type=Path)
    parser.add_argument("--gold", type=Path, required=True, help="the folder of frus_gold.py")
    parser.add_argument("--out", type=Path, default=Path(boundary.__file__).with_name("boundary.json"))
    parser.add_argument("--leave-out", action="store_true")
    o = parser.parse_args()
    spec = importlib.util.spec_from_file_location("frus_gold", o.gold / "frus_gold.py")
    gold = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(gold)
    volumes = {p.name.split(".")[0]: list(papers_of(p, gold)) for p in sorted(o.volumes.glob("*.xml*"))}
    if not o.leave_out:
        o.out.write_text(json.dumps(shipped(learn(list(lessons(volumes, random.Random(1))))), ensure_ascii=False,
                                    separators=(",", ":")) + "\n", encoding="utf-8")
        return
    total, names = np.zeros(3), list(volumes)
    for fold in range(4):
        out = names[fold::4]
        model = shipped(learn(list(lessons({v: p for v, p in volumes.items() if v not in out}, random.Random(1)))))
        model = boundary.model_of(model)
        for name in out:
            n = counted(volumes[name], lambda lines, m=model: volume.papers_in(lines, m))
            papers = [piece for is_paper, piece in volumes[name] if is_paper and len(piece) > 2]
            split = sum(len(volume.papers_in([line for line, _ in piece], model)) > 1 for piece in papers)
            total += n
            print(f"{name:20} {n[0]:5} {n[1]:5}  P {n[2] / n[1]:.3f}  R {n[2] / n[0]:.3f}"
                  f"  split alone {split} of {len(papers)}", flush=True)
    p, r = total[2] / total[1], total[2] / total[0]
    print(f"all: precision {p:.4f}, recall {r:.4f}, F1 {2 * p * r / (p + r):.4f}")


if __name__ == "__main__":
    sys.exit(main())
