"""html."""

from collections.abc import Iterator

from dragoman.edition.document import Document
from dragoman.edition.problem import Problem


def open_html(name: str, data: bytes, origin: str) -> Iterator[Document | Problem]:
    """The documents of a html file, or Problems that say what could not be read."""
    yield Problem(origin, "", "html is not read yet.")
