"""Reconciling: which of our actors may be meant by a name that somebody else writes, with scores and what they rest on.

It is asked by other programs (OpenRefine) through the Reconciliation Service API. A candidate is a match only where it
is the one clear candidate; a surname alone is none, unless something else that was told of the person fits.
"""

import json
import math
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from dragoman.inquiries.actors import KINDS, Kind
from dragoman.inquiries.identifiers import known_by
from dragoman.inquiries.particulars import fits, particulars
from dragoman.inquiries.who import Somebody, somebody, standing
from dragoman.lexicon.vocabulary import letters_apart, plain_words
from dragoman.resolution.likeness import misprints_allowed, persons_alike, readings, words_alike
from dragoman.resolution.powers import known_power, power_alone

LIMIT, MOST = 5, 50             # candidates that are given where no number is asked for, and at most
LEAST = 30.0                    # points of a candidate that is worth a look
SURE = 85.0                     # points from which a candidate is clear: an initial and the surname are enough
MARGIN = 10.0                   # points that the next one must lie behind
SHARE = 0.4                     # of the points that what is told besides the name gives, where anything is
NAMELESS = 0.7                  # of the points, where no name is asked for and only what is told counts
LONGEST = 300                   # characters of a name that are looked at
POOL = 200                      # actors that are weighed for one name: those that share its most telling words
COMMON = 3_000                  # a word that so many actors have brings none of them, unless no other word does
_BEGINNING = 3                  # letters at the beginning of a word in which no misprint is looked for
_OFFICES = 2                    # offices that a line about a person names
_MANY = "(SELECT value FROM json_each(?))"


class Query(Struct, frozen=True):
    """A name, of which kinds it may be (any, where none is given), and what else is told of it, by property.

    The properties are those of `particulars`; of each one of several values is enough. `limit` candidates are wanted.
    """

    name: str = ""
    kinds: tuple[Kind, ...] = ()
    told: tuple[tuple[str, tuple[str, ...]], ...] = ()
    limit: int = LIMIT


class Feature(Struct, frozen=True):
    """Something that a score rests on: "name", how like the name is; a property by its id, how far it fits (0 to 1).

    "papers", in how many the actor is a party, counts only between equals.
    """

    id: str
    value: float


class Candidate(Struct, frozen=True):
    """One actor that may be meant: its score from 0 to 100, whether it is the one clear candidate, and a line about it.
    """

    actor: Somebody
    about: str
    score: float
    match: bool
    features: tuple[Feature, ...]


def candidates(connection: sqlite3.Connection, query: Query) -> tuple[Candidate, ...]:
    """The actors that a query may mean, the likeliest first."""
    name = " ".join(query.name.split())[:LONGEST]
    weighed = sorted(_weighed(connection, name, query), key=lambda c: (-c[0], -c[1].get("papers", 0), c[2].name))
    clear = weighed and weighed[0][0] >= SURE and (len(weighed) == 1 or weighed[0][0] - weighed[1][0] >= MARGIN)
    shown = weighed[:max(0, min(query.limit, MOST))]
    told = described(connection, [actor.name for _, _, actor in shown])
    return tuple(Candidate(actor, told[actor.name], score, bool(clear) and n == 0,
                           tuple(Feature(pid, value) for pid, value in features.items()))
                 for n, (score, features, actor) in enumerate(shown))


def described(connection: sqlite3.Connection, names: Sequence[str]) -> dict[str, str]:
    """A line about each of these actors: "person, Velmark; Minister for Foreign Affairs; 1926-09-19 to 1927-03-11;
    papers: 4 sent, 6 received".
    """
    kinds = dict(connection.execute(f"SELECT name, kind FROM actor WHERE name IN {_MANY}", (json.dumps(list(names)),)))
    found = particulars(connection, names, ("power", "office", "first", "last", "sent", "received"))
    lines = {}
    for name, of in found.items():
        power, offices = ([v.label for v in of[pid] if isinstance(v, Somebody)] for pid in ("power", "office"))
        days = " to ".join(dict.fromkeys(str(v) for v in (*of["first"], *of["last"])))
        parts = (", ".join([kinds.get(name, ""), *power]), ", ".join(offices[:_OFFICES]), days,
                 f"papers: {of['sent'][0]:,} sent, {of['received'][0]:,} received" if of["sent"] else "")
        lines[name] = "; ".join(part for part in parts if part)
    return lines


def suggested(connection: sqlite3.Connection, prefix: str, *, limit: int, skip: int = 0) -> tuple[Somebody, ...]:
    """The actors whose name or address begins so, or has words of which the last begins so, the busiest first."""
    words = plain_words(prefix[:LONGEST])
    if not words:
        return ()
    exact = standing(connection, [prefix.strip()]).get(prefix.strip())
    has = ["SELECT actor FROM called WHERE word = ?"] * len(words[:-1])
    has.append("SELECT actor FROM called WHERE word >= ? AND word < ?")
    rows = connection.execute(
        f"SELECT id FROM actor WHERE id IN ({' INTERSECT '.join(has[-100:])}) ORDER BY name = ? DESC, "
        "sent + received DESC, named DESC, id LIMIT ? OFFSET ?",
        (*words[:-1][-99:], *_beginning(words[-1]), exact, limit, skip)).fetchall()
    known = somebody(connection, [row[0] for row in rows])
    return tuple(known[row[0]] for row in rows)


