"""A reference as a search found it, before overlaps are settled and names are put in."""

from collections.abc import Mapping
from typing import cast

from msgspec import Struct, structs

from dragoman.edition.annotation import Annotation, Reference, ReferenceKind
from dragoman.readers.references.phrase import Member


class Draft(Struct, frozen=True):
    """A reference as found, before the overlaps are settled; `owned` if it was its owner and number that named it."""

    start: int
    end: int
    body: Reference
    rule: str
    owned: bool = False

    def weight(self) -> tuple[int, int]:
        """How much is known: facts first, then length."""
        body = self.body
        if body.kind == "enclosure" and body.number is None:                # what has a kind of its own stands first
            return -1, self.end - self.start
        return sum(x is not None for x in (body.number, body.date, body.sender, body.recipient)), self.end - self.start

    def annotation(self, names: Mapping[str, str]) -> Annotation:
        """The annotation; `names` are the writer's and addressee's own names, given in an enclosed paper."""
        body = self.body
        sender = names.get(body.sender or "", body.sender)
        recipient = names.get(body.recipient or "", body.recipient)
        body = structs.replace(body, sender=sender, recipient=recipient)
        return Annotation("reference", self.start, self.end, body, self.rule)


def reference(kind: str, member: Member, parties: tuple[str | None, str | None], *, day: str | None = None,
              paragraph: str | None = None, page: str | None = None) -> Reference:
    """The body for one paper of a phrase; `parties` are its sender and recipient, `day` stands where it gives none."""
    return Reference(cast(ReferenceKind, kind), member.number, member.date or day or None, *parties, time=member.time,
                     paragraph=paragraph, page=page)
