"""What is said, ordered, judged and done in a paper, each drawn as people read it: a script, a list, a chronology."""

from collections.abc import Mapping, Sequence
from datetime import date as Day
from typing import Protocol

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from dragoman.cli.words import between, probability, shorten, visible, voice_in_words
from dragoman.edition.annotation import Annotation, Assessment, Directive, Event, Statement
from dragoman.edition.dates import parse
from dragoman.edition.place import places
from dragoman.edition.reading import Reading, labelled
from dragoman.edition.voice import reported

MARGIN = 15     # columns at the left for places, dates, and what a speaker does: as many as "says nothing of"
ACTS = {"say": "says", "ask": "asks", "propose": "proposes", "promise": "promises", "agree": "agrees",
        "refuse": "refuses", "protest": "protests", "deny": "denies", "warn": "warns", "thank": "thanks",
        "silent": "says nothing of"}
FEWEST_WORDS = 3    # with fewer after its verb ("..., he said to me"), a clause is shown whole


class View(Protocol):
    """Draws the findings of one layer; `full` leaves nothing of their words out."""

    def __call__(self, reading: Reading, found: Sequence[Annotation], *, full: bool = False) -> RenderableType: ...


def script(reading: Reading, found: Sequence[Annotation], *, full: bool = False) -> RenderableType:
    """A conversation as the script of a play: who to whom, then what each says; an empty line between conversations."""
    table = ledger()
    place = places(list(labelled(reading)))
    scene: set[str] = set()
    turn: tuple[object, ...] = ()
    for a in found:
        if not isinstance(a.body, Statement):
            continue
        people = {p for p in (a.body.speaker, a.body.hearer) if p}
        if turn and len(scene | people) > 2:
            table.add_row()
            scene = set()
        scene |= people
        if (a.body.speaker, a.body.hearer, a.voice) != turn:
            turn = a.body.speaker, a.body.hearer, a.voice
            table.add_row(Text(visible(place(a.start))), _head(a, between(a.body.speaker, a.body.hearer) or "?"))
        words = reading.document.quote(a.start, a.end) if full else _said(reading.document.text, a, a.body)
        table.add_row(Text(ACTS[a.body.act], style="yellow not dim"), _words(words))
    return table


def _said(text: str, a: Annotation, body: Statement) -> str:
    """What is said after the reporting verb: "that he would do everything" of "declared that he would ..."."""
    start, end = reported(text, a)
    after = text[start:end].lstrip(" ,:;")
    return after if len(after.split()) >= (1 if body.act == "silent" else FEWEST_WORDS) else text[a.start:a.end]


def orders(reading: Reading, found: Sequence[Annotation], *, full: bool = False) -> RenderableType:
    """Directives in their order: force and addressee, the words, the condition beneath."""
    table, place = ledger(), places(list(labelled(reading)))
    for a in found:
        if isinstance(a.body, Directive):
            condition = a.body.condition and Text(shorten(_conditional(a.body.condition)), style="dim")
            words = reading.document.quote(a.start, a.end)
            table.add_row(Text(visible(place(a.start))),
                          _lines(_head(a, between(a.body.force, a.body.addressee)), _words(words), condition))
    return table


def _conditional(condition: str) -> str:
    """The condition as it goes on from an order: "if they protest"."""
    first = condition.split(maxsplit=1)[0] if condition.strip() else ""
    if first.casefold() in ("if", "unless", "when", "in", "should", "provided", "until", "before", "after", "on"):
        return condition[:1].lower() + condition[1:]
    return f"if: {condition}"


def judgements(reading: Reading, found: Sequence[Annotation], *, full: bool = False) -> RenderableType:
    """Assessments in their order: who judges, how certainly and which way, in what words of likelihood."""
    table, place = ledger(), places(list(labelled(reading)))
    for a in found:
        if isinstance(a.body, Assessment):
            head = _head(a, a.body.holder or "?", a.body.certainty, a.body.stance, probability(a.body))
            table.add_row(Text(visible(place(a.start))), _lines(head, _words(reading.document.quote(a.start, a.end))))
    return table


def chronology(reading: Reading, found: Sequence[Annotation], *, full: bool = False) -> RenderableType:
    """Events by their dates, the undated last: what was done by whom to whom, and whether it was done at all."""
    table, place = ledger(), places(list(labelled(reading)))
    for a in sorted(found, key=_when):
        if isinstance(a.body, Event):
            modality = a.body.modality if a.body.modality != "done" else None
            where = place(a.start).replace(" ", "\u00a0")
            head = _head(a, a.body.type, between(a.body.actor, a.body.target), modality, where)
            table.add_row(Text(visible(a.body.date or "undated")),
                          _lines(head, _words(reading.document.quote(a.start, a.end))))
    return table


def _when(a: Annotation) -> tuple[Day, int]:
    date = parse(a.body.date) if isinstance(a.body, Event) and a.body.date else None
    return (date.first if date else Day.max), a.start


VIEWS: Mapping[str, View] = {"statement": script, "directive": orders, "assessment": judgements, "event": chronology}


def ledger() -> Table:
    """A table without lines, with a margin at its left."""
    table = Table.grid(padding=(0, 2), expand=False)
    table.add_column(style="dim", min_width=MARGIN, no_wrap=True, justify="right")
    table.add_column(overflow="fold")
    return table


def _head(a: Annotation, first: str, *more: str | None) -> Text:
    """The first line of a finding: what matters most, then the rest, and the voice where it is not the writer's."""
    rest = [x for x in (*more, voice_in_words(a)) if x]
    return Text.assemble((visible(first), "bold"), (visible("".join(f"  ·  {x}" for x in rest)), "dim"))


def _words(words: str) -> Text:
    return Text(shorten(words), style="italic")


def _lines(*lines: Text | str | None) -> Text:
    return Text("\n").join(line for line in lines if isinstance(line, Text))
