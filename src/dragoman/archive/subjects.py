"""Subjects: the derived tables `phrase`, `about` and `subject`, made from the texts by resolution/subjects.py.

A collection has its phrases and where they stand; at the end they are weighed over all collections. Where a phrase
stands is kept also when it is no subject yet, so that it need not be looked for again when it becomes one.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import msgspec

from dragoman.archive.transactions import set_fact
from dragoman.edition.annotation import Name
from dragoman.edition.document import Block
from dragoman.resolution.phrases import code_of, normal
from dragoman.resolution.subjects import (
    PHRASE,
    Counted,
    Mention,
    Paper,
    counted,
    is_name_part,
    lands_of,
    least_papers,
    least_weight,
    named,
    weight,
)

PROSE = ("paragraph", "quote", "list", "table")
SMALL = 20                      # papers added to a collection's own, lest three of a folder of five say much
CHANNELS = 3                    # of a subject that are kept
NAMING = "papers naming subjects"   # the fact of how many do
CARDS = ("SELECT id, first_day, last_day, coalesce(sender_post, sender_surname), "
         "coalesce(recipient_post, recipient_surname) FROM document")
_BLOCKS = msgspec.json.Decoder(tuple[Block, ...])
_NAME = msgspec.json.Decoder(Name)


class Card(NamedTuple):
    """What is told of a paper that names a subject: its row, days, and the keys of its sender and recipient."""

    id: int
    first: str | None
    last: str | None
    sender: str | None
    recipient: str | None


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
    """The subjects of the whole archive: the phrases that weigh enough, with what their papers tell."""
    connection.execute("DELETE FROM subject")
    connection.executemany("INSERT OR IGNORE INTO subject VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, NULL, '[]')",
                           list(_chosen(connection)))
    cards = {row[0]: Card(*row) for row in connection.execute(CARDS)}
    naming: set[int] = set()
    told = []
    for subject, rows in groupby(connection.execute(
            "SELECT DISTINCT s.id, b.document FROM subject AS s CROSS JOIN about AS b ON b.subject = s.id "
            "ORDER BY s.id"), key=lambda row: row[0]):
        papers = [cards[document] for _, document in rows]
        naming.update(card.id for card in papers)
        told.append((*history(papers), subject))
    connection.executemany(
        "UPDATE subject SET document = ?, first_day = ?, last_day = ?, channels = ? WHERE id = ?", told)
    set_fact(connection, NAMING, str(len(naming)))


def history(papers: Sequence[Card]) -> tuple[int | None, str | None, str | None, str]:
    """The first of some papers, their first and last day, and the busiest channels among them, as JSON."""
    first = min(papers, key=lambda p: (p.first is None, p.first, p.id), default=None)
    days = [day for p in papers for day in (p.first, p.last) if day]
    busy = Counter(f"{p.sender} > {p.recipient}" for p in papers if p.sender and p.recipient)
    channels = sorted(busy, key=lambda channel: (-busy[channel], channel))[:CHANNELS]
    return first and first.id, min(days, default=None), max(days, default=None), msgspec.json.encode(channels).decode()


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
        if kind == PHRASE and is_name_part(name, label):
            continue
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
                labels[m.key][m.label or paper.text[m.start:m.end]] += 1
                if (m.key, m.paragraph[0]) not in seen:
                    seen.add((m.key, m.paragraph[0]))
                    yield paper.id, codes[m.key], m.start, m.end, *m.paragraph


def _label(printed: Counter[str]) -> str:
    """The commonest printing; of equals the first in the alphabet."""
    return " ".join(min(printed, key=lambda form: (-printed[form], form)).split())
