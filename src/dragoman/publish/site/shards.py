"""Shards: the words of a site's papers as files of script, each small enough to be loaded when it is asked for.

A browser lets no page fetch files from a folder, but any page load script; so each file calls `dragoman.shard` with
its name and its words. A shard holds words that follow one another in the order of their letters, a line each: the
word, a blank, and the numbers of its papers, each as its distance from the one before, in figures of a base of 46.
Papers are numbered from 0 in order of time.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

SHARD_BYTES = 200_000           # of one shard, but for a word whose papers take more
# figures of a number, all but its last from the second half; signs that stand in a string as they are
DIGITS = "".join(chr(c) for c in range(0x21, 0x80) if chr(c) not in "\"\\\x7f")[:92]
BASE = len(DIGITS) // 2


def packed(numbers: Iterable[int]) -> str:
    """Rising numbers, each as its distance from the one before; the first from -1."""
    return "".join(map(figures, distances(numbers)))


def distances(numbers: Iterable[int]) -> Iterable[int]:
    """How far each number is from the one before, less one."""
    before = -1
    for number in numbers:
        yield number - before - 1
        before = number


def figures(number: int) -> str:
    """One number from 0, in one or more figures."""
    if number < BASE:
        return DIGITS[number]
    more, last = divmod(number, BASE)
    told = DIGITS[last]
    while more:
        more, figure = divmod(more - 1, BASE)
        told = DIGITS[BASE + figure] + told
    return told


class Shards:
    """The shards of one field, filled word by word in the order of their bytes; `first` are the first words of each."""

    def __init__(self, folder: Path, field: str) -> None:
        self.folder, self.field = folder, field
        self.first: list[str] = []
        self.bytes = 0
        self._lines: list[str] = []
        self._size = 0

    def add(self, word: str, papers: Sequence[int]) -> None:
        """Add a word."""
        line = f"{word} {packed(papers)}"
        if self._lines and self._size + len(line) > SHARD_BYTES:
            self.close()
        if not self._lines:
            self.first.append(word)
        self._lines.append(line)
        self._size += len(line) + 1

    def close(self) -> None:
        """Write what is left."""
        if self._lines:
            name = f"{self.field}-{len(self.first) - 1}"
            self.bytes += called(self.folder, name, "\n".join(self._lines))
        self._lines, self._size = [], 0


def called(folder: Path, name: str, told: object) -> int:
    """Write a file of script that tells the search something; how many bytes it has."""
    script = f"dragoman.shard({json.dumps(name)},{json.dumps(told, ensure_ascii=False, separators=(',', ':'))})\n"
    data = script.encode("utf-8", "replace")
    (folder / f"{name}.js").write_bytes(data)
    return len(data)
