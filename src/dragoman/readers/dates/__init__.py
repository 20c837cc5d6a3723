"""Dates: "December 15 of the past year", "the 3rd of this month", "May 3/15, 1864", "June 3 to July 2", as EDTF.

What is not printed is supplied from the paper's own date: a day without a year is the nearest such day not after it.
Left alone: numbers of papers ("my 1872"), amounts, times of day without a day, a weekday or month's name that places no
day ("May I ask", "Mondays"), and file numbers.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, structs

from dragoman.edition.annotation import Annotation, DateFinding
from dragoman.edition.calendar import clock
from dragoman.edition.dates import HistoricalDate, parse
from dragoman.edition.docket import docket_of
from dragoman.edition.document import Document, Markup
from dragoman.readers.dates.forms import Atom, atoms
from dragoman.readers.dates.patterns import FUTURE
from dragoman.readers.dates.resolve import Meaning, joined, meaning, styles

NEEDS: tuple[str, ...] = ("heading",)
GIVES = "date"

_TIME = r"(?:\d{1,2}(?:[:.]\d\d)? ?[apAP]\.? ?[mM]\b\.?|(?:12 )?(?:noon|midnight)\b)"
# after a day: ", 6 p.m."; "—10:48 a.m."; " at noon"
TIME_AFTER = re.compile(rf"(?:[,;]? (?:at )?|—|–|-){_TIME}")
# before a day: "at 6 p.m. on June 5"
TIME_BEFORE = re.compile(rf"{_TIME},? (?:on |of )?(?:the )?$")
# between the first and last day of a stretch: "from the 3d to the 5th"; "January 3-5"
STRETCH = re.compile(r" ?(?:to|until|till|through|[-–—])(?: the)? ?|, to (?:the )?")
BETWEEN = re.compile(r"\b[Bb]etween (?:the )?$")
# between two dates that share the year printed after the second: "June 12 and September 5, 1924"
SHARED_YEAR = re.compile(r"(?:, |,? (?:and|or|to|until|through) | ?[-–—/] ?)(?:of |on |the )*")
# between two clauses
SENTENCE_END = re.compile(r"[.;:\n] ")
# how far back a clause is looked at, and how many months ahead a day is still taken to be to come
_CLAUSE, _MONTHS_AHEAD = 90, 7
DOUBLE = re.compile(r"/| ?\(")


class _Found(Struct, frozen=True):
    """An atom with its meaning."""

    atom: Atom
    meaning: Meaning


class _Anchors:
    """The paper's own date; in a text that carries other papers, the dateline last passed."""

    def __init__(self, own: str | None) -> None:
        self.own = parse(own) if own else None
        self.starts: list[int] = []
        self.dates: list[HistoricalDate] = []

    def at(self, offset: int) -> HistoricalDate | None:
        """The date that the words at `offset` are counted from."""
        i = bisect_right(self.starts, offset)
        return self.dates[i - 1] if i else self.own


def read(document: Document, earlier: Mapping[str, list[Annotation]]) -> list[Annotation]:
    """Every date of the text as EDTF, in the order of the text."""
    text = document.text
    anchors = _Anchors(docket_of(earlier.get("heading", [])).date)
    _add_datelines(anchors, document)
    marked = [m for m in document.markup if m.tag == "date" and m.value and parse(m.value)]
    printed = _without_overlaps(_outside(atoms(text), marked))
    found = _joined(text, _resolved(text, _with_shared_years(text, printed), anchors))
    annotations = [_annotation(text, f) for f in found] + [_from_markup(text, m) for m in marked if m.start < m.end]
    return sorted(annotations, key=lambda a: (a.start, a.end))


def _add_datelines(anchors: _Anchors, document: Document) -> None:
    """Later datelines of the text (an enclosure that was not told apart) anchor what follows them, up to the notes."""
    lines = [b for b in document.blocks if b.kind == "dateline"]
    for block in lines:
        full = [a for a in atoms(document.quote(block.start, block.end)) if a.year and a.month and a.day]
        if full and (known := meaning(full[0], None, None)) and (day := parse(known.edtf)):
            if block is lines[0] and anchors.own is not None:
                continue                                                   # the heading reader has already judged it
            anchors.own = anchors.own or day
            anchors.starts.append(block.start)
            anchors.dates.append(day)
    first_note = min((n.start for n in document.notes), default=None)
    if first_note is not None and anchors.starts and anchors.own is not None:
        anchors.starts.append(max(first_note, anchors.starts[-1]))
        anchors.dates.append(anchors.own)


def _outside(found: Iterable[Atom], marked: Sequence[Markup]) -> list[Atom]:
    """The atoms that no dated markup covers."""
    if not marked:
        return list(found)
    starts = [m.start for m in marked]

    def covered(a: Atom) -> bool:
        i = bisect_right(starts, a.start)
        return any(m.start < a.end and a.start < m.end for m in marked[max(0, i - 1):i + 1])
    return [a for a in found if not covered(a)]


