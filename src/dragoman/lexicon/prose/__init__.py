"""Prose: a paper's running text as words, sentences and clauses, so that verbs can be asked who does what to whom.

The text is scanned once; four readers look at the same words. Telegrams, numbered lists, quotations over paragraphs and
speakers' names in capitals are told apart as sentences; nothing is parsed deeper than the clause.
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from dragoman.lexicon import words as listed
from dragoman.lexicon.prose.clauses import clauses_of
from dragoman.lexicon.prose.sentences import Block, sentences_of
from dragoman.lexicon.prose.verbs import inflected
from dragoman.lexicon.prose.words import Words, words_of

Range = tuple[int, int]

# a report this many clauses back is as good as farther off
FAR = 4
# clauses that one finding reaches over at most
_REACH = 40
_CLOSING = frozenset(".,;:!?()[]—–-“")
_OPENING = frozenset(".,;:!?)]—–-”")


class Prose(NamedTuple):
    """The words of a text with its sentences and clauses, each a half-open range of word numbers.

    `clause_of` and `sentence_of` give, for each word, the number of the clause and sentence that it stands in;
    `block_of` the number of the block of each sentence. `begins` are the words that begin a clause. `told` gives, for
    each word, how many clauses before it in its sentence somebody's words or thoughts begin to be told (1 for the same
    clause, at most FAR, 0 for none); `quoted` whether it stands between curly quotation marks. `offices`, `papers` and
    `talks` are the words that name an office or body, a paper, a conversation.
    """

    words: Words
    sentences: list[Range]
    clauses: list[Range]
    sentence_of: list[int]
    clause_of: list[int]
    block_of: list[int]
    begins: frozenset[int]
    told: list[int]
    quoted: list[bool]
    offices: list[int]
    papers: list[int]
    talks: list[int]

    def sentence(self, i: int) -> Range:
        """The sentence that a word stands in."""
        return self.sentences[self.sentence_of[i]]

    def clause(self, i: int) -> Range:
        """The clause that a word stands in."""
        return self.clauses[self.clause_of[i]]

    def following(self, number: int) -> Iterator[tuple[int, int, int]]:
        """The clauses after one in its sentence, as many as a finding may reach over: each with its number."""
        last = self.sentence(self.clauses[number][0])[1]
        for k in range(number + 1, min(len(self.clauses), number + _REACH)):
            a, b = self.clauses[k]
            if a >= last:
                return
            yield k, a, b


@lru_cache(maxsize=2)
def prose_of(text: str, blocks: tuple[Block, ...]) -> Prose:
    """The prose of the blocks given as (start, end) offsets in the text; words outside of them belong to none."""
    words = words_of(text, blocks)
    sentences, block_of = sentences_of(text, words)
    clauses: list[Range] = []
    size = len(words.printed)
    sentence_of, clause_of = [0] * size, [0] * size
    for number, (first, last) in enumerate(sentences):
        sentence_of[first:last] = [number] * (last - first)
        for a, b in clauses_of(words, first, last):
            clause_of[a:b] = [len(clauses)] * (b - a)
            clauses.append((a, b))
    talk = listed("grammar", "talks")
    return Prose(
        words,
        sentences,
        clauses,
        sentence_of,
        clause_of,
        block_of,
        frozenset(a for a, _ in clauses),
        _told(words, sentences, clause_of),
        _quoted(words),
        [k for k, kind in enumerate(words.kind) if kind == "OFF"],
        [k for k, kind in enumerate(words.kind) if kind == "DOC"],
        [k for k, word in enumerate(words.lower) if word in talk],
    )


@cache
def telling() -> frozenset[str]:
    """The forms of verbs that open a report of words or thoughts, but for those that are nouns as often."""
    return frozenset(form for verb in listed("grammar", "telling") for form in inflected(verb)) - listed(
        "grammar", "not_telling"
    )


def _told(words: Words, sentences: Sequence[Range], clause_of: Sequence[int]) -> list[int]:
    told = [0] * len(words.printed)
    verbs = telling()
    lower = words.lower
    for first, last in sentences:
        if verbs.isdisjoint(lower[first:last]):
            continue
        at = -1
        for k in range(first, last):
            if at >= 0:
                told[k] = min(clause_of[k] - at + 1, FAR)
            if lower[k] in verbs:
                at = clause_of[k]
    return told


def _quoted(words: Words) -> list[bool]:
    quoted = [False] * len(words.printed)
    if "“" in words.lower:
        inside = False
        for k, word in enumerate(words.lower):
            inside = inside or word == "“"
            quoted[k] = inside
            inside = inside and word != "”"
    return quoted


def span(prose: Prose, of: Range) -> Range:
    """The offsets of a range of words, without the stops and brackets at its ends."""
    first, last = of
    words = prose.words
    while last - 1 > first and words.lower[last - 1] in _CLOSING:
        last -= 1
    while first < last - 1 and words.lower[first] in _OPENING:
        first += 1
    return words.starts[first], words.ends[last - 1]
