"""The journal: people's decisions, only ever added to; one is taken back by another that names it."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal

import msgspec

from dragoman.archive.transactions import transaction
from dragoman.edition.decision import Decision, DecisionBody, JoinActors, MatchActor, SplitActor
from dragoman.edition.touching import touch
from dragoman.errors import NoSuchDecision, StaleView

UNDO = "undo"
# how a decision is about an actor: it says by which IRI the actor is known elsewhere, or that this IRI means it; it
# joins others to it, or it to another; it joins or splits it in whatever way
How = Literal["matched", "identifier", "joins", "joined", "names"]
# which paper a decision is about: by words of it, or as a whole; there is an index for each
WORDS_OF, PAPER_OF = "json_extract(body, '$.words.document')", "json_extract(body, '$.document')"
_BODY = msgspec.json.Decoder(DecisionBody)
_ENTRY = ("SELECT d.id, d.made, d.person, d.kind, d.body, d.why, d.undoes, u.id FROM decision AS d "
          "LEFT JOIN decision AS u ON u.undoes = d.id")


def decide(connection: sqlite3.Connection, body: DecisionBody, *, person: str, why: str | None = None,
           seen: int | None = None) -> int:
    """Enter a decision; its number in the journal.

    `seen` is the newest entry that the person saw. Raises StaleView where a newer one is about the same thing.
    """
    return decide_all(connection, (body,), person=person, why=why, seen=seen)[0]


def decide_all(connection: sqlite3.Connection, bodies: Sequence[DecisionBody], *, person: str, why: str | None = None,
               seen: int | None = None) -> list[int]:
    """Enter several decisions, all or none; their numbers. Raises StaleView as `decide` does."""
    with transaction(connection):
        _not_stale(connection, seen, bodies)
        return [_enter(connection, (person, body.__struct_config__.tag, msgspec.json.encode(body).decode(), why, None))
                for body in bodies]


def undo(connection: sqlite3.Connection, decision: int, *, person: str, why: str | None = None,
         seen: int | None = None) -> int:
    """Take a decision back; the number of the entry that does so. Raises NoSuchDecision for one that does not stand.

    Raises StaleView where an entry after `seen` is about the same thing.
    """
    with transaction(connection):
        row = connection.execute(f"{_ENTRY} WHERE d.id = ?", (decision,)).fetchone()
        if row is None or row[7] is not None or row[3] == UNDO:
            raise NoSuchDecision(decision)
        _not_stale(connection, seen, (_BODY.decode(row[4]),))
        return _enter(connection, (person, UNDO, "null", why, decision))


def enter(connection: sqlite3.Connection, body: DecisionBody | None, *, person: str, made: str, why: str | None,
          undoes: int | None = None) -> int:
    """Enter what was decided elsewhere, with its own time (UTC, ISO 8601); its number. Inside a transaction.

    Without a body it takes back entry `undoes`, which must stand.
    """
    kind, told = (UNDO, "null") if body is None else (body.__struct_config__.tag, msgspec.json.encode(body).decode())
    return _enter(connection, (person, kind, told, why, undoes), made)


def newest(connection: sqlite3.Connection) -> int:
    """The number of the newest entry; 0 where there is none."""
    found: int = connection.execute("SELECT coalesce(max(id), 0) FROM decision").fetchone()[0]
    return found


def last_made(connection: sqlite3.Connection) -> str | None:
    """When the newest entry was made: UTC, ISO 8601; None where there is none."""
    row = connection.execute("SELECT made FROM decision ORDER BY id DESC LIMIT 1").fetchone()
    return row[0] if row else None


def decisions(connection: sqlite3.Connection, *bodies: type[DecisionBody]) -> list[Decision]:
    """The decisions of these kinds, or of all, that stand, in the order in which they were made."""
    return [d for d in journal(connection, *bodies) if d.undone is None and d.body is not None]


def journal(connection: sqlite3.Connection, *bodies: type[DecisionBody]) -> list[Decision]:
    """Every entry of these kinds, or of all, in order, those taken back and the takings back among them."""
    kinds = [body.__struct_config__.tag for body in bodies]
    where = f"WHERE d.kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
    return [_decision(*row) for row in connection.execute(f"{_ENTRY} {where} ORDER BY d.id", kinds)]


def entries_after(connection: sqlite3.Connection, entry: int) -> list[tuple[Decision, DecisionBody]]:
    """The entries after one, each with what it decides, or takes back."""
    rows = connection.execute(f"{_ENTRY} WHERE d.id > ? ORDER BY d.id", (entry,)).fetchall()
    return [(_decision(*row), _BODY.decode(row[4] if row[6] is None else _filed(connection, row[6]))) for row in rows]


def about_paper(connection: sqlite3.Connection, document: str, *, every: bool = False) -> list[Decision]:
    """The decisions about one paper, its words or its grade, that stand, or `every` one, in their order."""
    rows = connection.execute(f"{_ENTRY} WHERE d.id IN (SELECT id FROM decision WHERE {WORDS_OF} = ?1 UNION "
                              f"SELECT id FROM decision WHERE {PAPER_OF} = ?1) AND (u.id IS NULL OR ?2) ORDER BY d.id",
                              (document, every))
    return [_decision(*row) for row in rows]


def about_actors(connection: sqlite3.Connection, how: How, values: Iterable[str]) -> list[Decision]:
    """The decisions that stand about one of some actors, by address or IRI, and in that way, in their order.

    All of them are read once as long as nothing is written: who asks of one actor after the other pays for each only
    what is about it.
    """
    known = _about_actors(connection, newest(connection), connection.total_changes)
    found = {d.id: d for value in values for d in known.get((how, value), ())}
    return [found[i] for i in sorted(found)]


@lru_cache(maxsize=2)
def _about_actors(connection: sqlite3.Connection, entry: int, changes: int) -> Mapping[tuple[How, str], list[Decision]]:
    """The decisions about actors by way and value, as of an entry; `changes` tells what a rollback took back."""
    found: dict[tuple[How, str], list[Decision]] = defaultdict(list)
    for d in decisions(connection, MatchActor, JoinActors, SplitActor):
        keys: list[tuple[How, str]] = []
        if isinstance(d.body, MatchActor):
            keys = [("matched", d.body.name), ("identifier", d.body.identifier or "")]
        elif isinstance(d.body, JoinActors):
            names = d.body.names
            keys = [*(("names", n) for n in names), *(("joins", n) for n in names[:1]),
                    *(("joined", n) for n in names[1:])]
        elif isinstance(d.body, SplitActor):
            keys = [("names", d.body.name)]
        for key in keys:
            found[key].append(d)
    return dict(found)


def decided_papers(connection: sqlite3.Connection, documents: Sequence[str]) -> set[str]:
    """Of these papers, by id, those about whose words somebody ever decided."""
    return {name for name in documents if connection.execute(
        f"SELECT 1 FROM decision WHERE {WORDS_OF} = ? LIMIT 1", (name,)).fetchone()}


def _not_stale(connection: sqlite3.Connection, seen: int | None, bodies: Sequence[DecisionBody]) -> None:
    if seen is not None:
        newer = tuple(d for d, body in entries_after(connection, seen) if touch(bodies, (body,)))
        if newer:
            raise StaleView(newer)


def _filed(connection: sqlite3.Connection, entry: int) -> str:
    found: str = connection.execute("SELECT body FROM decision WHERE id = ?", (entry,)).fetchone()[0]
    return found


def now() -> str:
    """This second as the journal writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _enter(connection: sqlite3.Connection, entry: tuple[str, object, str, str | None, int | None],
           made: str | None = None) -> int:
    return connection.execute(
        "INSERT INTO decision (made, person, kind, body, why, undoes) VALUES (?, ?, ?, ?, ?, ?)",
        (made or now(), *entry)).lastrowid or 0


def _decision(i: int, made: str, person: str, kind: str, body: str, *more: object) -> Decision:
    why, undoes, undone = more
    found = None if kind == UNDO else _BODY.decode(body)
    return Decision(i, made, person, kind, found, why, undoes, undone)  # type: ignore[arg-type]
