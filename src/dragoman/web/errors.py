"""What is said where a page cannot be had: one sentence, on a page like the others."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException

from dragoman.errors import (
    ArchiveBusy,
    BadDate,
    BadEntry,
    BadQuery,
    BadRequest,
    DragomanError,
    NoSuchActor,
    NoSuchDecision,
    NoSuchDocument,
    NoSuchFinding,
    NoSuchKey,
    NoSuchQuestion,
    NoSuchSubject,
    NothingAsked,
    ReadAnew,
    StaleView,
    TooMuchAsked,
)
from dragoman.publish.pages.narrowing import wrong_page
from dragoman.publish.pages.page import Page
from dragoman.web.site import in_html, query_of, site_of

_LOG = logging.getLogger("dragoman.web")
STATUS: Mapping[type[DragomanError], int] = {
    **dict.fromkeys((NoSuchActor, NoSuchDecision, NoSuchDocument, NoSuchFinding, NoSuchKey, NoSuchQuestion,
                     NoSuchSubject), 404),
    **dict.fromkeys((BadDate, BadEntry, BadQuery, BadRequest, NothingAsked), 400),
    TooMuchAsked: 413, StaleView: 409, ReadAnew: 409, ArchiveBusy: 503}


def status_of(error: DragomanError) -> int:
    """The status of an answer that says what a person asked wrongly, or a machine refuses."""
    return next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)


def refused(request: Request[Any, Any, Any], error: DragomanError) -> Response[Any]:
    """What a person asked wrongly, or a machine refuses."""
    return told(request, status_of(error), str(error))


def failed(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    """What the web itself refuses: a page that there is not, a form without its sign."""
    sentence = error.detail if error.status_code < 500 else "This page could not be made; the log says why."
    if error.status_code == 403:
        sentence = ("This page was opened in an earlier run of the program, or from elsewhere. Nothing was entered; "
                    "open it again and decide once more.")
    if error.status_code == 404 and error.detail == HTTPStatus.NOT_FOUND.phrase:
        sentence = f"There is no page {request.url.path} here."
    return told(request, error.status_code, sentence)


def broken(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """A fault of ours."""
    _LOG.error("%s %s", request.method, request.url.path, exc_info=error)
    return told(request, 500, "This page could not be made; that is a fault of the program, and its log says more.")


def told(request: Request[Any, Any, Any], status: int, sentence: str) -> Response[Any]:
    """A sentence as a page, or as JSON for a program."""
    if request.url.path.startswith(("/api", "/reconcile")):
        return Response({"status": status, "sentence": sentence}, status_code=status)
    page = None
    if request.method == "GET" and status < 500:
        page = wrong_page(request.url.path, query_of(request), sentence, status)
    page = page or Page("Not here" if status == 404 else "Not done", "sentence.html", {"sentence": sentence}, status)
    return in_html(page, site_of(request))


HANDLERS: Mapping[int | type[Exception], Any] = {DragomanError: refused, HTTPException: failed, Exception: broken}
