"""Standard output, where a person or another program reads it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

PIPED_WIDTH = 120               # columns, where no terminal tells its own


class _Output(Console):
    """Standard output, whose end is told as Python tells it."""

    def on_broken_pipe(self) -> None:
        """Leave it to `piped`; rich would end the program with status 1."""
        raise BrokenPipeError


def console() -> Console:
    """Where what is for people goes: as wide as the terminal, 120 columns where there is none."""
    return _Output(width=None if sys.stdout.isatty() else PIPED_WIDTH, highlight=False)


@contextmanager
def piped() -> Iterator[None]:
    """Ends what is inside quietly when the reader of our output (head, less) has seen enough."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
