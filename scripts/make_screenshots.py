#!/usr/bin/env python3
"""Makes the pictures of docs/workbench.md, pages of the workbench on the specimen in Debian's Chromium, and that of
docs/forms/pdf.md, two pages of the specimen's PDF.

    scripts/make_screenshots.py [--only NAME]...

An archive of the specimen is made in a folder of its own, its question is loaded, a few findings are decided about, and
`dragoman serve` is started on it. The pictures stand in docs/workbench/ and docs/forms/.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Page, sync_playwright
from pypdfium2 import PdfDocument

from dragoman.specimen import FOLDER, papers

DOCS = Path(__file__).parent.parent / "docs" / "workbench"
PRINTED, OPENED = "forms/pdf", (9, 10)      # the two pages that the book is opened at
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--font-render-hinting=none"]
LETTER = "/document/08-medyanov-letter"


class Shot(NamedTuple):
    """One picture: its name, the address, the size of the window, and what else."""

    name: str
    address: str
    width: int = 1280
    height: int = 900
    dark: bool = False
    press: str = ""                 # keys, one after the other


SHOTS = (
    Shot("document", LETTER, 1360, 1100, press="jjj"),
    Shot("document-phone", LETTER, 390, 844),
    Shot("document-dark", "/document/04-ekholm-despatch-41", 1360, 900, dark=True),
    Shot("home", "/"),
    Shot("search", "/search?q=salt", height=820),
    Shot("thread", "/thread/04-ekholm-despatch-41", height=820),
    Shot("chronicle", "/chronicle?every=1", height=1000),
    Shot("ledger", "/ledger?one=velmark&other=orsovia&every=1", height=960),
    Shot("hypotheses", "/hypotheses/protocol", height=1000),
    Shot("missing", "/missing/1926-08-30/38/orsovia", height=760),
)


def printed(folder: Path) -> None:
    """Make the picture of the PDF: two pages side by side, in sixteen greys."""
    archive, book = folder / "printed.sqlite", folder / "printed.pdf"
    for command in (["add", archive, papers()], ["export", archive, "--as", "pdf", "-o", book]):
        subprocess.run([sys.executable, "-m", "dragoman", *map(str, command)], check=True, capture_output=True)
    document = PdfDocument(book)
    pages = [document[n].render(scale=1.25, grayscale=True).to_pil() for n in OPENED]
    sheet = Image.new("L", (pages[0].width + pages[1].width + 2, pages[0].height), 128)
    for n, page in enumerate(pages):
        sheet.paste(page, (n * (pages[0].width + 2), 0))
    sheet.quantize(16).save(DOCS.parent / f"{PRINTED}.png", optimize=True)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a workbench on the specimen."""
    archive = folder / "specimen.sqlite"
    dragoman = [sys.executable, "-m", "dragoman"]
    for command in (["add", str(archive), str(papers())],
                    ["hypotheses", str(archive), "--load", str(FOLDER / "hypotheses.toml"), "--as", "A. Reader"]):
        subprocess.run([*dragoman, *command], check=True, capture_output=True)
    server = subprocess.Popen([*dragoman, "serve", str(archive), "--port", "0", "--as", "A. Reader"],
                              stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        yield server.stdout.readline().split(" is at ")[1].split("/ ")[0]
    finally:
        server.terminate()
        server.wait()


def decide(page: Page, address: str) -> None:
    """Accept one finding of the letter and reject another, and wait until that is drawn together."""
    page.goto(f"{address}{LETTER}")
    for keys in ("jja", "jjr"):
        for key in keys[:-1]:
            page.keyboard.press(key)
        with page.expect_navigation():
            page.keyboard.press(keys[-1])
    while page.request.get(f"{address}/state").json()["drawing"]:
        time.sleep(0.2)


def main() -> None:
    """Read the command line; serve; take the pictures."""
    parser = argparse.ArgumentParser(description="Pictures of the workbench and of the PDF.")
    parser.add_argument("--only", action="append", choices=[*(s.name for s in SHOTS), PRINTED])
    wanted = parser.parse_args().only
    DOCS.mkdir(exist_ok=True)
    if not wanted or PRINTED in wanted:
        with TemporaryDirectory() as folder:
            printed(Path(folder))
    if wanted == [PRINTED]:
        return
    with TemporaryDirectory() as folder, served(Path(folder)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        decide(browser.new_page(), address)
        for shot in SHOTS:
            if wanted and shot.name not in wanted:
                continue
            page = browser.new_page(viewport={"width": shot.width, "height": shot.height},
                                    color_scheme="dark" if shot.dark else "light")
            page.goto(f"{address}{shot.address}")
            page.wait_for_load_state("networkidle")
            for key in shot.press:
                page.keyboard.press(key)
            page.screenshot(path=DOCS / f"{shot.name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
