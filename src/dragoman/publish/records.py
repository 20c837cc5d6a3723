"""Records: the rows of the tables, one type a table. Their fields are the one list of columns, with types and meaning.

From it are made the tables of `export`, the data dictionary beside them, the Arrow schema, and the rows in Python.
"""

from datetime import date as Day
from typing import Annotated

from msgspec import Meta, Struct


def about(meaning: str) -> Meta:
    """What a column holds, in words for the data dictionary."""
    return Meta(description=meaning)


Paper = Annotated[str, about("the id of the paper")]
Edtf = Annotated[str | None, about("EDTF (ISO 8601-2), as precise as it is known")]
FirstDay = Annotated[Day | None, about("the first day that the date can mean; 0001-01-01 where its beginning is open")]
LastDay = Annotated[Day | None, about("the last day that the date can mean; 9999-12-31 where its end is open")]
Time = Annotated[str | None, about("HH:MM")]
Start = Annotated[int, about("the offset of the first character in the paper's text, in Unicode code points from 0")]
End = Annotated[int, about("the offset after the last character")]
Quote = Annotated[str, about("the exact words of the span")]
Ordinal = Annotated[int, about("its place among all findings of its paper, of every layer, from 0")]
Rule = Annotated[str, about("why it was found, in plain words")]
Voice = Annotated[str, about("whose words it stands in: writer (the paper's own), document (one that is quoted), "
                             "speaker (one whose words are reported), editor (a note) or source (the line that says "
                             "where the paper is from)")]


class SourceRow(Struct, frozen=True):
    """A file that papers came from."""

    path: Annotated[str, about("the absolute path; - and its digest for standard input")]
    digest: Annotated[str, about("BLAKE2b (128 bits) of the file")]
    bytes: Annotated[int, about("the size of the file")]
    documents: Annotated[int, about("how many papers it holds, enclosures among them")]


class ProblemRow(Struct, frozen=True):
    """Something that could not be read."""

    source: Annotated[str, about("the path of the file")]
    file: Annotated[str, about("the file as it was named")]
    place: Annotated[str | None, about("where in the file; empty for the whole")]
    sentence: Annotated[str, about("what could not be read")]


class DocumentRow(Struct, frozen=True):
    """A paper as its heading tells it; an enclosure is a paper of its own."""

    id: Paper
    source: Annotated[str, about("the path of the file that it came from")]
    collection: Annotated[str, about("the volume, or the folder of single papers, that it belongs to")]
    enclosed_in: Annotated[str | None, about("the id of the paper that carries this one")]
    kind: Annotated[str, about("letter, telegram, despatch, instruction, note, aide-memoire, memorandum, conversation, "
                               "minutes, report, treaty, statement, enclosure, editorial-note or other")]
    title: Annotated[str | None, about("the head of the paper, as printed")]
    number: Annotated[str | None, about("the paper's own number, as printed")]
    date: Edtf
    first_day: FirstDay
    last_day: LastDay
    time: Time
    place: Annotated[str | None, about("where the paper was written")]
    sender: Annotated[str | None, about("all senders in one line; one by one in parties")]
    recipient: Annotated[str | None, about("all recipients in one line; one by one in parties")]
    file: Annotated[str | None, about("the file number, or the edition it was taken from; source in JSON Lines")]
    classification: Annotated[str | None, about("secret, confidential, ..., as printed")]
    priority: Annotated[str | None, about("urgent, Niact, ..., as printed")]
    subject: Annotated[str | None, about("the line that names the subject")]
    received: Annotated[str | None, about("the day of receipt, with the hour if it is known: EDTF")]
    marks: Annotated[tuple[str, ...], about("what else is printed at its head")]
    language: Annotated[str | None, about("an ISO 639 code; empty when unsure")]
    origin: Annotated[str, about("the path as it was named")]
    form: Annotated[str, about("the file's format: text, tei, html, docx or pdf")]
    characters: Annotated[int, about("the length of the text in Unicode code points")]


class PartyRow(Struct, frozen=True):
    """A sender, recipient or participant of a paper; the name, the office or both are known."""

    document: Paper
    role: Annotated[str, about("sender, recipient or participant")]
    ordinal: Annotated[int, about("its place among those of its role, from 0")]
    name: Annotated[str | None, about("the person's name as the heading gives it")]
    office: Annotated[str | None, about("the office as the heading gives it")]
    person: Annotated[str | None, about("the id of the person in actors, where one is known")]
    holds: Annotated[str | None, about("the id of the office in actors")]
    side: Annotated[str | None, about("the id of the power that it acts for")]


