"""DOCX: the lines of a Word file, tables, footnotes and endnotes; page headers and footers kept apart.

python-docx opens the package; the text is read from its XML, as the library knows no footnotes.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from lxml import etree
from lxml.etree import _Element

from dragoman.edition.document import Document, with_boilerplate
from dragoman.edition.problem import Problem
from dragoman.sources.docx_lines import Lines, lines_of, note_elements
from dragoman.sources.docx_numbers import Numbering
from dragoman.sources.volume import documents

MOST_BYTES = 256 << 20      # unpacked; the text of a volume has some megabytes, pictures are not unpacked
MOST_PARTS = 10_000
TEXT_PART = "word/document.xml"


def open_docx(name: str, data: bytes, origin: str) -> Iterator[Document | Problem]:
    """The documents of a DOCX file, or Problems that say what could not be read."""
    problem = _refused(data, origin)
    if problem is not None:
        yield problem
        return
    try:
        package = docx.Document(BytesIO(data))
        lines = _lines(package.part)
        around = _headers(package.part)
    except (OpcError, KeyError, ValueError, AttributeError, TypeError, OSError, zipfile.BadZipFile,
            etree.XMLSyntaxError, NotImplementedError, RecursionError) as error:
        yield Problem(origin, TEXT_PART, f"this DOCX file is damaged ({_words(error)}).")
        return
    last: Document | None = None
    for document in documents(name, [*lines.body, *lines.notes], origin=origin, form="docx"):
        if last is not None:
            yield last
        last = document
    if last is not None:
        yield with_boilerplate(last, around)


def _refused(data: bytes, origin: str) -> Problem | None:
    """Why a file is not opened at all: it is no ZIP archive, holds no Word text, or grows too large."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        return Problem(origin, "", f"this DOCX file is no ZIP archive, or is cut off ({_words(error)}).")
    names = {part.filename for part in parts}
    if TEXT_PART not in names:
        return Problem(origin, "", "this ZIP file holds no Word text; unpack it, or save the paper as DOCX.")
    if sum(part.file_size for part in parts) > MOST_BYTES or len(parts) > MOST_PARTS:
        largest = max(parts, key=lambda part: part.file_size).filename
        return Problem(origin, largest, "this DOCX file unpacks to more than 256 megabytes; it is refused.")
    return None


def _lines(part: Any) -> Lines:
    """The lines of the body and of its notes."""
    notes: dict[tuple[str, str], _Element] = {}
    numbers: _Element | None = None
    for relation in part.rels.values():
        if relation.is_external:
            continue
        kind = relation.reltype.rpartition("/")[2]
        if kind in ("footnotes", "endnotes"):
            notes |= note_elements(_parsed(relation.target_part.blob), kind)
        elif kind == "numbering":
            numbers = _parsed(relation.target_part.blob)
    return lines_of(part.element.body, notes, Numbering(numbers, part.styles.element))


def _headers(part: Any) -> list[str]:
    """The lines of page headers and footers, each once."""
    found: dict[str, None] = {}
    for relation in part.rels.values():
        if not relation.is_external and relation.reltype.rpartition("/")[2] in ("header", "footer"):
            root = _parsed(relation.target_part.blob)
            found |= dict.fromkeys(lines_of(root, {}, Numbering(None)).body)
    return list(found)


def _parsed(blob: bytes) -> _Element:
    """The root of a part, with no entity expanded and nothing fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
                             remove_pis=True)
    return etree.fromstring(blob, parser)


def _words(error: Exception) -> str:
    """A library's words of what is wrong, on one line."""
    return " ".join(str(error).split())[:120] or type(error).__name__
