"""Theirs: a TEI file of somebody else's to which what the archive knows is added, and from which nothing is taken."""

from lxml import etree
from lxml.etree import _Element

from dragoman.publish.tei.elements import TEI
from dragoman.publish.tei.header import encoding
from dragoman.publish.tei.here import Here
from dragoman.publish.tei.pointers import CORPUS, DRAGOMAN
from dragoman.publish.tei.pruning import resources_end, tei_around

_OURS = f"{CORPUS}#{DRAGOMAN}"


def with_ours(paper: _Element, profile: _Element | None, said: bytes, here: Here) -> bytes:
    """The bytes of the file around a paper with what is added: to its header who wrote this, and `profile`; after its
    text a standOff, which is `said` as it is written.

    What an earlier export added is taken away first.
    """
    tei, root = tei_around(paper), paper.getroottree().getroot()
    _forget(root)
    etree.cleanup_namespaces(root)
    _to_header(tei, profile, here)
    number = 0
    while said:
        place = etree.Comment(f"dragoman {number}")
        place.tail = "\n"
        tei.insert(resources_end(tei), place)
        written, mark = _written(root), f"<!--dragoman {number}-->".encode()
        if written.count(mark) == 1:
            return written.replace(mark, said)
        tei.remove(place)           # somebody has written the same words
        number += 1
    return _written(root)


def _written(root: _Element) -> bytes:
    """The bytes of a file with this root, and what stands before and after it."""
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)


def _to_header(tei: _Element, profile: _Element | None, here: Here) -> None:
    theirs = tei.find(f"{{{TEI}}}teiHeader")
    if theirs is None:
        return
    revision = theirs.find(f"{{{TEI}}}revisionDesc")
    place = len(theirs) if revision is None else theirs.index(revision)
    described = theirs.find(f".//{{{TEI}}}correspDesc") is not None
    for made in (encoding(here), None if described else profile):
        if made is not None:
            made.tail = "\n"
            theirs.insert(place, made)
            place += 1


def _forget(root: _Element) -> None:
    """Take away what an earlier export added beside the text."""
    said = [e for e in root.iter(f"{{{TEI}}}standOff") if e.get("type") == DRAGOMAN]
    headed = [e for h in root.iter(f"{{{TEI}}}teiHeader") for e in h if (e.get("resp") or "").endswith(_OURS)]
    for e in (*said, *headed):
        parent = e.getparent()
        if parent is not None:
            parent.remove(e)

