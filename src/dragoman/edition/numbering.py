"""Numbers as papers print them before a paragraph, "2.", "(3)", "IV.", "a)", "Secondly,"; and which make a sequence."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
            "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth")
_WORD = "|".join(rf"{word}(?:ly)?" for word in ORDINALS)

# "1. We cannot agree", "(2) That", "IV.—Trade", "a) no", "First. The ports", "386. 1. Made my call"; the serial number
# of a telegram may come first. "1.50 dollars" and "2d instant" are left alone.
NUMBERED_LINE = re.compile(rf"""
    ^ ["“‘]? (?P<serial> \d{{1,5}} \. [^\S\n] (?=\(?\d{{1,2}}[.)]) )?
    (?: (?P<open> \( )? (?: (?P<arabic> \d{{1,3}} ) | (?P<roman> [IVXL]{{1,7}} | [ivxl]{{1,7}} )
        | (?P<letter> [A-Za-z] ) ) (?P<close> \.\) | [.)°] )
      | (?P<word> {_WORD} ) (?P<stop> [.,:] ) )
    (?= [\s—–-] )""", re.M | re.X | re.I)
ROMAN = re.compile(r"(?P<tens>x{0,3}|xl)(?P<fives>i[xv]|v?i{0,3})", re.I)
_TENS = {"": 0, "x": 10, "xx": 20, "xxx": 30, "xl": 40}
_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
SERIAL = 4  # a first number as great as this is the paper's own
LONE_RUN = 3  # so many in a row are a sequence although it does not begin with 1 (an extract, a page torn off)


class Numbered(Struct, frozen=True):
    """A paragraph's printed number: the span of its digits, letters or word, and how it is labelled."""

    start: int
    end: int
    label: str


class _Candidate(Struct, frozen=True):
    value: int
    number: Numbered


def roman_value(numeral: str) -> int | None:
    """4 for "IV" or "iv"; None for what is no roman number below fifty."""
    m = ROMAN.fullmatch(numeral)
    return _TENS[m["tens"].lower()] + _UNITS.index(m["fives"].lower()) if m and numeral else None


def sequences(text: str, lines: Iterable[int]) -> Iterator[Numbered]:
    """The printed numbers of the lines that begin at `lines`, where they make a sequence 1, 2, ... of one style.

    One number may be lost between two others. A number alone, or one out of order, is none: it is a telegram's
    own number, a year, an initial.
    """
    begins = frozenset(lines)
    runs: dict[str, list[_Candidate]] = {}
    serial: set[str] = set()
    for m in NUMBERED_LINE.finditer(text):
        if m.start() not in begins:
            continue
        for style, candidate in _readings(m):
            run = runs.setdefault(style, [])
            if run and run[-1].value < candidate.value <= run[-1].value + 2:
                run.append(candidate)
                break
            if candidate.value == 1 or not _stands(run, style in serial):
                yield from _told(run, style in serial)
                if not run and candidate.value >= SERIAL:
                    serial.add(style)
                runs[style] = [candidate]
    for style, run in runs.items():
        yield from _told(run, style in serial)


def _readings(m: re.Match[str]) -> Iterator[tuple[str, _Candidate]]:
    """The ways to read a number, with the style that its sequence must share: "i" is the ninth letter or roman one."""
    marks = f"{m['open'] or ''}{m['close'] or ''}"
    for name in ("arabic", "roman", "letter", "word"):
        printed = m[name] or (m["roman"] if name == "letter" and m["roman"] and len(m["roman"]) == 1 else None)
        if not printed:
            continue
        value = _value(name, printed)
        if value:
            at = m.start(name) if m[name] else m.start("roman")
            case = "upper" if printed[0].isupper() else "lower"
            yield f"{name} {case} {marks}", _Candidate(value, Numbered(at, at + len(printed), printed))


def _value(name: str, printed: str) -> int | None:
    if name == "arabic":
        return int(printed)
    if name == "roman":
        return roman_value(printed)
    if name == "letter":
        return ord(printed.lower()) - ord("a") + 1
    word = printed.lower()
    return ORDINALS.index(word if word in ORDINALS else word.removesuffix("ly")) + 1


def _stands(run: list[_Candidate], after_serial: bool) -> bool:
    """Whether a run is a sequence: two that begin with 1, or with 2 after an unnumbered first; else three in a row.

    After a telegram's own number ("386. Made my call") a 2 alone is the second paragraph.
    """
    if len(run) >= LONE_RUN:
        return True
    return bool(run) and run[0].value <= 2 and len(run) + (after_serial and run[0].value == 2) >= 2


def _told(run: list[_Candidate], after_serial: bool) -> Iterator[Numbered]:
    if _stands(run, after_serial):
        yield from (c.number for c in run)
