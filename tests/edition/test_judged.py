"""Findings as people left them: the overlay over what readers find, and what happens to it when papers change."""

from typing import Any

import pytest

from dragoman.edition.annotation import Annotation, Apparatus, Body, Directive, Event, HeadingField, Name, Reference
from dragoman.edition.decision import (
    AcceptFinding,
    AddFinding,
    CorrectFinding,
    Decision,
    DecisionBody,
    DropEvidence,
    DropHypothesis,
    GradeEvidence,
    GradePaper,
    JoinActors,
    MarkOrigin,
    Quoted,
    RateEvidence,
    RejectFinding,
    ResolveReference,
    StateHypothesis,
    quoted,
)
from dragoman.edition.document import Document
from dragoman.edition.judged import Judged, body_of, judged, standing, told
from dragoman.edition.touching import touch, touched

TEXT = "You will ask the Minister for an answer. Your No. 41 was received. You will ask the Consul to wait."
PAPER = Document("p", TEXT)
ORDER = Annotation("directive", 0, 39, Directive("order"), "the words “you will” order; weighed 0.80")
WAIT = Annotation("directive", 67, 98, Directive("order"), "the words “you will” order; weighed 0.70")
NUMBER = Annotation("reference", 41, 52, Reference("despatch", "41", sender="addressee"), "a number")
READ = (ORDER, NUMBER, WAIT)


def decision(number: int, body: DecisionBody, why: str | None = "as I read it") -> Decision:
    return Decision(number, f"2026-11-2{number}T10:00:00Z", "Anna", str(body.__struct_config__.tag), body, why)


def at(a: Annotation, paper: Document = PAPER) -> Quoted:
    return quoted(paper, a.start, a.end)


def overlaid(*bodies: DecisionBody, read: tuple[Annotation, ...] = READ, paper: Document = PAPER) -> tuple[Judged, ...]:
    found, unfit = judged(paper, read, [decision(n, body) for n, body in enumerate(bodies, 1)])
    assert not unfit
    return found


def test_what_nobody_decided_about_stands_as_it_was_read() -> None:
    assert overlaid() == tuple(Judged(a, n) for n, a in enumerate(READ))


def test_rejected_findings_are_told_and_do_not_stand() -> None:
    found = overlaid(RejectFinding(at(ORDER), "directive", told(ORDER.body)))
    assert (found[0].verdict, found[0].ordinal) == ("rejected", 0)
    assert standing(found) == (NUMBER, WAIT)


def test_the_same_words_elsewhere_are_another_finding() -> None:
    found = overlaid(RejectFinding(at(WAIT), "directive", told(WAIT.body)))
    assert [f.verdict for f in found] == [None, None, "rejected"]


def test_a_correction_takes_the_place_of_what_was_read_and_says_who_made_it() -> None:
    found = overlaid(CorrectFinding(at(ORDER), "directive", told(ORDER.body), told(Directive("request"))))
    first = found[0]
    assert first.annotation.body == Directive("request") and first.read == ORDER and first.verdict == "corrected"
    assert first.annotation.rule == "corrected by Anna on 2026-11-21: as I read it"


def test_a_correction_can_move_the_span_and_be_decided_about_there() -> None:
    moved = quoted(PAPER, 9, 39)
    correct = CorrectFinding(at(ORDER), "directive", told(ORDER.body), told(ORDER.body), moved)
    found = overlaid(correct)
    assert (found[0].annotation.start, found[0].annotation.end) == (9, 39)
    again = overlaid(correct, RejectFinding(moved, "directive", told(ORDER.body)))
    assert [f.verdict for f in again] == ["rejected", None, None] and len(again) == 3
    old = overlaid(correct, RejectFinding(at(ORDER), "directive", told(ORDER.body)))
    assert [f.verdict for f in old] == ["rejected", None, None]


def test_a_finding_that_is_added_stands_in_the_voice_of_the_words_around_it() -> None:
    text = 'He wrote as follows: "You will be recalled at once, and for good reason, by the Government."'
    paper = Document("p", text)
    start = text.index("You")
    found, _ = judged(paper, (), [decision(1, AddFinding(quoted(paper, start, start + 20), "event", {"type": "threaten"}))])
    added = found[0]
    assert (added.ordinal, added.verdict, added.annotation.body) == (None, "added", Event("threaten"))
    assert added.annotation.voice == "document"


def test_two_findings_can_be_added_at_the_same_words() -> None:
    words = quoted(PAPER, 41, 65)
    found = overlaid(AddFinding(words, "event", {"type": "consult"}), AddFinding(words, "event", {"type": "request"}))
    assert [f.annotation.body for f in found if f.verdict == "added"] == [Event("consult"), Event("request")]


def test_what_a_later_reader_finds_itself_is_there_once() -> None:
    found = overlaid(AddFinding(at(ORDER), "directive", told(ORDER.body)))
    assert [f.annotation.layer for f in found] == ["directive", "reference", "directive"]
    assert (found[0].verdict, found[0].ordinal) == ("added", 0)


