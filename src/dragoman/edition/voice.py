"""Voice: whose words a finding stands in; what surrounds it most closely says so.

"writer" unless it stands in the line that says where the paper is from ("source"), in a note ("editor"), in a
quotation ("document"), or in what somebody is reported to have said ("speaker"). An enclosed paper is a document of its
own, and its writer is its own.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from msgspec import structs

from dragoman.edition.annotation import Annotation, Name, Span, Statement, Voice
from dragoman.edition.document import Document
from dragoman.edition.quoting import quotations

_PARTIES = frozenset(("writer", "addressee", "we"))
# "the letter from B. S. Stomonyakov", "Article 5", "the Secretary's telegram": a paper speaks, whoever is named in it
_PAPER = re.compile(r"""
    \b (?: letter | telegram | cable | despatch | dispatch | note | memorandum | aide-m[eé]moire | report | message
         | circular | instruction | communication | communiqu[eé] | statement | declaration | resolution | treaty
         | pact | agreement | convention | protocol | article | act | law | decree | order | text | document | paper
         | newspaper | journal | magazine ) s? \b""", re.X | re.I)
# "the Minister for Foreign Affairs", "he": a person who is not named. Left alone: "the Ministry", "the Consulate"
_OFFICE = re.compile(r"""
    \b (?: [Hh]e | [Ss]he | Mr | Mrs | Sir | Lord | Count | Baron | Prince | King | Emperor | Sultan | Shah
         | (?i: president | premier | minister | ambassador | secretary | consul | charg[eé] | commissar | commissioner
              | representative | counsell?or | attach[eé] | governor | admiral | colonel | captain | director | chief
              | chairman | delegate | plenipotentiary | chancellor | officer | official | envoy | agent
              | author ) s? ) \b""", re.X)
# "Mr. Shigemitsu’s": the words of a name
_WORD = re.compile(r"\w+(?:-\w+)*")
# "He replied as follows: / “I cannot." and "“I cannot,” he replied": what may part a statement from its quotation
_BESIDE = 24        # characters of it at most
_GAP = re.compile(r"[\s:;,.—–-]{0,4}(?:\[\w+\]\s*)?")


class Region(NamedTuple):
    """A stretch of a text that is in one voice. What has the span `but` itself is not in it."""

    start: int
    end: int
    voice: Voice
    but: Span | None = None


def voiced(document: Document, annotations: Sequence[Annotation]) -> list[Annotation]:
    """The annotations, each with its voice."""
    layers = _layers(document, annotations)
    if not layers:
        return [a if a.voice == "writer" else structs.replace(a, voice="writer") for a in annotations]
    return [a if a.voice == voice else structs.replace(a, voice=voice)
            for a, voice in zip(annotations, _voices(layers, annotations), strict=True)]


def _layers(document: Document, annotations: Sequence[Annotation]) -> list[list[Region]]:
    """Every stretch that is not simply the writer's, those of a sort together and in order."""
    sources = [(b.start, b.end) for b in document.blocks if b.kind == "source"]
    notes = [(b.start, b.end) for b in document.blocks if b.kind == "note"] + [(n.start, n.end) for n in document.notes]
    quoted = [(b.start, b.end) for b in document.blocks if b.kind == "quote"]
    spoken = sorted((a for a in annotations if isinstance(a.body, Statement)), key=lambda a: a.start)
    starts, reach = [a.start for a in spoken], list(accumulate((a.end for a in spoken), max))
    persons = _persons(annotations) if spoken else frozenset()

    def near(span: Span) -> list[Annotation]:
        """The statements that overlap a span or stand right beside it."""
        k = last = bisect_right(starts, span[1] + _BESIDE)
        while k and reach[k - 1] >= span[0] - _BESIDE:
            k -= 1
        return spoken[k:last]

    def regions(spans: Iterable[Span]) -> list[Region]:
        return [Region(*s, _voice_of_quotation(document.text, s, near(s), persons)) for s in spans]
    told = sorted(Region(*reported(document.text, a), "speaker", (a.start, a.end)) for a in spoken if not _is_own(a))
    found = [[Region(*s, "source") for s in sources], [Region(*s, "editor") for s in _joined(notes)],
             regions(_joined(quoted)), regions(quotations(document)), told]
    return [regions for regions in found if regions]


def _is_own(a: Annotation) -> bool:
    """Whether the writer tells his reader what he himself said to him: that is still the writer's voice."""
    body = a.body
    return (isinstance(body, Statement) and body.speaker == "writer" and body.hearer in (None, "addressee")
            and not body.quoted)


def _voices(layers: Sequence[Sequence[Region]], annotations: Iterable[Annotation]) -> Iterable[Voice]:
    """The voice of each annotation: that of the smallest stretch that it lies in."""
    indexed = [(regions, [r.start for r in regions], list(accumulate((r.end for r in regions), max)))
               for regions in layers]
    for a in annotations:
        voice: Voice = "writer"
        smallest = 0
        for regions, starts, ends in indexed:
            i = bisect_right(starts, a.start) - 1
            while i >= 0 and ends[i] >= a.end:
                r = regions[i]
                size = r.end - r.start
                if r.end >= a.end and r.but != (a.start, a.end) and (not smallest or size < smallest):
                    voice, smallest = r.voice, size
                i -= 1
        yield voice


def reported(text: str, a: Annotation) -> Span:
    """What a statement reports: the span after its verb, all of it where that is not found."""
    verb = a.body.verb if isinstance(a.body, Statement) else None
    at = text.find(verb, a.start, a.end) if verb else -1
    while verb and at > a.start and text[at - 1].isalnum():          # "said" in "the aforesaid Consul said"
        at = text.find(verb, at + 1, a.end)
    return (at + len(verb) if verb and at >= 0 else a.start), a.end


def _voice_of_quotation(text: str, span: Span, spoken: Sequence[Annotation], persons: Collection[str]) -> Voice:
    """A person speaks where the quotation is what a person is reported to have said; else a document does."""
    telling = [a for a in spoken if _is_told(text, span, (a.start, a.end))]
    if not telling:
        return "document"
    body = min(telling, key=lambda a: a.end - a.start).body
    return "speaker" if isinstance(body, Statement) and _is_person(body.speaker, persons) else "document"


def _is_told(text: str, quotation: Span, statement: Span) -> bool:
    """Whether a quotation is what a statement reports: it begins in it, ends in it, or stands right beside it."""
    (start, end), (begin, last) = quotation, statement
    if max(start, begin) < min(end, last):
        return start >= begin or last > end         # else the statement is one that is quoted
    return _GAP.fullmatch(text, min(end, last), max(start, begin)) is not None


def _is_person(speaker: str | None, persons: Collection[str]) -> bool:
    """Whether a speaker, as the words give him, is a person."""
    if speaker is None or _PAPER.search(speaker):
        return False
    return (speaker in _PARTIES or speaker in persons or _OFFICE.search(speaker) is not None
            or any(word in persons for word in _WORD.findall(speaker)))


def _persons(annotations: Iterable[Annotation]) -> frozenset[str]:
    """The surnames of the persons whom a paper names."""
    return frozenset(a.body.label for a in annotations if isinstance(a.body, Name) and a.body.kind == "person")


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The spans in order; lines that follow each other, and spans that meet, as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
