"""The readers, in their order. Each looks at one Document and what earlier readers found, and gives annotations."""

from types import ModuleType

from dragoman.edition.annotation import Annotation
from dragoman.edition.document import Document
from dragoman.edition.reading import Reading
from dragoman.readers import apparatus, damage, dates, heading, names, references

READERS: tuple[ModuleType, ...] = (heading, apparatus, dates, names, references, damage)


def read_document(document: Document) -> Reading:
    """All that the readers find in one document, in the order of the spans. Pure: same document, same reading."""
    earlier: dict[str, list[Annotation]] = {}
    for reader in READERS:
        earlier[reader.GIVES] = reader.read(document, earlier)
    found = [a for annotations in earlier.values() for a in annotations]
    return Reading(document, tuple(sorted(found, key=lambda a: (a.start, a.end))))
