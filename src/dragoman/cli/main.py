"""The command line: `dragoman COMMAND`; one module a command, loaded when it is called."""

import sys
from importlib import import_module
from typing import Any

import click

from dragoman.errors import DragomanError

# the command and its function's name are those of the module; in the order in which people meet them
COMMANDS = ("read", "add", "search", "register", "threads", "missing", "subjects", "actors", "chronicle", "ledger",
            "positions", "network", "known", "pending", "hypotheses", "decisions", "serve", "export", "publish",
            "import", "reconcile")
# commands whose name no module can have
MODULES = {"import": "importing"}


class Program(click.Group):
    """The commands; what a machine refuses is one line on standard error and the exit status 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, its module loaded now: reading papers needs far more than searching them."""
        if cmd_name not in COMMANDS:
            return None
        module = MODULES.get(cmd_name, cmd_name)
        command: click.Command = getattr(import_module(f"dragoman.cli.{module}"), module)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except DragomanError as error:
            click.echo(import_module("dragoman.publish.words").visible(str(error)), err=True)
            sys.exit(1)


@click.group(cls=Program)
@click.version_option(package_name="dragoman")
def main() -> None:
    """Reads diplomatic papers into a cited, queryable record."""
