"""Sentences: "Your 234, April 5, 6 p.m. Minister states no decision reached." are two.

A stop ends a sentence unless it belongs to an abbreviation, an initial or a list's number; "p.m." and "etc." end one
before a capital. A semicolon or colon ends none. Each block ends its last sentence.
"""

from bisect import bisect_left

from dragoman.lexicon import words as listed
from dragoman.lexicon.prose.words import Words

Block = tuple[int, int]

_STOPS = frozenset(".!?")
_AFTER = frozenset('”"’)]')
_BEFORE = frozenset('“"‘([—–-')
# "Gen.", "Lt.": a longer word before a stop ends a sentence, whatever follows
_ITEM = 3
# "p.m.": how many words before its last stop the "p" stands
_HOUR = 3


def sentences_of(text: str, words: Words) -> tuple[list[tuple[int, int]], list[int]]:
    """The sentences as ranges of words, and for each the number of its block."""
    sentences: list[tuple[int, int]] = []
    block_of: list[int] = []
    for block, (first, last) in enumerate(words.blocks):
        start = first
        for i in _stops(words, first, last):
            end = _past_closing(words, i + 1, last)
            if end < last and end > start and _ends(text, words, i, end):
                sentences.append((start, end))
                block_of.append(block)
                start = end
        if start < last:
            sentences.append((start, last))
            block_of.append(block)
    return sentences, block_of


def _stops(words: Words, first: int, last: int) -> list[int]:
    lower = words.lower
    return [i for i in range(first, last) if lower[i] in _STOPS]


def _past_closing(words: Words, i: int, last: int) -> int:
    """Past closing quotation marks and brackets, and a note's marker, that stand close to the stop."""
    while (
        i < last
        and words.starts[i] == words.ends[i - 1]
        and (words.lower[i] in _AFTER or words.lower[i][0] == "[" or words.lower[i] in _STOPS)
    ):
        i += 1
    return i


def _ends(text: str, words: Words, stop: int, after: int) -> bool:
    """Whether the stop before the word `after` ends a sentence."""
    if (
        words.starts[after] == words.ends[after - 1]
        and words.lower[after - 1] not in _AFTER
        and words.lower[after - 1][0] != "["
    ):
        return False
    following = after
    while words.lower[following] in _BEFORE and following + 1 < len(words.lower):
        following += 1
    begins = words.printed[following][0]
    if not (begins.isupper() or begins.isdigit() or begins == "["):
        return False
    if words.lower[stop] != ".":
        return True
    word = words.lower[stop - 1] if stop else ""
    if text[words.ends[stop - 1] : words.starts[stop]]:  # a stop that stands apart
        return True
    if word in listed("grammar", "ending") or (
        word == "m" and stop > _HOUR and words.lower[stop - _HOUR] in ("a", "p")
    ):
        return begins.isupper()
    if word.isdigit():
        return not _is_item(words, stop - 1) and (begins.isupper() or words.printed[following][0] == "[")
    if word in listed("grammar", "abbreviations"):
        return False
    return not (len(word) == 1 and word.isalpha())


def _is_item(words: Words, i: int) -> bool:
    """Whether a figure before a stop is the number of a list's item: it opens the block or follows a stop or colon."""
    at = bisect_left(words.blocks, (i, 0))
    if at < len(words.blocks) and words.blocks[at][0] == i:
        return True
    return len(words.lower[i]) < _ITEM and words.lower[i - 1] in ".;:!?”)"
