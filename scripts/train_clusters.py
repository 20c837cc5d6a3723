"""Groups common words by the company they keep and writes src/dragoman/lexicon/en/clusters.txt.gz, one line a group.

    python scripts/train_clusters.py VOLUME.txt... [-o FILE]

The volumes are running text. For each word, which common words stand one or two before and after it is counted, weighed
(positive pointwise mutual information), brought to a hundred numbers (a truncated SVD) and grouped by k-means. Needs
scikit-learn, which the program does not. The weights of the readers of prose are learned with these groups: make them
anew and `scripts/train_findings.py` must follow.
"""

import argparse
import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import scipy.sparse
from sklearn.cluster import MiniBatchKMeans
from sklearn.utils.extmath import randomized_svd

TOKEN = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*|[.,;:()“”]")
WORDS, FEWEST = 12_000, 12      # the commonest words, if they stand so often
COMPANY = 1_000                 # the commonest of them are what company is told by
OFFSETS = (-2, -1, 1, 2)
NUMBERS, GROUPS = 100, 256
SMOOTHING = 0.75                # of how common the company is (Levy, Goldberg and Dagan 2015)


def counted(ids: np.ndarray, size: int) -> scipy.sparse.csr_matrix:
    """How often each word has each common word at each offset."""
    rows, columns = [], []
    for place, offset in enumerate(OFFSETS):
        word = ids[max(0, -offset) : len(ids) - max(0, offset)]
        other = ids[max(0, offset) : len(ids) - max(0, -offset)]
        known = (word >= 0) & (other >= 0) & (other < COMPANY)
        rows.append(word[known])
        columns.append(other[known] + COMPANY * place)
    ones = np.ones(sum(map(len, rows)))
    shape = (size, len(OFFSETS) * COMPANY)
    return scipy.sparse.coo_matrix((ones, (np.concatenate(rows), np.concatenate(columns))), shape=shape).tocsr()


def weighed(counts: scipy.sparse.csr_matrix) -> scipy.sparse.csr_matrix:
    """Positive pointwise mutual information, the company's frequency smoothed."""
    total = counts.sum()
    words, company = np.asarray(counts.sum(1)).ravel(), np.asarray(counts.sum(0)).ravel()
    c = counts.tocoo()
    expected = words[c.row] * company[c.col] ** SMOOTHING * total ** (1 - SMOOTHING)
    information = np.log(c.data * total / expected + 1e-9)
    return scipy.sparse.csr_matrix((np.maximum(information, 0), (c.row, c.col)), shape=c.shape)


def grouped(volumes: Sequence[Path]) -> list[list[str]]:
    """The groups of words, each in alphabetical order."""
    tokens = [
        m[0].lower() if not m[0][0].isdigit() else "#"
        for path in volumes
        for m in TOKEN.finditer(path.read_text(encoding="utf-8"))
    ]
    words = [word for word, n in Counter(tokens).most_common(WORDS) if n >= FEWEST]
    number = {word: n for n, word in enumerate(words)}
    ids = np.array([number.get(token, -1) for token in tokens])
    u, s, _ = randomized_svd(weighed(counted(ids, len(words))), NUMBERS, random_state=0)
    vectors = u * np.sqrt(s)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    found = MiniBatchKMeans(GROUPS, random_state=0, n_init=3, batch_size=2048).fit(vectors).labels_
    groups: dict[int, list[str]] = defaultdict(list)
    for word, group in zip(words, found, strict=True):
        groups[int(group)].append(word)
    return [sorted(groups[group]) for group in sorted(groups)]


def main() -> None:
    """Reads the command line, groups, writes."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("volumes", nargs="+", type=Path)
    args.add_argument("-o", "--output", type=Path, default=Path("src/dragoman/lexicon/en/clusters.txt.gz"))
    o = args.parse_args()
    lines = [" ".join(group) for group in grouped(sorted(o.volumes))]
    o.output.write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))
    words = sum(len(line.split()) for line in lines)
    print(f"{words} words in {len(lines)} groups, {o.output.stat().st_size} bytes in {o.output}")


if __name__ == "__main__":
    main()
