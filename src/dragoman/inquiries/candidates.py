"""Candidates: passages that may bear on a question: assessments, statements and events beside its words.

The words of a question are the nouns, names and their like in its text and in its hypotheses. Papers that have two of
them in a row, as they stand there, or two of the rarer ones anywhere are looked through; a passage is a candidate when
its paragraph has two of them. Nothing becomes evidence by being suggested.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date as Day
from itertools import groupby, pairwise
from math import log
from typing import Any, NamedTuple

from msgspec import Struct

from dragoman.archive.query import And, Or, Query, Words
from dragoman.archive.search import SORTED, find
from dragoman.edition.annotation import Span
from dragoman.edition.dates import parse
from dragoman.edition.decision import found_again
from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.passages import Opener, Passage, opener, sentence
from dragoman.inquiries.questions import Question, notebook
from dragoman.inquiries.suspicion import (
    SUBJECT_WORDS,
    Report,
    called_false_beside,
    calls_false,
    comes_again,
    content_words,
    sentences,
    shared_origins,
)
from dragoman.resolution.phrases import look_of, runs

METHOD = ("Assessments, statements and events in paragraphs that have two words of the question, in the papers that "
          "have one of its phrases or two of its rarer words:")
LAYERS = ("assessment", "statement", "event")
PAPERS = 200                    # papers that are looked through
RARER = 8                       # words of the question by which papers are found, in pairs
PHRASES = 12                    # words in a row by which they are found
BESIDE = 0.5                    # what a word beside the passage, in its paragraph, is worth to one in it
SHORTEST = 3                    # letters of a word that others may begin with
FEWEST = 1                      # content words of a passage: "he told me" has none, and tells nothing
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


class _Paper(NamedTuple):
    id: int
    name: str
    date: str | None
    sender: str | None
    text: str


class _Seen(NamedTuple):
    """A passage before it is opened: its paper, the words of the question in its sentence and paragraph, its worth."""

    paper: _Paper
    span: Span
    layers: tuple[str, ...]
    body: dict[str, Any]
    voice: str
    inside: frozenset[str]
    around: frozenset[str]
    score: float


def candidates(connection: sqlite3.Connection, name: str, *, limit: int | None = None, skip: int = 0
               ) -> Answer[Candidate]:
    """Passages that may be evidence on a question, those with most and rarest of its words first.

    Raises NoSuchQuestion.
    """
    question = notebook(connection).question(name)
    printed = _words(question)
    worth = _worth(connection, printed)
    papers, total = _papers(connection, question, printed, worth)
    seen = [s for paper in papers for s in _seen(connection, paper, worth)]
    seen.sort(key=lambda s: (-s.score, s.paper.date or "9", s.paper.name, s.span))
    shown = seen[skip:None if limit is None else skip + limit]
    rows = _opened(connection, question, shown, papers, frozenset(worth))
    left = (("have no such passage", len(papers) - len({s.paper.id for s in seen})),
            (f"beyond the {PAPERS} that answer best were not looked through", total - len(papers)))
    basis = Basis(METHOD, total, len({s.paper.id for s in seen}), "papers with such words", left)
    return Answer(rows, len(seen), basis)


def _words(question: Question) -> dict[str, str]:
    """The content words of a question and its hypotheses, by key, as they are printed there first."""
    found: dict[str, str] = {}
    for text in (question.text or "", *question.hypotheses.values()):
        for word in text.replace("/", " ").split():
            printed = word.strip("“”\"'‘’.,;:?!()[]«»")
            for key in content_words(printed) if printed else ():
                found.setdefault(key, printed.lower())
    return found


def _worth(connection: sqlite3.Connection, printed: Mapping[str, str]) -> dict[str, float]:
    """How telling each word is, the rarest first: the logarithm of how few papers have it. What none has is left."""
    papers = connection.execute("SELECT count(*) FROM document").fetchone()[0]
    found: dict[str, float] = {}
    for key, word in printed.items():
        have = connection.execute("SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)",
                                  (_expression(key, word), SORTED)).fetchone()[0]
        if have:
            found[key] = log((papers + 1) / have)
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))


def _stem(key: str, word: str) -> tuple[str, bool]:
    """What a word and its other number begin with, and whether more may follow."""
    one = key.split()[-1] if key else word
    stem = one.removesuffix("y")
    return (stem, True) if len(stem) >= SHORTEST and word.startswith(stem) else (word, False)


def _expression(key: str, word: str) -> str:
    stem, more = _stem(key, word)
    quoted = stem.replace('"', '""')
    return f'"{quoted}"{" *" if more else ""}'


def _papers(connection: sqlite3.Connection, question: Question, printed: Mapping[str, str],
            worth: Mapping[str, float]) -> tuple[list[_Paper], int]:
    """The papers that have a phrase or two of the rarer words, and how many there are."""
    rarer = [Words(*_stem(key, printed[key])) for key in list(worth)[:RARER]]
    if not rarer:
        return [], 0
    pairs: list[Query] = [And((a, b)) for n, a in enumerate(rarer) for b in rarer[n + 1:]]
    either: list[Query] = [*_phrases(question), *pairs] or [*rarer]
    page = find(connection, either[0] if len(either) == 1 else Or(tuple(either)), limit=PAPERS)
    if page.order == "filing" and len(rarer) > 1:       # too many to be ranked: one word must be the rarest
        page = find(connection, And((rarer[0], Or(tuple(rarer[1:])) if len(rarer) > 2 else rarer[1])), limit=PAPERS)
    rows = connection.execute(
        "SELECT d.id, d.name, d.date, d.sender, c.text FROM json_each(?) AS j JOIN document AS d ON d.id = j.value "
        "JOIN content AS c ON c.document = d.id ORDER BY j.key", (json.dumps([r.id for r in page.rows]),))
    return [_Paper(*row) for row in rows], page.total


def _phrases(question: Question) -> list[Words]:
    """Words that stand side by side in noun phrases of the question and its hypotheses: "secret protocol"."""
    found: dict[str, None] = {}
    for text in (question.text or "", *question.hypotheses.values()):
        for run in runs(text, (0, len(text)), ()):
            for one, other in pairwise(run):
                if {one.sort, other.sort} <= {"N", "Q"}:
                    found[text[one.start:other.end].lower()] = None
    return [Words(phrase) for phrase in found][:PHRASES]


def _seen(connection: sqlite3.Connection, paper: _Paper, worth: Mapping[str, float]) -> Iterator[_Seen]:
    """The passages of a paper whose paragraph has enough words of the question; overlapping findings are one."""
    rows = connection.execute(
        'SELECT start, "end", layer, body, voice FROM annotation WHERE document = ? AND layer IN (?, ?, ?) '
        'ORDER BY start, "end" DESC', (paper.id, *LAYERS)).fetchall()
    needed = min(NEEDED, len(worth))
    around: dict[Span, frozenset[str]] = {}
    for group in _overlapping(rows):
        start, end = group[0][0], max(row[1] for row in group)
        line = paper.text.rfind("\n", 0, start) + 1, (paper.text.find("\n", end) + 1 or len(paper.text) + 1) - 1
        if line not in around:
            around[line] = content_words(paper.text[slice(*line)]) & worth.keys()
        if len(around[line]) < needed or len(content_words(paper.text[start:end])) < FEWEST:
            continue
        inside = content_words(paper.text[slice(*sentence(paper.text, start, end))]) & worth.keys()
        beside = around[line] - inside
        score = sum(worth[w] for w in inside) + BESIDE * sum(worth[w] for w in beside)
        layers = tuple(dict.fromkeys(row[2] for row in group))
        yield _Seen(paper, (start, end), layers, json.loads(group[0][3]) | {"layer": group[0][2]}, group[0][4],
                    inside, beside, round(score, 2))


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


def _opened(connection: sqlite3.Connection, question: Question, shown: Sequence[_Seen], papers: Sequence[_Paper],
            words: frozenset[str]) -> tuple[Candidate, ...]:
    """The passages that are shown, with what speaks against taking them for reports of their own."""
    open_paper = opener(connection)
    items = _held(connection, question)
    reports = [_report(connection, s) for s in shown]
    origins: dict[int, list[Origin]] = {n: [] for n in range(len(shown))}
    for pair in shared_origins(reports):
        for here, there in ((pair.one, pair.other), (pair.other, pair.one)):
            other = reports[there]
            origins[here].append(Origin(other.document, other.start, _item(items, shown[there]), pair.why))
    false = [(p, span) for p in papers for span in _false_in(p, words)]
    return tuple(
        _candidate(s, open_paper, _item(items, s), tuple(origins[n]), _called_false(s, false, open_paper))
        for n, s in enumerate(shown))


def _candidate(s: _Seen, open_paper: Opener, item: str | None, origins: tuple[Origin, ...],
               called_false: tuple[Passage, ...]) -> Candidate:
    body = s.body
    kind = body.get("act") or body.get("type") or body.get("certainty") or ""
    whole = s.paper.text[slice(*sentence(s.paper.text, *s.span))]
    return Candidate(open_paper(s.paper.id).passage(*s.span), s.paper.date, s.layers, kind, _who(s), s.voice,
                     tuple(sorted(s.inside)), tuple(sorted(s.around)), s.score, item, comes_again(whole), origins,
                     called_false)


def _who(s: _Seen) -> str | None:
    """Who speaks, judges or acts: as the words give it, for the writer the paper's sender."""
    who = s.body.get("speaker") or s.body.get("holder") or s.body.get("actor")
    if who in ("writer", "we") and s.voice == "writer":
        return s.paper.sender or who
    return who


