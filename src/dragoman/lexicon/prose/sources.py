"""Sources: for a verb or noun, every place where a party may stand that it is about, with the party.

The subject, "by ...", a possessive, the object, the speaker of the sentence before: each gives the party as the words
give it. Which source holds is weighed in `roles`.
"""

from bisect import bisect_left

from dragoman.lexicon.prose import Prose
from dragoman.lexicon.prose.context import NOMINAL, is_adverb
from dragoman.lexicon.prose.phrases import phrase_after, phrase_before
from dragoman.lexicon.prose.scene import ADDRESSEE, WE, WRITER, Scene, Told, sort_of, titled, titles, words_between
from dragoman.lexicon.prose.signs import Trigger
from dragoman.lexicon.prose.words import closed

PRONOUNS = {
    "i": WRITER,
    "me": WRITER,
    "my": WRITER,
    "myself": WRITER,
    "mine": WRITER,
    "we": WE,
    "us": WE,
    "our": WE,
    "ourselves": WE,
    "you": ADDRESSEE,
    "your": ADDRESSEE,
    "yours": ADDRESSEE,
}
_OTHERS = frozenset(("he", "him", "his", "she", "her", "it", "its", "they", "them", "their"))
RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
_TITLES = frozenset(("excellency", "lordship", "majesty", "highness", "honor", "honour"))
_TO = frozenset(("to", "upon", "on", "with", "for", "of", "from", "against", "by", "between", "toward", "towards"))
_NO_PARTY = frozenset(("thing", "verbal"))
_LEADING = frozenset(
    ("and", "but", "that", "if", "when", "while", "as", "(", ")", ",", ".", "“", "”", "—", ":", ";", "which")
)
_WORDS_BACK = 90
_TALK_BACK, _TALK_AHEAD = 400, 8
_REGARD = frozenset(("attention", "notice", "knowledge", "consideration", "presence", "hands"))
# phrases between commas looked past, and their words at most
_ASIDES, _ASIDE = 3, 18
# words that begin no party
_NEVER = frozenset(("please", "kindly", "following", "foregoing", "referring"))
# how many words on "to ..." and "by ..." are looked for; how far back a name is still meant by "he"
_AHEAD, _BACK = 22, 900


def sources(scene: Scene, t: Trigger, before: Told) -> dict[str, str | None]:
    """Each source that holds a party, with the party. "none" is always there."""
    found: dict[str, str | None] = {"none": None, WRITER: WRITER, ADDRESSEE: ADDRESSEE}
    if before.speaker:
        found["speaker before"] = before.speaker
    if before.hearer:
        found["hearer before"] = before.hearer
    at = scene.prose.words.starts[t.at]
    for name, mentions in (("person before", scene.persons), ("power before", scene.powers)):
        k = bisect_left(mentions, (at, "")) - 1
        if k >= 0 and at - mentions[k][0] < _BACK:
            found[name] = titled(scene, mentions[k])
        first = bisect_left(mentions, (scene.prose.words.starts[scene.prose.sentence(t.at)[0]], ""))
        if first < len(mentions) and mentions[first][0] < at:
            found[name.replace("before", "first")] = titled(scene, mentions[first])
    _offices(scene, t, found)
    _partner(scene, t, found)
    _subject(scene, t, found)
    _owner(scene, t, found)
    _after(scene, t, found)
    _meant(scene, t, before, found)
    return found


def _meant(scene: Scene, t: Trigger, before: Told, found: dict[str, str | None]) -> None:
    """Whom "him", "her" and "them" mean after the trigger: the one who spoke or heard last and is not the subject."""
    lower = scene.prose.words.lower
    k = t.at + 1
    place = "object"
    if k + 1 < len(lower) and lower[k] in ("to", "by", "with", "from", "upon"):
        place, k = lower[k], k + 1
    if k < len(lower) and lower[k] in ("him", "her", "them"):
        subject = found.get("subject") or found.get("subject before")
        others = [
            party
            for party in (before.speaker, before.hearer, found.get("person before"), found.get("office before"))
            if party and party not in (WRITER, ADDRESSEE, WE, subject) and sort_of(party) not in ("body", "paper")
        ]
        if others:
            found[place] = others[0]


