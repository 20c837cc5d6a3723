"""The page of a document: its text as an edition, what was found in it, and what it stands among."""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from dragoman.archive.journal import about_paper
from dragoman.archive.listing import leaves, near
from dragoman.archive.transactions import snapshot
from dragoman.edition.annotation import LinkedReference, Reference, Span
from dragoman.edition.decision import GradePaper
from dragoman.edition.docket import Docket, Party
from dragoman.edition.document import Document
from dragoman.edition.reading import labelled
from dragoman.errors import NoSuchDocument
from dragoman.inquiries.beside import Beside, beside
from dragoman.inquiries.judged import JudgedPaper, judged
from dragoman.inquiries.questions import Grade
from dragoman.inquiries.thread import Chain, thread
from dragoman.lexicon import lexicon
from dragoman.publish.citations import FORMS, Citation, chicago, citation_from
from dragoman.publish.citations.volumes import volume_title
from dragoman.publish.pages import addresses
from dragoman.publish.pages.cards import CARDED, SHOWN, Card, cards
from dragoman.publish.pages.environment import day
from dragoman.publish.pages.page import Page
from dragoman.publish.pages.typeset import Line, Mark, sheet, spans_of, typeset, typeset_notes
from dragoman.publish.words import shorten

IN_THREAD = 6                   # papers of a thread that are shown before and after this one
CITED_LIMIT = 70                # of the words by which the margin calls what is cited
_SENDING = re.compile(r' id="to-(n[^"]*)"')
_AT = re.compile(r"(\d{1,9})-(\d{1,9})\Z")


class Cited(Struct, frozen=True):
    """What a paper cites, once, however often: how it is called, what became of it, where it leads."""

    words: str
    status: str
    href: str | None
    times: int


class Opened(Struct, frozen=True):
    """A paper ready to be shown."""

    paper: JudgedPaper
    docket: Docket
    beside: Beside
    lines: tuple[Line, ...]
    notes: tuple[Line, ...]
    cards: Mapping[int, Card]


def document_page(connection: sqlite3.Connection, name: str, query: Mapping[str, str]) -> Page:
    """The page of the paper of an id; `at` in the query is a span to be shown. Raises NoSuchDocument."""
    with snapshot(connection):
        opened = open_document(connection, name, _span(query.get("at", "")))
        chain, cited = thread(connection, name), citation(connection, name)
    shown, left = _near(chain, name)
    return Page(_title(opened.docket, name), "document.html", {
        "opened": opened, "docket": opened.docket, "document": opened.paper.reading.document, "beside": opened.beside,
        "cites": _cites(opened.paper), "chicago": chicago(cited), "citation": cited,
        "grade": _grade(connection, name),
        "reliabilities": lexicon("grading")["reliability"].items(),
        "credibilities": lexicon("grading")["credibility"].items(),
        "chain": shown, "chain_left": left, "chain_all": len(chain.nodes),
        "layers": _layers(opened), "forms": FORMS, "carded": CARDED, "who": who, "seen": opened.paper.last,
        "unfit": opened.paper.unfit, "line_cards": _by_line(opened), "loose": _loose(opened),
        "sent_from": _sent_from(opened)})


def open_document(connection: sqlite3.Connection, name: str, at: Span | None = None) -> Opened:
    """A paper, set and with its cards. Raises NoSuchDocument."""
    paper = judged(connection, name)
    among = beside(connection, name)
    document = paper.reading.document
    found = {c.number: c for c in cards(paper.findings, document.text, among.duties)}
    marks = [Mark(n, spans_of(paper.findings[n].annotation), c.layer, c.key, c.title, c.href, c.verdict == "rejected")
             for n, c in found.items()]
    apparatus = [f.annotation for f in paper.findings if f.annotation.layer == "apparatus" and f.verdict != "rejected"]
    set_ = sheet(document.text, document.notes, apparatus, at)
    return Opened(paper, paper.reading.docket(), among, tuple(typeset(set_, list(labelled(paper.reading)), marks)),
                  tuple(typeset_notes(set_, document.notes, marks)), found)


def citation(connection: sqlite3.Connection, name: str) -> Citation:
    """How the paper of an id is cited. Raises NoSuchDocument."""
    leaf = next(leaves(connection, name), None)
    if leaf is None:
        raise NoSuchDocument(name, near(connection, name))
    return citation_from(leaf, volume_title(connection, leaf.collection))


