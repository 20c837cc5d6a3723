"""`dragoman missing ARCHIVE [ID]`: the papers that are cited and not here; one in full; gaps in series of numbers."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import click
from msgspec import Struct
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.cli.dossier import dossier_rows, quoted, show_dossier
from dragoman.cli.tables import filters, folded, foot, give, grid, limit_of, output, reading, row, scope_of, told, write
from dragoman.cli.terminal import console
from dragoman.inquiries.answer import Answer
from dragoman.inquiries.gaps import RATE, SILENCE, Gap, Run, gaps
from dragoman.inquiries.missing import Missing, Which, dossier
from dragoman.inquiries.missing import missing as ask
from dragoman.publish.words import visible

JUMP = ("nowhere: numbers known from nowhere, with the days between the two known ones; "
        f"jumps: more than {SILENCE.days} days or {RATE} numbers a day lie between, so that the series may have begun "
        "anew unseen; or a sender told by name alone wrote from two places.")


class GapRow(Struct, frozen=True):
    """One gap as a row of CSV."""

    sender: str
    recipient: str
    traffic: str
    mark: str
    first: int
    last: int
    kind: str
    days: int | None
    before: int
    before_id: str
    before_date: str
    after: int
    after_id: str
    after_date: str


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("name", required=False, metavar="[ID]")
@click.option("--all", "which", flag_value="all", help="Also those without number or day, told by a mention alone.")
@click.option("--closed", "which", flag_value="closed", help="Those that were missing and have been added since.")
@click.option("--gaps", "in_series", is_flag=True, help="The numbers of each series that are known from nowhere.")
@filters("sender", "recipient", "kind", "date", "collection", "channel", "number", "cited_by", "subject")
@output()
def missing(archive: Path, name: str | None, which: Which | None, in_series: bool, form: str | None,
            **options: Any) -> None:
    """List the papers that are cited and not here.

    By day and number. With an ID, one in full: each field with the passages that give it, what the citing papers say
    was in it, and every mention. What stands in [brackets] is not printed there but supplied: a year, a kind, or a
    name that "my" and "your" stand for.
    """
    with reading(archive) as connection:
        if name is not None:
            _one(connection, name, form)
            return
        scope, limit = scope_of(options, connection), limit_of({**options, "form": form})
        if in_series:
            _gaps(gaps(connection, scope, limit=limit, skip=options["skip"]), form)
            return
        answer = ask(connection, scope, which=which or "known", limit=limit, skip=options["skip"])
        give(answer, form, Missing, _show)


def _one(connection: Connection, name: str, form: str | None) -> None:
    found = dossier(connection, name)
    if form == "json":
        write([found], form, type(found))
    elif form == "csv":
        rows = list(dossier_rows(found))
        write(rows, form, type(rows[0]))
    else:
        show_dossier(found, console())


def _show(answer: Answer[Missing], out: Console) -> None:
    if answer.rows:
        table = folded(grid(("date", "cyan", "left", None), ("No.", "", "right", None),
                            ("cited", "magenta", "right", None), ("paper", "", "left", 1)))
        for m in answer.rows:
            day = " ".join(x for x in (m.date, m.time) if x)
            row(table, [f"[{day}]" if "date" in m.supplied else day and f" {day}", m.number, _cited(m), _paper(m)])
        out.print(table)
    out.print(foot(answer.basis, len(answer.rows), answer.total, "missing papers"))


def _cited(m: Missing) -> str:
    """ "3 in 2": so many mentions in so many papers; "2" when each stands in a paper of its own."""
    papers = len(m.cited_by)
    return str(m.mentions) if papers == m.mentions else f"{m.mentions} in {papers}"


def _paper(m: Missing) -> Text:
    """Kind and parties, and below them the id."""
    def told_(field: str, value: str | None) -> str:
        return f"[{value}]" if field in m.supplied else value or ""
    line = Text(visible(told_("kind", m.kind)))
    for word, field, value in ((" from ", "sender", m.sender), (" to ", "recipient", m.recipient)):
        if value:
            line.append(word, "dim").append(visible(told_(field, value)), "bold")
    if m.words and not m.sender and not m.recipient:
        line.append(f" {visible(quoted(m.words))}", "italic")
    line.append(f"\n{visible(m.id)}", "dim")
    return line.append(f"\nfound: {visible(m.found)}", "green") if m.found else line


def _gaps(answer: Answer[Run], form: str | None) -> None:
    if form:
        flat = (_flat(run, gap) for run in answer.rows for gap in run.gaps)
        write(answer.rows if form == "json" else flat, form, GapRow)
        told(answer.basis)
        return
    out = console()
    for run in answer.rows:
        out.print(_head(run))
        out.print(_run(run))
    out.print(Text(JUMP, "dim"))
    out.print(foot(answer.basis, len(answer.rows), answer.total, "runs with gaps"))


def _flat(run: Run, gap: Gap) -> GapRow:
    a, b = gap.before, gap.after
    return GapRow(run.sender, run.recipient, run.traffic, run.mark, gap.first, gap.last, gap.kind, gap.days,
                  a.number, a.name, a.date, b.number, b.name, b.date)


def _head(run: Run) -> Text:
    """The channel of a run, and its days."""
    channel = visible(f"{_titled(run.sender)} > {_titled(run.recipient)}")
    return Text(channel, "bold").append(f", {run.traffic}, {run.first_day} to {run.last_day}", "not bold dim")


def _run(run: Run) -> Table:
    """The numbers of a run that are here, those only cited, and those known from nowhere."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", min_width=10, justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    for label, held in (("here", True), ("only cited", False)):
        numbers = sorted({k.number for k in run.known if k.held is held})
        if numbers:
            table.add_row(label, Text(", ".join(f"{run.mark}{span}" for span in _spans(numbers))))
    for label, kind in (("nowhere", "gap"), ("jumps", "jump")):
        spans = [f"{run.mark}{_span(g.first, g.last)} ({_days(g)})" for g in run.gaps if g.kind == kind]
        if spans:
            table.add_row(label, Text(", ".join(spans), "red" if kind == "gap" else "dim"))
    table.add_row("", "")
    return table


def _days(gap: Gap) -> str:
    """ "3 days", "days not known" where one end is dated only by a paper that cites it."""
    if gap.days is None:
        return "days not known"
    return "same day" if not gap.days else f"{gap.days:,} day{'s' if gap.days != 1 else ''}"


def _titled(key: str) -> str:
    small = ("of", "in", "for", "the", "and", "at")
    words = key.split(" ")
    return " ".join(w if i and w in small else w[:1].upper() + w[1:] for i, w in enumerate(words))


def _spans(numbers: list[int]) -> Iterator[str]:
    """ "91", "93–95": numbers that follow one another as spans."""
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        members = [number for _, number in group]
        yield _span(members[0], members[-1])


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
