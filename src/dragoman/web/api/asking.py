"""Asking: how a question to the archive becomes an address that gives its answer as JSON, described by OpenAPI.

A question is a function of a connection, of a name where its address has one, and of what was asked. Its docstring is
the description, its return type the schema. The answer is made and written as JSON in a reader's thread.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from inspect import cleandoc
from typing import Any, get_type_hints

import msgspec
from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import ResponseSpec, spec
from msgspec import Struct

from dragoman.publish.pages.asked import Narrowing
from dragoman.web.api.parameters import PAGE, Asked, Parameter, held_against, narrowing
from dragoman.web.reading import name_of
from dragoman.web.site import bench, query_of

ROOT = "/api"
Made = Callable[[Callable[..., Any]], HTTPRouteHandler]


class Refusal(Struct, frozen=True):
    """Why there is no answer: the status, and one sentence for people."""

    status: int
    sentence: str


def _refusal(description: str) -> ResponseSpec:
    return ResponseSpec(Refusal, generate_examples=False, description=description)


REFUSALS: Mapping[int, ResponseSpec] = {
    400: _refusal("What is asked cannot be understood: a parameter that there is not, a date that is none."),
    404: _refusal("There is no paper, actor, subject or question of this name."),
    503: _refusal("Another program has been writing to the archive too long; ask again.")}


def answers(path: str, *parameters: Parameter, page: bool = True, narrowed: Sequence[Narrowing] = ()) -> Made:
    """Makes a question one that is asked by parameters alone, its rows turned over where it has a `page`."""
    fields, every = tuple(narrowed), (*parameters, *narrowing(narrowed), *(PAGE if page else ()))

    def made(ask: Callable[..., Any]) -> HTTPRouteHandler:
        async def handler(request: Request[Any, Any, Any]) -> Any:
            asked = Asked(held_against(every, query_of(request)), fields)
            return await _answered(request, lambda connection: ask(connection, asked))
        return _handler(path, every, ask, handler)
    return made


def answers_of(path: str, what: str, *parameters: Parameter, page: bool = False,
               narrowed: Sequence[Narrowing] = ()) -> Made:
    """Makes a question one of a thing that the address names after `path`; `what` says by what name."""
    fields, every = tuple(narrowed), (*parameters, *narrowing(narrowed), *(PAGE if page else ()))

    def made(ask: Callable[..., Any]) -> HTTPRouteHandler:
        async def handler(request: Request[Any, Any, Any]) -> Any:
            asked, called = Asked(held_against(every, query_of(request)), fields), name_of(request, f"{ROOT}{path}")
            return await _answered(request, lambda connection: ask(connection, called, asked))
        return _handler(f"{path}/{{name:path}}", every, ask, handler, what)
    return made


def _handler(path: str, parameters: Sequence[Parameter], ask: Callable[..., Any], handler: Callable[..., Any],
             what: str = "") -> HTTPRouteHandler:
    """The handler of an address, with all that OpenAPI tells of it; `what` is what its name names."""
    handler.__name__ = ask.__name__
    handler.__annotations__ |= {"return": get_type_hints(ask)["return"]}
    said = cleandoc(ask.__doc__ or "")

    named = [spec.Parameter("name", "path", spec.Schema(type=spec.OpenAPIType.STRING), what, True)] if what else []

    @dataclass
    class Asking(spec.Operation):
        def __post_init__(self) -> None:
            self.parameters = [*named, *(p.described() for p in parameters)] or None
    return get(f"{ROOT}{path}", name=f"{ROOT}{path}", operation_id=ask.__name__, operation_class=Asking,
               summary=said.partition(".")[0], description=said, responses=dict(REFUSALS))(handler)


async def _answered(request: Request[Any, Any, Any], ask: Callable[[sqlite3.Connection], Any]) -> Response[bytes]:
    """The answer to a question as JSON; a line of JSON that it gives stands as it is."""
    def work(connection: sqlite3.Connection) -> bytes:
        found = ask(connection)
        return found if isinstance(found, bytes) else msgspec.json.encode(found)
    return Response(await bench(request).desk.read(work), media_type="application/json")
