"""Fields of a missing paper: what is known of it, by which passage, and whether it is printed there or supplied.

"my telegram No. 12 of March 3" prints kind, number and day; who wrote it is supplied from the heading of the paper
that says "my", the year from that paper's own date.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from dragoman.archive.absent import shown
from dragoman.edition.annotation import Annotation, DateFinding, HeadingField
from dragoman.inquiries.passages import Opened, Passage
from dragoman.lexicon import lexicon
from dragoman.lexicon.stops import sentence
from dragoman.resolution.cards import card
from dragoman.resolution.fitting import Sought, sought
from dragoman.resolution.mentions import Mention

FIELDS = ("kind", "number", "date", "time", "sender", "recipient")
# a noun so far before a further number still names its kind: "my telegrams Nos. 46, 47 and 49"
_NOUN_BEFORE = 60
_PARTIES = {"sender": "writer", "recipient": "addressee"}
_SUPPLIED = "the name is supplied from the heading of the citing paper"


class Field(Struct, frozen=True):
    """One value of one field. `printed` is false for conjecture; `why` says in plain words where the value comes
    from.

    Where citing papers differ there are several of one name, the one that the record bears first. `passages` are the
    words that give the value, and those of the headings that it was supplied from.
    """

    name: str
    value: str
    printed: bool
    why: str
    passages: tuple[Passage, ...]


class Cited(NamedTuple):
    """A mention in the paper that it stands in, with its parties settled."""

    paper: Opened
    mention: Mention
    sought: Sought


class _Told(NamedTuple):
    value: str
    printed: bool
    why: str
    spans: tuple[tuple[int, int], ...]


def cited(paper: Opened, mention: Mention) -> Cited:
    """The mention with "my" and "your" settled by the heading of its paper."""
    here = card(paper.docket, id=0, name=paper.reading.document.id, collection="")
    return Cited(paper, mention, sought(mention, here))


def fields_of(citations: Sequence[Cited], borne: dict[str, str | None]) -> tuple[Field, ...]:
    """Every field that the citing papers give, in the order of FIELDS; `borne` are the values of the record."""
    found: list[Field] = []
    for name in FIELDS:
        values: dict[str, list[tuple[Cited, _Told]]] = {}
        for c in citations:
            for told in _told(name, c):
                values.setdefault(told.value, []).append((c, told))
        ordered = sorted(values, key=lambda value: value != borne[name])
        found += [_field(name, value, values[value]) for value in ordered]
    return tuple(found)


def supplied(fields: Iterable[Field], borne: dict[str, str | None]) -> tuple[str, ...]:
    """The names of the record's fields that rest on conjecture alone."""
    return tuple(f.name for f in fields if f.value == borne[f.name] and not f.printed)


def _field(name: str, value: str, told: Sequence[tuple[Cited, _Told]]) -> Field:
    """A value with all passages; printed when one of the papers prints it."""
    best = next((t for _, t in told if t.printed), told[0][1])
    passages = dict.fromkeys(c.paper.passage(*span) for c, t in told if t.printed == best.printed for span in t.spans)
    return Field(name, value, best.printed, best.why, tuple(passages))


def _kind(c: Cited) -> Iterator[_Told]:
    m, text = c.mention, c.paper.text
    first = max(sentence(text, m.start, m.end)[0], m.start - _NOUN_BEFORE)
    noun = next((n for n in _nouns(m.kind).finditer(text, m.start, m.end)), None)
    if noun is None and m.number:
        noun = next(reversed(list(_nouns(m.kind).finditer(text, first, m.start))), None)
    if noun:
        yield _Told(m.kind, True, f"printed: “{noun[0]}”", ((min(noun.start(), m.start), m.end),))
    elif m.kind == "other":
        yield _Told(m.kind, False, "no noun printed that tells the kind", (_span(m),))
    else:
        yield _Told(m.kind, False, "no noun printed; the kind of the traffic between the two", (_span(m),))


