"""Sentences, and what they say stood in a paper."""

import sqlite3
from collections.abc import Callable

import pytest
from letters import telegram

from dragoman.inquiries.missing import dossier, missing
from dragoman.lexicon.stops import sentence

SENTENCES = [
    ("He came. «Your No. 5» was read. It rained.", "Your No. 5 was read."),
    ("Your Mr. A. B. Smith wrote «the note» to Gen. Scott. Then", "Your Mr. A. B. Smith wrote the note to Gen. Scott."),
    ("22. «Your 7, March 3, 6 p.m.» Please call at once.", "Your 7, March 3, 6 p.m."),
    ("8. I read «your report, No. 427», with interest [9]. In view", "I read your report, No. 427, with interest [9]."),
    ("One line\nOf «No. 3» nothing\nmore.", "Of No. 3 nothing"),
    ("«No. 3»", "No. 3"),
]


@pytest.mark.parametrize(("marked", "expected"), SENTENCES)
def test_a_sentence_is_whole(marked: str, expected: str) -> None:
    before, _, rest = marked.partition("«")
    words, _, after = rest.partition("»")
    text = before + words + after
    start, end = sentence(text, len(before), len(before + words))
    assert text[start:end].rstrip(",") == expected


CONTENTS = [
    ("Referring to your telegram No. 512 regarding the salt pans, I have the honor to report.", "regarding the salt pans"),
    ("Your despatch No. 512 on the salt harvest has not reached me.", "on the salt harvest"),
    ("I have your telegram No. 512, in which you ask whether the ships sailed; they did.", "in which you ask whether the ships sailed"),
    ("I have your telegram No. 512, in which, by order, you ask for news.", "in which, by order, you ask for news"),
    ("Your telegram No. 512 concerning the vessels which were seized was read.", "concerning the vessels which were seized"),
    ("Your telegram No. 512 was received on May 3.", None),
    ("Your telegram No. 512 arrived about noon.", None),
    ("The Minister read your telegram No. 512 on board the ship.", None),
    ("Your telegram No. 512 on receipt of which I called is clear.", None),
]


@pytest.mark.parametrize(("body", "expected"), CONTENTS)
def test_what_stood_in_it(filing: Callable[..., sqlite3.Connection], body: str, expected: str | None) -> None:
    connection = filing(one=telegram(600, "March 20, 1936", body))
    (record,) = missing(connection).rows
    assert record.number == "512"
    assert [s.passage.quote for s in dossier(connection, record.id).contents] == ([expected] if expected else [])


def test_a_note_tells_contents_or_where_it_is(filing: Callable[..., sqlite3.Connection]) -> None:
    text = telegram(600, "March 20, 1936", "Your 512[1] and your 515[2] and your 518[3] came.")
    connection = filing(one=text + "[1] Not printed.\n[2] It stated that “no ship had sailed”.\n[3] Joseph C. Grew, Ambassador.\n")
    found = {m.number: dossier(connection, m.id) for m in missing(connection).rows}
    assert [[p.quote for p in found[n].editors] for n in ("512", "515", "518")] == [["Not printed."], [], []]
    assert [[s.passage.quote for s in found[n].contents] for n in ("512", "515", "518")] == [
        [], ["It stated that “no ship had sailed”."], []]
