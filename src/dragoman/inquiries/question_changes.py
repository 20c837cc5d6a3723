"""Question changes: what a question file says that an archive does not know yet, as decisions; and the file back again.

A file that was loaded changes nothing when it is loaded again. What the archive has and the file has not is never
dropped by that; it is told.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from dragoman.archive.listing import paper, text_of
from dragoman.edition.annotation import LAYERS
from dragoman.edition.decision import (
    AddEvidence,
    AskQuestion,
    DecisionBody,
    GradeEvidence,
    GradePaper,
    MarkDisinformation,
    MarkOrigin,
    Quoted,
    RateEvidence,
    StateHypothesis,
    found_again,
    quoted,
)
from dragoman.edition.reading import Reading
from dragoman.errors import NoSuchDocument
from dragoman.inquiries.question_file import Alleged, Evidence, Source, consistency_of, grade_of
from dragoman.inquiries.questions import Item, Notebook, Question
from dragoman.inquiries.quotation import standing

Papers = Callable[[str], Reading]


class Change(NamedTuple):
    """One decision to enter, with why."""

    body: DecisionBody
    why: str | None


class Changes(NamedTuple):
    """The decisions to enter; keys of hypotheses and items that the archive has and the file has not."""

    entries: tuple[Change, ...]
    beyond: tuple[str, ...]


def changes(connection: sqlite3.Connection, source: Source, book: Notebook) -> Changes:
    """What a question file says that the notebook does not. Raises BadQuestionFile, and enters nothing."""
    content = source.content
    before = book.questions.get(content.question, Question(content.question))
    papers = lru_cache(maxsize=64)(lambda name: paper(connection, name))
    entries: list[Change] = []
    if content.asks != before.text:
        entries.append(Change(AskQuestion(content.question, content.asks), content.why))
    entries += [Change(StateHypothesis(content.question, key, text), content.why)
                for key, text in content.hypotheses.items() if before.hypotheses.get(key) != text]
    entries += _papers(source, book, papers)
    for n, item in enumerate(content.evidence):
        entries += _item(source, n, before.items.get(item.key, Item(item.key)), papers)
    named = {*content.hypotheses, *(item.key for item in content.evidence)}
    return Changes(tuple(entries), tuple(key for key in (*before.hypotheses, *before.items) if key not in named))


def _papers(source: Source, book: Notebook, papers: Papers) -> Iterator[Change]:
    for n, graded in enumerate(source.content.papers):
        before, why = book.papers.get(graded.document, (None, None))
        grade = grade_of(graded.grade)
        if grade != before or (graded.why and graded.why != why):
            _opened(source, f".papers[{n}].document", graded.document, papers)
            yield Change(GradePaper(graded.document, *grade), graded.why)


def _item(source: Source, n: int, before: Item, papers: Papers) -> Iterator[Change]:
    item, name = source.content.evidence[n], source.content.question
    words = _quoted(source, f".evidence[{n}]", item, before.words, papers)
    if (words, item.layer) != (before.words, before.layer):
        _see_layer(source, n, words, papers)
    if (words, item.label, item.layer) != (before.words, before.label, before.layer) or (
            item.why and item.why != before.why):
        yield Change(AddEvidence(name, item.key, words, item.label, item.layer), item.why)
    if item.grade is not None and (grade := grade_of(item.grade)) != before.grade:
        yield Change(GradeEvidence(name, item.key, *grade), item.why)
    if item.origin is not None and (item.origin or None) != before.origin:
        yield Change(MarkOrigin(name, item.key, item.origin or None), item.why)
    for hypothesis, rating in item.ratings.items():
        consistency = consistency_of(rating)
        if consistency != before.ratings.get(hypothesis):
            yield Change(RateEvidence(name, item.key, hypothesis, consistency), item.why)
    for m, alleged in enumerate(item.disinformation):
        place = f".evidence[{n}].disinformation[{m}]"
        known = next((a for a in before.alleged if _same(a, alleged, papers)), None)
        says = _quoted(source, place, alleged, known, papers)
        if says not in before.alleged:
            yield Change(MarkDisinformation(name, item.key, says), item.why)


def _same(known: Quoted, words: Alleged, papers: Papers) -> bool:
    """Whether words of a file are those that a paper was told to call an item disinformation by."""
    if known.document != words.document:
        return False
    if known.quote == words.quote:
        return True
    try:
        text = papers(words.document).document.text
    except NoSuchDocument:
        return False
    return found_again(known, text) in standing(words.quote, text)


def _quoted(source: Source, place: str, words: Evidence | Alleged, known: Quoted | None, papers: Papers) -> Quoted:
    """The words, found in their paper; those that are known already stay as they are, even if they are lost since."""
    if known is not None and (known.document, known.quote) == (words.document, words.quote):
        return known
    document = _opened(source, f"{place}.document", words.document, papers).document
    found = standing(words.quote, document.text)
    if not found:
        raise source.bad(f"{place}.quote", f"these words are not in {document.id}: {_short(words.quote)!r}; copy them "
                         "from the paper, and put ... between the first and the last where you leave some out.")
    if len(found) > 1 and words.at is None:
        raise source.bad(f"{place}.quote", f"these words stand {len(found)} times in {document.id}; quote more of "
                         f"them, or say which with at = {' or '.join(str(start) for start, _ in found[:4])}.")
    start, end = min(found, key=lambda span: abs(span[0] - (words.at or 0)))
    again = quoted(document, start, end)
    same = known is not None and (known.document, known.quote) == (again.document, again.quote)
    return known if same and known is not None else again


def _see_layer(source: Source, n: int, words: Quoted, papers: Papers) -> None:
    """Where an item is said to be an annotation, the paper has one of that layer at its words."""
    layer, place = source.content.evidence[n].layer, f".evidence[{n}].layer"
    if layer is None:
        return
    if layer not in LAYERS:
        raise source.bad(place, f"{layer!r} is no layer; there are {', '.join(LAYERS)}.")
    reading = _opened(source, f".evidence[{n}].document", words.document, papers)
    span = found_again(words, reading.document.text)
    if span and not any(a.layer == layer and a.start < span[1] and span[0] < a.end for a in reading.annotations):
        raise source.bad(place, f"no {layer} was found at these words of {words.document}; leave the line out.")


def _opened(source: Source, place: str, name: str, papers: Papers) -> Reading:
    try:
        return papers(name)
    except NoSuchDocument as error:
        raise source.bad(place, str(error)) from error


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57]}..."


def written(connection: sqlite3.Connection, question: Question, book: Notebook) -> str:
    """A question as a file that enters nothing where it is loaded into the same archive."""
    parts = [[f"question = {_text(question.name)}", f"asks = {_text(question.text or '')}"],
             ["[hypotheses]", *(f"{_key(key)} = {_text(text)}" for key, text in question.hypotheses.items())]]
    named = dict.fromkeys(i.words.document for i in question.items.values() if i.words)
    for name in named:
        grade, why = book.papers.get(name, (None, None))
        if grade:
            parts.append(["[[papers]]", *_line("document", name), *_line("grade", _code(grade)), *_line("why", why)])
    parts += [list(_written(connection, item)) for item in question.items.values() if item.words]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _written(connection: sqlite3.Connection, item: Item) -> Iterator[str]:
    words = item.words or Quoted("", "")
    yield from ("[[evidence]]", f"key = {_text(item.key)}")
    yield from _located(connection, words)
    for name, value in (("label", item.label), ("layer", item.layer), ("grade", _code(item.grade)),
                        ("origin", item.origin), ("why", item.why)):
        yield from _line(name, value)
    if item.ratings:
        yield f"ratings = {{ {', '.join(f'{_key(h)} = {_text(r)}' for h, r in item.ratings.items())} }}"
    for alleged in item.alleged:
        yield "[[evidence.disinformation]]"
        yield from _located(connection, alleged)


def _located(connection: sqlite3.Connection, words: Quoted) -> Iterable[str]:
    """The lines for a quotation; with its offset where its paper has the same words twice."""
    yield f"document = {_text(words.document)}"
    yield f"quote = {_text(words.quote)}"
    text = text_of(connection, words.document)
    if text is not None and text.count(words.quote) > 1 and (span := found_again(words, text)):
        yield f"at = {span[0]}"


def _code(grade: Iterable[str | None]) -> str:
    return "".join(part or "" for part in grade)


def _line(name: str, value: str | None) -> list[str]:
    return [f"{name} = {_text(value)}"] if value else []


def _text(value: str) -> str:
    """A string of TOML; its escapes are those of JSON, and one more."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    """A key of TOML; with other signs than plain letters it stands in quotes."""
    plain = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return key if plain else _text(key)
