"""One paper on the terminal: its docket, then what was found, layer by layer, each finding with its words."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from dragoman.cli.findings import MARGIN, VIEWS, ledger
from dragoman.edition.annotation import Annotation, Apparatus, Name
from dragoman.edition.docket import Docket, Party
from dragoman.edition.place import places
from dragoman.edition.reading import Reading, labelled
from dragoman.publish.words import in_words, shorten, visible

# in the order that people ask
SHOWN = ("statement", "directive", "assessment", "event", "reference", "name", "date", "apparatus", "damage")
STYLES = {"heading": "bold", "apparatus": "blue", "date": "cyan", "name": "green", "reference": "magenta",
          "statement": "yellow", "directive": "bright_red", "assessment": "bright_blue", "event": "bright_green",
          "damage": "red"}
TITLES = {"heading": "Heading", "apparatus": "Apparatus", "date": "Dates", "name": "Names", "reference": "References",
          "statement": "Statements", "directive": "Directives", "assessment": "Assessments", "event": "Events",
          "damage": "Damage"}
KINDS = {"person": "persons", "place": "places", "polity": "polities", "organisation": "organisations",
         "agreement": "agreements", "ship": "ships"}
APPARATUS = {"number": "numbered paragraph", "insertion": "insertion", "omission": "omission", "page": "page break"}
# "1926-09-20T07:40:00": shown as the docket's own day and hour are
_INSTANT = re.compile(r"^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):00$")
BESIDE_LIMIT = 40   # when every quotation is shorter than this, its fields stand beside it, else beneath


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
            parts.append(Text(" " * (MARGIN + 2) + apparatus_in_words(found), style="dim"))
        elif layer in VIEWS:
            parts.append(VIEWS[layer](reading, found, full=bool(layers)))
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
    table = ledger()
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
    table = ledger()
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
