"""Who: for a verb or noun, every party that may be its speaker, hearer, actor or target, and what speaks for each.

A source is a place where a party may stand: the subject, "by ...", a possessive, the object, the speaker of the sentence
before. Each gives the party as the words give it; "I" is "writer", "you" is "addressee". Which source holds is weighed.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from dragoman.lexicon import lexicon
from dragoman.lexicon.prose import Prose
from dragoman.lexicon.prose.context import NOMINAL, is_adverb
from dragoman.lexicon.prose.phrases import phrase_after, phrase_before
from dragoman.lexicon.prose.signs import Trigger, subject_kind
from dragoman.lexicon.prose.weights import Table, Tables
from dragoman.lexicon.prose.words import closed, look_of

WRITER, ADDRESSEE, WE = "writer", "addressee", "we"
_PRONOUNS = {"i": WRITER, "me": WRITER, "my": WRITER, "myself": WRITER, "mine": WRITER, "we": WE, "us": WE, "our": WE, "ourselves": WE,
             "you": ADDRESSEE, "your": ADDRESSEE, "yours": ADDRESSEE}
_OTHERS = frozenset(("he", "him", "his", "she", "her", "it", "its", "they", "them", "their"))
_RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
_TITLES = frozenset(("excellency", "lordship", "majesty", "highness", "honor", "honour"))
_TO = frozenset(("to", "upon", "on", "with", "for", "of", "from", "against", "by", "between", "toward", "towards"))
_NO_PARTY = frozenset(("thing", "verbal"))
_LEADING = frozenset(("and", "but", "that", "if", "when", "while", "as", "(", ")", ",", ".", "“", "”", "—", ":", ";", "which", "in", "on", "at"))
_WORDS_BACK = 90
_TALK_BACK, _TALK_AHEAD = 400, 8
# "I learn from the consul": the subject is told, and says nothing
_TAKING_IN = frozenset(("learn", "hear", "gather", "understand", "receive", "ascertain"))
_REGARD = frozenset(("attention", "notice", "knowledge", "consideration", "presence", "hands"))
# phrases between commas looked past, and their words at most
_ASIDES, _ASIDE = 3, 18
_TELLING = ("subject", "antecedent", "by", "owner", "object", "to", "from", "speaker before", "partner")
_BODIES = frozenset(("government", "governments", "department", "legation", "embassy", "congress", "ministry", "committee",
                     "council", "court", "commission", "secretariat", "press", "authorities", "office", "consulate",
                     "league", "conference", "assembly", "senate", "house", "parliament", "cabinet", "company", "bank",
                     "delegation", "mission", "admiralty", "court", "foreign office"))
# how many words on "to ..." and "by ..." are looked for; how far back a name is still meant by "he"
_AHEAD, _BACK = 22, 900


class Told(NamedTuple):
    """Who spoke to whom last, and at which word."""

    speaker: str | None = None
    hearer: str | None = None
    at: int = -1


class Scene(NamedTuple):
    """A paper's prose with the persons and powers named in it, each list of (offset, name) in the order of the text.

    `own` puts names for "writer" and "addressee" where they are to be named; `kind` is what kind of paper it is.
    """

    prose: Prose
    text: str
    kind: str
    persons: Sequence[tuple[int, str]]
    powers: Sequence[tuple[int, str]]
    own: Mapping[str, str]

    def named(self, party: str | None) -> str | None:
        """The party, by name where the writer and the addressee are to be named."""
        return self.own.get(party, party) if party else None


def words_between(scene: Scene, first: int, last: int) -> str:
    """The words of a range as printed, on one line."""
    words = scene.prose.words
    text = scene.text[words.starts[first]:words.ends[last - 1]]
    return " ".join(text.split()).removesuffix("’s").removesuffix("'s").removesuffix("’")


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
    return found


def titled(scene: Scene, mention: tuple[int, str]) -> str:
    """A name with the titles right before it: "Captain Dahlberg", "Mr. Conrad"."""
    words = scene.prose.words
    k = bisect_left(words.starts, mention[0])
    if k >= len(words.starts) or words.starts[k] != mention[0]:
        return mention[1]
    first = k
    while first > 0 and (words.lower[first - 1] in titles() or (words.lower[first - 1] == "." and words.lower[first - 2] in titles())):
        first -= 1
    return " ".join(scene.text[words.starts[first]:mention[0] + len(mention[1])].split())


@cache
def titles() -> frozenset[str]:
    """The single words that are titles before a name: "mr", "count", "captain"."""
    return frozenset(word.lower().rstrip(".") for word in lexicon("offices")["titles"] if " " not in word) - {"the"}


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
            if party:
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
    if word in _PRONOUNS:
        return _PRONOUNS[word]
    if word in _OTHERS or word in _RELATIVE:
        return None
    of = phrase_before(scene.prose, k, first)
    return _called(scene, *of) if of else None


def _called(scene: Scene, first: int, last: int) -> str | None:
    lower = scene.prose.words.lower
    for k in range(first, last - 2):
        if lower[k] in _REGARD and lower[k + 1] == "of":
            first = k + 2                       # "the attention of your excellency"
            break
    if lower[first] in ("your", "his", "their") and last - first > 1 and lower[last - 1] in _TITLES and lower[first] == "your":
        return ADDRESSEE
    if lower[last - 1] == "undersigned":
        return WRITER
    return words_between(scene, first, last)


def _subject(scene: Scene, t: Trigger, found: dict[str, str | None]) -> None:
    prose = scene.prose
    words = prose.words
    first = prose.sentence(t.at)[0]
    k = t.subject
    if t.noun or k < first:
        k = -1
    if k >= first and words.lower[k] in _RELATIVE and k - 1 >= first:
        j = k - 1
        while j > first and words.lower[j] in (",", "of", "to", "in", "by", "from", "for", "with"):
            j -= 1
        party = _party(scene, j, first)
        if party:
            found["antecedent"] = party
    elif k >= first:
        of = _real_subject(prose, k, first)
        party = _called(scene, *of) if of else _PRONOUNS.get(words.lower[k])
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
        if lower[k] in _PRONOUNS or lower[k] in _OTHERS:
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
    return start - 2 >= first and words.lower[start - 1] == "," and words.kind[start - 2] in NOMINAL and words.lower[start] not in ("the", "this") \
        and words.kind[start] not in ("OFF",) and (words.lower[start] in ("a", "an") or words.lower[start] in titles())


def _elder_subject(scene: Scene, t: Trigger, first: int) -> str | None:
    """The subject of the sentence's first verb, where the trigger has none of its own ("spoke of ..., and asked for")."""
    prose = scene.prose
    lower = prose.words.lower
    for k in range(first, min(t.start, prose.sentence(t.at)[1])):
        if lower[k] in ("i", "we", "you"):
            return _PRONOUNS[lower[k]]
        if closed().get(lower[k]) in ("be", "have", "modal") or (lower[k].endswith("ed") and k > first) or lower[k] in ("said", "told", "spoke"):
            j = k - 1
            while j > first and (is_adverb(lower[j]) or lower[j] == ","):
                j -= 1
            return _party(scene, j, first) if j >= first else None
    return None


