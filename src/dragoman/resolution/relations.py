"""What one paper does with another that it names: "In reply to your No. 5", "I inclose a copy of his note of May 3".

replies-to, transmits (sends it on), encloses (it goes with this paper), corrects, quotes (gives its words); everything
else refers-to. Told by the words before and after the mention in its own sentence; another sentence's are left alone.
"""

import re
from typing import Literal

from dragoman.edition.annotation import Reference
from dragoman.edition.document import Document
from dragoman.lexicon import one_of, words

Relation = Literal["replies-to", "refers-to", "transmits", "encloses", "corrects", "quotes"]

_BEFORE, _AFTER = 110, 60           # characters that hold the clause before and after a mention
_CLAUSE = re.compile(r"(?<=[^A-Z][^A-Z.])[.;?!][ \n]|\n")
# "in reply to", "replying to your telegram No. 5 of", "I have to acknowledge the receipt of"
REPLY = re.compile(rf"\b(?:{one_of('relations', 'replies')})\b(?:[^.;\n]{{0,60}})$", re.I)
# "I transmit herewith a copy of", "inclosing copy of"
TRANSMIT = re.compile(rf"\b(?:{one_of('relations', 'transmits')})\b[^.;\n]{{0,70}}$", re.I)
CORRECT = re.compile(rf"\b(?:{one_of('relations', 'corrects')})\b[^.;\n]{{0,40}}$", re.I)
# "the text of", "quoting"; not "the text of which was repeated to you in"
QUOTE = re.compile(rf"\b(?:{one_of('relations', 'quotes')})\b(?! wh)[^.;\n]{{0,25}}$", re.I)
# "Sir: Referring to your", "4. With reference to the second paragraph of your": the formula that opens an answer
REFER = re.compile(rf"^(?:[^.;:\n]{{0,40}}:\s?—?\s?)?(?:\(?\w{{1,5}}[.)] )?"
                   rf"(?:{one_of('relations', 'refers')})\b[^.;\n]{{0,70}}$", re.I)
# "your No. 5 received", "your despatch No. 12 has been received": an answer
RECEIVED = re.compile(r",? ?(?:\[\w{1,3}\])?,? (?:(?:has|have) (?:just )?been |was |were |is |are )?(?:duly )?"
                      r"(?:received|at hand|to hand)\b", re.I)
# ", as follows:", ", which reads: “", " reading in part"
FOLLOWS = re.compile(r"[^.;\n]{0,50}\b(?:as follows|in the following (?:words|terms)|read(?:s|ing) (?:thus|in part)"
                     r"|read(?:s|ing)?,? ?[:—“\"])", re.I)
CORRECTED = re.compile(r"[^.;\n]{0,30}\b(?:should read|is to be corrected|strike out|substitute)\b", re.I)
# a telegram's first words: "205. Your 364, August 13, 6 p.m.", "Sir: Your No. 45 ..."
_FIRST = re.compile(r"(?:^|\n)(?:\[?\w{0,20}\]?\s?)?(?:\d{1,5}\. )?(?:(?:Dear )?Sir|Excellency|My Lord)?[:,]?\s?"
                    r"(?:—\s?)?$", re.I)
# "Consul Belomost’s 14, September 19, 6 p.m. Please call"
ALONE = re.compile(r"(?:\s?\[\w{1,3}\])*(?:(?<=\.)|\.)(?:\s?\[\w{1,3}\])*\s+[A-Z“]")
_OWN = ("writer", *(w.lower() for key in ("our_department", "our_ministry", "our_post")
                    for w in words("channels", key)))
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
    opens = _FIRST.search(text[max(0, start - 60):start])
    if body.sender == "addressee" and (RECEIVED.match(after) or REFER.search(before) or opens):
        return "replies-to"
    if opens and _on_the_wire(text, end, body):
        return "replies-to"
    if QUOTE.search(before) or FOLLOWS.match(after):
        return "quotes"
    return "refers-to"


def _on_the_wire(text: str, end: int, body: Reference) -> bool:
    """Whether a telegram opens with another post's telegram alone, in a sentence of its own: that is what it acts on.

    Left alone: "Department’s 36", which is the writer's own as often as the other's.
    """
    by = (body.sender or "writer").lower()
    return (body.kind == "telegram" and body.number is not None and not by.endswith(_OWN)
            and ALONE.match(text, end) is not None)


def opening_of(document: Document) -> tuple[int, int]:
    """The span of a paper's first sentences, where it says what it answers or goes on from."""
    first = [b for b in document.blocks if b.kind in _OPENING][:2]
    if not first:
        return 0, 0
    return first[0].start, min(first[-1].end, first[0].start + _OPENING_LENGTH)
