"""Judged: one paper with its findings as people left them, the decisions that do not fit it, and the journal's last
entry: what somebody sees who decides about it."""

import sqlite3
from collections.abc import Mapping, Sequence

from msgspec import Struct, structs

from dragoman.archive.intake import readings
from dragoman.archive.journal import about_paper, newest
from dragoman.archive.listing import paper
from dragoman.archive.transactions import snapshot
from dragoman.edition.annotation import LinkedReference, Span
from dragoman.edition.decision import Decision, ResolveReference, found_again
from dragoman.edition.judged import Judged, Unfit
from dragoman.edition.judged import judged as overlaid
from dragoman.edition.reading import Reading


class JudgedPaper(Struct, frozen=True):
    """A paper: `reading` as it is filed, with links; every finding with what people decided about it, in order.

    `unfit` are decisions that do not fit it, each with why; `last` is the newest entry of the journal, 0 if there is
    none, by which a decision tells what its maker saw.
    """

    reading: Reading
    findings: tuple[Judged, ...]
    unfit: tuple[tuple[Decision, str], ...]
    last: int


def judged(connection: sqlite3.Connection, name: str) -> JudgedPaper:
    """The paper of that id. Raises NoSuchDocument."""
    with snapshot(connection):
        last = newest(connection)
        reading = paper(connection, name)
        decided = about_paper(connection, name) if last else []
        if last:                    # it may be filed as a decision had it that was taken back since
            original = next(readings(connection, "WHERE d.name = ?", (name,), original=True)).annotations
        else:
            original = reading.annotations
    findings, unfit = overlaid(reading.document, original, decided)
    links = {(a.start, a.end): a.body for a in reading.annotations if isinstance(a.body, LinkedReference)}
    findings, unmeant = _meant([_linked(f, links) for f in findings], decided, reading.document.text)
    why_not = sorted([*unfit, *unmeant], key=lambda u: u.decision.id)
    return JudgedPaper(reading, findings, tuple((d, why) for d, why in why_not), last)


def _linked(finding: Judged, links: Mapping[Span, LinkedReference]) -> Judged:
    """A reference with what became of it, where the archive has looked it up."""
    a = finding.annotation
    if a.layer != "reference" or isinstance(a.body, LinkedReference):
        return finding
    known = links.get((a.start, a.end))
    if known is None:
        return finding
    found = {f: getattr(known, f) for f in ("status", "target", "missing", "relation", "candidates", "reason")}
    body = LinkedReference(**structs.asdict(a.body) | found)
    return structs.replace(finding, annotation=structs.replace(a, body=body))


def _meant(findings: Sequence[Judged], decided: Sequence[Decision],
           text: str) -> tuple[tuple[Judged, ...], list[Unfit]]:
    """The findings, each reference with the decision that says what it means, where that is the last about it."""
    found = list(findings)
    unfit: list[Unfit] = []
    for d in decided:
        if not isinstance(d.body, ResolveReference):
            continue
        span = found_again(d.body.words, text)
        if span is None:
            unfit.append(Unfit(d, f"its words are no longer in {d.body.words.document}"))
            continue
        here = [i for i, f in enumerate(found) if f.annotation.layer == "reference" and f.verdict != "rejected"
                and (f.annotation.start, f.annotation.end) == span]
        if not here:
            unfit.append(Unfit(d, "no reference stands at its words"))
        for i in here:
            before = found[i].decision
            if before is None or before.id < d.id:
                found[i] = structs.replace(found[i], decision=d)
    return tuple(found), unfit
