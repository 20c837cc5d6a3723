"""The workbench as a program for a web server (ASGI), made for one archive."""

import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import blake2b
from pathlib import Path

from litestar import Litestar
from litestar.config.csrf import CSRFConfig
from litestar.types import ASGIApp
from msgspec import Struct

from dragoman.web.api.index import API
from dragoman.web.api.schema import Structs, described
from dragoman.web.assets import ASSETS
from dragoman.web.deciding import DECIDING
from dragoman.web.desk import Desk
from dragoman.web.drawing import Drawing
from dragoman.web.entering import ENTERING
from dragoman.web.errors import HANDLERS
from dragoman.web.guard import Doors, guarded
from dragoman.web.reading import READING
from dragoman.web.reconciling import RECONCILING


class Workbench(Struct, frozen=True):
    """What the pages of one workbench share: the archive's desk, its name, who decides where nobody says so."""

    desk: Desk
    drawing: Drawing
    name: str
    person: str
    doors: Doors
    writable: bool


def workbench(path: Path, *, person: str = "", doors: Doors | None = None) -> ASGIApp:
    """The workbench of an archive; `person` is who decides where a browser names nobody else."""
    doors = doors or Doors()
    secret = secrets.token_hex(32)

    @asynccontextmanager
    async def open_desk(app: Litestar) -> AsyncIterator[None]:
        app.state.bench = Workbench(Desk(path), Drawing(path), path.stem, person, doors, os.access(path, os.W_OK))
        try:
            yield
        finally:
            app.state.bench.drawing.close()
            app.state.bench.desk.close()

    app = Litestar(
        [*READING, *DECIDING, *ENTERING, *RECONCILING, *ASSETS, *API], lifespan=[open_desk],
        exception_handlers=dict(HANDLERS), openapi_config=described(), plugins=[Structs()],
        # a cookie of an earlier run, or of a workbench on another port, has another name
        csrf_config=CSRFConfig(secret, cookie_name=f"dragoman-{blake2b(secret.encode(), digest_size=6).hexdigest()}",
                               cookie_samesite="strict", cookie_httponly=True))
    return guarded(app, doors)
