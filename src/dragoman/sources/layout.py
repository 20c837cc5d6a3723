"""What each line of a paper is: heading, dateline, paragraph, note. Lines in, one Document out.

For every source whose file does not say it by markup: plain text, web pages, scans, bare TEI.
"""

import re
import unicodedata
from collections.abc import Sequence

from dragoman.edition.dateline import RECEIVED, UNDATED, dateline, is_sentence
from dragoman.edition.document import Block, BlockKind, Document, Note
from dragoman.lexicon import lexicon, one_of, words
from dragoman.lexicon.heads import may_be_listed, read_head
from dragoman.lexicon.marks import (
    BRACKETED,
    CODE,
    EDITION,
    ENCLOSURE,
    FILE_NUMBER,
    LABEL,
    MARK_LINE,
    MARKER,
    NUMBER,
    NUMBER_LEAD,
    PAGE,
    SALUTE,
    is_boilerplate,
)
from dragoman.lexicon.parties import POST, QUARTERS

# "[6] In the letter of January 18 ..."
NOTE_LINE = re.compile(r"\[ ?(?P<label>\d{1,3}[a-z]?|[a-z]|[*†‡§]+) ?\](?=\s*\S)")
OPENING = 24        # lines in which a head is looked for; the longest opening of the known volumes has 14
CLOSING = 14        # lines before the notes in which closer, signature and addressee stand
_AFTER_SALUTE = 12  # characters after "Sir:" that are no body yet: "&c.,", a marker
SHORT = 120         # a line of a heading, a closer or a signature; longer ones are paragraphs
_LANGUAGE_SAMPLE = 1500
_FEW_WORDS = 8      # too few to tell a language by
LANGUAGES = tuple(lexicon("languages"))
_WORD = re.compile(r"[^\W\d_]+")

# "I have the honor to be, sir, ...", "Accept, etc.", "With comradely greetings"
CLOSER = re.compile(rf"(?:{one_of('headings', 'body.closers')})(?!\w)", re.I)
# "WILLIAM H. SEWARD.", "B. Stomonyakov", "J. C. B. DAVIS, Acting Secretary.", "For the Ambassador:"
SIGNATURE = re.compile(r"(?:(?:\[|\()?(?:L\.\s?S\.|seal|signed)[\])]?\s*)?(?:For the [^\n]{3,40}:"
                    r"|[A-ZÀ-Þ“’'\[][\w.’'“”\[\]-]*"
                       r"(?:[\s,]+(?:de|la|von|van|du|of|the|and|y|[A-ZÀ-Þ&\[][\w.’'\[\]-]*))*"
                       r"(?:,[^\n]{0,80})?)[.\])]*$")
# "Hon. William H. Seward, &c., &c.", "Henry S. Sanford, Esq., Brussels."
ADDRESSEE = re.compile(r"(?:The )?(?:Hon|His|Her|Their|Mr|Messrs|To|Sir|Lord|M|Monsieur|Señor|General|Baron|Count"
                    r"|Earl|The|Rev|Dr|[A-Z][\w.]+ [A-Z][\w.]* ?[\w.]*,? Esq)\b", re.I)
# "M. Romero.", "H. E. Hull" after the closing words: who signs, not "M." the title
INITIAL = re.compile(r"(?:[A-ZÀ-Þ]\.\s?){1,3}[A-ZÀ-Þ][\w’-]+\.?$")
# "“... quoted in full ...”"
QUOTE = re.compile(r"[“\"].{20,}[”\"]\W{0,3}$", re.S)
# "(a) ...", "— the first", "• item"
ITEM = re.compile(r"(?:[•–—*-]\s|\([a-z0-9]{1,3}\)\s|[a-z]\)\s|(?:[ivx]{1,4}|\d{1,2})\)\s)")
# "12  345  67": three numbers and more, hardly a word
TABLE = re.compile(r"(?=(?:[^\n]*?\d[\d,.]*\s+){3})[^a-z\n]*(?:[a-z]+[^a-z\n]+){0,4}[^a-z\n]*$")
_HEADING_LINES = (NUMBER, MARK_LINE, ENCLOSURE)


