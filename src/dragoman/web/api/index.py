"""The index: which addresses there are under /api, each in one sentence."""

from typing import Any

from litestar import Request, get
from litestar.handlers import HTTPRouteHandler
from msgspec import Struct

from dragoman.web.api.acts import ACTS
from dragoman.web.api.asking import REFUSALS, ROOT
from dragoman.web.api.beginning import BEGINNING
from dragoman.web.api.lists import LISTS
from dragoman.web.api.papers import PAPERS
from dragoman.web.api.schema import PATH
from dragoman.web.api.single import SINGLE
from dragoman.web.site import bench

ASKING: tuple[HTTPRouteHandler, ...] = (*BEGINNING, *LISTS, *ACTS, *SINGLE, *PAPERS)


class Address(Struct, frozen=True):
    """One address, with the name that it asks for in braces, and what it gives."""

    address: str
    gives: str


class Index(Struct, frozen=True):
    """What can be asked of an archive; `schema` is where OpenAPI describes all of it."""

    archive: str
    schema: str
    addresses: tuple[Address, ...]


@get(ROOT, operation_id="index", summary="What can be asked", responses={503: REFUSALS[503]},
     description="What can be asked of this archive, and where all of it is described.")
async def index(request: Request[Any, Any, Any]) -> Index:
    """What can be asked of this archive."""
    return Index(bench(request).name, PATH, tuple(
        Address(path.replace("{name:path}", "{name}"), handler.summary or "")
        for handler in ASKING for path in sorted(handler.paths)))


API: tuple[HTTPRouteHandler, ...] = (index, *ASKING)
