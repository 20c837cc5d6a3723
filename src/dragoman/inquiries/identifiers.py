"""Identifiers: by which IRIs registers elsewhere (Wikidata, the GND, another archive) know our actors.

Each is a person's decision that was entered when names were reconciled. It names the actor by its address, so it
outlives re-reading and rebuilding; where actors were joined it goes over to the one that stayed.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from dragoman.archive.journal import about_actors, decisions
from dragoman.edition.decision import Decision, MatchActor
from dragoman.errors import BadEntry
from dragoman.inquiries.who import joined_to, standing

LONGEST = 2_000                 # characters of an IRI; browsers and servers take no longer ones
LABEL = 300                     # characters of what a register calls somebody
SCHEMES = ("http", "https", "urn", "info", "ark", "doi", "tag")
# what RFC 3987 lets stand in an IRI: no blanks, quotes, angle brackets, braces, control characters or surrogates
_IRI = re.compile(rf"(?:{'|'.join(SCHEMES)}):[^\s\x00-\x20\x7f-\xa0\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069"
                  r"\ud800-\udfff\ufff0-\uffff<>\"{}|\\^`]+", re.I)
_NAMESPACE = re.compile(r".*[/#=:](?=.)", re.S)


class Identifier(Struct, frozen=True):
    """An IRI that means an actor; `service` is the register's identifier space, `label` what the register calls it.

    `decision` is the entry of the journal that says so.
    """

    iri: str
    service: str
    label: str | None
    decision: int

    @property
    def address(self) -> str | None:
        """The IRI where a browser can go to it; None for another scheme."""
        return self.iri if self.iri.lower().startswith(("http://", "https://")) and is_iri(self.iri) else None


def identifiers(connection: sqlite3.Connection) -> dict[str, tuple[Identifier, ...]]:
    """The identifiers of each actor that has any, by its address now, in the order in which they were decided.

    It costs as much as there are matches in the journal, however large the archive is.
    """
    last = _last(decisions(connection, MatchActor))
    return _by_actor(last, standing(connection, (name for name, _ in last)))


def identifiers_of(connection: sqlite3.Connection, names: Iterable[str]) -> dict[str, tuple[Identifier, ...]]:
    """The same of some actors, by their addresses: quicker than of all."""
    now = joined_to(connection, names)
    return _by_actor(_last(about_actors(connection, "matched", now)), now)


def known_by(connection: sqlite3.Connection, iris: Iterable[str]) -> list[str]:
    """The addresses of the actors of which one of these IRIs is an identifier."""
    wanted = set(iris)
    names = {d.body.name for d in about_actors(connection, "identifier", wanted) if isinstance(d.body, MatchActor)}
    found = identifiers_of(connection, standing(connection, names).values())
    return [name for name, of in found.items() if wanted & {i.iri for i in of}]


def decided(connection: sqlite3.Connection, service: str) -> dict[str, Decision]:
    """By the address that an actor has now, the decision that says who it is, or is not, in a register: the last."""
    last = _last(decisions(connection, MatchActor))
    every = sorted(((name, d) for (name, of), d in last.items() if of == service), key=lambda item: item[1].id)
    now = standing(connection, (name for name, _ in every))
    return {now[name]: d for name, d in every if name in now}


def _last(found: Iterable[Decision]) -> dict[tuple[str, str], Decision]:
    """The decision that counts of each actor (by the address that was decided about) and register: the last."""
    return {(d.body.name, d.body.service): d for d in found if isinstance(d.body, MatchActor)}


def _by_actor(last: Mapping[tuple[str, str], Decision],
              now: Mapping[str, str]) -> dict[str, tuple[Identifier, ...]]:
    """The identifiers that decisions give, by the address that each actor has now."""
    found: dict[str, dict[str, Identifier]] = defaultdict(dict)
    for (name, _), d in sorted(last.items(), key=lambda item: item[1].id):
        body = d.body
        if isinstance(body, MatchActor) and body.identifier is not None and name in now:
            found[now[name]].setdefault(body.identifier, Identifier(body.identifier, body.service, body.label, d.id))
    return {name: tuple(of.values()) for name, of in found.items()}


def match(name: str, service: str, identifier: str | None, label: str | None = None) -> MatchActor:
    """The decision that an actor, by its address, is known elsewhere by an IRI, or to a register not at all.

    Raises BadEntry where the IRI or the identifier space is none.
    """
    for iri in (service, *([identifier] if identifier is not None else [])):
        if not is_iri(iri):
            raise BadEntry(f"{iri[:80]!r} is no IRI ({', '.join(f'{s}:' for s in SCHEMES)}), or has signs that no IRI "
                           "has.")
    words = "".join(c for c in " ".join(label.split()) if c.isprintable())[:LABEL] if label else ""
    return MatchActor(name, service, identifier, words or None)


def is_iri(text: str) -> bool:
    """Whether a text is an IRI of a scheme that names things, with nothing in it that could mean harm where it stands.
    """
    return len(text) <= LONGEST and _IRI.fullmatch(text) is not None


def namespace(iri: str) -> str:
    """The identifier space of an IRI that stands alone: all before the last part of its path."""
    m = _NAMESPACE.match(iri)
    return m[0] if m else iri
