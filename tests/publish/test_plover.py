"""PLOVER: every line has the fields that the manual requires, of their types; passages are the papers' own words."""

import json
import re
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from dragoman import Archive
from dragoman.edition.annotation import Event as Finding
from dragoman.inquiries.chronicle import Chosen, chronicle
from dragoman.inquiries.told import Party
from dragoman.lexicon.countries import country_code
from dragoman.publish.exporting import Exported, Wanted
from dragoman.publish.plover import CONTEXTS, QUADS, _actors, plover
from dragoman.resolution.powers import known_power

DAY = re.compile(r"\d{4}-\d\d-\d\d")
# the tables "PLOVER JSON", "Information object for actors", "... for text" and "... for citations" of the manual (0.8):
# what is required, and the type of what is written
REQUIRED = {"id": str, "date": str, "source": list, "event": list}
RECORD = {"id": str, "has_event": bool, "date": str, "enddate": str, "source": list, "recipient": list, "event": list, "quad_code": int,
          "mode": list, "context": list, "text": str, "text_info": dict, "cite_info": dict}
ACTOR = {"code": str, "sector": str, "actor_text": str, "identifier_id": str, "identifier_text": str}
CITE_INFO = {"corpus": str, "citation": str, "title": str, "language": str, "coder": str, "codebook": str}
OURS = {"modality": str, "date_edtf": str, "date_told": bool, "sure": float, "doubt": str}
REPORT = {"document": str, "start": int, "end": int, "passage": str, "place": str, "document_date": str, "sender": str, "modality": str,
          "weight": float}
# general and special contexts of the manual that are used
SPECIAL = {"historical", "future", "hypothetical", "negation"}


def written(archive: Path) -> tuple[list[dict[str, Any]], Exported]:
    file = BytesIO()
    with Archive(archive) as opened:
        exported = plover(opened._connection, file, Wanted(), lambda what, count: None)
    return [json.loads(line) for line in file.getvalue().splitlines()], exported


def assert_typed(values: dict[str, Any], types: dict[str, type]) -> None:
    """The values have the types, or are null."""
    for name, kind in types.items():
        value = values[name]
        assert value is None or type(value) is kind or (kind is float and type(value) is int), (name, value)


@pytest.mark.parametrize("which", ["filed", "letter_filed", "volume"])
def test_every_line_is_a_record_of_the_manual(which: str, request: pytest.FixtureRequest) -> None:
    path = request.getfixturevalue(which)
    records, exported = written(path)
    assert exported.counts == (("events", len(records)),) and records
    assert len({r["id"] for r in records}) == len(records)
    for r in records:
        assert_typed(r, RECORD | OURS)
        if r["has_event"]:
            assert all(type(r[name]) is kind and r[name] for name, kind in REQUIRED.items())
            assert DAY.fullmatch(r["date"]) and DAY.fullmatch(r["enddate"]) and r["date"] <= r["enddate"]
            assert r["recipient"] or r["event"] not in (["COOPERATE"], ["AID"], ["SANCTION"])
        else:
            assert not r["source"] or r["date"] is None or (not r["recipient"] and r["event"][0] in ("COOPERATE", "AID", "SANCTION"))
        assert r["event"][0].lower() in QUADS and r["quad_code"] in (1, 2, 3, 4) and set(r["context"]) <= SPECIAL
        assert bool(r["context"]) == (r["modality"] not in ("done", "ongoing"))
        for actor in r["source"] + r["recipient"]:
            assert_typed(actor, ACTOR)
            assert actor["identifier_text"] and (actor["code"] is None or re.fullmatch("[A-Z]{3}", actor["code"]))
        assert_typed(r["cite_info"], CITE_INFO | REPORT)
        for report in r["cite_info"]["reports"]:
            assert_typed(report, REPORT)


