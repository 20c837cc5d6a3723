"""Cards speak in words that a historian reads, and quotations are cut where words end."""

from typing import Any

import pytest

from dragoman.edition.annotation import Annotation, Assessment, Directive, Event, Reference, Statement
from dragoman.publish.pages.environment import counted, quote
from dragoman.publish.pages.heads import head_of
from dragoman.publish.pages.narrowing import FIELDS, wrong_page
from dragoman.publish.pages.page import Site, shown
from dragoman.publish.words import QUOTE_LIMIT, ends_within, opens_within, shorten

HEADS = [
    (Statement("say", "writer"), "the writer says"), (Statement("say", "Eden", "writer"), "Eden tells the writer"),
    (Statement("deny", "we"), "we deny"), (Statement("silent", None), "(not named) is silent"),
    (Directive("order", "addressee"), "orders the addressee"), (Directive("request"), "asks"),
    (Assessment("writer"), "the writer asserts"), (Assessment("writer", stance="doubt"), "the writer doubts that"),
    (Assessment("we", "excluded", "reject"), "we deny that"), (Assessment("Eden", "likely"), "Eden thinks likely"),
    (Event("agree", "Italy", "France"), "Italy to France: agree, done"), (Event("mobilize", None, modality="planned"), "(not named): mobilize, planned"),
    (Reference("telegram", "7"), "telegram"), (Reference("other"), "the Covenant")]


@pytest.mark.parametrize(("body", "head"), HEADS)
def test_a_card_says_what_its_finding_is(body: Any, head: str) -> None:
    assert head_of(Annotation("event", 0, 12, body, "rule"), "the Covenant") == head


def test_every_kind_has_words() -> None:
    for kind, fields in ((Statement, ("act",)), (Directive, ("force",))):
        for value in kind.__annotations__[fields[0]].__args__:
            assert head_of(Annotation("statement", 0, 1, kind(value), "rule"))
    for certainty in Assessment.__annotations__["certainty"].__args__:
        for stance in Assessment.__annotations__["stance"].__args__:
            assert "None" not in head_of(Annotation("assessment", 0, 1, Assessment("Eden", certainty, stance), "rule"))


def test_a_quotation_is_cut_at_blanks() -> None:
    words = " ".join(f"word{n:03}" for n in range(60))
    cut = shorten(words)
    assert len(cut) <= QUOTE_LIMIT + 5 and " ... " in cut and all(len(w) == 7 for w in cut.replace(" ... ", " ").split())
    assert shorten("a b") == "a b" and len(shorten("x" * 500)) <= QUOTE_LIMIT + 5
    assert shorten("the   letter\nof Eden", 60) == "the letter of Eden"


def test_a_quotation_that_brings_its_mark_gets_no_other() -> None:
    assert quote("“My Government” <said>") == '<q class="own">“My Government” &lt;said&gt;</q>'
    assert quote("My <b>") == "<q>My &lt;b&gt;</q>"


def test_what_begins_or_ends_within_a_sentence() -> None:
    assert opens_within("which he said.") and opens_within(", and") and not opens_within("He said.") and not opens_within("“he")
    assert ends_within("he said") and ends_within("he said,") and not ends_within("He said.”") and not ends_within("what?")


def test_counts_of_things() -> None:
    assert [counted(n, "orders and requests") for n in (1, 2)] == ["1 order or request", "2 orders and requests"]
    assert counted(1, "questions") == "1 question" and counted(1200, "entries") == "1,200 entries"


@pytest.mark.parametrize("path", FIELDS)
def test_a_mistake_keeps_the_form(path: str) -> None:
    query = {"date": "the \"day\"", "subject": "<b>", "unknown": "x"}
    page = wrong_page(path, query, "This is no date.", 400)
    assert page and page.status == 400
    html = shown(page, Site("archive", path))
    assert 'role="alert">This is no date.' in html and 'value="the &#34;day&#34;"' in html and "<b>" not in html


def test_what_is_no_list_has_no_form() -> None:
    assert wrong_page("/document/x", {}, "No.", 404) is None and wrong_page("/hypotheses", {}, "No.", 404) is None
