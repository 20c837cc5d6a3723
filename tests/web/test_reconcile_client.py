"""The client asks our own service over real HTTP, and holds out against servers that are slow, wrong, or mean harm."""

import json
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from click.testing import CliRunner, Result

from dragoman.archive.journal import decide, decisions
from dragoman.archive.store import open_archive
from dragoman.cli.main import main
from dragoman.edition.decision import MatchActor
from dragoman.errors import BadServiceFile, NoSuchService, ServiceFailed
from dragoman.inquiries.identifiers import identifiers
from dragoman.publish.reconciliation import client as asking
from dragoman.publish.reconciliation import wire
from dragoman.publish.reconciliation.client import Patience, iri_of, opened
from dragoman.publish.reconciliation.services import service_named, services, services_file

MANIFEST = {"versions": ["0.2"], "name": "Register", "identifierSpace": "https://register.example/id/", "schemaSpace": "https://schema.org/Thing"}
SLEPT: list[float] = []
QUICK = Patience(connect=2, read=0.4, whole=1.0, tries=3, wait=0.01, most=5, sleep=SLEPT.append)
Respond = Callable[["Server"], None]


class Server(BaseHTTPRequestHandler):
    """A server that does what a test says, and keeps what it was sent."""

    protocol_version = "HTTP/1.1"
    respond: Respond
    seen: list[tuple[str, str, dict[str, Any]]]

    def do_GET(self) -> None:
        self.seen.append(("GET", self.path, {}))
        self.respond()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        self.seen.append(("POST", self.path, {key: json.loads(of[0]) for key, of in parse_qs(body).items()}))
        self.respond()

    def give(self, body: Any, status: int = 200, **headers: str) -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"content-type": "application/json", "content-length": str(len(content)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class Quiet(ThreadingHTTPServer):
    """A server that is not astonished when a client has seen enough."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass


@contextmanager
def serving(respond: Respond) -> Iterator[tuple[str, list[tuple[str, str, dict[str, Any]]]]]:
    """The address of a server that answers so, and what it was asked."""
    seen: list[tuple[str, str, dict[str, Any]]] = []
    server = Quiet(("127.0.0.1", 0), type("Made", (Server,), {"respond": respond, "seen": seen}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/api", seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def register(answers: Callable[[str], list[dict[str, Any]]], **told: Any) -> Respond:
    """A service that answers a name so."""
    def respond(self: Server) -> None:
        method, _, form = self.seen[-1]
        if method == "GET":
            self.give({**MANIFEST, **told})
        else:
            self.give({key: {"result": answers(q.get("query", ""))} for key, q in form["queries"].items()})
    return respond


def run(*arguments: object) -> Result:
    """A command that is run."""
    return CliRunner().invoke(main, ["reconcile", *map(str, arguments)])


def held(archive: Path) -> dict[str, list[tuple[str, str | None]]]:
    """The identifiers that stand."""
    connection = open_archive(archive)
    found = {name: [(i.iri, i.label) for i in of] for name, of in identifiers(connection).items()}
    connection.close()
    return found


@pytest.fixture
def other(specimen_archive: Path, tmp_path: Path) -> Path:
    """Another archive of the same papers, whose actors are asked about."""
    return Path(shutil.copy(specimen_archive, tmp_path / "other.sqlite"))


# both ways, over real HTTP


def test_two_archives_find_the_same_actors(workbench: str, other: Path, tmp_path: Path) -> None:
    service = f"{workbench}/reconcile"
    shown = run(other, "--service", service, "--json", "--as", "Ada")
    rows = [json.loads(line) for line in shown.stdout.splitlines()]
    assert len(rows) > 5 and all(row["proposals"][0]["id"] == row["id"] for row in rows)
    assert "Sent are their names; nothing else." in shown.stderr and held(other) == {}
    done = run(other, "--service", service, "--auto", "--as", "Ada", "--why", "the same papers")
    assert done.exit_code == 0, done.output
    sure = {row["id"] for row in rows if sum(p["match"] for p in row["proposals"]) == 1}
    assert set(held(other)) == sure and "henrik ravn" in sure and "brandt" not in sure
    assert held(other)["henrik ravn"] == [(f"{workbench}/actor/henrik%20ravn", "Henrik Ravn")]
    connection = open_archive(other)
    entry = decisions(connection, MatchActor)[0]
    connection.close()
    assert (entry.person, entry.why) == ("Ada", "the same papers")
    rest = run(other, "--service", service, "--json")
    assert {json.loads(line)["id"] for line in rest.stdout.splitlines()} == {row["id"] for row in rows} - sure


def test_what_the_file_of_services_says_is_sent_and_nothing_else(workbench: str, other: Path, tmp_path: Path) -> None:
    file = tmp_path / "services.toml"
    file.write_text(f'[ours]\nurl = "{workbench}/reconcile"\ntypes.person = "person"\nproperties = {{office = "office", first = "active"}}\nbatch = 2\n')
    dry = run(other, "--service", "ours", "--services", file, "--dry-run", "--limit", 1)
    assert json.loads(dry.stdout) == {"query": "Henrik Ravn", "type": "person", "limit": 5, "properties": [
        {"pid": "office", "v": "Minister for Foreign Affairs"}, {"pid": "active", "v": "1926-09-19"}]}
    assert "Nothing was sent" in dry.stderr
    done = run(other, "--service", "ours", "--services", file, "--auto", "--as", "Ada")
    assert "their names; their offices as office; their first day as active; the type person; nothing else" in done.stderr
    assert "brandt" in held(other)          # whom a surname alone does not tell, his office does


def test_matches_by_hand_and_that_there_is_none(workbench: str, other: Path) -> None:
    service = f"{workbench}/reconcile"
    done = run(other, "--service", service, "--accept", "brandt=brandt", "--none", "Thorsen", "--as", "Ada")
    assert done.exit_code == 0, done.output
    assert held(other) == {"brandt": [(f"{workbench}/actor/brandt", "Brandt")]}
    left = {json.loads(line)["id"] for line in run(other, "--service", service, "--json").stdout.splitlines()}
    assert not {"brandt", "thorsen"} & left and {"brandt", "thorsen"} <= {
        json.loads(line)["id"] for line in run(other, "--service", service, "--json", "--again").stdout.splitlines()}
    refused = run(other, "--service", service, "--accept", "brandt=no such id at all zz", "--as", "Ada")
    assert refused.exit_code == 1 and "knows nobody" in refused.stderr
    assert run(other, "--service", service, "--accept", "nobody zz=brandt").exit_code == 1


def test_an_iri_is_entered_without_asking_anybody(other: Path) -> None:
    assert run(other, "--accept", "henrik ravn=https://d-nb.info/gnd/1?x=2", "--as", "Ada").exit_code == 0
    assert held(other) == {"henrik ravn": [("https://d-nb.info/gnd/1?x=2", None)]}
    for bad in ("javascript:alert(1)", "https://x/ y", "Q1", 'https://x/"><script>', "https://x/\x07", "https://x/‮", f"https://x/{'a' * 3000}"):
        assert run(other, "--accept", f"henrik ravn={bad}", "--as", "Ada").exit_code == 1, bad
    assert run(other, "--accept", "henrik ravn", "--as", "Ada").exit_code == 1
    assert run(other).exit_code == 2 and run(other, "--auto").exit_code == 2


# a service that a person named, and what it may not do


def test_only_one_sure_match_is_taken_and_none_twice(other: Path) -> None:
    def answers(name: str) -> list[dict[str, Any]]:
        sure = {"id": "Q1", "name": "The one", "score": 90, "match": True}
        return {"Henrik Ravn": [{"id": "Q7", "name": "Ravn", "score": 99.5, "match": True}, {"id": "Q8", "name": "Raven", "score": 50}],
                "Carl Ekholm": [{**sure, "id": "Q2"}, {**sure, "id": "Q3"}], "P. I. Korsun": [sure], "V. S. Medyanov": [sure],
                "Brandt": [{"id": "Q9", "name": "Brandt", "score": 100, "type": ["human"], "description": None}]}.get(name, [])
    with serving(register(answers)) as (address, _):
        done = run(other, "--service", address, "--auto", "--json", "--as", "Ada")
        why = {row["id"]: row["why_not"] for row in map(json.loads, done.stdout.splitlines())}
        assert held(other) == {"henrik ravn": [("https://register.example/id/Q7", "Ravn")]}
        assert why["carl ekholm"] == "2 are sure matches" and "are they one?" in why["p. i. korsun"] and why["brandt"] == "nobody is a sure match"
        assert "asked about" in done.stderr and "Entered in the journal: decision 1" in done.stderr
        again = run(other, "P. I. Korsun", "--service", address, "--accept", "p. i. korsun=Q1", "--as", "Ada")
        assert again.exit_code == 0, again.output
        taken = run(other, "V. S. Medyanov", "--service", address, "--auto", "--json")
        assert json.loads(taken.stdout)["why_not"] == "Q1 is p. i. korsun already; are they one?"
        assert [d[0] for d in held(other)["p. i. korsun"]] == ["https://register.example/id/Q1"]


def test_batches_are_as_large_as_the_service_says_and_rests_lie_between(other: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rested: list[float] = []
    monkeypatch.setattr(asking.Client, "pause", lambda self, seconds: rested.append(seconds))
    with serving(register(lambda name: [], batchSize=3)) as (address, seen):
        assert run(other, "--service", address).exit_code == 0
    sizes = [len(form["queries"]) for method, _, form in seen if method == "POST"]
    assert max(sizes) == 3 and len(sizes) > 1 and rested == [0.5] * (len(sizes) - 1)
    assert all(set(q) == {"query", "limit"} for _, _, form in seen if form for q in form["queries"].values())


def test_an_answer_for_some_is_told_as_such(other: Path) -> None:
    def respond(self: Server) -> None:
        method = self.seen[-1][0]
        self.give(MANIFEST if method == "GET" else {"q0": {"result": []}, "other": {"result": []}})
    with serving(respond) as (address, _):
        done = run(other, "--service", address, "--limit", 3)
    assert "1 nobody was proposed for; 2 were not answered" in done.stdout and done.exit_code == 0


def test_what_a_service_says_cannot_command_the_terminal(other: Path) -> None:
    bad = [{"id": "\x1b[31mQ1", "name": "\x1b]0;x\x07[red]name\u202e", "score": 1, "description": "\x1b[2J", "match": True}]
    with serving(register(lambda name: bad, name="\x1b[2JRegister")) as (address, _):
        done = run(other, "--service", address, "--auto", "--limit", 1, "--as", "Ada")
    assert "\x1b" not in done.output and "\x07" not in done.output and "\u202e" not in done.output
    assert done.exit_code == 0 and held(other) == {"henrik ravn": [("https://register.example/id/%1B%5B31mQ1", "]0;x[red]name")]}


def fails(respond: Respond, words: str, patience: Patience = QUICK) -> list[tuple[str, str, dict[str, Any]]]:
    """What was asked of a server before the client gave it up, with these words."""
    with serving(respond) as (address, seen), opened(address, patience) as client, pytest.raises(ServiceFailed) as told:
        client.manifest()
        client.ask([wire.Query("Grew")])
    assert words in str(told.value), told.value
    return seen


def after(manifest: Respond | None = None, answer: Respond | None = None) -> Respond:
    """A server whose manifest is right unless said otherwise, and whose answers are not."""
    def respond(self: Server) -> None:
        chosen = manifest if self.seen[-1][0] == "GET" else answer
        chosen(self) if chosen else self.give(MANIFEST)
    return respond


@pytest.mark.parametrize("body", [
    b"", b"<html>", b"[]", b"null", b'{"q0": []}', b'{"q0": {"result": [{"id": 1, "name": "x", "score": 1}]}}', b'{"q0": {"result": [{"id": "x", "name": "x", "score": "high"}]}}',
    b'{"q0": {"result": [{"id": "x", "name": "x", "score": NaN}]}}', b'{"q0": {"result": [{"id": "x", "name": "x", "score": 1, "match": "yes"}]}}', b'\xff\xfe{}', b"[" * 100_000,
    b'{"q0": {}}', b'{"q0": {"result": {"id": "x"}}}', b'callback({"q0": {"result": []}})'])
def test_an_answer_that_is_none_is_refused(body: bytes) -> None:
    fails(after(answer=lambda self: self.give(body)), "is not what the Reconciliation Service API says")


@pytest.mark.parametrize(("told", "words"), [
    ({"versions": ["1.0-draft"]}, "it speaks 1.0-draft"), ({"versions": []}, "no version"), ({"name": " "}, "no name"), ({"identifierSpace": "javascript:"}, "no identifier space"),
    ({"identifierSpace": None}, "is not what"), ({"versions": "0.2"}, "is not what")])
def test_a_manifest_that_is_none_is_refused(told: dict[str, Any], words: str) -> None:
    fails(after(lambda self: self.give({**MANIFEST, **told})), words)


def test_a_service_of_the_first_version_is_asked() -> None:
    with serving(after(lambda self: self.give({k: v for k, v in MANIFEST.items() if k != "versions"}))) as (address, _), opened(address, QUICK) as client:
        assert client.manifest().versions == ("0.1",)


def test_candidates_without_a_name_or_of_endless_ones_are_left_out() -> None:
    found = [{"id": "", "name": "x", "score": 1}, {"id": "a", "name": " ", "score": 1}, {"id": "b", "name": "x" * 5000, "score": 1}, {"id": "c", "name": "C", "score": 1, "more": {}}]
    found += [{"id": f"d{n}", "name": "D", "score": 0} for n in range(200)]
    with serving(register(lambda name: found)) as (address, _), opened(address, QUICK) as client:
        (got,) = client.ask([wire.Query("x")])
    assert got and [c.id for c in got][:2] == ["c", "d0"] and len(got) == asking.CANDIDATES


def test_a_busy_service_is_asked_again_and_later_each_time() -> None:
    SLEPT.clear()
    seen = fails(after(lambda self: self.give({}, 503)), "it answers 503")
    assert len(seen) == QUICK.tries and SLEPT == [0.01, 0.02]
    SLEPT.clear()
    times = iter([429, 500, 200])
    with serving(after(lambda self: self.give(MANIFEST, next(times), retry_after="3"))) as (address, seen), opened(address, QUICK) as client:
        assert client.manifest().name == "Register"
    assert len(seen) == 3 and SLEPT == [3, 3]


@pytest.mark.parametrize("later", ["3600", "Fri, 31 Dec 2100 23:59:59 GMT", "99999999"])
def test_a_service_that_is_busy_for_long_is_left_alone(later: str) -> None:
    SLEPT.clear()
    assert len(fails(after(lambda self: self.give({}, 429, retry_after=later)), "it says to come again in")) == 1 and SLEPT == []


@pytest.mark.parametrize("later", ["", "soon", "-5", "Fri, 31 Dec 1999 23:59:59 GMT", "١٢"])
def test_an_odd_time_to_come_again_is_none(later: str) -> None:
    SLEPT.clear()
    fails(after(lambda self: self.give({}, 429, retry_after=later.encode().decode("latin-1"))), "it answers 429")
    assert SLEPT == [0.01, 0.02]


def test_other_errors_are_told_at_once() -> None:
    for status in (400, 401, 403, 404, 413, 418):
        assert len(fails(after(lambda self, status=status: self.give({}, status)), f"it answers {status}")) == 1  # type: ignore[misc]


def test_a_service_that_says_nothing_is_given_up() -> None:
    began = time.monotonic()
    fails(after(answer=lambda self: time.sleep(1.5)), "it does not answer in time")
    assert time.monotonic() - began < 10


def drip(self: Server) -> None:
    self.send_response(200)
    self.send_header("transfer-encoding", "chunked")
    self.end_headers()
    try:
        for _ in range(200):
            self.wfile.write(b"1\r\n \r\n")
            self.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass


def flood(self: Server) -> None:
    self.send_response(200)
    self.send_header("transfer-encoding", "chunked")
    self.end_headers()
    try:
        for _ in range(100):
            self.wfile.write(b"100000\r\n" + b" " * 0x100000 + b"\r\n")
    except OSError:
        pass


def test_an_answer_without_end_is_cut_off() -> None:
    fails(after(answer=drip), "takes more than 1 seconds")
    fails(after(answer=flood), "has more than 8,000,000 bytes")


def test_an_answer_that_breaks_off_or_is_packed_is_none() -> None:
    fails(after(answer=lambda self: self.give(b"\x1f\x8b", content_encoding="gzip")), "packed")

    def short(self: Server) -> None:
        self.send_response(200)
        self.send_header("content-length", "100")
        self.end_headers()
        self.wfile.write(b"{}")
        self.close_connection = True
    fails(after(answer=short), "cannot be reached")


def test_redirects_stay_where_the_person_said() -> None:
    caught: list[Any] = []
    with serving(lambda self: (caught.append(self.path), self.give(MANIFEST))[1]) as (elsewhere, _):  # type: ignore[func-returns-value]
        for status in (301, 302, 303, 307, 308):
            fails(after(lambda self, status=status: self.give({}, status, location=elsewhere)), "which you did not name")  # type: ignore[misc]
        for status in (307, 308):
            fails(after(answer=lambda self, status=status: self.give({}, status, location=elsewhere)), "which you did not name")  # type: ignore[misc]
        for status in (301, 302, 303):
            fails(after(answer=lambda self, status=status: self.give({}, status, location=elsewhere)), f"it answers {status}")  # type: ignore[misc]
        fails(after(lambda self: self.give({}, 302, location="file:///etc/passwd")), "which is no address that is asked")
    assert caught == []
    fails(after(lambda self: self.give({}, 302, location=self.path + "x")), "more than 3 times")


@pytest.mark.parametrize("to", ["http://127.0.0.1:99999/", "http://127.0.0.1:x/", "http://[bad/", "http://[::1/", "http://127.0.0.1:-1/", "mailto:a@b"])
def test_a_redirect_to_what_is_no_address_fails(to: str) -> None:
    with pytest.raises(ServiceFailed):
        asking.Client(httpx.Client(), "http://127.0.0.1:8000/api", QUICK)._next(to)
    fails(after(lambda self: self.give({}, 302, location=to)), "")


def test_a_redirect_does_not_bring_a_name_and_password() -> None:
    def with_password(self: Server) -> None:
        self.give({}, 302, location=f"http://ann:secret@{self.headers['host']}/api2")
    fails(after(with_password), "which is no address that is asked")


def test_a_redirect_on_the_same_host_is_followed_with_what_was_sent() -> None:
    def respond(self: Server) -> None:
        if not self.path.startswith("/new"):
            self.give({}, 308, location="/new")
        else:
            register(lambda name: [{"id": "a", "name": name, "score": 1}])(self)
    with serving(respond) as (address, seen), opened(address, QUICK) as client:
        assert client.manifest().name == "Register" and client.address.endswith("/new")
        assert client.ask([wire.Query("Grew")])[0][0].name == "Grew"  # type: ignore[index]
    with serving(respond) as (address, seen), opened(address, QUICK) as client:
        assert client.ask([wire.Query("Grew")])[0][0].name == "Grew"  # type: ignore[index]
        assert [(method, bool(form)) for method, _, form in seen] == [("POST", True), ("POST", True)]


@pytest.mark.parametrize("address", ["ftp://x/", "https://", "https://a:b@x/", "x", "", "https://x:99999/", "https://[::1/", "file:///etc/passwd"])
def test_what_is_no_address_of_a_service_is_not_asked(address: str) -> None:
    with pytest.raises(ServiceFailed), opened(address, QUICK) as client:
        client.manifest()


def test_nobody_at_the_address(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/"
    with pytest.raises(ServiceFailed, match="cannot be reached"), opened(address, QUICK) as client:
        client.manifest()


@pytest.mark.parametrize(("space", "view", "identifier", "iri"), [
    ("http://www.wikidata.org/entity/", None, "Q42", "http://www.wikidata.org/entity/Q42"),
    ("http://vocab.getty.edu/", None, "ulan/500115493", "http://vocab.getty.edu/ulan/500115493"),
    ("http://vocab.getty.edu/doc/#GVP_URLs", "http://vocab.getty.edu/{{id}}", "ulan/5", "http://vocab.getty.edu/ulan/5"),
    ("https://x.example/", None, "https://d-nb.info/gnd/1", "https://d-nb.info/gnd/1"), ("https://x.example/", None, "a b/ü?#%", "https://x.example/a%20b/ü%3F%23%25"),
    ("https://x.example/", None, 'https://x/"', None), ("https://x.example/", None, "\u202e", "https://x.example/%E2%80%AE"), ("https://x.example/", None, "x" * 3000, None)])
def test_the_iri_that_an_id_means(space: str, view: str | None, identifier: str, iri: str | None) -> None:
    assert iri_of(wire.Manifest("x", space, view=wire.Address(view) if view else None), identifier) == iri


# the file of services


def test_services_are_named_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert services_file() == tmp_path / "dragoman" / "services.toml" and services() == {}
    with pytest.raises(NoSuchService, match="it names none"):
        service_named("gnd")
    services_file().parent.mkdir()
    services_file().write_text('[gnd]\nurl = "https://gnd.example/reconcile"\ntypes.person = "DifferentiatedPerson"\n')
    assert service_named("gnd").types == {"person": "DifferentiatedPerson"} == service_named("https://gnd.example/reconcile").types
    assert service_named("https://other.example/").properties == {}
    with pytest.raises(NoSuchService, match="it has gnd"):
        service_named("viaf")
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
    assert services_file().is_absolute()


@pytest.mark.parametrize("text", ["[x", "x = 1", "[x]\n", '[x]\nurl = 1', '[x]\nurl = "u"\nother = 1', '[x]\nurl = "u"\ntypes.ship = "S"', '[x]\nurl = "u"\nproperties.secret = "S"',
                                  '[x]\nurl = "u"\ntypes.person = ""', '[x]\nurl = "u"\npause = -1', '[x]\nurl = "u"\nbatch = 0', "\udcff"])
def test_a_file_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "services.toml"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(BadServiceFile, match="Nobody was asked"):
        services(file)


def test_somebody_who_decided_meanwhile_is_told_of(other: Path) -> None:
    def answers(name: str) -> list[dict[str, Any]]:
        connection = open_archive(other, write=True)
        if not decisions(connection, MatchActor):
            decide(connection, MatchActor("henrik ravn", MANIFEST["identifierSpace"], None), person="Eve")  # type: ignore[arg-type]
        connection.close()
        return [{"id": "Q1", "name": "Ravn", "score": 1, "match": True}]
    with serving(register(answers)) as (address, _):
        done = run(other, "Henrik Ravn", "--service", address, "--auto", "--as", "Ada")
    assert done.exit_code == 1 and "Eve" in done.stderr and held(other) == {}


def test_the_service_is_served_by_the_command(other: Path) -> None:
    server = subprocess.Popen([sys.executable, "-m", "dragoman", "reconcile", str(other), "--serve", "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        address = server.stdout.readline().split(" is at ")[1].split()[0]
        assert address.startswith("http://127.0.0.1:") and address.endswith("/reconcile")
        with opened(address) as client:
            assert client.manifest().name == "other (dragoman)"
    finally:
        server.terminate()
        server.wait(30)
