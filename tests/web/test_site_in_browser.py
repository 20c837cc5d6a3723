"""A published folder opened in Chromium as files: nothing is asked elsewhere, and it is found, read and printed like the workbench."""

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect
from test_accessible import violations
from watching import PHONE, box, style, texts

from dragoman.archive.query import parse
from dragoman.archive.search import find
from dragoman.archive.store import open_archive
from dragoman.cli.main import main

LETTER = "08-medyanov-letter"
MOST = 100_000
VOLUME = "frus1861.xml"
# one page of every kind
PAGES = ("index.html", "search.html?q=salt", "search.html?q=note:x", "search.html", "register.html", "threads.html", "missing.html",
         "missing-all.html", "persons.html", "actors.html", "offices.html", "powers.html", "chronicle.html", "ledgers.html",
         "ledger/1.html", "pending.html", "subjects.html", "subject/salt.html", "network.html", "network-cites.html", "gaps.html",
         "collection/1.html", f"document/{LETTER}.html", f"thread/{LETTER}.html", "actor/thorsen.html")


def publish(archive: Path, folder: Path, *args: str) -> str:
    """The address of the folder that an archive is published to."""
    done = CliRunner().invoke(main, ["publish", str(archive), "-o", str(folder), *args])
    assert done.exit_code == 0, done.output
    return f"{folder.as_uri()}/"


