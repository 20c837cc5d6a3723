"""What "your No. 168" is: despatch from a post, instruction to it, note between governments, telegram on the wire."""

import re
from typing import Literal

from msgspec import Struct

from dragoman.edition.docket import Docket, Party

Role = Literal["ministry", "post", "foreign", "unknown"]

# who sends instructions to posts
_MINISTRY = re.compile(r"""
    \b(?:Secretary\ of\ State|Under\ Secretary|Assistant\ Secretary|Department\ of\ State|People['’]s\ Commissar)\b""",
    re.VERBOSE | re.IGNORECASE)
# who writes despatches
_POST = re.compile(r"""
    \b(?:Ambassador|Minister|Charg[ée]|Consul|Plenipotentiary|Envoy|Legation|Embassy|Consulate|Diplomatic\ Agent
      |Commissioner|Commission|Delegation|Delegate|Representative|Agent)\b""", re.VERBOSE | re.IGNORECASE)
# who writes notes: "the Minister for Foreign Affairs", "the British Ambassador"
_FOREIGN = re.compile(r"""
    \b(?:Minister|Ministry|Secretary|Under\ Secretary)(?:\ of\ State)?\ (?:for|of)\ Foreign
    |\bForeign\ (?:Minister|Office|Secretary)
    |\b[A-Z][a-z]+(?:ese|ish|ian|an|ench|utch|eek|iss)\ (?:Ambassador|Minister|Charg[ée]|Embassy|Legation)""",
    re.VERBOSE)
# a dateline tells the writer where the heading gives only names: "Legation of the United States, London"
_AT_POST = re.compile(r"""
    \b(?:Legation|Embassy|Consulate(?:[ -]General)?|Agency)\ of\ the\ United\ States
    |\b(?:United\ States|American)\ (?:Legation|Consulate|Embassy)""", re.VERBOSE | re.IGNORECASE)
_AT_MINISTRY = re.compile(r"\b(?:Department of State|State Department)\b", re.IGNORECASE)
# a note opens with the addressee's style
_TO_EXCELLENCY = re.compile(r"""
    ^(?:Your\ Excellency|Excellency|Monsieur|My\ Lord|The\ undersigned
      |Mr\.\ (?:Minister|Ambassador|Secretary|Charg))""", re.VERBOSE | re.MULTILINE)


# how the writer's own side goes in the shorthand of the cable room
_ORGANS = {"ministry": ("Department",), "post": ("Embassy", "Legation", "Consulate")}


class Traffic(Struct, frozen=True):
    """The kinds of paper that pass between a paper's writer and addressee: the writer's own and the other's."""

    own: str
    other: str
    wire: bool = False
    own_organs: tuple[str, ...] = ()


def traffic_of(docket: Docket, opening: str) -> Traffic:
    """The traffic that a paper belongs to, by its docket and the words it opens with."""
    writer, addressee = _role(docket.sender), _role(docket.recipient)
    if docket.kind == "telegram":
        return Traffic("telegram", "telegram", True, _ORGANS.get(writer, ()))
    writer = _by_dateline(docket.place or "", opening) if writer == "unknown" else writer
    if docket.kind in ("note", "aide-memoire") or (_TO_EXCELLENCY.search(opening) and addressee != "ministry"):
        return Traffic("note", "note")
    if docket.kind == "instruction" or (writer == "ministry" and addressee != "foreign"):
        return Traffic("instruction", "despatch")
    if docket.kind == "despatch" or writer == "post":
        return Traffic("despatch", "instruction")
    if docket.kind == "letter":
        return Traffic("letter", "letter")
    return Traffic("despatch", "instruction")


def kind_by_owner(owner: str | None, traffic: Traffic) -> str:
    """The kind of a paper that only its owner tells: "my reply", "Department’s 98"."""
    if traffic.wire:
        return "telegram"
    if owner in ("writer", "addressee"):
        return traffic.own if owner == "writer" else traffic.other
    words = (owner or "").lower()
    if "department" in words or "secretary" in words:
        return "instruction"
    if any(w in words for w in ("legation", "embassy", "consul", "mission")):
        return "despatch"
    return "letter" if traffic.own == "letter" else "note"


def _role(parties: tuple[Party, ...]) -> Role:
    words = " ".join(p.office or "" for p in parties)
    if _FOREIGN.search(words):
        return "foreign"
    if _MINISTRY.search(words):
        return "ministry"
    return "post" if _POST.search(words) else "unknown"


def _by_dateline(place: str, opening: str) -> Role:
    if _AT_POST.search(place) or _AT_POST.search(opening):
        return "post"
    return "ministry" if _AT_MINISTRY.search(place) or _AT_MINISTRY.search(opening) else "unknown"
