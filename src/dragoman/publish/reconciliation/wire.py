"""Wire: what goes to and fro by the Reconciliation Service API 0.2, field by field, with its own names.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/. Whoever sends it is not trusted: it is
read into these records or not at all, and a field that they have not is passed over.
"""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

VERSION = "0.2"
LONGEST = 1_000                 # characters of an id, a name or a value; what is longer is none


class Named(Struct, frozen=True):
    """A type, a property or an entity: its id and its name for people."""

    id: str
    name: str


class Type(Struct, frozen=True):
    """A type, whose name may be left out."""

    id: str
    name: str | None = None


class Told(Struct, frozen=True, omit_defaults=True):
    """What a query tells of an entity besides its name: the property `pid`, and one value or several."""

    pid: str = ""
    v: Any = None


class Query(Struct, frozen=True, omit_defaults=True):
    """A reconciliation query. Either the name to look for, or properties, must be there."""

    query: str | None = None
    type: str | list[str] | None = None
    limit: int | float | None = None
    properties: list[Told] | None = None
    type_strict: str | None = None


class Feature(Struct, frozen=True):
    """A matching feature: something that a score rests on."""

    id: str
    value: bool | int | float


class Candidate(Struct, frozen=True, omit_defaults=True):
    """A reconciliation candidate. A service may leave out whether it is a match, and what it rests on."""

    id: str
    name: str
    score: float
    type: list[Type | str] | None = None
    match: bool | None = None
    description: str | None = None
    features: list[Feature] | None = None


class Result(Struct, frozen=True):
    """The candidates for one query, the best first."""

    result: list[Candidate]


class Address(Struct, frozen=True):
    """A template of addresses: {{id}} in it stands for an id, encoded as a component of a URI."""

    url: str


class Manifest(Struct, frozen=True):
    """What a service of somebody else says of itself, as far as it is of use; one that tells no versions is of 0.1."""

    name: str
    identifierSpace: str
    schemaSpace: str | None = None
    versions: tuple[str, ...] = ("0.1",)
    view: Address | None = None
    batchSize: int | float | None = None


class Extended(Struct, frozen=True):
    """A property whose values are asked for."""

    id: str


class Extension(Struct, frozen=True):
    """A data extension query: the values of properties of some entities."""

    ids: list[str]
    properties: list[Extended]


def types_of(query: Query) -> tuple[str, ...]:
    """The ids of the types that a query asks for."""
    return (query.type,) if isinstance(query.type, str) else tuple(query.type or ())


def values_of(told: object) -> Iterator[str]:
    """The values that a query tells of a property, as texts; of an entity its id, then its name."""
    if isinstance(told, list):
        for value in told:
            if not isinstance(value, list):
                yield from values_of(value)
    elif isinstance(told, dict):
        yield from (v for v in (told.get("id"), told.get("name")) if isinstance(v, str) and v)
    elif isinstance(told, str | int | float) and str(told).strip():
        yield str(told).strip()[:LONGEST]
