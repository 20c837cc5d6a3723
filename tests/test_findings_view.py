"""What is said, ordered, judged and done, as a person sees it on the terminal."""

import io
from collections import Counter

import pytest
from rich.console import Console

from dragoman.cli.card import paper
from dragoman.cli.findings import _conditional, _said
from dragoman.cli.read import _totals
from dragoman.edition.annotation import Annotation, Assessment, Body, Directive, Event, Statement, Voice
from dragoman.edition.document import Block, Document
from dragoman.edition.reading import Reading

LINES = (
    "At the dinner Falk spoke to me of his wish for a treaty, and promised that he would do everything for it.",
    "I told him that the shore is ours. He did not mention with a single word the salt.",
    "If they protest, reject the protest. I ask you to report.",
    "A war is very likely. The Minister holds it beyond doubt that they have signed.",
    "On May 3 we shut the port. We mean to close the mission. They recalled him in April.",
    "[1] The telegram stated that nobody came.")
TEXT = "\n".join(LINES)


def finding(layer: str, words: str, body: Body, voice: Voice = "writer") -> Annotation:
    start = TEXT.index(words)
    return Annotation(layer, start, start + len(words), body, "given", voice)


FOUND = (
    finding("statement", "Falk spoke to me of his wish for a treaty", Statement("say", "Falk", "writer", verb="spoke to me")),
    finding("statement", "promised that he would do everything for it", Statement("promise", "Falk", "writer", verb="promised")),
    finding("statement", "I told him that the shore is ours", Statement("say", "writer", "Falk", verb="told him")),
    finding("statement", "He did not mention with a single word the salt",
            Statement("silent", "Falk", None, verb="did not mention with a single word")),
    finding("directive", "reject the protest", Directive("order", None, "If they protest"), "document"),
    finding("directive", "I ask you to report", Directive("request", "addressee")),
    finding("assessment", "A war is very likely", Assessment("writer", "likely", "affirm", "very likely", (80, 95))),
    finding("assessment", "The Minister holds it beyond doubt that they have signed",
            Assessment("The Minister", "certain", "affirm", "beyond doubt")),
    finding("event", "we shut the port", Event("coerce", "we", "they", "1937-05-03")),
    finding("event", "We mean to close the mission", Event("sanction", "we", None, None, "planned")),
    finding("event", "They recalled him in April", Event("protest", "They", None, "1937-04")),
    finding("statement", "The telegram stated that nobody came", Statement("say", "The telegram", None, verb="stated"), "editor"),
)


def document() -> Document:
    blocks, at = [], 0
    for line in LINES:
        note = line.startswith("[")
        blocks.append(Block("note" if note else "paragraph", at, at + len(line), "1" if note else None))
        at += len(line) + 1
    return Document("salt", TEXT, tuple(blocks))


def shown(width: int = 100, *layers: str) -> list[str]:
    out = io.StringIO()
    Console(width=width, file=out, highlight=False).print(paper(Reading(document(), FOUND), layers))
    return [line.rstrip() for line in out.getvalue().splitlines()]


def part(title: str, *layers: str) -> list[str]:
    """The lines below a title."""
    lines = shown(100, *layers)
    start = next(i for i, line in enumerate(lines) if line.startswith(title)) + 1
    end = next((i for i, line in enumerate(lines) if i > start and line and line[0] != " " and not line.startswith("says")), None)
    return [line.strip() for line in lines[start:end] if line]


def test_a_conversation_reads_like_a_script() -> None:
    assert part("Statements") == [
        "¶ 1  Falk → writer",
        "says  of his wish for a treaty",
        "promises  that he would do everything for it",
        "¶ 2  writer → Falk",
        "says  that the shore is ours",
        "¶ 2  Falk",
        "says nothing of  the salt",
        "note 1  The telegram  ·  in an editor's note",
        "says  that nobody came"]


def test_an_empty_line_parts_one_conversation_from_the_next() -> None:
    lines = shown()
    note = next(i for i, line in enumerate(lines) if "note 1" in line)
    assert lines[note - 1] == "" and lines[note - 2].startswith("says nothing of")


def test_a_layer_that_is_asked_for_is_shown_in_full() -> None:
    assert "promises  promised that he would do everything for it" in part("Statements", "statement")


