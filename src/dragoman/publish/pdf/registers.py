"""Registers: what stands at the end of a printed selection: missing papers, an index of persons, the sources."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from dragoman.archive.actors import persons_called
from dragoman.archive.listing import missing
from dragoman.edition.annotation import Name
from dragoman.edition.dates import parse
from dragoman.edition.docket import Docket
from dragoman.edition.reading import Reading
from dragoman.inquiries.selection import Selected
from dragoman.lexicon.vocabulary import plain_letters
from dragoman.publish.citations.citation import Citation
from dragoman.publish.citations.wording import capital
from dragoman.publish.pdf.cited import Cites, named
from dragoman.publish.pdf.runs import printable

# "883.0513/167": a paper's place in a file
_IN_FILE = re.compile(r"(?P<file>\S.*?)/\d[\w ½¼¾-]*\Z")
_FIRST_NUMBER = re.compile(r"\d+")


class Person(Struct, frozen=True):
    """An entry of the index; `wrote` are the numbers of papers that the person sent or was sent, `named` the others."""

    name: str
    wrote: list[str]
    named: list[str]


class Absent(Struct, frozen=True):
    """A missing paper: what is known of it, and the numbers of the papers that cite it."""

    words: str
    parties: str
    cited: list[str]


class Source(Struct, frozen=True):
    """A volume, edition or folder: its name, the numbers of papers from it, and the files that these were kept in."""

    name: str
    numbers: str
    files: list[tuple[str, str]]


class Registers:
    """Gathers what the papers of a selection name, one paper after the other."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._persons: dict[str, tuple[str, list[str], list[str]]] = {}
        self._missing: dict[str, list[str]] = defaultdict(list)
        self._sources: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._citing: dict[str, list[str]] = defaultdict(list)

    def take(self, reading: Reading, chosen: Selected, citation: Citation, cites: Cites) -> None:
        """Note what a paper names."""
        number = chosen.number
        for record in cites.records:
            self._missing[record].append(number)
        for cited in cites.here:
            self._citing[cited].append(number)
        kept = _IN_FILE.fullmatch(citation.source or "")
        self._sources[citation.within][kept["file"] if kept else citation.source or ""].append(number)
        self._name_persons(reading, chosen)

    def _name_persons(self, reading: Reading, chosen: Selected) -> None:
        docket = reading.docket()
        for a in reading.annotations:
            if isinstance(a.body, Name) and a.body.kind == "person":
                address, shown = self._person(chosen.collection, a.body)
                _, wrote, told = self._persons.setdefault(address, (shown, [], []))
                numbers = wrote if _is_party(docket, a.body.label) else told
                if chosen.number not in numbers[-1:]:
                    numbers.append(chosen.number)

    def _person(self, collection: str, name: Name) -> tuple[str, str]:
        """The address and the entry of a person; where the archive knows none, or several, as the paper has it."""
        known = persons_called(self._connection, collection, name.full or name.label)
        if len(known) == 1:
            return known[0][0], _inverted(known[0][1], name.label)
        words = name.full or name.label
        return f"/{plain_letters(words)}", _inverted(words, name.label)

    def persons(self) -> list[Person]:
        """The index, by the letters of its entries; entries that are printed alike stand together."""
        found: dict[str, tuple[list[str], list[str]]] = {}
        for shown, wrote, told in self._persons.values():
            numbers = found.setdefault(shown, ([], []))
            numbers[0].extend(wrote)
            numbers[1].extend(told)
        return [Person(printable(name), _inorder(wrote), _inorder(set(told) - set(wrote)))
                for name, (wrote, told) in sorted(found.items(), key=lambda e: (plain_letters(e[0]), e[0]))]

    def absent(self) -> tuple[list[Absent], int]:
        """The missing papers of which a number or a day is known, by day and number; and how many others there are."""
        rows = [row for row in missing(self._connection) if row["name"] in self._missing and row["found"] is None]
        known = sorted((row for row in rows if row["number"] or row["date"]), key=_by_day)
        return [Absent(capital(printable(named(row["kind"], row["number"], row["date"]))),
                       printable(_parties(row["sender"], row["recipient"])), self._missing[row["name"]])
                for row in known], len(rows) - len(known)

    def sources(self) -> list[Source]:
        """Where the papers are from."""
        return [Source(printable(name), ranges(n for numbers in files.values() for n in numbers),
                       [(printable(file), ranges(numbers)) for file, numbers in sorted(files.items()) if file])
                for name, files in sorted(self._sources.items())]

    def citing(self) -> dict[str, list[str]]:
        """For each paper that others of the selection cite, their numbers."""
        return {cited: _inorder(numbers) for cited, numbers in self._citing.items()}


def ranges(numbers: Iterator[str] | list[str]) -> str:
    """Numbers in words: "1–4, 7, 9/1"; enclosures go with their carrier where that is named."""
    wanted = set(numbers)
    told = _inorder(n for n in wanted if n.rpartition("/")[0] not in wanted)
    parts: list[list[str]] = []
    for n in told:
        if parts and n.isdecimal() and parts[-1][-1].isdecimal() and int(n) == int(parts[-1][-1]) + 1:
            parts[-1] = [parts[-1][0], n]
        else:
            parts.append([n])
    return ", ".join("–".join(part) for part in parts)


def _inorder(numbers: Iterator[str] | set[str] | list[str]) -> list[str]:
    return sorted(set(numbers), key=lambda n: [int(part) for part in n.split("/")])


def _is_party(docket: Docket, label: str) -> bool:
    return any(p.name and p.name.endswith(label) for p in (*docket.sender, *docket.recipient))


def _inverted(name: str, surname: str) -> str:
    """ "Straus, Jesse Isidor": the name with the surname first, where it ends with it."""
    before = name[:-len(surname)].strip(" ,")
    return f"{surname}, {before}" if before and name.endswith(surname) and name != surname else name


def _parties(sender: str | None, recipient: str | None) -> str:
    if sender and recipient:
        return f"{sender}, to {recipient}"
    return f"to {recipient}" if recipient else sender or ""


def _by_day(row: dict[str, str | None]) -> tuple[str, int, str, str]:
    day = parse(row["date"]) if row["date"] else None
    number = _FIRST_NUMBER.search(row["number"] or "")
    return str(day.first) if day else "9999", int(number[0]) if number else 0, row["number"] or "", row["name"] or ""