@pytest.mark.parametrize("later", [(), (Annotation("directive", 0, 39, Directive("advise"), "another rule"),)],
                         ids=["gone", "changed"])
def test_decisions_stand_when_readers_change(later: tuple[Annotation, ...]) -> None:
    bodies: tuple[DecisionBody, ...] = (
        AcceptFinding(at(ORDER), "directive", told(ORDER.body)),
        CorrectFinding(at(ORDER), "directive", told(ORDER.body), told(Directive("request"))),
        RejectFinding(at(ORDER), "directive", told(ORDER.body)))
    accepted, corrected, rejected = (overlaid(body, read=later) for body in bodies)
    assert accepted[0].annotation.body == Directive("order") and accepted[0].ordinal == (0 if later else None)
    assert accepted[0].read == (later[0] if later else None)
    assert corrected[0].annotation.body == Directive("request")
    assert standing(rejected) == () and rejected[0].verdict == "rejected"


def test_a_later_decision_takes_the_place_of_an_earlier_one() -> None:
    found = overlaid(RejectFinding(at(ORDER), "directive", told(ORDER.body)),
                     AcceptFinding(at(ORDER), "directive", told(ORDER.body)))
    assert found[0].verdict == "accepted" and found[0].decision is not None and found[0].decision.id == 2
    assert standing(found)[0].body == ORDER.body


def test_words_are_found_again_where_they_have_moved_to() -> None:
    longer = Document("p", "No. 7. " + TEXT)
    moved = tuple(Annotation(a.layer, a.start + 7, a.end + 7, a.body, a.rule) for a in READ)
    found = overlaid(RejectFinding(at(WAIT), "directive", told(WAIT.body)), read=moved, paper=longer)
    assert [f.verdict for f in found] == [None, None, "rejected"]


def test_what_does_not_fit_is_told_with_why() -> None:
    words = at(ORDER)
    bodies: list[DecisionBody] = [
        RejectFinding(Quoted("p", "You will not", "", "", 0), "directive", {"force": "order"}),
        AddFinding(words, "directive", {"force": "implore"}), AddFinding(words, "omen", {}),
        CorrectFinding(words, "directive", told(ORDER.body), told(ORDER.body), Quoted("p", "nowhere"))]
    found, unfit = judged(PAPER, READ, [decision(n, body) for n, body in enumerate(bodies, 1)])
    assert standing(found) == READ
    assert [u.decision.id for u in unfit] == [1, 2, 3, 4]
    assert "no longer in p" in unfit[0].why and "directive" in unfit[1].why and "omen" in unfit[2].why


def test_spans_inside_bodies_are_restored() -> None:
    name = Annotation("name", 13, 25, Name("person", "Minister", mentions=((13, 25), (60, 62))), "a name")
    marker = Annotation("apparatus", 30, 33, Apparatus("marker", "1", target=(80, 90)), "a marker")
    found = overlaid(AcceptFinding(at(name), "name", told(name.body)),
                     CorrectFinding(at(marker), "apparatus", told(marker.body), {"kind": "marker", "label": "2"}),
                     read=(name, marker))
    assert found[0].annotation.body == name.body
    assert found[1].annotation.body == Apparatus("marker", "2", target=(80, 90))
    new = overlaid(AddFinding(at(name), "name", {"kind": "person", "label": "Minister"}), read=())
    assert new[0].annotation.body == Name("person", "Minister", mentions=((13, 25),))


@pytest.mark.parametrize("body", [Directive("order", "we"), Reference("letter", "3", status="resolved", target="q"),
                                  Name("ship", "Orel", mentions=((1, 2),)), Event("assault", date="1936-03")],
                         ids=lambda b: type(b).__name__)
def test_bodies_are_kept_as_plain_fields(body: Body) -> None:
    layer = {Directive: "directive", Reference: "reference", Name: "name", Event: "event"}[type(body)]  # type: ignore[index]
    kept: dict[str, Any] = told(body)
    assert told(body_of(layer, kept)) == kept and not {"mentions", "status"} & set(kept)


SUBJECT = Document("s", "Note of the Minister about the salt pans")
KIND = Annotation("heading", 0, 4, HeadingField("kind", "note"), "a kind")
TITLE = Annotation("heading", 0, 4, HeadingField("title", "Note"), "a title")


def test_a_decision_about_a_heading_means_the_finding_of_its_field() -> None:
    words = at(KIND, SUBJECT)
    other = {"field": "kind", "value": "Note", "name": None, "office": None}       # more like the title, but for the field
    found = overlaid(CorrectFinding(words, "heading", other, told(HeadingField("kind", "letter"))), read=(KIND, TITLE), paper=SUBJECT)
    assert [(f.annotation.body, f.verdict) for f in found] == [(HeadingField("kind", "letter"), "corrected"), (TITLE.body, None)]
    turned = CorrectFinding(words, "heading", told(KIND.body), told(HeadingField("subject", "note")))
    found = overlaid(turned, RejectFinding(words, "heading", told(KIND.body)), read=(KIND, TITLE), paper=SUBJECT)
    assert [(f.annotation.layer, f.verdict) for f in found] == [("heading", "rejected"), ("heading", None)]


