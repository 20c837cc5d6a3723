"""Tables: an archive as one table a kind of record, each streamed in the order of filing.

`TABLES` is the whole list: what a table is called, its record, its key, what its columns point to, and its rows.
"""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date as Day
from inspect import cleandoc
from typing import Any

from msgspec import Struct

from dragoman.archive import drawn, listing
from dragoman.edition.dates import parse
from dragoman.errors import NoSuchTable
from dragoman.publish.columns import Column, columns_of
from dragoman.publish.drawn_tables import (
    ActorRow,
    ChronicleRow,
    DecisionRow,
    DutyRow,
    actors,
    chronicle,
    decisions,
    duties,
)
from dragoman.publish.records import (
    ApparatusRow,
    AssessmentRow,
    DamageRow,
    DateRow,
    DirectiveRow,
    DocumentRow,
    EventRow,
    HeadingRow,
    MentionRow,
    MissingRow,
    NameRow,
    PartyRow,
    ProblemRow,
    ReferenceRow,
    SourceRow,
    StatementRow,
    TextRow,
)

Rows = Callable[[sqlite3.Connection], Iterator[Struct]]


class Pointer(Struct, frozen=True):
    """Columns whose values are the key of a row elsewhere."""

    columns: tuple[str, ...]
    table: str
    key: tuple[str, ...]


