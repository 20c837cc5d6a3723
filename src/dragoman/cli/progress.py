"""The line of progress on standard error, where a person is watching."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from dragoman.archive.keeping import Kept
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


@contextmanager
def filing(size: int) -> Iterator[Callable[[Kept], None]]:
    """A callback for each step of filing; it draws the share done of each stage, how many a second, the time left.

    Reading goes by the `size` in bytes, following references by papers, recording missing ones by mentions.
    """
    bar = Progress(TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(),
                   TextColumn("{task.fields[done]:,} {task.fields[what]}"),
                   TextColumn("{task.fields[rate]:,.0f} a second"), TimeElapsedColumn(), TextColumn("left"),
                   TimeRemainingColumn(), console=Console(stderr=True), transient=True,
                   disable=not sys.stderr.isatty())
    stages = {"filed": ("reading", "papers"), "looked up": ("following references", "papers"),
              "joined": ("recording missing papers", "mentions"),
              "derived": ("drawing all together", "volumes")}
    with bar:
        task = bar.add_task("reading", total=max(size, 1), done=0, what="papers", rate=0)
        stage, done = "filed", 0

        def seen(step: Kept) -> None:
            nonlocal stage, done
            if step.step != stage:
                stage, done = step.step, 0
                description, what = stages[stage]
                bar.reset(task, description=description, total=step.of, what=what, done=0, rate=0)
            done += step.count
            rate = done / (bar.tasks[task].elapsed or 1)
            bar.update(task, advance=step.size or (step.count if step.of else 0), done=done, rate=rate)
        yield seen
