"""Pruning: one paper of a volume with all that it hangs on, and the volume with its papers left to their own files."""

from collections.abc import Callable, Iterable, Mapping
from copy import copy

from lxml import etree
from lxml.etree import _Element

from dragoman.publish.tei.elements import ID, TEI, element
from dragoman.sources.tei_marks import local
from dragoman.sources.tei_papers import etree_name


def pruned(root: _Element, paper: _Element, kept: Iterable[_Element], opening: _Element | None) -> tuple[
        _Element, _Element]:
    """A copy of a file with one of its papers only, and the paper in it.

    Of what stands around it are kept the headers, the elements that it lies in with their heads, and the elements
    `kept` (notes) likewise. `opening` is the page break that it opens with, where that stands outside.
    """
    whole = {paper, *kept}
    around = {a for e in whole for a in e.iterancestors()}
    if opening is not None and opening.getparent() in around:
        whole.add(opening)
    copies: dict[_Element, _Element] = {}

    def stays(child: _Element) -> _Element | None:
        if child in whole or local(child) in ("teiHeader", "head"):
            copies[child] = copy(child)
            return copies[child]
        return _copied(child, stays) if child in around else None
    made = _copied(root, stays)
    found = copies[paper]
    if opening is not None and opening not in whole:
        moved = copy(opening)
        moved.tail = None
        if moved.get("corresp"):                # by which it tells, where it stands, that it belongs here
            del moved.attrib["corresp"]
        found.addprevious(moved)
    return made, found


def frame(root: _Element, papers: Mapping[_Element, str]) -> _Element:
    """The root of a copy of a file in which each of these papers is empty and tells where it is.

    Comments and instructions before and after the root are kept.
    """
    around = {a for e in papers for a in e.iterancestors()}

    def stays(child: _Element) -> _Element:
        if child in papers:
            return pointer_to(child, papers[child])
        return _copied(child, stays) if child in around else copy(child)
    made = _copied(root, stays)
    for node in reversed(list(root.itersiblings(preceding=True))):
        made.addprevious(copy(node))
    for node in reversed(list(root.itersiblings())):
        made.addnext(copy(node))
    return made


def pointer_to(paper: _Element, path: str) -> _Element:
    """The empty element that stands for a paper kept in a file: '<div type="document" corresp="d12.xml"/>'."""
    stands = element("div", {"type": "document", "corresp": path})
    if local(paper) != "body":
        if paper.get(ID):
            stands.set(ID, str(paper.get(ID)))
        return stands
    body = bare(paper)
    body.append(stands)
    return body


def bare(e: _Element) -> _Element:
    """An element with the name and the attributes of another, and nothing in it."""
    made = etree.Element(e.tag, nsmap=e.nsmap)  # type: ignore[arg-type]
    for name, value in e.attrib.items():
        made.set(name, value)
    return made


def _copied(e: _Element, stays: Callable[[_Element], _Element | None]) -> _Element:
    """A copy of an element with what is made of those of its children that stay."""
    made = bare(e)
    made.text = e.text
    for child in e:
        inner = stays(child)
        if inner is not None:
            inner.tail = child.tail
            made.append(inner)
    return made


def tei_around(paper: _Element) -> _Element:
    """The TEI element that a paper belongs to."""
    return next((a for a in paper.iterancestors(f"{{{TEI}}}TEI")), paper.getroottree().getroot())


def resources_end(tei: _Element) -> int:
    """The place among the children of a TEI element behind its header and texts, before other TEI elements in it."""
    inner = [i for i, c in enumerate(tei) if c.tag in (etree_name(tei, "TEI"), etree_name(tei, "teiCorpus"))]
    return inner[0] if inner else len(tei)
