"""Client: asks a reconciliation service that a person named, patiently, and believes nothing that it says unread.

Nothing is asked but the endpoint: what a manifest names besides is never fetched. The content of an answer is read up
to a size and a time, without compression, and is a record of `wire` or none.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import httpx
import msgspec
from msgspec import Struct

from dragoman import __version__
from dragoman.errors import ServiceFailed
from dragoman.inquiries.identifiers import is_iri
from dragoman.publish.reconciliation import wire

AGENT = f"dragoman/{__version__} (reconciliation client)"
LARGEST = 8_000_000             # bytes of an answer; ten queries with fifty candidates each come to some 200,000
REDIRECTS = 3                   # followed on one host
BUSY = (429, 500, 502, 503, 504)
NEAR = ("localhost", "127.0.0.1", "::1")
VERSIONS = ("0.1", "0.2")
CANDIDATES = 50                 # that are looked at for one query; of more only the first


class Patience(Struct, frozen=True):
    """How long a service is waited for, in seconds: to connect, to send something, for the whole of an answer.

    The last is looked at with each part of the content. Of the lines before it (100 KiB at most) each piece may take
    `read`: a service that sends them letter by letter holds the command up until a person stops it.
    One that is busy is asked `tries` times, `wait` seconds after the first and twice as long each time, or as long as
    it says itself, up to `most`.
    """

    connect: float = 10.0
    read: float = 30.0
    whole: float = 120.0
    tries: int = 4
    wait: float = 1.0
    most: float = 60.0
    sleep: Callable[[float], None] = time.sleep


class _Busy(Exception):
    """An answer that says to come again, and after how many seconds, if it says so."""

    def __init__(self, why: str, after: float | None) -> None:
        self.why, self.after = why, after


Record = TypeVar("Record")


class Client:
    """An open service; `opened` makes one."""

    def __init__(self, http: httpx.Client, address: str, patience: Patience) -> None:
        self._http, self._patience = http, patience
        self.address = address

    def manifest(self) -> wire.Manifest:
        """What the service says of itself. Raises ServiceFailed."""
        found = self._read(self._asked("GET", None), wire.Manifest)
        if not set(found.versions) & set(VERSIONS):
            raise ServiceFailed(self.address, f"it speaks {', '.join(found.versions)[:80] or 'no version'} of the "
                                f"Reconciliation Service API, and not {' or '.join(VERSIONS)}")
        if not found.name.strip() or not is_iri(found.identifierSpace):
            raise ServiceFailed(self.address, "its manifest has no name, or no identifier space that is an IRI")
        return found

    def ask(self, queries: Sequence[wire.Query]) -> list[list[wire.Candidate] | None]:
        """The candidates for each of some queries; None for one that the service left out. Raises ServiceFailed."""
        batch = {f"q{n}": query for n, query in enumerate(queries)}
        content = self._asked("POST", {"queries": msgspec.json.encode(batch).decode()})
        found: Mapping[str, wire.Result] = self._read(content, dict[str, wire.Result])
        return [_usable(found[key].result) if key in found else None for key in batch]

    def pause(self, seconds: float) -> None:
        """Leave the service alone for so long; one of this machine needs no rest."""
        if not is_near(self.address):
            self._patience.sleep(seconds)

    def _read(self, content: bytes, kind: type[Record]) -> Record:
        try:
            return msgspec.json.decode(content, type=kind)
        except (msgspec.DecodeError, RecursionError) as error:
            raise ServiceFailed(self.address, f"its answer is not what the Reconciliation Service API says ({error})"
                                ) from error

    def _asked(self, method: str, form: Mapping[str, str] | None) -> bytes:
        """The answer to a request, asked again while the service is busy."""
        wait = self._patience.wait
        for left in reversed(range(self._patience.tries)):
            try:
                return self._followed(method, form)
            except _Busy as busy:
                pause = wait if busy.after is None else max(wait, busy.after)
                if not left or pause > self._patience.most:
                    later = f"; it says to come again in {pause:,.0f} seconds" if pause > self._patience.most else ""
                    raise ServiceFailed(self.address, busy.why + later) from busy
                self._patience.sleep(pause)
                wait *= 2
        raise AssertionError("a service is asked at least once")

    def _followed(self, method: str, form: Mapping[str, str] | None) -> bytes:
        """The answer to a request; to where the service points on the same host it is sent again."""
        for _ in range(REDIRECTS + 1):
            content, to = self._sent(method, form)
            if to is None:
                return content
            self.address = self._next(to)
        raise ServiceFailed(self.address, f"it sends from one address to the next, more than {REDIRECTS} times")

    def _sent(self, method: str, form: Mapping[str, str] | None) -> tuple[bytes, str | None]:
        """One request: what is answered, or where to ask instead. Raises _Busy and ServiceFailed."""
        end = time.monotonic() + self._patience.whole
        try:
            with self._http.stream(method, self.address, data=form) as answer:
                if answer.status_code in BUSY:
                    raise _Busy(f"it answers {answer.status_code} {answer.reason_phrase}"[:80], _after(answer))
                if answer.has_redirect_location and (method == "GET" or answer.status_code in (307, 308)):
                    return b"", answer.headers["location"]
                if answer.status_code != 200:
                    raise ServiceFailed(self.address, f"it answers {answer.status_code} {answer.reason_phrase}"[:80])
                if answer.headers.get("content-encoding", "identity") != "identity":
                    raise ServiceFailed(self.address, "its answer is packed, which was not asked for")
                return self._whole(answer, end), None
        except httpx.TimeoutException as error:
            raise _Busy("it does not answer in time", None) from error
        except httpx.TransportError as error:
            raise _Busy(f"it cannot be reached ({str(error)[:200] or type(error).__name__})", None) from error
        except (httpx.InvalidURL, httpx.RequestError, UnicodeError, ValueError) as error:
            raise ServiceFailed(self.address, f"it cannot be asked ({str(error)[:200]})") from error

    def _whole(self, answer: httpx.Response, end: float) -> bytes:
        """The content of an answer, within its size and time."""
        found = bytearray()
        for part in answer.iter_raw():
            found += part
            if len(found) > LARGEST:
                raise ServiceFailed(self.address, f"its answer has more than {LARGEST:,} bytes")
            if time.monotonic() > end:
                raise ServiceFailed(self.address, f"its answer takes more than {self._patience.whole:g} seconds")
        return bytes(found)

    def _next(self, location: str) -> str:
        """Where a service points. Raises ServiceFailed for what is no address, another host, and a name or password."""
        try:
            to = urljoin(self.address, location)
            _check(to)
        except (ValueError, ServiceFailed) as error:
            raise ServiceFailed(self.address, f"it sends to {location[:200]!r}, which is no address that is asked"
                                ) from error
        here, there = urlsplit(self.address), urlsplit(to)
        same = (here.hostname, _port(self.address)) == (there.hostname, _port(to)) and here.scheme == there.scheme
        upwards = here.hostname == there.hostname and (here.scheme, there.scheme) == ("http", "https")
        if not (same or upwards):
            raise ServiceFailed(self.address, f"it sends to {to[:200]}, which you did not name; name it as the service "
                                "if you trust it")
        return to


@contextmanager
def opened(address: str, patience: Patience | None = None) -> Iterator[Client]:
    """A service to ask. Raises ServiceFailed where the address is none of the web, or holds a name and password."""
    wait = patience or Patience()
    _check(address)
    # a service on this machine is never asked through a proxy
    with httpx.Client(
            timeout=httpx.Timeout(wait.read, connect=wait.connect), follow_redirects=False, trust_env=not is_near(
                address), headers={"user-agent": AGENT, "accept": "application/json", "accept-encoding": "identity"},
            limits=httpx.Limits(max_connections=1)) as http:
        yield Client(http, address, wait)


def is_near(address: str) -> bool:
    """Whether an address is of this machine."""
    return urlsplit(address).hostname in NEAR


def is_open(address: str) -> bool:
    """Whether what is sent to an address can be read on the way."""
    return urlsplit(address).scheme.lower() != "https" and not is_near(address)


def iri_of(manifest: wire.Manifest, identifier: str) -> str | None:
    """The IRI that an id of a service means: itself, where it is one; else the identifier space with the id after it.

    Where the identifier space does not look like the beginning of an IRI, the address of its view. None where that
    makes no IRI.
    """
    if identifier.lower().startswith(("http://", "https://")):
        return identifier if is_iri(identifier) else None
    encoded = "".join(c if c.isalnum() or c in "-._~/:@!$&'()*+,;=" else "".join(f"%{b:02X}" for b in c.encode(
        "utf-8", "replace")) for c in identifier)
    template = manifest.view.url if manifest.view and "{{id}}" in manifest.view.url else None
    if manifest.identifierSpace[-1] in "/#=:" or template is None:
        made = manifest.identifierSpace + encoded
    else:
        made = template.replace("{{id}}", encoded)
    return made if is_iri(made) else None


def _usable(found: Sequence[wire.Candidate]) -> list[wire.Candidate]:
    """The candidates that have an id and a name of ordinary length."""
    return [c for c in found if 0 < len(c.id) <= wire.LONGEST and c.name.strip() and len(c.name) <= wire.LONGEST
            ][:CANDIDATES]


def _after(answer: httpx.Response) -> float | None:
    """After how many seconds a busy service says to come again (Retry-After: seconds, or a date)."""
    told = answer.headers.get("retry-after", "").strip()
    if told.isascii() and told.isdecimal() and len(told) < 9:
        return float(told)
    try:
        when = parsedate_to_datetime(told)
        return max(0.0, ((when if when.tzinfo else when.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def _check(address: str) -> None:
    try:
        parts = urlsplit(address)
        good = parts.scheme.lower() in ("http", "https") and parts.hostname and _port(address)
    except ValueError:
        good = False
    if not good:
        raise ServiceFailed(address[:200], "this is no address of a service; it begins with https:// or http://")
    if parts.username is not None or parts.password is not None:
        raise ServiceFailed(parts.hostname or "", "an address with a name and a password is not asked")


def _port(address: str) -> int:
    parts = urlsplit(address)
    return parts.port or (443 if parts.scheme.lower() == "https" else 80)
