"""What a person decides about a finding: made from what was shown and what a form sends, checked, entered, and seen."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs

from dragoman.archive.journal import decide, newest, undo
from dragoman.archive.store import open_archive
from dragoman.edition.annotation import LAYERS, Directive, LinkedReference
from dragoman.edition.decision import CorrectFinding, GradePaper
from dragoman.edition.judged import Judged
from dragoman.errors import BadFinding, NoSuchDecision, NoSuchDocument, StaleView
from dragoman.inquiries.deciding import accept, add, correct, fields_of, reject, resolve
from dragoman.inquiries.decisions import decisions, in_words
from dragoman.inquiries.judged import JudgedPaper, judged

LETTER = "08-medyanov-letter"
TELEGRAM = "10-falk-telegram-8"


@pytest.fixture
def archive(specimen: sqlite3.Connection, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A specimen archive to decide in."""
    copy = sqlite3.connect(tmp_path / "a.sqlite")
    specimen.backup(copy)
    copy.close()
    connection = open_archive(tmp_path / "a.sqlite", write=True)
    yield connection
    connection.close()


def first(paper: JudgedPaper, layer: str, nth: int = 0) -> Judged:
    return [f for f in paper.findings if f.annotation.layer == layer][nth]


def test_a_paper_is_shown_with_links_and_the_last_entry(archive: sqlite3.Connection) -> None:
    paper = judged(archive, LETTER)
    assert paper.last == 0 and not paper.unfit
    assert tuple(f.annotation for f in paper.findings) == paper.reading.annotations
    assert isinstance(first(paper, "reference").annotation.body, LinkedReference)
    with pytest.raises(NoSuchDocument):
        judged(archive, "nowhere")


def test_what_is_decided_is_seen_at_once(archive: sqlite3.Connection) -> None:
    paper = judged(archive, LETTER)
    order, other, event = first(paper, "directive"), first(paper, "directive", 1), first(paper, "event")
    assert isinstance(order.annotation.body, Directive)
    force = "request" if order.annotation.body.force != "request" else "order"
    decide(archive, accept(paper, other), person="Anna", seen=paper.last)
    decide(archive, correct(paper, order, {"force": force}), person="Anna", why="he asks")
    number = decide(archive, reject(paper, event), person="Anna")
    after = judged(archive, LETTER)
    assert after.last == newest(archive) == number == 3
    assert [first(after, *at).verdict for at in (("directive", 0), ("directive", 1), ("event", 0))] == [
        "corrected", "accepted", "rejected"]
    assert first(after, "directive").annotation.rule.startswith("corrected by Anna on 20")
    assert first(after, "directive").read == order.annotation
    undo(archive, number, person="Anna")
    assert first(judged(archive, LETTER), "event").verdict is None


def test_references_keep_their_links_when_they_are_judged(archive: sqlite3.Connection) -> None:
    paper = judged(archive, LETTER)
    reference = first(paper, "reference")
    decide(archive, accept(paper, reference), person="Anna")
    after = first(judged(archive, LETTER), "reference")
    assert after.verdict == "accepted" and after.annotation.body == reference.annotation.body


def test_words_are_added_as_a_finding(archive: sqlite3.Connection) -> None:
    paper = judged(archive, LETTER)
    text = paper.reading.document.text
    start = text.index(". ") + 2
    body = add(paper, "event", (start, start + 12), {"type": "consult", "actor": " Brandt ", "date": ""})
    assert body.words.quote == text[start:start + 12] and body.body["actor"] == "Brandt" and body.body["date"] is None
    decide(archive, body, person="Anna", why="they met")
    added = next(f for f in judged(archive, LETTER).findings if f.verdict == "added")
    assert (added.ordinal, added.annotation.start) == (None, start)
    with pytest.raises(BadFinding, match="there already"):
        add(judged(archive, LETTER), "event", (start, start + 12), {"type": "consult", "actor": "Brandt"})


@pytest.mark.parametrize("layer, span, fields, says", [
    ("omen", (0, 4), {}, "There is no layer “omen”; there are heading"),
    ("event", (0, 4), {}, "“type” must be given: one of agree"),
    ("event", (0, 4), {"type": "feast"}, "one of agree, consult"),
    ("event", (0, 4), {"type": "agree", "date": "yesterday"}, "no EDTF date"),
    ("event", (0, 4), {"type": "agree", "colour": "red"}, "has no field “colour”"),
    ("event", (4, 4), {"type": "agree"}, "no words"), ("event", (-1, 4), {"type": "agree"}, "no words"),
    ("event", (0, 10_000_000), {"type": "agree"}, "no words"), ("event", "blank", {"type": "agree"}, "blanks"),
    ("heading", (0, 4), {"field": "sender"}, "a name or an office"), ("heading", (0, 4), {"field": "date"}, "give it"),
    ("heading", (0, 4), {"field": "date", "value": "May"}, "no EDTF date"),
    ("date", (0, 4), {"edtf": "1936", "time": "7 p.m."}, "time of day"),
    ("statement", (0, 4), {"act": "say", "quoted": "maybe"}, "true or false")])
def test_what_cannot_be_is_refused_with_what_is_allowed(specimen: sqlite3.Connection, layer: str, span: tuple[int, int] | str,
                                                        fields: dict[str, str], says: str) -> None:
    paper = judged(specimen, LETTER)
    at = paper.reading.document.text.index("\n") if isinstance(span, str) else 0
    with pytest.raises(BadFinding, match=says):
        add(paper, layer, (at, at + 1) if isinstance(span, str) else span, fields)


