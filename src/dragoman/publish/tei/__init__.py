"""TEI P5: a folder with a file for each paper, enclosures in the file of their carrier, and a corpus file with lists.

Papers that came from TEI keep all that is theirs; others are made from the record.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from pathlib import Path, PurePath

from dragoman.archive.among import Among
from dragoman.archive.listing import of_source, sources, text_of
from dragoman.archive.store import path_of as archive_path
from dragoman.edition.reading import Reading, papers
from dragoman.publish.exporting import Exported, Seen, Wanted, told, waiting
from dragoman.publish.fitting import is_fit
from dragoman.publish.tei.corpus import write_corpus
from dragoman.publish.tei.elements import DECLARATION, element, listed, opening_tag, serialized
from dragoman.publish.tei.header import header_of, profile
from dragoman.publish.tei.here import Here, decided
from dragoman.publish.tei.pointers import CORPUS, DRAGOMAN, Pointers, path_of
from dragoman.publish.tei.ranges import SameText
from dragoman.publish.tei.record import divisions
from dragoman.publish.tei.standoff import stand_off
from dragoman.publish.tei.theirs import with_ours
from dragoman.publish.tei.volume import Unreadable, Volume, open_volume
from dragoman.publish.writing import kept, put

Group = Sequence[Reading]
REMARKS = 10                    # files that are told of each by itself


def tei(connection: sqlite3.Connection, folder: Path, wanted: Wanted, seen: Seen) -> Exported:
    """Write every paper of an archive, and the corpus file."""
    writing = _Writing(connection, folder)
    for _ in told("papers", writing.papers(), seen):
        pass
    with (folder / CORPUS).open("wb") as file:
        here = Here(writing.among, Pointers(writing.among, CORPUS))
        listed_ = write_corpus(connection, file, archive_path(connection).stem, here, seen)
        kept(file)
    counts = [("papers", writing.count), ("volumes", len(writing.frames)),
              *((kind, n) for kind, n in listed_.items() if kind not in ("documents", "deciders") and n)]
    return Exported(tuple((what, n) for what, n in counts if n or what == "papers"),
                    remarks=(*waiting(connection), *writing.remarks()))


class _Writing:
    """An export while it is written."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self.among = Among(connection)
        self._connection, self._folder = connection, folder
        self.count = 0
        self.frames: set[str] = set()
        self._alone: list[str] = []                 # remarks about files whose papers were made from the record
        self._unfit: list[str] = []                 # the first paper with characters that XML cannot hold
        self._unfits = 0                            # and how many there are

    def papers(self) -> Iterator[str]:
        """Write every paper, a source at a time; its id when it is written."""
        for path, digest, _, _ in sources(self._connection):
            groups = papers(of_source(self._connection, path))
            first = next(groups, None)
            if first is None:
                continue
            yield from self._of_source(path, digest, chain([first], groups), is_tei=first[0].document.form == "tei")

    def remarks(self) -> Iterator[str]:
        """What a person has to know."""
        yield from self._alone[:REMARKS]
        if len(self._alone) > REMARKS:
            yield f"So it is with {len(self._alone) - REMARKS:,} more files."
        for first in self._unfit:
            others = f" and {self._unfits - 1:,} more have" if self._unfits > 1 else " has"
            yield f"{first}{others} characters that XML cannot hold; U+FFFD stands for each of them."

    def _of_source(self, path: str, digest: str, groups: Iterable[Group], *, is_tei: bool) -> Iterator[str]:
        volume, why = None, ""
        if is_tei:
            try:
                volume = open_volume(Path(path), digest)
            except Unreadable as reason:
                why = str(reason)
        alone = 0
        end: list[Group | None] = [None]
        for group, following in pairwise(chain(groups, end)):
            if group is None:
                break
            alone += not self._paper(group, volume, following)
            self.count += 1
            yield group[0].document.id
        if volume is not None and not volume.is_single:
            self._frame(volume, path)
        if is_tei and alone:
            why = why or "reads otherwise in part than when it was filed"
            some = "its paper was" if alone == 1 else f"{alone:,} of its papers were" if volume else (
                f"its {alone:,} papers were")
            self._alone.append(f"{PurePath(path).name}: this file {why}; {some} made from the record alone.")

    def _paper(self, group: Group, volume: Volume | None, following: Group | None) -> bool:
        """Write one paper; whether it stands as in its own file."""
        path = path_of(group[0].document.id)
        people = decided(self._connection, (r.document.id for r in group))
        here = Here(self.among, Pointers(self.among, path), people)
        then = here.pointers.file(path_of(following[0].document.id)) if following else None
        paper = volume.paper(group, path, then) if volume else None
        if paper is None:
            self._write(path, self._made(group, here))
        else:
            said = stand_off(group, paper.places, paper.ranges, here, more=paper.more)
            self._write(path, with_ours(paper.element, profile(group, here), said, here))
        return paper is not None

    def _made(self, group: Group, here: Here) -> bytes:
        """The file of a paper from the record."""
        for reading in group:
            if not is_fit(reading.document.text):
                self._unfit = self._unfit or [reading.document.id]
                self._unfits += 1
        division, places = divisions(group, here)
        said = stand_off(group, places, {name: SameText(place) for name, place in places.items()}, here)
        text = element("text", None, element("body", None, division))
        return b"\n".join([DECLARATION + opening_tag(element("TEI")), serialized(header_of(group, here)),
                           serialized(text), said, b"</TEI>\n"])

    def _frame(self, volume: Volume, path: str) -> None:
        """Write what a volume holds beside its papers."""
        own = next(iter(volume.paths.values()), "")
        base = own.rpartition("/")[0] or PurePath(path).stem
        called, number = f"{base}/volume", 1
        while called in self.frames or text_of(self._connection, called) is not None:
            number += 1
            called = f"{base}/volume-{number}"
        self.frames.add(called)
        name = path_of(called)
        here = Here(self.among, Pointers(self.among, name))
        root, days = volume.frame({e: here.pointers.file(p) for e, p in volume.paths.items()})
        found = listed("listBibl", days, type="divisions")
        said = listed("standOff", [found], type=DRAGOMAN) if found is not None else None
        self._write(name, with_ours(root, None, b"" if said is None else serialized(said), here))

    def _write(self, path: str, data: bytes) -> None:
        put(self._folder, path, data)
