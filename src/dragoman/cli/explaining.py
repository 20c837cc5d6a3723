"""`dragoman read --explain PLACE`: why the words at one place of a paper were found, and what was weighed besides."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import click
from rich.console import Group, RenderableType
from rich.text import Text

from dragoman.cli.findings import ledger
from dragoman.edition.annotation import Annotation, Span, stands_in
from dragoman.edition.place import places
from dragoman.edition.reading import Reading, labelled
from dragoman.inquiries.explanation import Explanation, explain
from dragoman.publish.words import VOICE_WORDS, in_words, shorten, visible

NAMED = 5       # papers are named where several have the words; more are counted
# "210:243": an offset, a colon, another
_SPAN = re.compile(r"\s*(\d+):(\d+)\s*")


class Spot(NamedTuple):
    """A span of a paper. `at` is where its text begins in the record of the paper that carries it."""

    reading: Reading
    start: int
    end: int
    at: int = 0


def span_of(place: str) -> Span | None:
    """The offsets that a place is given by; None for words. Raises BadParameter for a span or words without content."""
    m = _SPAN.fullmatch(place)
    if not place.strip() or (m and int(m[1]) >= int(m[2])):
        raise _wrong(f"{place!r} is empty; write two offsets, START:END, or words of the text")
    return (int(m[1]), int(m[2])) if m else None


def spots(papers: Iterable[Sequence[Reading]], place: str) -> list[Spot]:
    """The spans that a place names in the one paper that has it; none where there is no paper. Raises BadParameter.

    Offsets count in the record of a paper with its enclosures, as in its JSON. Words are taken as they are written,
    or, where no paper has them so, in capitals or small letters alike.
    """
    span = span_of(place)
    return _at(papers, span) if span else _worded(papers, place)


def _at(papers: Iterable[Sequence[Reading]], span: Span) -> list[Spot]:
    """The part of the one paper's record that offsets point to."""
    group: Sequence[Reading] = ()
    for paper in papers:
        if group:
            raise _wrong("offsets are those of one paper, and there are several here; name one, or words of the text")
        group = paper
    found: list[Spot] = []
    at = 0
    for reading in group:
        size = len(reading.document.text)
        if span[0] < at + size and span[1] > at:
            found.append(Spot(reading, max(span[0] - at, 0), min(span[1] - at, size), at))
        at += size + 1
    if group and not found:
        raise _wrong(f"the text of {visible(group[0].document.id)} ends at {at - 1}")
    return found


def _worded(papers: Iterable[Sequence[Reading]], words: str) -> list[Spot]:
    """Every place of the one paper that has these words."""
    pattern = r"\s+".join(map(re.escape, unicodedata.normalize("NFC", words).split()))
    ways = (re.compile(pattern), re.compile(pattern, re.I))
    found: tuple[list[list[Spot]], list[list[Spot]]] = ([], [])
    count = 0
    for group in papers:
        count += 1
        for way, having in zip(ways, found, strict=True):
            if here := list(_places_of(group, way)):
                having.append(here)
    having = found[0] or found[1]
    if count and not having:
        raise _wrong(f"no paper here has the words {visible(words)!r}")
    if len(having) > 1:
        names = [visible(spots[0].reading.document.id) for spots in having]
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        raise _wrong(f"{len(names)} papers have these words; name one of them, or more words: "
                     f"{', '.join(names[:NAMED])}{more}")
    return having[0] if having else []


def _places_of(group: Sequence[Reading], way: re.Pattern[str]) -> Iterator[Spot]:
    at = 0
    for reading in group:
        for m in way.finditer(reading.document.text):
            yield Spot(reading, *m.span(), at)
        at += len(reading.document.text) + 1


def explained(spot: Spot, layers: Sequence[str] = ()) -> RenderableType:
    """All that was found or weighed at a spot, each with its fields, its voice, its words and why."""
    reading, start, end, at = spot
    place = places(list(labelled(reading)))
    weighed = [e for e in explain(reading, start, end) if not layers or e.layer in layers]
    found = [a for a in reading.annotations if stands_in(a, start, end) and (not layers or a.layer in layers)]
    head = Text.assemble((visible(reading.document.id), "bold"),
                         (f"  ·  {visible(place(start))}  ·  {start + at}:{end + at}\n", "dim"),
                         (shorten(reading.document.quote(start, end)), "italic"))
    table = ledger()
    for a in found:
        table.add_row(Text(a.layer), _finding(spot, a, weighed))
    spans = {(a.layer, a.start, a.end) for a in found}
    for e in weighed:
        if not e.found or (e.layer, e.start, e.end) not in spans:
            table.add_row(Text(visible(e.layer)), _weighed(spot, e))
    return Group(head, Text(""), table if table.row_count else Text("Nothing was found here."), Text(""))


def _finding(spot: Spot, a: Annotation, weighed: Iterable[Explanation]) -> Text:
    """A finding with its fields, its voice, and why it was found."""
    more = [e.sentence for e in weighed
            if e.found and (e.layer, e.start, e.end) == (a.layer, a.start, a.end) and e.sentence != a.rule]
    fields = in_words(a).removesuffix(f"  ·  {visible(a.rule)}")
    lines = [(fields, ""), (f"voice: {VOICE_WORDS[a.voice]}", "dim"), (f"why: {a.rule}", "")]
    return _lines(spot, a.start, a.end, [*lines, *((f"weighed: {sentence}", "dim") for sentence in more)])


def _weighed(spot: Spot, e: Explanation) -> Text:
    """What was weighed, and whether it came to anything."""
    return _lines(spot, e.start, e.end, [(f"{'found' if e.found else 'not found'}: {e.sentence}", "")])


def _lines(spot: Spot, start: int, end: int, lines: Iterable[tuple[str, str]]) -> Text:
    """The words of a span with its offsets, and lines about them."""
    words = Text.assemble((shorten(spot.reading.document.quote(start, end)), "italic"),
                          (f"  {start + spot.at}:{end + spot.at}", "dim"))
    return Text("\n").join([words, *(Text(visible(line), style=style) for line, style in lines if line)])


def _wrong(sentence: str) -> click.BadParameter:
    return click.BadParameter(sentence, param_hint="'--explain'")
