"""Where papers are read: in this process, in one process a core, or on a Dask cluster."""

import gc
import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from importlib import import_module

from dragoman.errors import NoCluster, ReadersLost

POOL_FROM = 1_000_000       # bytes of papers from which starting a process a core pays
GARBAGE_FROM = 50_000       # new objects before garbage is sought; readings are trees of them, and make no rings
ANSWER_SECONDS = 10         # a scheduler that is there answers at once


@contextmanager
def local(jobs: int, tasks: int, size: int) -> Iterator[tuple[Executor | None, int]]:
    """A process a core for several files that are worth it, and how many; None when reading stays in this process.

    `jobs` says how many, 0 leaves it to the machine. Raises ReadersLost when a process ends before its time.
    """
    workers = min(jobs or os.cpu_count() or 1, tasks)
    if workers < 2 or (not jobs and size < POOL_FROM):
        yield None, 1
        return
    executor = ProcessPoolExecutor(workers, initializer=_reader)
    try:
        yield executor, workers
    except BrokenProcessPool as error:
        raise ReadersLost("a reading process ended before its time; perhaps the memory did not suffice") from error
    finally:
        executor.shutdown(cancel_futures=True)


def _reader() -> None:
    """A reading process: Ctrl-C is for the writer alone, and what was loaded need not be looked through for garbage."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(GARBAGE_FROM)


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """The workers of a Dask cluster, and how many threads they have together.

    They must see the papers under the same paths and have the same dragoman installed. Raises NoCluster when
    dask.distributed is not installed or no scheduler answers, ReadersLost when the workers are lost.
    """
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise NoCluster(address, "Dask is not installed; pip install 'dragoman[cluster]'") from error
    try:
        client = distributed.Client(address, timeout=ANSWER_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoCluster(address, "no Dask scheduler answers") from error
    try:
        yield client.get_executor(pure=False), max(sum(client.nthreads().values()), 1)
    except (distributed.KilledWorker, distributed.comm.CommClosedError, distributed.CancelledError) as error:
        raise ReadersLost(f"the cluster at {address} lost its workers ({type(error).__name__})") from error
    finally:
        client.close(timeout=ANSWER_SECONDS)
