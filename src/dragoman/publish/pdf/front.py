"""Front: what the title page and the page behind it say of a selection: what it is, of when, how it is set."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from hashlib import blake2s
from importlib.metadata import version

from msgspec import Struct

from dragoman.archive.journal import last_made
from dragoman.edition.dates import parse
from dragoman.inquiries.selection import Selection
from dragoman.publish.citations.days import in_words
from dragoman.publish.pages.environment import plural
from dragoman.publish.pdf.papers import Paper
from dragoman.publish.pdf.runs import printable

TITLE = "Diplomatic Papers"


class Front(Struct, frozen=True):
    """The words before the papers; `span` are the years of the papers, `language` is that of most of them."""

    title: str
    span: str
    counted: str
    selected: str
    made: str
    legend: list[str]
    language: str


class Gathered:
    """What is known of the papers when all were written; `digest` tells this selection from others."""

    def __init__(self) -> None:
        self.papers, self.enclosures, self.notes, self.cited, self.found = 0, 0, 0, 0, 0
        self.first, self.last = "9999", ""
        self.languages: Counter[str] = Counter()
        self.characters: Counter[str] = Counter()
        self.digest = blake2s(digest_size=4)

    def take(self, paper: Paper, date: str | None, encoded: bytes) -> None:
        """Count a paper as it was written."""
        day = parse(date) if date else None
        if day and "/" not in paper.number:
            self.first, self.last = min(self.first, str(day.first)), max(self.last, str(day.last))
        self.papers += 1
        self.enclosures += "/" in paper.number
        self.notes += paper.noted
        self.cited += paper.cites.references
        self.found += paper.cites.resolved
        self.languages[paper.language] += 1
        self.characters.update(encoded.decode())
        self.digest.update(encoded)


def front(connection: sqlite3.Connection, chosen: Selection, wanted: str | Sequence[str] | None, title: str | None,
          gathered: Gathered) -> Front:
    """The words before the papers of a selection."""
    first, last = in_words(gathered.first), in_words(gathered.last) if gathered.last else None
    own = gathered.papers - gathered.enclosures
    counted = plural(own, "document")
    if gathered.enclosures:
        counted += f", with {plural(gathered.enclosures, 'enclosure')}"
    decided = last_made(connection)
    state = f"last decision of its readers on {in_words(decided[:10])}" if decided else "no decision of its readers"
    return Front(
        printable(title or TITLE), (first or "") if first == last else f"{first} – {last}" if last else "", counted,
        _selected(chosen, wanted),
        f"Made by dragoman {version('dragoman')} from the archive as it stood: {state}; "
        f"fingerprint of these papers {gathered.digest.hexdigest()}",
        _legend(gathered), gathered.languages.most_common(1)[0][0])


def missing_told(known: int, vague: int) -> str:
    """What stands before the missing papers; "" where none is cited. Of `vague` neither number nor day is told."""
    if not known and not vague:
        return ""
    told = "Papers that these documents cite and that the archive does not hold, by day and number."
    return told + (f" Of {plural(vague, 'other')} neither number nor day is told." if vague else "")


def _selected(chosen: Selection, wanted: str | Sequence[str] | None) -> str:
    if wanted is None:
        return f"All {plural(chosen.looked, 'paper')} of an archive"
    how = f"the query: {printable(wanted)}" if isinstance(wanted, str) else "their ids"
    return f"Selected from the {plural(chosen.looked, 'paper')} of an archive by {how}"


def _legend(gathered: Gathered) -> list[str]:
    """How it is set, in sentences."""
    order = ("The documents stand in order of time as their headings give it, those without a date last; their numbers "
             "are those of this selection, and the name at the right is the one they bear in the archive.")
    enclosed = " An enclosure follows the paper that carries it: 12/1 is the first enclosure of document 12."
    told = f"{gathered.found:,} of {gathered.cited:,} references" if gathered.cited else "None of 0 references"
    return [
        order + (enclosed if gathered.enclosures else ""),
        "The text is that of the files the papers were read from, word for word. Notes are theirs, with their own "
        "labels; one to which no marker leads stands after its document. [p. 54] is where page 54 of that print "
        "begins. What is dotted below is damaged there: cut off, or garbled.",
        "What stands in small type below a document is not its own: what it cites, as far as a number or day is told, "
        f"where that is in this selection, and what cites it. {told} (newspapers and books left out) lead to a paper "
        "of the archive.",
        "The index of persons was read from headings and texts by a program: not every name in it is a person, nor is "
        "every person in it."]
