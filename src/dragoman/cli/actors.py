"""`dragoman actors ARCHIVE [WORDS]`: who is who over all papers; one in full; joining and splitting them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from msgspec import structs
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.archive.journal import decide
from dragoman.archive.keeping import settle_decisions
from dragoman.cli.deciding import deciding, entered, writing
from dragoman.cli.tables import WIDE, filters, folded, foot, give, grid, limit_of, output, reading, row, scope_of, write
from dragoman.cli.terminal import console
from dragoman.edition.decision import JoinActors, SplitActor
from dragoman.inquiries.actors import (
    KINDS,
    SORTS,
    Choice,
    Correspondent,
    Entry,
    Form,
    Portrait,
    Tenure,
    only_actor,
    portrait,
)
from dragoman.inquiries.actors import actors as ask
from dragoman.inquiries.answer import Answer
from dragoman.publish.words import visible

SHOWN = 12                      # forms and correspondents of one actor, for people


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("words", required=False, metavar="[WORDS]")
@click.option("--kind", type=click.Choice([*KINDS, "all"]), default="person", help="Persons (default), offices, ...")
@click.option("--sort", type=click.Choice(SORTS), default="papers", help="By papers (default), name, first, last day.")
@click.option("--named", "which", flag_value="named", help="Also those whom texts alone tell of.")
@click.option("--questions", "which", flag_value="questions", help="Only those of whom it is a question who they are.")
@click.option("--join", "joined", multiple=True, metavar="ID", help="These are one (give it twice or more).")
@click.option("--split", metavar="ID", help="Not all of its names are one ...")
@click.option("--form", "forms", multiple=True, metavar="NAME", help="... these names are another (with --split).")
@filters("sender", "recipient", "date", "place", "collection", "subject")
@output()
@deciding
def actors(archive: Path, words: str | None, kind: Any, sort: Any, which: Any, joined: tuple[str, ...],
           split: str | None, forms: tuple[str, ...], form: str | None, person: str, why: str | None,
           **options: Any) -> None:
    """List persons, offices, powers and bodies under all their names.

    Those of most papers first. With WORDS (an address or a name) one in full: its names, the offices that it held and
    when, as far as papers show it, whom it wrote to and heard from. --join and --split enter a decision in the journal,
    and what hangs on it is drawn together anew.
    """
    if joined or split:
        _decide(archive, joined, split, forms, person=person, why=why)
        return
    with reading(archive) as connection:
        if words is not None:
            _one(portrait(connection, words), form)
            return
        choice = Choice(None if kind == "all" else kind, which or "parties", sort)
        answer = ask(connection, scope_of(options, connection), choice, limit=limit_of({**options, "form": form}),
                     skip=options["skip"])
        give(answer, form, Entry, _show)


def _decide(archive: Path, joined: Sequence[str], split: str | None, forms: Sequence[str], *, person: str,
            why: str | None) -> None:
    """Enter what was decided, and draw the archive together anew."""
    if joined and (split or len(joined) < 2):
        raise click.UsageError("--join is given once for each of the two or more that are one, and without --split.")
    if split and not forms:
        raise click.UsageError("--split wants --form for each name that is another than the rest.")
    with writing(archive) as connection:
        names = [only_actor(connection, name).name for name in joined or [split or ""]]
        body = JoinActors(tuple(names)) if joined else SplitActor(names[0], tuple(forms))
        number = decide(connection, body, person=person, why=why)
        settle_decisions(connection)
    entered(archive, number)


def _show(answer: Answer[Entry], out: Console) -> None:
    if answer.rows:
        out.print(_wide(answer) if out.width >= WIDE else _narrow(answer))
    out.print(foot(answer.basis, len(answer.rows), answer.total, "actors"))


def _wide(answer: Answer[Entry]) -> Table:
    table = grid(("first", "cyan", "left", None), ("last", "cyan", "left", None), ("sent", "magenta", "right", None),
                 ("received", "magenta", "right", None), ("acts", "magenta", "right", None),
                 ("name", "bold", "left", 3), ("of", "", "left", 2), ("id", "dim", "left", 3))
    for e in answer.rows:
        row(table, [e.first, e.last, e.sent or "", e.received or "", e.acts or "", _name(e), e.side, e.id])
    return table


def _narrow(answer: Answer[Entry]) -> Table:
    """The same where there is no room: the power and the id below the name."""
    table = folded(grid(("days", "cyan", "left", None), ("sent", "magenta", "right", None),
                        ("rec.", "magenta", "right", None), ("name", "", "left", 1)))
    for e in answer.rows:
        below = Text(f"\n{visible(e.side)}" if e.side else "", "not bold").append(f"\n{visible(e.id)}", "not bold dim")
        days = "\n".join(dict.fromkeys(d for d in (e.first, e.last) if d))
        row(table, [Text(days), e.sent or "", e.received or "", _name(e).append_text(below)])
    return table


def _name(e: Entry) -> Text:
    line = Text(visible(e.name), "bold")
    return line.append(f" (perhaps {visible(', '.join(e.perhaps))})", "not bold magenta") if e.perhaps else line


def _one(found: Portrait, form: str | None) -> None:
    if form == "json":
        write([found], form, Portrait)
    elif form == "csv":
        write(found.forms, form, Form, lambda f: structs.asdict(f) | {"passage": f.passage.quote})
    else:
        _draw(found, console())


def _draw(found: Portrait, out: Console) -> None:
    """One actor on the terminal."""
    e = found.entry
    head = Text(visible(e.name), "bold").append(f"  {e.kind}" + (f", {visible(e.side)}" if e.side else ""), "not bold")
    out.print(head.append(f"  {visible(e.id)}", "not bold dim"))
    days = " to ".join(dict.fromkeys(d for d in (e.first, e.last) if d)) or "without a day"
    out.print(Text(f"{e.sent:,} papers sent, {e.received:,} received, {days}; {e.acts:,} acts told of in texts", "dim"))
    if e.perhaps:
        out.print(Text(visible(f"A question: perhaps {' or '.join(e.perhaps)}. --join says so."), "magenta"))
    _section(out, "Names", _names(found.forms), len(found.forms))
    offices = "Held by" if e.kind == "office" else "Offices"
    _section(out, offices, _terms(found.tenures, e.kind), len(found.tenures))
    _section(out, "Wrote to", _others(found.wrote), len(found.wrote))
    _section(out, "Heard from", _others(found.heard), len(found.heard))
    if found.identifiers:
        out.print(Text("\nElsewhere", "bold magenta"))
        for i in found.identifiers:
            out.print(Text(visible(i.iri)).append(f"  {visible(i.label)}" if i.label else "", "dim"))
    for d in found.decided:
        out.print(Text(visible(f"Decision {d.id}, {d.person}, {d.made[:10]}: {d.kind}"), "dim"))


def _section(out: Console, title: str, table: Table, total: int) -> None:
    if total:
        more = f"  {SHOWN} of {total:,}; --json gives all" if total > SHOWN else ""
        out.print(Text(f"\n{title}", "bold magenta").append(more, "not bold dim"))
        out.print(table)


def _names(forms: Sequence[Form]) -> Table:
    table = folded(grid(("papers", "magenta", "right", None), ("first", "cyan", "left", None),
                        ("last", "cyan", "left", None), ("name and office, first in", "", "left", 1)))
    for f in forms[:SHOWN]:
        words = Text(visible(", ".join(x for x in (f.name, f.office) if x)))
        row(table, [f.papers or "", f.first, f.last, words.append(f"\n{visible(f.passage.document)}", "dim")])
    return table


def _terms(tenures: Sequence[Tenure], kind: str) -> Table:
    table = folded(grid(("from", "cyan", "left", None), ("to", "cyan", "left", None),
                        ("papers", "magenta", "right", None), ("told by", "", "left", None), ("", "", "left", 1)))
    for t in tenures:
        other = t.person if kind == "office" else t.office
        words = Text(visible(other.label)).append(f"\n{visible(t.passage.document)}", "dim")
        row(table, [t.first, t.last, t.papers or "", t.source, words])
    return table


def _others(found: Sequence[Correspondent]) -> Table:
    table = folded(grid(("papers", "magenta", "right", None), ("first", "cyan", "left", None),
                        ("last", "cyan", "left", None), ("", "", "left", 1)))
    for c in found[:SHOWN]:
        words = Text(visible(c.actor.label)).append(f"  {visible(c.actor.name)}", "dim")
        row(table, [c.papers, c.first, c.last, words])
    return table
