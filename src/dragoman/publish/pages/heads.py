"""Heads: what a card says first of its finding, in words that a historian reads: "the writer doubts that"."""

from collections.abc import Mapping

from dragoman.edition.annotation import (
    Annotation,
    Assessment,
    DateFinding,
    Directive,
    Event,
    HeadingField,
    Reference,
    Statement,
)
from dragoman.publish.words import NAMELESS, shorten

# a verb alone, and the verb before the one who hears it
ACTS: Mapping[str, tuple[str, str]] = {
    "say": ("says", "tells"), "ask": ("asks", "asks"), "propose": ("proposes", "proposes to"),
    "promise": ("promises", "promises"), "agree": ("agrees", "agrees with"), "refuse": ("refuses", "refuses"),
    "protest": ("protests", "protests to"), "deny": ("denies", "denies to"), "warn": ("warns", "warns"),
    "thank": ("thanks", "thanks"), "silent": ("is silent", "is silent towards")}
FORCES = {"order": "orders", "request": "asks", "permit": "permits", "forbid": "forbids", "advise": "advises"}
# what somebody makes of what is not plain to see, where he affirms it
AFFIRMED = {"certain": "is certain", "likely": "thinks likely", "possible": "thinks possible",
            "unlikely": "thinks unlikely", "excluded": "rules out", "unstated": "asserts"}
STANCES = {"doubt": "doubts that", "reject": "denies that"}
ROLES = {"writer": "the writer", "addressee": "the addressee", "reader": "the reader"}
_SEVERAL = ("we", "they", "you", "We", "They", "You")
MENTION_LIMIT = 60              # of the words of a mention that is of no kind


def called(somebody: str | None) -> str:
    """Who it is: a name as it stands, the roles of a paper with their article."""
    return ROLES.get(somebody, somebody) if somebody else NAMELESS


def head_of(a: Annotation, words: str = "") -> str:
    """What a finding is, in a few words; `words` are its own, for a reference that is of no kind."""
    body = a.body
    if isinstance(body, Statement):
        verb = _verb(ACTS[body.act][body.hearer is not None], body.speaker)
        return f"{called(body.speaker)} {verb}{f' {called(body.hearer)}' if body.hearer else ''}"
    if isinstance(body, Directive):
        return f"{FORCES[body.force]} {called(body.addressee)}" if body.addressee else FORCES[body.force]
    if isinstance(body, Assessment):
        verb = STANCES.get(body.stance) or AFFIRMED[body.certainty]
        return f"{called(body.holder)} {_verb(verb, body.holder)}"
    if isinstance(body, Event):
        parties = f"{called(body.actor)} to {called(body.target)}" if body.target else called(body.actor)
        return f"{parties}: {body.type}, {body.modality}"
    if isinstance(body, Reference) and body.kind == "other":
        return shorten(words, MENTION_LIMIT) or "paper"
    if isinstance(body, DateFinding):
        return body.edtf
    return body.field if isinstance(body, HeadingField) else str(getattr(body, "kind", ""))


def _verb(words: str, somebody: str | None) -> str:
    """The verb as it goes with somebody: "says", but "we say"."""
    if somebody not in _SEVERAL:
        return words
    verb, blank, rest = words.partition(" ")
    plain = "are" if verb == "is" else f"{verb[:-3]}y" if verb.endswith("ies") else verb.removesuffix("s")
    return f"{plain}{blank}{rest}"
