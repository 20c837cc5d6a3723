"""Subjects: the derived tables `phrase`, `about` and `subject`, made from the texts by resolution/subjects.py.

A collection has its phrases and where they stand; at the end they are weighed over all collections. Where a phrase
stands is kept also when it is no subject yet, so that it need not be looked for again when it becomes one.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from dragoman.edition.annotation import Name
from dragoman.edition.document import Block
from dragoman.resolution.phrases import code_of, normal
from dragoman.resolution.subjects import (
    PHRASE,
    Counted,
    Mention,
    Paper,
    counted,
    lands_of,
    least_papers,
    least_weight,
    named,
    weight,
)

PROSE = ("paragraph", "quote", "list", "table")
SMALL = 20                      # papers added to a collection's own, lest three of a folder of five say much
_BLOCKS = msgspec.json.Decoder(tuple[Block, ...])
_NAME = msgspec.json.Decoder(Name)


def find_phrases(connection: sqlite3.Connection, collection: str) -> None:
    """The phrases of one collection, and where its papers name them."""
    connection.execute("DELETE FROM about WHERE document IN (SELECT id FROM document WHERE collection = ?)",
                       (collection,))
    connection.execute("DELETE FROM phrase WHERE collection = ?", (collection,))
    papers = list(_papers(connection, collection))
    lands = lands_of(name for paper in papers for name in paper.names)
    mentions = [list(named(paper, lands)) for paper in papers]
    recurring = counted(mentions)
    codes = {key: code_of(key) for key in recurring}
    labels: dict[str, Counter[str]] = {key: Counter() for key in recurring}
    connection.executemany("INSERT OR IGNORE INTO about VALUES (?, ?, ?, ?, ?, ?)",
                           _places(papers, mentions, labels, codes))
    connection.executemany("INSERT INTO phrase VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (
        (collection, codes[key], normal(label), label, kind, *of)
        for key, (kind, of) in recurring.items() for label in (_label(labels[key]),)))


def choose_subjects(connection: sqlite3.Connection) -> None:
    """The subjects of the whole archive: the phrases that weigh enough."""
    connection.execute("DELETE FROM subject")
    connection.executemany("INSERT OR IGNORE INTO subject VALUES (?, ?, ?, ?, ?, ?)", _chosen(connection))


def _chosen(connection: sqlite3.Connection) -> Iterator[tuple[int, str, str, str, int, float]]:
    sizes: dict[str, int] = dict(connection.execute("SELECT collection, count(*) FROM document GROUP BY collection"))
    archive = sum(sizes.values())
    bar = least_weight(archive)
    connection.create_function("share", 2, lambda papers, of: papers / (sizes.get(of, 0) + SMALL), deterministic=True)
    # the label is that of the collection with most papers; no phrase is two kinds of thing but by a reader's oversight
    rows = connection.execute(
        "SELECT code, name, label, max(papers), min(kind), max(share(papers, collection)), sum(papers), sum(again), "
        "sum(wholes), sum(longer), sum(most) FROM phrase GROUP BY code HAVING sum(papers) >= ?",
        (least_papers(archive),))
    for code, name, label, _, kind, share, papers, *more in rows:
        if kind == PHRASE and " " not in name and label[0].isupper():
            continue                # a part of a name
        worth = weight(name, kind, Counted(papers, *more), share, archive)
        if worth >= bar:
            yield code, name, label, kind, papers, round(worth, 3)


def _papers(connection: sqlite3.Connection, collection: str) -> Iterator[Paper]:
    """The papers of a collection, with the names that readers found in them."""
    names: dict[int, list[Name]] = {}
    for document, body in connection.execute(
            "SELECT a.document, a.body FROM document AS d CROSS JOIN annotation AS a ON a.document = d.id "
            "WHERE d.collection = ? AND a.layer = 'name'", (collection,)):
        names.setdefault(document, []).append(_NAME.decode(body))
    for document, text, foot, blocks in connection.execute(
            "SELECT d.id, c.text, c.foot, c.blocks FROM document AS d JOIN content AS c ON c.document = d.id "
            "WHERE d.collection = ?", (collection,)):
        prose = [(b.start, min(b.end, foot)) for b in _BLOCKS.decode(blocks) if b.kind in PROSE and b.start < foot]
        yield Paper(document, text, prose, names.get(document, ()))


def _places(papers: Iterable[Paper], mentions: Iterable[Sequence[Mention]], labels: Mapping[str, Counter[str]],
            codes: Mapping[str, int]) -> Iterator[tuple[int, int, int, int, int, int]]:
    """The rows of `about`: the first mention of a phrase in each paragraph. Its printings are counted besides."""
    for paper, found in zip(papers, mentions, strict=True):
        seen: set[tuple[str, int]] = set()
        for m in found:
            if m.key in codes:
                labels[m.key][paper.text[m.start:m.end]] += 1
                if (m.key, m.paragraph[0]) not in seen:
                    seen.add((m.key, m.paragraph[0]))
                    yield paper.id, codes[m.key], m.start, m.end, *m.paragraph


def _label(printed: Counter[str]) -> str:
    """The commonest printing; of equals the first in the alphabet."""
    return " ".join(min(printed, key=lambda form: (-printed[form], form)).split())
