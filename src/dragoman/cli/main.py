"""The command line: `dragoman COMMAND`; one module a command."""

import sys
from typing import Any

import click

from dragoman.cli.add import add
from dragoman.cli.export import export
from dragoman.cli.read import read
from dragoman.errors import DragomanError


class Program(click.Group):
    """The group of commands; what a machine refuses is one line on standard error and the exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except DragomanError as error:
            click.echo(str(error), err=True)
            sys.exit(1)


@click.group(cls=Program)
@click.version_option(package_name="dragoman")
def main() -> None:
    """Reads diplomatic papers into a cited, queryable record."""


for command in (read, add, export):
    main.add_command(command)
