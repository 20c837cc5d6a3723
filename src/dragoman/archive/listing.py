"""Listing: everything of one kind that an archive holds, row by row in the order of filing, for whoever takes all.

Memory does not grow with the archive. Where several listings must tell of one moment, they stand inside a `snapshot`.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import msgspec

from dragoman.archive.intake import readings
from dragoman.edition.annotation import BODIES, LinkedReference, Reference
from dragoman.edition.docket import Docket
from dragoman.edition.reading import Reading
from dragoman.errors import NoSuchDocument

_DOCKET = msgspec.json.Decoder(Docket)
# the columns of a link, and what they are taken from
_LINK = "l.status, t.name, m.name, l.candidates, l.reason, l.relation"
_CARRIED = ("WHERE d.id IN (WITH RECURSIVE carried(id) AS (SELECT id FROM document WHERE name = ? UNION ALL "
            "SELECT e.id FROM document AS e JOIN carried AS c ON e.enclosed_in = c.id) SELECT id FROM carried)")
_MEANT = "LEFT JOIN document AS t ON t.id = l.target LEFT JOIN missing AS m ON m.id = l.missing"


class Finding(NamedTuple):
    """One annotation: the id of its paper, its place among all of it, its span and words; last, the paper's text."""

    document: str
    ordinal: int
    start: int
    end: int
    quote: str
    body: Any
    rule: str
    voice: str
    text: str


class Link(NamedTuple):
    """What became of a reference; `status` is None until it is looked up. `target` and `missing` are ids for people."""

    status: str | None
    target: str | None
    missing: str | None
    candidates: tuple[str, ...]
    reason: str | None
    relation: str


class Leaf(NamedTuple):
    """A paper as a bibliography needs it: `pages` are the labels of the printed pages that it has text on, in order."""

    id: str
    docket: Docket
    collection: str
    pages: tuple[str, ...]
    form: str
    language: str | None
    enclosed_in: str | None


def linked(connection: sqlite3.Connection, where: str = "", values: Sequence[object] = ()) -> Iterator[Reading]:
    """The readings, as `intake.readings` gives them, each reference with what became of it."""
    for reading in readings(connection, where, values):
        links = connection.execute(
            f"SELECT l.ordinal, {_LINK} FROM link AS l JOIN document AS d ON d.id = l.document {_MEANT} "
            "WHERE d.name = ?", (reading.document.id,)).fetchall()
        yield _joined(reading, ((ordinal, _link(columns)) for ordinal, *columns in links)) if links else reading


def of_source(connection: sqlite3.Connection, path: str) -> Iterator[Reading]:
    """The readings of the papers of one file, as `linked` gives them."""
    return linked(connection, "WHERE d.source = (SELECT id FROM source WHERE path = ?)", (path,))


def paper(connection: sqlite3.Connection, name: str) -> Reading:
    """The reading of the paper of that id, with links. Raises NoSuchDocument, which names ids that end alike."""
    found = next(linked(connection, "WHERE d.name = ?", (name,)), None)
    if found is None:
        raise NoSuchDocument(name, near(connection, name))
    return found


def paper_with_enclosures(connection: sqlite3.Connection, name: str) -> list[Reading]:
    """The paper of that id, then what is enclosed in it, as deep as that goes. Raises NoSuchDocument, as `paper`."""
    found = list(linked(connection, _CARRIED, (name,)))
    if not found:
        raise NoSuchDocument(name, near(connection, name))
    return found


def text_of(connection: sqlite3.Connection, name: str) -> str | None:
    """The text of the paper of that id, or None."""
    row = connection.execute("SELECT c.text FROM document AS d JOIN content AS c ON c.document = d.id WHERE d.name = ?",
                             (name,)).fetchone()
    return row[0] if row else None


def near(connection: sqlite3.Connection, name: str) -> tuple[str, ...]:
    """Up to three ids of papers that end as an id does that no paper bears."""
    rows = connection.execute("SELECT name FROM document WHERE substr(name, -length(?1)) = ?1 ORDER BY id LIMIT 3",
                              (name.rpartition("/")[2],))
    return tuple(row[0] for row in rows)


def _joined(reading: Reading, links: Iterable[tuple[int, Link]]) -> Reading:
    found = list(reading.annotations)
    for ordinal, link in links:
        body = found[ordinal].body
        if isinstance(body, Reference):
            known = msgspec.structs.asdict(body) | link._asdict()
            known["status"] = link.status or body.status
            found[ordinal] = msgspec.structs.replace(found[ordinal], body=LinkedReference(**known))
    return msgspec.structs.replace(reading, annotations=tuple(found))


def documents(connection: sqlite3.Connection) -> Iterator[tuple[dict[str, Any], Docket]]:
    """Each paper's columns, with the path of its source, the id of its carrier and its length, and its docket."""
    for row in columns_by_name(
            connection, "SELECT d.*, s.path, up.name AS carrier, length(c.text) AS characters FROM document AS d "
            "JOIN source AS s ON s.id = d.source JOIN content AS c ON c.document = d.id "
            "LEFT JOIN document AS up ON up.id = d.enclosed_in ORDER BY d.id"):
        yield row, _DOCKET.decode(row["docket"])


def names(connection: sqlite3.Connection) -> Iterator[str]:
    """The id of each paper, in the order of ids."""
    for row in connection.execute("SELECT name FROM document ORDER BY name"):
        yield row[0]


def dockets(connection: sqlite3.Connection) -> Iterator[tuple[str, Docket]]:
    """Each paper's id and docket."""
    for name, docket in connection.execute("SELECT name, docket FROM document ORDER BY id"):
        yield name, _DOCKET.decode(docket)


