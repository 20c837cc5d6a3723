"""An archive of the specimen in all its file formats, with a paper that means harm and a file that cannot be read."""

import sqlite3
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from dragoman import Archive
from dragoman.archive.journal import decide, undo
from dragoman.archive.store import open_archive
from dragoman.edition.annotation import Assessment, Directive, Event, Statement
from dragoman.edition.decision import GradePaper, Quoted, RejectFinding
from dragoman.specimen import FOLDER

SOURCES = [FOLDER / name for name in ("papers", "volume.txt", "volume.xml", "letter.html", "despatch.docx", "pages.pdf")]
# a heading whose parties are formulas to a spreadsheet, and an apostrophe that is the paper's own
HOSTILE = """=HYPERLINK("http://x.invalid") to the Secretary of State.
London, May 3, 1864.
Sir: I refer to my despatch No. 7 of the 2d of April, and to "'=1+1, 'twas said".
-Your obedient servant,
@SUM(A1:A9)
"""
BODIES = (("statement", Statement("silent", "=Falk", "writer", True, "said")), ("directive", Directive("forbid", "we", "if so")),
          ("assessment", Assessment("we", "likely", "doubt", "very likely", (80, 95))),
          ("event", Event("consult", "writer", "Falk", "1926-09", "planned")))


@pytest.fixture(scope="session")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive's file. Nobody writes to it."""
    folder = tmp_path_factory.mktemp("filed")
    (folder / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    path = folder / "specimen.sqlite"
    with Archive.create(path) as archive:
        (problem,) = archive.add(*SOURCES, folder / "hostile.txt", folder / "empty.txt")
        assert problem.file.endswith("empty.txt")
    _set(path)
    _decide(path)
    return path


def _decide(path: Path) -> None:
    """Decisions about a paper and about words, one of them taken back."""
    connection = open_archive(path, write=True)
    decide(connection, GradePaper("02-ravn-telegram-22", "B", "2"), person="Ada Reader", why="=known elsewhere")
    words = Quoted("gone/1", "words of a paper that is not here")
    taken_back = decide(connection, RejectFinding(words, "name", {"kind": "person", "label": "Falk"}), person="Ada Reader")
    undo(connection, taken_back, person="B. Reader")
    connection.close()


def _set(path: Path) -> None:
    """Findings with every field, whatever the readers find in the specimen."""
    connection = sqlite3.connect(path)
    (document, text), = connection.execute("SELECT document, text FROM content ORDER BY document LIMIT 1")
    (last,) = connection.execute("SELECT max(ordinal) FROM annotation WHERE document = ?", (document,)).fetchone()
    for i, (layer, body) in enumerate(BODIES, last + 1):
        connection.execute("INSERT INTO annotation VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                           (document, i, layer, 0, min(20, len(text)), msgspec.json.encode(body).decode(), "given", "editor"))
    connection.commit()
    connection.close()


@pytest.fixture(scope="session")
def volume(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of a FRUS volume, 428 papers. Nobody writes to it."""
    path = tmp_path_factory.mktemp("volume") / "frus1861.sqlite"
    with Archive.create(path) as archive:
        archive.add(corpus / "frus" / "frus1861.xml")
    return path


@pytest.fixture(scope="session")
def letter_filed(letter: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the founding letter. Nobody writes to it."""
    path = tmp_path_factory.mktemp("letter") / "letter.sqlite"
    with Archive.create(path) as archive:
        archive.add(letter)
    return path


@pytest.fixture(scope="session")
def schema(corpus: Path) -> etree.RelaxNG:
    """The schema of all of TEI P5; the test is skipped where it is absent."""
    path = corpus.parent / "schema" / "tei_all.rng"
    if not path.exists():
        pytest.skip("the schema of TEI is not beside this checkout")
    return etree.RelaxNG(etree.parse(path))
