"""Writes a file or a folder whole or not at all: a failed export leaves nothing half made under the final name."""

import os
import re
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2s
from pathlib import Path
from typing import BinaryIO

from dragoman.archive.store import is_database
from dragoman.edition.exported import LISTING
from dragoman.errors import CannotExport, FileStands

PART_BYTES, PATH_BYTES = 120, 480       # of a part of a path, and of a path: systems take 255 and 1,024 at the least
_DATABASE = b"SQLite format 3\x00"
# what every system takes as a name: letters and figures of any script, no dot in front or behind; but not what stands
# for another name: "a-b_2cc4c123bdde"
_PLAIN_PART = re.compile(r"(?!.*_[0-9a-f]{12}\Z)\w(?:[\w.-]*\w)?")
# names that Windows keeps to itself
_TAKEN_PART = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.I)


@contextmanager
def whole(path: Path, *, force: bool = False) -> Iterator[BinaryIO]:
    """A file to write that takes its name only when all of it is on the disk.

    Raises FileStands when the name is taken and `force` is not given; CannotExport when the disk or folder refuses, or
    when what stands there is no file that an export may replace: a folder, a device, an archive.
    """
    path = _meant(path)
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
def whole_folder(path: Path, *, force: bool = False) -> Iterator[Path]:
    """A folder to write files in, that takes its own name only when all of it is on the disk.

    LISTING in it names all its files: a folder that holds anything else is never replaced. An empty folder may stand
    there. Raises FileStands when it is not empty and `force` is not given; CannotExport when the disk or folder
    refuses, when a file stands there, or a folder that holds anything but an export.
    """
    path = _meant(path)
    other = _other(path, force=force)
    if other is not None:
        raise CannotExport(str(path), f"it is a folder that holds more than an export: {other}")
    part, old = _beside(path, "part"), _beside(path, "old")
    try:
        with _refusals(path):
            part.mkdir()
            yield part
            _list(part)
            if hasattr(os, "sync"):     # of so many files each by itself would take hours
                os.sync()
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


def put(folder: Path, path: str, data: bytes) -> None:
    """Write one file of a folder, and the folders that lead to it. Raises FileExistsError where there is one."""
    try:
        file = (folder / path).open("xb")
    except FileNotFoundError:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        file = (folder / path).open("xb")
    with file:
        file.write(data)


def file_of(identity: str, ending: str) -> str:
    """The path, inside a folder, of the file of one paper or other thing: "frus1936v03/d12.xml" for "frus1936v03/d12".

    Two things have two paths, but where a system takes "D9" for "d9". A name that some system would not take as it is
    stands in plain letters, its digest after it; the ending has its dot.
    """
    parts = identity.split("/")
    plain = (unicodedata.is_normalized("NFC", identity) and _fits(identity, PATH_BYTES)
             and all(_PLAIN_PART.fullmatch(part) and not _TAKEN_PART.match(part) and _fits(part, PART_BYTES)
                     for part in parts))
    if plain and not any(part.endswith(ending) for part in parts[:-1]):
        return identity + ending
    words = re.sub(r"\W+", "-", "_".join(parts)).encode("utf-8", "replace")[:PART_BYTES].decode("utf-8", "ignore")
    digest = blake2s(identity.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    return f"{words.strip('-') or 'paper'}_{digest}{ending}"


def _fits(name: str, most: int) -> bool:
    return len(name.encode("utf-8", "surrogatepass")) <= most


def _list(folder: Path) -> None:
    """Write the list of all files of a folder into it."""
    with (folder / LISTING).open("wb") as file:
        for name in _files(folder):
            if name != LISTING:
                file.write(os.fsencode(name) + b"\n")
        kept(file)


def _files(folder: Path, before: str = "") -> Iterator[str]:
    """Every file below a folder, by its path in it, in the order of names; an empty folder or a link is a file here."""
    with os.scandir(folder) as found:
        inside = sorted(found, key=lambda entry: entry.name)
    for entry in inside:
        if entry.is_dir(follow_symlinks=False):
            empty = True
            for name in _files(Path(entry.path), f"{before}{entry.name}/"):
                empty = False
                yield name
            if empty:
                yield f"{before}{entry.name}"
        else:
            yield f"{before}{entry.name}"


def _other(path: Path, *, force: bool) -> str | None:
    """The first thing that stands in the folder that is to be replaced and is no part of an export."""
    with _refusals(path):
        if not path.exists():
            return None
        if not path.is_dir():
            raise CannotExport(str(path), "it is a file, and a folder is to be written")
        empty = not any(path.iterdir())
        if not empty and not force:
            raise FileStands(str(path))
        return None if empty else _unlisted(path)


def _unlisted(folder: Path) -> str | None:
    """The first file of a folder that its list does not name; both are in the order of names."""
    if not (folder / LISTING).is_file():
        return next(_files(folder))
    with (folder / LISTING).open("rb") as file:
        listed = (os.fsdecode(line).rstrip("\n") for line in file)
        told = next(listed, None)
        for name in _files(folder):
            while told is not None and told.split("/") < name.split("/"):
                told = next(listed, None)
            if name not in (told, LISTING):
                return name
    return None


def _meant(path: Path) -> Path:
    """What a path means: where it is a link, what that leads to is replaced and the link stays."""
    return path.resolve() if path.is_symlink() else path


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
