"""A paper prints as a page of a printed volume: text and notes, neither forms nor navigation."""

import re
from pathlib import Path

import pypdfium2
from playwright.sync_api import Page, expect
from watching import box, style

LETTER = "08-medyanov-letter"


def test_what_is_printed(page: Page) -> None:
    page.goto(f"/document/{LETTER}")
    page.emulate_media(media="print")
    for selector in ("header.site nav", ".find", "fieldset.layers input", ".among", ".beside", ".acts", ".add", ".grade", "footer.site", ".orders"):
        expect(page.locator(selector).first).to_be_hidden()
    for selector in (".docket h1", "#p5", "#p6 .hanging", ".notes", "#n7"):
        expect(page.locator(selector)).to_be_visible()
    assert box(page, ".notes")["y"] > box(page, ".body")["y"]
    number, block = box(page, "#p6 .hanging"), box(page, "#p6")
    assert number["x"] >= 0 and number["x"] >= block["x"] - 1, "a number does not hang off the sheet"
    assert style(page, "body", "backgroundColor") in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    line = style(page, ".body .f.directive", "textDecorationColor")
    page.emulate_media(media="print", color_scheme="dark")
    assert style(page, ".body .f.directive", "textDecorationColor") == line
    assert style(page, "body", "color") == "rgb(0, 0, 0)", "ink is black on paper, whatever the screen likes"


def test_the_sheets(page: Page, tmp_path: Path) -> None:
    page.goto(f"/document/{LETTER}")
    page.pdf(path=tmp_path / "letter.pdf", format="A4", margin={"top": "2cm", "bottom": "2cm", "left": "2cm", "right": "2cm"})
    sheets = pypdfium2.PdfDocument(tmp_path / "letter.pdf")
    text = " ".join(sheet.get_textpage().get_text_range() for sheet in sheets)
    assert 1 <= len(sheets) <= 4
    told = re.sub(r"\W", "", text)
    for words in ("IdonotanswerinfullyourletterofNovember29", "YourreportofDecember18No52", "DearPavelIlyich"):
        assert words in told
    note = re.sub(r"\W", "", page.locator("#n7").inner_text())
    assert note[1:40] in told and told.index(note[1:40]) > told.index("DearPavelIlyich"), "notes stand at the foot"
    assert "Register" not in text and "accept" not in text.split() and "Grade this source" not in text
