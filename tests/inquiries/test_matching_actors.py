"""Who may be meant by a name, with scores; and the identifiers of actors, decisions that outlive what is made anew."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from letters import telegram

from dragoman.archive.derived import mark
from dragoman.archive.journal import decide, undo
from dragoman.archive.keeping import settle_decisions
from dragoman.archive.store import open_archive
from dragoman.edition.decision import JoinActors, MatchActor
from dragoman.edition.touching import touch
from dragoman.errors import BadEntry
from dragoman.inquiries.actors import portrait
from dragoman.inquiries.decisions import decisions, in_words
from dragoman.inquiries.identifiers import Identifier, identifiers, is_iri, match, namespace
from dragoman.inquiries.matching import bodies, chosen, taken
from dragoman.inquiries.particulars import particulars
from dragoman.inquiries.reconciling import LEAST, MARGIN, SURE, Query, candidates, suggested
from dragoman.resolution.likeness import BARE, FULL, INITIAL, MISPRINT, NAMESAKE, persons_alike, readings, words_alike

WIKIDATA, GND = "http://www.wikidata.org/entity/", "https://d-nb.info/gnd/"


@pytest.mark.parametrize(("one", "other", "like"), [
    ("Joseph C. Grew", "Joseph C. Grew", 1.0), ("JOSEPH C. GREW", "Joseph C. Grew", 1.0), ("Müller-Jönsson, K.", "K. Muller-Jonsson", BARE), ("Joseph Grew", "Joseph C. Grew", FULL),
    ("J. Grew", "Joseph C. Grew", INITIAL), ("J. C. Grew", "Joseph C. Grew", FULL), ("Grew", "Joseph C. Grew", BARE), ("Grew", "Grew", BARE), ("Henry Grew", "Joseph C. Grew", NAMESAKE),
    ("Wm. L. Dayton", "William L. Dayton", FULL), ("William Philips", "William Phillips", round(FULL * MISPRINT, 3)), ("Hull", "Hall", 0.0), ("Grew", "", 0.0), ("", "", 0.0),
    ("Boris Stomoniakov", "B. Stomonyakov", round(INITIAL * MISPRINT, 3)), ("Ambassador in Japan", "Joseph C. Grew", 0.0)])
def test_how_like_two_names_are(one: str, other: str, like: float) -> None:
    assert persons_alike(one, other) == like


def test_the_ways_to_read_a_name() -> None:
    assert readings("Grew, Joseph C.") == ("Grew, Joseph C.", "Joseph C. Grew")
    assert readings("W. W. Thomas, Jr.") == ("W. W. Thomas, Jr.",) and readings("Mr. Grew") == ("Grew",)
    assert readings("Grew,") == ("Grew,",) and readings("a, b, c") == ("a, b, c",) and readings(" ") == ()


def test_words_that_many_have_tell_less() -> None:
    def weight(word: str) -> float:
        return 0.1 if word in ("minister", "in") else 1
    assert words_alike("Minister in Japan", "Minister in Japan", weight) == 1
    assert words_alike("Minister in Japan", "Ambassador in Japan", weight) > words_alike("Minister in Japan", "Minister in China", weight)
    assert words_alike("", "Minister", weight) == 0


def two_whites(filing: Callable[..., sqlite3.Connection]) -> sqlite3.Connection:
    return filing(a=telegram(1, "March 5, 1906", "Nothing.", sender="The Ambassador in Japan (Andrew D. White)").replace("Grew\n", "White\n"),
                  b=telegram(2, "August 5, 1906", "Nothing.", sender="The Minister in Persia (Henry White)").replace("Grew\n", "White\n"),
                  c=telegram(3, "August 9, 1906", "Nothing.", sender="The Minister in Persia (Henry White)").replace("Grew\n", "White\n"))


def test_a_surname_that_two_have_is_no_match_until_something_tells_them_apart(filing: Callable[..., sqlite3.Connection]) -> None:
    archive = two_whites(filing)

    def best(name: str, **told: str) -> tuple[str, bool]:
        found = candidates(archive, Query(name, ("person",), tuple((pid, (value,)) for pid, value in told.items())))
        return found[0].actor.name, found[0].match
    assert [(c.score, c.match) for c in candidates(archive, Query("White", ("person",)))] == [(75, False), (75, False)]
    assert best("White", office="Minister in Persia") == ("henry white", True) and best("White", office="Ambassador in Japan") == ("andrew d. white", True)
    assert best("White, Henry") == ("henry white", True) and best("H. White") == ("henry white", True) and best("A. D. White") == ("andrew d. white", True)
    assert best("Henry White", active="1850")[1] is False and best("Henry White", active="1906-08")[1] is True
    assert best("Henry White", power="Japan")[1] is False and best("Henry White", active="no date at all")[1] is True


def test_scores_are_in_order_and_what_they_rest_on_is_told(specimen: sqlite3.Connection) -> None:
    for name in [row[0] for row in specimen.execute("SELECT label FROM actor")]:
        found = candidates(specimen, Query(name, limit=50))
        scores = [c.score for c in found]
        assert scores == sorted(scores, reverse=True) and all(LEAST <= s <= 100 for s in scores) and sum(c.match for c in found) <= 1
        if found[0].match:
            assert scores[0] >= SURE and (len(found) == 1 or scores[0] - scores[1] >= MARGIN)
        assert all({"name", "papers"} <= {f.id for f in c.features} for c in found)


def test_odd_queries_find_nobody(specimen: sqlite3.Connection) -> None:
    for name in ("", " ", "\x00", "%", "'; DROP TABLE actor; --", "a" * 10_000, "of the", "…", "ب"):
        assert all(not c.match for c in candidates(specimen, Query(name)))
    assert candidates(specimen, Query("Ravn", told=(("odd", ("x",)), ("office", ()))))[0].score == 75
    assert suggested(specimen, " ".join("abcdefgh" * 30), limit=5) == () and suggested(specimen, "'", limit=5) == ()


def test_a_match_is_found_again_by_its_identifier(specimen: sqlite3.Connection, tmp_path: Path) -> None:
    archive = _copy(specimen, tmp_path)
    decide(archive, match("henrik ravn", WIKIDATA, f"{WIKIDATA}Q7", "Ravn"), person="Ada")
    found = candidates(archive, Query(told=(("identifier", (f"{WIKIDATA}Q7",)),)))
    assert [(c.actor.name, c.score, c.match) for c in found] == [("henrik ravn", 100, True)]
    other = candidates(archive, Query("Ravn", told=(("identifier", (f"{WIKIDATA}Q8",)),)))
    assert other[0].score == 45 and not other[0].match                  # the register has another one of this name
    assert particulars(archive, ["henrik ravn"], ["identifier"]) == {"henrik ravn": {"identifier": (f"{WIKIDATA}Q7",)}}


def _copy(specimen: sqlite3.Connection, tmp_path: Path) -> sqlite3.Connection:
    """The specimen's archive, to write to."""
    copied = sqlite3.connect(tmp_path / "copy.sqlite")
    specimen.backup(copied)
    copied.close()
    return open_archive(tmp_path / "copy.sqlite", write=True)


