"""Bad input: one line that names file and place, exit status 1, and everything readable is read."""

import json
import os
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from dragoman.edition.document import Document
from dragoman.edition.problem import Problem
from dragoman.edition.reading import Reading
from dragoman.pipeline import read_files
from dragoman.sources.opening import files_in, open_file

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="vol">'
GOOD = "The Minister in Sorland (Ekholm) to the Secretary of State\nKarsund, March 3, 1931.\nAll is well in this place.\n"
NORDIC = GOOD + "Ærø, Åse og Gøteborg.\n"


def bomb() -> bytes:
    """Ten entities, each ten of the one before."""
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">\n' for i in range(1, 10))
    return f'<?xml version="1.0"?>\n<!DOCTYPE TEI [\n<!ENTITY e0 "ha">\n{entities}]>\n{TEI}<text>&e9;</text></TEI>'.encode()


def bomb_in_attribute() -> bytes:
    return bomb().replace(b"<text>", b'<text n="&e9;">')


def external() -> bytes:
    return (f'<?xml version="1.0"?>\n<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n{TEI}\n<text><body>'
            '<p>&x;</p></body></text></TEI>').encode()


def pictures() -> bytes:
    """A PDF of one page with a picture and no text."""
    out = BytesIO()
    canvas = Canvas(out)
    bitmap = pypdfium2.PdfBitmap.new_native(40, 40, 4)
    canvas.drawImage(ImageReader(bitmap.to_pil()), 72, 72, 200, 200)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def locked() -> bytes:
    """A PDF with a password."""
    out = BytesIO()
    canvas = Canvas(out, encrypt="secret")
    canvas.drawString(72, 700, "Nothing to be seen.")
    canvas.save()
    return out.getvalue()


