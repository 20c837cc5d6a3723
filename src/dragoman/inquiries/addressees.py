"""Addressees: whom words mean among those who sent or were sent papers.

"Ravn" is whoever is written so in headings; "Minister in Orsovia" and "the Soviet embassy in Tokyo" are also the post,
whoever holds it; "Tokyo" also whoever writes there, as far as papers show it or, for an embassy, the capital tells.
"""

import json
import re
import sqlite3

from msgspec import Struct

from dragoman.archive.deliveries import place_key
from dragoman.edition.docket import Party
from dragoman.errors import NoSuchActor
from dragoman.inquiries.who import Asked, actors_named
from dragoman.lexicon import lexicon
from dragoman.lexicon.parties import POST, name_and_office
from dragoman.resolution.parties import DEPARTMENT, MINISTRY, who
from dragoman.resolution.powers import power_of

_SEATED = "SELECT DISTINCT party FROM seat WHERE place = ?1 AND (SELECT 2 * sum(papers) FROM seat AS s WHERE " \
          "s.party = seat.party AND s.place = ?1) >= (SELECT sum(papers) FROM seat AS s WHERE s.party = seat.party)"
_AT = "SELECT place FROM seat WHERE party = ? GROUP BY place ORDER BY sum(papers) DESC, place LIMIT 1"
_PLACED = re.compile(r"\b(?:in|at|to)\s+")


class Addressee(Struct, frozen=True):
    """Whom words were taken to mean: rows of `wording`, of `actor` for persons and powers, and how headings write them.

    The most frequent form comes first.
    """

    wordings: tuple[int, ...] = ()
    persons: tuple[int, ...] = ()
    powers: tuple[int, ...] = ()
    forms: tuple[str, ...] = ()


def addressee(connection: sqlite3.Connection, words: str) -> Addressee:
    """Whom words mean; no forms where the archive knows nobody by them."""
    asked = _actors(connection, words)
    if asked.powers and not POST.search(words):         # "Minister in Japan" is no word for Japan
        return Addressee(powers=asked.powers, forms=(f"all who act for {asked.label}",))
    persons = _persons(connection, asked.ids)
    wordings, forms = _worded(connection, words)
    named = dict.fromkeys([*(asked.label for _ in persons[:1]), *forms])
    return Addressee(wordings, persons, (), tuple(named))


def _actors(connection: sqlite3.Connection, words: str) -> Asked:
    """The actors of these words; none where they are nobody's, or several persons'."""
    try:
        return actors_named(connection, words)
    except NoSuchActor:
        return Asked(words, ())


def _persons(connection: sqlite3.Connection, ids: tuple[int, ...]) -> tuple[int, ...]:
    rows = connection.execute("SELECT id FROM actor WHERE kind = 'person' AND id IN (SELECT value FROM json_each(?))",
                              (json.dumps(ids),))
    return tuple(row[0] for row in rows)


def _worded(connection: sqlite3.Connection, words: str) -> tuple[tuple[int, ...], list[str]]:
    """The rows of `wording` that words mean, and how these are written, the most frequent first."""
    plain = place_key(words) or ""
    power = power_of(words) if POST.search(words) else None
    found = _rows(connection, "instr(plain, ?)", f" {plain} ") if plain else []
    for post in sorted(posts_of(connection, words)):
        theirs = _rows(connection, "post = ?", post) + _rows(connection, "post = '' AND surname = ?", post)
        if MINISTRY not in post and DEPARTMENT not in post:
            theirs += _rows(connection, "plain = ?", f" {_seat(connection, post)} _ {_seat(connection, post)} _ ")
        found += [row for row in theirs if power is None or power_of(row[1]) == power]
    rows = dict(found)
    counted = connection.execute(
        "SELECT wording, count(*) FROM delivery WHERE wording IN (SELECT value FROM json_each(?)) AND how <> 'cited' "
        "GROUP BY 1 ORDER BY 2 DESC, 1", (json.dumps(list(rows)),))
    return tuple(sorted(rows)), [rows[row[0]] for row in counted]


def posts_of(connection: sqlite3.Connection, words: str) -> set[str]:
    """The keys that words mean: of an office, of those who write at a place, of embassies in a capital."""
    plain = place_key(words) or ""
    name, office = name_and_office(words)
    post = who((Party(name, office),)).post if POST.search(words) and (name is None or office) else None
    at = place_key(post) if post else plain
    found = {post} if post else set()
    if at and (post is None or _PLACED.search(words)):
        found |= {row[0] for row in connection.execute(_SEATED, (at,))}
        found |= {land for land, capitals in _capitals().items() if at in map(place_key, capitals)}
    return found


def _seat(connection: sqlite3.Connection, post: str) -> str:
    """The place at which most papers of a post are written; its capital where there are none."""
    row = connection.execute(_AT, (post,)).fetchone()
    return row[0] if row else place_key(next(iter(_capitals().get(post, ())), "")) or post


def _rows(connection: sqlite3.Connection, condition: str, value: str) -> list[tuple[int, str]]:
    return connection.execute(f"SELECT id, words FROM wording WHERE {condition} ORDER BY id", (value,)).fetchall()


def _capitals() -> dict[str, list[str]]:
    found: dict[str, list[str]] = lexicon("seats")["of"]
    return found