def _without_overlaps(found: Iterable[Atom]) -> list[Atom]:
    """In the order of the text; where two overlap, the longer stands."""
    kept: list[Atom] = []
    for atom in sorted(found, key=lambda a: (a.start, -a.end)):
        if kept and atom.start < kept[-1].end:
            if atom.end - atom.start > kept[-1].end - kept[-1].start:
                kept[-1] = atom
            continue
        kept.append(atom)
    return kept


def _with_shared_years(text: str, found: Sequence[Atom]) -> list[Atom]:
    """The year printed once after several dates, given to each ("dated June 12 and September 5, 1924")."""
    result = list(found)
    for i in range(len(result) - 2, -1, -1):
        one, two = result[i], result[i + 1]
        if one.year is None and one.month and two.month and two.year and not one.relation and not one.span \
                and SHARED_YEAR.fullmatch(text, one.end, two.start):
            earlier = (one.month, one.day or 0) <= (two.month, two.day or 31)
            result[i] = structs.replace(one, year=two.year if earlier else two.year - 1)
    return result


def _resolved(text: str, found: Sequence[Atom], anchors: _Anchors) -> list[_Found]:
    result: list[_Found] = []
    before: HistoricalDate | None = None
    for atom in found:
        anchor = anchors.at(atom.start)
        if anchor and _to_come(text, atom):
            atom = _later(atom, anchor)
        elif atom.future:
            continue
        near = result[-1].atom.end if result else -1
        if before and atom.day and not (atom.month or atom.relation) and _one_sentence(text, near, atom.start):
            atom = structs.replace(atom, relation="same month")            # "met on November 29 and parted on the 30th"
        known = meaning(atom, anchor, before)
        if known is None:
            continue
        result.append(_Found(atom, known))
        if atom.month or atom.day:
            before = parse(known.edtf) or before
    return result


def _one_sentence(text: str, start: int, end: int) -> bool:
    """Whether a date ended at `start` and the next begins at `end`, close by, with no sentence between them."""
    return start >= 0 and end - start <= _CLAUSE and not SENTENCE_END.search(text, start, end)


def _to_come(text: str, atom: Atom) -> bool:
    """Whether the words before a date, in its clause, speak of what is still to come."""
    if atom.year or atom.relation not in ("", "weekday") or atom.span:
        return False
    start = max(atom.start - _CLAUSE, 0)
    for end in SENTENCE_END.finditer(text, start, atom.start):
        start = end.end()
    return FUTURE.search(text, start, atom.start) is not None


def _later(atom: Atom, anchor: HistoricalDate) -> Atom:
    """The atom as the next such day or month, if that is near; a day far ahead is rather a past one."""
    if atom.weekday is not None:
        return structs.replace(atom, shift=1)
    if atom.month is None:
        return structs.replace(atom, relation="month", shift=int(atom.day is not None and atom.day < anchor.last.day))
    ahead = (atom.month - anchor.last.month) % 12
    if ahead == 0 and atom.day is not None and atom.day < anchor.last.day:
        return atom
    return structs.replace(atom, relation="after" if atom.day or ahead else "") if ahead <= _MONTHS_AHEAD else atom


def _joined(text: str, found: Sequence[_Found]) -> list[_Found]:
    """Two dates that are the ends of one stretch of time, or one day in both styles, as one."""
    result: list[_Found] = []
    for this in found:
        last = result[-1] if result else None
        gap = (last.atom.end, this.atom.start) if last else (0, 0)
        one: Meaning | None = None
        if last and gap[1] - gap[0] <= 12:
            both = text[gap[0]:gap[1]] in (" and ", " and the ")
            both = both and BETWEEN.search(text, max(0, last.atom.start - 12), last.atom.start) is not None
            if both or STRETCH.fullmatch(text, *gap):
                one = joined(last.meaning, this.meaning)
            elif DOUBLE.fullmatch(text, *gap):
                one = styles(last.meaning, this.meaning)
        if last and one:
            result[-1] = _Found(structs.replace(this.atom, start=last.atom.start), one)
        else:
            result.append(this)
    return result


def _annotation(text: str, found: _Found) -> Annotation:
    atom, known = found.atom, found.meaning
    start, end, time = atom.start, atom.end, None
    if atom.day or atom.relation == "day":
        start, end, time = _timed(text, start, end)
    body = DateFinding(known.edtf, time, known.basis, "julian" if atom.julian else "gregorian")
    return Annotation(GIVES, start, end, body, known.rule)


def _timed(text: str, start: int, end: int) -> tuple[int, int, str | None]:
    """The span with the time of day that stands after or before it, and that time."""
    m = TIME_AFTER.match(text, end)
    if m and (time := clock(m[0])):
        return start, m.end(), time
    m = TIME_BEFORE.search(text, max(0, start - 24), start)
    if m and (time := clock(m[0])):
        return m.start(), end, time
    return start, end, None


def _from_markup(text: str, marked: Markup) -> Annotation:
    _, end, time = _timed(text, marked.start, marked.end)
    body = DateFinding(marked.value or "", time, "markup")
    return Annotation(GIVES, marked.start, end, body, "the source's markup dates it")
