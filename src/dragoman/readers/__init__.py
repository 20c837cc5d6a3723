"""The readers, in their order. Each looks at one Document and what earlier readers found, and gives annotations.

They are loaded when the first paper is read: their patterns take longer to make than an archive takes to open.
"""

from collections.abc import Collection
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from dragoman.edition.annotation import Annotation
from dragoman.edition.document import Document
from dragoman.edition.reading import Reading
from dragoman.edition.voice import voiced

ORDER = ("heading", "apparatus", "dates", "names", "references", "statements", "directives", "assessments", "events",
         "damage")


@cache
def readers() -> tuple[ModuleType, ...]:
    """The modules of ORDER."""
    return tuple(import_module(f"{__name__}.{name}") for name in ORDER)


def __getattr__(name: str) -> Any:
    if name == "READERS":
        return readers()
    raise AttributeError(name)


def read_document(document: Document) -> Reading:
    """All that the readers find in one document, in the order of the spans. Pure: same document, same reading."""
    return read_again(Reading(document, ()), ORDER)


def read_again(reading: Reading, changed: Collection[str]) -> Reading:
    """The reading with what the readers `changed`, and those that build on them, find now; the rest stands.

    Voices are told anew for all of it, as what surrounds a finding may have changed.
    """
    earlier: dict[str, list[Annotation]] = {reader.GIVES: [] for reader in readers()}
    for a in reading.annotations:
        if a.layer in earlier:
            earlier[a.layer].append(a)
    anew: set[str] = set()
    for name, reader in zip(ORDER, readers(), strict=True):
        if name in changed or not anew.isdisjoint(reader.NEEDS):
            anew.add(reader.GIVES)
            earlier[reader.GIVES] = sorted(reader.read(reading.document, earlier), key=_place)
    found = sorted((a for annotations in earlier.values() for a in annotations), key=_place)
    return Reading(reading.document, tuple(voiced(reading.document, found)))


def _place(a: Annotation) -> tuple[int, int]:
    return a.start, a.end
