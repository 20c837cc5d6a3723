"""The plain twin of searching: every paper is looked at, word by word; slow, and easy to see through."""

import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from dragoman.archive.query import And, Dated, Near, Not, Or, Query, Value, Words


class Paper(NamedTuple):
    """A paper as searching sees it: the words of each part, its facts, and its references."""

    id: int
    parts: dict[str, list[str]]
    facts: dict[str, Any]
    links: list[dict[str, Any]]


def words(text: str | None) -> list[str]:
    """The words of a text without capitals and accents."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text or "") if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", bare.lower())


def papers(connection: sqlite3.Connection) -> list[Paper]:
    """All papers of an archive."""
    def rows(query: str) -> list[dict[str, Any]]:
        cursor = connection.execute(query)
        return [dict(zip([c[0] for c in cursor.description], row, strict=True)) for row in cursor]
    facts = rows("SELECT d.*, c.text, c.foot FROM document AS d JOIN content AS c ON c.document = d.id")
    links = rows("SELECT l.document, l.status, l.mention, t.id AS target, t.name AS target_name, t.number AS target_number, m.name AS missing_name, "
                 "m.number AS missing_number FROM link AS l LEFT JOIN document AS t ON t.id = l.target LEFT JOIN missing AS m ON m.id = l.missing")
    for link in links:
        link["number"] = msgspec.json.decode(link["mention"]).get("number")
    return [Paper(f["id"], {"from": words(f["sender"]), "to": words(f["recipient"]), "place": words(f["place"]), "title": words(f["title"]),
                            "text": words(f["text"][:f["foot"]]), "note": words(f["text"][f["foot"]:])},
                  f, [x for x in links if x["document"] == f["id"]]) for f in facts]


def found(query: Query, held: Iterable[Paper]) -> set[int]:
    """The rows of the papers that a query finds."""
    held = list(held)
    return {p.id for p in held if fits(query, p, held)}


def fits(query: Query, p: Paper, held: list[Paper]) -> bool:
    """Whether a query finds a paper."""
    match query:
        case And(parts):
            return all(fits(part, p, held) for part in parts)
        case Or(parts):
            return any(fits(part, p, held) for part in parts)
        case Not(part):
            return not fits(part, p, held)
        case Words(_, _, field):
            return any(starts(query, part) for name, part in p.parts.items() if field in ("", name))
        case Near(_, _, field):
            return any(near(query, part) for name, part in p.parts.items() if field in ("", name))
        case Dated(first, last):
            return p.facts["first_day"] is not None and p.facts["first_day"] <= str(last) and p.facts["last_day"] >= str(first)
        case Value():
            return has(query, p, held)


def starts(query: Words, part: list[str]) -> list[int]:
    """Where the words stand in a row."""
    wanted = words(query.text)
    *whole, last = wanted
    return [i for i in range(len(part) - len(wanted) + 1) if part[i:i + len(whole)] == whole
            and (part[i + len(whole)].startswith(last) if query.prefix else part[i + len(whole)] == last)]


def near(query: Near, part: list[str]) -> bool:
    """Whether there is a place that all the words reach."""
    each = [(len(words(w.text)), starts(w, part)) for w in query.words]
    return any(all(any(last - size - query.distance <= at <= last for at in places) for size, places in each)
               for last in {at for _, places in each for at in places})


def has(query: Value, p: Paper, held: list[Paper]) -> bool:
    """Whether a paper has a fact."""
    value, facts = query.value, p.facts
    match query.field:
        case "kind":
            return facts["kind"] == value
        case "number":
            return (facts["number"] or "").replace("–", "-") == value.replace("–", "-")
        case "file":
            rest = facts["file"][len(value):] if (facts["file"] or "").lower().startswith(value.lower()) else None
            return rest is not None and (query.prefix or not rest[:1].isalnum())
        case "in":
            names = facts["collection"].lower(), facts["collection"].lower().rpartition("/")[2]
            return any(n.startswith(value.lower()) if query.prefix else n == value.lower() for n in names)
        case "cites":
            return any(value in (x["target_name"], x["target_number"], x["missing_name"], x["missing_number"])
                       or (x["number"] == value and x["status"] != "external") for x in p.links)
        case "citedby":
            return any(x["target"] == p.id for other in held if value in (other.facts["name"], other.facts["number"]) for x in other.links)
        case "has":
            return {"missing": any(x["missing_name"] for x in p.links), "ambiguous": any(x["status"] == "ambiguous" for x in p.links),
                    "enclosure": any(other.facts["enclosed_in"] == p.id for other in held)}[value]
    raise AssertionError(query)