def test_a_decision_about_a_heading_that_is_read_no_longer_leaves_the_others() -> None:
    words = at(KIND, SUBJECT)
    letter = told(HeadingField("kind", "letter"))
    for body, verdict in ((AcceptFinding(words, "heading", told(KIND.body)), "accepted"),
                          (CorrectFinding(words, "heading", told(KIND.body), letter), "corrected"),
                          (RejectFinding(words, "heading", told(KIND.body)), "rejected")):
        found = overlaid(body, read=(TITLE,), paper=SUBJECT)
        assert [(f.annotation.body, f.ordinal, f.verdict) for f in found[:1]] == [(TITLE.body, 0, None)]
        assert [(f.ordinal, f.verdict) for f in found[1:]] == [(None, verdict)]
        assert len(standing(found)) == (1 if verdict == "rejected" else 2)


def test_another_event_at_the_same_words_is_not_taken_for_the_one_that_is_gone() -> None:
    request = Annotation("event", 0, 39, Event("request"), "a verb")
    found = overlaid(RejectFinding(at(request), "event", told(Event("consult"))), read=(request,))
    assert [(f.annotation.body, f.verdict) for f in found] == [(Event("request"), None), (Event("consult"), "rejected")]
    theirs = Annotation("event", 0, 39, Event("request", actor="Orsovia"), "a verb")
    found = overlaid(AcceptFinding(at(request), "event", told(Event("consult", actor="Orsovia"))), read=(theirs,))
    assert [(f.annotation.body, f.ordinal) for f in found] == [(Event("consult", actor="Orsovia"), 0)]


def test_what_stands_at_the_same_words_of_a_heading_is_decided_by_itself() -> None:
    words = at(KIND, SUBJECT)
    kind, title = (AcceptFinding(words, "heading", told(a.body)) for a in (KIND, TITLE))
    assert not touch([kind], [title]) and touch([kind], [RejectFinding(words, "heading", told(KIND.body))])
    turned = CorrectFinding(words, "heading", told(KIND.body), told(TITLE.body))
    assert touch([turned], [kind]) and touch([turned], [title])
    moved = CorrectFinding(words, "heading", told(KIND.body), told(KIND.body), quoted(SUBJECT, 12, 20))
    there = AcceptFinding(quoted(SUBJECT, 12, 20), "heading", told(KIND.body))
    assert touch([moved], [there]) and not touch([moved], [title])


def test_what_a_reference_means_and_whether_it_is_one_touch_each_other() -> None:
    words, body = at(NUMBER), told(NUMBER.body)
    meaning = ResolveReference(words, "missing")
    for about in (AcceptFinding(words, "reference", body), RejectFinding(words, "reference", body),
                  CorrectFinding(words, "reference", body, body)):
        assert touch([meaning], [about]) and touch([about], [meaning])
    assert not touch([meaning], [AcceptFinding(words, "event", {})])


def test_what_rests_on_something_is_touched_by_who_drops_it_and_not_by_what_rests_beside() -> None:
    cell, beside, below = RateEvidence("q", "i", "h", "C"), RateEvidence("q", "i", "g", "C"), RateEvidence("q", "j", "h", "C")
    grade, origin = GradeEvidence("q", "i", "A", "1"), MarkOrigin("q", "i", "a rumour")
    for drop, met, unmet in ((DropHypothesis("q", "h"), (cell, below), (beside, grade, origin)),
                             (DropEvidence("q", "i"), (cell, beside, grade, origin), (below,))):
        assert all(touch([drop], [other]) and touch([other], [drop]) for other in met)
        assert not any(touch([drop], [other]) or touch([other], [drop]) for other in unmet)
    apart = (cell, beside, below, grade, origin)
    assert not any(touch([one], [other]) for one in apart for other in apart if one is not other)
    assert all(touch([one], [one]) for one in apart)
    assert touch([beside, below], [DropHypothesis("q", "h")]) and not touch([below], [DropHypothesis("r", "h")])
    assert touch([StateHypothesis("q", "h", "Silence")], [DropHypothesis("q", "h")])


def test_two_decisions_are_about_the_same_only_where_they_are() -> None:
    here, there = at(ORDER), at(WAIT)
    reject, accept = RejectFinding(here, "directive", {}), AcceptFinding(here, "directive", {"force": "order"})
    assert touched(reject) & touched(accept)
    assert not touched(reject) & touched(RejectFinding(there, "directive", {}))
    assert not touched(reject) & touched(RejectFinding(here, "event", {}))
    assert touched(CorrectFinding(there, "directive", {}, {}, here)) & touched(reject)
    assert touched(ResolveReference(here, "missing")) & touched(ResolveReference(here, "resolved", "q"))
    assert not touched(RateEvidence("q", "i", "h", "C")) & touched(RateEvidence("q", "i", "g", "C"))
    assert touched(JoinActors(("a", "b"))) & touched(JoinActors(("b", "c")))
    assert touched(GradePaper("p", "A", "1")) == {("grade of a paper", "p")}
