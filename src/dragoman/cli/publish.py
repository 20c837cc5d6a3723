"""`dragoman publish ARCHIVE -o FOLDER`: the papers as a folder of pages, to be read and searched without a server."""

from pathlib import Path

import click

from dragoman.cli.export import exporting
from dragoman.publish.exporting import Wanted

PDF = "edition.pdf"


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FOLDER",
              help="The folder to write.")
@click.option("--title", default="", help="What the edition is called (default: the archive's name).")
@click.option("--select", default="", metavar="QUERY", help="Only the papers of a query, as “dragoman search” has it.")
@click.option("--pdf", is_flag=True, help=f"The same papers for print as well, in {PDF}; takes up to 2.2 GB of memory.")
@click.option("--force", is_flag=True, help="Replace an earlier site.")
def publish(archive: Path, output: Path, title: str, select: str, pdf: bool, force: bool) -> None:
    """Write a reading edition: the pages of the workbench as files, with search, without a server.

    Open index.html of the FOLDER in a browser. The folder can be copied, zipped, or put on any web server. It is
    written whole or not at all, and an earlier one stays unless --force is given.
    """
    wanted = Wanted(title=" ".join(title.split()) or None, select=select, pdf=PDF if pdf else None)
    exporting(archive, "site", output, wanted, force=force)
