"""The archive in Python: `from dragoman import Archive`. The same rows as the exported tables, typed, and as Arrow."""

from collections.abc import Iterator
from concurrent.futures import Executor
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from dragoman.archive.listing import linked, paper
from dragoman.archive.store import open_archive, said
from dragoman.edition.problem import Problem
from dragoman.edition.reading import Reading
from dragoman.inquiries.holdings import Holdings, holdings
from dragoman.publish.arrow import arrow_table, data_frame, reader
from dragoman.publish.asking import Asking
from dragoman.publish.exporting import Exported, Wanted
from dragoman.publish.forms import FORMS, export
from dragoman.publish.records import DocumentRow, ReferenceRow
from dragoman.publish.tables import TABLES, table

if TYPE_CHECKING:
    import pandas
    import pyarrow


Asked = ParamSpec("Asked")
Result = TypeVar("Result")
Row = TypeVar("Row")


class Archive(Asking):
    """An archive, open for reading until it is closed; `with Archive(path) as archive` closes it.

    Rows are frozen records whose fields are typed and whose spans are half-open offsets in Unicode code points of the
    paper's text. Every row comes as it is asked for, so memory does not grow with the archive. An archive is used by
    the thread that opened it.

    Raises NoSuchArchive, NotAnArchive, NewerArchive, ArchiveBusy or CannotWrite (all of dragoman.errors).
    """

    tables = tuple(t.name for t in TABLES)
    forms = tuple(FORMS)

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

    def export(self, form: str, path: str | Path, *, force: bool = False, wanted: Wanted | None = None) -> Exported:
        """Write all that the archive holds to a file or folder, in one of the `forms`, as `dragoman export` does.

        Raises KeyError for another form; FileStands when something stands there and `force` is not given; CannotExport.
        """
        with said(self.path):
            return export(self._connection, form, Path(path), force=force, wanted=wanted)

    def _stream(self, rows: Iterator[Row]) -> Iterator[Row]:
        with said(self.path):
            yield from rows

