"""Web Annotations: what an export holds, by the model of the W3C; and that decisions come back, each once."""

import json
import shutil
import sqlite3
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from annotation_model import see_collection, see_page
from click.testing import CliRunner, Result
from every_decision import LETTER, MEMORANDUM, TELEGRAM, decided, decided_at_random
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import Archive
from dragoman.archive.journal import decide, journal, undo
from dragoman.archive.keeping import settle_decisions
from dragoman.archive.store import open_archive
from dragoman.cli.main import main
from dragoman.edition.decision import AddFinding, AskQuestion, Quoted
from dragoman.edition.document import Document
from dragoman.edition.problem import Problem
from dragoman.errors import BadFinding
from dragoman.inquiries import merging
from dragoman.inquiries.admitting import plain_name
from dragoman.inquiries.judged import judged
from dragoman.inquiries.pointing import Pointer, span_of
from dragoman.publish.webanno.findings import specific
from dragoman.publish.webanno.reading import LARGEST, parsed
from dragoman.specimen import papers


def dragoman(*args: str | Path) -> Result:
    done = CliRunner().invoke(main, [str(a) for a in args])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the specimen's papers; copied before anything is decided."""
    path = tmp_path_factory.mktemp("plain") / "plain.sqlite"
    with Archive.create(path) as archive:
        archive.add(papers())
    return path


