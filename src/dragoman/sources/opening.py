"""Opens whatever the user named: a file, a folder (walked), or standard input; tells its format by its bytes."""

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from dragoman.edition.document import Document
from dragoman.edition.exported import LISTING
from dragoman.edition.problem import Problem
from dragoman.sources.formats import Format, foreign_sentence, format_of

STDIN = "-"
LOOKED_AT = 100         # names of it that must be there
MOST_BYTES = 1 << 30    # a gigabyte; the largest volume in print has some ten megabytes
# ".txt", ".docx", ".xml"; not the ".12" of "telegram 12.12"
ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")
Opener = Callable[[str, bytes, str], Iterator[Document | Problem]]
MODULES = {"text": "plain", "tei": "tei", "html": "html", "docx": "docx", "pdf": "pdf"}


def files_in(source: str) -> Iterator[Path | Problem]:
    """The files of a source in a steady order: the file itself, or all files of a folder, walked.

    Hidden files are passed over, and the list of files of a folder that was exported. A link is followed once; a link
    that leads round in a circle is a Problem, and so is a file whose name cannot be written down.
    """
    for item in _files_in(source):
        try:
            str(item).encode()
        except UnicodeEncodeError:
            yield Problem(str(item), "", "the name of this file or of its folder is not UTF-8; rename it.")
        else:
            yield item


def _files_in(source: str) -> Iterator[Path | Problem]:
    path = Path(source)
    if source == STDIN:
        yield path
    elif path.is_dir():
        found = 0
        for item in _walk(path):
            found += 1
            yield item
        if not found:
            yield Problem(source, "", "this folder holds no papers.")
    elif os.path.lexists(path):
        yield path if path.exists() else Problem(source, "", "this link leads nowhere.")
    else:
        yield Problem(source, "", "there is no such file or folder; name one that exists, or - for standard input.")


def open_file(path: Path) -> Iterator[Document | Problem]:
    """The documents of one file, and Problems for what could not be read. Never raises for a bad file."""
    origin = str(path)
    try:
        yield from _open(path, origin)
    except OSError as error:
        yield Problem(origin, "", f"this file cannot be opened ({error.strerror or error}).")
    except (MemoryError, RecursionError) as error:
        yield Problem(origin, "", f"this file is too large or too deeply nested to be read ({type(error).__name__}).")


def _open(path: Path, origin: str) -> Iterator[Document | Problem]:
    """The documents of one file, by its format."""
    data = _bytes_of(path)
    if len(data) > MOST_BYTES:
        yield Problem(origin, f"byte {MOST_BYTES}", "this file is larger than a gigabyte; split it.")
        return
    name = "stdin" if origin == STDIN else ENDING.sub("", path.name)
    form = format_of(data, path.name)
    if form == "empty":
        yield Problem(origin, "", "this file is empty.")
    elif form == "foreign":
        yield Problem(origin, "", foreign_sentence(data))
    elif form == "binary":
        yield Problem(origin, "", "this file is neither text nor a format that is read (TEI, HTML, DOCX, PDF).")
    else:
        found = False
        for item in _opener(form)(name, data, origin):
            found = True
            yield item
        if not found and not _is_register(form, data):
            yield Problem(origin, "", "no paper was found in this file.")


def _opener(form: Format) -> Opener:
    """The function that reads a format. Its module is loaded when the first such file comes.

    The parsers of HTML, DOCX and PDF take longer to load than a letter takes to read.
    """
    opener: Opener = getattr(import_module(f"dragoman.sources.{MODULES[form]}"), f"open_{form}")
    return opener


def _is_register(form: Format, data: bytes) -> bool:
    """Whether a file is to hold no paper: lists that papers point to, or a volume whose papers lie beside it."""
    return form == "tei" and bool(import_module("dragoman.sources.tei").is_register(data))


def _bytes_of(path: Path) -> bytes:
    """What a file holds, or standard input; no more than is needed to see that it is too large."""
    if str(path) == STDIN:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _walk(root: Path) -> Iterator[Path | Problem]:
    """Every file below a folder, folders in the order of their names; links into the folder itself are not followed."""
    home = Path(os.path.realpath(root))
    seen = {_identity(root)}
    pending = [root]
    while pending:
        folder = pending.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda e: e.name)
        except OSError as error:
            yield Problem(str(folder), "", f"this folder cannot be opened ({error.strerror}).")
            continue
        inner: list[Path] = []
        for entry in entries:
            if entry.name.startswith((".", "~$")) or (entry.name == LISTING and _is_listing(Path(entry.path))):
                continue
            item = _entry(Path(entry.path), home, seen)
            if isinstance(item, Path) and item.is_dir():
                inner.append(item)
            elif item is not None:
                yield item
        pending += reversed(inner)


def _is_listing(path: Path) -> bool:
    """Whether a file names the files of its folder, and nothing else."""
    try:
        with path.open("rb") as file:
            names = [line for _, line in zip(range(LOOKED_AT), iter(file.readline, b""), strict=False)]
        return bool(names) and all((path.parent / os.fsdecode(name.rstrip(b"\n"))).is_file() for name in names)
    except (OSError, ValueError):
        return False


def _entry(path: Path, home: Path, seen: set[tuple[int, int]]) -> Path | Problem | None:
    """A file or folder to be read, a Problem, or None for what is read where it stands itself."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return Problem(str(path), "", "this link leads nowhere, or round in a circle.")
    link = path.is_symlink()
    target = Path(os.path.realpath(path)) if link else path
    if stat.S_ISDIR(mode):
        if link and Path(os.path.realpath(path.parent)).is_relative_to(target):
            return Problem(str(path), "", "this link leads back to a folder that holds it; it is not followed.")
        if (link and target.is_relative_to(home)) or _identity(path) in seen:
            return None
        seen.add(_identity(path))
        return path
    if not stat.S_ISREG(mode):
        return Problem(str(path), "", "this is no ordinary file (a device, pipe or socket).")
    return None if link and target.is_relative_to(home) else path


def _identity(path: Path) -> tuple[int, int]:
    """What tells a folder from every other, under whatever name."""
    found = path.stat()
    return found.st_dev, found.st_ino
