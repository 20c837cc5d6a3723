"""Question file: a question with hypotheses, evidence, ratings and grades, as a text file that people write by hand.

It is TOML:

    question = "silence"
    asks = "What did Drasna give for the release of the trawlers?"

    [hypotheses]
    sold = "Silence about the salt pans"

    [[evidence]]
    key = "brandt"
    document = "15-brandt-telegram-27"
    quote = "I believe that this is what Drasna has sold us"
    grade = "B3"
    ratings = { sold = "CC" }

What is wrong is told by its line, with what to do.
"""

import re
import tomllib
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from dragoman.edition.decision import Consistency
from dragoman.errors import BadQuestionFile
from dragoman.inquiries.questions import Grade
from dragoman.lexicon import lexicon

KEY = re.compile(r"(?=[._-]*[^\W_])[\w.-]{1,60}")      # "." and ".." are no addresses: a browser takes them for folders
_TOML_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)$")
_PLACE = re.compile(r"\s*- at `\$([^`]*)`$")
_GRADE = re.compile(r"([A-F])?\s*[-–/,;]?\s*([1-6])?", re.I)
Value = TypeVar("Value")


class Alleged(Struct, frozen=True, forbid_unknown_fields=True):
    """Words by which a paper calls an item disinformation."""

    document: str
    quote: str
    at: int | None = None


class Evidence(Struct, frozen=True, forbid_unknown_fields=True):
    """One item. `at` is the offset of the quote, where the paper has the same words twice."""

    key: str
    document: str
    quote: str
    at: int | None = None
    label: str = ""
    layer: str | None = None
    grade: str | None = None
    origin: str | None = None
    why: str | None = None
    ratings: dict[str, str] = {}
    disinformation: tuple[Alleged, ...] = ()


class Paper(Struct, frozen=True, forbid_unknown_fields=True):
    """The grade of a whole paper."""

    document: str
    grade: str
    why: str | None = None


class QuestionFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A whole file."""

    question: str
    asks: str
    why: str | None = None
    hypotheses: dict[str, str] = {}
    papers: tuple[Paper, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Source(Struct, frozen=True):
    """A question file with its name and text, to tell lines."""

    name: str
    text: str
    content: QuestionFile

    def bad(self, path: str, why: str) -> BadQuestionFile:
        """The error that something at a place of the file (".evidence[2].quote") makes."""
        return BadQuestionFile(self.name, line_of(self.text, path), why)


def read_question(name: str, text: str) -> Source:
    """A question file, read and seen to hang together in itself. Raises BadQuestionFile."""
    try:
        content = msgspec.convert(tomllib.loads(text), QuestionFile)
    except tomllib.TOMLDecodeError as error:
        line = _TOML_LINE.search(str(error))
        why = _TOML_LINE.sub("", str(error)).removesuffix(" (at end of document)")
        raise BadQuestionFile(name, int(line[1]) if line else text.count("\n") + 1,
                              f"this is no TOML ({why}); a text stands in \"quotes\".") from error
    except msgspec.ValidationError as error:
        place = _PLACE.search(str(error))
        why = _PLACE.sub("", str(error)).replace("`", "")
        raise BadQuestionFile(name, line_of(text, place[1] if place else ""), f"{why}.") from error
    source = Source(name, text, content)
    _see_keys(source)
    _see_scales(source)
    return source


def _see_keys(source: Source) -> None:
    """Keys are short words, each there once, and ratings are of hypotheses that the file states."""
    content = source.content
    if not KEY.fullmatch(content.question):
        raise source.bad(".question", _no_key(content.question))
    seen: dict[str, str] = dict.fromkeys(content.hypotheses, "a hypothesis")
    for name in content.hypotheses:
        if not KEY.fullmatch(name):
            raise source.bad(f".hypotheses.{name}", _no_key(name))
    for n, item in enumerate(content.evidence):
        place = f".evidence[{n}]"
        if not KEY.fullmatch(item.key):
            raise source.bad(f"{place}.key", _no_key(item.key))
        if item.key in seen:
            raise source.bad(f"{place}.key", f"{item.key!r} is already the key of {seen[item.key]}; choose another.")
        seen[item.key] = "another item"
        for name in item.ratings:
            if name not in content.hypotheses:
                raise source.bad(f"{place}.ratings", f"{name!r} is no hypothesis of this file; there are "
                                 f"{', '.join(content.hypotheses) or 'none: state some under [hypotheses]'}.")


def _no_key(key: str) -> str:
    return f"{key!r} is no key; write up to 60 letters, figures, points and hyphens, a letter or a figure among them."


def _see_scales(source: Source) -> None:
    """Ratings and grades are of their scales."""
    for n, paper in enumerate(source.content.papers):
        _see(source, f".papers[{n}].grade", lambda p=paper: grade_of(p.grade))
    for n, item in enumerate(source.content.evidence):
        _see(source, f".evidence[{n}].grade", lambda i=item: grade_of(i.grade))
        for rating in item.ratings.values():
            _see(source, f".evidence[{n}].ratings", lambda r=rating: consistency_of(r))


def _see(source: Source, path: str, read: Any) -> None:
    try:
        read()
    except ValueError as error:
        raise source.bad(path, str(error)) from error


def consistency_of(words: str) -> Consistency | None:
    """A rating from its letters or words; None from "" and "-", which take a rating out. Raises ValueError."""
    plain = " ".join(words.split())
    if plain in ("", "-"):
        return None
    known: dict[str, Consistency] = lexicon("grading")["consistency"]
    for letters, meaning in known.items():
        if plain.upper() == letters or plain.lower() == meaning:
            return letters      # type: ignore[return-value]
    raise ValueError(f"{words!r} is no rating; write {', '.join(f'{k} ({v})' for k, v in known.items())}.")


def grade_of(words: str | None) -> Grade:
    """A grade from the letter and figure of the Admiralty code ("B2"), one of them, or the words. Raises ValueError."""
    plain = " ".join((words or "").split())
    if m := _GRADE.fullmatch(plain):
        return Grade(m[1] and m[1].upper(), m[2])       # type: ignore[arg-type]
    scales = lexicon("grading")
    found: dict[str, str] = {}
    for part in re.split(r"\s*[,;/]\s*", plain.lower()):
        scale, letter = _meant(scales, part)
        if not letter or scale in found:
            raise ValueError(f"{words!r} is no grade; write a letter A to F for the source and a figure 1 to 6 for "
                             f"what it says, as in \"B2\", or \"{scales['reliability']['B']}, "
                             f"{scales['credibility']['2']}\".")
        found[scale] = letter
    return Grade(found.get("reliability"), found.get("credibility"))    # type: ignore[arg-type]


def _meant(scales: Mapping[str, Mapping[str, str]], words: str) -> tuple[str, str]:
    for scale in ("reliability", "credibility"):
        for letter, meaning in scales[scale].items():
            if words == meaning:
                return scale, letter
    return "", ""


def line_of(text: str, path: str) -> int:
    """The line of a file, from 1, on which a path of its content stands, as near as it can be told.

    ".evidence[2].quote" is the line of "quote =" after the third "[[evidence]]".
    """
    lines = text.splitlines() or [""]
    at = 0
    for name, index in _steps(path):
        at = _further(lines, at, name, index)
    return at + 1


def _steps(path: str) -> list[tuple[str, int | None]]:
    return [(name, int(index) if index else None) for name, index in re.findall(r"\.([^.\[\]]+)(?:\[(\d+)\])?", path)]


def _further(lines: list[str], at: int, name: str, index: int | None) -> int:
    """The line from `at` on which begins a table, the n-th of an array of tables, or a value, of that name."""
    word = rf"[\"']?{re.escape(name)}[\"']?"
    heads = [n for n in range(at, len(lines)) if re.match(rf"\s*\[\[?\s*(?:\w+\.)*{word}\s*\]", lines[n])]
    if heads and (index or 0) < len(heads):
        return heads[index or 0]
    values = [n for n in range(at, len(lines)) if re.match(rf"\s*{word}\s*=", lines[n])]
    return values[0] if values else at
