"""Page: what is to be shown, before it is HTML: a title, a template, and what is told to it."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from dragoman.publish.pages.environment import render


class Page(Struct, frozen=True):
    """One page. `told` is what its template asks for besides the site that it is part of."""

    title: str
    template: str
    told: Mapping[str, Any]
    status: int = 200


class Site(Struct, frozen=True):
    """What all pages of one site have in common.

    `name` is that of the archive; `here` the address of the page in the navigation. A page that nobody can decide on,
    as in a static edition, has no `person`; a `live` one has a program behind it. `csrf` is the hidden field of forms;
    `notice` is told above every page; `navigation` are its pages, where they are not those of NAVIGATION.
    """

    name: str
    here: str = ""
    person: str | None = None
    csrf: str = ""
    notice: str | None = None
    drawing: bool = False
    live: bool = False
    navigation: tuple[tuple[str, str], ...] = ()


# the pages of inquiries, in the order of the navigation; the first eight always stand there
NAVIGATION = (
    ("/register", "Register"), ("/threads", "Threads"), ("/missing", "Missing"), ("/actors", "Actors"),
    ("/chronicle", "Chronicle"), ("/ledger", "Ledger"), ("/pending", "Pending"), ("/hypotheses", "Hypotheses"),
    ("/positions", "Positions"), ("/network", "Network"), ("/subjects", "Subjects"), ("/known", "Known"),
    ("/gaps", "Gaps"), ("/ambiguous", "Ambiguous"), ("/decisions", "Decisions"), ("/problems", "Problems"))
ALWAYS = 8


def shown(page: Page, site: Site) -> str:
    """The HTML of a page of a site."""
    pages = site.navigation or NAVIGATION
    return render(page.template, {"title": page.title, "site": site, "navigation": pages[:ALWAYS],
                                  "further": pages[ALWAYS:], **page.told})
