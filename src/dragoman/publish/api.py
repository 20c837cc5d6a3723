"""The archive in Python: `from dragoman import Archive`. The same rows as the exported tables, typed, and as Arrow."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from importlib import import_module
from pathlib import Path
from sqlite3 import Connection
from types import TracebackType
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypedDict, TypeVar, Unpack, cast

from dragoman.archive.listing import linked, paper
from dragoman.archive.store import open_archive, said
from dragoman.archive.transactions import snapshot
from dragoman.edition.dates import parse
from dragoman.edition.problem import Problem
from dragoman.edition.reading import Reading
from dragoman.errors import BadDate
from dragoman.inquiries.answer import Answer
from dragoman.inquiries.gaps import Run, gaps
from dragoman.inquiries.holdings import Holdings, holdings
from dragoman.inquiries.missing import Dossier, Missing, Which, dossier, missing
from dragoman.inquiries.register import Entry, register
from dragoman.inquiries.scope import Scope
from dragoman.inquiries.search import Found, search
from dragoman.inquiries.thread import Chain, thread
from dragoman.inquiries.threads import Sort, Thread, threads
from dragoman.publish import forms
from dragoman.publish.arrow import arrow_table, data_frame, reader
from dragoman.publish.records import DocumentRow, ReferenceRow
from dragoman.publish.tables import TABLES, table

if TYPE_CHECKING:
    import pandas
    import pyarrow


Asked = ParamSpec("Asked")
Result = TypeVar("Result")
Row = TypeVar("Row")


class Narrow(TypedDict, total=False):
    """What an inquiry can be narrowed to; all that is given must hold.

    `sender`, `recipient` and `place` are words that stand there; `date` is EDTF, a day or a span that the paper's date
    can fall in; `collection` is a volume or folder; `channel` the key of a sender and that of a recipient; `cited_by`
    is the id of a paper.
    """

    sender: str
    recipient: str
    kind: str
    date: str
    place: str
    collection: str
    channel: tuple[str, str]
    number: str
    cited_by: str


class Archive:
    """An archive, open for reading until it is closed; `with Archive(path) as archive` closes it.

    Rows are frozen records whose fields are typed and whose spans are half-open offsets in Unicode code points of the
    paper's text. Every row comes as it is asked for, so memory does not grow with the archive. An archive is used by
    the thread that opened it.

    Raises NoSuchArchive, NotAnArchive, NewerArchive, ArchiveBusy or CannotWrite (all of dragoman.errors).
    """

    tables = tuple(t.name for t in TABLES)

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._connection = open_archive(self.path)

    @classmethod
    def create(cls, path: str | Path) -> "Archive":
        """The archive at this path, made if it is not there."""
        with said(path):
            open_archive(path, write=True).close()
        return cls(path)

    def close(self) -> None:
        """Close it; rows that were not taken yet cannot be had any more."""
        self._connection.close()

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    def add(self, *sources: str | Path, executor: Executor | None = None) -> tuple[Problem, ...]:
        """File papers and look every reference up; what could not be read comes back: file, place, sentence.

        A source is a file or a folder, which is walked. What is filed already and unchanged is not read again.
        `executor` reads the papers if one is given (a process pool, a Dask client's), else this process does.
        """
        with said(self.path):
            connection = open_archive(self.path, write=True)
            try:
                return tuple(import_module("dragoman.publish.adding").add_papers(connection, sources, executor))
            finally:
                connection.close()

    def holdings(self) -> Holdings:
        """What the archive holds, in numbers with their denominators."""
        return self._ask(holdings)

    def readings(self) -> Iterator[Reading]:
        """Every paper with its text and annotations, in the order of filing; references with what became of them."""
        return self._stream(linked(self._connection))

    def document(self, name: str) -> Reading:
        """One paper: `document` with its text, `annotations`, `docket()`. Raises NoSuchDocument."""
        return self._ask(paper, name)

    def documents(self) -> Iterator[DocumentRow]:
        """Every paper as its heading tells it, in the order of filing; an enclosure is a paper of its own."""
        return cast(Iterator[DocumentRow], self.rows("documents"))

    def references(self) -> Iterator[ReferenceRow]:
        """Every reference with its exact words and what became of it: `status`, `target`, `missing`, `candidates`."""
        return cast(Iterator[ReferenceRow], self.rows("references"))

    def rows(self, name: str) -> Iterator[Any]:
        """The rows of a table (one of `tables`), in the order of filing. Raises NoSuchTable."""
        return self._stream(table(name).rows(self._connection))

    def search(self, query: str, *, limit: int = 20, skip: int = 0) -> Found:
        """The papers that a query finds, the best first, each with the passages that answer it. Raises BadQuery."""
        return self._ask(search, query, limit=limit, skip=skip)

    def register(self, *, limit: int | None = None, skip: int = 0, **narrow: Unpack[Narrow]) -> Answer[Entry]:
        """Every paper in order of time, with what it cites and how often it is cited."""
        return self._ask(register, scope(narrow), limit=limit, skip=skip)

    def threads(self, *, sort: Sort = "papers", limit: int | None = None, skip: int = 0,
                **narrow: Unpack[Narrow]) -> Answer[Thread]:
        """The threads of papers that answer or transmit one another; those with most papers first, or by `sort`."""
        return self._ask(threads, scope(narrow), sort=sort, limit=limit, skip=skip)

    def thread(self, name: str) -> Chain:
        """The thread of a paper, or of a missing one, in order of time. Raises NoSuchDocument."""
        return self._ask(thread, name)

    def missing(self, *, which: Which = "known", limit: int | None = None, skip: int = 0,
                **narrow: Unpack[Narrow]) -> Answer[Missing]:
        """The papers that are cited and not here: "known" by number or day, "all" that are open, or "closed" since."""
        return self._ask(missing, scope(narrow), which=which, limit=limit, skip=skip)

    def dossier(self, name: str) -> Dossier:
        """All that is known of one missing paper, each field with its passages. Raises NoSuchDocument."""
        return self._ask(dossier, name)

    def gaps(self, *, limit: int | None = None, skip: int = 0, **narrow: Unpack[Narrow]) -> Answer[Run]:
        """The numbers that are known from nowhere, in each run of a numbered series."""
        return self._ask(gaps, scope(narrow), limit=limit, skip=skip)

    def arrow(self, name: str) -> "pyarrow.Table":
        """A table as an Arrow table in memory. Raises NoSuchTable, or NotInstalled without pyarrow."""
        return arrow_table(table(name), self.rows(name))

    def batches(self, name: str) -> "pyarrow.RecordBatchReader":
        """A table as a stream of Arrow record batches, which DuckDB and others read. Raises as `arrow` does."""
        return reader(table(name), self.rows(name))

    def pandas(self, name: str) -> "pandas.DataFrame":
        """A table as a data frame: offsets as integers, days as dates, lists as arrays. Raises as `arrow` does.

        pandas must be installed as well.
        """
        return data_frame(table(name), self.rows(name))

    def export(self, form: forms.Form, path: str | Path, *, force: bool = False) -> forms.Exported:
        """Write all that the archive holds to a file ("jsonl") or folder ("csv", "parquet"), as `dragoman export` does.

        Raises FileStands when something stands there and `force` is not given, or CannotExport.
        """
        with said(self.path):
            return forms.export(self._connection, form, Path(path), force=force)

    def _ask(self, inquiry: Callable[Concatenate[Connection, Asked], Result], *args: Asked.args,
             **kwargs: Asked.kwargs) -> Result:
        """The answer to an inquiry, from the archive as it is at one moment."""
        with said(self.path), snapshot(self._connection):
            return inquiry(self._connection, *args, **kwargs)

    def _stream(self, rows: Iterator[Row]) -> Iterator[Row]:
        with said(self.path):
            yield from rows


def scope(narrow: Narrow) -> Scope:
    """What an inquiry is narrowed to. Raises BadDate when the date is no EDTF."""
    date = narrow.get("date")
    parsed = parse(date) if date is not None else None
    if date is not None and parsed is None:
        raise BadDate(date)
    return Scope(**{**narrow, "date": parsed})  # type: ignore[arg-type]
