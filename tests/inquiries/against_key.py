"""What an archive of the specimen answers, held against the key of inquiries: how much is right, and what is not.

Compared is the meaning (papers, words, days, persons, states), by way of the key's own ids; where the key says that the
papers leave something open, either answer is right.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from keyed import findings_of

from dragoman.inquiries.known import known
from dragoman.specimen import inquiries

ASKED = inquiries()
Entry = dict[str, Any]


class Held(NamedTuple):
    """How many of the key's facts were told rightly, how many there are, and those told otherwise."""

    right: int
    of: int
    wrong: tuple[str, ...]


class Tally:
    """Counts facts as they are compared."""

    def __init__(self) -> None:
        self.of, self.wrong = 0, list[str]()

    def fact(self, name: str, got: object, *wanted: object) -> None:
        """One fact of the key: right when what was got is one of what is wanted."""
        self.of += 1
        if got not in wanted:
            self.wrong.append(f"{name}: {got!r}, not {' or '.join(map(repr, wanted))}")

    def extra(self, name: str) -> None:
        """Something that the key has not."""
        self.wrong.append(f"{name}: not in the key")

    def held(self) -> Held:
        return Held(self.of - len([w for w in self.wrong if not w.endswith(": not in the key")]), self.of, tuple(self.wrong))


# ---------------------------------------------------------------- where a passage of the key is in the archive

def ids_of(connection: sqlite3.Connection) -> dict[str, int]:
    """The rows of the papers by name."""
    return dict(connection.execute("SELECT name, id FROM document"))


def carrier_of(paper: str) -> str:
    return paper.split("/")[0]


def place_of(connection: sqlite3.Connection, layer: str, passage: Entry) -> tuple[int, int] | None:
    """The finding that a passage of the key is: that of its layer which shares most with it, at least half of the shorter."""
    for name in [passage["paper"]] if "/" in passage["paper"] else [passage["paper"], f"{passage['paper']}/1", f"{passage['paper']}/2"]:
        at = next((at for plural, at, f in findings_of(name) if plural == f"{layer}s"
                   and (f["start"], f["quote"]) == (passage["start"], passage["quote"])), None) if _held(connection, name) else None
        if at is not None:
            end = at + len(passage["quote"])
            row = connection.execute(
                "SELECT a.document, a.ordinal FROM annotation AS a JOIN document AS d ON d.id = a.document WHERE d.name = ?1 AND a.layer = ?2 "
                "AND 2 * (min(a.\"end\", ?4) - max(a.start, ?3)) >= min(a.\"end\" - a.start, ?4 - ?3) "
                "ORDER BY min(a.\"end\", ?4) - max(a.start, ?3) DESC, a.ordinal LIMIT 1", (name, layer, at, end)).fetchone()
            return row or None
    return None


