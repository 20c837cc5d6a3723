"""The files that pages are made up with, at their addresses: style sheets, the script, the faces of the type."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException

from dragoman.publish.faces import ASSETS as FOLDER
from dragoman.publish.faces import FACES, FONTS

_STATIC = Path(str(files("dragoman.web"))) / "static"
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".ttf": "font/ttf",
          ".svg": "image/svg+xml"}


def files_of(*folders: Path) -> Mapping[str, Path]:
    """The files of folders by name."""
    return {path.name: path for folder in folders for path in sorted(folder.glob("*")) if path.suffix in _TYPES}


@get("/assets/{name:str}", include_in_schema=False, sync_to_thread=True)
def asset(request: Request[Any, Any, Any]) -> Response[bytes]:
    """A style sheet, or a face of the type."""
    name = request.path_params["name"]
    return _given(FONTS / name if name in FACES else files_of(FOLDER).get(name))


@get("/static/{name:str}", include_in_schema=False, sync_to_thread=True)
def static(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The script."""
    return _given(files_of(_STATIC).get(request.path_params["name"]))


@get("/favicon.ico", include_in_schema=False, sync_to_thread=True)
def icon() -> Response[bytes]:
    """The sign of the workbench in a browser's tab."""
    return _given(FOLDER / "icon.svg")


def _given(path: Path | None) -> Response[bytes]:
    if path is None:
        raise NotFoundException("There is no such file.")
    return Response(path.read_bytes(), media_type=_TYPES[path.suffix], headers={"cache-control": "max-age=3600"})


ASSETS = (asset, static, icon)
