"""CMIF: what is written is valid by the schema and the Schematron of the format, complete, and marked where it is conjecture."""

import re
import shutil
import sqlite3
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dragoman import Archive
from dragoman.archive.journal import decide
from dragoman.archive.listing import Finding
from dragoman.archive.store import open_archive
from dragoman.cli.main import main
from dragoman.edition.annotation import HeadingField
from dragoman.edition.dates import parse
from dragoman.inquiries.identifiers import match
from dragoman.inquiries.missing import Missing
from dragoman.publish.cmif import absent, cmif
from dragoman.publish.cmif.dates import contradicted, dated, is_exact, printed
from dragoman.publish.cmif.description import description, outside_brackets
from dragoman.publish.cmif.elements import lines
from dragoman.publish.cmif.header import address_of_paper, sources_of
from dragoman.publish.exporting import Exported, Wanted

SCHEMA = Path(__file__).parent.parent.parent.parent / "shared" / "schema"
TEI, SCHEMATRON = "{http://www.tei-c.org/ns/1.0}", "{http://purl.oclc.org/dsdl/schematron}"
EVERYTHING = Wanted(missing=True, title="Letters & more", editor="Ada <i> Reader <ada@example.org>", publisher="A press",
                    url="https://example.org/cmif.xml", address="https://example.org/papers/{id}?a=1&b=2")
ATTRIBUTES = ("when", "from", "to", "notBefore", "notAfter")
DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


@pytest.fixture(scope="session")
def schema() -> etree.RelaxNG:
    """The RELAX NG schema of CMIF."""
    if not SCHEMA.exists():
        pytest.skip("the schemas are not beside this checkout")
    return etree.RelaxNG(etree.parse(SCHEMA / "cmi-customization.rng"))


def written(archive: Path, wanted: Wanted | None = None) -> tuple[Any, Exported]:
    file = BytesIO()
    with Archive(archive) as opened:
        exported = cmif(opened._connection, file, wanted or Wanted(), lambda what, count: None)
    return etree.fromstring(file.getvalue()), exported


def assert_valid(root: Any, schema: etree.RelaxNG) -> None:
    assert schema.validate(root), list(schema.error_log)[:5]
    assert not list(unheeded(root))


def unheeded(root: Any) -> list[str]:
    """The asserts of cmif.sch that do not hold. They are XPath 1.0 but for matches(), which lxml is given here."""
    found = []
    rules = list(etree.parse(SCHEMA / "cmif.sch").iter(f"{SCHEMATRON}rule"))
    assert len(rules) == 4
    names = {"tei": TEI[1:-1]}
    matches = {(None, "matches"): lambda context, values, pattern: any(re.search(pattern, v) for v in values)}
    for rule in rules:
        element, _, attribute = rule.get("context").partition("/@")
        for node in root.iterfind(f".//{element}", names):
            if attribute and node.get(attribute) is None:
                continue
            for test in rule.iter(f"{SCHEMATRON}assert"):
                asked = test.get("test").replace("substring-after(.,", f"substring-after(@{attribute},")
                if not node.xpath(f"boolean({asked})", namespaces=names, extensions=matches):
                    found.append(" ".join(test.text.split()))
    return found


def descriptions(root: Any) -> dict[str, Any]:
    return {each.get("key"): each for each in root.iter(f"{TEI}correspDesc")}


def action(of: Any, kind: str) -> list[tuple[str, str | None, dict[str, str]]]:
    (found,) = (each for each in of.iterfind(f"{TEI}correspAction") if each.get("type") == kind)
    return [(each.tag.removeprefix(TEI), each.text, dict(each.attrib)) for each in found]


