"""Plain text: any encoding, any line ends, wrapped or one paragraph a line."""

from collections.abc import Iterator

from dragoman.edition.document import Document
from dragoman.edition.problem import Problem
from dragoman.sources.volume import documents


def open_text(name: str, data: bytes, origin: str) -> Iterator[Document | Problem]:
    """The documents of a plain text file, or Problems that say what could not be read."""
    text = data.decode("utf-8", "replace")
    yield from documents(name, text.splitlines(), origin=origin)
