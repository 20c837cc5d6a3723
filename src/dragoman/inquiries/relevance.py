"""Relevance: the words of a question, how telling each is in an archive, and the papers that have them together.

The words are the nouns, names and their like in its text and in its hypotheses. A paper is looked for by words that
stand side by side there ("secret protocol"), and by two of the most telling ones anywhere; it is worth what they are.
"""

import json
import re
import sqlite3
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from math import log
from typing import NamedTuple

from dragoman.archive.query import And, Query, Words
from dragoman.archive.search import expression_of
from dragoman.inquiries.questions import Question
from dragoman.inquiries.telling import is_name, side_by_side, telling

PAPERS = 50                     # papers that are looked through
FOUND = 2_000                   # papers after which no more are looked for
EACH = 500                      # papers that one pair of words may find: more of the first filed, should there be more
COMMON = 5_000                  # papers after which a word is not counted further
RARER = 8                       # words, the most telling, by which papers are found, in pairs
PHRASES = 12                    # words side by side by which they are found
SHORTEST = 3                    # letters that another form of a word must have in common with it
_WORD = re.compile(r"[^\W\d_]+")
# what other forms of a word end in: treat-y, treat-ies, trawler-s, Orsovia-n, Japan-ese
_FORMS = frozenset({"y", "ies", "s", "es", "n", "an", "ian", "ese"})


class Word(NamedTuple):
    """A word of a question: its key, what its forms begin with, whether more may follow, how telling it is.

    It is as telling as papers that have it are rare, and as often as it is said: in the question, which counts twice,
    and in hypotheses. `name` is true where it is a name.
    """

    key: str
    stem: str
    more: bool
    worth: float
    name: bool


class Subject(NamedTuple):
    """What a question is about: its words by key, the most telling first, and pairs of keys that stand side by side."""

    words: Mapping[str, Word]
    pairs: Mapping[frozenset[str], str]

    def worth(self, keys: frozenset[str]) -> float:
        """What words are worth together."""
        return sum(self.words[key].worth for key in keys)

    @property
    def names(self) -> frozenset[str]:
        """Those of the words that are names."""
        return frozenset(word.key for word in self.words.values() if word.name)

    def share_a_phrase(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Whether two texts have the same two words that stand side by side in the question."""
        return any(pair <= one and pair <= other for pair in self.pairs)


class Paper(NamedTuple):
    """A paper that was found, its text, and where words of the question stand in it, in order, by their keys."""

    id: int
    name: str
    date: str | None
    sender: str | None
    text: str
    at: tuple[int, ...]
    keys: tuple[str, ...]

    def keys_in(self, start: int, end: int) -> frozenset[str]:
        """The words of the question that begin in a span."""
        return frozenset(self.keys[bisect_right(self.at, start - 1):bisect_right(self.at, end - 1)])


def subject_of(connection: sqlite3.Connection, question: Question) -> Subject:
    """What a question is about, as far as the papers of an archive speak of it."""
    papers = connection.execute("SELECT count(*) FROM document").fetchone()[0]
    pairs: dict[frozenset[str], str] = {}
    printed: dict[str, str] = {}
    said: Counter[str] = Counter()
    for text in (question.text or "", *question.hypotheses.values()):
        for word in telling(text):
            printed.setdefault(word.key, text[word.start:word.end])
        for one, other in side_by_side(text):
            pairs[frozenset((one.key, other.key))] = text[one.start:other.end].lower()
        said.update({word.key for word in telling(text)})
    said.update({word.key for word in telling(question.text or "")})
    found = [Word(key, *_stem(key, form.lower()), log((papers + 1) / have) * said[key], is_name(form))
             for key, form in printed.items() if (have := _papers_with(connection, key, form.lower()))]
    known = {w.key: w for w in sorted(found, key=lambda w: -w.worth)}
    return Subject(known, {pair: words for pair, words in pairs.items() if pair <= known.keys()})


def _papers_with(connection: sqlite3.Connection, key: str, form: str) -> int:
    """How many papers have a word, up to COMMON."""
    found: int = connection.execute("SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)",
                                    (expression_of(Words(*_stem(key, form))), COMMON)).fetchone()[0]
    return found


def _stem(key: str, word: str) -> tuple[str, bool]:
    """What a word and its other number begin with, and whether more may follow."""
    stem = key.removesuffix("y")
    return (stem, True) if len(stem) >= SHORTEST and word.startswith(stem) else (word, False)


def papers_on(connection: sqlite3.Connection, subject: Subject) -> tuple[list[Paper], int]:
    """The papers that have words of a question together, those of most worth first, and how many were found."""
    found: dict[int, set[str]] = defaultdict(set)
    for query, keys in _queries(subject):
        for (paper,) in connection.execute("SELECT rowid FROM search WHERE search MATCH ? LIMIT ?",
                                           (expression_of(query), EACH)):
            found[paper] |= keys
        if len(found) >= FOUND:
            break
    best = sorted(found, key=lambda paper: (-subject.worth(frozenset(found[paper])), paper))[:PAPERS]
    rows = connection.execute(
        "SELECT d.id, d.name, d.date, d.sender, c.text FROM json_each(?) AS j JOIN document AS d ON d.id = j.value "
        "JOIN content AS c ON c.document = d.id ORDER BY j.key", (json.dumps(best),))
    return [_read(subject, *row) for row in rows], len(found)


def _queries(subject: Subject) -> Iterator[tuple[Query, frozenset[str]]]:
    """What is looked for, with the keys that it finds: phrases, then pairs of the most telling words."""
    phrases = sorted(subject.pairs, key=lambda pair: -subject.worth(pair))[:PHRASES]
    for pair in phrases:
        yield Words(subject.pairs[pair]), pair
    rarer = list(subject.words.values())[:RARER]
    if len(rarer) == 1:
        yield Words(rarer[0].stem, rarer[0].more), frozenset((rarer[0].key,))
    for one, other in sorted(combinations(rarer, 2), key=lambda pair: -(pair[0].worth + pair[1].worth)):
        yield And((Words(one.stem, one.more), Words(other.stem, other.more))), frozenset((one.key, other.key))


def _read(subject: Subject, paper: int, name: str, date: str | None, sender: str | None, text: str) -> Paper:
    """A paper with the places of the words. Letters are looked for first: that is many times faster than a pattern."""
    small = _small(text)
    places: dict[int, str] = {}
    for word in subject.words.values():
        at = small.find(word.stem)
        while at >= 0:
            if not small[at - 1:at].isalnum() and (found := _WORD.match(small, at)):
                rest = found[0][len(word.stem):]
                if rest == "" or (word.more and rest in _FORMS):
                    places[at] = word.key
            at = small.find(word.stem, at + 1)
    every = sorted(places.items())
    return Paper(paper, name, date, sender, text, tuple(at for at, _ in every), tuple(key for _, key in every))


def _small(text: str) -> str:
    """The text in small letters, every letter in its place."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
