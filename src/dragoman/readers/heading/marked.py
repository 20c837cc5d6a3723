"""What the file's own markup says of a heading takes the place of what its words seem to say."""

from msgspec import structs

from dragoman.edition.annotation import Annotation, HeadingField
from dragoman.edition.document import Document, Markup
from dragoman.lexicon.parties import tidy, untitled
from dragoman.readers.heading.lines import Piece

FIRST_YEAR = "1000"     # an earlier @when ("0201-06-05") is a year that the encoders left blank


def by_markup(document: Document, pieces: list[Piece], found: list[Annotation]) -> list[Annotation]:
    """The fields, with dates and names from the markup of the opening lines where it gives them."""
    if not document.markup or not pieces:
        return found
    end = pieces[-1].start + len(pieces[-1].text)
    marked = [m for m in document.markup if m.start < end and m.tag in ("date", "persName")]
    found = _dated(found, next((m for m in marked if m.tag == "date" and m.value and _in_dateline(m, pieces)), None))
    persons = [m for m in marked if m.tag == "persName" and _in_head(m, pieces)]
    names = {role: [m for m in persons if m.role == role] for role in ("from", "to")}
    return [_named(document, a, names) for a in found]


def _in_dateline(m: Markup, pieces: list[Piece]) -> bool:
    return any(p.start <= m.start < p.start + len(p.text) for p in pieces if p.what != "body" and p.what != "received")


def _in_head(m: Markup, pieces: list[Piece]) -> bool:
    return any(p.start <= m.start < p.start + len(p.text) for p in pieces if p.what == "head")


def _dated(found: list[Annotation], date: Markup | None) -> list[Annotation]:
    """The fields with the date and time of TEI's date/@when."""
    if date is None or date.value is None or date.value < FIRST_YEAR:
        return found
    day, _, time = date.value.partition("T")
    given = [Annotation("heading", date.start, date.end, HeadingField("date", day), "TEI date/@when")]
    printed = [a for a in found if isinstance(a.body, HeadingField) and a.body.field == "time"]
    if len(time) >= 5 and not printed:
        given.append(Annotation("heading", date.start, date.end, HeadingField("time", time[:5]), "TEI date/@when"))
    return given + [a for a in found if not (isinstance(a.body, HeadingField) and a.body.field == "date")]


def _named(document: Document, a: Annotation, names: dict[str, list[Markup]]) -> Annotation:
    """A party with its name from TEI's persName, when exactly one stands on its side of the head."""
    body = a.body
    if not isinstance(body, HeadingField) or body.field not in ("sender", "recipient"):
        return a
    marked = [m for m in names["from" if body.field == "sender" else "to"] if a.start <= m.start and m.end <= a.end + 1]
    if len(marked) != 1:
        return a
    role = marked[0].role
    name = tidy(untitled(document.quote(marked[0].start, marked[0].end)))
    if body.name is None and body.office and name not in body.office:
        return a
    if body.name is None and body.office and body.office.endswith(name):
        body = structs.replace(body, office=tidy(body.office.removesuffix(name)) or None)
    return structs.replace(a, body=structs.replace(body, name=name), rule=f"TEI persName/@type={role}")
