"""`dragoman export ARCHIVE --as FORMAT -o PATH`: what an archive knows, as files for other programs."""

from pathlib import Path

import click

from dragoman.archive.store import open_archive, said
from dragoman.publish.lines import lines
from dragoman.publish.writing import whole


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--as", "form", type=click.Choice(["jsonl"]), required=True, help="The format.")
@click.option("-o", "--output", "output", type=click.Path(path_type=Path), required=True, help="The file to write.")
@click.option("--force", is_flag=True, help="Replace a file that exists.")
@click.option("--apart", is_flag=True, help="In JSON Lines, give each enclosure a line of its own, not its carrier's.")
def export(archive: Path, form: str, output: Path, force: bool, apart: bool) -> None:
    """Write what an archive holds to a file.

    jsonl: one paper a line, as `dragoman read --json`, each reference with its status and target.
    """
    with said(archive):
        connection = open_archive(archive)
        try:
            with whole(output, force=force) as file:
                for line in lines(connection, apart=apart):
                    file.write(line + b"\n")
        finally:
            connection.close()