def test_a_correction_that_changes_nothing_is_refused(specimen: sqlite3.Connection) -> None:
    paper = judged(specimen, LETTER)
    order = first(paper, "directive")
    with pytest.raises(BadFinding, match="Nothing of the finding was changed"):
        correct(paper, order, {}, (order.annotation.start, order.annotation.end))
    moved = correct(paper, order, {}, (order.annotation.start, order.annotation.end - 1))
    assert moved.corrected_words is not None and moved.corrected == moved.body


def test_words_of_likelihood_bring_their_per_cent(specimen: sqlite3.Connection) -> None:
    paper = judged(specimen, LETTER)
    made = add(paper, "assessment", (0, 4), {"certainty": "likely", "likelihood": "very likely"})
    assert made.body["icd203"] == [80, 95] and made.body["holder"] is None


def test_every_layer_can_be_filled_in(specimen: sqlite3.Connection) -> None:
    paper = judged(specimen, LETTER)
    for layer in LAYERS:
        fields = fields_of(layer)
        filled = {f.name: f.choices[0] if f.choices else "1936" for f in fields if f.name != "time"}
        filled |= {"field": "title"} if layer == "heading" else {}
        assert add(paper, layer, (0, 4), filled).layer == layer
    assert {f.name for f in fields_of("reference")}.isdisjoint({"status", "target"})
    force = fields_of("directive")[0]
    assert force.required and force.choices == ("order", "request", "permit", "forbid", "advise")


def test_a_reference_is_said_to_mean_what_it_can(archive: sqlite3.Connection) -> None:
    paper = judged(archive, LETTER)
    reference = first(paper, "reference")
    body = resolve(archive, paper, reference, "resolved", TELEGRAM)
    assert (body.status, body.target) == ("resolved", TELEGRAM)
    said = in_words(body)
    assert said.startswith(f"resolve reference: “{body.words.quote[:40]}") and said.endswith(f" ({LETTER}) → {TELEGRAM}")
    for status, target, says in (("resolved", "nowhere", "no paper of the archive"), ("resolved", None, "no paper"),
                                 ("resolved", LETTER, "does not mean itself"), ("ambiguous", None, "resolved, missing")):
        with pytest.raises(BadFinding, match=says):
            resolve(archive, paper, reference, status, target)
    with pytest.raises(BadFinding, match="Only a reference"):
        resolve(archive, paper, first(paper, "directive"), "missing")
    decide(archive, body, person="Anna")
    decided = first(judged(archive, LETTER), "reference").decision
    assert decided is not None and decided.body == body


def test_a_decision_on_a_stale_view_is_refused(archive: sqlite3.Connection) -> None:
    seen = judged(archive, LETTER)
    order, other = first(seen, "directive"), first(seen, "directive", 1)
    made = decide(archive, reject(seen, order), person="Anna", seen=seen.last)
    with pytest.raises(StaleView, match=r"Anna on .* reject finding") as stale:
        decide(archive, accept(seen, order), person="Boris", seen=seen.last)
    assert [d.id for d in stale.value.newer] == [made] and newest(archive) == made
    decide(archive, accept(seen, other), person="Boris", seen=seen.last)
    decide(archive, GradePaper(LETTER, "B", "2"), person="Boris", seen=seen.last)
    again = judged(archive, LETTER)
    assert decide(archive, accept(again, first(again, "directive")), person="Boris", seen=again.last)


def test_a_taking_back_counts_as_about_what_it_takes_back(archive: sqlite3.Connection) -> None:
    paper = judged(archive, LETTER)
    made = decide(archive, reject(paper, first(paper, "event")), person="Anna")
    seen = newest(archive)
    undo(archive, made, person="Anna", seen=seen)
    with pytest.raises(StaleView):
        decide(archive, accept(paper, first(paper, "event")), person="Boris", seen=seen)
    with pytest.raises(NoSuchDecision):
        undo(archive, made, person="Boris", seen=seen)


def test_what_no_longer_fits_is_listed(archive: sqlite3.Connection) -> None:
    paper = judged(archive, LETTER)
    fits = reject(paper, first(paper, "event"))
    gone = structs.replace(fits, words=structs.replace(fits.words, quote="words that nobody wrote"))
    elsewhere = structs.replace(fits, words=structs.replace(fits.words, document="nowhere"))
    for body in (fits, gone, elsewhere):
        decide(archive, body, person="Anna")
    assert [e.unfit for e in decisions(archive).rows] == [
        None, f"its words are no longer in {LETTER}", "nowhere is not in the archive"]
    assert [(d.id, why) for d, why in judged(archive, LETTER).unfit] == [(2, f"its words are no longer in {LETTER}")]


def test_decisions_are_told_in_words(archive: sqlite3.Connection) -> None:
    paper = judged(archive, LETTER)
    order = first(paper, "directive")
    quote = " ".join(paper.reading.document.text[order.annotation.start:order.annotation.end].split())
    made = correct(paper, order, {"force": "permit"})
    assert isinstance(made, CorrectFinding)
    assert in_words(made).startswith(f"correct finding: directive, force {made.body['force']} → permit, “{quote[:40]}")
    assert in_words(reject(paper, first(paper, "event"))).startswith("reject finding: event, “")
    assert "type consult" in in_words(add(paper, "event", (0, 4), {"type": "consult"}))
