"""Rows: a reading as the archive keeps it, made where it was read, so that the one writer has only to write.

`row_of` and `reading_of` are inverse: what is filed comes back the same.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

import msgspec

from dragoman.edition.annotation import BODIES, Annotation, Apparatus, Voice
from dragoman.edition.dates import parse
from dragoman.edition.docket import Party
from dragoman.edition.document import Block, Document, Markup, Note
from dragoman.edition.reading import Reading
from dragoman.resolution.mentions import Mention, mentions_of
from dragoman.resolution.parties import who

_ENCODER = msgspec.json.Encoder()


class Row(NamedTuple):
    """One paper, ready to be written.

    `head` are the columns of `document` from `kind` on, `content` those of `content` after `document`; annotations are
    (ordinal, layer, start, end, body, rule, voice), links (ordinal, mention, relation, lead, told).
    """

    name: str
    enclosed_in: str | None
    origin: str
    head: tuple[str | None, ...]
    content: tuple[str, int, str, str, str]
    annotations: list[tuple[int, str, int, int, str, str, Voice]]
    links: list[tuple[int, str, str, bool, int]]
    pages: tuple[str, ...]


COLUMNS = ("kind", "title", "number", "date", "first_day", "last_day", "time", "place", "sender", "recipient",
           "sender_surname", "sender_post", "recipient_surname", "recipient_post", "file", "language", "origin", "form",
           "docket")


def row_of(reading: Reading) -> Row:
    """The row of a reading."""
    d, docket = reading.document, reading.docket()
    day = parse(docket.date) if docket.date else None
    sender, recipient = who(docket.sender, docket.place), who(docket.recipient)
    head = (docket.kind, docket.title, docket.number, docket.date, str(day.first) if day else None,
            str(day.last) if day else None, docket.time, docket.place, called(docket.sender), called(docket.recipient),
            sender.surname, sender.post, recipient.surname, recipient.post, docket.source, d.language, d.origin, d.form,
            _json(docket))
    content = (d.text, foot_of(d), _json(d.blocks), _json(d.notes), _json(d.markup))
    annotations = [(i, a.layer, a.start, a.end, _json(a.body), a.rule, a.voice)
                   for i, a in enumerate(reading.annotations)]
    pages = tuple(a.body.label for a in reading.annotations
                  if isinstance(a.body, Apparatus) and a.body.kind == "page" and a.body.label)
    return Row(d.id, d.enclosed_in, d.origin, head, content, annotations, links_of(reading), pages)


def links_of(reading: Reading) -> list[tuple[int, str, str, bool, int]]:
    """The references of a reading as rows that are still to be looked up."""
    return [(m.ordinal, _json(m), m.relation, m.lead, 2 * (m.date is not None) + (m.number is not None))
            for m in mentions_of(reading)]


def reading_of(name: str, enclosed_in: str | None, head: tuple[str | None, str, str],
               content: tuple[str, str, str, str],
               annotations: Iterable[tuple[str, int, int, str, str, Voice]]) -> Reading:
    """The reading that was filed. `head` is (language, origin, form), `content` (text, blocks, notes, markup).

    `annotations` are (layer, start, end, body, rule, voice) in their order.
    """
    text, blocks, notes, markup = content
    language, origin, form = head
    document = Document(name, text, _decoder(tuple[Block, ...]).decode(blocks),
                        _decoder(tuple[Note, ...]).decode(notes), _decoder(tuple[Markup, ...]).decode(markup),
                        enclosed_in, language, origin, form)
    found = (Annotation(layer, start, end, _decoder(BODIES[layer]).decode(body), rule, voice)
             for layer, start, end, body, rule, voice in annotations)
    return Reading(document, tuple(found))


def mention_of(filed: str) -> Mention:
    """The mention that a link's row holds."""
    found: Mention = _decoder(Mention).decode(filed)
    return found


def called(parties: Iterable[Party]) -> str | None:
    """The parties in one line for people: "Grew, Ambassador in Japan; Hull, Secretary of State"; None for nobody."""
    line = "; ".join(", ".join(x for x in (p.name, p.office) if x) for p in parties)
    return line or None


def foot_of(document: Document) -> int:
    """Where the notes of a paper begin; the length of its text when there are none."""
    return min((n.start for n in document.notes), default=len(document.text))


def _json(value: Any) -> str:
    return _ENCODER.encode(value).decode()


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)
