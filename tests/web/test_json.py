"""Under /api every inquiry answers as JSON: the same as in Python, as the schema describes it, whatever is asked."""

import json
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec
import pytest
import requests
import schemathesis
from calling import Answer, Caller, calling
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import CHECKS
from schemathesis.core.failures import FailureGroup
from schemathesis.core.transport import Response

from dragoman.archive.journal import decide
from dragoman.archive.store import open_archive
from dragoman.edition.dates import parse
from dragoman.edition.decision import AddEvidence, AskQuestion, RateEvidence, StateHypothesis, quoted
from dragoman.inquiries import (
    actors,
    ambiguous,
    chronicle,
    decisions,
    facets,
    gaps,
    hypotheses,
    known,
    ledger,
    missing,
    network,
    outstanding,
    overview,
    pending,
    positions,
    problems,
    register,
    search,
    subjects,
    thread,
    threads,
)
from dragoman.inquiries.about import subject_named
from dragoman.inquiries.beside import beside
from dragoman.inquiries.deciding import correct, reject
from dragoman.inquiries.judged import judged
from dragoman.inquiries.scope import Scope
from dragoman.inquiries.who import actors_named
from dragoman.publish.lines import lines
from dragoman.publish.pages.addresses import keys
from dragoman.web.guard import Doors

LETTER, CARRIER = "08-medyanov-letter", "04-ekholm-despatch-41"
VELMARK, PAGE = "power/velmark", {"limit": 50, "skip": 0}
Ask = Callable[[sqlite3.Connection], Any]
YEAR = Scope(date=parse("1927"))
ANSWERS: dict[str, Ask] = {
    "/api/overview": overview.overview,
    "/api/search?q=salt": lambda c: search.search(c, "salt", **PAGE),
    "/api/search?q=salt+kind:letter&limit=1&skip=1": lambda c: search.search(c, "salt kind:letter", limit=1, skip=1),
    "/api/facets?q=salt": lambda c: facets.facets(c, "salt"),
    "/api/register": lambda c: register.register(c, **PAGE),
    "/api/register?from=korsun&date=1927&limit=2": lambda c: register.register(c, Scope(sender="korsun", date=parse("1927")), limit=2),
    "/api/register?channel=orsovia+%3E+": lambda c: register.register(c, Scope(channel=("orsovia", "")), **PAGE),
    "/api/threads?sort=first": lambda c: threads.threads(c, sort="first", **PAGE),
    f"/api/thread/{LETTER}": lambda c: thread.thread(c, LETTER),
    "/api/thread/missing/1926-12-18/52/velmark": lambda c: thread.thread(c, "missing/1926-12-18/52/velmark"),
    "/api/missing?which=all": lambda c: missing.missing(c, which="all", **PAGE),
    "/api/missing/1926-12-18/52/velmark": lambda c: missing.dossier(c, "missing/1926-12-18/52/velmark"),
    "/api/gaps": lambda c: gaps.gaps(c, **PAGE),
    "/api/actors?actors=all&among=named&sort=name": lambda c: actors.actors(c, None, actors.Choice(None, "named", "name"), **PAGE),
    f"/api/actor/{VELMARK}": lambda c: actors.portrait(c, VELMARK),
    "/api/subjects?date=1927": lambda c: subjects.subjects(c, YEAR, **PAGE),
    "/api/subject/protocol": lambda c: subjects.subject(c, subject_named(c, "protocol"), **PAGE),
    "/api/chronicle?by=velmark&every=true&date=1927": lambda c: chronicle.chronicle(
        c, YEAR, chronicle.Chosen(actors_named(c, "velmark"), every=True), **PAGE),
    "/api/ledger?one=velmark&other=orsovia": lambda c: ledger.ledger(c, (actors_named(c, "velmark"), actors_named(c, "orsovia")), **PAGE),
    "/api/pending?on=1927-02&force=request": lambda c: pending.pending(c, pending.Question("1927-02-28", forces=("request",)), **PAGE),
    "/api/outstanding": lambda c: outstanding.outstanding(c, **PAGE),
    "/api/positions?who=velmark": lambda c: positions.positions(c, "velmark", **PAGE),
    "/api/network?ties=cites&level=power": lambda c: network.network(c, kind="cites", level="power", **PAGE),
    "/api/centralities?sort=in_degree": lambda c: network.centralities(c, by="in_degree", page=(50, 0)),
    "/api/known?whom=korsun&on=1927-06&status=own": lambda c: known.known(c, known.Question("korsun", "1927-06-30", ("own",)), **PAGE),
    "/api/hypotheses": lambda c: hypotheses.hypotheses(c, **PAGE),
    "/api/hypotheses/salt?on=1928&without=silence,": lambda c: hypotheses.matrix(c, "salt", on=parse("1928").last, without=("silence",)),  # type: ignore[union-attr]
    "/api/ambiguous": lambda c: ambiguous.ambiguous(c, **PAGE),
    "/api/decisions": lambda c: decisions.decisions(c, **PAGE),
    "/api/problems": lambda c: problems.problems(c, **PAGE)}
