"""What is found by a concordance is what the pattern finds by itself; so too what is found by its last letters."""

import importlib
import pkgutil
import re

import pytest

import dragoman.readers
from dragoman.edition.document import Document
from dragoman.lexicon.concordance import Led, concordance, first_words, has_any
from dragoman.readers import names
from dragoman.readers.heading import kinds
from dragoman.readers.names import capitals, organisations
from dragoman.readers.references import days, enclosed, patterns
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

# the package holds functions of these names
laws, press = (importlib.import_module(f"dragoman.readers.references.{name}") for name in ("laws", "press"))
# patterns with the letters of which some stand in all that they find, and examples
PARTS = {
    "STATUTES": (laws.STATUTES, laws._STATUTE_SERIES, "48 Stat. 811; 14 UST 313; 9 UNTS 3; 12 Stat. L. 5"),
    "EVEN_DATE": (days.EVEN_DATE, days._EVEN_DATES, "of even date; of this date; of the same date"),
    "PRESS_ITEM": (press.PRESS_ITEM, press._ITEM_WORDS, "press reports; newspaper article; news stories; wire service item; article in the press; items from some papers; notice in the official journal; editorial in the gazette; express story"),
    "ENCLOSING": (enclosed.ENCLOSING, enclosed._ENCLOSING, "inclose a list; Enclosing copies; append the statement; annexed the list; transmit herewith a copy"),
    "ACCOMPANYING": (enclosed.ACCOMPANYING, enclosed._ACCOMPANYING, "enclosed copy; inclosed, accompanying list; annexed papers; subjoined. appended copy; attached list"),
    "NUMBERED": (enclosed.NUMBERED, enclosed._NUMBERED, "Inclosure No. 2; enclosures 1; exhibit A; Annex 3; appendix B"),
    "WITH_ITS": (enclosed.WITH_ITS, enclosed._WITH_ITS, "with its inclosures; with the enclosure; and their accompaniments"),
    "CABLESE": (patterns.CABLESE, patterns.CABLESE_ENDS, "Deptel 123; urtels Nos. 5; Embdes 77; reurdess 8"),
    "SMALL": (organisations.SMALL, organisations._SMALL_PARTS, "legation of the United States; embassy of the United States of America; army of the United States; navy of the United States; imperial foreign office; royal foreign office; navy department; treasury department; war department; state department; naturalization bureau; house of commons; corps législatif"),
    "COURTESY": (kinds._COURTESY, kinds._COURTESIES, "highest consideration; renewed assurance; Accept, Sir; accept [; Avail myself; embrace the opportunity; Seize this; renew to"),
}


@pytest.mark.parametrize(("pattern", "parts", "examples"), PARTS.values(), ids=PARTS)
def test_parts_stand_in_all_that_is_found(pattern: re.Pattern[str], parts: tuple[str, ...], examples: str) -> None:
    for example in examples.split("; "):
        assert pattern.search(example), example
        assert any(part in example or part in example.lower() for part in parts), example


def test_words_that_say_nothing_name_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = [names.read(Document("d", text), {}) for text in TEXTS]
    monkeypatch.setattr(capitals, "_says_nothing", lambda word: False)
    assert quick == [names.read(Document("d", text), {}) for text in TEXTS]


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
