"""Parameters: what can be asked of an address, by the names that the pages have; and a query held against them."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

from litestar.exceptions import ValidationException
from litestar.openapi import spec
from msgspec import Struct

from dragoman.archive.query import KINDS
from dragoman.inquiries.scope import Scope
from dragoman.publish.pages.asked import NAMES, SIZE, Narrowing, scope_of

LONGEST = 4_000                 # characters of a text; a query of a search may be long, no name is
MOST = 1_000                    # rows of one answer
LAST = 999_999_999              # as far as rows are counted
_MEANINGS: Mapping[Narrowing, str] = {
    "sender": "Words of the sender, accents and capitals left out of account.",
    "recipient": "Words of the recipient, accents and capitals left out of account.",
    "kind": "The kind of paper.",
    "date": "A day or span that the paper's own date can fall in, as EDTF: 1936-03-20, 1936-03, 1936, "
            "1936-03/1936-05; also 1936..1938 and ..1938.",
    "place": "Words of the place.",
    "collection": "The volume or folder, by its whole name.",
    "number": "The paper's number.",
    "subject": "A subject by its address or name.",
    "channel": "The keys of a sender and a recipient, “japan > department of state”; either may be empty.",
    "cited_by": "The id of a paper that cites it."}


class Parameter(Struct, frozen=True):
    """One thing that can be asked: its name in the address, what it means, and what may stand there.

    With `choices` it is one of these words. Of a number, `least` and `most` bound it.
    """

    name: str
    meaning: str
    type: Literal["string", "integer", "boolean"] = "string"
    choices: tuple[str, ...] = ()
    default: str | int | None = None
    required: bool = False
    least: int = 0
    most: int = LAST

    def described(self) -> spec.Parameter:
        """It, as OpenAPI describes it."""
        schema = spec.Schema(type=spec.OpenAPIType(self.type), default=self.default, enum=list(self.choices) or None)
        if self.type == "integer":
            schema.minimum, schema.maximum = self.least, self.most
        elif self.type == "string" and not self.choices:
            schema.max_length = LONGEST
            schema.min_length = 1 if self.required else None
        return spec.Parameter(self.name, "query", schema, self.meaning, self.required)

    def read(self, words: str) -> Any:
        """What words ask for; "" and blanks ask for nothing. Raises ValidationException."""
        words = words.strip()
        if not words:
            if self.required:
                raise ValidationException(f"{self.name}: this must be given. {self.meaning}")
            return False if self.type == "boolean" else self.default
        if self.type == "integer":
            # a figure of another script is one to int(), and a long row of them takes it long
            if not (words.isascii() and words.isdecimal() and len(words) <= len(str(LAST))
                    and self.least <= int(words) <= self.most):
                raise self._refused(words, f"a whole number from {self.least} to {self.most}")
            return int(words)
        if self.type == "boolean":
            if words.lower() not in ("true", "1", "false", "0"):
                raise self._refused(words, "true or false")
            return words.lower() in ("true", "1")
        if self.choices and words not in self.choices:
            raise self._refused(words, f"one of {', '.join(self.choices)}")
        if len(words) > LONGEST:
            raise ValidationException(f"{self.name}: this is longer than {LONGEST:,} characters.")
        return words

    def _refused(self, words: str, wanted: str) -> ValidationException:
        return ValidationException(f"{self.name}: {words[:80]!r} is not {wanted}.")


class Asked(Struct, frozen=True):
    """What was asked: the value of each parameter, None or False where nothing was; `fields` narrow papers."""

    values: Mapping[str, Any]
    fields: tuple[Narrowing, ...] = ()

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    @property
    def page(self) -> dict[str, Any]:
        """Which rows of an answer, as inquiries are told."""
        return {"limit": self.values["limit"], "skip": self.values["skip"]}

    def scope(self, connection: sqlite3.Connection) -> Scope:
        """What papers it narrows to. Raises BadDate and NoSuchSubject."""
        given = {NAMES[f][0]: self.values[NAMES[f][0]] or "" for f in self.fields}
        return scope_of(connection, given, self.fields)


PAGE = (Parameter("skip", "How many rows are left out at the beginning.", "integer", default=0),
        Parameter("limit", "How many rows are given.", "integer", default=SIZE, least=1, most=MOST))


def text(name: str, meaning: str, *, required: bool = False) -> Parameter:
    """A parameter that is words."""
    return Parameter(name, meaning, required=required)


def tick(name: str, meaning: str) -> Parameter:
    """A parameter that is true or false."""
    return Parameter(name, meaning, "boolean")


def choice(name: str, meaning: str, choices: Sequence[str] | Any, default: str | None = None) -> Parameter:
    """A parameter that is one of some words, or of those of a Literal."""
    return Parameter(name, meaning, choices=tuple(choices if isinstance(choices, tuple) else get_args(choices)),
                     default=default)


def narrowing(fields: Sequence[Narrowing]) -> tuple[Parameter, ...]:
    """The parameters that narrow an answer to some papers."""
    return tuple(Parameter(NAMES[f][0], _MEANINGS[f], choices=KINDS if f == "kind" else ()) for f in fields)


def held_against(parameters: Sequence[Parameter], given: Mapping[str, str]) -> dict[str, Any]:
    """The values of a query. Raises ValidationException for what no parameter is called, or may not stand there.

    A name that nobody knows is refused: whoever misspells one would take an answer about everything for one about
    what he asked.
    """
    known = {p.name: p for p in parameters}
    for name in given:
        if name not in known:
            told = f"are {', '.join(known)}" if known else "are none"
            raise ValidationException(f"{name[:80]}: there is no such parameter here; there {told}.")
    return {name: p.read(given.get(name, "")) for name, p in known.items()}
