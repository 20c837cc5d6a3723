"""Tokens of a query: words, phrases, fields, operators and parentheses, each with the place where it stands."""

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

from dragoman.errors import BadQuery

# what opens a phrase, and what may close it
_QUOTES = {'"': '"', "“": "”“\"", "”": "”“\"", "„": "”“\"", "«": "»"}
_OPENING = ("(", *_QUOTES)
# as far as a blank, a parenthesis or a quote
_CHUNK = re.compile(r"[^\s()\"“”„«]+")
# "from:grew"; "11:40" and "711.94:3" are words
_FIELD = re.compile(r"(?P<name>[A-Za-z]+):")
# "NEAR(salt shore, 10)" up to its parenthesis, "NEAR/10", "NEAR" by itself
_NEAR = re.compile(r"NEAR(?:(?P<call>\()|/(?P<distance>\d+)(?=[\s()]|$)|(?=[\s)]|$))", re.A)
# what stands in NEAR( ): phrases, words, and at the end ", 10"
_CALLED = re.compile(r"""
    (?P<inner> (?: "[^"]*" | “[^”“"]*[”“"] | [^()"“”] )*? ) (?: ,\s*(?P<distance>\d+)\s* )? \)""", re.X | re.A)
# "sa* pans"; a star that stands alone ("* * *" for what is left out) asks for nothing in a phrase
_INNER_STAR = re.compile(r"\w\*")
_OPERATORS = ("OR", "AND", "NOT")
_STAR = "A star stands at the end of a word or phrase and nowhere else, as in negotiat*."
_QUOTE = "This quote is never closed; add one at the end of the phrase."
_CALL = "This NEAR( is not closed; write the words, a comma and a number: NEAR(salt shore, 10)."
_CALLED_WITH = "Inside NEAR( ) only words and phrases can stand, as in NEAR(salt shore, 10)."


class Token(Struct, frozen=True):
    """A piece of a query that begins at `start` and ends before `end`.

    `kind` is word, phrase, field (its name), "(", ")", OR, AND, NOT, near (a call, with its words as `inner`) or
    between (NEAR between two words). `distance` is that of a NEAR, None where it is not told; `prefix` means a star.
    """

    kind: str
    start: int
    end: int
    text: str = ""
    prefix: bool = False
    distance: int | None = None
    inner: tuple["Token", ...] = ()


def tokens(line: str) -> list[Token]:
    """The tokens of a query.

    Raises BadQuery where a quote or a NEAR( is not closed, or a star stands where none can.
    """
    return list(_tokens(line, 0, len(line)))


def sounds(text: str) -> bool:
    """Whether there is a letter or a figure in a text, which the index could know it by."""
    return any((c := unicodedata.category(x))[0] in "LN" or c == "Co" for x in text)


def _tokens(line: str, at: int, end: int) -> Iterator[Token]:
    valued = False                      # a field has just been named, and what comes is its value
    while at < end:
        token = _token(line, at, end, valued=valued)
        if token.kind:
            yield token
        at, valued = token.end, token.kind == "field"


def _token(line: str, at: int, end: int, *, valued: bool) -> Token:
    """The token that begins here; of the kind "" for blanks and for what asks for nothing."""
    c = line[at]
    if c.isspace():
        return Token("", at, at + 1)
    if c in "()":
        return Token(c, at, at + 1)
    if c in _QUOTES:
        return _phrase(line, at, end)
    near = _NEAR.match(line, at, end)
    if near and near["call"]:
        return _call(line, near, end)
    chunk = _CHUNK.match(line, at, end)
    text = chunk[0] if chunk else c
    if valued:
        return _word(line, at, text, valued=True)
    if near:
        return Token("between", at, near.end(), distance=_distance(near))
    if text in _OPERATORS:
        return Token(text, at, at + len(text))
    field = _FIELD.match(text)
    if field:
        return Token("field", at, at + field.end(), field["name"])
    return _minus(line, at, text) or _word(line, at, text, valued=False)


def _minus(line: str, at: int, text: str) -> Token | None:
    """The dash before "-fish", "-from:grew", "-(", which is a NOT; None for a dash between words."""
    rest = text.lstrip("-")
    after = line[at + len(text):at + len(text) + 1]
    if rest != text and (sounds(rest) or (not rest and after in _OPENING)):
        return Token("NOT", at, at + len(text) - len(rest))
    return None


def _phrase(line: str, at: int, end: int) -> Token:
    close = next((i for i in range(at + 1, end) if line[i] in _QUOTES[line[at]]), None)
    if close is None:
        raise BadQuery(line, at, _QUOTE)
    text = line[at + 1:close].rstrip()
    inside = text.endswith("*") and sounds(text[-2:-1])         # "salt pan*"
    after = line[close + 1:close + 2] == "*" and close + 1 < end  # "salt pan"*
    text = text[:-1] if inside else text
    star = _INNER_STAR.search(text)
    if star:
        raise BadQuery(line, at + star.end(), _STAR)
    return Token("phrase", at, close + 1 + after, text, inside or after)


def _call(line: str, near: re.Match[str], end: int) -> Token:
    called = _CALLED.match(line, near.end(), end)
    if called is None:
        raise BadQuery(line, near.start(), _CALL)
    inner = tuple(_tokens(line, *called.span("inner")))
    for token in inner:
        if token.kind not in ("word", "phrase"):
            raise BadQuery(line, token.start, _CALLED_WITH)
    return Token("near", near.start(), called.end(), distance=_distance(called), inner=inner)


def _word(line: str, at: int, text: str, *, valued: bool) -> Token:
    """A word, its star taken off; of the kind "" when it has neither letter nor figure and is no field's value."""
    prefix = text.endswith("*") and sounds(text[-2:-1])
    word = text[:-1] if prefix else text
    if "*" in word:
        raise BadQuery(line, at + word.index("*"), _STAR)
    return Token("word" if valued or sounds(word) else "", at, at + len(text), word, prefix)


def _distance(m: re.Match[str]) -> int | None:
    return int(m["distance"]) if m["distance"] else None