@pytest.fixture(scope="session")
def folder(specimen_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The specimen's site, in a folder whose name has to be quoted; only read there."""
    return publish(specimen_archive, tmp_path_factory.mktemp("site") / "Päpers & more #1", "--title", "Papers of the Specimen")


@pytest.fixture
def files(opened: Callable[..., Page], folder: str) -> Page:
    """A watched page of the specimen's site."""
    return opened(folder)


@pytest.mark.parametrize("path", PAGES)
def test_no_rule_is_broken(files: Page, path: str) -> None:
    files.goto(path)
    assert violations(files) == ""


def test_home_leads_to_a_paper_and_back(files: Page) -> None:
    files.goto("index.html")
    assert texts(files, "h1") == ["Papers of the Specimen"]
    files.click("text=Register: every paper")
    files.click(f"a[href$='{LETTER}.html']")
    expect(files.locator(".docket h1")).to_contain_text("Medyanov")
    assert files.evaluate("document.fonts.ready.then(f => [...f].some(x => x.status === 'loaded'))"), "the serif comes from the folder"
    files.locator(".card.reference h3 a").nth(1).click()
    assert "#f-" in files.url and files.evaluate("document.querySelector(':target') !== null")
    files.go_back()
    files.click(".among a >> nth=0")
    assert files.url.startswith("file:") and "/document/" in files.url
    files.click("header .home")
    assert files.url.endswith("index.html")


def test_a_passage_opens_at_its_paragraph(files: Page) -> None:
    files.goto("persons.html")
    link = files.locator(".index dd a", has_text=LETTER).first
    link.click()
    assert files.evaluate("document.querySelector('.line:target') !== null")


def test_what_is_searched_is_found(files: Page) -> None:
    files.goto(f"document/{LETTER}.html")
    files.keyboard.press("Tab")
    files.fill("#q", "salt")
    files.press("#q", "Enter")
    expect(files.locator(".hits > li").first).to_be_visible()
    assert files.url.endswith("search.html?q=salt")
    assert files.locator("#query").input_value() == "salt" and "papers" in files.locator("#told").inner_text()
    head = files.locator(".hits h2 a").first
    told = head.inner_text()
    head.click()
    files.wait_for_url("**/document/**")
    expect(files.locator(".docket h1")).to_contain_text(told.split(",")[0].split(" →")[0])


@pytest.mark.parametrize(("line", "told"), [
    ("zzzzqq", "No paper fits: 0 of 17."), ("—", "Nothing is asked for"), ("date:yesterday", "is no date"), ("note:salt", "and not note:"),
    ("text:salt", "and not text:"), ("number:9", "and not number:"), ("-note:salt", "and not note:"), ("(salt OR has:missing)", "and not has:"),
    ("NEAR(salt shore, 10)", "cannot answer NEAR"), ("salt NEAR/3 shore", "cannot answer NEAR"), ("salt NEAR shore", "cannot answer NEAR"),
    ("(salt", "never closed"), ("salt)", "closes nothing"), ("salt OR", "After OR"), ("NOT", "After NOT"), ("from:(to:ravn)", "inside from:"),
    ("sa*lt", "A star"), ('"salt', "quote is never closed"), ("from:", "asks for nothing"),
    ("<img src=x onerror=alert(1)>", "0 of 17"), ("constructor", "0 of 17"), ("\u202e" + "x" * 3000, "0 of 17")])
def test_what_finds_nothing_says_so(files: Page, line: str, told: str) -> None:
    files.goto("search.html")
    files.fill("#query", line)
    files.press("#query", "Enter")
    expect(files.locator("#told")).to_contain_text(told)
    assert files.locator(".hits li").count() == 0


def queries(archive: Path) -> list[str]:
    """Words of an archive, of all frequencies, alone and together; fields and facts."""
    connection = sqlite3.connect(archive)
    connection.execute("CREATE VIRTUAL TABLE temp.v USING fts5vocab (main, search, row)")
    words = [word for (word,) in connection.execute("SELECT term FROM temp.v ORDER BY doc DESC, term")]
    sent, received, places = ([w for (x,) in connection.execute(f"SELECT DISTINCT {c} FROM document WHERE {c} IS NOT NULL") for w in x.split()]
                              for c in ("sender", "recipient", "place"))
    days = [d for (d,) in connection.execute("SELECT DISTINCT date FROM document WHERE date IS NOT NULL")]
    kinds = [k for (k,) in connection.execute("SELECT DISTINCT kind FROM document")]
    connection.close()
    chance = random.Random(7)
    common = words[:300]
    found = [*words[:40], *chance.sample(words, min(80, len(words)))]
    found += [f"{chance.choice(common)} {chance.choice(common)}" for _ in range(40)]
    found += [f"{chance.choice(words)[:n]}*" for n in (1, 2, 3, 4, 5) for _ in range(6)]
    found += [f"{chance.choice(common)} -{chance.choice(common)}" for _ in range(15)] + [f"-{chance.choice(common)}" for _ in range(3)]
    found += [f"{chance.choice(words)} OR {chance.choice(common)} {chance.choice(common)}" for _ in range(15)]
    found += [w.upper() for w in chance.sample(words, 20)]
    for _ in range(12):
        a, b, c, d = chance.sample(common, 4)
        found += [f"{a} NOT {b}", f"NOT {a}", f"({a} OR {b}) {c}", f"{a} NOT ({b} OR {c} {d})", f"-({a} {b})", f"({a} AND NOT {b}) OR ({c} -{d})",
                  f"from:({chance.choice(sent)} OR {chance.choice(sent)}) {a}", f"kind:({kinds[0]} OR {kinds[-1]}) NOT {a}", f"(NOT {a}) {b}", f"((({a})))"]
    found += [f"from:{chance.choice(sent)}" for _ in range(12)] + [f"to:{chance.choice(received)}" for _ in range(12)]
    found += [f"place:{p}" for p in places[:6]] + [f"kind:{k}" for k in kinds] + [f"title:{w}" for w in common[:8]]
    found += [f"date:{d}" for d in days[:40] if "/" not in d and d.replace("-", "").isdigit()]
    found += [f"date:{d[:4]} {w}" for d in days[:6] for w in common[:3]] + [f"date:{days[0][:7]}..", f"date:..{days[-1][:4]}", "date:1861-03..1926-11"]
    return [q for q in found if '"' not in q and all(c.isalnum() or c in " -*:.é()" for c in q)]


def same(page: Page, archive: Path) -> int:
    """How many queries find the same in a site as in its archive, all of them, or an error."""
    connection = open_archive(archive)
    names = dict(connection.execute("SELECT id, name FROM document"))
    page.goto("search.html")
    asked = [q for q in queries(archive) if all(len(w) > 0 for w in q.split())]
    found = page.evaluate("async lines => { const found = []; for (const line of lines) { const here = await dragoman.find(line)"
                          ".catch(error => error.message); found.push(Array.isArray(here) ? await Promise.all(here.map(async n => (await dragoman.titles(n))[2])) : here); } return found; }", asked)
    for line, here in zip(asked, found, strict=True):
        there = [names[row.id] for row in find(connection, parse(line), limit=MOST).rows]
        assert sorted(here) == sorted(there), line
    connection.close()
    return len(asked)


def test_a_query_finds_what_it_finds_in_the_archive(files: Page, specimen_archive: Path) -> None:
    assert same(files, specimen_archive) > 250


def test_a_query_finds_what_it_finds_in_a_volume(opened: Callable[..., Page], corpus: Path, tmp_path: Path) -> None:
    archive = tmp_path / "volume.sqlite"
    assert CliRunner().invoke(main, ["add", str(archive), str(corpus / "frus" / VOLUME)]).exit_code == 0
    page = opened(publish(archive, tmp_path / "site"))
    assert same(page, archive) > 250
    page.goto("search.html?q=the")
    expect(page.locator(".hits > li")).to_have_count(20)
    page.click(".turning a[rel=next]")
    page.wait_for_url("**skip=20*")
    expect(page.locator(".hits > li")).to_have_count(20)
    assert page.locator(".hits").get_attribute("start") == "21" and page.locator(".turning a").count() == 2


def test_words_are_those_of_the_index(files: Page) -> None:
    """Letters that fold, part words, or stay, in words that nobody would write."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5 (c, tokenize = 'unicode61 remove_diacritics 2')")
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, instance)")
    chance = random.Random(3)
    lines = ["Ångström’s ÉCLAIR ﬁn İstanbul ΣΊΣΥΦΟΣ Straße naïve ЙОЖ е\u0301 한국어 日本 ½ x² O'Hara a_b 1,000.5", "ǅ Ǆ ﬀ ẞ ſ K Å \u0301a a\u0301\u0302b"]
    lines += ["".join(chr(chance.choice((chance.randrange(0x20, 0x250), chance.randrange(0x300, 0x600), chance.randrange(0x1E00, 0x2100), 0x20))) for _ in range(200)) for _ in range(40)]
    files.goto("search.html?q=salt")
    expect(files.locator(".hits > li").first).to_be_visible()
    for n, line in enumerate(lines, 1):
        line = files.evaluate("line => line.normalize('NFC')", line)
        connection.execute("INSERT INTO t (rowid, c) VALUES (?, ?)", (n, line))
        there = [w for (w,) in connection.execute("SELECT term FROM v WHERE doc = ? ORDER BY offset", (n,))]
        assert files.evaluate("line => dragoman.words(line)", line) == there, line
    connection.close()


def test_without_script_it_says_what_to_do(opened: Callable[..., Page], folder: str) -> None:
    page = opened(folder, java_script_enabled=False)
    page.goto("search.html?q=salt")
    expect(page.locator("noscript p")).to_contain_text("Searching needs script")
    page.click("noscript a >> nth=1")
    assert texts(page, "h1") == ["Persons"]
    page.goto(f"document/{LETTER}.html")
    assert page.locator(".body .f").count() > 10
    page.uncheck("#layer-reference")
    assert style(page, ".body .f.reference", "textDecorationLine") == "none"


def test_in_the_dark_and_on_a_phone(opened: Callable[..., Page], folder: str) -> None:
    page = opened(folder, color_scheme="dark", viewport=PHONE)
    for path in ("index.html", f"document/{LETTER}.html", "persons.html", "search.html?q=salt", "missing.html"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is wider than a phone"
        assert style(page, "body", "backgroundColor") == "rgb(25, 23, 20)"
        assert violations(page, ((PHONE, "dark"),)) == ""
    page.goto("search.html?q=salt")
    assert box(page, ".hits")["width"] <= PHONE["width"]


def test_what_is_printed(files: Page, tmp_path: Path) -> None:
    files.goto(f"document/{LETTER}.html")
    files.pdf(path=tmp_path / "letter.pdf", format="A4")
    sheets = pypdfium2.PdfDocument(tmp_path / "letter.pdf")
    text = " ".join(sheet.get_textpage().get_text_range() for sheet in sheets)
    assert 1 <= len(sheets) <= 4 and "Register" not in text and "Cite this" not in text and "/document/" not in text
    assert "Papers of the Specimen" in " ".join(text.split())


def test_the_keyboard_reaches_all(files: Page) -> None:
    files.goto("index.html")
    files.keyboard.press("Tab")
    assert files.evaluate("document.activeElement.className") == "skip"
    files.keyboard.press("Enter")
    assert files.evaluate("document.activeElement.id") == "main"
    files.keyboard.press("Tab")
    assert files.evaluate("document.activeElement.name") == "q"
