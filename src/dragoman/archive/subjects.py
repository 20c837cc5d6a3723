"""Subjects: the derived tables `phrase`, `about` and `subject`, made from the texts by resolution/subjects.py.

A collection has its phrases and where they stand; at the end they are weighed over all collections. Where a phrase
stands is kept also when it is no subject yet, so that it need not be looked for again when it becomes one. In an
archive of one paper or a few (FEWEST) they are weighed by the paragraphs that name them.
"""

import sqlite3
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from sys import byteorder
from typing import NamedTuple

import msgspec

from dragoman.archive.transactions import set_fact
from dragoman.edition.annotation import Name, Span
from dragoman.edition.document import Block
from dragoman.resolution.phrases import code_of, normal
from dragoman.resolution.subjects import (
    FEWEST,
    PHRASE,
    Counted,
    Mention,
    Paper,
    by_paragraph,
    counted,
    is_name_part,
    lands_of,
    least_papers,
    least_weight,
    named,
    weight,
    weight_in_few,
)

PROSE = ("paragraph", "quote", "list", "table")
SMALL = 20                      # papers added to a collection's own, lest three of a folder of five say much
CHANNELS = 3                    # of a subject that are kept
NAMED = "papers naming subjects"    # the fact of how many do
ROW = "I"                       # the type of a row's number among kept ones
_CHANNEL = "coalesce(sender_post, sender_surname) || ' > ' || coalesce(recipient_post, recipient_surname)"
_BLOCKS = msgspec.json.Decoder(tuple[Block, ...])
_NAME = msgspec.json.Decoder(Name)


class Filed(NamedTuple):
    """A paper as its phrases are looked for; and where its annotations start, in order, with the number of each."""

    id: int
    text: str
    paragraphs: Sequence[Span]
    names: Sequence[Name]
    starts: Sequence[int]
    ordinals: Sequence[int]


def find_phrases(connection: sqlite3.Connection, collection: str) -> None:
    """The phrases of one collection, and where its papers name them."""
    papers = list(_papers(connection, collection))
    mentions = _mentions(papers)
    recurring = counted(mentions)
    if len(papers) <= FEWEST:
        once = counted(mentions, least=1)
        recurring = {key: once[key] for key in counted(by_paragraph(mentions))} | recurring
    codes = {key: code_of(key) for key in recurring}
    labels: dict[str, Counter[str]] = {key: Counter() for key in recurring}
    places = list(_places(papers, mentions, labels, codes))
    connection.execute("DELETE FROM about WHERE document IN (SELECT id FROM document WHERE collection = ?)",
                       (collection,))
    connection.execute("DELETE FROM phrase WHERE collection = ?", (collection,))
    connection.executemany("INSERT OR IGNORE INTO about VALUES (?, ?, ?, ?, ?, ?)", places)
    connection.executemany("INSERT INTO phrase VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (
        (collection, codes[key], _label(labels[key]), kind, *of) for key, (kind, of) in recurring.items()))


def choose_subjects(connection: sqlite3.Connection) -> None:
    """The subjects of the whole archive: the phrases that weigh enough, with the papers that name them."""
    connection.execute("DELETE FROM subject")
    connection.executemany("INSERT OR IGNORE INTO subject VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, NULL, '[]', NULL)",
                           list(_chosen(connection)))
    order, channel = _timeline(connection)
    named: set[int] = set()
    told = []
    for subject, rows in groupby(connection.execute(
            "SELECT s.id, b.document FROM subject AS s CROSS JOIN about AS b ON b.subject = s.id"), key=itemgetter(0)):
        papers = sorted({row[1] for row in rows}, key=order.__getitem__)
        named.update(papers)
        channels = [channel[paper] for paper in papers]
        told.append((*history(connection, papers, channels), packed(papers, channels), subject))
    connection.executemany("UPDATE subject SET document = ?, first_day = ?, last_day = ?, channels = ?, naming = ? "
                           "WHERE id = ?", told)
    set_fact(connection, NAMED, str(len(named)))


def packed(papers: Sequence[int], channels: Sequence[int]) -> bytes:
    """Rows of papers and the channel of each, as they are kept: four bytes each, the papers first."""
    numbers = array(ROW, [*papers, *channels])
    if byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def unpacked(kept: bytes) -> tuple[Sequence[int], Sequence[int]]:
    """The papers, and the channel of each."""
    half = len(kept) // 2
    papers, channels = array(ROW, kept[:half]), array(ROW, kept[half:])
    if byteorder == "big":
        papers.byteswap()
        channels.byteswap()
    return papers, channels


def history(connection: sqlite3.Connection, papers: Sequence[int],
            channels: Sequence[int]) -> tuple[int | None, str | None, str | None, str]:
    """Of papers in order of time: the first, its day, the last day, and the busiest channels, as JSON."""
    def days(paper: int) -> tuple[str | None, str | None]:
        row = connection.execute("SELECT first_day, last_day FROM document WHERE id = ?", (paper,)).fetchone()
        return row or (None, None)  # a paper that went since then
    if not papers:
        return None, None, None, "[]"
    first = days(papers[0])[0]
    last = next((day for _, day in map(days, reversed(papers)) if day), None) if first else None
    counts = Counter(channel for channel in channels if channel)
    busy = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:CHANNELS]
    names = [name for paper, _ in busy
             for (name,) in connection.execute(f"SELECT {_CHANNEL} FROM document WHERE id = ?", (paper,))]
    return papers[0], first, last, msgspec.json.encode(names).decode()


