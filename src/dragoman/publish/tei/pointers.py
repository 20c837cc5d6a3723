"""Pointers: what each file of an export calls the other things: papers, actors, places, events, missing papers."""

from pathlib import PurePosixPath
from urllib.parse import quote

from dragoman.archive.among import Among
from dragoman.publish.tei.elements import name_of
from dragoman.publish.writing import file_of

CORPUS = "corpus.xml"
DRAGOMAN = "dragoman"


def path_of(identity: str) -> str:
    """The path of a paper's file in the folder."""
    path = file_of(identity, ".xml")
    return file_of(f"{identity}/", ".xml") if path.lower() == CORPUS else path


def paper_name(identity: str) -> str:
    """The xml:id under which a paper is listed in its file: "p.frus1936v03.d12"."""
    return f"p.{name_of(identity)}"


def finding_name(identity: str, ordinal: int) -> str:
    """The xml:id of a finding of a paper: "f.frus1936v03.d12.17"."""
    return f"f.{name_of(identity)}.{ordinal}"


def actor_name(address: str) -> str:
    """The xml:id of a person, office, power or body in the corpus file."""
    return f"actor.{name_of(address)}"


def place_name(label: str) -> str:
    """The xml:id of a place in the corpus file."""
    return f"place.{name_of(label)}"


def event_name(report: tuple[str, int]) -> str:
    """The xml:id of an event in the corpus file, by its first report."""
    return f"event.{name_of(report[0])}.{report[1]}"


def missing_name(identity: str) -> str:
    """The xml:id of a missing paper in the corpus file: "m.missing.1936-03-20.91.japan"."""
    return f"m.{name_of(identity)}"


def decider_name(person: str) -> str:
    """The xml:id of a person who decided something."""
    return f"decider.{name_of(person)}"


def reader_name(layer: str) -> str:
    """The xml:id of the reader that finds a layer."""
    return f"reader.{layer}"


def _quoted(path: str) -> str:
    """A path as a URI has it; letters of any script stay, as in IRIs."""
    return "".join(c if c.isalnum() or c in "/._-" else quote(c) for c in path)


class Pointers:
    """Pointers from one file of an export."""

    def __init__(self, among: Among, path: str) -> None:
        self._among, self._path = among, path
        self._up = "../" * path.count("/")

    def corpus(self, name: str) -> str:
        """To a thing in the corpus file."""
        return f"{self._up}{CORPUS}#{name}"

    def paper(self, identity: str) -> str:
        """To a paper; to an enclosure by its entry in the file of the paper that carries it."""
        carrier = self._among.paper(identity).carrier
        path = path_of(carrier)
        if path == self._path:
            return f"#{paper_name(identity)}"
        return self.file(path) + ("" if carrier == identity else f"#{paper_name(identity)}")

    def finding(self, identity: str, ordinal: int) -> str:
        """To a finding of a paper."""
        return f"{self.file(path_of(self._among.paper(identity).carrier))}#{finding_name(identity, ordinal)}"

    def file(self, path: str) -> str:
        """To another file of the export: as short as it can be."""
        folder = str(PurePosixPath(self._path).parent)
        if "/" in self._path and path.startswith(f"{folder}/"):
            return _quoted(path.removeprefix(f"{folder}/"))
        return _quoted(self._up + path)
