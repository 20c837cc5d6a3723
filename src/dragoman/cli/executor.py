"""Where papers are read: in this process, in one process a core, or on a Dask cluster."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module

import click

POOL_FROM = 1_000_000   # bytes of papers from which starting a process a core pays


@contextmanager
def pool(jobs: int, tasks: int, size: int) -> Iterator[Executor | None]:
    """A process a core for several files that are worth it; None when reading stays in this process."""
    workers = min(jobs or os.cpu_count() or 1, tasks)
    if workers < 2 or size < POOL_FROM:
        yield None
        return
    executor = ProcessPoolExecutor(workers, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN))
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """The workers of a Dask cluster, which must see the papers under the same paths and have dragoman installed.

    Raises click.ClickException when dask.distributed is not installed or nobody answers at the address.
    """
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise click.ClickException("--cluster needs Dask; install it with: pip install 'dragoman[cluster]'") from error
    try:
        client = distributed.Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise click.ClickException(f"{address}: no Dask scheduler answers here ({error}).") from error
    with client:
        yield client.get_executor(pure=False)
