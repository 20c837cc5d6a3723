"""One paper on the terminal: its docket, then what was found, layer by layer, each finding with its words."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from dragoman.edition.annotation import (
    Annotation,
    Apparatus,
    Damage,
    DateFinding,
    HeadingField,
    Name,
    Reference,
)
from dragoman.edition.docket import Docket, Party
from dragoman.edition.place import places
from dragoman.edition.reading import Reading, labelled

SHOWN = ("reference", "name", "date", "apparatus", "damage")   # in the order that people ask
STYLES = {"heading": "bold", "apparatus": "blue", "date": "cyan", "name": "green", "reference": "magenta",
          "damage": "red"}
TITLES = {"heading": "Heading", "apparatus": "Apparatus", "date": "Dates", "name": "Names", "reference": "References",
          "damage": "Damage"}
KINDS = {"person": "persons", "place": "places", "polity": "polities", "organisation": "organisations",
         "agreement": "agreements", "ship": "ships"}
APPARATUS = {"number": "numbered paragraph", "insertion": "insertion", "omission": "omission", "page": "page break"}
# C0 controls become their Unicode pictures; C1 controls, separators of lines and signs that turn the direction of
# writing become a plain mark
_PLAIN = [*range(0x80, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)]
_CONTROL = {**{c: 0x2400 + c for c in range(32)}, 0x7F: 0x2421, **dict.fromkeys(_PLAIN, 0xFFFD)}
# "1926-09-20T07:40:00": shown as the docket's own day and hour are
_INSTANT = re.compile(r"^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):00$")
BESIDE_LIMIT = 40   # when every quotation is shorter than this, its fields stand beside it, else beneath
QUOTE_LIMIT = 220   # a longer quotation is cut in its middle on the screen; the JSON has it whole


def paper(reading: Reading, layers: Sequence[str] = ()) -> RenderableType:
    """The whole card of one paper; `layers` picks some of them and then shows each in full."""
    parts: list[RenderableType] = [docket_card(reading)]
    for layer in layers or SHOWN:
        found = [a for a in reading.annotations if a.layer == layer]
        if not found:
            continue
        parts.append(Text(f"\n{TITLES[layer]}  {len(found)}", style=f"bold {STYLES[layer]}"))
        if layer == "name" and not layers:
            parts.append(_names(found))
        elif layer == "apparatus" and not layers:
            parts.append(Text(" " * 15 + apparatus_in_words(found), style="dim"))
        else:
            parts.append(_findings(reading, found))
    return Group(*parts, Text(""))


def docket_card(reading: Reading) -> RenderableType:
    """The docket in a frame: who to whom, when, where, under what number and in which file."""
    docket = reading.docket()
    lines = Text()
    if docket.sender or docket.recipient:
        lines.append(_parties(docket.sender) or "(sender not given)", style="bold")
        lines.append("\nto ", style="dim")
        lines.append(_parties(docket.recipient) or "(recipient not given)", style="bold")
    elif docket.title:
        lines.append(visible(docket.title), style="bold")
    for more in (_facts(docket), docket.subject and f"Subject: {docket.subject}",
                 docket.participants and "Present: " + _parties(docket.participants),
                 docket.source,
                 reading.document.enclosed_in and f"enclosed in {reading.document.enclosed_in}"):
        if more:
            lines.append("\n" if lines else "")
            lines.append(visible(more))
    return Panel(lines or Text("(no heading)"), box=box.ROUNDED, title=docket.kind.upper(), title_align="left",
                 subtitle=Text(visible(reading.document.id)), subtitle_align="right", padding=(0, 2))


def register_row(reading: Reading) -> tuple[str, ...]:
    """The paper in one row: id, date, kind, number, from, to, count of references, count of damage."""
    docket = reading.docket()
    count = {layer: sum(a.layer == layer for a in reading.annotations) for layer in ("reference", "damage")}
    return (visible(reading.document.id), docket.date or "", docket.kind, visible(docket.number or ""),
            _parties(docket.sender, short=True), _parties(docket.recipient, short=True),
            str(count["reference"]), str(count["damage"] or ""))


def visible(text: str) -> str:
    """The text with control characters shown as signs ("␛"), so that no paper can command the terminal."""
    return text.translate(_CONTROL)


def _facts(docket: Docket) -> str:
    when = " ".join(x for x in (docket.date, docket.time) if x)
    number = docket.number and f"No. {docket.number}"
    received = docket.received and "received " + _INSTANT.sub(r"\1 \2", docket.received)
    return "  ·  ".join(x for x in (when, docket.place, number, docket.classification, docket.priority, received,
                                    *docket.marks) if x)


def _parties(parties: Iterable[Party], *, short: bool = False) -> str:
    def one(p: Party) -> str:
        if short:
            return p.name or p.office or ""
        return ", ".join(x for x in (p.name, p.office) if x)
    return visible("; ".join(one(p) for p in parties))


def apparatus_in_words(found: Sequence[Annotation]) -> str:
    """ "8 numbered paragraphs, 9 of 9 notes bound to their markers, 1 omission"."""
    bodies = [a.body for a in found if isinstance(a.body, Apparatus)]
    notes = [b for b in bodies if b.kind == "note"]
    count: Counter[str] = Counter(b.kind for b in bodies)
    words = [f"{count[kind]} {what}{'s' if count[kind] > 1 else ''}" for kind, what in APPARATUS.items() if count[kind]]
    if notes:
        bound = sum(b.target is not None for b in notes)
        words.insert(1 if words else 0, f"{bound} of {len(notes)} notes bound to their markers")
    return ", ".join(words)


def _names(found: Sequence[Annotation]) -> RenderableType:
    table = _grid()
    for kind, plural in KINDS.items():
        bodies = [a.body for a in found if isinstance(a.body, Name) and a.body.kind == kind]
        if bodies:
            table.add_row(plural, Text(", ".join(_name(b) for b in bodies)))
    return table


def _name(body: Name) -> str:
    more = ", ".join(x for x in (body.office, body.tenure) if x)
    times = f" ×{len(body.mentions)}" if len(body.mentions) > 1 else ""
    return visible(f"{body.full or body.label}{f' ({more})' if more else ''}{times}")


def _findings(reading: Reading, found: Sequence[Annotation]) -> RenderableType:
    place: Callable[[int], str] = places(list(labelled(reading)))
    table = _grid()
    quotes = [shorten(reading.document.quote(a.start, a.end)) for a in found]
    beside = max(map(len, quotes)) <= BESIDE_LIMIT
    for a, quote in zip(found, quotes, strict=True):
        where, words = Text(visible(place(a.start))), Text(quote, style="italic")
        fields = Text(in_words(a), style="dim")
        if beside:
            table.add_row(where, words, fields)
        else:
            table.add_row(where, Text("\n").join((words, fields)) if fields else words)
    return table


def _grid() -> Table:
    table = Table.grid(padding=(0, 2), expand=False)
    table.add_column(style="dim", min_width=13, no_wrap=True, justify="right")
    table.add_column(overflow="fold")
    return table


def shorten(quote: str) -> str:
    """The quotation on one line, its middle left out when it is longer than QUOTE_LIMIT."""
    line = visible(" ".join(quote.split()))
    if len(line) <= QUOTE_LIMIT:
        return line
    return f"{line[:QUOTE_LIMIT * 2 // 3].rstrip()} ... {line[-QUOTE_LIMIT // 3:].lstrip()}"


def in_words(a: Annotation) -> str:
    """The fields of a finding in one line."""
    body = a.body
    if isinstance(body, Reference):
        parts: list[str | None] = [
            body.kind, body.number and f"No. {body.number}", " ".join(x for x in (body.date, body.time) if x) or None,
            body.paragraph and f"paragraph {body.paragraph}", body.page and f"page {body.page}",
            body.sender and f"from {body.sender}", body.recipient and f"to {body.recipient}",
            body.target or body.status]
    elif isinstance(body, DateFinding):
        parts = [" ".join(x for x in (body.edtf, body.time) if x), body.basis,
                 "Old Style" if body.calendar == "julian" else None]
    elif isinstance(body, HeadingField):
        parts = [body.field, body.value, body.name, body.office]
    elif isinstance(body, Name):
        parts = [body.kind, body.label, body.office, body.tenure, f"{len(body.mentions)} mentions"]
    elif isinstance(body, Damage):
        parts = [body.kind, a.rule]
    else:
        parts = [body.kind, body.label]
    return visible("  ·  ".join(x for x in parts if x))
