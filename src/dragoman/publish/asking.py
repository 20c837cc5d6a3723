"""Asking: every inquiry as a method of an archive in Python, narrowed by words as on the command line."""

from collections.abc import Callable, Sequence
from datetime import date as Day
from pathlib import Path
from sqlite3 import Connection
from typing import Concatenate, ParamSpec, TypedDict, TypeVar, Unpack

from dragoman.archive.store import said
from dragoman.archive.ties import Kind, Level
from dragoman.archive.transactions import snapshot
from dragoman.edition.dates import parse
from dragoman.errors import BadDate
from dragoman.inquiries import actors as persons
from dragoman.inquiries import chronicle as events
from dragoman.inquiries import hypotheses as questions
from dragoman.inquiries import known as news
from dragoman.inquiries import pending as duties
from dragoman.inquiries import subjects as matters
from dragoman.inquiries.about import subject_named
from dragoman.inquiries.ambiguous import Ambiguous, ambiguous
from dragoman.inquiries.answer import Answer
from dragoman.inquiries.facets import Facets, facets
from dragoman.inquiries.gaps import Run, gaps
from dragoman.inquiries.ledger import Ledger, ledger
from dragoman.inquiries.missing import Dossier, Missing, Which, dossier, missing
from dragoman.inquiries.network import Bond, network
from dragoman.inquiries.outstanding import Post, outstanding
from dragoman.inquiries.overview import Overview, overview
from dragoman.inquiries.positions import Position, positions
from dragoman.inquiries.problems import Unread, problems
from dragoman.inquiries.register import Entry, register
from dragoman.inquiries.scope import Scope
from dragoman.inquiries.search import Found, search
from dragoman.inquiries.thread import Chain, thread
from dragoman.inquiries.threads import Sort, Thread, threads
from dragoman.inquiries.told import Event
from dragoman.inquiries.who import actors_named

Params = ParamSpec("Params")
Result = TypeVar("Result")


class Narrow(TypedDict, total=False):
    """What an inquiry can be narrowed to; all that is given must hold.

    `sender`, `recipient` and `place` are words that stand there; `date` is EDTF, a day or a span that the paper's date
    can fall in; `collection` is a volume or folder; `channel` the key of a sender and that of a recipient; `cited_by`
    is the id of a paper; `subject` are words that only one subject has.
    """

    sender: str
    recipient: str
    kind: str
    date: str
    place: str
    collection: str
    channel: tuple[str, str]
    number: str
    cited_by: str
    subject: str


