"""Where somebody gives the token, once; the browser keeps it."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.response import Redirect

from dragoman.publish.pages.page import Page, Site
from dragoman.web.guard import badge, cookie_of, is_token
from dragoman.web.site import bench, in_html, person_of, site_of


@get("/enter", include_in_schema=False)
async def enter_page(request: Request[Any, Any, Any]) -> Response[str]:
    """The form for the token."""
    return _page(request, wrong=False)


@post("/enter", include_in_schema=False, status_code=303)
async def enter(request: Request[Any, Any, Any]) -> Response[Any]:
    """Keep the token, if it is the one."""
    given, token = str((await request.form()).get("token", "")), bench(request).doors.token
    if token is None or not is_token(given, token):
        return _page(request, wrong=True)
    kept = Cookie(cookie_of(token), value=badge(token), httponly=True, samesite="strict")
    return Redirect("/" if person_of(request) else "/person", status_code=303, cookies=[kept])


def _page(request: Request[Any, Any, Any], *, wrong: bool) -> Response[str]:
    """The form, which tells a stranger nothing of the archive."""
    page = Page("Come in", "enter.html", {"wrong": wrong, "csrf": site_of(request).csrf},
                401 if wrong else 200)
    return in_html(page, Site("dragoman"))


ENTERING = [enter_page, enter]
