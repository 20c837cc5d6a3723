"""Finds where the text is hurt: "a body of Mexiean troops", "[9] Not printed." with no marker 9, "No comments".

Gives scanner's misreadings, sentences cut off, words that a translation left or broke, website lines, and markers and
notes that have lost each other. Leaves alone an editor's plain insertion ("the country or [of] destination"), a plain
misspelling ("recieve"), a rare word or name ("kelp", "Hoiland"), and words of other tongues.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from dragoman.edition.annotation import Annotation, Apparatus, Damage, HeadingField
from dragoman.edition.calendar import MONTHS
from dragoman.edition.document import Block, Document
from dragoman.lexicon import lexicon, words
from dragoman.lexicon.concordance import concordance
from dragoman.lexicon.marks import is_boilerplate
from dragoman.lexicon.vocabulary import is_familiar, letters_apart, plain_letters, right_word, soundness, vocabulary

NEEDS: tuple[str, ...] = ("heading", "apparatus")
GIVES = "damage"

INSERTION = Apparatus("insertion")
ORPHAN_NOTE = Damage("orphan-note")
# "[advocate?]", "[sic]", "[?]": the editors doubt the word before the bracket
DOUBT = re.compile(r"\[(?:sic[.!]?|[^\[\]\n]{0,60}\?)\]", re.I)
WORD_BEFORE = re.compile(r"[^\s\[\]]{1,40} $")
# the last clause of a paragraph: ", and that,"
LAST_CLAUSE = re.compile(r"(?:^|[,;:.] )([^,;:.]*,?)$")
LAST_WORD = re.compile(r"([^\W\d_]+),?$")
FIRST_WORD = re.compile(r"[“\"‘']?([^\W\d_]+)(?: ([a-z]+))?")
# "II. The plants", "B. That", "Art. 11.", "No. 7.": the next item of a list goes on the sentence
ITEM = re.compile(r"(?:[A-Z]|[IVX]{1,6}|Art|No|Sec|Section|Clause)[.)]")
# "[7] In a letter": the next note
NOTE_HEAD = re.compile(r"\[[^\[\]\n]{1,4}\]")
# the words around a place, for telling English prose
AROUND = re.compile(r"[^\W\d_]+")
TOKEN = re.compile(r"[^\W_]{2,}")
REACH = 24  # characters on either side that are looked at for it
PROSE = 120  # a shorter paragraph may be an address, a title or a line of a list
SHORT = 3  # letters of a particle that may be part of a foreign name ("Zoka ol Molk")
BEFORE_PART, AFTER_PART = frozenset("_[]’'.-"), frozenset("_[]-")
LONGEST = 30  # letters; what is longer is no word
NAME = 5  # letters of a name that can be told from another that is like it
STRICT, LOOSE = 1, 2  # letters that may differ: anywhere; between heading and signature
FEW = 200  # strange words; a text with more, if they are the half of its words, is in another tongue
OWN = 200  # characters; a longer signature is none
REPEATED = 2  # a form that stands oftener is a name

_MONTH = "|".join(month.title() for month in MONTHS)


class Sign(NamedTuple):
    """A sign of hurt text and why: a spot that is quickly found, and what must stand before it."""

    spot: re.Pattern[str]
    before: re.Pattern[str]
    rule: str
    anchors: tuple[str, ...] = ()  # for a spot that is slow to find: one of these stands in the text
    window: int = 80  # characters before the spot that are looked at
    ends: tuple[str, ...] = ("",)  # the last letters of what must stand before, quick to look at


ANYTHING = re.compile(r"$")
SIGNS = (
    # "July l", "March I,"
    Sign(re.compile(r" (?:l\b(?![’'])|[IO](?=[,.\[\]]))"), re.compile(rf"\b(?:{_MONTH})$"),
         "a letter where the day's number should be", (" l ", " l,", " l.", " l[", " I,", " I.", " O,", " O.", " O[")),
    # "This’ does not mean"; "‘I do not want that’ is no reason" is left alone
    Sign(re.compile(r"’(?= [a-z])"), re.compile(r"^[^‘]*\b([Tt]h(?:is|e|at)|is|was|has|of|and|to)$"),
         "a quotation mark that closes nothing"),
    # "about^ the 4th", "po■tal"
    Sign(re.compile(r"[■□◊^�¬¦]{1,20}[^\W\d_]{0,20}"), re.compile(r"[^\W\d_]{0,20}$"), "a sign that no paper uses",
         tuple("■□◊^�¬¦")),
    # "the Soviet The government"
    Sign(re.compile(r" The [a-z]{1,20}"), re.compile(r"\b(?:[Tt]he|this|its|our|an?)(?: [A-Z][a-z]{1,20}){1,2}$"),
         "a second article inside the phrase"),
    # "the Manchukuoan- Guo"
    Sign(re.compile(r"- [A-Z][a-z]{1,20}\b"), re.compile(r"(?:\bthe )?\b[A-Z][a-z]{2,20}$"),
         "a name broken at its hyphen"),
    # "will be added the other day"
    Sign(re.compile(r" (?:the other day|yesterday|last (?:week|month|year))\b"),
         re.compile(r"\bwill (?:be )?[a-z]{2,20}$"), "a future verb with a past day",
         (" the other day", " yesterday", " last week", " last month", " last year")),
)
# "as4aid", "l861", "19O1": a figure among letters, or letters among figures
MIXED = re.compile(r"[a-z]{2,20}\d[a-z]{2,20}|l\d{2,3}|\d{1,2}[lO]\d{1,2}")
# "wonId", "theAnna"; "McAdoo" and "duPont" are left alone
CAPITAL_INSIDE = re.compile(r"(?!(?:van|von|del|der)[A-Z])[a-z]{3,20}[A-Z][a-z]{1,20}")


def read(document: Document, earlier: Mapping[str, list[Annotation]]) -> list[Annotation]:
    """The damage of one paper, in the order of the text; of findings that overlap, the first and longest."""
    text, apparatus = document.text, earlier.get("apparatus", [])
    tokens = {word for word in concordance(text).places if len(word) > 1}
    found = [*_orphans(apparatus), *_doubted(text, apparatus), *_boilerplate(document), *_truncated(document),
             *_misread(document, tokens, earlier.get("heading", [])), *_signs(text, tokens)]
    found.sort(key=lambda a: (a.start, -a.end))
    kept: list[Annotation] = []
    end = 0
    for a in found:
        if a.body == ORPHAN_NOTE:  # its words may be hurt besides
            kept.append(a)
        elif a.start >= end:
            kept.append(a)
            end = a.end
    return kept


def _found(start: int, end: int, kind: str, rule: str) -> Annotation:
    return Annotation(GIVES, start, end, Damage(kind), rule)  # type: ignore[arg-type]


def _orphans(apparatus: list[Annotation]) -> Iterator[Annotation]:
    """Markers and notes that are not bound; marks of an old edition's pages."""
    for a in apparatus:
        if not isinstance(a.body, Apparatus) or a.body.target is not None:
            continue
        if a.body.kind == "marker":
            yield _found(a.start, a.end, "orphan-marker", "no note has this marker's label")
        elif a.body.kind == "note":
            yield _found(a.start, a.end, "orphan-note", "no marker has this note's label")
        elif a.body.kind == "page" and a.rule == "a page number in brackets":
            yield _found(a.start, a.end, "orphan-marker", "the mark of an old page break")


