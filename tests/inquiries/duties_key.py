"""Pending, held against the key of the specimen."""

import sqlite3

from tallied import ASKED, DATES, Held, Tally, ids_of, place_of

from dragoman.inquiries.outstanding import outstanding
from dragoman.inquiries.pending import Question as Pending
from dragoman.inquiries.pending import pending as pending_of


def pending(connection: sqlite3.Connection) -> Held:
    """Directives: who owes them, when given, what became of them and by which paper; what a paper says is still owed; and
    what each post owed on three days.
    """
    tally, ids = Tally(), ids_of(connection)
    rows = pending_of(connection, Pending(every=True)).rows
    spans = {(r.id, r.words.start, r.words.end): r for r in rows}
    for d in ASKED["duties"]:
        name = f"{d['paper'][:2]}: {d['quote'][:48]}"
        place = place_of(connection, "directive", d)
        row = spans.get(connection.execute("SELECT d.name, a.start, a.\"end\" FROM annotation AS a JOIN document AS d ON d.id = a.document "
                                           "WHERE a.document = ? AND a.ordinal = ?", place).fetchone()) if place else None
        if row is None:
            for what in ("owed by", "given", "state", *(["due", "asks"] if d["asks"] else [])):
                tally.fact(f"{name}: {what}", "no duty", "a duty")
            continue
        tally.fact(f"{name}: owed by", row.owes, d["post"])
        tally.fact(f"{name}: given", row.issued, *([d["issued"]] if isinstance(d["issued"], str) else d["issued"]))
        if d["asks"]:
            tally.fact(f"{name}: due", row.due, *d.get("due", [None]))
            tally.fact(f"{name}: asks", row.asks, True)
        by = row.by.id if row.by and row.state not in ("open", "untold") else None
        if d["state"] == "untold":
            tally.fact(f"{name}: state", (row.state, by), ("open", None), ("untold", None), *([("answered", d["reply"])] if d.get("reply") else []))
        else:
            wanted = [(d["state"], d.get("by") if d.get("by") in ids else None)]
            wanted += [("open", None), ("untold", None)] if d.get("or_open") else [("answered", d["reply"])] if d.get("or_answered") else []
            tally.fact(f"{name}: state", (row.state, by), *wanted)
    for c in ASKED["claims"]:
        row = next((r for r in rows if r.id == c["paper"] and c["quote"] in r.words.quote and c["words"]["quote"] in r.words.quote), None)
        tally.fact(f"{c['paper'][:2]}: {c['quote']}: owed still", (row.owes, row.state, row.by.id, row.closed) if row and row.by else None,
                   (c["post"], c["state"], c["by"], c["closed"]))
        tally.fact(f"{c['paper'][:2]}: {c['quote']}: since", row.since if row else None, c["since"], DATES[c["paper"]])
    _owed_on(connection, tally)
    return tally.held()


def _owed_on(connection: sqlite3.Connection, tally: Tally) -> None:
    """The answers that each post owed on three days, and what each of them owed in all."""
    open_either_way = {(d["paper"], d["quote"]) for d in ASKED["duties"] if d.get("or_open") or d.get("or_answered")}
    for day, posts in ASKED["owed"].items():
        rows = pending_of(connection, Pending(on=day, asks=True, states=("overdue", "open"))).rows
        left = [r for r in rows if not any(r.id == paper and _overlap(r.words.quote, quote) for paper, quote in open_either_way)]
        for post, held in posts.items():
            for d in held:
                found = next((r for r in left if r.id == d["paper"] and r.owes == post and _overlap(r.words.quote, d["quote"])), None)
                tally.fact(f"owed on {day}: {post}: {d['quote'][:40]}", found is not None, True)
                if found:
                    left.remove(found)
        for r in left:
            tally.extra(f"owed on {day}: {r.owes}: {r.words.quote[:60]}")
        told = {p.owes: p.overdue + p.open for p in outstanding(connection, Pending(on=day, asks=True)).rows}
        for post, held in posts.items():
            tally.fact(f"outstanding on {day}: {post}", told.get(post, 0), *range(len(held), len(held) + len(open_either_way) + 1))


def _overlap(one: str, other: str) -> bool:
    """Whether one of two quotations holds the other, or most of its words."""
    a, b = set(one.split()), set(other.split())
    return one in other or other in one or 2 * len(a & b) >= min(len(a), len(b))
