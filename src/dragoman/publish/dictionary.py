"""Dictionary: the data dictionary that stands beside exported tables, as a Frictionless Data Package (version 2)."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

import dragoman
from dragoman.publish.columns import Column, ColumnType
from dragoman.publish.tables import Table

NAME = "datapackage.json"
_TYPES: dict[ColumnType, str] = {"text": "string", "integer": "integer", "boolean": "boolean", "day": "date",
                                "texts": "array"}
_MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
_OFFSETS = ("Every row stands in the order of filing. Spans (start, end) are half-open offsets in Unicode code points "
            "of the paper's text, in the table texts.")
_CSV = ("A list is a JSON array in its cell; an empty cell is nothing, or an empty list. A cell that a spreadsheet "
        "would run as a formula has an apostrophe before it (one more, where it has some already): to have it as it "
        "is, take one apostrophe away from every cell that matches "
        "^'+[=+\\-@\\t\\r\\n\uff1d\uff0b\uff0d\uff20]. `guarded` counts such cells.")


class Written(Struct, frozen=True):
    """A table that was written: its rows, its size, and how many cells were guarded against spreadsheets.

    `filled` are the columns that may be empty, with how many rows have a value there.
    """

    table: Table
    rows: int
    bytes: int
    guarded: int = 0
    filled: Mapping[str, int] = {}


def datapackage(archive: str, form: str, written: Sequence[Written], sheet: Mapping[str, Any]) -> bytes:
    """The dictionary of the tables of an archive of that name, as JSON. The same archive gives the same bytes.

    `sheet` is the entry of the method sheet.
    """
    name = re.sub(r"[^a-z0-9._-]+", "-", archive.lower()).strip("-") or "archive"
    return json.dumps({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": name,
        "title": f"Diplomatic papers in {archive}, and what stands in them",
        "description": f"{_OFFSETS} {_CSV}" if form == "csv" else _OFFSETS,
        "madeBy": f"dragoman {dragoman.__version__}",
        "resources": [*(_resource(form, w) for w in written), sheet],
    }, ensure_ascii=False, indent=1).encode() + b"\n"


def _resource(form: str, written: Written) -> dict[str, Any]:
    table = written.table
    more = {"encoding": "utf-8", "guarded": written.guarded} if form == "csv" else {}
    return {
        "name": table.name, "type": "table", "path": f"{table.name}.{form}", "description": table.meaning,
        "format": form, "mediatype": _MEDIA[form], **more, "bytes": written.bytes, "rows": written.rows,
        "schema": {
            "fields": [_field(c) for c in table.columns],
            "missingValues": [""],
            **({"primaryKey": list(table.key)} if table.key else {}),
            "foreignKeys": [{"fields": list(p.columns), "reference": {"resource": p.table, "fields": list(p.key)}}
                            for p in table.pointers]}}


def _field(column: Column) -> dict[str, Any]:
    required = {} if column.empty or column.type == "texts" else {"constraints": {"required": True}}
    return {"name": column.name, "type": _TYPES[column.type], "description": column.meaning, **required}
