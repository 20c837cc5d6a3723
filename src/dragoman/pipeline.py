"""The program on one page: open, read. (Keep and resolve follow with the archive.)"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path

from dragoman.edition.problem import Problem
from dragoman.edition.reading import Reading
from dragoman.readers import read_document
from dragoman.sources.opening import open_file


def read_file(path: Path) -> Iterator[Reading | Problem]:
    """Each document of one file, read; Problems as they come. A carrier is followed by its enclosures."""
    for item in open_file(path):
        yield item if isinstance(item, Problem) else read_document(item)


def _read_whole(path: Path) -> list[Reading | Problem]:
    return list(read_file(path))


def read_files(paths: Sequence[Path], executor: Executor | None = None,
               done: Callable[[Path], None] = lambda path: None) -> Iterator[Reading | Problem]:
    """Every document of every file, in the order of the files, each file read by `executor` if one is given.

    `done` is told each file when it has been read.
    """
    results = map(read_file, paths) if executor is None else executor.map(_read_whole, paths)
    for path, items in zip(paths, results, strict=True):
        yield from items
        done(path)