@pytest.mark.parametrize("which", ["filed", "letter_filed", "volume"])
@pytest.mark.parametrize("wanted", [None, EVERYTHING], ids=["plain", "everything"])
def test_what_is_written_is_valid_and_complete(which: str, wanted: Wanted | None, schema: etree.RelaxNG,
                                               request: pytest.FixtureRequest) -> None:
    path = request.getfixturevalue(which)
    root, exported = written(path, wanted)
    assert_valid(root, schema)
    with Archive(path) as archive:
        documents = list(archive.documents())
        records = [m for m in archive.missing(which="all").rows if m.sender or m.recipient]
        papers = {r.document.id: r.docket() for r in archive.readings()}
    letters = {name for name, docket in papers.items() if docket.sender or docket.recipient}
    found = descriptions(root)
    assert len(found) == len(list(root.iter(f"{TEI}correspDesc")))
    if wanted is None:
        assert set(found) == letters and exported.counts == (("letters", len(letters)),)
    else:
        assert {k for k, d in found.items() if d.get("type") == "missing"} == {m.id for m in records}
        assert set(found) == letters | {m.id for m in records}
        assert exported.counts == (("letters", len(letters)), ("missing papers", len(records)))
    left = len(documents) - len(letters)
    assert any(f"{left:,} of {len(documents):,} papers name neither" in r for r in exported.remarks) == bool(left)
    for name in letters:
        sent = [words for tag, words, _ in action(found[name], "sent") if tag in ("persName", "orgName")]
        assert len(sent) == max(1, len(papers[name].sender))
        for words, party in zip(sent, papers[name].sender, strict=False):
            assert words and (party.name or party.office or "").split()[0] in words


def test_every_day_of_a_volume_is_that_of_its_docket(volume: Path) -> None:
    root, _ = written(volume)
    found = descriptions(root)
    with Archive(volume) as archive:
        dates = {r.document.id: r.docket().date for r in archive.readings()}
    days = {name: [a for tag, _, a in action(d, "sent") if tag == "date"] for name, d in found.items()}
    assert sum(bool(dates[name]) for name in days) > 300
    for name, attributes in days.items():
        assert [a["when"] for a in attributes] == ([dates[name]] if dates[name] else [])
    # "Tuesday, April 9": no year is printed there
    conjectured = {name for name, found in days.items() if found and "evidence" in found[0]}
    assert {"frus1861/d216", "frus1861/d217", "frus1861/d219"} <= conjectured and len(conjectured) < 12


def test_the_letter_as_its_heading_tells_it(letter_filed: Path) -> None:
    root, _ = written(letter_filed, EVERYTHING)
    found = descriptions(root)
    letter = found["letter-1937-01-21"]
    assert action(letter, "sent") == [
        ("persName", "B. Stomonyakov, Deputy People's Commissar for Foreign Affairs of the USSR", {}), ("date", None, {"when": "1937-01-21"})]
    assert action(letter, "received") == [
        ("persName", "K. K. Yurenev, Plenipotentiary Representative of the USSR in Japan", {})]
    assert letter.get("ref") == "https://example.org/papers/letter-1937-01-21?a=1&b=2"
    (report,) = (d for d in found.values() if d.get("key", "").startswith("missing/1936-11-22/427"))
    # the letter says "your report of November 22": the year and the name are supplied
    (_, words, party), (_, _, day) = action(report, "sent")
    assert words and words.startswith("K. K. Yurenev") and party == {"evidence": "conjecture", "cert": "low"}
    assert day == {"when": "1936-11-22", "evidence": "conjecture", "cert": "low"}
    assert "".join(report.find(f"{TEI}note").itertext()) == "report no. 427; not in this edition; cited in letter-1937-01-21"


def test_the_header_says_who_made_it_and_makes_nobody_up(filed: Path, schema: etree.RelaxNG) -> None:
    root, exported = written(filed, EVERYTHING)
    assert root.findtext(f".//{TEI}title") == "Letters & more"
    editor = root.find(f".//{TEI}editor")
    assert editor.text == "Ada <i> Reader <ada@example.org>" and editor.find(f"{TEI}email") is None
    assert root.findtext(f".//{TEI}publisher") == "A press" and root.findtext(f".//{TEI}idno") == "https://example.org/cmif.xml"
    assert not any("--" in r for r in exported.remarks)
    assert {b.get("type") for b in root.iter(f"{TEI}bibl")} == {"online"}
    root, exported = written(filed, Wanted(editor="Ada Reader <ada@example.org>"))
    assert (root.find(f".//{TEI}editor").text, root.findtext(f".//{TEI}email")) == ("Ada Reader ", "ada@example.org")
    assert root.findtext(f".//{TEI}publisher") == "Ada Reader"
    root, exported = written(filed)
    assert root.find(f".//{TEI}editor").text == "(not named)" and root.findtext(f".//{TEI}idno").startswith("urn:uuid:")
    assert "--editor and --url" in exported.remarks[-1]
    assert {b.get("type") for b in root.iter(f"{TEI}bibl")} == {"print"}
    assert not any("/" in (b.text or "") for b in root.iter(f"{TEI}bibl"))         # nobody's folders


