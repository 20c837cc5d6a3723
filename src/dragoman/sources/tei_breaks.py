"""Which page break of a TEI file a paper opens with: '<pb n="20"/>' between two papers belongs to the second."""

from collections.abc import Collection, Iterable, Iterator
from typing import Literal, NamedTuple

from lxml.etree import _Element

from dragoman.sources.tei_marks import dropped, enclosed, local
from dragoman.sources.tei_papers import etree_name
from dragoman.sources.white_space import folded


class _Step(NamedTuple):
    """One step through a file: an element begins, or ends, or words stand in it or behind it."""

    what: Literal["begins", "ends", "words"]
    element: _Element
    words: str | None = None


def openings(root: _Element, papers: Iterable[_Element]) -> dict[_Element, _Element]:
    """The page break that stands before a paper and after all words of other papers, by the paper's element.

    Enclosed papers have theirs too. A break that stands inside the paper which it opens is not among them.
    """
    outer = set(papers)
    found = ((_opened(pb, outer), pb) for pb in root.iter(etree_name(root, "pb")))
    return {paper: pb for paper, pb in found if paper is not None}


def _opened(pb: _Element, outer: Collection[_Element]) -> _Element | None:
    """The paper that opens after a break, if no word of another and no other break stands between.

    The walk ends at the next break at the latest, so that all breaks together cost one walk through the file.
    """
    inside = any(a in outer for a in pb.iterancestors())
    opened: list[_Element] = []
    for what, e, words in _onward(pb):
        if what == "words":
            if inside and words and folded(words):
                return opened[-1] if opened else None
        elif what == "ends":
            opened = opened[:-1] if opened and opened[-1] is e else opened
            inside = inside and e not in outer
        elif local(e) in ("pb", "TEI", "TEI.2"):
            return None
        elif e in outer or (inside and enclosed(e, local(e))):
            inside = True
            opened.append(e)
    return None


def _onward(e: _Element) -> Iterator[_Step]:
    """All that follows an element, to the end of the file."""
    at: _Element | None = e
    while at is not None:
        yield _Step("words", at, at.tail)
        for sibling in at.itersiblings():
            yield from _through(sibling)
        at = at.getparent()
        if at is not None:
            yield _Step("ends", at)


def _through(e: _Element) -> Iterator[_Step]:
    """An element with all in it, and the words behind it; what is no part of the text is passed by."""
    if not dropped(e, local(e)):
        yield _Step("begins", e)
        yield _Step("words", e, e.text)
        for child in e:
            yield from _through(child)
        yield _Step("ends", e)
    yield _Step("words", e, e.tail)
