"""Identity: no two papers share an id, whatever files they come from."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from msgspec import structs

from dragoman.edition.problem import Problem
from dragoman.edition.reading import Reading


class Identities:
    """Gives every paper an id that no other has, file by file; `taken` are the ids that are given already.

    A paper whose id is taken is named after its folder as well ("1936.letter" for "letter" in the folder 1936); if
    that is taken too, it is numbered. Enclosures follow their carrier.
    """

    def __init__(self, taken: set[str]) -> None:
        self.taken = taken
        self._renamed: dict[str, str] = {}      # ids of one file's papers, old and new
        self._origin: str | None = None

    def free(self, wanted: str, carrier: str | None, origin: str) -> tuple[str, str | None]:
        """The id of a paper and that of its carrier; the papers of one file must come together."""
        if origin != self._origin:
            self._origin, self._renamed = origin, {}
        new = self._free(wanted, carrier, origin)
        self.taken.add(new)
        if new != wanted:
            self._renamed[wanted] = new
        return new, carrier and self._renamed.get(carrier, carrier)

    def _free(self, wanted: str, carrier: str | None, origin: str) -> str:
        if carrier in self._renamed:
            wanted = self._renamed[carrier] + wanted.removeprefix(carrier)
        if wanted not in self.taken:
            return wanted
        folder = PurePath(origin).parent.name
        if folder and f"{folder}.{wanted}" not in self.taken:
            return f"{folder}.{wanted}"
        number = 2
        while f"{wanted}-{number}" in self.taken:
            number += 1
        return f"{wanted}-{number}"


def distinct(items: Iterable[Reading | Problem]) -> Iterator[Reading | Problem]:
    """The same readings, in the same order, each under an id of its own."""
    identities = Identities(set())
    for item in items:
        if isinstance(item, Reading):
            d = item.document
            new, carrier = identities.free(d.id, d.enclosed_in, d.origin)
            if (new, carrier) != (d.id, d.enclosed_in):
                item = structs.replace(item, document=structs.replace(d, id=new, enclosed_in=carrier))
        yield item
