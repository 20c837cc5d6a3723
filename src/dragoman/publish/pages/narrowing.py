"""Narrowing: the fields by which each list is asked, filled with what was asked; and the page of a mistake in them."""

from collections.abc import Callable, Mapping, Sequence
from typing import get_args

from dragoman.archive.query import KINDS
from dragoman.archive.ties import KINDS as TIES
from dragoman.archive.ties import LEVELS
from dragoman.edition.annotation import Event
from dragoman.inquiries import actors, subjects, threads
from dragoman.inquiries.known import STATUSES
from dragoman.inquiries.missing import Which
from dragoman.inquiries.network import MEASURES
from dragoman.inquiries.pending import FORCES, STATES
from dragoman.publish.pages.asked import PLAIN, Entry, Narrowing, choice, entries
from dragoman.publish.pages.page import NAVIGATION, Page
from dragoman.publish.pages.worded_date import HINT

Query = Mapping[str, str]
TYPES: tuple[str, ...] = get_args(Event.__annotations__["type"])
MODALITIES: tuple[str, ...] = get_args(Event.__annotations__["modality"])
WHICH: tuple[str, ...] = get_args(Which)
AMONG: tuple[str, ...] = get_args(actors.Among)
ACTORS = (*actors.KINDS, "all")
_TIME: tuple[Narrowing, ...] = ("date", "place", "collection", "subject")
_TIES: tuple[Narrowing, ...] = ("sender", "recipient", "date", "collection", "subject")
# what each list can be narrowed to
FIELDS: Mapping[str, tuple[Narrowing, ...]] = {
    "/register": (*PLAIN, "number", "channel", "cited_by"), "/threads": PLAIN,
    "/missing": ("sender", "recipient", "kind", "date", "number", "collection", "subject", "channel"),
    "/actors": ("sender", "recipient", "date", "place", "collection", "subject"), "/subjects": PLAIN[:-1],
    "/gaps": ("sender", "recipient", "date", "collection", "channel"), "/ambiguous": PLAIN, "/chronicle": _TIME,
    "/ledger": _TIME, "/pending": ("sender", "date", "place", "collection", "number", "subject"),
    "/positions": ("recipient", "date", "collection", "subject"), "/network": _TIES,
    "/known": ("sender", "kind", "date", "collection", "subject")}


def form_of(path: str, query: Query) -> list[Entry]:
    """The form of a list, with what was asked; its own fields first."""
    form = entries(query, FIELDS[path], *_OWN.get(path, _none)(query))
    return [choice(query, "kind", "Kind", KINDS) if path == "/register" and e.name == "kind" else e for e in form]


def wrong_page(path: str, query: Query, sentence: str, status: int) -> Page | None:
    """The page of a list that was asked wrongly: why, and the form as it was filled; None for what is no list."""
    title = next((name for href, name in NAVIGATION if href == path), None)
    if path not in FIELDS or title is None:
        return None
    return Page(title, "wrong.html", {"sentence": sentence, "form": form_of(path, query), "path": path, "query": query},
                status)


def _none(query: Query) -> Sequence[Entry]:
    return ()


def _plain(query: Query, name: str, label: str, hint: str = "") -> Entry:
    return Entry(name, label, query.get(name, ""), hint=hint)


def _tick(query: Query, name: str, label: str) -> Entry:
    return Entry(name, label, query.get(name, ""), tick=True)


_OWN: Mapping[str, Callable[[Query], Sequence[Entry]]] = {
    "/threads": lambda q: (choice(q, "sort", "In order of", threads.SORTS, "papers"),),
    "/missing": lambda q: (choice(q, "which", "Which", WHICH, "known"),),
    "/actors": lambda q: (choice(q, "actors", "Actors", ACTORS, "person"),
                          choice(q, "among", "Among", AMONG, "parties"),
                          choice(q, "sort", "In order of", actors.SORTS, "papers")),
    "/subjects": lambda q: (choice(q, "sort", "In order of", subjects.SORTS, "weight"),),
    "/chronicle": lambda q: (_plain(q, "by", "By"), _plain(q, "against", "Against"), choice(q, "type", "Type", TYPES),
                             choice(q, "state", "Modality", MODALITIES), _tick(q, "every", "doubtful ones too")),
    "/ledger": lambda q: (_plain(q, "one", "One party"), _plain(q, "other", "The other"),
                          _tick(q, "every", "doubtful ones too")),
    "/pending": lambda q: (_plain(q, "on", "As it stood on", HINT), _plain(q, "by", "Owed by"),
                           choice(q, "state", "State", STATES), choice(q, "force", "Force", FORCES),
                           _tick(q, "asks", "wanting an answer"), _tick(q, "every", "less sure ones too")),
    "/positions": lambda q: (_plain(q, "who", "Of whom"),),
    "/network": lambda q: (choice(q, "ties", "Ties", TIES, "writes"),
                           choice(q, "level", "Parties as", LEVELS, "person"),
                           choice(q, "sort", "Actors by", MEASURES, "pagerank")),
    "/known": lambda q: (_plain(q, "whom", "To whom"), _plain(q, "on", "By what day", HINT),
                         choice(q, "status", "How", STATUSES))}
