"""The words that may order: "please", "you will", "must", "instruct", an imperative; and what they are weighed by."""

from functools import cache

from dragoman.lexicon import lexicon
from dragoman.lexicon import words as listed
from dragoman.lexicon.prose import Prose
from dragoman.lexicon.prose.context import group_of, is_adverb, is_noun, subject_of
from dragoman.lexicon.prose.scene import Scene
from dragoman.lexicon.prose.signs import END, START, Trigger, about, is_name
from dragoman.lexicon.prose.verbs import Form, forms_of, split
from dragoman.lexicon.prose.words import closed

# what may stand before an imperative in its clause: "and also", "1.", "“"
_LEADING = listed("orders", "leading")
_IS_TO = frozenset(("is", "are", "was", "were", "has", "have"))
# words looked at on either side
_NEAR, _TALK, _FAR, _BEFORE = 6, 5, 12, 60
_OBJECTS = frozenset(("me", "us", "him", "them", "that", "no"))
_YOU, _PLEASE = frozenset(("you", "your")), frozenset(("please", "kindly"))
_THEM = frozenset(("me", "us", "him", "them"))
# what a plain wording adds to the odds; papers left out were read no worse with it
PLAIN = 0.8
_CUES = frozenset(("please", "instruct", "request", "must", "should"))


@cache
def table() -> dict[str, tuple[Form, ...]]:
    """Every word that may order, with what it may be; imperatives are told by where they stand."""
    orders = lexicon("orders")
    found = dict(forms_of("orders"))
    for kind, words in orders["cues"].items():
        for word in split(words):
            found.setdefault(word, (Form(word, "cue", (kind,)),))
    return found


@cache
def imperatives() -> frozenset[str]:
    """The verbs that may stand as an imperative."""
    bases = {
        form
        for name in ("speech", "deeds")
        for form, entries in forms_of(name).items()
        if any(e.form == "base" for e in entries)
    }
    return frozenset(bases | split(lexicon("orders")["imperatives"]["verbs"]))


def triggers(prose: Prose) -> list[Trigger]:
    """Every word that may order."""
    words, known, verbs = prose.words, table(), imperatives()
    lower = words.lower
    found = []
    for i, word in enumerate(lower):
        if word in known:
            if word in _IS_TO and not _is_to(lower, i):
                continue
            if is_name(prose, i):
                continue
            found.append(_trigger(prose, i, known[word]))
        elif word in verbs and is_imperative(prose, i):
            found.append(_trigger(prose, i, (Form(word, "base", ("imperative",)),)))
    return found


def _is_to(lower: tuple[str, ...], i: int) -> bool:
    return lower[i + 1 : i + 2] == ("to",) or (lower[i + 1 : i + 2] == ("not",) and lower[i + 2 : i + 3] == ("to",))


def is_imperative(prose: Prose, i: int) -> bool:
    """Whether nothing that could be its subject stands before a verb in its clause, or since a quotation opened.

    After a comma too, where an object follows: "If he asks, tell him", "In view of this, inform the Minister".
    """
    lower = prose.words.lower
    first, last = prose.clause(i)
    for k in range(i - 1, first - 1, -1):
        word = lower[k]
        if word == "“" or (word == "," and k > first and i + 1 < last and _is_object(prose, i + 1)):
            return True
        if word not in _LEADING and not word[0].isdigit() and word[0] != "[" and not is_adverb(word):
            return False
    return True


def _is_object(prose: Prose, k: int) -> bool:
    word = prose.words.lower[k]
    return closed().get(word) in ("det", "poss") or word in _OBJECTS


def ruled(prose: Prose, t: Trigger) -> float:
    """What the wording adds to the odds of an order, where it is plain: "we must", "I ask you to", "tell them"."""
    lower, i = prose.words.lower, t.at
    subject = lower[t.subject] if t.subject >= 0 else ""
    if lower[i] in ("must", "should"):
        first = max(prose.clause(i)[0], i - _NEAR)
        return PLAIN * (subject in ("we", "you") or "you" in lower[first:i])
    if lower[i] in ("ask", "request", "beg"):
        asks = subject in ("i", "we") and "you" in lower[i + 1 : i + 3] and "to" in lower[i + 2 : i + _FAR]
        return PLAIN * asks
    if lower[i] == "expect":
        return 3 * PLAIN * (subject in ("i", "we") and lower[i + 1 : i + 3] == ("from", "you"))
    if t.form.classes == ("imperative",) and i + 1 < len(lower):
        opened = "“" in lower[max(0, i - 2) : i]
        return PLAIN * (2.5 * (opened and _is_object(prose, i + 1)) + 1.75 * (lower[i + 1] in _THEM))
    return 0.0


def _trigger(prose: Prose, i: int, forms: tuple[Form, ...]) -> Trigger:
    first = prose.sentence(i)[0]
    noun = (
        forms[0].form != "cue"
        and forms[0].classes != ("imperative",)
        and is_noun(prose.words, i, forms, prose.sentence(i))
    )
    group = group_of(prose.words, i, first)
    return Trigger(i, forms[0], noun, group.start, subject_of(prose.words, group.start, first), group)


