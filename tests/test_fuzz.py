"""Whatever the text, no reader raises and every span lies in its text."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.edition.annotation import Apparatus, Name
from dragoman.edition.problem import Problem
from dragoman.edition.reading import Reading, json_line, papers
from dragoman.readers import read_document
from dragoman.sources.plain import open_text

# Pieces that the readers look for, so that arbitrary text is not merely text they pass over.
PIECES = ["No. 76.", "Mr. Seward to Mr. Adams.", "711.94/1035: Telegram", "[3]", "[3] See", "* * *",
          "the 3rd of this month", "Nos. 126, 128 and 136", "my 935 and 937", "ultimo", "February 29, 1900",
          "99th instant", "31 June", "Tokyo, ", "[Received", "[Inclosure 1 in No. 12.]", "1. ", "8. ", "“", "”",
          "\n", "\r\n", "\t", "\u2028", "\x0c", "—", "a. m.", "(", ")", "[", "]", "Memorandum of Conversation",
          "to", "the Secretary of State", "Sir:", "I am, etc.,", "U. S. S. ", "0", "9" * 30, "İ", "ß", "\u0301",
          "e\u0301", "Ⅳ", "٣", "²", "1860-1861", "from January 3 to", "Izvestia, ",
          "Foreign Relations, 1899, page ", "treaty of ", "Ambassador of Japan to the USSR in 1932-1936."]
MIXED = st.one_of(st.sampled_from(PIECES), st.text(max_size=8))
TEXTS = st.one_of(st.text(max_size=400), st.lists(MIXED, max_size=40).map(" ".join),
                  st.lists(MIXED, max_size=40).map("".join))


def check(reading: Reading) -> None:
    size = len(reading.document.text)
    for block in reading.document.blocks:
        assert 0 <= block.start < block.end <= size, block
    for note in reading.document.notes:
        assert 0 <= note.start < note.end <= size, note
        assert note.marker is None or 0 <= note.marker < size, note
    for a in reading.annotations:
        assert 0 <= a.start < a.end <= size, a
        if isinstance(a.body, Name):
            assert all(0 <= s < e <= size for s, e in a.body.mentions), a
        if isinstance(a.body, Apparatus) and a.body.target:
            assert 0 <= a.body.target[0] < a.body.target[1] <= size, a


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_readers_stand_any_text(text: str) -> None:
    readings = [read_document(d) for d in open_text("fuzz", text.encode("utf-8", "surrogatepass"), "fuzz.txt")
                if not isinstance(d, Problem)]
    for reading in readings:
        check(reading)
        assert read_document(reading.document) == reading, "a reader is not pure"
    for group in papers(readings):
        record = msgspec.json.decode(json_line(group))
        assert all(0 <= a["start"] < a["end"] <= len(record["text"]) for a in record["annotations"])


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=600))
def test_sources_stand_any_bytes(data: bytes) -> None:
    for item in open_text("fuzz", data, "fuzz.txt"):
        if isinstance(item, Problem):
            assert item.line() and "\n" not in item.line()
        else:
            check(read_document(item))
