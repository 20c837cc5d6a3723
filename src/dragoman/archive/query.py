"""The language of searching: a line of words and fields, parsed into a tree.

    salt shore -fish                    all the words, without that one
    "salt pans" OR negotiat*            a phrase, or words that begin so
    NEAR(salt shore, 5)                 at most five words between them; also: salt NEAR/5 shore
    from:grew to:(hull OR phillips)     words in one place of the paper
    kind:telegram date:1936-03..1936-06 facts of the paper

OR, AND, NOT and NEAR are written in capitals; AND may be left out, - before a word is NOT. What has neither letter nor
figure ("—", "§") asks for nothing and is passed over. A line that cannot be understood is a BadQuery.
"""

import difflib
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date as Day
from functools import partial

from msgspec import Struct

from dragoman.archive.tokens import Token, sounds, tokens
from dragoman.edition.dates import parse as parse_date
from dragoman.errors import BadQuery

# where words are looked for; without a field in all of them
WORD_FIELDS = ("from", "to", "place", "title", "text", "note")
# facts of a paper, compared whole
VALUE_FIELDS = ("kind", "date", "number", "file", "in", "cites", "citedby", "has")
FIELDS = WORD_FIELDS + VALUE_FIELDS
KINDS = ("letter", "telegram", "despatch", "instruction", "note", "aide-memoire", "memorandum", "conversation",
         "minutes", "report", "treaty", "statement", "enclosure", "editorial-note", "other")
HAS = ("missing", "ambiguous", "enclosure")
STARRED = ("file", "in")            # fields whose value may end in a star
LENGTH = 2000                       # characters: a long paragraph, pasted
DEPTH = 20                          # parentheses within one another; SQLite's own parser gives up at a hundred
NEAR_DISTANCE, FARTHEST = 10, 1000  # words between, where none are told, and at most
EXAMPLES = {"kind": "kind:telegram", "date": "date:1936-03..1936-06", "number": "number:98", "file": "file:711.94",
            "in": "in:frus1936v03", "cites": "cites:frus1936v03/d9", "citedby": "citedby:frus1936v03/d12",
            "has": "has:missing", "from": "from:grew", "to": "to:hull", "place": "place:tokyo",
            "title": "title:memorandum", "text": "text:salt", "note": "note:printed"}
_DATES = "Write a date as 1936, 1936-03 or 1936-03-23 (EDTF), a span as 1936-03..1936-06, 1936.. or ..1936."
_CLOSES_NOTHING = "This parenthesis closes nothing; take it out, or write it inside quotes."
_UNCLOSED = "This parenthesis is never closed; add ) at the end of what belongs together."
_JOINS = "NEAR joins two words or phrases; for more of them write NEAR(salt pans shore, 10)."
_STANDS = "NEAR stands between two words, salt NEAR/10 shore, or before them, NEAR(salt shore, 10)."
_TOO_FAR = f"NEAR reaches {FARTHEST:,} words at most; without it the words may stand anywhere in the paper."


class Words(Struct, frozen=True):
    """One word, or words in a row; with `prefix` the last of them need only begin so. `field` is "" for anywhere."""

    text: str
    prefix: bool = False
    field: str = ""


class Near(Struct, frozen=True):
    """Words or phrases with at most `distance` words between the first and the last of them, in any order."""

    words: tuple[Words, ...]
    distance: int
    field: str = ""


class Value(Struct, frozen=True):
    """A fact that a paper has; with `prefix` it need only begin so."""

    field: str
    value: str
    prefix: bool = False


class Dated(Struct, frozen=True):
    """A date that can fall between two days, both counted in."""

    first: Day
    last: Day


class Not(Struct, frozen=True):
    """All papers but these."""

    part: "Query"


class And(Struct, frozen=True):
    """What all parts have in common; two or more."""

    parts: tuple["Query", ...]


class Or(Struct, frozen=True):
    """What any of the parts finds; two or more."""

    parts: tuple["Query", ...]


Query = Words | Near | Value | Dated | Not | And | Or


def parse(line: str) -> Query:
    """The tree of a query. Raises BadQuery with the offset in the line where it went wrong."""
    line = _plain(line)
    if len(line) > LENGTH:
        raise BadQuery(line[:LENGTH], LENGTH, f"This query is longer than {LENGTH:,} characters; shorten it.")
    found = tokens(line)
    if not found:
        raise BadQuery(line, 0, 'Nothing is asked for; write a word, a "phrase", or a field such as from:grew.')
    parser = _Parser(line, found)
    tree = parser.alternatives("")
    if (left := parser.next()) is not None:
        raise BadQuery(line, left.start, _CLOSES_NOTHING)
    return tree


def _plain(line: str) -> str:
    """The line, letter for letter, with blanks for control characters and marks for halves of characters."""
    kept = {"Cc": " ", "Cs": "\N{REPLACEMENT CHARACTER}"}
    return "".join(kept.get(unicodedata.category(c), c) for c in line)


