"""Calls to a workbench without a server: an address as a browser would send it, byte by byte, and what comes back."""

import asyncio
import json
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote_from_bytes, unquote, urlencode

from litestar.types import ASGIApp

from dragoman.web.app import workbench

# what a server lets through of an address; anything else it refuses itself, or a browser writes with a percent sign
_SENT = "!$&'()*+,;=:@/~-._[]|^`{}%"


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    def json(self) -> Any:
        """The content, read as JSON."""
        return json.loads(self.content)


class Caller:
    """Calls a workbench that has been opened, one call after the other."""

    def __init__(self, app: ASGIApp, loop: asyncio.AbstractEventLoop) -> None:
        self.app, self._loop = app, loop

    def get(self, path: str, query: str | Mapping[str, str] = "", **headers: str) -> Answer:
        """The answer to an address; `path` and a `query` that is text are sent as they are, rubbish and all."""
        line = query if isinstance(query, str) else urlencode(query, errors="surrogatepass")
        raw = quote_from_bytes(path.encode("utf-8", "surrogatepass"), safe=_SENT).encode()
        sent = quote_from_bytes(line.encode("utf-8", "surrogatepass"), safe=_SENT + "?").encode()
        told = {"host": "localhost", **headers}
        return self._run(self._called({
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
            "path": unquote(raw.decode()), "raw_path": raw, "query_string": sent, "root_path": "",
            "headers": [(k.encode(), v.encode()) for k, v in told.items()], "client": ("127.0.0.1", 1),
            "server": ("localhost", 80), "state": {}}))

    def _run(self, coroutine: Coroutine[Any, Any, Answer]) -> Answer:
        return self._loop.run_until_complete(coroutine)

    async def _called(self, scope: Any) -> Answer:
        messages: list[Any] = []

        async def receive() -> Any:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            messages.append(message)
        await self.app(scope, receive, send)
        headers = {k.decode().lower(): v.decode() for k, v in messages[0]["headers"]}
        return Answer(messages[0]["status"], headers, b"".join(m.get("body", b"") for m in messages[1:]))


@contextmanager
def calling(archive: Path, **options: Any) -> Iterator[Caller]:
    """A caller of the workbench of an archive, which is closed afterwards; `options` are those of `workbench`."""
    app, loop = workbench(archive, **options), asyncio.new_event_loop()
    asked: asyncio.Queue[str] = asyncio.Queue()
    told: asyncio.Queue[str] = asyncio.Queue()

    async def receive() -> Any:
        return {"type": await asked.get()}

    async def send(message: Any) -> None:
        await told.put(message["type"])
    life = loop.create_task(app({"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, receive, send))  # type: ignore[arg-type,typeddict-item]
    try:
        asked.put_nowait("lifespan.startup")
        assert loop.run_until_complete(told.get()) == "lifespan.startup.complete"
        yield Caller(app, loop)
    finally:
        asked.put_nowait("lifespan.shutdown")
        loop.run_until_complete(life)
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
