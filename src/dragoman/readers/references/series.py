"""Papers named by a series and a number: "NSSM 24", "Secto 12", "F. O. No. 918", "file No. 822.6/17", "doc. S/52"."""

import re
from collections.abc import Iterator
from typing import cast

from dragoman.edition.annotation import Reference, ReferenceKind
from dragoman.lexicon import any_of, lexicon
from dragoman.lexicon.concordance import either_case, led
from dragoman.readers.references.draft import Draft
from dragoman.readers.references.parties import PARTY, party_of
from dragoman.readers.references.phrase import Text, date_after, day_of
from dragoman.readers.references.traffic import Traffic

_KINDS: dict[str, str] = lexicon("references")["series"]

# "NSSM 24", "NSC 68/2", "NIE 11-3-65", "Secto 12"
SERIES = led(rf"""
    \b(?P<series>{any_of(_KINDS)})s?(?:[ ]|[-–]|[ ](?:[Nn]o\.|\#)[ ]?)
    (?P<number>\d{{1,5}}(?:[-–/.][A-Z\d]{{1,5}}){{0,3}})\b""",
    (*_KINDS, *(f"{kind}s" for kind in _KINDS)), re.VERBOSE)
# "(F. O. No. 918)": an office's initials and its number
INITIALS = re.compile(r"\((?:[A-Z]\.[ ]?){1,3}[Nn]os?\.[ ](?P<number>[0-9]{1,5})\)")
# "The embassy at once replied (F. O. No. 9)": who wrote what stands in parentheses
REPLIED = re.compile(rf"""
    \b(?P<who>I|we|{PARTY})(?:[ ]at[ ]once|[ ]then|[ ]again|[ ]also)?[ ](?:replied|wrote|answered|asked|inquired)
    (?:[ ]at[ ]once|[ ]again)?[ ]$""", re.VERBOSE)
# "file No. 822.61334/178", "File No. 5315/12–13"
FILE = led(r"\b[Ff]iles?,? [Nn]os?\. ?(?P<number>\d[\d.]{0,14}(?:[\w.]{0,9})?(?:/[\w–-]{1,12})?)(?<!\.)",
           either_case("file", "files"))
# "U.N. doc. S/5488", "document A/RES/1234", "documents C/Col Per/14"
SYMBOL = led(r"""
    \b(?:U\.?[ ]?N\.?[ ])?[Dd]oc(?:ument|uments|s?\.)[ ]
    (?P<number>[A-Z]{1,8}\.?(?:[ /][A-Z][\w.]{0,8}){0,3}/[\w.]{1,12}(?:/[\w.]{1,12})?)(?<!\.)""",
    ("U", "UN", *either_case("doc", "docs", "document", "documents")), re.VERBOSE)
# "document 12 of March 12": by number and day
DOCUMENT = led(r"\b[Dd]ocument (?:[Nn]o\. ?)?(?P<number>\d{1,4})(?= (?:of|dated) )", either_case("document"))


def series(source: Text, traffic: Traffic) -> Iterator[Draft]:
    """Papers by the number that they bear in a series."""
    text = source.text
    for m in SERIES.finditer(text):
        yield _numbered(source, m, _KINDS[m["series"]])
    for m in INITIALS.finditer(text):
        kind = "note" if m[0].startswith(("(F. O.", "(F.O.")) else traffic.own
        who = REPLIED.search(text, max(0, m.start() - 80), m.start())
        sender = party_of(who["who"]) if who else None
        yield Draft(m.start() + 1, m.end() - 1, Reference(cast(ReferenceKind, kind), m["number"], None, sender), _RULE)
    for m in FILE.finditer(text):
        if text[m.start() - 1:m.start()] not in _ABOVE:                    # else the paper's own mark above it
            yield _numbered(source, m, "other")
    for m in SYMBOL.finditer(text):
        yield _numbered(source, m, "other")
    for m in DOCUMENT.finditer(text):
        if date_after(source, m.end()):
            yield _numbered(source, m, "other")


_ABOVE = ("", "\n", "[")
_RULE = "a paper by its number in a series"


def _numbered(source: Text, m: re.Match[str], kind: str) -> Draft:
    """The paper that a match names, with the day that follows."""
    found = date_after(source, m.end())
    day = day_of(found[1]) if found else ""
    body = Reference(cast(ReferenceKind, kind), m["number"], day or None)
    return Draft(m.start(), found[0] if found else m.end(), body, _RULE)
