"""Actors: the forms of all collections joined to persons, offices, powers and bodies; who held which office when.

Who is one person is told by `resolution.persons`, then by people's decisions. An actor keeps its row as long as its
address stands; a collection whose forms come to mean others is marked as stale.
"""

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dragoman.archive.derived import mark
from dragoman.archive.journal import decisions
from dragoman.edition.decision import JoinActors, SplitActor
from dragoman.lexicon.vocabulary import plain_letters, plain_words
from dragoman.resolution.parties import MINISTRY
from dragoman.resolution.persons import Form, given, told_apart
from dragoman.resolution.powers import known_power, label_of, noun_of, power_of
from dragoman.resolution.tenures import terms

_COLUMNS = ('collection, kind, name, office, post, side, first_day, last_day, papers, source, document, start, "end", '
            "actor")
# "Chief, Division of Eastern Affairs" is the Chief of the Division
_COMMA = re.compile(r",\s+(?:of\s+(?:the\s+)?)?")
# "of the Council Republic of Orsovia": the power
_OF_POWER = re.compile(r"\s+of\s+(?:the\s+)?(?:(?:[A-Z][\w’-]+\s)*(?:Republic|Kingdom|Empire|Union)\s+of\s+(?:the\s)?)?"
                       r"[A-Z][\w.’-]*(?:\s[A-Z][\w.’-]*){0,3}(?=\s(?:in|at|to)\s|$)")
_UNITED = re.compile(r"\bUnited States(?: of (?:North )?America)?\b\s?")
_SMALL = frozenset(("of", "the", "and", "for", "in", "at", "to", "de", "la", "du", "von", "van"))


# the papers in which a person bears an office
_HELD = """
    SELECT f.actor, o.actor, p.day, f.source, p.document, p.start, p."end"
    FROM party AS p JOIN document AS d ON d.id = p.document
    JOIN form AS f ON f.collection = d.collection AND f.kind = 'person' AND f.name = p.name AND f.office = p.office
        AND f.post = p.post
    JOIN form AS o ON o.collection = d.collection AND o.kind = 'office' AND o.name = '' AND o.office = p.office
        AND o.post = p.post
    WHERE p.name <> '' AND p.office <> '' AND p.day IS NOT NULL"""
# what an editor's note says of a person's office and years
_NOTED = """
    INSERT OR IGNORE INTO tenure
    SELECT f.actor, o.actor, coalesce(f.first_day, ''), 'note', f.last_day, 0, f.document, f.start, f."end"
    FROM form AS f JOIN form AS o ON o.collection = f.collection AND o.kind = 'office' AND o.name = ''
        AND o.office = f.office AND o.post = f.post
    WHERE f.kind = 'person' AND f.source = 'note' AND f.office <> ''"""


class _Held(NamedTuple):
    day: str
    source: str
    document: int
    start: int
    end: int


class Row(NamedTuple):
    """A row of `form`."""

    collection: str
    kind: str
    name: str
    office: str
    post: str
    side: str
    first: str | None
    last: str | None
    papers: int
    source: str
    document: int
    start: int
    end: int
    actor: int | None

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """By what a row of `form` is told from all others."""
        return self[:5]


class Actor(NamedTuple):
    """An actor and the forms (indexes of rows) that mean it."""

    name: str
    kind: str
    label: str
    side: str
    forms: list[int]


def join_forms(connection: sqlite3.Connection) -> None:
    """Join the forms of all collections. Inside a transaction."""
    rows = [Row(*r) for r in connection.execute(f"SELECT {_COLUMNS} FROM form ORDER BY collection, kind, name, office, "
                                                "post")]
    persons, doubts = _persons(connection, rows)
    actors = [*persons, *_offices(rows), *_powers(rows, persons), *_bodies(rows)]
    ids = _write(connection, actors, rows)
    connection.execute("DELETE FROM doubt")
    connection.executemany("INSERT OR IGNORE INTO doubt VALUES (?, ?)",
                           [(ids[a], ids[b]) for a, b in doubts if a in ids and b in ids])
    moved = {rows[f].collection for a in actors for f in a.forms if rows[f].actor != ids[a.name]}
    connection.executemany(
        "UPDATE form SET actor = ? WHERE collection = ? AND kind = ? AND name = ? AND office = ? AND post = ?",
        [(ids[a.name], *rows[f].key) for a in actors for f in a.forms if rows[f].actor != ids[a.name]])
    for collection in moved:
        mark(connection, "VALUES (?)", (collection,))
    _tenures(connection)


