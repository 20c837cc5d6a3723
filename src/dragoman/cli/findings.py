"""What is said, ordered, judged and done in a paper, each drawn as people read it: a script, a list, a chronology."""

import re
from collections.abc import Mapping, Sequence
from datetime import date as Day
from typing import Protocol

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from dragoman.edition.annotation import Annotation, Assessment, Directive, Event, Statement
from dragoman.edition.dates import parse
from dragoman.edition.place import places
from dragoman.edition.reading import Reading, labelled
from dragoman.edition.voice import reported
from dragoman.publish.words import NAMELESS, between, probability, shorten, visible, voice_in_words

MARGIN = 15     # columns at the left for places, dates, and what a speaker does: as many as "says nothing of"
ACTS = {"say": "says", "ask": "asks", "propose": "proposes", "promise": "promises", "agree": "agrees",
        "refuse": "refuses", "protest": "protests", "deny": "denies", "warn": "warns", "thank": "thanks",
        "silent": "says nothing of"}
FEWEST_WORDS = 3    # with fewer after its verb ("..., he said to me"), a clause is shown whole

# words before a verb that are no more than its subject, a link to what went before, or the number of a paragraph
_LIGHT = frozenset((
    "i", "we", "he", "she", "they", "it", "you", "who", "which", "and", "but", "then", "also", "further", "again",
    "has", "have", "had", "having", ".", ",", ";", "[", "]", "(", ")"))
_WORD = re.compile(r"\w+|[^\w\s]")
# "said the letter of X", "protested with vigor", "said he": what follows is not what is said
_AFTER = re.compile(r"(?:with|by|the (?:letter|note|telegram|despatch|paper|report))\b"
                    r"|(?:I|he|she|they|we)(?=[,.;”\"]|$)")
# how what is said begins, after the hearer is named
_GOES_ON = re.compile(r",?\s+(?:that|to|of|how|what|when|why|whether|if|about|for|against|not)\b|\s*[:,“\"]")
# "me", "to him"; "her" and "you" may also begin what is said ("told her brother", "said you were wrong")
_PRONOUN = re.compile(rf"(?:to\s+)?(?:(?:me|him|us|them)\b|(?:her|you)(?={_GOES_ON.pattern}))")
# words that begin a condition, and those that make it one wherever they stand
_OPENERS = frozenset(("if", "unless", "when", "in", "should", "provided", "until", "before", "after", "on", "only"))
_IF = re.compile(r"\b(?:if|unless|in\s+case|until)\b", re.I)
# what a condition may begin with though it does not belong to it
_LINK = re.compile(r"(?:\s*(?:,|and\b|but\b))+\s*", re.I)


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
            table.add_row(Text(visible(place(a.start))), _head(a, between(a.body.speaker, a.body.hearer) or NAMELESS))
        words = reading.document.quote(a.start, a.end) if full else _said(reading.document.text, a, a.body)
        table.add_row(Text(ACTS[a.body.act], style="yellow not dim"), _words(words))
    return table


def _said(text: str, a: Annotation, body: Statement) -> str:
    """What is said after the reporting verb: "that he would do everything" of "declared that he would ...".

    The whole clause where words before the verb matter, or what follows the verb is not what is said.
    """
    start, end = reported(text, a)
    whole, after = text[a.start:a.end], text[start:end].lstrip(" ,:;")
    if start == a.start or _matters(text[a.start:start - len(body.verb or "")], body):
        return whole
    if _AFTER.match(after) or (body.speaker and after.casefold().startswith(body.speaker.casefold())):
        return whole
    after = after[_hearer(after, body.hearer):].lstrip(" ,:;")
    return after if len(after.split()) >= (1 if body.act == "silent" else FEWEST_WORDS) else whole


def _matters(before: str, body: Statement) -> bool:
    """Whether the words before a verb are more than its subject, or a quotation."""
    light = _LIGHT | ({"not", "never", "did", "does", "do"} if body.act == "silent" else set())
    subject = (body.speaker or "").casefold()
    rest = before.casefold().strip().removesuffix(subject) if subject else before.casefold()
    return any(not word.isdigit() and word not in light for word in _WORD.findall(rest))


def _hearer(after: str, hearer: str | None) -> int:
    """How many characters at the beginning of what follows a verb name the hearer."""
    if m := _PRONOUN.match(after):
        return m.end()
    if hearer and after.startswith(hearer) and (m := _GOES_ON.match(after, len(hearer))):
        return m.start()
    return 0


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
    if m := _LINK.match(condition):
        condition = condition[m.end():]
    first = condition.split(maxsplit=1)[0] if condition.strip() else ""
    if first.casefold() in _OPENERS:
        return condition[:1].lower() + condition[1:]
    return condition if _IF.search(condition) else f"if: {condition}"


def judgements(reading: Reading, found: Sequence[Annotation], *, full: bool = False) -> RenderableType:
    """Assessments in their order: who judges, how certainly and which way, in what words of likelihood."""
    table, place = ledger(), places(list(labelled(reading)))
    for a in found:
        if isinstance(a.body, Assessment):
            head = _head(a, a.body.holder or NAMELESS, a.body.certainty, a.body.stance, probability(a.body))
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