REFUSED = ("/register?limit=0", "/register?limit=1001", "/register?skip=-1", "/register?skip=9223372036854775808", "/register?limit=٣",
           "/register?date=gestern", "/register?date=1936-13", "/register?frm=korsun", "/register?kind=novel", "/threads?sort=size",
           "/search", "/search?q=", "/search?q=(salt", "/ledger?one=velmark", "/known?whom=korsun&on=soon", "/pending?asks=perhaps",
           "/positions", f"/register?from={'x' * 4001}", "/overview?limit=1")
ABSENT = ("/thread/nothing", "/document/", "/document/nothing", f"/document/{LETTER}/", "/missing/nothing", "/actor/nothing", "/subject/nothing",
          "/hypotheses/nothing", "/nothing", "/nothing/at/all", "/register?subject=wombats", "/findings/%00", "/beside/%ff", "/cite/%")
VALID = settings(deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def decided(specimen_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The specimen's archive with a question that is weighed, a finding rejected and one corrected."""
    path = Path(shutil.copy(specimen_archive, tmp_path_factory.mktemp("api") / "decided.sqlite"))
    connection = open_archive(path, write=True)
    paper = judged(connection, LETTER)
    words = quoted(paper.reading.document, 400, 480)
    for body in (AskQuestion("salt", "Why?"), StateHypothesis("salt", "war", "War."), StateHypothesis("salt", "peace", "Peace."),
                 AddEvidence("salt", "silence", words), RateEvidence("salt", "silence", "war", "CC"),
                 RateEvidence("salt", "silence", "peace", "II"), AddEvidence("salt", "note", quoted(paper.reading.document, 900, 950)),
                 RateEvidence("salt", "note", "war", "I"), RateEvidence("salt", "note", "peace", "C"),
                 reject(paper, next(f for f in paper.findings if f.annotation.layer == "directive")),
                 correct(paper, next(f for f in paper.findings if f.annotation.layer == "statement"), {"act": "deny"})):
        decide(connection, body, person="Ada", why="a test")
    connection.close()
    return path


@pytest.fixture(scope="module")
def connection(decided: Path) -> Iterator[sqlite3.Connection]:
    """What the same functions in Python are asked of."""
    opened = open_archive(decided)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def caller(decided: Path) -> Iterator[Caller]:
    """A workbench of that archive."""
    with calling(decided) as opened:
        yield opened


@pytest.fixture(scope="module")
def schema(caller: Caller) -> Any:
    """The schema, as somebody fetches it."""
    answer = caller.get("/api/openapi.json")
    assert answer.status == 200 and answer.headers["content-type"].startswith("application/vnd.oai.openapi+json")
    return answer.json()


def ask(caller: Caller, address: str, **headers: str) -> Answer:
    path, _, query = address.partition("?")
    return caller.get(path, query, **headers)


def as_json(value: Any) -> Any:
    return json.loads(msgspec.json.encode(value))


@pytest.mark.parametrize("address", ANSWERS)
def test_an_answer_is_that_of_the_inquiry(address: str, caller: Caller, connection: sqlite3.Connection) -> None:
    answer = ask(caller, address)
    assert answer.status == 200 and answer.headers["content-type"] == "application/json"
    assert answer.json() == as_json(ANSWERS[address](connection))


def test_a_document_is_the_line_that_is_exported(caller: Caller, connection: sqlite3.Connection) -> None:
    exported = list(lines(connection))
    assert len(exported) > 10
    for line in exported:
        assert caller.get(f"/api/document/{json.loads(line)['id']}").content == line
    apart = {json.loads(line)["id"]: line for line in lines(connection, apart=True)}
    assert caller.get(f"/api/document/{CARRIER}/2").content == apart[f"{CARRIER}/2"]


def test_findings_have_keys_verdicts_and_decisions(caller: Caller, connection: sqlite3.Connection) -> None:
    paper, told = judged(connection, LETTER), caller.get(f"/api/findings/{LETTER}").json()
    assert [f["finding"] for f in told["findings"]] == as_json(paper.findings)
    assert [f["key"] for f in told["findings"]] == list(keys((f.annotation for f in paper.findings), paper.reading.document.text))
    verdicts = {f["finding"]["verdict"]: f["finding"]["decision"] for f in told["findings"]}
    assert {"rejected", "corrected"} <= set(verdicts)
    assert verdicts["rejected"]["person"] == "Ada" and told["last"] == 11 and told["unfit"] == []


def test_what_a_paper_stands_among(caller: Caller, connection: sqlite3.Connection) -> None:
    found, told = beside(connection, CARRIER), caller.get(f"/api/beside/{CARRIER}").json()
    duties = [{"start": start, "end": end, **as_json(duty)} for (start, end), duty in found.duties.items()]
    assert duties and told.pop("duties") == duties
    assert told == {f.name: as_json(getattr(found, f.name)) for f in msgspec.structs.fields(found) if f.name != "duties"}


def test_a_citation_is_that_of_the_page(caller: Caller) -> None:
    told = caller.get(f"/api/cite/{LETTER}").json()
    assert list(told) == ["chicago", "bibtex", "ris", "csl-json"]
    for form, text in told.items():
        assert caller.get(f"/cite/{form}/{LETTER}").content.decode() == text


def test_the_index_leads_to_everything(caller: Caller, schema: Any) -> None:
    index = caller.get("/api").json()
    assert index["archive"] == "decided" and caller.get(index["schema"]).status == 200
    assert {a["address"] for a in index["addresses"]} == set(schema["paths"]) - {"/api"}
    asked = {urlsplit(a).path for a in ANSWERS}
    unasked = {a["address"] for a in index["addresses"] if a["address"] not in asked and "{name}" not in a["address"]}
    assert not unasked


def test_every_operation_is_described(schema: Any) -> None:
    rows = {}
    for path, operations in schema["paths"].items():
        assert list(operations) == ["get"], "it is for reading"
        operation = operations["get"]
        assert operation["description"].endswith(".") and all(p["description"] for p in operation.get("parameters", ()))
        assert path == "/api" or {"200", "400", "404", "503"} <= set(operation["responses"])
        rows[path] = operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
    parts = schema["components"]["schemas"]
    register_ = parts[rows["/api/register"].rpartition("/")[2]]
    entry = parts[register_["properties"]["rows"]["items"]["$ref"].rpartition("/")[2]]
    assert set(entry["properties"]) == set(register.Entry.__struct_fields__) == set(entry["required"])
    assert "basis" in register_["required"] and parts["Basis"]["description"].startswith("What an answer rests on.")
    (limit,) = (p["schema"] for p in schema["paths"]["/api/register"]["get"]["parameters"] if p["name"] == "limit")
    assert limit == {"type": "integer", "default": 50, "minimum": 1, "maximum": 1000}
    assert set(parts["ReferenceAnnotation"]["required"]) == {"layer", "start", "end", "body", "rule", "voice"}
    for part in parts.values():
        assert part["description"] and all(kind for kind in part["properties"].values()), part["title"]


def test_the_parameters_are_those_of_the_pages(schema: Any) -> None:
    def of(path: str) -> list[str]:
        return [p["name"] for p in schema["paths"][path]["get"].get("parameters", ()) if p["in"] == "query"]
    assert of("/api/register") == ["from", "to", "kind", "date", "place", "collection", "subject", "number", "channel", "cited_by", "skip", "limit"]
    assert of("/api/ledger") == ["one", "other", "every", "date", "place", "collection", "subject", "skip", "limit"]
    assert of("/api/overview") == []


def test_nothing_is_loaded_from_elsewhere(caller: Caller) -> None:
    for path in ("/api/swagger", "/api/redoc", "/api/elements", "/schema", "/schema/swagger"):
        assert caller.get(path).status == 404
    assert b"<" not in caller.get("/api").content


@pytest.mark.parametrize("address", REFUSED)
def test_what_cannot_be_understood_is_refused_in_a_sentence(address: str, caller: Caller) -> None:
    answer = ask(caller, f"/api{address}")
    assert answer.status == 400
    assert answer.json()["status"] == 400 and answer.json()["sentence"].endswith((".", "^", "?"))


@pytest.mark.parametrize("address", ABSENT)
def test_what_is_not_here_is_said_so(address: str, caller: Caller) -> None:
    answer = ask(caller, f"/api{address}")
    assert answer.status == 404
    assert answer.json()["status"] == 404 and answer.json()["sentence"].endswith((".", "?"))


def test_a_token_is_asked_for_and_a_name_of_the_machine(specimen_archive: Path) -> None:
    with calling(specimen_archive, doors=Doors(token="mellon")) as caller:
        assert caller.get("/api/overview").status == 401
        assert caller.get("/api/overview", authorization="Bearer friend").status == 401
        assert caller.get("/api/overview", authorization="Bearer mellon").status == 200
        assert caller.get("/api/overview", authorization="Bearer mellon", host="evil.example").status == 421


def test_what_the_docs_ask_is_answered(caller: Caller) -> None:
    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    asked = re.findall(r"^\$ curl -s '?http://localhost:8361(/\S+?)'?$\n((?:[^$`].*\n)+)", page, re.M)
    assert len(asked) == 4
    for address, told in asked:
        answer = re.sub(r"\s", "", ask(caller, address).content.decode())
        for piece in told.split("..."):
            assert re.sub(r"\s", "", piece).strip(",") in answer, address


def conforms(case: Any, answer: Answer) -> None:
    """The answer is one that the schema describes, and no fault of ours."""
    request = requests.Request("GET", f"http://localhost{case.path}").prepare()
    headers = {name: [value] for name, value in answer.headers.items()}
    case.validate_response(Response(answer.status, headers, answer.content, request, 0.0, verify=False), checks=[
        check for check in CHECKS.get_all() if check.__name__ in
        ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance")])


def test_answers_with_rows_conform_to_the_schema(caller: Caller, schema: Any) -> None:
    described = schemathesis.openapi.from_dict(schema)
    named = {a["id"] for a in caller.get("/api/register", "limit=1000").json()["rows"]}
    addresses = [*ANSWERS, "/api", *(f"/api/{kind}/{name}" for kind in ("document", "findings", "beside", "cite") for name in named)]
    with pytest.raises(FailureGroup):
        conforms(described["/api/register"]["GET"].Case(), Answer(200, {"content-type": "application/json"}, b'{"rows": [{}]}'))
    for address in addresses:
        parts = urlsplit(address)
        path = parts.path if parts.path in schema["paths"] else f"/api/{parts.path.split('/')[2]}/{{name}}"
        case = described[path]["GET"].Case(path_parameters={"name": "x"}, query=dict(parse_qsl(parts.query)))
        answer = ask(caller, address)
        assert answer.status == 200
        conforms(case, answer)


@given(data=st.data())
@settings(VALID, max_examples=400)
def test_whatever_the_schema_allows_gets_an_answer_that_conforms(data: Any, caller: Caller, schema: Any) -> None:
    described = schemathesis.openapi.from_dict(schema)
    path = data.draw(st.sampled_from(sorted(schema["paths"])))
    case = data.draw(described[path]["GET"].as_strategy())
    made = case.as_transport_kwargs(base_url="http://localhost")
    parts = urlsplit(requests.Request("GET", made["url"], params=made.get("params")).prepare().url or "")
    conforms(case, caller.get(parts.path, parts.query))