class TextRow(Struct, frozen=True):
    """The text of a paper; all offsets count in it."""

    document: Paper
    text: Annotated[str | None, about("the whole text: NFC, one paragraph a line, the notes after the body")]
    foot: Annotated[int, about("where the notes begin; the text's length if there are none")]


class FindingRow(Struct, frozen=True):
    """One finding in a paper, with its exact words."""

    document: Paper
    ordinal: Ordinal
    start: Start
    end: End
    quote: Quote


class ReferenceRow(FindingRow, frozen=True):
    """A reference: another paper is named, and what became of it."""

    kind: Annotated[str, about("letter, telegram, despatch, instruction, note, report, memorandum, newspaper, edition, "
                               "enclosure or other")]
    number: Annotated[str | None, about("its number, as printed")]
    date: Edtf
    first_day: FirstDay
    last_day: LastDay
    time: Time
    sender: Annotated[str | None, about("from whom, in the paper's words; or writer, addressee: those of the paper")]
    recipient: Annotated[str | None, about("to whom, likewise")]
    paragraph: Annotated[str | None, about("the paragraph of the other paper that is pointed at")]
    page: Annotated[str | None, about("the page of the other paper that is pointed at")]
    relation: Annotated[str, about("what the paper does with the other: replies-to, refers-to, transmits, encloses, "
                                   "corrects or quotes")]
    status: Annotated[str | None, about("resolved, ambiguous, missing or external; empty when not looked up yet")]
    target: Annotated[str | None, about("the id of the paper that is meant, when resolved")]
    missing: Annotated[str | None, about("the id of the missing paper that is meant")]
    candidates: Annotated[tuple[str, ...], about("the ids of the papers that fit equally, when ambiguous")]
    reason: Annotated[str | None, about("why it was taken so")]
    rule: Rule
    voice: Voice


class MissingRow(Struct, frozen=True):
    """A paper that is cited and not here; one found since is kept, with the paper."""

    id: Annotated[str, about("the id of the missing paper")]
    kind: Annotated[str, about("what the references call it; the kinds are those of references")]
    number: Annotated[str | None, about("its number, as printed")]
    date: Edtf
    first_day: FirstDay
    last_day: LastDay
    time: Time
    sender: Annotated[str | None, about("from whom, by name where the citing paper's heading tells it")]
    recipient: Annotated[str | None, about("to whom, likewise")]
    references: Annotated[int, about("how many references mean it; 0 when it is found: they mean the paper then")]
    found: Annotated[str | None, about("the id of the paper, when it was added later")]


class ActRow(FindingRow, frozen=True):
    """One finding whose parties were joined to actors over the whole archive."""

    who: Annotated[str | None, about("the id in actors of who does it, speaks, or is to act; empty where nobody is "
                                     "told or several fit")]
    whom: Annotated[str | None, about("the id of to whom, or against whom, it is done; of a directive who gives it")]
    who_side: Annotated[str | None, about("the id of the power that the first acts for")]
    whom_side: Annotated[str | None, about("the id of the power that the second acts for")]


class HeadingRow(FindingRow, frozen=True):
    """One fact of a paper's heading."""

    field: Annotated[str, about("kind, title, number, date, time, place, sender, recipient, participant, source, "
                                "classification, priority, subject, received or mark")]
    value: Annotated[str | None, about("the fact, days as EDTF; empty for a person or office")]
    name: Annotated[str | None, about("the person's name")]
    office: Annotated[str | None, about("the office")]
    rule: Rule
    voice: Voice


class ApparatusRow(FindingRow, frozen=True):
    """A piece of the editors' or the writer's apparatus."""

    kind: Annotated[str, about("number (of a paragraph), marker, note, insertion, omission or page")]
    label: Annotated[str | None, about("what it is labelled with: the note's, paragraph's or page's number")]
    target_start: Annotated[int | None, about("where the other of a marker and its note starts")]
    target_end: Annotated[int | None, about("where it ends")]
    rule: Rule
    voice: Voice


