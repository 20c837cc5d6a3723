"""Parties: the senders or recipients of some papers, each with the words of a search that find them.

A person goes by surname, an office or body by its whole text. What a search finds is told by a small full-text index of
the ways in which they are written, made like that of the archive.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping
from contextlib import closing
from typing import Literal, NamedTuple

from dragoman.archive.query import parse
from dragoman.archive.search import expression_of
from dragoman.inquiries.narrowing import addition

Side = Literal["sender", "recipient"]
FIELDS: Mapping[Side, str] = {"sender": "from", "recipient": "to"}
# so many, those of most papers, are tried; of them those that most papers are found of come first
TRIED = 24
# a text is cut into words as in schema.sql
_INDEX = "CREATE VIRTUAL TABLE search USING fts5 ({side}, tokenize = 'unicode61 remove_diacritics 2')"
# how one is written in a heading, and the surname, if there is one
Written = tuple[str, str | None]


class Party(NamedTuple):
    """One of them: for people, its papers, what finds them (None where no search does), and how many that finds."""

    label: str
    papers: int
    added: str | None
    found: int


def parties(side: Side, written: Mapping[Written, int]) -> tuple[list[Party], int]:
    """Those of most papers, and how many there are in all; `written` counts the papers of each way of writing."""
    groups: dict[Written, Counter[str]] = defaultdict(Counter)
    texts: Counter[str] = Counter()
    for (text, surname), papers in written.items():
        groups[surname or text, surname][text] += papers
        texts[text] += papers
    busiest = sorted(groups, key=lambda g: (-groups[g].total(), g[0]))[:TRIED]
    counts = list(texts.values())
    with closing(sqlite3.connect(":memory:")) as index:
        index.execute(_INDEX.format(side=side))
        index.executemany(f"INSERT INTO search (rowid, {side}) VALUES (?, ?)", enumerate(texts))
        found = []
        for words, surname in busiest:
            added = addition(FIELDS[side], words)
            rows = index.execute("SELECT rowid FROM search WHERE search MATCH ?",
                                 (expression_of(parse(added)),)) if added else ()
            found.append(Party(_label(groups[words, surname], surname), groups[words, surname].total(), added,
                               sum(counts[row] for (row,) in rows)))
    return found, len(groups)


def _label(ways: Counter[str], surname: str | None) -> str:
    """A party for people: an office as it is written, a person by the name that headings give most often."""
    commonest = min(ways, key=lambda way: (-ways[way], way))
    if surname is None:
        return commonest
    names = [party.split(",")[0].strip() for party in commonest.split(";")]
    return next((name for name in names if surname in name.lower()), surname.title())