def _grade(connection: sqlite3.Connection, name: str) -> Grade | None:
    """What somebody said that the paper is worth as a source."""
    grades = [d.body for d in about_paper(connection, name) if isinstance(d.body, GradePaper)]
    return Grade(grades[-1].reliability, grades[-1].credibility) if grades else None


def who(parties: Sequence[Party]) -> str:
    """The parties of a side, as a heading tells them: "B. Stomonyakov, Deputy People's Commissar"."""
    return "; ".join(", ".join(x for x in (p.name, p.office) if x) for p in parties)


def _title(docket: Docket, name: str) -> str:
    sides = [who(side) for side in (docket.sender, docket.recipient)]
    return f"{sides[0] or 'unknown'} to {sides[1] or 'unknown'}" if any(sides) else docket.title or name


def _by_line(opened: Opened) -> Mapping[str, list[Card]]:
    """The cards of each line, for the margin."""
    return {line.anchor: [c for n in line.marks if (c := opened.cards[n]).layer in CARDED]
            for line in (*opened.lines, *opened.notes)}


def _loose(opened: Opened) -> list[Card]:
    """Cards that stand beside no line: what begins between two of them."""
    placed = {n for line in (*opened.lines, *opened.notes) for n in line.marks}
    return [c for n, c in opened.cards.items() if n not in placed and c.layer in CARDED]


def _sent_from(opened: Opened) -> frozenset[str]:
    """The addresses of the notes that a marker in the paper sends to."""
    return frozenset(m for line in (*opened.lines, *opened.notes) for m in _SENDING.findall(line.html))


def _layers(opened: Opened) -> list[tuple[str, int]]:
    """The layers that the paper has findings of, with how many."""
    counts = {layer: sum(c.layer == layer for c in opened.cards.values()) for layer in SHOWN}
    return [(layer, count) for layer, count in counts.items() if count]


def _cites(paper: JudgedPaper) -> list[Cited]:
    """What a paper cites, in the order of its text; the papers that are here first."""
    found: dict[tuple[str, str], Cited] = {}
    for f in paper.findings:
        body = f.annotation.body
        if not isinstance(body, Reference) or f.verdict == "rejected":
            continue
        cited = _cited(body, paper.reading.document, (f.annotation.start, f.annotation.end))
        key = (cited.href or cited.words, cited.status)
        known = found.get(key)
        found[key] = Cited(cited.words, cited.status, cited.href, known.times + 1) if known else cited
    order = {"resolved": 0, "ambiguous": 1, "missing": 2, "external": 3}
    return sorted(found.values(), key=lambda c: order.get(c.status, 4))


def _cited(body: Reference, document: Document, span: Span) -> Cited:
    quote = shorten(document.quote(*span), CITED_LIMIT)
    # what is printed is known by the words of the paper, "Izvestia"; our word for it says less
    printed = body.kind in ("newspaper", "edition", "other") or body.status == "external"
    named = quote if printed and any(map(str.isalpha, quote)) else _named(body) or quote
    record = body.missing if isinstance(body, LinkedReference) else None
    if body.target:
        return Cited(named, "resolved", addresses.document(body.target), 1)
    return Cited(named, body.status, addresses.missing(record) if record else None, 1)


def _named(body: Reference) -> str:
    """A paper by its number and day: "letter No. 5989 of 15 December 1936"; nothing where neither is told."""
    if not (body.number or body.date):
        return ""
    told = (body.kind, body.number and f"No. {body.number}", body.date and f"of {day(body.date)}")
    return " ".join(part for part in told if part)


def _near(chain: Chain, name: str) -> tuple[list[Any], int]:
    """The papers of a thread around one, and how many are left out."""
    nodes = list(chain.nodes)
    here = next((n for n, node in enumerate(nodes) if node.id == name), 0)
    shown = nodes[max(0, here - IN_THREAD):here + IN_THREAD + 1]
    return shown, len(nodes) - len(shown)


def _span(words: str) -> Span | None:
    m = _AT.match(words)
    return (int(m[1]), int(m[2])) if m and int(m[1]) < int(m[2]) else None