def _doubted(text: str, apparatus: list[Annotation]) -> Iterator[Annotation]:
    """A word that the editors question or mark with "sic", with their bracket; a bracket that says words are lost."""
    for a in apparatus:
        if a.body == INSERTION and DOUBT.fullmatch(text, a.start, a.end):
            word = WORD_BEFORE.search(text, max(a.start - 41, 0), a.start)
            yield _found(word.start() if word else a.start, a.end, "garbled", "the editors doubt these words")
        elif isinstance(a.body, Apparatus) and a.body.kind == "omission" and text[a.start] == "[" \
                and not words("damage", "lost").isdisjoint(AROUND.findall(text[a.start:a.end].lower())):
            yield _found(a.start, a.end, "garbled", "the editors say that words are lost here")


def _boilerplate(document: Document) -> Iterator[Annotation]:
    """Lines that no paper had: a website's, a cataloguer's."""
    for block in document.blocks:
        if block.kind == "boilerplate":
            yield _found(block.start, block.end, "boilerplate", "by its source no part of the paper")
        elif is_boilerplate(document.text[block.start:block.end]):
            yield _found(block.start, block.end, "boilerplate", "a line of a website or catalogue")


def _truncated(document: Document) -> Iterator[Annotation]:
    """A paragraph of prose that ends in the middle of a sentence, where another begins or nothing follows."""
    text = document.text
    for block, after in zip_longest(document.blocks, document.blocks[1:]):
        if not _is_prose(block) or not _hangs(text, block.end):
            continue
        last = LAST_WORD.search(text, max(block.end - 40, block.start), block.end)
        if last and _is_cut(text, block, last[1].lower(), after):
            clause = LAST_CLAUSE.search(text, max(block.end - 200, block.start), block.end)
            start = clause.start(1) if clause else last.start()
            yield _found(start, block.end, "truncated", "the paragraph ends inside a sentence")


