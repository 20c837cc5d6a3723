"""What a head line says: "Mr. Seward to Mr. Adams.", "142. Letter From ... to ...", "Memorandum of Conversation, by".

A head is told from a sentence by its few lower-case words; the parties are left to `lexicon.parties`.
"""

import re
from functools import lru_cache

from msgspec import Struct

from dragoman.lexicon import lexicon, one_of
from dragoman.lexicon.parties import POST, TITLES

LONGEST = 500  # heads of the 1970s that name several offices with their holders run to some 300 characters
_LISTED_SPARE = 2   # small-letter words that a participant's office or a subject may have beside the known ones

Span = tuple[int, int]


class Head(Struct, frozen=True):
    """A head line: `kind` by its word if it has one, the span of the title, of each side, of a dateline at its end."""

    title: Span
    kind: str | None = None
    sender: Span | None = None
    recipient: Span | None = None
    between: Span | None = None
    dated: Span | None = None
    number: Span | None = None


# "142. Letter From", "No. 12.—Mr. Hay", "[No. 3.] Mr. Hay": the series' own running number
RUNNING = re.compile(r"\s*\[?(?:No\.? ?)?\d{1,4}[a-z]?(?:\.\]?\s*[—–-]?\s*|\]\s*)(?=[A-Z“\[])")
# ".—Received July 4.", "[Extract.]", "(Translation.)" after the parties
_TAIL = re.compile(r"[.\s]*(?:[—–]\s*Received\b.*|[—–-]*\s*[(\[]\s*(?:Received|Rec[’']d|Translation|Telegram|Extract"
                   r"|Confidential|Private"
                   r"|Circular|Paraphrase|Personal|Copy)[^()\[\]]*[)\]])\.?\s*$", re.I)
# "Mr. Seward to Mr. Schurz, with accompaniments."
_EXTRA = re.compile(r",? (?:with|and) (?:an? )?(?:accompan|inclosure|enclosure)\w*\.?$", re.I)
_KIND_OF = {word: kind for kind, kinds in lexicon("headings")["kinds"].items() for word in kinds}
_KIND = re.compile(rf"[“\"]?(?:(?:(?:Extracts?|Copy|Translation|Paraphrase|Text|Substance)\s+(?:of|from)(?:\s+(?:a|an"
                   rf"|the))?|Draft|Proposed|Official|Joint|Identical|Unofficial|Oral|Informal|Confidential|Secret"
                   rf"|Undated|Text of an?|The|An?)\s+)*"
                   rf"(?P<word>{one_of('headings', *('kinds.' + k for k in lexicon('headings')['kinds']))})"
                   rf"(?![\w-])", re.I)
# " to " between the sides: the writer's side ends, the addressee's begins
_TO = re.compile(r"(?:(?<=[\w.)\]’'])\s+|,\s*|(?<=\)))to\.?\s+(?=\S)")
# words after which "to" belongs to the office: "the Minister to Spain", "the Secretary to the President"
_OFFICE_TO = re.compile(r"\b(?:Minister|Ambassador|Envoy|Commissioner|Secretary|Assistant|Adviser|Advisor|Counselor"
                    r"|Delegate|Delegation"
                        r"|Commission|Mission|Representative|Consul|Chargé|Observer|Attaché|Aide)s?$", re.I)
# what an addressee's side begins with
_SIDE = re.compile(r"(?:the\b|all\b|certain\b|several\b|diplomatic\b|various\b|American\b|his\b|her\b|their\b"
                   r"|[A-ZÀ-Þ“]|de\b|von\b|M\.|(?=\w+)(?:ministers|consuls"
                   r"|representatives|commanding|members|chargé|minister|consul|agents|commissioners|officers"
                   r"|governors))")
# the small letters that a party may have: particles and words of offices; anything else is a sentence
_SENTENCE = re.compile(r"(?<![-\w])(?!(?:of|the|in|at|to|for|and|de|la|le|du|del|di|da|der|den|des|van|von|y|e|el|al"
                    r"|d|l|ad|interim|pro|tem|near|on"
                       r"|bin|ibn|dos|his|her|him|all|certain|sieur|in|charge|with|ex|s|affaires|temporarily|then"
                    r"|now|by|from|et|zu|zur|und"
                       r"|foreign|affairs|general|vice|plenipotentiary|extraordinary|resident|war|state|navy|finance"
                    r"|other|others|states"
                       r"|acting|american|united|great|naval|military|diplomatic|consular|special|former|under|first"
                    r"|second|third|late|new|"
                       r"each|same|a|an|american|powers|addressed|dated|relations|m|interior|justice|posts|several"
                    r"|various|republics|including"
                       r"|certain|concerned|following|commanding|majesty|excellency)\b)[a-zà-ÿ]{2,}\b")
