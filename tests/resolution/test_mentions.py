"""A reference with what its surroundings say: whose it is, what points to it, whether a note of the editors names it."""

import re

from dragoman.edition.annotation import Annotation, Apparatus, HeadingField, Reference
from dragoman.edition.document import Block, Document, Markup, Note
from dragoman.edition.reading import Reading
from dragoman.resolution.mentions import Mention, mentions_of

MARK = re.compile(r"«(.*?)»")


def read(marked: str, references: list[Reference], notes: tuple[str, ...] = (), parties: tuple[str, str] = ("Alden", "Brook"),
         enclosed_in: str | None = None, markup: tuple[Markup, ...] = ()) -> list[Mention]:
    """The mentions of a text whose references stand between « and »; notes are its last lines, "[1] Not printed."."""
    body = "\n".join([marked, *notes])
    text, spans = "", []
    for i, piece in enumerate(MARK.split(body)):
        if i % 2:
            spans.append((len(text), len(text) + len(piece)))
        text += piece
    annotations = [Annotation("heading", 0, 0, HeadingField("sender", name=parties[0]), "given"),
                   Annotation("heading", 0, 0, HeadingField("recipient", name=parties[1]), "given")]
    annotations += [Annotation("reference", *span, r, "given") for span, r in zip(spans, references, strict=True)]
    found = []
    for note in notes:
        plain = MARK.sub(r"\1", note)
        at, label = text.index("\n" + plain) + 1, plain.partition(" ")[0]
        found.append(Note(label, text.index(label), at, at + len(plain)))
        marker = text.index(label)
        annotations.append(Annotation("apparatus", marker, marker + len(label), Apparatus("marker", label, (at, at + len(plain))), "given"))
    first = text.index("\n") if "\n" in text else len(text)
    document = Document("a/d1", text, (Block("paragraph", 0, first),), tuple(found), markup, enclosed_in)
    return mentions_of(Reading(document, tuple(sorted(annotations, key=lambda a: (a.start, -a.end)))))


def test_i_and_you_stay_and_the_first_words_lead() -> None:
    (first,) = read("Sir: In reply to «your note of May 3», I", [Reference("note", date="1871-05-03", sender="addressee")])
    assert (first.sender, first.relation, first.lead, first.note, first.named) == ("addressee", "replies-to", True, False, True)


def test_in_an_enclosed_paper_the_names_of_the_parties_are_i_and_you() -> None:
    one, two, three = read("In reply to «your note of May 3» I sent «my note of May 4», as «Mr. Carr’s letter» says",
                           [Reference("note", sender="Brook"), Reference("note", sender="Alden", recipient="Brook"), Reference("letter", sender="Mr. Carr")],
                           enclosed_in="a/d0")
    assert [(m.sender, m.recipient) for m in (one, two, three)] == [("addressee", None), ("writer", "addressee"), ("Mr. Carr", None)]
    assert one.relation == "replies-to"


def test_a_name_in_a_paper_of_its_own_stays_a_name() -> None:
    (m,) = read("He sent «Alden’s note of May 3»", [Reference("note", sender="Alden")])
    assert m.sender == "Alden"


def test_the_addressee_by_name_is_answered_as_you_are() -> None:
    (m,) = read("The undersigned has received «a note from Mr. Brook»", [Reference("note", sender="Mr. Brook")])
    assert (m.sender, m.relation) == ("Mr. Brook", "replies-to")
    (m,) = read("The undersigned has received «a note from Mr. Carr»", [Reference("note", sender="Mr. Carr")])
    assert m.relation == "refers-to"


def test_in_a_note_my_and_your_are_those_of_a_paper_that_it_quotes() -> None:
    (m,) = read("The text.[1] Ends", [Reference("letter", sender="addressee", recipient="writer")], ("[1] He wrote: “I have «your letter to me».”",))
    assert (m.note, m.sender, m.recipient, m.lead) == (True, None, None, False)
    (m,) = read("The text.[1] Ends", [Reference("letter", sender="Mr. Carr")], ("[1] See «Mr. Carr’s letter».",))
    assert m.sender == "Mr. Carr"


def test_a_note_right_after_a_mention_points_from_it() -> None:
    one, two = read("See «my No. 5»,[1] and «my No. 6».", [Reference("despatch", "5"), Reference("despatch", "6")], ("[1] Ante, p. 36.",))
    assert one.pointer is not None and (one.pointer.kind, one.pointer.where) == ("pages", ("36",))
    assert two.pointer is None


def test_a_note_further_on_does_not() -> None:
    (m,) = read("See «my No. 5» which was sent.[1]", [Reference("despatch", "5")], ("[1] Not printed.",))
    assert m.pointer is None


def test_neither_printed_speaks_of_two() -> None:
    one, two = read("See «my No. 5» and «No. 6».[1]", [Reference("despatch", "5"), Reference("despatch", "6")], ("[1] Neither printed.",))
    assert [m.pointer.kind if m.pointer else None for m in (one, two)] == ["not-printed", "not-printed"]


def test_not_printed_speaks_of_one() -> None:
    one, two = read("See «my No. 5» and «No. 6».[1]", [Reference("despatch", "5"), Reference("despatch", "6")], ("[1] Not printed.",))
    assert [m.pointer.kind if m.pointer else None for m in (one, two)] == [None, "not-printed"]


def test_words_in_the_line_point_too() -> None:
    (m,) = read("See «my No. 5» (ante, p. 36) for this", [Reference("despatch", "5")])
    assert m.pointer is not None and m.pointer.where == ("36",)


def test_a_link_of_the_source_points() -> None:
    (m,) = read("See «my No. 5» there", [Reference("despatch", "5")], markup=(Markup("ref", 4, 12, None, "#d7"),))
    assert m.pointer is not None and (m.pointer.kind, m.pointer.where) == ("document", ("#d7",))


def test_hints() -> None:
    words = {"my immediately preceding telegram": "preceding", "my last despatch": "last", "your despatch under reference": "aforesaid",
             "the aforesaid note": "aforesaid", "my last despatches": None, "my preceding telegrams": None, "your note": None}
    found = {w: read(f"I refer to «{w}» now", [Reference("telegram")])[0].hint for w in words}
    assert found == words
    assert read("In «your despatch» under acknowledgment you ask", [Reference("despatch")])[0].hint == "aforesaid"


def test_an_adverb_does_not_part_a_paper_from_its_owner() -> None:
    owners = {"my immediately": "writer", "Your immediately": "addressee", "our next": "writer", "Department’s immediately": "Department",
              "the immediately": None, "my": None, "on my way immediately": None}
    found = {w: read(f"I refer to {w} «preceding telegram» now", [Reference("telegram")])[0].sender for w in owners}
    assert found == owners
    assert read("It repeats my immediately «preceding telegram»", [Reference("telegram", sender="Mr. Carr")])[0].sender == "Mr. Carr"
    (m,) = read("The text.[1] Ends", [Reference("telegram")], ("[1] He wrote: “See my immediately «preceding telegram».”",))
    assert m.sender is None


def test_one_mention_for_each_reference_in_order() -> None:
    found = read("«A» «B» «C»", [Reference("note")] * 3)
    assert [m.words for m in found] == ["A", "B", "C"]
    assert read("nothing", []) == []
