"""Who: which of its sources gives the speaker, the hearer, the actor of a verb or noun; weighed by tables learned."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from dragoman.lexicon.prose import Prose
from dragoman.lexicon.prose.scene import ADDRESSEE, WE, WRITER, Scene, Told, sort_of
from dragoman.lexicon.prose.signs import Trigger, subject_kind
from dragoman.lexicon.prose.sources import PRONOUNS, RELATIVE, elder_pronoun
from dragoman.lexicon.prose.weights import Table, Tables, worth

# "I learn from the consul": the subject is told, and says nothing
_TAKING_IN = frozenset(("learn", "hear", "gather", "understand", "receive", "ascertain"))
_TELLING = ("subject", "antecedent", "by", "owner", "object", "to", "from", "speaker before", "partner")


class Asked(NamedTuple):
    """What a trigger says of whom it is about: for a source, for a sort of party, for a source of that sort."""

    source: tuple[str, ...]
    sort: tuple[str, ...]
    both: tuple[str, ...]


def asked(scene: Scene, t: Trigger, found: Mapping[str, str | None], before: Told) -> Asked:
    """The signs of a trigger; they speak for each source by the table of that source."""
    prose = scene.prose
    kind = prose.words.kind
    form = f"{'n' if t.noun else t.form.form}{t.passive:d}"
    subject, lemma, classes = subject_kind(prose, t), t.form.lemma, "/".join(t.form.classes)
    after = kind[t.at + 1] if t.at + 1 < len(kind) else "$"
    there = "+".join(name for name in _TELLING if name in found)
    told, since = f"{prose.told[t.at]}{prose.quoted[t.at]:d}", _since(prose, t, before)
    spoke, heard = sort_of(before.speaker), sort_of(before.hearer)
    return Asked(
        (
            "",
            "F" + form,
            "s" + subject,
            f"s{subject}+{form}",
            "L" + lemma,
            f"L{lemma}+{form}",
            "C" + classes,
            f"a{after}+{form}",
            f"L{lemma}+{after}",
            "@" + told,
            "?" + there,
            f"?{there}+{form}",
            f"~{since}+{subject}",
            f"~{since}@{told}",
            f"~{subject}+{spoke}",
            f"~{since}+{subject}+{heard}",
        ),
        (
            "",
            f"s{subject}+{form}",
            "L" + lemma,
            f"a{after}+{form}",
            f"C{classes}+{form}",
            f"~{since}+{subject}+{spoke}",
        ),
        ("", "s" + subject),
    )


def role_signs(a: Asked, source: str, value: str | None, votes: int) -> list[tuple[str, str]]:
    """All that speaks for a source which gives a party that so many sources give: each as table and sign."""
    sort = sort_of(value)
    return [
        ("votes", str(votes)),
        *((source, sign) for sign in a.source),
        *(("=" + sort, sign) for sign in a.sort),
        *((f"{sort}/{source}", sign) for sign in a.both),
    ]


def heaviest(a: Asked, found: Mapping[str, str | None], table: Tables) -> str:
    """The source that the tables give a role to: what `role_signs` come to, summed without making them."""
    votes = Counter(found.values())
    best, most = "none", -1e9
    none: Table = {}
    by_votes = table.get("votes", none)
    by_sort: dict[str, float] = {}
    for source, value in found.items():
        sort = sort_of(value)
        if sort not in by_sort:
            by_sort[sort] = worth(a.sort, table.get("=" + sort, none))
        weight = by_votes.get(str(votes[value]), 0.0) + worth(a.source, table.get(source, none)) + by_sort[sort]
        if both := table.get(f"{sort}/{source}"):
            weight += worth(a.both, both)
        if weight > most:
            best, most = source, weight
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


def chosen(scene: Scene, t: Trigger, before: Told, table: Tables, found: Mapping[str, str | None]) -> str | None:
    """The party that the table gives a role to, among the sources of a trigger."""
    return scene.named(found[heaviest(asked(scene, t, found, before), found, table)])


def agent(scene: Scene, t: Trigger, before: Told, table: Tables, found: dict[str, str | None]) -> str | None:
    """Who does what the trigger tells: the subject of an active verb, where it says; else as the table has it."""
    pronoun = subject_kind(scene.prose, t)
    takes_in = t.form.lemma in _TAKING_IN
    if not (t.noun or t.passive or takes_in or (t.group and t.group.to)):
        if pronoun in PRONOUNS and "subject" in found:
            return scene.named(found["subject"])
        if "antecedent" in found and pronoun in RELATIVE:
            return scene.named(found["antecedent"])
        if (
            t.form.form != "ing"
            and "subject" in found
            and sort_of(found["subject"]) in ("name", "office", "body", "paper")
        ):
            return scene.named(found["subject"])
    a = asked(scene, t, found, before)
    meant = pronoun if pronoun in _BARRED else elder_pronoun(scene.prose, t)
    if not t.passive and not takes_in and meant in _BARRED and not t.noun:
        barred = _BARRED[meant]
        found = {source: party for source, party in found.items() if sort_of(party) not in barred} or {"none": None}
    return scene.named(found[heaviest(a, found, table)])


# whom a pronoun cannot mean
_BARRED = {
    **dict.fromkeys(
        ("he", "she"), frozenset((WRITER, ADDRESSEE, WE, "none", "body", "paper", "many", "thing", "verbal"))
    ),
    "it": frozenset((WRITER, ADDRESSEE, WE, "none", "name", "office", "many", "verbal")),
    "they": frozenset((WRITER, ADDRESSEE, WE, "none", "verbal")),
}


# parties named before that are looked at
_KNOWN = 40


def fullest(party: str | None, known: Sequence[str]) -> str | None:
    """The party as it was named in full before: "The Ambassador" after "the Italian Ambassador"."""
    if party is None or sort_of(party) not in ("office", "body"):
        return party
    short = _core(party)
    for other in reversed(known[-_KNOWN:]):
        full = _core(other)
        if len(full) > len(short) and (
            full.endswith(" " + short) or full.startswith((short + " of ", short + " for "))
        ):
            return other
    return party


@lru_cache(1 << 12)
def _core(party: str) -> str:
    return party.lower().removeprefix("the ").removeprefix("this ")