def test_matches_are_decisions_that_stand_last_and_are_taken_back(specimen: sqlite3.Connection, tmp_path: Path) -> None:
    archive = _copy(specimen, tmp_path)
    first = decide(archive, match("henrik ravn", WIKIDATA, f"{WIKIDATA}Q7", "Ravn"), person="Ada")
    gnd = decide(archive, match("henrik ravn", GND, f"{GND}118"), person="Ada")
    assert identifiers(archive) == {"henrik ravn": (Identifier(f"{WIKIDATA}Q7", WIKIDATA, "Ravn", first), Identifier(f"{GND}118", GND, None, gnd))}
    later = decide(archive, match("henrik ravn", WIKIDATA, f"{WIKIDATA}Q8", "Ravn the elder"), person="Bo")
    assert [i.iri for i in identifiers(archive)["henrik ravn"]] == [f"{GND}118", f"{WIKIDATA}Q8"]
    none = decide(archive, match("henrik ravn", WIKIDATA, None), person="Bo")
    assert [i.iri for i in identifiers(archive)["henrik ravn"]] == [f"{GND}118"]
    undo(archive, none, person="Bo")
    undo(archive, later, person="Bo")
    assert [i.iri for i in identifiers(archive)["henrik ravn"]] == [f"{WIKIDATA}Q7", f"{GND}118"]
    found = portrait(archive, "henrik ravn")
    assert [i.decision for i in found.identifiers] == [first, gnd] and {first, gnd} == {d.id for d in found.decided}
    assert [e.what for e in decisions(archive).rows][:2] == [f"match actor: henrik ravn → Ravn ({WIKIDATA}Q7)", f"match actor: henrik ravn → {GND}118"]
    assert in_words(MatchActor("a", WIKIDATA, None)) == f"match actor: a → nobody in {WIKIDATA}"


def test_matches_outlive_rebuilding_reading_anew_and_joining(filing: Callable[..., sqlite3.Connection]) -> None:
    archive = two_whites(filing)
    decide(archive, match("henry white", WIKIDATA, f"{WIKIDATA}Q1", "Henry"), person="Ada")
    decide(archive, match("andrew d. white", GND, f"{GND}2"), person="Ada")
    settle_decisions(archive)
    before = identifiers(archive)
    mark(archive)
    archive.execute("DELETE FROM actor")
    archive.commit()
    settle_decisions(archive)
    assert identifiers(archive) == before and set(before) == {"henry white", "andrew d. white"}
    joined = decide(archive, JoinActors(("henry white", "andrew d. white")), person="Ada")
    settle_decisions(archive)
    assert [i.iri for i in identifiers(archive)["henry white"]] == [f"{WIKIDATA}Q1", f"{GND}2"]
    assert len(portrait(archive, "henry white").decided) == 3 and all(e.unfit is None for e in decisions(archive).rows)
    undo(archive, joined, person="Ada")
    settle_decisions(archive)
    assert identifiers(archive) == before
    decide(archive, match("nobody here", GND, f"{GND}3"), person="Ada")
    assert decisions(archive).rows[-1].unfit == "the archive knows no actor nobody here" and identifiers(archive) == before
    filing(a=telegram(1, "March 5, 1906", "Quite another text.", sender="The Ambassador in Japan (Andrew D. White)").replace("Grew\n", "White\n"))
    assert identifiers(archive) == before


