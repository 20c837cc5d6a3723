"""A browser that is watched: what a page does besides being read is kept, and no test passes while there is any."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

# the browser says this of every answer that refuses; which of them a test expects, it says itself
_ANSWER = "Failed to load resource"
WIDE, PHONE = {"width": 1400, "height": 900}, {"width": 390, "height": 844}
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Watch:
    """What the pages of one context did that none of them should: errors, dialogs, calls to elsewhere, refusals."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.faults: list[str] = []
        self.expected: set[int] = set()         # statuses of answers that the test asks for
        self.home, self._here = home, urlsplit(home).netloc
        context.on("page", self._follow)
        context.on("request", lambda request: self._requested(request.url))
        context.on("requestfailed", lambda request: self._failed(request.url, request.failure))
        context.on("response", lambda response: self._answered(response.url, response.status))
        context.on("weberror", lambda error: self.faults.append(f"error: {error.error}"))
        context.on("console", lambda message: self._told(message.type, message.text))
        context.add_init_script("document.addEventListener('securitypolicyviolation', "
                                "e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))")

    def _follow(self, page: Page) -> None:
        page.on("dialog", self._dialog)

    def _dialog(self, dialog: Any) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _told(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and _ANSWER not in text:
            self.faults.append(f"{kind}: {text}")

    def _requested(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob", "about") and parts.netloc != self._here:
            self.faults.append(f"asked elsewhere: {url}")

    def _failed(self, url: str, why: str | None) -> None:
        if "ERR_ABORTED" not in (why or ""):        # a page was left while it was still fetching, or saves a file
            self.faults.append(f"failed: {url}: {why}")

    def _answered(self, url: str, status: int) -> None:
        if status >= 400 and status not in self.expected:
            self.faults.append(f"{status}: {url}")


def texts(page: Page, selector: str) -> list[str]:
    """The text of each element that fits, its white space made plain."""
    return [" ".join(t.split()) for t in page.locator(selector).all_text_contents()]


def box(page: Page, selector: str) -> Mapping[str, float]:
    """Where the first element that fits stands in the page."""
    found = page.locator(selector).first.bounding_box()
    assert found, f"{selector} is not shown"
    return found


def style(page: Page, selector: str, name: str) -> str:
    """A property of the first element that fits, as the browser computed it."""
    return str(page.locator(selector).first.evaluate("(e, name) => getComputedStyle(e)[name]", name))