def test_an_empty_archive_is_a_valid_file(tmp_path: Path, schema: etree.RelaxNG) -> None:
    with Archive.create(tmp_path / "empty.sqlite"):
        pass
    root, exported = written(tmp_path / "empty.sqlite", EVERYTHING)
    assert_valid(root, schema)
    assert exported.counts == (("letters", 0), ("missing papers", 0))


def test_the_command(filed: Path, tmp_path: Path) -> None:
    def run(*args: str) -> Any:
        return CliRunner().invoke(main, ["export", str(filed), "--as", "cmif", "-o", str(tmp_path / "out.xml"), "--force", *args])
    assert run("--missing", "--editor", "Ada <a@b.org>", "--url", "https://a.org/c.xml").exit_code == 0
    assert b'type="missing"' in (tmp_path / "out.xml").read_bytes()
    assert run().exit_code == 0 and b'type="missing"' not in (tmp_path / "out.xml").read_bytes()
    assert run("--url", "javascript:alert(1)").exit_code == 2 and run("--address", "https://a b/{id}").exit_code == 2
    other = CliRunner().invoke(main, ["export", str(filed), "--as", "jsonl", "-o", str(tmp_path / "o"), "--editor", "A"])
    assert other.exit_code == 2 and "--editor is for cmif" in other.stderr


@pytest.mark.parametrize(("edtf", "attributes"), [
    ("1937-01-21", {"when": "1937-01-21"}), ("1937-01", {"when": "1937-01"}), ("1937", {"when": "1937"}),
    ("1937-01-21?", {"when": "1937-01-21", "cert": "low"}), ("1934-12-18~", {"when": "1934-12-18", "cert": "low"}),
    ("1936-03-XX", {"when": "1936-03"}), ("1936-XX-XX", {"when": "1936"}),
    ("193X", {"notBefore": "1930-01-01", "notAfter": "1939-12-31"}), ("1936-21", {"notBefore": "1936-03-01", "notAfter": "1936-05-31"}),
    ("1918-05-03/1918-05-07", {"from": "1918-05-03", "to": "1918-05-07"}), ("1918/1919-02", {"from": "1918", "to": "1919-02"}),
    ("../1936-03-20", {"notAfter": "1936-03-20"}), ("1936-03-20/..", {"notBefore": "1936-03-20"}), ("/1936", {"notAfter": "1936"}),
    ("1918~/193X", {"notBefore": "1918", "notAfter": "1939-12-31", "cert": "low"}), ("1918-05-03/1918-05-03", {"when": "1918-05-03"}),
    ("[1936-03-03,1936-03-05]", {"notBefore": "1936-03-03", "notAfter": "1936-03-05"}),
    ("{1936-03-03,1936-03-05}", {"from": "1936-03-03", "to": "1936-03-05"}), ("[..1936-03-05]", {"notAfter": "1936-03-05"}),
    ("[1936-03-05..]", {"notBefore": "1936-03-05"}), ("XXXX-06-03", {}), ("0000", {}), ("../..", {}), ("1937-13", {}),
    ("soon", {}), ("", {}), (None, {})])
def test_dates_as_cmif_can_say_them(edtf: str | None, attributes: dict[str, str]) -> None:
    assert dated(edtf) == attributes


