"""A reference as a search found it, before overlaps are settled and names are put in."""

from collections.abc import Mapping

from msgspec import Struct, structs

from dragoman.edition.annotation import Annotation, Reference


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
        return Annotation("reference", self.start, self.end, structs.replace(body, sender=sender, recipient=recipient), self.rule)
