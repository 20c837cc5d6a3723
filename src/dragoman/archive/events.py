"""Events: the acts of layer 'event' put together, so that several reports of one event are one row of `event`.

A collection's reports are joined among themselves (resolution/occasions.py). Then, over the whole archive, an event of
a known day is joined to the only one of another collection that it can be: that one keeps its row, the other names it
in `same`. An event that a text links to another says so with the words (resolution/linking.py), and the places named in
its sentence stand in `setting`.
"""

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date as Day
from itertools import groupby
from typing import Any, NamedTuple

import msgspec

from dragoman.edition.annotation import Event
from dragoman.lexicon.stops import line_of
from dragoman.lexicon.vocabulary import plain_letters
from dragoman.resolution.aiming import Aim, Ends, aim, general
from dragoman.resolution.doers import doer
from dragoman.resolution.linking import Act, Link, links, sentence_of
from dragoman.resolution.occasions import Report, alike, joined, persons_in, powers_in, telling
from dragoman.resolution.powers import known_power
from dragoman.resolution.reasons import word_of
from dragoman.resolution.screening import trigger, undone
from dragoman.resolution.surety import PLAIN, Doubt, surety
from dragoman.resolution.vouching import Role, Told, day_vouched, told, vouched

FEW = 24                            # events of one day, type and modality: among more, none is looked for elsewhere
_ROWS = ("SELECT a.document, a.ordinal, a.kind, a.state, a.weight, a.date, a.first_day, a.last_day, a.dated, a.who, "
         "a.whom, a.who_side, a.whom_side, n.start, n.end, n.body, n.rule, d.date, d.first_day, d.last_day "
         "FROM document AS d JOIN act AS a ON a.document = d.id "
         "JOIN annotation AS n ON n.document = a.document AND n.ordinal = a.ordinal "
         "WHERE d.collection = ? AND a.layer = 'event' ORDER BY a.document, n.start, a.ordinal")
_DATES = ("SELECT n.document, n.start, n.end FROM document AS d JOIN annotation AS n ON n.document = d.id "
          "WHERE d.collection = ? AND n.layer = 'date' ORDER BY n.document, n.start")
_FINDING = msgspec.json.Decoder(Event)
# where a sentence or a part of it ends; so much of what stands before a clause is looked at
LAST, BACK = re.compile(r"[.;:?!\n]"), 100
_WE = re.compile(r"\b(?:I|we|me|us|my|our)\b", re.I)
_YOU = re.compile(r"\byour?\b", re.I)
Span = tuple[int, int]


class Row(NamedTuple):
    """An act of layer 'event' as far as its clause bears it out, with the span of that and why the reader took it."""

    document: int
    ordinal: int
    kind: str
    state: str
    weight: float | None
    date: str | None
    first_day: str | None
    last_day: str | None
    dated: int
    who: int | None
    whom: int | None
    who_side: int | None
    whom_side: int | None
    start: int
    end: int
    rule: str
    given: Span | None              # the day that stands in the clause, counted; the act's or not
    from_side: int | None           # powers: whose move it is, and against whom
    to_side: int | None
    sure: float                     # how sure it is that all this is right, 0 to 1
    aim: Aim | None                 # against whom it is by what the paper tells, where the clause names nobody


UNTOLD = "NOT EXISTS (SELECT 1 FROM act AS a WHERE a.event = e.id)"      # of an event (as e): no act tells of it
Place = tuple[int, int]             # a row by document and ordinal


def join_reports(connection: sqlite3.Connection, collection: str) -> None:
    """The events of one collection made anew. Inside a transaction."""
    rows: dict[Place, Row] = {}
    reports: list[Report] = []
    tied: list[tuple[Place, Place, Link]] = []
    known = _Powers(connection, collection)
    for document, text, acts in _papers(connection, collection, known):
        reports += [_report(row, text, known) for row in acts]
        rows |= {(row.document, row.ordinal): row for row in acts}
        places = [Act(row.start, row.end, row.start + trigger(text[row.start:row.end], row.rule), row.kind)
                  for row in acts]
        order = sorted(range(len(acts)), key=lambda i: places[i].at)
        tied += [((document, acts[order[link.act]].ordinal), (document, acts[order[link.other]].ordinal), link)
                 for link in links(text, [places[i] for i in order])]
    groups = list(joined(reports))
    connection.execute("DELETE FROM setting WHERE document IN (SELECT id FROM document WHERE collection = ?)",
                       (collection,))
    connection.execute("DELETE FROM event WHERE collection = ?1 OR document IN "       # papers may have moved here
                       "(SELECT id FROM document WHERE collection = ?1)", (collection,))
    connection.execute("UPDATE act SET event = NULL WHERE event IS NOT NULL AND document IN "
                       "(SELECT id FROM document WHERE collection = ?)", (collection,))
    of: dict[Place, int] = {}
    for group in groups:
        of |= dict.fromkeys([(r.paper, r.ordinal) for r in group], _keep(connection, collection, group, rows))
    connection.executemany("UPDATE act SET event = ? WHERE document = ? AND ordinal = ?",
                           [(event, *place) for place, event in of.items()])
    _tie(connection, of, tied)
    _set(connection, collection)


