"""TEI P5: any edition; FRUS volumes with their document divs, source notes, openers and attachments.

A file that holds no text, only lists that texts point to (persons, places, events), is a register and no paper.
"""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from lxml.etree import _Element

from dragoman.edition.document import Document
from dragoman.edition.problem import Problem
from dragoman.sources.tei_breaks import openings
from dragoman.sources.tei_exact import exact_page, is_exact
from dragoman.sources.tei_marks import ID, local
from dragoman.sources.tei_papers import inner_paper, languages, notes_aside, papers_in, told_papers
from dragoman.sources.tei_parsing import parse
from dragoman.sources.tei_text import Around, Piece, page_of

# "<standOff", "<tei:text>": what a register has, and what it has not
STAND_OFF = re.compile(rb"<(?:[\w.-]+:)?standOff[\s>]")
TEXT = re.compile(rb"<(?:[\w.-]+:)?(?:text|body|div[1-7]?)[\s/>]")


class Sheet(NamedTuple):
    """A paper of a file: its element, what was read from it, and where its words stand if that was asked for."""

    element: _Element
    document: Document
    pieces: tuple[Piece, ...] = ()


def open_tei(name: str, data: bytes, origin: str) -> Iterator[Document | Problem]:
    """The documents of a TEI file, or Problems that say what could not be read."""
    if _has_no_text(data):
        return
    root, problem = parse(data, origin)
    if root is not None:
        papers = papers_in(root)
        for sheet in sheets(name, root, papers, origin):
            yield sheet.document
        if not papers and problem is None:
            problem = Problem(origin, "", "this XML file has no text to read.")
    if problem is not None:
        yield problem


def is_register(data: bytes) -> bool:
    """Whether a TEI file rightly holds no paper: it has no text but lists, or its papers are kept in other files."""
    if _has_no_text(data):
        return True
    root, problem = parse(data, "")
    if root is None or problem is not None:
        return False
    papers = papers_in(root)
    return bool(papers) and all(_kept_elsewhere(paper) for paper in papers)


def sheets(name: str, root: _Element, papers: list[_Element], origin: str, *,
           traced: bool = False) -> Iterator[Sheet]:
    """The papers of a parsed file, each followed by those enclosed in it.

    `papers` are those of `papers_in`, `name` is the file's, for a root without xml:id. `traced` asks for the pieces.
    """
    volume = root.get(ID) or name
    around = Around(notes_aside(root), openings(root, papers), traced)
    told = told_papers(root)
    for number, paper in enumerate(papers, 1):
        part = paper.get(ID) or str(number)
        identity = f"{volume}/{part}" if len(papers) > 1 or local(paper) != "body" else volume
        yield from _with_enclosures(told.get(paper, identity), paper, around, told, origin)


def _has_no_text(data: bytes) -> bool:
    return STAND_OFF.search(data) is not None and TEXT.search(data) is None


def _kept_elsewhere(paper: _Element) -> bool:
    """Whether a paper is only pointed at here: '<div type="document" corresp="d12.xml"/>'."""
    holder = paper[0] if local(paper) == "body" and len(paper) == 1 else paper
    return holder.get("corresp") is not None and not len(holder) and not (holder.text or "").strip()


def _with_enclosures(identity: str, e: _Element, around: Around, told: Mapping[_Element, str], origin: str,
                     carrier: str | None = None) -> Iterator[Sheet]:
    """A paper, then the papers enclosed in it, each with those enclosed in itself."""
    exact = e in told and is_exact(e)
    language = next(languages(e), None)
    page = (exact_page if exact else partial(page_of, around=around))(
        identity, e, origin=origin, enclosed_in=carrier, language=language)
    if not page.document.text and not page.enclosures and not exact:
        return
    yield Sheet(e, page.document, page.pieces)
    number = 0
    for holder in page.enclosures:
        for inner in inner_paper(holder):
            number += 1
            part = inner.get(ID) or holder.get(ID) or str(number)
            yield from _with_enclosures(told.get(inner, f"{identity}/{part}"), inner, around, told, origin, identity)

