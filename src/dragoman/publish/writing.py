"""Writes a file whole or not at all: a failed export leaves no half file under the final name."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import CannotWrite, FileStands


@contextmanager
def whole(path: Path, *, force: bool = False) -> Iterator[BinaryIO]:
    """A file to write that takes its name only when all of it is written.

    Raises FileStands when the name is taken and `force` is not given, CannotWrite when the disk or folder refuses.
    """
    if path.exists() and not force:
        raise FileStands(str(path))
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise CannotWrite(str(path), error.strerror or str(error)) from error
    finally:
        part.unlink(missing_ok=True)
