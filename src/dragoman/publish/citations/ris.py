"""RIS: lines of two letters, two spaces, a hyphen and a space, as reference managers take them in.

By the RIS format specifications and the tags that Zotero gives a letter (A2 is its recipient, M3 its kind, AN where it
is kept).
"""

from collections.abc import Iterator

from dragoman.edition.docket import Party
from dragoman.publish.citations.citation import Citation, cleaned
from dragoman.publish.citations.days import in_words, point
from dragoman.publish.citations.wording import (
    address_of,
    heading,
    kind_words,
    name_of,
    numbered,
    remarks,
    sort_of,
)

_TYPES = {"personal_communication": "PCOMM", "report": "RPRT", "treaty": "GEN", "document": "GEN"}


def ris(citation: Citation) -> str:
    """The record, each of its lines and its end with the carriage return and line feed that the format asks for."""
    c = cleaned(citation)
    lines = [("TY", _TYPES[sort_of(c)]), *((tag, value) for tag, value in _lines(c) if value), ("ER", "")]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines)


def _lines(c: Citation) -> Iterator[tuple[str, str | None]]:
    for party in c.sender:
        yield "AU", _name(party)
    for party in c.recipient:
        yield "A2", _name(party)
    yield "TI", heading(c)
    yield "T2", c.within
    one = point(c.date)
    yield "PY", f"{int(one.year):04}" if one and one.exact else None
    yield "DA", _day(c)
    yield "M3", kind_words(c)
    yield "M1", c.number
    yield "CY", c.place
    yield "SP", c.pages[0] if c.pages else None
    yield "EP", c.pages[1] if len(c.pages) > 1 else None
    yield "SE", numbered(c)
    yield "AN", c.source
    yield "LA", c.language
    yield "N1", "; ".join(remarks(c))
    yield "UR", address_of(c)
    yield "ID", c.id


def _day(c: Citation) -> str | None:
    """"1937/01/21/", with words after the last stroke where figures cannot say it: "1936/03//ca. March 1936"."""
    words, one = in_words(c.date), point(c.date)
    if words is None:
        return None
    if one is None or not one.exact:
        return f"///{words}"
    season = one.month is not None and one.month > 12
    month = "" if one.month is None or season else f"{one.month:02}"
    day = "" if one.day is None else f"{one.day:02}"
    return f"{int(one.year):04}/{month}/{day}/{words if one.mark or season else ''}"


def _name(party: Party) -> str:
    """"Stomonyakov, B.", "Secretary of State": a comma may stand only between family and given name."""
    name = name_of(party)
    if name.family:
        return f"{name.family}, {name.given}" if name.given else name.family
    return " ".join((name.literal or "").replace(",", " ").split())
