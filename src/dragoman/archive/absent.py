"""The records of missing papers: loose mentions are joined into one record for each paper that is not here."""

import json
import sqlite3
from collections.abc import Iterator, Sequence

import msgspec

from dragoman.archive.rows import called, mention_of
from dragoman.archive.shelf import ArchiveShelf
from dragoman.archive.transactions import transaction
from dragoman.edition.docket import Docket
from dragoman.resolution.absent import Absent, goes_to, joined, name_of, party
from dragoman.resolution.cards import day_of
from dragoman.resolution.fitting import Sought, sought
from dragoman.resolution.parties import Who

BATCH = 4000                    # mentions joined in one transaction
# the best told first: what they know helps to place the others
ORDER = (3, 2, 1, 0)
FIELDS = ("number", "date", "time", "cited", "sender", "recipient", "sender_surname", "sender_post",
          "recipient_surname", "recipient_post")
_DOCKET = msgspec.json.Decoder(Docket)


def loose_mentions(connection: sqlite3.Connection) -> int:
    """How many missing references have no record yet."""
    found: int = connection.execute(
        "SELECT count(*) FROM link WHERE status = 'missing' AND missing IS NULL").fetchone()[0]
    return found


def join(connection: sqlite3.Connection) -> Iterator[int]:
    """Give every missing reference its record, a batch a transaction; yields the count of mentions after each."""
    for told in ORDER:
        while True:
            with transaction(connection):
                loose = connection.execute(
                    "SELECT document, ordinal, mention FROM link WHERE status = 'missing' AND missing IS NULL "
                    "AND told = ? ORDER BY document, ordinal LIMIT ?", (told, BATCH)).fetchall()
                _join(connection, loose)
            if not loose:
                break
            yield len(loose)


def join_in(connection: sqlite3.Connection, papers: Sequence[int]) -> None:
    """Give the missing references of these papers, by row, their records. Inside a transaction."""
    for told in ORDER:
        _join(connection, connection.execute(
            "SELECT document, ordinal, mention FROM link WHERE document IN (SELECT value FROM json_each(?)) "
            "AND status = 'missing' AND missing IS NULL AND told = ? ORDER BY document, ordinal",
            (json.dumps(papers), told)).fetchall())


def _join(connection: sqlite3.Connection, loose: Sequence[tuple[int, int, str]]) -> None:
    shelf = ArchiveShelf(connection)
    here, docket, last = None, Docket(), None
    for document, ordinal, filed in loose:
        if here is None or document != last:
            here, last = shelf.card(document), document
            row = connection.execute("SELECT docket FROM document WHERE id = ?", (document,)).fetchone()
            docket = _DOCKET.decode(row[0])
        s = sought(mention_of(filed), here)
        record = _named_before(connection, document, ordinal) or _record(connection, s, docket)
        connection.execute("UPDATE link SET missing = ? WHERE document = ? AND ordinal = ?",
                           (record, document, ordinal))


def _named_before(connection: sqlite3.Connection, document: int, ordinal: int) -> int | None:
    """The record of the paper that a mention without number or day means, where the same paper names it before."""
    found = connection.execute(
        "SELECT DISTINCT b.missing FROM link AS a JOIN link AS b ON b.document = a.document AND b.ordinal < a.ordinal "
        "AND b.wanted = a.wanted AND b.told > 0 AND b.missing IS NOT NULL "
        "AND json_extract(b.mention, '$.kind') = json_extract(a.mention, '$.kind') "
        "WHERE a.document = ? AND a.ordinal = ? AND a.told = 0", (document, ordinal)).fetchall()
    return int(found[0][0]) if len(found) == 1 else None


def _record(connection: sqlite3.Connection, s: Sought, docket: Docket) -> int:
    """The row of the record that a mention belongs to, made if there is none; what the mention adds is filled in."""
    m, name = s.mention, name_of(s)
    if not m.named:
        known = connection.execute("SELECT id FROM missing WHERE name = ? AND found IS NULL", (name,)).fetchone()
        found: int | None = known[0] if known else None
    else:
        record = joined(s, _candidates(connection, s))
        found = record.id if record else None
    values = (m.number, m.date, m.time, s.here.day and s.here.day.isoformat(), *_parties(s, docket))
    if found is None:
        inserted = connection.execute(
            f"INSERT INTO missing (name, kind, {', '.join(FIELDS)}) VALUES (?, ?, {', '.join('?' * len(FIELDS))})",
            (_free(connection, name), m.kind, *values))
        return int(inserted.lastrowid or 0)
    filled = ", ".join(f"{field} = coalesce({field}, ?)" for field in FIELDS)
    connection.execute(f"UPDATE missing SET {filled} WHERE id = ?", (*values, found))
    return found


def _parties(s: Sought, docket: Docket) -> tuple[str | None, ...]:
    """The parties for people, then for look-ups."""
    m = s.mention
    sender, recipient = party(m.sender, s.sender), goes_to(s)
    told = s.recipient if recipient.key is not None else recipient
    return (shown(m.sender, s.sender, s, docket), shown(m.recipient, told, s, docket),
            sender.surname, sender.post, recipient.surname, recipient.post)


def shown(said: str | None, settled: Who, s: Sought, docket: Docket) -> str | None:
    """A party for people: as the citing paper's heading gives it, else in the mention's own words."""
    if settled.key is not None:
        if settled == s.here.sender:
            return called(docket.sender)
        if settled == s.here.recipient:
            return called(docket.recipient)
    return said if said not in ("writer", "addressee") else None


def _candidates(connection: sqlite3.Connection, s: Sought) -> Iterator[Absent]:
    """The open records of the mention's number, those of another day left out; for one without number, of its day.

    What is not told by number and day together must be of the same writer, so only his are looked at.
    """
    m, writer = s.mention, party(s.mention.sender, s.sender)
    his, who_wrote = "(sender_post = ? OR sender_surname = ?)", (writer.post, writer.surname)
    columns = ("SELECT id, kind, number, date, time, cited, sender_surname, sender_post, recipient_surname, "
               "recipient_post FROM missing WHERE found IS NULL AND ")
    asked: list[tuple[str, tuple[str | None, ...]]] = []
    if m.number and m.date:
        asked.append(("number = ? AND date = ?", (m.number, m.date)))
    if writer.key is not None:
        known = "date = ?" if m.number is None else "number = ? AND date IS NULL" if m.date else "number = ?"
        asked.append((f"{known} AND {his}", (m.number or m.date, *who_wrote)))
    for where, values in asked:
        for i, kind, number, date, time, cited, *who in connection.execute(f"{columns}{where} ORDER BY id", values):
            yield Absent(i, kind, number, date, time, Who(*who[:2]), Who(*who[2:]), day_of(cited))


def _free(connection: sqlite3.Connection, name: str) -> str:
    """The name, or name-2, name-3 and so on: the first after as many as there are that no record bears."""
    like = "SELECT count(*) FROM missing WHERE name = ?1 OR (name > ?1 || '-' AND name < ?1 || '.')"
    number = 1 + connection.execute(like, (name,)).fetchone()[0]
    wanted = name if number == 1 else f"{name}-{number}"
    while connection.execute("SELECT 1 FROM missing WHERE name = ?", (wanted,)).fetchone():
        number += 1
        wanted = f"{name}-{number}"
    return wanted
