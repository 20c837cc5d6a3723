"""Duties: whether an order or a request wants an answer, whether it asks for anything at all, and by when.

"Please instruct whether I may advance money" wants an answer; "call on the Minister" is only to be done; "you will
perceive", "accept the assurances" ask for nothing.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date as Day
from datetime import timedelta
from functools import lru_cache

from dragoman.edition.dates import parse
from dragoman.lexicon import one_of
from dragoman.resolution.replies import stems

_TELLING = re.compile(rf"(?:(?P<before>[\w’']+)\s+)?\b{one_of('duties', 'telling')}\b(?P<after>[^.;]{{0,24}})",
                      re.I)
_NAMED = re.compile(rf"{one_of('duties', 'named')}$", re.I)
_INFORMING = re.compile(rf"\b{one_of('duties', 'informing')}(?:\s+[\w’']+ly)?\s+{one_of('duties', 'us')}\b",
                        re.I)
_SENDING = re.compile(rf"\b{one_of('duties', 'sending')}\b(?P<way>[^.;]{{0,70}}?)\b{one_of('duties', 'things')}\b",
                      re.I)
_WANTING = re.compile(rf"\b{one_of('duties', 'wanting')}\b", re.I)
# "Reply orally to Medyanov", "answer that it says nothing": words that somebody else is to hear
_ELSEWHERE = re.compile(rf"\s+(?:[\w’']+\s+){{0,2}}?"
                        rf"(?:to\s+(?!{one_of('duties', 'us')}\b|my\b|our\b|it\b|this\b)[\w’']+"
                        rf"|{one_of('duties', 'elsewhere')}\b)", re.I)
# "copy of this by mail to Ekholm"
_TO_ANOTHER = re.compile(r"(?:(?!\byour\b)[^.;,]){0,40}?\bto\s+"
                         r"(?!(?:The|This|My|Our|Department|Legation|Embassy|Washington)\b)[A-Z][a-zà-ÿ]")
_COURTESY = re.compile(rf"\b{one_of('duties', 'courtesies')}\b", re.I)
# "You will observe", "it will be seen"
_PERCEIVING = re.compile(r"\b(?:you|he|they|it|department|excellency|lordship|which)\s+(?:will|would|must|shall|cannot)"
                         r"(?:,?\s+(?:\w+ly|also|thus|therefore|not|no\s+doubt|at\s+once|be|of\s+course|well"
                         r"|at\s+the\s+same\s+time),?)*\s+"
                         rf"{one_of('duties', 'perceiving')}(?:n|ed|d)?\b", re.I)
_UNTIL = re.compile(rf"\b{one_of('duties', 'due.until')}\s+(?:the\s+)?(?:\w+day,?\s+)?$", re.I)
_LEAVES = re.compile(rf"\bby\s+(?:the\s+)?(?:\w+\s+)?{one_of('duties', 'due.carriers')}\b[^.;]*?"
                     r"\b(?:leav|start|sail|go|depart)\w*\b[^.;]*?\bon\s+(?:the\s+)?(?:\w+day,?\s+)?$", re.I)
_BEFORE = re.compile(rf"\b{one_of('duties', 'due.before')}\s+(?:the\s+)?(?:\w+day,?\s+)?(?:end\s+of\s+)?$", re.I)
# "if possible", "if you perceive no objection": said of any order
_FORMAL = re.compile(rf"\b{one_of('duties', 'formal')}\b", re.I)
# "I shall strongly urge to him", "You advise me that": what is told, not asked
_STATING = re.compile(rf"^\W*(?:\d+\.\s+)?(?:(?:and|but|then|also|that)\s+)?"
                      rf"(?:I\s+(?!may\b)|You\s+(?:(?:also|then|\w+ly)\s+)?{one_of('duties', 'stating')}\s+"
                      r"(?!(?:him|her|them|the|it)\b))", re.I)
# "a telegram from you, directing me to say", "but kindly asked you": what was told or asked before
_BEFOREHAND = re.compile(r"\b(?:direct|instruct|request|ask|desir|order)(?:ing|ed)\s+(?:me|us|this\s+\w+)\b"
                         r"|^\W*(?:but\s+|and\s+)?(?:\w+ly\s+)?(?:asked|requested|begged|urged)\s+you\b"
                         r"|\bthat\s+I\s+should\s+(?:ask|request|beg)\b"
                         r"|^\W*(?:\w+\s+){0,2}?I\s+should\s+have\s+\w+(?:ed|en)\b"
                         r"|\byou\s+will\s+(?:be\s+(?:advised|informed|notified|apprised|told|furnished|instructed)"
                         r"|(?:probably\s+|doubtless\s+|already\s+)?have\s+(?:\w+ly\s+|already\s+)?\w+(?:ed|en)\b)"
                         r"|^\W*Your\s+\w+,?(?:\s+\w+,)?\s+(?:will\s+be|was|were)\b"
                         r"|\bwill\s+be\s+(?:pleased|happy|glad)\s+to\s+receive\s+you\b"
                         r"|\bI\s+(?:shall|should)\s+be\s+(?:glad|happy|pleased),?\s+if\s+you\s+(?:desire|wish|like)\b"
                         r"|^\W*(?:an?|the|this|that|any)\s+\w+\W*$"
                         r"|^\W*I\s+have\s+(?:the\s+honou?r\s+)?to\s+acknowledge\b"
                         r"(?:(?!\bto\s+(?:request|ask|beg|instruct|inquire)\b|please|\byou\s+will\b).)*$"
                         r"|\b(?:I|we|undersigned)\b(?:(?!\byou\b)[^.;]){0,40}?\b(?:call|invite|draw|direct)\s+"
                         r"(?:[\w’']+\s+){0,3}?attention\b"
                         r"|^\W*You\s+(?:already|(?:kindly|lately|recently),?)\b[^.;]{0,40}?\b\w+(?:ed|ate)\b", re.I)
_QUOTED = re.compile(r"\b(?:telegraph\w*|telephon\w*|wrote|writes|wired|cabled)\s+(?:to\s+)?(?:me|us)\b"
                     r"[^.\n]{0,40}:\s*[“\"]?$")
# "I also request the minister of war to ask": somebody else is asked
_THIRD = re.compile(r"\b(?:I|we)\s+(?:have\s+)?(?:also\s+)?(?:request|ask|beg|instruct|direct|charge)(?:ed)?\s+"
                    r"(?P<whom>(?:the|his|our)\s+[\w’'\s-]{3,40}?"
                    r"|(?:Mr|Messrs|General|Captain|Consul|Admiral|Señor|Count|Baron)\b\.?\s+\w+)\s+to\b")
# words that may mean the reader all the same, and that are no persons
_READER = re.compile(r"\b(?:excellency|lordship|department|government|legation|embassy|ministry|secretary"
                     r"|consulate|honou?r|favou?r|kindness|liberty|courtesy|permission|leave|undersigned"
                     r"|the\s+(?:minister|consul))$", re.I)
# leave that was read as an order
_LEAVE = re.compile(r"\b(?:authorized|authorised|at liberty|permitted|empowered)\s+to\b", re.I)
# "it is satisfactory | that the Republic should take such part"
_THAT = re.compile(r"that\s+(?!you\b|your\b|I\b|we\b|it be\b|instructions\b)", re.I)
_TO_YOU = re.compile(r"\b(?:you|yours?|I|me|my|we|us|our|department|possible|please|excellency)\b", re.I)
_ASKING = re.compile(rf"\b{one_of('duties', 'asking')}(?:s|ed|ing)?\b", re.I)
# "submit these views": what the writer gives with the paper
_OURS = re.compile(r"\b(?:these|this|such|foregoing|above|our|my|following)\b", re.I)
# "instruct American citizens to report": others are to report
_OTHERS = re.compile(r"\b(?:instruct|direct|tell|ask|request|urge|suggest to|advise|inform|assure|notify|remind)\s+"
                     r"(?:the|him|them|her|his|their|mr|all|our|any|[A-Z]\w+)\b")
# "and if he desires a copy" belongs to what follows
_IF = re.compile(rf"^\W*(?:only\s+)?{one_of('duties', 'conditions')}\b", re.I)
# "inform me", "please instruct", after which "if" is "whether"
_WHETHER = re.compile(rf"\b(?:{one_of('duties', 'informing')}\s+{one_of('duties', 'us')}"
                      r"|please\s+(?:instruct|advise|inform|state|say)|ascertain|learn|know|inquire|ask)\W*$", re.I)
_STANDING = re.compile(rf"\b{one_of('duties', 'standing')}\b", re.I)
_SOMETIME = re.compile(rf"\b{one_of('duties', 'sometime')}\b", re.I)
_LEAD, _WAY = 30, 80             # characters before a date that hold "not later than the", or by whom it is to go
# papers that are spoken or agreed, in which a question or "shall" is seldom put to the reader
_SPOKEN = frozenset(("treaty", "conversation", "minutes", "memorandum", "statement", "report", "other",
                     "editorial-note"))
SPOKEN_SHARE = 0.6              # what is left of the weight of an order in such a paper
UNADDRESSED_SHARE = 0.8         # and of one that names nobody: "the usages must not be discussed"
STRANGER_SHARE = 0.7            # and of one to somebody else than the reader: "the Government must hold"

# an order that the reader weighs less is taken for one all the same where it wants an answer in so many words
IN_WORDS, DOUBTFUL = 0.25, 0.44


def asks(words: str, *, force: str = "order") -> bool:
    """Whether an order's words, with the mark of a question after them, want an answer from the one who is told.

    Leave, advice and a ban want one only in so many words: "I suggest that he be told to inquire" wants none.
    """
    return words.endswith("?") or asks_in_words(words, force)


@lru_cache(maxsize=4096)
def asks_in_words(words: str, force: str = "order") -> bool:
    """Whether an order wants an answer in so many words, not by being a question: "report", "let me know"."""
    if _INFORMING.search(words) or _WANTING.search(words):
        return True
    if force not in ("order", "request"):
        return False
    others = _OTHERS.search(words)
    own = words[:others.end()] if others else words
    if any(not (_ELSEWHERE.match(m["way"]) or _OURS.search(m["way"]) or _ELSEWHERE.match(own, m.end())
                or _TO_ANOTHER.match(own, m.end()))
           for m in _SENDING.finditer(own)):
        return True
    return any(_wants(m) for m in _TELLING.finditer(own))


def idle(words: str) -> bool:
    """Whether the words ask for nothing: a courtesy, what the reader will see for himself, a mere "you should also"."""
    if any(p.search(words) for p in (_COURTESY, _PERCEIVING, _BEFOREHAND)):
        return True
    if not (stems(words) or asks_in_words(words)):
        return True
    stating = _STATING.match(words)
    return stating is not None and (stating[0].rstrip().endswith("I") is False or _ASKING.search(words) is None)


def is_quoted(text: str, start: int) -> bool:
    """Whether words at a place are those of somebody who wrote them to the writer: "he telegraphed me as follows:"."""
    return _QUOTED.search(text, max(0, start - 120), start) is not None


def third(words: str) -> str | None:
    """Whom the writer asks, where it is neither the reader nor an office that he may hold: "the minister of war"."""
    m = _THIRD.search(words)
    return m["whom"] if m and not _READER.search(m["whom"]) else None


def due_day(text: str, span: tuple[int, int], dates: Iterable[tuple[int, str]], issued: str | None) -> str | None:
    """The last day by which it is to be done, where the words give one: "not later than March 31", "before November".

    `dates` are the dates of the text, each with where it begins and its EDTF; one before the day of issue is the same
    day a year later, for a year that is not printed was completed backwards. Left alone: "by the next courier".
    """
    for at, edtf in dates:
        if not span[0] <= at < span[1]:
            continue
        lead = text[max(0, at - _LEAD):at]
        found = parse(edtf)
        leaves = _LEAVES.search(text[max(span[0], at - _WAY):at])
        if found is None or not (_BEFORE.search(lead) or _UNTIL.search(lead) or leaves):
            continue
        eve = _BEFORE.search(lead) and "end" not in lead
        last = _eve(found.first) if eve else found.last
        return _after(last, issued) if last else None
    return None


def is_standing(words: str) -> bool:
    """Whether a report is wanted again and again: "keep me informed", "any developments"."""
    return _STANDING.search(words) is not None


def is_conditional(condition: str | None, words: str = "") -> bool:
    """Whether an order holds only if something happens, or there is any: "more of the kind".

    "If possible", "until my return" are no such condition; nor is what is asked: "inform me | if the consent is given".
    """
    if _SOMETIME.search(words):
        return True
    if condition is None or _IF.search(condition) is None or _FORMAL.search(condition):
        return False
    return not (_WHETHER.search(words) and condition.lower().startswith("if "))


def sureness(weight: float, words: str, *, kind: str, voice: str, addressee: str | None, addressed: bool) -> float:
    """How sure it is that somebody owes this, 0 to 1: the reader's weight, less where other things speak against it.

    `addressed` is whether it is laid on the paper's recipient. Nothing where somebody else's words are told, where the
    writer is told what to do himself, or where the words ask for nothing.
    """
    if voice != "writer" or addressee in ("we", "writer") or idle(words):
        return 0.0
    weight += IN_WORDS * asks_in_words(words) if weight > DOUBTFUL else 0
    share = SPOKEN_SHARE if kind in _SPOKEN or _LEAVE.search(words) or _aside(words) else 1.0
    share *= {"addressee": 1.0, None: UNADDRESSED_SHARE}.get(addressee, 1.0 if addressed else STRANGER_SHARE)
    return round(min(weight, 1) * share, 3)


def _aside(words: str) -> bool:
    """Whether the words are a question to nobody ("Must this condition continue?") or what another clause speaks of."""
    return _THAT.match(words) is not None or (words.rstrip().endswith("?") and _TO_YOU.search(words) is None)


def first_day(edtfs: Sequence[str | None]) -> str | None:
    """The earliest day that some dates can mean."""
    days = [str(found.first) for edtf in edtfs if edtf and (found := parse(edtf))]
    return min(days, default=None)


def _wants(m: re.Match[str]) -> bool:
    return not (m["before"] and _NAMED.search(m["before"])) and not _ELSEWHERE.match(m["after"])


def _after(day: Day, issued: str | None) -> str | None:
    """The day, in the year after where it would lie before the day of issue; None where that is no day or years off."""
    if issued is None or str(day) >= issued:
        return str(day)
    try:
        later = str(day.replace(year=day.year + 1))
    except ValueError:
        return None
    return later if later >= issued else None


def _eve(day: Day) -> Day | None:
    return day - timedelta(days=1) if day > Day.min else None
