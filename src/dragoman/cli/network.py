"""`dragoman network ARCHIVE`: who writes to whom, who cites whom, who is reported by whom; where each one stands."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.text import Text

from dragoman.archive.ties import KINDS, LEVELS
from dragoman.cli.tables import Head, filters, folded, foot, grid, limit_of, output, reading, row, scope_of, told, write
from dragoman.cli.terminal import console
from dragoman.inquiries.answer import Answer
from dragoman.inquiries.network import DEFINED, MEASURES, Bond, Place, centralities
from dragoman.inquiries.network import network as ask
from dragoman.inquiries.passages import Passage
from dragoman.inquiries.who import Somebody
from dragoman.publish.words import visible

_MEASURED = ("in", "out", "times in", "times out", "between", "rank")


class BondRow(msgspec.Struct, frozen=True):
    """One tie as a row of CSV; actors by name and by address."""

    kind: str
    who: str
    who_id: str
    whom: str
    whom_id: str
    times: int
    first: str | None
    last: int | None
    paper: str
    quote: str


class PlaceRow(msgspec.Struct, frozen=True):
    """One actor's place as a row of CSV."""

    kind: str
    actor: str
    actor_id: str
    in_degree: int
    out_degree: int
    in_strength: int
    out_strength: int
    betweenness: float | None
    pagerank: float
    paper: str
    quote: str


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--ties", type=click.Choice(KINDS), default="writes",
              help="Who writes to whom (default), whose papers who cites, whose words who reports.")
@click.option("--level", type=click.Choice(LEVELS), default="person",
              help="Count parties as persons (default), as offices, or as powers.")
@click.option("--actors", is_flag=True, help="List the actors, with where each stands among all.")
@click.option("--sort", "by", type=click.Choice(MEASURES), help="Actors by this measure (default pagerank).")
@filters("date", "collection", "subject")
@click.option("--from", "sender", metavar="WHO", help="Ties from this person, office or power.")
@click.option("--to", "recipient", metavar="WHO", help="Ties to this person, office or power.")
@output()
def network(archive: Path, form: str | None, actors: bool, **options: Any) -> None:
    """List who writes to whom, cites whom or reports whom, and how often.

    The weightiest ties first, each with the first paper that shows it. With --actors, where each actor stands: how many
    others it is tied to and how often, betweenness and PageRank. A person stands for itself where it is known, else its
    office, else its power.
    """
    with reading(archive) as connection:
        scope, limit = scope_of(options, connection), limit_of({**options, "form": form})
        which: dict[str, Any] = {"kind": options["ties"], "level": options["level"]}
        if actors or options["by"]:
            found = centralities(connection, scope, **which, by=options["by"] or "pagerank",
                                 page=(limit, options["skip"]))
            _give(found, form, _place_row, _places)
        else:
            ties = ask(connection, scope, **which, limit=limit, skip=options["skip"])
            _give(ties, form, _bond_row, _bonds)


def _give(answer: Answer[Any], form: str | None, flat: Callable[[Any], msgspec.Struct],
          show: Callable[[Any, Console], None]) -> None:
    """An answer for programs or for people; `flat` makes the record of CSV of a row."""
    if form:
        record = BondRow if flat is _bond_row else PlaceRow
        write(answer.rows, form, record, lambda r: msgspec.structs.asdict(flat(r)))
        told(answer.basis)
    else:
        show(answer, console())


def _bonds(answer: Answer[Bond], out: Console) -> None:
    if answer.rows:
        table = folded(grid(("times", "magenta", "right", None), ("first", "cyan", "left", None),
                            ("last", "cyan", "left", None), (f"who {answer.rows[0].kind}, and whom", "", "left", 1)))
        for b in answer.rows:
            line = _called(b.who).append(" → ", "dim").append_text(_called(b.whom)).append_text(_below(b.passages))
            row(table, [f"{b.times:,}", b.first, b.last, line])
        out.print(table)
    out.print(foot(answer.basis, len(answer.rows), answer.total, "ties"))


def _places(answer: Answer[Place], out: Console) -> None:
    if answer.rows:
        numbers: list[Head] = [(name, "magenta", "right", None) for name in _MEASURED]
        table = folded(grid(*numbers, ("actor", "", "left", 1)))
        for p in answer.rows:
            between = "…" if p.betweenness is None else f"{p.betweenness:.4f}"
            row(table, [p.in_degree, p.out_degree, f"{p.in_strength:,}", f"{p.out_strength:,}", between,
                        f"{p.pagerank:.4f}", _called(p.actor).append_text(_below(p.passages))])
        out.print(table)
        out.print(Text(DEFINED, "dim"))
    out.print(foot(answer.basis, len(answer.rows), answer.total, "actors"))


def _called(actor: Somebody) -> Text:
    """An actor by name, with its power."""
    name = Text(visible(actor.label), "bold")
    return name.append(f" ({visible(actor.side)})", "not bold dim") if actor.side else name


def _below(passages: tuple[Passage, ...]) -> Text:
    """Where the first passage stands, on a line of its own."""
    first = passages[0] if passages else None
    return Text(f"\n{visible(first.document)}, {visible(first.place)}" if first else "", "dim")


def _bond_row(b: Bond) -> BondRow:
    return BondRow(b.kind, b.who.label, b.who.name, b.whom.label, b.whom.name, b.times, b.first, b.last,
                   *_evidence(b.passages))


def _place_row(p: Place) -> PlaceRow:
    return PlaceRow(p.kind, p.actor.label, p.actor.name, p.in_degree, p.out_degree, p.in_strength, p.out_strength,
                    p.betweenness, p.pagerank, *_evidence(p.passages))


def _evidence(passages: tuple[Passage, ...]) -> tuple[str, str]:
    """The paper of the first passage, and the words of all."""
    return passages[0].document if passages else "", " … ".join(p.quote for p in passages)
