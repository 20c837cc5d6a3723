"""What each line of a paper is."""

import pytest

from dragoman.sources.layout import arrange, kinds_of, language_of

LETTER = [
    ("No. 91.", "heading"),
    ("[Extract.]", "heading"),
    ("Mr. Hale to Mr. Corwin.", "heading"),
    ("Legation of the United States,", "dateline"),
    ("Lisbon, March 3, 1859. (Received April 2.)", "dateline"),
    ("No. 76.]", "heading"),
    ("Sir:", "salute"),
    ("The mails of to-day bring the answer of the minister, which I send with this.", "paragraph"),
    ("“We have thought it over, and we cannot agree to the second article of the draft,” he writes.", "paragraph"),
    ("I am, sir, your obedient servant,", "closer"),
    ("JOHN HALE.", "signature"),
    ("Hon. A. Corwin, Secretary of State.", "closer"),
    ("[1] Not printed.", "note"),
    ("[2] See the letter of March 2.", "note"),
    ("He wrote again the next day.", "note"),
    ("[3] Ibid.", "note"),
    ("No comments", "boilerplate"),
]


def test_a_letter() -> None:
    lines = [line for line, _ in LETTER]
    assert list(zip(lines, kinds_of(lines), strict=True)) == LETTER


def test_a_telegram() -> None:
    lines = ["812.44/1207: "
             "Telegram", "The Minister in Bolivia (Harper) to the Secretary of State", "La Paz, June 11, 1931—4 p.m.",
             "[Received June 12—1:05 a.m.]", "48. My 47, June 10, noon. The Minister told me that he would "
                    "answer.", "Harper"]
    assert kinds_of(lines) == ["source", "heading", "dateline", "dateline", "paragraph", "signature"]


def test_notes_take_the_lines_that_go_on_from_them() -> None:
    lines = [line for line, _ in LETTER]
    document = arrange("paper", lines)
    assert [n.label for n in document.notes] == ["1", "2", "3"]
    assert document.quote(document.notes[1].start, document.notes[1].end).endswith("the next day.")


def test_blocks_cover_the_lines() -> None:
    document = arrange("paper", ["Mr. A to Mr. B.", "", "  Sir: I write. ", "A."])
    assert [document.quote(b.start, b.end) for b in document.blocks] == ["Mr. A to Mr. B.", "Sir: I write.", "A."]


@pytest.mark.parametrize("text, code", [
    ("The answer of the minister is not yet here, and it will not be sent before the end of the week.", "en"),
    ("La réponse du ministre n'est pas encore arrivée, et elle ne sera pas envoyée avant la fin de la semaine.", "fr"),
    ("Die Antwort des Ministers ist noch nicht da, und sie wird nicht vor dem Ende der Woche geschickt.", "de"),
    ("12 34 56", None),
])
def test_language(text: str, code: str | None) -> None:
    assert language_of(text) == code
