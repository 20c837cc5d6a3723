"""The readers, in their order. Each looks at one Document and what earlier readers found, and gives annotations."""

from collections.abc import Collection
from types import ModuleType

from dragoman.edition.annotation import Annotation
from dragoman.edition.document import Document
from dragoman.edition.reading import Reading
from dragoman.readers import apparatus, damage, dates, heading, names, references

READERS: tuple[ModuleType, ...] = (heading, apparatus, dates, names, references, damage)


def read_document(document: Document) -> Reading:
    """All that the readers find in one document, in the order of the spans. Pure: same document, same reading."""
    return read_again(Reading(document, ()), [reader.GIVES for reader in READERS])


def read_again(reading: Reading, changed: Collection[str]) -> Reading:
    """The reading with the layers `changed`, and those that build on them, read anew; the others stand."""
    earlier: dict[str, list[Annotation]] = {reader.GIVES: [] for reader in READERS}
    for a in reading.annotations:
        if a.layer in earlier:
            earlier[a.layer].append(a)
    anew: set[str] = set()
    for reader in READERS:
        if reader.GIVES in changed or not anew.isdisjoint(reader.NEEDS):
            anew.add(reader.GIVES)
            earlier[reader.GIVES] = sorted(reader.read(reading.document, earlier), key=_place)
    found = [a for annotations in earlier.values() for a in annotations]
    return Reading(reading.document, tuple(sorted(found, key=_place)))


def _place(a: Annotation) -> tuple[int, int]:
    return a.start, a.end
