"""`dragoman subjects ARCHIVE [WORDS]`: what the papers are about; one subject with its papers; decisions on them."""

from pathlib import Path
from sqlite3 import Connection
from typing import Any

import click
from msgspec import Struct
from rich.console import Console
from rich.text import Text

from dragoman.archive.journal import decide
from dragoman.cli.deciding import deciding, entered, writing
from dragoman.cli.tables import (
    filters,
    folded,
    foot,
    grid,
    limit_of,
    output,
    reading,
    row,
    scope_of,
    short,
    told,
    write,
)
from dragoman.cli.terminal import console
from dragoman.edition.decision import DropSubject, JoinSubjects, RenameSubject
from dragoman.inquiries.about import Subject, subject_named
from dragoman.inquiries.answer import Answer
from dragoman.inquiries.passages import Passage
from dragoman.inquiries.subjects import SORTS, Listed, Naming
from dragoman.inquiries.subjects import subject as ask_one
from dragoman.inquiries.subjects import subjects as ask
from dragoman.publish.words import visible

SHOWN = 3                       # sentences of one paper that a table shows


class ListedRow(Struct, frozen=True):
    """One subject as a row of CSV."""

    id: str
    label: str
    kind: str
    papers: int
    first: str | None
    last: str | None
    channels: tuple[str, ...]
    joined: tuple[str, ...]
    paper: str
    quote: str


class NamingRow(Struct, frozen=True):
    """One paper that names a subject as a row of CSV."""

    id: str
    date: str | None
    kind: str
    sender: str | None
    recipient: str | None
    title: str | None
    quote: str


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("words", required=False, metavar="[WORDS]")
@click.option("--sort", type=click.Choice(SORTS), default="weight",
              help="By weight (default), papers, first day, or label.")
@click.option("--rename", nargs=2, metavar="WORDS LABEL", help="Decide that a subject is called so.")
@click.option("--join", multiple=True, metavar="WORDS", help="Decide that these are one (give it twice or more).")
@click.option("--drop", multiple=True, metavar="WORDS", help="Decide that this is no subject.")
@deciding
@filters()
@output()
def subjects(archive: Path, words: str | None, form: str | None, person: str, why: str | None, **options: Any) -> None:
    """List what the papers are about: recurring phrases, agreements, ships and bodies.

    The most telling first, each with the papers that name it, their days and busiest channels. With WORDS, one subject
    with its papers in order of time and the sentences that name it. --rename, --join and --drop enter decisions in the
    journal; of those that are joined the first gives the name.
    """
    changes = {name: options.pop(name) for name in ("rename", "join", "drop")}
    if any(changes.values()):
        _decide(archive, changes, person, why)
        return
    with reading(archive) as connection:
        scope, limit = scope_of(options, connection), limit_of({**options, "form": form})
        if words is not None:
            one = subject_named(connection, words)
            _one(one, ask_one(connection, one, scope, limit=limit, skip=options["skip"]), form)
            return
        answer = ask(connection, scope, sort=options["sort"], limit=limit, skip=options["skip"])
        if form:
            write(answer.rows, form, ListedRow, _listed_row)
            told(answer.basis)
        else:
            _show(answer, console())


def _decide(archive: Path, changes: dict[str, Any], person: str, why: str | None) -> None:
    """Enter what was decided, in the order rename, join, drop."""
    if len(changes["join"]) == 1:
        raise click.BadParameter("one subject is joined to nothing; give --join twice or more", param_hint="--join")
    with writing(archive) as connection:
        numbers = [decide(connection, body, person=person, why=why) for body in _bodies(connection, changes)]
        entered(archive, *numbers)


def _bodies(connection: Connection, changes: dict[str, Any]) -> list[RenameSubject | JoinSubjects | DropSubject]:
    """The decisions, all looked up before the first is entered. Raises NoSuchSubject."""
    bodies: list[RenameSubject | JoinSubjects | DropSubject] = []
    if changes["rename"]:
        words, label = changes["rename"]
        if not label.strip():
            raise click.BadParameter("a subject must be called something", param_hint="--rename")
        bodies.append(RenameSubject(subject_named(connection, words).name, " ".join(label.split())))
    if changes["join"]:
        names = tuple(dict.fromkeys(subject_named(connection, words).name for words in changes["join"]))
        if len(names) < 2:
            raise click.BadParameter(f"these are one subject already: {names[0]}", param_hint="--join")
        bodies.append(JoinSubjects(names))
    return bodies + [DropSubject(subject_named(connection, words).name) for words in changes["drop"]]


def _show(answer: Answer[Listed], out: Console) -> None:
    if answer.rows:
        table = folded(grid(("papers", "magenta", "right", None), ("first", "cyan", "left", None),
                            ("last", "cyan", "left", None), ("subject", "", "left", 1)))
        for s in answer.rows:
            row(table, [f"{s.papers:,}", s.first, s.last, _named(s)])
        out.print(table)
    out.print(foot(answer.basis, len(answer.rows), answer.total, "subjects"))


def _named(s: Listed) -> Text:
    """The subject, its channels, and the words that name it first."""
    line = Text(visible(s.label), "bold")
    if s.kind != "phrase":
        line.append(f" ({s.kind})", "not bold dim")
    if s.joined:
        line.append(f", also {visible('; '.join(s.joined))}", "not bold")
    if s.channels:
        line.append(f"\n{visible('; '.join(s.channels))}", "not bold")
    return line.append_text(_cited(s.passages[:1]))


def _cited(passages: tuple[Passage, ...]) -> Text:
    """Passages, each on a line of its own, with where it stands."""
    text = Text("", "not bold dim")
    for p in passages:
        text.append(f"\n“{visible(p.quote)}” ({visible(p.document)}, {visible(p.place)})")
    return text


def _one(one: Subject, answer: Answer[Naming], form: str | None) -> None:
    if form:
        write(answer.rows, form, NamingRow, _naming_row)
        told(answer.basis)
        return
    out = console()
    out.print(Text(visible(one.label), "bold").append(f" ({visible(one.name)})", "not bold dim"))
    if answer.rows:
        table = folded(grid(("date", "cyan", "left", None), ("kind", "", "left", None), ("paper", "", "left", 1)))
        for n in answer.rows:
            who = " → ".join(short(p) or "…" for p in (n.sender, n.recipient)) if n.sender or n.recipient else ""
            text = Text(visible(who), "bold").append(f"{' ' if who else ''}{visible(n.id)}", "not bold dim")
            text.append_text(_cited(n.passages[:SHOWN]))
            if len(n.passages) > SHOWN:
                text.append(f"\nand {len(n.passages) - SHOWN} more", "not bold dim")
            row(table, [n.date, n.kind, text])
        out.print(table)
    out.print(foot(answer.basis, len(answer.rows), answer.total, "papers"))


def _listed_row(s: Listed) -> dict[str, object]:
    first = s.passages[0] if s.passages else None
    return {name: getattr(s, name) for name in ListedRow.__struct_fields__[:-2]} | {
        "paper": first.document if first else "", "quote": first.quote if first else ""}


def _naming_row(n: Naming) -> dict[str, object]:
    return {name: getattr(n, name) for name in NamingRow.__struct_fields__[:-1]} | {
        "quote": " … ".join(p.quote for p in n.passages)}
