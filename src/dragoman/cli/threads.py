"""`dragoman threads ARCHIVE [ID]`: the chains of papers; one in order of time, missing papers in their places."""

from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.cli.dossier import quoted
from dragoman.cli.tables import (
    WIDE,
    Head,
    filters,
    folded,
    foot,
    give,
    grid,
    limit_of,
    output,
    reading,
    row,
    scope_of,
    told,
    write,
)
from dragoman.cli.terminal import console
from dragoman.inquiries.answer import Answer
from dragoman.inquiries.thread import Chain, Node, Tie
from dragoman.inquiries.thread import thread as ask_one
from dragoman.inquiries.threads import SORTS, Thread
from dragoman.inquiries.threads import threads as ask
from dragoman.publish.words import visible

HELD, GONE = "●", "○"
LINE, DASHES = "│", "┆"
_SPAN: tuple[Head, ...] = (("first", "cyan", "left", None), ("last", "cyan", "left", None))
_COUNTS: tuple[Head, ...] = (("papers", "bold", "right", None), ("encl.", "", "right", None),
                             ("missing", "magenta", "right", None))


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("name", required=False, metavar="[ID]")
@click.option("--sort", type=click.Choice(SORTS), default="papers",
              help="By papers (default), missing ones, days that it runs, first or last day.")
@filters("sender", "recipient", "kind", "date", "place", "collection", "channel", "number", "subject")
@output()
def threads(archive: Path, name: str | None, sort: Any, form: str | None, **options: Any) -> None:
    """List the threads of papers that answer, transmit, enclose or correct one another.

    Those with most papers first. With the ID of a paper, or of a missing one, its thread in order of time: ● a paper
    that is here, ○ one that is missing, below each what it does with the others and, after "besides", what it only
    recalls.
    """
    with reading(archive) as connection:
        if name is not None:
            _one(ask_one(connection, name), form)
            return
        limit = limit_of({**options, "form": form})
        answer = ask(connection, scope_of(options, connection), sort=sort, limit=limit, skip=options["skip"])
        give(answer, form, Thread, _show)


def _show(answer: Answer[Thread], out: Console) -> None:
    if answer.rows:
        out.print(_wide(answer) if out.width >= WIDE else _narrow(answer))
    out.print(foot(answer.basis, len(answer.rows), answer.total, "threads"))


def _wide(answer: Answer[Thread]) -> Table:
    table = grid(*_SPAN, *_COUNTS, ("id", "dim", "left", None), ("begins with", "", "left", 1))
    for t in answer.rows:
        row(table, [t.first, t.last, *_counts(t), t.id, t.title])
    return table


def _narrow(answer: Answer[Thread]) -> Table:
    """The same where there is no room: the last day below the first, the id below the title."""
    table = folded(grid(("days", "cyan", "left", None), *_COUNTS, ("begins with", "", "left", 1)))
    for t in answer.rows:
        days = [day for day in (t.first, t.last if t.last != t.first else None) if day]
        begins = Text(visible(t.title or "")).append(f"\n{visible(t.id)}", "dim")
        row(table, [Text("\n".join(days)), *_counts(t), begins])
    return table


def _counts(t: Thread) -> list[object]:
    return [t.papers, t.enclosures or "", t.missing or ""]


def _one(chain: Chain, form: str | None) -> None:
    if form:
        write(chain.nodes, form, Node, _flat)
        told(chain.basis)
        return
    out = console()
    out.print(drawn(chain, out))
    if not chain.whole:
        nearest = f"The thread is longer; the {len(chain.nodes):,} papers nearest to {chain.asked} are shown."
        out.print(Text(visible(nearest), "dim"))
    loose = sum(node.place == "before the first paper citing it" for node in chain.nodes)
    if loose:
        out.print(Text(f"{loose} missing without a day: each stands just before the first paper that cites it.", "dim"))
    out.print(Text(visible(chain.basis.line), "dim"))


def _flat(node: Node) -> dict[str, object]:
    """A node as a row of CSV: its ties and branches as "replies-to ID"."""
    fields: dict[str, object] = {name: getattr(node, name) for name in node.__struct_fields__}
    return fields | {side: [f"{tie.relation} {tie.to}" for tie in getattr(node, side)] for side in ("ties", "branches")}


def drawn(chain: Chain, out: Console) -> Table:
    """The thread as a vertical line of papers, dashed beside those that are missing."""
    table = Table.grid(padding=(0, 1))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(no_wrap=True)
    days = [" ".join(x for x in (n.date, n.time) if x) or ("undated" if n.place == "last" else "") for n in chain.nodes]
    left = out.width - max(map(len, days)) - 3
    for node, day in zip(chain.nodes, days, strict=True):
        head, *below = [part for line in _node(node, asked=node.id == chain.asked) for part in line.wrap(out, left)]
        table.add_row(visible(day), Text(HELD if node.held else GONE, "bold" if node.held else "magenta"), head)
        for line in below:
            table.add_row("", " " if node is chain.nodes[-1] else LINE if node.held else DASHES, line)
    return table


def _node(node: Node, *, asked: bool) -> list[Text]:
    """The lines of one paper, and an empty one."""
    what = " ".join(x for x in (node.kind, node.number) if x)
    head = Text(visible(what), "bold reverse" if asked else "bold" if node.held else "magenta")
    if not node.held:
        head.append(", missing", "magenta")
    head.append(f"  {visible(node.id)}", "dim")
    lines = [head]
    if node.sender or node.recipient:
        lines.append(Text(visible(" → ".join((node.sender or "(not given)", node.recipient or "(not given)")))))
    elif node.words or node.title:
        lines.append(Text(visible(quoted(node.words) if node.words else node.title or "")))
    lines += [_called(tie, "green") for tie in node.ties]
    if node.branches or node.vague:
        lines.append(_besides(node))
    return [*lines, Text(" ")]


def _called(tie: Tie, style: str = "") -> Text:
    """ "replies to telegram 22 of 1926-09-21"."""
    other = quoted(tie.called) if tie.passage and tie.called == tie.passage.quote else tie.called
    line = Text(f"{tie.relation.replace('-', ' ')} ", style).append(visible(other), "not bold default")
    return line if tie.held else line.append(" (missing)", "magenta")


def _besides(node: Node) -> Text:
    """What a paper recalls besides, in one paragraph."""
    parts = [_called(tie) for tie in node.branches]
    if node.vague:
        parts.append(Text(f"{node.vague} without number or day (missing)"))
    return Text("besides ", "dim").append_text(Text("; ", "dim").join(parts))
