"""Every kind of page keeps the rules of WCAG 2.2 AA that axe can check: light and dark, on a wide screen and on a phone."""

from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page
from watching import AXE_TAGS, PHONE, WIDE

from dragoman.cli.main import main
from dragoman.specimen import FOLDER
from dragoman.web.guard import Doors

Looks = Sequence[tuple[dict[str, int], Any]]
LETTER = "08-medyanov-letter"
AXE = (Path(str(files("axe_playwright_python"))) / "axe.min.js").read_text(encoding="utf-8")
# one page of every kind; of lists one of each template
PAGES = ("/", "/search?q=salt", "/search?q=salt+NEAR/x+(", "/help", "/person", "/register", "/threads", "/missing", "/actors", "/subjects",
         "/gaps", "/ambiguous", "/problems", "/decisions", "/chronicle", "/ledger?one=velmark&other=orsovia", "/pending",
         "/positions?who=velmark", "/network", "/known", "/hypotheses", f"/document/{LETTER}", f"/thread/{LETTER}",
         "/missing/1926-12-18/52/velmark", f"/document/{LETTER}?at=3188-3222#at", "/actor/henrik%20ravn", "/subject/salt", f"/add/{LETTER}?words=Korsun&layer=reference", "/nothing")


LOOKS = ((WIDE, "light"), (PHONE, "dark"))                         # each size and each scheme once
EVERY_LOOK = (*LOOKS, (WIDE, "dark"), (PHONE, "light"))


def violations(page: Page, looks: Looks = LOOKS) -> str:
    """What axe finds wrong in a page that is open: the look, the rule, and where."""
    page.evaluate(AXE)
    found = []
    for size, scheme in looks:
        page.set_viewport_size({**size})
        page.emulate_media(color_scheme=scheme)
        told = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], preload: location.protocol !== 'file:'})", AXE_TAGS)
        found += [f"{page.url} {size['width']} {scheme} {v['id']}: {n['target']} {n.get('failureSummary', '')}"
                  for v in told["violations"] for n in v["nodes"][:3]]
    return "\n".join(found)


@pytest.mark.parametrize("path", PAGES)
def test_no_rule_is_broken(page: Page, path: str) -> None:
    page.watch.expected |= {400, 404}  # type: ignore[attr-defined]
    page.goto(path)
    assert violations(page, EVERY_LOOK if path == f"/document/{LETTER}" else LOOKS) == ""


def test_the_page_of_a_finding_breaks_no_rule(page: Page) -> None:
    page.goto(f"/document/{LETTER}")
    page.click(".card.reference h3 a >> nth=2")
    assert violations(page) == ""


def test_what_people_decided_breaks_no_rule(opened: Callable[..., Page], serve: Callable[..., str], archive: Path) -> None:
    assert CliRunner().invoke(main, ["hypotheses", str(archive), "--load", str(FOLDER / "hypotheses.toml")]).exit_code == 0
    page = opened(serve(archive))
    page.watch.expected.add(409)  # type: ignore[attr-defined]
    stale = page.context.new_page()
    stale.goto(f"/document/{LETTER}")
    for n, button in enumerate(("accept", "reject")):
        page.goto(f"/document/{LETTER}")
        page.locator(".card.statement").nth(n).hover()
        page.locator(".card.statement").nth(n).locator(f"button[name={button}]").click()
        page.wait_for_url("**#c-**")
    assert violations(page, EVERY_LOOK) == ""
    stale.locator(".card.statement").first.hover()
    stale.locator(".card.statement button[name=reject]").first.click()
    assert stale.locator("h1").inner_text() == "Decided meanwhile" and violations(stale) == ""
    for path in ("/decisions", "/hypotheses", "/hypotheses/protocol?suggest=1"):
        page.goto(path)
        assert violations(page) == ""


def test_the_door_breaks_no_rule(opened: Callable[..., Page], serve: Callable[..., str], archive: Path) -> None:
    page = opened(serve(archive, doors=Doors(token="lanterns")))
    page.goto("/enter")
    assert violations(page) == ""