def arrange(paper: str, lines: Sequence[str], *, origin: str = "", form: str = "text") -> Document:
    """A Document of these lines (one paragraph or printed line each), its blocks and notes told by their look."""
    kept = [unicodedata.normalize("NFC", line).strip() for line in lines]
    kept = [line for line in kept if line]
    kinds = kinds_of(kept)
    blocks: list[Block] = []
    notes: list[Note] = []
    at = 0
    for line, kind in zip(kept, kinds, strict=True):
        label = None
        if kind == "note":
            m = NOTE_LINE.match(line)
            label = m["label"] if m else None
            if m:
                notes.append(Note(m["label"], None, at, at + len(line)))
            elif notes:
                notes[-1] = Note(notes[-1].label, None, notes[-1].start, at + len(line))
        blocks.append(Block(kind, at, at + len(line), label))
        at += len(line) + 1
    text = "\n".join(kept)
    return Document(paper, text, tuple(blocks), tuple(notes), language=language_of(text), origin=origin, form=form)


def kinds_of(lines: Sequence[str]) -> list[BlockKind]:
    """The kind of each line of one paper, in order."""
    kinds: list[BlockKind] = [_body_kind(line) for line in lines]
    notes = _notes_from(lines, kinds)
    for i in range(notes, len(lines)):
        if kinds[i] != "boilerplate":
            kinds[i] = "note"
    begun = _mark_opening(lines, kinds, notes)
    _mark_closing(lines, kinds, max(begun, notes - CLOSING), notes)
    return kinds


def _body_kind(line: str) -> BlockKind:
    """What a line is by itself, away from the head and the foot."""
    if NOTE_LINE.match(line):
        return "note"
    first = line[0]
    if first in "“\"" and len(line) < 20_000 and QUOTE.match(line):
        return "quote"
    if len(line) < SHORT:
        if (first.isalpha() or first == "[") and is_boilerplate(line):
            return "boilerplate"
        if TABLE.match(line):
            return "table"
    return "list" if ITEM.match(line) else "paragraph"


def _notes_from(lines: Sequence[str], kinds: list[BlockKind]) -> int:
    """Where the notes after the body begin: from there on more than a third of the lines are labelled notes."""
    labelled, begin = 0, len(lines)
    for i in range(len(lines) - 1, -1, -1):
        if kinds[i] == "note":
            labelled += 1
            if labelled * 3 > len(lines) - i:
                begin = i
        elif kinds[i] != "boilerplate" and len(lines) - i > 3 * labelled + 12:
            break
    return begin


def _mark_opening(lines: Sequence[str], kinds: list[BlockKind], notes: int) -> int:
    """Sets the kinds of the lines before the body; gives the index where the body begins."""
    headed = listing = subject = False
    for i, line in enumerate(lines[:min(OPENING, notes)]):
        if kinds[i] == "boilerplate" or PAGE.match(line[:SHORT]):
            continue
        label = LABEL.match(line[:SHORT]) if headed else None
        if label or subject or (listing and _is_listed(line)):
            kinds[i], listing = "heading", True
            subject = label is not None and label["label"].lower().startswith("subj") and not label["rest"]
            continue
        kind = _opening_kind(line, headed)
        if kind is None:
            kind = _by_neighbours(lines, i, headed) if kinds[i] != "note" else None
        if kind is None:
            return i
        kinds[i] = kind
        if kind == "salute":
            return i + 1
        headed = headed or (kind == "heading" and read_head(MARKER.sub("", line)) is not None)
    return min(OPENING, notes)


def _is_listed(line: str) -> bool:
    """Whether a line is one of a list of participants, or a subject."""
    return len(line) < SHORT and line[-1] != ":" and may_be_listed(line)


