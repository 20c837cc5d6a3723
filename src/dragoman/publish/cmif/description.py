"""Description: the correspDesc of one paper: who sent it where and when, who received it, and what of it is conjecture.

What the paper or its heading prints outside of square brackets is taken as documented. A name or place in an editor's
brackets, a day whose year or month was supplied, and whatever a file's markup or a person gives that is not printed
there is evidence="conjecture"; what bears a question mark, and a day that the printed words contradict, is cert="low".
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from dragoman.archive.listing import Finding
from dragoman.lexicon.parties import OFFICER, POST
from dragoman.publish.cmif.dates import contradicted, dated, is_exact, printed
from dragoman.publish.cmif.elements import Element, plain

UNKNOWN = Element("persName", {}, "Unknown")        # as CMIF's documentation has it
CONJECTURE = {"evidence": "conjecture"}
LOW = {"cert": "low"}
Role = Literal["sender", "recipient"]
_WORD = re.compile(r"\w+")
_BRACKETED = re.compile(r"\[[^\[\]\n]*\]")
# "Smith?", "Smith (?)", "Smith [?]"
_QUERIED = re.compile(r"\s?[(\[]?\?")
# a party whom the end of the paper names: the paper says so itself
_SIGNED = "signature"


def description(key: str, found: Sequence[Finding], attributes: Mapping[str, str],
                known: Mapping[tuple[str, int], str] = MappingProxyType({})) -> Element | None:
    """The correspDesc of the paper of an id; None for one that names neither sender nor recipient.

    `found` are its heading's findings in their order, `attributes` those that do not depend on them; `known` are the
    addresses by which registers know a party, by its role and place among those of the role.
    """
    senders, recipients = (list(_parties(found, role, known)) for role in ("sender", "recipient"))
    if not senders and not recipients:
        return None
    place, date, received = (next((f for f in found if f.body.field == field and f.body.value), None)
                             for field in ("place", "date", "received"))
    sent = [*(senders or [UNKNOWN]), *_place(place), *_date(date)]
    return described(key, attributes, sent, [*(recipients or [UNKNOWN]), *_date(received)])


def described(key: str, attributes: Mapping[str, str], sent: Sequence[Element], received: Sequence[Element],
              *notes: Element) -> Element:
    """A correspDesc of two actions, with notes after them."""
    return Element("correspDesc", {"key": plain(key), **attributes}, [
        Element("correspAction", {"type": "sent"}, sent), Element("correspAction", {"type": "received"}, received),
        *notes])


def party(words: str, attributes: Mapping[str, str], *, person: bool) -> Element:
    """The name of a person or of a body; of what bears no words, that it is unknown."""
    words = plain(words)
    return Element("persName" if person else "orgName", attributes, words) if words else UNKNOWN


def is_body(words: str) -> bool:
    """Whether words name a ministry, a mission or a commission, and not one who holds an office."""
    return POST.search(words) is not None and OFFICER.search(words) is None


def day(edtf: str | None, marks: Mapping[str, str]) -> Iterator[Element]:
    """The date, if CMIF can say it, with its marks; no bound is marked as conjecture: it is one by itself."""
    attributes = dated(edtf)
    if attributes:
        kept = {name: value for name, value in marks.items() if name != "evidence" or is_exact(attributes)}
        yield Element("date", {**attributes, **kept})


def outside_brackets(text: str, start: int, end: int) -> str:
    """The words of a span that stand in no square brackets; brackets may open and close around it, on its line."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    kept, at = [], start
    for m in _BRACKETED.finditer(text, first, last):
        if m.end() > start and m.start() < end:
            kept.append(text[at:max(at, m.start())])
            at = max(at, m.end())
    kept.append(text[at:end] if at < end else "")
    return " ".join(kept)


def _parties(found: Sequence[Finding], role: Role, known: Mapping[tuple[str, int], str]) -> Iterator[Element]:
    for n, f in enumerate(f for f in found if f.body.field == role):
        words = ", ".join(filter(None, (f.body.name, f.body.office)))
        person = f.body.name is not None or OFFICER.search(words) is not None
        ref = {"ref": known[role, n]} if person and (role, n) in known else {}
        yield party(words, ref | _marks(f, known=_SIGNED in f.rule or _told(f, words)), person=person)


def _place(found: Finding | None) -> Iterator[Element]:
    words = plain(found.body.value) if found else ""
    if found and words:
        yield Element("placeName", _marks(found, known=_told(found, words)), words)


def _date(found: Finding | None) -> Iterator[Element]:
    if found is None:
        return
    edtf = found.body.value.partition("T")[0]
    words = outside_brackets(found.text, found.start, found.end)
    marks = _marks(found, known=printed(words, edtf))
    yield from day(edtf, marks | LOW if contradicted(found.quote, edtf) else marks)


def _told(f: Finding, words: str) -> bool:
    """Whether every word of a name stands in the words that it was taken from, outside of brackets."""
    there = set(_WORD.findall(outside_brackets(f.text, f.start, f.end)))
    return there.issuperset(_WORD.findall(words))


def _marks(f: Finding, *, known: bool) -> dict[str, str]:
    queried = "?" in f.quote or _QUERIED.match(f.text, f.end) is not None
    return ({} if known else CONJECTURE) | (LOW if queried else {})
