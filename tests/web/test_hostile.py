"""Papers are hostile: whatever they, decisions and addresses say, nothing of it runs, and nobody is asked for anything."""

import http.client
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest
from click.testing import CliRunner
from hostile import ALL, INJECTIONS, LETTER, TRAP, decided, written
from playwright.sync_api import Page, expect
from serving import file_papers
from test_reading import LISTS

from dragoman.cli.main import main
from dragoman.web.guard import HEADERS, Doors

EACH = 5                # pages of one kind that are visited
# what stands in a page that a paper could have put there
FOREIGN = f"""() => {{
  const bad = [...document.querySelectorAll('script:not([src="/static/workbench.js"]), style, iframe, object, embed, base, img, audio, video, meta[http-equiv], ' +
    'link:not([href^="/assets/"]), form[action]:not([action^="/"]), form[action^="//"], [style], [srcdoc], [formaction]:not([formaction^="/decide/"])')];
  for (const e of document.querySelectorAll('*')) for (const a of e.attributes) {{
    if (/^on/i.test(a.name)) bad.push(e);
    if (/^(xlink:)?(href|src|action|formaction)$/i.test(a.name) && new URL(a.value, location).origin !== location.origin) bad.push(e);
  }}
  if (window.{TRAP}) bad.push(document.documentElement);
  return bad.map(e => e.outerHTML.slice(0, 160)) }}"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of hostile papers and hostile decisions; only read it."""
    root = tmp_path_factory.mktemp("hostile")
    archive = file_papers(root / "archive.sqlite", written(root / "papers"))
    decided(archive)
    return archive


@pytest.fixture
def victim(opened: Callable[..., Page], serve: Callable[..., str], hostile: Path) -> Page:
    """A watched page of a workbench of hostile papers, that tells when a trap runs."""
    page = opened(serve(hostile, person=f"Eve {INJECTIONS[0]}"))
    page.watch.expected |= {400, 404}  # type: ignore[attr-defined]
    page.add_init_script(f"Object.defineProperty(window, '{TRAP}', {{set() {{ console.error('{TRAP}') }}, get() {{ return 0 }}}})")
    return page


def harmless(page: Page, path: str) -> None:
    """Open a page; nothing in it is the papers'."""
    page.goto(path)
    expect(page.locator("header.site")).to_be_visible()
    assert page.evaluate(FOREIGN) == [], path


def test_no_page_of_hostile_papers_does_anything(victim: Page) -> None:
    queue, seen = list(LISTS), {*LISTS}
    counts: dict[str, int] = {}
    while queue:
        path = queue.pop(0)
        kind = path.split("/")[1].split("?")[0]
        counts[kind] = counts.get(kind, 0) + 1
        if counts[kind] > (3 * EACH if kind == "document" else EACH):
            continue
        if kind in ("cite", "api"):
            answer = victim.request.get(path)
            assert answer.status == 200 and "html" not in answer.headers["content-type"], path
            continue
        harmless(victim, path)
        for href in victim.eval_on_selector_all("main a[href]", "all => all.map(a => a.getAttribute('href').split('#')[0])"):
            one = href.partition("?at=")[0]
            if one.startswith("/") and one not in seen:
                seen.add(one)
                queue.append(one)
    assert {"document", "finding", "thread", "missing", "actor", "subject", "hypotheses", "cite", "decisions"} <= set(counts)


def test_what_a_paper_says_is_text(victim: Page) -> None:
    victim.goto(f"/document/{LETTER}")
    shown = " ".join(victim.locator(".body").inner_text().split())
    for trick in INJECTIONS[:20]:
        assert " ".join(trick.split()) in shown, trick
    assert not any(c in victim.content() for c in "\u202e\u202c\u2067\x1b\x07\x08"), "nothing turns the direction of writing, or rings"
    expect(victim.locator("main")).not_to_contain_text("13377")
    victim.hover(".marker >> nth=0")
    for card in victim.locator(".card").all()[:6]:
        card.hover()
    victim.goto(f"/decisions?{urlencode({'q': ALL})}")
    expect(victim.locator("main")).to_contain_text(INJECTIONS[0])
    victim.goto(f"/hypotheses/{quote(INJECTIONS[0])}")
    expect(victim.locator("h1")).to_contain_text(INJECTIONS[1])
    victim.select_option("td.rating select >> nth=0", "C")


def test_what_is_asked_is_text(victim: Page) -> None:
    names = ("q", "kind", "date", "place", "collection", "subject", "channel", "who", "one", "other", "which", "sort", "skip", "on", "without", "at")
    query = urlencode(dict.fromkeys(names, ALL))
    for path in dict.fromkeys(p.split("?")[0] for p in LISTS):
        harmless(victim, f"{path}?{query}")
    for trick in (INJECTIONS[0], INJECTIONS[2], INJECTIONS[6]):
        told = quote(trick)
        for path in (f"/{told}", f"/document/{told}", f"/finding/{told}/{told}", f"/thread/{told}", f"/missing/{told}", f"/actor/{told}",
                     f"/search?q={told}", f"/add/{LETTER}?layer={told}&words={told}", f"/add/{LETTER}?layer=reference&words={told}", f"/cite/{told}/x"):
            harmless(victim, path)
    harmless(victim, "/document/08-medyanov-letter?at=%3Cscript%3E#%3Cscript%3E")


