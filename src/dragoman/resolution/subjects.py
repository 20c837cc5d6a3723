"""Subjects: which phrases of a collection's papers may be what the papers are about, and how telling each is.

A phrase may be one when it has a word that tells (matters.toml lists those that do not) and several papers name it.
Its worth is its C-value (Frantzi and Ananiadou, "The C-value/NC-value domain-independent method for multi-word term
extraction", 2000), papers counted for occurrences: the longer and the more often by itself, the more; what stands only
within a longer phrase falls out. That is multiplied by how rare its words are in diplomatic papers at large
("weirdness", Ahmad and others 1999, as the inverse document frequency of the shipped word list), by how often a paper
comes back to it (Church and Gale, "Poisson mixtures", 1995: what papers are about is named again in the same paper,
how they speak is not), and by how much it keeps to some collections.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from math import log2, log10, sqrt
from typing import NamedTuple

from dragoman.edition.annotation import Name, Span
from dragoman.lexicon import lexicon
from dragoman.lexicon.vocabulary import plain_letters, vocabulary
from dragoman.resolution.phrases import WORDS, Run, Word, key, key_of, matters, parts, runs, singular, substantives
from dragoman.resolution.powers import known_power

RECUR = 2                       # papers of a collection that must name a phrase
COMMON, COMMON_QUALIFIER = 6, 4     # levels from which a word tells nothing: in 64, or 16, papers of 7,600 or more
TOP = 13                        # a level that no word reaches
RAREST = 10                     # bits of a word so rare that more say no more: in 8 papers of 7,600
LEAST_RARE = 8                  # bits of a word that is told to be telling though it is common
PHRASE = "phrase"
NAMES = ("agreement", "ship", "organisation")   # names that are subjects as they are
NESTED = 0.75                   # a phrase of which so much stands within one longer phrase is a part of that
# A single word is a term when so many of its papers come back to it, and when it has so many longer phrases for each
# paper: "seizure" 0.3 and 0.2, "aspect" 0.1 and 0.1, "locality" 0.2 and 0.02. Set on 90 words of twelve volumes.
RETURNS, HEADS = 0.2, 0.05
WEIGHT = 5.0                    # by which the least weight grows with the least papers: 5, 10, 15; set by eye
FEW = 100                       # papers of an archive so small that words have no longer phrases yet
FEWEST = 10                     # papers of an archive, or a collection, whose paragraphs are counted for papers
RECUR_WORD = 3                  # of these paragraphs must name a single word: two name "blow" and "restraint" too
KEEPS = 3.0                     # bits by which a phrase keeps to a collection; more say no more
# what a kind is worth beside a phrase of several words; names of ships and bodies are in other lists already
WORD = "word"
WORTH = {WORD: 0.6, "ship": 0.6, "organisation": 0.7, "agreement": 1.5}


class Paper(NamedTuple):
    """What is looked at of one paper: its row, its text, the spans of its paragraphs, its names."""

    id: int
    text: str
    paragraphs: Sequence[Span]
    names: Sequence[Name]


class Mention(NamedTuple):
    """Where a paper names a phrase; `within` are the keys of longer phrases that stand around it.

    `label` is what a name is called where the words are not ("the Convention").
    """

    key: str
    kind: str
    start: int
    end: int
    paragraph: Span
    within: tuple[str, ...] = ()
    label: str = ""


class Counted(NamedTuple):
    """What one collection tells of a phrase, or all together.

    `papers` name it, `again` of them in a second paragraph; `wholes` are the longer phrases that it is part of, which
    stand in `longer` papers on the average, the most frequent one in `most`.
    """

    papers: int
    again: int
    wholes: int
    longer: float
    most: int


def named(paper: Paper, lands: frozenset[str], *, few: bool = False) -> Iterator[Mention]:
    """The phrases of a paper that may be subjects, in order; `lands` are words that name lands and places.

    Among `few` papers an agreement may be told by its lands alone: "the Japanese-German agreement".
    """
    fixed, barred = _names(paper, lands, few=few)
    for block in paper.paragraphs:
        a, b = block
        yield from (m._replace(paragraph=block) for m in fixed if a <= m.start < b)
        inside = [span for span in barred if a <= span[0] < b]
        for run in runs(paper.text, block, inside):
            around = tuple(m.key for m in fixed if m.start <= run[0].start and run[-1].end <= m.end)
            for mention in _phrases(run, block, lands):
                if mention.key not in around:
                    yield mention._replace(within=mention.within + around) if around else mention


def _phrases(run: Run, block: Span, lands: frozenset[str]) -> Iterator[Mention]:
    """The phrases of a run that tell something, each with those that hold it."""
    if len(run) == 1:
        word = run[0]
        if tells(run, lands):
            yield Mention(word.key, PHRASE, word.start, word.end, block)
        return
    found = [(key_of(part), part[0].start, part[-1].end) for part in parts(run) if tells(part, lands)]
    for name, start, end in found:
        within = tuple(k for k, s, e in found if s <= start and end <= e and (s, e) != (start, end))
        yield Mention(name, PHRASE, start, end, block, within)


def tells(phrase: Run, lands: frozenset[str]) -> bool:
    """Whether a phrase has what tells a matter: a telling word, or a land or name before "question", "case", "war".

    What stands before "of" must tell by itself, or be one of the heads that are listed.
    """
    words = [word for word in phrase if word.sort in WORDS]
    grades = ["n" if word.sort == "C" or word.key in lands else grade(word.key) for word in words]
    if len(words) == 1:
        word = words[0]
        nothing = word.sort != "N" or word.key.isdigit() or word.key in _listed("alone_nothing")
        return grades[0] == "s" and not nothing
    if "s" in grades:
        if _head(words, phrase) in _listed("bodies"):
            return False
        before = next((i for i, word in enumerate(phrase) if word.sort == "of"), 0)
        return not before or "s" in grades[:before] or words[before - 1].key in _listed("heading")
    return "n" in grades and any(word.key in _listed("matters") for word in words)


def _head(words: Sequence[Word], phrase: Run) -> str:
    """What a phrase is of: its last word before "of"."""
    before = next((i for i, word in enumerate(phrase) if word.sort == "of"), len(phrase))
    return words[before - 1].key


@lru_cache(1 << 16)
def grade(word: str) -> str:
    """What a noun or qualifier, in the singular, is worth in a phrase: "s" telling, "g" general."""
    if word in _listed("telling") or word.isdigit():
        return "s"
    if " " in word:                 # "iron clad" tells, "fellow citizen" does not, "to morrow" is no noun
        parts = word.split()
        return "s" if _nouns().issuperset(parts) and "s" in map(grade, parts) else "g"
    common = level(word) >= (COMMON_QUALIFIER if word in _qualifiers() else COMMON)
    return "g" if common or word in _listed("general") else "s"


def level(word: str) -> int:
    """How common a word is in diplomatic papers: in 2^level papers of 7,600, or more; the commonest of its forms."""
    levels = vocabulary().levels
    return max(levels.get(form, 0) for form in (word, f"{word}s", f"{word[:-1]}ies"))


def rarity(words: Sequence[str]) -> float:
    """How rare the words of a phrase are, in bits: half the rarest one's, half their mean."""
    found = [min(max(TOP - level(word), LEAST_RARE if len(words) == 1 else 0), RAREST) for word in words]
    return (max(found) + sum(found) / len(found)) / 2


