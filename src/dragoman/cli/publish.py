"""`dragoman publish ARCHIVE -o FOLDER`: the papers as a folder of pages, to be read and searched without a server."""

import sys
from pathlib import Path

import click

from dragoman.archive.store import open_archive, said
from dragoman.cli.export import progress, summary
from dragoman.cli.search import wrong
from dragoman.errors import BadQuery
from dragoman.publish.exporting import Wanted
from dragoman.publish.forms import export
from dragoman.publish.words import visible


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FOLDER",
              help="The folder to write.")
@click.option("--title", default="", help="What the edition is called (default: the archive's name).")
@click.option("--select", default="", metavar="QUERY", help="Only the papers of a query, as “dragoman search” has it.")
@click.option("--force", is_flag=True, help="Replace an earlier site.")
def publish(archive: Path, output: Path, title: str, select: str, force: bool) -> None:
    """Write a reading edition: the pages of the workbench as files, with search, without a server.

    Open index.html of the FOLDER in a browser. The folder can be copied, zipped, or put on any web server. It is
    written whole or not at all, and an earlier one stays unless --force is given.
    """
    wanted = Wanted(title=" ".join(title.split()), select=select.strip())
    try:
        with said(archive):
            connection = open_archive(archive)
            try:
                with progress() as seen:
                    made = export(connection, "site", output, force=force, wanted=wanted, seen=seen)
            finally:
                connection.close()
    except BadQuery as error:
        click.echo(wrong(error), err=True)
        sys.exit(2)
    click.echo(f"{visible(str(output))}: {summary(made)}")
    for remark in made.remarks:
        click.echo(visible(remark), err=True)
