"""The program on one page: open, read. Keeping and resolving follow with the archive."""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path

from dragoman.edition.identity import distinct
from dragoman.edition.problem import Problem
from dragoman.edition.reading import Reading
from dragoman.readers import read_document
from dragoman.sources.opening import open_file

AHEAD = (os.cpu_count() or 1) + 1   # files: every core at work and one more waiting; each may be a whole volume


def read_file(path: Path) -> Iterator[Reading | Problem]:
    """Each document of one file, read; Problems as they come. A carrier is followed by its enclosures."""
    for item in open_file(path):
        yield item if isinstance(item, Problem) else read_document(item)


def read_files(paths: Sequence[Path], executor: Executor | None = None) -> Iterator[Reading | Problem]:
    """Every document of every file, in the order of the files, each under an id that no other has.

    Each file is read by `executor` if one is given, else in this process as its documents are asked for.
    """
    results = map(read_file, paths) if executor is None else _ahead(executor, paths)
    return distinct(item for items in results for item in items)


def _ahead(executor: Executor, paths: Sequence[Path]) -> Iterator[list[Reading | Problem]]:
    """The files' readings in order, at most AHEAD read before they are asked for: memory stays bounded."""
    waiting: deque[Future[list[Reading | Problem]]] = deque()
    for path in paths:
        waiting.append(executor.submit(_read_whole, path))
        if len(waiting) >= AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _read_whole(path: Path) -> list[Reading | Problem]:
    """All of one file at once, for another process to send back."""
    return list(read_file(path))
