"""Candidate evidence on the terminal, and as rows for a spreadsheet."""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from rich.console import Console
from rich.text import Text

from dragoman.cli.dossier import quoted
from dragoman.cli.tables import folded, foot, grid, row, told, write
from dragoman.cli.terminal import console
from dragoman.inquiries.answer import Answer
from dragoman.inquiries.candidates import Candidate
from dragoman.publish.words import shorten, visible


class CandidateRow(Struct, frozen=True):
    """One candidate as a row of CSV."""

    document: str
    start: int
    end: int
    place: str
    quote: str
    date: str | None
    layers: tuple[str, ...]
    kind: str
    who: str | None
    why: str
    score: float
    item: str | None
    again: str | None
    origins: tuple[str, ...]
    called_false: tuple[str, ...]


def give_candidates(answer: Answer[Candidate], form: str | None) -> None:
    """Candidates in the form that was asked for."""
    if form == "json":
        write(answer.rows, form, Candidate)
    elif form == "csv":
        write(_flat(answer.rows), form, CandidateRow)
    else:
        _show(answer, console())
    if form:
        told(answer.basis)


def _flat(rows: Iterable[Candidate]) -> Iterator[CandidateRow]:
    for c in rows:
        p = c.passage
        yield CandidateRow(p.document, p.start, p.end, p.place, p.quote, c.date, c.layers, c.kind, c.who, c.why,
                           c.score, c.item, c.again, tuple(f"{o.document}: {o.why}" for o in c.origins),
                           tuple(f"{f.document}: {f.quote}" for f in c.called_false))


def _show(answer: Answer[Candidate], out: Console) -> None:
    if answer.rows:
        table = folded(grid(("date", "cyan", "left", None), ("what", "", "left", None), ("passage", "", "left", 1)))
        for c in answer.rows:
            row(table, [c.date, Text(visible(c.layers[0])).append(f"\n{visible(c.kind)}", "dim"), _passage(c)])
        out.print(table)
    out.print(foot(answer.basis, len(answer.rows), answer.total, "candidates"))


def _passage(c: Candidate) -> Text:
    text = Text(visible(quoted(shorten(c.passage.quote))), "italic")
    where = ", ".join(x for x in (c.who, c.passage.document, c.passage.place) if x)
    text.append(f"\n{visible(where)}", "not italic dim")
    text.append(f"\n{visible(c.why)}", "not italic dim")
    for style, line in _remarks(c):
        text.append(f"\n{visible(line)}", f"not italic {style}")
    return text


def _remarks(c: Candidate) -> Iterator[tuple[str, str]]:
    if c.item:
        yield "green", f"already an item: {c.item}"
    if c.again:
        yield "yellow", f"repeats a report: {quoted(c.again)}"
    for o in c.origins:
        yield "yellow", f"may be the same report as {o.item or o.document}: {o.why}"
    for p in c.called_false:
        yield "red", f"called disinformation: {quoted(shorten(p.quote))} ({p.document})"
