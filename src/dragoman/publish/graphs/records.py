"""Records: what nodes and edges of the networks carry. Their fields are the one list of attributes, with their meaning.

No attribute has a name that GEXF, GraphML or a program that reads them keeps for itself: id, label, source, target,
type, weight, start, end.
"""

from typing import Annotated

from msgspec import Struct

from dragoman.publish.records import Edtf, Ordinal, Quote, about

FirstDay = Annotated[str | None, about("the first day that the date can mean, YYYY-MM-DD; 0001-01-01 where its "
                                       "beginning is open")]
LastDay = Annotated[str | None, about("the last day that the date can mean; 9999-12-31 where its end is open")]
QuoteStart = Annotated[int, about("the offset of the first character of the quote in the paper's text, in Unicode code "
                                  "points from 0")]
QuoteEnd = Annotated[int, about("the offset after the last character")]
Voice = Annotated[str, about("whose words it stands in: writer, document, speaker, editor or source")]
Document = Annotated[str, about("the id of the paper")]


class PaperNode(Struct, frozen=True):
    """A paper; or, where `here` is false, one that is cited and not here."""

    address: Annotated[str, about("the id of the paper, or of the missing paper")]
    here: Annotated[bool, about("whether the paper is in the archive")]
    kind: Annotated[str, about("letter, telegram, despatch, ...; of a missing paper what references call it")]
    title: Annotated[str | None, about("the head of the paper, as printed")]
    number: Annotated[str | None, about("the paper's own number, as printed")]
    date: Edtf
    first_day: FirstDay
    last_day: LastDay
    time: Annotated[str | None, about("HH:MM")]
    place: Annotated[str | None, about("where the paper was written")]
    sender: Annotated[str | None, about("all senders in one line")]
    recipient: Annotated[str | None, about("all recipients in one line")]
    collection: Annotated[str | None, about("the volume, or the name of the folder of single papers, that it is in")]
    enclosed_in: Annotated[str | None, about("the id of the paper that carries this one")]
    language: Annotated[str | None, about("an ISO 639 code")]


class ReferenceEdge(Struct, frozen=True):
    """A reference, from the paper that cites to the one that is cited; where several fit equally, an edge to each."""

    document: Annotated[str, about("the id of the paper that cites")]
    ordinal: Ordinal
    relation: Annotated[str, about("what the paper does with the other: replies-to, refers-to, transmits, encloses, "
                                   "corrects or quotes")]
    status: Annotated[str, about("resolved (to a paper that is here), missing (to one that is not) or ambiguous (to "
                                 "one of several that fit equally)")]
    candidates: Annotated[int, about("how many papers fit equally; 1 unless it is ambiguous")]
    called: Annotated[str, about("what the words call the other: letter, telegram, ..., other")]
    quote: Quote
    quote_start: QuoteStart
    quote_end: QuoteEnd
    voice: Voice
    reason: Annotated[str | None, about("why it was taken so")]
    date: Annotated[str | None, about("the date of the paper that cites: EDTF (ISO 8601-2)")]
    first_day: FirstDay
    last_day: LastDay


class ActorNode(Struct, frozen=True):
    """A person; where a paper does not tell the person, the office; where not that either, the power."""

    address: Annotated[str, about("the address of the actor: grew, office/secretary of state, power/japan")]
    kind: Annotated[str, about("person, office, power or body")]
    power: Annotated[str | None, about("the address of the power that it belongs to or acts for")]
    first_day: Annotated[str | None, about("the first day of its papers; of those that name it where it has none")]
    last_day: Annotated[str | None, about("the last day, likewise")]
    sent: Annotated[int, about("papers of the archive that it sent")]
    received: Annotated[int, about("papers that it was sent")]
    present: Annotated[int, about("papers whose heading has it as a participant")]
    identifiers: Annotated[str | None, about("IRIs of authority files that people accepted as meaning it, with blanks "
                                             "between them")]


class _TieEdge(Struct, frozen=True):
    """What ties two actors."""

    document: Document
    source_office: Annotated[str | None, about("the address of the office that the source held, as far as known")]
    source_power: Annotated[str | None, about("the address of the power that the source acted for")]
    target_office: Annotated[str | None, about("of the office that the target held")]
    target_power: Annotated[str | None, about("of the power that the target acted for")]
    date: Edtf
    first_day: FirstDay
    last_day: LastDay


class PaperEdge(_TieEdge, frozen=True):
    """A paper, from a sender to a recipient; with several senders or recipients an edge for each pair."""

    kind: Annotated[str, about("letter, telegram, despatch, ...")]
    number: Annotated[str | None, about("the paper's own number, as printed")]


class StatementEdge(_TieEdge, frozen=True):
    """A statement, from the sender of the paper that reports it to whoever said it; with several senders one each."""

    ordinal: Ordinal
    act: Annotated[str, about("say, ask, propose, promise, agree, refuse, protest, deny, warn, thank or silent")]
    quoted: Annotated[bool, about("whether what is said stands in quotation marks")]
    quote: Quote
    quote_start: QuoteStart
    quote_end: QuoteEnd
    voice: Voice
