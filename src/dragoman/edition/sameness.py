"""Sameness: by what an entry of a journal is known to be the same one in another journal, whatever its number there.

Two entries are the same when the same person entered the same thing for the same reason at the same second; several
such are told apart by which of them it is.
"""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

import msgspec

from dragoman.edition.decision import Decision, DecisionBody

DIGEST_BYTES = 16
_ENCODER = msgspec.json.Encoder(order="deterministic")


def identities(entries: Iterable[Decision]) -> dict[int, str]:
    """The identity of each entry of a journal by its number, in hexadecimal; the entries in their order."""
    found: dict[int, str] = {}
    seen: dict[str, int] = {}
    for d in entries:
        what = content_of(d.body, d.made, d.person, d.why, found.get(d.undoes or 0))
        seen[what] = seen.get(what, 0) + 1
        found[d.id] = which_of(what, seen[what])
    return found


def content_of(body: DecisionBody | None, made: str, person: str, why: str | None,
               taken_back: str | None = None) -> str:
    """The digest of all that an entry says; `taken_back` is the identity of the entry that it takes back."""
    return _digest([msgspec.to_builtins(body), made, person, why, taken_back])


def which_of(content: str, which: int) -> str:
    """The identity of the so-manyth entry that says the same."""
    return _digest([content, which])


def _digest(told: Any) -> str:
    return blake2b(_ENCODER.encode(told), digest_size=DIGEST_BYTES).hexdigest()
