"""Corpus: the file that all papers of an export point to: who, where, what happened, which papers are here or missing.

It is written piece by piece, so that an archive of any size fits.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from lxml.etree import _Element

from dragoman import __version__
from dragoman.archive import authorities, drawn, listing
from dragoman.edition.annotation import LAYERS
from dragoman.inquiries.identifiers import Identifier, identifiers
from dragoman.publish.exporting import Seen, told
from dragoman.publish.fitting import fit
from dragoman.publish.tei.elements import DECLARATION, element, indented, opening_tag, serialized, word
from dragoman.publish.tei.header import title_of
from dragoman.publish.tei.here import Here
from dragoman.publish.tei.inline import JULIAN
from dragoman.publish.tei.pointers import (
    DRAGOMAN,
    actor_name,
    decider_name,
    event_name,
    missing_name,
    paper_name,
    place_name,
    reader_name,
)
from dragoman.publish.tei.when import dated

FOUND = {"heading": "facts of the heading", "apparatus": "notes, numbers and editors' words", "date": "dates",
         "name": "names", "reference": "papers that are named", "statement": "reported words", "directive": "orders",
         "assessment": "judgements", "event": "acts between states", "damage": "where the text is hurt"}
HOW = ("Each file holds one paper with its enclosures and, beside the text, a standOff with all that was found in it. "
       "A pointer string-range(ID, OFFSET, LENGTH) counts the characters of all text in the element with that xml:id. "
       "The feature span counts in the paper's own text, one paragraph a line, the notes after the body: from value "
       "to max, the character at max left out. What bears @resp was found by a reader or decided by a person of "
       "this file; @cert is how sure the reader was, from 0 to 1, and high where a person decided.")


def write_corpus(connection: sqlite3.Connection, file: BinaryIO, name: str, here: Here, seen: Seen) -> dict[str, int]:
    """Write the corpus file; how many entries of each kind it holds. `name` is what the archive is called."""
    root = element("TEI")
    file.write(DECLARATION + opening_tag(root) + b"\n" + serialized(_header(connection, name)) + b"\n<standOff>\n")
    counts = {}
    for tag, kind, entries in (
            ("listPerson", "persons", _persons(connection)), ("listPerson", "deciders", _deciders(connection)),
            ("listOrg", "organisations", _organisations(connection)), ("listPlace", "places", _places(connection)),
            ("listEvent", "events", _events(connection, here)), ("listBibl", "documents", _documents(connection, here)),
            ("listBibl", "missing", _missing(connection, here))):
        counts[kind] = _list(file, tag, kind, told(kind, entries, seen))
    if not any(counts.values()):
        file.write(b"<note>This archive holds no papers.</note>\n")
    file.write(b"</standOff>\n</TEI>\n")
    return counts


def _list(file: BinaryIO, tag: str, kind: str, entries: Iterable[_Element]) -> int:
    """Write a list that has entries; how many."""
    count = 0
    for count, entry in enumerate(entries, 1):
        if count == 1:
            file.write(f'<{tag} type="{kind}">\n'.encode())
        file.write(serialized(entry) + b"\n")
    if count:
        file.write(f"</{tag}>\n".encode())
    return count


def _header(connection: sqlite3.Connection, name: str) -> _Element:
    readers = [element("respStmt", {"xml:id": reader_name(layer)}, element("resp", None, f"found {FOUND[layer]}"),
                       element("name", None, f"{DRAGOMAN} {__version__}")) for layer in LAYERS]
    application = element("application", {"ident": DRAGOMAN, "version": __version__, "xml:id": DRAGOMAN},
                          element("label", None, DRAGOMAN), element("p", None, HOW))
    julian = element("calendar", {"xml:id": JULIAN}, element("p", None, "The Julian calendar, Old Style: as printed."))
    return indented(element("teiHeader", None, element(
        "fileDesc", None,
        element("titleStmt", None, element("title", None, name), *readers),
        element("publicationStmt", None, element("p", None, "Written from an archive of dragoman.")),
        element("sourceDesc", None, element("p", None, "The papers listed here."))),
        element("encodingDesc", None, element("appInfo", None, application)),
        element("profileDesc", None, element("calendarDesc", None, julian))))


def _persons(connection: sqlite3.Connection) -> Iterator[_Element]:
    known = identifiers(connection)
    for a in drawn.actors(connection):
        if a["kind"] == "person":
            offices = [element("affiliation", {"type": "office", "ref": f"#{actor_name(t.office)}",
                                               **_between(t.first_day, t.last_day)}, t.label)
                       for t in authorities.tenures(connection, a["name"])]
            side = element("affiliation", {"type": "power", "ref": f"#{actor_name(a['side'])}"}) if a["side"] else None
            days = _between(a["first_day"], a["last_day"])
            yield element("person", {"xml:id": actor_name(a["name"])}, *_registered(known.get(a["name"], ())),
                          element("persName", None, a["label"]), side, *offices,
                          element("floruit", days) if days else None, _counted(a))


def _registered(known: Iterable[Identifier]) -> list[_Element]:
    """By which IRIs registers elsewhere know an actor, as people said."""
    return [element("idno", None, each.iri, type="URI") for each in known]


def _counted(a: Mapping[str, Any]) -> _Element:
    return element("note", None, f"{a['sent']} sent, {a['received']} received", type="papers")


def _between(first: str | None, last: str | None) -> dict[str, str | None]:
    """The attributes of a span of days."""
    return {name: day for name, day in (("from", first), ("to", last)) if day and dated(day).get("when") == day}


def _organisations(connection: sqlite3.Connection) -> Iterator[_Element]:
    known = identifiers(connection)
    for a in drawn.actors(connection):
        if a["kind"] != "person":
            side = element("ptr", None, type="power", target=f"#{actor_name(a['side'])}"
                           ) if a["side"] not in (None, a["name"]) else None
            yield element("org", {"xml:id": actor_name(a["name"]), "role": a["kind"]},
                          element("orgName", None, a["label"]), *_registered(known.get(a["name"], ())), _counted(a),
                          side)


def _deciders(connection: sqlite3.Connection) -> Iterator[_Element]:
    for name in authorities.deciders(connection):
        yield element("person", {"xml:id": decider_name(name)}, element("persName", None, name))


def _places(connection: sqlite3.Connection) -> Iterator[_Element]:
    for label, papers in authorities.places(connection):
        yield element("place", {"xml:id": place_name(label)}, element("placeName", None, label),
                      element("note", None, f"{papers} papers", type="papers"))


def _events(connection: sqlite3.Connection, here: Here) -> Iterator[_Element]:
    for e in drawn.events(connection):
        who, whom = e["who"] or e["who_side"], e["whom"] or e["whom_side"]
        parties = [(kind, actor) for kind, actor in (("who", who), ("whom", whom)) if actor]
        sides = (who, whom) if whom else (who,)
        words = " to ".join(here.among.label(actor) if actor else "somebody" for actor in sides)
        yield element(
            "event", {"xml:id": event_name((e["document"], e["ordinal"])), "type": word(e["kind"]),
                      "subtype": word(e["state"]), **_when(e), "cert": f"{e['sure']:.2f}"},
            element("label", None, f"{e['kind']}, {e['state']}: {words}"),
            *(element("ptr", None, type="report", target=here.pointers.finding(document, ordinal))
              for document, ordinal in authorities.reports(connection, e["id"])),
            *(element("ptr", None, type=kind, target=f"#{actor_name(actor)}") for kind, actor in parties))


def _when(e: Mapping[str, Any]) -> dict[str, str]:
    """The day of an event; where only the day of its paper bounds it, that it was not after or not before."""
    first, slash, last = (e["date"] or "").partition("/")
    if slash and not e["dated"] and ".." in (first, last):
        return {"notAfter" if first == ".." else "notBefore": day for day in (first, last) if dated(day).get("when")}
    return dated(e["date"])


def _documents(connection: sqlite3.Connection, here: Here) -> Iterator[_Element]:
    for row, docket in listing.documents(connection):
        name = row["name"]
        day = element("date", dated(docket.date, docket.time), docket.date) if docket.date else None
        number = element("idno", None, docket.number, type="number") if docket.number else None
        carrier = element("relatedItem", None, type="carrier", target=f"#{paper_name(row['carrier'])}"
                          ) if row["carrier"] else None
        yield element("bibl", {"xml:id": paper_name(name), "type": word(docket.kind)},
                      element("idno", None, name, type=DRAGOMAN), " ",
                      element("ref", None, title_of(docket, name), target=here.pointers.paper(name)), number, day,
                      *(element("author", None, words) for words in (row["sender"],) if words), carrier)


def _missing(connection: sqlite3.Connection, here: Here) -> Iterator[_Element]:
    for row in listing.missing(connection):
        number = element("idno", None, row["number"], type="number") if row["number"] else None
        day = element("date", dated(row["date"], row["time"]), row["date"]) if row["date"] else None
        found = element("ref", None, row["found"], type="found", target=here.pointers.paper(row["found"])
                        ) if row["found"] else None
        cited = element("note", None, str(row["references"]), type="references")
        yield element("bibl", {"xml:id": missing_name(row["name"]), "type": word(row["kind"])},
                      element("idno", None, row["name"], type=DRAGOMAN), number, day,
                      *(element(tag, {"type": kind} if kind else None, fit(row[side]))
                        for tag, kind, side in (("author", None, "sender"), ("note", "recipient", "recipient"))
                        if row[side]), cited, found)
