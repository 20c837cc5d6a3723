"""PLOVER: the events as records of the Political Language Ontology for Verifiable Event Records, one a line.

By the data fields of its manual (Open Event Data Alliance, drafts 0.8 and 2.0). A record is an event, however many
papers tell of it; each report stands with its exact words in cite_info. Fields that are not the manual's, which it
allows, tell what its own cannot: the modality, how sure it is that the record is right, and what the day rests on.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, BinaryIO

import msgspec

import dragoman
from dragoman.archive import drawn
from dragoman.inquiries.identifiers import identifiers
from dragoman.inquiries.passages import Opener, opener
from dragoman.inquiries.told import Event, Party, Report, told
from dragoman.lexicon.countries import country_code
from dragoman.publish import exporting
from dragoman.publish.citations import chicago, citation_of
from dragoman.publish.citations.volumes import volume_title
from dragoman.publish.cmif.header import name_of
from dragoman.publish.exporting import Exported, Seen, Wanted, waiting
from dragoman.resolution.powers import known_power, label_of, power_alone

CODEBOOK = "PLOVER manual, Draft 2.0"
FIRST_YEAR = "0002"     # of a day whose year is not known the archive reckons from the year 1 on
BATCH = 200             # events asked for at once
# the special contexts of the manual, for what was not done: without one of them a record tells of a deed. PLOVER has
# no context for what is alleged; it is put down as no more certain than what is supposed
CONTEXTS: Mapping[str, tuple[str, ...]] = {
    "done": (), "ongoing": (), "planned": ("future",), "demanded": ("hypothetical",), "alleged": ("hypothetical",),
    "refused": ("negation",)}
# verbal and material cooperation, verbal and material conflict; SANCTION as its own section has it
QUADS: Mapping[str, int] = {
    "agree": 1, "consult": 1, "support": 1, "concede": 1, "cooperate": 2, "aid": 2, "retreat": 2, "request": 3,
    "accuse": 3, "reject": 3, "threaten": 3, "protest": 4, "sanction": 4, "mobilize": 4, "coerce": 4, "assault": 4}
POWER, KINDS = "power/", ("power/", "office/", "body/")      # as addresses of actors begin; a person's bears no kind
NEEDS_RECIPIENT = ("cooperate", "aid", "sanction")
Known = Mapping[str, list[str]]         # the identifiers of actors, by their addresses
_ENCODER = msgspec.json.Encoder()


def plover(connection: sqlite3.Connection, file: BinaryIO, wanted: Wanted, seen: Seen) -> Exported:
    """Write every event of the archive, doubtful ones too, each once, in the order of the papers that tell it."""
    count = whole = doubtful = 0
    for record in exporting.told("events", records(connection), seen):
        file.write(_ENCODER.encode(record) + b"\n")
        count += 1
        whole += record["has_event"]
        doubtful += record["doubt"] is not None
    return Exported((("events", count),), remarks=(*waiting(connection), *_remarks(count, whole, doubtful)))


def records(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """The record of every event, as JSON has it."""
    open_paper = opener(connection)
    left, known = drawn.events(connection), {name: [i.iri for i in of] for name, of in identifiers(connection).items()}
    while rows := list(islice(left, BATCH)):
        for event, row in zip(told(connection, [row["id"] for row in rows], open_paper), rows, strict=True):
            yield _record(event, row | {"volume": volume_title(connection, row["collection"])}, open_paper, known)


def _record(event: Event, row: Mapping[str, Any], open_paper: Opener, known: Known) -> dict[str, Any]:
    """The manual's fields in its order, then ours."""
    first, last = (row["first_day"], row["last_day"]) if (row["first_day"] or "") >= FIRST_YEAR else (None, None)
    source, recipient = (_actors(party, row[side], known)
                         for party, side in ((event.actor, "from_side"), (event.target, "to_side")))
    passage = event.reports[0].passage
    coded = bool(first and source and (recipient or event.type not in NEEDS_RECIPIENT))
    return {
        "id": event.id, "has_event": coded, "date": first, "enddate": last, "source": source, "recipient": recipient,
        "event": [event.type.upper()], "quad_code": QUADS[event.type], "mode": [],
        "context": list(CONTEXTS[event.modality]), "text": passage.quote,
        "text_info": {"start": passage.start, "end": passage.end}, "cite_info": _cite_info(event, row, open_paper),
        "modality": event.modality, "date_edtf": event.date, "date_told": event.dated, "sure": event.sure,
        "doubt": event.doubt}


def _actors(party: Party | None, power: str | None, known: Known) -> list[dict[str, Any]]:
    """The list of one actor, or of none: whom the clause names, with its power; else that power alone.

    `power` is the address of the one that acts, or is acted on, as far as the clause tells.
    """
    if party is None or party.label is None:
        return [_actor(None, power, label_of(power.removeprefix(POWER)), power, known)] if power else []
    if party.id is None and power_alone(party.label):
        power = f"{POWER}{known_power(party.label)}"
    elif party.id and party.id.startswith(POWER):
        power = party.id
    elif party.side:
        power = f"{POWER}{known_power(party.side) or party.side.lower()}"
    return [_actor(party.words, party.id, party.label, power, known)]


def _actor(words: str | None, address: str | None, label: str, power: str | None, known: Known) -> dict[str, Any]:
    """The manual's object for an actor; `power`, `kind` and `identifiers` are ours."""
    key = power.removeprefix(POWER) if power else None
    kind = (address.partition("/")[0] if address.startswith(KINDS) else "person") if address else None
    return {"code": country_code(key) if key else None, "sector": "GOV" if kind == "office" else None,
            "actor_text": words, "identifier_id": address, "identifier_text": label,
            "power": label_of(key) if key else None, "kind": kind, "identifiers": known.get(address or "", [])}


def _cite_info(event: Event, row: Mapping[str, Any], open_paper: Opener) -> dict[str, Any]:
    """The paper and the passage of the report that is shown first, and all reports."""
    citation = citation_of(open_paper(row["paper"]).reading, collection=row["collection"],
                           volume=row["volume"])
    return {
        "corpus": name_of(row["collection"]), "citation": chicago(citation), "title": citation.title,
        "language": citation.language, "coder": f"dragoman {dragoman.__version__}", "codebook": CODEBOOK,
        **_report(event.reports[0]), "papers": event.papers, "reports": [_report(r) for r in event.reports]}


def _report(report: Report) -> dict[str, Any]:
    """A paper that tells of an event: its id, day and sender, the exact words, and how sure the reader was."""
    passage = report.passage
    return {"document": report.paper, "start": passage.start, "end": passage.end, "passage": passage.quote,
            "place": passage.place, "document_date": report.date, "sender": report.sender,
            "modality": report.modality, "weight": report.weight}


def _remarks(count: int, whole: int, doubtful: int) -> Sequence[str]:
    """What a person has to know before he counts."""
    found = []
    if count - whole:
        found.append(f"{count - whole:,} of {count:,} events lack what PLOVER requires, a source, a day or a "
                     "recipient: their has_event is false.")
    if doubtful:
        found.append(f"{doubtful:,} of {count:,} events are not sure enough for the plain chronicle: doubt says why.")
    return found
