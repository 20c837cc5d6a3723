"""Touching: what a decision is about, so that two people who decide about the same thing are told of each other."""

from functools import singledispatch

from dragoman.edition.decision import (
    AcceptFinding,
    AddEvidence,
    AddFinding,
    AskQuestion,
    CorrectFinding,
    DecisionBody,
    DropEvidence,
    DropHypothesis,
    DropSubject,
    GradeEvidence,
    GradePaper,
    JoinActors,
    JoinSubjects,
    MarkDisinformation,
    MarkOrigin,
    Quoted,
    RateEvidence,
    RejectFinding,
    RenameSubject,
    ResolveReference,
    SplitActor,
    StateHypothesis,
)

Key = tuple[str, ...]


def touched(body: DecisionBody) -> frozenset[Key]:
    """Keys of the things that a decision is about; two decisions are about the same when they share one."""
    return frozenset(_keys(body))


@singledispatch
def _keys(body: object) -> set[Key]:
    raise TypeError(f"nobody said what {type(body).__name__} is about")


@_keys.register(AcceptFinding)
@_keys.register(RejectFinding)
@_keys.register(AddFinding)
def _finding(body: AcceptFinding | RejectFinding | AddFinding) -> set[Key]:
    return _place(body.words, body.layer)


@_keys.register
def _(body: CorrectFinding) -> set[Key]:
    both = (body.words, body.corrected_words)
    return {key for words in both if words is not None for key in _place(words, body.layer)}


@_keys.register
def _(body: ResolveReference) -> set[Key]:
    return _place(body.words, "meaning of a reference")


@_keys.register
def _(body: AskQuestion) -> set[Key]:
    return {("question", body.question)}


@_keys.register(StateHypothesis)
@_keys.register(DropHypothesis)
def _hypothesis(body: StateHypothesis | DropHypothesis) -> set[Key]:
    return {("hypothesis", body.question, body.hypothesis)}


@_keys.register(AddEvidence)
@_keys.register(DropEvidence)
def _item(body: AddEvidence | DropEvidence) -> set[Key]:
    return {("item", body.question, body.item)}


@_keys.register
def _(body: RateEvidence) -> set[Key]:
    return {("rating", body.question, body.item, body.hypothesis)}


@_keys.register
def _(body: GradeEvidence) -> set[Key]:
    return {("grade", body.question, body.item)}


@_keys.register
def _(body: MarkOrigin) -> set[Key]:
    return {("origin", body.question, body.item)}


@_keys.register
def _(body: MarkDisinformation) -> set[Key]:
    return {(*key, body.question, body.item) for key in _place(body.words, "disinformation")}


@_keys.register
def _(body: GradePaper) -> set[Key]:
    return {("grade of a paper", body.document)}


@_keys.register
def _(body: JoinActors) -> set[Key]:
    return {("actor", name) for name in body.names}


@_keys.register
def _(body: SplitActor) -> set[Key]:
    return {("actor", body.name)}


@_keys.register(RenameSubject)
@_keys.register(DropSubject)
def _subject(body: RenameSubject | DropSubject) -> set[Key]:
    return {("subject", body.name)}


@_keys.register
def _(body: JoinSubjects) -> set[Key]:
    return {("subject", name) for name in body.names}


def _place(words: Quoted, layer: str) -> set[Key]:
    """Words of a paper: by where they stood, and, should one have seen another version, by what stands around them."""
    return {(layer, words.document, str(words.start)),
            (layer, words.document, words.quote, words.before, words.after)}