FIGURE = st.sampled_from("0123456789X")
POINTS = st.builds(lambda y, m, d, mark: "".join(y) + m + (d if m else "") + mark, st.lists(FIGURE, min_size=4, max_size=4),
                   st.sampled_from(["", "-XX", "-00", "-01", "-02", "-12", "-13", "-21", "-24"]),
                   st.sampled_from(["", "-XX", "-01", "-29", "-31", "-32"]), st.sampled_from(["", "?", "~", "%"]))
SIDES = POINTS | st.sampled_from(["", ".."])
EDTF = POINTS | st.builds(lambda a, b: f"{a}/{b}", SIDES, SIDES) | st.builds(lambda a, b, c: f"{c[0]}{a},{b}{c[1]}", SIDES, SIDES,
                                                                           st.sampled_from(["[]", "{}"]))


@given(EDTF)
def test_every_date_is_one_that_cmif_takes_and_keeps_to_its_bounds(edtf: str) -> None:
    found, known = dated(edtf), parse(edtf)
    assert known is not None or not found
    days = {name: day for name, day in found.items() if name in ATTRIBUTES}
    assert bool(days) == bool(found) and not ("when" in days and len(days) > 1)
    assert not {"from", "notBefore"} <= days.keys() and not {"to", "notAfter"} <= days.keys()
    for name, day in days.items():
        assert DAY.fullmatch(day) and day[:4] != "0000"
        meant = parse(day)
        assert meant is not None and known is not None
        if name in ("when", "from", "notBefore"):
            assert meant.first >= known.first
        if name in ("when", "to", "notAfter"):
            assert meant.last <= known.last or "XX" in edtf


@pytest.mark.parametrize(("words", "edtf", "is_printed", "against"), [
    ("May 3, 1861", "1861-05-03", True, False), ("April 9", "1861-04-09", False, False), ("[Undated]", "1861-04-09", False, False),
    ("August 4, 1870. (Received August 24, 1870.)", "1870-08-04", True, False),
    ("July 26, 1870. (Received August 11.)", "1870-08-26", False, True),
    ("May 20–June 1, 1864.", "1864-05-20", True, False), ("May 2/15, 1917", "1917-05-15", True, False),
    ("21.01.1937", "1937-01-21", True, False), ("June, 1861", "1861-06", True, False),
    ("July 31–August 2, 1918", "1918-07-31/1918-08-02", True, False), ("9" * 5000, "1999", False, False)])
def test_whether_words_print_a_day(words: str, edtf: str, is_printed: bool, against: bool) -> None:
    assert (printed(words, edtf), contradicted(words, edtf)) == (is_printed, against)


def finding(text: str, quote: str, body: HeadingField, rule: str = "the head") -> Finding:
    start = text.index(quote)
    return Finding("p", 0, start, start + len(quote), quote, body, rule, "writer", text)


def described(*found: Finding) -> list[tuple[str, str | None, dict[str, str]]]:
    element = description("p", found, {})
    assert element is not None
    return action(etree.fromstring(f'<TEI xmlns="{TEI[1:-1]}">{lines(element, 0)}</TEI>')[0], "sent")


SENDER = HeadingField("sender", None, "Smith", "Consul at Lima")


@pytest.mark.parametrize(("text", "marks"), [
    ("The Consul at Lima (Smith) to Jones", {}), ("[The Consul at Lima (Smith)] to Jones", {"evidence": "conjecture"}),
    ("[Received.] The Consul at Lima (Smith) to [Jones]", {}), ("The Consul at Lima (Smith)? to Jones", {"cert": "low"}),
    ("[The Consul at Lima (Smith)?] to Jones", {"evidence": "conjecture", "cert": "low"})])
def test_a_name_in_an_editors_brackets_is_conjecture(text: str, marks: dict[str, str]) -> None:
    assert described(finding(text, "The Consul at Lima (Smith)", SENDER)) == [("persName", "Smith, Consul at Lima", marks)]


def test_who_signs_is_no_conjecture_and_who_is_nowhere_printed_is() -> None:
    text = "The Consul at Lima to Jones\nJ. Smith"
    by_signature = finding(text, "The Consul at Lima", SENDER, "the office from the head, the name from the signature")
    by_person = finding(text, "The Consul at Lima", SENDER, "corrected by N. Petrov on 1937-01-21")
    assert described(by_signature)[0][2] == {} and described(by_person)[0][2] == {"evidence": "conjecture"}


