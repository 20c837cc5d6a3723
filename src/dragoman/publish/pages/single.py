"""The pages of one thing: a thread, a missing paper, an actor, a subject, a finding, the adding of one."""

import sqlite3
from typing import Any

from msgspec import structs

from dragoman.archive.journal import about_paper, newest
from dragoman.edition.annotation import LinkedReference
from dragoman.edition.decision import AboutFinding, ResolveReference
from dragoman.edition.judged import Judged, told
from dragoman.errors import NoSuchFinding
from dragoman.inquiries.about import subject_named
from dragoman.inquiries.actors import portrait
from dragoman.inquiries.beside import Neighbour, beside, papers_named
from dragoman.inquiries.deciding import fields_of
from dragoman.inquiries.explanation import explain
from dragoman.inquiries.judged import JudgedPaper, judged
from dragoman.inquiries.missing import dossier
from dragoman.inquiries.quotation import standing
from dragoman.inquiries.subjects import subject
from dragoman.inquiries.thread import thread
from dragoman.inquiries.withheld import chain_told, portrait_told
from dragoman.lexicon.stops import line_of
from dragoman.publish.pages import addresses
from dragoman.publish.pages.asked import SIZE, scope_of, skipped
from dragoman.publish.pages.cards import cards
from dragoman.publish.pages.lists import list_page
from dragoman.publish.pages.narrowing import Query
from dragoman.publish.pages.page import Page
from dragoman.publish.pictures.thread import thread as thread_picture

LISTED = 100                    # names, offices and correspondents of an actor on its page; a power has thousands
AROUND = 80                     # characters that are shown on both sides of words to be added
PREVIEWED = 4                   # names and offices of an actor in a preview
SHOWN = 12                      # correspondents and names of an actor that are shown before the rest


def thread_page(connection: sqlite3.Connection, name: str, query: Query, *, chosen: bool = False) -> Page:
    """The thread of a paper, here or missing, drawn and told. `chosen` is as in Scope. Raises NoSuchDocument."""
    chain = thread(connection, name)
    if chosen:
        chain = chain_told(connection, chain)
    picture = thread_picture(chain, addresses.document, addresses.missing)
    opens = chain.nodes[0]
    heading = opens.title or " to ".join(filter(None, (opens.sender, opens.recipient))) or opens.id
    return Page(f"Thread: {heading}", "thread.html", {"chain": chain, "picture": picture, "heading": heading})


def missing_paper_page(connection: sqlite3.Connection, name: str, query: Query, *, chosen: bool = False) -> Page:
    """All that is known of a missing paper. `chosen` is as in Scope. Raises NoSuchDocument."""
    found = dossier(connection, f"missing/{name}", chosen=chosen)
    return Page("Missing paper", "dossier.html", {"found": found})


def actor_page(connection: sqlite3.Connection, name: str, query: Query, *, chosen: bool = False) -> Page:
    """One actor in full. `chosen` is as in Scope. Raises NoSuchActor."""
    found = portrait(connection, name, most=LISTED)
    if chosen:
        found = portrait_told(connection, found)
    return Page(found.entry.name, "actor.html", {"found": found, "seen": newest(connection), "most": SHOWN,
                                                 "listed": LISTED})


def preview_page(connection: sqlite3.Connection, name: str) -> Page:
    """One actor in a few lines, for the frame of another program. Raises NoSuchActor."""
    return Page(name, "preview.html", {"found": portrait(connection, name, most=PREVIEWED)})


def subject_page(connection: sqlite3.Connection, name: str, query: Query, *, chosen: bool = False) -> Page:
    """The papers that name a subject, in order of time. Raises NoSuchSubject."""
    asked = subject_named(connection, name)
    scope = structs.replace(scope_of(connection, query), chosen=chosen)
    answer = subject(connection, asked, scope, limit=SIZE, skip=skipped(query))
    return list_page(asked.label, "subject.html", addresses.subject(asked.name), answer, query, asked=asked,
                     seen=newest(connection))


def finding_page(connection: sqlite3.Connection, key: str, name: str) -> Page:
    """One finding with why it was found and what people decided, to be corrected. Raises NoSuchFinding."""
    paper = judged(connection, name)
    found = finding_of(paper, key)
    document, a = paper.reading.document, found.annotation
    card = next((c for c in cards(paper.findings, document.text, beside(connection, name).duties)
                 if c.key == key), None)
    if card is None:
        raise NoSuchFinding(key, name)
    line = line_of(document.text, a.start, a.end)
    return Page(f"{a.layer.capitalize()} in {name}", "finding.html", {
        "document": document, "found": found, "card": card, "fields": fields_of(a.layer), "values": told(a.body),
        "before": document.text[line[0]:a.start], "after": document.text[a.end:line[1]],
        "reasons": explain(paper.reading, a.start, a.end), "history": _history(connection, paper, found),
        "seen": paper.last, "reference": a.body if isinstance(a.body, LinkedReference) else None,
        "papers": _candidates(connection, a.body)})


def finding_of(paper: JudgedPaper, key: str) -> Judged:
    """The finding of a key. Raises NoSuchFinding."""
    keys = addresses.keys((f.annotation for f in paper.findings), paper.reading.document.text)
    for found, its in zip(paper.findings, keys, strict=True):
        if its == key:
            return found
    raise NoSuchFinding(key, paper.reading.document.id)


def adding_page(connection: sqlite3.Connection, name: str, query: Query) -> Page:
    """The form by which words of a paper become a finding. Raises NoSuchDocument, and BadFinding for no layer."""
    paper = judged(connection, name)
    document, layer = paper.reading.document, query.get("layer", "reference")
    words, start = query.get("words", ""), query.get("start", "")
    spans = standing(words, document.text)
    if start.isdecimal() and len(start) < 10:
        spans.sort(key=lambda span: abs(span[0] - int(start)))
    places = [(a, b, *_around(document.text, a, b)) for a, b in spans[:8]]
    return Page(f"Add a {layer}", "adding.html", {
        "document": document, "layer": layer, "fields": fields_of(layer), "places": places, "words": words,
        "nearest": bool(start), "seen": paper.last})


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The words before and after a span, none of them cut."""
    before, after = text[max(0, start - AROUND):start], text[end:end + AROUND]
    if start > AROUND and not text[start - AROUND - 1].isspace():
        before = before.lstrip() if before[:1].isspace() else before.partition(" ")[2] or before
    if end + AROUND < len(text) and not text[end + AROUND].isspace():
        after = after.rpartition(" ")[0] or after
    return before, after


def _history(connection: sqlite3.Connection, paper: JudgedPaper, found: Judged) -> list[Any]:
    """Every decision about the words of a finding, those taken back among them."""
    a, document = found.annotation, paper.reading.document
    words = {document.quote(a.start, a.end)} | ({document.quote(found.read.start, found.read.end)} if found.read
                                               else set())
    return [d for d in about_paper(connection, document.id, every=True)
            if isinstance(d.body, AboutFinding | ResolveReference) and d.body.words.quote in words
            and getattr(d.body, "layer", "reference") == a.layer]


def _candidates(connection: sqlite3.Connection, body: object) -> list[Neighbour]:
    """The papers that a reference may mean, or was taken to mean."""
    if not isinstance(body, LinkedReference):
        return []
    return papers_named(connection, [*body.candidates, *([body.target] if body.target else [])])
