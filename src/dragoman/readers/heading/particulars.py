"""Number, date, time, place, received, source, classification and marks of a paper."""

import re
from collections.abc import Iterator
from datetime import date as Day

from dragoman.edition.annotation import Annotation
from dragoman.edition.calendar import DAY_MONTH, MONTH_DAY, clock, edtf_day, month_number
from dragoman.edition.dateline import Dateline, Found, dateline, place_span
from dragoman.edition.document import Document
from dragoman.lexicon.marks import CLASSIFICATION, CLASSIFIED, MARK_LINE, PRIORITY, SOURCE_NOTE
from dragoman.lexicon.parties import LANDS, QUARTERS
from dragoman.readers.heading.lines import FIRST, Piece, closing, field, matched

# "386. Made my call", "A–127. My telegram", "Polto 2109. From the Secretary", "No. 299. Personal and secret"
_BODY_NUMBER = re.compile(r"(?P<word>No\.\s?)?(?P<number>\d{1,6}|[A-Z]{1,2}[–-]\d{1,5}"
                          r"|(?:[A-Z][a-z]{1,6}to|To[a-z]{2,6}|WHS|CAP|SAM)\s\d{1,5})\.\s+(?=[^\d\s])")
# "... to Sir E. Grey.—(Received July 29.)" at the end of a head
_CAME = re.compile(r"[—–-]\s*\(?Received\s+(?P<when>[^()]{3,60}?)\.?\)?\.?$", re.I)
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_DAY_LINE = 2       # days by which a paper may seem to come before it went, by the clocks of two places
_HEAD_NOTES = 10    # a source note is the first note, or stands among the first where heads bear several


def numbers(document: Document, pieces: list[Piece], kind: str) -> Iterator[Annotation]:
    """The paper's own number: in brackets, or below the head, or before a telegram's first words."""
    headed = next((i for i, p in enumerate(pieces) if p.head), len(pieces))
    lines = [(p, p.match) for i, p in enumerate(pieces)
             if p.what == "number" and p.match and (i > headed or "]" in p.text)]
    if lines:
        line, m = min(lines, key=lambda pair: "]" not in pair[0].text)
        group = "plain" if "plain" in m.re.groupindex and m["plain"] else "number"
        yield matched("number", line, m, group, "the paper's number line")
        return
    for p in pieces:
        if p.head and p.head.number:
            a, b = p.head.number
            yield field("number", p.start + a, p.start + b, p.text[a:b], "the number in the head")
            return
        if p.dateline and p.dateline.number:
            number = p.dateline.number
            start, end = p.start + number.start, p.start + number.end
            yield field("number", start, end, number.value, "the number after the dateline")
            return
    body = pieces[-1]
    first = _BODY_NUMBER.match(body.text) if body.what in ("body", "other", "salute") else None
    if first and (kind == "telegram" or first["word"]) and not _next_follows(document, first["number"]):
        yield matched("number", body, first, "number", "the number before a telegram's first words")


def _next_follows(document: Document, number: str) -> bool:
    """Whether a later line bears the next number: then the lines are numbered paragraphs."""
    if not number.isdigit():
        return False
    following = f"{int(number) + 1}."
    return any(document.text.startswith(following, b.start) for b in document.blocks)


def dates(document: Document, pieces: list[Piece]) -> Iterator[Annotation]:
    """Date, time and place of the dateline, and when the paper was received."""
    opened = [p for p in pieces if p.dateline]
    line = next(iter(opened), None)
    if line is not None and line.dateline is not None:
        yield from _from_dateline(document, line.start, line.text, line.dateline, _line_before(pieces, line))
    else:
        yield from _elsewhere(document, pieces)
    for p in pieces:
        came = _CAME.search(p.text, p.head.title[0]) if p.head else None
        if came:
            base = line.dateline.date.value if line and line.dateline and line.dateline.date else None
            yield _received(p.start + came.start("when"), came["when"], base)
            return
        if p.what == "received" and p.match and p.match["when"].strip(" .,"):
            base = line.dateline.date.value if line and line.dateline and line.dateline.date else None
            yield _received(p.start + p.match.start("when"), p.match["when"], base)
            return


def _line_before(pieces: list[Piece], line: Piece) -> Piece | None:
    """The line of an office or place that the dateline goes on from ("Legation of the United States, London,")."""
    at = pieces.index(line)
    before = pieces[at - 1] if at else None
    return before if before and before.what == "other" and before.text.endswith(",") else None


def _from_dateline(document: Document, start: int, text: str, found: Dateline,
                   before: Piece | None) -> Iterator[Annotation]:
    date = found.date
    if date is None and found.year_missing:
        date = _with_year(document, text)
    if date:
        yield field("date", start + date.start, start + date.end, date.value, "the dateline")
    if found.time:
        yield field("time", start + found.time.start, start + found.time.end, found.time.value, "the dateline")
    place = place_span(text, found.where, QUARTERS, LANDS)
    if place:
        yield field("place", start + place[0], start + place[1], text[place[0]:place[1]], "the dateline")
    elif before and (place := place_span(before.text, (0, len(before.text)), QUARTERS, LANDS)):
        yield field("place", before.start + place[0], before.start + place[1], before.text[place[0]:place[1]],
                     "the line before the dateline")
    if found.received:
        yield _received(start + found.received.start, text[found.received.start:found.received.end],
                        date.value if date else None)


