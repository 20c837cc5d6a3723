"""Plain TEI of FRUS: what its volumes have of their own as elements and attributes that TEI itself knows.

<frus:attachment> becomes <div type="attachment" subtype="frus">. Where words of the carrier stand before or between its
attachments, as TEI allows no divisions there, these words become <div type="carrier" subtype="frus">. The attributes
frus:doc-dateTime-min and -max become a <date> beside the text. Nothing is moved and no word is changed.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lxml.etree import _Element

from dragoman.publish.tei.elements import ID, TEI, element
from dragoman.sources.tei_marks import DIVISIONS, local

FRUS = "http://history.state.gov/frus/ns/1.0"
ATTACHMENT = f"{{{FRUS}}}attachment"
MIN, MAX = f"{{{FRUS}}}doc-dateTime-min", f"{{{FRUS}}}doc-dateTime-max"
# "1864-01-01T00:00:00-05:00": xsd:dateTime, as @notBefore takes it
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?", re.A)
# what may stand anywhere in a division, between its parts (model.global)
_ANYWHERE = frozenset(("pb", "lb", "cb", "gb", "milestone", "anchor", "note", "noteGrp", "index", "gap", "figure",
                       "fw"))
# what opens a division, and what closes it
_OPENING = frozenset(("head", "opener", "dateline", "salute", "byline", "argument", "epigraph", "docAuthor", "docDate",
                      "signed", "meeting"))
_CLOSING = frozenset(("closer", "postscript", "signed", "trailer", "dateline", "salute", "byline", "argument",
                      "epigraph", "docAuthor", "docDate", "meeting"))


class Days(NamedTuple):
    """What FRUS tells of the day of a division: the first and last moment that it can be of."""

    division: _Element
    first: str | None
    last: str | None


def made_plain(root: _Element) -> list[Days]:
    """Turn what FRUS has of its own into plain TEI, in the tree; the days of the divisions that had them."""
    attachments = list(root.iter(ATTACHMENT))
    holders = dict.fromkeys(a.getparent() for a in attachments)
    for a in attachments:
        _renamed(a)
    for holder in holders:
        if holder is not None:
            _parted(holder)
    found = []
    for e in root.iter(f"{{{TEI}}}div"):
        first, last = e.get(MIN), e.get(MAX)
        if first is not None or last is not None:
            found.append(Days(e, first, last))
            for name in (MIN, MAX):
                if name in e.attrib:
                    del e.attrib[name]
    return found


def day_of(days: Days, place: str) -> _Element:
    """The entry that tells the days of a division by its xml:id."""
    fits = {name: value if value and _DATE_TIME.fullmatch(value) else None
            for name, value in (("notBefore", days.first), ("notAfter", days.last))}
    words = "" if all(fits.values()) else "/".join(v or ".." for v in (days.first, days.last))
    day = element("date", fits, words, type="frus:doc-dateTime")
    return element("bibl", None, day, type="frus", corresp=f"#{place}")


def _renamed(a: _Element) -> None:
    """An attachment as a division, or where no division may stand as a text that floats."""
    parent = local(a.getparent())
    if parent in DIVISIONS or parent in ("attachment", "body", "front", "back"):
        a.tag = f"{{{TEI}}}div"
        a.set("type", "attachment")
        a.set("subtype", "frus")
        return
    inside = element("body")
    inside.text, a.text = a.text, None
    inside.extend(list(a))
    a.append(inside)
    a.tag = f"{{{TEI}}}floatingText"
    a.set("type", "attachment")
    a.set("subtype", "frus")


def _parted(holder: _Element) -> None:
    """Put the words between the divisions of an element into divisions of their own, where they need it."""
    children = list(holder)
    divisions = [i for i, c in enumerate(children) if local(c) in DIVISIONS]
    if not divisions:
        return
    runs, at = [], 0
    for i in [*divisions, len(children)]:
        runs.append(children[at:i])
        at = i + 1
    for n, run in enumerate(runs):
        if _needs_own(run, first=n == 0, last=n == len(runs) - 1):
            _wrapped(holder, run)


def _needs_own(run: Sequence[_Element], *, first: bool, last: bool) -> bool:
    """Whether what stands before, between or after divisions cannot stand there by itself."""
    names = {local(c) for c in run} - _ANYWHERE - {""}
    return bool(names - (_OPENING if first else _CLOSING if last else frozenset()))


def _wrapped(holder: _Element, run: Sequence[_Element]) -> None:
    """Put a run of children into a division where they stand."""
    part = element("div", None, type="carrier", subtype="frus")
    holder.insert(holder.index(run[0]), part)
    part.extend(run)
    if not _has_body(run):
        part.insert(_first_closing(run), element("ab"))     # a division that is closed must hold something


def _has_body(run: Iterable[_Element]) -> bool:
    return any(local(c) not in _ANYWHERE | _OPENING | _CLOSING | {""} for c in run)


def _first_closing(run: Sequence[_Element]) -> int:
    return next((i for i, c in enumerate(run) if local(c) in _CLOSING), len(run))


def identified(e: _Element, place: str) -> str:
    """The xml:id of an element, which gets this one where it has none."""
    if e.get(ID) is None:
        e.set(ID, place)
    return str(e.get(ID))