@pytest.mark.parametrize("which", ["filed", "letter_filed", "volume"])
def test_every_passage_is_the_words_of_the_paper_that_cite_info_names(which: str, request: pytest.FixtureRequest) -> None:
    path = request.getfixturevalue(which)
    records, _ = written(path)
    with Archive(path) as archive:
        texts = {r.document.id: r.document.text for r in archive.readings()}
    for r in records:
        cited, info = r["cite_info"], r["text_info"]
        assert texts[cited["document"]][info["start"]:info["end"]] == r["text"] == cited["passage"]
        assert r["id"].startswith(f"{cited['document']}#")
        for report in cited["reports"]:
            assert texts[report["document"]][report["start"]:report["end"]] == report["passage"]
        assert cited["reports"][0]["document"] == cited["document"] and cited["papers"] == len({x["document"] for x in cited["reports"]})


@pytest.mark.parametrize("which", ["filed", "letter_filed", "volume"])
def test_records_are_the_events_of_the_chronicle_doubtful_ones_too(which: str, request: pytest.FixtureRequest) -> None:
    path = request.getfixturevalue(which)
    records, exported = written(path)
    with Archive(path) as archive:
        answer = chronicle(archive._connection, chosen=Chosen(every=True))
    assert len(records) == answer.total == len(answer.rows)
    by_id = {e.id: e for e in answer.rows}
    assert set(by_id) == {r["id"] for r in records}
    for r in records:
        event = by_id[r["id"]]
        assert (r["modality"], r["doubt"], r["sure"], r["date_edtf"]) == (event.modality, event.doubt, event.sure, event.date)
        assert [a["actor_text"] for a in r["source"] if a["actor_text"]] == ([event.actor.words] if event.actor and event.actor.words else [])
        assert len(r["cite_info"]["reports"]) == len(event.reports)
    doubtful = sum(r["doubt"] is not None for r in records)
    assert any(line.startswith(f"{doubtful:,} of {len(records):,} events are not sure") for line in exported.remarks) == bool(doubtful)
    assert {r["doubt"] for r in records} <= {None, "unsure", "undated"} and doubtful


def test_a_volume_has_acts_of_every_sort(volume: Path) -> None:
    records, _ = written(volume)
    told = Counter(r["modality"] for r in records)
    assert {"done", "planned"} <= set(told)
    assert {r["modality"] for r in records if "future" in r["context"]} == {"planned"}
    assert {"USA", "GBR"} <= {a["code"] for r in records for a in r["source"]}
    assert any(r["has_event"] and r["doubt"] is None for r in records)


def test_every_modality_and_type_of_the_record_has_its_place() -> None:
    hints = get_type_hints(Finding)
    assert set(CONTEXTS) == set(get_args(hints["modality"])) and set(QUADS) == set(get_args(hints["type"]))
    assert all(CONTEXTS[m] for m in ("planned", "demanded", "refused", "alleged"))


def test_actors_have_codes_where_iso_has_one() -> None:
    assert _actors(None, None, {}) == []
    (power,) = _actors(None, "power/japan", {"power/japan": ["https://www.wikidata.org/entity/Q17"]})
    assert (power["code"], power["identifier_id"], power["actor_text"], power["kind"]) == ("JPN", "power/japan", None, "power")
    assert power["identifiers"] == ["https://www.wikidata.org/entity/Q17"]
    (unknown,) = _actors(Party("Orsovia", "power/orsovia", "Orsovia", "the Orsovians"), "power/japan", {})
    assert (unknown["code"], unknown["power"]) == (None, "Orsovia")
    (person,) = _actors(Party("Grew", "grew", "United States of America", "the Ambassador"), None, {})
    assert (person["code"], person["sector"], person["kind"]) == ("USA", None, "person")
    (office,) = _actors(Party("Secretary of State", "office/secretary of state", "United States of America", "he"), None, {})
    assert (office["code"], office["sector"]) == ("USA", "GOV")
    (named,) = _actors(Party("Soviet Russia", None, None, "Soviet Russia"), None, {})
    assert named["code"] == "SUN" and named["identifier_id"] is None


@pytest.mark.parametrize(("words", "code"), [("Great Britain", "GBR"), ("Japan", "JPN"), ("the Soviet Union", "SUN"), ("Persia", "IRN"),
                                             ("Prussia", None), ("Austria-Hungary", None), ("United States", "USA"), ("Siam", "THA")])
def test_codes_of_powers(words: str, code: str | None) -> None:
    assert country_code(known_power(words) or "") == code