_FROM = re.compile(r"\s*[,:—–-]?\s*\(?(?P<how>from|by|between|among|to|with|prepared (?:by|in|for)|submitted by"
                   r"|of(?=\s+(?:Mr|Dr|M|Colonel|Major|Captain|General|Professor|President)\b\.?\s+[A-Z]))\s+", re.I)
# "Telegram 1234 From", "Airgram A-96 From", "National Security Decision Memorandum 72"
_NUMBERED = re.compile(r"\s+(?:No\.?\s?)?(?P<number>[A-Z]{0,2}[–-]?\d[\d–/-]*)(?=\s+(?:from|to)\b|[.,]?\s*$)", re.I)
# "Circular on the Opium Trade From the Legation to the Ministry"
_LATER_FROM = re.compile(r"\s[Ff]rom\s+(?=the\b|[A-Z])")
_OF = re.compile(r"\s+of\s+(?=the\b|[A-Z])")
# "..., by the Chief of the Division (X)" later in the head; "Between X and Y"
_BY = re.compile(r",?\s(?:prepared\s+|submitted\s+)?by\s+(?=the\b|[A-Z])", re.I)
_BETWEEN = re.compile(r"\b(?:between|with|among)\s+(?=\S)", re.I)
_TALKS = ("conversation", "minutes", "memorandum")
# "Memorandum by the Secretary of State of a Conversation With the Nicaraguan Chargé"
_OF_TALK = re.compile(r"\s+(?:of|on|regarding|concerning)\s+(?:an?\s+|his\s+)?(?:telephone\s+)?(?:conversation"
                    r"|meeting|interview)s?\b", re.I)
# "..., Washington, July 5, 1956, 3 p.m." at the end of heads of the 1950s
_DATED = re.compile(r"(?:,|\s+on)\s+(?=[^,]*(?:,[^,]*){0,3}?\b(?:January|February|March|April|May|June|July|August"
                    r"|September|October|November|December)\s+\d{1,2}(?:[–-]\d{1,2})?(?:,\s+\d{4})?)")


@lru_cache(maxsize=1 << 10)  # a line is asked about when its paper is opened, and again when its heading is read
def read_head(line: str) -> Head | None:
    """What a line says when it is the head of a paper; None for a sentence or anything else."""
    if not 3 < len(line) <= LONGEST:
        return None
    running = RUNNING.match(line)
    start = running.end() if running else len(line) - len(line.lstrip())
    tail = _TAIL.search(line, start)
    end = tail.start() if tail and tail.start() > start else len(line.rstrip())
    extra = _EXTRA.search(line, start, end)
    end = extra.start() if extra else end
    if tail is None and line[:end].endswith("]") and "[" not in line[start:end]:
        end -= 1
    kind = _KIND.match(line, start, end)
    if kind:
        return _named(line, (start, end), kind)
    to_only = re.compile(r"To\s+(?=the\b|all\b|certain\b|[A-Z])").match(line, start, end)
    if to_only and not is_sentence(line[to_only.end():end]) and end - start < 200:
        return Head((start, end), recipient=(to_only.end(), end))
    split = _split(line, start, end)
    return Head((start, end), sender=(start, split[0]), recipient=(split[1], end)) if split else None


def kind_word(line: str) -> str | None:
    """The kind of paper whose word a line begins with, be it a head or a longer title."""
    if not (line[:1].isupper() or line[:1].isdigit()):
        return None
    running = RUNNING.match(line)
    m = _KIND.match(line, running.end() if running else 0)
    return _KIND_OF.get(" ".join(m["word"].lower().replace("’", "'").split()), "other") if m else None


def _named(line: str, title: Span, kind: re.Match[str]) -> Head | None:
    """A head that begins with the paper's kind."""
    word = " ".join(kind["word"].lower().split())
    start, end = title
    name = _KIND_OF.get(word) or _KIND_OF.get(word.replace("’", "'")) or "other"
    if is_sentence(line[kind.end():end]) and (line[:end].endswith((".", ":", ";", ",")) or end - start > 240):
        return None
    dated = _DATED.search(line, kind.end(), end)
    stop = dated.start() if dated else end
    number = _NUMBERED.match(line, kind.end(), stop)
    sender, recipient, between = _sides(line, number.end() if number else kind.end(), stop, name)
    if between and name == "memorandum":
        name = "conversation"
    return Head(title, name, sender, recipient, between, (dated.end(), end) if dated else None,
                number.span("number") if number else None)


