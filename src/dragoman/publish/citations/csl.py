"""CSL-JSON: an item of the Citation Style Language 1.0.2, which citeproc, Pandoc and Zotero read.

Dates are given in parts, which every processor reads; those that parts cannot say are given in words. A paper with a
writer and an addressee is a "personal_communication", a treaty is a "treaty", a report a "report"; a record of a
conversation is a "document", since "interview" means one that was given for publication. The place of writing is the
"event-place": styles would print a "publisher-place" as that of the volume.
"""

import msgspec

from dragoman.edition.docket import Party
from dragoman.publish.citations.citation import Citation, cleaned
from dragoman.publish.citations.days import Point, in_words, interval, point
from dragoman.publish.citations.wording import address_of, heading, kind_words, name_of, numbered, remarks, sort_of


def csl_json(citation: Citation) -> str:
    """A file of CSL-JSON with the one item in it: an array, as programs that take it in expect."""
    text: bytes = msgspec.json.format(msgspec.json.encode([item(citation)]), indent=2)
    return text.decode() + "\n"


def item(citation: Citation) -> dict[str, object]:
    """The item; fields without a value are not in it."""
    c = cleaned(citation)
    found: dict[str, object] = {
        "id": c.id, "type": sort_of(c), "title": heading(c), "author": [_name(p) for p in c.sender],
        "recipient": [_name(p) for p in c.recipient], "issued": issued(c.date), "genre": kind_words(c),
        "number": c.number, "container-title": c.within, "section": numbered(c), "page": "-".join(c.pages),
        "event-place": c.place, "archive_location": c.source, "language": c.language, "note": _note(c),
        "URL": address_of(c)}
    return {field: value for field, value in found.items() if value or field == "id"}


def issued(edtf: str | None) -> dict[str, object] | None:
    """A CSL date; None for a paper without one."""
    words, one = in_words(edtf), point(edtf)
    if words is None:
        return None
    points = (one,) if one else interval(edtf) or ()
    parts = [_parts(p) for p in points]
    if not parts or not all(parts):
        season = one.month - 20 if one and one.exact and one.month and one.month > 12 else None
        if one is None or season is None:
            return {"literal": words}
        return {"date-parts": [[int(one.year)]], "season": season} | ({"circa": True} if one.mark else {})
    return {"date-parts": parts} | ({"circa": True} if any(p.mark for p in points) else {})


def _parts(p: Point) -> list[int]:
    """Year, month and day as far as they are known; none for what figures cannot say."""
    if not p.exact or (p.month is not None and p.month > 12):
        return []
    return [int(p.year), *(part for part in (p.month, p.day) if part)]


def _note(c: Citation) -> str:
    """The remarks; "{:" is parted, for citeproc takes it for a field that stands in the note."""
    return "; ".join(remarks(c)).replace("{:", "{ :")


def _name(party: Party) -> dict[str, str]:
    return {part: word for part, word in name_of(party)._asdict().items() if word}
