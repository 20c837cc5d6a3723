"""Plain text: encodings, line ends, wrapping, and what cannot be read."""

import time

import pytest

from dragoman.edition.document import Document
from dragoman.edition.problem import Problem
from dragoman.sources.encoding import decode
from dragoman.sources.plain import LONGEST_LINE, open_text
from dragoman.sources.wrapping import unwrapped

LETTER = ("Letter from the Minister at Drasna to the Minister for Foreign Affairs", "Drasna, May 4, 1927",
          "Dear Sir: The Café “Möwe” was closed by order of the prefect, naïve as that may seem.", "With respect", "C. Ekholm")
RUSSIAN = ("Письмо полномочного представителя народному комиссару", "4 мая 1927 г.",
           "Я беседовал вчера с министром, который заявил, что переговоры будут продолжены в следующем месяце.", "С приветом", "Эк")
WRAPPED = """\
    The Minister was received on Tuesday and said that the govern-
ment would not, as matters stood, object to the opening of the port
of Sorok to foreign vessels.
    He added that the non-renewal of the convention was not his wish.
The non-
renewal had been urged by others whom he did not name, and he hoped
that it would not be held against him.

[1] Not printed.
[2] See the telegram of the 4th,
which is not printed either.
"""


def read(data: bytes) -> tuple[list[Document], list[Problem]]:
    found = list(open_text("paper", data, "paper.txt"))
    return [f for f in found if isinstance(f, Document)], [f for f in found if isinstance(f, Problem)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, end: str) -> None:
    documents, problems = read(end.join(LETTER).encode(encoding))
    assert [d.text.split("\n") for d in documents] == [list(LETTER)]
    assert not problems


@pytest.mark.parametrize("encoding", ["koi8-r", "cp1251", "utf-16"])
def test_russian(encoding: str) -> None:
    documents, problems = read("\n".join(RUSSIAN * 3).encode(encoding))
    assert RUSSIAN[2] in documents[0].text
    assert not problems


def test_mixed_encodings_are_said_once() -> None:
    first = "\n".join(LETTER).encode("utf-8")
    documents, problems = read(first + "\nThe Café again, in another hand: naïve.".encode("cp1252"))
    assert documents[0].text.endswith("The Café again, in another hand: naïve.")
    assert [p.place for p in problems] == [f"byte {len(first) + 8}"]


def test_nul_bytes_are_left_out() -> None:
    documents, problems = read(b"Dear Sir:\nThe\0 fleet has\0 sailed.\nC. Ekholm")
    assert documents[0].text == "Dear Sir:\nThe fleet has sailed.\nC. Ekholm"
    assert [(p.place, p.sentence) for p in problems] == [("byte 13", "2 NUL bytes from here on were left out.")]


def test_utf16_cut_in_the_middle() -> None:
    documents, problems = read("\n".join(LETTER).encode("utf-16-le")[:-1])
    assert documents and documents[0].text.startswith(LETTER[0]) and len(problems) <= 1


@pytest.mark.parametrize("data", [b"", b"\n \r\n\t", b"\xef\xbb\xbf"])
def test_empty(data: bytes) -> None:
    documents, problems = read(data)
    assert not documents and "empty" in problems[0].sentence


def test_a_line_too_long_is_left_out_and_named() -> None:
    long = b"The fleet has sailed. " * (LONGEST_LINE // 20)
    began = time.perf_counter()
    documents, problems = read(b"Dear Sir:\n" + long + b"\nC. Ekholm")
    assert time.perf_counter() - began < 5
    assert [d.text for d in documents] == ["Dear Sir:\nC. Ekholm"]
    assert [p.place for p in problems] == ["line 2"]


def test_arbitrary_bytes_never_raise() -> None:
    for seed in range(40):
        data = bytes((i * i * (seed + 3) + seed * 7 + (i >> 3)) % 256 for i in range(400))
        read(data)
        decode(data[seed:])


def test_wrapped_lines_become_paragraphs() -> None:
    assert unwrapped(WRAPPED.splitlines()) == [
        "The Minister was received on Tuesday and said that the government would not, as matters stood, object to the "
        "opening of the port of Sorok to foreign vessels.",
        "He added that the non-renewal of the convention was not his wish. The non-renewal had been urged by others whom he "
        "did not name, and he hoped that it would not be held against him.",
        "[1] Not printed.", "[2] See the telegram of the 4th, which is not printed either."]


def test_paragraphs_by_blank_lines_and_heads_that_stay() -> None:
    text = """\
Mr. Rask to Mr. Hollen.

Foreign Office,
Anstad, March 3, 1864.

Sir: Your despatch of the 14th ultimo has been laid before the King, who
commands me to say that the conduct of the legation in the matter of the
salt pans meets with his entire approval.

You will therefore continue to insist upon the payment of the sum that
was agreed upon, and report by every post.

I am, sir, your obedient servant,
H. RASK.
"""
    assert [line[:20] for line in unwrapped(text.splitlines())] == [
        "Mr. Rask to Mr. Holl", "Foreign Office,", "Anstad, March 3, 186", "Sir: Your despatch o", "You will therefore c",
        "I am, sir, your obed", "H. RASK."]


def test_one_paragraph_a_line_is_left_alone() -> None:
    assert unwrapped([*LETTER, "", *RUSSIAN]) == [*LETTER, *RUSSIAN]


def test_double_spacing() -> None:
    lines = ["The Minister was received on Tuesday and said that the treaty", "would not, as matters stood, be renewed before the",
             "end of the year, and that nothing could be done about it until", "the chambers had met and the budget had been passed",
             "by both of them, which would hardly be before the spring of the", "year that follows."]
    assert unwrapped([x for line in lines for x in (line, "")]) == [" ".join(lines)]


def test_where_blank_lines_part_paragraphs_only_they_do() -> None:
    lines = ["Letter from the Commissar for Trade to the Envoy in Anstad P. K.", "Orlen.", "", "January 3, 1927", "",
             "I expect your answer to paragraph 8 of the letter of May 4, No. 59", "[6] . It is plain that we wait for it and for nothing else, and",
             "that we shall not write again.", "", "With greetings", "", "A. Berg", "", "[6] See above."]
    assert unwrapped(lines) == [
        "Letter from the Commissar for Trade to the Envoy in Anstad P. K. Orlen.", "January 3, 1927",
        "I expect your answer to paragraph 8 of the letter of May 4, No. 59 [6] . It is plain that we wait for it and for nothing else, "
        "and that we shall not write again.", "With greetings", "A. Berg", "[6] See above."]
