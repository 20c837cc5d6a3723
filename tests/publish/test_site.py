"""`dragoman publish`: a folder of pages whose every link leads to a file of it, whole or not there at all."""

import os
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from crawling import elements, faults, tree

from dragoman import Archive
from dragoman.archive import chosen
from dragoman.archive.naming import inverted
from dragoman.archive.terms import letters
from dragoman.cli.main import main
from dragoman.errors import NothingSelected
from dragoman.publish.exporting import Wanted
from dragoman.publish.forms import export
from dragoman.publish.site.shards import BASE, DIGITS, figures, packed
from dragoman.specimen import FOLDER
from dragoman.specimen import papers as specimen

VOLUME = "frus1861.xml"
RUN = 7                         # words that two papers seldom have alike by chance
LETTER = "08-medyanov-letter"
# names of files as people may give them; each is the id of a paper
ODD = ("a b", "ünï-çödé", "con", "x#y?z%41", "q'o<b>&amp;", "index", "русское письмо", "p" * 120)


def dragoman(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args])


def published(archive: Path, folder: Path, *args: str) -> Path:
    done = dragoman("publish", archive, "-o", folder, *args)
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="session")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the specimen's papers."""
    path = tmp_path_factory.mktemp("held") / "specimen.sqlite"
    assert dragoman("add", path, specimen()).exit_code == 0
    return path


