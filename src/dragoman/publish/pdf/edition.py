"""Edition: a selection of papers as a print-ready PDF, with notes at the foot of the page and registers at the end."""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import msgspec

from dragoman.archive.listing import linked
from dragoman.errors import NothingSelected, TooMuch
from dragoman.inquiries.selection import Selection, selection
from dragoman.publish.citations.volumes import volume_title
from dragoman.publish.exporting import Exported, Seen, Wanted, told
from dragoman.publish.pages.environment import plural
from dragoman.publish.pdf.front import Gathered, front, missing_told
from dragoman.publish.pdf.papers import paper
from dragoman.publish.pdf.registers import Registers
from dragoman.publish.pdf.typesetting import available, furnish, lacking, typeset

# Typst holds a book in memory until it is done: one of FRUS (607 papers, 1.3 million characters) is 518 pages and takes
# 1.2 GB, two of them (1,084 papers, 2.5 million) 1,005 pages and 2.2 GB. Thicker books are not bound
MOST_CHARACTERS, MOST_PAPERS = 2_500_000, 3_000
_ENCODER = msgspec.json.Encoder()


def pdf(connection: sqlite3.Connection, file: BinaryIO, wanted: Wanted, seen: Seen) -> Exported:
    """Write the papers that are wanted as one PDF, as `write_pdf` does."""
    return write_pdf(connection, file, wanted.select, wanted.title, seen)


def write_pdf(connection: sqlite3.Connection, file: BinaryIO, wanted: str | Sequence[str] | None = None,
              title: str | None = None, seen: Seen = lambda what, count: None) -> Exported:
    """Write the papers of a query, or of these ids, or all, as one PDF: how many papers, notes and pages it has.

    The same papers give the same bytes. Raises NotInstalled, NothingSelected, TooMuch, CannotTypeset, and what
    `selection` raises.
    """
    chosen = bound(connection, wanted)
    gathered, registers = Gathered(), Registers(connection)
    with TemporaryDirectory(prefix="dragoman-") as name:
        folder = Path(name)
        furnish(folder)
        with (folder / "edition.json").open("wb") as out:
            out.write(b'{"papers":[')
            for n, one in enumerate(told("papers", _papers(connection, chosen, registers, gathered), seen)):
                out.write(b"," + one if n else one)
            absent, vague = registers.absent()
            words = front(connection, chosen, wanted, title, gathered)
            rest = _ENCODER.encode({
                **msgspec.structs.asdict(words), "missing": absent, "missing_told": missing_told(len(absent), vague),
                "persons": registers.persons(), "sources": registers.sources(), "citing": registers.citing()})
            out.write(b"]," + rest[1:])
        gathered.characters.update(rest.decode())
        lack, machine = _lack(folder, "".join(sorted(gathered.characters)))
        pages = typeset(folder, machine=machine)
        with (folder / "edition.pdf").open("rb") as made:
            shutil.copyfileobj(made, file)
    return Exported((("papers", gathered.papers), ("notes", gathered.notes), ("pages", pages)),
                    remarks=tuple(_remarks(gathered, lack, machine)))


def bound(connection: sqlite3.Connection, wanted: str | Sequence[str] | None) -> Selection:
    """The papers of a query, or of these ids, or all, when there are any and one PDF can hold them.

    Raises NotInstalled, NothingSelected, TooMuch, and what `selection` raises.
    """
    available()
    chosen = selection(connection, wanted, most=MOST_PAPERS)
    if not chosen.total:
        raise NothingSelected(wanted if isinstance(wanted, str) else None)
    if chosen.total > MOST_PAPERS:
        raise TooMuch(chosen.total, "papers", MOST_PAPERS)
    characters = sum(p.characters for p in chosen.papers)
    if characters > MOST_CHARACTERS:
        raise TooMuch(characters, "characters", MOST_CHARACTERS)
    return chosen


def _papers(connection: sqlite3.Connection, chosen: Selection, registers: Registers,
            gathered: Gathered) -> Iterator[bytes]:
    """The papers in JSON; what they name is noted in the registers."""
    numbers = {p.id: p.number for p in chosen.papers}
    for each in chosen.papers:
        for reading in linked(connection, "WHERE d.name = ?", (each.id,)):
            one, citation = paper(reading, each, numbers, volume_title(connection, each.collection))
            encoded = _ENCODER.encode(one)
            registers.take(reading, each, citation, one.cites)
            gathered.take(one, citation.date, encoded)
            yield encoded


def _lack(folder: Path, characters: str) -> tuple[str, bool]:
    """The characters that no font has, and whether fonts of the machine serve for others that ours lack."""
    ours = lacking(folder, characters, machine=False)
    if not ours:
        return "", False
    nobodys = lacking(folder, ours, machine=True)
    return nobodys, nobodys != ours


def _remarks(gathered: Gathered, lack: str, machine: bool) -> Iterator[str]:
    if lack:
        places = sum(gathered.characters[c] for c in lack)
        yield (f"{plural(len(lack), 'character')} ({' '.join(lack[:10])}{' ...' if len(lack) > 10 else ''}), in "
               f"{plural(places, 'place')}, stand as empty boxes: no font here has them. Install one that does (such "
               "as Noto) and export again.")
    if machine:
        yield ("Some characters are set in fonts of this machine, because those that come with dragoman lack them; "
               "elsewhere they may look otherwise.")