def counted(papers: Iterable[Sequence[Mention]], *, least: int = RECUR) -> dict[str, tuple[str, Counted]]:
    """The kind of each phrase that so many papers of a collection name, and what these tell of it."""
    count: dict[str, int] = defaultdict(int)
    again: dict[str, int] = defaultdict(int)
    kinds: dict[str, str] = {}
    wholes: dict[str, set[str]] = defaultdict(set)
    for mentions in papers:
        first: dict[str, Span] = {}
        twice = set()
        for m in mentions:
            if first.setdefault(m.key, m.paragraph) != m.paragraph:
                twice.add(m.key)
            if m.within:
                wholes[m.key].update(m.within)
            if m.kind != PHRASE or m.key not in kinds:
                kinds[m.key] = m.kind
        for name in first:
            count[name] += 1
        for name in twice:
            again[name] += 1
    found = {}
    for name, n in count.items():
        if n >= least:
            longer = [count[whole] for whole in wholes.get(name, ()) if count[whole] >= least]
            mean = sum(longer) / len(longer) if longer else 0.0
            found[name] = kinds[name], Counted(n, again[name], len(longer), mean, max(longer, default=0))
    return found


def by_paragraph(papers: Iterable[Sequence[Mention]]) -> Iterator[list[Mention]]:
    """The mentions of each paragraph for itself: one paper, or a few, tell by these what recurs."""
    for mentions in papers:
        told: dict[Span, list[Mention]] = defaultdict(list)
        for m in mentions:
            told[m.paragraph].append(m)
        yield from told.values()


