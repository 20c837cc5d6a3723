"""Actors, tenure, network and what was known, held against the key of the specimen."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from tallied import ASKED, DATES, Entry, Held, Tally, called, last

from dragoman.inquiries.actors import Choice, portrait
from dragoman.inquiries.actors import actors as actors_of
from dragoman.inquiries.known import Question, known
from dragoman.inquiries.network import network as network_of


def actors(connection: sqlite3.Connection) -> Held:
    """Persons of headings: each one person, with his papers, days, power, forms, and whom he wrote to; no questions."""
    tally = Tally()
    persons = actors_of(connection, choice=Choice("person", "named")).rows
    entries = actors_of(connection).rows
    for a in ASKED["actors"]:
        mine = [e for e in persons if last(e.name) == last(a["label"])]
        tally.fact(f"{a['id']}: persons", len(mine), 1)
        e = next((e for e in mine if e in entries), None)
        papers = _papers(connection, e.id) if e else {}
        for role, name in (("sender", "sent"), ("recipient", "received"), ("participant", "present")):
            may = {o["paper"] for o in a.get("open", ()) if o["as"] == name}
            tally.fact(f"{a['id']}: {name}", sorted(papers.get(role, set()) - may), sorted(a[name]))
        tally.fact(f"{a['id']}: days", (e.first, e.last) if e else None, (a["first"], a["last"]), *_days_with_present(a))
        side = e.side.lower() if e and e.side else None
        tally.fact(f"{a['id']}: power", side, a["side"], *([None] if a["id"] in ("rask", "hollen") else []))
        tally.fact(f"{a['id']}: in doubt", e.perhaps if e else None, ())
        wrote = {last(c.actor.label): c.papers for c in portrait(connection, e.id).wrote if c.actor.kind == "person"} if e else None
        may_write = [{**a["wrote_to"], "ravn": 2}] if a["id"] == "brandt" else []
        tally.fact(f"{a['id']}: wrote to", wrote, a["wrote_to"], *may_write)
        forms = {f.office for f in portrait(connection, e.id).forms if f.office and f.papers} if e else set()
        tally.fact(f"{a['id']}: offices", sorted(f["office"] for f in a["forms"] if f["office"] and f["name"] and f["office"] not in forms), [])
    for e in entries:
        if last(e.name) not in {last(a["label"]) for a in ASKED["actors"]}:
            tally.extra(f"{e.name}, of a heading")
    return tally.held()


def _papers(connection: sqlite3.Connection, address: str) -> dict[str, set[str]]:
    """The papers of a person by role."""
    found: dict[str, set[str]] = defaultdict(set)
    for role, paper in connection.execute("SELECT p.role, d.name FROM party AS p JOIN actor AS a ON a.id = p.person JOIN document AS d "
                                          "ON d.id = p.document WHERE a.name = ?", (address,)):
        found[role].add(paper)
    return found


def _days_with_present(actor: Entry) -> Iterable[tuple[str, str]]:
    """The days where conversations that he took part in count as well, and a paper of which it is open."""
    more = [*actor["present"], *(o["paper"] for o in actor.get("open", ()))]
    days = [DATES[p] for p in more]
    for some in ([DATES[p] for p in actor["present"]], days):
        known_days = [d for d in (actor["first"], actor["last"], *some) if d]
        if known_days:
            yield min(known_days), max(known_days)


def tenure(connection: sqlite3.Connection) -> Held:
    """Who held which office, from when to when."""
    tally = Tally()
    got: dict[tuple[str, str], list[tuple[str | None, str | None, str]]] = defaultdict(list)
    for person, first, until, office, source in connection.execute(
            "SELECT p.label, t.first_day, t.last_day, a.label, t.source FROM tenure AS t JOIN actor AS a ON a.id = t.office "
            "JOIN actor AS p ON p.id = t.person"):
        got[last(person), "note" if source == "note" else "heading"].append((first, until, office))
    for t in ASKED["tenure"]:
        terms = got.pop((t["person"], t["sources"][0]), [])
        name, lasts = f"{t['person']}: {t['office']}", [t["last"], t.get("signed", t["last"])]
        days = ([min(first for first, *_ in terms if first), max(until for _, until, _ in terms if until)]
                if any(first for first, *_ in terms) else [None, None])
        shape = (len(t["first"]), len(t["last"])) if t["first"] else (0, 0)
        tally.fact(f"{name}: days", tuple(d and d[:n] for d, n in zip(days, shape, strict=True)), *((t["first"], last) for last in lasts))
        if t["sources"] == ["heading"]:
            tally.fact(f"{name}: other offices", max(0, len({office for *_, office in terms}) - 1 - len(t.get("also", ()))), 0)
    for person, terms in got.items():
        tally.extra(f"{person}: {terms}")
    return tally.held()


def network(connection: sqlite3.Connection) -> Held:
    """Ties between persons: who writes to, cites and reports whom, how often."""
    tally = Tally()
    for kind in ("writes", "cites", "reports"):
        got = {(called(b.who), called(b.whom)): b.times for b in network_of(connection, kind=kind).rows
               if (b.who.kind, b.whom.kind) == ("person", "person") and called(b.who) != called(b.whom)}
        for t in ASKED["network"][kind]:
            tally.fact(f"{t['who']} {kind} {t['whom']}", got.pop((t["who"], t["whom"]), 0),
                       *range(t["times"], t["times"] + len(t.get("open", ())) + 1), *([0] if t.get("or_open") else []))
        for (who, whom), times in sorted(got.items()):
            tally.extra(f"{who} {kind} {whom}: {times}")
    return tally.held()


HAD, MAY = ("own", "received", "cited"), ("probably", "possibly", "unknown")


def knowledge(connection: sqlite3.Connection) -> Held:
    """What somebody, and his post, could have had by a day, and since when."""
    tally = Tally()
    for entry in ASKED["known"]:
        _could_have(connection, tally, entry, entry["papers"], entry["whom"].capitalize())
        if "legation" in entry:
            _could_have(connection, tally, entry, entry["legation"], "Legation in Orsovia")
        rows = {row.id: row for row in known(connection, Question(entry["whom"].capitalize(), entry["on"])).rows}
        for paper in entry["not"]:
            row = rows.get(paper)
            tally.fact(f"{entry['whom']} by {entry['on']}: {paper}", row.status if row else None, None, "not yet", *_after(paper, entry["on"]))
    return tally.held()


def _could_have(connection: sqlite3.Connection, tally: Tally, entry: Entry, papers: Iterable[Entry], whom: str) -> None:
    """The papers that he had, or may have had."""
    rows = {row.id: row for row in known(connection, Question(whom, entry["on"])).rows}
    for p in papers:
        row, name = rows.get(p["paper"]), f"{whom} by {entry['on']}: {p['paper']}"
        tally.fact(name, row.status if row else None, *(HAD if p["state"] == "had" else MAY), *([None] if p.get("of") else []))
        if p["state"] == "had":
            tally.fact(f"{name}: since", row and (row.received or row.sent), p["day"], p.get("or_day", p["day"]))


def _after(paper: str, day: str) -> list[str]:
    return ["unknown"] if DATES.get(paper, "9") > day else []
