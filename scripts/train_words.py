"""Counts the words of TEI volumes and writes src/dragoman/lexicon/en/words.txt.gz, which tells common words from rare.

    python scripts/train_words.py VOLUME.xml... [-o FILE]

One line for each level: words found in 2^level papers or more (and fewer than 2^(level+1)), in alphabetical order.
A word that stands only with a capital is kept when two volumes have it; one that looks misread is left out. A word is
written with a capital unless it stands without one often enough to be an ordinary word.
"""

import argparse
import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from dragoman.lexicon.vocabulary import WORD, Vocabulary, misread

TEI = "{http://www.tei-c.org/ns/1.0}"
LINES = ("p", "head", "item", "cell", "note", "signed", "dateline", "opener", "closer", "lb")
VOLUMES, TIMES = 3, 5  # a word is ordinary when it stands in small letters in so many volumes, so many times
# "treaty"; not the end of a name with an apostrophe or hyphen ("O’brien", "Ting-fang")
SMALL = re.compile(r"(?<![\w’'-])[a-zà-ÿ]{2,}(?![\w’'])")
RARE = 4  # a form found in fewer papers may be a misreading that several share
MARGIN = 1.5  # what more must speak for that than for a form found once


def papers(volume: Path) -> Iterator[str]:
    """The text of each document of a volume, its blocks apart."""
    root = etree.parse(volume, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)).getroot()
    for div in root.iter(f"{TEI}div"):
        if div.get("type") == "document":
            for element in div.iter(*(f"{TEI}{name}" for name in LINES)):
                element.tail = f"\n{element.tail or ''}"
            yield "".join(div.itertext())


def count(volumes: list[Path]) -> tuple[Vocabulary, set[str]]:
    """The words of all volumes with the number of papers that have them, and those that are ordinary."""
    found: Counter[str] = Counter()
    small: Counter[str] = Counter()
    where: dict[str, set[str]] = defaultdict(set)
    ordinary: Counter[str] = Counter()
    spread: dict[str, set[str]] = defaultdict(set)
    for volume in volumes:
        for text in papers(volume):
            words = set(WORD.findall(text))
            lower = {word.lower() for word in words}
            found.update(lower)
            small.update(word for word in words if word.islower())
            for word in lower:
                where[word].add(volume.stem)
            times = Counter(SMALL.findall(text))
            ordinary.update(times)
            for word in times:
                spread[word].add(volume.stem)
    kept = {word: n for word, n in found.items() if small[word] or len(where[word]) > 1}
    common = {word for word, n in ordinary.items() if n >= TIMES and len(spread[word]) >= VOLUMES}
    return Vocabulary.of({word: n.bit_length() - 1 for word, n in kept.items()}), common


def cleaned(vocabulary: Vocabulary) -> dict[str, int]:
    """The levels without the rare forms that are misreadings of common ones."""
    kept, dropped = {}, []
    for word, level in vocabulary.levels.items():
        if 1 << level < RARE:
            rest = vocabulary._replace(known=vocabulary.known - {word})
            if misread(word, rest, MARGIN if level else 0.0):
                dropped.append(word)
                continue
        kept[word] = level
    print("left out as misread:", *sorted(dropped))
    return kept


def main() -> None:
    """Reads the command line, trains, writes."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("volumes", nargs="+", type=Path)
    args.add_argument("-o", "--output", type=Path, default=Path("src/dragoman/lexicon/en/words.txt.gz"))
    o = args.parse_args()
    counted, ordinary = count(o.volumes)
    levels = cleaned(counted)
    shown = {word: word if word in ordinary else word.capitalize() for word in sorted(levels)}
    lines = [" ".join(shown[word] for word in shown if levels[word] == level)
             for level in range(max(levels.values()) + 1)]
    o.output.write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))
    print(f"{len(levels)} words, {o.output.stat().st_size} bytes in {o.output}")


if __name__ == "__main__":
    main()
