"""The lines of a web page as a reader sees them, each with the element that holds it; "word<sup>1</sup>" is "word[1]".

Every line is kept, navigation and footer too: which of them are the paper's own is for others to tell.
"""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element
from msgspec import Struct

from dragoman.sources.white_space import folded

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "select", "summary",
    "table", "tbody", "tfoot", "thead", "tr", "ul"))
UNSEEN = frozenset(("script", "style", "noscript", "template", "head", "svg", "math", "object", "iframe", "video",
                    "audio", "canvas", "textarea", "datalist", "map"))
# "1", "[2]", "(3)", "4a", "*": what a footnote is called, in a superscript or a link
LABEL = re.compile(r"[\[(]?\s*(?P<label>\d{1,3}[a-z]?|[a-z]|[*†‡§]{1,3})\s*[\])]?\.?")
# "[1]" and "(3)", which are markers without a link or superscript as well
BRACKETED = re.compile(r"[\[(].*[\])]")
# "[2] [2] Counsellor", "[2] 2. Counsellor": a note whose label the page's list and its words both give
TWICE = re.compile(r"\[(?P<label>[^\]\s]{1,4})\] [\[(]?(?P=label)(?:[\])]\.?|\.|(?=\s)) *")
# "↩", "^": the way back from a note to its marker
BACK = re.compile(r"[\s↩↑⇑↵^\ufe0e\ufe0f]*|(?:back|return|up)\b.{0,20}", re.I)
# "200 km", "6 sq. ft": a superscript after these is an exponent
UNIT = re.compile(r"\b(?:[kcmd]?m|ft|in|yd|mi)\.?$")


class Line(Struct, frozen=True):
    """A line of a page: its words, the element that holds it, the part of it that is links, whether it is a note."""

    text: str
    holder: _Element
    linked: float = 0.0
    note: bool = False


class _Writer:
    """The lines while they are written."""

    def __init__(self, root: _Element) -> None:
        self.lines: list[Line] = []
        self.parts: list[str] = []
        self.linked = 0
        self.in_link = 0
        self.note = False
        self.holder = root
        self.targets: dict[str, str] = {}               # what a marker links to, and the marker's label
        self.counts: list[int] = []                     # the numbers of the lists that are open; -1 has none

    def add(self, text: str | None, verbatim: bool = False) -> None:
        """Write text; in <pre>, a line's end is a line's end."""
        if not text:
            return
        for i, piece in enumerate(text.split("\n") if verbatim else (text,)):
            if i:
                self.end()
            self.parts.append(piece)
            self.linked += len(piece) if self.in_link else 0

    def end(self) -> None:
        """End the line, if there is anything on it."""
        raw = "".join(self.parts)
        text = folded(raw)
        if self.note:
            text = TWICE.sub(r"[\g<label>] ", text)
            if LABEL.fullmatch(text):                   # a note's label alone: its words are on the next line
                self.parts = [text, " "]
                return
        if text:
            self.lines.append(Line(text, self.holder, self.linked / max(1, len(raw)), self.note))
        self.parts, self.linked, self.note = [], 0, False

    def empty(self) -> bool:
        """Whether nothing but spaces, or the label of a note, is on the line."""
        return not "".join(self.parts).strip()

    def mark(self, label: str) -> None:
        """Write a footnote's marker; at the beginning of a line it is the label of the note."""
        if self.empty():
            self.note = True
            self.parts = [f"[{label}] "]
        elif not (self.note and "".join(self.parts).strip() == f"[{label}]"):
            self.parts.append(f"[{label}]")


def page_lines(root: _Element) -> list[Line]:
    """All lines of a page, in order."""
    writer = _Writer(root)
    names = {a for e in root.iter("*") for a in (e.get("id"), e.get("name")) if a}
    walk = etree.iterwalk(root, events=("start", "end"))
    open_pre = 0
    for event, e in walk:
        name = e.tag if isinstance(e.tag, str) else ""
        if event == "end":
            _leave(writer, e, name)
            open_pre -= name == "pre"
            writer.add(e.tail if e is not root else None, open_pre > 0)
            continue
        open_pre += name == "pre"
        unseen = not name or name in UNSEEN or e.get("hidden") is not None
        if unseen or (name in ("a", "sup") and _reference(writer, e, name, names)):
            walk.skip_subtree()
        else:
            _enter(writer, e, name)
            writer.add(e.text, open_pre > 0)
    writer.end()
    return writer.lines


def _enter(writer: _Writer, e: _Element, name: str) -> None:
    """Begin an element: a new line for a block, a number for an item of an ordered list, a label for a note."""
    if name in BLOCKS:
        writer.end()
        writer.holder = e
    if name in ("ol", "ul"):
        start = e.get("start") or "1"
        writer.counts.append((int(start) if start.isdecimal() and len(start) < 6 else 1) if name == "ol" else -1)
    writer.in_link += name == "a"
    label = writer.targets.get(e.get("id") or e.get("name") or "")
    if label and writer.empty():
        writer.mark(label)
    elif name == "li" and writer.counts and writer.counts[-1] > 0:
        writer.parts = [f"{writer.counts[-1]}. "]
    if name == "li" and writer.counts and writer.counts[-1] > 0:
        writer.counts[-1] += 1


def _leave(writer: _Writer, e: _Element, name: str) -> None:
    """End an element."""
    if name in ("td", "th"):
        writer.parts.append(" ")
    elif name in BLOCKS:
        writer.end()
        parent = e.getparent()
        writer.holder = e if parent is None else parent
    if name in ("ol", "ul") and writer.counts:
        writer.counts.pop()
    if name == "a" and writer.in_link:
        writer.in_link -= 1


def _reference(writer: _Writer, e: _Element, name: str, names: set[str]) -> bool:
    """Write a footnote's marker or label, if an element is one; its inside is then done with."""
    words = "".join(str(t) for t in e.itertext()).strip()
    target = next((h[1:] for h in _links(e) if h.startswith("#")), None)
    if name == "a" and target is not None and BACK.fullmatch(words):
        writer.targets.setdefault(e.get("id") or "", "")
        return bool(words) and target in names
    m = LABEL.fullmatch(words)
    if m is None or (target is None and (m["label"].isalpha() or not (name == "sup" or BRACKETED.fullmatch(words)))):
        return False
    exponent = target is None and name == "sup" and UNIT.search("".join(writer.parts[-3:]).rstrip())
    astray = target is not None and target not in names and name == "a" and not BRACKETED.fullmatch(words)
    if exponent or astray:
        return False
    if target and not writer.empty():
        writer.targets.setdefault(target, m["label"])
    writer.mark(m["label"])
    return True


def _links(e: _Element) -> Iterator[str]:
    """Where an element, those inside it and the one around it link to."""
    for a in e.iter("a"):
        yield a.get("href") or ""
