"""Commas: a table as CSV by RFC 4180, in UTF-8, that no spreadsheet takes for formulas.

A spreadsheet runs a cell that begins with "=", "+", "-" or "@" as a formula, and papers come from strangers. By the
advice of OWASP such a cell gets an apostrophe before it. So that nothing is lost, a cell that has apostrophes before
such a sign gets one more: taking one away gives every cell back (`unguarded`).
"""

import csv
import io
import re
from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec
from msgspec import Struct, structs

from dragoman.publish.tables import Table

# "=1+1", "@SUM(A1)", "-2", a tab or line break before them, and the wide forms that some spreadsheets take as well
_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_FIRST = frozenset("'=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_GUARDED = re.compile("'+[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def write_csv(file: BinaryIO, table: Table, rows: Iterable[Struct]) -> tuple[int, int]:
    """Write a table with its head; how many rows, and how many cells were guarded.

    A list is JSON in its cell, and so is true or false; nothing is an empty cell.
    """
    texts, lists, truths = ([i for i, c in enumerate(table.columns) if c.type == kind]
                            for kind in ("text", "texts", "boolean"))
    count = guarded = 0
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow(column.name for column in table.columns)
    for row in rows:
        cells: list[Any] = list(structs.astuple(row))
        for i in lists:
            cells[i] = msgspec.json.encode(cells[i]).decode() if cells[i] else ""
        for i in truths:
            cells[i] = "true" if cells[i] else "false"
        for i in texts:
            cell = cells[i]
            if cell and cell[0] in _FIRST and _FORMULA.match(cell):
                cells[i], guarded = f"'{cell}", guarded + 1
        out.writerow(cells)
        count += 1
    text.detach()       # what it still holds is written; the file stays open for its owner
    return count, guarded


def guarded(cell: str) -> str:
    """The cell as no spreadsheet runs it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it is in the archive."""
    return cell[1:] if _GUARDED.match(cell) else cell
