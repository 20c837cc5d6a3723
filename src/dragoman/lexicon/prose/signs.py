"""Signs: what is looked at when a word or clause is weighed, each a short text ("lemma+form=say+past").

They are the same when the weights are learned and when a paper is read. A reader adds its own to these.
"""

from typing import NamedTuple

from dragoman.lexicon.prose import Prose
from dragoman.lexicon.prose.context import NOMINAL, Group, group_of, is_noun, subject_of
from dragoman.lexicon.prose.scene import Scene
from dragoman.lexicon.prose.verbs import Form, forms_of
from dragoman.lexicon.prose.words import closed

# words looked at on either side; how near "by" and "that" must follow
NEAR, BY, THAT = 4, 5, 6
START, END = "^", "$"
_POSITIONED = 3
# words that are looked over for a sign that may stand anywhere before or after; no sentence is looked over whole
_FAR = 60
# the farthest that any reader looks to a side
FARTHEST = 8
# after these a capital is a sentence's
_MARKS = frozenset('“"([‘')
_SELF = frozenset(("i", "we", "you"))
_TOLD_OF = ("OFF", "DOC", "Name")


class Trigger(NamedTuple):
    """A word that may tell of something: its number, what form of what it is, as noun or verb; where its phrase begins.

    `subject` is the word that its subject ends with, -1 for none; `group` its auxiliaries, None for a noun.
    """

    at: int
    form: Form
    noun: bool
    start: int
    subject: int
    group: Group | None

    @property
    def passive(self) -> bool:
        """Whether it is done to its subject: "was told"."""
        return bool(self.group and self.group.be and self.form.form == "past")


def trigger(prose: Prose, i: int, forms: tuple[Form, ...]) -> Trigger:
    """The word as a trigger, of the forms that it may be."""
    words = prose.words
    sentence = prose.sentence(i)
    noun = is_noun(words, i, forms, sentence)
    form = next((f for f in forms if (f.form == "noun") == noun), forms[0])
    if noun:
        start, first = i, prose.clause(i)[0]
        first = max(first, i - _FAR)
        while start - 1 >= first and (words.kind[start - 1] in NOMINAL or words.kind[start - 1] == "#"):
            start -= 1
        return Trigger(i, form, True, start, start - 1, None)
    group = group_of(words, i, sentence[0])
    return Trigger(i, form, False, group.start, subject_of(words, group.start, sentence[0]), group)


def is_name(prose: Prose, i: int) -> bool:
    """Whether a word has a capital that no sentence, clause or quotation gives it ("United States")."""
    printed = prose.words.printed
    return printed[i][0].isupper() and i not in prose.begins and not (i and printed[i - 1] in _MARKS)


def triggers_of(prose: Prose, words: str) -> list[Trigger]:
    """Every form of the verbs and nouns of a word list; none of a name ("United States", "the Claims Commission")."""
    table = forms_of(words)
    return [
        trigger(prose, i, table[word])
        for i, word in enumerate(prose.words.lower)
        if word in table and not is_name(prose, i)
    ]


def more(scene: Scene, t: Trigger) -> list[str]:
    """The rest: its verb group or article, the words about it, its clause."""
    prose = scene.prose
    signs = _verb(prose, t, t.group) if t.group else _noun(prose, t)
    signs += about(prose, t.at, NEAR)
    signs += _clause(prose, t)
    return signs


def subject_kind(prose: Prose, t: Trigger) -> str:
    """The kind of the word that the subject ends with."""
    return prose.words.kind[t.subject] if t.subject >= prose.sentence(t.at)[0] else START


def own(scene: Scene, t: Trigger) -> list[str]:
    """The signs of a trigger that are looked at first: its word, its form, its subject, the words beside it."""
    prose = scene.prose
    i, words = t.at, prose.words
    first, last = prose.sentence(i)
    kind = words.kind
    lemma, form = t.form.lemma, "n" if t.noun else t.form.form
    classes, cluster = "/".join(t.form.classes), words.cluster[i]
    subject = subject_kind(prose, t)
    before = kind[i - 1] if i > first else START
    after = kind[i + 1] if i + 1 < last else END
    second = kind[i + 2] if i + 2 < last else END
    signs = [
        "b",
        "L=" + lemma,
        f"LF={lemma}+{form}",
        "F=" + form,
        "C=" + classes,
        f"CF={classes}+{form}",
        "s=" + subject,
        f"sF={subject}+{form}",
        f"sL={subject}+{lemma}",
        "p=" + before,
        f"pF={before}+{form}",
        "n=" + after,
        f"nF={after}+{form}",
        f"Ln={lemma}+{after}",
        f"nn={after}+{second}",
        f"Lp={lemma}+{before}",
        "c=" + cluster,
        f"cF={cluster}+{form}",
        f"pFn={before}+{form}+{after}",
        f"pFCn={before}+{form}+{classes}+{after}",
        f"cs={cluster}+{subject}",
    ]
    lower = words.lower
    if "that" in lower[i + 1 : min(i + 1 + THAT, last)]:
        signs += ["that", "Fthat=" + form, "Lthat=" + lemma]
    if "by" in lower[i + 1 : min(i + 1 + BY, last)]:
        signs += ["by", "Fby=" + form]
    if i + 1 < last and lower[i + 1] == "of":
        signs += ["Fof=" + form, "Lof=" + lemma]
    if t.subject >= first:
        cluster = words.cluster[t.subject]
        signs += ["sc=" + cluster, f"scF={cluster}+{form}"]
    if "honor" in lower[max(first, i - _FAR) : i]:
        signs += ["honor", "Lhonor=" + lemma]
    return signs


