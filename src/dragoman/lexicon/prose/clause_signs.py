"""The signs of a whole clause, for what is told by no one word: a judgement, an order.

Words of opinion and likelihood are those of judgement.toml, words of wishing and obliging those of orders.toml. Signs
keep the order in which they are met, each once: a sum of weights must not hang on the order of a set.
"""

from functools import cache

from dragoman.lexicon import lexicon
from dragoman.lexicon.prose import Prose, telling
from dragoman.lexicon.prose.context import subject_of
from dragoman.lexicon.prose.scene import Scene
from dragoman.lexicon.prose.signs import END, START, Named, Trigger
from dragoman.lexicon.prose.verbs import forms_of, inflected, split
from dragoman.lexicon.prose.words import closed

CERTAINTIES = ("certain", "likely", "possible", "unlikely", "excluded")
# lengths of clauses are told in steps of so many words, up to so many steps; words shorter than this say little
_STEP, _STEPS, _SHORT = 4, 6, 3
# words of the rest of the sentence that are looked at
_AHEAD = 16
_WORD, _CLUSTER, _LATER = Named("w="), Named("c="), Named("r=")
# classes of words of which it counts that they are there
GRAMMAR = frozenset(("modal", "be", "have", "neg", "do"))


@cache
def marks() -> dict[str, tuple[str, ...]]:
    """What each word of judgement or of order is a sign of."""
    judgement, cues = lexicon("judgement"), lexicon("orders")["cues"]
    found: dict[str, list[str]] = {}
    for kind in CERTAINTIES:
        for word in split(judgement[kind]["words"]):
            found.setdefault(word, []).append("jw=" + kind)
    for verb in split(judgement["judging"]["verbs"]):
        for form in inflected(verb):
            found.setdefault(form, []).extend(("jv", "jv=" + verb))
    for key, sign in (("nouns", "jn"), ("qualities", "jq"), ("degree", "jd")):
        for word in split(judgement["judging"][key]):
            found.setdefault(word, []).append(sign)
    for kind, words in cues.items():
        for word in split(words):
            found.setdefault(word, []).append("cue=" + kind)
    for word in telling():
        lemma = forms_of("speech").get(word)
        found.setdefault(word, []).append("told")
        if lemma:
            found[word].append("told=" + lemma[0].lemma)
    return {word: tuple(signs) for word, signs in found.items()}


def own(scene: Scene, t: Trigger) -> list[str]:
    """The signs of a trigger's clause that are looked at first: its words."""
    return list(dict.fromkeys(["b", *_words(scene.prose, *scene.prose.clause(t.at))]))


def more(scene: Scene, t: Trigger) -> list[str]:
    """The rest: how the clause begins, what is before and after it in its sentence, where it stands."""
    prose = scene.prose
    number = prose.clause_of[t.at]
    a, b = prose.clauses[number]
    first, last = prose.sentence(a)
    signs = [*_opening(prose, a, b, first), *_rest(prose, b, last), *_place(prose, a, b)]
    if number and prose.clauses[number - 1][0] >= first:
        signs += _before(prose, *prose.clauses[number - 1])
    return list(dict.fromkeys(signs))


def _opening(prose: Prose, a: int, b: int, first: int) -> list[str]:
    plain, kind = prose.words.plain, prose.words.kind
    second = plain[a + 1] if a + 1 < b else END
    signs = [
        "o=" + plain[a],
        "ok=" + kind[a],
        f"oo={plain[a]}+{second}",
        f"okk={'+'.join(kind[a : min(a + 2, b)])}",
        f"okkk={'+'.join(kind[a : min(a + 3, b)])}",
        f"first={a == first:d}",
        f"len={min(_STEPS, (b - a) // _STEP)}",
    ]
    if a > first:
        signs += ["v=" + plain[a - 1], "vk=" + kind[a - 1], f"vo={plain[a - 1]}+{plain[a]}"]
    return signs


def _words(prose: Prose, a: int, b: int) -> list[str]:
    words, table, known = prose.words, closed(), marks()
    plain, kind, cluster = words.plain, words.kind, words.cluster
    signs: list[str] = []
    for k in range(a, b):
        word = plain[k]
        signs += (_WORD[word], _CLUSTER[cluster[k]], *known.get(word, ()))
        after = plain[k + 1] if k + 1 < b else END
        if k + 1 < b:
            signs.append("ww=" + word + "_" + after)
            if k + 2 < b and kind[k + 1] in table:
                signs.append("www=" + word + "_" + after + "_" + plain[k + 2])
        sort = table.get(word)
        if sort in GRAMMAR:
            signs.append("t=" + sort)
        if sort in ("modal", "be"):
            at = subject_of(words, k, a)
            subject = kind[at] if at >= 0 else START
            signs += [f"m={word}+{subject}", f"mn={word}+{kind[k + 1] if k + 1 < b else END}"]
            if sort == "be":
                signs.append("bc=" + (cluster[k + 1] if k + 1 < b else END))
                if any("jq" in known.get(plain[j], ()) for j in range(k + 1, min(k + 4, b))):
                    signs.append("bq")
    return signs


def _rest(prose: Prose, b: int, last: int) -> list[str]:
    """What follows the clause in its sentence."""
    plain, table, known = prose.words.plain, closed(), marks()
    signs = []
    for word in plain[b : min(last, b + _AHEAD)]:
        signs += ["r_" + sign for sign in known.get(word, ()) if sign[:2] in ("jw", "cu")]
        if word not in table and len(word) >= _SHORT:
            signs.append(_LATER[word])
    after = plain[b] if b < last else END
    signs += ["x=" + after, f"xk={after}+{prose.words.kind[b + 1] if b + 1 < last else END}"]
    if plain[last - 1] == "?" or (last - 2 >= 0 and plain[last - 2] == "?"):
        signs.append("question")
    return signs


def _place(prose: Prose, a: int, b: int) -> list[str]:
    number = prose.sentence_of[a]
    block = prose.words.blocks[prose.block_of[number]][0]
    return [
        f"told={prose.told[a]}",
        f"q={prose.quoted[min(a + 1, b - 1)]:d}",
        f"opens={prose.sentences[number][0] == block:d}",
    ]


def _before(prose: Prose, a: int, b: int) -> list[str]:
    """The clause before, in the same sentence."""
    known = marks()
    signs = ["po=" + prose.words.plain[a]]
    for word in prose.words.plain[a:b]:
        signs += ["p_" + sign for sign in known.get(word, ()) if sign in ("jv", "told") or sign.startswith("cue")]
    return signs
