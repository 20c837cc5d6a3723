"""`dragoman reconcile ARCHIVE --service NAME`: a register elsewhere says who our actors are; or we are one."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import click
import msgspec
from msgspec import Struct
from rich.console import Console
from rich.progress import track
from rich.text import Text

from dragoman.archive.journal import decide_all
from dragoman.archive.keeping import settle_decisions
from dragoman.archive.store import open_archive
from dragoman.cli.deciding import deciding, entered, writing
from dragoman.cli.serve import PORT, run
from dragoman.cli.tables import folded, foot, give, grid, limit_of, output, reading, row
from dragoman.edition.decision import MatchActor
from dragoman.errors import BadEntry
from dragoman.inquiries.actors import KINDS, Kind
from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.identifiers import match
from dragoman.inquiries.matching import Chosen, Proposal, Proposed, bodies, by_hand, chosen, taken, told_apart
from dragoman.publish.reconciliation.asking import propose, proposed_of, query_of, told_of
from dragoman.publish.reconciliation.client import Client, is_open, opened
from dragoman.publish.reconciliation.service import ROOT
from dragoman.publish.reconciliation.services import Service, service_named
from dragoman.publish.reconciliation.wire import Manifest
from dragoman.publish.words import shorten, visible
from dragoman.web.guard import Doors

PLURALS = {"person": "persons", "office": "offices", "power": "powers", "body": "bodies"}
SHOWN = 3                       # proposals for one actor that people are shown


class _Wanted(Struct, frozen=True):
    """What the command line asks of a service, for which archive."""

    archive: Path
    words: tuple[str, ...]
    kind: Kind
    again: bool
    skip: int
    limit: int | None


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("words", nargs=-1, metavar="[ACTOR]...")
@click.option("--service", metavar="NAME|URL", help="Whom to ask: a service of the file of services, or its address.")
@click.option("--services", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE",
              help="The file of services (default: dragoman/services.toml in the folder of configurations).")
@click.option("--kind", type=click.Choice(KINDS), default="person", help="Persons (default), offices, ...")
@click.option("--again", is_flag=True, help="Ask about those too about whom somebody decided for this service.")
@click.option("--dry-run", "dry", is_flag=True, help="Show what would be sent, and send nothing.")
@click.option("--auto", is_flag=True, help="Accept where the service is sure of exactly one.")
@click.option("--accept", "accepted", multiple=True, metavar="ACTOR=ID", help="This actor is that one (an id of the "
              "service; without --service an IRI, and nobody is asked).")
@click.option("--none", "nobody", multiple=True, metavar="ACTOR", help="The service knows nobody who is this actor.")
@click.option("--serve", "serving", is_flag=True, help="Be a service oneself, for OpenRefine on this machine.")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="The port of --serve.")
@deciding
@output()
def reconcile(archive: Path, words: tuple[str, ...], service: str | None, services: Path | None, kind: Any,
              serving: bool, port: int, accepted: tuple[str, ...], nobody: tuple[str, ...], person: str,
              why: str | None, **options: Any) -> None:
    """Match actors with a register elsewhere (Wikidata, the GND), or be such a register.

    A service is asked only when you name it, by the Reconciliation Service API 0.2. It gets names, and what its entry
    in the file of services says; a line tells what. What you accept are decisions in the journal.
    """
    if serving:
        open_archive(archive).close()
        with suppress(KeyboardInterrupt):
            run(archive, ("127.0.0.1", port), Doors(), person, f"the reconciliation service is at {{}}{ROOT}")
        return
    if service is None:
        if not accepted or nobody or options["auto"]:
            raise click.UsageError("Whom to ask? Give --service NAME or --service URL; or --serve; or --accept "
                                   "ACTOR=IRI.")
        with reading(archive) as connection:
            made = [by_hand(*told_apart(connection, told)) for told in accepted]
        _enter(archive, made, person=person, why=why)
        return
    limit = limit_of(options)
    wanted = _Wanted(archive, words, kind, options["again"], options["skip"], limit)
    configured = service_named(service, services)
    if accepted or nobody:
        _decide(wanted, configured, (accepted, nobody), person=person, why=why)
    else:
        _ask(wanted, configured, options, person=person, why=why)


def _ask(wanted: _Wanted, service: Service, options: Any, *, person: str, why: str | None) -> None:
    """Ask a service, and show what it proposes; with --auto enter what it is sure of."""
    with opened(service.url) as client:
        if options["dry"]:
            _rehearse(wanted, service)
            return
        manifest = client.manifest()
        with reading(wanted.archive) as connection:
            some = _chosen(connection, wanted, manifest.identifierSpace)
        _announce(client, manifest, service, some, wanted.kind)
        found = list(track(propose(client, manifest, service, some.actors), "asking", total=len(some.actors),
                           console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()))
    if options["auto"]:
        with reading(wanted.archive) as connection:
            found = taken(connection, manifest.identifierSpace, found)
    basis = Basis(f"{manifest.name}, asked today:", len(found), sum(bool(p.proposals) for p in found), "actors",
                  (("nobody was proposed for", sum(p.proposals == () for p in found)),
                   ("were not answered", sum(p.proposals is None for p in found))))
    give(Answer(tuple(found), len(found), basis), options["form"], Proposed, _show, _flat)
    if options["auto"]:
        _enter(wanted.archive, bodies(manifest.identifierSpace, found), person=person,
               why=why or f"{manifest.name[:80]} is sure", seen=some.seen)


def _decide(wanted: _Wanted, service: Service, decided: tuple[Sequence[str], Sequence[str]], *, person: str,
            why: str | None) -> None:
    """Enter matches with a service, or that it knows nobody; it is asked what it calls those that are accepted."""
    accepted, nobody = decided
    with opened(service.url) as client:
        manifest = client.manifest()
        space = manifest.identifierSpace
        with reading(wanted.archive) as connection:
            pairs = [told_apart(connection, told) for told in accepted]
            some = chosen(connection, space, [name for name, _ in pairs], again=True) if pairs else None
            others = chosen(connection, space, nobody, again=True) if nobody else None
        asked = {a.actor.name: a for a in some.actors} if some else {}
        if some:
            _announce(client, manifest, service, some, wanted.kind, ids="; and the ids that you accept")
        made = [_accepted(proposed_of(client, manifest, service, asked[name], identifier), manifest, name, identifier)
                for name, identifier in pairs]
    made += [match(a.actor.name, space, None) for a in (others.actors if others else ())]
    seen = min(c.seen for c in (some, others) if c)
    _enter(wanted.archive, made, person=person, why=why, seen=seen)


def _accepted(found: Proposal | None, manifest: Manifest, name: str, identifier: str) -> MatchActor:
    """The decision that an actor is the one that a service calls so. Raises BadEntry where it knows no such one."""
    if found is None or found.iri is None:
        raise BadEntry(f"{manifest.name} knows nobody by {identifier!r}; to enter an IRI all the same, give it with "
                       "--accept and without --service.")
    return match(name, manifest.identifierSpace, found.iri, found.name)


def _enter(archive: Path, made: Sequence[MatchActor], *, person: str, why: str | None, seen: int | None = None) -> None:
    """Enter decisions, all or none."""
    numbers: list[int] = []
    if made:
        with writing(archive) as connection:
            numbers = decide_all(connection, made, person=person, why=why, seen=seen)
            settle_decisions(connection)
    entered(archive, *numbers)


def _chosen(connection: Any, wanted: _Wanted, space: str) -> Chosen:
    return chosen(connection, space, wanted.words, wanted.kind, again=wanted.again, page=(wanted.skip, wanted.limit))


def _rehearse(wanted: _Wanted, service: Service) -> None:
    """What would be sent, a query a line; whom somebody decided about is not known before the service is asked."""
    with reading(wanted.archive) as connection:
        some = _chosen(connection, wanted, "")
    for asked in some.actors:
        click.echo(msgspec.json.encode(query_of(service, asked)).decode())
    click.echo(visible(f"{len(some.actors):,} of {some.total:,} {PLURALS[wanted.kind]}: these queries would go to "
                       f"{service.url}. Nothing was sent."), err=True)


def _announce(client: Client, manifest: Manifest, service: Service, some: Chosen, kind: str,
              ids: str = "") -> None:
    """Say who is asked and what is sent, before it is."""
    kinds = {a.actor.kind for a in some.actors}
    kind = kinds.pop() if len(kinds) == 1 else kind
    way = " It can be read on the way, for this is not https." if is_open(client.address) else ""
    decided = f", {some.decided:,} decided already" if some.decided else ""
    click.echo(visible(f"{client.address} ({shorten(manifest.name, 80)}) is asked about {len(some.actors):,} of "
                       f"{some.total:,} {PLURALS[kind]}{decided}. Sent are {told_of(service, kind)}{ids}; nothing else."
                       f"{way}"), err=True)


def _show(answer: Answer[Proposed], out: Console) -> None:
    if answer.rows:
        table = folded(grid(("actor", "bold", "left", 2), ("score", "magenta", "right", None),
                            ("", "green", "left", None), ("proposed: id, name, what it is", "", "left", 3)))
        for p in answer.rows:
            _rows(table, p)
        out.print(table)
        out.print(Text("✓ the service is sure  ● accepted. --accept ACTOR=ID, --none ACTOR, --auto decide.", "dim"))
    out.print(foot(answer.basis, len(answer.rows), answer.total, "actors"))


def _rows(table: Any, p: Proposed) -> None:
    """The rows of one actor: its name and address, and beside it what is proposed."""
    name = Text(visible(p.name)).append(f"\n{visible(p.id)}", "not bold dim")
    if not p.proposals:
        row(table, [name, "", "", Text("nobody" if p.proposals == () else "no answer", "dim")])
        return
    for n, c in enumerate(p.proposals[:SHOWN]):
        about = Text(visible(c.id), "cyan").append(f"  {visible(shorten(c.name, 80))}", "default")
        about.append(f"  {visible(shorten(c.description, 120))}" if c.description else "", "dim")
        if n == 0 and p.why_not:
            about.append(f"\nnot accepted: {visible(p.why_not)}", "yellow")
        mark = "●" if c.iri and c.iri == p.accepted else "✓" if c.match else ""
        row(table, [name if n == 0 else "", f"{c.score:.0f}", mark, about])


def _flat(p: Proposed) -> dict[str, object]:
    """A row of CSV: each proposal as its id, name and score."""
    told = tuple(f"{c.id} {c.name} ({c.score:g}{', sure' if c.match else ''})" for c in p.proposals or ())
    return msgspec.structs.asdict(p) | {"proposals": told}