@pytest.fixture(scope="module")
def exported(plain: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An archive with a decision of every kind, and its export."""
    folder = tmp_path_factory.mktemp("exported")
    path = copied(plain, folder / "a.sqlite")
    with_connection(path, decided)
    assert dragoman("export", path, "--as", "webanno", "-o", folder / "out").exit_code == 0
    return path, folder / "out"


def copied(path: Path, to: Path) -> Path:
    source, copy = sqlite3.connect(path), sqlite3.connect(to)
    source.backup(copy)
    source.close()
    copy.close()
    return to


def with_connection(path: Path, work: Callable[[sqlite3.Connection], Any]) -> Any:
    connection = open_archive(path, write=True)
    try:
        return work(connection)
    finally:
        connection.close()


def entries(path: Path) -> list[Any]:
    return with_connection(path, journal)  # type: ignore[no-any-return]


def pages(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.rglob("*.json")):
        if path.name != "collection.json":
            yield json.loads(path.read_bytes())


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def first_body(item: dict[str, Any]) -> dict[str, Any]:
    return item["body"][0] if isinstance(item["body"], list) else item["body"]  # type: ignore[no-any-return]


def quotes(target: Any) -> tuple[Any, Any]:
    quote, position = target["selector"]
    return quote, position


# what is written

def test_every_page_is_what_the_model_says(exported: tuple[Path, Path], filed: Path, tmp_path: Path) -> None:
    dragoman("export", filed, "--as", "webanno", "-o", tmp_path / "out")
    for folder in (exported[1], tmp_path / "out"):
        collection = json.loads((folder / "collection.json").read_bytes())
        see_collection(collection)
        found = {page["id"]: page for page in pages(folder)}
        walked, at, count = [], collection["first"], 0
        while at:
            page = found[at]
            see_page(page)
            assert page["partOf"] == collection["id"] and page["startIndex"] == count
            assert page.get("prev") == (walked[-1] if walked else None)
            walked.append(at)
            count += len(page["items"])
            at = page.get("next")
        assert len(walked) == len(found) and walked[-1] == collection["last"] and count == collection["total"]


def test_every_finding_stands_at_its_words(exported: tuple[Path, Path]) -> None:
    path, folder = exported
    with Archive(path) as archive:
        for reading in archive.readings():
            page = json.loads((folder / "papers" / f"{reading.document.id}.json").read_bytes())
            card, *items = page["items"]
            text = card["target"]["value"]
            assert text == reading.document.text
            findings = [i for i in items if i["id"].startswith("urn:dragoman:finding:")]
            assert [i["body"][0]["value"] for i in findings] == [a.layer for a in reading.annotations]
            for item, a in zip(findings, reading.annotations, strict=True):
                targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
                for n, target in enumerate(targets):
                    quote, position = quotes(target)
                    start, end = position["start"], position["end"]
                    assert text[start:end] == quote["exact"] and (n or (start, end) == (a.start, a.end))
                    assert text[:start].endswith(quote["prefix"]) and text[end:].startswith(quote["suffix"])
                body = item["body"][1]
                for name in ("force", "act", "type", "certainty", "edtf", "number", "field", "label", "condition", "value"):
                    assert body.get(f"dragoman:{name}") == getattr(a.body, name, None)
                assert (item["dragoman:rule"], item["dragoman:voice"]) == (a.rule, a.voice)


def test_who_made_a_finding_is_told(exported: tuple[Path, Path]) -> None:
    page = json.loads((exported[1] / "papers" / f"{LETTER}.json").read_bytes())
    by = {i["id"]: i for i in page["items"]}
    found = {i.get("dragoman:verdict"): i for i in page["items"] if i["id"].startswith("urn:dragoman:finding:")}
    assert found[None]["creator"]["type"] == "Software"
    corrected = found["corrected"]
    assert corrected["creator"]["name"] == "Anna Ek" and corrected["body"][1]["dragoman:force"] == "advise"
    entry = by[corrected["dragoman:decidedBy"]]
    assert entry["created"] == corrected["created"] and entry["motivation"] == "editing"
    assert found["added"]["creator"]["type"] == "Person"
    assert "rejected" not in found and any(first_body(i).get("dragoman:kind") == "reject-finding" for i in page["items"])
    undone = next(i for i in page["items"] if "dragoman:takenBackBy" in i)
    back = by[undone["dragoman:takenBackBy"]]
    assert back["target"] == back["dragoman:takesBack"] == undone["id"]
    assert [b["value"] for b in back["body"][1:]] == ["I misread it"]


def test_what_a_reference_means_is_linked(exported: tuple[Path, Path]) -> None:
    items = json.loads((exported[1] / "papers" / f"{TELEGRAM}.json").read_bytes())["items"]
    meant = [i for i in items if "dragoman:resolvedBy" in i]
    assert meant and meant[0]["body"][1]["dragoman:status"] == "external"
    linked = [i for page in pages(exported[1]) for i in page["items"] if i["motivation"] == "linking" and isinstance(i["body"], list) and len(i["body"]) == 3]
    assert linked and all(i["body"][2]["id"].startswith("urn:dragoman:document:") for i in linked)


def test_a_long_journal_is_several_pages(plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.publish.webanno.folder.ENTRIES", 2)
    path = copied(plain, tmp_path / "a.sqlite")
    with_connection(path, lambda c: [decide(c, AskQuestion(f"q{n}", "Why?"), person="Anna") for n in range(5)])
    dragoman("export", path, "--as", "webanno", "-o", tmp_path / "out")
    assert sorted(p.name for p in (tmp_path / "out" / "decisions").iterdir()) == ["1.json", "2.json", "3.json"]
    assert dragoman("import", copied(plain, tmp_path / "b.sqlite"), tmp_path / "out").exit_code == 0
    assert entries(tmp_path / "b.sqlite") == entries(path)


def test_an_archive_without_papers(tmp_path: Path) -> None:
    Archive.create(tmp_path / "a.sqlite").close()
    assert dragoman("export", tmp_path / "a.sqlite", "--as", "webanno", "-o", tmp_path / "out").exit_code == 0
    see_collection(json.loads((tmp_path / "out" / "collection.json").read_bytes()))
    done = dragoman("import", tmp_path / "a.sqlite", tmp_path / "out")
    assert (done.exit_code, done.stderr) == (0, "")


# and back

def test_all_decisions_come_back_exactly(exported: tuple[Path, Path], plain: Path, tmp_path: Path) -> None:
    path, folder = exported
    other = copied(plain, tmp_path / "b.sqlite")
    done = dragoman("import", other, folder)
    assert done.exit_code == 0, done.stderr
    assert entries(other) == entries(path)
    assert "not fit the papers" in done.stderr
    with Archive(path) as one, Archive(other) as two:
        assert list(one.readings()) == list(two.readings())
        assert [judged(one._connection, n) for n in (LETTER, TELEGRAM, MEMORANDUM)] == [judged(two._connection, n) for n in (LETTER, TELEGRAM, MEMORANDUM)]
    assert dragoman("export", other, "--as", "webanno", "-o", tmp_path / "again").exit_code == 0
    assert files(tmp_path / "again") == files(folder)


@pytest.mark.parametrize("seed", range(3))
def test_any_decisions_about_findings_come_back(plain: Path, tmp_path: Path, seed: int) -> None:
    path, other = copied(plain, tmp_path / "a.sqlite"), copied(plain, tmp_path / "b.sqlite")
    with_connection(path, lambda c: decided_at_random(c, Random(seed), 60))
    dragoman("export", path, "--as", "webanno", "-o", tmp_path / "out")
    done = dragoman("import", other, tmp_path / "out")
    assert (done.exit_code, entries(other)) == (0, entries(path)), done.stderr
    dragoman("export", other, "--as", "webanno", "-o", tmp_path / "again")
    assert files(tmp_path / "again") == files(tmp_path / "out")


def test_papers_that_come_after_their_decisions(exported: tuple[Path, Path], tmp_path: Path) -> None:
    path, folder = exported
    other = tmp_path / "b.sqlite"
    Archive.create(other).close()
    assert dragoman("import", other, folder).exit_code == 0
    assert entries(other) == entries(path)
    with Archive(other) as archive, Archive(path) as one:
        archive.add(papers())
        assert list(one.readings()) == list(archive.readings())
    dragoman("export", other, "--as", "webanno", "-o", tmp_path / "again")
    assert files(tmp_path / "again") == files(folder)


def test_what_is_known_is_not_entered_again(exported: tuple[Path, Path], tmp_path: Path) -> None:
    path, folder = exported
    own = copied(path, tmp_path / "a.sqlite")
    before = entries(own)
    done = dragoman("import", own, folder, folder, *sorted((folder / "papers").iterdir()))
    assert (done.exit_code, done.stderr) == (0, "") and " 0 decisions entered" in done.stdout
    assert entries(own) == before


def test_single_files_of_an_export_are_one_journal(exported: tuple[Path, Path], plain: Path, tmp_path: Path) -> None:
    path, folder = exported
    other = copied(plain, tmp_path / "b.sqlite")
    assert dragoman("import", other, *sorted(folder.rglob("*.json"), reverse=True)).exit_code == 0
    assert entries(other) == entries(path)


def test_the_same_decision_twice_in_a_second_stays_two(plain: Path, tmp_path: Path) -> None:
    path, other = copied(plain, tmp_path / "a.sqlite"), copied(plain, tmp_path / "b.sqlite")

    def work(connection: sqlite3.Connection) -> None:
        for _ in range(3):
            undo(connection, decide(connection, AskQuestion("q", "Why?"), person="Anna"), person="Anna")
        decide(connection, AskQuestion("q", "Why?"), person="Anna")
        connection.execute("UPDATE decision SET made = '2026-01-01T00:00:00Z'")
    with_connection(path, work)
    dragoman("export", path, "--as", "webanno", "-o", tmp_path / "out")
    for _ in range(2):
        assert dragoman("import", other, tmp_path / "out").exit_code == 0
        assert entries(other) == entries(path)


@pytest.mark.parametrize("day", ["2026-01-01", "2026-01-02"])
def test_two_people_who_bring_each_other_s_decisions_come_to_the_same(plain: Path, tmp_path: Path, day: str) -> None:
    early, late = copied(plain, tmp_path / "early.sqlite"), copied(plain, tmp_path / "late.sqlite")

    def asked(person: str, made: str) -> Callable[[sqlite3.Connection], None]:
        def work(connection: sqlite3.Connection) -> None:
            decide(connection, AskQuestion("q", f"{person} asks"), person=person)
            decide(connection, AskQuestion(f"of-{person}", "Own?"), person=person)
            connection.execute("UPDATE decision SET made = ?", (made,))
        return work
    with_connection(early, asked("Anna", f"{day}T00:00:00Z"))
    with_connection(late, asked("Bruno", "2026-01-02T00:00:00Z"))
    for path in (early, late):
        dragoman("export", path, "--as", "webanno", "-o", tmp_path / f"{path.stem}-out")
    refused = dragoman("import", late, tmp_path / "early-out")
    assert refused.exit_code == 1 and "Bruno decided later about the same (ask question, entry 1 of 2026-01-02)" in refused.stderr
    assert dragoman("import", early, tmp_path / "late-out").exit_code == 0
    for path in (early, late):
        standing = {d.body.question: d.body.text for d in entries(path)}
        assert standing == {"q": "Bruno asks", "of-Anna": "Own?", "of-Bruno": "Own?"}


# by hand, and by other programs

WORDS = "Dear Pavel"


def by_hand(**changes: Any) -> dict[str, Any]:
    """An annotation as a person writes it."""
    made = {"@context": "http://www.w3.org/ns/anno.jsonld", "id": "http://example.org/a/1", "type": "Annotation", "motivation": "classifying",
            "creator": {"type": "Person", "name": "Dora"}, "created": "2026-02-03T04:05:06.789+01:00",
            "body": [{"type": "dragoman:Directive", "dragoman:force": "request", "dragoman:addressee": "Pavel"},
                     {"type": "TextualBody", "purpose": "commenting", "value": "he asks"}],
            "target": {"source": f"urn:dragoman:document:{LETTER}", "selector": {"type": "TextQuoteSelector", "exact": WORDS}}}
    return {k: v for k, v in {**made, **changes}.items() if v is not None}


def brought(archive: Path, folder: Path, *annotations: Any) -> Result:
    (folder / "hand.json").write_text(json.dumps(list(annotations)), encoding="utf-8")
    return dragoman("import", archive, folder / "hand.json")


@pytest.fixture
def own(plain: Path, tmp_path: Path) -> Path:
    return copied(plain, tmp_path / "own.sqlite")


def test_a_finding_by_hand_is_added_once(own: Path, tmp_path: Path) -> None:
    for _ in range(2):
        done = brought(own, tmp_path, by_hand())
        assert (done.exit_code, done.stderr) == (0, ""), done.stderr
        (d,) = entries(own)
        assert (d.person, d.made, d.kind, d.why) == ("Dora", "2026-02-03T03:05:06Z", "add-finding", "he asks")
        assert d.body.body == {"force": "request", "addressee": "Pavel", "condition": None} and d.body.words.quote == WORDS
    with Archive(own) as archive:
        a = next(a for a in archive.document(LETTER).annotations if a.rule.startswith("added by Dora"))
        assert archive.document(LETTER).document.text[a.start:a.end] == WORDS


def test_a_finding_without_a_time_is_added_once(own: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert brought(own, tmp_path, by_hand(created=None), by_hand(created=None)).exit_code == 0
        assert len(entries(own)) == 1


def test_a_reader_s_finding_that_a_person_signs_is_accepted(exported: tuple[Path, Path], own: Path, tmp_path: Path) -> None:
    items = json.loads((exported[1] / "papers" / f"{TELEGRAM}.json").read_bytes())["items"]
    signed = {}
    for item in items:
        if item["id"].startswith("urn:dragoman:finding:") and "dragoman:decidedBy" not in item and "dragoman:resolvedBy" not in item:
            signed.setdefault(item["body"][0]["value"], item | {"creator": {"type": "Person", "name": "Dora"}})
    assert set(signed) >= {"heading", "name", "reference", "statement"}
    for _ in range(2):
        done = brought(own, tmp_path, *signed.values())
        assert (done.exit_code, done.stderr) == (0, ""), done.stderr
        assert {(d.kind, d.body.layer) for d in entries(own)} == {("accept-finding", layer) for layer in signed}


@pytest.mark.parametrize(("changes", "told"), [
    ({"creator": None}, "its creator is no Person with a name"),
    ({"creator": "http://example.org/dora"}, "its creator is no Person"),
    ({"creator": {"type": "Person", "name": " "}}, "its creator is no Person"),
    ({"created": "yesterday"}, "its time “yesterday” is none"),
    ({"created": "2026-02-03T04:05:06"}, "its time"),
    ({"created": 7}, "its time “7” is none"),
    ({"created": "9999-12-31T23:59:59Z"}, "its time, 9999-12-31T23:59:59Z, is still to come"),
    ({"created": (datetime.now(UTC) + timedelta(days=2)).isoformat()}, "is still to come"),
    ({"creator": {"type": "Person", "name": "Do\x1b[2Jra"}}, "the name of who decided has control characters"),
    ({"creator": {"type": "Person", "name": "Dora\u202earoD"}}, "signs that turn the direction"),
    ({"creator": {"type": "Person", "name": "D" * 81}}, "the name of who decided has more than 80 characters"),
    ({"body": [{"type": "dragoman:Directive", "dragoman:force": "order"}, {"type": "TextualBody", "purpose": "commenting", "value": "x" * 20_001}]},
     "its reason has more than 20,000 characters"),
    ({"body": {"type": "TextualBody", "value": "a note"}}, "a note of a kind that has no place in the journal"),
    ({"body": None}, "no place in the journal"),
    ({"body": {"type": "dragoman:Directive", "dragoman:force": "shout"}}, "is one of order, request, permit, forbid, advise, not “shout”"),
    ({"body": {"type": "dragoman:Directive"}}, "The field “force” must be given"),
    ({"body": {"type": "dragoman:Directive", "dragoman:force": ["order"]}}, "its field “force” is no words"),
    ({"body": {"type": "dragoman:Directive", "dragoman:force": "order", "dragoman:tone": "x"}}, "has no field “tone”"),
    ({"body": {"type": "dragoman:Date", "dragoman:edtf": "next week"}}, "is no EDTF date"),
    ({"target": "http://example.org/page"}, "its target is no part of a paper"),
    ({"target": []}, "it has 0 targets"),
    ({"target": {"source": "http://example.org/page", "selector": {"type": "TextQuoteSelector", "exact": WORDS}}}, "the source of its target is no paper"),
    ({"target": {"source": "urn:dragoman:document:none", "selector": {"type": "TextQuoteSelector", "exact": WORDS}}}, "none: the archive holds no paper of this id"),
    ({"target": {"source": f"urn:dragoman:document:{LETTER}"}}, "neither a TextQuoteSelector nor"),
    ({"target": {"source": f"urn:dragoman:document:{LETTER}", "selector": {"type": "TextQuoteSelector", "exact": "no such words"}}}, "“no such words” are not in"),
    ({"target": {"source": f"urn:dragoman:document:{LETTER}", "selector": {"type": "TextQuoteSelector", "exact": " the "}}}, "times in 08-medyanov-letter; give more"),
    ({"target": {"source": f"urn:dragoman:document:{LETTER}", "selector": {"type": "TextQuoteSelector", "exact": 4}}}, "has no words in “exact”"),
    ({"target": {"source": f"urn:dragoman:document:{LETTER}", "selector": {"type": "TextPositionSelector", "start": 5, "end": 999_999}}}, "Characters 5 to 999999 are no words"),
    ({"target": {"source": f"urn:dragoman:document:{LETTER}", "selector": {"type": "TextPositionSelector", "start": 9, "end": 3}}}, "Characters 9 to 3 are no words"),
    ({"target": {"source": f"urn:dragoman:document:{LETTER}", "selector": {"type": "TextPositionSelector", "start": -1, "end": 3}}}, "has no offsets"),
])
def test_what_cannot_be_entered_is_told_in_one_line_and_the_rest_is_entered(own: Path, tmp_path: Path, changes: dict[str, Any], told: str) -> None:
    done = brought(own, tmp_path, by_hand(**changes), by_hand())
    assert done.exit_code == 1 and done.stderr.count("\n") == 1 and done.stderr.startswith(f"{tmp_path}/hand.json, annotation 1: "), done.stderr
    assert told in done.stderr
    assert [d.person for d in entries(own)] == ["Dora"]


def altered(exported: tuple[Path, Path], kind: str, change: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    """The first exported entry of a kind, altered."""
    for page in pages(exported[1]):
        for item in page["items"]:
            if first_body(item).get("dragoman:kind") == kind:
                change(item)
                return item  # type: ignore[no-any-return]
    raise AssertionError(kind)


def of(item: dict[str, Any]) -> dict[str, Any]:
    return first_body(item)["dragoman:decision"]  # type: ignore[no-any-return]


@pytest.mark.parametrize(("kind", "change", "told"), [
    ("ask-question", lambda i: of(i).update(type="sing-song"), "its kind is told twice"),
    ("ask-question", lambda i: i.update(body={"type": "dragoman:Decision", "dragoman:kind": "sing", "dragoman:decision": {"type": "sing"}}), "“sing” is no kind of decision"),
    ("ask-question", lambda i: i.update(body={"type": "dragoman:Decision", "dragoman:decision": {"kind": 1}}), "has its kind in the field"),
    ("ask-question", lambda i: i.update(body={"type": "dragoman:Decision", "dragoman:kind": "ask-question"}), "as an object"),
    ("ask-question", lambda i: i.pop("creator"), "a decision has a creator"),
    ("ask-question", lambda i: i.pop("created"), "a decision has a time"),
    ("ask-question", lambda i: i.pop("id"), "it has no id"),
    ("ask-question", lambda i: of(i).update(text=5), "this is no decision of the kind ask-question"),
    ("ask-question", lambda i: of(i).update(text=" "), "its field “text” is empty"),
    ("ask-question", lambda i: of(i).update(question="../.."), "is no address or key"),
    ("ask-question", lambda i: of(i).update(mood="x"), "has no field “mood”"),
    ("rate-evidence", lambda i: of(i).update(consistency="XX"), "this is no decision of the kind rate-evidence"),
    ("grade-paper", lambda i: of(i).update(reliability="Z"), "this is no decision"),
    ("match-actor", lambda i: of(i).update(identifier="javascript:alert(1)"), "“javascript:alert(1)” is no IRI"),
    ("match-actor", lambda i: of(i).update(service="not one"), "is no IRI"),
    ("join-actors", lambda i: of(i).update(names=["one"]), "it joins fewer than two"),
    ("split-actor", lambda i: of(i).update(forms=[]), "it splits no forms"),
    ("add-finding", lambda i: of(i)["words"].update(start=-4), "no words begin at character -4"),
    ("add-finding", lambda i: of(i)["words"].update(start=10 ** 30), "no words begin at"),
    ("add-finding", lambda i: of(i)["words"].update(quote="other"), "name different words"),
    ("add-finding", lambda i: of(i)["words"].update(colour="red"), "has no field “words.colour”"),
    ("add-finding", lambda i: of(i).update(body={"kind": {"deep": {"er": 1}}}), "is no finding"),
    ("add-finding", lambda i: of(i).update(body={"kind": [[1]]}), "is no finding"),
    ("add-finding", lambda i: of(i).update(body={"kind": 10 ** 30}), "is no finding"),
    ("resolve-reference", lambda i: of(i).update(status="resolved", target=None), "a reference means a paper when it is resolved"),
    ("resolve-reference", lambda i: of(i).update(status="resolved", target=of(i)["words"]["document"]), "a paper does not mean itself"),
    ("ask-question", lambda i: i.update(created="9999-12-31T00:00:00Z"), "is still to come"),
    ("undo", lambda i: i.pop("dragoman:takesBack"), "does not name it"),
    ("undo", lambda i: i.update({"dragoman:takesBack": "urn:dragoman:decision:none"}), "neither here nor in what was brought"),
])
def test_an_entry_that_is_none_is_told(exported: tuple[Path, Path], own: Path, tmp_path: Path, kind: str, change: Callable[[Any], Any], told: str) -> None:
    done = brought(own, tmp_path, altered(exported, kind, change), by_hand())
    assert done.exit_code == 1 and done.stderr.count("\n") == 1 and "annotation 1: " in done.stderr and told in done.stderr, done.stderr
    assert len(entries(own)) == 1


def test_an_altered_finding_of_a_decision_is_told(exported: tuple[Path, Path], own: Path, tmp_path: Path) -> None:
    copied_out = tmp_path / "out"
    shutil.copytree(exported[1], copied_out)
    page = copied_out / "papers" / f"{LETTER}.json"
    node = json.loads(page.read_bytes())
    found = next(i for i in node["items"] if i.get("dragoman:verdict") == "corrected")
    found["body"][1]["dragoman:force"] = "permit"
    page.write_text(json.dumps(node), encoding="utf-8")
    done = dragoman("import", own, copied_out)
    assert done.exit_code == 1 and "it was altered, and the decision that made it was not" in done.stderr
    alone = brought(copied(own, tmp_path / "c.sqlite"), tmp_path, found | {"dragoman:decidedBy": "urn:dragoman:decision:00"})
    assert alone.exit_code == 1 and "is not here" in alone.stderr
    del found["dragoman:decidedBy"]
    assert brought(own, tmp_path, found).exit_code == 0
    assert entries(own)[-1].body.body["force"] == "permit"


@pytest.mark.parametrize(("data", "told"), [
    (b"", "this is no JSON"), (b"{", "this is no JSON"), (b"\xff\xfe", "this is no JSON"), (b'"\\ud800x"', "this is no JSON"), (b"[" * 100_000, "nested deeper"),
    (b'{"type":"Annotation","body":' + b"[" * 5000 + b"]" * 5000 + b"}", "nested deeper"),
    (b"{}", "holds no Web Annotations"), (b"[]", "holds no Web Annotations"), (b"7", "a bare value"), (b'[null, "x"]', "a bare value"),
    (b'{"type": "AnnotationPage", "items": 4}', "holds no Web Annotations"), (b'{"type": "AnnotationPage", "items": [[]]}', "a bare value"),
    (b'{"type": ["Annotation"], "creator": [[]], "body": [[], 4], "target": [[]]}', "creator is no Person"),
])
def test_files_that_are_none_are_told(own: Path, tmp_path: Path, data: bytes, told: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "bad.json").write_bytes(data)
    (folder / "good.jsonld").write_text(json.dumps(by_hand()), encoding="utf-8")
    (folder / "notes.txt").write_text("not looked at", encoding="utf-8")
    done = dragoman("import", own, folder)
    assert done.exit_code == 1 and told in done.stderr and f"{folder}/bad.json" in done.stderr, done.stderr
    assert "Traceback" not in done.stderr and len(entries(own)) == 1


def test_a_file_that_is_too_large_is_told(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.publish.webanno.reading.LARGEST", 2 ** 20)
    (tmp_path / "big.json").write_bytes(b" " * (2 ** 20) + b"[]")
    done = dragoman("import", own, tmp_path / "big.json")
    assert done.exit_code == 1 and "it has more than 1 MiB" in done.stderr


def test_of_a_file_with_much_wrong_the_first_is_told_and_the_rest_counted(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"[" + b",".join([b"1"] * 200_000) + b"]")
    (tmp_path / "b.json").write_text(json.dumps([{"type": "Annotation"}] * 101 + [by_hand()]), encoding="utf-8")
    (tmp_path / "c.json").write_text(json.dumps([1] * 100), encoding="utf-8")
    problems: list[Problem] = []
    tracemalloc.start()
    found = parsed(str(tmp_path), problems)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [(len(of), of[-1].sentence, of[-1].place) for of in (
        [p for p in problems if p.file.endswith(name)] for name in ("a.json", "b.json", "c.json"))] == [
        (101, "199,900 more things are wrong in it.", ""), (101, "1 more thing is wrong in it.", ""),
        (100, "this is no annotation, but a bare value.", "annotation 100")]
    assert len(found.by_hand) == 1, "what is good after it is read all the same"
    assert most < 25_000_000


def test_a_page_that_is_written_can_be_read(filed: Path, tmp_path: Path) -> None:
    dragoman("export", filed, "--as", "webanno", "-o", tmp_path / "out")
    assert max(map(len, files(tmp_path / "out").values())) * 20 < LARGEST <= 16 * 2 ** 20


def test_bad_command_lines(own: Path, tmp_path: Path) -> None:
    assert dragoman("import", own).exit_code == 2
    absent = dragoman("import", own, tmp_path / "none.json")
    assert absent.exit_code == 1 and "there is no such file" in absent.stderr
    nowhere = dragoman("import", tmp_path / "none.sqlite", tmp_path)
    assert nowhere.exit_code == 1 and "there is no such archive" in nowhere.stderr and not (tmp_path / "none.sqlite").exists()


def test_nothing_is_entered_when_the_import_is_stopped(exported: tuple[Path, Path], own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    whole = merging.enter

    def stopped(*args: Any, **more: Any) -> int:
        done.append(whole(*args, **more))
        if len(done) == 12:
            raise KeyboardInterrupt
        return done[-1]
    monkeypatch.setattr(merging, "enter", stopped)
    CliRunner().invoke(main, ["import", str(own), str(exported[1])])
    assert len(done) == 12 and entries(own) == []
    monkeypatch.undo()
    assert dragoman("import", own, exported[1]).exit_code == 0
    assert entries(own) == entries(exported[0])


def test_decisions_reach_what_hangs_on_them(own: Path, tmp_path: Path) -> None:
    brought(own, tmp_path, by_hand())
    with Archive(own) as archive:
        assert not archive._connection.execute("SELECT count(*) FROM stale").fetchone()[0]
        assert any(row.rule.startswith("added by Dora") for row in archive.rows("directives"))


def test_no_command_enters_a_name_or_reason_that_an_import_would_refuse(own: Path) -> None:
    for name, why in (("D" * 81, "x"), ("Do\x1bra", "x"), ("\u202eDora", "x"), ("Dora", "x" * 20_001)):
        done = dragoman("actors", own, "--join", "henrik ravn", "brandt", "--as", name, "--why", why)
        assert done.exit_code == 2 and ("the name of who decided" in done.stderr or "its reason" in done.stderr), done.output
    assert entries(own) == [] and plain_name(" D\u202eo\x00 ra" + "x" * 99) == "Do ra" + "x" * 75


# selectors

TEXTS = st.text(st.sampled_from("ab \né𝔸́—"), min_size=1, max_size=60)


@given(text=TEXTS, data=st.data())
@settings(max_examples=300, deadline=None)
def test_selectors_find_their_words(text: str, data: st.DataObject) -> None:
    document = Document("a b/ç", text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    target = specific(document, start, end)
    quote, position = quotes(json.loads(json.dumps(target)))
    assert list(text)[position["start"]:position["end"]] == list(quote["exact"]), "code points, not code units"
    pointer = Pointer(quote["exact"], quote["prefix"], quote["suffix"], (position["start"], position["end"]))
    if pointer.exact == text[start:end]:
        assert span_of(document, pointer) == (start, end)
    assert span_of(document, Pointer(span=(start, end))) == (start, end)
    try:        # by the quotation alone: these words, or that they stand at several places
        found = span_of(document, Pointer(quote["exact"], quote["prefix"], quote["suffix"]))
    except BadFinding as error:
        assert "times in" in str(error) or "are not in" in str(error)
    else:
        assert "".join(text[slice(*found)].split()) == "".join(quote["exact"].split()) or not quote["exact"].isascii()


NAME = st.text(max_size=20).map(plain_name).filter(bool)


@given(st.lists(st.tuples(NAME, st.none() | st.text(max_size=20), st.text(min_size=1, max_size=20).filter(str.strip)), max_size=5))
@settings(max_examples=30, deadline=None)
def test_any_person_and_reason_comes_back(tmp_path_factory: pytest.TempPathFactory, told: list[tuple[str, str | None, str]]) -> None:
    folder = tmp_path_factory.mktemp("any")

    def work(connection: sqlite3.Connection) -> None:
        for person, why, words in told:
            decide(connection, AddFinding(Quoted("a/b c", words, why or "", person), "name", {"label": words}), person=person, why=why)
        settle_decisions(connection)
    with_connection(folder / "a.sqlite", work)
    dragoman("export", folder / "a.sqlite", "--as", "webanno", "-o", folder / "out")
    for page in pages(folder / "out"):
        see_page(page)
    Archive.create(folder / "b.sqlite").close()
    done = dragoman("import", folder / "b.sqlite", folder / "out")
    assert done.exit_code == 0, done.stderr
    assert entries(folder / "b.sqlite") == entries(folder / "a.sqlite")
