"""Answer: the rows of an inquiry with what they rest on, in one line."""

from typing import Generic, TypeVar

from msgspec import Struct

Row = TypeVar("Row")


class Basis(Struct, frozen=True):
    """What an answer rests on. `looked` papers (or records) were looked at, `carried` of them had what was needed.

    `left` says why the others were left out and how many each time. `what` names what was looked at, in the plural.
    """

    method: str
    looked: int
    carried: int
    what: str = "papers"
    left: tuple[tuple[str, int], ...] = ()

    @property
    def line(self) -> str:
        """The basis in one line for people; nothing where nothing was asked yet."""
        if not self.looked:
            what = self.what.removesuffix(" stand")         # "99 of 101 entries stand", but "no entries"
            empty = f"This answer rests on nothing: the archive holds no {what} to answer it from."
            return f"{empty} {_closed(self.method)}".rstrip() if self.method else ""
        parts = [f"{self.carried:,} of {self.looked:,} {self.what}"]
        parts += [f"{count:,} {why}" for why, count in self.left if count]
        found = "; ".join(parts)
        empty = "" if self.carried else " This answer rests on nothing."
        return f"{self.method} {found}.{empty}"


class Answer(Struct, Generic[Row], frozen=True):
    """Some rows of an inquiry (those that a limit leaves), how many there are in `total`, and their basis."""

    rows: tuple[Row, ...]
    total: int
    basis: Basis


def _closed(method: str) -> str:
    """A method that says no counts after it: its last colon becomes a stop, and a heading of one word goes."""
    if not method.endswith(":"):
        return method
    told, stop, last = method.rpartition(". ")
    return f"{told}." if stop and " " not in last else f"{method[:-1]}."