def _verb(prose: Prose, t: Trigger, g: Group) -> list[str]:
    words, i = prose.words, t.at
    first, last = prose.sentence(i)
    lemma, form, classes = t.form.lemma, t.form.form, "/".join(t.form.classes)
    subject = subject_kind(prose, t)
    signs = [
        f"m={g.modal}+{form}",
        f"Lm={lemma}+{g.modal}",
        f"aux={form}{g.have:d}{g.be:d}{g.do:d}{g.to:d}{g.negated:d}",
        f"Caux={classes}{g.have:d}{g.be:d}{g.to:d}",
    ]
    if t.passive:
        by = "by" in words.lower[i + 1 : min(i + 1 + BY, last)]
        signs += ["passive", "Lpassive=" + lemma, "spassive=" + subject, f"bypassive={by:d}", "Cpassive=" + classes]
    if g.negated:
        signs += ["not", "Lnot=" + lemma, "Fnot=" + form]
    if g.to:
        to = g.start - 1
        before = words.plain[to] if to >= first else START
        signs += ["to=" + before, "Lto=" + lemma, "cto=" + (words.cluster[to] if to >= first else START)]
    if subject in _SELF:
        signs += [f"self={subject}+{form}+{g.modal}{g.have:d}", f"Lself={subject}+{lemma}"]
    return signs


def _noun(prose: Prose, t: Trigger) -> list[str]:
    words = prose.words
    first = prose.sentence(t.at)[0]
    lemma, classes = t.form.lemma, "/".join(t.form.classes)
    article = words.plain[t.start - 1] if t.start > first else START
    before = words.kind[t.start - 2] if t.start - 1 > first else START
    signs = ["d=" + article, f"dL={article}+{lemma}", f"dC={article}+{classes}", f"pd={before}+{article}"]
    for k in range(t.start - 1, max(first, t.start - 1 - NEAR) - 1, -1):
        if words.kind[k] == "-ed" or words.kind[k] == "-ing":
            signs += ["gov=" + words.plain[k], "cgov=" + words.cluster[k]]
            break
    return signs


def about(prose: Prose, i: int, near: int) -> list[str]:
    """The words on either side of a word: each with its kind and cluster by how far off it stands."""
    words = prose.words
    first, last = prose.sentence(i)
    plain, kind, cluster = words.plain, words.kind, words.cluster
    signs: list[str] = []
    for k, (of, kinds, clusters) in zip(range(i + 1, min(last, i + 1 + near)), _AFTER, strict=False):
        signs += (of[plain[k]], kinds[kind[k]], clusters[cluster[k]])
    for k, (of, kinds, clusters) in zip(range(i - 1, max(first, i - near) - 1, -1), _BEFORE, strict=False):
        signs += (of[plain[k]], kinds[kind[k]], clusters[cluster[k]])
    return signs


class Named(dict[str, str]):
    """Signs by their values, each made once."""

    def __init__(self, head: str) -> None:
        self.head = head

    def __missing__(self, value: str) -> str:
        if len(self) >= _FORMS:
            return self.head + value
        self[value] = sign = self.head + value
        return sign


# so many values of a sign are remembered
_FORMS = 1 << 15
_AFTER_WORD, _BEFORE_WORD = Named(">"), Named("<")
_AFTER, _BEFORE = (
    [(word, Named(f"{side}{off}k="), Named(f"{side}{min(off, _POSITIONED)}c=")) for off in range(1, FARTHEST + 1)]
    for side, word in ((">", _AFTER_WORD), ("<", _BEFORE_WORD))
)


def _clause(prose: Prose, t: Trigger) -> list[str]:
    words, i = prose.words, t.at
    first, _ = prose.sentence(i)
    a, b = prose.clause(i)
    form = "n" if t.noun else t.form.form
    opener = words.lower[a] if words.lower[a] in closed() else "x"
    told = prose.told[i]
    block = words.blocks[prose.block_of[prose.sentence_of[i]]][0]
    signs = [
        "o=" + opener,
        f"oF={opener}+{form}",
        f"first={a == first:d}{form}",
        f"told={told}",
        f"toldF={told}{form}",
        f"opens={first == block:d}",
    ]
    if prose.quoted[i]:
        signs += ["q", "Fq=" + form]
    before, after = words.kind[max(a, t.start - _FAR) : t.start], words.kind[t.start : min(b, t.start + _FAR)]
    signs += [f"<{k}{form}" for k in _TOLD_OF if k in before]
    signs += [f">{k}{form}" for k in _TOLD_OF if k in after]
    return signs


