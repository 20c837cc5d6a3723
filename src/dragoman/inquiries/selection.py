"""Selection: the papers that a query finds, in order of time, each followed by what is enclosed in it.

An enclosure goes with the paper that carries it. One that is found and whose carrier is not stands by itself.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence

from msgspec import Struct

from dragoman.archive.chosen import TIME, WITH_ENCLOSURES
from dragoman.archive.listing import near
from dragoman.archive.query import parse
from dragoman.archive.search import every
from dragoman.errors import NoSuchDocument

_SELECTED = f"""
    {WITH_ENCLOSURES}
    SELECT d.id, d.name, d.collection, up.id, up.name, length(t.text) FROM carried JOIN document AS d
    ON d.id = carried.id JOIN content AS t ON t.document = d.id LEFT JOIN document AS up ON up.id = d.enclosed_in
    ORDER BY {TIME}"""
_LISTED = "SELECT value FROM json_each(?)"


class Selected(Struct, frozen=True):
    """A paper of a selection: its id, its volume or folder, the id of its carrier, the characters of its text.

    `number` is "12" for the twelfth paper and "12/1" for its first enclosure.
    """

    id: str
    number: str
    collection: str
    carrier: str | None
    characters: int

    @property
    def alone(self) -> bool:
        """Whether it stands by itself, and not after the paper that carries it."""
        return "/" not in self.number


class Selection(Struct, frozen=True):
    """The papers of a selection in their order. `total` is how many there are; more than were asked for are not given.

    `looked` is how many papers the archive holds.
    """

    papers: tuple[Selected, ...]
    total: int
    looked: int


def selection(connection: sqlite3.Connection, wanted: str | Sequence[str] | None = None, *, most: int) -> Selection:
    """The papers of a query, or of these ids, or all. Where they are more than `most`, none is given, only their count.

    Raises BadQuery for a query that cannot be understood, NoSuchDocument for an id that no paper bears.
    """
    looked: int = connection.execute("SELECT count(*) FROM document").fetchone()[0]
    if wanted is None:
        if looked > most:
            return Selection((), looked, looked)
        return _arranged(connection, "SELECT id FROM document", (), looked)
    if isinstance(wanted, str):
        rows = list(every(connection, parse(wanted)))
        if len(rows) > most:
            return Selection((), len(rows), looked)
    else:
        rows = [_row(connection, name) for name in wanted]
    return _arranged(connection, _LISTED, (json.dumps(rows),), looked)


def _row(connection: sqlite3.Connection, name: str) -> int:
    row = connection.execute("SELECT id FROM document WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise NoSuchDocument(name, near(connection, name))
    return int(row[0])


def _arranged(connection: sqlite3.Connection, chosen: str, values: tuple[str, ...], looked: int) -> Selection:
    """The papers, carriers in order of time, each with its enclosures, as deep as that goes, in the order of filing."""
    rows = {row[0]: row for row in connection.execute(_SELECTED.format(chosen), values)}
    carried: dict[int, list[int]] = {}
    for i, _, _, carrier, *_ in rows.values():
        if carrier in rows:
            carried.setdefault(carrier, []).append(i)

    def numbered(papers: Sequence[int], before: str) -> Iterator[Selected]:
        for n, i in enumerate(papers, 1):
            _, name, collection, _, carrier, characters = rows[i]
            yield Selected(name, f"{before}{n}", collection, carrier, characters)
            yield from numbered(sorted(carried.get(i, ())), f"{before}{n}/")
    papers = tuple(numbered([i for i, row in rows.items() if row[3] not in rows], ""))
    return Selection(papers, len(papers), looked)
