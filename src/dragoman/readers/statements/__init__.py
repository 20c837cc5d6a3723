"""Statements."""

from collections.abc import Mapping

from dragoman.edition.annotation import Annotation
from dragoman.edition.document import Document

NEEDS: tuple[str, ...] = ("heading", "date", "name")
GIVES = "statement"


def read(document: Document, earlier: Mapping[str, list[Annotation]]) -> list[Annotation]:
    """Nothing yet."""
    return []
