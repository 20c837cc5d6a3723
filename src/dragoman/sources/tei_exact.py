"""Papers that an archive wrote as TEI from its record: every line an element, every character as it stands.

Such a paper bears xml:space="preserve". Its lines are those of the text and nothing is told by their look; what bears
@resp is what somebody found in the text, and no part of the file's own markup.
"""

from lxml.etree import _Element

from dragoman.edition.document import Block, BlockKind, Document, Markup, Note
from dragoman.sources.layout import language_of
from dragoman.sources.tei_marks import ID, MARKED, enclosed, local, role_of, value_of
from dragoman.sources.tei_text import Page

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
UNKNOWN = "und"         # BCP 47: the language was not told
HOLDERS = frozenset(("div", "opener", "closer", "list", "table", "row"))
LINES: dict[str, BlockKind] = {
    "head": "heading", "dateline": "dateline", "salute": "salute", "signed": "signature", "p": "paragraph",
    "quote": "quote", "item": "list", "cell": "table", "ab": "paragraph", "note": "source"}
KINDS: dict[str, BlockKind] = {
    kind: kind for kind in ("heading", "source", "dateline", "salute", "paragraph", "quote", "list", "table", "closer",
                            "signature", "note", "boilerplate")}


def is_exact(e: _Element) -> bool:
    """Whether a paper's text stands in its element character by character."""
    return e.get(SPACE) == "preserve" or any(a.get(SPACE) == "preserve" for a in e.iterancestors("{*}div"))


def exact_page(paper: str, e: _Element, *, origin: str, enclosed_in: str | None, language: str | None) -> Page:
    """The Document of such an element, and the elements of the papers enclosed in it."""
    lines = _Lines()
    lines.inside(e)
    text = "\n".join(lines.lines)
    notes = tuple(Note(label, lines.anchors.get(marker), start, end) for label, marker, start, end in lines.notes)
    told = language_of(text) if language in (None, UNKNOWN) else language
    marks = tuple(mark for mark in lines.marks if mark is not None)
    document = Document(paper, text, tuple(lines.blocks), notes, marks, enclosed_in, told, origin, "tei")
    return Page(document, lines.enclosures)


class _Lines:
    """A text while its lines are gathered."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.parts: list[str] = []                      # of the line at hand
        self.at = 0                                     # length of what is gathered
        self.blocks: list[Block] = []
        self.marks: list[Markup | None] = []
        self.notes: list[tuple[str, str, int, int]] = []
        self.anchors: dict[str, int] = {}               # where what has an xml:id begins
        self.enclosures: list[_Element] = []

    def inside(self, e: _Element) -> None:
        """Gather the lines of an element that holds lines."""
        for child in e:
            name = local(child)
            if enclosed(child, name):
                self.enclosures.append(child)
            elif name == "note" and child.get("place") == "foot":
                self.note(child)
            elif name in HOLDERS:
                self.inside(child)
            elif name in LINES:
                self.line(child, _kind(child, name), child.get("n"))

    def note(self, e: _Element) -> None:
        """Gather a note; one of several lines holds them as elements."""
        label, start = e.get("n") or "", self.at + (1 if self.lines else 0)
        if any(local(child) == "ab" for child in e):
            self.inside(e)
        else:
            self.line(e, "note", label)
        self.notes.append((label, (e.get("target") or "").removeprefix("#"), start, self.at))

    def line(self, e: _Element, kind: BlockKind, label: str | None) -> None:
        """Gather one line."""
        self.at += 1 if self.lines else 0
        start, self.parts = self.at, []
        self.words(e)
        self.lines.append("".join(self.parts))
        self.blocks.append(Block(kind, start, self.at, label))

    def words(self, e: _Element) -> None:
        """Gather the words of an element in a line."""
        self.add(e.text)
        for child in e:
            name = local(child)
            if identity := child.get(ID):
                self.anchors[identity] = self.at
            own = child.get("resp") is None
            if name == "pb" and own:
                self.marks.append(Markup("pb", self.at, self.at, None, child.get("n")))
            elif name:
                place, start = len(self.marks), self.at
                self.marks.append(None)
                self.words(child)
                if own and name in MARKED and self.at > start:
                    self.marks[place] = Markup(name, start, self.at, role_of(child), value_of(child, name))
            self.add(child.tail)

    def add(self, text: str | None) -> None:
        """Gather characters; a line's end inside a line is a space."""
        if text:
            self.parts.append(text.replace("\n", " "))
            self.at += len(text)


def _kind(e: _Element, name: str) -> BlockKind:
    """The kind of a line: by its element, and of <ab> by what it says that it is."""
    if name == "ab":
        return KINDS.get(e.get("type") or "", "paragraph")
    return "closer" if name == "salute" and local(e.getparent()) == "closer" else LINES[name]