class Asking:
    """An archive that is asked; `publish.api.Archive` opens it."""

    path: Path
    _connection: Connection

    def overview(self) -> Overview:
        """What the archive holds by year, channel and collection, and what waits for a person's decision."""
        return self._ask(overview)

    def search(self, query: str, *, limit: int = 20, skip: int = 0) -> Found:
        """The papers that a query finds, the best first, each with the passages that answer it. Raises BadQuery."""
        return self._ask(search, query, limit=limit, skip=skip)

    def facets(self, query: str) -> Facets:
        """How many papers of each kind, time, collection, sender and recipient a query finds. Raises BadQuery."""
        return self._ask(facets, query)

    def register(self, *, limit: int | None = None, skip: int = 0, **narrow: Unpack[Narrow]) -> Answer[Entry]:
        """Every paper in order of time, with what it cites and how often it is cited."""
        return self._ask(register, self._scope(narrow), limit=limit, skip=skip)

    def threads(self, *, sort: Sort = "papers", limit: int | None = None, skip: int = 0,
                **narrow: Unpack[Narrow]) -> Answer[Thread]:
        """The threads of papers that answer or transmit one another; those with most papers first, or by `sort`."""
        return self._ask(threads, self._scope(narrow), sort=sort, limit=limit, skip=skip)

    def thread(self, name: str) -> Chain:
        """The thread of a paper, or of a missing one, in order of time. Raises NoSuchDocument."""
        return self._ask(thread, name)

    def missing(self, *, which: Which = "known", limit: int | None = None, skip: int = 0,
                **narrow: Unpack[Narrow]) -> Answer[Missing]:
        """The papers that are cited and not here: "known" by number or day, "all" that are open, or "closed" since."""
        return self._ask(missing, self._scope(narrow), which=which, limit=limit, skip=skip)

    def dossier(self, name: str) -> Dossier:
        """All that is known of one missing paper, each field with its passages. Raises NoSuchDocument."""
        return self._ask(dossier, name)

    def gaps(self, *, limit: int | None = None, skip: int = 0, **narrow: Unpack[Narrow]) -> Answer[Run]:
        """The numbers that are known from nowhere, in each run of a numbered series."""
        return self._ask(gaps, self._scope(narrow), limit=limit, skip=skip)

    def ambiguous(self, *, limit: int | None = None, skip: int = 0, **narrow: Unpack[Narrow]) -> Answer[Ambiguous]:
        """The references that may mean one of several papers, with these papers, in order of time."""
        return self._ask(ambiguous, self._scope(narrow), limit=limit, skip=skip)

    def problems(self, *, limit: int | None = None, skip: int = 0) -> Answer[Unread]:
        """What could not be read, file by file."""
        return self._ask(problems, limit=limit, skip=skip)

    def actors(self, choice: persons.Choice | None = None, *, limit: int | None = None, skip: int = 0,
               **narrow: Unpack[Narrow]) -> Answer[persons.Entry]:
        """Persons (or, by a choice, offices, powers, bodies) under all their names, those of most papers first."""
        return self._ask(persons.actors, self._scope(narrow), choice, limit=limit, skip=skip)

    def actor(self, words: str) -> persons.Portrait:
        """One of them in full, by address or by words that only it has. Raises NoSuchActor."""
        return self._ask(persons.portrait, words)

    def chronicle(self, *, by: str | None = None, against: str | None = None, every: bool = False,
                  limit: int | None = None, skip: int = 0, **narrow: Unpack[Narrow]) -> Answer[Event]:
        """Events in order of time with all who report them; `every` also what is doubtful. Raises NoSuchActor."""
        who, whom = (self._ask(actors_named, words) if words else None for words in (by, against))
        return self._ask(events.chronicle, self._scope(narrow), events.Chosen(who, whom, every=every), limit=limit,
                         skip=skip)

    def ledger(self, one: str, other: str, *, every: bool = False, limit: int | None = None, skip: int = 0,
               **narrow: Unpack[Narrow]) -> Ledger:
        """The moves of two parties against each other, with counts and balance. Raises NoSuchActor."""
        parties = (self._ask(actors_named, one), self._ask(actors_named, other))
        return self._ask(ledger, parties, self._scope(narrow), every=every, limit=limit, skip=skip)

    def pending(self, question: duties.Question | None = None, *, limit: int | None = None, skip: int = 0,
                **narrow: Unpack[Narrow]) -> Answer[duties.Owed]:
        """What was ordered and asked, and what became of it, by a day if one is asked for."""
        return self._ask(duties.pending, question, self._scope(narrow), limit=limit, skip=skip)

    def outstanding(self, question: duties.Question | None = None, *, limit: int | None = None, skip: int = 0,
                    **narrow: Unpack[Narrow]) -> Answer[Post]:
        """How much each post owes, by a day if one is asked for."""
        return self._ask(outstanding, question, self._scope(narrow), limit=limit, skip=skip)

    def positions(self, who: str | None = None, *, limit: int | None = None, skip: int = 0,
                  **narrow: Unpack[Narrow]) -> Answer[Position]:
        """What an actor, or all on a subject, said, offered or refused over time. Raises NoSuchActor, NothingAsked."""
        return self._ask(positions, who, self._scope(narrow), limit=limit, skip=skip)

    def network(self, *, tie: Kind = "writes", level: Level = "person", limit: int | None = None,
                skip: int = 0, **narrow: Unpack[Narrow]) -> Answer[Bond]:
        """Who writes to, cites or reports whom, and how often. Raises NoSuchActor."""
        return self._ask(network, self._scope(narrow), kind=tie, level=level, limit=limit, skip=skip)

    def subjects(self, *, sort: matters.Sort = "weight", limit: int | None = None, skip: int = 0,
                 **narrow: Unpack[Narrow]) -> Answer[matters.Listed]:
        """What papers are about."""
        return self._ask(matters.subjects, self._scope(narrow), sort=sort, limit=limit, skip=skip)

    def known(self, to: str, on: str, *, limit: int | None = None, skip: int = 0,
              **narrow: Unpack[Narrow]) -> Answer[news.Had]:
        """The papers that somebody could have had by a day (YYYY-MM-DD)."""
        return self._ask(news.known, news.Question(to, on), self._scope(narrow), limit=limit, skip=skip)

    def hypotheses(self, *, limit: int | None = None, skip: int = 0) -> Answer[questions.Listed]:
        """The questions that people weigh, those last changed first."""
        return self._ask(questions.hypotheses, limit=limit, skip=skip)

    def matrix(self, name: str, *, on: Day | None = None, without: Sequence[str] = ()) -> questions.Matrix:
        """How the evidence fits the answers to a question, as it could be known on a day. Raises NoSuchQuestion."""
        return self._ask(questions.matrix, name, on=on, without=without)

    def _ask(self, inquiry: Callable[Concatenate[Connection, Params], Result], *args: Params.args,
             **kwargs: Params.kwargs) -> Result:
        """The answer to an inquiry, from the archive as it is at one moment."""
        with said(self.path), snapshot(self._connection):
            return inquiry(self._connection, *args, **kwargs)

    def _scope(self, narrow: Narrow) -> Scope:
        """What an inquiry is narrowed to. Raises BadDate when the date is no EDTF, NoSuchSubject."""
        told = dict(narrow)
        date, subject = told.pop("date", None), told.pop("subject", None)
        parsed = parse(str(date)) if date is not None else None
        if date is not None and parsed is None:
            raise BadDate(str(date))
        found = self._ask(subject_named, str(subject)) if subject is not None else None
        return Scope(**told, date=parsed, subject=found)  # type: ignore[arg-type]
