"""The pages that are read: each address, and the page that stands there."""

from collections.abc import Callable, Mapping
from sqlite3 import Connection
from typing import Any
from urllib.parse import quote, unquote

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler

from dragoman.publish.citations import FORMS
from dragoman.publish.pages import acts, home, lists, questions, single
from dragoman.publish.pages.document import citation, document_page
from dragoman.publish.pages.page import Page
from dragoman.web.site import answer, bench, query_of

Named = Callable[[Connection, str, Mapping[str, str]], Page]
Listed = Callable[[Connection, Mapping[str, str]], Page]
LISTS: Mapping[str, Listed] = {
    "/": home.home_page, "/search": home.search_page, "/help": home.help_page, "/register": lists.register_page,
    "/threads": lists.threads_page, "/missing": lists.missing_page, "/actors": lists.actors_page,
    "/subjects": lists.subjects_page, "/gaps": lists.gaps_page, "/ambiguous": lists.ambiguous_page,
    "/problems": lists.problems_page, "/decisions": lists.decisions_page, "/chronicle": acts.chronicle_page,
    "/ledger": acts.ledger_page, "/pending": acts.pending_page, "/positions": acts.positions_page,
    "/network": acts.network_page, "/known": acts.known_page, "/hypotheses": questions.hypotheses_page}
NAMED: Mapping[str, Named] = {
    "/document": document_page, "/thread": single.thread_page, "/missing": single.missing_paper_page,
    "/actor": single.actor_page, "/subject": single.subject_page, "/add": single.adding_page,
    "/hypotheses": questions.matrix_page}


def name_of(request: Request[Any, Any, Any], page: str) -> str:
    """The name after the address of a page, as it is written there: "frus1936v03/d12"."""
    raw = request.scope.get("raw_path") or request.url.path.encode()
    return unquote(raw.decode("ascii", "replace").partition("?")[0])[len(page) + 1:]


def listed(path: str, make: Listed) -> HTTPRouteHandler:
    """The handler of a page that is asked for by its query alone."""
    @get(path, include_in_schema=False, name=path)
    async def handler(request: Request[Any, Any, Any]) -> Response[str]:
        query = query_of(request)
        return await answer(request, lambda connection: make(connection, query))
    return handler


def named(path: str, make: Named) -> HTTPRouteHandler:
    """The handler of a page of one thing."""
    @get(f"{path}/{{name:path}}", include_in_schema=False, name=f"{path}/name")
    async def handler(request: Request[Any, Any, Any]) -> Response[str]:
        query, asked = query_of(request), name_of(request, path)
        return await answer(request, lambda connection: make(connection, asked, query))
    return handler


@get("/finding/{key:str}/{name:path}", include_in_schema=False)
async def finding(request: Request[Any, Any, Any]) -> Response[str]:
    """The page of one finding."""
    key = request.path_params["key"]
    asked = name_of(request, f"/finding/{key}")
    return await answer(request, lambda connection: single.finding_page(connection, key, asked))


@get("/cite/{form:str}/{name:path}", include_in_schema=False)
async def cite(request: Request[Any, Any, Any]) -> Response[str]:
    """The citation of a paper in one form, as a file."""
    form = request.path_params["form"]
    made = FORMS.get(form)
    if made is None:
        raise NotFoundException(f"There is no form {form} of citation; there are {', '.join(FORMS)}.")
    asked = name_of(request, f"/cite/{form}")
    text = await bench(request).desk.read(lambda connection: made.write(citation(connection, asked)))
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in asked)
    full = quote(f"{asked}.{made.ending}", safe="")
    return Response(text, media_type=f"{made.media_type}; charset=utf-8", headers={
        "content-disposition": f"attachment; filename=\"{plain}.{made.ending}\"; filename*=UTF-8''{full}"})


@get("/state", include_in_schema=False)
async def state(request: Request[Any, Any, Any]) -> Mapping[str, bool]:
    """Whether what hangs on decisions is still being drawn together."""
    return {"drawing": bench(request).drawing.notice is not None}


READING = [finding, cite, state, *(listed(path, make) for path, make in LISTS.items()),
           *(named(path, make) for path, make in NAMED.items())]