def _owner(scene: Scene, t: Trigger, found: dict[str, str | None]) -> None:
    """"his request", "Shigemitsu’s request", before a noun."""
    words = scene.prose.words
    first = scene.prose.sentence(t.at)[0]
    if not t.noun:
        return
    for k in range(t.at - 1, max(t.start - 2, first - 1), -1):
        word = words.lower[k]
        if word in _PRONOUNS:
            found["owner"] = _PRONOUNS[word]
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
        if party:
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
    word = scene.prose.words.lower[k]
    if word in _PRONOUNS and word not in ("my", "our", "your"):
        return _PRONOUNS[word]
    if word == "your" and k + 1 < last and scene.prose.words.lower[k + 1] in _TITLES:
        return ADDRESSEE
    of = phrase_after(scene.prose, k, last)
    if of is None:
        return None
    return _called(scene, *of)


class Asked(NamedTuple):
    """What a trigger says of whom it is about: for a source, for a sort of party, for a source of that sort."""

    source: tuple[str, ...]
    sort: tuple[str, ...]
    both: tuple[str, ...]


def asked(scene: Scene, t: Trigger, found: Mapping[str, str | None], before: Told) -> Asked:
    """The signs of a trigger; they speak for each source by the table of that source."""
    prose = scene.prose
    kind = prose.words.kind
    form = f"{'n' if t.noun else t.form.form}{bool(t.group and t.group.be and t.form.form == 'past'):d}"
    subject, lemma, classes = subject_kind(prose, t), t.form.lemma, "/".join(t.form.classes)
    after = kind[t.at + 1] if t.at + 1 < len(kind) else "$"
    there = "+".join(name for name in _TELLING if name in found)
    told, since = f"{prose.told[t.at]}{prose.quoted[t.at]:d}", _since(prose, t, before)
    spoke, heard = sort_of(before.speaker), sort_of(before.hearer)
    return Asked(("", "F" + form, "s" + subject, f"s{subject}+{form}", "L" + lemma, f"L{lemma}+{form}", "C" + classes,
                  f"a{after}+{form}", f"L{lemma}+{after}", "@" + told, "?" + there, f"?{there}+{form}", f"~{since}+{subject}",
                  f"~{since}@{told}", f"~{subject}+{spoke}", f"~{since}+{subject}+{heard}"),
                 ("", f"s{subject}+{form}", "L" + lemma, f"a{after}+{form}", f"C{classes}+{form}", f"~{since}+{subject}+{spoke}"),
                 ("", "s" + subject))


