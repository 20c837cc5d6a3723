"""Arrow: a table as record batches with typed columns, for Parquet and for Python. pyarrow is asked for only here."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from msgspec import Struct, structs

from dragoman.errors import NotInstalled
from dragoman.publish.tables import Table

if TYPE_CHECKING:
    import pandas
    import pyarrow

BATCH = 10_000          # rows in memory at once, and in a row group of Parquet
TEXTS = 500             # whole texts in memory at once
_NEEDED = {"pyarrow": ("a table for Arrow or Parquet", "'dragoman[tables]'"), "pandas": ("a data frame", "pandas")}


def schema(table: Table) -> "pyarrow.Schema":
    """The columns of a table with their types, each with its meaning as metadata. Raises NotInstalled."""
    pa = _library("pyarrow")
    types = {"text": pa.string(), "integer": pa.int64(), "boolean": pa.bool_(), "day": pa.date32(),
             "texts": pa.list_(pa.string())}
    fields = [pa.field(c.name, types[c.type], nullable=c.empty, metadata={"description": c.meaning})
              for c in table.columns]
    return pa.schema(fields, metadata={"table": table.name, "description": table.meaning})


def batches(table: Table, rows: Iterable[Struct]) -> Iterator["pyarrow.RecordBatch"]:
    """The rows as record batches, so many at a time that memory stays small. Raises NotInstalled."""
    pa, shape = _library("pyarrow"), schema(table)
    left, size = iter(rows), TEXTS if table.name == "texts" else BATCH
    while some := list(islice(left, size)):
        values = zip(*map(structs.astuple, some), strict=True)
        columns = [pa.array(column, field.type) for column, field in zip(values, shape, strict=True)]
        yield pa.record_batch(columns, schema=shape)


def arrow_table(table: Table, rows: Iterable[Struct]) -> "pyarrow.Table":
    """All rows as one Arrow table in memory. Raises NotInstalled."""
    return _library("pyarrow").Table.from_batches(batches(table, rows), schema(table))


def reader(table: Table, rows: Iterable[Struct]) -> "pyarrow.RecordBatchReader":
    """The rows as a stream of record batches, which other programs draw from. Raises NotInstalled."""
    return _library("pyarrow").RecordBatchReader.from_batches(schema(table), batches(table, rows))


def data_frame(table: Table, rows: Iterable[Struct]) -> "pandas.DataFrame":
    """All rows as a data frame: offsets stay integers where some are empty, days are dates. Raises NotInstalled."""
    pa, pandas = _library("pyarrow"), _library("pandas")
    return arrow_table(table, rows).to_pandas(types_mapper={pa.int64(): pandas.Int64Dtype()}.get)


def write_parquet(file: BinaryIO, table: Table, rows: Iterable[Struct]) -> int:
    """Write a table as Parquet, a row group a batch; how many rows. Raises NotInstalled."""
    count = 0
    with _library("pyarrow.parquet").ParquetWriter(file, schema(table), compression="zstd") as out:
        for batch in batches(table, rows):
            out.write_batch(batch)
            count += batch.num_rows
    return count


def _library(module: str) -> Any:
    """A module of a library that may not be installed."""
    try:
        return import_module(module)
    except ImportError as error:
        library = module.partition(".")[0]
        purpose, package = _NEEDED[library]
        raise NotInstalled(purpose, library, f"pip install {package}") from error
