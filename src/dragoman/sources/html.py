"""Saved web pages: the paper's own lines, and the website's lines around it, kept as such after the paper."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import trafilatura
from lxml import etree, html
from lxml.etree import _Element

from dragoman.edition.document import Document, with_boilerplate
from dragoman.edition.problem import Problem
from dragoman.lexicon import words
from dragoman.sources.encoding import Decoded, decode
from dragoman.sources.html_lines import Line, page_lines
from dragoman.sources.volume import documents

PHRASES = words("website", "lines") | words("boilerplate", "lines")
CONTAINERS = words("website", "containers")
# Elements that hold the website's words, not the paper's.
WEBSITE_PARTS = frozenset(("nav", "footer", "aside", "form", "button", "select", "menu", "dialog"))
WEBSITE_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary"))
# "Copyright 2009", "© 2011 The Archive", "All rights reserved."
COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright).{0,20}\b(?:19|20)\d\d\b|\ball rights reserved\b", re.I)
# "charset=windows-1251" in a page's head
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*(?P<name>[\w.:-]{2,40})", re.I)
NOT_LETTERS = re.compile(r"[\W_]+")
LINKED = 0.6            # a line of which more than this is links is navigation
WINDOW = 50_000         # characters: how far ahead a line is sought in what trafilatura found
SHORT = 20              # a shorter line must be a whole line there
MAIN_SHARE = 0.9        # the innermost element with this much of the main text is the paper's
BYTE_ORDER = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")     # marks that tell the encoding better than a name does
LONGEST_LINE = 8_000_000    # the longest volume in print would fit into one
FEW_TAGS = 500          # with so few, the parser's guard against deep nesting can go, and one line may be any length
MOST = 8_000_000        # characters; beyond it trafilatura would need gigabytes, and the rules below do alone
LONG = 100_000          # characters: no website's phrase, and no line that is sought elsewhere


def open_html(name: str, data: bytes, origin: str) -> Iterator[Document | Problem]:
    """The documents of a web page, or Problems that say what could not be read."""
    page = _decoded(data)
    for at, sentence in page.troubles:
        yield Problem(origin, f"byte {at}", sentence)
    root = _parsed(page.text)
    if root is None:
        yield Problem(origin, "", "this page has no text.")
        return
    lines = []
    for line in page_lines(root):
        if len(line.text) > LONGEST_LINE:
            place = f"line {line.holder.sourceline}"
            many = f"{len(line.text)} letters, too many for a line of a paper"
            yield Problem(origin, place, f"this line has {many}; it was left out.")
        else:
            lines.append(line)
    yield from _documents(name, origin, lines, _own(lines, _main_text(page.text)))


def _documents(name: str, origin: str, lines: Sequence[Line], own: Sequence[bool]) -> Iterator[Document]:
    """The papers in a page's own lines, notes last; the website's lines stand after the last paper."""
    paper = [line.text for line, mine in zip(lines, own, strict=True) if mine and not line.note]
    paper += [line.text for line, mine in zip(lines, own, strict=True) if mine and line.note]
    around = [line.text for line, mine in zip(lines, own, strict=True) if not mine]
    last: Document | None = None
    for document in documents(name, paper, origin=origin, form="html"):
        if last is not None:
            yield last
        last = document
    if last is not None:
        yield with_boilerplate(last, around)


def _decoded(data: bytes) -> Decoded:
    """A page's text by the encoding that it names; by its bytes where it names none, or a wrong one."""
    named = CHARSET.search(data[:4096])
    if named is not None and not data.startswith(BYTE_ORDER):
        try:
            return Decoded(data.decode(named["name"].decode("ascii")))
        except (LookupError, UnicodeError):
            pass
    return decode(data)


def _parsed(text: str) -> _Element | None:
    """The page's tree; None when there is nothing in it."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True,
                             huge_tree=text.count("<") < FEW_TAGS)
    try:
        return html.document_fromstring(text.replace("\x00", " ").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _main_text(text: str) -> str:
    """What trafilatura takes for the page's main text; "" when it finds none."""
    if len(text) > MOST:
        return ""
    return trafilatura.extract(text, fast=True, include_comments=False, favor_recall=True, deduplicate=False) or ""


def _own(lines: Sequence[Line], main: str) -> list[bool]:
    """Whether each line is the paper's own: found by trafilatura, or standing among lines that were."""
    found = _matched(lines, main)
    container = _container(lines, found)
    last = max((i for i, f in enumerate(found) if f), default=len(lines))
    own = []
    for i, (line, matched) in enumerate(zip(lines, found, strict=True)):
        website = _websites(line)
        within = container is None or container is line.holder or container in line.holder.iterancestors()
        late = i > last and len(line.text) < SHORT and line.linked > 0
        own.append(line.note or (matched and not _phrase(line)) or (within and not (website or _phrase(line) or late)))
    return own


def _matched(lines: Sequence[Line], main: str) -> list[bool]:
    """Whether each line stands in the main text, the two followed together."""
    whole = "\n" + "\n".join(NOT_LETTERS.sub("", line) for line in main.split("\n")) + "\n"
    at, found = 0, []
    for line in lines:
        key = NOT_LETTERS.sub("", line.text) if len(line.text) < LONG else ""
        if len(key) < SHORT:
            key = f"\n{key}\n"
        spot = whole.find(key, at, at + WINDOW) if key.strip() else -1
        found.append(spot >= 0 or len(line.text) >= LONG)
        if spot >= 0:
            at = spot + len(key) - 1
    return found


def _container(lines: Sequence[Line], found: Sequence[bool]) -> _Element | None:
    """The innermost element that holds nearly all of the main text; None when nothing was found."""
    weight: Counter[_Element] = Counter()
    for line, matched in zip(lines, found, strict=True):
        if matched:
            for e in (line.holder, *line.holder.iterancestors()):
                weight[e] += len(line.text)
    total = max(weight.values(), default=0)
    holding = [e for e, n in weight.items() if n >= MAIN_SHARE * total]
    return max(holding, key=lambda e: sum(1 for _ in e.iterancestors()), default=None)


def _websites(line: Line) -> bool:
    """Whether a line stands in a part of the page that is the website's, or is mostly links."""
    if line.linked > LINKED:
        return True
    for e in (line.holder, *line.holder.iterancestors()):
        names = f"{e.get('class') or ''} {e.get('id') or ''}".lower().replace("-", " ").replace("_", " ").split()
        if e.tag in WEBSITE_PARTS or e.get("role") in WEBSITE_ROLES:
            return True
        if e.tag != "body" and CONTAINERS.intersection(names):
            return True
    return False


def _phrase(line: Line) -> bool:
    """Whether a line is one of the phrases that websites put around a text."""
    text = line.text
    return len(text) < LONG and (text.rstrip(".:!").lower() in PHRASES or COPYRIGHT.search(text) is not None)
