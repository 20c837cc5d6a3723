"""Offices: what a person is, by the words beside the name or an editor's note bound to it, with the years held."""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import structs

from dragoman.edition.annotation import Annotation, Apparatus
from dragoman.edition.document import Note
from dragoman.readers.names.gazetteer import listed
from dragoman.readers.names.mention import Mention, either, verbose

_CORE = either({*listed("titles", "office_nouns"), *(n[0].upper() + n[1:] for n in listed("titles", "office_nouns"))})
_BEGIN = (
    r"(?:(?:who[ ](?:is|was)|formerly|former|late|lately|the|then|our|now|new|acting|"
    r"Acting|Former|Formerly|Late|Then)[ ])*"
)
# ", formerly Consul General at Hankow.", ", United States consul at Marseilles, dated": the noun of the office is in it
AFTER = verbose(rf"""
    (?:,[ ]?|[ ]\(){_BEGIN}(?P<office>(?:[\w’'.&-]+[ ]){{0,4}}?{_CORE}(?![\w-])
    (?:[ \-][\w’'&-]+|[ ](?:U|N|S)\.){{0,12}})""")
# "the Japanese Foreign Minister, Mr. Arita"
BEFORE = verbose(
    rf"[Tt]he[ ](?P<office>(?:[A-Z][\w’'-]+[ ]){{0,4}}{_CORE}"
    rf"(?:[ ](?:of|for|at|in|to)[ ](?:the[ ])?[\w ]{{3,40}})?),[ ]\Z"
)
# "[8] Ambassador of Japan to the USSR in 1932-1936.": a note that is an office, with its years or without
NOTE = verbose(rf"""
    \[?[\w*†‡]{{1,3}}[ ]?[\]).]?[ ]*{_BEGIN}(?P<office>(?:[\w’'&-]+[ ]){{0,4}}?{_CORE}(?![\w-])[^.;:\n]{{0,90}}?)
    (?:,?[ ](?:in|from|during|between)?[ ]?(?P<first>1[5-9]\d\d|20\d\d)
      (?:[ ]?(?:-|–|—|to|until|and)[ ]?(?P<last>\d{{4}}|\d\d(?!\d)))?)?
    [ ]?(?:[.;]|$)""")
_ENDS = re.compile(
    r" (?:dated|who|which|that|and|has|had|was|is|will"
    r"|in reference|with reference|to whom|on|since|at present|by|as|were|were|says)\b.*",
    re.S,
)
# a marker stands right after the name, or after its comma or stop
_GAP = 3


def with_offices(mentions: Sequence[Mention], text: str, notes: Iterable[tuple[int, int, int]]) -> Iterator[Mention]:
    """The mentions, those of persons with office and tenure; `notes` are a marker's place and its note's span, each."""
    by_note = dict(_from_notes(mentions, text, notes))
    for m in mentions:
        if m.kind != "person" or (not m.sure and m.start not in by_note):
            yield m
        elif m.start in by_note:
            office, tenure = by_note[m.start]
            yield structs.replace(m, office=office, tenure=tenure)
        else:
            yield m if m.office else structs.replace(m, office=_beside(m, text))


def _beside(m: Mention, text: str) -> str | None:
    """The office in apposition to a name, after it or before it."""
    after = AFTER.match(text, m.end, m.end + 140)
    if after:
        return _ENDS.sub("", after["office"]).strip(" ,.") or None
    start = m.start - len(m.title) - 1 if m.title else m.start
    if text[max(0, start - 2) : start] != ", ":
        return None
    before = BEFORE.search(text, max(0, start - 90), start)
    return before["office"] if before else None


def _from_notes(
    mentions: Iterable[Mention], text: str, notes: Iterable[tuple[int, int, int]]
) -> Iterator[tuple[int, tuple[str, str | None]]]:
    """For each person's name that a marker follows whose note is an office: where it begins, the office, the years."""
    ends = {m.end: m for m in mentions if m.kind == "person"}
    for at, start, end in notes:
        person = next((ends[at - gap] for gap in range(_GAP + 1) if at - gap in ends), None)
        m = NOTE.match(text, start, end) if person else None
        if person and m and text[person.end : at].strip(" ,.") == "":
            yield person.start, (m["office"].strip(" ,"), _years(m["first"], m["last"]))


def _years(first: str | None, last: str | None) -> str | None:
    """The years an office was held, as EDTF ("1932/1936")."""
    if first is None or last is None:
        return first
    return f"{first}/{last if len(last) == 4 else first[:2] + last}"


def bound_notes(apparatus: Iterable[Annotation], notes: Iterable[Note]) -> Iterator[tuple[int, int, int]]:
    """Each marker's place with its note's span, as the apparatus reader bound them, else as the source did."""
    bound = [
        (a.start, *a.body.target)
        for a in apparatus
        if isinstance(a.body, Apparatus) and a.body.kind == "marker" and a.body.target
    ]
    yield from bound or [(n.marker, n.start, n.end) for n in notes if n.marker is not None]
