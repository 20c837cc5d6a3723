"""Theirs: a TEI file of somebody else's to which what the archive knows is added, and from which nothing is taken."""

from lxml.etree import _Element

from dragoman.publish.tei.elements import TEI
from dragoman.publish.tei.header import Here, encoding
from dragoman.publish.tei.pointers import CORPUS, DRAGOMAN
from dragoman.publish.tei.pruning import resources_end, tei_around

_OURS = f"{CORPUS}#{DRAGOMAN}"


def add_to(paper: _Element, profile: _Element | None, said: _Element | None, here: Here) -> None:
    """Add to the file around a paper: to its header who wrote this, and `profile`; after its text a standOff.

    What an earlier export added is taken away first.
    """
    tei = tei_around(paper)
    _forget(paper.getroottree().getroot())
    _to_header(tei, profile, here)
    if said is not None:
        place = resources_end(tei)
        tei.insert(place, said)
        said.tail = "\n"


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

