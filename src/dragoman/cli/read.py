"""`dragoman read SOURCE...`: papers in, findings out."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import wrap

import click
from msgspec import structs
from rich.console import Console, JustifyMethod
from rich.table import Table
from rich.text import Text

from dragoman.cli.card import TITLES, paper, register_row
from dragoman.cli.executor import local
from dragoman.cli.explaining import explained, span_of, spots
from dragoman.cli.named import files_named, tell
from dragoman.cli.progress import progress
from dragoman.cli.terminal import console, piped
from dragoman.edition.annotation import LAYERS
from dragoman.edition.problem import Problem
from dragoman.edition.reading import Reading, json_line, papers
from dragoman.pipeline import read_files

CARDS_LIMIT = 12        # more papers than this are shown as a register, unless --full is given

# name, style, share of the width left over (None: as wide as it must be), side
COLUMNS: tuple[tuple[str, str, int | None, JustifyMethod], ...] = (
    ("id", "dim", 2, "left"), ("date", "cyan", None, "left"), ("kind", "", None, "left"), ("No.", "", None, "right"),
    ("from", "bold", 2, "left"), ("to", "bold", 2, "left"),
    ("refs", "magenta", None, "right"), ("hurt", "red", None, "right"))


def _place(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The place as it was given; an empty one is misuse, told before anything is read."""
    if value is not None:
        span_of(value)
    return value


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines on standard output, one paper a line.")
@click.option("--apart", is_flag=True, help="In JSON, give each enclosure a line of its own, not its carrier's.")
@click.option("--layer", "layers", multiple=True, type=click.Choice(LAYERS),
              help="Only this layer, every finding in full (repeatable).")
@click.option("--explain", "place", metavar="PLACE", callback=_place,
              help="Why the words at a place of one paper were found: offsets START:END, or words of its text.")
@click.option("--full", is_flag=True, help="A card for every paper, however many there are.")
@click.option("--jobs", type=click.IntRange(0), default=0, help="Processes to read with (default: one a core).")
def read(sources: tuple[str, ...], as_json: bool, apart: bool, layers: tuple[str, ...], place: str | None, full: bool,
         jobs: int) -> None:
    """Read papers and show what was found.

    SOURCE is a file (text, TEI, HTML, DOCX, PDF), a folder, which is walked, or - for standard input. One file may
    hold one letter or a whole volume. The exit status is 1 when something could not be read.
    """
    if place is not None and as_json:
        raise click.UsageError("--explain is for people; it cannot be given with --json")
    problems: list[Problem] = []
    readings = _readings(sources, jobs, problems)
    try:
        with piped():
            if place is not None:
                out = console()
                for spot in spots(([r] for r in readings) if apart else papers(readings), place):
                    out.print(explained(spot, layers))
            elif as_json:
                picked = _picked(readings, layers)
                for group in ([r] for r in picked) if apart else papers(picked):
                    sys.stdout.buffer.write(json_line(group) + b"\n")
            else:
                _show(readings, layers, full=full)
    except KeyboardInterrupt:
        Console(stderr=True).print("stopped; what was read so far stands above")
        sys.exit(130)
    sys.exit(1 if problems else 0)


def _readings(sources: Iterable[str], jobs: int, problems: list[Problem]) -> Iterator[Reading]:
    """Every document that can be read; each Problem is printed on standard error as it comes, and kept."""
    paths = files_named(sources, problems)
    size = sum(p.stat().st_size for p in paths if p.exists())
    alone = Path("-") in paths          # standard input is this process's own
    with local(1 if alone else jobs, len(paths), size) as (executor, _), progress(paths) as seen:
        for found in read_files(paths, executor):
            seen(found)
            if isinstance(found, Problem):
                tell(found, problems)
            else:
                yield found


def _picked(readings: Iterable[Reading], layers: tuple[str, ...]) -> Iterator[Reading]:
    """The readings with the findings of these layers only; the heading stays, as the docket needs it."""
    for reading in readings:
        if layers:
            kept = tuple(a for a in reading.annotations if a.layer in layers or a.layer == "heading")
            reading = structs.replace(reading, annotations=kept)
        yield reading


def _show(readings: Iterator[Reading], layers: tuple[str, ...], *, full: bool) -> None:
    """Cards for a few papers, a register for many; then the counts."""
    out = console()
    counts: Counter[str] = Counter()
    first: list[Reading] = []
    register: Table | None = None
    for reading in readings:
        counts.update(a.layer for a in reading.annotations)
        counts["papers"] += reading.document.enclosed_in is None
        counts["enclosures"] += reading.document.enclosed_in is not None
        if full or layers:
            out.print(paper(reading, layers))
        elif register is None:
            first.append(reading)
            if len(first) > CARDS_LIMIT:
                register = _register(first)
                first = []
        else:
            register.add_row(*map(Text, register_row(reading)))
    for reading in first:
        out.print(paper(reading))
    if register is not None:
        out.print(register)
    if counts["papers"] or counts["enclosures"]:
        out.print(_totals(counts, out.width))


def _register(readings: list[Reading]) -> Table:
    table = Table(box=None, header_style="dim", padding=(0, 1), expand=True)
    for name, style, ratio, justify in COLUMNS:
        table.add_column(name, style=style, justify=justify, ratio=ratio, no_wrap=True, overflow="ellipsis")
    for reading in readings:
        table.add_row(*map(Text, register_row(reading)))
    return table


def _totals(counts: Counter[str], width: int) -> Text:
    """How many papers there were, and what was found in them; no line ends between a number and its word."""
    parts = [_counted(counts["papers"], "papers"), _counted(counts["enclosures"], "enclosures")]
    parts += [_counted(counts[layer], TITLES[layer].lower()) for layer in LAYERS if layer != "heading"]
    whole = "\u00a0\u00a0·  ".join(part for part in parts if part)
    # rich ends lines at no-break spaces too
    return Text("\n".join(wrap(whole, width, break_long_words=False, break_on_hyphens=False)), style="bold")


def _counted(count: int, title: str) -> str:
    """A number and its word, "1 paper"; nothing of what there is none of."""
    word = title.removesuffix("s") if count == 1 and title != "apparatus" else title
    return f"{count}\u00a0{word}" if count else ""
