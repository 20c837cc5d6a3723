"""Forms: how one collection calls persons, offices, powers and bodies, and who the parties of its papers are.

The first turn of deriving; `archive.actors` then joins the forms of all collections.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from dragoman.archive.collected import Act, Paper, papers_of
from dragoman.edition.annotation import Assessment, Directive, Event, Name, Span, Statement
from dragoman.edition.dates import parse
from dragoman.lexicon import one_of
from dragoman.lexicon.parties import NATIONAL, OFFICER, QUARTERS
from dragoman.resolution.letterhead import House, house_of, signature_of
from dragoman.resolution.parties import post, surname
from dragoman.resolution.persons import given
from dragoman.resolution.powers import claimed, known_power, noun_of, power_alone, power_of, seat

# "Collector of Customs at San Francisco": an office in the place of a name
_OFFICE = re.compile(rf"(?:the\s+)?(?:(?:\w+\s)?(?:{OFFICER.pattern})\s(?:of|for|in|at)\s"
                     rf"|{NATIONAL}\s(?:{OFFICER.pattern})$)", re.I)
# "Cicero Price, Captain U. S. N."; kept is "Ernest Lee, Jr."
_RANK = re.compile(r",\s*(?![JS]r\b).*", re.S)
_NOT = "(?:To|Messrs|Transmitted|From)"
# what a name must be like; left out are "Assented to May 12", "consuls general and consuls", "Steamer Mainlander"
_PERSON = re.compile(rf"[“\"‘]?(?!{QUARTERS.pattern}\s|{_NOT}\b)"
                     r"(?:(?:de|del|des|da|du|di|la|le|van|von|v\.|d['’]|el|al|bin|ibn|ben|zu)[\s-]?)*"
                     r"[^\Wa-z\d][^\d]*$")
# "E. D. Bigelow & Co.", "Ascher & Weinberg", "National City Company"
_FIRM = re.compile(rf"\s&\s|\b(?:{one_of('powers', 'words.firms')})\b")
_MOST = 240                     # characters of a name or office; what is longer is a misread line


class Called(NamedTuple):
    """A form: the key of its row."""

    kind: str
    name: str
    office: str
    post: str


class Seen:
    """What is known of a form within its collection."""

    def __init__(self, paper: Paper, span: Span, source: str) -> None:
        self.papers, self.source, self.document, self.span = 0, source, paper.id, span
        self.first, self.last = paper.days[0], paper.days[1]
        self.sides: Counter[str] = Counter()

    def at(self, paper: Paper) -> None:
        """Count a paper of it."""
        first, last, _ = paper.days
        if first and last:
            self.first, self.last = min(self.first or first, first), max(self.last or last, last)


def make_forms(connection: sqlite3.Connection, collection: str) -> None:
    """The forms and parties of a collection, made anew. Inside a transaction."""
    papers = list(papers_of(connection, collection))
    learned = powers_named(papers)
    seen: dict[Called, Seen] = {}
    parties = [row for paper in papers for row in _parties(paper, learned, seen)]
    for paper in papers:
        _named(paper, learned, seen)
    _settle_home(seen)
    connection.execute("DELETE FROM party WHERE document IN (SELECT id FROM document WHERE collection = ?)",
                       (collection,))
    connection.execute("DELETE FROM form WHERE collection = ?", (collection,))
    connection.executemany("INSERT OR REPLACE INTO party VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL)",
                           parties)
    connection.executemany(
        "INSERT INTO form VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
        [(collection, *called, _side(s), s.first, s.last, s.papers, s.source, s.document, *s.span)
         for called, s in sorted(seen.items())])


def powers_named(papers: Iterable[Paper]) -> frozenset[str]:
    """The keys of powers that a collection names and the lexicon does not know: organs are called by them."""
    papers = list(papers)
    nouns = {n.label.lower() for p in papers for _, n in p.names if n.kind == "polity" and known_power(n.label) is None}
    words = Counter(word.lower() for p in papers for s in p.sides if s.office for word in claimed(s.office))
    words.update(word.lower() for p in papers for word in set(claimed(p.document.text)) if len(papers) < 200)
    nouns |= {word for word, times in words.items() if times > 1 and noun_of(word, nouns) is None
              and not any(noun_of(word, {other}) for other in words if other != word)}
    return frozenset(n for n in nouns if " " not in n)


def _parties(paper: Paper, learned: Collection[str], seen: dict[Called, Seen]) -> Iterator[tuple[object, ...]]:
    """The rows of a paper's parties; their forms are counted."""
    house = house_of(paper.document, paper.place, learned)
    signed = signature_of(paper.document)
    for side in paper.sides:
        first = side.role == "sender" and side.ordinal == 0
        if side.name and power_alone(side.name):
            continue                # "to the United States": a heading that was misread
        name, office, span, source = (side.name or "")[:_MOST], (side.office or "")[:_MOST], side.span, "heading"
        if name and not office and _OFFICE.match(name):
            name, office = "", name
        name = name if _FIRM.search(name) else _RANK.sub("", name)
        if not _PERSON.match(name):
            name = ""
        if first and signed and _fuller(name, signed[0]):
            name, source = signed[0], "heading" if name else "signature"
            span = span if side.name else signed[1]
        at = post(office or None) or (house.post if first else None) or ""
        for called in _called(name, office, at):
            found = seen.setdefault(called, Seen(paper, span, source))
            found.at(paper)
            found.papers += 1
            _claim(found, office, house if first else House(), learned)
        yield paper.id, side.role, side.ordinal, name, office, at, paper.days[0], *span


