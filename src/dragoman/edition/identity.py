"""Identity: no two papers share an id, whatever files they come from."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from msgspec import structs

from dragoman.edition.document import Document
from dragoman.edition.problem import Problem
from dragoman.edition.reading import Reading


def distinct(items: Iterable[Reading | Problem]) -> Iterator[Reading | Problem]:
    """The same readings, in the same order, each under an id of its own.

    A paper whose id is taken is named after its folder as well ("1936.letter" for "letter" in the folder 1936); if
    that is taken too, it is numbered. Enclosures follow their carrier.
    """
    taken: set[str] = set()
    renamed: dict[str, str] = {}        # ids of one file's papers, old and new
    origin = None
    for item in items:
        if isinstance(item, Problem):
            yield item
            continue
        document = item.document
        if document.origin != origin:
            origin, renamed = document.origin, {}
        new = _free(document, renamed, taken)
        taken.add(new)
        if new != document.id:
            renamed[document.id] = new
        carrier = document.enclosed_in and renamed.get(document.enclosed_in, document.enclosed_in)
        if (new, carrier) != (document.id, document.enclosed_in):
            item = structs.replace(item, document=structs.replace(document, id=new, enclosed_in=carrier))
        yield item


def _free(document: Document, renamed: dict[str, str], taken: set[str]) -> str:
    """An id for a document that no other has."""
    wanted = document.id
    if document.enclosed_in in renamed:
        wanted = renamed[document.enclosed_in] + wanted.removeprefix(document.enclosed_in)
    if wanted not in taken:
        return wanted
    folder = PurePath(document.origin).parent.name
    if folder and f"{folder}.{wanted}" not in taken:
        return f"{folder}.{wanted}"
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"
