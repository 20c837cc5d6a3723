"""`dragoman read SOURCE...`: papers in, findings out."""

import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext

import click

from dragoman.edition.problem import Problem
from dragoman.edition.reading import json_line, papers
from dragoman.pipeline import read_files
from dragoman.sources.opening import files_in


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="JSON Lines on standard output, one document a line.")
@click.option("--jobs", type=int, default=0, help="Processes to read with (0: all cores).")
def read(sources: tuple[str, ...], as_json: bool, jobs: int) -> None:
    """Read papers and show what was found."""
    paths = [p for s in sources for p in files_in(s)]
    pool = ProcessPoolExecutor(jobs or None) if len(paths) > 1 and jobs != 1 else nullcontext()
    failed = False

    def readings():  # type: ignore[no-untyped-def]
        nonlocal failed
        with pool as executor:
            for item in read_files(paths, executor):
                if isinstance(item, Problem):
                    failed = True
                    print(item.line(), file=sys.stderr)
                else:
                    yield item

    for group in papers(readings()):
        sys.stdout.buffer.write(json_line(group) + b"\n")
    sys.exit(1 if failed else 0)