def _persons(connection: sqlite3.Connection, rows: Sequence[Row]) -> tuple[list[Actor], list[tuple[str, str]]]:
    """The persons, after people's decisions, and pairs of addresses that may be one."""
    forms = [Form(i, r.name, _post(r.post, r.side), r.side or None, r.collection, r.first, r.last, r.papers)
             for i, r in enumerate(rows) if r.kind == "person"]
    clusters, unsure = told_apart(forms)
    groups = [[f.id for f in c.forms] for c in clusters]
    names = _addresses(groups, rows)
    doubts = [(names[d.cluster], names[c]) for d in unsure for c in d.candidates]
    found = dict(zip(names, groups, strict=True))
    for decision in decisions(connection, JoinActors, SplitActor):
        _decided(decision.body, found, rows)
    return [Actor(name, "person", _label(group, rows), _side(group, rows), group)
            for name, group in found.items()], doubts


def _post(post: str, side: str) -> str | None:
    """A post for telling persons apart; one that says whose it is, and not where, is marked so."""
    if not post or post.startswith("@") or not side:
        return post or None
    if MINISTRY in post and post != MINISTRY:
        return f"~{MINISTRY}"
    whose = known_power(post.title()) or noun_of(post.split()[-1], (side,))
    return f"~{post}" if whose == side else post


def _decided(body: object, found: dict[str, list[int]], rows: Sequence[Row]) -> None:
    """Do what a decision says; one that fits nobody does nothing."""
    if isinstance(body, JoinActors):
        first, *others = body.names
        for other in others:
            if first in found and other in found:
                found[first] += found.pop(other)
    elif isinstance(body, SplitActor) and body.name in found:
        out = [f for f in found[body.name] if rows[f].name in body.forms
               and body.collection in ("", rows[f].collection)]
        kept = [f for f in found[body.name] if f not in out]
        if out and kept:
            found[body.name] = kept
            found[_free(f"{body.name}/apart", found)] = out


def _addresses(groups: Sequence[Sequence[int]], rows: Sequence[Row]) -> list[str]:
    """An address for each group: its fullest name, with the first year where two have the same."""
    names = [plain_letters(_label(group, rows)) for group in groups]
    common = {name for name, times in Counter(names).items() if times > 1}
    taken: set[str] = set()
    for i, group in enumerate(groups):
        if names[i] in common:
            day = min((r.first for r in (rows[f] for f in group) if r.first), default="")
            names[i] = f"{names[i]}/{day[:4] or 'undated'}"
        names[i] = _free(names[i], taken)
        taken.add(names[i])
    return names


def _free(name: str, taken: Iterable[str]) -> str:
    n, free = 2, name
    while free in taken:
        n, free = n + 1, f"{name}/{n}"
    return free


def _label(group: Sequence[int], rows: Sequence[Row]) -> str:
    """The fullest name of a group, the commonest of those; capitals throughout are made ordinary."""
    counted: Counter[str] = Counter()
    for f in group:
        counted[ordinary(rows[f].name)] += max(rows[f].papers, 1)
    return max(counted, key=lambda n: (sum(len(g) > 1 for g in given(n)), len(given(n)), counted[n], n))


def ordinary(name: str) -> str:
    """A name as people write it: "WM. L. DAYTON" with small letters; brackets of editors left out."""
    bare = name.replace("[", "").replace("]", "").strip(" .,“”\"")
    if not bare.isupper():
        return bare
    return " ".join(w.lower() if w.lower() in _SMALL else "-".join(p[:1] + p[1:].lower() for p in w.split("-"))
                    for w in bare.split())


def _side(group: Sequence[int], rows: Sequence[Row]) -> str:
    """The power of a group, by its headings; by texts where no heading has it: what one text says of a correspondent
    may be said of another.
    """
    votes: Counter[str] = Counter()
    headed = any(rows[f].papers for f in group)
    for f in group:
        if rows[f].side and (rows[f].papers or not headed):
            votes[rows[f].side] += max(rows[f].papers, 1)
    return votes.most_common(1)[0][0] if votes else ""


def _offices(rows: Sequence[Row]) -> Iterator[Actor]:
    """Offices by their words and the power that they belong to."""
    found: dict[str, list[int]] = defaultdict(list)
    for i, r in enumerate(rows):
        if r.kind == "office":
            found[office_address(r.office, r.side)].append(i)
    for name, group in found.items():
        words = Counter(rows[f].office for f in group).most_common(1)[0][0]
        yield Actor(name, "office", words[:1].upper() + words[1:], _side(group, rows), group)


