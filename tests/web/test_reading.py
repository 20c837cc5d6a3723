"""The workbench is read in a browser as a printed volume is: the whole text, notes, underlines, and from paper to paper."""

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from watching import PHONE, box, style, texts

from dragoman.archive.store import open_archive
from dragoman.edition.document import Document
from dragoman.inquiries.judged import judged
from dragoman.publish.words import visible

LETTER, REPLY = "08-medyanov-letter", "09-korsun-letter-57"
FOUNDING = "letter-1937-01-21"
LISTS = ("/", "/search", "/help", "/register", "/threads", "/missing", "/actors", "/subjects", "/gaps", "/ambiguous", "/problems",
         "/decisions", "/chronicle", "/ledger?one=velmark&other=orsovia", "/pending", "/positions?who=velmark", "/network", "/known",
         "/hypotheses", "/missing?which=all", "/pending?who=velmark", "/chronicle?every=1")
SHORT_NAME = 20         # signs of a word that is followed to its place


def document_of(archive: Path, name: str) -> Document:
    connection: sqlite3.Connection = open_archive(archive)
    try:
        return judged(connection, name).reading.document
    finally:
        connection.close()


def plain(text: str) -> str:
    """Words with neither white space nor the signs that a page sets otherwise."""
    return re.sub(r"\s+", "", visible(text))


def holds(page: Page, document: Document) -> None:
    """Every line of a paper stands on its page, in order, and each note at the foot."""
    lines = page.locator(".body .line").all_inner_texts()
    blocks = [b for b in document.blocks if b.kind != "note"]
    assert len(lines) == len(blocks)
    for line, block in zip(lines, blocks, strict=True):
        words, shown = plain(document.quote(block.start, block.end)), plain(line).removesuffix("¶").removeprefix("¶")
        assert re.sub(r"\W", "", words) == re.sub(r"\W", "", shown)
    notes = page.locator(".notes .line").all_inner_texts()
    assert [re.sub(r"\W", "", plain(n)) for n in notes] == [re.sub(r"\W", "", plain(document.quote(n.start, n.end)))
                                                            for n in document.notes]


def test_every_paper_is_shown_whole(page: Page, specimen_archive: Path) -> None:
    page.goto("/register")
    names = texts(page, "table.list td:nth-child(2) > .sub:last-child")
    assert len(names) == 17
    for name in names:
        page.goto(f"/document/{name}")
        expect(page.locator("h1")).to_have_count(1)
        holds(page, document_of(specimen_archive, name))


def test_a_letter_has_its_numbers_and_its_notes(page: Page) -> None:
    page.goto(f"/document/{LETTER}")
    assert texts(page, ".body .hanging") == ["1", "2", "3", "4", "5", "6"]
    line, number = box(page, "#p6"), box(page, "#p6 .hanging")
    assert number["x"] + number["width"] <= line["x"], "the number hangs before the text"
    assert page.locator("#p6").inner_text().count("1") == page.locator("#p6 .hanging").inner_text().count("1"), "it stands there once"
    assert texts(page, ".notes .hanging") == ["1", "2", "3", "4", "5", "7"]
    page.click("#n3 .hanging")
    assert page.url.endswith("#to-n3"), "a note leads back to the text"
    assert box(page, ".notes")["y"] > box(page, ".body .row:last-child")["y"]


def test_the_founding_letter(opened: Callable[..., Page], founding: str, letter: Path) -> None:
    page = opened(founding)
    page.goto(f"/document/{FOUNDING}")
    assert texts(page, ".body .hanging") == [str(n) for n in range(1, 9)]
    assert texts(page, ".notes .hanging") == [str(n) for n in range(1, 10)]
    shown = re.sub(r"\W", "", "".join(page.locator(".line").all_inner_texts()))
    for line in letter.read_text(encoding="utf-8").splitlines():
        assert re.sub(r"\W", "", re.sub(r"\[\d+\]", "", line))[4:-4] in re.sub(r"\d", "", shown) or re.search(r"\d", line), line
    expect(page.locator(".body .f.directive").first).to_be_visible()
    page.goto(f"/document/{FOUNDING}#n6")
    assert page.evaluate("document.querySelector('#n6').matches(':target')")
    assert page.evaluate("scrollY") > 0


def scripted(page: Page) -> None:
    """Skip where the page has no script to make notes pop up."""
    if page.request.get("/static/workbench.js").status != 200:
        pytest.skip("the workbench has no script")


