"""Forms: all that `export` can make of an archive, each written whole or not at all, as it is at one moment."""

import sqlite3
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from msgspec import Struct, structs

from dragoman.archive.transactions import snapshot
from dragoman.publish.exporting import Exported, Seen, Wanted
from dragoman.publish.writing import whole, whole_folder


class FileForm(Struct, frozen=True):
    """A form that is one file. `meaning` is for people; `options` are the fields of Wanted that it heeds."""

    meaning: str
    write: Callable[[sqlite3.Connection, BinaryIO, Wanted, Seen], Exported]
    options: tuple[str, ...] = ()


class FolderForm(Struct, frozen=True):
    """A form that is a folder, in which a list of its files stands."""

    meaning: str
    write: Callable[[sqlite3.Connection, Path, Wanted, Seen], Exported]
    options: tuple[str, ...] = ()


def export(connection: sqlite3.Connection, form: str, path: Path, *, force: bool = False, wanted: Wanted | None = None,
           seen: Seen = lambda what, count: None) -> Exported:
    """Write what an archive holds in one of FORMS to a file or folder.

    `seen` is told what is being written and how much of it so far. With `force` an earlier export is replaced. Raises
    KeyError for another form, FileStands, CannotExport, or, for a form whose library is not there, NotInstalled.
    """
    made, wanted = FORMS[form], wanted or Wanted()
    wanted = structs.replace(wanted, select=(wanted.select or "").strip() or None)      # a blank query asks for all
    with snapshot(connection):
        if isinstance(made, FileForm):
            with whole(path, force=force) as file:
                return made.write(connection, file, wanted, seen)
        with whole_folder(path, force=force) as folder:
            return made.write(connection, folder, wanted, seen)


def _by(module: str, function: str) -> Callable[..., Exported]:
    """What writes a form, loaded when it is called: all of them together take long to load."""
    def write(*told: Any) -> Exported:
        made: Exported = getattr(import_module(f"dragoman.publish.{module}"), function)(*told)
        return made
    return write


FORMS: Mapping[str, FileForm | FolderForm] = {
    "jsonl": FileForm("a file, one paper a line, as `dragoman read --json`, each reference with its status and target",
                      _by("lines", "jsonl"), ("apart",)),
    "site": FolderForm("a folder of pages to read in a browser, with search, without a server",
                       _by("site.writing", "write"), ("title", "select")),
    "pdf": FileForm("a book to print: notes at the foot of the page, contents, missing papers, index of persons; "
                    "unlike the others it is held in memory, up to 2.2 GB for 1,000 pages",
                    _by("pdf.edition", "pdf"), ("select", "title")),
    "tei": FolderForm("a folder with each paper as TEI P5, and lists of persons, places, events and missing papers",
                      _by("tei", "tei")),
    "cmif": FileForm("an index of the letters in CMIF 1.1, for correspSearch, with what is conjecture marked so",
                     _by("cmif", "cmif"), ("missing", "title", "editor", "publisher", "url", "address")),
    "webanno": FolderForm("a folder with a page of Web Annotations (W3C, JSON-LD) for each paper, and all decisions",
                          _by("webanno.folder", "write")),
    "csv": FolderForm("a folder with a table for each kind of record, and their data dictionary",
                      _by("tabular", "csv")),
    "parquet": FolderForm("the same tables with typed columns", _by("tabular", "parquet")),
    "plover": FileForm("a file, one event a line, in PLOVER's JSON, each with every passage that tells of it",
                       _by("plover", "plover")),
    "graphml": FolderForm("a folder with the networks of citations, correspondence and reports",
                          _by("graphs", "graphml")),
    "gexf": FolderForm("the same networks with the days of their edges, for Gephi", _by("graphs", "gexf")),
    "bibtex": FileForm("a bibliography for LaTeX, an entry for each paper", _by("bibliographies", "bibtex")),
    "ris": FileForm("a bibliography for reference managers, a record for each paper", _by("bibliographies", "ris")),
    "csl-json": FileForm("a bibliography for citeproc, Pandoc and Zotero, an item for each paper",
                         _by("bibliographies", "csl_json")),
}
