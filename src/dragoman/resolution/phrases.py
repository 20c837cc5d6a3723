"""Phrases: the normal form of a noun phrase, by which its printings are one: "the said Fur-Seals", "fur seal"."""

import re
from functools import lru_cache
from hashlib import blake2b

from dragoman.lexicon import words as listed
from dragoman.lexicon.vocabulary import plain_letters

_CODE_BYTES = 6                 # of 3 million phrases, two share a code with a chance of 2 in 100
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_POSSESSIVE = re.compile(r"['’]s?$")
# plurals that are no plural of what stands before the "s", and singulars in "s"
_NO_PLURAL = ("ss", "us", "is", "ics", "ous", "news", "arms", "goods", "customs", "means", "series", "affairs")


def normal(phrase: str) -> str:
    """The words of a phrase in plain small letters, without what leads it, its head in the singular."""
    words = [_POSSESSIVE.sub("", w).replace("’", "'") for w in _WORD.findall(plain_letters(phrase))]
    while len(words) > 1 and words[0] in _leading():
        del words[0]
    heads = [i for i in range(len(words)) if i + 1 == len(words) or words[i + 1] == "of"]
    for i in heads:
        words[i] = singular(words[i])
    return " ".join(words)


def code_of(name: str) -> int:
    """The number of a normal form."""
    return int.from_bytes(blake2b(name.encode(), digest_size=_CODE_BYTES).digest(), "big")


@lru_cache(1 << 16)
def singular(word: str) -> str:
    """A noun in the singular, by its ending: "fisheries" is "fishery", "claims" "claim"; "arms" stays."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(_NO_PLURAL):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]


def _leading() -> frozenset[str]:
    """Words that may stand before a noun phrase and are no part of what it names."""
    return listed("grammar", "determiners") | listed("grammar", "possessives")
