"""Decisions: the journal of an archive, entry by entry, with what each decided and whether it still fits the papers.

A decision fits while the papers it names are there, the words it quotes stand in them, and the actor, subject or
question it is about is known. One that fits no longer is told, and stays; it fits again when the paper is back.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Any

from msgspec import Struct, structs

from dragoman.archive.derived import stale
from dragoman.archive.journal import journal
from dragoman.archive.listing import text_of
from dragoman.edition.decision import (
    AboutFinding,
    AcceptFinding,
    AddEvidence,
    AddFinding,
    AskQuestion,
    CorrectFinding,
    Decision,
    DecisionBody,
    GradePaper,
    JoinActors,
    MatchActor,
    Quoted,
    RejectFinding,
    ResolveReference,
    found_again,
)
from dragoman.edition.judged import unfit
from dragoman.inquiries.about import settled
from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.questions import Notebook, replay
from dragoman.inquiries.who import standing

METHOD = "The journal in the order in which it was written:"
FITTED = 2_000                  # a long journal is looked through a page at a time
QUOTED = 80                     # characters of a quotation that a line of the journal shows


class Entry(Struct, frozen=True):
    """One entry. `what` says in one line what was decided; `undoes` and `undone` are numbers of other entries.

    `unfit` says why a decision that stands no longer fits the archive; None where it fits.
    """

    id: int
    made: str
    person: str
    kind: str
    what: str
    why: str | None
    undoes: int | None
    undone: int | None
    unfit: str | None
    body: DecisionBody | None


def decisions(connection: sqlite3.Connection, *, limit: int | None = None, skip: int = 0) -> Answer[Entry]:
    """The entries of the journal, the first first; `limit` of them after the first `skip`, or all.

    Of a journal of more than FITTED entries only those given are looked at for whether they still fit.
    """
    every = journal(connection)
    shown = every[skip:None if limit is None else skip + limit]
    fits = _Fitting(connection, replay(d for d in every if d.undone is None)).why_not
    bodies = {d.id: d for d in every}
    few = len(every) <= FITTED
    unfit = sum(_stands(d) and fits(d) is not None for d in (every if few else shown))
    taken = sum(d.undone is not None for d in every)
    left = (("taken back", taken), ("to take others back", sum(d.undoes is not None for d in every)),
            (f"that stand{'' if few else ', of those shown,'} no longer fit the archive", unfit))
    stand = sum(map(_stands, every))
    return Answer(tuple(_entry(d, bodies, fits) for d in shown), len(every),
                  Basis(METHOD, len(every), stand, "entries stand", left))


def _stands(d: Decision) -> bool:
    return d.undone is None and d.body is not None


def _entry(d: Decision, every: Mapping[int, Decision], fits: Callable[[Decision], str | None]) -> Entry:
    unfit = fits(d) if _stands(d) else None
    return Entry(d.id, d.made, d.person, d.kind, _what(d, every), d.why, d.undoes, d.undone, unfit, d.body)


def _what(d: Decision, every: Mapping[int, Decision]) -> str:
    if d.body is not None:
        return in_words(d.body)
    other = every.get(d.undoes or 0)
    return f"takes back {d.undoes}: {in_words(other.body)}" if other and other.body else f"takes back {d.undoes}"


def in_words(body: DecisionBody) -> str:
    """What a decision decides, in one line: its kind, then what it names ("rate evidence: silence, brandt, CC")."""
    kind = str(body.__struct_config__.tag).replace("-", " ")
    if isinstance(body, ResolveReference):
        return f"{kind}: {_quote(body.words)} → {body.target or body.status}"
    if isinstance(body, CorrectFinding):
        return f"{kind}: {body.layer}, {', '.join(_changes(body))}, {_quote(body.words)}"
    if isinstance(body, AddFinding):
        return f"{kind}: {body.layer}, {', '.join(_fields(body.body))}, {_quote(body.words)}"
    if isinstance(body, AcceptFinding | RejectFinding):
        return f"{kind}: {body.layer}, {_quote(body.words)}"
    if isinstance(body, MatchActor):
        return f"{kind}: {body.name} → {_elsewhere(body)}"
    return f"{kind}: {', '.join(word for value in structs.astuple(body) for word in _words(value))}"


def _elsewhere(body: MatchActor) -> str:
    """Who somebody is in a register elsewhere: "Joseph Grew (http://www.wikidata.org/entity/Q1)"."""
    if body.identifier is None:
        return f"nobody in {body.service}"
    return f"{body.label} ({body.identifier})" if body.label else body.identifier


def _changes(body: CorrectFinding) -> Iterator[str]:
    """What a correction changes: "force order → request"."""
    for name in dict.fromkeys((*body.body, *body.corrected)):
        before, after = body.body.get(name), body.corrected.get(name)
        if before != after:
            yield f"{name} {_shown(before)} → {_shown(after)}"
    if body.corrected_words is not None:
        yield f"to {_quote(body.corrected_words)}"


def _fields(fields: Mapping[str, Any]) -> Iterator[str]:
    for name, value in fields.items():
        if value not in (None, "", False):
            yield f"{name} {_shown(value)}"


def _shown(value: object) -> str:
    if isinstance(value, list | tuple):
        return "–".join(str(part) for part in value)
    return "none" if value is None else "yes" if value is True else "no" if value is False else str(value)


def _quote(words: Quoted) -> str:
    line = " ".join(words.quote.split())
    return f"“{line if len(line) <= QUOTED else line[:QUOTED - 4].rstrip() + ' ...'}” ({words.document})"


def _words(value: object) -> Iterator[str]:
    if isinstance(value, Quoted):
        yield _quote(value)
    elif isinstance(value, tuple | list):
        yield " + ".join(word for part in value for word in _words(part))
    elif value not in (None, ""):
        yield str(value)


class _Fitting:
    """Sees whether decisions fit an archive; papers are opened once."""

    def __init__(self, connection: sqlite3.Connection, book: Notebook) -> None:
        self._connection, self._book = connection, book
        # while actors and subjects are being made, none can be missed
        self._derived = not stale(connection)
        self._subjects = {d.id for d in settled(connection).unfit} if self._derived else set()
        self._text = lru_cache(maxsize=64)(partial(text_of, connection))

    def why_not(self, d: Decision) -> str | None:
        """Why a decision does not fit; None where it does."""
        return next(self._reasons(d), None)

    def _reasons(self, d: Decision) -> Iterator[str]:
        body = d.body
        if isinstance(body, AboutFinding) and (text := self._text(body.words.document)) is not None:
            yield from filter(None, [unfit(body, text)])
            return
        if isinstance(body, ResolveReference):
            yield from self._of_a_reference(body)
        for value in structs.astuple(body) if body is not None else ():
            if isinstance(value, Quoted):
                text = self._text(value.document)
                if text is None:
                    yield f"{value.document} is not in the archive"
                elif found_again(value, text) is None:
                    yield f"its words are no longer in {value.document}"
        if isinstance(body, GradePaper) and self._text(body.document) is None:
            yield f"{body.document} is not in the archive"
        if body is not None:
            yield from self._of_a_question(body)
        if d.id in self._subjects:
            yield "it names a subject that the archive has not"
        if isinstance(body, JoinActors) and body.names and self._derived and not self._actor(body.names[0]):
            yield f"the archive knows no actor {body.names[0]}"
        if isinstance(body, MatchActor) and self._derived and not standing(self._connection, [body.name]):
            yield f"the archive knows no actor {body.name}"

    def _of_a_reference(self, body: ResolveReference) -> Iterator[str]:
        text = self._text(body.words.document)
        span = found_again(body.words, text) if text is not None else None
        if span is not None and not self._connection.execute(
                "SELECT 1 FROM document AS d JOIN link AS l ON l.document = d.id WHERE d.name = ? AND "
                "(json_extract(l.mention, '$.start'), json_extract(l.mention, '$.end')) = (?, ?)",
                (body.words.document, *span)).fetchone():
            yield "no reference stands at its words"
        if body.target and self._text(body.target) is None:
            yield f"{body.target} is not in the archive"

    def _actor(self, name: str) -> bool:
        """Whether an actor has this address; of those that are joined only the first stays."""
        return self._connection.execute("SELECT 1 FROM actor WHERE name = ?", (name,)).fetchone() is not None

    def _of_a_question(self, body: DecisionBody) -> Iterator[str]:
        name = getattr(body, "question", None)
        question = self._book.questions.get(name) if isinstance(name, str) else None
        if question is None or isinstance(body, AskQuestion):
            return
        if question.text is None:
            yield f"nobody asks {question.name} any more"
        item = question.items.get(getattr(body, "item", ""))
        if item is not None and item.words is None and not isinstance(body, AddEvidence):
            yield f"no words stand for {item.key}"