@pytest.fixture(scope="session")
def site(held: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its site; nobody writes to it."""
    return published(held, tmp_path_factory.mktemp("site") / "pages", "--title", "Papers & <Letters>")


def words(page: Path, where: str = "//main") -> str:
    return " ".join(" ".join(e.text_content() for e in tree(page).xpath(where)).split())


def test_every_link_leads_to_a_file(site: Path) -> None:
    assert faults(site) == []


def test_every_link_of_all_kinds_of_sources_leads_to_a_file(filed: Path, tmp_path: Path) -> None:
    assert faults(published(filed, tmp_path / "out")) == []


def test_every_link_of_a_volume_leads_to_a_file(corpus: Path, tmp_path: Path) -> None:
    assert dragoman("add", tmp_path / "volume.sqlite", corpus / "frus" / VOLUME).exit_code == 0
    out = published(tmp_path / "volume.sqlite", tmp_path / "out")
    assert faults(out) == []
    assert (out / "register" / "2.html").is_file() and (out / "document" / "frus1861" / "d12.html").is_file()


def test_odd_names_have_files_of_their_own(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    text = sorted((FOLDER / "papers").glob("01*"))[0].read_text(encoding="utf-8")
    for n, name in enumerate(ODD):
        (folder / f"{name}.txt").write_text(text.replace("1926", f"19{30 + n}"), encoding="utf-8")
    assert dragoman("add", tmp_path / "a.sqlite", folder).exit_code == 0
    out = published(tmp_path / "a.sqlite", tmp_path / "out")
    assert faults(out) == []
    assert len(list((out / "document").rglob("*.html"))) == len(ODD)


def test_nothing_of_the_workbench_stands_in_it(site: Path) -> None:
    """No form that a program would have to answer, and no script but the search's, on its own page."""
    for page in site.rglob("*.html"):
        for e in elements(page):
            assert not any(name.startswith("on") for name in e.attrib), page
            if e.tag == "form":
                assert e.get("role") == "search" and e.get("method") is None, page
            if e.tag == "script":
                assert page.name == "search.html" and e.get("src") == "assets/search.js"
    assert sum(e.tag == "script" for e in elements(site / "search.html")) == 1


def test_there_is_a_page_of_every_thing(held: Path, site: Path) -> None:
    connection = sqlite3.connect(held)
    for table, folder in (("document", "document"), ("missing", "missing"), ("actor", "actor"), ("thread", "thread")):
        count = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        assert count and len(list((site / folder).rglob("*.html"))) == count, table
    connection.close()
    told = (site / "files.txt").read_text(encoding="utf-8").split("\n")
    assert {"index.html", "search.html", "assets/search.js", "search/index.js", f"document/{LETTER}.html"} <= set(told)


def test_a_passage_is_sent_to_by_its_line(held: Path, site: Path) -> None:
    """What cites the letter sends to the paragraph that does, and that has the words."""
    with Archive(held) as archive:
        record = next(r for r in archive.references() if r.document == LETTER and r.missing)
    (page,) = [p for p in (site / "missing").rglob("*.html") if f'document/{LETTER}.html#' in p.read_text(encoding="utf-8")
               and record.quote in words(p)][:1]
    href = next(e.get("href") for e in elements(page) if e.tag == "a" and f"{LETTER}.html#" in (e.get("href") or "") and record.quote in e.text_content())
    line = next(e for e in elements(site / "document" / f"{LETTER}.html") if e.get("id") == href.partition("#")[2])
    assert " ".join(record.quote.split()) in " ".join(line.text_content().split())


def test_the_index_of_persons(site: Path) -> None:
    entries = {dt.text_content().split()[0].strip(","): " ".join(dt.getnext().text_content().split()) for dt in tree(site / "persons.html").iter("dt")}
    assert "Ekholm" in entries and "Minister in Orsovia" in entries["Ekholm"]
    assert "writes 04-ekholm-despatch-41" in entries["Ekholm"] and "receives 02-ravn-telegram-22" in entries["Ekholm"]
    assert list(entries) == sorted(entries, key=str.lower)


@pytest.mark.parametrize(("name", "shown"), [
    ("Joseph C. Grew", "Grew, Joseph C."), ("Gilbert", "Gilbert"), ("Hilaire Du Berrier", "Du Berrier, Hilaire"),
    ("Bernhard von Bülow", "Bülow, Bernhard von"), ("José María Cantilo", "Cantilo, José María"), ("", "")])
def test_names_as_an_index_has_them(name: str, shown: str) -> None:
    assert inverted(name) == shown


def test_the_title_is_escaped_and_everywhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        assert "Papers &amp; &lt;Letters&gt;" in page.read_text(encoding="utf-8")


def test_it_does_not_tell_where_papers_lie_on_a_disk(site: Path) -> None:
    for path in (*site.rglob("*.html"), *site.rglob("*.js")):
        assert str(FOLDER.parent) not in path.read_text(encoding="utf-8"), path


def test_only_what_was_chosen_is_given(held: Path, tmp_path: Path) -> None:
    out = published(held, tmp_path / "out", "--select", "from:ravn OR to:ravn")
    assert faults(out) == []
    with Archive(held) as archive:
        found = {hit.id for hit in archive.search("from:ravn OR to:ravn", limit=1000).rows}
    assert found
    assert {str(p.relative_to(out / "document").with_suffix("")) for p in (out / "document").rglob("*.html")} == found
    assert f"{len(found)} papers" in words(out / "index.html") and "from:ravn OR to:ravn" in words(out / "index.html")
    assert told_of_others(held, out) == {}


def runs(text: str) -> set[str]:
    """All of so many words in a row."""
    found = re.findall(r"\w+", text)
    return {" ".join(found[i:i + RUN]) for i in range(len(found) - RUN + 1)}


def told_of_others(archive: Path, out: Path) -> dict[str, set[str]]:
    """For each file of a selection the runs of words that only papers have that are not in it.

    What an actor is called is nobody's own; a name and an office that stand apart in a paper are told in a row.
    """
    connection = sqlite3.connect(archive)
    own, others = set[str](), set[str]()
    for name, text in connection.execute("SELECT name, text FROM document JOIN content ON document = id"):
        (own if (out / "document" / f"{name}.html").is_file() else others).update(runs(text))
    for name, office in connection.execute("SELECT label, '' FROM actor UNION SELECT name, office FROM form"):
        own.update(runs(f"{name} {office}"))
    connection.close()
    assert own and others
    only, found = others - own, {}
    for file in (*out.rglob("*.html"), *out.rglob("*.js")):
        # each piece by itself, up to what is left out: what stands side by side on a page is not said in a row
        pieces = [file.read_text(encoding="utf-8")] if file.suffix == ".js" else [
            piece for e in elements(file) for piece in (e.text, e.tail, *e.attrib.values()) if piece]
        if here := set[str]().union(*(runs(said) for piece in pieces for said in re.split(r"\.\.\.|…", piece))) & only:
            found[str(file.relative_to(out))] = here
    return found


@pytest.mark.parametrize("query", ["kind:telegram", "salt", "from:thorsen", "date:1926-11.."])
def test_no_words_of_others_are_told(held: Path, tmp_path: Path, query: str) -> None:
    out = published(held, tmp_path / "out", "--select", query)
    assert faults(out) == [] and told_of_others(held, out) == {}


def test_no_words_of_others_of_a_volume_are_told(volume: Path, tmp_path: Path) -> None:
    out = published(volume, tmp_path / "out", "--select", "kind:despatch")
    assert faults(out) == [] and told_of_others(volume, out) == {}


def test_a_choice_of_nothing_and_a_query_that_says_nothing(held: Path, tmp_path: Path) -> None:
    none = dragoman("publish", held, "-o", tmp_path / "out", "--select", "zzzz")
    assert none.exit_code == 1 and none.stderr == "no paper is found by zzzz; nothing was written.\n"
    wrong = dragoman("publish", held, "-o", tmp_path / "out", "--select", "from:")
    assert wrong.exit_code == 2 and "^" in wrong.stderr
    assert not list(tmp_path.iterdir())


def test_the_same_as_a_form_of_export(held: Path, site: Path, tmp_path: Path) -> None:
    assert dragoman("export", held, "--as", "site", "-o", tmp_path / "out").exit_code == 0
    assert (tmp_path / "out" / "files.txt").read_bytes() == (site / "files.txt").read_bytes()


def test_a_link_to_a_file_for_print(held: Path, tmp_path: Path) -> None:
    with Archive(held) as archive:
        export(archive._connection, "site", tmp_path / "out", wanted=Wanted(pdf="papers.pdf"))
    assert "papers.pdf" in {e.get("href") for e in elements(tmp_path / "out" / "index.html")}


def test_what_stands_is_kept(held: Path, tmp_path: Path) -> None:
    out = published(held, tmp_path / "out")
    assert dragoman("publish", held, "-o", out).exit_code == 1
    published(held, out, "--force", "--title", "Again")
    assert "Again" in words(out / "index.html")
    (out / "mine.txt").write_text("x", encoding="utf-8")
    refused = dragoman("publish", held, "-o", out, "--force")
    assert refused.exit_code == 1 and "mine.txt" in refused.stderr


@pytest.mark.parametrize("at", ["words", "papers", "pages of lists"])
def test_a_run_that_is_stopped_leaves_nothing(held: Path, tmp_path: Path, at: str) -> None:
    def stop(what: str, count: int) -> None:
        if what == at:
            raise KeyboardInterrupt
    with Archive(held) as archive:
        with pytest.raises(KeyboardInterrupt):
            export(archive._connection, "site", tmp_path / "out", seen=stop)
        assert not list(tmp_path.iterdir())
        export(archive._connection, "site", tmp_path / "out")       # the connection is as it was
        with pytest.raises(NothingSelected):
            export(archive._connection, "site", tmp_path / "other", wanted=Wanted(select="zzzz"))


def test_the_archive_is_not_written(held: Path, tmp_path: Path) -> None:
    before = held.read_bytes()
    published(held, tmp_path / "out")
    assert held.read_bytes() == before
    copy = tmp_path / "kept" / "archive.sqlite"
    copy.parent.mkdir()
    copy.write_bytes(before)
    os.chmod(copy, 0o444)
    os.chmod(copy.parent, 0o555)
    try:
        published(copy, tmp_path / "again")
    finally:
        os.chmod(copy.parent, 0o755)
    assert (tmp_path / "again" / "files.txt").read_bytes() == (tmp_path / "out" / "files.txt").read_bytes()


def test_an_empty_archive(tmp_path: Path) -> None:
    Archive.create(tmp_path / "empty.sqlite").close()
    out = published(tmp_path / "empty.sqlite", tmp_path / "out")
    assert faults(out) == [] and "holds no papers yet" in words(out / "index.html")


def test_what_another_version_drew_together_is_told(held: Path, tmp_path: Path) -> None:
    copy = tmp_path / "old.sqlite"
    copy.write_bytes(held.read_bytes())
    connection = sqlite3.connect(copy)
    connection.execute("UPDATE fact SET value = 'other' WHERE name = 'derived'")
    connection.commit()
    connection.close()
    done = dragoman("publish", copy, "-o", tmp_path / "out")
    assert done.exit_code == 0 and "dragoman add" in done.stderr
    assert faults(tmp_path / "out") == [] and (tmp_path / "out" / "document" / f"{LETTER}.html").is_file()


def unpacked(told: str) -> list[int]:
    """The plain way of reading what `packed` writes."""
    found, at, value = [], -1, 0
    for c in told:
        digit = DIGITS.index(c)
        if digit >= BASE:
            value = value * BASE + digit - BASE + 1
        else:
            at += value * BASE + digit + 1
            found.append(at)
            value = 0
    return found


@pytest.mark.parametrize("numbers", [[], [0], [1], [45], [46], [47], [2161, 2162, 2163], [0, 1, 2, 299_999], list(range(0, 500_000, 997))])
def test_numbers_of_papers_are_packed(numbers: list[int]) -> None:
    assert unpacked(packed(numbers)) == numbers
    assert not set(packed(numbers)) & set("\"\\ \n")


def test_every_number_has_figures_of_its_own() -> None:
    assert len({figures(n) for n in range(120_000)}) == 120_000 and len(DIGITS) == len(set(DIGITS)) == 92


def test_letters_are_those_of_the_full_text_index() -> None:
    spans, folded = letters()
    held: Callable[[str], bool] = lambda c: any(a <= ord(c) <= b for a, b in spans)  # noqa: E731
    assert all(map(held, "aZ9éßжΣ一")) and not any(map(held, " -'’—§_"))
    assert folded["É"] == "e" and folded["Ж"] == "ж" and folded["Σ"] == "σ" and "й" not in folded and folded["́"] == ""


def test_the_chosen_are_forgotten_with_their_transaction(held: Path) -> None:
    with Archive(held) as archive:
        connection = archive._connection
        connection.execute("BEGIN")
        assert chosen.choose(connection, [1, 2, 2, 99_999]) == 2
        connection.execute("ROLLBACK")
        assert connection.execute("PRAGMA query_only").fetchone()[0] == 1
        with pytest.raises(sqlite3.OperationalError):
            connection.execute("SELECT * FROM temp.chosen")
        assert not re.search("chosen", str(connection.execute("SELECT name FROM temp.sqlite_master").fetchall()))
