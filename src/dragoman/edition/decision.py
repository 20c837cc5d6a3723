"""Decision: what a person decided, with who, when and why; one body type for each kind of decision.

A decision names papers by id, actors and subjects by address, and words by a quotation with what stands around it, so
that it outlives re-reading and rebuilding.
"""

from msgspec import Struct

from dragoman.edition.document import Document

AROUND = 40                     # characters before and after a quotation that tell it from others of the same words


class Quoted(Struct, frozen=True):
    """Words of a paper that outlive a new reading of it: the exact words, what stands around them, where they stood."""

    document: str
    quote: str
    before: str = ""
    after: str = ""
    start: int = 0


class JoinActors(Struct, frozen=True, tag="join-actors"):
    """These are one actor; the first address stays."""

    names: tuple[str, ...]


class SplitActor(Struct, frozen=True, tag="split-actor"):
    """These forms (names as headings give them, in a collection, or in all where it is "") are another than `name`."""

    name: str
    forms: tuple[str, ...]
    collection: str = ""


class RenameSubject(Struct, frozen=True, tag="rename-subject"):
    """A subject is called so."""

    name: str
    label: str


class JoinSubjects(Struct, frozen=True, tag="join-subjects"):
    """These are one subject; the first address stays."""

    names: tuple[str, ...]


class DropSubject(Struct, frozen=True, tag="drop-subject"):
    """This is no subject."""

    name: str


DecisionBody = JoinActors | SplitActor | RenameSubject | JoinSubjects | DropSubject


class Decision(Struct, frozen=True):
    """One entry of the journal. `made` is UTC, ISO 8601; `undoes` is the entry that this one takes back, `body` then
    is None; `undone` is the entry that took this one back.
    """

    id: int
    made: str
    person: str
    kind: str
    body: DecisionBody | None
    why: str | None = None
    undoes: int | None = None
    undone: int | None = None


def quoted(document: Document, start: int, end: int) -> Quoted:
    """The words of a span, to be found again."""
    text = document.text
    return Quoted(document.id, text[start:end], text[max(0, start - AROUND):start], text[end:end + AROUND], start)


def found_again(words: Quoted, text: str) -> tuple[int, int] | None:
    """Where the words stand in a text now: the place with most of the same around it, then the nearest to the old one.

    None when they are no longer there.
    """
    best: tuple[int, int, int] | None = None
    at = text.find(words.quote) if words.quote else -1
    while at >= 0:
        end = at + len(words.quote)
        same = _shared(text[max(0, at - AROUND):at][::-1], words.before[::-1]) + _shared(text[end:], words.after)
        best = max(best or (-1, 0, 0), (same, -abs(at - words.start), at))
        at = text.find(words.quote, at + 1)
    return (best[2], best[2] + len(words.quote)) if best else None


def _shared(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
