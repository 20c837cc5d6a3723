"""Title, parties, participants and subject of a paper."""

import re
from collections.abc import Iterator
from typing import Literal

from dragoman.edition.annotation import Annotation, HeadingField
from dragoman.edition.document import Document
from dragoman.lexicon import words
from dragoman.lexicon.heads import Span
from dragoman.lexicon.parties import OFFICER, POST, Person, people, person
from dragoman.readers.heading.lines import Piece, closing, field

Role = Literal["sender", "recipient", "participant"]

_SIGNED = re.compile(r"(?:/s/\s*|\[?signed\]?:?\s*)?(?P<name>(?:[A-ZÀ-Þ][\w’'-]*\.?\s?){1,5}[\w’'-]+)\.?(?=\s*(?:,|$"
                    r"|\[))")
# heads "Letter from the Commissar ...", whose editors leave the name to the signature
_SIGNED_KINDS = ("letter", "note", "telegram", "despatch", "instruction", "statement")
_LONG_SIDE = 8      # "US", "U.S.S.R.", "Foreign" alone above a list; no person is written so short
_LONG_PLACE = 25    # characters before the date: more are hardly a place ("Announcement by the President, May 2, 1919")
# "United States", "For the Soviet side:" above a list of participants
_SIDE_NAME = re.compile(r"(?:for the |the )?(?:U\. ?S\. ?|US|USSR|U\.S\.S\.R\.|UK|United States|United Kingdom"
                    r"|Foreign|Soviet Union|[A-Z]\w+(?: side| delegation)?)\s*:?$", re.I)


def title(pieces: list[Piece]) -> Iterator[Annotation]:
    """The head without the series' running number; without a head, the first line if it is a heading."""
    for p in pieces:
        if p.head:
            a, b = p.head.title
            yield field("title", p.start + a, p.start + b, " ".join(p.text[a:b].split()), "the head")
            return
    for p in pieces:
        dated = p.dateline and p.dateline.where[1] > _LONG_PLACE and p is pieces[0]
        if len(p.text) < 300 and (dated or (p.what in ("other", "body") and p.kind == "heading")):
            yield field("title", p.start, p.start + len(p.text), " ".join(p.text.split()), "the first heading line")
            return


def parties(document: Document, pieces: list[Piece]) -> Iterator[Annotation]:
    """Sender and recipient as the head names them; a letter's unnamed sender is whoever signs."""
    for p in pieces:
        if p.head is None:
            continue
        sender = list(_people(p, p.head.sender, "sender"))
        if len(sender) == 1 and p.head.kind in _SIGNED_KINDS:
            sender = [_signed(document, sender[0])]
        yield from sender
        yield from _people(p, p.head.recipient, "recipient")
        return
    if any(p.what == "salute" for p in pieces):
        yield from _signatory(document)


def _people(p: Piece, side: Span | None, role: Role) -> Iterator[Annotation]:
    if side:
        for found in people(p.text, *side, every=role == "participant"):
            yield _party(p.start, found, role, "the head")


def _party(at: int, found: Person, role: Role, rule: str) -> Annotation:
    body = HeadingField(role, None, found.name, found.office)
    return Annotation("heading", at + found.start, at + found.end, body, rule)


def _signed(document: Document, sender: Annotation) -> Annotation:
    """The sender with the name that stands in the signature, when the head gives a person's office only.

    A body writes through whoever signs; only a person's office takes its name from the signature.
    """
    body = sender.body
    if not isinstance(body, HeadingField) or body.name or not body.office or not OFFICER.search(body.office):
        return sender
    for _, text in closing(document, ("signature",), 12):
        m = _SIGNED.match(text.strip())
        if m and not POST.search(m["name"]):
            signed = HeadingField("sender", None, m["name"].strip(), body.office)
            return Annotation("heading", sender.start, sender.end, signed,
                              "the office from the head, the name from the signature")
    return sender


def _signatory(document: Document) -> Iterator[Annotation]:
    """Whoever signs a letter that has no head."""
    for start, text in closing(document, ("signature",), 12):
        signed = _SIGNED.match(text)
        found = person(text, signed.start("name"), len(text)) if signed else None
        if found and found.name:
            yield _party(start, found, "sender", "no head names who writes; the signature does")
            return


def participants(pieces: list[Piece]) -> Iterator[Annotation]:
    """Those between whom a conversation was, from the head or the list under its label; and the subject line."""
    under = ""
    for p in pieces:
        if p.head and p.head.between:
            yield from _people(p, p.head.between, "participant")
        elif p.what == "label" and p.match:
            under = p.match["label"].lower()
            rest = p.match["rest"].strip()
            if rest:
                yield from _under(under, p.start + p.match.start("rest"), rest)
                under = under if under.startswith(("part", "present")) else ""
        elif p.what == "other" and under:
            yield from _under(under, p.start, p.text)
            under = "" if under.startswith("subj") else under
        elif p.what == "body":
            return


def _under(label: str, start: int, text: str) -> Iterator[Annotation]:
    """What a line under a label says."""
    if label.startswith("subj"):
        yield Annotation("heading", start, start + len(text), HeadingField("subject", text), "the subject line")
    elif label in ("participants", "present", "attendance"):
        for m in re.finditer(r"[^;\n]+", text):
            line = m[0].strip()
            if _SIDE_NAME.match(line) and (line.strip(" :") in words("offices", "lands") or len(line) < _LONG_SIDE):
                continue
            found = person(text, *m.span())
            if found:
                yield _party(start, found, "participant", "the list of participants")
