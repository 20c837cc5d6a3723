"""Terms: the words by which the full-text index knows the chosen papers, and how it makes words of letters."""

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from dragoman.archive.chosen import beside, numbers

FIELDS = ("sender", "recipient", "place", "title")      # columns that can be asked alone
_LETTERS = 0x20000              # code points that are looked at; those beyond are CJK, which are never folded
_MARK = "x"                     # a letter that is neither folded nor joined
_TOKENIZER = "unicode61 remove_diacritics 2"            # as of the table `search` in schema.sql


class Term(NamedTuple):
    """A word, and the numbers of the chosen papers that have it: anywhere, or in one of FIELDS."""

    word: str
    papers: list[int]
    fields: dict[str, list[int]]


def terms(connection: sqlite3.Connection) -> Iterator[Term]:
    """The words of the chosen papers, in the order of their bytes. Inside a transaction."""
    number = dict(numbers(connection))
    with beside(connection):
        connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, search, instance)")
    for word, rows in groupby(connection.execute("SELECT term, doc, col FROM temp.terms"), key=itemgetter(0)):
        anywhere: set[int] = set()
        fields: dict[str, set[int]] = {}
        for _, row, column in rows:
            if (paper := number.get(row)) is not None:
                anywhere.add(paper)
                if column in FIELDS:
                    fields.setdefault(column, set()).add(paper)
        if anywhere:
            yield Term(word, sorted(anywhere), {name: sorted(papers) for name, papers in fields.items()})


def letters() -> tuple[list[tuple[int, int]], dict[str, str]]:
    """What the index takes as parts of words, as spans of code points, the last counted in; and what it makes of those
    that it does not leave as they are: "É" is "e", an accent by itself nothing.

    It is asked of SQLite itself, so that whoever else makes words makes the same.
    """
    made = _made()
    parts, folded = [c for c, words in made.items() if len(words) == 1], dict[str, str]()
    for c in parts:
        told = made[c][0].removeprefix(_MARK).removesuffix(_MARK)
        if told != chr(c):
            folded[chr(c)] = told
    spans: list[tuple[int, int]] = []
    for c in parts:
        spans[-1:] = [(spans[-1][0], c)] if spans and spans[-1][1] == c - 1 else [*spans[-1:], (c, c)]
    return spans, folded


def _made() -> dict[int, list[str]]:
    """The words that SQLite makes of each code point between two letters."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(f"CREATE VIRTUAL TABLE t USING fts5 (c, content = '', tokenize = '{_TOKENIZER}')")
        connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, instance)")
        connection.executemany("INSERT INTO t (rowid, c) VALUES (?, ?)", (
            (c, f"{_MARK}{chr(c)}{_MARK}") for c in range(1, _LETTERS) if not 0xD800 <= c < 0xE000))
        made: dict[int, list[str]] = {}
        for word, c in connection.execute("SELECT term, doc FROM v ORDER BY doc, offset"):
            made.setdefault(c, []).append(word)
        return made
    finally:
        connection.close()
