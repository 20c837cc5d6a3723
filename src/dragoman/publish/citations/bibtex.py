"""BibTeX: an @misc entry, which BibTeX and biblatex both print (biblatex's @letter is another name for it).

`date` is for biblatex, `year` and `month` are for BibTeX. Braces of the paper become words of LaTeX: BibTeX counts a
brace even behind a backslash, so that one alone would swallow the rest of the file.
"""

import re
import unicodedata
from collections.abc import Iterator
from hashlib import blake2s

from dragoman.edition.docket import Party
from dragoman.publish.citations.citation import Citation, cleaned
from dragoman.publish.citations.days import Point, in_words, point
from dragoman.publish.citations.wording import (
    address_of,
    capital,
    heading,
    kind_and_number,
    kind_words,
    name_of,
    numbered,
    remarks,
)

_ESCAPES = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}",
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_"})
# the months as every BibTeX style knows them
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PLAIN_WORD = re.compile(r"[A-Za-z0-9.]+")
# "frus1936v03/d12": an id that a key can say as it is, with ":" for "/"
_PLAIN_ID = re.compile(r"[A-Za-z0-9.-]+(?:/[A-Za-z0-9.-]+)*", re.A)


def bibtex(citation: Citation) -> str:
    """The entry, with a line end after it."""
    c = cleaned(citation)
    lines = [f"  {field} = {value}," for field, value in _fields(c)]
    return "\n".join([f"@misc{{{key_of(citation.id)},", *lines, "}"]) + "\n"


def key_of(identity: str) -> str:
    """The key of a paper's entry: its id in plain letters; where that says less than the id, its digest follows."""
    if _PLAIN_ID.fullmatch(identity):
        return identity.replace("/", ":")
    plain = unicodedata.normalize("NFKD", identity).encode("ascii", "ignore").decode()
    words = "-".join(_PLAIN_WORD.findall(plain)) or "paper"
    return f"{words}_{blake2s(identity.encode('utf-8', 'surrogatepass'), digest_size=6).hexdigest()}"


def escaped(text: str) -> str:
    """The words with everything that LaTeX or BibTeX would take for a command made a letter."""
    return text.translate(_ESCAPES)


def _fields(c: Citation) -> Iterator[tuple[str, str]]:
    """Each field that has something to say, in its braces."""
    number = kind_and_number(c) if c.number else ""
    within = ", ".join(filter(None, (c.within, numbered(c))))
    note = [*filter(None, (capital(number), c.source)), *remarks(c)]
    if c.sender:
        yield "author", f"{{{' and '.join(_name(p) for p in c.sender)}}}"
    yield "title", f"{{{{{escaped(heading(c))}}}}}"     # twice: capitals of names and offices stay
    if c.recipient:
        yield "recipient", f"{{{' and '.join(_name(p) for p in c.recipient)}}}"
    yield from _dates(c)
    for field, value in (("type", kind_words(c)), ("number", c.number), ("howpublished", within and f"In {within}"),
                         ("pages", "--".join(c.pages)), ("address", c.place), ("language", c.language),
                         ("note", "; ".join(note))):
        if value:
            yield field, f"{{{escaped(value)}}}"
    if address := address_of(c):
        yield "url", f"{{{address}}}"                    # printed as it stands; braces are escaped in it already


def _dates(c: Citation) -> Iterator[tuple[str, str]]:
    words, one = in_words(c.date), point(c.date)
    if words is None or c.date is None:
        return
    if c.date[0] not in "[{":
        yield "date", f"{{{c.date}}}"                    # biblatex reads EDTF, but no sets
    yield "year", f"{{{_year(one, words)}}}"
    if one and one.exact and one.month and one.month <= 12:
        yield "month", _MONTHS[one.month - 1]


def _year(one: Point | None, words: str) -> str:
    return str(int(one.year)) if one and one.exact else escaped(words)


def _name(party: Party) -> str:
    """"{Secretary of State}", or "{Stomonyakov}, {B.}": an "and" or a comma inside braces parts nothing."""
    name = name_of(party)
    words = (name.family, name.given) if name.family else (name.literal,)
    return ", ".join(f"{{{escaped(word)}}}" for word in words if word)
