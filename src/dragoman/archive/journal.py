"""The journal: people's decisions, only ever added to; one is taken back by another that names it."""

import sqlite3
from datetime import UTC, datetime

import msgspec

from dragoman.archive.transactions import transaction
from dragoman.edition.decision import Decision, DecisionBody
from dragoman.errors import NoSuchDecision

UNDO = "undo"
_BODY = msgspec.json.Decoder(DecisionBody)
_ENTRY = ("SELECT d.id, d.made, d.person, d.kind, d.body, d.why, d.undoes, u.id FROM decision AS d "
          "LEFT JOIN decision AS u ON u.undoes = d.id")


def decide(connection: sqlite3.Connection, body: DecisionBody, *, person: str, why: str | None = None) -> int:
    """Enter a decision; its number in the journal."""
    with transaction(connection):
        return _enter(connection, (person, body.__struct_config__.tag, msgspec.json.encode(body).decode(), why, None))


def undo(connection: sqlite3.Connection, decision: int, *, person: str, why: str | None = None) -> int:
    """Take a decision back; the number of the entry that does so. Raises NoSuchDecision for one that does not stand."""
    with transaction(connection):
        row = connection.execute(f"{_ENTRY} WHERE d.id = ?", (decision,)).fetchone()
        if row is None or row[7] is not None or row[3] == UNDO:
            raise NoSuchDecision(decision)
        return _enter(connection, (person, UNDO, "null", why, decision))


def decisions(connection: sqlite3.Connection, *bodies: type[DecisionBody]) -> list[Decision]:
    """The decisions of these kinds, or of all, that stand, in the order in which they were made."""
    return [d for d in journal(connection, *bodies) if d.undone is None and d.body is not None]


def journal(connection: sqlite3.Connection, *bodies: type[DecisionBody]) -> list[Decision]:
    """Every entry of these kinds, or of all, in order, those taken back and the takings back among them."""
    kinds = [body.__struct_config__.tag for body in bodies]
    where = f"WHERE d.kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
    return [_decision(*row) for row in connection.execute(f"{_ENTRY} {where} ORDER BY d.id", kinds)]


def _enter(connection: sqlite3.Connection, entry: tuple[str, object, str, str | None, int | None]) -> int:
    made = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return connection.execute(
        "INSERT INTO decision (made, person, kind, body, why, undoes) VALUES (?, ?, ?, ?, ?, ?)",
        (made, *entry)).lastrowid or 0


def _decision(i: int, made: str, person: str, kind: str, body: str, *more: object) -> Decision:
    why, undoes, undone = more
    found = None if kind == UNDO else _BODY.decode(body)
    return Decision(i, made, person, kind, found, why, undoes, undone)  # type: ignore[arg-type]
