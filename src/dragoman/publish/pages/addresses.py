"""Addresses: where a document, a paragraph, a finding, a person, a missing paper or a query has its page, for keeps.

A paragraph is known by its place among the paragraphs of its document, a finding by its layer and words: it keeps its
address when a later version of the program finds more beside it, and when the text around it moves.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from urllib.parse import quote, urlencode

from dragoman.edition.annotation import Annotation

KEY_BYTES = 5                   # of a key: two of a thousand findings of a paper are alike once in two million


def document(name: str, anchor: str = "") -> str:
    """The page of a paper, or a place in it."""
    return f"/document/{_path(name)}{'#' if anchor else ''}{anchor}"


def passage(name: str, start: int, end: int) -> str:
    """A place in a paper by its offsets: the page finds the paragraph."""
    return f"/document/{_path(name)}?{urlencode({'at': f'{start}-{end}'})}#at"


def finding(name: str, key: str) -> str:
    """The page of one finding."""
    return f"/finding/{key}/{_path(name)}"


def adding(name: str) -> str:
    """The page on which a finding is added to a paper."""
    return f"/add/{_path(name)}"


def missing(name: str) -> str:
    """The page of a missing paper; its name in the archive begins with "missing/"."""
    return f"/{_path(name)}"


def paper(name: str) -> str:
    """The page of a paper, here or missing."""
    return missing(name) if name.startswith("missing/") else document(name)


def thread(name: str) -> str:
    """The page of the thread of a paper, here or missing."""
    return f"/thread/{_path(name)}"


def actor(name: str) -> str:
    """The page of a person, office, power or body."""
    return f"/actor/{_path(name)}"


def subject(name: str) -> str:
    """The page of a subject."""
    return f"/subject/{_path(name)}"


def question(name: str) -> str:
    """The page of a question that people weigh."""
    return f"/hypotheses/{_path(name)}"


def decision(number: int) -> str:
    """The place of an entry in the journal."""
    return f"/decisions?entry={number}#d{number}"


def cite(name: str, form: str) -> str:
    """The citation of a paper in one form."""
    return f"/cite/{form}/{_path(name)}"


def asking(page: str, query: Mapping[str, str]) -> str:
    """A page with what is asked of it; what is empty is left out."""
    told = urlencode({key: value for key, value in query.items() if value})
    return f"{page}?{told}" if told else page


def keys(findings: Iterable[Annotation], text: str) -> Iterator[str]:
    """The key of each finding of a paper, in their order: of its layer and words, and which of those it is."""
    seen: dict[tuple[str, str], int] = {}
    for a in findings:
        words = (a.layer, text[a.start:a.end])
        seen[words] = seen.get(words, 0) + 1
        yield key_of(*words, seen[words])


def key_of(layer: str, words: str, which: int) -> str:
    """The key of the so-manyth finding of a layer with these words."""
    told = blake2b("\0".join((layer, words, str(which))).encode("utf-8", "replace"), digest_size=KEY_BYTES)
    return told.hexdigest()


def _path(name: str) -> str:
    """A name as part of an address; its parts stay parts."""
    return quote(name, safe="/")
