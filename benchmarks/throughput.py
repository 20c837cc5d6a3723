#!/usr/bin/env python3
"""How fast dragoman reads, beside two marks taken in the same run on the same volumes.

    benchmarks/throughput.py FOLDER_OR_VOLUME.xml...

floor     lxml parses each volume and takes its text, nothing more
dragoman  `dragoman read --json --jobs 1`, one core, everything that the readers find, its JSON written away
eyecite   `get_citations` once over the same text (the nearest kin that finds citations, those of law reports)

Machines are noisy: compare the ratios of one run, not the seconds of two. Memory is the peak of one `dragoman read`.
"""

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path

from eyecite import get_citations
from lxml import etree


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


def main() -> None:
    """Print the table of seconds and ratios."""
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


if __name__ == "__main__":
    main()
