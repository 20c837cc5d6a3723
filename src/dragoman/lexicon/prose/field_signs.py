"""Signs for what a finding is like, once it is found: every word of its range, and the verb that governs it."""

from collections.abc import Iterable

from dragoman.lexicon.prose import Prose, Range
from dragoman.lexicon.prose.clause_signs import GRAMMAR, marks
from dragoman.lexicon.prose.context import group_of
from dragoman.lexicon.prose.signs import START, Trigger
from dragoman.lexicon.prose.verbs import forms_of
from dragoman.lexicon.prose.words import closed

# words looked back over for a governing verb
_BACK = 14
# words of a range that are looked at
_LONGEST = 150
_FIRST = "u1=jw="


def field_signs(prose: Prose, t: Trigger, of: Range) -> list[str]:
    """What speaks for the fields of a finding: act, force, certainty, type, modality."""
    plain, table, known = prose.words.plain, closed(), marks()
    signs: dict[str, None] = {}     # as they are met, each once: the sum of their weights must not hang on an order
    first_mark = ""
    for k in range(of[0], min(of[1], of[0] + _LONGEST)):
        word = plain[k]
        signs["u=" + word] = None
        for mark in known.get(word, ()):
            if mark.startswith("jw"):
                signs["u" + mark] = None
                first_mark = first_mark or mark
        sort = table.get(word)
        if sort in GRAMMAR:
            signs[f"u{sort}"] = None
            if sort in ("modal", "neg") and k + 1 < of[1]:
                signs[f"uu={word}_{plain[k + 1]}"] = None
        if k + 1 < of[1] and sort == "neg":
            signs["un=" + prose.words.cluster[k + 1]] = None
    signs["u1=" + first_mark] = None
    return [*signs, *_governing(prose, t)]


def first_mark(signs: Iterable[str]) -> list[str]:
    """The certainty of which the first word of likelihood in a range is a sign, if there is one."""
    return [sign.removeprefix(_FIRST) for sign in signs if sign.startswith(_FIRST)]


def _governing(prose: Prose, t: Trigger) -> list[str]:
    """The verb before the finding in its sentence: "proposed | to send", "asked that | they release"."""
    first = prose.sentence(t.at)[0]
    lower = prose.words.lower
    for k in range(t.start - 1, max(first, t.start - _BACK) - 1, -1):
        word = lower[k]
        forms = forms_of("speech").get(word) or forms_of("deeds").get(word) or forms_of("judging").get(word)
        if forms and any(f.form != "noun" for f in forms):
            form = next(f for f in forms if f.form != "noun")
            g = group_of(prose.words, k, first)
            between = lower[k + 1] if k + 1 < t.start else ""
            return [
                "g=" + form.lemma,
                f"gf={form.lemma}+{form.form}",
                f"gm={g.modal}{g.to:d}{form.form}",
                f"gc={prose.words.cluster[k]}",
                f"gb={between}",
                f"gx={prose.clause_of[k] == prose.clause_of[t.at]:d}{form.form}",
            ]
        if closed().get(word) == "modal":
            return ["g=" + word, "gmodal"]
    return ["g=" + START]
