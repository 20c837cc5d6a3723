"""Contents: what citing papers say stood in a paper, and what their editors say of it in a note.

"my despatch No. 38 of August 30 on the salt harvest has not reached the Ministry" tells "on the salt harvest"; a
note whose marker stands right after a mention tells what it quotes. Left alone: notes that say no more than where a
paper is printed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from dragoman.edition.annotation import Apparatus, Reference
from dragoman.inquiries.fields import Cited
from dragoman.inquiries.passages import Passage
from dragoman.lexicon import one_of
from dragoman.lexicon.stops import sentence
from dragoman.resolution.pointers import pointer_of

# what may stand between a mention and the words that tell its contents: a note's marker, a comma, an hour or a file
# number
_GAP = re.compile(r"(?:\s?\[\w{1,3}\s?\])*[,)]?\s(?:(?:addressed|sent|written|directed)\s(?:to\s\w+\s)?)?")
_ABOUT = re.compile(rf"(?:{one_of('contents', 'about')})\b", re.I)
_CLAUSE = re.compile(rf"(?:{one_of('contents', 'clauses')})\b", re.I)
# ", I have the honor", ",[3] I beg", " and to my", " and will thank you": the sentence's own business
_MARK = r"(?:\s?\[[\w*]{1,3}\s?\])"
_RESUMES = re.compile(rf"""
    \s?;|,?\s?—|,{_MARK}?\s(?:{one_of('contents', 'resumes')})\b
    |,?{_MARK}?\sand\s
     (?:(?:to|of)\s(?:my|your|the\sDepartment[’']s)|{one_of('contents', 'resumes', 'verbs')}|beg|to\s)\b""", re.X)
_VERB = re.compile(rf"(?<!\w)(?P<before>\w+),?\s(?:{one_of('contents', 'verbs')})\b", re.I)
_RELATIVE = re.compile(rf"(?:{one_of('contents', 'relatives')})$", re.I)
# "in which, by instruction of your Government, you": what comes between belongs to the clause
_ASIDE = re.compile(r",[^,;.]{1,80},")
_TAIL = re.compile(rf"(?:[ ,.;:]|{_MARK})+$")
# a note that tells contents: it quotes, or says that the paper said something
_TELLS = re.compile(rf"[“”\"„«]|\b(?:{one_of('contents', 'tells')})\b")
_LABEL = re.compile(r"\[\w{1,3}\s?\]\s*")
_STOPS = " ,.;:)”’\"'"
_NEAR = 6                       # characters between a mention and the marker of its note
_LONGEST = 600                  # characters of a sentence that still tell what was in a paper
# "on May 3", "on the 12th", "on board"
_NO_CONTENTS = re.compile(
    rf"(?:on|upon|about)\s+(?:the\s+)?(?:\d|[A-Z][a-z]+\s\d)|(?:{one_of('contents', 'no_contents')})\b", re.I)


class Said(Struct, frozen=True):
    """What a paper says was in another: its own words after the mention, or a note of its writer or editors."""

    by: Literal["paper", "note"]
    passage: Passage


def said_of(citations: Iterable[Cited]) -> tuple[Said, ...]:
    """What the citing papers say was in a missing paper, in their order, nothing twice."""
    found: dict[Said, None] = {}
    for c in citations:
        found |= dict.fromkeys([Said("paper", c.paper.passage(*span)) for span in _after(c)])
        found |= dict.fromkeys([Said("note", c.paper.passage(*span)) for span in _note(c)])
    return tuple(found)


def editors(citations: Iterable[Cited]) -> tuple[Passage, ...]:
    """The notes in which editors say where the paper is printed, or that it is not."""
    spans = [(c.paper, span) for c in citations for span in _pointing(c)]
    return tuple(dict.fromkeys(paper.passage(*span) for paper, span in spans))


def _after(c: Cited) -> Iterator[tuple[int, int]]:
    """The words after a mention in its sentence that tell what was in it."""
    text, m = c.paper.text, c.mention
    last = min(sentence(text, m.start, m.end)[1], m.end + _LONGEST)
    gap = _GAP.match(text, m.end, last)
    start = gap.end() if gap else m.end
    about, clause = _ABOUT.match(text, start, last), _CLAUSE.match(text, start, last)
    cue = about or clause
    if cue is None or _NO_CONTENTS.match(text, start, last):
        return
    aside = _ASIDE.match(text, cue.end(), last)
    resumes = _RESUMES.search(text, aside.end() if aside else cue.end(), last)
    end = resumes.start() if resumes else last
    if about:
        verb = next((v for v in _VERB.finditer(text, about.end(), end) if not _RELATIVE.match(v["before"])), None)
        end = verb.end("before") if verb else end
    end = start + len(_TAIL.sub("", text[start:end]))
    if end > cue.end():
        yield start, end


def _note(c: Cited) -> Iterator[tuple[int, int]]:
    """The note whose marker stands right after a mention, or after its contents, when it quotes or sums up."""
    for start, end in _notes(c, [c.mention.end, *(end for _, end in _after(c) if not _names_another(c, end))]):
        words = c.paper.text[start:end]
        if pointer_of(words) is None and _TELLS.search(words):
            yield start, end


def _names_another(c: Cited, end: int) -> bool:
    """Whether between a mention and an offset another paper is named, so that a note there may be about that."""
    return any(isinstance(a.body, Reference) and c.mention.end <= a.start < end for a in c.paper.reading.annotations)


def _pointing(c: Cited) -> Iterator[tuple[int, int]]:
    """The note, or the words, that made the mention's pointer."""
    if c.mention.pointer is None:
        return
    text, end, words = c.paper.text, c.mention.end, c.mention.pointer.words
    notes = [(start, last) for start, last in _notes(c, [end]) if pointer_of(text[start:last])]
    at = text.find(words, end, end + 4 * _NEAR + len(words)) if words else -1
    yield from notes or ([(at, at + len(words))] if at >= 0 else [])


def _notes(c: Cited, ends: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The notes whose markers stand right after one of these offsets, without their labels."""
    text = c.paper.text
    for a in c.paper.reading.annotations:
        if isinstance(a.body, Apparatus) and a.body.kind == "marker" and a.body.target \
                and any(end <= a.start <= end + _NEAR and not text[end:a.start].strip(_STOPS) for end in ends):
            start, last = a.body.target
            label = _LABEL.match(text, start, last)
            yield label.end() if label else start, last
