"""What each form of the workbench says, as decisions; the rules for them are those of `inquiries`."""

import re
from collections.abc import Mapping, Sequence
from sqlite3 import Connection
from typing import NamedTuple

from dragoman.edition.annotation import Span
from dragoman.edition.decision import (
    DecisionBody,
    DropSubject,
    JoinActors,
    JoinSubjects,
    RenameSubject,
    SplitActor,
)
from dragoman.edition.judged import Judged
from dragoman.errors import BadEntry, NoSuchFinding, ReadAnew
from dragoman.inquiries import deciding, posing
from dragoman.inquiries.about import subject_named
from dragoman.inquiries.actors import only_actor, portrait
from dragoman.inquiries.judged import JudgedPaper, judged
from dragoman.inquiries.questions import notebook
from dragoman.inquiries.quotation import standing
from dragoman.publish.pages import addresses
from dragoman.publish.pages.cards import gist
from dragoman.publish.pages.single import finding_of

Form = Mapping[str, str]
Pairs = Sequence[tuple[str, str]]
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})\Z", re.A)
SAW = "~"                      # between the key of a finding and what the person saw of it


class Decided(NamedTuple):
    """What a form comes to: the decisions to enter, where one is afterwards, and whether other pages hang on it."""

    bodies: Sequence[DecisionBody]
    to: str
    draws: bool = True


def verdict_in_paper(connection: Connection, form: Form, pairs: Pairs) -> Decided:
    """Accept or reject, from the card beside a passage."""
    for verdict in ("accept", "reject"):
        if verdict in form:
            key, _, seen = form[verdict].partition(SAW)
            paper = judged(connection, form.get("document", ""))
            found = _found(paper, key, seen)
            return Decided([_judge(paper, found, verdict)], addresses.document(form["document"], f"c-{key}"))
    raise BadEntry("Neither accept nor reject was chosen.")


def verdict(connection: Connection, form: Form, pairs: Pairs) -> Decided:
    """Accept or reject, from the page of a finding."""
    paper, found, key = _of(connection, form)
    if form.get("verdict") not in ("accept", "reject"):
        raise BadEntry("Neither accept nor reject was chosen.")
    return Decided([_judge(paper, found, form["verdict"])], addresses.document(form["document"], f"c-{key}"))


def correction(connection: Connection, form: Form, pairs: Pairs) -> Decided:
    """Other fields, or other words, in the place of a finding's."""
    paper, found, key = _of(connection, form)
    body = deciding.correct(paper, found, _fields(form), _words(paper, found, form.get("words", "")))
    return Decided([body], addresses.document(form["document"], f"c-{key}" if body.corrected_words is None else ""))


def addition(connection: Connection, form: Form, pairs: Pairs) -> Decided:
    """A finding that no reader made."""
    paper = judged(connection, form.get("document", ""))
    m = _SPAN.match(form.get("span", ""))
    if m is None:
        raise BadEntry("No words were chosen.")
    span = int(m[1]), int(m[2])
    fields = {name: value for name, value in _fields(form).items() if value}
    body = deciding.add(paper, form.get("layer", ""), span, fields)
    return Decided([body], addresses.passage(form["document"], *span))


def meaning(connection: Connection, form: Form, pairs: Pairs) -> Decided:
    """What a reference means."""
    paper, found, key = _of(connection, form)
    target = form.get("other") or form.get("target")
    body = deciding.resolve(connection, paper, found, form.get("status", ""), target)
    return Decided([body], addresses.document(form["document"], f"c-{key}"))


def grade(connection: Connection, form: Form, pairs: Pairs) -> Decided:
    """What a paper is worth as a source."""
    paper = judged(connection, form.get("document", ""))
    told = form.get("reliability", ""), form.get("credibility", "")
    body = posing.grading_paper(notebook(connection), paper.reading.document.id, told)
    return Decided([body], addresses.document(form["document"]), draws=False)


def join(connection: Connection, form: Form, pairs: Pairs) -> Decided:
    """Two actors are one."""
    names = tuple(only_actor(connection, form.get(field, "")).name for field in ("actor", "other"))
    if len(set(names)) < 2:
        raise BadEntry("These are one already.")
    return Decided([JoinActors(names)], addresses.actor(names[0]))


def split(connection: Connection, form: Form, pairs: Pairs) -> Decided:
    """Some names of an actor are another's."""
    found = portrait(connection, form.get("actor", ""))
    forms = tuple(value for name, value in pairs if name == "form")
    known = {f.name for f in found.forms}
    if not forms or not set(forms) <= known:
        raise BadEntry("No name was ticked that the actor has.")
    if set(forms) == known:
        raise BadEntry("All its names were ticked; some must stay.")
    return Decided([SplitActor(found.entry.id, forms)], addresses.actor(found.entry.id))


