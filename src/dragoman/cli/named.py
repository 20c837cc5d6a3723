"""The files that a command line names, and what could not be opened or read of them, each told in one line."""

from collections.abc import Iterable
from pathlib import Path

import click

from dragoman.edition.problem import Problem
from dragoman.publish.words import visible
from dragoman.sources.opening import files_in


def files_named(sources: Iterable[str], problems: list[Problem]) -> list[Path]:
    """Every file of every source, each once, in the order of naming; what cannot be opened is told and kept."""
    found: list[Path] = []
    for source in sources:
        for item in files_in(source):
            if isinstance(item, Problem):
                tell(item, problems)
            else:
                found.append(item)
    return list(dict.fromkeys(found))


def tell(problem: Problem, problems: list[Problem]) -> None:
    """Show a problem as it comes, in one line on standard error, and keep it."""
    problems.append(problem)
    click.echo(visible(problem.line()), err=True)
