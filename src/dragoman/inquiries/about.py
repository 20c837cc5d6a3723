"""About: the subject that words name, and the conditions by which inquiries narrow papers and acts to it.

Subjects are made from the papers (archive/subjects.py). What people decided, new names, joins and drops, is laid over
them here, each time they are asked for, so that it outlives their making.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec import Struct, structs

from dragoman.archive.journal import decisions
from dragoman.edition.decision import Decision, DropSubject, JoinSubjects, RenameSubject
from dragoman.errors import NoSuchSubject
from dragoman.resolution.phrases import code_of, key, normal

Conditions = tuple[str, list[object]]
_TABLES = {"a": "act", "e": "event", "u": "duty"}
NEAR = 5                        # subjects that a message names when none, or several, have the words


class Subject(Struct, frozen=True):
    """A subject as people left it: its address, its name for people, the codes of all phrases that mean it."""

    name: str
    label: str
    codes: tuple[int, ...]


class Settled(NamedTuple):
    """What the journal makes of the subjects: those it changed by address, addresses that are gone, what fits no more.

    An address is gone when its subject was dropped (None) or joined to another (that one's address).
    """

    changed: Mapping[str, Subject]
    gone: Mapping[str, str | None]
    unfit: tuple[Decision, ...]

    @property
    def apart(self) -> str:
        """The addresses of subjects that no longer are as the papers make them, as JSON."""
        return json.dumps([*self.changed, *self.gone])


def settled(connection: sqlite3.Connection) -> Settled:
    """The decisions on subjects, replayed in order over those that the papers make."""
    changed: dict[str, Subject] = {}
    gone: dict[str, str | None] = {}
    unfit: list[Decision] = []

    def now(name: str) -> Subject | None:
        while (further := gone.get(name)) is not None:
            name = further
        return None if name in gone else changed.get(name) or _made(connection, name)

    for decision in decisions(connection, RenameSubject, JoinSubjects, DropSubject):
        body = decision.body
        names = body.names if isinstance(body, JoinSubjects) else (body.name,)  # type: ignore[union-attr]
        found = list({s.name: s for s in map(now, names) if s}.values())
        if not found or (isinstance(body, JoinSubjects) and len(found) < len(names)):
            unfit.append(decision)
        if not found:
            continue
        first = found[0]
        if isinstance(body, DropSubject):
            gone[first.name] = None
            changed.pop(first.name, None)
        elif isinstance(body, RenameSubject):
            changed[first.name] = structs.replace(first, label=body.label)
        else:
            changed[first.name] = structs.replace(first, codes=tuple(c for s in found for c in s.codes))
            gone |= {s.name: first.name for s in found[1:]}
            for s in found[1:]:
                changed.pop(s.name, None)
    return Settled(changed, gone, tuple(unfit))


def subject_named(connection: sqlite3.Connection, words: str) -> Subject:
    """The subject of this address or name; else the only one whose name has the words.

    Raises NoSuchSubject, with some that are near, when none has them or several do.
    """
    made = settled(connection)
    asked = normal(words)
    exact = _standing(connection, made, asked)
    if exact:
        return exact
    with_them = _having(connection, made, asked)
    if len(with_them) != 1:
        raise NoSuchSubject(words, tuple(s.label for s in with_them[:NEAR]) or _nearest(connection, made, asked))
    return with_them[0]


def papers_about(subject: Subject, paper: str = "d.id") -> tuple[str, object]:
    """The condition, with its one value, that the paper whose row is `paper` names the subject."""
    return (f"{paper} IN (SELECT b.document FROM about AS b WHERE b.subject IN (SELECT value FROM json_each(?)))",
            json.dumps(subject.codes))


def acts_about(subject: Subject, alias: str = "a") -> tuple[str, object]:
    """The condition, with its one value, that an act or annotation stands in a paragraph that names the subject.

    `alias` is a of `act`, e of `event`, or u of `duty`. Numbers of annotations follow their places, so that those of a
    paragraph are a span of numbers; rows are looked for paragraph by paragraph, once.
    """
    return (f"({alias}.document, {alias}.ordinal) IN (SELECT x.document, x.ordinal FROM about AS b CROSS JOIN "
            f"{_TABLES[alias]} AS x ON x.document = b.document AND x.ordinal >= b.ordinal "
            "AND x.ordinal < b.ordinal_end WHERE b.subject IN (SELECT value FROM json_each(?)))",
            json.dumps(subject.codes))


def _made(connection: sqlite3.Connection, name: str) -> Subject | None:
    """The subject of an address, as the papers make it."""
    row = connection.execute("SELECT id, name, label FROM subject WHERE id = ?", (code_of(key(name)),)).fetchone()
    return Subject(row[1], row[2], (row[0],)) if row else None


def _standing(connection: sqlite3.Connection, made: Settled, asked: str) -> Subject | None:
    """The subject of exactly this name, in whatever order and number its words are, or that people gave it."""
    for subject in made.changed.values():
        if key(asked) in (key(subject.name), key(subject.label)):
            return subject
    found = _made(connection, asked)
    name = found.name if found else asked
    while (further := made.gone.get(name)) is not None:
        name = further
    if name in made.gone:
        return None
    return made.changed.get(name) or (found if found and found.name == name else _made(connection, name))


def _having(connection: sqlite3.Connection, made: Settled, asked: str) -> list[Subject]:
    """The subjects whose name has these words whole and in a row, the weightiest first."""
    rows = connection.execute("SELECT id, name, label FROM subject WHERE instr(' ' || name || ' ', ?) "
                              "ORDER BY weight DESC, id", (f" {asked} ",)) if asked else ()
    kept = [Subject(name, label, (code,)) for code, name, label in rows
            if name not in made.gone and name not in made.changed]
    return [s for s in made.changed.values() if f" {asked} " in f" {normal(s.label)} "] + kept


def _nearest(connection: sqlite3.Connection, made: Settled, asked: str) -> tuple[str, ...]:
    """Names of subjects that have one of the words."""
    found: dict[str, None] = {}
    for word in _longest(asked.split()):
        found |= dict.fromkeys(s.label for s in _having(connection, made, word))
    return tuple(found)[:NEAR]


def _longest(words: Iterable[str]) -> list[str]:
    return sorted((w for w in words if len(w) > 2), key=lambda w: -len(w))