def _sides(line: str, start: int, stop: int, kind: str) -> tuple[Span | None, Span | None, Span | None]:
    """The sender's and the recipient's words after the word of the kind, and those of the two who talked."""
    how = _FROM.match(line, start, stop)
    if how is None and (of := _OF.match(line, start, stop)):
        return _sides_after_of(line, of.end(), stop, kind)
    if how is None:
        by = _BY.search(line, start, stop)
        among = _BETWEEN.search(line, start, stop) if kind in _TALKS else None
        if among and not by:
            return None, None, (among.end(), stop)
        came = None if by else _LATER_FROM.search(line, start, stop)
        split = _split(line, came.end(), stop, named=True) if came else None
        if came and split:
            return (came.end(), split[0]), (split[1], stop), None
        return (by.end(), stop) if by else None, None, None
    word, inside = how["how"].lower(), (how.end(), stop)
    if word in ("between", "among", "with"):
        return None, None, inside if kind in _TALKS else None
    talk = _OF_TALK.search(line, how.end(), stop)
    if talk and word == "by":
        among = _BETWEEN.search(line, talk.start(), stop)
        return (how.end(), talk.start()), None, (among.end(), stop) if among else None
    if word in ("to", "prepared for", "prepared in"):
        return None, inside if word == "to" else None, None
    split = _split(line, how.end(), stop, named=True)
    return ((how.end(), split[0]), (split[1], stop), None) if split else (inside, None, None)


def _sides_after_of(line: str, start: int, stop: int, kind: str) -> tuple[Span | None, Span | None, Span | None]:
    """The sides of "Note of the Commissariat to the Embassy", "Conversation of the Commissar with the Ambassador"."""
    if kind in _TALKS:
        both = kind == "conversation" and _BETWEEN.search(line, start, stop)
        return None, None, (start, stop) if both else None
    split = _split(line, start, stop, named=True)
    if split and (POST.search(line, split[1], stop) or TITLES.match(line, split[1], stop)):
        return (start, split[0]), (split[1], stop), None
    return None, None, None


def _split(line: str, start: int, end: int, *, named: bool = False) -> tuple[int, int] | None:
    """Where the sender's side ends and the recipient's begins; None when the line is no "X to Y"."""
    if not (line[start:start + 1].isupper() or line[start:start + 1] in "“[" or named or TITLES.match(line, start)):
        return None
    found = [m for m in _TO.finditer(line, start, end) if m.start() > start and _SIDE.match(line, m.end())]
    if not found:
        return None
    closed = [m for m in found if line[:m.start()].rstrip(" ,").endswith(")")
              and line.count("(", start, m.start()) == line.count(")", start, m.start())]
    open_ = [m for m in found if not (len(found) > 1 and _OFFICE_TO.search(line[start:m.start()].rstrip(" ,")))]
    chosen = (closed or open_ or found[-1:])[0]
    if not named and not _sides_fit(line, (start, chosen.start()), (chosen.end(), end)):
        return None
    return chosen.start(), chosen.end()


def _sides_fit(line: str, left: Span, right: Span) -> bool:
    """Whether both sides of "X to Y" can be parties."""
    one, two = line[left[0]:left[1]], line[right[0]:right[1]]
    misread = 1 if TITLES.match(two) and len(two.split()) < 5 else 0
    if is_sentence(one) or is_sentence(two, spare=misread) or re.search(r"[:;?!]", one):
        return False
    return any(_party_like(side) for side in (one, two)) or len(one.split()) < 3 > len(two.split())


def _party_like(side: str) -> bool:
    """Whether the words of a side are known: a title, an office, a firm."""
    return bool(TITLES.match(side) or POST.search(side) or "(" in side or "&" in side)


def is_sentence(words: str, *, spare: int = 0) -> bool:
    """Whether more than `spare` small-letter words stand there that no party has."""
    return sum(not POST.fullmatch(m[0]) for m in _SENTENCE.finditer(words)) > spare


def may_be_listed(line: str) -> bool:
    """Whether a line can be one of a list of participants, or a subject: hardly a small-letter word no party has."""
    return not is_sentence(line, spare=0 if line.endswith(".") else _LISTED_SPARE)
