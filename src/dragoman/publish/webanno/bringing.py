"""Bringing: decisions from files of Web Annotations into an archive."""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from dragoman.archive.journal import journal
from dragoman.edition.decision import AcceptFinding, AddFinding, CorrectFinding, DecisionBody
from dragoman.edition.problem import Problem
from dragoman.edition.sameness import identities
from dragoman.inquiries.merging import Brought, Merged, merge
from dragoman.publish.exporting import Seen
from dragoman.publish.webanno.annotation import NOT_TOLD, Claim, Entry
from dragoman.publish.webanno.reading import Parsed, parsed


class Taken(Struct, frozen=True):
    """What was brought in: the files that were read, the new entries, how many were known, how many findings are the
    readers' own or stand by a decision, and all that could not be taken.
    """

    files: int
    entered: tuple[int, ...]
    known: int
    passed: int
    problems: tuple[Problem, ...]


def bring(connection: sqlite3.Connection, sources: Sequence[str], seen: Seen = lambda what, count: None) -> Taken:
    """Enter the decisions that files tell. Each source, a file or a folder, is one journal; files that are named one by
    one are one together; `seen` is told of each as it is read.

    What hangs on decisions is not made anew by that, but by `archive.keeping.settle_decisions`.
    """
    problems: list[Problem] = []
    found = [parsed(source, problems, seen) for source in sources]
    merged: Merged = merge(connection, _journals(sources, found), [b for p in found for b in p.by_hand])
    claims = [claim for p in found for claim in p.claims]
    if claims:
        known = _decisions(connection)
        problems += (problem for claim in claims for problem in _against(claim, known))
    return Taken(sum(p.files for p in found), merged.entered, merged.known, sum(p.passed for p in found) + len(claims),
                 (*problems, *merged.problems))


def _journals(sources: Sequence[str], found: Sequence[Parsed]) -> list[list[Brought]]:
    """The entries of each folder, and those of all single files together, in the order in which they were entered."""
    alone: list[Entry] = []
    groups = []
    for source, said in zip(sources, found, strict=True):
        if Path(source).is_dir():
            groups.append(said.entries)
        else:
            alone += said.entries
    return [[e.brought for e in sorted(group, key=lambda e: e.order)] for group in (*groups, alone) if group]


def _decisions(connection: sqlite3.Connection) -> Mapping[str, DecisionBody | None]:
    """What each entry decides, by its identity."""
    every = {d.id: d for d in journal(connection)}
    return {identity: every[number].body for number, identity in identities(every.values()).items()}


def _against(claim: Claim, known: Mapping[str, DecisionBody | None]) -> list[Problem]:
    """What is wrong with a finding that says that a decision made it: the decision is not here, or says otherwise."""
    body = known.get(claim.decision.rpartition(":")[2])
    if not isinstance(body, AcceptFinding | AddFinding | CorrectFinding):
        return [Problem(claim.file, claim.place, "the decision that made it (dragoman:decidedBy) is not here; bring it "
                        "as well, or take that line out to state the finding by hand.")]
    words = body.corrected_words if isinstance(body, CorrectFinding) and body.corrected_words else body.words
    fields = body.corrected if isinstance(body, CorrectFinding) else body.body
    if (claim.layer, claim.exact, _plain(claim.fields)) != (body.layer, words.quote, _plain(fields)):
        return [Problem(claim.file, claim.place, "it was altered, and the decision that made it was not; to state it "
                        "as it is now, take the line dragoman:decidedBy out.")]
    return []


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What fields say, without what an export adds and what they leave open."""
    return {name: value for name, value in fields.items() if value is not None and name not in NOT_TOLD}
