"""Among: what one paper stands among: who its parties and its names are, what it answers and what answers it.

Each is asked through an index, so that to ask it of every paper of an archive costs no more than to read them.
"""

import sqlite3
from functools import lru_cache
from typing import NamedTuple

from dragoman.archive.acts import Known
from dragoman.archive.chains import JOINS
from dragoman.archive.drawn import Parties, parties
from dragoman.archive.forms import form_of
from dragoman.edition.annotation import Name
from dragoman.lexicon.parties import untitled
from dragoman.resolution.parties import surname

_ANSWERS = "AND l.relation IN ('replies-to', 'refers-to')"
# coalesce: a record that was dissolved is nobody's until it is joined anew
_BEFORE = (f"SELECT DISTINCT t.name, m.name FROM link AS l LEFT JOIN document AS t ON t.id = l.target "
           f"LEFT JOIN missing AS m ON m.id = l.missing WHERE l.document = ? AND {JOINS} {_ANSWERS} "
           "AND coalesce(l.target, l.missing) IS NOT NULL AND coalesce(l.target, 0) <> l.document ORDER BY 1, 2")
_AFTER = (f"SELECT DISTINCT d.name FROM link AS l JOIN document AS d ON d.id = l.document "
          f"WHERE l.target = ? AND {JOINS} {_ANSWERS} AND l.document <> l.target ORDER BY d.id")
CACHED = 128                    # ids and addresses that are remembered: those of a paper and of what it names


class Paper(NamedTuple):
    """A paper's row, the volume or folder that it belongs to, and the id of the paper that it is printed with."""

    id: int
    collection: str
    carrier: str


class Act(NamedTuple):
    """Whom an act means, by address, the event that it tells of (by its first report), how sure the reader was."""

    who: str | None
    whom: str | None
    event: tuple[str, int] | None
    weight: float | None


class Neighbours(NamedTuple):
    """What a paper answers, here and missing ones, and the papers that answer it, all by their ids."""

    before: tuple[str, ...]
    missing: tuple[str, ...]
    after: tuple[str, ...]


class Among:
    """An archive asked about one paper after another; it remembers no more than one collection and some ids."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._collection: str | None = None
        self.paper = lru_cache(CACHED)(self._paper)
        self._address = lru_cache(CACHED)(self._address_of)

    def _paper(self, name: str) -> Paper:
        i, collection, up = self._connection.execute(
            "SELECT id, collection, enclosed_in FROM document WHERE name = ?", (name,)).fetchone()
        while up is not None:
            name, up = self._connection.execute("SELECT name, enclosed_in FROM document WHERE id = ?", (up,)).fetchone()
        return Paper(i, collection, name)

    def parties(self, name: str) -> dict[tuple[str, int], Parties]:
        """The parties of a paper, by role (sender, recipient, participant) and their place in it."""
        return parties(self._connection, name)

    def label(self, address: str) -> str:
        """What an actor is called, by its address."""
        found: str = self._connection.execute("SELECT label FROM actor WHERE name = ?", (address,)).fetchone()[0]
        return found

    def acts(self, name: str) -> dict[int, Act]:
        """The acts of a paper by the ordinals of their findings."""
        rows = self._connection.execute(
            "SELECT a.ordinal, p.name, q.name, a.weight, d.name, e.ordinal FROM act AS a "
            "LEFT JOIN actor AS p ON p.id = a.who LEFT JOIN actor AS q ON q.id = a.whom "
            "LEFT JOIN event AS o ON o.id = a.event LEFT JOIN event AS e ON e.id = coalesce(o.same, o.id) "
            "LEFT JOIN document AS d ON d.id = e.document "
            "WHERE a.document = ?", (self.paper(name).id,))
        return {ordinal: Act(who, whom, (document, n) if document else None, weight)
                for ordinal, who, whom, weight, document, n in rows}

    def neighbours(self, name: str) -> Neighbours:
        """What a paper answers or opens with, as threads have it, and what answers it or opens with it."""
        i = self.paper(name).id
        before = self._connection.execute(_BEFORE, (i,)).fetchall()
        after = self._connection.execute(_AFTER, (i,)).fetchall()
        return Neighbours(tuple(t for t, _ in before if t), tuple(m for t, m in before if m and not t),
                          tuple(row[0] for row in after))

    def actor(self, name: Name, collection: str) -> str | None:
        """The address of the actor that a name of a paper of a collection means, if it means one."""
        if collection != self._collection:
            self._collection = collection
            self._known = Known(self._connection, collection)
        form = form_of(name, self._known.powers)
        found = self._known.forms.get(form) if form else None
        if found is None and form and form.kind == "power":
            found = self._known.powers.get(form.name)
        if found is None and form and form.kind == "person":
            found = self._known.alone.get(surname(untitled(name.label)) or "")
        return self._address(found) if found is not None else None

    def _address_of(self, actor: int) -> str:
        found: str = self._connection.execute("SELECT name FROM actor WHERE id = ?", (actor,)).fetchone()[0]
        return found
