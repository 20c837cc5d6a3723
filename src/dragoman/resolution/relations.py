"""What one paper does with another that it names: "In reply to your No. 5", "I inclose a copy of his note of May 3".

replies-to, transmits (sends it on), encloses (it goes with this paper), corrects, quotes (gives its words); everything
else refers-to. Told by the words before and after the mention in its own sentence; another sentence's are left alone.
"""

import re
from typing import Literal

from dragoman.edition.annotation import Reference
from dragoman.edition.document import Document
from dragoman.lexicon import one_of

Relation = Literal["replies-to", "refers-to", "transmits", "encloses", "corrects", "quotes"]

_BEFORE, _AFTER = 110, 60           # characters that hold the clause before and after a mention
_CLAUSE = re.compile(r"(?<=[^A-Z][^A-Z.])[.;?!][ \n]|\n")
# "in reply to", "replying to your telegram No. 5 of", "I have to acknowledge the receipt of"
REPLY = re.compile(rf"\b(?:{one_of('relations', 'replies')})\b(?:[^.;\n]{{0,60}})$", re.I)
# "I transmit herewith a copy of", "inclosing copy of"
TRANSMIT = re.compile(rf"\b(?:{one_of('relations', 'transmits')})\b[^.;\n]{{0,70}}$", re.I)
CORRECT = re.compile(rf"\b(?:{one_of('relations', 'corrects')})\b[^.;\n]{{0,40}}$", re.I)
QUOTE = re.compile(rf"\b(?:{one_of('relations', 'quotes')})\b[^.;\n]{{0,40}}$", re.I)
# "your No. 5 received", "your despatch No. 12 has been received": an answer
RECEIVED = re.compile(r",? ?(?:\[\w{1,3}\])?,? (?:(?:has|have) (?:just )?been |was |were |is |are )?(?:duly )?"
                      r"(?:received|at hand|to hand)\b", re.I)
# "as follows: “", "reads as follows"
FOLLOWS = re.compile(r"[^.;\n]{0,50}\b(?:as follows|reads?|text)\b ?[:—]? ?[“\"\n]?", re.I)
CORRECTED = re.compile(r"[^.;\n]{0,30}\b(?:should read|is to be corrected|strike out|substitute)\b", re.I)
# a telegram's first words: "205. Your 364, August 13, 6 p.m.", "Sir: Your No. 45 ..."
_FIRST = re.compile(r"(?:^|\n)(?:\[?\w{0,20}\]?\s?)?(?:\d{1,5}\. )?(?:(?:Dear )?Sir|Excellency|My Lord)?[:,]?\s?"
                    r"(?:—\s?)?$", re.I)
_OPENING = frozenset(("paragraph", "salute", "quote"))
_OPENING_LENGTH = 400


def relation_of(text: str, start: int, end: int, body: Reference) -> Relation:
    """What the paper does with the one that the span names."""
    if body.kind == "enclosure":
        return "encloses"
    before = _CLAUSE.split(text[max(0, start - _BEFORE):start])[-1]
    after = _CLAUSE.split(text[end:end + _AFTER])[0]
    if CORRECT.search(before) or CORRECTED.match(after):
        return "corrects"
    if TRANSMIT.search(before):
        return "transmits"
    if REPLY.search(before):
        return "replies-to"
    if body.sender == "addressee" and (RECEIVED.match(after) or _FIRST.search(text[max(0, start - 60):start])):
        return "replies-to"
    if QUOTE.search(before) or FOLLOWS.match(after):
        return "quotes"
    return "refers-to"


def opening_of(document: Document) -> tuple[int, int]:
    """The span of a paper's first sentences, where it says what it answers or goes on from."""
    first = [b for b in document.blocks if b.kind in _OPENING][:2]
    if not first:
        return 0, 0
    return first[0].start, min(first[-1].end, first[0].start + _OPENING_LENGTH)
