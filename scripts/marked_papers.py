"""The papers marked by hand: each Document with what the readers before found and what a person marked in it.

Two kinds: the annotated papers of the corpus (NAME.txt and NAME.jsonl), and our own marks in tests/marked, which are
offsets into the papers of TEI volumes, with the first words of each.
"""

import json
import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.edition.annotation import Annotation
from dragoman.edition.document import Document
from dragoman.edition.problem import Problem
from dragoman.edition.reading import Reading, papers
from dragoman.pipeline import read_file

FIELDS = {
    "statement": ("act", "speaker", "hearer", "quoted"),
    "directive": ("force", "addressee", "condition"),
    "assessment": ("holder", "certainty", "stance"),
    "event": ("type", "actor", "target", "date", "modality"),
}
LAYERS = tuple(FIELDS)
# of the annotated papers in the order of their names, those that nobody looks at while writing rules
ASIDE_EVERY = 3
Mark = tuple[int, int, dict[str, Any]]


class Paper(NamedTuple):
    """A marked paper (an enclosure is one of its own): its marks by layer, (start, end, body)."""

    name: str
    document: Document
    earlier: dict[str, list[Annotation]]
    gold: dict[str, list[Mark]]


def annotated(folder: Path) -> Iterator[tuple[bool, list[Paper]]]:
    """The corpus's annotated papers, each with whether it is kept aside."""
    for number, path in enumerate(sorted(folder.glob("*.txt")), 1):
        marks = [
            a
            for a in map(json.loads, path.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines())
            if a.get("layer") in LAYERS
        ]
        raw = path.read_text(encoding="utf-8")
        group = readings_of(path)
        yield (
            number % ASIDE_EVERY == 0,
            _placed(
                path.stem, group, [(a["layer"], a["start"] / max(len(raw), 1), a["quote"], a["body"]) for a in marks]
            ),
        )


def marked(folder: Path, volumes: Path) -> Iterator[list[Paper]]:
    """Our own marks, in the papers of the volumes.

    A line of NAME.jsonl is a paper of volumes/NAME.xml: {"doc": id, "marks": [[layer, start, end, words, *fields]]}.
    `words` are its first; offsets are into its text as `dragoman read --json` gives it, with its enclosures; a
    condition is a span too. Marks whose words are no longer there are passed over. Raises ValueError where a volume
    cannot be read.
    """
    for path in sorted(folder.glob("*.jsonl")):
        lines = {line["doc"]: line["marks"] for line in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
        for group in papers(readings_of(volumes / f"{path.stem}.xml")):
            name = group[0].document.id
            if name in lines:
                yield _parted(name, group, lines[name])


def _parted(name: str, group: list[Reading], marks: list[list[Any]]) -> list[Paper]:
    """Marks of a paper with its enclosures, each to the document that it stands in."""
    golds: list[dict[str, list[Mark]]] = [defaultdict(list) for _ in group]
    whole = "\n".join(r.document.text for r in group)
    starts = [0]
    for r in group[:-1]:
        starts.append(starts[-1] + len(r.document.text) + 1)
    for layer, start, end, words, *values in marks:
        body = dict(zip(FIELDS[layer], values, strict=True))
        number = bisect_right(starts, start) - 1
        at = starts[number]
        if " ".join(whole[start:end].split()).startswith(words) and end - at <= len(group[number].document.text):
            if body.get("condition"):
                a, b = body["condition"]
                body["condition"] = whole[a:b]
            golds[number][layer].append((start - at, end - at, body))
    return [Paper(name, r.document, _earlier(r), gold) for r, gold in zip(group, golds, strict=True)]


def readings_of(path: Path) -> list[Reading]:
    """What is read in a file, in its order. Raises ValueError where it cannot be read."""
    found = list(read_file(path))
    for problem in found:
        if isinstance(problem, Problem):
            raise ValueError(f"{path}: {problem.sentence}")
    return [r for r in found if isinstance(r, Reading)]


def _placed(name: str, group: list[Reading], marks: list[tuple[str, float, str, dict[str, Any]]]) -> list[Paper]:
    """Marks told by their words, put where these stand in the documents, nearest to where they stood."""
    golds: list[dict[str, list[Mark]]] = [defaultdict(list) for _ in group]
    total = sum(len(r.document.text) + 1 for r in group)
    for layer, share, quote, body in marks:
        best = None
        at = 0
        for number, r in enumerate(group):
            start = r.document.text.find(quote)
            while start >= 0:
                off = abs((at + start) / total - share)
                if best is None or off < best[0]:
                    best = (off, number, start)
                start = r.document.text.find(quote, start + 1)
            at += len(r.document.text) + 1
        if best:
            golds[best[1]][layer].append((best[2], best[2] + len(quote), body))
    return [Paper(name, r.document, _earlier(r), gold) for r, gold in zip(group, golds, strict=True)]


def _earlier(reading: Reading) -> dict[str, list[Annotation]]:
    earlier: dict[str, list[Annotation]] = defaultdict(list)
    for a in reading.annotations:
        earlier[a.layer].append(a)
    return earlier


def matched(want: Sequence[Mark], got: Sequence[Mark]) -> list[tuple[int, int]]:
    """The numbers of marks and findings that overlap by half of the shorter, each once, best overlap first."""
    options = []
    for i, w in enumerate(want):
        for j, g in enumerate(got):
            common = min(w[1], g[1]) - max(w[0], g[0])
            if common > 0 and common * 2 >= min(w[1] - w[0], g[1] - g[0]):
                options.append((-common, i, j))
    found, used_i, used_j = [], set(), set()
    for _, i, j in sorted(options):
        if i not in used_i and j not in used_j:
            found.append((i, j))
            used_i.add(i)
            used_j.add(j)
    return found


def same(a: object, b: object) -> bool:
    """Whether two values of a field count as one, as the scoring program compares them."""
    if a is None or b is None or isinstance(a, bool):
        return (a or None) == (b or None)
    return _plain(a) == _plain(b)


def _plain(value: object) -> str:
    """A value as it is compared: case, punctuation, white space and a leading "the" do not count."""
    text = unicodedata.normalize("NFKC", str(value)).casefold().replace("’", "'").replace("'", "")
    return re.sub(r"^the ", "", re.sub(r"[^\w]+", " ", text).strip())
