"""Our actors as a reconciliation service: its messages are those of the specification, and pages of other sites get nothing."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from calling import Caller, calling
from hostile import decided, written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from recon_schema import EXTENSION, MANIFEST, PROPOSALS, RESULTS, SUGGESTIONS, fits
from serving import file_papers

from dragoman.archive.journal import decide
from dragoman.archive.store import open_archive
from dragoman.edition.decision import MatchActor
from dragoman.inquiries import particulars
from dragoman.inquiries.identifiers import match
from dragoman.inquiries.particulars import PROPERTIES
from dragoman.publish.reconciliation.service import BATCH, ROWS, SUGGESTED, TOLD, answers
from dragoman.web.guard import ANY, Doors

RAVN, MINISTER = "henrik ravn", "office/minister for foreign affairs/velmark"
Ask = Callable[..., Any]


@pytest.fixture
def client(workbench: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=workbench, timeout=30) as opened:
        yield opened


@pytest.fixture
def ask(client: httpx.Client) -> Ask:
    def asked(**queries: Any) -> Any:
        answer = client.post("/reconcile", data={"queries": json.dumps(queries)})
        assert answer.status_code == 200, answer.text
        return {key: of["result"] for key, of in fits(answer.json(), RESULTS).items()}
    return asked


def test_the_manifest_and_all_that_it_points_to(client: httpx.Client) -> None:
    answer = client.get("/reconcile")
    told = fits(answer.json(), MANIFEST)
    assert answer.headers["content-type"] == "application/json"
    assert told["versions"] == ["0.2"] and told["batchSize"] == BATCH
    home = str(client.base_url).rstrip("/")
    assert told["identifierSpace"] == f"{home}/actor/" and client.get(told["view"]["url"].replace("{{id}}", quote(MINISTER, safe=""))).status_code == 200
    assert client.get(told["preview"]["url"].replace("{{id}}", quote(MINISTER, safe=""))).status_code == 200
    for of in (*told["suggest"].values(), told["extend"]["propose_properties"]):
        assert client.get(of["service_url"] + of["service_path"], params={"prefix": "a", "type": "person"}).status_code == 200
    assert {t["id"] for t in told["defaultTypes"]} == {"person", "office", "power", "body"}


def test_candidates_by_name_type_and_what_is_told(ask: Ask) -> None:
    found = ask(a={"query": "Henrik Ravn"}, b={"query": "Ravn, H.", "type": "person"}, c={"query": "Ravn", "type": ["person"], "limit": 1},
                d={"query": "Ravn", "properties": [{"pid": "office", "v": "Minister for Foreign Affairs"}, {"pid": "active", "v": 1926}]},
                e={"query": "Minister for Foreign Affairs", "type": "office"}, f={"query": RAVN}, g={"query": "Nobody Of This Name"}, h={"query": "Velmark"},
                i={"query": "Henrik Ravn", "type": "Q5"}, j={"properties": [{"pid": "office", "v": [{"id": MINISTER, "name": "Minister for Foreign Affairs"}]}]})
    best = {key: (of[0]["id"], of[0]["match"]) if of else None for key, of in found.items()}
    assert best == {"a": (RAVN, True), "b": (RAVN, True), "c": (RAVN, False), "d": (RAVN, True), "e": (MINISTER, True), "f": (RAVN, True), "g": None,
                    "h": ("power/velmark", True), "i": (RAVN, False), "j": (RAVN, False)}
    assert len(found["c"]) == 1 and {c["type"][0]["id"] for c in found["b"]} == {"person"}
    told = {f["id"]: f["value"] for f in found["d"][0]["features"]}
    assert told["office"] == told["active"] == 1.0 and told["name"] == 0.75
    assert {"id": "type", "value": False} in found["i"][0]["features"]


def test_queries_by_get_and_by_post_are_the_same(client: httpx.Client) -> None:
    told = {"queries": json.dumps({"q": {"query": "Ekholm", "type_strict": "should", "type": "person", "unknown": [1]}})}
    assert client.get("/reconcile", params=told).json() == client.post("/reconcile", data=told).json() != {}


def test_every_actor_is_found_by_its_address_and_its_name(client: httpx.Client, ask: Ask, specimen_archive: Path) -> None:
    opened = sqlite3.connect(specimen_archive)
    entries = opened.execute("SELECT name, label FROM actor").fetchall()
    opened.close()
    assert len(entries) > 40
    for name, label in entries:
        found = ask(id={"query": name}, name={"query": label, "limit": 20})
        assert name in [c["id"] for c in found["id"]] and found["id"][0]["score"] >= 84, name
        assert name in [c["id"] for c in found["name"]], name
        assert client.get("/reconcile/suggest/entity", params={"prefix": name}).json()["result"][0]["id"] == name


def test_values_of_properties(client: httpx.Client) -> None:
    asked = {"ids": [RAVN, MINISTER, "nobody at all"], "properties": [{"id": p.id, "settings": {"limit": "1"}} for p in PROPERTIES] + [{"id": "odd"}]}
    told = fits(client.post("/reconcile", data={"extend": json.dumps(asked)}).json(), EXTENSION)
    assert told == client.get("/reconcile", params={"extend": json.dumps(asked)}).json()
    assert [m["id"] for m in told["meta"]] == [*(p.id for p in PROPERTIES), "odd"]
    ravn, minister, nobody = (told["rows"][i] for i in asked["ids"])  # type: ignore[index]
    assert ravn["office"] == [{"id": MINISTER, "name": "Minister for Foreign Affairs"}] and minister["holder"] == [{"id": RAVN, "name": "Henrik Ravn"}]
    assert ravn["first"] == [{"str": "1926-09-19"}] and ravn["sent"] == [{"int": 4}] and ravn["power"] == [{"id": "power/velmark", "name": "Velmark"}]
    assert {"str": "Henrik Ravn"} in ravn["names"] and not any(nobody.values()) and ravn["odd"] == []
    portrait = client.get(f"/api/actor/{RAVN}").json()
    assert (portrait["entry"]["sent"], portrait["entry"]["first"]) == (4, "1926-09-19")


def test_suggestions_and_proposals(client: httpx.Client) -> None:
    def suggest(what: str, **query: Any) -> Any:
        return fits(client.get(f"/reconcile/suggest/{what}", params=query).json(), SUGGESTIONS)["result"]
    assert [s["id"] for s in suggest("entity", prefix="henr")] == [RAVN] == [s["id"] for s in suggest("entity", prefix="Henrik Rav")]
    first = suggest("entity", prefix="m")
    assert first[1:] == suggest("entity", prefix="m", cursor="1")[:len(first) - 1] and len(first) <= SUGGESTED
    assert suggest("entity", prefix="") == [] == suggest("entity", prefix="zzz") and [s["id"] for s in suggest("type", prefix="per")] == ["person"]
    assert [s["id"] for s in suggest("property", prefix="off")] == ["office"] and len(suggest("type", prefix="")) == 4
    assert client.get("/reconcile/suggest/other").status_code == 400
    told = fits(client.get("/reconcile/properties", params={"type": "office", "limit": 3}).json(), PROPOSALS)
    assert told["type"] == "office" and told["limit"] == 3 and [p["id"] for p in told["properties"]] == ["power", "identifier", "names"]


@pytest.mark.parametrize("form", [
    {}, {"other": "1"}, {"queries": "{"}, {"queries": "[]"}, {"queries": "null"}, {"queries": '{"q": {}}'}, {"queries": '{"q": {"query": 7}}'}, {"queries": '{"q": {"query": " "}}'},
    {"queries": '{"q": {"query": "a", "limit": 1e999}}'}, {"queries": '{"\\ud800": {"query": "a"}}'}, {"queries": "[" * 50_000}, {"queries": '{"q":{"query":"a","properties":{}}}'},
    {"extend": "{}"}, {"extend": '{"ids": [1], "properties": []}'}])
def test_what_cannot_be_understood_is_told(client: httpx.Client, form: dict[str, str]) -> None:
    answer = client.post("/reconcile", data=form)
    assert answer.status_code == 400 and answer.json()["sentence"].startswith("This cannot be answered")


def test_no_more_is_answered_than_is_said(client: httpx.Client) -> None:
    def status(**form: Any) -> int:
        return client.post("/reconcile", data={k: json.dumps(v) for k, v in form.items()}).status_code
    assert status(queries={str(n): {"query": "Ravn"} for n in range(BATCH)}) == 200
    assert status(queries={str(n): {"query": "Ravn"} for n in range(BATCH + 1)}) == 413
    assert status(queries={"q": {"query": "x", "properties": [{"pid": "office", "v": "x"}] * 21}}) == 413
    assert status(extend={"ids": [RAVN] * (ROWS + 1), "properties": [{"id": "sent"}]}) == 413
    assert client.post("/reconcile", content=b"queries=" + b"x" * 2_000_000, headers={"content-type": "application/x-www-form-urlencoded"}).status_code == 413


def test_a_property_that_is_told_again_and_again_is_weighed_once(ask: Ask, specimen_archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again = [{"pid": "office", "v": [f"Consul at Place {n} {k}" for k in range(40)]} for n in range(19)]
    told = ask(a={"query": "Ravn", "properties": [{"pid": "office", "v": MINISTER}, *again]})["a"]
    assert {f["id"]: f["value"] for f in told[0]["features"]}["office"] == 1.0, "the first counts as well"
    weighed: list[str] = []
    judge = particulars._JUDGES["office"]
    monkeypatch.setattr(particulars, "_JUDGES", {"office": (judge[0], lambda value, known: (weighed.append(value), judge[1](value, known))[1])})  # type: ignore[func-returns-value]
    opened = open_archive(specimen_archive)
    answers(opened, json.dumps({"q": {"query": "Ravn", "properties": again}}))
    opened.close()
    assert 0 < len(set(weighed)) <= TOLD and len(weighed) <= TOLD * 200
    assert len(weighed) == len(set(weighed)) * (len(weighed) // len(set(weighed))), "each as often as there are actors"


NEAR = ("http://127.0.0.1:3333", "http://localhost:3333", "http://[::1]:3333", "https://localhost")
FOREIGN = ("https://evil.example", "null", "http://127.0.0.1.evil.example", "http://evil.example:3333", "file://", "chrome-extension://localhost", "http://127.0.0.1@evil.example", "")


@pytest.mark.parametrize("path", ["/reconcile", "/reconcile/suggest/entity?prefix=r", "/reconcile/properties?type=person", f"/reconcile/preview?id={RAVN}"])
def test_only_pages_of_this_machine_may_ask(client: httpx.Client, path: str) -> None:
    for origin in NEAR:
        for answer in (client.get(path, headers={"origin": origin}), client.options(path, headers={"origin": origin, "access-control-request-method": "GET"})):
            assert answer.status_code in (200, 204) and answer.headers["access-control-allow-origin"] == origin and answer.headers["vary"] == "Origin"
            assert "access-control-allow-credentials" not in answer.headers
    for origin in FOREIGN:
        for answer in (client.get(path, headers={"origin": origin}), client.post("/reconcile", data={"queries": "{}"}, headers={"origin": origin})):
            assert answer.status_code == 403 and "access-control-allow-origin" not in answer.headers, origin
            assert "ravn" not in answer.text.casefold()
    for host in ("evil.example", "evil.example:80", "127.0.0.1.evil.example"):
        assert client.get(path, headers={"host": host}).status_code == 421


def test_no_other_way_to_write_the_address_gets_round_the_guard(caller: Caller) -> None:
    for path in ("//reconcile", "/reconcile/", "///reconcile//suggest/entity", "//reconcile/preview", "/reconcile//"):
        answer = caller.get(path, {"prefix": "r", "id": RAVN}, origin="https://evil.example")
        assert answer.status == 403 and b"ravn" not in answer.content.lower(), path
        assert caller.get(path, {"prefix": "r", "id": RAVN}).headers["vary"] == "Origin"


def test_pictures_and_scripts_of_another_page_do_not_make_the_service_work(caller: Caller) -> None:
    def asked(path: str, site: str, mode: str, dest: str, **more: str) -> int:
        return caller.get(path, {"prefix": "r", "id": RAVN}, **{"sec-fetch-site": site, "sec-fetch-mode": mode, "sec-fetch-dest": dest}, **more).status
    for path in ("/reconcile", "//reconcile", "/reconcile/suggest/entity", "/reconcile/preview"):
        for site in ("cross-site", "same-site"):
            assert {asked(path, site, "no-cors", "image"), asked(path, site, "no-cors", "script"), asked(path, site, "cors", "empty")} == {403}
            assert asked(path, site, "navigate", "document") == 200, "a person goes there"
            assert asked(path, site, "navigate", "iframe") == (200 if path.endswith("preview") else 403)
            assert asked(path, site, "cors", "empty", origin=NEAR[0]) == 200, "OpenRefine has another port"
        assert asked(path, "same-origin", "cors", "empty") == asked(path, "none", "navigate", "document") == 200
    assert asked("/actors", "cross-site", "no-cors", "image") == 200


@pytest.mark.parametrize("host", ['127.0.0.1:8799/"<x>', "localhost:99999", "localhost:", "localhost:8\u0663", "x@localhost", "[::1", "[bad]:1", "[1:1]", "localhost#", "localhost:-1", "localhost?x"])
def test_a_host_that_is_none_opens_nothing(specimen_archive: Path, caller: Caller, host: str) -> None:
    assert caller.get("/reconcile", host=host).status == 421
    with calling(specimen_archive, doors=Doors((ANY,), "sesame")) as anywhere:
        assert anywhere.get("/reconcile", host=host, authorization="Bearer sesame").status == 421
        assert anywhere.get("/reconcile", host="a-b.example:443", authorization="Bearer sesame").status == 200
    assert [caller.get("/reconcile", host=good).status for good in ("LOCALHOST", "127.0.0.1:8799", "[::1]:80", "[::1]")] == [200] * 4


def test_no_other_page_is_opened_to_other_origins(client: httpx.Client) -> None:
    for path in ("/", "/api/actors", f"/actor/{RAVN}", "/reconciled", "/reconcile2"):
        answer = client.get(path, headers={"origin": NEAR[0]})
        assert "access-control-allow-origin" not in answer.headers and answer.headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_a_token_shuts_the_service_too(specimen_archive: Path) -> None:
    with calling(specimen_archive, doors=Doors(token="sesame")) as caller:
        for path in ("/reconcile", "/reconcile/suggest/entity", "/reconcile/preview"):
            assert caller.get(path).status in (303, 401)
        assert caller.get("/reconcile", authorization="Bearer sesame").json()["versions"] == ["0.2"]


def test_the_preview_can_be_framed_here_and_does_nothing(client: httpx.Client) -> None:
    answer = client.get("/reconcile/preview", params={"id": RAVN})
    assert "Henrik Ravn" in answer.text and "<script" not in answer.text and "<form" not in answer.text and "x-frame-options" not in answer.headers
    assert "frame-ancestors http://127.0.0.1:* http://localhost:*" in answer.headers["content-security-policy"] and "default-src 'none'" in answer.headers["content-security-policy"]
    gone = client.get("/reconcile/preview", params={"id": "<script>alert(1)</script>"})
    assert gone.status_code == 404 and "<script" not in gone.text
    assert client.get("/reconcile", headers={"accept": "*/*"}).headers["x-frame-options"] == "DENY"


def test_there_is_no_jsonp(client: httpx.Client) -> None:
    answer = client.get("/reconcile", params={"callback": "alert"})
    assert answer.headers["content-type"] == "application/json" and answer.json()["versions"] and answer.headers["x-content-type-options"] == "nosniff"


def test_hostile_papers_are_served_as_texts(tmp_path: Path) -> None:
    archive = file_papers(tmp_path / "hostile.sqlite", written(tmp_path / "papers"))
    decided(archive)
    with calling(archive) as caller:
        asked = {"queries": json.dumps({"a": {"query": "Grew", "limit": 50}, "b": {"query": "script alert"}, "c": {"query": "minister", "limit": 50}})}
        results = fits(caller.get("/reconcile", asked).json(), RESULTS)
        ids = [c["id"] for of in results.values() for c in of["result"]]
        assert ids
        extend = {"extend": json.dumps({"ids": ids, "properties": [{"id": p.id} for p in PROPERTIES]})}
        fits(caller.get("/reconcile", extend).json(), EXTENSION)
        for name in ids:
            assert b"<script" not in caller.get("/reconcile/preview", {"id": name}).content.lower()


TEXT = st.text(max_size=30)
VALUE = st.recursive(TEXT | st.integers() | st.booleans() | st.none() | st.floats(allow_nan=False, allow_infinity=False),
                     lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=6)
QUERY = st.fixed_dictionaries({}, optional={
    "query": TEXT | st.sampled_from(["Ravn", "Ravn, Henrik", "Minister", "'; --", "%", "\x00", "Ekholm " * 200]), "type": st.sampled_from(["person", "Q5", ["office", "x"], [], ""]),
    "limit": st.integers(-3, 10 ** 20) | st.floats(allow_nan=False, allow_infinity=False), "properties": st.lists(st.fixed_dictionaries(
        {"pid": st.sampled_from(["office", "power", "active", "identifier", "names", "odd"]), "v": VALUE}), max_size=3)})


@pytest.fixture(scope="module")
def caller(specimen_archive: Path) -> Iterator[Caller]:
    with calling(specimen_archive) as opened:
        yield opened


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batch=st.dictionaries(TEXT, QUERY, max_size=4))
def test_any_batch_is_answered_or_refused(caller: Caller, batch: dict[str, Any]) -> None:
    answer = caller.get("/reconcile", {"queries": json.dumps(batch)})
    if answer.status == 200:
        assert fits(answer.json(), RESULTS).keys() == batch.keys()
    else:
        assert answer.status in (400, 413) and answer.json()["sentence"]


def test_the_page_of_an_actor_shows_who_it_is_elsewhere(archive: Path, serve: Callable[..., str]) -> None:
    opened = open_archive(archive, write=True)
    for service, iri, label in (("https://d-nb.info/gnd/", "https://d-nb.info/gnd/1?a=1&b='2", "Ravn <b>"), ("urn:x:", "urn:isbn:1", None)):
        decide(opened, match(RAVN, service, iri, label), person="Ada")
    # as another program may have written it
    decide(opened, MatchActor(RAVN, "x", "javascript:alert(1)", "<script>"), person="Eve")
    opened.close()
    home = serve(archive)
    page = httpx.get(f"{home}/actor/{RAVN}").text
    assert '<a href="https://d-nb.info/gnd/1?a=1&amp;b=&#39;2" rel="external noreferrer">https://d-nb.info/gnd/1?a=1&amp;b=&#39;2</a>' in page
    assert "Ravn &lt;b&gt;" in page and "urn:isbn:1" in page and 'href="urn' not in page and 'href="javascript' not in page and "<script>" not in page
    told = httpx.get(f"{home}/api/actor/{RAVN}").json()["identifiers"]
    assert [(i["iri"], i["service"], i["decision"]) for i in told][:2] == [("https://d-nb.info/gnd/1?a=1&b='2", "https://d-nb.info/gnd/", 1), ("urn:isbn:1", "urn:x:", 2)]
    journal = httpx.get(f"{home}/decisions").text
    assert "match actor: henrik ravn → Ravn &lt;b&gt; (https://d-nb.info/gnd/1" in journal
