"""Columns: what a record type says of its table, in one form for all who write tables."""

from datetime import date as Day
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import Meta, Struct

ColumnType = Literal["text", "integer", "boolean", "day", "texts"]
_TYPES: dict[object, ColumnType] = {str: "text", int: "integer", bool: "boolean", Day: "day",
                                    tuple[str, ...]: "texts"}


class Column(Struct, frozen=True):
    """One column: `empty` says whether a row may have nothing there; `meaning` is for the data dictionary."""

    name: str
    type: ColumnType
    empty: bool
    meaning: str


@cache
def columns_of(record: type[Struct]) -> tuple[Column, ...]:
    """The columns of a record type, in their order. Raises KeyError for a type that no table can hold."""
    hints = get_type_hints(record, include_extras=True)
    return tuple(_column(name, hints[name]) for name in record.__struct_fields__)


def _column(name: str, hint: Any) -> Column:
    kind, *notes = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    members = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    (known,) = (m for m in members if m is not type(None))
    meaning = next((n.description for n in notes if isinstance(n, Meta)), None)
    return Column(name, _TYPES[known], type(None) in members, meaning or "")
