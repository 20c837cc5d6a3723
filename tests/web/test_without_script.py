"""Every page is complete without script, and people can decide by forms alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from watching import style, texts

LETTER = "08-medyanov-letter"
PAGES = ("/", "/search?q=salt", "/help", "/register", "/threads", "/missing", "/actors", "/chronicle", "/ledger?one=velmark&other=orsovia", "/pending",
         "/positions?who=velmark", "/network", "/subjects", "/hypotheses", "/decisions", f"/document/{LETTER}", f"/thread/{LETTER}",
         "/missing/1926-12-18/52/velmark", "/actor/henrik%20ravn")


@pytest.fixture
def bare(opened: Callable[..., Page], serve: Callable[..., str], archive: Path) -> Page:
    """A watched page of a workbench to decide in, in a browser that runs no script."""
    return opened(serve(archive), java_script_enabled=False)


def words(page: Page) -> list[str]:
    """All that a page says."""
    return " ".join(page.locator("main").all_inner_texts()).split()


def test_every_page_says_the_same(page: Page, opened: Callable[..., Page], workbench: str) -> None:
    without = opened(workbench, java_script_enabled=False)
    for path in PAGES:
        page.goto(path)
        without.goto(path)
        assert words(without) == words(page), path


def test_a_paper_is_read(bare: Page) -> None:
    bare.goto(f"/document/{LETTER}")
    bare.click("#to-n3")
    assert bare.url.endswith("#n3")
    expect(bare.locator("#n3")).to_be_in_viewport()
    bare.click("#n3 .hanging")
    assert bare.url.endswith("#to-n3")
    bare.uncheck("#layer-reference")
    assert style(bare, ".body .f.reference", "textDecorationLine") == "none"
    expect(bare.locator(".card.reference").first).to_be_hidden()
    bare.click("details.cite summary")
    expect(bare.locator(".chicago")).to_be_visible()
    bare.click("details.further summary")
    bare.click("details.further a:text-is('Network')")
    expect(bare.locator("h1")).to_be_visible()
    bare.fill("#q", "salt")
    bare.keyboard.press("Enter")
    expect(bare.locator(".hits > li")).to_have_count(8)


def test_people_decide(bare: Page) -> None:
    bare.goto(f"/document/{LETTER}")
    keys = [str(bare.locator(".card.statement").nth(n).get_attribute("data-key")) for n in range(3)]
    for key, button in zip(keys, ("accept", "reject"), strict=False):
        bare.hover(f"[id='c-{key}']")
        bare.click(f"[id='c-{key}'] button[name={button}]")
        expect(bare.locator(f"[id='c-{key}'] .verdict")).to_contain_text(f"{button}ed by Ada")
        expect(bare.locator(f"[id='c-{key}']")).to_be_in_viewport()
    bare.hover(f"[id='c-{keys[2]}']")
    bare.click(f"[id='c-{keys[2]}'] a[href$='#correct']")
    bare.fill("#correct [name=f-speaker]", "the courier")
    bare.fill("#correct input[name=why]", "as the next line shows")
    bare.click("#correct button")
    card = bare.locator(f"[id='c-{keys[2]}']")
    expect(card).to_contain_text("the courier")
    expect(card.locator(".verdict")).to_contain_text("corrected by Ada")
    expect(card.locator(".verdict")).to_contain_text("as the next line shows")
    bare.fill("form.adding textarea", "the courier leaves in an hour")
    bare.select_option("form.adding select", "assessment")
    bare.click("form.adding button")
    for entry in bare.locator("form.decide select[name^=f-]").all():
        if not entry.input_value():
            entry.select_option(index=1)
    bare.click("form.decide button")
    expect(bare.locator("#at")).to_be_visible()
    expect(bare.locator(".card.assessment .verdict")).to_contain_text("added by Ada")
    bare.goto("/decisions")
    assert len(texts(bare, "tbody tr")) == 4
    bare.click("tbody tr >> nth=3 >> button")
    bare.goto(f"/document/{LETTER}")
    expect(bare.locator(f"[id='c-{keys[0]}'] .verdict")).to_have_count(0)
    bare.goto("/person")
    bare.fill("input[name=person]", "Boris")
    bare.click("form.decide button")
    expect(bare.locator(".lead")).to_contain_text("Boris")