def zipped(**parts: int) -> bytes:
    """A ZIP file of parts with so many zero bytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, size in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), bytes(size))
    return out.getvalue()


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    # what is wrong: file, its bytes, what its one line names
    "empty": ("empty.txt", lambda: b"", "empty.txt: this file is empty"),
    "blank": ("blank.txt", lambda: b" \n\t\n", "blank.txt: this file is empty"),
    "NUL bytes": ("nul.txt", lambda: GOOD.replace("well", "w\0ell").encode(), f"nul.txt, byte {GOOD.index('well') + 1}:"),
    "mixed encodings": ("mixed.txt", lambda: NORDIC.encode() + "Sé.".encode("latin-1"),
                        f"mixed.txt, byte {len(NORDIC.encode()) + 1}:"),
    "bomb": ("bomb.xml", bomb, "bomb.xml, line 3:"),
    "bomb in an attribute": ("bomb.xml", bomb_in_attribute, "bomb.xml, line 3:"),
    "external entity": ("external.xml", external, "external.xml, line 4:"),
    "DOCX that is no ZIP": ("paper.docx", lambda: b"Not a ZIP archive at all.", "paper.docx: "),
    "DOCX cut off": ("paper.docx", lambda: zipped(word__document_xml=9000)[:60], "paper.docx: "),
    "DOCX that is another ZIP": ("paper.docx", lambda: zipped(content_xml=10), "paper.docx: "),
    "DOCX with damaged XML": ("paper.docx", lambda: zipped(word__document_xml=10), "paper.docx, word/document.xml: "),
    "DOCX that unpacks to gigabytes": ("paper.docx", lambda: zipped(word__document_xml=300 << 20),
                                       "paper.docx, word/document.xml: "),
    "PDF of pictures": ("scan.pdf", pictures, "scan.pdf: this PDF has no text layer"),
    "PDF with a password": ("locked.pdf", locked, "locked.pdf: this PDF is locked"),
    "PDF that is none": ("none.pdf", lambda: b"Not a PDF.", "none.pdf: this PDF is damaged"),
    "PDF cut off": ("cut.pdf", lambda: pictures()[:200], "cut.pdf: this PDF is damaged"),
    "picture": ("scan.png", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "scan.png: this is a picture"),
    "old Word file": ("old.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "old.doc: "),
    "unknown bytes": ("data.bin", lambda: bytes(range(256)) * 20, "data.bin: this file is neither text nor "),
    "web page without words": ("page.html", lambda: b"<html><body><img src='x'></body></html>", "page.html: "),
    "other XML": ("feed.xml", lambda: b"<?xml version='1.0'?><rss><channel/></rss>", "feed.xml: "),
    "deep XML": ("deep.xml", lambda: f"{TEI}<text><body>{'<p>' * 5000}{'</p>' * 5000}".encode(), "deep.xml, line 1, "),
}


def read(*sources: Path) -> tuple[list[Reading], list[Problem]]:
    """All that the sources give."""
    found = [item for source in sources for item in files_in(str(source))]
    items = [*(i for i in found if isinstance(i, Problem)), *read_files([i for i in found if isinstance(i, Path)])]
    return [i for i in items if isinstance(i, Reading)], [i for i in items if isinstance(i, Problem)]


@pytest.mark.parametrize("case", BAD)
def test_one_line_names_file_and_place_and_the_rest_is_read(case: str, tmp_path: Path) -> None:
    name, content, line = BAD[case]
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / name).write_bytes(content())
    (tmp_path / "z.txt").write_text(GOOD)
    readings, problems = read(tmp_path)
    assert len(problems) == 1, [p.line() for p in problems]
    assert problems[0].line().startswith(f"{tmp_path}/{line}"), problems[0].line()
    assert "\n" not in problems[0].line()
    assert {"a", "z"} <= {r.document.id for r in readings}


def test_a_folder_without_papers(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / ".hidden.txt").write_text(GOOD)
    readings, problems = read(tmp_path)
    assert not readings
    assert [p.line() for p in problems] == [f"{tmp_path}: this folder holds no papers."]


def test_a_source_that_is_not_there(tmp_path: Path) -> None:
    _, problems = read(tmp_path / "none.txt")
    assert [p.file for p in problems] == [str(tmp_path / "none.txt")]


def test_a_name_that_is_no_utf_8_is_told_and_the_rest_read(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("Sir: I have nothing to add.", encoding="utf-8")
    (tmp_path / "plain.txt").write_text("Sir: I have nothing to add.", encoding="utf-8")
    bad, good = files_in(str(tmp_path))
    assert isinstance(bad, Problem) and "not UTF-8" in bad.sentence and good == tmp_path / "plain.txt"


def test_links_that_lead_round(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "paper.txt").write_text(GOOD)
    (inner / "round").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "again").symlink_to(inner)
    readings, problems = read(tmp_path)
    assert [r.document.id for r in readings] == ["paper"]
    assert {p.file for p in problems} == {str(inner / "round"), str(tmp_path / "self")}
    assert len(problems) == 2


def test_what_is_no_ordinary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)                         # a socket's whole path must be short
    with socket.socket(socket.AF_UNIX) as unix:
        unix.bind("socket")
        _, problems = read(tmp_path)
    assert [Path(p.file).name for p in problems] == ["pipe", "socket"]


def test_tei_cut_in_the_middle(tmp_path: Path) -> None:
    whole = TEI + "<text><body>" + "".join(
        f'\n<div type="document" xml:id="d{i}"><head>Paper {i}</head><p>All is well in place {i}.</p></div>'
        for i in range(1, 40)) + "</body></text></TEI>"
    path = tmp_path / "cut.xml"
    path.write_text(whole[:whole.index("place 30")])
    readings, problems = read(path)
    assert [r.document.id for r in readings][:29] == [f"vol/d{i}" for i in range(1, 30)]
    assert readings[28].document.text == "Paper 29\nAll is well in place 29."
    assert [(p.file, p.place.partition(",")[0]) for p in problems] == [(str(path), "line 31")]


def test_tei_in_another_encoding_than_it_says(tmp_path: Path) -> None:
    path = tmp_path / "latin.xml"
    body = "<text><body><p>Frédéric is here.</p></body></text></TEI>"
    path.write_bytes(f'<?xml version="1.0" encoding="UTF-8"?>\n{TEI}{body}'.encode("latin-1"))
    readings, problems = read(path)
    assert readings[0].document.text == "Frédéric is here."
    assert [p.place.partition(",")[0] for p in problems] == ["line 2"]


def line_of(size: int, ending: str, tmp_path: Path) -> Path:
    """A file of one line with so many letters."""
    path = tmp_path / f"line.{ending}"
    words = "All is well. " * (size // 13)
    path.write_text({"txt": words, "html": f"<html><body><p>{words}</p></body></html>",
                     "xml": f"{TEI}<text><body><p>{words}</p></body></text></TEI>"}[ending])
    return path


@pytest.mark.parametrize("ending", ["txt", "html", "xml"])
def test_a_line_of_20_megabytes(ending: str, tmp_path: Path) -> None:
    path = line_of(20_000_000, ending, tmp_path)
    problems = [p for p in open_file(path) if isinstance(p, Problem)]
    assert [(p.file, p.place.partition(",")[0]) for p in problems] == [(str(path), "line 1")]


@pytest.mark.skipif("DRAGOMAN_SLOW" not in os.environ, reason="takes a minute; set DRAGOMAN_SLOW")
@pytest.mark.parametrize("ending", ["txt", "html", "xml"])
def test_a_line_of_200_megabytes(ending: str, tmp_path: Path) -> None:
    path = line_of(200_000_000, ending, tmp_path)
    problems = [p for p in open_file(path) if isinstance(p, Problem)]
    assert [(p.file, p.place.partition(",")[0]) for p in problems] == [(str(path), "line 1")]


def test_two_papers_never_share_an_id(tmp_path: Path) -> None:
    for folder in ("1930", "1931", "1931/inner"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "letter.txt").write_text(GOOD)
        (tmp_path / folder / "volume.xml").write_text(
            f'{TEI}<text><body><div type="document" xml:id="d1"><p>Well.</p><div type="document"><p>Its map.</p></div>'
            '</div></body></text></TEI>')
    readings, problems = read(tmp_path)
    ids = [r.document.id for r in readings]
    assert not problems
    assert len(ids) == len(set(ids)) == 9
    assert {"letter", "1931.letter", "inner.letter", "vol/d1", "vol/d1/1", "1931.vol/d1", "1931.vol/d1/1"} <= set(ids)
    carriers = {r.document.id: r.document.enclosed_in for r in readings}
    assert carriers["1931.vol/d1/1"] == "1931.vol/d1"


def test_the_command_reads_on_and_says_so(tmp_path: Path) -> None:
    """Every bad file above in one run: a line for each, the good papers read, exit status 1."""
    for number, (name, content, _) in enumerate(BAD.values()):
        folder = tmp_path / f"{number:02}"
        folder.mkdir()
        (folder / name).write_bytes(content())
        (folder / f"good-{number:02}.txt").write_text(GOOD)
    (tmp_path / "loop").symlink_to(tmp_path)
    done = subprocess.run([sys.executable, "-m", "dragoman", "read", str(tmp_path), str(tmp_path / "none"), "--json"],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 1
    ids = {json.loads(line)["id"] for line in done.stdout.splitlines()}
    assert {f"good-{number:02}" for number in range(len(BAD))} <= ids
    told = done.stderr.splitlines()
    assert len(told) == len(BAD) + 2
    for number, (_, _, line) in enumerate(BAD.values()):
        assert sum(f"{tmp_path}/{number:02}/{line}" in t for t in told) == 1
    assert sum(f"{tmp_path}/loop" in t for t in told) == sum(f"{tmp_path}/none" in t for t in told) == 1


@pytest.mark.parametrize("source", ["empty", "folder", "link", "cut"])
def test_exit_status(source: str, tmp_path: Path) -> None:
    path = tmp_path / ("cut.xml" if source == "cut" else source)
    if source == "folder":
        path.mkdir()
    elif source == "link":
        path.symlink_to(path)
    else:
        path.write_text(f"{TEI}<text><body><p>All is well" if source == "cut" else "")
    done = subprocess.run([sys.executable, "-m", "dragoman", "read", str(path), "--json"], capture_output=True, text=True,
                          check=False)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1 and str(path) in done.stderr
    assert len(done.stdout.splitlines()) == (source == "cut")


def test_tei_of_an_empty_paper(tmp_path: Path) -> None:
    path = tmp_path / "empty.xml"
    path.write_text(f'{TEI}<text><body><div type="document" xml:id="d1"/><div type="document" xml:id="d2"><p>Well.</p>'
                    '</div></body></text></TEI>')
    readings, problems = read(path)
    assert [r.document.id for r in readings] == ["vol/d2"] and not problems


def test_standard_input_is_a_source() -> None:
    done = subprocess.run([sys.executable, "-m", "dragoman", "read", "-", "--json"], input=GOOD, capture_output=True,
                          text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["text"] == GOOD.strip()


@pytest.mark.parametrize("name", ["text.txt", "page.html", "volume.xml", "paper.docx", "paper.pdf"])
def test_any_bytes_are_read_without_a_fault(name: str, tmp_path: Path) -> None:
    """Every opener, on the beginnings of its format followed by nonsense."""
    heads = {"text.txt": b"Sir: ", "page.html": b"<html><p>", "volume.xml": TEI.encode(), "paper.docx": b"PK\x03\x04",
             "paper.pdf": b"%PDF-1.7\n"}
    path = tmp_path / name
    for tail in (b"", bytes(range(256)), b"<" * 5000, b"&" * 5000, b"\xff\xfe\x00\xd8" * 500, "é\0\u2028".encode() * 100):
        path.write_bytes(heads[name] + tail)
        for item in open_file(path):
            assert isinstance(item, Document | Problem)