@pytest.mark.parametrize(("line", "quotes", "marks"), [
    ("[Washington,] May 3, 1861", ("Washington", "May 3, 1861"), ({"evidence": "conjecture"}, {})),
    ("[Washington, May 3, 1861.]", ("Washington", "May 3, 1861"), ({"evidence": "conjecture"}, {"evidence": "conjecture"})),
    ("Washington, May 3, [1861]", ("Washington", "May 3, [1861]"), ({}, {"evidence": "conjecture"})),
    ("Washington, May 8, 1861", ("Washington", "May 8, 1861"), ({}, {"evidence": "conjecture", "cert": "low"}))])
def test_places_and_days_in_brackets(line: str, quotes: tuple[str, str], marks: tuple[dict[str, str], ...]) -> None:
    place = finding(line, quotes[0], HeadingField("place", quotes[0]), "the dateline")
    day = finding(line, quotes[1], HeadingField("date", "1861-05-03"), "the dateline")
    who = finding("Smith to Jones", "Smith", HeadingField("sender", None, "Smith"))
    (_, _, at), (_, _, when) = described(who, place, day)[1:]
    assert (at, when) == (marks[0], {"when": "1861-05-03", **marks[1]})
    bound = finding(line, quotes[1], HeadingField("date", "../1861-05-03"), "the dateline")
    assert described(who, bound)[1][2].get("evidence") is None


def test_bodies_and_persons() -> None:
    text = "The Swiss Federal Council to the Secretary of State"
    body = finding(text, "The Swiss Federal Council", HeadingField("sender", None, None, "Swiss Federal Council"))
    office = finding(text, "Secretary of State", HeadingField("sender", None, None, "Secretary of State"))
    assert [tag for tag, _, _ in described(body, office)] == ["orgName", "persName"]


TEXTS = st.text(max_size=30) | st.sampled_from(["\x00\x0b", "\ud800", "\ufffe\uffff", "]]>", "<a&b>", "[x", "\u202eabc"])


@given(st.lists(st.tuples(st.sampled_from(["sender", "recipient", "place", "date", "received"]), TEXTS, TEXTS, EDTF), max_size=5), TEXTS)
def test_whatever_a_heading_holds_is_well_formed(fields: list[tuple[Any, str, str, str]], key: str) -> None:
    found = []
    for field, name, office, edtf in fields:
        text = f"{name} {office} {edtf}"
        body = (HeadingField(field, None, name or None, office or None) if field in ("sender", "recipient")
                else HeadingField(field, edtf if field in ("date", "received") else name))
        found.append(Finding("p", 0, 0, len(text), text, body, "the head", "writer", text))
    element = description(key, found, {})
    assert (element is None) == (not any(field in ("sender", "recipient") for field, *_ in fields))
    if element:
        read = etree.fromstring(lines(element, 3).strip().encode())
        for each in read.iter("persName", "orgName", "placeName"):
            assert each.text
        assert [each.get("type") for each in read] == ["sent", "received"]


@given(st.text("ab []x1", max_size=40), st.data())
def test_words_outside_brackets_are_the_others_of_the_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    kept = outside_brackets(text, start, end)
    inside = {n for m in re.finditer(r"\[[^\[\]\n]*\]", text[text.rfind("\n", 0, start) + 1:]) for n in range(*m.span())}
    first = text.rfind("\n", 0, start) + 1
    assert kept.replace(" ", "") == "".join(text[n] for n in range(start, end) if n - first not in inside).replace(" ", "")


