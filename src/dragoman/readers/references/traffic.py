"""What "your No. 168" is: despatch from a post, instruction to it, note between governments, telegram on the wire."""

import re
from typing import Literal

from msgspec import Struct

from dragoman.edition.docket import Docket, Party

Role = Literal["ministry", "post", "foreign", "unknown"]

# who sends instructions to posts
_MINISTRY = re.compile(r"\b(?:Secretary of State|Secretary of State ad interim|Under Secretary|Assistant Secretary|Department of State"
                       r"|People['’]s Commissar)", re.IGNORECASE)
# who writes despatches
_POST = re.compile(r"\b(?:Ambassador|Minister|Charg[ée]|Consul|Vice Consul|Plenipotentiary|Envoy|Legation|Embassy|Consulate|Diplomatic Agent"
                   r"|High Commissioner|Commissioner|Commission|Delegation|Delegate|Representative|Agent)\b", re.IGNORECASE)
_FOREIGN = re.compile(r"\b(?:Minister|Ministry|Secretary|Under Secretary)(?: of State)? (?:for|of) Foreign|Foreign (?:Minister|Office|Secretary)"
                      r"|\b(?:French|British|Italian|Spanish|Japanese|Chinese|German|Russian|Persian|Mexican|Brazilian)\b", re.IGNORECASE)
# a dateline tells the writer where the heading gives only names: "Legation of the United States, London"
_AT_POST = re.compile(r"\b(?:Legation|Embassy|Consulate|Consulate General|Consulate-General|Agency) of the United States|\bUnited States (?:Legation"
                      r"|Consulate|Embassy)|\bAmerican (?:Legation|Embassy|Consulate)", re.IGNORECASE)
_AT_MINISTRY = re.compile(r"\bDepartment of State\b|\bState Department\b", re.IGNORECASE)
_TO_EXCELLENCY = re.compile(r"^(?:Your Excellency|Excellency|Monsieur le|Mr\. (?:Minister|Ambassador|Secretary|Charg)|My Lord|Monsieur|The undersigned)", re.MULTILINE)


class Traffic(Struct, frozen=True):
    """The kinds of paper that pass between a paper's writer and addressee: the writer's own and the other's."""

    own: str
    other: str
    wire: bool = False


def traffic_of(docket: Docket, opening: str) -> Traffic:
    """The traffic that a paper belongs to, by its docket and the words it opens with."""
    if docket.kind == "telegram":
        return Traffic("telegram", "telegram", True)
    writer, addressee = _role(docket.sender), _role(docket.recipient)
    writer = _by_dateline(docket.place or "", opening) if writer == "unknown" else writer
    if docket.kind in ("note", "aide-memoire") or (_TO_EXCELLENCY.search(opening) and "ministry" not in (addressee,)):
        return Traffic("note", "note")
    if docket.kind == "instruction" or (writer == "ministry" and addressee != "foreign"):
        return Traffic("instruction", "despatch")
    if docket.kind == "despatch" or writer == "post":
        return Traffic("despatch", "instruction")
    if docket.kind == "letter":
        return Traffic("letter", "letter")
    return Traffic("despatch", "instruction")


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
