"""The words and stops of a text: where they stand and what kind of word each seems.

The kind of a word is the word itself where it is of a closed class ("the", "which", "would"), else its look: "OFF" for
an office or body, "DOC" for a paper, "Name" for another capital, "#" for figures, "-ed", "-ing", "-ion", "s", "x".
"""

import gzip
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from dragoman.lexicon import lexicon

# "o’clock", "to-day", "U.", "$1,000", "4.30"; a note's marker "[12]"; each stop and quotation mark by itself
TOKEN = re.compile(r"\[\d{1,3}[a-z]?\]|[^\W_]+(?:[’'-][^\W_]+|[.,]\d+)*|\.{3}|[^\w\s]|_")
ENDINGS = ("ing", "ed", "ly", "ion", "ment")
UNKNOWN = "?"
# so many forms are remembered
_FORMS = 1 << 16


class Look(NamedTuple):
    """What one form is: in small letters, plain ("#" for figures), its kind, the cluster of words that stand alike."""

    lower: str
    plain: str
    kind: str
    cluster: str


class Words(NamedTuple):
    """The words and stops of a text, one entry each in every list; `blocks` is the range of words of each block."""

    printed: list[str]
    lower: tuple[str, ...]
    plain: tuple[str, ...]
    kind: tuple[str, ...]
    cluster: tuple[str, ...]
    starts: list[int]
    ends: list[int]
    blocks: list[tuple[int, int]]


@cache
def closed() -> dict[str, str]:
    """The class of each closed-class word: "the" is "det", "will" is "modal"."""
    grammar = lexicon("grammar")
    table: dict[str, str] = {}
    for name, label in (
        ("adverbs", "adv"),
        ("prepositions", "prep"),
        ("subordinators", "sub"),
        ("coordinators", "and"),
        ("relatives", "rel"),
        ("determiners", "det"),
        ("objects", "obj"),
        ("possessives", "poss"),
        ("subjects", "pron"),
        ("negations", "neg"),
        ("do", "do"),
        ("have", "have"),
        ("be", "be"),
        ("modals", "modal"),
    ):
        table.update(dict.fromkeys(grammar[name], label))
    return table


@cache
def _known() -> dict[str, str]:
    """Single words that name an office or body, or a paper."""
    offices = lexicon("offices")
    parts = {word.lower() for key in ("offices", "bodies") for word in offices[key] if " " not in word}
    table = dict.fromkeys(parts | set(lexicon("grammar")["powers"]), "OFF")
    return table | dict.fromkeys(lexicon("grammar")["papers"], "DOC")


@cache
def _clusters() -> dict[str, str]:
    """The cluster of each common word (`clusters.txt.gz`: one line a cluster)."""
    packed = (files("dragoman.lexicon") / "en" / "clusters.txt.gz").read_bytes()
    lines = gzip.decompress(packed).decode().splitlines()
    return {word: str(number) for number, line in enumerate(lines) for word in line.split()}


@lru_cache(_FORMS)
def look_of(printed: str) -> Look:
    """What a form is, wherever it stands."""
    lower = printed.lower()
    plain = "#" if lower[0].isdigit() else lower
    return Look(lower, plain, _kind(printed, lower), _clusters().get(plain, UNKNOWN))


def _kind(printed: str, lower: str) -> str:
    if lower in closed() or not (lower[0].isalnum()):
        return lower
    if lower in _known():
        return _known()[lower]
    if lower[0].isdigit():
        return "#"
    if printed[0].isupper():
        return "Name"
    for ending in ENDINGS:
        if lower.endswith(ending) and len(lower) > len(ending) + 2:
            return "-" + ending
    return "s" if lower.endswith("s") else "x"


def words_of(text: str, blocks: tuple[tuple[int, int], ...]) -> Words:
    """The words of these blocks, given as (start, end) offsets, of the text."""
    printed: list[str] = []
    starts: list[int] = []
    ranges = []
    for start, end in blocks:
        first = len(printed)
        for m in TOKEN.finditer(text, start, end):
            printed.append(m[0])
            starts.append(m.start())
        ranges.append((first, len(printed)))
    ends = [start + len(word) for start, word in zip(starts, printed, strict=True)]
    lower, plain, kind, cluster = zip(*map(look_of, printed), strict=True) if printed else ((), (), (), ())
    return Words(printed, lower, plain, kind, cluster, starts, ends, ranges)
