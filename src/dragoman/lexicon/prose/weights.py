"""What signs are worth: tables learned from papers marked by hand (scripts/train_findings.py), one file a reader.

Weights are natural logarithms of odds; a table's sum for the signs at hand is the log-odds of what it is about.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import repeat
from math import exp

from msgspec import Struct
from msgspec.json import Decoder

Table = Mapping[str, float]
Tables = Mapping[str, Table]
NAME = "weights.json"
# what is found must weigh at least this where nothing was learned: nothing is found
NOTHING = 1e9
# the start of a value under which the word lists have the word; papers left out were read best with it
LISTED = 1.5


class Choice(Struct, frozen=True):
    """What signs are worth for each value of a field; the weights of a sign stand in the order of the values."""

    values: tuple[str, ...]
    signs: Mapping[str, tuple[float, ...]]


class Model(Struct, frozen=True):
    """What a reader learned. `line`: the least log-odds of a finding; `find`: worth of signs for there being one.

    `gate`: what a trigger's own signs must be worth for the rest to be looked at.
    `fields`: for each field what speaks for its values; `roles`: for each role (speaker, hearer) a table for
    each source and sort of party.
    """

    line: float
    gate: float
    find: Table
    fields: Mapping[str, Choice]
    roles: Mapping[str, Tables]


_DECODER = Decoder(Model)


@cache
def learned(package: str) -> Model:
    """The model that lies beside a reader ("dragoman.readers.statements"); one that finds nothing where none does."""
    file = files(package) / NAME
    return _DECODER.decode(file.read_bytes()) if file.is_file() else Model(NOTHING, NOTHING, {}, {}, {})


def worth(signs: Iterable[str], table: Table) -> float:
    """The log-odds that a table gives to signs."""
    return sum(map(table.get, signs, repeat(0.0)))


def share(odds: float) -> float:
    """The probability that log-odds stand for."""
    return 1 / (1 + exp(-max(-50.0, min(50.0, odds))))


def likeliest(signs: Iterable[str], choice: Choice, listed: Iterable[str] = ()) -> str:
    """The value that the signs speak for most; those that a word list gives have a start. Of equals the first."""
    known = choice.signs
    columns = zip(*[known[sign] for sign in signs if sign in known], strict=True)
    worths = [sum(column) for column in columns] or [0.0] * len(choice.values)
    for value in listed:
        if value in choice.values:
            worths[choice.values.index(value)] += LISTED
    return choice.values[worths.index(max(worths))]


def weightiest(signs: Iterable[str], table: Table, count: int) -> list[tuple[str, float]]:
    """The signs that counted most, for or against, with what they are worth."""
    known = {sign: table[sign] for sign in signs if sign in table and sign != "b"}
    return sorted(known.items(), key=lambda item: -abs(item[1]))[:count]
