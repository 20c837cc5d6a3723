"""The scene of a paper: its prose, and the parties that are named in it.

"I" is "writer", "you" is "addressee", "we" is "we"; any other party is the words that name it.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from dragoman.lexicon import lexicon
from dragoman.lexicon import words as listed
from dragoman.lexicon.prose import Prose, prose_of
from dragoman.lexicon.prose.words import look_of

WRITER, ADDRESSEE, WE = "writer", "addressee", "we"
_BODIES = listed("grammar", "bodies")


class Told(NamedTuple):
    """Who spoke to whom last, and at which word."""

    speaker: str | None = None
    hearer: str | None = None
    at: int = -1


class Scene(NamedTuple):
    """A paper's prose with the persons and powers named in it, each list of (offset, name) in the order of the text.

    `own` puts names for "writer" and "addressee" where they are to be named; `kind` is what kind of paper it is.
    """

    prose: Prose
    text: str
    kind: str
    persons: Sequence[tuple[int, str]]
    powers: Sequence[tuple[int, str]]
    own: Mapping[str, str]

    def named(self, party: str | None) -> str | None:
        """The party, by name where the writer and the addressee are to be named."""
        return self.own.get(party, party) if party else None


def scene_in(
    text: str,
    blocks: tuple[tuple[int, int], ...],
    kind: str,
    persons: Sequence[tuple[int, str]],
    powers: Sequence[tuple[int, str]],
    own: Mapping[str, str],
) -> Scene:
    """The scene of a paper: its text, the spans that are prose, its kind, the persons, powers and own names in it."""
    return Scene(prose_of(text, blocks), text, kind, persons, powers, own)


def words_between(scene: Scene, first: int, last: int) -> str:
    """The words of a range as printed, on one line."""
    words = scene.prose.words
    text = scene.text[words.starts[first] : words.ends[last - 1]]
    return " ".join(text.split()).removesuffix("’s").removesuffix("'s").removesuffix("’")


def titled(scene: Scene, mention: tuple[int, str]) -> str:
    """A name with the titles right before it: "Captain Dahlberg", "Mr. Conrad"."""
    words = scene.prose.words
    k = bisect_left(words.starts, mention[0])
    if k >= len(words.starts) or words.starts[k] != mention[0]:
        return mention[1]
    first = k
    while first > 0 and (
        words.lower[first - 1] in titles() or (words.lower[first - 1] == "." and words.lower[first - 2] in titles())
    ):
        first -= 1
    return " ".join(scene.text[words.starts[first] : mention[0] + len(mention[1])].split())


@cache
def titles() -> frozenset[str]:
    """The single words that are titles before a name: "mr", "count", "captain"."""
    return frozenset(word.lower().rstrip(".") for word in lexicon("offices")["titles"] if " " not in word) - {"the"}


@lru_cache(1 << 12)
def sort_of(party: str | None) -> str:
    """What sort of party a name is: "writer", "body", "office", "paper", "name", "many", "thing", "none"."""
    if party is None:
        return "none"
    if party in (WRITER, ADDRESSEE, WE):
        return party
    words = [word.strip(".,’'\"“”()") for word in party.split()]
    lower = {word.lower() for word in words}
    if not lower.isdisjoint(_BODIES):
        return "body"
    kinds = [look_of(word).kind for word in words if word]
    if "DOC" in kinds:
        return "paper"
    if "OFF" in kinds:
        return "office"
    if kinds and (words[0].lower() in titles() or all(k == "Name" for k in kinds)):
        return "name"
    if kinds and kinds[-1] in ("s", "-ed", "-ing"):
        return "many" if kinds[-1] == "s" else "verbal"
    return "capital" if "Name" in kinds else "thing"
