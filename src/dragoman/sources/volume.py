"""Tells documents apart in running text: one letter, or a whole volume with front matter and index."""

from collections.abc import Iterator, Sequence

from dragoman.edition.document import Document
from dragoman.sources.layout import arrange


def documents(name: str, lines: Sequence[str], *, origin: str = "", form: str = "text") -> Iterator[Document]:
    """The papers that stand in these lines; each carrier is followed by its enclosures.

    A single paper takes `name` as its id; several are `name/1`, `name/2`, ...; an enclosure adds `/1`, `/2` to its
    carrier's.
    """
    if lines:
        yield arrange(name, lines, origin=origin, form=form)
