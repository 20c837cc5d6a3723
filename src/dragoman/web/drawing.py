"""Drawing together: what hangs on people's decisions is made anew beside the pages, when it has been quiet for a while.

It is done by a process of its own: pages stay quick meanwhile, and a decision need not wait for it. Whoever decides
stops it, which loses nothing, for it goes on where it was; it begins again when all is quiet. Until it is done the
pages show what was there before, and say so. What was left undone by an earlier run is taken up at the start.
"""

import logging
import os
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from dragoman.archive.derived import stale
from dragoman.archive.heeding import TAKEN_IN
from dragoman.archive.journal import newest
from dragoman.archive.keeping import settle_decisions
from dragoman.archive.store import open_archive, said
from dragoman.archive.transactions import fact
from dragoman.errors import ArchiveBusy, DragomanError

QUIET_SECONDS = 1.5             # without a decision, before drawing begins
BUSY_SECONDS = 5.0              # until it is tried again, when another process was writing
BUSY = 75                       # how the process says that (EX_TEMPFAIL of sysexits.h)
MODULE = "dragoman.web.drawing"
NICE = 5                        # pages go first
DUE = ("What hangs on the last decisions (chronicle, ledger, pending, actors and the like) is being drawn together; "
       "until then these pages show what was there before.")
FAILED = "What hangs on the last decisions could not be drawn together: {}"
_LOG = logging.getLogger("dragoman.web")


class Drawing:
    """One thread that sees to it that an archive is drawn together whenever somebody has decided something."""

    def __init__(self, path: Path, quiet: float = QUIET_SECONDS) -> None:
        self._path, self._quiet = path, quiet
        self._change = threading.Condition()
        self._asked, self._done, self._held, self._ended = int(_undrawn(path)), 0, 0, False
        self._failed: str | None = None
        self._process: subprocess.Popen[str] | None = None
        self._stopped = False
        self._thread = threading.Thread(target=self._work, name="drawing", daemon=True)
        self._thread.start()

    @property
    def due(self) -> bool:
        """Whether pages show what was there before, and something is being done about it."""
        return self._asked > self._done and self._failed is None

    @property
    def notice(self) -> str | None:
        """What pages say while they show what was there before; None when all is up to date."""
        return self._failed or (DUE if self._asked > self._done else None)

    def soon(self) -> None:
        """Somebody has decided: draw together when it has been quiet for a while."""
        with self._change:
            self._asked += 1
            self._failed = None
            self._change.notify_all()

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Nothing is drawn inside; what was being drawn is stopped, so that a decision finds the archive free."""
        with self._change:
            self._held += 1
            self._stop()
        try:
            yield
        finally:
            with self._change:
                self._held -= 1
                self._change.notify_all()

    def close(self) -> None:
        """End; what is being drawn is stopped, and taken up when the workbench is opened again."""
        with self._change:
            self._ended = True
            self._stop()
            self._change.notify_all()
        self._thread.join()

    def _stop(self) -> None:
        if self._process is not None:
            self._stopped = True
            with suppress(OSError):
                self._process.terminate()

    def _work(self) -> None:
        pause = self._quiet
        while begun := self._begun(pause):
            process, asked = begun
            told = process.communicate()[1].strip()
            with self._change:
                self._process = None
                pause = BUSY_SECONDS if process.returncode == BUSY else self._quiet
                if process.returncode == 0:
                    self._done = asked
                elif not self._stopped and process.returncode != BUSY:
                    _LOG.error("drawing together failed (status %d): %s", process.returncode, told)
                    self._failed = FAILED.format(told.rpartition("\n")[2] or "the log says more.")

    def _begun(self, pause: float) -> tuple[subprocess.Popen[str], int] | None:
        """Wait until there is something to draw and it is quiet, and begin: the process, and what it is to draw."""
        with self._change:
            while not self._ended:
                if not self.due or self._held:
                    self._change.wait()
                elif not self._change.wait(pause) and not self._held and not self._ended:
                    self._stopped = False
                    self._process = subprocess.Popen([sys.executable, "-m", MODULE, str(self._path)],
                                                     stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
                    return self._process, self._asked
            return None


def _undrawn(path: Path) -> bool:
    """Whether something was left to be drawn together by an earlier run, in an archive that can be written."""
    if not os.access(path, os.W_OK):
        return False
    with said(path):
        connection = open_archive(path)
        try:
            return bool(stale(connection)) or int(fact(connection, TAKEN_IN) or 0) < newest(connection)
        finally:
            connection.close()


def main() -> int:
    """Draw the archive together that the command line names; the status says how that ended."""
    with suppress(OSError, AttributeError):
        os.nice(NICE)
    path = Path(sys.argv[1])
    try:
        with said(path):
            connection = open_archive(path, write=True, wait=BUSY_SECONDS)
            try:
                settle_decisions(connection)
            finally:
                connection.close()
    except ArchiveBusy:
        return BUSY
    except DragomanError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