def office_address(office: str, side: str) -> str:
    """The address of an office: its words, with the power where the words name none."""
    bare = _OF_POWER.sub("", office) if side and power_of(office, (side,)) == side else office
    if side == known_power("United States"):
        bare = _UNITED.sub("", bare)
    words = " ".join(w for w in plain_letters(_COMMA.sub(" of the ", bare)).split()
                     if not side or (noun_of(w, (side,)) is None and known_power(w.title()) != side))
    return f"office/{words.removeprefix('the ')}" + (f"/{side}" if side else "")


def _powers(rows: Sequence[Row], persons: Iterable[Actor]) -> Iterator[Actor]:
    """Powers: those that texts name, and those that offices and persons belong to."""
    found: dict[str, list[int]] = defaultdict(list)
    for i, r in enumerate(rows):
        if r.kind == "power":
            found[r.name].append(i)
        elif r.side:
            found.setdefault(r.side, [])
    for p in persons:
        if p.side:
            found.setdefault(p.side, [])
    for key, group in sorted(found.items()):
        yield Actor(f"power/{key}", "power", label_of(key), key, group)


def _bodies(rows: Sequence[Row]) -> Iterator[Actor]:
    found: dict[str, list[int]] = defaultdict(list)
    for i, r in enumerate(rows):
        if r.kind == "body":
            found[f"body/{plain_letters(r.name).removeprefix('the ')}"].append(i)
    for name, group in found.items():
        yield Actor(name, "body", ordinary(rows[group[0]].name), power_of(rows[group[0]].name) or "", group)


def _write(connection: sqlite3.Connection, actors: Sequence[Actor], rows: Sequence[Row]) -> dict[str, int]:
    """The rows of `actor`, each with the number that its address had; the numbers by address."""
    known = {name: (i, label) for i, name, label in connection.execute("SELECT id, name, label FROM actor")}
    top = max((i for i, _ in known.values()), default=0)
    ids: dict[str, int] = {}
    for a in actors:
        if a.name not in known:
            top += 1
        ids[a.name] = known[a.name][0] if a.name in known else top
    gone = [(i,) for name, (i, _) in known.items() if name not in ids]
    new = [a for a in actors if a.name not in known or known[a.name][1] != a.label]
    connection.executemany("DELETE FROM actor WHERE id = ?", gone)
    connection.executemany("DELETE FROM called WHERE actor = ?", gone + [(ids[a.name],) for a in new])
    connection.executemany("INSERT OR IGNORE INTO called VALUES (?, ?)",
                           [(word, ids[a.name]) for a in new for word in plain_words(f"{a.label} {a.name}")])
    connection.executemany(
        "INSERT INTO actor VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0) "
        "ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, label = excluded.label, side = excluded.side, "
        "first_day = excluded.first_day, last_day = excluded.last_day",
        [(ids[a.name], a.name, a.kind, a.label, ids.get(f"power/{a.side}") if a.side else None,
          *_days(a.forms, rows)) for a in actors])
    return ids


def _days(group: Iterable[int], rows: Sequence[Row]) -> tuple[str | None, str | None]:
    """The first and last day of the papers of a group; of the papers that name it where it has none."""
    forms = [rows[f] for f in group if rows[f].first]
    own = [r for r in forms if r.papers] or [r for r in forms if r.source != "note"]
    return min((r.first for r in own if r.first), default=None), max((r.last for r in own if r.last), default=None)


def _tenures(connection: sqlite3.Connection) -> None:
    """Who held which office, as far as headings and signatures show it, and what notes say."""
    connection.execute("DELETE FROM tenure")
    by_office: dict[int, dict[int, list[_Held]]] = defaultdict(lambda: defaultdict(list))
    for person, office, *held in connection.execute(_HELD):
        by_office[office][person].append(_Held(*held))
    rows: list[tuple[object, ...]] = []
    for office, persons in by_office.items():
        for term in terms({person: [h.day for h in held] for person, held in persons.items()}):
            first = min(h for h in persons[term.person] if h.day >= term.first)
            rows.append((term.person, office, term.first, first.source, term.last, term.papers, first.document,
                         first.start, first.end))
    connection.executemany("INSERT OR IGNORE INTO tenure VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.execute(_NOTED)


def persons_called(connection: sqlite3.Connection, collection: str, name: str) -> list[tuple[str, str]]:
    """The persons that a name means in a collection: address and name for people; several where it may be any."""
    return connection.execute(
        "SELECT DISTINCT a.name, a.label FROM form AS f JOIN actor AS a ON a.id = f.actor "
        "WHERE f.collection = ? AND f.kind = 'person' AND f.name = ? ORDER BY a.name", (collection, name)).fetchall()
