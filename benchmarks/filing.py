#!/usr/bin/env python3
"""How fast papers are filed, beside the least that any program must do with the same volumes.

    benchmarks/filing.py FOLDER_OR_VOLUME.xml... [--jobs N] [--copies N] [--work FOLDER] [--keep]

floor      lxml parses each volume and takes its text, nothing more, on one core
add        `dragoman add` of the volumes into a new archive: every reader, the full-text index, every reference
again      the same command when nothing has changed
copies     the same volumes filed so many times under new ids, in one archive: seconds and memory a document; then one
           more set, into the archive that holds them all

Machines are noisy: compare the ratios of one run, not the seconds of two. Memory is the most that the program and its
reading processes held together, looked at twice a second (Linux).
"""

import argparse
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from throughput import floor, volumes

# the volume's own id, at the root of the file
ROOT_ID = re.compile(rb"(<TEI\b[^>]*?xml:id=\")([^\"]+)(\")")
PAGE_BYTES = 4096


def add(archive: Path, sources: list[Path], jobs: int) -> tuple[float, float]:
    """Seconds of one `dragoman add`, and the most memory that it held, in megabytes."""
    command = [sys.executable, "-m", "dragoman", "add", str(archive), *map(str, sources), "--jobs", str(jobs)]
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    peak = [0.0]
    watch = threading.Thread(target=_watch, args=(process, peak), daemon=True)
    watch.start()
    if process.wait():
        sys.exit(f"dragoman add failed with exit status {process.returncode}")
    took = time.perf_counter() - begin
    watch.join()
    return took, peak[0]


def _watch(process: subprocess.Popen[bytes], peak: list[float]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(map(_resident, [process.pid, *_children(process.pid)])))
        time.sleep(0.5)


def _children(pid: int) -> list[int]:
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [int(c) for c in found]


def _resident(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * PAGE_BYTES / 1e6
    except OSError:
        return 0.0


def documents(archive: Path) -> int:
    """How many papers an archive holds, enclosures counted."""
    connection = sqlite3.connect(f"{archive.absolute().as_uri()}?mode=ro", uri=True)
    found: int = connection.execute("SELECT count(*) FROM document").fetchone()[0]
    connection.close()
    return found


def copy_set(paths: list[Path], number: int, folder: Path) -> Path:
    """A folder with all volumes under new ids."""
    target = folder / f"set-{number:03}"
    target.mkdir()
    for path in paths:
        renamed = ROOT_ID.sub(rb"\g<1>\g<2>-%03d\g<3>" % number, path.read_bytes(), count=1)
        (target / f"{path.stem}-{number:03}.xml").write_bytes(renamed)
    return target


def main() -> None:
    """Print the table of seconds and ratios."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("volumes", nargs="+", help="TEI volumes, or folders of them")
    args.add_argument("--jobs", type=int, default=2)
    args.add_argument("--copies", type=int, default=0)
    args.add_argument("--work", type=Path, help="where to put the archives (default: a temporary folder)")
    args.add_argument("--keep", action="store_true", help="leave the archives there")
    o = args.parse_args()
    paths = volumes(o.volumes)
    work = Path(tempfile.mkdtemp(prefix="filing-", dir=o.work))
    try:
        base = sum(floor(path)[0] for path in paths)
        archive = work / "volumes.sqlite"
        took, peak = add(archive, paths, o.jobs)
        count = documents(archive)
        size = sum(p.stat().st_size for p in paths) / 1e6
        print(f"{len(paths)} volumes, {size:.0f} MB, {count:,} papers; {o.jobs} processes")
        print(f"floor     {base:9.2f} s")
        print(f"add       {took:9.2f} s   {took / base:6.1f} times the floor   {1000 * took / count:.2f} ms a paper"
              f"   {peak:,.0f} MB")
        again, _ = add(archive, paths, o.jobs)
        print(f"again     {again:9.2f} s   {archive.stat().st_size / 1e6:,.0f} MB on disk", flush=True)
        if o.copies:
            copies(paths, o, work, 1000 * took / count)
    finally:
        if not o.keep:
            shutil.rmtree(work)


def copies(paths: list[Path], o: argparse.Namespace, work: Path, once: float) -> None:
    """File the volumes many times over; compare the time a paper with `once`, the milliseconds of the first filing."""
    archive = work / "copies.sqlite"
    sets = [copy_set(paths, n, work) for n in range(o.copies + 1)]
    took, peak = add(archive, sets[:-1], o.jobs)
    count = documents(archive)
    each = 1000 * took / count
    size = archive.stat().st_size / 1e6
    print(f"{o.copies} copies {took:9.2f} s   {count:,} papers   {each:.2f} ms a paper, {each / once:.3f} times the "
          f"first   {peak:,.0f} MB   {size:,.0f} MB on disk", flush=True)
    took, peak = add(archive, sets[-1:], o.jobs)
    more = documents(archive) - count
    each = 1000 * took / more
    print(f"one more  {took:9.2f} s   {more:,} papers   {each:.2f} ms a paper, {each / once:.3f} times the first"
          f"   {peak:,.0f} MB", flush=True)
    for folder in sets:
        shutil.rmtree(folder)
    print(f"archive: {archive}" if o.keep else "")


if __name__ == "__main__":
    main()
