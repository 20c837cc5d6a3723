"""The desk: the threads that ask an archive for the pages, and the one that writes people's decisions.

SQLite connections belong to the thread that opened them, and each keeps much of the file in its memory: so there are
few threads, each with its connection, and whoever asks waits for one of them.
"""

import asyncio
import os
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from dragoman.archive.outdated import state_of_file, state_of_tables
from dragoman.archive.store import open_archive, said
from dragoman.archive.transactions import snapshot

Result = TypeVar("Result")
AGAIN = 2                       # an archive is opened so often where others change it below one's hands
READERS = max(2, min(4, os.cpu_count() or 2))


class Desk:
    """An archive that is read by several threads and written by one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._held = threading.local()
        self._readers = ThreadPoolExecutor(READERS, "reader")
        self._writer = ThreadPoolExecutor(1, "writer")

    async def read(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """What some work makes of the archive as it is at one moment. Raises what the work raises."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._ask, work)

    async def write(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """What some work that changes the archive gives back; one after the other. Raises what the work raises."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, self._change, work)

    def close(self) -> None:
        """Wait for what is being done; then close the archive."""
        self._writer.shutdown(wait=True, cancel_futures=True)
        every = threading.Barrier(READERS)              # a connection is closed by the thread that opened it
        for _ in range(READERS):
            self._readers.submit(self._end, every)
        self._readers.shutdown(wait=True)

    def _ask(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        with said(self.path):
            for _ in range(AGAIN):
                connection = self._own()
                try:
                    with snapshot(connection):
                        if self._is_current(connection):
                            result = work(connection)
                            if not self._has_changed():
                                return result
                except sqlite3.DatabaseError:
                    if not self._has_changed():
                        raise
                self._leave()
            with snapshot(connection := self._own()):
                return work(connection)

    def _own(self) -> sqlite3.Connection:
        """This thread's connection; opened anew when another file stands under the archive's name, or it was written
        where nobody could.
        """
        if self._has_changed():
            self._leave()
            file = state_of_file(self.path)
            connection = self._held.connection = open_archive(self.path)
            self._held.tables = state_of_tables(connection)
            self._held.file = file
        found: sqlite3.Connection = self._held.connection
        return found

    def _has_changed(self) -> bool:
        return getattr(self._held, "file", None) != state_of_file(self.path)

    def _is_current(self, connection: sqlite3.Connection) -> bool:
        """Whether nothing that this connection was given in the place of real tables is there by now."""
        return self._held.tables is None or self._held.tables == state_of_tables(connection)

    def _leave(self) -> None:
        if hasattr(self._held, "connection"):
            self._held.connection.close()
            del self._held.connection
            self._held.file = None

    def _end(self, every: threading.Barrier) -> None:
        every.wait()
        self._leave()

    def _change(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        with said(self.path):
            connection = open_archive(self.path, write=True)
            try:
                return work(connection)
            finally:
                connection.close()
