"""Workbenches for tests: an archive of some papers, served from a thread on any port that is free."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from dragoman.archive.intake import Item, plan
from dragoman.archive.store import open_archive
from dragoman.pipeline import add, readers_now
from dragoman.sources.opening import files_in
from dragoman.web.app import workbench

PERSON = "Ada"                  # who decides where a test names nobody else
STARTING_SECONDS = 20           # a machine that runs other tests meanwhile is slow
Wait = Callable[[Callable[[], Any]], Any]


def file_papers(archive: Path, *sources: Path) -> Path:
    """The archive, with the papers of these files and folders filed in it."""
    connection = open_archive(archive, write=True)
    paths = [p for source in sources for p in files_in(str(source)) if isinstance(p, Path)]
    for _ in add(connection, [item for item in plan(connection, paths, readers_now()) if isinstance(item, Item)]):
        pass
    connection.close()
    return archive


@contextmanager
def served(archive: Path, **options: Any) -> Iterator[str]:
    """The address of the workbench of an archive, for as long as it is asked; `options` are those of `workbench`."""
    app = workbench(archive, **{"person": PERSON, **options})
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", access_log=False, lifespan="on"))
    thread = threading.Thread(target=server.run, name="workbench", daemon=True)
    thread.start()
    until(lambda: server.started or not thread.is_alive())
    if not server.started:
        raise RuntimeError("the workbench did not start")
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(STARTING_SECONDS)


def until(done: Callable[[], Any], seconds: float = STARTING_SECONDS) -> Any:
    """What `done` gives as soon as that is true. Raises TimeoutError where it never is."""
    end = time.monotonic() + seconds
    while not (found := done()):
        if time.monotonic() > end:
            raise TimeoutError(f"not within {seconds} seconds")
        time.sleep(0.05)
    return found