def test_a_note_pops_up_by_hover_key_and_tap(page: Page, opened: Callable[..., Page], workbench: str) -> None:
    scripted(page)
    page.goto(f"/document/{LETTER}")
    note = " ".join(page.locator("#n2").inner_text().split()).removeprefix("2").strip()[:60]
    page.hover("#to-n2")
    expect(page.locator(".pop")).to_contain_text(note)
    page.keyboard.press("Escape")
    expect(page.locator(".pop")).to_have_count(0)
    page.mouse.move(5, 5)
    page.focus("#to-n2")
    page.keyboard.press("Enter")
    expect(page.locator(".pop")).to_contain_text(note)
    page.keyboard.press("Escape")
    expect(page.locator(".pop")).to_have_count(0)
    assert page.evaluate("document.activeElement.id") == "to-n2", "the focus is where it was"
    phone = opened(workbench, viewport=PHONE, has_touch=True, is_mobile=True)
    phone.goto(f"/document/{LETTER}")
    phone.tap("#to-n2")
    expect(phone.locator(".pop")).to_contain_text(note)
    pop = box(phone, ".pop")
    assert pop["x"] >= 0 and pop["x"] + pop["width"] <= PHONE["width"], "it fits the screen"


def test_layers_are_switched_on_and_off(page: Page) -> None:
    page.goto(f"/document/{LETTER}")
    for layer, on in (("reference", True), ("directive", True), ("name", False)):
        words, card = f".body .f.{layer}", f".card.{layer}"
        for shown in (on, not on, on):
            page.locator(f"#layer-{layer}").set_checked(shown)
            assert style(page, words, "textDecorationLine") == ("underline" if shown else "none"), (layer, shown)
            if page.locator(card).count():
                expect(page.locator(card).first).to_be_visible(visible=shown)
    lines = {style(page, f".body .f.{layer}", "textDecorationStyle") for layer in ("reference", "statement", "directive", "assessment")}
    assert len(lines) == 4, "layers are told apart without colour"


def test_findings_that_overlap_stay_apart(page: Page) -> None:
    page.goto(f"/document/{LETTER}")
    within = page.evaluate("""[...document.querySelectorAll('.body .f .f')].map(inner => {
      const outer = inner.parentElement.closest('.f');
      return [outer.dataset.f, inner.dataset.f, getComputedStyle(outer).textUnderlineOffset, getComputedStyle(inner).textUnderlineOffset]})""")
    assert len(within) > 20
    assert all(outer != inner for outer, inner, *_ in within)
    assert all(one != other for *_, one, other in within), "underlines stand below one another"
    assert page.evaluate("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size === document.querySelectorAll('[id]').length")
    assert page.evaluate("[...document.querySelectorAll('.card')].every(c => document.getElementById('f-' + c.dataset.key))")


def test_a_reference_is_followed_and_one_comes_back(page: Page) -> None:
    page.goto(f"/document/{REPLY}")
    page.click(f".body a.to[href='/document/{LETTER}']")
    page.wait_for_url(f"**/document/{LETTER}")
    page.click(f".among a[href^='/document/{REPLY}?at=']")
    expect(page.locator("#at").first).to_have_text(re.compile("^Your letter of"))
    page.go_back()
    page.wait_for_url(f"**/document/{LETTER}")
    page.click(".orders a[rel=next] >> nth=0")
    page.wait_for_url(f"**/document/{REPLY}")
    page.click(".orders a[rel=prev] >> nth=0")
    page.wait_for_url(f"**/document/{LETTER}")
    page.click(".among li.missing a >> nth=0")
    expect(page.locator("h1 .absent")).to_be_visible()


def test_cards_stand_beside_their_passages(page: Page, opened: Callable[..., Page], workbench: str) -> None:
    page.goto(f"/document/{LETTER}")
    for card in page.locator(".beside .card:first-child").all():
        its, line = card.bounding_box(), card.locator("xpath=ancestor::div[@class='row']").locator(".line").bounding_box()
        assert its and line
        assert its["x"] >= line["x"] + line["width"] and its["y"] > line["y"] - 16, "beside it"
    phone = opened(workbench, viewport=PHONE)
    phone.goto(f"/document/{LETTER}")
    assert phone.locator(".beside[open]").count() == 0, "on a narrow screen they are folded, and say how many they are"
    expect(phone.locator(".beside summary").first).to_have_text(re.compile(r"^\d+ findings?$"))
    phone.keyboard.press("j")
    expect(phone.locator(".beside[open] .card.current")).to_have_count(1)
    phone.evaluate("document.querySelectorAll('.beside').forEach(b => { b.open = true })")
    for card in phone.locator(".beside .card:first-of-type").all():
        its, line = card.bounding_box(), card.locator("xpath=ancestor::div[@class='row']").locator(".line").bounding_box()
        assert its and line
        assert its["y"] >= line["y"] + line["height"] - 1, "under it"
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing runs out of the screen"


