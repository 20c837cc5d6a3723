"""Workbenches and browsers: the specimen's archive served, and pages that are watched while a test reads them."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright
from serving import file_papers, served
from watching import WIDE, Watch

from dragoman.specimen import papers

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync")
PATIENCE = 10_000       # milliseconds until a page that never comes is an error
FOUNDING = "letter-1937-01-21"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests in a browser run one after the other: several browsers at once make each of them slow."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def specimen_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the specimen's papers; only read it. Serve a copy of it: `archive`."""
    return file_papers(tmp_path_factory.mktemp("workbench") / "specimen.sqlite", papers())


@pytest.fixture
def archive(specimen_archive: Path, tmp_path: Path) -> Path:
    """An archive of the specimen's papers to write to."""
    return Path(shutil.copy(specimen_archive, tmp_path / "archive.sqlite"))


@pytest.fixture
def connection(archive: Path) -> Iterator[sqlite3.Connection]:
    """What stands in that archive, to be looked at."""
    opened = sqlite3.connect(archive)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def workbench(specimen_archive: Path) -> Iterator[str]:
    """The address of a workbench of the specimen's papers; only read there."""
    with served(specimen_archive) as address:
        yield address


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """A function that serves an archive until the test ends, and gives the address."""
    with ExitStack() as stack:
        yield lambda path, **options: stack.enter_context(served(path, **options))


@pytest.fixture(scope="session")
def founding(tmp_path_factory: pytest.TempPathFactory, letter: Path) -> Iterator[str]:
    """The address of a workbench that holds the founding letter; only read there."""
    with served(file_papers(tmp_path_factory.mktemp("founding") / "founding.sqlite", letter)) as address:
        yield address


@pytest.fixture(scope="module")         # while Playwright runs, no other test of the process can have an event loop
def browser() -> Iterator[Browser]:
    """Chromium as the system has it; tests are skipped where there is none that starts."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.skip("there is no chromium on this machine; “make test” installs it where it may")
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        except Error as error:
            pytest.skip(f"{path} does not start: {error.message.splitlines()[0]}")
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser, serve: Callable[..., str]) -> Iterator[Callable[..., Page]]:
    """A function that opens a watched page of a workbench, in a context of its own; its options are Playwright's.

    Pages are closed before the workbenches that they may still ask.
    """
    contexts: list[tuple[BrowserContext, Watch]] = []

    def open_page(home: str, **options: Any) -> Page:
        context = browser.new_context(base_url=home, **{"viewport": WIDE, "reduced_motion": "reduce", **options})
        context.set_default_timeout(PATIENCE)
        watch = Watch(context, home)
        contexts.append((context, watch))
        page = context.new_page()
        page.watch = watch  # type: ignore[attr-defined]
        return page
    yield open_page
    for context, _ in contexts:
        context.close()
    assert [f for _, watch in contexts for f in watch.faults] == []


@pytest.fixture
def page(opened: Callable[..., Page], workbench: str) -> Page:
    """A watched page of the specimen's workbench on a wide screen; only read there."""
    return opened(workbench)
