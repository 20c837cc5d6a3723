"""The reconciliation service at /reconcile: for OpenRefine and other programs of this machine, to read from alone.

It is asked without a form's sign, for it enters nothing; the guard says which pages of a browser may ask it.
"""

from collections.abc import Callable, Mapping
from sqlite3 import Connection
from typing import Any

from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler

from dragoman.errors import BadRequest, NoSuchActor
from dragoman.publish.pages.page import Page, Site, shown
from dragoman.publish.pages.single import preview_page
from dragoman.publish.reconciliation import service
from dragoman.publish.reconciliation.service import ROOT
from dragoman.web.site import bench, query_of

LARGEST = 1_000_000             # bytes of a batch of queries; those of OpenRefine have a few thousand


@get(ROOT, include_in_schema=False, name=ROOT, exclude_from_csrf=True)
async def asked(request: Request[Any, Any, Any]) -> Response[bytes]:
    """What the service says of itself; with `queries` or `extend` in the address, the answer to these."""
    query = query_of(request)
    if "queries" in query or "extend" in query:
        return await _answer(request, query)
    home = f"{request.url.scheme}://{request.headers.get('host', '')}"
    return _json(service.manifest(bench(request).name, home))


@post(ROOT, include_in_schema=False, status_code=200, exclude_from_csrf=True, request_max_body_size=LARGEST)
async def sent(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The answer to queries, or to the asking for values, that a form has."""
    form = await request.form()
    return await _answer(request, {name: value for name, value in form.items() if isinstance(value, str)})


@get(f"{ROOT}/suggest/{{what:str}}", include_in_schema=False, exclude_from_csrf=True)
async def suggest(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Entities, types or properties whose name begins as somebody writes."""
    what, query = request.path_params["what"], query_of(request)
    if what not in ("entity", "type", "property"):
        raise BadRequest(f"nothing is suggested for {what}, but for entity, type and property")
    prefix, cursor = query.get("prefix", ""), query.get("cursor", "")
    return await _read(request, lambda connection: service.suggestions(connection, what, prefix, cursor))


@get(f"{ROOT}/properties", include_in_schema=False, exclude_from_csrf=True)
async def properties(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The properties whose values are given of a type."""
    query = query_of(request)
    return _json(service.proposals(query.get("type", ""), query.get("limit", "")))


@get(f"{ROOT}/preview", include_in_schema=False, exclude_from_csrf=True)
async def preview(request: Request[Any, Any, Any]) -> Response[str]:
    """An actor in a small page, for the frame of another program."""
    name, site = query_of(request).get("id", ""), Site("dragoman")

    def work(connection: Connection) -> tuple[str, int]:
        try:
            page = preview_page(connection, name)
        except NoSuchActor as error:
            page = Page("Nobody", "preview.html", {"found": None, "sentence": str(error)}, 404)
        return shown(page, site), page.status
    html, status = await bench(request).desk.read(work)
    return Response(html, media_type="text/html", status_code=status)


async def _answer(request: Request[Any, Any, Any], query: Mapping[str, str]) -> Response[bytes]:
    """The answer to a batch of queries, or to a query for values."""
    if "queries" in query:
        return await _read(request, lambda connection: service.answers(connection, query["queries"]))
    if "extend" in query:
        return await _read(request, lambda connection: service.extended(connection, query["extend"]))
    raise BadRequest("neither queries nor extend is given")


async def _read(request: Request[Any, Any, Any], work: Callable[[Connection], bytes]) -> Response[bytes]:
    return _json(await bench(request).desk.read(work))


def _json(content: bytes) -> Response[bytes]:
    return Response(content, media_type="application/json")


RECONCILING: tuple[HTTPRouteHandler, ...] = (asked, sent, suggest, properties, preview)