LEVELS = """() => [...document.querySelectorAll('.body .row > .beside')].flatMap(beside => {
  const end = beside.parentElement.getBoundingClientRect().bottom;
  const cards = [...beside.querySelectorAll('.card')].filter(c => getComputedStyle(c).display !== 'none').map(c => ({box: c.getBoundingClientRect(),
    words: beside.parentElement.querySelector(`.line [data-f="${c.dataset.key}"]`).getClientRects()[0]}));
  return cards.map((c, n) => ({by: c.box.top - c.words.top, over: n > 0 && c.box.top < cards[n - 1].box.bottom - 1,
    room: (cards[n + 1] ? cards[n + 1].box.top : end) - c.box.bottom})) })"""


def test_cards_are_level_with_their_words_where_there_is_room(page: Page) -> None:
    page.goto(f"/document/{LETTER}")
    page.wait_for_function("document.fonts.status === 'loaded'")
    page.wait_for_timeout(100)
    for step in ("as it opens", "without statements", "in a narrower window"):
        if step == "without statements":
            page.uncheck("#layer-statement")
        elif step == "in a narrower window":
            page.set_viewport_size({"width": 1050, "height": 800})
            page.wait_for_timeout(100)
        found = page.evaluate(LEVELS)
        assert not any(card["over"] for card in found), step
        assert all(card["by"] > -14 or card["room"] < 30 for card in found), f"none stands above its words but where the row ends: {step}"
        assert sum(abs(card["by"]) < 14 for card in found) > len(found) / 3, step
        heights = page.evaluate("[...document.querySelectorAll('.row')].map(r => r.offsetHeight)")
        page.evaluate("document.adoptedStyleSheets.forEach(sheet => { sheet.disabled = true })")
        assert page.evaluate("[...document.querySelectorAll('.row')].map(r => r.offsetHeight)") == heights, "no row is longer for it"
        page.evaluate("document.adoptedStyleSheets.forEach(sheet => { sheet.disabled = false })")


def test_what_a_list_was_asked_wrongly_stays_in_its_form(page: Page) -> None:
    page.goto("/register?date=1+May+1927..3+May+1927")
    expect(page.locator("[role=alert]")).to_have_count(0)
    page.goto("/register?skip=9999")
    expect(page.locator(".empty a")).to_have_text("Show its last page")
    page.click(".empty a")
    assert page.locator("table.list tbody tr").count()
    for path in ("/ledger", "/positions", "/known"):
        page.goto(path)
        assert "rests on nothing" not in page.locator("main").inner_text(), "nothing was asked yet"


def test_a_measure_is_what_a_printer_would_set(page: Page) -> None:
    page.goto(f"/document/{LETTER}")
    width = page.evaluate("""() => { const line = document.querySelector('.body .line.paragraph'), probe = document.createElement('span');
      probe.textContent = 'the quick brown fox jumps over the lazy dog and so on to the end'; line.append(probe);
      const each = probe.getBoundingClientRect().width / probe.textContent.length; probe.remove();
      return line.getBoundingClientRect().width / each }""")
    assert 56 <= width <= 78


def test_addresses_are_for_keeps(page: Page) -> None:
    page.goto(f"/document/{LETTER}")
    key = page.locator(".card.reference").nth(2).get_attribute("data-key")
    anchors = ("p5", "n4", f"f-{key}", f"c-{key}")
    for anchor in anchors:
        page.goto("/help")
        page.goto(f"/document/{LETTER}#{anchor}")
        target = page.locator(f"[id='{anchor}']")
        assert target.evaluate("e => e.matches(':target')")
        expect(target).to_be_in_viewport()
        assert target.evaluate("e => getComputedStyle(e).backgroundImage !== 'none' || getComputedStyle(e).backgroundColor !== 'rgba(0, 0, 0, 0)'") \
            or anchor == "n4"
    page.goto(f"/finding/{key}/{LETTER}")
    expect(page.locator(".context mark")).to_be_visible()
    page.click(f".lead a[href$='#f-{key}']")
    expect(page.locator(f"[id='f-{key}']")).to_be_in_viewport()
    page.goto(f"/document/{LETTER}?at=3188-3222#at")
    assert "".join(page.locator("mark").all_text_contents()) == "Your report of December 18, No. 52"
    page.goto(f"/document/{LETTER}?at=9-5,x")
    expect(page.locator("mark")).to_have_count(0)