def _offices(scene: Scene, t: Trigger, found: dict[str, str | None]) -> None:
    """The office or paper that was named last, and the phrases that the sentence and the clause begin with."""
    prose = scene.prose
    for name, places in (("office before", prose.offices), ("paper before", prose.papers)):
        n = bisect_left(places, t.start)
        while n and t.start - places[n - 1] < _WORDS_BACK:
            n -= 1
            party = _around(scene, places[n], t.start)
            if party:
                found[name] = party
                break
    first, last = prose.sentence(t.at)
    kind, lower = prose.words.kind, prose.words.lower
    for name, begin in (("sentence head", first), ("clause head", prose.clause(t.at)[0])):
        while begin < last and (lower[begin] in _LEADING or kind[begin] == "#" or is_adverb(lower[begin])):
            begin += 1
        if begin < t.start:
            party = _beginning(scene, begin, min(last, t.start))
            if party and sort_of(party) != "verbal":
                found[name] = party


def _around(scene: Scene, k: int, before: int) -> str | None:
    """The phrase about a word, no further than `before`."""
    kind, lower = scene.prose.words.kind, scene.prose.words.lower
    begin = k
    while begin > 0 and kind[begin - 1] in NOMINAL:
        begin -= 1
    if begin > 0 and closed().get(lower[begin - 1]) in ("det", "poss"):
        begin -= 1
    of = phrase_after(scene.prose, begin, min(scene.prose.sentence(k)[1], before))
    return _called(scene, *of) if of and of[1] > k else None


def _partner(scene: Scene, t: Trigger, found: dict[str, str | None]) -> None:
    """With whom the writer talked, where that is told before: "in conversation with a member of the delegation"."""
    prose = scene.prose
    lower = prose.words.lower
    n = bisect_left(prose.talks, t.start)
    while n and t.start - prose.talks[n - 1] < _TALK_BACK:
        n -= 1
        k = prose.talks[n]
        for j in range(k + 1, min(k + _TALK_AHEAD, len(lower))):
            if lower[j] == "with" or lower[j] == "between":
                party = _beginning(scene, j + 1, prose.sentence(j)[1])
                if party and party not in (WRITER, WE):
                    found["partner"] = party
                    return


def _party(scene: Scene, k: int, first: int) -> str | None:
    """The party that ends with the word k."""
    word = scene.prose.words.lower[k]
    if word in PRONOUNS:
        return PRONOUNS[word]
    if word in _OTHERS or word in RELATIVE:
        return None
    of = phrase_before(scene.prose, k, first)
    return _called(scene, *of) if of else None


def _called(scene: Scene, first: int, last: int) -> str | None:
    lower = scene.prose.words.lower
    for k in range(first, last - 2):
        if lower[k] in _REGARD and lower[k + 1] == "of":
            first = k + 2  # "the attention of your excellency"
            break
    kind = scene.prose.words.kind
    while last - first > 1 and kind[last - 1] == "-ed":  # "the representative called"
        last -= 1
    if lower[first] == "your" and last - first > 1 and not _TITLES.isdisjoint(lower[first + 1 : first + 3]):
        return ADDRESSEE
    if lower[last - 1] == "undersigned":
        return WRITER
    return words_between(scene, first, last) if lower[first] not in _NEVER else None


def _subject(scene: Scene, t: Trigger, found: dict[str, str | None]) -> None:
    prose = scene.prose
    words = prose.words
    first = prose.sentence(t.at)[0]
    k = t.subject
    if t.noun or k < first:
        k = -1
    if k >= first and words.lower[k] in RELATIVE and k - 1 >= first:
        j = k - 1
        while j > first and words.lower[j] in (",", "of", "to", "in", "by", "from", "for", "with"):
            j -= 1
        party = _party(scene, j, first)
        if party:
            found["antecedent"] = party
    elif k >= first:
        of = _real_subject(prose, k, first)
        party = _called(scene, *of) if of else PRONOUNS.get(words.lower[k])
        if party:
            found["subject"] = party
    elder = _elder_subject(scene, t, first)
    if elder:
        found["subject before"] = elder


