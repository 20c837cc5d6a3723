"""Voices: whose "my" and "your" are, before a reference is looked up.

In an enclosed paper the reader names the two parties; in a note of the editors the words are those of a paper that they
quote; and "the note of Mr. Adams", in a paper to Mr. Adams, is "your note".
"""

from msgspec import Struct, structs

from dragoman.edition.annotation import Reference
from dragoman.edition.reading import Reading
from dragoman.resolution.parties import NOBODY, Who, fits, who

_PARTIES = ("writer", "addressee")


class Voices(Struct, frozen=True):
    """The parties of one paper: `roles` by the names that its reader gives them, `addressee` as its heading has him."""

    roles: dict[str | None, str]
    addressee: Who = NOBODY


def voices_of(reading: Reading) -> Voices:
    """The parties of a reading's paper."""
    docket = reading.docket()
    sides = (("addressee", docket.recipient), ("writer", docket.sender))
    enclosed = reading.document.enclosed_in is not None
    roles: dict[str | None, str] = {parties[0].name or parties[0].office: role
                                    for role, parties in sides if parties and enclosed}
    return Voices(roles, who(docket.recipient))


def spoken(body: Reference, voices: Voices, in_note: bool) -> Reference:
    """The reference with "writer" and "addressee" where its words mean the paper's own parties, and only there."""
    if in_note:
        sender, recipient = (None if side in _PARTIES else side for side in (body.sender, body.recipient))
    elif body.sender in voices.roles or body.recipient in voices.roles:
        sender, recipient = (voices.roles.get(side, side) for side in (body.sender, body.recipient))
    else:
        return body
    return structs.replace(body, sender=sender, recipient=recipient)


def heard(body: Reference, voices: Voices) -> Reference:
    """The reference as the addressee would take it: his own where it names him. Left alone: "Mr. Adams to Mr. Hay"."""
    if body.sender is None or body.sender in _PARTIES or body.recipient not in (None, "writer"):
        return body
    return structs.replace(body, sender="addressee") if fits(body.sender, voices.addressee) else body