def asked(home: str, path: str, method: str = "GET", body: str | None = None, **headers: str) -> http.client.HTTPResponse:
    """The answer to a request as no browser would make it."""
    connection = http.client.HTTPConnection(urlsplit(home).netloc, timeout=20)
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    if body is not None:
        told.setdefault("Content-Type", "application/x-www-form-urlencoded")
    connection.request(method, path, body, told)
    answer = connection.getresponse()
    answer.content = answer.read()  # type: ignore[attr-defined]
    return answer


@pytest.mark.parametrize(("method", "path"), [
    ("GET", "/"), ("GET", f"/document/{LETTER}"), ("GET", "/nothing"), ("GET", "/document/nothing"), ("GET", "/search?q=("), ("GET", "/assets/type.css"),
    ("GET", "/assets/nothing"), ("GET", "/static/../app.py"), ("GET", "/api"), ("GET", "/api/nothing"), ("POST", "/decide/document"), ("POST", "/"),
    ("DELETE", "/register"), ("OPTIONS", "/register"), ("HEAD", "/"), ("GET", "/%zz"), ("GET", f"/cite/ris/{LETTER}"), ("GET", "/favicon.ico")])
def test_every_answer_has_the_headers_that_guard_it(workbench: str, method: str, path: str) -> None:
    answer = asked(workbench, path, method)
    assert {name: answer.headers.get(name) for name in HEADERS} == dict(HEADERS)
    assert answer.status < 500 and "access-control-allow-origin" not in answer.headers


def test_another_name_of_the_machine_is_refused(workbench: str) -> None:
    for host in ("evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1.evil.example", "", "[::1", "127.0.0.1@evil.example"):
        answer = asked(workbench, "/", Host=host)
        assert answer.status in (400, 421) and b"<" not in answer.content, host  # type: ignore[attr-defined]
    assert asked(workbench, "/", Host="localhost").status == 200


def test_no_other_page_decides(opened: Callable[..., Page], serve: Callable[..., str], archive: Path) -> None:
    home = serve(archive)
    page = opened(home)
    page.goto(f"/document/{LETTER}")
    value = str(page.locator("button[name=accept]").first.get_attribute("value"))
    cookies = "; ".join(f"{c['name']}={c['value']}" for c in page.context.cookies())  # type: ignore[typeddict-item]
    form = {"document": LETTER, "seen": "0", "accept": value}
    for told in ({}, {"Cookie": cookies}, {"Cookie": cookies, "Origin": "http://evil.example"}):
        assert asked(home, "/decide/document", "POST", urlencode(form), **told).status == 403
    for wrong in ("", "x", "0" * 96):
        assert asked(home, "/decide/document", "POST", urlencode({**form, "_csrf_token": wrong}), Cookie=cookies).status == 403
    assert asked(home, f"/decide/document?{urlencode(form)}").status in (404, 405), "nothing is decided by an address"
    with sqlite3.connect(archive) as connection:
        assert connection.execute("SELECT count(*) FROM decision").fetchone() == (0,)
    connection.close()
    token = str(page.locator("input[name=_csrf_token]").first.get_attribute("value"))
    assert asked(home, "/decide/document", "POST", urlencode({**form, "_csrf_token": token}), Cookie=cookies).status == 303


def test_others_come_in_with_the_token_alone(opened: Callable[..., Page], serve: Callable[..., str], archive: Path) -> None:
    home = serve(archive, doors=Doors(token="lanterns at noon"))
    for path in ("/register", f"/document/{LETTER}", "/state"):
        answer = asked(home, path)
        assert answer.status in (303, 401) and b"Medyanov" not in answer.content, path  # type: ignore[attr-defined]
    assert asked(home, "/api").status == 401
    assert asked(home, "/register", Authorization="Bearer lanterns").status == 303
    assert asked(home, "/register", Authorization="Bearer lanterns at noon").status == 200
    page = opened(home)
    page.watch.expected.add(401)  # type: ignore[attr-defined]
    page.goto("/register")
    assert page.url.endswith("/enter")
    for token in ("lanterns", "lanterns at noon"):
        page.fill("input[name=token]", token)
        page.click("main button")
    expect(page.locator(".lead").first).to_contain_text("papers")
    assert all("lanterns" not in str(c) for c in page.context.cookies()), "the token itself is not kept"


def test_nobody_is_let_in_by_mistake(specimen_archive: Path, tmp_path: Path) -> None:
    archive = shutil.copy(specimen_archive, tmp_path / "a.sqlite")
    for told in (["--host", "0.0.0.0"], ["--host", "0.0.0.0", "--token", " "]):
        done = CliRunner().invoke(main, ["serve", str(archive), *told], env={"DRAGOMAN_TOKEN": ""})
        assert done.exit_code == 2 and "token" in done.output.lower()