def test_a_paper_is_cited_in_four_forms(page: Page) -> None:
    page.goto(f"/document/{LETTER}")
    page.click("details.cite summary")
    expect(page.locator(".chicago")).to_contain_text("V. Medyanov to P. I. Korsun, 17 January 1927")
    begun = {"BibTeX": "@", "RIS": "TY  -", "CSL-JSON": ("[", "{")}
    for name, start in begun.items():
        with page.expect_download() as saved:
            page.click(f".cite a:text-is('{name}')")
        text = Path(saved.value.path()).read_text(encoding="utf-8")
        assert text.lstrip().startswith(start) and "Medyanov" in text
        assert saved.value.suggested_filename.startswith(LETTER)


def test_searching_from_any_page(page: Page) -> None:
    page.goto(f"/document/{LETTER}")
    page.fill(".find input", "salt")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=salt")
    expect(page.locator(".hits > li")).to_have_count(8)
    assert {t.lower() for t in texts(page, ".hits mark")} == {"salt"}
    assert texts(page, "aside h2")[:4] == ["Kind", "Year", "Collection", "Sender"]
    page.click("aside a:text-is('letter')")
    expect(page.locator(".hits > li")).to_have_count(2)
    assert page.locator("#query").input_value() == "salt kind:letter"
    page.click(f".hits a.passage[href^='/document/{LETTER}']")
    assert "".join(page.locator("mark").all_text_contents()) == "salt"
    expect(page.locator("#at")).to_be_in_viewport()
    page.watch.expected.add(400)  # type: ignore[attr-defined]
    page.goto("/search?q=salt+NEAR/x+(")
    expect(page.locator("[role=alert]")).to_be_visible()
    page.goto("/search?q=wombat")
    expect(page.locator(".empty")).to_contain_text("wombat")


def test_a_missing_paper_has_its_page_and_its_place_in_a_thread(page: Page) -> None:
    page.goto("/missing/1926-12-18/52/velmark")
    expect(page.locator("h1")).to_have_text("report No. 52, 18 December 1926")
    assert style(page, "h1 .absent", "borderTopStyle") == "dashed"
    assert texts(page, "table.list tbody tr > td:first-child") == ["kind", "number", "date", "sender", "recipient"]
    page.click(".lead a")
    page.wait_for_url("**/thread/missing/**")
    expect(page.locator(".picture-box svg")).to_be_visible()
    assert page.locator("svg > title").text_content(), "the picture is named for those who do not see it"
    page.goto(f"/thread/{LETTER}")
    expect(page.locator("table.list a.absent")).to_have_count(2)
    page.click(f"svg a[href='/document/{REPLY}'] >> nth=0")
    page.wait_for_url(f"**/document/{REPLY}")


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_every_list_is_shown(page: Page, size: str) -> None:
    if size == "phone":
        page.set_viewport_size({**PHONE})
    for path in LISTS:
        page.goto(path)
        expect(page.locator("h1")).to_have_count(1)
        assert page.locator("table.list tbody tr, .empty, .basis, .hits > li, .columns li, dl, h2").count(), path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} runs out of the screen"


def test_what_a_list_names_has_a_page(page: Page) -> None:
    """Every link of every list leads to a page."""
    seen: set[str] = set()
    for path in LISTS:
        page.goto(path)
        seen |= set(page.eval_on_selector_all("main a[href]", "all => all.map(a => a.getAttribute('href').split('#')[0])"))
    by_kind: dict[str, list[str]] = {}
    for href in sorted(filter(None, seen)):
        by_kind.setdefault(href.split("/")[1].split("?")[0], []).append(href)
    assert {"document", "thread", "missing", "actor", "subject", "register"} <= set(by_kind)
    for hrefs in by_kind.values():
        for href in hrefs[:12]:
            answer = page.request.get(href)
            assert answer.status == 200 and "<h1>" in answer.text(), href


def test_what_is_not_here_is_said_so(page: Page) -> None:
    page.watch.expected |= {404, 400}  # type: ignore[attr-defined]
    for path in ("/document/nothing", "/nothing", "/missing/nothing", "/actor/nothing", "/finding/0000000000/nothing", "/thread/nothing",
                 "/hypotheses/nothing", f"/finding/0000000000/{LETTER}", "/subject/nothing", "/register?date=gestern"):
        answer = page.goto(path)
        assert answer and answer.status in (400, 404), path
        expect(page.locator(".sentence")).to_be_visible()
        expect(page.locator("header.site .find input")).to_be_visible()
