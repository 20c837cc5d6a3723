"""The site of a request: what all pages have in common, and who sits before it."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote

from litestar import Request, Response
from litestar.template.base import csrf_token
from markupsafe import Markup, escape
from msgspec import structs

from dragoman.archive.derived import stale
from dragoman.inquiries.admitting import plain_name
from dragoman.publish.pages.page import NAVIGATION, Page, Site, shown
from dragoman.web.guard import KNOWN

ELSEWHERE = ("Papers are being filed or drawn together by another process, or an earlier run was stopped: lists may "
             "not be complete. “dragoman add” goes on where it stopped.")
PERSON = "dragoman-person"      # the cookie that keeps who decides


def bench(request: Request[Any, Any, Any]) -> Any:
    """The workbench that a request is for."""
    return request.app.state.bench


def query_of(request: Request[Any, Any, Any]) -> Mapping[str, str]:
    """What is asked of a page: of a parameter that is given twice the last."""
    return dict(request.query_params.items())


def person_of(request: Request[Any, Any, Any]) -> str:
    """Who decides: the name that this browser was given, else the one that the workbench was started with."""
    given = plain_name(unquote(request.cookies.get(PERSON, "")))
    return given or str(bench(request).person)


def site_of(request: Request[Any, Any, Any]) -> Site:
    """What the page of a request has in common with all others."""
    here = next((href for href, _ in NAVIGATION if request.url.path == href), request.url.path)
    token = csrf_token({"request": request})
    field = Markup(f'<input type="hidden" name="_csrf_token" value="{escape(token)}">')
    if not request.scope.get(KNOWN):
        return Site("dragoman", csrf=field)             # a stranger is told nothing of what is inside
    desk = bench(request)
    person = person_of(request) if desk.writable else None
    return Site(desk.name, here, person, field, desk.drawing.notice, desk.drawing.due, live=True)


def in_html(page: Page, site: Site) -> Response[Any]:
    """A page as the answer to a request, with its status."""
    return Response(shown(page, site), media_type="text/html", status_code=page.status)


async def answer(request: Request[Any, Any, Any], make: Callable[[Any], Page]) -> Response[str]:
    """The page that some work makes of the archive, as HTML; made and set in a reader's thread."""
    site = site_of(request)

    def work(connection: Any) -> tuple[str, int]:
        page = make(connection)
        waits = site.notice is None and stale(connection)
        return shown(page, structs.replace(site, notice=ELSEWHERE) if waits else site), page.status
    html, status = await bench(request).desk.read(work)
    return Response(html, media_type="text/html", status_code=status)