def _real_subject(prose: Prose, k: int, first: int) -> tuple[int, int] | None:
    """The phrase that ends with k; what stands before the comma where k ends a phrase between commas.

    ("Baron Von Mohrenheim, of the Russian legation, informs me", "The President, under the same obligation, instructs")
    """
    lower = prose.words.lower
    for _ in range(_ASIDES):
        if lower[k] in PRONOUNS or lower[k] in _OTHERS:
            return None
        of = phrase_before(prose, k, first)
        start = of[0] if of else k
        if of and (start == first or closed().get(lower[start - 1]) != "prep") and not _is_aside(prose, start, first):
            return of
        comma = start - 1
        while comma > first and lower[comma] != "," and start - comma < _ASIDE:
            comma -= 1
        if comma <= first or lower[comma] != ",":
            return of if of and (start == first or closed().get(lower[start - 1]) != "prep") else None
        k = comma - 1
    return None


def _is_aside(prose: Prose, start: int, first: int) -> bool:
    """Whether a phrase after a comma stands beside the one before it ("the consul, Mr. Knight, says")."""
    words = prose.words
    return (
        start - 2 >= first
        and words.lower[start - 1] == ","
        and words.kind[start - 2] in NOMINAL
        and words.lower[start] not in ("the", "this")
        and words.kind[start] not in ("OFF",)
        and (words.lower[start] in ("a", "an") or words.lower[start] in titles())
    )


def _elder_subject(scene: Scene, t: Trigger, first: int) -> str | None:
    """The subject of the sentence's first verb, for a trigger without one of its own ("spoke, and asked")."""
    prose = scene.prose
    lower = prose.words.lower
    for k in range(first, min(t.start, prose.sentence(t.at)[1])):
        if lower[k] in ("i", "we", "you"):
            return PRONOUNS[lower[k]]
        if (
            closed().get(lower[k]) in ("be", "have", "modal")
            or (lower[k].endswith("ed") and k > first)
            or lower[k] in ("said", "told", "spoke")
        ):
            j = k - 1
            while j > first and (is_adverb(lower[j]) or lower[j] == ","):
                j -= 1
            return _party(scene, j, first) if j >= first else None
    return None


def elder_pronoun(prose: Prose, t: Trigger) -> str:
    """ "he" of "He was silent, spoke of the snow and asked", for "asked", where it has no subject of its own."""
    first = prose.sentence(t.at)[0]
    lower = prose.words.lower
    if t.subject >= first and closed().get(lower[t.subject]) != "and" and lower[t.subject] != ",":
        return ""
    return next((word for word in lower[first : min(first + 3, t.start)] if word in ("he", "she", "it", "they")), "")


def _owner(scene: Scene, t: Trigger, found: dict[str, str | None]) -> None:
    """ "his request", "Shigemitsu’s request", before a noun."""
    words = scene.prose.words
    first = scene.prose.sentence(t.at)[0]
    if not t.noun:
        return
    for k in range(t.at - 1, max(t.start - 2, first - 1), -1):
        word = words.lower[k]
        if word in PRONOUNS:
            found["owner"] = PRONOUNS[word]
            return
        if word.endswith(("’s", "s’", "'s")):
            of = phrase_before(scene.prose, k, first)
            if of:
                found["owner"] = _called(scene, *of)
            return
        if words.kind[k] == "Name":
            found["adjective"] = words.printed[k]


def _after(scene: Scene, t: Trigger, found: dict[str, str | None]) -> None:
    """The object, and what follows "to", "by", "with" and the like in the clause and the next."""
    prose = scene.prose
    words = prose.words
    last = prose.sentence(t.at)[1]
    k = t.at + 1
    while k < last and is_adverb(words.lower[k]):
        k += 1
    if k < last:
        party = _beginning(scene, k, last)
        if party and sort_of(party) not in _NO_PARTY:
            found["object"] = party
    for k in range(t.at + 1, min(last - 1, t.at + _AHEAD)):
        word = words.lower[k]
        if word in ("that", "which", "who", ";"):
            break
        if word in _TO and word not in found:
            party = _beginning(scene, k + 1, last)
            if party and sort_of(party) not in _NO_PARTY:
                found[word] = party


def _beginning(scene: Scene, k: int, last: int) -> str | None:
    """The party that the word k begins."""
    if k >= last:
        return None
    word = scene.prose.words.lower[k]
    if word in PRONOUNS and word not in ("my", "our", "your"):
        return PRONOUNS[word]
    if word == "your" and k + 1 < last and scene.prose.words.lower[k + 1] in _TITLES:
        return ADDRESSEE
    of = phrase_after(scene.prose, k, last)
    if of is None:
        return None
    return _called(scene, *of)
