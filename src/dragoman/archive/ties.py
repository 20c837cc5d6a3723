"""Ties: who writes to whom, who cites whose papers, who reports whose words; counted by year in each collection.

- writes: from each sender of a paper to each of its recipients, once a paper;
- cites: from the sender of the citing paper to that of the cited one, once a reference; of a missing paper the
  sender is taken from what is known of it;
- reports: from the sender of a paper to the speaker of a statement in it, once a statement.

What a writer cites or reports of himself is no tie, nor what editors say in their notes.

Parties count as persons, as offices, or as powers. Where a person is not known the office stands in, then the power;
where an office is not known, the person, then the power. A power is nothing else.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from dragoman.resolution.centrality import standings
from dragoman.resolution.parties import surname
from dragoman.resolution.powers import power_of

Kind = Literal["writes", "cites", "reports"]
Level = Literal["person", "office", "power"]
KINDS: tuple[Kind, ...] = ("writes", "cites", "reports")
LEVELS: tuple[Level, ...] = ("person", "office", "power")
HEADING = -1                    # the ordinal of what stands in a heading
_FROM = "document AS d LEFT JOIN party AS s ON s.document = d.id AND s.role = 'sender' "
_OWN = ("JOIN annotation AS n ON n.document = {of}.document AND n.ordinal = {of}.ordinal "
        "AND n.voice NOT IN ('editor', 'source')")
# who held an office on the day of a statement, as far as papers show it
_OFFICE_HELD = ("(SELECT t.office FROM tenure AS t WHERE t.person = a.who AND t.first_day <= d.first_day "
                "AND t.last_day >= d.first_day ORDER BY t.first_day DESC, t.office LIMIT 1)")
# for each unit that may tie: its paper, ordinal and day; person, office and power of either side, as far as known
UNITS: Mapping[Kind, str] = {
    "writes": f"SELECT d.id, {HEADING}, d.first_day, s.person, s.holds, s.side, r.person, r.holds, r.side "
              f"FROM {_FROM} LEFT JOIN party AS r ON r.document = d.id AND r.role = 'recipient'",
    "cites": "SELECT d.id, l.ordinal, d.first_day, s.person, s.holds, s.side, coalesce(t.person, m.person), "
             f"coalesce(t.holds, m.holds), coalesce(t.side, m.side) FROM {_FROM} "
             f"JOIN link AS l ON l.document = d.id AND l.status <> 'external' {_OWN.format(of='l')} "
             "LEFT JOIN party AS t ON t.document = l.target AND t.role = 'sender' "
             "LEFT JOIN author AS m ON l.target IS NULL AND m.missing = l.missing",
    "reports": f"SELECT d.id, a.ordinal, d.first_day, s.person, s.holds, s.side, a.who, {_OFFICE_HELD}, a.who_side "
               f"FROM {_FROM} JOIN act AS a ON a.document = d.id AND a.layer = 'statement' {_OWN.format(of='a')}",
}


# that a reference (alias `l`) means a paper of another collection than its own
_ACROSS = "coalesce((SELECT c.collection FROM document AS c WHERE c.id = l.target), d.collection) <> d.collection"
_MISSING = ("SELECT m.id, m.sender, m.sender_surname, m.sender_post, d.id, d.sender_surname, d.sender_post, "
            "d.recipient_surname, d.recipient_post FROM document AS d JOIN link AS l ON l.document = d.id "
            "JOIN missing AS m ON m.id = l.missing WHERE d.collection = ? AND m.sender IS NOT NULL "
            "ORDER BY m.id, d.id, l.ordinal")


class Unit(NamedTuple):
    """What may tie two parties: a paper, reference or statement; either actor may be unknown."""

    document: int
    ordinal: int
    day: str | None
    who: int | None
    whom: int | None


class Sum(NamedTuple):
    """How often one ties another, and where first."""

    times: int
    day: str | None
    document: int
    ordinal: int


def units(connection: sqlite3.Connection, kind: Kind, where: str,
          values: Iterable[object] = ()) -> dict[Level, list[Unit]]:
    """What may tie, with the actors at each level, from the papers (alias `d`) that a condition leaves."""
    found: dict[Level, list[Unit]] = {level: [] for level in LEVELS}
    for document, ordinal, day, *ids in connection.execute(f"{UNITS[kind]} WHERE {where} ORDER BY d.id", list(values)):
        who, whom = (_at_levels(*ids[:3]), _at_levels(*ids[3:]))
        if kind != "writes" and who[0] == whom[0]:
            whom = (None, None, None)
        for n, level in enumerate(LEVELS):
            found[level].append(Unit(document, ordinal, day, who[n], whom[n]))
    return found


def _at_levels(person: int | None, office: int | None, power: int | None) -> tuple[int | None, ...]:
    """Which actor a party is at each of LEVELS."""
    return person or office or power, office or person or power, power


def counted(found: Iterable[Unit]) -> dict[tuple[int, int, int], Sum]:
    """How often one actor ties another in a year, by (who, whom, year)."""
    sums: dict[tuple[int, int, int], Sum] = {}
    for u in found:
        if u.who is not None and u.whom is not None:
            key = u.who, u.whom, int(u.day[:4]) if u.day else 0
            sums[key] = added(sums.get(key), Sum(1, u.day, u.document, u.ordinal))
    return sums


def added(one: Sum | None, other: Sum) -> Sum:
    """Two counts as one, with the earlier place; one without a day comes last."""
    if one is None:
        return other
    first = min(one, other, key=lambda s: (s.day is None, s.day or "", s.document, s.ordinal))
    return first._replace(times=one.times + other.times)


def denominators(found: Iterable[Unit]) -> dict[int, tuple[int, int]]:
    """How many units were looked at in each year, and how many of them tie two actors."""
    looked: dict[int, set[tuple[int, int]]] = defaultdict(set)
    carried: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for u in found:
        year = int(u.day[:4]) if u.day else 0
        looked[year].add((u.document, u.ordinal))
        if u.who is not None and u.whom is not None:
            carried[year].add((u.document, u.ordinal))
    return {year: (len(of), len(carried[year])) for year, of in looked.items()}


def make_ties(connection: sqlite3.Connection, collection: str) -> None:
    """The ties that the papers of a collection show, made anew, but for those by papers of others that they cite."""
    _find_authors(connection, collection)
    for table in ("tie", "tied"):
        connection.execute(f"DELETE FROM {table} WHERE collection = ? AND across = 0", (collection,))
    for kind in KINDS:
        where = "d.collection = ?" + (f" AND NOT {_ACROSS}" if kind == "cites" else "")
        for level, found in units(connection, kind, where, (collection,)).items():
            _keep(connection, (level, kind, collection, 0), found)


def join_ties(connection: sqlite3.Connection) -> None:
    """The ties by papers that cite others of other collections, then those of the whole archive, and its standings."""
    for table in ("tie", "tied"):
        connection.execute(f"DELETE FROM {table} WHERE across = 1")
    citing = ("d.id IN (SELECT l.document FROM link AS l JOIN document AS d ON d.id = l.document "
              f"WHERE l.target IS NOT NULL AND {_ACROSS}) AND {_ACROSS}")
    of = dict(connection.execute("SELECT DISTINCT d.id, d.collection FROM link AS l JOIN document AS d "
                                 f"ON d.id = l.document WHERE l.target IS NOT NULL AND {_ACROSS}"))
    connection.execute("DELETE FROM author WHERE missing NOT IN (SELECT id FROM missing)")
    for level, found in units(connection, "cites", citing).items():
        apart: dict[str, list[Unit]] = defaultdict(list)
        for unit in found:
            apart[of[unit.document]].append(unit)
        for collection, some in apart.items():
            _keep(connection, (level, "cites", collection, 1), some)
    connection.execute("DELETE FROM bond")
    # a bare column beside min() stands in the row that has it (in any, where no row has a day), but not beside max()
    connection.execute("INSERT INTO bond SELECT level, kind, who, whom, sum(times), min(first_day), 0, document, "
                       "ordinal FROM tie GROUP BY level, kind, who, whom")
    connection.execute("UPDATE bond SET last_year = t.last FROM (SELECT level, kind, who, whom, max(year) AS last "
                       "FROM tie GROUP BY level, kind, who, whom) AS t WHERE (t.level, t.kind, t.who, t.whom) = "
                       "(bond.level, bond.kind, bond.who, bond.whom)")
    _stand(connection)


def _stand(connection: sqlite3.Connection) -> None:
    """Where the actors of the whole archive stand."""
    connection.execute("DELETE FROM standing")
    for level in LEVELS:
        for kind in KINDS:
            rows = connection.execute("SELECT who, whom, times, first_day, document, ordinal FROM bond "
                                      "WHERE level = ? AND kind = ?", (level, kind)).fetchall()
            first = firsts((who, whom, Sum(*sum_)) for who, whom, *sum_ in rows)
            connection.executemany(
                "INSERT INTO standing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(level, kind, actor, *s, first[actor].document, first[actor].ordinal)
                 for actor, s in standings((row[0], row[1], row[2]) for row in rows).items()])


def firsts(ties: Iterable[tuple[int, int, Sum]]) -> dict[int, Sum]:
    """The first place where each actor has a tie with another."""
    found: dict[int, Sum] = {}
    for who, whom, tie in ties:
        if who != whom:
            for actor in (who, whom):
                found[actor] = added(found.get(actor), tie)
    return found


def _keep(connection: sqlite3.Connection, key: tuple[Level, Kind, str, int], found: list[Unit]) -> None:
    """The rows of some units, which have level, kind, collection and `across` in common."""
    level, kind, collection, across = key
    connection.executemany(
        "INSERT INTO tie VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(level, kind, who, whom, year, collection, across, *s) for (who, whom, year), s in counted(found).items()])
    connection.executemany(
        "INSERT INTO tied VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(level, kind, year, collection, across, *n) for year, n in denominators(found).items()])


def _find_authors(connection: sqlite3.Connection, collection: str) -> None:
    """Who sent the missing papers that a collection cites."""
    by_name: dict[str, set[int]] = defaultdict(set)
    for name, actor in connection.execute("SELECT name, actor FROM form WHERE collection = ? AND kind = 'person' "
                                          "AND actor IS NOT NULL", (collection,)):
        if last := surname(name):
            by_name[last].add(actor)
    found: dict[int, tuple[int | None, ...]] = {}
    for missing, words, last, at, document, *sides in connection.execute(_MISSING, (collection,)):
        if not any(found.get(missing, ())):
            found[missing] = _author(connection, (words, last, at), (document, *sides), by_name)
    connection.executemany("INSERT OR REPLACE INTO author VALUES (?, ?, ?, ?)",
                           [(missing, *actors) for missing, actors in found.items()])


def _author(connection: sqlite3.Connection, told: tuple[str, str | None, str | None],
            citing: tuple[int, str | None, str | None, str | None, str | None],
            by_name: Mapping[str, set[int]]) -> tuple[int | None, ...]:
    """Person, office and power of a missing paper's sender: a party of the citing paper, one whom the collection names.

    A post alone ("the Ministry's No. 3") is taken to be held by the party who holds it when the paper is cited; other
    words tell at least the power.
    """
    words, last, at = told
    document, *sides = citing
    for role, (surname_, post) in (("sender", sides[:2]), ("recipient", sides[2:])):
        if last == surname_ if last else at is not None and at == post:
            return connection.execute("SELECT person, holds, side FROM party WHERE document = ? AND role = ? "
                                      "AND ordinal = 0", (document, role)).fetchone() or (None, None, None)
    one = by_name.get(last or "", ())
    if len(one) == 1:
        person = next(iter(one))
        return person, None, connection.execute("SELECT side FROM actor WHERE id = ?", (person,)).fetchone()[0]
    power = connection.execute("SELECT id FROM actor WHERE name = ?", (f"power/{power_of(words)}",)).fetchone()
    return None, None, power[0] if power else None
