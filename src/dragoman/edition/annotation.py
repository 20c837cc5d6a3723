"""Annotation: one finding, tied to the exact words of one document; and a body type for each layer.

Layers and fields are those of the project's annotation guidelines; heading, apparatus and date are added to them.
"""

from typing import Literal, get_args

from msgspec import Struct

Span = tuple[int, int]


class HeadingField(Struct, frozen=True):
    """One fact of a paper's heading.

    `value` holds the fact as the docket shows it (date as EDTF, time as HH:MM, the kind's word, the number as printed).
    A sender, recipient or participant has `name` (without title or parentheses) and `office` instead; one may be None.
    """

    field: Literal["kind", "title", "number", "date", "time", "place", "sender", "recipient", "source",
                   "classification", "priority", "participant", "subject", "received", "mark"]
    value: str | None = None
    name: str | None = None
    office: str | None = None


class Apparatus(Struct, frozen=True):
    """A piece of the editors' or writer's apparatus.

    number: a printed paragraph number; marker and note: bound to each other by `target`, the other's span (None when
    the other is not there); insertion: an editor's words in brackets; omission: a lacuna ("* * *", "..."); page: a page
    break, `label` its number.
    """

    kind: Literal["number", "marker", "note", "insertion", "omission", "page"]
    label: str | None = None
    target: Span | None = None


class DateFinding(Struct, frozen=True):
    """A date in the text. `edtf` is EDTF (ISO 8601-2); `time` is HH:MM; `basis` says how the day was known.

    printed: all of it stands there; completed: the year or month was supplied; relative: counted from the paper's
    own date; markup: the file's markup gives it.
    `calendar` is "julian" for Old Style as printed (then `edtf` is that printed day), else "gregorian".
    """

    edtf: str
    time: str | None = None
    basis: Literal["printed", "completed", "relative", "markup"] = "printed"
    calendar: Literal["gregorian", "julian"] = "gregorian"


class Name(Struct, frozen=True):
    """One person, place, polity, organisation, agreement or ship of a paper, under its fullest form.

    `label` is the surname as printed for a person, else the name as printed. `mentions` are all spans where it is
    named.
    """

    kind: Literal["person", "place", "polity", "organisation", "agreement", "ship"]
    label: str
    full: str | None = None
    title: str | None = None
    office: str | None = None
    tenure: str | None = None
    mentions: tuple[Span, ...] = ()


ReferenceKind = Literal["letter", "telegram", "despatch", "instruction", "note", "report", "memorandum", "newspaper",
                        "edition", "enclosure", "other"]


class Reference(Struct, frozen=True):
    """Another document is named. Fields by the guidelines; `paragraph` and `page` are what is pointed at inside it."""

    kind: ReferenceKind
    number: str | None = None
    date: str | None = None
    sender: str | None = None
    recipient: str | None = None
    status: Literal["resolved", "missing", "ambiguous", "external"] = "missing"
    target: str | None = None
    time: str | None = None
    paragraph: str | None = None
    page: str | None = None


class LinkedReference(Reference, frozen=True):
    """A reference as an archive gives it, looked up: `target` is the id of the paper that is meant.

    `missing` is the record of one that is not there, `candidates` are the papers that fit equally, `relation` is what
    the paper does with it, `reason` why it was taken so.
    """

    missing: str | None = None
    relation: str | None = None
    candidates: tuple[str, ...] = ()
    reason: str | None = None


class Statement(Struct, frozen=True):
    """Somebody's words are reported; `act` is the speech act (after Searle's kinds) by the verb's force.

    `speaker` and `hearer` are as the words give them: "writer", "addressee", or a name; `verb` are the words that
    report.
    """

    act: Literal["say", "ask", "propose", "promise", "agree", "refuse", "protest", "deny", "warn", "thank", "silent"]
    speaker: str | None = None
    hearer: str | None = None
    quoted: bool = False
    verb: str | None = None


class Directive(Struct, frozen=True):
    """Somebody is told what to do; `condition` are the words of the condition, which the span leaves out."""

    force: Literal["order", "request", "permit", "forbid", "advise"]
    addressee: str | None = None
    condition: str | None = None


class Assessment(Struct, frozen=True):
    """Somebody judges what is not plain to see; `stance` is towards the bare proposition.

    `likelihood` are the paper's own words of probability ("very likely"). `icd203` is the least and greatest per cent
    that Intelligence Community Directive 203, Analytic Standards (2015), gives to these words; None for others.
    """

    holder: str | None
    certainty: Literal["certain", "likely", "possible", "unlikely", "excluded", "unstated"] = "unstated"
    stance: Literal["affirm", "reject", "doubt"] = "affirm"
    likelihood: str | None = None
    icd203: tuple[int, int] | None = None


class Event(Struct, frozen=True):
    """Somebody does something to somebody. `type` is a category of PLOVER (manual, Draft 2.0)."""

    type: Literal["agree", "consult", "support", "concede", "cooperate", "aid", "retreat", "request", "accuse",
                  "reject", "threaten", "protest", "sanction", "mobilize", "coerce", "assault"]
    actor: str | None = None
    target: str | None = None
    date: str | None = None
    modality: Literal["done", "ongoing", "planned", "demanded", "refused", "alleged"] = "done"


class Damage(Struct, frozen=True):
    """The text is hurt here."""

    kind: Literal["truncated", "garbled", "boilerplate", "orphan-marker", "orphan-note"]


Body = (HeadingField | Apparatus | DateFinding | Name | Reference | Statement | Directive | Assessment | Event
        | Damage)

BODIES: dict[str, type[Body]] = {"heading": HeadingField, "apparatus": Apparatus, "date": DateFinding, "name": Name,
                                 "reference": Reference, "statement": Statement, "directive": Directive,
                                 "assessment": Assessment, "event": Event, "damage": Damage}
LAYERS = tuple(BODIES)

# Whose words a finding stands in: the writer's own, a document's that is quoted, a reported speaker's, an editor's
# note, the line that says where the paper is kept.
Voice = Literal["writer", "document", "speaker", "editor", "source"]
VOICES: tuple[Voice, ...] = get_args(Voice)


class Annotation(Struct, frozen=True):
    """One finding: the span's exact words are its evidence, `rule` says in plain words why, `voice` whose words."""

    layer: str
    start: int
    end: int
    body: Body
    rule: str
    voice: Voice = "writer"


def stands_in(a: Annotation, start: int, end: int) -> bool:
    """Whether a finding has words in a span of the text; a name has all of its mentions."""
    spans = a.body.mentions if isinstance(a.body, Name) and a.body.mentions else ((a.start, a.end),)
    return any(first < end and start < last for first, last in spans)