def _is_prose(block: Block) -> bool:
    return block.kind in ("paragraph", "quote", "note") and block.end - block.start >= PROSE


def _hangs(text: str, end: int) -> bool:
    return text[end - 1] == "," or text[end - 1].islower()


def _is_cut(text: str, block: Block, last: str, after: Block | None) -> bool:
    """Whether the sentence does not go on in the next line, nor leads to a formula, a quotation or a list."""
    comma = text[block.end - 1] == ","
    if after is None or after.kind == "boilerplate" or (block.kind == "note" and NOTE_HEAD.match(text, after.start)):
        return comma or last in words("damage", "hanging")
    first = FIRST_WORD.match(text, after.start, after.end)
    if not _is_prose(after) or not first or first[1][0].islower() or ITEM.match(text, after.start):
        return False
    if comma:
        formula = first[1] in ("I", "We") and first[2] in words("damage", "formulas")
        return not formula and last not in words("damage", "saying") and first[1] not in words("damage", "closings")
    return last in words("damage", "hanging") and first[1] not in words("damage", "closings")


def _misread(document: Document, tokens: set[str], heading: list[Annotation]) -> Iterator[Annotation]:
    """Words that a scanner made of others: each distinct word is looked up once."""
    wrong = _wrong_words(document, tokens, heading)
    if not wrong:
        return
    text = document.text
    places = concordance(text).places
    for word in wrong:
        starts = [start for start in places[word] if _is_whole(text, start, start + len(word))]
        if len(starts) > REPEATED and not word.islower():
            continue
        for start in starts:
            end = start + len(word)
            if _is_english(text, start, end) and (len(word) > SHORT or _goes_on(text, start, end)):
                yield _found(start, end, "garbled", wrong[word])


def _wrong_words(document: Document, tokens: set[str], heading: list[Annotation]) -> dict[str, str]:
    """The words that are thought misread, each with why; none of a text that is not in English."""
    known = vocabulary().known
    strange = {word for word in tokens - known if word.lower() not in known and not word.isdigit()}
    if len(strange) > FEW and len(strange) * 2 > len(tokens):
        return {}
    wrong = {word: why for word in strange if (why := _what_is_wrong(word))}
    wrong |= dict.fromkeys(tokens & words("spelling", "particles"), "a common word misread")
    names = _names_misread(document, heading, strange)
    return wrong | dict.fromkeys(names, "the heading or the signature has it otherwise")


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether this is no part of a longer word, as in "wel-fare" and "Am[erican]"."""
    return text[start - 1:start] not in BEFORE_PART and text[end:end + 1] not in AFTER_PART


def _names_misread(document: Document, heading: list[Annotation], strange: set[str]) -> Iterator[str]:
    """Strange words that are nearly a name of the heading or the signature: "Stratus" where Straus signs."""
    own = set(_own_names(document, heading))
    if not own:
        return
    known = vocabulary()
    for word in strange:
        if not NAME <= len(word) <= LONGEST or not word.isalpha() or word[0].islower():
            continue
        if not is_familiar(word.lower(), known):
            most = LOOSE if word in own else STRICT
            if any(_is_misread_name(word, name, most) for name in own):
                yield word


def _own_names(document: Document, heading: list[Annotation]) -> Iterator[str]:
    """The surnames of the heading's parties, and the words of the signature."""
    for a in heading:
        if isinstance(a.body, HeadingField) and a.body.name:
            yield from (name for name in TOKEN.findall(a.body.name)[-1:] if NAME <= len(name) <= LONGEST)
    for block in document.blocks:
        if block.kind == "signature" and block.end - block.start <= OWN:
            names = TOKEN.findall(document.text[block.start:block.end])
            yield from (name for name in names if NAME <= len(name) <= LONGEST)


