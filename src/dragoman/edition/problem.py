"""Problem: what could not be read, said once, in one line."""

from msgspec import Struct


class Problem(Struct, frozen=True):
    """`file` as the user named it, `place` in it ("line 3", "page 2", "byte 14", or "" for the whole), a sentence."""

    file: str
    place: str
    sentence: str

    def line(self) -> str:
        """The one line that is shown: file, place, sentence."""
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: {self.sentence}"
