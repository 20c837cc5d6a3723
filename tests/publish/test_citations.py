"""Citations: what a footnote says of each sort of paper, and that no paper can break a form open."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from dragoman.edition.annotation import Annotation, Apparatus, HeadingField
from dragoman.edition.docket import Party
from dragoman.edition.document import Document, Markup
from dragoman.edition.reading import Reading
from dragoman.pipeline import read_file
from dragoman.publish.citations import FORMS, Citation, bibtex, chicago, citation_of, csl_json, ris
from dragoman.publish.citations.bibtex import key_of
from dragoman.publish.citations.csl import issued
from dragoman.publish.citations.days import in_words

EDITION = "Documents of foreign policy of the USSR. T. 20. January - December 1937 / Ministry of Foreign Affairs of the USSR, M.: Politizdat, 1976"
ON_THE_CARD = EDITION.replace("USSR, M.", "USSR; - M.")
SECRETARY = Party(None, "Secretary of State")
TELEGRAM = Citation("frus1936v03/d12", "telegram", "The Ambassador in Japan (Grew) to the Secretary of State", "98", "1936-03-23", "19:00", "Tokyo",
                    (Party("Grew", "Ambassador in Japan"),), (SECRETARY,), source="711.94/1035", within="frus1936v03", document="12", language="en")
LETTER = Citation("letter-1937-01-21", "letter", date="1937-01-21", sender=(Party("B. Stomonyakov", "Deputy People's Commissar"),),
                  recipient=(Party("K. K. Yurenev"),), within=EDITION, pages=("54", "58"))
CASES = {
    "a letter": (LETTER, f"B. Stomonyakov to K. K. Yurenev, 21 January 1937, in {EDITION}, 54–58."),
    "a telegram with its number": (TELEGRAM, "Grew to the Secretary of State, telegram no. 98, Tokyo, 23 March 1936, 711.94/1035, frus1936v03, doc. 12."),
    "a telegram without one, told by its hour": (structs.replace(TELEGRAM, number=None), "Grew to the Secretary of State, telegram, Tokyo, 23 March 1936, 19:00, 711.94/1035, frus1936v03, doc. 12."),
    "a despatch": (Citation("frus1897/d9", "despatch", None, "No. 604", "1901-04-20", None, "Caracas", (Party("Russell"),), (Party("Hay"),), within="frus1901", document="9", pages=("4", "5")),
                   "Russell to Hay, despatch no. 604, Caracas, 20 April 1901, in frus1901, doc. 9, pp. 4–5."),
    "a conversation without a writer": (Citation("v/d1", "conversation", "Memorandum of Conversation", date="1963-09", participants=(Party("Rusk"), Party(None, "Soviet Ambassador")), within="v"),
                                        "Memorandum of conversation between Rusk and the Soviet Ambassador, September 1963, in v."),
    "a conversation with its writer": (Citation("v/d1", "conversation", "Memorandum by Welles", sender=(Party("Welles"),), participants=(Party("Morales"),), within="v"),
                                       "Welles, memorandum of conversation with Morales, n.d., in v."),
    "a title alone": (Citation("v/d1", "treaty", "draft treaty.", within="v"), "Draft treaty, n.d., in v."),
    "nothing known": (Citation("v/d1", within="v"), "Untitled paper, n.d., in v."),
    "nothing known but a number": (Citation("v/d1", "note", number="7", within="v"), "Note no. 7, n.d., in v."),
    "a recipient alone": (Citation("v/d1", "letter", recipient=(Party("Notables of Lima"),), within="v"), "Letter to Notables of Lima, n.d., in v."),
    "an enclosure of a volume": (Citation("v/d2/1", "enclosure", "Decree", within="v", document="2", enclosures=("1",), enclosed_in="v/d2"), "Decree, n.d., in v, doc. 2, enclosure 1."),
    "an enclosure of a single paper": (Citation("despatch/1", "note", sender=(Party("Rask"),), enclosed_in="despatch", within="papers"), "Rask, note, n.d., in papers, enclosure in despatch."),
    "an office alone": (Citation("v/d1", "note", sender=(SECRETARY,), recipient=(Party(None, "British Embassy"),), within="v"), "The Secretary of State to the British Embassy, note, n.d., in v."),
    "many addressees": (Citation("v/d1", "letter", sender=(Party("A"),), recipient=tuple(map(Party, "BCDE")), within="v"), "A to B et al., n.d., in v."),
    "an address": (Citation("v/d1", "letter", sender=(Party("A"),), within="v", address="https://x.org/d 1"), "A, n.d., in v, https://x.org/d%201."),
}
HOSTILE = 'Lord {\\input{/etc/passwd}}\r\nER  - \r\nTY  - BOOK\n\n@book{x, title="%$#&_~^<b>"}\x00\x1b[31m\u2028\u202e} and {'
DATES = {
    "1937-01-21": "21 January 1937", "1936-03~": "ca. March 1936", "1936?": "1936?", "1936-03%": "ca. March 1936?", "1936-03-03/1936-03-05": "between 3 and 5 March 1936",
    "1936-03/1936-04": "between March and April 1936", "1936-03-03/1936-04-05": "between 3 March and 5 April 1936", "1935/1936": "between 1935 and 1936", "1936/1936": "1936",
    "../1936-03-03": "on or before 3 March 1936", "1936/..": "in or after 1936", "[1936-03-03,1936-03-05]": "3 March 1936 or 5 March 1936", "{1936,1937}": "1936 and 1937",
    "[1936-03-03..1936-03-05]": "between 3 and 5 March 1936", "1936-21": "spring 1936", "193X": "1930s", "18XX": "between 1800 and 1899", "XXXX-06-03": "3 June, year unknown",
    "1936-XX-05": "1936", "XXXX": None, "../..": None, "1936-02-31": None, "soon": None, "[1936..1937..1938]": None, "": None,
}
# CSL 1.0.2, schemas/input/csl-data.json: those of its fields that an item may have here
CSL_FIELDS = {"id", "type", "title", "author", "recipient", "issued", "genre", "number", "container-title", "section", "page", "event-place", "archive_location", "language", "note", "URL"}


@pytest.mark.parametrize(("citation", "note"), CASES.values(), ids=CASES)
def test_the_note_says_who_to_whom_what_where_and_when(citation: Citation, note: str) -> None:
    assert chicago(citation) == note


@pytest.mark.parametrize(("edtf", "words"), DATES.items())
def test_dates_are_worded_as_surely_as_they_are_known(edtf: str, words: str | None) -> None:
    assert in_words(edtf) == words


def reading(fields: dict[str, Any], **document: Any) -> Reading:
    bodies = [HeadingField(f, **v) if isinstance(v, dict) else HeadingField(f, v) for f, v in fields.items()]   # type: ignore[arg-type]
    return Reading(Document(**{"id": "frus1936v03/d12", "text": "x" * 90, "form": "tei", **document}), tuple(Annotation("heading", 0, 1, b, "given") for b in bodies))


def test_a_volume_gives_the_number_and_pages_of_its_document() -> None:
    found = reading({"kind": "telegram", "source": "711.94/1035"}, markup=(Markup("pb", 40, 40, None, "76"), Markup("pb", 90, 90, None, "77")))
    c = citation_of(found, collection="frus1936v03")
    assert (c.document, c.enclosures, c.pages, c.source, c.within) == ("12", (), ("75", "76"), "711.94/1035", "frus1936v03")
    assert citation_of(found, collection="frus1936v03", volume="Foreign Relations, 1936, vol. 3", pages=["75"]).pages == ("75",)
    assert chicago(citation_of(found, collection="x", volume="Foreign Relations, 1936, vol. 3")).endswith("711.94/1035, Foreign Relations, 1936, vol. 3, doc. 12, pp. 75–76.")


def test_page_breaks_that_readers_found_tell_the_pages_too() -> None:
    found = reading({"kind": "letter"}, id="pages/2", form="pdf")
    found = structs.replace(found, annotations=(*found.annotations, Annotation("apparatus", 0, 0, Apparatus("page", "96"), ""), Annotation("apparatus", 50, 50, Apparatus("page", "97"), "")))
    c = citation_of(found, collection="papers")
    assert (c.pages, c.document) == (("96", "97"), None)


def test_a_paper_that_opens_on_a_new_page_begins_there() -> None:
    found = reading({"kind": "letter"}, markup=(Markup("pb", 0, 0, None, "20"), Markup("pb", 50, 50, None, "21")))
    assert citation_of(found, collection="frus1936v03").pages == ("20", "21")


@pytest.mark.parametrize(("identity", "enclosures"), [("v/d2/1", ("1",)), ("v/d2/d2a3", ("3",)), ("v/d2/1/2", ("1", "2"))])
def test_an_enclosure_is_found_by_its_carrier(identity: str, enclosures: tuple[str, ...]) -> None:
    c = citation_of(reading({}, id=identity, enclosed_in="v/d2"), collection="v")
    assert (c.document, c.enclosures) == ("2", enclosures)


@pytest.mark.parametrize(("source", "within", "pages"), [
    (f"{ON_THE_CARD}., pp. 54-58.", EDITION, ("54", "58")), ("Acts. T. 3. - Drasna: Skov, 1958", "Acts. T. 3, Drasna: Skov, 1958", ()), ("Documents of Foreign Policy, vol. 4, Drasna, 1958, p. 52", "Documents of Foreign Policy, vol. 4, Drasna, 1958", ("52",)),
    ("711.94/1035", None, ()), ("Edward M. House Papers", None, ()), ("National Archives, RG 59, Central Files 1964–66, vol. 3, p. 5", None, ())])
def test_an_edition_is_told_from_an_archive(source: str, within: str | None, pages: tuple[str, ...]) -> None:
    c = citation_of(reading({"source": source}, form="text", id="a"), collection="papers")
    assert (c.within, c.source, c.pages) == ((within, None, pages) if within else ("papers", source, ()))


def test_the_path_of_a_file_is_in_no_citation() -> None:
    c = citation_of(reading({"kind": "letter"}, origin="/home/ada/secret/a.txt"), collection="papers")
    assert all("secret" not in form.write(c) for form in FORMS.values())


def test_the_founding_letter(letter: Path) -> None:
    (found,) = [r for r in read_file(letter) if isinstance(r, Reading)]
    assert chicago(citation_of(found, collection="letters")) == CASES["a letter"][1]


def test_bibtex_of_a_telegram() -> None:
    assert bibtex(TELEGRAM) == """@misc{frus1936v03:d12,
  author = {{Grew}},
  title = {{The Ambassador in Japan (Grew) to the Secretary of State}},
  recipient = {{Secretary of State}},
  date = {1936-03-23},
  year = {1936},
  month = mar,
  type = {telegram},
  number = {98},
  howpublished = {In frus1936v03, doc. 12},
  address = {Tokyo},
  language = {en},
  note = {Telegram no. 98; 711.94/1035; at 19:00},
}
"""


def test_ris_of_a_telegram() -> None:
    assert ris(TELEGRAM).split("\r\n") == [
        "TY  - PCOMM", "AU  - Grew", "A2  - Secretary of State", "TI  - The Ambassador in Japan (Grew) to the Secretary of State", "T2  - frus1936v03", "PY  - 1936", "DA  - 1936/03/23/",
        "M3  - telegram", "M1  - 98", "CY  - Tokyo", "SE  - doc. 12", "AN  - 711.94/1035", "LA  - en", "N1  - at 19:00", "ID  - frus1936v03/d12", "ER  - ", ""]


def test_csl_of_a_telegram() -> None:
    assert json.loads(csl_json(TELEGRAM)) == [{
        "id": "frus1936v03/d12", "type": "personal_communication", "title": "The Ambassador in Japan (Grew) to the Secretary of State", "author": [{"family": "Grew"}],
        "recipient": [{"literal": "Secretary of State"}], "issued": {"date-parts": [[1936, 3, 23]]}, "genre": "telegram", "number": "98", "container-title": "frus1936v03", "section": "doc. 12",
        "event-place": "Tokyo", "archive_location": "711.94/1035", "language": "en", "note": "at 19:00"}]


@pytest.mark.parametrize(("citation", "sort", "tag"), [
    (LETTER, "personal_communication", "PCOMM"), (CASES["a title alone"][0], "treaty", "GEN"), (CASES["a conversation with its writer"][0], "document", "GEN"),
    (Citation("r", "report"), "report", "RPRT"), (structs.replace(LETTER, kind="memorandum"), "personal_communication", "PCOMM"), (Citation("o"), "document", "GEN")])
def test_the_sort_of_item(citation: Citation, sort: str, tag: str) -> None:
    assert json.loads(csl_json(citation))[0]["type"] == sort
    assert ris(citation).startswith(f"TY  - {tag}\r\n")


@pytest.mark.parametrize(("edtf", "date"), [
    ("1937", {"date-parts": [[1937]]}), ("1936-03~", {"date-parts": [[1936, 3]], "circa": True}), ("1936-03-03/1936-03-05", {"date-parts": [[1936, 3, 3], [1936, 3, 5]]}),
    ("1936-22", {"date-parts": [[1936]], "season": 2}), ("193X", {"literal": "1930s"}), ("1936/..", {"literal": "in or after 1936"}), ("XXXX", None), (None, None)])
def test_csl_dates(edtf: str | None, date: dict[str, object] | None) -> None:
    assert issued(edtf) == date


@pytest.mark.parametrize(("name", "split"), [
    ("B. Stomonyakov", {"family": "Stomonyakov", "given": "B."}), ("Joseph C. Grew", {"family": "Grew", "given": "Joseph C."}), ("E.B. Washburne", {"family": "Washburne", "given": "E.B."}),
    ("Grew", {"family": "Grew"}), ("Said Pasha", {"literal": "Said Pasha"}), ("R. SEMMES, Captain", {"literal": "R. SEMMES, Captain"}), ("Witherspoon & Co.", {"literal": "Witherspoon & Co."})])
def test_names_are_split_only_where_initials_tell(name: str, split: dict[str, str]) -> None:
    assert json.loads(csl_json(Citation("x", sender=(Party(name),))))[0]["author"] == [split]


def test_ris_authors_have_a_comma_only_before_a_given_name() -> None:
    written = ris(Citation("x", sender=(Party("K. K. Yurenev"), Party("R. SEMMES, Captain"))))
    assert "AU  - Yurenev, K. K.\r\nAU  - R. SEMMES Captain\r\n" in written


def test_keys_are_told_apart_as_ids_are() -> None:
    ids = ["frus1936v03/d12", "frus1936v03:d12", "frus1936v03-d12", "frus1936v03_d12", "a b", "a  b", "ä", "a", "Письмо", "письмо", "", "/", "a/", "{a}"]
    keys = {key_of(i) for i in ids}
    assert len(keys) == len(ids) and all(re.fullmatch(r"[A-Za-z0-9.:_-]+", k) for k in keys)


@pytest.mark.parametrize("address", ["javascript:alert(1)}", "https://x.org/a b\r\nER  - ", "https://x.org/%20?a={b}"])
def test_an_address_stays_one_word(address: str) -> None:
    c = Citation("x", address=address)
    fields = entry_of(bibtex(c))
    assert fields["url"] == record_of(ris(c))["UR"] == item_of(csl_json(c))["URL"]
    assert not re.search(r"[\s{}\\]", fields["url"])


def entry_of(text: str) -> dict[str, str]:
    """The one entry of a file as BibTeX reads it: braces are counted, with a backslash before them or not."""
    opening = re.match(r"@misc\{[A-Za-z0-9.:_-]+,\n", text)
    assert opening and text.count("\n") == len(text.splitlines())
    at, fields = opening.end(), {}
    while not text.startswith("}", at):
        m = re.compile(r"  ([a-z]+) = ").match(text, at)
        assert m, text[at:]
        at = start = m.end()
        depth = 0
        while depth or text[at] != ",":
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            assert depth >= 0
            at += 1
        assert m[1] not in fields and "\n" not in text[start:at] and text[at:at + 2] == ",\n"
        bare = text[start:at]
        assert bare[0] + bare[-1] == "{}" or bare.isalpha()
        fields[m[1]] = bare.removeprefix("{").removesuffix("}")
        at += 2
    assert text[at:] == "}\n"
    return fields


def record_of(text: str) -> dict[str, str]:
    """The one record of a file; the last of a repeated tag."""
    lines = text.removesuffix("\r\n").split("\r\n")
    assert text.endswith("\r\nER  - \r\n") and len(lines) == len(text.splitlines())
    cut = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", each) for each in lines]
    assert all(cut)
    tags = [m[1] for m in cut if m]
    assert (tags[0], tags[-1], tags.count("TY"), tags.count("ER")) == ("TY", "ER", 1, 1)
    return {m[1]: m[2] for m in cut if m}


def item_of(text: str) -> dict[str, Any]:
    """The one item of a file."""
    (item,) = json.loads(text)
    assert set(item) <= CSL_FIELDS and {"id", "type"} <= set(item)
    strings = re.findall(r'"((?:[^"\\]|\\.)*)"', text)
    assert all("\\n" not in s.replace("\\\\", "") and "\\u00" not in s.replace("\\\\", "") for s in strings)
    return dict(item)


def note_of(text: str) -> dict[str, str]:
    """The one line of a note."""
    assert len(text.splitlines()) == 1 and text.endswith(".") and text.replace("\u00ad", "").replace("\u200d", "").strip() == text.replace("\u00ad", "").replace("\u200d", "")
    return {"note": text}


PARSED: dict[str, Callable[[str], dict[str, Any]]] = {"chicago": note_of, "bibtex": entry_of, "ris": record_of, "csl-json": item_of}
# any text, lone surrogates too, and the pieces of which a break-out would be made
PIECES = st.sampled_from(["{", "}", "\\", "%", "\r\n", "\n", "\x85", "\u2028", "ER  - ", "TY  - BOOK", "@misc{", '"', ", ", " and ", "{:", "</script>", "\x00", "\u202e", "\ud800"])
WORDS = st.text(st.characters(exclude_categories=())) | st.lists(PIECES | st.text(max_size=3), max_size=8).map("".join)
MAYBE = st.none() | WORDS
PARTIES = st.lists(st.builds(Party, MAYBE, MAYBE), max_size=5).map(tuple)
PAPERS = st.builds(Citation, WORDS, WORDS | st.sampled_from(["letter", "treaty", "conversation", "other"]), MAYBE, MAYBE, MAYBE | st.sampled_from(list(DATES)), MAYBE, MAYBE, PARTIES, PARTIES, PARTIES,
                   MAYBE, MAYBE, WORDS, MAYBE, st.lists(WORDS, max_size=2).map(tuple), MAYBE, st.lists(WORDS, max_size=2).map(tuple), MAYBE, MAYBE)


@pytest.mark.parametrize("form", FORMS)
@given(citation=PAPERS)
def test_whatever_a_paper_says_one_record_is_left(form: str, citation: Citation) -> None:
    text = FORMS[form].write(citation)
    text.encode("utf-8")
    PARSED[form](text)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("field", [f for f in Citation.__struct_fields__ if f not in ("sender", "recipient", "participants", "pages", "enclosures")])
def test_a_paper_that_means_harm_is_cited_like_any_other(form: str, field: str) -> None:
    harm = structs.replace(TELEGRAM, **{field: HOSTILE})
    assert PARSED[form](FORMS[form].write(harm)).keys() >= PARSED[form](FORMS[form].write(TELEGRAM)).keys() - {"date", "year", "month", "issued", "DA", "PY"}


def test_hostile_parties_stay_one_party_each() -> None:
    harm = structs.replace(TELEGRAM, sender=(Party(HOSTILE), Party(None, HOSTILE)), recipient=(Party("a and b, c"),))
    assert len(item_of(csl_json(harm))["author"]) == 2 == ris(harm).count("AU  - ")
    assert entry_of(bibtex(harm))["recipient"] == "{a and b, c}"


@given(words=WORDS.filter(lambda w: bool(w.split())), edtf=st.sampled_from([d for d in DATES if d]))
def test_any_heading_makes_a_citation_whose_words_are_kept(words: str, edtf: str) -> None:
    c = citation_of(reading({"title": words, "number": words, "source": words, "date": edtf, "sender": {"name": words, "office": words}}, id=words, enclosed_in=words),
                    collection=words, volume=words, pages=[words], address=words)
    assert c == citation_of(reading({"title": c.title, "number": c.number, "source": c.source, "date": c.date, "sender": {"name": c.title, "office": c.title}}, id=c.id, enclosed_in=c.id),
                            collection=c.within, volume=c.within, pages=[c.title or ""], address=c.address)
    for form, parsed in PARSED.items():
        parsed(FORMS[form].write(c))


def test_the_forms_are_those_that_people_choose_among() -> None:
    assert {key: (form.media_type, form.ending) for key, form in FORMS.items()} == {
        "chicago": ("text/plain", "txt"), "bibtex": ("application/x-bibtex", "bib"), "ris": ("application/x-research-info-systems", "ris"),
        "csl-json": ("application/vnd.citationstyles.csl+json", "json")}
