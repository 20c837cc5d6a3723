"""Cited: what a paper cites, as the line below it and the register of missing papers tell it."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from dragoman.edition.annotation import LinkedReference, Reference
from dragoman.edition.reading import Reading
from dragoman.publish.pages.environment import day
from dragoman.publish.pdf.runs import printable
from dragoman.publish.words import shorten

QUOTE_LIMIT = 70                # of the words by which a paper without number and day is called


class Cites(Struct, frozen=True):
    """What a paper cites, each once, in the order of its text.

    `here` are numbers of this selection, `kept` ids of other papers of the archive, `missing` words for papers that are
    not there and have a number or a day, `perhaps` words with what they may mean, each with whether it is a number of
    this selection. `records` are the missing papers' own names. `resolved` of all `references` lead to a paper of the
    archive.
    """

    here: tuple[str, ...]
    kept: tuple[str, ...]
    missing: tuple[str, ...]
    perhaps: tuple[tuple[str, tuple[tuple[str, bool], ...]], ...]
    records: tuple[str, ...] = ()
    references: int = 0
    resolved: int = 0


def cites(reading: Reading, numbers: Mapping[str, str]) -> Cites:
    """What a paper cites; `numbers` are those of the papers of the selection. Newspapers and books are left out."""
    here: dict[str, None] = {}
    kept: dict[str, None] = {}
    missing: dict[str, str] = {}
    perhaps: dict[str, tuple[tuple[str, bool], ...]] = {}
    records: dict[str, None] = {}
    found = list(_references(reading))
    for words, body in found:
        record = body.missing if isinstance(body, LinkedReference) else None
        if body.target:
            (here if body.target in numbers else kept)[numbers.get(body.target, body.target)] = None
        elif body.status == "ambiguous" and isinstance(body, LinkedReference) and body.candidates:
            perhaps.setdefault(words, tuple((numbers.get(c) or printable(c), c in numbers) for c in body.candidates))
        elif body.status in ("missing", "ambiguous"):
            if body.number or body.date:
                missing.setdefault(record or words, words)
            if record:
                records[record] = None
    return Cites(tuple(here), tuple(map(printable, kept)), tuple(dict.fromkeys(missing.values())),
                 tuple(perhaps.items()), tuple(records), len(found),
                 sum(body.target is not None for _, body in found))


def named(kind: str, number: str | None, date: str | None) -> str:
    """A paper by its number and day: "letter No. 5989 of 15 December 1936"; "" where neither is told."""
    if not (number or date):
        return ""
    return " ".join(filter(None, (kind if kind != "other" else "paper", number and f"No. {number}",
                                  date and f"of {day(date)}")))


def _references(reading: Reading) -> Iterator[tuple[str, Reference]]:
    for a in reading.annotations:
        if isinstance(a.body, Reference) and a.body.status != "external":
            quote = shorten(reading.document.quote(a.start, a.end), QUOTE_LIMIT)
            yield printable(named(a.body.kind, a.body.number, a.body.date) or f"“{quote}”"), a.body
