"""Touching: what a decision is about, so that two people who decide about the same thing are told of each other.

A decision also rests on what it does not change: a rating on its hypothesis and its item being there. Who drops these
touches it; two ratings that rest on the same do not touch each other.
"""

from collections.abc import Callable, Iterable
from functools import singledispatch
from typing import Any

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
    MatchActor,
    Quoted,
    RateEvidence,
    RejectFinding,
    RenameSubject,
    ResolveReference,
    SplitActor,
    StateHypothesis,
)

Key = tuple[str, ...]


def touch(one: Iterable[DecisionBody], other: Iterable[DecisionBody]) -> bool:
    """Whether some decisions are about the same as some others, or about what these rest on."""
    one, other = tuple(one), tuple(other)
    changed, there = _all(touched, one), _all(touched, other)
    return not (changed.isdisjoint(there | _all(rested_on, other)) and there.isdisjoint(_all(rested_on, one)))


def touched(body: DecisionBody) -> frozenset[Key]:
    """Keys of the things that a decision is about."""
    return frozenset(_keys(body))


def rested_on(body: DecisionBody) -> frozenset[Key]:
    """Keys of the things that must be there for a decision to mean anything."""
    if isinstance(body, RateEvidence):
        return frozenset({_being("item", body.question, body.item),
                          _being("hypothesis", body.question, body.hypothesis)})
    if isinstance(body, GradeEvidence | MarkOrigin | MarkDisinformation):
        return frozenset({_being("item", body.question, body.item)})
    return frozenset()


def _all(keys: Callable[[DecisionBody], frozenset[Key]], bodies: Iterable[DecisionBody]) -> frozenset[Key]:
    return frozenset[Key]().union(*map(keys, bodies))


@singledispatch
def _keys(body: object) -> set[Key]:
    raise TypeError(f"nobody said what {type(body).__name__} is about")


@_keys.register(AcceptFinding)
@_keys.register(RejectFinding)
@_keys.register(AddFinding)
def _finding(body: AcceptFinding | RejectFinding | AddFinding) -> set[Key]:
    return _place(body.words, _told_of(body.layer, body.body))


@_keys.register
def _(body: CorrectFinding) -> set[Key]:
    both = (body.words, body.corrected_words)
    what = {_told_of(body.layer, fields) for fields in (body.body, body.corrected)}
    return {key for words in both if words is not None for layer in what for key in _place(words, layer)}


@_keys.register
def _(body: ResolveReference) -> set[Key]:
    return _place(body.words, "reference")      # who accepts or rejects the reference should know


@_keys.register
def _(body: AskQuestion) -> set[Key]:
    return {("question", body.question)}


@_keys.register
def _(body: StateHypothesis) -> set[Key]:
    return {("hypothesis", body.question, body.hypothesis)}


@_keys.register
def _(body: DropHypothesis) -> set[Key]:
    return {("hypothesis", body.question, body.hypothesis), _being("hypothesis", body.question, body.hypothesis)}


@_keys.register
def _(body: AddEvidence) -> set[Key]:
    return {("item", body.question, body.item)}


@_keys.register
def _(body: DropEvidence) -> set[Key]:
    return {("item", body.question, body.item), _being("item", body.question, body.item)}


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


@_keys.register
def _(body: MatchActor) -> set[Key]:
    return {("match", body.name, body.service)}


@_keys.register(RenameSubject)
@_keys.register(DropSubject)
def _subject(body: RenameSubject | DropSubject) -> set[Key]:
    return {("subject", body.name)}


@_keys.register
def _(body: JoinSubjects) -> set[Key]:
    return {("subject", name) for name in body.names}


def _being(what: str, question: str, key: str) -> Key:
    return (f"whether there is the {what}", question, key)


def _told_of(layer: str, fields: dict[str, Any]) -> str:
    """What a finding tells of: its layer; of a heading the field, for several stand at the same words."""
    return f"{layer} {fields.get('field')}" if layer == "heading" else layer


def _place(words: Quoted, layer: str) -> set[Key]:
    """Words of a paper: by where they stood, and, should one have seen another version, by what stands around them."""
    return {(layer, words.document, str(words.start)),
            (layer, words.document, words.quote, words.before, words.after)}
