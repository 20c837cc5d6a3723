"""Docket: the card of a paper, gathered from its heading annotations."""

from collections.abc import Iterable

from msgspec import Struct

from dragoman.edition.annotation import Annotation, HeadingField


class Party(Struct, frozen=True):
    """A sender or recipient: the person's name as printed, the office, or both."""

    name: str | None = None
    office: str | None = None


class Docket(Struct, frozen=True):
    """What a paper's heading says of it; fields that the paper does not give are None or empty."""

    kind: str = "other"
    title: str | None = None
    number: str | None = None
    date: str | None = None
    time: str | None = None
    place: str | None = None
    sender: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    source: str | None = None
    classification: str | None = None
    priority: str | None = None
    subject: str | None = None
    received: str | None = None
    participants: tuple[Party, ...] = ()
    marks: tuple[str, ...] = ()


_SINGLE = ("kind", "title", "number", "date", "time", "place", "source", "classification", "priority",
           "subject", "received")


def docket_of(annotations: Iterable[Annotation]) -> Docket:
    """The docket that a document's heading annotations make; the first value of a field stands."""
    single: dict[str, str] = {}
    many: dict[str, list[Party]] = {"sender": [], "recipient": [], "participant": []}
    marks: list[str] = []
    for a in annotations:
        if not isinstance(a.body, HeadingField):
            continue
        body = a.body
        if body.field in many:
            many[body.field].append(Party(body.name, body.office))
        elif body.field == "mark" and body.value:
            marks.append(body.value)
        elif body.value is not None:
            single.setdefault(body.field, body.value)
    values = {field: single.get(field) for field in _SINGLE}
    return Docket(**values | {"kind": single.get("kind", "other")}, sender=tuple(many["sender"]),  # type: ignore[arg-type]
                  recipient=tuple(many["recipient"]), participants=tuple(many["participant"]), marks=tuple(marks))


def names_of(docket: Docket) -> dict[str, str]:
    """The "writer" and "addressee" by name, or by office where no name is printed; a side without either is omitted."""
    sides = (("writer", docket.sender), ("addressee", docket.recipient))
    return {side: words for side, parties in sides if parties and (words := parties[0].name or parties[0].office)}
