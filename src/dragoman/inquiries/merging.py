"""Merging: what was decided elsewhere enters the journal of an archive, each entry once, with its own person and time.

What the journal has already (the same person, second, decision and reason) is left. What is older than a decision that
stands here about the same thing is not entered, for in a journal the later entry counts; so two people who bring each
other's decisions come to the same, whoever is first. What is dated in days to come would win for ever: it is refused.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct, structs

from dragoman.archive.journal import UNDO, enter, journal, now
from dragoman.archive.transactions import transaction
from dragoman.edition.decision import AcceptFinding, AddFinding, Decision, DecisionBody
from dragoman.edition.problem import Problem
from dragoman.edition.sameness import content_of, identities
from dragoman.edition.touching import Key, rested_on, touched
from dragoman.errors import BadFinding, NoSuchDocument
from dragoman.inquiries.admitting import unfit
from dragoman.inquiries.deciding import stated, there
from dragoman.inquiries.judged import judged
from dragoman.inquiries.pointing import Pointer, span_of


class Brought(Struct, frozen=True):
    """An entry of another journal. `key` is its identity as others there name it, `takes_back` that of the entry that
    it takes back, `body` then is None; `made` is UTC, ISO 8601. `file` and `place` say where it was read.
    """

    key: str
    made: str
    person: str
    body: DecisionBody | None
    why: str | None
    takes_back: str | None
    file: str
    place: str


class ByHand(Struct, frozen=True):
    """A finding that a person states without a journal; `made` is None where nobody says when."""

    document: str
    layer: str
    fields: dict[str, str]
    pointer: Pointer
    person: str
    made: str | None
    why: str | None
    file: str
    place: str


class Merged(Struct, frozen=True):
    """What became of what was brought: the numbers of new entries, how many were known, and what could not be entered.
    """

    entered: tuple[int, ...]
    known: int
    problems: tuple[Problem, ...]


def merge(connection: sqlite3.Connection, journals: Iterable[Sequence[Brought]],
          by_hand: Sequence[ByHand] = ()) -> Merged:
    """Enter what other journals have, one after the other, each in its order, then what people stated by hand.

    All in one transaction: a kill leaves all of it or nothing.
    """
    with transaction(connection):
        found = [_Merging(connection).take(entries) for entries in journals]
        merging = _Merging(connection)
        for stated_there in by_hand:
            merging.state(stated_there)
        found.append(merging.merged())
    return Merged(tuple(n for m in found for n in m.entered), sum(m.known for m in found),
                  tuple(p for m in found for p in m.problems))


class _Merging:
    """The journal as it is while another is brought in."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        every = journal(connection)
        self._every = {d.id: d for d in every}
        self._numbers = {identity: number for number, identity in identities(every).items()}
        self._same: dict[str, list[int]] = defaultdict(list)        # content of an entry to the numbers of all such
        for d in every:
            if d.body is not None:
                self._same[content_of(d.body, d.made, d.person, d.why)].append(d.id)
        self._latest = _latest(d for d in every if d.undone is None and d.body is not None)
        self._taken_back = {d.undoes: d for d in every if d.undoes is not None}
        self._times: dict[str, int] = defaultdict(int)
        self._entered: list[int] = []
        self._known = 0
        self._problems: list[Problem] = []

    def merged(self) -> Merged:
        """What became of all that was brought so far."""
        return Merged(tuple(self._entered), self._known, tuple(self._problems))

    def take(self, entries: Sequence[Brought]) -> Merged:
        """Enter the entries of one journal that are not here."""
        here: dict[str, int | None] = {}
        seen: dict[str, Brought] = {}
        withdrawn = {b.takes_back for b in entries if b.takes_back is not None}
        for b in entries:
            plain = structs.replace(b, file="", place="")
            if seen.setdefault(b.key, plain) == plain and b.key in here:
                continue            # the same page was read twice
            number = self._undo(b, here) if b.body is None else self._one(b, b.body, stands=b.key not in withdrawn)
            here[b.key] = number
        return self.merged()

    def state(self, b: ByHand) -> None:
        """Enter a finding that was stated by hand; one that a reader has as well is accepted."""
        try:
            paper = judged(self._connection, b.document)
            span = span_of(paper.reading.document, b.pointer)
            body = stated(paper.reading.document, b.layer, span, b.fields)
        except (BadFinding, NoSuchDocument) as error:
            self._tell(b, str(error).removesuffix(" Nothing was entered."))
            return
        accepted = AcceptFinding(body.words, body.layer, body.body)
        if any(self._is_known(b, known) for known in (body, accepted)):
            self._known += 1
            return
        decided: DecisionBody = accepted if there(paper, body, span) else body
        brought = Brought("", b.made or now(), b.person, decided, b.why, None, b.file, b.place)
        self._one(brought, decided, stands=True)

    def _is_known(self, b: ByHand, body: AddFinding | AcceptFinding) -> bool:
        """Whether the person decided this before: at that second, or, where no time is told, ever."""
        if b.made is not None:
            return bool(self._same.get(content_of(body, b.made, b.person, b.why)))
        return any((d.person, d.body, d.why) == (b.person, body, b.why) for d in self._every.values())

    def _one(self, b: Brought, body: DecisionBody, *, stands: bool) -> int | None:
        """The number of a decision here, entered now if it was not; None where it cannot be."""
        content = content_of(body, b.made, b.person, b.why)
        which = self._times[content]
        self._times[content] += 1
        if which < len(self._same[content]):
            self._known += 1
            return self._same[content][which]
        if self._is_unfit(b):
            return None
        later = self._later(b, body) if stands else None
        if later is not None:
            what = f"{later.kind.replace('-', ' ')}, entry {later.id} of {later.made[:10]}"
            self._tell(b, f"{later.person} decided later about the same ({what}); this decision of {b.person}, of "
                          f"{b.made[:10]}, was not entered.")
            return None
        number = enter(self._connection, body, person=b.person, made=b.made, why=b.why)
        self._same[content].append(number)
        self._every[number] = Decision(number, b.made, b.person, str(body.__struct_config__.tag), body, b.why)
        self._entered.append(number)
        return number

    def _undo(self, b: Brought, here: dict[str, int | None]) -> int | None:
        """The number of an entry that takes another back."""
        number = here.get(b.takes_back or "") or self._numbers.get(b.takes_back or "")
        if number is None or self._every[number].body is None:
            self._tell(b, "it takes back a decision that is neither here nor in what was brought.")
            return None
        before = self._taken_back.get(number)
        if before is not None:
            if (before.made, before.person, before.why) == (b.made, b.person, b.why):
                self._known += 1
            else:
                self._tell(b, f"it takes back decision {number}, which {before.person} took back already (entry "
                              f"{before.id}).")
            return before.id
        if self._is_unfit(b):
            return None
        entered = enter(self._connection, None, person=b.person, made=b.made, why=b.why, undoes=number)
        undo = Decision(entered, b.made, b.person, UNDO, None, b.why, number)
        self._taken_back[number] = self._every[entered] = undo
        self._entered.append(entered)
        return entered

    def _later(self, b: Brought, body: DecisionBody) -> Decision | None:
        """The latest decision that stood here before and is about the same thing, if it is later than one brought.

        Of two in one second that of the person whose name comes later in the alphabet is the later one, everywhere.
        """
        touching, resting = self._latest
        mine, under = touched(body), rested_on(body)
        found = [*(touching.get(k) for k in mine | under), *(resting.get(k) for k in mine)]
        later = [d for d in found if d is not None and (d.made, d.person) > (b.made, b.person)]
        return max(later, key=lambda d: d.id, default=None)

    def _is_unfit(self, b: Brought) -> bool:
        """Whether who decided, when or why is such that it cannot be entered; it is told then."""
        why = unfit(b.person, b.made, b.why)
        if why:
            self._tell(b, why)
        return why is not None

    def _tell(self, b: Brought | ByHand, sentence: str) -> None:
        self._problems.append(Problem(b.file, b.place, sentence))


def _latest(entries: Iterable[Decision]) -> tuple[dict[Key, Decision], dict[Key, Decision]]:
    """For each thing the decision that was made last about it, and the last that rests on it."""
    touching: dict[Key, Decision] = {}
    resting: dict[Key, Decision] = {}
    for d in entries:
        if d.body is not None:
            for keys, latest in ((touched(d.body), touching), (rested_on(d.body), resting)):
                for key in keys:
                    if key not in latest or (latest[key].made, latest[key].person) <= (d.made, d.person):
                        latest[key] = d
    return touching, resting