def _called(name: str, office: str, at: str) -> Iterator[Called]:
    if name:
        yield Called("body" if _FIRM.search(name) else "person", name, office, at)
    if office:
        yield Called("office", "", office, at)


def _fuller(name: str, signed: str) -> bool:
    """Whether a signature tells more of a name than the heading: the name at all, or given names."""
    if not name:
        return True
    return surname(name) == surname(signed) and len(given(signed)) > len(given(name))


def _claim(found: Seen, office: str, house: House, learned: Collection[str]) -> None:
    """Count the power that a form is said to belong to; "~" where its office claims none."""
    side = power_of(office, learned) or seat(post(office or None)) or house.side
    found.sides[side or ("~" if OFFICER.search(office) else "")] += 1


def _settle_home(seen: dict[Called, Seen]) -> None:
    """An envoy whose office names no power ("Ambassador in Japan") belongs to the collection's own, if there is one.

    That is the power whose persons also bear such offices; a ministry that only one country calls so tells it first.
    """
    votes: Counter[str] = Counter()
    marked: dict[str, Counter[str]] = {}
    for called, s in seen.items():
        own = seat(called.post or None)
        if own:
            votes[own] += 1000 * s.papers
        if called.kind == "person" and (last := surname(called.name)):
            marked.setdefault(last, Counter()).update(s.sides)
    for sides in marked.values():
        if sides["~"]:
            votes.update({side: min(n, sides["~"]) for side, n in sides.items() if side not in ("", "~")})
    home = votes.most_common(1)[0][0] if votes else ""
    for s in seen.values():
        if "~" in s.sides:
            s.sides[home] += s.sides.pop("~")


def _side(s: Seen) -> str:
    told = Counter({side: n for side, n in s.sides.items() if side})
    return told.most_common(1)[0][0] if told else ""


def _named(paper: Paper, learned: Collection[str], seen: dict[Called, Seen]) -> None:
    """Count the persons, bodies and powers that the paper's acts name."""
    words = " ".join(dict.fromkeys(chain.from_iterable(words_of(a) for a in paper.acts)))
    for span, n in paper.names:
        if n.kind not in ("person", "organisation", "polity") or not (n.tenure or n.label in words):
            continue
        called = form_of(n, learned)
        if called is not None and n.tenure and called.office:
            seen.setdefault(Called("office", "", called.office, called.post), Seen(paper, span, "note"))
        if called is not None:
            found = seen.setdefault(called, Seen(paper, span, "note" if n.tenure else "text"))
            tenure = parse(n.tenure) if n.tenure else None
            if tenure:
                found.first, found.last = str(tenure.first), str(tenure.last)
            else:
                found.at(paper)
            if n.kind == "person" and n.office and (side := power_of(n.office, learned)):
                found.sides[side] += 1


def form_of(n: Name, learned: Collection[str]) -> Called | None:
    """The form of a name in a text."""
    if n.kind == "polity":
        key = known_power(n.label) or noun_of(n.label, learned)
        return Called("power", key, "", "") if key else None
    if n.kind == "organisation":
        return Called("body", n.label[:_MOST], "", "")
    if power_alone(n.full or n.label):
        return None
    return Called("person", (n.full or n.label)[:_MOST], (n.office or "")[:_MOST], post(n.office) or "")


def words_of(act: Act) -> Iterator[str]:
    """The words by which an act names its parties."""
    body = act.body
    if isinstance(body, Event):
        sides: tuple[str | None, ...] = (body.actor, body.target)
    elif isinstance(body, Statement):
        sides = (body.speaker, body.hearer)
    elif isinstance(body, Directive):
        sides = (body.addressee,)
    else:
        sides = (body.holder,) if isinstance(body, Assessment) else ()
    yield from (side for side in sides if side)