def _is_misread_name(word: str, name: str, most: int) -> bool:
    """Whether this strange word is that name with a letter or two gone wrong, and not the other way about."""
    most = most if len(name) > NAME else STRICT
    if abs(len(word) - len(name)) > most:
        return False
    one, two = plain_letters(word), plain_letters(name)
    if one in two or two in one or len(set(one) - set(two)) > most or letters_apart(one, two) > most:
        return False
    if is_familiar(name.lower(), vocabulary()) or word.isupper() != name.isupper():
        return word.isupper() or not name.isupper()
    return soundness(one, vocabulary()) < soundness(two, vocabulary())


def _what_is_wrong(word: str) -> str | None:
    """Why a word is thought misread; None for a good one."""
    if word.isalpha():
        if right_word(word):
            return "one misread letter away from a common word"
        return "a capital inside a word" if CAPITAL_INSIDE.fullmatch(word) else None
    return "a figure inside a word, or a letter among figures" if MIXED.fullmatch(word) else None


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a word in small letters stands before or after, as around a particle in a sentence."""
    before, after = AROUND.findall(text[max(start - REACH, 0):start]), AROUND.search(text, end, end + REACH)
    return bool(before and before[-1].islower()) or bool(after and after[0].islower())


def _is_english(text: str, start: int, end: int) -> bool:
    """Whether the words around are no foreign phrase's."""
    before = AROUND.findall(text[max(start - REACH, 0):start].lower())
    after = AROUND.findall(text[end:end + REACH].lower())
    # the outermost words may be cut
    return words("spelling", "foreign").isdisjoint((*before[1:], *after[:-1]))


@cache
def _phrases() -> tuple[Sign, ...]:
    """The signs that are made of word lists."""
    lists = lexicon("damage")
    abbreviations, leads, nouns, placed, papers, doubled = (
        "|".join(lists[key]) for key in ("untranslated", "leads", "nouns", "placed", "papers", "doubled"))
    return (
        # "See gas. Izvestia", "through Art. Pogranichnaya"; "Art. IV" and "mustard gas. Unlike" are left alone
        Sign(re.compile(r"\. (?![IVXLC]+\b)[A-Z][a-z]{2,20}"), re.compile(rf"\b(?:{leads}) ({abbreviations})$"),
             "an abbreviation left untranslated", ends=tuple(f" {word}" for word in lists["untranslated"])),
        # "at the station. Manchuria”."
        Sign(re.compile(r"\. [A-Z][a-z]{2,20}(?=[\"”]|\.?$)", re.M), re.compile(rf"\bthe (?:{placed})$"),
             "a stop between a noun and its name"),
        # "M.M. Border"
        Sign(re.compile(rf"\. (?:{nouns})\b"), re.compile(r"\b[A-Z]\. ?[A-Z]$"),
             "a common noun where a surname should be"),
        # "your well-known statement by Arita"
        Sign(re.compile(r" by [A-Z][a-z]{1,20}"), re.compile(rf"\b(?:your|my|our) (?:[a-z-]{{2,20}} )?(?:{papers})$"),
             "a paper with two authors", ends=tuple(lists["papers"])),
        # "the the"
        Sign(re.compile(rf"(?<=[a-z,] )({doubled}) \1(?= [a-z])"), ANYTHING,
             "a word printed twice", tuple(f" {word} {word} " for word in lists["doubled"])),
    )


@cache
def _slips() -> tuple[tuple[str, Sign], ...]:
    """Words that a common word was misread as, each with the sign that tells it from the word itself."""
    rule = "a common word misread as another"
    # "would he a complete protection", "they bad been"
    return tuple((word, Sign(re.compile(rf" {word}(?= {after})"), re.compile(rf"\b(?:{before})$"), rule, window=REACH))
                 for word, before, after in lexicon("damage")["slips"])


def _signs(text: str, tokens: set[str]) -> Iterator[Annotation]:
    slips = (sign for word, sign in _slips() if word in tokens)
    for sign in (*SIGNS, *_phrases(), *slips):
        if sign.anchors and not any(anchor in text for anchor in sign.anchors):
            continue
        for spot in sign.spot.finditer(text):
            head = max(spot.start() - sign.window, 0)
            if not text.endswith(sign.ends, head, spot.start()):
                continue
            before = sign.before.search(text[head:spot.start()])
            if before:
                yield _found(head + before.start(before.lastindex or 0), spot.end(), "garbled", sign.rule)