def test_the_decisions_about_actors_are_read_once_for_all_of_them(specimen: sqlite3.Connection, tmp_path: Path) -> None:
    connection = _copy(specimen, tmp_path)
    every = [name for (name,) in connection.execute("SELECT name FROM actor WHERE kind = 'person'")]
    names = [name for name in every if portrait(connection, name).entry.id == name]     # a power may have the same name
    for n in range(300):
        decide(connection, match(f"gone {n}", "urn:x:", f"urn:x:{n}"), person="Ada")
        decide(connection, JoinActors((names[n % len(names)], f"gone {n}")), person="Ada")
    read: list[str] = []
    connection.set_trace_callback(lambda sql: read.append(sql) if "FROM decision AS d" in sql else None)
    found = {name: portrait(connection, name) for name in names}
    assert len(read) == 1 and sum(len(p.decided) for p in found.values()) == 600
    assert found[names[0]].identifiers[0].iri == "urn:x:0" and len(found[names[0]].identifiers) == len(found[names[0]].decided) // 2
    last = found[names[0]].identifiers[-1].decision
    undo(connection, last, person="Ada")
    assert last not in [i.decision for i in portrait(connection, names[0]).identifiers], "what is written counts at once"
    connection.execute("BEGIN")
    connection.execute("UPDATE decision SET undoes = NULL WHERE undoes = ?", (last,))
    assert last in [i.decision for i in portrait(connection, names[0]).identifiers]
    connection.execute("ROLLBACK")
    connection.close()


def test_two_people_who_match_the_same_actor_touch_each_other() -> None:
    one, same, other = match("a", GND, f"{GND}1"), match("a", GND, None), match("a", WIKIDATA, f"{WIKIDATA}1")
    assert touch((one,), (same,)) and not touch((one,), (other,)) and not touch((one,), (match("b", GND, f"{GND}1"),))


@pytest.mark.parametrize("iri", ["https://d-nb.info/gnd/118540238", "http://www.wikidata.org/entity/Q1", "urn:isbn:1", "info:lc/x", "https://x/ü", "ark:/12148/cb1", "https://x/a(b)'c"])
def test_what_is_an_iri(iri: str) -> None:
    assert is_iri(iri) and Identifier(iri, iri, None, 1).address == (iri if iri.startswith("http") else None)


@pytest.mark.parametrize("iri", ["", "Q1", "javascript:alert(1)", "data:text/html,x", "vbscript:x", "https:", "https://x y", "https://x\n", 'https://x"', "https://x<", "https://x\u202e", "file:///x",
                                 "https://x\ud800", " https://x", "https://x\x85", "https://x`", "https://x{", "https://x\\", "https://x\u200b", "https://" + "x" * 2000])
def test_what_is_none(iri: str) -> None:
    assert not is_iri(iri) and Identifier(iri, GND, None, 1).address is None
    with pytest.raises(BadEntry):
        match("a", GND, iri)
    with pytest.raises(BadEntry):
        match("a", iri, f"{GND}1")


def test_the_space_of_an_iri_and_labels_without_control_characters() -> None:
    assert [namespace(i) for i in (f"{GND}118", f"{WIKIDATA}Q1", "urn:isbn:1", "https://x/a#b", "https://x/")] == [GND, WIKIDATA, "urn:isbn:", "https://x/a#", "https://"]
    assert match("a", GND, f"{GND}1", "  Gr\x1b[2Jew\u202e \n x\ud800 ").label == "Gr[2Jew x" and match("a", GND, f"{GND}1", "\x07").label is None


def test_who_is_asked_about(specimen: sqlite3.Connection, tmp_path: Path) -> None:
    archive = _copy(specimen, tmp_path)
    every = chosen(archive, GND)
    assert every.actors[0].actor.name == "henrik ravn" and every.actors[0].told["first"] == ("1926-09-19",) and every.total == len(every.actors)
    decide(archive, match("henrik ravn", GND, None), person="Ada")
    left = chosen(archive, GND, page=(1, 2))
    assert [a.actor.name for a in left.actors] == [a.actor.name for a in every.actors[2:4]] and left.decided == 1 and left.seen == 1
    assert chosen(archive, WIKIDATA).decided == 0 and len(chosen(archive, GND, again=True).actors) == every.total
    assert [a.actor.name for a in chosen(archive, GND, ["Ravn", "henrik ravn"]).actors] == ["henrik ravn"]
    assert taken(archive, GND, []) == [] and bodies(GND, []) == []
