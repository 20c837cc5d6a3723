"""Answers to a paper named just before: "a telegram to Mr. Alden and his reply", "a note and my reply thereto".

Left alone: an answer whose own words or traffic tell all, and one that stands in another sentence than what it answers.
"""

import re

from msgspec import structs

from dragoman.readers.references.draft import Draft

# "his reply", "their answer", "my reply thereto"
ANSWER = re.compile(
    r"(?:(?P<theirs>[Hh]is|[Hh]er|[Tt]heir)|(?P<own>[Mm]y|[Oo]ur)) (?:\w+ )?(?:reply|answer|response|rejoinder)\b")
# "my reply thereto", "my reply to it": after the reply
TO_THAT = re.compile(r"\b(?: thereto| to (?:it|the same|this|that|them)\b)")
# kinds of paper that are answered in kind
_IN_KIND = ("telegram", "letter", "note")
# how far before an answer the paper may stand that it answers
_REACH = 160


def answered(text: str, drafts: list[Draft]) -> list[Draft]:
    """`drafts` in the order of the text, each answer with the kind and the parties of what it answers turned about."""
    known: list[Draft] = []
    for draft in drafts:
        m = ANSWER.match(text, draft.start, draft.end)
        known.append(_turned(text, known[-1], draft, m) if m and known else draft)
    return known


def _turned(text: str, first: Draft, draft: Draft, m: re.Match[str]) -> Draft:
    """An answer by the paper it answers."""
    body, asked = draft.body, first.body
    between = text[first.end:draft.start]
    if asked.kind not in _IN_KIND or len(between) > _REACH or "\n" in between or ". " in between:
        return draft
    if m["theirs"]:
        recipient = "writer" if asked.sender == "writer" and text[first.start:first.start + 2] in ("my", "My") else None
        sender = body.sender or (asked.recipient if asked.recipient not in ("writer", "addressee") else None)
        body = structs.replace(body, kind=asked.kind, sender=sender, recipient=body.recipient or recipient)
    elif TO_THAT.match(text, m.end()):
        recipient = asked.sender if asked.sender != "writer" else None
        body = structs.replace(body, kind=asked.kind, recipient=body.recipient or recipient)
    return structs.replace(draft, body=body)
