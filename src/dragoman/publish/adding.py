"""Adding from Python: its own module, since reading papers needs far more than looking into an archive."""

import sqlite3
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from itertools import chain
from pathlib import Path

from dragoman.archive.intake import Item, plan
from dragoman.archive.keeping import place
from dragoman.edition.problem import Problem
from dragoman.pipeline import add, readers_now
from dragoman.sources.opening import files_in


def add_papers(connection: sqlite3.Connection, sources: Iterable[str | Path],
               executor: Executor | None = None) -> Iterator[Problem]:
    """File papers and look every reference up; gives each thing that could not be read."""
    found = list(chain.from_iterable(files_in(str(source)) for source in sources))
    yield from (item for item in found if isinstance(item, Problem))
    items: list[Item] = []
    for item in plan(connection, dict.fromkeys(path for path in found if isinstance(path, Path)), readers_now()):
        if isinstance(item, Problem):
            yield item
        else:
            items.append(item)
    place(connection, items)
    for step in add(connection, items, executor):
        yield from step.problems
