"""pdf."""

from collections.abc import Iterator

from dragoman.edition.document import Document
from dragoman.edition.problem import Problem


def open_pdf(name: str, data: bytes, origin: str) -> Iterator[Document | Problem]:
    """The documents of a pdf file, or Problems that say what could not be read."""
    yield Problem(origin, "", "pdf is not read yet.")