def about_subject(connection: Connection, form: Form, pairs: Pairs) -> Decided:
    """A subject is called otherwise, or joined with another, or none."""
    asked = subject_named(connection, form.get("subject", ""))
    if form.get("do") == "drop":
        return Decided([DropSubject(asked.name)], "/subjects", draws=False)
    bodies: list[DecisionBody] = []
    label = " ".join(form.get("label", "").split())
    if label and label != asked.label:
        bodies.append(RenameSubject(asked.name, label))
    if form.get("other"):
        other = subject_named(connection, form["other"])
        if other.name == asked.name:
            raise BadEntry("These are one already.")
        bodies.append(JoinSubjects((asked.name, other.name)))
    if not bodies:
        raise BadEntry("Neither name nor another subject was given.")
    return Decided(bodies, addresses.subject(asked.name), draws=False)


def question(connection: Connection, form: Form, pairs: Pairs) -> Decided:
    """A question is asked."""
    body = posing.asking(notebook(connection), form.get("question", ""), form.get("text", ""))
    return Decided([body], addresses.question(body.question), draws=False)


def hypothesis(connection: Connection, form: Form, pairs: Pairs) -> Decided:
    """A possible answer is stated, or dropped."""
    name = form.get("question", "")
    body = posing.stating(notebook(connection), name, form.get("hypothesis", ""), form.get("text", ""))
    return Decided([body], addresses.question(name), draws=False)


def evidence(connection: Connection, form: Form, pairs: Pairs) -> Decided:
    """Words of a paper become an item of evidence, or are dropped as one."""
    name = form.get("question", "")
    told = form.get("document", ""), form.get("words", ""), form.get("label", "")
    body = posing.entering(connection, notebook(connection), name, form.get("item", ""), told)
    return Decided([body], addresses.question(name), draws=False)


def item_grade(connection: Connection, form: Form, pairs: Pairs) -> Decided:
    """What an item is worth, and where it comes from."""
    name = form.get("question", "")
    told = form.get("reliability", ""), form.get("credibility", "")
    bodies = posing.grading(notebook(connection), name, form.get("item", ""), told, form.get("origin", ""))
    return Decided(bodies, addresses.question(name), draws=False)


def ratings(connection: Connection, form: Form, pairs: Pairs) -> Decided:
    """The cells of a matrix that were changed."""
    name = form.get("question", "")
    cells = []
    for field, now in form.items():
        if field.startswith("cell:"):
            _, column, item = field.split(":", 2)
            cells.append((item, form.get(f"hypothesis:{column}", ""), form.get(f"was:{column}:{item}", ""), now))
    return Decided(posing.rating(notebook(connection), name, cells), addresses.question(name), draws=False)


def _judge(paper: JudgedPaper, found: Judged, verdict: str) -> DecisionBody:
    return deciding.accept(paper, found) if verdict == "accept" else deciding.reject(paper, found)


def _of(connection: Connection, form: Form) -> tuple[JudgedPaper, Judged, str]:
    """The paper and the finding that a form is about, with its key."""
    paper = judged(connection, form.get("document", ""))
    key = form.get("key", "")
    return paper, _found(paper, key, form.get("saw", "")), key


def _found(paper: JudgedPaper, key: str, seen: str) -> Judged:
    """The finding of a key. Raises NoSuchFinding, and ReadAnew where it is another than the person saw.

    `seen` is `Card.seen`. A key counts findings of the same words, so it may have gone over to the next one.
    """
    place, _, saw = seen.partition(SAW)
    try:
        found = finding_of(paper, key)
    except NoSuchFinding:
        if not saw:
            raise
        moved = next((f for f in paper.findings if f.read and f"{f.read.start}-{f.read.end}" == place), None)
        stands = f"{gist(moved.annotation)}, of other words" if moved else "not found any more"
        raise ReadAnew(saw, stands, moved.decision if moved else None) from None
    a = found.annotation
    now = gist(a)
    if seen and (place != f"{a.start}-{a.end}" or saw.split() != now.split()):
        raise ReadAnew(saw, now if saw.split() != now.split() else f"{now}, elsewhere in the paper", found.decision)
    return found


def _fields(form: Form) -> dict[str, str]:
    return {name[2:]: value for name, value in form.items() if name.startswith("f-")}


def _words(paper: JudgedPaper, found: Judged, words: str) -> Span | None:
    """The span of the words that a correction gives, the nearest to the finding; None where they are the same."""
    a, text = found.annotation, paper.reading.document.text
    if not words or " ".join(words.split()) == " ".join(text[a.start:a.end].split()):
        return None
    places = standing(words, text)
    if not places:
        raise BadEntry("These words are not in the paper; copy them as they stand there.")
    return min(places, key=lambda span: abs(span[0] - a.start))