class Table(Struct, frozen=True):
    """One table. `rows` gives its records from an archive in the order of filing; `key` tells a row from all others."""

    name: str
    record: type[Struct]
    rows: Rows
    key: tuple[str, ...] = ()
    pointers: tuple[Pointer, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in their order."""
        return columns_of(self.record)

    @property
    def meaning(self) -> str:
        """What a row is."""
        return cleandoc(self.record.__doc__ or "")


def sources(connection: sqlite3.Connection) -> Iterator[SourceRow]:
    """A row for each file."""
    for row in listing.sources(connection):
        yield SourceRow(*row)


def problems(connection: sqlite3.Connection) -> Iterator[ProblemRow]:
    """A row for each thing that could not be read."""
    for source, file, place, sentence in listing.problems(connection):
        yield ProblemRow(source, file, place or None, sentence)


def documents(connection: sqlite3.Connection) -> Iterator[DocumentRow]:
    """A row for each paper, enclosures among them."""
    for d, docket in listing.documents(connection):
        yield DocumentRow(
            id=d["name"], source=d["path"], collection=d["collection"], enclosed_in=d["carrier"], kind=d["kind"],
            title=d["title"], number=d["number"], date=d["date"], first_day=_day(d["first_day"]),
            last_day=_day(d["last_day"]), time=d["time"], place=d["place"], sender=d["sender"],
            recipient=d["recipient"], file=d["file"], classification=docket.classification, priority=docket.priority,
            subject=docket.subject, received=docket.received, marks=docket.marks, language=d["language"],
            origin=d["origin"], form=d["form"], characters=d["characters"])


def parties(connection: sqlite3.Connection) -> Iterator[PartyRow]:
    """A row for each sender, recipient and participant of each paper."""
    for name, docket in listing.dockets(connection):
        roles = {"sender": docket.sender, "recipient": docket.recipient, "participant": docket.participants}
        joined = drawn.parties(connection, name)
        for role, found in roles.items():
            for i, party in enumerate(found):
                yield PartyRow(name, role, i, party.name, party.office, *joined.get((role, i), _NOBODY))


def texts(connection: sqlite3.Connection) -> Iterator[TextRow]:
    """A row for each paper's text."""
    for name, text, foot in listing.texts(connection):
        yield TextRow(name, text or None, foot)


def references(connection: sqlite3.Connection) -> Iterator[ReferenceRow]:
    """A row for each reference."""
    for f, link in listing.references(connection):
        b = f.body
        yield ReferenceRow(
            *f[:5], kind=b.kind, number=b.number, date=b.date, **_days(b.date), time=b.time, sender=b.sender,
            recipient=b.recipient, paragraph=b.paragraph, page=b.page, relation=link.relation, status=link.status,
            target=link.target, missing=link.missing, candidates=link.candidates, reason=link.reason, rule=f.rule,
            voice=f.voice)


def missing(connection: sqlite3.Connection) -> Iterator[MissingRow]:
    """A row for each missing paper."""
    for m in listing.missing(connection):
        yield MissingRow(
            id=m["name"], kind=m["kind"], number=m["number"], date=m["date"], **_days(m["date"]), time=m["time"],
            sender=m["sender"], recipient=m["recipient"], references=m["references"], found=m["found"])


def headings(connection: sqlite3.Connection) -> Iterator[HeadingRow]:
    """A row for each fact of each heading."""
    for f in listing.findings(connection, "heading"):
        b = f.body
        yield HeadingRow(*f[:5], field=b.field, value=b.value, name=b.name, office=b.office, rule=f.rule, voice=f.voice)


def apparatus(connection: sqlite3.Connection) -> Iterator[ApparatusRow]:
    """A row for each piece of apparatus."""
    for f in listing.findings(connection, "apparatus"):
        start, end = f.body.target or (None, None)
        yield ApparatusRow(*f[:5], kind=f.body.kind, label=f.body.label, target_start=start, target_end=end,
                           rule=f.rule, voice=f.voice)


def dates(connection: sqlite3.Connection) -> Iterator[DateRow]:
    """A row for each date in each text."""
    for f in listing.findings(connection, "date"):
        b = f.body
        yield DateRow(*f[:5], date=b.edtf, **_days(b.edtf), time=b.time, basis=b.basis, calendar=b.calendar,
                      rule=f.rule, voice=f.voice)


def names(connection: sqlite3.Connection) -> Iterator[NameRow]:
    """A row for each name of each paper."""
    for f in listing.findings(connection, "name"):
        b = f.body
        yield NameRow(*f[:5], kind=b.kind, label=b.label, full=b.full, title=b.title, office=b.office, tenure=b.tenure,
                      mentions=len(b.mentions), rule=f.rule, voice=f.voice)


def mentions(connection: sqlite3.Connection) -> Iterator[MentionRow]:
    """A row for each place where a name stands."""
    for f in listing.findings(connection, "name"):
        for i, (start, end) in enumerate(f.body.mentions):
            yield MentionRow(f.document, f.ordinal, i, start, end, f.text[start:end])


def damage(connection: sqlite3.Connection) -> Iterator[DamageRow]:
    """A row for each place where a text is hurt."""
    for f in listing.findings(connection, "damage"):
        yield DamageRow(*f[:5], kind=f.body.kind, rule=f.rule, voice=f.voice)


def statements(connection: sqlite3.Connection) -> Iterator[StatementRow]:
    """A row for each statement."""
    for f, joined in drawn.acts(connection, "statement"):
        b = f.body
        yield StatementRow(*f[:5], *joined[:4], act=b.act, speaker=b.speaker, hearer=b.hearer, quoted=b.quoted,
                           verb=b.verb, rule=f.rule, voice=f.voice)


def directives(connection: sqlite3.Connection) -> Iterator[DirectiveRow]:
    """A row for each directive."""
    for f, joined in drawn.acts(connection, "directive"):
        b = f.body
        yield DirectiveRow(*f[:5], *joined[:4], force=b.force, addressee=b.addressee, condition=b.condition,
                           rule=f.rule, voice=f.voice)


def assessments(connection: sqlite3.Connection) -> Iterator[AssessmentRow]:
    """A row for each assessment."""
    for f, joined in drawn.acts(connection, "assessment"):
        b = f.body
        least, greatest = b.icd203 or (None, None)
        yield AssessmentRow(*f[:5], joined.who, joined.who_side, holder=b.holder, certainty=b.certainty,
                            stance=b.stance, likelihood=b.likelihood, least_percent=least, greatest_percent=greatest,
                            rule=f.rule, voice=f.voice)


def events(connection: sqlite3.Connection) -> Iterator[EventRow]:
    """A row for each event."""
    for f, joined in drawn.acts(connection, "event"):
        b = f.body
        yield EventRow(*f[:5], *joined[:4], type=b.type, actor=b.actor, target=b.target, date=b.date, **_days(b.date),
                       modality=b.modality, event=joined.event, rule=f.rule, voice=f.voice)


def _days(edtf: str | None) -> dict[str, Any]:
    """The first and the last day that an EDTF date can mean."""
    date = parse(edtf) if edtf else None
    return {"first_day": date and date.first, "last_day": date and date.last}


def _day(filed: str | None) -> Day | None:
    return Day.fromisoformat(filed) if filed else None


_PAPER = Pointer(("document",), "documents", ("id",))
_FINDING = ("document", "ordinal")
_NOBODY = drawn.Parties(None, None, None)


def _actors(*columns: str) -> tuple[Pointer, ...]:
    return tuple(Pointer((column,), "actors", ("id",)) for column in columns)


_ACT = (_PAPER, *_actors("who", "whom", "who_side", "whom_side"))
TABLES = (
    Table("sources", SourceRow, sources, ("path",)),
    Table("problems", ProblemRow, problems, (), (Pointer(("source",), "sources", ("path",)),)),
    Table("documents", DocumentRow, documents, ("id",),
          (Pointer(("source",), "sources", ("path",)), Pointer(("enclosed_in",), "documents", ("id",)))),
    Table("parties", PartyRow, parties, ("document", "role", "ordinal"),
          (_PAPER, *_actors("person", "holds", "side"))),
    Table("texts", TextRow, texts, ("document",), (_PAPER,)),
    Table("references", ReferenceRow, references, _FINDING,
          (_PAPER, Pointer(("target",), "documents", ("id",)), Pointer(("missing",), "missing", ("id",)))),
    Table("missing", MissingRow, missing, ("id",), (Pointer(("found",), "documents", ("id",)),)),
    Table("headings", HeadingRow, headings, _FINDING, (_PAPER,)),
    Table("apparatus", ApparatusRow, apparatus, _FINDING, (_PAPER,)),
    Table("dates", DateRow, dates, _FINDING, (_PAPER,)),
    Table("names", NameRow, names, _FINDING, (_PAPER,)),
    Table("mentions", MentionRow, mentions, ("document", "name", "ordinal"),
          (_PAPER, Pointer(("document", "name"), "names", ("document", "ordinal")))),
    Table("statements", StatementRow, statements, _FINDING, _ACT),
    Table("directives", DirectiveRow, directives, _FINDING, _ACT),
    Table("assessments", AssessmentRow, assessments, _FINDING, (_PAPER, *_actors("who", "who_side"))),
    Table("events", EventRow, events, _FINDING, (*_ACT, Pointer(("event",), "chronicle", ("id",)))),
    Table("damage", DamageRow, damage, _FINDING, (_PAPER,)),
    Table("actors", ActorRow, actors, ("id",), _actors("side")),
    Table("chronicle", ChronicleRow, chronicle, ("id",),
          (_PAPER, *_actors("who", "whom", "who_side", "whom_side", "from_side", "to_side"),
           Pointer(("linked",), "chronicle", ("id",)))),
    Table("duties", DutyRow, duties, _FINDING,
          (_PAPER, *_actors("person"), Pointer(("closed_by",), "documents", ("id",)),
           Pointer(("closed_by_missing",), "missing", ("id",)), Pointer(("words_in",), "documents", ("id",)))),
    Table("decisions", DecisionRow, decisions, ("id",), (Pointer(("undoes",), "decisions", ("id",)),
                                                         Pointer(("undone",), "decisions", ("id",)))),
)


def table(name: str) -> Table:
    """The table of that name. Raises NoSuchTable."""
    found = next((t for t in TABLES if t.name == name), None)
    if found is None:
        raise NoSuchTable(name, tuple(t.name for t in TABLES))
    return found
