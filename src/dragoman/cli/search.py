"""`dragoman search ARCHIVE QUERY`: papers by their words, parties, dates and references, each with its passages."""

import sys
from pathlib import Path

import click
import msgspec
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dragoman.cli.tables import reading
from dragoman.cli.terminal import console
from dragoman.errors import BadQuery
from dragoman.inquiries.search import LIMIT, Excerpt, Found, Hit
from dragoman.inquiries.search import search as search_archive
from dragoman.publish.words import visible

MOST = 1_000_000
BEFORE, AFTER = 60, 30  # characters shown on either side of the place where a query went wrong


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("words", nargs=-1, required=True, metavar="QUERY")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines on standard output, a paper and its passages a line.")
@click.option("--limit", type=click.IntRange(1, MOST), default=LIMIT, show_default=True, help="Papers shown.")
@click.option("--skip", type=click.IntRange(0, MOST), default=0, help="Papers passed over first.")
def search(archive: Path, words: tuple[str, ...], as_json: bool, limit: int, skip: int) -> None:
    """Find papers in an archive, each with the passages that answer.

    Put QUERY in single quotes: 'salt pans', '"salt pans"', 'negotiat*', 'salt OR fish', 'salt -fish',
    'NEAR(salt shore, 10)'. Fields: from: to: place: title: text: note: kind: date: number: file: in: cites: citedby:
    has:, as in 'from:grew kind:telegram date:1936-03..1936-06'. docs/searching.md tells all of it. Nothing found is
    no error; the exit status is 2 when the query cannot be understood.
    """
    try:
        with reading(archive) as connection:
            found = search_archive(connection, " ".join(words), limit=limit, skip=skip)
            if as_json:
                for hit in found.rows:
                    sys.stdout.buffer.write(msgspec.json.encode(hit) + b"\n")
                click.echo(_summary(found, skip), err=True)
            else:
                _show(found, skip)
    except BadQuery as error:
        click.echo(wrong(error), err=True)
        sys.exit(2)


def wrong(error: BadQuery) -> str:
    """What is wrong with a query, the part of it that matters, and a caret below the place."""
    line = visible(error.query)
    first = max(0, error.at - BEFORE)
    before, after = line[first:error.at], line[error.at:error.at + AFTER]
    return f"{error.why}\n  {before}{after}\n  {' ' * cell_len(before)}^"


def _show(found: Found, skip: int) -> None:
    out = console()
    for place, hit in enumerate(found.rows, skip + 1):
        out.print(_card(place, hit, plain=out.color_system is None))
    out.print(Text(_summary(found, skip), style="bold"))
    out.print(Text(found.basis.line, style="dim"))


def _card(place: int, hit: Hit, *, plain: bool) -> RenderableType:
    """A paper that was found: its heading, then the passages, those of notes apart."""
    number = hit.number and f"No. {hit.number}"
    head = Text.assemble((f"{place:,}  ", "dim"), (visible(hit.id), "bold cyan"))
    head.append(visible("  ·  ".join(["", *(x for x in (hit.date or "undated", hit.place, hit.kind, number) if x)])))
    parties = f"{hit.sender or '(sender not given)'} to {hit.recipient or '(recipient not given)'}"
    who = Text("   " + visible(parties if hit.sender or hit.recipient else hit.title or "(no heading)"), style="bold")
    if hit.enclosed_in:
        who.append(visible(f"  ·  enclosed in {hit.enclosed_in}"), style="not bold dim")
    table = Table.grid(padding=(0, 2), expand=False)
    table.add_column(min_width=13, no_wrap=True, justify="right", style="dim")
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for excerpt in hit.passages:
        table.add_row(Text(visible(excerpt.place), style="blue" if excerpt.part == "note" else ""),
                      Text(visible(f"p. {excerpt.page}") if excerpt.page else ""), _words(excerpt, plain=plain))
    if more := _more(hit):
        table.add_row("", "", Text(more, style="dim"))
    return Group(head, who, *([table] if hit.passages else []), Text(""))


def _words(excerpt: Excerpt, *, plain: bool) -> Text:
    """The passage with its matches marked; by stars where there are no colours. What is left out is shown by dots."""
    words, at = Text("… " if excerpt.start > excerpt.line[0] else ""), 0
    quote = visible(excerpt.quote.replace("\n", " "))
    for start, end in ((s - excerpt.start, e - excerpt.start) for s, e in excerpt.matches):
        words.append(quote[at:start])
        words.append(f"*{quote[start:end]}*" if plain else quote[start:end], style="bold yellow")
        at = end
    words.append(quote[at:])
    return words.append(" …" if excerpt.end < excerpt.line[1] else "")


def _more(hit: Hit) -> str:
    """ "and 12 more places in the text, 1 in the notes"; nothing when all are shown."""
    parts = []
    for part, count, where in (("text", hit.in_text, "in the text"), ("note", hit.in_notes, "in the notes")):
        left = count - sum(len(p.matches) for p in hit.passages if p.part == part)
        if left:
            parts.append(f"{left:,} more {'place' if left == 1 else 'places'} {where}")
    return f"and {', '.join(parts)}" if parts else ""


def _summary(found: Found, skip: int) -> str:
    """ "1 to 20 of 1,204 papers; --skip 20 shows the next"."""
    held = f"{found.basis.looked:,} papers"
    if not found.total:
        nowhere = f" No paper has {' or '.join(found.nowhere)} at all." if found.nowhere else ""
        return visible(f"Nothing was found: 0 of {held}.{nowhere}")
    total = f"{'more than ' if found.more else ''}{found.total:,} of {held} found"
    if len(found.rows) == found.total:
        return f"{total}."
    last = skip + len(found.rows)
    shown = f"{skip + 1:,} to {last:,} are shown" if found.rows else "none so far on"
    more = f"; --skip {last} shows the next" if found.rows and last < found.total else ""
    return f"{total[0].upper()}{total[1:]}; {shown}{more}."
