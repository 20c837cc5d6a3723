"""Citation: what the record knows of a paper that a footnote or a bibliography needs, each value on one line.

The path of the paper's file is not part of it: it tells a reader nothing, and tells strangers of somebody's folders.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePosixPath

from msgspec import Struct, structs

from dragoman.archive.listing import Leaf
from dragoman.edition.annotation import Apparatus
from dragoman.edition.dates import parse
from dragoman.edition.docket import Party
from dragoman.edition.reading import Reading

# what separates words: line ends of every sort and control characters; marks that turn the direction of writing are
# left out, because they reorder what stands after them in somebody else's page
_BREAKS = frozenset(("Cc", "Zl", "Zp", "Zs"))
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
# "frus1936v03/d12", "frus1936v03/d2/1": a document of a volume, and an enclosure of one
_NUMBERED = re.compile(r".+?/d(?P<document>\d+[a-z]?)(?P<enclosures>(?:/[\w.-]+)*)", re.A)
# "..., 1976., pp. 54-58."
_PAGES = re.compile(r"[\s,.;:]*\b[Pp]{1,2}\.\s*(?P<first>\d{1,5})(?:\s?[-–—]\s?(?P<last>\d{1,5}))?\s*\.?$", re.A)
# "T. 20.", "vol. 3", "Bd. 2": a volume of an edition
_VOLUME = re.compile(r"\b(?:[Vv]ols?|[Tt]|[Tt]ome|[Bb]d|[Bb]and)\.? ?(?:\d+|[IVXLC]+)\b", re.A)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", re.A)
# "... of the USSR; - M.: Politizdat, 1976", "T. 20. - M.: ...": how a library's card parts its fields; not "January -
# December"
_CARD = re.compile(r" ?[;.,] ?[-–—] (?=\S)")
# "National Archives, RG 59", "House Papers", "f. 059, op. 1": a paper's place in an archive, whatever else is printed
_ARCHIVE = re.compile(r"\b(?:[Aa]rchives?|[Pp]apers|[Ll]ibrary|Record Group|RG|[Ll]ot [Ff]iles?|[Cc]entral [Ff]iles?"
                      r"|[Ff]ond|[Bb]ox|[Oo]p\. ?\d)\b")
_RANGE = re.compile(r"(?P<first>\w+)\s*[-–—]+\s*(?P<last>\w+)")


class Citation(Struct, frozen=True):
    """A paper as it can be cited. `date` is EDTF.

    `source` is where the heading says that the paper is kept (a file number, an archive), as it stands there; `within`
    what it is printed in: the edition that the heading names, the volume, or the collection. `document` is its number
    in that volume, `enclosures` its place among those of its carrier, `pages` its first and last page.
    """

    id: str
    kind: str = "other"
    title: str | None = None
    number: str | None = None
    date: str | None = None
    time: str | None = None
    place: str | None = None
    sender: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    participants: tuple[Party, ...] = ()
    subject: str | None = None
    source: str | None = None
    within: str = ""
    document: str | None = None
    enclosures: tuple[str, ...] = ()
    enclosed_in: str | None = None
    pages: tuple[str, ...] = ()
    language: str | None = None
    address: str | None = None


def citation_of(reading: Reading, *, collection: str, pages: Sequence[str] = (), volume: str | None = None,
                address: str | None = None) -> Citation:
    """The citation of a paper as its heading and its file tell it.

    `volume` is the printed title of the volume, if it is known; `pages` are the paper's own, else those that the
    heading or the file's page breaks tell; `address` is a permanent address of the paper, if it has one.
    """
    d = reading.document
    leaf = Leaf(d.id, reading.docket(), collection, tuple(pages), d.form, d.language, d.enclosed_in)
    return _citation(leaf, volume, address, lambda: _broken(reading))


def citation_from(leaf: Leaf, volume: str | None = None) -> Citation:
    """The citation of a paper as the archive has it; `volume` as in `citation_of`."""
    return _citation(leaf, volume, None, tuple)


def _citation(leaf: Leaf, volume: str | None, address: str | None,
              broken: Callable[[], Sequence[str]]) -> Citation:
    """The citation; `broken` are the pages by the page breaks in the text, where nothing else tells them."""
    docket = leaf.docket
    edition, printed = (None, ()) if docket.source is None or volume else _edition(docket.source)
    numbered = _NUMBERED.fullmatch(leaf.id) if leaf.form == "tei" else None
    return cleaned(Citation(
        leaf.id, docket.kind, docket.title, docket.number, docket.date, docket.time, docket.place, docket.sender,
        docket.recipient, docket.participants, docket.subject,
        source=None if edition else docket.source, within=volume or edition or PurePosixPath(leaf.collection).name,
        document=numbered["document"] if numbered and not edition else None,
        enclosures=_enclosures(numbered["enclosures"]) if numbered else (),
        enclosed_in=leaf.enclosed_in, pages=_ends(leaf.pages) or printed or _ends(broken()),
        language=leaf.language, address=address))


def cleaned(c: Citation) -> Citation:
    """The citation with every value on one line and without what has no words; a date that is none is left out."""
    values = {field: _cleaned(getattr(c, field)) for field in c.__struct_fields__}
    values |= {field: values[field] or "" for field in ("id", "within")} | {"kind": values["kind"] or "other"}
    if values["date"] and parse(str(values["date"])) is None:
        values["date"] = None
    return structs.replace(c, **values)


def _cleaned(value: str | Party | tuple[str | Party, ...] | None) -> object:
    if isinstance(value, str):
        return line(value) or None
    if isinstance(value, Party):
        party = Party(_cleaned(value.name), _cleaned(value.office))    # type: ignore[arg-type]
        return party if party.name or party.office else None
    if isinstance(value, tuple):
        return tuple(each for v in value if (each := _cleaned(v)) is not None)
    return None


def line(text: str) -> str:
    """The words of a text on one line, without control characters; what cannot be written as UTF-8 is "\ufffd"."""
    if text.isprintable():                              # nearly all are; no marks of direction among them
        return " ".join(text.split())
    kept = (" " if unicodedata.category(c) in _BREAKS else "\ufffd" if "\ud800" <= c <= "\udfff" else c
            for c in text if c not in _TURNS)
    return " ".join("".join(kept).split())


def _enclosures(path: str) -> tuple[str, ...]:
    """The numbers of enclosures, the outermost first: "1" for "/1" and for "/d2a1"."""
    return tuple(re.sub(r"^d\d+a(?=\d+$)", "", part) for part in path.split("/")[1:])


def _edition(source: str) -> tuple[str | None, tuple[str, ...]]:
    """The edition that a source line names, without the pages at its end, and the pages; (None, ()) for an archive.

    "Documents of foreign policy of the USSR. T. 20. ... - M.: Politizdat, 1976., pp. 54-58."
    """
    said = line(source)
    pages = _PAGES.search(said)
    if _ARCHIVE.search(said) or not _YEAR.search(said) or not (pages or _VOLUME.search(said)):
        return None, ()
    if pages is None:
        return _CARD.sub(", ", said), ()
    return _CARD.sub(", ", said[:pages.start()]), tuple(filter(None, (pages["first"], pages["last"])))


def _broken(reading: Reading) -> list[str]:
    """The pages that a paper is on by the page breaks in its text; the page before the first break is counted back.

    Where no break stands inside the paper, or its pages have no plain numbers, only what is marked is told.
    """
    text, document = reading.document.text, reading.document
    marked = {(m.start, m.value) for m in document.markup if m.tag == "pb"}
    marked |= {(a.start, a.body.label) for a in reading.annotations
               if isinstance(a.body, Apparatus) and a.body.kind == "page"}
    breaks = sorted((start, label) for start, label in marked if label and start < len(text))
    labels = [label for _, label in breaks]
    if breaks and breaks[0][0] > 0 and re.fullmatch(r"[1-9]\d{0,4}", labels[0], re.A) and labels[0] != "1":
        labels.insert(0, str(int(labels[0]) - 1))
    return labels


def _ends(pages: Iterable[str]) -> tuple[str, ...]:
    """The first and the last of some pages; one where they are the same. "54-58" is two."""
    found = [page for label in pages if (page := line(label))]
    if not found:
        return ()
    first, last = _RANGE.fullmatch(found[0]), _RANGE.fullmatch(found[-1])
    ends = first["first"] if first else found[0], last["last"] if last else found[-1]
    return ends if ends[0] != ends[1] else ends[:1]