def role_signs(a: Asked, source: str, value: str | None, votes: int) -> list[tuple[str, str]]:
    """All that speaks for a source which gives a party that so many sources give: each as table and sign."""
    sort = sort_of(value)
    return [("votes", str(votes)), *((source, sign) for sign in a.source), *(("=" + sort, sign) for sign in a.sort),
            *((f"{sort}/{source}", sign) for sign in a.both)]


def heaviest(a: Asked, found: Mapping[str, str | None], table: Tables) -> str:
    """The source that the tables give a role to: what `role_signs` come to, summed without making them."""
    votes = Counter(found.values())
    best, most = "none", -1e9
    none: Table = {}
    by_votes = table.get("votes", none)
    for source, value in found.items():
        sort = sort_of(value)
        own, sorts, both = table.get(source, none), table.get("=" + sort, none), table.get(f"{sort}/{source}", none)
        worth = (by_votes.get(str(votes[value]), 0.0) + sum([own.get(sign, 0.0) for sign in a.source])
                 + sum([sorts.get(sign, 0.0) for sign in a.sort]) + sum([both.get(sign, 0.0) for sign in a.both]))
        if worth > most:
            best, most = source, worth
    return best


def _since(prose: Prose, t: Trigger, before: Told) -> str:
    """How near the last one spoke: in this clause, sentence, block, or farther off."""
    if before.at < 0:
        return "never"
    if prose.clause_of[before.at] == prose.clause_of[t.at]:
        return "clause"
    last, here = prose.sentence_of[before.at], prose.sentence_of[t.at]
    if last == here:
        return "sentence"
    if prose.block_of[last] == prose.block_of[here]:
        return "next" if here == last + 1 else "block"
    return "far"


@lru_cache(1 << 12)
def sort_of(party: str | None) -> str:
    """What sort of party a name is: "writer", "body", "office", "paper", "name", "many", "thing", "none"."""
    if party is None:
        return "none"
    if party in (WRITER, ADDRESSEE, WE):
        return party
    words = [word.strip(".,’'\"“”()") for word in party.split()]
    lower = {word.lower() for word in words}
    if not lower.isdisjoint(_BODIES):
        return "body"
    kinds = [look_of(word).kind for word in words if word]
    if "DOC" in kinds:
        return "paper"
    if "OFF" in kinds:
        return "office"
    if kinds and (words[0].lower() in titles() or all(k == "Name" for k in kinds)):
        return "name"
    if kinds and kinds[-1] in ("s", "-ed", "-ing"):
        return "many" if kinds[-1] == "s" else "verbal"
    return "capital" if "Name" in kinds else "thing"


def chosen(scene: Scene, t: Trigger, before: Told, table: Tables, found: dict[str, str | None] | None = None) -> str | None:
    """The party that the table gives a role to, among the sources of a trigger."""
    found = sources(scene, t, before) if found is None else found
    return scene.named(found[heaviest(asked(scene, t, found, before), found, table)])


def agent(scene: Scene, t: Trigger, before: Told, table: Tables, found: dict[str, str | None]) -> str | None:
    """Who does what the trigger tells: the subject of an active verb, where it says; else as the table has it."""
    passive = bool(t.group and t.group.be and t.form.form == "past")
    pronoun = subject_kind(scene.prose, t)
    takes_in = t.form.lemma in _TAKING_IN
    if not (t.noun or passive or takes_in or (t.group and t.group.to)):
        if pronoun in _PRONOUNS and "subject" in found:
            return scene.named(found["subject"])
        if "antecedent" in found and pronoun in _RELATIVE:
            return scene.named(found["antecedent"])
        if t.form.form != "ing" and "subject" in found and sort_of(found["subject"]) in ("name", "office", "body", "paper"):
            return scene.named(found["subject"])
    a = asked(scene, t, found, before)
    if not passive and not takes_in and pronoun in _BARRED:
        barred = _BARRED[pronoun]
        found = {source: party for source, party in found.items() if sort_of(party) not in barred} or found
    return scene.named(found[heaviest(a, found, table)])


# whom a pronoun cannot mean
_BARRED = {**dict.fromkeys(("he", "she"), frozenset((WRITER, ADDRESSEE, WE, "none", "body", "paper", "many", "thing", "verbal"))),
           "it": frozenset((WRITER, ADDRESSEE, WE, "none", "name", "office", "many", "verbal")),
           "they": frozenset((WRITER, ADDRESSEE, WE, "none", "verbal"))}


def fullest(party: str | None, known: Sequence[str]) -> str | None:
    """The party as it was named in full before: "The Ambassador" after "the Italian Ambassador"."""
    if party in (None, WRITER, ADDRESSEE, WE) or sort_of(party) not in ("office", "body"):
        return party
    words = _plain(party)
    for other in reversed(known):
        longer = _plain(other)
        if words < longer and sort_of(other) == sort_of(party):
            return other
    return party


@lru_cache(1 << 12)
def _plain(party: str) -> frozenset[str]:
    return frozenset(word.strip(".,").lower() for word in party.split()) - {"the", "a", "an", "his", "of", "for"}