def test_adversarial_papers_are_valid(tmp_path: Path, schema: etree.RelaxNG) -> None:
    (tmp_path / "in").mkdir()
    papers = {"a & <b> 'c'.txt": "Mr. Olney and Sir Julian Pauncefote to the Bering Sea Claims Commission.\n\n[London,] May 3, [1864].\nSir: x",
              "..odd..txt": "Mr. \x0bA\x00 to Mr. B.\nParis, May 3/15, 1864.\nSir: see my despatch No. 7 of the 2d of April.",
              "con.txt": "nothing", "\u202edrow.txt": "The Consul at Lima (Smith) to the Secretary of State\nLima, July 31–August 2, 1918."}
    for name, text in papers.items():
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    path = tmp_path / "odd.sqlite"
    with Archive.create(path) as archive:
        archive.add(*sorted((tmp_path / "in").iterdir()))
    connection = sqlite3.connect(path)
    connection.execute("UPDATE annotation SET body = json_set(body, '$.value', '../1918-08-02?') "
                       "WHERE json_extract(body, '$.field') = 'date' AND json_extract(body, '$.value') LIKE '1918%'")
    connection.commit()
    connection.close()
    root, _ = written(path, EVERYTHING)
    assert_valid(root, schema)
    assert len([d for d in descriptions(root).values() if not d.get("type")]) == 3
    assert "1918-08-02" in {d.get("notAfter") for d in root.iter(f"{TEI}date")}


def test_collections_of_one_name_have_ids_of_their_own() -> None:
    found = sources_of(["/a/papers", "/b/papers", "frus1861"], Wanted())
    again = sources_of(["/elsewhere/papers", "frus1861"], Wanted())
    assert len(set(found.values())) == 3 and all(re.fullmatch(r"[a-f][0-9a-f]{7}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", v) for v in found.values())
    assert found["/a/papers"] == again["/elsewhere/papers"] and found["frus1861"] == again["frus1861"]
    assert sources_of(["frus1861"], Wanted(url="https://a.org/c"))["frus1861"] != found["frus1861"]


def test_an_address_has_the_id_of_the_paper_in_it() -> None:
    assert address_of_paper("v/d1 é", Wanted(address="https://a.org/{id}.xml")) == "https://a.org/v/d1%20%C3%A9.xml"
    assert address_of_paper("v/d1", Wanted()) is None


def test_a_missing_paper_without_parties_is_left_out(filed: Path) -> None:
    record = Missing("missing/x", "letter", None, "1937", None, None, None, None, (), 1, ())
    with Archive(filed) as archive:
        assert absent(archive._connection, record, {}) is None
        told = absent(archive._connection, Missing("missing/x", "note", "7", "../1937", None, "A; the Embassy", None, None, ("date",), 0, ()), {})
    assert told is not None
    (one, other), day = told.inside[0].inside[:2], told.inside[0].inside[2]      # type: ignore[union-attr]
    assert (one.name, other.name) == ("persName", "orgName") and day.attributes == {"notAfter": "1937", "cert": "low"}  # type: ignore[union-attr]


def test_who_is_known_to_an_authority_file_is_named_by_it(letter_filed: Path, tmp_path: Path, schema: etree.RelaxNG) -> None:
    path = tmp_path / "letter.sqlite"
    shutil.copy(letter_filed, path)
    with open_archive(path, write=True) as connection:
        (name,) = connection.execute("SELECT a.name FROM party AS p JOIN actor AS a ON a.id = p.person WHERE p.role = 'sender'").fetchone()
        for service, iri in (("https://www.wikidata.org/", "http://www.wikidata.org/entity/Q1"), ("https://d-nb.info/gnd/", "https://d-nb.info/gnd/1é"),
                             ("urn:x", "urn:x:1")):
            decide(connection, match(name, service, iri), person="Ada Reader")
    connection.close()
    root, _ = written(path, EVERYTHING)
    assert_valid(root, schema)
    found = descriptions(root)["letter-1937-01-21"]
    assert [a.get("ref") for tag, _, a in action(found, "sent") if tag == "persName"] == ["https://d-nb.info/gnd/1%C3%A9"]
    assert [a.get("ref") for tag, _, a in action(found, "received") if tag == "persName"] == [None]


def test_exact_days() -> None:
    assert is_exact({"when": "1937"}) and is_exact({"from": "1937", "to": "1938"}) and not is_exact({"notAfter": "1937"})
