"""Words for people: what a paper says, made safe and short, and the fields of a finding in one line."""

import re

from dragoman.edition.annotation import (
    Annotation,
    Assessment,
    Body,
    Damage,
    DateFinding,
    Directive,
    Event,
    HeadingField,
    Name,
    Reference,
    Statement,
)

QUOTE_LIMIT = 220   # a longer quotation is cut in its middle on the screen; the JSON has it whole
NAMELESS = "(not named)"        # who acts or speaks, where the paper does not say
VOICE_WORDS = {"writer": "the writer's own words", "document": "in a document that is quoted",
               "speaker": "in the words of a speaker", "editor": "in an editor's note",
               "source": "in the line that says where the paper is from"}
_OPENING = ("“", '"', "„", "«", "‘")     # a quotation that begins with one of these gets no second
_CLOSING, _STOPS = "”\"’»)]' \n", (".", "!", "?", ":", "…", "*")
# C0 controls become their Unicode pictures; C1 controls, separators of lines and signs that turn the direction of
# writing become a plain mark
_PLAIN = [*range(0x80, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)]
_CONTROL = {**{c: 0x2400 + c for c in range(32)}, 0x7F: 0x2421, **dict.fromkeys(_PLAIN, 0xFFFD)}
_ANY_CONTROL = re.compile(f"[{''.join(map(re.escape, map(chr, _CONTROL)))}]")


def visible(text: str) -> str:
    """The text with control characters shown as signs ("␛"), so that no paper can command the terminal."""
    return text.translate(_CONTROL) if _ANY_CONTROL.search(text) else text


def shorten(quote: str, limit: int = QUOTE_LIMIT) -> str:
    """The quotation on one line; a longer one than the limit is cut in its middle, at blanks where there are such."""
    line = visible(" ".join(quote.split()))
    if len(line) <= limit:
        return line
    head, tail = line[:limit * 2 // 3], line[-(limit // 3):]
    if line[len(head)] != " " and head.rfind(" ") > len(head) // 2:
        head = head[:head.rfind(" ")]
    if line[-len(tail) - 1] != " " and 0 <= tail.find(" ") < len(tail) // 2:
        tail = tail[tail.find(" "):]
    return f"{head.rstrip()} ... {tail.lstrip()}"


def oneline(words: str) -> str:
    """Words of a paper with the ends of its lines as blanks."""
    return re.sub(r"\s+", " ", words)


def opens_quoted(words: str) -> bool:
    """Whether words bring their own quotation mark along."""
    return words.lstrip().startswith(_OPENING)


def opens_within(words: str) -> bool:
    """Whether words begin in the middle of a sentence, as far as they show it."""
    return words[:1].islower() or words.startswith((",", ";", ":", ".", ")", "]", "—", "–", "-"))


def ends_within(words: str) -> bool:
    """Whether words end before their sentence does, as far as they show it."""
    return not words.rstrip(_CLOSING).endswith(_STOPS)


def in_words(a: Annotation) -> str:
    """The fields of a finding in one line."""
    return visible("  ·  ".join(x for x in _parts(a) if x))


def voice_in_words(a: Annotation) -> str:
    """Whose words a finding stands in, where they are not the writer's."""
    return "" if a.voice == "writer" else VOICE_WORDS[a.voice]


def between(one: str | None, other: str | None) -> str:
    """Who to whom, as far as they are known: "Shigemitsu → writer"."""
    return f"{one or NAMELESS} → {other}" if other else one or ""


def probability(body: Assessment) -> str | None:
    """The paper's own words of likelihood, with the range they stand for: “very likely” (ICD 203: 80–95 %)."""
    if body.likelihood is None:
        return None
    quoted = f"“{body.likelihood}”"
    return quoted if body.icd203 is None else f"{quoted} (ICD 203: {body.icd203[0]}–{body.icd203[1]} %)"


def _parts(a: Annotation) -> list[str | None]:
    body = a.body
    if isinstance(body, Reference):
        return [body.kind, body.number and f"No. {body.number}",
                " ".join(x for x in (body.date, body.time) if x) or None,
                body.paragraph and f"paragraph {body.paragraph}", body.page and f"page {body.page}",
                body.sender and f"from {body.sender}", body.recipient and f"to {body.recipient}",
                body.target or body.status]
    if isinstance(body, DateFinding):
        return [" ".join(x for x in (body.edtf, body.time) if x), body.basis,
                "Old Style" if body.calendar == "julian" else None]
    if isinstance(body, HeadingField):
        return [body.field, body.value, body.name, body.office]
    if isinstance(body, Name):
        return [body.kind, body.label, body.office, body.tenure, f"{len(body.mentions)} mentions"]
    if isinstance(body, Damage):
        return [body.kind, a.rule]
    return _told(body)


def _told(body: Body) -> list[str | None]:
    """The fields of what is said, ordered, judged and done."""
    if isinstance(body, Statement):
        return [body.act, between(body.speaker, body.hearer), "quoted" if body.quoted else None]
    if isinstance(body, Directive):
        return [body.force, body.addressee and f"to {body.addressee}",
                body.condition and f"on condition: {body.condition}"]
    if isinstance(body, Assessment):
        return [body.holder, body.certainty, body.stance, probability(body)]
    if isinstance(body, Event):
        return [body.type, between(body.actor, body.target), body.date, body.modality]
    return [getattr(body, "kind", None), getattr(body, "label", None)]
