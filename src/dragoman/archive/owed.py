"""Owed: what somebody owes, and what became of it, as they are handed on from the papers to the table."""

from typing import NamedTuple

from msgspec import Struct

from dragoman.archive.replying import Replies, Sheet
from dragoman.resolution.mentions import Mention
from dragoman.resolution.parties import Who
from dragoman.resolution.replies import ENOUGH, Match, best_match

# how strongly a paper tells: by its words, by a note, as a whole, by handing the asking paper on; and
# that it names the other and does not tell
WORDS, NOTE, WHOLE, HANDED, SILENT = range(5)


class Duty(Struct, frozen=True):
    """What somebody owes, as the paper gives it: the finding (a directive, or the reference of a claim) and its words.

    `since` is the day from which it is owed; `claims` are the references by which the paper says that older ones,
    `rests` and `rests_missing`, are still to be answered; `told` are the answers that editors tell of in a note to
    these words: the mention, the paper or the record; `span` is where the words stand.
    """

    paper: Sheet
    ordinal: int
    words: str
    force: str
    asks: bool
    sure: float
    owing: Who
    asking: Who
    conditional: bool = False
    standing: bool = False
    due: str | None = None
    since: str | None = None
    claims: tuple[int, ...] = ()
    rests: tuple[int, ...] = ()
    rests_missing: tuple[int, ...] = ()
    told: tuple[tuple[Mention, int | None, int | None], ...] = ()
    span: tuple[int, int] = (0, 0)

    @property
    def open(self) -> bool:
        """Whether it is open as long as nothing is told: an answer is wanted, once, whatever happens."""
        return self.asks and not self.conditional and not self.standing


class Closing(NamedTuple):
    """What became of it: the state, its first day, the paper or record that closed it, the words that show it, why."""

    state: str
    closed: str | None
    by: int | None
    by_missing: int | None
    at: int | None                      # the paper in which the words stand that show it
    start: int | None
    end: int | None
    why: str


class Found(NamedTuple):
    """One way in which it was closed: its first day, how strongly that is told, and the closing."""

    day: str
    rank: int
    closing: Closing


def answered(day: str, paper: int, span: tuple[int, int], why: str) -> Closing:
    """A duty that a paper of a day answers; the words at a span of it show that."""
    return Closing("answered", day, paper, None, paper, *span, why)


def match(duty: Duty, paper: Sheet, replies: Replies, *, enough: float = ENOUGH) -> Match | None:
    """The sentence of a paper that has enough words in common with a duty."""
    return best_match(duty.words, replies.told(paper.id), replies.rare, enough=enough)
