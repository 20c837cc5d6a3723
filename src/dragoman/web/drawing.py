"""Drawing together: what hangs on people's decisions is made anew beside the pages, when it has been quiet for a while.

Until then, and while it is done, the pages show what was there before, and say so. Nothing is lost when the program is
stopped meanwhile: the archive knows up to which decision it was drawn together.
"""

import logging
import threading
from pathlib import Path

from dragoman.archive.keeping import settle_decisions
from dragoman.archive.store import open_archive, said
from dragoman.errors import DragomanError

QUIET_SECONDS = 1.5             # without a decision, before drawing begins: it keeps others from writing meanwhile
DUE = ("What hangs on the last decisions (chronicle, ledger, pending, actors and the like) is being drawn together; "
       "until then these pages show what was there before.")
_LOG = logging.getLogger("dragoman.web")


class Drawing:
    """One thread that draws an archive together whenever somebody has decided something."""

    def __init__(self, path: Path, quiet: float = QUIET_SECONDS) -> None:
        self._path, self._quiet = path, quiet
        self._change = threading.Condition()
        self._asked, self._done, self._ended = 0, 0, False
        self._failed: str | None = None
        self._thread = threading.Thread(target=self._work, name="drawing", daemon=True)
        self._thread.start()

    @property
    def notice(self) -> str | None:
        """What pages say while they show what was there before; None when all is up to date."""
        return self._failed or (DUE if self._asked > self._done else None)

    def soon(self) -> None:
        """Somebody has decided: draw together when it has been quiet for a while."""
        with self._change:
            self._asked += 1
            self._change.notify()

    def close(self) -> None:
        """End; what is being drawn ends with it, and is taken up when the archive is opened again."""
        with self._change:
            self._ended = True
            self._change.notify()

    def _work(self) -> None:
        while True:
            with self._change:
                self._change.wait_for(lambda: self._ended or self._asked > self._done)
                while not self._ended and self._change.wait(self._quiet):
                    pass                            # somebody decided again
                if self._ended:
                    return
                asked = self._asked
            self._draw()
            self._done = asked

    def _draw(self) -> None:
        try:
            with said(self._path):
                connection = open_archive(self._path, write=True)
                try:
                    settle_decisions(connection)
                finally:
                    connection.close()
            self._failed = None
        except DragomanError as error:
            self._failed = f"What hangs on the last decisions could not be drawn together: {error}"
        except Exception:
            _LOG.exception("drawing together failed")
            self._failed = "What hangs on the last decisions could not be drawn together; the log says why."
