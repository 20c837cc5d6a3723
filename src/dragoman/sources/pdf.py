"""PDF with a text layer: printed lines put together into paragraphs, hyphens mended, notes after the body.

Running heads and page numbers are left off; where a page begins is kept as a mark ("pb") with its printed number.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
from msgspec import structs

from dragoman.edition.document import Document, Markup
from dragoman.edition.problem import Problem
from dragoman.sources.pdf_lines import PrintedLine, printed_lines
from dragoman.sources.pdf_notes import notes_to_papers
from dragoman.sources.pdf_pages import cleaned
from dragoman.sources.pdf_paragraphs import Paragraph, paragraphs
from dragoman.sources.volume import documents


def open_pdf(name: str, data: bytes, origin: str) -> Iterator[Document | Problem]:
    """The documents of a PDF file, or Problems that say what could not be read."""
    try:
        pages, bare = _pages(data)
    except pypdfium2.PdfiumError as error:
        yield Problem(origin, "", _sentence(error))
        return
    if not any(pages):
        yield Problem(origin, "", "this PDF has no text layer, only pictures; read its text first (OCR).")
        return
    text = paragraphs(cleaned(pages))
    yield from _documents(name, text, origin)
    if bare:
        others = f", nor have {len(bare) - 1} others" if len(bare) > 1 else ""
        yield Problem(origin, f"page {bare[0]}", f"this page has no text layer, only a picture{others}.")


def _pages(data: bytes) -> tuple[list[list[PrintedLine]], list[int]]:
    """The lines of every page, and the numbers of pages that are pictures."""
    pages, bare = [], []
    file = pypdfium2.PdfDocument(data)
    try:
        for i in range(len(file)):
            page = file[i]
            pages.append(printed_lines(page))
            if not pages[-1] and _pictured(page):
                bare.append(i + 1)
            page.close()
    finally:
        file.close()
    return pages, bare


def _pictured(page: Any) -> bool:
    """Whether anything at all is on a page without text."""
    return next(iter(page.get_objects(max_depth=2)), None) is not None


def _sentence(error: Exception) -> str:
    """What PDFium says, in our words."""
    if "password" in str(error).lower():
        return "this PDF is locked with a password; save it without one."
    return f"this PDF is damaged ({' '.join(str(error).split())[:120]})."


def _documents(name: str, text: Sequence[Paragraph], origin: str) -> Iterator[Document]:
    """The papers in these paragraphs, with their page breaks."""
    at = 0
    found = list(documents(name, [p.text for p in text], origin=origin, form="pdf"))
    for document in notes_to_papers(found):
        breaks, at = _breaks(document, text, at)
        yield structs.replace(document, markup=(*document.markup, *breaks))


def _breaks(document: Document, text: Sequence[Paragraph], at: int) -> tuple[list[Markup], int]:
    """The page breaks of a document, whose lines are those of `text` from `at` on; and where it ends there."""
    starts: defaultdict[str, deque[int]] = defaultdict(deque)
    for line, block in zip(document.text.split("\n"), document.blocks, strict=True):
        starts[line].append(block.start)
    left, found, end = len(document.blocks), [], at
    for i in range(at, len(text)):
        if not left:
            break
        if text[i].text in starts and starts[text[i].text]:
            start = starts[text[i].text].popleft()
            left, end = left - 1, i + 1
            found += [Markup("pb", start + offset, start + offset, None, number) for offset, number in text[i].breaks]
    return sorted(found, key=lambda mark: mark.start), end
