"""Writes a file or a folder whole or not at all: a failed export leaves nothing half made under the final name."""

import os
import re
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2s
from pathlib import Path
from typing import BinaryIO

from dragoman.archive.store import is_database
from dragoman.errors import CannotExport, FileStands
from dragoman.sources import opening

LISTING = opening.LISTING       # names every file of a folder that has no fixed names: only such may be replaced
PART_LENGTH = 80                # characters of one part of a path, of four bytes each at the most: systems take 255
_DATABASE = b"SQLite format 3\x00"
# what every system takes as a name: letters and figures of any script, no dot in front or behind
_PLAIN_PART = re.compile(rf"(?=.{{1,{PART_LENGTH}}}\Z)\w(?:[\w.-]*\w)?")
# names that Windows keeps to itself
_TAKEN_PART = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.I)


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
def whole_folder(path: Path, *, names: Collection[str] | None, force: bool = False) -> Iterator[Path]:
    """A folder to write files in, that takes its own name only when all of it is on the disk.

    It holds files of these `names`; or, without them, any files and folders, of which LISTING then keeps a list. An
    empty folder may stand there. Raises FileStands when it is not empty and `force` is not given; CannotExport when the
    disk or folder refuses, when a file stands there, or a folder that holds anything but an export.
    """
    others = _others(path, names, force=force)
    if others:
        raise CannotExport(str(path), f"it is a folder that holds more than an export: {others[0]}")
    part, old = _beside(path, "part"), _beside(path, "old")
    try:
        with _refusals(path):
            part.mkdir()
            yield part
            if names is None:
                _list(part)
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


def file_of(identity: str, ending: str) -> str:
    """The path, inside a folder, of the file of one paper or other thing: "frus1936v03/d12.xml" for "frus1936v03/d12".

    Two things have two paths. A name that some system would not take as it is stands in plain letters, its digest after
    it; the ending has its dot.
    """
    parts = identity.split("/")
    plain = all(_PLAIN_PART.fullmatch(part) and not _TAKEN_PART.match(part) for part in parts)
    if plain and not any(part.endswith(ending) for part in parts[:-1]):
        return identity + ending
    words = re.sub(r"\W+", "-", "_".join(parts)).strip("-")[:PART_LENGTH - 20] or "paper"
    return f"{words}_{blake2s(identity.encode('utf-8', 'surrogatepass'), digest_size=6).hexdigest()}{ending}"


def _list(folder: Path) -> None:
    """Write the list of all files of a folder into it."""
    with (folder / LISTING).open("wb") as file:
        for name in sorted(_files(folder) - {LISTING}):
            file.write(name.encode("utf-8", "surrogateescape") + b"\n")
        kept(file)


def _files(folder: Path) -> set[str]:
    """Every file below a folder, by its path in it; an empty folder or a link is a file here."""
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*")
            if p.is_symlink() or not p.is_dir() or not any(p.iterdir())}


def _others(path: Path, names: Collection[str] | None, *, force: bool) -> list[str]:
    """What stands in the folder that is to be replaced and is no part of an export."""
    with _refusals(path):
        if not path.exists():
            return []
        if not path.is_dir():
            raise CannotExport(str(path), "it is a file, and a folder is to be written")
        inside = sorted(p.name for p in path.iterdir())
        if inside and not force:
            raise FileStands(str(path))
        if names is None and inside:
            listing = path / LISTING
            told = listing.read_bytes().decode("utf-8", "surrogateescape").split("\n") if listing.is_file() else ()
            return sorted(_files(path) - {LISTING, *told})
    return [name for name in inside if name not in (names or ())]


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