class _Parser:
    """Goes once over the tokens; each method takes what it names and leaves the rest. `field` holds in from:( )."""

    def __init__(self, line: str, found: list[Token]) -> None:
        self._line, self._tokens, self._at, self._depth = line, found, 0, 0

    def next(self) -> Token | None:
        """The token that comes next, if any is left."""
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self, *kinds: str) -> Token | None:
        token = self.next()
        if token is None or token.kind not in kinds:
            return None
        self._at += 1
        return token

    def _bad(self, token: Token, why: str) -> BadQuery:
        return BadQuery(self._line, token.start, why)

    def alternatives(self, field: str) -> Query:
        """ "a b OR c"."""
        parts = [self._all(field)]
        while self._take("OR"):
            parts.append(self._all(field))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self, field: str) -> Query:
        parts = [self._one(field)]
        while (token := self.next()) is not None and token.kind not in (")", "OR"):
            self._take("AND")
            parts.append(self._one(field))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _one(self, field: str) -> Query:
        return Not(self._operand(field)) if self._take("NOT") else self._operand(field)

    def _operand(self, field: str) -> Query:
        token = self._take("word", "phrase", "field", "near", "(")
        if token is None:
            raise self._nothing()
        if token.kind == "(":
            return self._group(token, field)
        if token.kind == "field":
            return self._fielded(token, field)
        if token.kind == "near":
            return self._near(token, token.inner, field)
        between = self._take("between")
        if between is None:
            return self._leaf(token, field)
        other, after = self._take("word", "phrase"), self.next()
        if other is None or (after is not None and after.kind == "between"):
            raise self._bad(between, _JOINS)
        return self._near(between, (token, other), field)

    def _nothing(self) -> BadQuery:
        """What is wrong where a word should stand and none does."""
        token, before = self.next(), self._tokens[self._at - 1] if self._at else None
        if before is not None and before.kind in ("OR", "AND", "NOT"):
            return self._bad(before, f"After {before.kind} a word must follow; {_in_small_letters(before)}")
        if token is None:               # only a parenthesis can still stand open
            return self._bad(before or self._tokens[-1], _UNCLOSED)
        if token.kind == ")":
            empty = before is not None and before.kind == "("
            return self._bad(token, "There is nothing in these parentheses." if empty else _CLOSES_NOTHING)
        if token.kind == "between":
            return self._bad(token, _STANDS)
        return self._bad(token, f"Before {token.kind} a word must stand; {_in_small_letters(token)}")

    def _group(self, opened: Token, field: str) -> Query:
        self._depth += 1
        if self._depth > DEPTH:
            raise self._bad(opened, f"More than {DEPTH} parentheses stand within one another; write it more simply.")
        tree = self.alternatives(field)
        if not self._take(")"):
            raise self._bad(opened, _UNCLOSED)
        self._depth -= 1
        return tree

    def _fielded(self, token: Token, outer: str) -> Query:
        name = token.text.lower()
        if name not in FIELDS:
            raise self._bad(token, _unknown(token.text))
        follows = self.next()
        if follows is None or follows.start != token.end or follows.kind == ")":
            raise self._bad(token, f"{token.text}: asks for nothing; write the value right after the colon, "
                                   f"as in {EXAMPLES[name]}.")
        if outer:
            raise self._bad(token, f"A field cannot stand inside {outer}:( ); close the parenthesis before it.")
        return self._operand(name)

    def _near(self, at: Token, inner: tuple[Token, ...], field: str) -> Query:
        if field in VALUE_FIELDS:
            raise self._bad(at, f"NEAR is for words; {field}: takes a value, as in {EXAMPLES[field]}.")
        if len(inner) < 2:
            raise self._bad(at, "NEAR needs two words or more, as in NEAR(salt shore, 10).")
        distance = NEAR_DISTANCE if at.distance is None else at.distance
        if distance > FARTHEST:
            raise self._bad(at, _TOO_FAR)
        return Near(tuple(self._words(t, field) for t in inner), distance, field)

    def _leaf(self, token: Token, field: str) -> Query:
        if field not in VALUE_FIELDS:
            return self._words(token, field)
        if token.prefix and field not in STARRED:
            raise self._bad(token, f"A star is for words, {STARRED[0]}: and {STARRED[1]}:; {field}: takes a value, "
                                   f"as in {EXAMPLES[field]}.")
        text = token.text.strip()
        if not text:
            raise self._bad(token, f"Nothing is in these quotes; {field}: takes a value, as in {EXAMPLES[field]}.")
        value = _READ[field](text) if field in _READ else Value(field, text, token.prefix)
        if isinstance(value, str):
            raise self._bad(token, value)
        return value

    def _words(self, token: Token, field: str) -> Words:
        if not sounds(token.text):
            raise self._bad(token, "There is neither a letter nor a figure here to search for.")
        return Words(token.text, token.prefix, field)


def _in_small_letters(operator: Token) -> str:
    return f"for the word itself write {operator.kind.lower()} in small letters."


def _unknown(name: str) -> str:
    """What is said of a field that there is not: the likeliest one meant, and all that there are."""
    return (f"{name}: is no field.{_meant(name.lower(), FIELDS, ':')} There are {', '.join(f'{f}:' for f in FIELDS)}; "
            "put words that end in a colon in quotes.")


def _meant(name: str, known: Sequence[str], mark: str = "") -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f" Did you mean {near[0]}{mark}?" if near else ""


def _dated(text: str) -> Dated | str:
    """The span of days that a value means, or what is wrong with it."""
    whole = parse_date(text)
    if whole is not None:
        return Dated(whole.first, whole.last)
    first, dots, last = text.partition("..")
    start, end = parse_date(first), parse_date(last)
    if not dots or not (first or last) or (first and start is None) or (last and end is None):
        return f"This is no date. {_DATES}"
    span = Dated(start.first if start else Day.min, end.last if end else Day.max)
    return span if span.first <= span.last else f"This span ends before it begins. {_DATES}"


def _one_of(field: str, known: Sequence[str], text: str) -> Value | str:
    """The value, when it is one that is known; else which there are."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    if plain in known:
        return Value(field, plain)
    return f"{field}: knows no such value.{_meant(plain, known)} There are {', '.join(known)}."


_READ: dict[str, Callable[[str], Query | str]] = {
    "date": _dated, "kind": partial(_one_of, "kind", KINDS), "has": partial(_one_of, "has", HAS)}
