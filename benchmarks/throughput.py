#!/usr/bin/env python3
"""How fast dragoman reads, beside two marks taken in the same run on the same volumes; and each reader's share.

    benchmarks/throughput.py FOLDER_OR_VOLUME.xml...

floor     lxml parses each volume and takes its text, nothing more
dragoman  `dragoman read --json --jobs 1`, one core, everything that the readers find, its JSON written away
eyecite   `get_citations` once over the same text (the nearest kin that finds citations, those of law reports)

A second table gives each reader's share of the reading time, measured in this process on the same volumes: microseconds
a character of the papers' text. "open" takes the papers out of the file before all readers, "voice" tells whose words
each finding is after them. The first reader that asks for a paper's words, or for its sentences and clauses, makes them
for those that follow: the grammar of prose is counted with statements.

Machines are noisy: compare the ratios of one run, not the seconds of two. Memory is the peak of one `dragoman read`.
"""

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from eyecite import get_citations
from lxml import etree

from dragoman.edition.annotation import Annotation
from dragoman.edition.document import Document
from dragoman.edition.voice import voiced
from dragoman.readers import ORDER, readers
from dragoman.sources.opening import open_file

Result = TypeVar("Result")


def volumes(names: list[str]) -> list[Path]:
    """The TEI files named, and those in the folders named."""
    paths = [Path(n) for n in names]
    return [f for p in paths for f in (sorted(p.glob("*.xml")) if p.is_dir() else [p])]


def floor(path: Path) -> tuple[float, str]:
    """Seconds to parse a volume and take its text, and the text."""
    begin = time.perf_counter()
    root = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)).getroot()
    text = " ".join("".join(root.itertext()).split())
    return time.perf_counter() - begin, text


def dragoman(paths: list[Path]) -> float:
    """Seconds of one `dragoman read` of these volumes on one core."""
    begin = time.perf_counter()
    command = [sys.executable, "-m", "dragoman", "read", "--json", "--jobs", "1", *map(str, paths)]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin


def eyecite(text: str) -> float:
    """Seconds of one pass of eyecite."""
    begin = time.perf_counter()
    get_citations(text)
    return time.perf_counter() - begin


def shares(paths: list[Path]) -> tuple[dict[str, float], int]:
    """Seconds of each step of reading these volumes, readers in their order, and how many characters were read."""
    seconds = dict.fromkeys(("open", *ORDER, "voice"), 0.0)
    characters = 0

    def timed(step: str, work: Callable[[], Result]) -> Result:
        begin = time.perf_counter()
        result = work()
        seconds[step] += time.perf_counter() - begin
        return result

    def place(a: Annotation) -> tuple[int, int]:
        return a.start, a.end

    modules = dict(zip(ORDER, readers(), strict=True))
    for path in paths:
        opened = timed("open", lambda path=path: list(open_file(path)))
        for document in (item for item in opened if isinstance(item, Document)):
            characters += len(document.text)
            earlier: dict[str, list[Annotation]] = {reader.GIVES: [] for reader in modules.values()}
            for name, reader in modules.items():
                found = timed(name, lambda reader=reader, d=document, e=earlier: reader.read(d, e))
                earlier[reader.GIVES] = sorted(found, key=place)
            every = sorted((a for found in earlier.values() for a in found), key=place)
            timed("voice", lambda every=every, d=document: list(voiced(d, every)))
    return seconds, characters


def main() -> None:
    """Print the table of seconds and ratios, and that of the readers."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("volumes", nargs="+", help="TEI volumes, or folders of them")
    paths = volumes(args.parse_args().volumes)
    seconds = {"floor": 0.0, "dragoman": 0.0, "eyecite": 0.0}
    characters = 0
    print(f"{'volume':28}{'characters':>12}{'floor':>9}{'dragoman':>10}{'eyecite':>9}"
          f"{'dragoman/floor':>16}{'dragoman/eyecite':>18}")

    def row(name: str, size: int, a: float, b: float, c: float) -> None:
        print(f"{name:28}{size:12,}{a:9.2f}{b:10.2f}{c:9.2f}{b / a:16.1f}{b / c:18.3f}", flush=True)

    for path in paths:
        least, text = floor(path)
        took = dragoman([path]), eyecite(text)
        characters += len(text)
        for key, value in zip(seconds, (least, *took), strict=True):
            seconds[key] += value
        row(path.stem, len(text), least, *took)
    row(f"{len(paths)} volumes", characters, *seconds.values())
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\npeak memory of `dragoman read` on one volume: {peak:,.0f} MB")
    steps, size = shares(paths)
    total = sum(steps.values())
    print(f"\n{'reader':28}{'microseconds a character':>26}{'share':>9}")
    for name, took in (*steps.items(), ("all", total)):
        print(f"{name:28}{took / size * 1e6:26.3f}{took / total:9.1%}")


if __name__ == "__main__":
    main()
