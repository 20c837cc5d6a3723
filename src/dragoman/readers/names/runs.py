"""Runs: capitalised words that stand together, with the word before them ("by Count Brissac" is a run of two)."""

import re
from collections.abc import Iterator

from msgspec import Struct

from dragoman.lexicon import any_of
from dragoman.lexicon.concordance import concordance
from dragoman.readers.names.mention import PARTICLE, SHORT, WORD

# words whose full stop ends no sentence ("Capt. Smith")
_ABBREVIATIONS = (
    "Mr Mrs Ms Messrs Mssrs MM M Mme Mmes Mlle Dr Drs Capt Gen Col Lieut Lt Maj Brig Adm Comdr Sergt Sgt Hon Rev St "
    "Ste Sta Sr Sra Jr Prof Sen Gov Mgr Msgr Sig Lic Ft Mt Ya Yu Amb"
)
_ABBREVIATED = any_of(_ABBREVIATIONS.split()) + r"\.(?![\w])"
_TOKEN = rf"(?:{SHORT}|{_ABBREVIATED}|{WORD})"
# "Señor Don Matías Romero", "K.K. Yurenev", "Drouyn de l’Huys": words, initials, and small words between them;
# a run is cut after sixteen words, so that the time stays in measure on any text
RUN = re.compile(rf"(?<![\w’'\-]){_TOKEN}(?:(?:[ ]|(?<=\.))(?:{PARTICLE}){{0,3}}{_TOKEN}){{0,15}}")
TOKEN = re.compile(rf"{SHORT}|{WORD}|{PARTICLE}")
_SHORT = re.compile(SHORT)
_BEFORE = re.compile(r"([\w’'.]+)[ ]?$")
_SENTENCE_END = '.!?:\n”"“;—[]'
_MARKS = str.maketrans("", "", "’'.")


class Token(Struct, frozen=True):
    """One word of a run: its span, its words, and whether it is an initial or a small word."""

    start: int
    end: int
    text: str
    short: bool
    small: bool


class Run(Struct, frozen=True):
    """Capitalised words that stand together. `before` is the word before, in lower case, "" where a sentence begins."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    before: str
    opens: bool


def runs(text: str) -> Iterator[Run]:
    """Every run of a text, in order."""
    end = 0
    for start in concordance(text).capitals:
        if start < end or (m := RUN.match(text, start)) is None:
            continue
        end = m.end()
        before, opens = _around(text, start)
        yield Run(start, end, _tokens(m[0], start), before, opens)


def _tokens(words: str, offset: int) -> tuple[Token, ...]:
    """The words of a run that begins at an offset."""
    if words.isalnum():  # as most are
        return (Token(offset, offset + len(words), words, False, False),)
    return tuple(_token(t, offset) for t in TOKEN.finditer(words))


def _token(m: re.Match[str], offset: int) -> Token:
    word = m[0].rstrip(" ")
    return Token(
        offset + m.start(),
        offset + m.start() + len(word),
        word,
        word[-1] == "." and _SHORT.fullmatch(word) is not None,
        word[0].islower(),
    )


def _around(text: str, start: int) -> tuple[str, bool]:
    """The word before an offset, and whether a sentence or line begins at it."""
    left = text[max(0, start - 24) : start]
    bare = left.rstrip(" ")
    if not bare or bare[-1] in _SENTENCE_END:
        return "", True
    word = bare[bare.rfind(" ") + 1 :]
    if len(left) - len(bare) < 2 and word.translate(_MARKS).isalnum():
        return word.lower(), False
    m = _BEFORE.search(left)
    return (m[1].lower() if m else bare[-1]), False