def test_directives_have_force_addressee_and_condition() -> None:
    assert part("Directives") == [
        "¶ 3  order  ·  in a document that is quoted", "reject the protest", "if they protest",
        "¶ 3  request → addressee", "I ask you to report"]


def test_assessments_show_the_papers_words_of_likelihood() -> None:
    assert part("Assessments") == [
        "¶ 4  writer  ·  likely  ·  affirm  ·  “very likely” (ICD 203: 80–95 %)", "A war is very likely",
        "¶ 4  The Minister  ·  certain  ·  affirm  ·  “beyond doubt”",
        "The Minister holds it beyond doubt that they have signed"]


def test_events_are_a_chronology() -> None:
    assert part("Events") == [
        "1937-04  protest  ·  They  ·  ¶\u00a05", "They recalled him in April",
        "1937-05-03  coerce  ·  we → they  ·  ¶\u00a05", "we shut the port",
        "undated  sanction  ·  we  ·  planned  ·  ¶\u00a05", "We mean to close the mission"]


@pytest.mark.parametrize("width", [60, 80, 120, 140])
def test_it_is_as_wide_as_the_terminal(width: int) -> None:
    assert max(map(len, shown(width))) <= width


def test_words_cannot_command_the_terminal() -> None:
    words = "He said \x1b[31m[bold]red"
    body = Statement("say", "He\x1b]0;", verb="said")
    out = io.StringIO()
    reading = Reading(Document("d", words), (Annotation("statement", 0, len(words), body, "given"),))
    Console(width=80, file=out, highlight=False).print(paper(reading))
    assert "\x1b" not in out.getvalue() and "[bold]red" in out.getvalue()


@pytest.mark.parametrize(("words", "speaker", "hearer", "verb", "shown"), [
    ("I told him that it was very cold", "writer", "Falk", "told", "that it was very cold"),
    ("He spoke to me of his wish for peace", "Falk", "writer", "spoke", "of his wish for peace"),
    ("He told her brother that it was cold", "Falk", None, "told", "her brother that it was cold"),
    ("I said you were all wrong", "writer", None, "said", "you were all wrong"),
    ("4. Mr. Falk told Mr. Bay that he would write", "Mr. Falk", "Mr. Bay", "told", "that he would write"),
    ("“The complaints,” said the letter of V. S. Falk", "Falk", None, "said", ""),
    ("said the note of the Legation to be late", "the note of the Legation", None, "said", ""),
    ("He protested with much vigor at the delay", "Falk", None, "protested", ""),
    ("In his reply of May Mr. Falk held that it was late", "Mr. Falk", None, "held", ""),
    ("The minister should be told nothing of it", "The minister", None, "told", "")])
def test_no_wrong_words_are_cut(words: str, speaker: str, hearer: str | None, verb: str, shown: str) -> None:
    body = Statement("say", speaker, hearer, verb=verb)
    assert _said(words, Annotation("statement", 0, len(words), body, "given"), body) == (shown or words)


@pytest.mark.parametrize(("condition", "shown"), [
    ("If they protest", "if they protest"), ("and, if they protest", "if they protest"),
    ("only if they protest", "only if they protest"), (", but in case of protest", "in case of protest"),
    ("their having signed", "if: their having signed"), ("Andersen signing", "if: Andersen signing")])
def test_a_condition_goes_on_from_its_order(condition: str, shown: str) -> None:
    assert _conditional(condition) == shown


def test_who_is_unknown_is_not_named() -> None:
    out = io.StringIO()
    reading = Reading(document(), (finding("event", "we shut the port", Event("coerce", None, "they", "1937-05-03")),))
    Console(width=60, file=out, highlight=False).print(paper(reading))
    assert "1937-05-03  coerce  ·  (not named) → they  ·  ¶\u00a05" in out.getvalue()


def test_totals_leave_out_zeros_and_keep_number_and_word_together() -> None:
    counts = Counter({"papers": 1, "enclosures": 12, "apparatus": 1, "statement": 35, "assessment": 35, "event": 1})
    for width in (24, 40, 60, 200):
        out = io.StringIO()
        Console(width=width, file=out, highlight=False).print(_totals(counts, width))
        lines = [line.rstrip() for line in out.getvalue().replace("\u00a0", " ").splitlines()]
        assert "  ·  ".join(line.removesuffix("  ·") for line in lines) == (
            "1 paper  ·  12 enclosures  ·  1 apparatus  ·  35 statements  ·  35 assessments  ·  1 event")
