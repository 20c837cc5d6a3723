"""TEI P5: any edition; FRUS volumes with their document divs, source notes, openers and attachments."""

from collections.abc import Iterator

from dragoman.edition.document import Document
from dragoman.edition.problem import Problem


def open_tei(name: str, data: bytes, origin: str) -> Iterator[Document | Problem]:
    """The documents of a TEI file, or Problems that say what could not be read."""
    yield Problem(origin, "", "TEI is not read yet")
