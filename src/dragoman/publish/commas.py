"""Commas: a table as CSV by RFC 4180, in UTF-8, that no spreadsheet takes for formulas.

A spreadsheet runs a cell that begins with "=", "+", "-" or "@" as a formula, and papers come from strangers. By the
advice of OWASP such a cell gets an apostrophe before it. So that nothing is lost, a cell that has apostrophes before
such a sign gets one more: taking one away gives every cell back (`unguarded`).
"""

import csv
import io
import re
from collections.abc import Callable, Iterable
from datetime import date as Day
from typing import Any, BinaryIO

import msgspec
from msgspec import Struct, structs

from dragoman.publish.columns import Column, ColumnType

# "=1+1", "@SUM(A1)", "-2", a tab or line break before them, and the wide forms that some spreadsheets take as well
_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_FIRST = frozenset("'=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_GUARDED = re.compile("'+[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def write_csv(file: BinaryIO, columns: Iterable[Column], rows: Iterable[Struct]) -> int:
    """Write a table with its head; how many cells were guarded. A list is JSON in its cell, nothing an empty cell."""
    columns, guards = tuple(columns), 0
    shown = [_SHOWN[column.type] for column in columns]
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow(column.name for column in columns)
    for row in rows:
        cells = []
        for show, value in zip(shown, structs.astuple(row), strict=True):
            cell = show(value) if value is not None else ""
            if cell[:1] in _FIRST and _FORMULA.match(cell):
                cell, guards = f"'{cell}", guards + 1
            cells.append(cell)
        out.writerow(cells)
    text.flush()
    text.detach()
    return guards


def unguarded(cell: str) -> str:
    """The cell as it is in the archive."""
    return cell[1:] if _GUARDED.match(cell) else cell


def _texts(values: tuple[str, ...]) -> str:
    return msgspec.json.encode(values).decode() if values else ""


def _day(day: Day) -> str:
    return day.isoformat()


_SHOWN: dict[ColumnType, Callable[[Any], str]] = {"text": str, "integer": str, "day": _day, "texts": _texts}
