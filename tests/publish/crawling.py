"""Crawling: every link of a folder of pages, and where it leads."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "srcset", "{http://www.w3.org/1999/xlink}href")


def tree(page: Path) -> html.HtmlElement:
    """A page as elements."""
    return html.fromstring(page.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def elements(page: Path) -> Iterator[html.HtmlElement]:
    """The elements of a page."""
    return (e for e in tree(page).iter() if isinstance(e.tag, str))


def faults(folder: Path) -> list[str]:
    """Every link that leads out of the folder, to no file, or to no place in its file; and every page that none leads to."""
    @cache
    def ids(page: Path) -> frozenset[str]:
        found = [e.get("id") for e in elements(page) if e.get("id")]
        assert len(found) == len(set(found)), f"{page}: an id stands twice"
        return frozenset(found)
    found, led = [], {folder / "index.html"}
    pages = sorted(folder.rglob("*.html"))
    for page in pages:
        for e in elements(page):
            for name in ADDRESSES:
                if e.get(name) is None:
                    continue
                parts = urlsplit(e.get(name))
                told = f"{page.relative_to(folder)}: <{e.tag} {name}={e.get(name)!r}>"
                if parts.scheme or parts.netloc or parts.path.startswith("/"):
                    found.append(f"{told} leads out of the folder")
                    continue
                target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
                if not target.is_file() or not target.is_relative_to(folder):
                    found.append(f"{told} leads nowhere")
                elif parts.fragment and unquote(parts.fragment) not in ids(target):
                    found.append(f"{told} leads to no place of the page")
                led.add(target)
    return found + [f"nothing leads to {page.relative_to(folder)}" for page in pages if page not in led]
