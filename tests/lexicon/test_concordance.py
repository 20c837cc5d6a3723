"""What is found by a concordance is what the pattern finds by itself; so too what is found by its last letters."""

import importlib
import pkgutil
import re

import pytest

import dragoman.readers
from dragoman.lexicon.concordance import Led, concordance, first_words, has_any
from dragoman.readers.references.before import Before
from dragoman.specimen import papers

# the specimen, and the letters around words that could mislead: italics, hyphens, run-together words
TEXTS = [path.read_text(encoding="utf-8") for path in sorted(papers().glob("*.txt"))]
ODD = """_My_ 5 and our-5, Army 7; hismy 8. “Note_ and Notes, the_note, footnote; note-book; a note’s date. The ship’s boat on
board, aboard; on boards. File No. 8, profile No. 9; documents 10, doc. S/5; R. S. 5; H. R. 87; H.R. 8; PL 480; the 3d and
Times-Herald, the Times’ man, The Times, New York Times; treaty1, Treaty of 1872; consulates; to-day’s, todays, toto-day.
According to the Tass report, a Reuter despatch, the Associated Press reports; its issue of; bits issue of; sections 5 of the
Law; dissection 5 of the Law; two years ago, agog; since, Since; the Ministry of Justice; Co. and Company’s; Companyman. """ * 2
FIGURES = ("3", "3d", "25th", "1936", "1899–1900", "1936-03-23", "23.3.1936", "12 May", "4 and 5 July", "$1850", "7th inst")
MODULES = [importlib.import_module(m.name)
           for m in pkgutil.walk_packages(dragoman.readers.__path__, "dragoman.readers.")]
LED = {f"{module.__name__}.{name}": value for module in MODULES for name, value in vars(module).items()
       if isinstance(value, Led)}
BEFORE = {f"{module.__name__}.{name}": value for module in MODULES for name, value in vars(module).items()
          if isinstance(value, Before)}


@pytest.mark.parametrize("pattern", LED.values(), ids=LED)
def test_led_is_the_pattern_itself(pattern: Led) -> None:
    forms = " ".join(f"{word} {word}s 5, The {word}-{word}; a{word} _{word}_" for word in sorted(pattern.words or FIGURES))
    for text in (*TEXTS, ODD, f"{ODD}\n{forms}"):
        assert [m.span() for m in pattern.finditer(text)] == [m.span() for m in pattern.pattern.finditer(text)]


@pytest.mark.parametrize("pattern", BEFORE.values(), ids=BEFORE)
def test_before_is_the_pattern_itself(pattern: Before) -> None:
    for text in (*TEXTS[:6], ODD):
        for m in re.finditer(r"(?<= )", text):
            start, end = max(0, m.start() - 90), m.start()
            quick, plain = pattern.search(text, start, end), pattern.pattern.search(text, start, end)
            assert (quick and quick.span()) == (plain and plain.span())


def test_concordance() -> None:
    text = "The aide-mémoire of the 3d, _the_ aide."
    assert concordance(text).places == {"The": [0], "aide": [4, 34], "mémoire": [9], "of": [17], "the": [20, 29], "3d": [24]}
    assert has_any(text, {"3d", "4th"}) and not has_any(text, {"memoire"})
    assert first_words(["aide-mémoire", "note", "note verbale"]) == {"aide", "note"}
