"""`dragoman serve ARCHIVE`: the workbench in a browser."""

import getpass
import logging
import os
import socket
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import click

from dragoman.archive.store import open_archive
from dragoman.errors import CannotServe
from dragoman.inquiries.admitting import plain_name
from dragoman.publish.words import visible
from dragoman.web.guard import ANY, LOOPBACK, Doors

PORT = 8361
EVERYWHERE = ("0.0.0.0", "::")


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True,
              help="The port; 0 takes any that is free.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where others than this machine may come from; "
              "asks for a token.")
@click.option("--token", metavar="TEXT", envvar="DRAGOMAN_TOKEN", help="Who comes in must have this (or set "
              "DRAGOMAN_TOKEN).")
@click.option("--name", "names", metavar="HOST", multiple=True, help="A name under which a server before this one is "
              "reached (may be given again); asks for a token.")
@click.option("--as", "person", metavar="NAME", help="Who decides (default: your login name); a browser may name "
              "another.")
def serve(archive: Path, port: int, host: str, token: str | None, names: tuple[str, ...], person: str | None) -> None:
    """Open the workbench: the pages of an archive in a browser, to read and to decide.

    It is open to this machine alone, until Ctrl-C. With --host others can come in; they need the token, and what they
    send and get is not hidden on the way: put a server that speaks TLS before it, and tell its name with --name.
    """
    others = host not in LOOPBACK or bool(names)
    if others and not (token and token.strip()):
        raise click.UsageError("--host and --name open the workbench to others; give --token TEXT, or set "
                               "DRAGOMAN_TOKEN.")
    open_archive(archive).close()
    hosts = (ANY,) if host in EVERYWHERE else (*LOOPBACK, host.lower(), *(name.lower() for name in names))
    # among several people nobody decides under the name of whoever started the program
    who = plain_name(person) if person is not None else "" if others else _login()
    with suppress(KeyboardInterrupt):
        run(archive, (host, port), Doors(hosts, token), who)


def run(archive: Path, at: tuple[str, int], doors: Doors, person: str, told: str = "the workbench is at {}/") -> None:
    """Serve until somebody ends it; `told` says where. The web's libraries are loaded only now. Raises CannotServe."""
    uvicorn, app = import_module("uvicorn"), import_module("dragoman.web.app")
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    config = uvicorn.Config(app.workbench(archive, person=person, doors=doors), log_level="warning", access_log=False,
                            server_header=False, lifespan="on")
    try:
        listening = _listening(*at)
    except OSError as error:
        raise CannotServe(at[0], at[1]) from error
    host, port = listening.getsockname()[:2]
    host = socket.gethostname() if host in EVERYWHERE else host
    shown = f"[{host}]" if ":" in host else host
    click.echo(visible(f"{archive}: {told.format(f'http://{shown}:{port}')} (Ctrl-C ends it)"))
    sys.stdout.flush()
    uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens. It is told to be TCP's, for only then is an answer sent at once. Raises OSError."""
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    made = socket.socket(family, kind, socket.IPPROTO_TCP)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen()
    except OSError:
        made.close()
        raise
    return made


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return os.environ.get("USER", "")
