"""One paper: its public record, its findings with what people decided, what it stands among, how it is cited."""

import sqlite3

from msgspec import Struct, field, structs

from dragoman.edition.annotation import Annotation
from dragoman.edition.decision import Decision
from dragoman.edition.docket import Docket
from dragoman.edition.document import Block, Note
from dragoman.edition.judged import Judged
from dragoman.inquiries.beside import Around, Citing, Duty, Neighbour
from dragoman.inquiries.beside import beside as neighbours
from dragoman.inquiries.judged import judged
from dragoman.publish.citations import FORMS
from dragoman.publish.lines import line_of
from dragoman.publish.pages.addresses import keys
from dragoman.publish.pages.document import citation
from dragoman.web.api.asking import answers_of
from dragoman.web.api.parameters import Asked

_NAMED = "The id of a paper, “frus1936v03/d12”."


class Enclosed(Docket, frozen=True, kw_only=True):
    """An enclosure in the record of its carrier: what its own heading says, and where it stands in the text."""

    id: str
    start: int
    end: int


class Record(Docket, frozen=True, kw_only=True):
    """The public record of a paper with its enclosures, as `dragoman export --as jsonl` gives it.

    Offsets are half-open spans of Unicode code points in `text`, which is the carrier's and then each enclosure's.
    """

    id: str
    language: str | None
    origin: str
    form: str
    enclosed_in: str | None
    text: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    annotations: tuple[Annotation, ...]
    enclosures: tuple[Enclosed, ...]


class Keyed(Struct, frozen=True):
    """A finding, and the key under which it has its page: /finding/KEY/DOCUMENT."""

    key: str
    finding: Judged


class Findings(Struct, frozen=True):
    """The findings of a paper as people left them, rejected ones among them, in the order of their spans.

    `unfit` are decisions that do not fit the paper, each with why; `last` is the newest entry of the journal, 0 where
    there is none.
    """

    document: str
    findings: tuple[Keyed, ...]
    unfit: tuple[tuple[Decision, str], ...]
    last: int


class Asking(Duty, frozen=True, kw_only=True):
    """What a directive of the paper asks, by the span of its words, and what became of it (as in /api/pending)."""

    start: int
    end: int


class Among(Struct, frozen=True):
    """What a paper stands among: before and after it in order of time, in the series of its channel, and in print.

    `collection` is its volume or folder, `pages` are the printed pages it has text on; `cited_by` are the first of
    `citing` papers.
    """

    collection: str
    time: Around
    series: Around
    print: Around
    carrier: Neighbour | None
    enclosures: tuple[Neighbour, ...]
    cited_by: tuple[Citing, ...]
    citing: int
    pages: tuple[str, ...]
    duties: tuple[Asking, ...]


class Citations(Struct, frozen=True):
    """A paper as a footnote has it, and as the programs that keep bibliographies take it in."""

    chicago: str
    bibtex: str
    ris: str
    csl_json: str = field(name="csl-json")


@answers_of("/document", _NAMED)
def document(connection: sqlite3.Connection, name: str, asked: Asked) -> Record:
    """The public record of a paper with its enclosures: text, blocks, notes and annotations.

    Findings are as people left them. One that is enclosed has its own record, in which `enclosed_in` is its carrier.
    """
    return line_of(connection, name)  # type: ignore[return-value]  # the line is the record as JSON


@answers_of("/findings", _NAMED)
def findings(connection: sqlite3.Connection, name: str, asked: Asked) -> Findings:
    """What was found in a paper, each finding with its verdict and the last decision about it."""
    held = judged(connection, name)
    its = keys((f.annotation for f in held.findings), held.reading.document.text)
    return Findings(name, tuple(Keyed(*pair) for pair in zip(its, held.findings, strict=True)), held.unfit, held.last)


@answers_of("/beside", _NAMED)
def beside(connection: sqlite3.Connection, name: str, asked: Asked) -> Among:
    """What a paper stands among: before and after it, what encloses and cites it, its pages, what it asks."""
    found = structs.asdict(neighbours(connection, name))
    duties = tuple(Asking(start=start, end=end, **structs.asdict(duty))
                   for (start, end), duty in found.pop("duties").items())
    return Among(**found, duties=duties)


@answers_of("/cite", _NAMED)
def cite(connection: sqlite3.Connection, name: str, asked: Asked) -> Citations:
    """How a paper is cited: in Chicago notes style, BibTeX, RIS and CSL-JSON."""
    made = citation(connection, name)
    return Citations(*(form.write(made) for form in FORMS.values()))


PAPERS = (document, findings, beside, cite)
