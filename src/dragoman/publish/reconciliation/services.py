"""Services: the reconciliation services that a person has named in a file, each with what it is to be told.

    [gnd]
    url = "https://lobid.org/gnd/reconcile/"
    types.person = "DifferentiatedPerson"
    properties.office = "professionOrOccupation"
    pause = 1.0

Without a line for it, a type or a property is not sent.
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from dragoman.errors import BadServiceFile, NoSuchService
from dragoman.inquiries.actors import KINDS
from dragoman.publish.reconciliation.wire import LONGEST

FILE = "services.toml"
PAUSE = 0.5                     # seconds between two batches: a service is shared with others
SENT = ("office", "power", "first", "last")     # what may be told of an actor besides its name
LARGEST = 1_000_000             # bytes of the file


class Service(Struct, frozen=True, forbid_unknown_fields=True):
    """A service: its endpoint, its types for our kinds of actors, its properties for what we tell (SENT), by our names.

    `pause` is in seconds; `batch` is how many names are sent at once, never more than the service says that it takes.
    """

    url: str
    types: dict[str, str] = {}
    properties: dict[str, str] = {}
    pause: float = PAUSE
    batch: int | None = None


def services_file() -> Path:
    """Where the file of services stands, by the XDG Base Directory Specification."""
    given = os.environ.get("XDG_CONFIG_HOME", "")
    # a relative path is to be passed over, says the specification
    return (Path(given) if os.path.isabs(given) else Path.home() / ".config") / "dragoman" / FILE


def service_named(name: str, file: Path | None = None) -> Service:
    """The service of that name in the file, or of that address. Raises NoSuchService and BadServiceFile."""
    if name.lower().startswith(("http://", "https://")):
        return next((s for s in services(file).values() if s.url == name), Service(name))
    known = services(file)
    if name not in known:
        raise NoSuchService(name, str(file or services_file()), tuple(known))
    return known[name]


def services(file: Path | None = None) -> Mapping[str, Service]:
    """The services of the file, by name; none where there is no such file. Raises BadServiceFile."""
    path = file or services_file()
    try:
        if file is None and not path.exists():
            return {}
        if path.stat().st_size > LARGEST:
            raise BadServiceFile(str(path), f"it has more than {LARGEST:,} bytes")
        found = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), dict[str, Service])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BadServiceFile(str(path), getattr(error, "strerror", None) or str(error)) from error
    for name, service in found.items():
        if why := _wrong(service):
            raise BadServiceFile(str(path), f"{name}: {why}")
    return found


def _wrong(service: Service) -> str | None:
    """What is wrong with a service, if anything is."""
    for field, given, known in (("types", service.types, KINDS), ("properties", service.properties, SENT)):
        if odd := [key for key in given if key not in known]:
            return f"{field} has {', '.join(odd)}; it can have {', '.join(known)}"
        if any(not 0 < len(value) <= LONGEST for value in given.values()):
            return f"{field} has an id that is empty, or of more than {LONGEST:,} characters"
    if not (0 <= service.pause <= 3600 and (service.batch is None or 1 <= service.batch <= 500)):
        return "pause is 0 to 3600 seconds, batch 1 to 500 names"
    return None