def _by_neighbours(lines: Sequence[str], i: int, headed: bool) -> BlockKind | None:
    """A line that is of the opening because of where it stands: first, before a head, before a dateline."""
    line = lines[i]
    if len(line) >= 2 * SHORT:
        return None
    after = _kinds_after(lines[i + 1:i + 3], headed) if len(line) < SHORT else []
    if i == 0 or (not headed and "heading" in after) or ("dateline" in after[:1] and line.endswith(",")):
        return "dateline" if headed else "heading"
    return None


def _kinds_after(lines: Sequence[str], headed: bool) -> list[BlockKind | None]:
    """What the next lines of an opening are."""
    return [_opening_kind(line, headed) for line in lines]


def _opening_kind(line: str, headed: bool) -> BlockKind | None:
    """What a line of the opening is; None when it is of the body."""
    salute = SALUTE.match(line)
    if salute and not (len(line) < SHORT and dateline(line)):
        return "salute" if len(line) - salute.end() < _AFTER_SALUTE else None
    bare = NUMBER_LEAD.sub("", MARKER.sub("", line[:600]), count=1).strip()
    if not bare:
        return "heading"
    if len(bare) < SHORT:
        if any(p.match(bare) for p in _HEADING_LINES) or (BRACKETED.match(bare) and not dateline(bare)):
            return "heading"
        if headed and CODE.match(bare):
            return "heading"
        if FILE_NUMBER.match(bare):
            return "source"
        if RECEIVED.match(bare) or UNDATED.fullmatch(bare.strip(" .")) or _is_office(bare, headed):
            return "dateline"
    if not headed and len(line) < 500 and read_head(bare):
        return "heading"
    if len(bare) < 2 * SHORT and dateline(bare):
        return "dateline"
    if len(bare) < 400 and not CLOSER.match(bare) and EDITION.match(bare):
        return "source"
    return None


def _is_office(line: str, headed: bool) -> bool:
    """Whether a line is the office that a dateline begins with ("Legation of the United States,")."""
    if len(line) >= 90 or not line[0].isupper() or not QUARTERS.search(line):
        return False
    return line.endswith(",") or (headed and len(line) < 60 and not is_sentence(line))


def _mark_closing(lines: Sequence[str], kinds: list[BlockKind], begin: int, end: int) -> None:
    """Sets the kinds of closer, signature, addressee and dateline among the last lines of the body."""
    closed = False
    settled = max((i for i in range(begin, end) if len(lines[i]) >= 2 * SHORT), default=begin - 1)
    for i in range(begin, end):
        line = MARKER.sub("", lines[i][:400]).strip()
        if kinds[i] not in ("paragraph", "list") or not line or len(line) >= 2 * SHORT:
            continue
        if CLOSER.match(line):
            kinds[i], closed = "closer", True
        elif len(line) < SHORT and dateline(line):
            kinds[i] = "dateline"
        elif closed and ADDRESSEE.match(line) and not (kinds[i - 1] == "closer" and INITIAL.match(line)):
            kinds[i] = "closer"
        elif (len(line) < SHORT and SIGNATURE.match(line) and (closed or (i > settled and i >= end - 3))
              and not (closed and POST.match(line))):
            kinds[i] = "signature"
        elif closed and len(line) < SHORT and POST.search(line):
            kinds[i] = "signature" if kinds[i - 1] == "signature" else "closer"


def language_of(text: str) -> str | None:
    """The ISO code of the language whose small words stand thickest in the text; None when none does."""
    found = _WORD.findall(text[:_LANGUAGE_SAMPLE].lower())
    if len(found) < _FEW_WORDS:
        return None
    counts = {}
    for code in LANGUAGES:
        counts[code] = sum(map(words("languages", code).__contains__, found))
        if counts[code] * 5 >= len(found):      # English prose has one such word in four
            return code
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] * 8 >= len(found) else None
