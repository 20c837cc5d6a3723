"""(to be written)"""

from collections.abc import Mapping

from dragoman.edition.annotation import Annotation
from dragoman.edition.document import Document

NEEDS: tuple[str, ...] = ()
GIVES = "heading"


def read(document: Document, earlier: Mapping[str, list[Annotation]]) -> list[Annotation]:
    """(to be written)"""
    return []
