"""The program on one page: open, read, keep, resolve."""

import itertools
import os
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import TypeVar

from dragoman.archive.filing import Read
from dragoman.archive.freshness import fingerprint
from dragoman.archive.intake import Item, chunks, filed, fingerprints
from dragoman.archive.keeping import Kept, keep, settle
from dragoman.archive.rows import row_of
from dragoman.edition.identity import distinct
from dragoman.edition.problem import Problem
from dragoman.edition.reading import Reading
from dragoman.readers import ORDER, read_again, read_document
from dragoman.sources.opening import open_file

AHEAD = (os.cpu_count() or 1) + 1   # tasks: every core at work and one more waiting; each may be a whole volume
Task = TypeVar("Task")
Result = TypeVar("Result")


def read_file(path: Path) -> Iterator[Reading | Problem]:
    """Each document of one file, read; Problems as they come. A carrier is followed by its enclosures."""
    for item in open_file(path):
        yield item if isinstance(item, Problem) else read_document(item)


def read_files(paths: Sequence[Path], executor: Executor | None = None) -> Iterator[Reading | Problem]:
    """Every document of every file, in the order of the files, each under an id that no other has.

    Each file is read by `executor` if one is given, else in this process as its documents are asked for.
    """
    results = map(read_file, paths) if executor is None else _ahead(executor, _read_whole, paths)
    return distinct(item for items in results for item in items)


def readers_now() -> dict[str, str]:
    """The fingerprints of the code that reads papers now, by reader."""
    return fingerprints(ORDER)


def add(connection: sqlite3.Connection, items: Sequence[Item], executor: Executor | None = None,
        ahead: int = AHEAD) -> Iterator[Kept]:
    """Read files and keep them, a bundle a transaction; then look every open reference up. Yields each step done.

    `items` come from `intake.plan`. Killed at any moment, the next run goes on where this one stopped.
    """
    fresh = [item for item in items if item.state in ("new", "changed")]
    stale = ((item, filed(connection, item)) for item in items if item.state == "stale")
    bundles = itertools.chain(_ahead(executor, _read_bundle, chunks(fresh), ahead),
                              _ahead(executor, _read_stale, stale, ahead))
    now = readers_now()
    for reads in bundles:
        yield from keep(connection, reads, now)
    yield from settle(connection, fingerprint("dragoman.resolution"))


def _read_bundle(items: Sequence[Item]) -> list[Read]:
    """The files of a bundle, read and made into rows: what another process sends back."""
    return [_made(item, read_file(item.path)) for item in items]


def _read_stale(task: tuple[Item, list[Reading | Problem]]) -> list[Read]:
    """A file's papers, read again by the readers that have changed."""
    item, found = task
    return [_made(item, (read_again(r, item.changed) if isinstance(r, Reading) else r for r in found))]


def _made(item: Item, found: Iterable[Reading | Problem]) -> Read:
    """What the archive keeps of a file."""
    things = list(found)
    return Read(item.name, item.digest, item.size, [row_of(r) for r in things if isinstance(r, Reading)],
                [p for p in things if isinstance(p, Problem)])


def _read_whole(path: Path) -> list[Reading | Problem]:
    """All of one file at once, for another process to send back."""
    return list(read_file(path))


def _ahead(executor: Executor | None, work: Callable[[Task], Result], tasks: Iterable[Task],
           ahead: int = AHEAD) -> Iterator[Result]:
    """The results in the order of the tasks, at most `ahead` done before they are asked for: memory stays bounded."""
    if executor is None:
        yield from map(work, tasks)
        return
    waiting: deque[Future[Result]] = deque()
    for task in tasks:
        waiting.append(executor.submit(work, task))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