def _names(paper: Paper, lands: frozenset[str], *, few: bool) -> tuple[list[Mention], list[Span]]:
    """The mentions of names that are subjects as they are; and all spans that no phrase goes over, in order."""
    fixed: list[Mention] = []
    barred: list[Span] = []
    for name in paper.names:
        label = name.full or name.label
        subject = key(label) if name.kind in NAMES else ""
        told = few and name.kind == "agreement" and any(map(known_power, subject.split()[:-1]))
        if (name.kind == "ship" and subject not in lands) or (subject and _is_name(subject, told=told)):
            fixed += [Mention(subject, name.kind, *span, span, label=label) for span in name.mentions]
            if name.kind == "ship":         # but "secret protocol between Castria and Velmark" is a secret protocol too
                barred += name.mentions
        elif name.kind == "person" or (name.kind == "place" and key(name.label).split()[-1] not in _listed("matters")):
            barred += name.mentions
    return fixed, sorted(barred)


@lru_cache(1 << 14)
def _is_name(subject: str, *, told: bool = False) -> bool:
    """Whether the name of an agreement or organisation tells which: "1868 treaty", not "present convention"."""
    words = subject.split()
    return len(words) > 1 and not _breaking_keys() & set(words) and (told or "s" in map(grade, words[:-1]))


def lands_of(names: Iterable[Name]) -> frozenset[str]:
    """The words that name lands and places, nationalities too, as keys."""
    found = {singular(word) for name in names if name.kind in ("place", "polity")
             for word in plain_letters(name.label).replace("-", " ").split()}
    return nationalities().union(found - _substantive_keys())


@cache
def nationalities() -> frozenset[str]:
    """The names and adjectives of lands, as keys."""
    polities = lexicon("polities")
    lines = f"{polities['forms']},{polities['adjectives']}".replace("\n", ",").split(",")
    return frozenset(singular(plain_letters(name.strip())) for name in lines if name.strip())


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(singular(word) for word in matters(name))


@cache
def _breaking_keys() -> frozenset[str]:
    return _listed("breaking") - {"general"}


@cache
def _substantive_keys() -> frozenset[str]:
    ends, qualifies = substantives()
    return frozenset(singular(plain_letters(word)).replace("-", " ") for word in ends | qualifies)


@cache
def _nouns() -> frozenset[str]:
    return frozenset(singular(plain_letters(word)) for word in substantives()[0])


@cache
def _qualifiers() -> frozenset[str]:
    ends, qualifies = substantives()
    return frozenset(singular(plain_letters(word)).replace("-", " ") for word in qualifies - ends)


def is_name_part(name: str, label: str) -> bool:
    """Whether a single word is printed with a capital most often, as a part of names: "Isle", "Zone"."""
    return " " not in name and label[0].isupper() and name not in _listed("telling")


def weight(name: str, kind: str, of: Counted, share: float, archive: int) -> float:
    """How telling a phrase is in an archive of so many papers; 0 for a part of a longer one, or a word that is no term.

    `share` is the greatest that its papers are of a collection.
    """
    words = name.split()
    if of.most >= NESTED * of.papers:
        return 0.0
    keeps, worth = log2(share * archive / of.papers), WORTH.get(kind, 1.0)
    if len(words) == 1 and kind == PHRASE:
        if archive >= FEW and (of.again < RETURNS * of.papers or of.wholes < HEADS * of.papers):
            return 0.0
        keeps, worth = max(keeps, log2(share) + TOP - level(name)), WORTH[WORD]
    c_value = max(log2(len(words) + 1) * (of.papers - of.longer), 0.0)
    rare = rarity(words) * (1 + min(max(keeps, 0.0), KEEPS) / KEEPS)
    return worth * sqrt(c_value) * rare * (0.5 + of.again / of.papers)


def weight_in_few(name: str, kind: str, of: Counted, paragraphs: int) -> float:
    """The same in so few papers that their paragraphs are counted for papers; 0 for a word that too few name."""
    if kind == PHRASE and " " not in name and of.papers < RECUR_WORD:
        return 0.0
    return weight(name, kind, of, of.papers / paragraphs, paragraphs)


def least_papers(archive: int) -> int:
    """In how many papers of an archive of so many a subject is named at least: 2 of 30, 3 of 300, 4 of 3,000, ..."""
    return max(2, round(log10(max(archive, 1)) + .5))


def least_weight(archive: int) -> float:
    """How much a subject weighs at least in an archive of so many papers."""
    return WEIGHT * (least_papers(archive) - 1)
