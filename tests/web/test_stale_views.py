"""What a form had seen and what stands now: decided without a browser, by what a page sends."""

import html
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from serving import file_papers

from dragoman.archive.journal import decisions
from dragoman.archive.store import open_archive
from dragoman.edition.decision import AcceptFinding, ResolveReference
from dragoman.web.guard import Doors

TWICE = """Telegram from the Minister in Orsovia to the Minister for Foreign Affairs.
Drasna, April 2, 1927
1. I have acted on your telegram No. 5 of March 3, 1927, as far as I could.
2. What your telegram No. 5 of March 3, 1927 says of the shore is not understood here.
Ekholm
"""


class Desk:
    """A browser without a window: it keeps its cookies and fills in forms."""

    def __init__(self, home: str) -> None:
        self.client = httpx.Client(base_url=home, timeout=30)

    def page(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def send(self, path: str, page: str, **fields: str) -> httpx.Response:
        """Post a form of a page, with its sign and what it had seen."""
        hidden = {name: html.unescape(value) for name, value in
                  re.findall(r'<input type="hidden" name="(_csrf_token|seen|document|key|saw)" value="([^"]*)"', page)}
        return self.client.post(path, data=hidden | fields)


def buttons(page: str, name: str) -> list[str]:
    return [html.unescape(value) for value in re.findall(rf'<button name="{name}" value="([^"]*)"', page)]


@pytest.fixture
def twice(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "twice.txt").write_text(TWICE, encoding="utf-8")
    return file_papers(tmp_path / "twice.sqlite", folder)


def test_a_decision_never_goes_over_to_other_words(serve: Callable[..., str], twice: Path) -> None:
    home = serve(twice)
    ada, ben = Desk(home), Desk(home)
    seen = ada.page("/document/twice")
    first, second = [b for b in buttons(seen, "reject") if "number 5" in b][:2]
    theirs = ben.page(f"/finding/{first.partition('~')[0]}/twice")
    done = ben.send("/decide/correction", theirs, words="your telegram No. 5", **{"f-kind": "telegram"})
    assert done.status_code == 303, done.text
    refused = ada.send("/decide/document", seen, document="twice", reject=first)
    assert refused.status_code == 409 and "another meanwhile" in refused.text
    assert "Enter mine all the same" not in refused.text, "nobody can mean words that he has not seen"
    assert ada.send("/decide/document", seen, document="twice", reject=second).status_code in (303, 409)
    connection = open_archive(twice)
    rejected = [d for d in decisions(connection) if d.kind == "reject-finding"]
    assert all(d.body.words.start == int(second.split("~")[1].split("-")[0]) for d in rejected)  # type: ignore[union-attr]
    connection.close()


def test_what_is_accepted_is_what_was_seen(serve: Callable[..., str], archive: Path) -> None:
    home = serve(archive)
    ada, ben = Desk(home), Desk(home)
    seen = ada.page("/document/08-medyanov-letter")
    accept = next(b for b in buttons(seen, "accept") if "force " in b)
    theirs = ben.page(f"/finding/{accept.partition('~')[0]}/08-medyanov-letter")
    other = "permit" if "force permit" not in accept else "advise"
    assert ben.send("/decide/correction", theirs, **{"f-force": other}).status_code == 303
    refused = ada.send("/decide/document", seen, document="08-medyanov-letter", accept=accept)
    assert refused.status_code == 409 and f"force {other}" in refused.text
    connection = open_archive(archive)
    assert not [d for d in decisions(connection) if isinstance(d.body, AcceptFinding)]
    connection.close()


def test_a_page_shows_decisions_that_no_longer_fit(serve: Callable[..., str], tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    paper = folder / "twice.txt"
    paper.write_text(TWICE, encoding="utf-8")
    archive = file_papers(tmp_path / "a.sqlite", folder)
    desk = Desk(serve(archive))
    seen = desk.page("/document/twice")
    assert desk.send("/decide/document", seen, document="twice", accept=buttons(seen, "accept")[0]).status_code == 303
    paper.write_text(TWICE.replace("your telegram No. 5 of March 3, 1927", "nothing"), encoding="utf-8")
    file_papers(archive, folder)
    page = desk.page("/document/twice")
    assert "Decisions that no longer fit" in page and "accept finding" in page
    assert "no longer in twice" in desk.page("/decisions")


def test_what_a_reference_means_is_shown_and_taken_back_on_its_card(serve: Callable[..., str], archive: Path) -> None:
    desk = Desk(serve(archive))
    seen = desk.page("/document/08-medyanov-letter")
    key = next(b for b in buttons(seen, "accept") if "kind letter" in b).partition("~")[0]
    one = desk.page(f"/finding/{key}/08-medyanov-letter")
    assert desk.send("/decide/reference", one, status="external").status_code == 303
    page = desk.page("/document/08-medyanov-letter")
    assert "said to mean a printed work by Ada" in page
    back = buttons(page, "decision")
    assert len(back) == 1 and desk.send("/decide/undo", page, decision=back[0]).headers["location"].endswith(f"#c-{key}")
    connection = open_archive(archive)
    assert not [d for d in decisions(connection) if isinstance(d.body, ResolveReference)]
    connection.close()


@pytest.mark.parametrize("path", ["/", "/assets/nope", "/static/nope", "/enterx", "/enter/in", "/enter", "/api/register"])
def test_a_stranger_is_told_nothing(serve: Callable[..., str], specimen_archive: Path, tmp_path: Path, path: str) -> None:
    archive = Path(shutil.copy(specimen_archive, tmp_path / "plain-secret.sqlite"))
    home = serve(archive, person="Ada Secret", doors=Doors(token="sesame"))
    answer = httpx.get(f"{home}{path}")
    assert "ecret" not in answer.text and answer.status_code in (200, 303, 401, 404)
    refused = httpx.post(f"{home}/enter", data={"token": "sesame"})
    assert refused.status_code == 403 and "ecret" not in refused.text


def test_cookies_of_others_lock_nobody_out(serve: Callable[..., str], specimen_archive: Path) -> None:
    desk = Desk(serve(specimen_archive, doors=Doors(token="sesame")))
    page = desk.page("/enter")
    assert desk.send("/enter", page, token="sesame").headers["location"] == "/"
    kept = "; ".join(f"{c.name}={c.value}" for c in desk.client.cookies.jar)
    assert httpx.get(f"{desk.client.base_url}/register", headers={"cookie": f'x={{"a":1}}; {kept}'}).status_code == 200


def test_an_archive_that_can_only_be_read_has_no_forms(serve: Callable[..., str], specimen_archive: Path, tmp_path: Path,
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.web.app.os.access", lambda path, mode: mode != os.W_OK)
    desk = Desk(serve(Path(shutil.copy(specimen_archive, tmp_path / "a.sqlite"))))
    page = desk.page("/document/08-medyanov-letter")
    assert "It can only be read here" in page and "<button" not in re.sub(r"(?s)<dialog.*?</dialog>", "", page)
    assert desk.send("/decide/document", desk.page("/enter"), document="08-medyanov-letter", accept="x").status_code == 400