def own(scene: Scene, t: Trigger) -> list[str]:
    """What a trigger is weighed by first: its word, its subject, the verb that it leads to."""
    return [*_own(scene.prose, t), *_what(scene.prose, t)]


def more(scene: Scene, t: Trigger) -> list[str]:
    """What it is weighed by besides."""
    return [*_about(scene.prose, t), *_place(scene, t)]


def _own(prose: Prose, t: Trigger) -> list[str]:
    words, i, g = prose.words, t.at, t.group
    assert g is not None
    first = prose.sentence(i)[0]
    word, sort, form = words.lower[i], "/".join(t.form.classes), t.form.form
    imperative = word in imperatives() and is_imperative(prose, i)
    subject = words.kind[t.subject] if t.subject >= first else START
    cluster = words.cluster[t.subject] if t.subject >= first else START
    signs = [
        "b",
        "f=" + sort,
        "L=" + t.form.lemma,
        "w=" + word,
        f"fF={sort}+{form}",
        f"fi={sort}+{imperative:d}",
        "s=" + subject,
        f"ws={word}+{subject}",
        f"fs={sort}+{subject}",
        "sc=" + cluster,
        f"wsc={word}+{cluster}",
        f"g={g.modal}{g.be:d}{g.have:d}{g.to:d}{g.negated:d}",
        f"wg={word}+{g.modal}{g.be:d}{g.to:d}{g.negated:d}",
    ]
    if imperative:
        signs += ["i", "iw=" + word, "ic=" + words.cluster[i]]
    if t.noun:
        signs += ["n", "nL=" + t.form.lemma]
    return signs


def _what(prose: Prose, t: Trigger) -> list[str]:
    """The verb that the trigger leads to: "must | be tabled", "request you to | inform"."""
    words, i = prose.words, t.at
    first, last = prose.sentence(i)
    lower = words.lower
    word, sort = lower[i], "/".join(t.form.classes)
    subject = words.kind[t.subject] if t.subject >= first else START
    k, negated, be = i + 1, False, False
    while k < last and (
        closed().get(lower[k]) in ("neg", "be", "have", "do") or lower[k] == "to" or is_adverb(lower[k])
    ):
        negated |= closed().get(lower[k]) == "neg"
        be |= closed().get(lower[k]) == "be"
        k += 1
    verb = words.plain[k] if k < last else END
    cluster = words.cluster[k] if k < last else END
    does = "deed" if verb in forms_of("deeds") else "speech" if verb in forms_of("speech") else "other"
    return [
        "v=" + verb,
        "vc=" + cluster,
        f"wvc={word}+{cluster}",
        f"wsvc={word}+{subject}+{cluster}",
        f"wv={word}+{verb}",
        f"wsb={word}+{subject}{be:d}{negated:d}",
        f"not={negated:d}",
        f"wnot={word}{negated:d}",
        f"bv={be:d}{verb}",
        "vd=" + does,
        f"wsvd={word}+{subject}+{does}",
        f"fsvc={sort}+{subject}+{cluster}",
    ]


def _about(prose: Prose, t: Trigger) -> list[str]:
    words, i = prose.words, t.at
    first, last = prose.sentence(i)
    plain, kind = words.plain, words.kind
    after, before = plain[i + 1] if i + 1 < last else END, plain[i - 1] if i > first else START
    return [
        *about(prose, i, _NEAR - 1),
        f"nn={'+'.join(kind[i + 1 : min(i + 3, last)])}",
        f"pp={'+'.join(kind[max(first, i - 2) : i])}",
        f"wn={plain[i]}+{after}",
        f"pw={before}+{plain[i]}",
    ]


def _place(scene: Scene, t: Trigger) -> list[str]:
    prose, i = scene.prose, t.at
    words = prose.words
    first, last = prose.sentence(i)
    a, b = prose.clause(i)
    lower, word, sort = words.lower, words.lower[i], "/".join(t.form.classes)
    opener = lower[a] if lower[a] in closed() else "x"
    told, number = prose.told[i], prose.block_of[prose.sentence_of[i]]
    signs = [
        "o=" + opener,
        f"ow={opener}+{word}",
        f"first={a == first:d}",
        f"firstf={a == first:d}{sort}",
        f"told={told}",
        f"toldf={told}{sort}",
        f"q={prose.quoted[i]:d}",
        "kind=" + scene.kind,
        f"kindf={scene.kind}+{sort}",
        f"opens={first == words.blocks[number][0]:d}",
        f"last={number + 2 >= len(words.blocks):d}",
    ]
    near = lower[max(a, i - _BEFORE) : min(b, i + _BEFORE)]
    if not _YOU.isdisjoint(near):
        signs += ["you", "youf=" + sort]
    if not _PLEASE.isdisjoint(near):
        signs += ["please", "pleasef=" + sort]
    if "if" in lower[i + 1 : i + _TALK]:
        signs.append("if=" + word)
    if "that" in lower[i + 1 : i + _TALK + 1]:
        signs.append(f"that={sort}")
    if lower[last - 1] == "?":
        signs += ["ask", "askf=" + sort]
    if not _CUES.isdisjoint(lower[max(first, i - _BEFORE) : i]):
        signs += ["after cue", "after cue=" + sort]
    return signs