def _weighed(connection: sqlite3.Connection, name: str, query: Query) -> list[tuple[float, dict[str, float], Somebody]]:
    """The actors that share words with a name, or that what is told finds, with score and features."""
    told = tuple((pid, values) for pid, values in query.told if values)
    exact = standing(connection, [name]).get(name) if name else None
    weight = _weights(connection, name)
    pool = _pool(connection, name, weight, query.kinds or KINDS) if name else _told_of(connection, told, query.kinds)
    pool += [row[0] for row in connection.execute("SELECT id FROM actor WHERE name = ?", (exact,))]
    pool = list(dict.fromkeys(pool))
    fit, known = fits(connection, told, pool), somebody(connection, pool)
    forms = particulars(connection, [s.name for s in known.values() if s.kind == "person"], ("names",)) if name else {}
    found = []
    for i, papers in connection.execute(f"SELECT id, sent + received FROM actor WHERE id IN {_MANY}",
                                        (json.dumps(pool),)):
        actor = known[i]
        like = _like(name, actor, [str(n) for n in forms.get(actor.name, {}).get("names", ())], weight)
        score = _score(like if name else None, fit[i], exact=actor.name == exact)
        if score >= LEAST:
            features = {"name": like} if name else {}
            found.append((score, {**features, **fit[i], "papers": papers}, actor))
    return found


def _score(like: float | None, fit: Mapping[str, float], *, exact: bool) -> float:
    """The points of a candidate. Its own address, or one of its identifiers, is as good as it gets; but for the address
    that is a surname alone, for people write surnames as well.
    """
    if fit.get("identifier") == 1:
        return 100.0
    mean = sum(fit.values()) / len(fit) if fit else None
    if like is None:
        return round(100 * NAMELESS * (mean or 0), 1)
    if exact:
        return 100.0 if like * 100 >= SURE else SURE - 1
    if like * 100 < LEAST:
        return 0.0
    return round(100 * (like if mean is None else (1 - SHARE) * like + SHARE * mean), 1)


def _like(name: str, actor: Somebody, forms: Sequence[str], weight: Callable[[str], float]) -> float:
    """How like a name is to those of an actor."""
    if not name:
        return 0.0
    if actor.kind == "person":
        return max((persons_alike(way, other) for way in readings(name) for other in (actor.label, *forms)), default=0)
    if plain_words(name) == plain_words(actor.label) or name == actor.name:
        return 1.0
    if actor.kind == "power" and actor.name == _power(name):
        return 1.0
    return words_alike(name, actor.label, weight)


def _power(name: str) -> str | None:
    """The address of the power that a name is, and nothing else: "the USSR", "Soviet Union"."""
    return f"power/{known_power(name)}" if power_alone(name) else None


def _weights(connection: sqlite3.Connection, name: str) -> Callable[[str], float]:
    """How telling a word is: the rarer among the words of actors, the more (the inverse document frequency)."""
    total = connection.execute("SELECT count(*) FROM actor").fetchone()[0]
    times = dict(connection.execute(f"SELECT word, count(*) FROM called WHERE word IN {_MANY} GROUP BY word",
                                    (json.dumps(plain_words(name)),)))
    return lambda word: math.log(1 + total / times.get(word, 1))


def _pool(connection: sqlite3.Connection, name: str, weight: Callable[[str], float], kinds: Sequence[str]) -> list[int]:
    """The actors of some kinds that share the most telling words with a name, or words a misprint away."""
    words = dict.fromkeys(plain_words(name))
    spelt = {near: word for word in words for near in [word, *_near(connection, word)]}
    times = dict(connection.execute(f"SELECT word, count(*) FROM called WHERE word IN {_MANY} GROUP BY word",
                                    (json.dumps(list(spelt)),)))
    telling = [w for w in times if times[w] < COMMON] or list(times)
    points: Counter[int] = Counter()
    for word, actor in connection.execute(
            f"SELECT c.word, c.actor FROM called AS c JOIN actor AS a ON a.id = c.actor WHERE c.word IN {_MANY} "
            f"AND a.kind IN {_MANY}", (json.dumps(telling), json.dumps(list(kinds)))):
        points[actor] += round(1000 * weight(spelt[word]))
    power = connection.execute("SELECT id FROM actor WHERE name = ? AND 'power' IN " + _MANY,
                               (_power(name), json.dumps(list(kinds)))).fetchall()
    return [row[0] for row in power] + [i for i, _ in sorted(points.items(), key=lambda p: (-p[1], p[0]))[:POOL]]


def _near(connection: sqlite3.Connection, word: str) -> list[str]:
    """The words of names that are a misprint away from one that no name has."""
    allowed = misprints_allowed(word)
    if not allowed or connection.execute("SELECT 1 FROM called WHERE word = ? LIMIT 1", (word,)).fetchone():
        return []
    rows = connection.execute("SELECT DISTINCT word FROM called WHERE word >= ? AND word < ?",
                              _beginning(word[:_BEGINNING]))
    return [w for (w,) in rows if abs(len(w) - len(word)) <= allowed and letters_apart(w, word) <= allowed]


def _told_of(connection: sqlite3.Connection, told: Sequence[tuple[str, tuple[str, ...]]],
             kinds: Sequence[str]) -> list[int]:
    """The actors that what is told finds without a name: those of an identifier, the holders of an office."""
    asked = dict(told)
    names = known_by(connection, asked.get("identifier", ()))
    found = [row[0] for row in connection.execute(
        f"SELECT id FROM actor WHERE name IN {_MANY} AND kind IN {_MANY}",
        (json.dumps(names), json.dumps(list(kinds or KINDS))))]
    if "person" in (kinds or KINDS):
        offices = [i for words in asked.get("office", ()) for i in _pool(
            connection, words, _weights(connection, words), ("office",))]
        found += [row[0] for row in connection.execute(
            f"SELECT person FROM tenure WHERE office IN {_MANY} GROUP BY person ORDER BY sum(papers) DESC LIMIT ?",
            (json.dumps(offices), POOL))]
    return found


def _beginning(word: str) -> tuple[str, str]:
    """Between which words all stand that begin so."""
    return word, word + "\U0010ffff"