def _number(c: Cited) -> Iterator[_Told]:
    m = c.mention
    if m.number:
        at = c.paper.text.find(m.number, m.start, m.end)
        yield _Told(m.number, True, "printed", (_span(m) if at < 0 else (at, at + len(m.number)),))


def _date(c: Cited) -> Iterator[_Told]:
    m = c.mention
    if m.date is None:
        return
    a = _finding(c, m.date)
    span = _span(m) if a is None else (a.start, a.end)
    year = m.date[:4] in c.paper.text[span[0]:span[1]]
    basis = a.body.basis if a is not None and isinstance(a.body, DateFinding) else "printed" if year else "completed"
    own = f"the citing paper’s own date ({c.paper.docket.date or 'not given'})"
    why = {"printed": "printed", "markup": "given by the source’s markup", "relative": f"counted from {own}"}
    yield _Told(m.date, basis in ("printed", "markup"), why.get(basis, f"year or month supplied from {own}"), (span,))


def _time(c: Cited) -> Iterator[_Told]:
    if c.mention.time:
        yield _Told(c.mention.time, True, "printed", (_span(c.mention),))


def _party(c: Cited, side: str) -> Iterator[_Told]:
    m, s, docket = c.mention, c.sought, c.paper.docket
    said, settled = (m.sender, s.sender) if side == "sender" else (m.recipient, s.recipient)
    value = shown(said, settled, s, docket)
    if value is None:
        return
    heads = {"sender": s.here.sender, "recipient": s.here.recipient}
    head = next((field for field, who in heads.items() if settled.key and settled == who), None)
    if head is None:
        yield _Told(value, True, "printed", (_span(m),))
        return
    who = _PARTIES[head]
    if said:
        own = said in _PARTIES.values()
        why = f"the citing paper calls it its {who}’s" if own else f"“{said}” stands for the {who}"
    else:
        why = f"not said; taken to be the {who} of the citing paper, the other side of the exchange"
    yield _Told(value, False, f"{why}; {_SUPPLIED}", (_span(m), *_heading(c.paper, head)))


_TELLERS = {"kind": _kind, "number": _number, "date": _date, "time": _time}


def _told(name: str, c: Cited) -> Iterator[_Told]:
    """What a mention tells of a field."""
    return _TELLERS[name](c) if name in _TELLERS else _party(c, name)


def _span(m: Mention) -> tuple[int, int]:
    return m.start, m.end


def _finding(c: Cited, edtf: str) -> Annotation | None:
    """The date in a mention, or else in its sentence, that gives its day: "Nos. 46 and 49 of September 23 and 30"."""
    first, last = sentence(c.paper.text, c.mention.start, c.mention.end)
    inside = [a for a in c.paper.reading.annotations
              if isinstance(a.body, DateFinding) and a.body.edtf == edtf and first <= a.start and a.end <= last]
    near = [a for a in inside if a.start < c.mention.end and c.mention.start < a.end]
    return next(iter(near or inside), None)


def _heading(paper: Opened, field: str) -> Iterator[tuple[int, int]]:
    """The words of a paper's heading that name a party."""
    for a in paper.reading.annotations:
        if isinstance(a.body, HeadingField) and a.body.field == field:
            yield a.start, a.end


@lru_cache(maxsize=32)
def _nouns(kind: str) -> re.Pattern[str]:
    """Any noun that says of a paper that it is of this kind; for "other" any noun whose paper has no other kind."""
    lists = lexicon("references")
    nouns = [n for part in ("strong", "weak", "acts") for n, k in lists[part].items() if k == kind]
    nouns += [noun for noun, k in lists["weak"].items() if k == "communication" and kind == "other"]
    nouns += ["enclosure", "enclosures", "inclosure", "inclosures"] if kind == "enclosure" else []
    ordered = sorted(nouns, key=lambda n: (-len(n), n))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered)) or '(?!)'})\b", re.I)
