"""In the record of a paper, the writer and addressee of an enclosure are named, as the carrier has its own."""

import json
from typing import Any

from dragoman.edition.annotation import (
    Annotation,
    Assessment,
    Body,
    Directive,
    Event,
    HeadingField,
    Reference,
    Statement,
)
from dragoman.edition.document import Document
from dragoman.edition.reading import Reading, json_line


def finding(layer: str, body: Body) -> Annotation:
    return Annotation(layer, 0, 4, body, "given", "speaker")


FOUND = (finding("heading", HeadingField("sender", name="Falk")),
         finding("statement", Statement("say", "writer", "addressee")), finding("directive", Directive("order", "addressee")),
         finding("assessment", Assessment("writer")), finding("event", Event("consult", "writer", "Brandt")),
         finding("reference", Reference("note", sender="addressee", recipient="writer")))


def bodies(*readings: Reading) -> dict[str, dict[str, Any]]:
    return {a["layer"]: a["body"] for a in json.loads(json_line(readings))["annotations"] if a["voice"] == "speaker"}


def test_an_enclosures_parties_are_named() -> None:
    carrier, enclosure = Reading(Document("a", "Text"), ()), Reading(Document("a/1", "Text", enclosed_in="a"), FOUND)
    found = bodies(carrier, enclosure)
    assert (found["statement"]["speaker"], found["statement"]["hearer"]) == ("Falk", "addressee")   # no one is named
    assert found["directive"]["addressee"] == "addressee"
    assert found["assessment"]["holder"] == "Falk"
    assert (found["event"]["actor"], found["event"]["target"]) == ("Falk", "Brandt")
    assert (found["reference"]["sender"], found["reference"]["recipient"]) == ("addressee", "Falk")


def test_those_of_a_paper_by_itself_are_not() -> None:
    assert bodies(Reading(Document("a", "Text"), FOUND))["statement"]["speaker"] == "writer"
