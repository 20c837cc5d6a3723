"""Prints the word list of `lexicon/en/vocabulary.toml`, from volumes as plain text.

    list_vocabulary.py VOLUME.txt...

A word is listed when it stands in lower case in at least three of the volumes and five times in all.
"""

import re
import sys
import textwrap
from collections import Counter
from pathlib import Path

# "treaty"; not the end of a name with an apostrophe or hyphen ("O’brien", "Ting-fang")
WORD = re.compile(r"(?<![\w’'-])[a-zà-ÿ]{2,}(?![\w’'])")
VOLUMES, TIMES = 3, 5
HEAD = """# Ordinary English words of official prose: a capital does not make one a name.
# They stand in lower case in at least three of twelve volumes of papers of 1861-1936.
# Made by scripts/list_vocabulary.py.

words = \"\"\"
"""


def main(paths: list[str]) -> None:
    """Print the list for these files."""
    times: Counter[str] = Counter()
    volumes: Counter[str] = Counter()
    for path in paths:
        counts = Counter(WORD.findall(Path(path).read_text(encoding="utf-8")))
        times.update(counts)
        volumes.update(counts.keys())
    kept = sorted(word for word in times if volumes[word] >= VOLUMES and times[word] >= TIMES)
    print(HEAD + "\n".join(textwrap.wrap(" ".join(kept), 118, break_on_hyphens=False)) + '\n"""')


if __name__ == "__main__":
    main(sys.argv[1:])