def forget_events(connection: sqlite3.Connection, which: str, values: Sequence[object]) -> None:
    """Take out the events (as e) of a condition: those that nothing tells of until events are made anew. Inside a
    transaction.
    """
    gone = json.dumps([row[0] for row in connection.execute(f"SELECT e.id FROM event AS e WHERE {which}", values)])
    for table, column, freed in (("event", "same", "same = NULL"), ("event", "linked", "linked = NULL, link = NULL"),
                                 ("act", "event", "event = NULL")):
        connection.execute(f"UPDATE {table} SET {freed} WHERE {column} IN (SELECT value FROM json_each(?))", (gone,))
    for table, column in (("setting", "event"), ("event", "id")):
        connection.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))", (gone,))


def join_collections(connection: sqlite3.Connection) -> None:
    """Join the events of known day that two collections tell of, over the whole archive, and count all events.

    Inside a transaction.
    """
    _join(connection)
    connection.execute("DELETE FROM census")
    connection.execute("INSERT INTO census SELECT collection, kind, state, doubt, count(*) FROM event "
                       "WHERE same IS NULL GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4")


def _join(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE event SET same = NULL, reports = told WHERE same IS NOT NULL OR reports <> told")
    pairs = connection.execute(
        "SELECT e.id, o.id FROM (SELECT first_day, kind, state FROM event INDEXED BY event_alike WHERE dated = 1 "
        "GROUP BY first_day, kind, state HAVING count(*) BETWEEN 2 AND ?) AS g "
        "CROSS JOIN event AS e INDEXED BY event_alike ON e.first_day = g.first_day AND e.kind = g.kind "
        "AND e.state = g.state AND e.dated = 1 CROSS JOIN event AS o INDEXED BY event_alike "
        "ON o.first_day = e.first_day AND o.kind = e.kind AND o.state = e.state AND o.dated = 1 AND o.id > e.id "
        "AND o.last_day = e.last_day AND o.collection <> e.collection "
        "AND coalesce(o.from_side = e.from_side, o.to_side = e.to_side, 0) AND coalesce(o.to_side = e.to_side, 1)",
        (FEW,)).fetchall()
    words: dict[int, Mapping[str, float]] = {}
    fitting: dict[int, list[int]] = defaultdict(list)
    for one, other in pairs:
        for event in (one, other):
            if event not in words:
                words[event] = telling(_clause(connection, event))
        if alike(words[one], words[other]):
            fitting[other].append(one)
    for other, found in sorted(fitting.items()):
        if len(found) == 1 and found[0] not in fitting:
            connection.execute("UPDATE event SET same = ? WHERE id = ?", (found[0], other))
            connection.execute("UPDATE event SET reports = reports + (SELECT told FROM event WHERE id = ?) "
                               "WHERE id = ?", (other, found[0]))


class _Powers:
    """The powers that an archive knows, and whose the parties of a collection's papers are."""

    def __init__(self, connection: sqlite3.Connection, collection: str) -> None:
        self.ids: dict[str, int] = dict(connection.execute(
            "SELECT substr(name, 7), id FROM actor WHERE kind = 'power'").fetchall())
        self.learned = frozenset(self.ids)
        self.sides = {(document, role): side for document, role, side in connection.execute(
            "SELECT p.document, p.role, p.side FROM document AS d JOIN party AS p ON p.document = d.id "
            "WHERE d.collection = ? AND p.ordinal = 0 AND p.side IS NOT NULL", (collection,))}
        self.lands = {document: [self.ids.get(known_power(post.title()) or "") for post in posts if post]
                      for document, *posts in connection.execute(
                          "SELECT id, sender_post, recipient_post FROM document WHERE collection = ?", (collection,))}

    def near(self, document: int, clause: str) -> set[int]:
        """The powers that a clause names, and those that "we" and "you" in it mean."""
        found = {self.ids[key] for key in powers_in(clause, self.learned) if key in self.ids}
        for role, form in (("sender", _WE), ("recipient", _YOU)):
            if (document, role) in self.sides and form.search(clause):
                found.add(self.sides[document, role])
        return found

    def ends(self, document: int) -> Ends:
        """The powers between which a paper goes."""
        sender, recipient = (self.sides.get((document, role)) for role in ("sender", "recipient"))
        land = next((power for power in self.lands[document] if power and power not in (sender, recipient)), None)
        return Ends(sender, recipient, land)


def _papers(connection: sqlite3.Connection, collection: str,
            known: _Powers) -> Iterator[tuple[int, str, list[Row]]]:
    """Each paper that tells of events, with its text and the acts, in the order of its text."""
    dates: dict[int, list[Span]] = defaultdict(list)
    for document, start, end in connection.execute(_DATES, (collection,)):
        dates[document].append((start, end))
    found = connection.execute(_ROWS, (collection,)).fetchall()
    for document, group in groupby(found, key=lambda row: row[0]):
        rows = list(group)
        text = connection.execute("SELECT text FROM content WHERE document = ?", (document,)).fetchone()[0]
        acts = [_row(row, text, dates[document]) for row in rows]
        yield document, text, [_moved(act, row[11:13], text, known) for act, row in zip(acts, rows, strict=True)]


def _moved(row: Row, read: Sequence[int | None], text: str, known: _Powers) -> Row:
    """An act with the powers whose move it is and against whom.

    They are those of its parties; else the first that the reader gave, where the clause names no other, and the second
    that it gave, where the clause names it; else for the second the only other power that the clause names. Where it
    names no other, the paper may tell.
    """
    clause = text[row.start:row.end]
    near = known.near(row.document, clause)
    one = row.who_side or (read[0] if near == {read[0]} else None)
    other = row.whom_side or (read[1] if read[1] in near else None)
    if one is None or other not in (None, one):
        return row._replace(from_side=one, to_side=other)
    rest = near - {one}
    if rest or row.whom is not None or general(clause):
        return row._replace(from_side=one, to_side=next(iter(rest)) if len(rest) == 1 else None)
    sentence, paragraph = sentence_of(text, row.start, row.end), line_of(text, row.start, row.end)
    named = known.near(row.document, text[slice(*sentence)]) - {one}
    around = named or known.near(row.document, text[slice(*paragraph)]) - {one}
    return row._replace(from_side=one, aim=aim(one, row.kind, known.ends(row.document), named, around))


def _row(row: Sequence[Any], text: str, dates: Sequence[Span]) -> Row:
    """An act without the party or the day that its clause does not bear out."""
    start, end, body, rule, day, first, last = row[13:]
    finding = _FINDING.decode(body)
    act = told(text[start:end], rule, row[2])
    before = LAST.split(text[max(0, start - BACK):start])[-1]
    sure = surety(row[2], row[3], row[4], rule, undone=undone(row[3], (before, text[start:end]), rule))
    found = Row._make((*row[:15], rule, _span(row[6:8]) if row[8] else None, None, None, sure, None))
    if not _borne(finding.actor, "actor", act):
        found = found._replace(who=None, who_side=None)
    if not _borne(finding.target, "target", act) or found.who == found.whom:
        found = found._replace(whom=None, whom_side=None)
    inside = [(s - start, e - start) for s, e in dates if start <= s and e <= end]
    vouched_for = act.sure or (bool(inside) and day_vouched(act, inside) and _possible(found, last))
    if found.dated and not vouched_for:
        later = found.state in ("planned", "demanded")
        bound = None if day is None or "/" in day else f"{day}/.." if later else f"../{day}"
        found = found._replace(date=bound, first_day=first, last_day=last, dated=0)
    return found


def _borne(party: str | None, role: Role, act: Told) -> bool:
    return vouched(party, role, act) and doer(party, act.clause) is not None


def _span(days: Sequence[str | None]) -> Span | None:
    first, last = (_count(day) for day in days)
    return (first, last) if first is not None and last is not None else None


def _possible(row: Row, written: str | None) -> bool:
    """Whether the day of an act can be so: of a known year, not after its paper if done, not before it if planned."""
    if (row.first_day or "0") < "1":
        return False
    first, last = row.first_day or "", row.last_day or ""
    return not written or (last >= written if row.state in ("planned", "demanded") else first <= written)


def _report(row: Row, text: str, known: _Powers) -> Report:
    clause = text[row.start:row.end]
    return Report(row.document, row.ordinal, row.kind, row.state, _count(row.first_day), _count(row.last_day),
                  bool(row.dated), (row.who, row.who_side), (row.whom, row.whom_side), (row.start, row.end),
                  telling(clause), powers_in(clause, known.learned), persons_in(clause), word_of(row.rule),
                  row.given)


def _doubt(row: Row) -> Doubt | None:
    """Why an act is no row of the plain list."""
    return "undated" if row.first_day is None else "unsure" if row.sure < PLAIN else None


def _count(day: str | None) -> int | None:
    return Day.fromisoformat(day).toordinal() if day else None


def _keep(connection: sqlite3.Connection, collection: str, group: Sequence[Report], rows: Mapping[Place, Row]) -> int:
    """One row of `event` for the reports of a group; its id, which is that of the report shown first."""
    reports = [rows[r.paper, r.ordinal] for r in group]
    surest = sorted(reports, key=lambda r: (_doubt(r) is not None, -r.sure))
    earliest = min(r.document for r in reports)
    head = next((r for r in surest if r.document == earliest and _doubt(r) is None), surest[0])
    dated = min((r for r in reports if r.dated), key=_width, default=head)
    # another paper may name a party that this one does not; of several talks each has its own
    donors = (head, *(r for r in surest if r.document != head.document and head.kind != "consult"))
    who = next((r for r in donors if r.who is not None), head)
    whom = next((r for r in donors if r.whom is not None and r.whom != who.who), head)
    moved = next((r for r in (head, *surest) if r.from_side and r.to_side), head)
    aims = [r.aim for r in (moved, *surest) if r.aim and r.from_side == moved.from_side]
    aimed = aims[0] if aims and moved.to_side is None and whom.whom is None else (None, None)
    papers = len({r.document for r in reports})
    event = head.document << 20 | head.ordinal
    connection.execute(
        "INSERT INTO event (id, collection, document, ordinal, kind, state, weight, sure, doubt, date, first_day, "
        f"last_day, dated, who, whom, who_side, whom_side, from_side, to_side, aim, aim_by, told, reports) "
        f"VALUES (?{', ?' * 22})",
        (event, collection, head.document, head.ordinal, head.kind, head.state, head.weight,
         head.sure, _doubt(head), dated.date, dated.first_day, dated.last_day, dated.dated, who.who,
         whom.whom, who.who_side, whom.whom_side, moved.from_side, moved.to_side, *aimed, papers,
         papers))
    return event


def _width(row: Row) -> tuple[int, str]:
    return (_count(row.last_day) or 0) - (_count(row.first_day) or 0), row.first_day or ""


def _tie(connection: sqlite3.Connection, of: Mapping[Place, int], tied: Sequence[tuple[Place, Place, Link]]) -> None:
    """Write what texts link; of several links of one event the first, what stands beside last."""
    for place, other, link in sorted(tied, key=lambda t: (t[2].kind == "beside", t[0], t[2].start)):
        if of[place] != of[other]:
            connection.execute(
                "UPDATE event SET linked = ?, link = ?, link_document = ?, link_start = ?, link_end = ? "
                "WHERE id = ? AND linked IS NULL", (of[other], link.kind, place[0], link.start, link.end, of[place]))


def _set(connection: sqlite3.Connection, collection: str) -> None:
    """The places named in the clause of each event."""
    names: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for document, body in connection.execute(
            "SELECT n.document, n.body FROM document AS d JOIN annotation AS n ON n.document = d.id "
            "WHERE d.collection = ? AND n.layer = 'name' AND json_extract(n.body, '$.kind') = 'place'", (collection,)):
        name = json.loads(body)
        names[document] += [(start, end, plain_letters(name["label"])) for start, end in name["mentions"]]
    rows = connection.execute(
        "SELECT e.id, e.document, n.start, n.end FROM event AS e JOIN annotation AS n ON n.document = e.document "
        "AND n.ordinal = e.ordinal WHERE e.collection = ?", (collection,)).fetchall()
    connection.executemany("INSERT OR IGNORE INTO setting VALUES (?, ?, ?)", [
        (place, event, document) for event, document, start, end in rows for at, _, place in names.get(document, ())
        if start <= at < end])


def _clause(connection: sqlite3.Connection, event: int) -> str:
    found: str = connection.execute(
        "SELECT substr(c.text, n.start + 1, n.end - n.start) FROM event AS e JOIN annotation AS n "
        "ON n.document = e.document AND n.ordinal = e.ordinal JOIN content AS c ON c.document = e.document "
        "WHERE e.id = ?", (event,)).fetchone()[0]
    return found