class DateRow(FindingRow, frozen=True):
    """A date in the text."""

    date: Annotated[str, about("EDTF (ISO 8601-2), as printed: not moved where the calendar is julian")]
    first_day: FirstDay
    last_day: LastDay
    time: Time
    basis: Annotated[str, about("how the day is known: printed, completed (year or month supplied), relative (counted "
                                "from the paper's date) or markup (given by the file)")]
    calendar: Annotated[str, about("gregorian or julian")]
    rule: Rule
    voice: Voice


class NameRow(FindingRow, frozen=True):
    """A person, place, polity, organisation, agreement or ship that a paper names; the span is its fullest form."""

    kind: Annotated[str, about("person, place, polity, organisation, agreement or ship")]
    label: Annotated[str, about("the surname of a person, else the name, as printed")]
    full: Annotated[str | None, about("the fullest form printed in the paper, the words of the span")]
    title: Annotated[str | None, about("the person's title")]
    office: Annotated[str | None, about("the person's office")]
    tenure: Annotated[str | None, about("the years in office that a note gives, as EDTF")]
    mentions: Annotated[int, about("how often it is named; one by one in mentions")]
    rule: Rule
    voice: Voice


class MentionRow(Struct, frozen=True):
    """One place where a paper names a name."""

    document: Paper
    name: Annotated[int, about("the ordinal of the name in names")]
    ordinal: Annotated[int, about("its place among those of the name, from 0")]
    start: Start
    end: End
    quote: Quote


class DamageRow(FindingRow, frozen=True):
    """A place where the text is hurt."""

    kind: Annotated[str, about("truncated, garbled, boilerplate, orphan-marker or orphan-note")]
    rule: Rule
    voice: Voice


class StatementRow(ActRow, frozen=True):
    """A statement: somebody's words are reported."""

    act: Annotated[str, about("what is done with the words: say, ask, propose, promise, agree, refuse, protest, deny, "
                              "warn, thank or silent (pointedly nothing is said of it)")]
    speaker: Annotated[str | None, about("who speaks, in the paper's words; or writer, addressee: those of the paper")]
    hearer: Annotated[str | None, about("to whom, likewise")]
    quoted: Annotated[bool, about("whether what is said stands in quotation marks")]
    verb: Annotated[str | None, about("the words that report")]
    rule: Rule
    voice: Voice


class DirectiveRow(ActRow, frozen=True):
    """A directive: somebody is told what to do."""

    force: Annotated[str, about("order, request, permit, forbid or advise")]
    addressee: Annotated[str | None, about("who is to act, in the paper's words; or addressee, we: those of the paper")]
    condition: Annotated[str | None, about("the words of the condition, which stand outside the span")]
    rule: Rule
    voice: Voice


class AssessmentRow(FindingRow, frozen=True):
    """An assessment: somebody judges what is not plain to see."""

    who: Annotated[str | None, about("the id in actors of who judges; empty where nobody is told or several fit")]
    who_side: Annotated[str | None, about("the id of the power that it acts for")]
    holder: Annotated[str | None, about("who judges, in the paper's words; or writer, addressee, we: those of the "
                                        "paper")]
    certainty: Annotated[str, about("certain, likely, possible, unlikely, excluded or unstated")]
    stance: Annotated[str, about("towards the bare proposition: affirm, reject or doubt")]
    likelihood: Annotated[str | None, about("the paper's own words of likelihood")]
    least_percent: Annotated[int | None, about("the least probability that these words stand for, in per cent, by "
                                               "Intelligence Community Directive 203 (2015); empty for words it does "
                                               "not list")]
    greatest_percent: Annotated[int | None, about("the greatest, likewise")]
    rule: Rule
    voice: Voice


class EventRow(ActRow, frozen=True):
    """An event: somebody does something to somebody."""

    type: Annotated[str, about("a category of PLOVER: agree, consult, support, concede, cooperate, aid, retreat, "
                               "request, accuse, reject, threaten, protest, sanction, mobilize, coerce or assault")]
    actor: Annotated[str | None, about("who does it, in the paper's words; or writer, addressee, we: those of the "
                                       "paper")]
    target: Annotated[str | None, about("to whom, likewise")]
    date: Edtf
    first_day: FirstDay
    last_day: LastDay
    modality: Annotated[str, about("done, ongoing, planned, demanded, refused or alleged")]
    event: Annotated[int | None, about("the id of the event in chronicle; reports of one event share it")]
    rule: Rule
    voice: Voice
