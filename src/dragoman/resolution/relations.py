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
REPLY = re.compile(rf"\b(?:{one_of('relations', 'replies')})\b(?P<gap>[^.;\n]{{0,60}})$", re.I)
# "I transmit herewith a copy of", "inclosing copy of"
TRANSMIT = re.compile(rf"\b(?:{one_of('relations', 'transmits')})\b[^.;\n]{{0,70}}$", re.I)
# what another paper sent on: "your note of the 3d, inclosing", "Mr. Adams has enclosed to me", "in my No. 5 I inclosed"
_PAPER = (r"(?:letters?|notes?|d[ei]spatch(?:es)?|telegrams?|cables?|cablegrams?|communications?|instructions?|reports?"
          r"|Nos?\.)")
_SENDING = r"(?:[ei]nclos|transmitt|forward|submitt|cover|append|annex)"
WITH_ANOTHER = re.compile(rf"""
    (?:\b{_PAPER}(?![\w’']).{{0,100}}?\b(?:{_SENDING}ing|with|accompanied[ ]by|contain(?:s|ing))
      |\b(?:has|have|had|was|were)\b(?:[ ][a-z]+){{0,2}}[ ]{_SENDING}ed
      |\b(?:I|we|he|she|they|you|who|which)[ ](?:[a-z]+[ ])?(?:{_SENDING}ed|sent)
      |\b(?:will|would|shall)[ ](?:then[ ])?(?:forward|transmit|send|submit)
      )\b[^.;\n]{{0,70}}$""", re.I | re.X)
# "I inclose", "the honor to transmit": what this paper sends
BY_THIS = re.compile(r"(?<!\bwill )(?<!\bwould )(?<!\bshall )\b"
                     r"(?:[ei]nclose|transmit|forward|send|submit|append|annex)s?\b|\bherewith\b"
                     r"|\bam (?:now )?(?:[ei]nclosing|transmitting|forwarding|sending)\b", re.I)
# "your note and its inclosure": a paper's that was named
ITS = re.compile(r"(?:its|their) ", re.I)
# "enclosure 1 to your despatch", "enclosure No. 2, with Embassy’s despatch 1938"
OF_ANOTHER = re.compile(rf",? ?(?:\[\w{{1,3}}\])?,? ?(?:to|with|of|in) (?:your|my|his|their|our|[A-Z]\w+[’']s)\b"
                        rf"[^.;\n]{{0,30}}?{_PAPER}", re.I)
# "please correct my telegram", "in correction of"; not "a true and correct copy of", "you are correct in"
CORRECT = re.compile(rf"(?:\b(?:{one_of('relations', 'corrects')})"
                     r"|(?:^\W*(?:\d+\. )?|\b(?:to|please|should|must|can|I|we) )(?:(?:now|please|therefore|also) )?"
                     r"(?:correct|amend))\b[^.;\n]{0,40}$", re.I)
_TEXTS = frozenset(("other", "edition", "newspaper"))     # laws, books, the press: cited, not answered or corrected
# "the text of", "quoting"; not "the text of which was repeated to you in"
QUOTE = re.compile(rf"(?<!for )(?<!full )\b(?:{one_of('relations', 'quotes')})\b(?! wh)"
                   r"(?![^.;\n]*\b(?:see|entitled)\b)[^.;\n]{0,25}$", re.I)
# "Sir: Referring to your", "4. With reference to the second paragraph of your": the formula that opens an answer
REFER = re.compile(rf"^(?:[^.;:\n]{{0,40}}:\s?—?\s?)?(?:\(?\w{{1,5}}[.)] )?"
                   rf"(?:{one_of('relations', 'refers')})\b[^.;\n]{{0,70}}$", re.I)
# "your No. 5 received", "your despatch No. 12 has been received": an answer
RECEIVED = re.compile(r",? ?(?:\[\w{1,3}\])?,? (?:(?:has|have) (?:just )?been |was |were |is |are )?(?:duly )?"
                      r"(?:received|at hand|to hand)\b", re.I)
# "the letter which you did me the honor to write": the addressee's
BY_YOU = re.compile(r",? (?:which|that|with which) you\b|,? addressed by you\b", re.I)
# ", as follows:", ", which reads: “", " reading in part"; not "I supplement my report on some points as follows"
FOLLOWS = re.compile(r"(?:[’']s date|[ ,]|\[\w{1,3}\]){0,4}(?:as follows\b|in the following (?:words|terms|language)\b)"
                     r"|[^.;:)\n]{0,50}\b(?:as follows: ?“"
                     r"|(?:read(?:s|ing)?|ran|runs|running|worded|couched) (?:as follows|thus|in part)"
                     r"|read(?:s|ing)?,? ?[:—“\"])", re.I)
# "Following is the text of"
FOLLOWING = re.compile(r"\bfollowing (?:is|are)(?: (?:the|an?|full|complete|entire|confidential|substance|text|copy"
                       r"|paraphrase|translation|summary|extracts?|part|of|from))*\s*$", re.I)
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
_CLOSE = 12                         # characters between "in reply to" and a paper of nobody's: "the esteemed "


def relation_of(text: str, start: int, end: int, body: Reference) -> Relation:
    """What the paper does with the one that the span names."""
    before = _CLAUSE.split(text[max(0, start - _BEFORE):start])[-1]
    after = _CLAUSE.split(text[end:end + _AFTER])[0]
    if body.kind == "enclosure":
        another = OF_ANOTHER.match(after) or _with_another(before, its=ITS.match(text, start) is not None)
        return "refers-to" if another else "encloses"
    if body.kind not in _TEXTS and (CORRECT.search(before) or CORRECTED.match(after)):
        return "corrects"
    if TRANSMIT.search(before):
        return "refers-to" if _with_another(before) else "transmits"
    if _replies(text, start, before, after, body):
        return "replies-to"
    if _FIRST.search(text[max(0, start - 60):start]) and _on_the_wire(text, end, body):
        return "replies-to"
    if body.kind != "edition" and (QUOTE.search(before) or FOLLOWING.search(before) or FOLLOWS.match(after)):
        return "quotes"
    return "refers-to"


def _with_another(before: str, *, its: bool = False) -> bool:
    """Whether it went with another paper, which the words before it name, and not with this one too."""
    return (its or WITH_ANOTHER.search(before) is not None) and BY_THIS.search(before) is None


def _replies(text: str, start: int, before: str, after: str, body: Reference) -> bool:
    """Whether this paper answers the other: the addressee's, or that of nobody who is named, right after the words."""
    reply = REPLY.search(before)
    if body.sender == "addressee" or (body.sender is None and BY_YOU.match(after)):
        return bool(reply or RECEIVED.match(after) or REFER.search(before)
                    or _FIRST.search(text[max(0, start - 60):start]))
    if not reply or body.kind in _TEXTS:
        return False
    if body.sender is None:
        return bool(body.number or body.date) and len(reply["gap"]) <= _CLOSE
    return body.sender != "writer" and body.sender.lower().endswith(_OWN)


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
