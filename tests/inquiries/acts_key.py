"""Chronicle, ledger, positions and subjects, held against the key of the specimen."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence

from tallied import ASKED, DATES, Entry, Held, Tally, called, carrier_of, place_of

from dragoman.inquiries.about import Subject
from dragoman.inquiries.chronicle import Chosen
from dragoman.inquiries.chronicle import chronicle as chronicle_of
from dragoman.inquiries.ledger import ledger as ledger_of
from dragoman.inquiries.positions import Position
from dragoman.inquiries.positions import positions as positions_of
from dragoman.inquiries.scope import Scope
from dragoman.inquiries.told import Event
from dragoman.inquiries.who import Somebody, actors_named
from dragoman.resolution.stances import position
from dragoman.specimen import key


def told_events(connection: sqlite3.Connection) -> dict[str, list[Event | None]]:
    """The events of the inquiry in which each report of each event of the key stands, None for a report that was not read."""
    rows = chronicle_of(connection, chosen=Chosen(every=True)).rows
    of = {(r.paper, r.passage.start, r.passage.end): row for row in rows for r in row.reports}
    return {e["id"]: [_told(connection, r, of) for r in e["reports"]] for e in ASKED["events"]}


def _told(connection: sqlite3.Connection, report: Entry, of: Mapping[tuple[str, int, int], Event]) -> Event | None:
    place = place_of(connection, "event", report)
    if place is None:
        return None
    return of.get(connection.execute("SELECT d.name, a.start, a.\"end\" FROM annotation AS a JOIN document AS d ON d.id = a.document "
                                     "WHERE a.document = ? AND a.ordinal = ?", place).fetchone())


def chronicle(connection: sqlite3.Connection) -> Held:
    """Events: their reports joined, and no others; in the plain list; type, modality, day and powers."""
    tally, of = Tally(), told_events(connection)
    ids = {name: {row.id for row in rows if row} for name, rows in of.items()}
    for e in ASKED["events"]:
        row = of[e["id"]][0]
        tally.fact(f"{e['id']}: joined", (None not in of[e["id"]], len(ids[e["id"]])), (True, 1))
        may = {e.get("may_join"), *(x["id"] for x in ASKED["events"] if x.get("may_join") == e["id"])}
        tally.fact(f"{e['id']}: joined to others", {x for x in ids if x != e["id"] and ids[x] & ids[e["id"]]} - may, set())
        tally.fact(f"{e['id']}: left out", row.doubt if row else "not told", None)
        tally.fact(f"{e['id']}: type and modality", (row.type, row.modality) if row else None, (e["type"], e["modality"]))
        tally.fact(f"{e['id']}: day", row.date if row and row.dated else None if row else "not told", e["date"],
                   *([None] if e["date"] in ("1926-10-09", "1927-03-03") else []))
        sides = tuple(p.side.lower() if p and p.side else None for p in (row.actor, row.target)) if row else None
        wanted = tuple(e["sides"])
        tally.fact(f"{e['id']}: powers", sides, wanted, tuple(e.get("inferred", wanted)), (wanted[0], None), *_whom_open(e))
    order = [of[e["id"]][0] for e in ASKED["events"] if e["date"]]
    days = [row.date for row in sorted((r for r in order if r and r.dated), key=lambda r: chronicle_order(connection, r))]
    tally.fact("dated events: in order of time", days, sorted(days))
    return tally.held()


def chronicle_order(connection: sqlite3.Connection, row: Event) -> int:
    """The place of an event in the inquiry's answer."""
    return [r.id for r in chronicle_of(connection, chosen=Chosen(every=True)).rows].index(row.id)


def _whom_open(e: Entry) -> list[tuple[str | None, str | None]]:
    """The other party, where the words name none and the account says that the act bears on it."""
    told = ASKED["ledger"]["whom_not_told"]
    other = {"velmark": "orsovia", "orsovia": "velmark"}
    return [(e["sides"][0], other[e["sides"][0]])] if any(e["id"] in told[s] for s in told) else []


