"""The title of a volume: that which its TEI file gives it, as long as that file is the one that was read."""

from pathlib import Path

import pytest

from dragoman import Archive
from dragoman.publish.citations.volumes import LONGEST, volume_title
from dragoman.specimen import FOLDER

LETTER = ('<div type="document" xml:id="d{}"><head>Falk to Ravn</head><dateline><date when="1927-01-0{}">January {}, 1927</date>'
          "</dateline><p>I refer to nothing.</p></div>")


def volume(titles: str, papers: int = 2) -> str:
    body = "".join(LETTER.format(n, n, n) for n in range(1, papers + 1))
    return (f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="v"><teiHeader><fileDesc><titleStmt>{titles}</titleStmt></fileDesc></teiHeader>'
            f"<text><body>{body}</body></text></TEI>")


@pytest.mark.parametrize(("titles", "found"), [
    ('<title type="series">Papers</title><title type="complete">Papers, 1927,\n   Volume <hi>I</hi></title>', "Papers, 1927, Volume I"),
    ('<title>Papers &amp; Letters</title><title type="sub">A Selection</title>', "Papers & Letters"),
    ('<title type="main">Papers</title>', "Papers"), ("<title/>", None), ("", None), (f"<title>{'x' * (LONGEST + 1)}</title>", None)])
def test_the_title_is_that_of_the_whole(titles: str, found: str | None, tmp_path: Path) -> None:
    (tmp_path / "v.xml").write_text(volume(titles), encoding="utf-8")
    with Archive.create(tmp_path / "a.sqlite") as archive:
        archive.add(tmp_path / "v.xml")
        assert volume_title(archive._connection, "v") == found
        archive.export("bibtex", tmp_path / "out.bib")
    assert f"In {(found or 'v').replace('&', chr(92) + '&')}, doc. 2" in (tmp_path / "out.bib").read_text(encoding="utf-8")


def test_a_file_that_changed_or_went_or_holds_one_paper_gives_no_title(tmp_path: Path) -> None:
    for name in ("changed", "gone"):
        (tmp_path / f"{name}.xml").write_text(volume("<title>Papers</title>").replace('"v"', f'"{name}"'), encoding="utf-8")
    (tmp_path / "single.xml").write_text(volume("<title>Falk to Ravn</title>", 1).replace('"v"', '"single"'), encoding="utf-8")
    with Archive.create(tmp_path / "a.sqlite") as archive:
        archive.add(tmp_path / "changed.xml", tmp_path / "gone.xml", tmp_path / "single.xml")
        (tmp_path / "changed.xml").write_text("<TEI/>", encoding="utf-8")
        (tmp_path / "gone.xml").unlink()
        collections = {row.collection for row in archive.documents()}
        assert [volume_title(archive._connection, name) for name in sorted(collections)] == [None] * len(collections)


def test_the_specimens_volume_has_its_title_in_every_form_of_citation(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "a.sqlite") as archive:
        archive.add(FOLDER / "volume.xml")
        for form in ("bibtex", "ris", "csl-json", "cmif", "plover"):
            archive.export(form, tmp_path / form)
            assert "The Murava Papers, 1926-1927" in (tmp_path / form).read_text(encoding="utf-8"), form
