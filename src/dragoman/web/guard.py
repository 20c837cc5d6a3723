"""The guard before every page: for whom the workbench is open, and what a browser may do with what it gets.

Papers are hostile. Nothing but our own files may be loaded or run, whatever a paper says; a page of another site can
neither read these pages nor act on them, not even under a name that its owner makes point here.
"""

import hmac
import re
from hashlib import blake2b
from ipaddress import IPv6Address
from typing import cast

from litestar.datastructures import Headers, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from litestar.utils import normalize_path
from msgspec import Struct

HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
                               "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
                               "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
LOOPBACK = ("localhost", "127.0.0.1", "::1")
ANY = "*"                       # where a machine has names that nobody can tell beforehand; then a token is asked for
DOOR = "/enter"                 # where the token is given; with its looks it may be had without
LOOKS = ("/assets/", "/static/")
RECONCILE = "/reconcile"        # what other programs may ask, and pages of this machine (those of OpenRefine)
PREVIEW = f"{RECONCILE}/preview"        # the one page that they may put in a frame: nothing in it can be pressed
FRAMED = "frame-ancestors http://127.0.0.1:* http://localhost:*"
ELSEWHERE = ("cross-site", "same-site")         # Sec-Fetch-Site of what a page of another origin sends
_HOST = re.compile(r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<name>[a-z0-9._-]+))(?::(?P<port>[0-9]{1,5}))?", re.I)
KNOWN = "dragoman.known"        # in the scope of a request: whether who asks may see what is inside


class Doors(Struct, frozen=True):
    """For whom the workbench is open: under these names of the machine, and, if a token is asked for, who has it."""

    hosts: tuple[str, ...] = LOOPBACK
    token: str | None = None


def guarded(app: ASGIApp, doors: Doors) -> ASGIApp:
    """The workbench behind its guard."""
    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        method = scope.get("method", "")
        headers = Headers.from_scope(scope)
        path = normalize_path(scope["path"])            # as Litestar finds its handler: "//reconcile/" is "/reconcile"
        further = _further(path, headers.get("origin"))

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message.setdefault("headers", [])
                own = MutableScopeHeaders.from_message(message)
                for name, value in {**HEADERS, **further}.items():
                    own[name] = value
                if path == PREVIEW:
                    del own["x-frame-options"]
                if "cache-control" not in own:
                    own["cache-control"] = "no-store"
            await send(message)

        if not _is_open(headers.get("host", ""), doors.hosts):
            await _refuse(send_guarded, 421, "This workbench is not open under that name.")
        elif _is_foreign(path, headers):
            await _refuse(send_guarded, 403, "Only pages of this machine may ask the reconciliation service.")
        elif doors.token and not _has_token(headers, doors.token) and not _outside(path):
            await _refuse(send_guarded, 401, f"A token is asked for here; give it at {DOOR}.",
                          to=DOOR if method == "GET" and not path.startswith("/api") else None)
        else:
            cast("dict[str, object]", scope)[KNOWN] = not doors.token or _has_token(headers, doors.token)
            await app(scope, receive, send_guarded)
    return guard


def _is_ours(path: str) -> bool:
    return path == RECONCILE or path.startswith(f"{RECONCILE}/")


def _is_open(header: str, hosts: tuple[str, ...]) -> bool:
    """Whether the workbench is open under what a Host header says; what is no name of a machine opens nothing."""
    return (not header or bool(_host(header))) if ANY in hosts else _host(header) in hosts


def _is_foreign(path: str, headers: Headers) -> bool:
    """Whether a page of another site asks the reconciliation service: it would send whom it likes through the archive.

    Its pictures and scripts are asked for without Origin; browsers say then by Sec-Fetch-Site where they come from
    (https://www.w3.org/TR/fetch-metadata/). A person who goes to the address, and the preview in its frame, are let in.
    """
    origin = headers.get("origin")
    if not _is_ours(path):
        return False
    if origin is not None:
        return not _is_near(origin)
    goes = headers.get("sec-fetch-mode") == "navigate" and (
        headers.get("sec-fetch-dest") == "document" or path == PREVIEW)
    return headers.get("sec-fetch-site") in ELSEWHERE and not goes


def _is_near(origin: str) -> bool:
    """Whether an origin is a page of this machine."""
    scheme, _, host = origin.partition("://")
    return scheme in ("http", "https") and _host(host) in LOOPBACK


def _further(path: str, origin: str | None) -> dict[str, str]:
    """The headers of the reconciliation service: the specification asks for CORS, and pages of this machine get it."""
    if not _is_ours(path):
        return {}
    found = {"vary": "Origin"}
    if origin is not None and _is_near(origin):
        found |= {"access-control-allow-origin": origin, "access-control-allow-methods": "GET, POST, OPTIONS",
                  "access-control-allow-headers": "content-type"}
    if path == PREVIEW:
        found["content-security-policy"] = HEADERS["content-security-policy"].replace("frame-ancestors 'none'", FRAMED)
    return found


def is_token(given: str, token: str) -> bool:
    """Whether a token is the one that is asked for; it takes as long to say no as to say yes."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), token.encode("utf-8", "replace"))


def badge(token: str) -> str:
    """What a browser keeps in the place of the token that it gave."""
    return blake2b(token.encode("utf-8", "replace"), digest_size=32, person=b"dragoman").hexdigest()


def cookie_of(token: str) -> str:
    """The name of the cookie that keeps it; cookies are shared by all ports of a machine."""
    return f"dragoman-door-{badge(token)[:8]}"


def _host(header: str) -> str:
    """The name of the machine in a Host header, without the port; "" where it is none."""
    m = _HOST.fullmatch(header)
    if not m or int(m["port"] or 0) >= 2 ** 16:
        return ""
    try:
        return str(IPv6Address(m["six"])) if m["six"] else m["name"].lower()
    except ValueError:
        return ""


def _outside(path: str) -> bool:
    """Whether an address is that of the door, or of what it looks like."""
    return path == DOOR or path.startswith(LOOKS)


def _has_token(headers: Headers, token: str) -> bool:
    kind, _, given = headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and is_token(given.strip(), token):
        return True
    # other programs of this machine may have set cookies that no parser takes; they are none of ours
    held = (pair.strip().partition("=") for pair in headers.get("cookie", "").split(";"))
    return any(name == cookie_of(token) and is_token(value, badge(token)) for name, _, value in held)


async def _refuse(send: Send, status: int, sentence: str, to: str | None = None) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    if to:
        headers.append((b"location", to.encode()))
    await send({"type": "http.response.start", "status": 303 if to else status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{sentence}\n".encode(), "more_body": False})
