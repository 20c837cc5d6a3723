"""What an archive of the specimen answers, held against the key of inquiries: how much is right, and what is not.

Compared is the meaning (papers, words, days, persons, states), by way of the key's own ids; where the key says that the
papers leave something open, either answer is right.
"""

import sqlite3
from typing import Any, NamedTuple

from keyed import findings_of

from dragoman.inquiries.who import Somebody
from dragoman.specimen import inquiries, key

ASKED = inquiries()
Entry = dict[str, Any]
DATES = {p["id"]: p["heading"]["date"] for p in key()["papers"]}


class Held(NamedTuple):
    """How many of the key's facts were told rightly, how many there are, and those told otherwise."""

    right: int
    of: int
    wrong: tuple[str, ...]


class Tally:
    """Counts facts as they are compared."""

    def __init__(self) -> None:
        self.of, self.wrong = 0, list[str]()

    def fact(self, name: str, got: object, *wanted: object) -> None:
        """One fact of the key: right when what was got is one of what is wanted."""
        self.of += 1
        if got not in wanted:
            self.wrong.append(f"{name}: {got!r}, not {' or '.join(map(repr, wanted))}")

    def extra(self, name: str) -> None:
        """Something that the key has not."""
        self.wrong.append(f"{name}: not in the key")

    def held(self) -> Held:
        return Held(self.of - len([w for w in self.wrong if not w.endswith(": not in the key")]), self.of, tuple(self.wrong))


def ids_of(connection: sqlite3.Connection) -> dict[str, int]:
    """The rows of the papers by name."""
    return dict(connection.execute("SELECT name, id FROM document"))


def carrier_of(paper: str) -> str:
    return paper.split("/")[0]


def place_of(connection: sqlite3.Connection, layer: str, passage: Entry) -> tuple[int, int] | None:
    """The finding that a passage of the key is: that of its layer which shares most with it, at least half of the shorter."""
    for name in [passage["paper"]] if "/" in passage["paper"] else [passage["paper"], f"{passage['paper']}/1", f"{passage['paper']}/2"]:
        at = next((at for plural, at, f in findings_of(name) if plural == f"{layer}s"
                   and (f["start"], f["quote"]) == (passage["start"], passage["quote"])), None) if _held(connection, name) else None
        if at is not None:
            end = at + len(passage["quote"])
            row = connection.execute(
                "SELECT a.document, a.ordinal FROM annotation AS a JOIN document AS d ON d.id = a.document WHERE d.name = ?1 AND a.layer = ?2 "
                "AND 2 * (min(a.\"end\", ?4) - max(a.start, ?3)) >= min(a.\"end\" - a.start, ?4 - ?3) "
                "ORDER BY min(a.\"end\", ?4) - max(a.start, ?3) DESC, a.ordinal LIMIT 1", (name, layer, at, end)).fetchone()
            return row or None
    return None


def _held(connection: sqlite3.Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM document WHERE name = ?", (name,)).fetchone() is not None


def last(name: str) -> str:
    """The surname of a name."""
    return name.split()[-1].lower()


def called(somebody: Somebody) -> str:
    """A person under the key's id: his surname."""
    return somebody.label.split()[-1].lower()
