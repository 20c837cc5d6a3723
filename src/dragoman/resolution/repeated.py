"""Repeated: to whom else a paper says it was sent.

"Repeated to Drasna."; "[1] Sent to the Ministers in Castria (as No. 30) and Orsovia (as No. 31), the Consul General at
Grauport (as No. 12), and the delegate at Geneva." Left alone: orders to repeat ("Drasna repeat to Belomost"), and
groups that no words name one by one ("Repeated to Central American missions").
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dragoman.lexicon import one_of

# at the head of a sentence, a line or a note
_LEAD = re.compile(rf"(?:^|\n|[.!?”]\s)\s*(?:\[[\w*]{{1,3}}\s?\]\s*)?(?P<lead>{one_of('repeated', 'leads')})\s+"
                   r"(?P<names>(?:[^.;\n]|(?<=\bNo)\.|(?<=\bNos)\.)*)")
_ASIDE = re.compile(r"\([^()]*\)|\bas (?:my|our|No)\b.*", re.S)
_MEANS = re.compile(rf",?\s+{one_of('repeated', 'means')}\b.*", re.S)
_PARTS = re.compile(r",\s+(?:and\s+)?|\s+and\s+")
# "the Ministers in Castria": the office, and the first of the places
_SEVERAL = re.compile(rf"(?:the\s+)?(?P<office>{one_of('repeated', 'several')})\s+(?:in|at|to)\s+(?=[A-ZÀ-Þ])")
_NAMED = re.compile(r"(?:the\s+)?(?:[\w.’-]+\s+){0,6}?[A-ZÀ-Þ][\w.’-]*(?:\s+[A-ZÀ-Þ][\w.’-]*)*")
_PLACE = re.compile(r"(?:[A-ZÀ-Þ][\w.’-]+\s?){1,3}")
# a group: its members are not named
_GROUP = re.compile(
    r"\b(?:missions?|legations|embassies|posts|officers|consulates|governments|others?|all|certain)\b", re.I)
_SINGULAR = {"Consuls General": "Consul General", "Consulates General": "Consulate General", "Embassies": "Embassy"}
LONGEST = 60                    # characters of one name; what is longer is a sentence of its own


class Repeated(NamedTuple):
    """One to whom a paper was also sent, in words ("Minister in Castria", "Drasna"), and the span that says so."""

    words: str
    start: int
    end: int


def repeated(text: str) -> Iterator[Repeated]:
    """Those to whom a paper was also sent, in the order of its words."""
    for m in _LEAD.finditer(text):
        names = _MEANS.sub("", _ASIDE.sub("", m["names"]))
        if len(names) < 4 * LONGEST:
            for words in _named(names):
                yield Repeated(words, m.start("lead"), m.end())


def _named(names: str) -> Iterator[str]:
    """Each party of a list; an office in the plural goes before each place that follows it bare."""
    office = ""
    for part in _PARTS.split(names):
        words = " ".join(part.split()).removeprefix("to ")
        several = _SEVERAL.match(words)
        if several:
            office, words = _one(several["office"]), words[several.end():]
        if not words or len(words) > LONGEST or _GROUP.search(words) or not _NAMED.fullmatch(words):
            office = ""
        elif _PLACE.fullmatch(words):
            yield f"{office} in {words}" if office else words
        else:
            office = ""
            yield words.removeprefix("the ")


def _one(several: str) -> str:
    """One of several: "Minister" for "Ministers"."""
    return _SINGULAR.get(several, several.removesuffix("s"))