def _held(connection: sqlite3.Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM document WHERE name = ?", (name,)).fetchone() is not None


def persons_of(connection: sqlite3.Connection) -> dict[int, str]:
    """The program's persons under the ids of the key: by the papers in which they are parties, else by surname."""
    ids, found = ids_of(connection), {}
    for actor in ASKED["actors"]:
        last = actor["label"].split()[-1].lower()
        for role, papers in (("sender", actor["sent"]), ("recipient", actor["received"]), ("participant", actor["present"])):
            for paper in papers:
                for (person,) in connection.execute(
                        "SELECT p.person FROM party AS p JOIN actor AS a ON a.id = p.person WHERE p.document = ? AND p.role = ? "
                        "AND lower(a.label) LIKE '%' || ?", (ids[paper], role, last)):
                    found[person] = actor["id"]
    for i, label in connection.execute("SELECT id, label FROM actor WHERE kind = 'person'"):
        found.setdefault(i, label.split()[-1].lower())
    return found


def sides_of(connection: sqlite3.Connection) -> dict[int, str]:
    """The powers by key."""
    return {i: name.removeprefix("power/") for i, name in connection.execute("SELECT id, name FROM actor WHERE kind = 'power'")}


# ---------------------------------------------------------------- actors and tenure

def actors(connection: sqlite3.Connection) -> Held:
    """Persons of headings: each one person, with his papers, days, power, and whom he wrote to."""
    tally, ids, powers = Tally(), ids_of(connection), sides_of(connection)
    names = {i: name for name, i in ids.items()}
    party: dict[tuple[str, str], set[int]] = defaultdict(set)
    for document, role, person in connection.execute("SELECT document, role, person FROM party WHERE person IS NOT NULL"):
        party[names[document], role].add(person)
    mine = {a["id"]: _persons_in(connection, a, party) for a in ASKED["actors"]}
    for a in ASKED["actors"]:
        own = mine[a["id"]]
        tally.fact(f"{a['id']}: persons", len(own), 1)
        for role, key in (("sender", "sent"), ("recipient", "received"), ("participant", "present")):
            got = sorted(paper for (paper, r), who in party.items() if r == role and who & own)
            may = [o["paper"] for o in a.get("open", ()) if o["as"] == key]
            tally.fact(f"{a['id']}: {key}", [p for p in got if p not in may], sorted(a[key]))
        days = connection.execute(f"SELECT min(first_day), max(last_day) FROM actor WHERE id IN ({_in(own)})").fetchone()
        tally.fact(f"{a['id']}: days", days, (a["first"], a["last"]), *_days_with_present(a))
        side = {powers.get(row[0]) for row in connection.execute(f"SELECT side FROM actor WHERE id IN ({_in(own)})")}
        tally.fact(f"{a['id']}: side", side, {a["side"]}, *([{None}] if a["id"] in ("rask", "hollen") else []))
    known_persons = set().union(*mine.values())
    for i, label in connection.execute("SELECT id, label FROM actor WHERE kind = 'person' AND sent + received > 0"):
        if i not in known_persons:
            tally.extra(f"{label}, of a heading")
    for one, other in connection.execute("SELECT a.name, b.name FROM doubt AS d JOIN actor AS a ON a.id = d.actor JOIN actor AS b ON b.id = d.candidate"):
        if not ASKED["questions"]:
            tally.extra(f"question: {one} or {other}")
    return tally.held()


def _persons_in(connection: sqlite3.Connection, actor: Entry, party: Mapping[tuple[str, str], set[int]]) -> set[int]:
    """The program's persons of an actor's papers that bear his surname, and those that only texts name so."""
    last = actor["label"].split()[-1].lower()
    bears = {row[0] for row in connection.execute("SELECT id FROM actor WHERE kind = 'person' AND lower(label) LIKE '%' || ?", (last,))}
    return bears & {p for who in party.values() for p in who} | bears


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
    tally, persons = Tally(), persons_of(connection)
    got: dict[tuple[str, str], list[tuple[str | None, str | None, str]]] = defaultdict(list)
    for person, first, last, office, source in connection.execute(
            "SELECT t.person, t.first_day, t.last_day, a.label, t.source FROM tenure AS t JOIN actor AS a ON a.id = t.office"):
        got[persons[person], "note" if source == "note" else "heading"].append((first, last, office))
    for t in ASKED["tenure"]:
        terms = got.pop((t["person"], t["sources"][0]), [])
        name, lasts = f"{t['person']}: {t['office']}", [t["last"], t.get("signed", t["last"])]
        days = ([min(first for first, *_ in terms if first), max(last for _, last, _ in terms if last)]
                if any(first for first, *_ in terms) else [None, None])
        shape = (len(t["first"]), len(t["last"])) if t["first"] else (0, 0)
        tally.fact(f"{name}: days", tuple(d and d[:n] for d, n in zip(days, shape, strict=True)), *((t["first"], last) for last in lasts))
        if t["sources"] == ["heading"]:
            tally.fact(f"{name}: other offices", max(0, len({office for *_, office in terms}) - 1 - len(t.get("also", ()))), 0)
    for person, terms in got.items():
        tally.extra(f"{person}: {terms}")
    return tally.held()


# ---------------------------------------------------------------- chronicle and ledger

def events_of(connection: sqlite3.Connection) -> dict[str, list[int | None]]:
    """The events that the reports of each event of the key were joined to, None for a report that was not read."""
    return {e["id"]: [_event(connection, r) for r in e["reports"]] for e in ASKED["events"]}


def _event(connection: sqlite3.Connection, report: Entry) -> int | None:
    place = place_of(connection, "event", report)
    row = connection.execute("SELECT event FROM act WHERE document = ? AND ordinal = ?", place).fetchone() if place else None
    return row[0] if row else None


def chronicle(connection: sqlite3.Connection) -> Held:
    """Events: their reports joined, and no others; type, modality, day and powers."""
    tally, powers, of = Tally(), sides_of(connection), events_of(connection)
    for e in ASKED["events"]:
        rows = of[e["id"]]
        tally.fact(f"{e['id']}: joined", (None not in rows, len(set(rows))), (True, 1))
        others = {x["id"] for x in ASKED["events"] if x["id"] != e["id"] and set(of[x["id"]]) & set(rows) - {None}}
        may = {e.get("may_join"), *(x["id"] for x in ASKED["events"] if x.get("may_join") == e["id"])}
        tally.fact(f"{e['id']}: joined to others", others - may, set())
        row = connection.execute("SELECT kind, state, date, dated, who_side, whom_side FROM event WHERE id = ?", (rows[0],)).fetchone()
        kind, state, date, dated, who, whom = row or ("not told", "", "", 1, None, None)
        tally.fact(f"{e['id']}: type and modality", (kind, state), (e["type"], e["modality"]))
        tally.fact(f"{e['id']}: day", date if dated else None, e["date"], *([None] if e["date"] in ("1926-10-09", "1927-03-03") else []))
        sides, open_sides = (powers.get(who), powers.get(whom)) if row else None, e.get("inferred", e["sides"])
        tally.fact(f"{e['id']}: powers", sides, tuple(e["sides"]), tuple(open_sides), (e["sides"][0], None), *_whom_open(e))
    return tally.held()


def _whom_open(e: Entry) -> list[tuple[str | None, str | None]]:
    """The other party, where the words name none and the account says that the act bears on it."""
    told = ASKED["ledger"]["whom_not_told"]
    other = {"velmark": "orsovia", "orsovia": "velmark"}
    return [(e["sides"][0], other[e["sides"][0]])] if any(e["id"] in told[s] for s in told) else []


# ---------------------------------------------------------------- pending

def pending(connection: sqlite3.Connection) -> Held:
    """Directives: who owes them, when given, what became of them and by which paper."""
    tally, ids = Tally(), ids_of(connection)
    names = {i: name for name, i in ids.items()}
    for d in ASKED["duties"]:
        name = f"{d['paper'][:2]}: {d['quote'][:48]}"
        place = place_of(connection, "directive", d)
        row = connection.execute("SELECT d.post, d.asks, d.issued, d.due, d.state, d.closed, d.by, d.by_missing FROM duty AS d "
                                 "WHERE d.document = ? AND d.ordinal = ?", place).fetchone() if place else None
        if row is None:
            for what in ("owed by", "given", "state", *(["due", "asks"] if d["asks"] else [])):
                if d["asks"] or d["force"] in ("order", "request"):
                    tally.fact(f"{name}: {what}", "no duty", None)
            continue
        post, asks, issued, due, state, closed, by, by_missing = row
        tally.fact(f"{name}: owed by", post, d["post"], *([None] if d["post"] is None else []))
        tally.fact(f"{name}: given", issued, *([d["issued"]] if isinstance(d["issued"], str) else d["issued"]))
        if d["asks"]:
            tally.fact(f"{name}: due", due, *d.get("due", [None]))
            tally.fact(f"{name}: asks", asks, 1)
        if d["state"] == "untold":
            tally.fact(f"{name}: state", (state, names.get(by)), ("open", None), ("answered", d.get("reply")), ("overdue", None))
        else:
            told = ("answered" if closed else "open", names.get(by))
            wanted = [(d["state"], d.get("by") if d.get("by") in ids else None)]
            wanted += [("open", None)] if d.get("or_open") else [("answered", d["reply"])] if d.get("or_answered") else []
            tally.fact(f"{name}: state", told if not by_missing else ("answered", None), *wanted)
    return tally.held()


# ---------------------------------------------------------------- network

def network(connection: sqlite3.Connection) -> Held:
    """Ties between persons: who writes to, cites and reports whom, how often."""
    tally, persons = Tally(), persons_of(connection)
    got: dict[tuple[str, str, str], int] = defaultdict(int)
    for kind, who, whom, times in connection.execute("SELECT kind, who, whom, times FROM tie"):
        if who in persons and whom in persons and persons[who] != persons[whom]:
            got[kind, persons[who], persons[whom]] += times
    for kind in ("writes", "cites", "reports"):
        for t in ASKED["network"][kind]:
            times = got.pop((kind, t["who"], t["whom"]), 0)
            tally.fact(f"{t['who']} {kind} {t['whom']}", times, *range(t["times"], t["times"] + len(t.get("open", ())) + 1),
                       *([0] if t.get("or_open") else []))
    for tie, times in sorted(got.items()):
        tally.extra(f"{tie}: {times}")
    return tally.held()


# ---------------------------------------------------------------- subjects

def subjects(connection: sqlite3.Connection) -> Held:
    """Subjects: those of an index are found, with the papers that name them, and what is no subject is not."""
    tally = Tally()
    rows = connection.execute("SELECT s.label, d.name FROM subject AS s JOIN about AS a ON a.subject = s.id JOIN document AS d ON d.id = a.document")
    found: dict[str, set[str]] = defaultdict(set)
    for label, paper in rows:
        found[label.lower()].add(paper)
    for s in ASKED["subjects"]["listed"]:
        if s.get("once") or s["kind"] == "place":
            continue
        names = [n.lower() for n in (s["label"], *s.get("also", ()))]
        mine = {label for label in found if any(n in label or label in n for n in names)}
        tally.fact(f"{s['label']}: found", bool(mine), True)
        papers = set().union(*(found[label] for label in mine)) if mine else set()
        tally.fact(f"{s['label']}: papers", sorted(set(s["papers"]) - papers), [])
        tally.fact(f"{s['label']}: other papers", sorted(papers - {*s["papers"], *s.get("besides", ())}), [])
    for label in ASKED["subjects"]["never"]:
        tally.fact(f"no subject: {label}", label.lower() in found, False)
    return tally.held()


# ---------------------------------------------------------------- known

HAD, MAY = ("own", "received", "cited"), ("probably", "possibly", "unknown")


def knowledge(connection: sqlite3.Connection) -> Held:
    """What somebody could have had by a day."""
    tally = Tally()
    for entry in ASKED["known"]:
        rows = {row.id: row for row in known(connection, entry["on"], entry["whom"].capitalize()).rows}
        name = f"{entry['whom']} by {entry['on']}"
        for p in entry["papers"]:
            row = rows.get(p["paper"])
            status = row.status if row else None
            tally.fact(f"{name}: {p['paper']}", status, *(HAD if p["state"] == "had" else MAY), *([None] if p.get("of") else []))
        for paper in entry["not"]:
            row = rows.get(paper)
            tally.fact(f"{name}: {paper}", row.status if row else None, None, "not yet", *_after(paper, entry["on"]))
    return tally.held()


def _after(paper: str, day: str) -> list[str]:
    return ["unknown"] if DATES.get(paper, "9") > day else []


DATES = {p["id"]: p["heading"]["date"] for p in __import__("dragoman.specimen", fromlist=["key"]).key()["papers"]}


def _in(ids: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(ids))) or "NULL"


HOLDERS: dict[str, Callable[[sqlite3.Connection], Held]] = {
    "actors": actors, "tenure": tenure, "chronicle": chronicle, "pending": pending, "network": network, "subjects": subjects,
    "known": knowledge}
