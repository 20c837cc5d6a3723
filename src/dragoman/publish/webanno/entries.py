"""Entries: each decision of the journal as a Web Annotation, with its author, time, reason, and what it is about."""

from collections.abc import Mapping
from typing import Any

import msgspec

from dragoman.archive.journal import UNDO
from dragoman.edition.decision import (
    AddEvidence,
    AddFinding,
    Decision,
    DecisionBody,
    DropEvidence,
    DropHypothesis,
    GradeEvidence,
    GradePaper,
    JoinActors,
    JoinSubjects,
    MarkOrigin,
    MatchActor,
    Quoted,
    RateEvidence,
    ResolveReference,
    SplitActor,
    StateHypothesis,
    found_again,
)
from dragoman.inquiries.identifiers import is_iri
from dragoman.publish.webanno.findings import MOTIVATION, Node, selected
from dragoman.publish.webanno.naming import TERM, document_iri, iri, person

# why each kind of decision was made, in the words of the model
MOTIVATIONS = {
    "join-actors": "identifying", "split-actor": "identifying", "match-actor": "identifying",
    "rename-subject": "tagging",
    "join-subjects": "classifying", "drop-subject": "moderating", "ask-question": "questioning",
    "state-hypothesis": "replying", "drop-hypothesis": "moderating", "add-evidence": "linking",
    "drop-evidence": "moderating", "rate-evidence": "assessing", "grade-evidence": "assessing",
    "grade-paper": "assessing", "mark-origin": "assessing", "mark-disinformation": "assessing",
    "accept-finding": "moderating", "reject-finding": "moderating", "correct-finding": "editing",
    "resolve-reference": "linking", UNDO: "moderating"}


def paper_of(body: DecisionBody | None) -> str | None:
    """The id of the paper that a decision is about, by its words or as a whole; None where it is about none."""
    words = getattr(body, "words", None)
    return words.document if isinstance(words, Quoted) else body.document if isinstance(body, GradePaper) else None


def entry(d: Decision, known: Mapping[int, str], text: str | None = None) -> Node:
    """One entry; `known` are the identities of all, `text` is that of the paper whose words it is about, if it is here.
    """
    made: Node = {"id": iri("decision", known[d.id]), "type": "Annotation", "motivation": _motivation(d),
                  "creator": person(d.person), "created": d.made}
    body: Node = {"type": f"{TERM}Decision", f"{TERM}kind": d.kind}
    if d.body is not None:
        body[f"{TERM}decision"] = msgspec.to_builtins(d.body)
    bodies = [body]
    if d.why is not None:
        bodies.append({"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": d.why})
    if isinstance(d.body, ResolveReference) and d.body.target:
        bodies.append({"id": document_iri(d.body.target)})
    if isinstance(d.body, MatchActor) and d.body.identifier and is_iri(d.body.identifier):
        bodies.append({"id": d.body.identifier})
    made["body"] = bodies if len(bodies) > 1 else body
    made["target"] = _target(d, known, text)
    made[f"{TERM}entry"] = d.id
    if d.undoes is not None:
        made[f"{TERM}takesBack"] = iri("decision", known[d.undoes])
    if d.undone is not None:
        made[f"{TERM}takenBackBy"] = iri("decision", known[d.undone])
    return made


def _motivation(d: Decision) -> str:
    return MOTIVATION.get(d.body.layer, "describing") if isinstance(d.body, AddFinding) else MOTIVATIONS[d.kind]


def _target(d: Decision, known: Mapping[int, str], text: str | None) -> Any:
    """What an entry is about. Words are told by where they stand now, or, where they stand no longer, by themselves."""
    words = getattr(d.body, "words", None)
    if isinstance(words, Quoted):
        span = None if text is None else found_again(words, text)
        return selected(words.document, words.quote, words.before, words.after, span[0] if span else None)
    if d.undoes is not None:
        return iri("decision", known[d.undoes])
    return _named(d.body)


def _named(body: DecisionBody | None) -> Any:
    """The things by name that a decision is about."""
    if isinstance(body, JoinActors | JoinSubjects):
        kind = "actor" if isinstance(body, JoinActors) else "subject"
        return [iri(kind, name) for name in body.names]
    if isinstance(body, GradePaper):
        return document_iri(body.document)
    if isinstance(body, SplitActor | MatchActor):
        return iri("actor", body.name)
    if isinstance(body, StateHypothesis | DropHypothesis):
        return iri("hypothesis", body.question, body.hypothesis)
    if isinstance(body, AddEvidence | DropEvidence | GradeEvidence | MarkOrigin):
        return iri("evidence", body.question, body.item)
    if isinstance(body, RateEvidence):
        return [iri("evidence", body.question, body.item), iri("hypothesis", body.question, body.hypothesis)]
    question = getattr(body, "question", None)
    return iri("question", question) if question is not None else iri("subject", getattr(body, "name", ""))