def _timeline(connection: sqlite3.Connection) -> tuple[dict[int, int], dict[int, int]]:
    """The place of each paper in time, and the first paper of its channel (0 where a side is not known)."""
    order: dict[int, int] = {}
    channel: dict[int, int] = {}
    firsts: dict[str, int] = {}
    for paper, name in connection.execute(
            f"SELECT id, {_CHANNEL} FROM document ORDER BY first_day IS NULL, first_day, id"):
        order[paper] = len(order)
        channel[paper] = firsts.setdefault(name, paper) if name else 0
    return order, channel


def _chosen(connection: sqlite3.Connection) -> Iterator[tuple[int, str, str, str, int, float]]:
    """The rows of subjects, as far as these are counted together."""
    sizes: dict[str, int] = dict(connection.execute("SELECT collection, count(*) FROM document GROUP BY collection"))
    archive = sum(sizes.values())
    if archive <= FEWEST:
        yield from _chosen_of_few(connection, sizes)
        return
    bar = least_weight(archive)
    connection.create_function("share", 2, lambda papers, of: papers / (sizes.get(of, 0) + SMALL), deterministic=True)
    rows = connection.execute(
        "SELECT code, min(kind), substr(max(printf('%012d', papers) || label), 13), max(share(papers, collection)), "
        "sum(papers), sum(again), sum(wholes), sum(longer), sum(most) FROM phrase GROUP BY code "
        "HAVING sum(papers) >= ?", (least_papers(archive),))
    for code, kind, label, share, papers, *more in rows:
        name = normal(label)
        if kind == PHRASE and is_name_part(name, label):
            continue
        worth = weight(name, kind, Counted(papers, *more), share, archive)
        if worth >= bar:
            yield code, name, label, kind, papers, round(worth, 3)


def _chosen_of_few(connection: sqlite3.Connection,
                   collections: Iterable[str]) -> Iterator[tuple[int, str, str, str, int, float]]:
    """The same of so few papers that the paragraphs that name a phrase are counted for papers."""
    mentions = [found for name in collections for found in _mentions(list(_papers(connection, name)))]
    paragraphs = list(by_paragraph(mentions))
    recurring = {code_of(key): told for key, told in counted(paragraphs).items()}
    for code, label, papers in connection.execute(
            "SELECT code, substr(max(printf('%012d', papers) || label), 13), sum(papers) FROM phrase GROUP BY code"):
        name = normal(label)
        if code in recurring:
            kind, of = recurring[code]
            worth = weight_in_few(name, kind, of, len(paragraphs))
            if worth > 0 and not (kind == PHRASE and is_name_part(name, label)):
                yield code, name, label, kind, papers, round(worth, 3)


def _mentions(papers: Sequence[Filed]) -> list[list[Mention]]:
    """The phrases of each paper that may be subjects."""
    lands = lands_of(name for paper in papers for name in paper.names)
    return [list(named(Paper(*paper[:4]), lands, few=len(papers) <= FEWEST)) for paper in papers]


def _papers(connection: sqlite3.Connection, collection: str) -> Iterator[Filed]:
    """The papers of a collection, with the names that readers found in them."""
    names: dict[int, list[Name]] = defaultdict(list)
    starts: dict[int, list[int]] = defaultdict(list)
    ordinals: dict[int, list[int]] = defaultdict(list)
    for document, ordinal, start, body in connection.execute(
            "SELECT a.document, a.ordinal, a.start, iif(a.layer = 'name', a.body, NULL) FROM document AS d "
            "CROSS JOIN annotation AS a ON a.document = d.id WHERE d.collection = ? ORDER BY d.id, a.ordinal",
            (collection,)):
        starts[document].append(start)
        ordinals[document].append(ordinal)
        if body:
            names[document].append(_NAME.decode(body))
    for document, text, foot, blocks in connection.execute(
            "SELECT d.id, c.text, c.foot, c.blocks FROM document AS d JOIN content AS c ON c.document = d.id "
            "WHERE d.collection = ?", (collection,)):
        prose = [(b.start, min(b.end, foot)) for b in _BLOCKS.decode(blocks) if b.kind in PROSE and b.start < foot]
        last = ordinals[document][-1] + 1 if ordinals[document] else 0
        yield Filed(document, text, prose, names[document], starts[document], [*ordinals[document], last])


def _places(papers: Iterable[Filed], mentions: Iterable[Sequence[Mention]], labels: Mapping[str, Counter[str]],
            codes: Mapping[str, int]) -> Iterator[tuple[int, ...]]:
    """The rows of `about`: the first mention of a phrase in each paragraph. Its printings are counted besides."""
    for paper, found in zip(papers, mentions, strict=True):
        seen: set[tuple[str, int]] = set()
        for m in found:
            if m.key in codes:
                labels[m.key][m.label or paper.text[m.start:m.end]] += 1
                if (m.key, m.paragraph[0]) not in seen:
                    seen.add((m.key, m.paragraph[0]))
                    ordinals = (paper.ordinals[bisect_left(paper.starts, at)] for at in m.paragraph)
                    yield paper.id, codes[m.key], m.start, m.end, *ordinals


def _label(printed: Counter[str]) -> str:
    """The commonest printing; of equals the first in the alphabet."""
    return " ".join(min(printed, key=lambda form: (-printed[form], form)).split())
