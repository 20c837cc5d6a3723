"""Candidates: passages that may bear on a question: assessments, statements and events beside its words.

A passage is a candidate when its paragraph has two words of the question (`relevance`). Nothing becomes evidence by
being suggested.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date as Day
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from msgspec import Struct

from dragoman.archive.listing import text_of
from dragoman.edition.annotation import Span
from dragoman.edition.dates import parse
from dragoman.edition.decision import found_again
from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.passages import Opener, Passage, opener
from dragoman.inquiries.questions import Question, notebook
from dragoman.inquiries.relevance import FOUND, PAPERS, Paper, Subject, papers_on, subject_of
from dragoman.inquiries.suspicion import (
    Report,
    called_false_beside,
    calls_false,
    comes_again,
    may_call_false,
    shared_origins,
)
from dragoman.inquiries.telling import key_of, keys_of
from dragoman.lexicon.stops import line_of, sentence, sentences

METHOD = ("Assessments, statements and events in paragraphs that have two words of the question, a name among them if "
          "it has any, in papers that have two side by side as it has, or two of the most telling:")
LAYERS = ("assessment", "statement", "event")
BESIDE = 0.5                    # what a word beside a passage, in its sentence, is worth to one in it; a step on, half
FEWEST = 4                      # words of a passage: "he told me" tells nothing
COMPARED = 100                  # candidates, the best ones, among which a report that comes again is looked for
NEEDED = 2                      # words of the question that a paragraph must have


class Origin(Struct, frozen=True):
    """Another passage that may be the same report, and why; `with_` is an item of the question, or a place."""

    document: str
    start: int
    item: str | None
    why: str


class Candidate(Struct, frozen=True):
    """A passage that may be evidence.

    `words` are those of the question in its sentence, `beside` those in its paragraph only. `item` is the item of
    evidence that has it already. `again` are words by which it says that it repeats a report, `origins` are other
    passages here that may be the same report, `called_false` are sentences that call it, or what it is about,
    disinformation.
    """

    passage: Passage
    date: str | None
    layers: tuple[str, ...]
    kind: str
    who: str | None
    voice: str
    words: tuple[str, ...]
    beside: tuple[str, ...]
    score: float
    item: str | None
    again: str | None
    origins: tuple[Origin, ...]
    called_false: tuple[Passage, ...]

    @property
    def why(self) -> str:
        """Why it is suggested, in words."""
        inside = f"names {', '.join(self.words)}" if self.words else ""
        around = f"beside {', '.join(self.beside)}" if self.beside else ""
        return "; ".join(x for x in (inside, around) if x)


# the items of a question by paper, where their words stand
Items = Mapping[str, Sequence[tuple[Span, str]]]


class _Seen(NamedTuple):
    """A passage before it is opened: its paper, the words of the question in its sentence and paragraph, its worth."""

    paper: Paper
    span: Span
    layers: tuple[str, ...]
    body: str                   # of the finding that is longest, as JSON
    voice: str
    inside: frozenset[str]
    around: frozenset[str]
    score: float


def candidates(connection: sqlite3.Connection, name: str, *, limit: int | None = None, skip: int = 0
               ) -> Answer[Candidate]:
    """Passages that may be evidence on a question, those with most and rarest of its words first; items of it last.

    Raises NoSuchQuestion.
    """
    question = notebook(connection).question(name)
    subject = subject_of(connection, question)
    papers, total = papers_on(connection, subject)
    seen = [s for paper in papers for s in _seen(connection, paper, subject)]
    items = _held(connection, question)
    seen.sort(key=lambda s: (_item(items, s) is not None, -s.score, s.paper.date or "9", s.paper.name, s.span))
    shown = seen[skip:None if limit is None else skip + limit]
    beside = shown + [s for s in seen[:COMPARED] if s not in shown]
    rows = _opened(connection, items, (shown, beside), papers, subject)
    having = len({s.paper.id for s in seen})
    left = (("have no such passage", len(papers) - having),
            (f"beyond the {PAPERS} of most worth were not looked through", total - len(papers)))
    what = "papers with such words" if total < FOUND else "papers with such words (no more were looked for)"
    return Answer(rows, len(seen), Basis(METHOD, total, having, what, left))


def _seen(connection: sqlite3.Connection, paper: Paper, subject: Subject) -> Iterator[_Seen]:
    """The passages of a paper whose paragraph has enough words of the question; overlapping findings are one.

    Where the question has names, one of them must be among the words.
    """
    rows = connection.execute(
        'SELECT start, "end", layer, body, voice FROM annotation WHERE document = ? AND layer IN (?, ?, ?) '
        'ORDER BY start, "end" DESC', (paper.id, *LAYERS)).fetchall()
    needed, names, text = min(NEEDED, len(subject.words)), subject.names, paper.text
    for group in _overlapping(rows):
        start, end = group[0][0], max(row[1] for row in group)
        around = paper.keys_in(*line_of(text, start, end))
        if len(around) < needed or len(text[start:end].split()) < FEWEST or (names and not names & around):
            continue
        inside, within = paper.keys_in(start, end), paper.keys_in(*sentence(text, start, end))
        score = (subject.worth(inside) + BESIDE * subject.worth(within - inside)
                 + BESIDE ** 2 * subject.worth(around - within))
        layers = tuple(dict.fromkeys(row[2] for row in group))
        yield _Seen(paper, (start, end), layers, group[0][3], group[0][4], within, around - within, round(score, 2))


def _overlapping(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    """Findings that overlap, together; they come in the order of their beginnings."""
    group: list[Sequence[Any]] = []
    end = 0
    for row in rows:
        if group and row[0] >= end:
            yield group
            group = []
        group.append(row)
        end = max(end, row[1]) if len(group) > 1 else row[1]
    if group:
        yield group


def _opened(connection: sqlite3.Connection, items: Items, seen: tuple[Sequence[_Seen], Sequence[_Seen]],
            papers: Sequence[Paper], subject: Subject) -> tuple[Candidate, ...]:
    """The passages that are shown, with what speaks against taking them for reports of their own.

    `seen` are those shown, and those again with others that they are compared with.
    """
    shown, compared = seen
    open_paper = opener(connection)
    reports = [_report(connection, s) for s in compared]
    origins: dict[int, list[Origin]] = {n: [] for n in range(len(compared))}
    for pair in shared_origins(reports):
        for here, there in ((pair.one, pair.other), (pair.other, pair.one)):
            other = reports[there]
            if not any((o.document, o.why) == (other.document, pair.why) for o in origins[here]):
                origins[here].append(Origin(other.document, other.start, _item(items, compared[there]), pair.why))
    false = [(p, span) for p in papers for span in _false_in(p)]
    return tuple(_candidate(s, open_paper, _item(items, s), tuple(origins[n]),
                            _called_false(s, false, open_paper, subject)) for n, s in enumerate(shown))


def _candidate(s: _Seen, open_paper: Opener, item: str | None, origins: tuple[Origin, ...],
               called_false: tuple[Passage, ...]) -> Candidate:
    body = json.loads(s.body)
    kind = body.get("act") or body.get("type") or body.get("certainty") or ""
    whole = s.paper.text[slice(*sentence(s.paper.text, *s.span))]
    return Candidate(open_paper(s.paper.id).passage(*s.span), s.paper.date, s.layers, kind, _who(s), s.voice,
                     tuple(sorted(s.inside)), tuple(sorted(s.around)), s.score, item, comes_again(whole), origins,
                     called_false)


def _who(s: _Seen) -> str | None:
    """Who speaks, judges or acts: as the words give it, for the writer the paper's sender."""
    body: dict[str, str | None] = json.loads(s.body)
    who = body.get("speaker") or body.get("holder") or body.get("actor")
    if who in ("writer", "we") and s.voice == "writer":
        return s.paper.sender or who
    return who