def _held(connection: sqlite3.Connection, question: Question) -> dict[str, list[tuple[Span, str]]]:
    """The items of a question by paper, where their words stand."""
    found: dict[str, list[tuple[Span, str]]] = {}
    for item in question.items.values():
        if item.words is None:
            continue
        row = connection.execute("SELECT c.text FROM document AS d JOIN content AS c ON c.document = d.id "
                                 "WHERE d.name = ?", (item.words.document,)).fetchone()
        span = found_again(item.words, row[0]) if row else None
        if span:
            found.setdefault(item.words.document, []).append((span, item.key))
    return found


def _item(items: Mapping[str, Sequence[tuple[Span, str]]], s: _Seen) -> str | None:
    """The item that has words of a passage."""
    return next((key for (start, end), key in items.get(s.paper.name, ()) if start < s.span[1] and s.span[0] < end),
                None)


def _report(connection: sqlite3.Connection, s: _Seen) -> Report:
    text, (start, end) = s.paper.text, s.span
    first, last = text.rfind("\n", 0, start) + 1, (text.find("\n", end) + 1 or len(text) + 1) - 1
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
                  content_words(text[slice(*sentence(text, start, end))]), frozenset(cites), frozenset(papers))


def _titles(words: str) -> Iterator[str]:
    """The title of a newspaper in the words that name it, without the day: "Grauport Mercury"."""
    for capital, run in groupby(words.split(), key=lambda w: w[:1].isupper() and look_of(w.strip(",."))[0] == "N"):
        if capital:
            yield " ".join(w.strip(",.") for w in run)
            return


def _false_in(paper: _Paper, words: frozenset[str]) -> Iterator[Span]:
    """The sentences of a paper that call disinformation what two words of the question are about."""
    at = 0
    for line in paper.text.split("\n"):
        if line and calls_false(line):
            for start, end in sentences(paper.text, at, at + len(line)):
                found = paper.text[start:end]
                if calls_false(found) and len(content_words(found) & words) >= SUBJECT_WORDS:
                    yield start, end
        at += len(line) + 1


def _called_false(s: _Seen, false: Sequence[tuple[_Paper, Span]], open_paper: Opener) -> tuple[Passage, ...]:
    """What calls a passage disinformation: a sentence after it; elsewhere one on the same two words of the question."""
    found: list[Passage] = []
    beside = called_false_beside(s.paper.text, *s.span)
    if beside:
        found.append(open_paper(s.paper.id).passage(*beside))
    for paper, (start, end) in false:
        own = paper.id == s.paper.id and start < s.span[1] and s.span[0] < end
        if not own and len(content_words(paper.text[start:end]) & s.inside) >= SUBJECT_WORDS:
            passage = open_paper(paper.id).passage(start, end)
            if passage not in found:
                found.append(passage)
    return tuple(found)
