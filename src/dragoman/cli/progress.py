"""The line of progress on standard error, where a person is watching."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from dragoman.edition.problem import Problem
from dragoman.edition.reading import Reading


@contextmanager
def progress(paths: list[Path]) -> Iterator[Callable[[Reading | Problem], None]]:
    """A callback for each thing read; it draws a line of progress where a person is watching.

    The bar goes by characters read; a file's own markup is made up for when the next file begins.
    """
    sizes = {str(p): p.stat().st_size for p in paths if p.exists()}
    bar = Progress(TextColumn("reading"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[papers]} papers"),
                   TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn(), console=Console(stderr=True),
                   transient=True, disable=not sys.stderr.isatty())
    with bar:
        task = bar.add_task("reading", total=sum(sizes.values()), papers=0)
        before, within, papers_seen, current = 0, 0, 0, ""

        def seen(item: Reading | Problem) -> None:
            nonlocal before, within, papers_seen, current
            origin = item.file if isinstance(item, Problem) else item.document.origin
            if origin != current:
                before, within, current = before + sizes.get(current, 0), 0, origin
            if isinstance(item, Reading):
                within += len(item.document.text)
                papers_seen += 1
            bar.update(task, completed=before + min(within, sizes.get(origin, 0)), papers=papers_seen)
        yield seen