def _with_year(document: Document, text: str) -> Found | None:
    """The day of a dateline without a year, with the first year that the paper prints."""
    year = _YEAR.search(text) or _YEAR.search(document.text[:4000])
    m = MONTH_DAY.search(text) or DAY_MONTH.search(text)
    value = edtf_day(int(year[1]), month_number(m["month"]), int(m["day"])) if year and m else None
    return Found(m.start(), m.end(), value) if m and value else None


def _elsewhere(document: Document, pieces: list[Piece]) -> Iterator[Annotation]:
    """A date in the head itself, or a dateline at the foot."""
    for p in pieces:
        if p.head and p.head.dated:
            a, b = p.head.dated
            found = dateline(p.text[a:b].strip())
            if found:
                lead = a + len(p.text[a:b]) - len(p.text[a:b].lstrip())
                yield from _from_dateline(document, p.start + lead, p.text[a:b].strip(), found, None)
                return
    for start, text in closing(document, ("dateline", "closer", "signature"), 12):
        found = dateline(text)
        if found and found.date:
            yield from _from_dateline(document, start, text, found, None)
            return


def _received(start: int, words: str, base: str | None) -> Annotation:
    """When the paper came: EDTF if the day can be told from the words and the paper's own date, else the words."""
    stripped = words.strip(" .,")
    start += len(words) - len(words.lstrip(" .,"))
    m = MONTH_DAY.search(stripped) or DAY_MONTH.search(stripped)
    day = base if base and len(base) == 10 else None
    if m:
        year = m["year"] or (day[:4] if day else None)
        value = edtf_day(int(year), month_number(m["month"]), int(m["day"])) if year else None
        if value and day and not m["year"] and (Day.fromisoformat(day) - Day.fromisoformat(value)).days > _DAY_LINE:
            value = edtf_day(int(day[:4]) + 1, month_number(m["month"]), int(m["day"]))
        day = value
    time = clock(stripped)
    if day is None or (m is None and time is None):
        return field("received", start, start + len(stripped), stripped, "the words after Received")
    when = f"{day}T{time}:00" if time else day
    return field("received", start, start + len(stripped), when, "the words after Received")


def sources(document: Document, pieces: list[Piece]) -> Iterator[Annotation]:
    """The file number or edition: the line at the head, else the source note."""
    for p in pieces:
        if p.what == "file" and p.match:
            group = "file" if not p.match["form"] or MARK_LINE.match(p.match["form"]) else "all"
            yield matched("source", p, p.match, group, "the file number line")
            break
        if p.what == "edition":
            yield field("source", p.start, p.start + len(p.text), p.text, "the edition cited below the head")
            break
    notes = [b for b in document.blocks if b.kind in ("note", "source")][:_HEAD_NOTES]
    for block in notes:
        text = document.text[block.start:min(block.end, block.start + 2 * FIRST)]
        m = SOURCE_NOTE.match(text)
        if m:
            start, end = m.span("source")
            yield field("source", block.start + start, block.start + end, m["source"], "the source note")
            yield from _classified(block.start, text, m.end("source"))
            return


def _classified(start: int, text: str, at: int) -> Iterator[Annotation]:
    """Classification and priority in a source note: "Secret; Niact"."""
    m = CLASSIFIED.match(text, at)
    if m is None:
        return
    yield field("classification", start + m.start("all"), start + m.end("all"), m["all"], "the source note")
    priority = PRIORITY.search(m["all"])
    if priority:
        yield field("priority", start + m.start("all") + priority.start(), start + m.start("all") + priority.end(),
                     priority[0], "the source note")


def marks(pieces: list[Piece]) -> Iterator[Annotation]:
    """"[Extract]", "[Translation]", "confidential", "Secret; Niact", "[Inclosure 1 in No. 12.]" as printed."""
    for p in pieces:
        if p.what == "file" and p.match and p.match["form"] and MARK_LINE.match(p.match["form"]):
            yield matched("mark", p, p.match, "form", "after the file number")
        if p.what not in ("mark", "enclosure"):
            continue
        secret, urgent = CLASSIFICATION.search(p.text), PRIORITY.search(p.text)
        if secret and p.what == "mark":
            yield matched("classification", p, secret, 0, "a mark at the head")
        if urgent and p.what == "mark":
            yield matched("priority", p, urgent, 0, "a mark at the head")
        if not (secret or urgent) or p.what == "enclosure" or p.text[0] in "[(":
            yield field("mark", p.start, p.start + len(p.text), p.text, "a mark at the head")


