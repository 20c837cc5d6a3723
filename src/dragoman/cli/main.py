"""The command line: `dragoman COMMAND`; one module a command."""

import click

from dragoman.cli.read import read


@click.group()
@click.version_option(package_name="dragoman")
def main() -> None:
    """Reads diplomatic papers into a cited, queryable record."""


main.add_command(read)
