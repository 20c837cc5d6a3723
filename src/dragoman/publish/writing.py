"""Writes a file or a folder whole or not at all: a failed export leaves nothing half made under the final name."""

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from dragoman.archive.store import is_database
from dragoman.errors import CannotExport, FileStands

_DATABASE = b"SQLite format 3\x00"


@contextmanager
def whole(path: Path, *, force: bool = False) -> Iterator[BinaryIO]:
    """A file to write that takes its name only when all of it is on the disk.

    Raises FileStands when the name is taken and `force` is not given; CannotExport when the disk or folder refuses, or
    when what stands there is no file that an export may replace: a folder, a device, an archive.
    """
    if path.exists():
        _may_go(path)
        if not force:
            raise FileStands(str(path))
    part = _beside(path, "part")
    try:
        with _refusals(path), part.open("wb") as file:
            yield file
            kept(file)
        with _refusals(path):
            part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink()


@contextmanager
def whole_folder(path: Path, *, names: Collection[str], force: bool = False) -> Iterator[Path]:
    """A folder to write files of these `names` in, that takes its own name only when all of it is on the disk.

    An empty folder may stand there. Raises FileStands when it is not empty and `force` is not given; CannotExport when
    the disk or folder refuses, when a file stands there, or a folder that holds anything but `names`.
    """
    others = _others(path, names, force=force)
    if others:
        raise CannotExport(str(path), f"it is a folder that holds more than an export: {others[0]}")
    part, old = _beside(path, "part"), _beside(path, "old")
    try:
        with _refusals(path):
            part.mkdir()
            yield part
            if path.exists():
                path.rename(old)
            part.rename(path)
    finally:
        if old.exists() and not path.exists():
            old.rename(path)
        for folder in (part, old):
            shutil.rmtree(folder, ignore_errors=True)


def kept(file: BinaryIO) -> None:
    """See to it that what was written is on the disk: some file systems say only now that they are full."""
    file.flush()
    os.fsync(file.fileno())


def _others(path: Path, names: Collection[str], *, force: bool) -> list[str]:
    """What stands in the folder that is to be replaced and is no part of an export."""
    with _refusals(path):
        if not path.exists():
            return []
        if not path.is_dir():
            raise CannotExport(str(path), "it is a file, and a folder is to be written")
        inside = sorted(p.name for p in path.iterdir())
    if inside and not force:
        raise FileStands(str(path))
    return [name for name in inside if name not in names]


def _may_go(path: Path) -> None:
    """Nothing, when a file is one that an export may replace."""
    if path.is_dir():
        raise CannotExport(str(path), "it is a folder")
    if not path.is_file():
        raise CannotExport(str(path), "it is no ordinary file")
    with _refusals(path):           # asked first: to open an archive here would take SQLite its locks
        stands = is_database(path)
        if not stands:
            with path.open("rb") as file:
                stands = file.read(len(_DATABASE)) == _DATABASE
    if stands:
        raise CannotExport(str(path), "it is an archive or another database")


def _beside(path: Path, what: str) -> Path:
    """A hidden name in the same folder: only there can a file be renamed in one step."""
    return path.absolute().with_name(f".{path.absolute().name}.{os.getpid()}.{what}")


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    """Turns what the system refuses into one line of ours."""
    try:
        yield
    except OSError as error:
        raise CannotExport(str(path), (error.strerror or str(error)).splitlines()[0]) from error
