"""What the script adds is said aloud and can be closed again; what the matrix offers can be entered where it is read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from dragoman.cli.main import main
from dragoman.specimen import FOLDER

LETTER = "08-medyanov-letter"


@pytest.fixture
def desk(opened: Callable[..., Page], serve: Callable[..., str], archive: Path) -> Page:
    """A watched page of a workbench of the specimen with its question, to decide in."""
    assert CliRunner().invoke(main, ["hypotheses", str(archive), "--load", str(FOLDER / "hypotheses.toml")]).exit_code == 0
    return opened(serve(archive))


def test_keys_that_cannot_act_say_so(page: Page) -> None:
    page.goto(f"/document/{LETTER}")
    told = page.locator("#told[role=status]")
    for key, words in (("a", "Nothing is marked to accept"), ("n", "Select words"), ("k", "first"), ("u", "nothing here to undo")):
        page.keyboard.press(key)
        expect(told).to_contain_text(words)
    page.goto("/help")
    page.keyboard.press("j")
    expect(told).to_contain_text("no rows")


def test_what_was_decided_and_undone_is_said(desk: Page) -> None:
    desk.goto(f"/document/{LETTER}")
    desk.keyboard.press("j")
    with desk.expect_navigation():
        desk.keyboard.press("r")
    expect(desk.locator("#told")).to_contain_text("rejected by Ada")
    with desk.expect_navigation():
        desk.keyboard.press("u")
    expect(desk.locator("#told")).to_contain_text("no decision stands")
    desk.reload()
    desk.wait_for_timeout(200)
    expect(desk.locator("#told")).to_have_text("")


def test_c_brings_one_into_the_correction(page: Page) -> None:
    page.goto(f"/document/{LETTER}")
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.wait_for_url("**/finding/**")
    page.wait_for_function("document.activeElement.closest('#correct') !== null")
    page.goto(page.url.partition("#")[0])
    page.keyboard.press("c")
    assert page.evaluate("document.activeElement.closest('#correct') !== null")


def test_escape_closes_more(page: Page) -> None:
    page.goto("/register")
    page.click(".further summary")
    expect(page.locator(".further ul")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".further ul")).to_be_hidden()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_suggested_passage_is_entered_where_it_is_read(desk: Page) -> None:
    desk.goto("/hypotheses/protocol?suggest=1")
    desk.locator(".enter summary").first.click()
    desk.locator(".enter input[name=item]").first.fill("new-one")
    with desk.expect_navigation():
        desk.locator(".enter button").first.click()
    expect(desk.locator("th strong", has_text="new-one")).to_have_count(1)
    expect(desk.locator(".lost")).to_have_count(0)


def test_an_item_is_left_out_and_counted_again(desk: Page) -> None:
    desk.goto("/hypotheses/protocol")
    desk.locator("a.turn").first.click()
    expect(desk.locator("tr.left-out")).to_have_count(1)
    desk.locator("tr.left-out a.turn").click()
    expect(desk.locator("tr.left-out")).to_have_count(0)


def test_a_grade_changes_only_what_is_chosen(desk: Page) -> None:
    desk.goto("/hypotheses/protocol")
    form = desk.locator("form[action='/decide/item-grade']")
    form.locator("select[name=credibility]").select_option("5")
    with desk.expect_navigation():
        form.locator("button").click()
    desk.goto("/decisions")
    expect(desk.locator("tbody tr").first).to_contain_text("5")
    expect(desk.locator("tbody tr").first).to_have_count(1)


def test_a_day_that_is_none_keeps_the_matrix(desk: Page) -> None:
    desk.watch.expected.add(400)  # type: ignore[attr-defined]
    desk.goto("/hypotheses/protocol?on=someday")
    expect(desk.locator("[role=alert]")).to_contain_text("someday")
    assert desk.input_value("input[name=on]") == "someday"
    desk.fill("input[name=on]", "1 March 1927")
    desk.click("form.narrow button")
    expect(desk.locator(".lead")).to_contain_text("1 March 1927")