def leaves(connection: sqlite3.Connection, name: str | None = None) -> Iterator[Leaf]:
    """Each paper, or the one of an id, as a bibliography needs it; no text is read for it."""
    for identity, docket, *rest, carrier, pages in connection.execute(
            "SELECT d.name, d.docket, d.collection, d.form, d.language, up.name, "
            "(SELECT json_group_array(label) FROM page WHERE document = d.id) FROM document AS d "
            f"LEFT JOIN document AS up ON up.id = d.enclosed_in {'WHERE d.name = ?' if name else ''} ORDER BY d.id",
            (name,) if name else ()):
        collection, form, language = rest
        yield Leaf(identity, _DOCKET.decode(docket), collection, in_order(msgspec.json.decode(pages)), form, language,
                   carrier)


def volume_file(connection: sqlite3.Connection, collection: str) -> tuple[str, str] | None:
    """The path and digest of the TEI file of a volume; None of what is no file with several papers."""
    first = "SELECT id FROM document WHERE collection = ? ORDER BY id LIMIT 1"
    other = "SELECT 1 FROM document AS o WHERE o.source = d.source AND o.id <> d.id AND o.enclosed_in IS NULL"
    row = connection.execute(
        "SELECT s.path, s.digest FROM document AS d JOIN source AS s ON s.id = d.source "
        f"WHERE d.form = 'tei' AND d.id = ({first}) AND EXISTS ({other})", (collection,)).fetchone()
    return (row[0], row[1]) if row else None


def in_order(pages: Iterable[str]) -> tuple[str, ...]:
    """The labels of printed pages in the order of a volume, "9" before "10"."""
    return tuple(sorted(pages, key=lambda label: (len(label), label)))


def texts(connection: sqlite3.Connection) -> Iterator[tuple[str, str, int]]:
    """Each paper's id, its text, and where the notes begin in it."""
    yield from _each(connection, "SELECT d.name, c.text, c.foot FROM document AS d "
                     "JOIN content AS c ON c.document = d.id ORDER BY d.id")


def findings(connection: sqlite3.Connection, layer: str) -> Iterator[Finding]:
    """Every annotation of one layer."""
    for finding, _ in layer_with(connection, layer):
        yield finding


def references(connection: sqlite3.Connection) -> Iterator[tuple[Finding, Link]]:
    """Every reference with what became of it."""
    joins = f"JOIN link AS l ON l.document = a.document AND l.ordinal = a.ordinal {_MEANT}"
    for finding, columns in layer_with(connection, "reference", f", {_LINK}", joins):
        yield finding, _link(columns)


def missing(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """The columns of each missing paper, with the id of the paper `found` since, and how often it is cited."""
    yield from columns_by_name(
        connection, "SELECT m.name, m.kind, m.number, m.date, m.time, m.sender, m.recipient, d.name AS found, "
        '(SELECT count(*) FROM link WHERE missing = m.id) AS "references" FROM missing AS m '
        "LEFT JOIN document AS d ON d.id = m.found ORDER BY m.id")


def collections(connection: sqlite3.Connection) -> Iterator[str]:
    """The volumes and folders that papers belong to, each once, in the order of their names."""
    for (collection,) in connection.execute("SELECT DISTINCT collection FROM document ORDER BY collection"):
        yield collection


def collection_of(connection: sqlite3.Connection, name: str) -> str | None:
    """The volume or folder that the paper of that id belongs to; None where there is no such paper."""
    row = connection.execute("SELECT collection FROM document WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None


def problems(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str, str]]:
    """What could not be read: the path of the source, the file as it was named, the place in it, a sentence."""
    yield from _each(connection, "SELECT s.path, p.file, p.place, p.sentence FROM problem AS p "
                     "JOIN source AS s ON s.id = p.source ORDER BY p.source, p.rowid")


def sources(connection: sqlite3.Connection) -> Iterator[tuple[str, str, int, int]]:
    """Each file: its path, digest, bytes, and the number of papers from it."""
    yield from _each(connection, "SELECT path, digest, bytes, (SELECT count(*) FROM document WHERE source = s.id) "
                     "FROM source AS s ORDER BY id")


def layer_with(connection: sqlite3.Connection, layer: str, columns: str = "",
               joins: str = "") -> Iterator[tuple[Finding, list[Any]]]:
    """The findings of a layer, each with the further columns asked for; a paper's text is fetched once."""
    decoder = _decoder(layer)
    last, name, text = None, "", ""
    for document, ordinal, start, end, body, rule, voice, *more in connection.execute(
            f'SELECT a.document, a.ordinal, a.start, a."end", a.body, a.rule, a.voice{columns} FROM annotation AS a '
            f"{joins} WHERE a.layer = ? ORDER BY a.document, a.ordinal", (layer,)):
        if document != last:
            last = document
            name, text = connection.execute("SELECT d.name, c.text FROM document AS d JOIN content AS c "
                                            "ON c.document = d.id WHERE d.id = ?", (document,)).fetchone()
        yield Finding(name, ordinal, start, end, text[start:end], decoder.decode(body), rule, voice, text), more


def _each(connection: sqlite3.Connection, query: str) -> Iterator[Any]:
    """The rows of a query. `yield from` would close the cursor at its end, which fails once the archive is closed."""
    for row in connection.execute(query):  # noqa: UP028
        yield row


def columns_by_name(connection: sqlite3.Connection, query: str) -> Iterator[dict[str, Any]]:
    """The rows of a query, each by the names of its columns."""
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def _link(columns: Sequence[Any]) -> Link:
    """What the columns of _LINK say."""
    status, target, missing, candidates, reason, relation = columns
    return Link(status, target, missing, tuple(candidates.split("\n")) if candidates else (), reason, relation)


@cache
def _decoder(layer: str) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(BODIES[layer])
