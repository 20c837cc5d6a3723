"""Volume: a TEI file that papers came from, opened again: each paper as it stands there, and what is around them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from lxml.etree import _Element

from dragoman.archive.freshness import DIGEST_BYTES
from dragoman.edition.reading import Reading
from dragoman.publish.tei.elements import ID, TEI
from dragoman.publish.tei.plain_tei import Days, day_of, identified, made_plain
from dragoman.publish.tei.pruning import frame, pruned
from dragoman.publish.tei.ranges import Ranges, ranges_in
from dragoman.sources.tei import Sheet, sheets
from dragoman.sources.tei_breaks import openings
from dragoman.sources.tei_papers import notes_aside, papers_in
from dragoman.sources.tei_parsing import parse

ROOTS = (f"{{{TEI}}}TEI", f"{{{TEI}}}teiCorpus")
GONE, CHANGED, FOREIGN = "is not where it was read", "has changed since it was read", "is no TEI P5"


class Unreadable(Exception):
    """Why the papers of a file cannot be had from it again: words that follow its name."""


class Paper(NamedTuple):
    """A paper as it stands in its file: the file's tree for it alone, its element there, ids and places of words.

    `places` are the xml:ids of it and its enclosures by their ids in the archive, `more` what is told beside it.
    """

    root: _Element
    element: _Element
    places: Mapping[str, str]
    ranges: Mapping[str, Ranges]
    more: Sequence[_Element]


class Volume:
    """The tree of a file in plain TEI, and its papers in their order."""

    def __init__(self, root: _Element, name: str) -> None:
        self.root = root
        self._days = made_plain(root)
        self.papers = papers_in(root)
        self._openings = openings(root, self.papers)
        self._sheets = self._grouped(name)
        self.paths: dict[_Element, str] = {}        # the files of the papers that were found

    @cached_property
    def name(self) -> str | None:
        """The xml:id of the whole."""
        return self.root.get(ID)

    @property
    def is_single(self) -> bool:
        """Whether the file is one paper; then it stays whole."""
        return len(self.papers) == 1

    def paper(self, group: Sequence[Reading], path: str, then: str | None) -> Paper | None:
        """The next paper, if it reads as the archive has it, else None; it goes to a file of this path.

        `then` leads from there to the file of the paper that follows.
        """
        found = next(self._sheets, None)
        if found is None:
            return None
        e = found[0].element
        number = len(self.paths)
        self.paths[e] = path
        if [s.document.text for s in found] != [r.document.text for r in group]:
            return None
        places = {r.document.id: identified(s.element, f"dragoman.{number}.{n}")
                  for n, (r, s) in enumerate(zip(group, found, strict=True))}
        ranges = {r.document.id: ranges_in(places[r.document.id], s.element, s.document.text, s.pieces)
                  for r, s in zip(group, found, strict=True)}
        more = [day_of(d, identified(d.division, f"dragoman.{number}.day.{n}"))
                for n, d in enumerate(self._days_of.get(e, ()))]
        for pb in self._passing.get(e, ()):
            if then and pb.get("corresp") is None:
                pb.set("corresp", then)
        if self.is_single:
            return Paper(self.root, e, places, ranges, more)
        root, copied = pruned(self.root, e, self._notes_of(e), self._openings.get(e))
        return Paper(root, copied, places, ranges, more)

    def frame(self, paths: Mapping[_Element, str]) -> tuple[_Element, list[_Element]]:
        """The file without its papers, which are at these paths; and what is told of the days of its divisions."""
        loose = [d for d in self._days if self._paper_around(d.division) not in paths]
        more = [day_of(d, identified(d.division, f"dragoman.day.{n}")) for n, d in enumerate(loose)]
        return frame(self.root, paths), more

    def _grouped(self, name: str) -> Iterator[list[Sheet]]:
        """Each paper with its enclosures; what was read of them is held one paper at a time."""
        group: list[Sheet] = []
        for sheet in sheets(name, self.root, self.papers, "", traced=True):
            if group and sheet.document.enclosed_in is None:
                yield group
                group = []
            group.append(sheet)
        if group:
            yield group

    @cached_property
    def _passing(self) -> dict[_Element | None, list[_Element]]:
        """The page breaks at the end of a paper with which another opens, by the paper in which they stand."""
        found: dict[_Element | None, list[_Element]] = {}
        for paper, pb in self._openings.items():
            if paper in self._outer:
                found.setdefault(self._paper_around(pb), []).append(pb)
        return found

    @cached_property
    def _outer(self) -> frozenset[_Element]:
        return frozenset(self.papers)

    @cached_property
    def _days_of(self) -> dict[_Element | None, list[Days]]:
        """What FRUS tells of days, by the paper in which the division is."""
        found: dict[_Element | None, list[Days]] = {}
        for d in self._days:
            found.setdefault(self._paper_around(d.division), []).append(d)
        return found

    def _paper_around(self, e: _Element) -> _Element | None:
        return next((a for a in (e, *e.iterancestors()) if a in self._outer), None)

    @cached_property
    def _aside(self) -> dict[str, _Element]:
        return notes_aside(self.root)

    def _notes_of(self, e: _Element) -> list[_Element]:
        """The notes kept aside that a paper points to."""
        if not self._aside:
            return []
        targets = {(p.get("target") or "").removeprefix("#") for p in e.iter(f"{{{TEI}}}ref", f"{{{TEI}}}ptr")}
        return [note for identity, note in self._aside.items()
                if identity in targets and not any(a is e for a in note.iterancestors())]


def open_volume(path: Path, digest: str) -> Volume:
    """The file, if it is there and is what was read. Raises Unreadable."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(GONE) from error
    if blake2b(data, digest_size=DIGEST_BYTES).hexdigest() != digest:
        raise Unreadable(CHANGED)
    root, _ = parse(data, str(path), every=True)
    if root is None or root.tag not in ROOTS:
        raise Unreadable(FOREIGN)
    return Volume(root, path.stem)

