"""People decide in a browser, by key and by click: nothing is lost to a reader, to another person, or to a slip."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect
from serving import file_papers, until
from watching import texts

from dragoman.cli.main import main
from dragoman.pipeline import readers_now
from dragoman.specimen import FOLDER, papers

LETTER = "08-medyanov-letter"
TELEGRAM = ("711.94/{file}: Telegram\nThe Ambassador in Japan (Grew) to the Secretary of State\nTokyo, March {day}, 1936—7 p.m.\n"
            "{number}. {body}\nGrew\n")


@pytest.fixture
def desk(opened: Callable[..., Page], serve: Callable[..., str], archive: Path) -> Page:
    """A watched page of a workbench to decide in."""
    return opened(serve(archive))


def card_of(page: Page, layer: str, which: int = 0) -> str:
    """The key of a card of a layer in the paper that is open."""
    return str(page.locator(f".card.{layer}").nth(which).get_attribute("data-key"))


def go_to(page: Page, key: str) -> None:
    """Press j until the card of a finding is the one that keys act on."""
    for _ in range(80):
        page.keyboard.press("j")
        if page.locator(f"[id='c-{key}'].current").count():
            return
    raise AssertionError(f"j never comes to {key}")


def drawn(page: Page) -> None:
    """Wait until what hangs on decisions has been drawn together."""
    until(lambda: not page.request.get("/state").json()["drawing"])


def decide(page: Page, key: str, what: str) -> None:
    """Press a button of a card."""
    card = page.locator(f"[id='c-{key}']")
    card.hover()
    with page.expect_navigation():
        card.locator(f"button[name={what}]").click()


def test_by_key(desk: Page) -> None:
    desk.goto(f"/document/{LETTER}")
    key = card_of(desk, "directive", 1)
    card = desk.locator(f"[id='c-{key}']")
    go_to(desk, key)
    expect(card).to_be_in_viewport()
    desk.keyboard.press("k")
    expect(card).not_to_have_class(re.compile("current"))
    desk.keyboard.press("j")
    with desk.expect_navigation():
        desk.keyboard.press("a")
    expect(card.locator(".verdict")).to_contain_text("accepted by Ada")
    expect(card).to_have_class(re.compile("current"))
    with desk.expect_navigation():
        desk.keyboard.press("r")
    expect(card.locator(".verdict")).to_contain_text("rejected by Ada")
    assert desk.locator(f".body [id='f-{key}']").evaluate("e => e.classList.contains('struck')")
    with desk.expect_navigation():
        desk.keyboard.press("u")
    desk.goto(f"/document/{LETTER}#c-{key}")
    expect(card.locator(".verdict")).to_contain_text("accepted by Ada")
    with desk.expect_navigation():
        desk.keyboard.press("c")
    desk.fill("#correct input[name=f-condition], #correct input[name=f-addressee]", "Teplin")
    desk.fill("#correct input[name=why]", "he is named before")
    with desk.expect_navigation():
        desk.click("#correct button")
    expect(card.locator(".verdict")).to_contain_text("he is named before")
    expect(card).to_contain_text("Teplin")
    desk.goto("/decisions")
    assert len(texts(desk, "table.list tbody tr")) == 4


def test_by_click_and_taken_back(desk: Page) -> None:
    desk.goto(f"/document/{LETTER}")
    key = card_of(desk, "assessment")
    decide(desk, key, "reject")
    card = desk.locator(f"[id='c-{key}']")
    expect(card).to_have_class(re.compile("struck"))
    expect(card).to_be_in_viewport()
    desk.click(f"[id='c-{key}'] .verdict a")
    expect(desk.locator("tr:target")).to_contain_text("Ada")
    with desk.expect_navigation():
        desk.click("tr:target button")
    expect(desk.locator("td .struck")).to_have_count(1)
    desk.goto(f"/document/{LETTER}")
    expect(card).not_to_have_class(re.compile("struck"))
    expect(card.locator(".verdict")).to_have_count(0)


def test_nothing_moves_under_the_mouse(desk: Page) -> None:
    desk.goto(f"/document/{LETTER}")
    desk.wait_for_function("document.fonts.status === 'loaded'")
    desk.wait_for_timeout(100)                  # cards are set level once more when the type has come
    cards = desk.locator(".beside").nth(2).locator(".card")
    where = "() => [...document.querySelectorAll('.beside .card')].map(c => c.getBoundingClientRect().top + scrollY)"
    before = desk.evaluate(where)
    assert cards.count() > 2
    for card in cards.all():
        card.hover()
        expect(card.locator("button[name=reject]")).to_be_visible()
        assert desk.evaluate(where) == before
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_words_become_a_finding(desk: Page) -> None:
    desk.goto(f"/document/{LETTER}")
    desk.locator("#p5").evaluate("""line => { const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT); let node;
      while ((node = walk.nextNode())) { const at = node.data.indexOf('the courier leaves');
        if (at >= 0) { const r = document.createRange(); r.setStart(node, at); r.setEnd(node, at + 18);
          getSelection().removeAllRanges(); getSelection().addRange(r); return } } throw new Error('not here') }""")
    desk.keyboard.press("n")
    assert desk.input_value("form.adding textarea") == "the courier leaves"
    desk.select_option("form.adding select", "event")
    with desk.expect_navigation():
        desk.click("form.adding button")
    expect(desk.locator("input[name=span]")).to_have_count(1)
    for entry in desk.locator("form.decide select[name^=f-]").all():
        if not entry.input_value():
            entry.select_option(index=1)
    for needed in desk.locator("form.decide input[required][name^=f-]").all():
        needed.fill("leave")
    with desk.expect_navigation():
        desk.click("form.decide button")
    expect(desk.locator("#at")).to_have_text("the courier leaves")
    expect(desk.locator(".card.event .verdict")).to_contain_text("added by Ada")


def test_a_decision_outlives_another_reading(opened: Callable[..., Page], serve: Callable[..., str], tmp_path: Path,
                                             monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    shutil.copy(papers() / f"{LETTER}.txt", folder)
    archive = file_papers(tmp_path / "archive.sqlite", folder)
    page = opened(serve(archive))
    page.goto(f"/document/{LETTER}")
    one, other = card_of(page, "directive"), card_of(page, "reference", 4)
    decide(page, one, "accept")
    decide(page, other, "reject")
    drawn(page)
    now = readers_now()
    with monkeypatch.context() as patch:
        for module in ("dragoman.cli.add", "dragoman.pipeline"):
            patch.setattr(f"{module}.readers_now", lambda: now | {"dates": "another", "directives": "another", "references": "another"})
        done = CliRunner().invoke(main, ["add", str(archive)])
    assert done.exit_code == 0 and "1 read again" in done.output
    page.reload()
    expect(page.locator(f"[id='c-{one}'] .verdict")).to_contain_text("accepted by Ada")
    expect(page.locator(f"[id='c-{other}'] .verdict")).to_contain_text("rejected by Ada")
    paper = folder / f"{LETTER}.txt"
    paper.write_text(paper.read_text(encoding="utf-8").replace("I do not answer in full", "I do not now answer in full"), encoding="utf-8")
    done = CliRunner().invoke(main, ["add", str(archive), str(folder)])
    assert done.exit_code == 0 and "1 changed" in done.output, done.output
    page.reload()
    expect(page.locator("#p5")).to_contain_text("I do not now answer")
    expect(page.locator(f"[id='c-{one}'] .verdict")).to_contain_text("accepted by Ada")
    expect(page.locator(f"[id='c-{other}'] .verdict")).to_contain_text("rejected by Ada")


def test_what_is_rejected_leaves_the_chronicle(desk: Page) -> None:
    desk.goto("/chronicle")
    row = desk.locator("table.list tbody tr").filter(has=desk.locator("a.passage:only-of-type")).first
    passage = str(row.locator("a.passage").first.get_attribute("href"))
    desk.goto(passage)
    key = str(desk.locator("mark").first.evaluate("m => m.closest('.f.event').dataset.f"))
    decide(desk, key, "reject")
    drawn(desk)
    desk.goto("/chronicle")
    expect(desk.locator(f"a.passage[href='{passage}']")).to_have_count(0)
    desk.goto("/decisions")
    with desk.expect_navigation():
        desk.click("tbody button >> nth=0")
    expect(desk.locator(".notice")).to_be_visible()
    drawn(desk)
    desk.goto("/chronicle")
    expect(desk.locator(".notice")).to_have_count(0)
    expect(desk.locator(f"a.passage[href='{passage}']")).to_have_count(1)


def test_two_people_at_one_finding(desk: Page, opened: Callable[..., Page]) -> None:
    boris = opened(desk.watch.home)  # type: ignore[attr-defined]
    boris.watch.expected.add(409)  # type: ignore[attr-defined]
    boris.goto("/person")
    boris.fill("input[name=person]", "Boris")
    boris.click("form.decide button")
    expect(boris.locator(".lead")).to_contain_text("Boris")
    for page in (desk, boris):
        page.goto(f"/document/{LETTER}")
    key, free = card_of(desk, "statement"), card_of(desk, "statement", 3)
    decide(desk, key, "accept")
    decide(boris, key, "reject")
    expect(boris.locator("h1")).to_have_text("Decided meanwhile")
    wanted, stands = texts(boris, ".versions > *")
    assert "reject" in wanted and "Boris" in wanted and "accept" in stands and "Ada" in stands
    desk.reload()
    expect(desk.locator(f"[id='c-{key}'] .verdict")).to_contain_text("accepted by Ada")
    with boris.expect_navigation():
        boris.click("main button")
    expect(boris.locator(f"[id='c-{key}'] .verdict")).to_contain_text("rejected by Boris")
    decide(boris, free, "accept")
    boris.goto("/decisions")
    assert [t.split()[0] for t in texts(boris, "tbody td:nth-child(3)")] == ["Boris", "Boris", "Ada"], "nothing is lost"


def test_a_source_is_graded(desk: Page) -> None:
    desk.goto(f"/document/{LETTER}")
    desk.select_option("select[name=reliability]", "C")
    desk.select_option("select[name=credibility]", "3")
    desk.fill(".grade input[name=why]", "he names no source")
    with desk.expect_navigation():
        desk.click(".grade button")
    assert (desk.input_value("select[name=reliability]"), desk.input_value("select[name=credibility]")) == ("C", "3")
    desk.goto("/decisions")
    expect(desk.locator("tbody tr")).to_contain_text("he names no source")


def test_an_ambiguous_reference_gets_its_meaning(opened: Callable[..., Page], serve: Callable[..., str], tmp_path: Path) -> None:
    told = {"one": (1, 19, 2, "All is well."), "two": (2, 19, 2, "All is not well."),
            "citing": (3, 21, 4, "My 2, March 19, 7 p.m. The Minister told me nothing.")}
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, (file, day, number, body) in told.items():
        (folder / f"{name}.txt").write_text(TELEGRAM.format(file=file, day=day, number=number, body=body), encoding="utf-8")
    page = opened(serve(file_papers(tmp_path / "archive.sqlite", folder)))
    page.goto("/ambiguous")
    page.click("a.passage")
    page.click(".card.reference h3 a")
    assert page.locator("#means input[type=radio]").count() == 2
    page.check("#means input[value=two]")
    with page.expect_navigation():
        page.click("#means button[value=resolved]")
    expect(page.locator(".among li.resolved a")).to_have_attribute("href", "/document/two")
    page.goto("/ambiguous")
    expect(page.locator(".empty")).to_be_visible()
    drawn(page)
    page.goto("/document/two")
    expect(page.locator(".among a[href^='/document/citing']").first).to_be_visible()


def test_two_names_of_one_person_are_joined(desk: Page) -> None:
    desk.goto("/actors")
    one, other = texts(desk, "tbody td:nth-child(3) a")[:2]
    desk.click(f"tbody a:text-is('{one}')")
    desk.fill("input[name=other]", other)
    with desk.expect_navigation():
        desk.click("button:text-is('They are one')")
    expect(desk.locator("main")).to_contain_text("join")
    drawn(desk)
    desk.goto("/actors")
    assert not {one, other} <= set(texts(desk, "tbody td:nth-child(3) a"))


def test_a_matrix_is_edited_in_place(opened: Callable[..., Page], serve: Callable[..., str], archive: Path) -> None:
    done = CliRunner().invoke(main, ["hypotheses", str(archive), "--load", str(FOLDER / "hypotheses.toml")])
    assert done.exit_code == 0, done.output
    page = opened(serve(archive))
    page.goto("/hypotheses")
    page.click("tbody a")
    before = ranks(page)
    leader = next(key for key, rank in before.items() if rank == 1)
    assert len(before) == 4

    def cells() -> list[Any]:
        return page.locator(f"td.rating select[aria-label$=' and {leader}']").all()
    for cell in cells():
        cell.select_option("II")
    expect(page.locator("td.changed").first).to_be_visible()
    page.fill("input[name=why].wide", "weighed anew")
    with page.expect_navigation():
        page.click("button:text-is('Keep the ratings that were changed')")
    after = ranks(page)
    assert after[leader] > 1 and set(after) == set(before), "the ranking follows"
    assert {cell.input_value() for cell in cells()} == {"II"}


def ranks(page: Page) -> dict[str, int]:
    """The rank of each hypothesis of a matrix."""
    told = zip(texts(page, "thead th strong"), texts(page, "thead th .sub"), strict=True)
    return {key: int(words.split()[1].strip(",")) for key, words in told}


def focused(page: Page) -> dict[str, Any]:
    """Where the focus is, and whether one sees it."""
    return dict(page.evaluate("""() => { const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
      return {tag: e.tagName, text: e.textContent.trim().slice(0, 60), href: e.getAttribute('href'), name: e.getAttribute('name'),
              seen: e.matches(':focus-visible') && s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 && b.width > 0 && b.height > 0}}"""))


def tab_to(page: Page, fits: Callable[[dict[str, Any]], bool]) -> None:
    """Press Tab until the focus is where it is wanted; on the way it is always seen."""
    for _ in range(150):
        page.keyboard.press("Tab")
        now = focused(page)
        if now["tag"] == "BODY":
            continue                    # from the last element one comes to the browser, then to the first
        assert now["seen"], now
        if fits(now):
            return
    raise AssertionError("Tab does not come there")


def test_without_a_mouse(desk: Page) -> None:
    """From the first page to a paper, to a finding, decide, and take it back."""
    desk.goto("/")
    tab_to(desk, lambda f: f["href"] == "#main")
    tab_to(desk, lambda f: f["href"] == "/register")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/register")
    for _ in range(8):
        desk.keyboard.press("j")
        assert focused(desk)["tag"] == "A"
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/document/**")
    desk.keyboard.press("?")
    expect(desk.locator("#keys")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.locator("#keys")).to_be_hidden()
    desk.keyboard.press("j")
    assert focused(desk)["seen"]
    key = str(desk.locator(".card.current").get_attribute("data-key"))
    tab_to(desk, lambda f: f["name"] == "reject")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    expect(desk.locator(f"[id='c-{key}'] .verdict")).to_contain_text("rejected")
    assert desk.evaluate("document.activeElement.closest('.card')?.dataset.key") == key, "one is where one was"
    tab_to(desk, lambda f: f["name"] == "decision")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    desk.goto("/decisions")
    expect(desk.locator("td .struck")).to_have_count(1)
    desk.keyboard.press("/")
    assert focused(desk)["name"] == "q"
