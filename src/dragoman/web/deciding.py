"""What a person decides in a browser: each form, the decision it makes, and where one is afterwards.

A form says what its page had seen. A decision on what somebody else has changed since, or that was read anew, is
refused, with both versions.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from sqlite3 import Connection
from typing import Any
from urllib.parse import quote

from litestar import Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect

from dragoman.archive.journal import decide_all, newest, undo
from dragoman.archive.keeping import apply_decisions
from dragoman.errors import ArchiveBusy, BadEntry, ReadAnew, StaleView
from dragoman.inquiries.admitting import REASON, plain_name
from dragoman.inquiries.decisions import in_words
from dragoman.publish.pages import addresses
from dragoman.publish.pages.page import Page
from dragoman.web import filling
from dragoman.web.filling import Decided
from dragoman.web.site import PERSON, answer, bench, in_html, person_of, site_of

LONGEST = REASON                # characters of a field: more than any finding of twelve volumes has
Filled = Callable[[Connection, Mapping[str, str], Sequence[tuple[str, str]]], Decided]


class _Conflict(Exception):
    """A decision on a view that is stale, with what it was to be."""

    def __init__(self, wanted: Sequence[str], to: str, error: StaleView | ReadAnew, last: int) -> None:
        self.wanted, self.to, self.error, self.last = wanted, to, error, last


def deciding(path: str, filled: Filled) -> HTTPRouteHandler:
    """The handler of a form: enter what it says, all or nothing, and go back to the page."""
    @post(path, include_in_schema=False, name=path, status_code=303)
    async def handler(request: Request[Any, Any, Any]) -> Response[Any]:
        pairs = [(name, value) for name, value in (await request.form()).multi_items() if isinstance(value, str)]
        form = {name: value.strip() for name, value in pairs}
        if any(len(value) > LONGEST for value in form.values()):
            raise BadEntry(f"A field has more than {LONGEST:,} characters.")
        by = _person(request), form.get("why") or None, _number(form.get("seen", ""))
        to = addresses.document(form["document"]) if form.get("document") else ""
        try:
            async with bench(request).drawing.held():
                made = await bench(request).desk.write(
                    lambda connection: _enter(connection, lambda: filled(connection, form, pairs), to, by))
        except _Conflict as conflict:
            return await _refused(request, conflict, path, pairs)
        if made.draws:
            bench(request).drawing.soon()
        return Redirect(made.to, status_code=303)
    return handler


def _enter(connection: Connection, filled: Callable[[], Decided], to: str, by: tuple[str, str | None, int | None],
           ) -> Decided:
    """Enter the decisions of a form; `by` is who decides, why, and what was seen. Raises _Conflict on a stale view."""
    person, why, seen = by
    try:
        made = filled()
    except ReadAnew as error:
        raise _Conflict([f"to decide about “{error.saw}”"], to, error, newest(connection)) from error
    try:
        decide_all(connection, made.bodies, person=person, why=why, seen=seen)
    except StaleView as error:
        raise _Conflict([in_words(body) for body in made.bodies], made.to, error, newest(connection)) from error
    _apply(connection)
    return made


def _apply(connection: Connection) -> None:
    """Let what was entered reach its papers; where another process writes just now, drawing together does it."""
    with suppress(ArchiveBusy):
        apply_decisions(connection)


async def _refused(request: Request[Any, Any, Any], conflict: _Conflict, path: str,
                   pairs: Sequence[tuple[str, str]]) -> Response[Any]:
    """The page that shows both versions, from which one may enter one's own all the same."""
    kept = [(name, value) for name, value in pairs if name not in ("seen", "_csrf_token", "saw")]
    error = conflict.error
    page = Page("Decided meanwhile", "conflict.html", {
        "wanted": conflict.wanted, "to_page": conflict.to, "newer": error.newer, "path": path, "kept": kept,
        "stands": getattr(error, "stands", None), "again": isinstance(error, StaleView), "last": conflict.last,
        "sentence": str(error), "what": in_words}, 409)
    return in_html(page, site_of(request))


@post("/decide/undo", include_in_schema=False, status_code=303)
async def undoing(request: Request[Any, Any, Any]) -> Response[Any]:
    """Take a decision back."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    decision, _, card = form.get("decision", "").partition(filling.SAW)
    number, seen = _number(decision), _number(form.get("seen", ""))
    person, why = _person(request), form.get("why", "")[:LONGEST].strip() or None
    if number is None:
        raise BadEntry("No decision was named to be undone.")

    def work(connection: Connection) -> int:
        try:
            entry = undo(connection, number, person=person, why=why, seen=seen)
        except StaleView as error:
            raise _Conflict([f"undo decision {number}"], addresses.decision(number), error,
                            newest(connection)) from error
        _apply(connection)
        return entry
    try:
        async with bench(request).drawing.held():
            entry = await bench(request).desk.write(work)
    except _Conflict as conflict:
        return await _refused(request, conflict, "/decide/undo", [("decision", str(number)), ("why", why or "")])
    bench(request).drawing.soon()
    back = addresses.document(form.get("document", ""), f"c-{card}") if card.isalnum() else addresses.decision(entry)
    return Redirect(back, status_code=303)


@get("/person", include_in_schema=False)
async def person_page(request: Request[Any, Any, Any]) -> Response[str]:
    """Where a browser is told who decides."""
    return await answer(request, lambda connection: Page("Who decides", "person.html", {}))


@post("/person", include_in_schema=False, status_code=303)
async def name_person(request: Request[Any, Any, Any]) -> Response[Any]:
    """Keep in this browser who decides."""
    given = plain_name(str((await request.form()).get("person", "")))
    kept = Cookie(PERSON, value=quote(given), httponly=True, samesite="strict", max_age=365 * 86400 if given else 0)
    return Redirect("/person", status_code=303, cookies=[kept])


def _person(request: Request[Any, Any, Any]) -> str:
    """Who decides. Raises BadEntry where nobody does, or nothing can be."""
    if not bench(request).writable:
        raise BadEntry("This archive can only be read here.")
    person = person_of(request)
    if not person:
        raise BadEntry("Nobody is named who decides; say at /person who you are.")
    return person


def _number(words: Any) -> int | None:
    return int(words) if isinstance(words, str) and words.isdecimal() and len(words) < 16 else None


DECIDING = [undoing, person_page, name_person, *(deciding(f"/decide/{name}", filled) for name, filled in (
    ("document", filling.verdict_in_paper), ("finding", filling.verdict), ("correction", filling.correction),
    ("add", filling.addition), ("reference", filling.meaning), ("grade", filling.grade), ("join", filling.join),
    ("split", filling.split), ("subject", filling.about_subject), ("question", filling.question),
    ("hypothesis", filling.hypothesis), ("evidence", filling.evidence), ("item-grade", filling.item_grade),
    ("rating", filling.ratings)))]
