"""Tells nouns from other words by the company they keep, and writes src/dragoman/lexicon/en/substantives.txt.gz.

    python scripts/train_nouns.py VOLUME.xml... [-o FILE]

The first line has the words that can end a noun phrase, the second those that only stand before a noun. A word is
counted where it stands in small letters: after an article, a possessive or a preposition it is a noun or qualifies
one; after a pronoun, an auxiliary, "to" or "not" it is a verb or a predicate. Of the former, a noun is one that a word
of a closed class or a stop often follows.
"""

import argparse
import gzip
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from train_words import papers

from dragoman.lexicon import words as listed

TOKEN = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d[\d,.]*|[^\w\s]")
TIMES = 5                       # a word must stand so often
NOMINAL, HEAD = 0.5, 0.27       # least shares; set by eye on a sample of 300 words
ADVERB = 0.5                    # least share of a word in "-ly" that closes what an article opens: "the supply"
GERUND = 0.3                    # least share of a word in "-ing" that is so named: "the fishing", not "showing"


def grammar(*keys: str) -> frozenset[str]:
    """Words of closed classes."""
    return frozenset(word for key in keys for word in listed("grammar", key))


ARTICLES = grammar("determiners", "possessives")
PREPOSITIONS = grammar("prepositions") - {"to", "as", "than", "like"}
VERBAL = grammar("subjects", "modals", "be", "have", "do", "relatives") - {"this", "these", "there", "one", "none"} \
    | {"to", "not", "never", "also"}
OBJECTS = ARTICLES | grammar("objects", "prepositions", "subordinators")
CLOSED = grammar("prepositions", "coordinators", "subordinators", "relatives", "be", "have", "do", "modals", "subjects",
                 "determiners", "adverbs", "negations", "objects", "possessives")


def nouns(texts: Iterable[str]) -> tuple[list[str], list[str]]:
    """The nouns of the texts, and the words that only qualify one."""
    times: Counter[str] = Counter()
    named: Counter[str] = Counter()
    verbal: Counter[str] = Counter()
    article: Counter[str] = Counter()
    closing: Counter[str] = Counter()
    for text in texts:
        tokens = TOKEN.findall(text)
        lower = [token.lower() for token in tokens]
        for i in range(1, len(tokens) - 1):
            word = tokens[i]
            if not word.islower() or len(word) < 3 or word in CLOSED:
                continue
            times[word] += 1
            gerund = word.endswith("ing")
            if lower[i - 1] in ARTICLES:
                named[word] += 1
                article[word] += 1
                closing[word] += lower[i + 1] in CLOSED or not lower[i + 1][0].isalpha()
            elif lower[i - 1] in PREPOSITIONS and not (gerund and lower[i + 1] in OBJECTS):    # "by showing the"
                named[word] += 1
            elif lower[i - 1] in VERBAL:
                verbal[word] += 1
    found = [w for w, n in times.items() if n >= TIMES and (named[w] + .5) / (named[w] + verbal[w] + 1) >= NOMINAL
             and (not w.endswith("ly") or closing[w] >= ADVERB * article[w] > 0)
             and (not w.endswith("ing") or named[w] >= GERUND * n)]
    ends = {w for w in found if (closing[w] + .5) / (article[w] + 1) >= HEAD}
    return sorted(ends), sorted(set(found) - ends)


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("volumes", type=Path, nargs="+")
    parser.add_argument("-o", type=Path, default=Path("src/dragoman/lexicon/en/substantives.txt.gz"))
    options = parser.parse_args()
    lines = nouns(text for volume in options.volumes for text in papers(volume))
    options.o.write_bytes(gzip.compress("\n".join(map(" ".join, lines)).encode(), mtime=0))
    print(f"{len(lines[0]):,} nouns and {len(lines[1]):,} qualifiers, {options.o.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