def ledger(connection: sqlite3.Connection) -> Held:
    """The account of Velmark and Orsovia: each party's moves, and the links that texts make between them."""
    tally, account = Tally(), ASKED["ledger"]
    moves = ledger_of(connection, tuple(actors_named(connection, p) for p in account["parties"]), every=True).answer.rows
    of = told_events(connection)
    ids = {name: {row.id for row in rows if row} for name, rows in of.items()}
    got = {side: [m.event.id for m in moves if m.side == place] for side, place in zip(account["parties"], ("one", "other"), strict=True)}
    for side, names in account["moves"].items():
        for name in names:
            tally.fact(f"{side}: {name}", bool(ids[name] & set(got[side])), True)
    may = {side: set().union(*(ids[n] for n in (*account["moves"][side], *account["whom_not_told"][side], *account["who_not_told"], *account["both"])))
           for side in account["parties"]}
    for m in moves:
        side = account["parties"][m.side == "other"]
        if m.event.id not in may[side]:
            tally.extra(f"{side}: {m.event.id} {m.event.reports[0].passage.quote[:60]}")
    days = [m.event.date.strip("./") for m in moves if m.event.date]
    tally.fact("in order of time", days, sorted(days))
    tied = {frozenset((m.event.id, tie.to)) for m in moves for tie in m.ties}
    for link in account["links"]:
        if link["event"] and link["to"] and link["kind"] != "hint":
            linked = any(frozenset((a, b)) in tied for a in ids[link["event"]] for b in ids[link["to"]])
            tally.fact(f"link ({link['kind']}): {link['event']} and {link['to']}", linked, link["kind"] != "denied")
    return tally.held()


def held_positions(connection: sqlite3.Connection) -> Held:
    """Positions: that an actor, or his power, takes a position on a subject on a day, silences among them."""
    tally = Tally()
    rows = {matter: _positions_on(connection, names) for matter, names in ASKED["matters"].items()}
    layers = {(p["id"], f["start"], f["quote"]): (layer, f) for p in key()["papers"] for layer in ("events", "assessments", "directives", "statements")
              for f in p[layer]}
    for p in ASKED["positions"]:
        layer, finding = layers[carrier_of(p["paper"]), p["start"], p["quote"]]
        wanted = position(layer.removesuffix("s"), finding.get("act") or finding.get("force") or finding.get("stance") or finding["type"],
                          finding.get("modality"), own=True)
        if wanted is None or p["actor"] == "nobody":        # a deed, which takes none; nobody's silence
            continue
        days = {p["day"], finding.get("date") or p["day"], p["day"] if "/" in p["paper"] else DATES[p["paper"]]}
        got = {r.position for r in rows[p["subject"]] if _acts_for(r.actor, p) and any((r.first or "9") <= d <= (r.last or "0") for d in days)}
        missed = None if p.get("otherwise") else sorted(got)    # the paragraph names the subject in other words
        tally.fact(f"{p['subject']}: {p['actor']} {p['day']} {p['quote'][:40]}", wanted if wanted in got else missed, wanted,
                   *([None] if p.get("otherwise") else []))
    return tally.held()


def _positions_on(connection: sqlite3.Connection, names: Sequence[str]) -> list[Position]:
    """The rows of all subjects of an archive that are called so."""
    subjects = [Subject(name, label, (i,)) for i, name, label in connection.execute("SELECT id, name, label FROM subject")
                if any(label.lower() == n.lower() or (n.lower() in label.lower() and " " in n) for n in names)]
    return [row for subject in subjects for row in positions_of(connection, None, Scope(subject=subject)).rows]


def _acts_for(actor: Somebody, wanted: Entry) -> bool:
    """Whether an actor of the archive is he of the key, or his power."""
    return called(actor) == wanted["actor"] or (actor.kind == "power" and actor.label.lower() == wanted["side"])


def subjects(connection: sqlite3.Connection) -> Held:
    """Subjects: those of an index are found, with the papers that name them, and what is no subject is not."""
    tally = Tally()
    rows = connection.execute("SELECT s.label, d.name FROM subject AS s JOIN about AS a ON a.subject = s.id JOIN document AS d ON d.id = a.document")
    found: dict[str, set[str]] = defaultdict(set)
    for label, paper in rows:
        found[_one(label)].add(paper)
    for s in ASKED["subjects"]["listed"]:
        if s.get("once") or s["kind"] == "place":
            continue
        names = {_one(n) for n in (s["label"], *s.get("also", ()))}
        mine = {label for label in found if label in names or _one(s["label"]) in label}
        tally.fact(f"{s['label']}: found", bool(mine), True)
        papers = set().union(*(found[label] for label in mine))
        tally.fact(f"{s['label']}: papers", sorted(set(s["papers"]) - papers), [])
        own = set().union(*(found[label] for label in mine if _one(s["label"]) in label))
        tally.fact(f"{s['label']}: other papers", sorted(own - {*s["papers"], *s.get("besides", ())}), [])
    for label in ASKED["subjects"]["never"]:
        tally.fact(f"no subject: {label}", _one(label) in found, False)
    return tally.held()


def _one(label: str) -> str:
    """A name in small letters and without the ending of number."""
    return label.lower().removesuffix("s")