def _held(connection: sqlite3.Connection, question: Question) -> Items:
    """The items of a question by paper, where their words stand."""
    found: dict[str, list[tuple[Span, str]]] = {}
    for item in question.items.values():
        if item.words is None:
            continue
        text = text_of(connection, item.words.document)
        span = found_again(item.words, text) if text is not None else None
        if span:
            found.setdefault(item.words.document, []).append((span, item.key))
    return found


def _item(items: Items, s: _Seen) -> str | None:
    """The item that has words of a passage."""
    return next((key for (start, end), key in items.get(s.paper.name, ()) if start < s.span[1] and s.span[0] < end),
                None)


def _report(connection: sqlite3.Connection, s: _Seen) -> Report:
    text, (start, end) = s.paper.text, s.span
    first, last = line_of(text, start, end)
    cites: set[str] = set()
    papers: set[tuple[str, str]] = set()
    for mention, target in connection.execute(
            "SELECT l.mention, t.name FROM link AS l LEFT JOIN document AS t ON t.id = l.target WHERE l.document = ? "
            "AND json_extract(l.mention, '$.start') BETWEEN ? AND ?", (s.paper.id, first, last)):
        told = json.loads(mention)
        if target:
            cites.add(target)
        if told["kind"] == "newspaper":
            papers.update((name, told.get("date") or "") for name in _titles(told["words"]))
    day = parse(s.paper.date or "")
    who = _who(s)
    return Report(s.paper.name, start, day.first if day and day.first > Day.min else None, who,
                  keys_of(text[slice(*sentence(text, start, end))]), frozenset(cites), frozenset(papers))


def _titles(words: str) -> Iterator[str]:
    """The title of a newspaper in the words that name it, without the day: "Grauport Mercury"."""
    for capital, run in groupby(words.split(), key=lambda w: w[:1].isupper() and key_of(w.strip(",.")) != ""):
        if capital:
            yield " ".join(w.strip(",.") for w in run)
            return


def _false_in(paper: Paper) -> Iterator[Span]:
    """The sentences of a paper that call disinformation what two words of the question are about."""
    done = -1
    for at, following in pairwise(paper.at):
        if at <= done or paper.text.find("\n", at, following) >= 0:
            continue                    # that line was looked through, or has but one of the words
        line = line_of(paper.text, at, at)
        done = line[1]
        if may_call_false(paper.text[slice(*line)]):
            yield from (s for s in sentences(paper.text, *line) if calls_false(paper.text[slice(*s)]))


def _called_false(s: _Seen, false: Sequence[tuple[Paper, Span]], open_paper: Opener, subject: Subject
                  ) -> tuple[Passage, ...]:
    """What calls a passage disinformation: a sentence after it; elsewhere one with the same phrase of the question."""
    found: list[Passage] = []
    beside = called_false_beside(s.paper.text, *s.span)
    if beside:
        found.append(open_paper(s.paper.id).passage(*beside))
    for paper, (start, end) in false:
        own = paper.id == s.paper.id and start < s.span[1] and s.span[0] < end
        if not own and subject.share_a_phrase(paper.keys_in(start, end), s.inside):
            passage = open_paper(paper.id).passage(start, end)
            if passage not in found:
                found.append(passage)
    return tuple(found)
