"""Here: what the parts of a paper's file are made with: the archive, pointers from the file, and who decided what."""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dragoman.archive.among import Among
from dragoman.archive.journal import about_paper
from dragoman.edition.annotation import Annotation
from dragoman.edition.decision import Decision
from dragoman.inquiries.judged import judged
from dragoman.publish.tei.pointers import Pointers, decider_name, reader_name


class Decided:
    """What people decided about one paper, or words of it."""

    def __init__(self, connection: sqlite3.Connection, name: str, decisions: Iterable[Decision]) -> None:
        self.decisions = tuple(decisions)
        self._of = {(f.annotation.layer, f.annotation.start, f.annotation.end, f.annotation.rule): f.decision
                    for f in judged(connection, name).findings if f.decision and f.verdict != "rejected"}

    def about(self, a: Annotation) -> Decision | None:
        """The last decision about a finding that stands."""
        return self._of.get((a.layer, a.start, a.end, a.rule))


class Here(NamedTuple):
    """The archive, pointers from one file, and what people decided about its papers, by their ids."""

    among: Among
    pointers: Pointers
    people: Mapping[str, Decided] = {}

    def decision(self, paper: str, a: Annotation) -> Decision | None:
        """The decision by which a finding of a paper is as it is, if there is one."""
        return self.people[paper].about(a) if paper in self.people else None

    def resp(self, paper: str, a: Annotation) -> str:
        """The pointer to who is responsible for a finding: the person who decided, or the reader that found it."""
        decision = self.decision(paper, a)
        return self.pointers.corpus(decider_name(decision.person) if decision else reader_name(a.layer))


def decided(connection: sqlite3.Connection, names: Iterable[str]) -> dict[str, Decided]:
    """What people decided about these papers, by their ids; those about which nobody did are left out."""
    found = ((name, about_paper(connection, name)) for name in names)
    return {name: Decided(connection, name, decisions) for name, decisions in found if decisions}
