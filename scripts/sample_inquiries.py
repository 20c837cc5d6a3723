#!/usr/bin/env python3
"""Prints random rows of each inquiry of an archive with all that a person needs to judge them by eye.

    scripts/sample_inquiries.py ARCHIVE --seed N [--rows 30] [INQUIRY...]

Each row stands with its fields, its passages ⟦in their sentences⟧, and the headings of the papers that it names. The
same seed draws the same rows from the same archive, whichever inquiries are named. What was found so stands in
docs/accuracy.md.
"""

import argparse
import textwrap
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random
from sqlite3 import Connection
from typing import Any, NamedTuple

import msgspec

from dragoman.archive.store import open_archive
from dragoman.archive.ties import KINDS
from dragoman.inquiries.actors import actors, portrait
from dragoman.inquiries.answer import Answer
from dragoman.inquiries.chronicle import chronicle
from dragoman.inquiries.gaps import gaps
from dragoman.inquiries.known import Question, known
from dragoman.inquiries.ledger import ledger
from dragoman.inquiries.missing import dossier, missing
from dragoman.inquiries.network import network
from dragoman.inquiries.passages import Passage, opener, sentence
from dragoman.inquiries.pending import pending
from dragoman.inquiries.positions import positions
from dragoman.inquiries.register import register
from dragoman.inquiries.subjects import subjects
from dragoman.inquiries.thread import thread
from dragoman.inquiries.threads import threads
from dragoman.inquiries.who import actors_named

WIDTH = 200
AROUND = 350                    # characters on either side of a passage that are shown at most
OPENING = 700                   # characters of a paper's beginning
TRIES = 50                      # draws for one row of an inquiry that asks for somebody
NEAR = 6                        # papers here that a missing one may be


class Drawn(NamedTuple):
    """One row to judge: what was asked to get it, the row, and the papers whose beginning helps to judge it."""

    asked: str
    row: Any
    papers: tuple[str, ...] = ()


Drawing = Callable[[Connection, Random, int], Iterator[Drawn]]


# ------------------------------------------------------------------ drawing

def listed(ask: Callable[..., Answer[Any]], connection: Connection, random: Random, rows: int) -> Iterator[Any]:
    """Random rows of a list, each once."""
    total = ask(connection, limit=0).total
    for place in random.sample(range(total), min(rows, total)):
        yield ask(connection, limit=1, skip=place).rows[0]


def of_register(connection: Connection, random: Random, rows: int) -> Iterator[Drawn]:
    """Papers, with what each of their references means."""
    for row in listed(register, connection, random, rows):
        means = connection.execute(
            "SELECT json_extract(l.mention, '$.words'), l.status, coalesce(t.title, m.name) FROM link AS l "
            "JOIN document AS d ON d.id = l.document LEFT JOIN document AS t ON t.id = l.target "
            "LEFT JOIN missing AS m ON m.id = l.missing WHERE d.name = ? AND l.status <> 'external'", (row.id,))
        yield Drawn("; ".join(f"“{words}” {status} {other or ''}" for words, status, other in means), row, (row.id,))


def of_threads(connection: Connection, random: Random, rows: int) -> Iterator[Drawn]:
    """Threads, with each tie of their papers and the words that make it."""
    for row in listed(threads, connection, random, rows):
        nodes = thread(connection, row.id).nodes
        yield Drawn("\n".join(f"{n.id}: {n.title or n.words or ''} ({n.date})" for n in nodes),
                    [row, *((n.id, n.ties) for n in nodes if n.ties)])


def of_missing(connection: Connection, random: Random, rows: int) -> Iterator[Drawn]:
    """Missing papers, with every mention and the papers here that they may be."""
    for row in listed(missing, connection, random, rows):
        near = connection.execute(
            "SELECT d.name || ' ' || coalesce(d.title, '') || ' No. ' || coalesce(d.number, '') || ', ' || d.date "
            "FROM document AS d JOIN missing AS m ON m.name = ? WHERE d.first_day = m.date AND (d.number = m.number "
            "OR d.sender_post = m.sender_post OR d.sender_surname = m.sender_surname) OR d.number = m.number "
            "AND (m.date IS NULL AND abs(julianday(d.first_day) - julianday(m.cited)) < 60 "
            "OR abs(julianday(d.first_day) - julianday(m.date)) < 10) LIMIT ?", (row.id, NEAR))
        perhaps = "; ".join(name for (name,) in near)
        yield Drawn(f"perhaps here: {perhaps}", [row, dossier(connection, row.id).mentions])


def of_gaps(connection: Connection, random: Random, rows: int) -> Iterator[Drawn]:
    """Gaps, with the numbers of their run (* only cited) and the papers on either side."""
    every = [(run, gap) for run in gaps(connection).rows for gap in run.gaps]
    for run, gap in random.sample(every, min(rows, len(every))):
        numbers = " ".join(f"{k.number}{'' if k.held else '*'} ({k.date})" for k in run.known)
        papers = tuple(k.name for k in (gap.before, gap.after) if k.held)
        cited = [dossier(connection, k.name).mentions for k in (gap.before, gap.after) if not k.held]
        yield Drawn(f"{run.sender} > {run.recipient}, {run.traffic}: {numbers}", [gap, cited], papers)


def of_actors(connection: Connection, random: Random, rows: int) -> Iterator[Drawn]:
    """Persons, with their forms, offices and correspondents."""
    for row in listed(actors, connection, random, rows):
        found = portrait(connection, row.id)
        forms = (f"{f.name} | {f.office} | {f.first} – {f.last} | {f.papers} | {f.passage.document}"
                 for f in found.forms)
        tenures = (f"held {t.office.label} {t.first} – {t.last} ({t.papers}, {t.source})" for t in found.tenures)
        wrote = ", ".join(f"{c.actor.label} {c.papers}" for c in found.wrote[:5])
        yield Drawn("\n".join([*forms, *tenures, f"wrote to {wrote}"]), row)


def of_chronicle(connection: Connection, random: Random, rows: int) -> Iterator[Drawn]:
    """Events, with all their reports."""
    for row in listed(chronicle, connection, random, rows):
        yield Drawn("", row)


def of_ledger(connection: Connection, random: Random, rows: int) -> Iterator[Drawn]:
    """Moves of random pairs of powers that have moves."""
    pairs = connection.execute(
        "SELECT DISTINCT min(a.name, b.name), max(a.name, b.name) FROM event AS e JOIN actor AS a "
        "ON a.id = e.from_side JOIN actor AS b ON b.id = e.to_side WHERE e.doubt IS NULL AND e.same IS NULL "
        "AND a.id <> b.id ORDER BY 1, 2").fetchall()
    seen: set[str] = set()
    while len(seen) < rows:
        names = random.choice(pairs)
        parties = actors_named(connection, names[0]), actors_named(connection, names[1])
        moves = ledger(connection, parties).answer.rows
        move = random.choice(moves)
        if move.event.id not in seen:
            seen.add(move.event.id)
            yield Drawn(f"{names[0]} and {names[1]}: {len(moves)} moves", move)


def of_pending(connection: Connection, random: Random, rows: int) -> Iterator[Drawn]:
    """Orders and requests, with the beginning of the paper that answers."""
    for row in listed(pending, connection, random, rows):
        yield Drawn("", row, tuple(name for name in (row.by and row.by.id, row.first_asked_in) if name))


def of_positions(connection: Connection, random: Random, rows: int) -> Iterator[Drawn]:
    """Positions of random persons of headings, and of powers."""
    names = connection.execute(
        "SELECT name FROM actor AS a WHERE (sent + received + present > 0 AND kind = 'person' OR kind = 'power') "
        "AND EXISTS (SELECT 1 FROM act WHERE who = a.id) ORDER BY id").fetchall()
    for _ in range(rows):
        for _ in range(TRIES):
            (name,) = random.choice(names)
            if found := positions(connection, name).rows:
                yield Drawn(name, random.choice(found))
                break


def of_network(connection: Connection, random: Random, rows: int) -> Iterator[Drawn]:
    """Ties of each kind."""
    for n, kind in enumerate(KINDS):
        def ask(c: Connection, kind: Any = kind, *, limit: int, skip: int = 0) -> Answer[Any]:
            return network(c, kind=kind, limit=limit, skip=skip)
        for row in listed(ask, connection, random, (rows + n) // len(KINDS)):
            yield Drawn("", row)


def of_known(connection: Connection, random: Random, rows: int) -> Iterator[Drawn]:
    """Papers that a random party of a paper had or could have had on the day of this paper."""
    parties = connection.execute(
        "SELECT a.name, p.day FROM party AS p JOIN actor AS a ON a.id = p.person WHERE p.day IS NOT NULL "
        "AND p.role <> 'participant' ORDER BY p.document, p.role, p.ordinal").fetchall()
    for _ in range(rows):
        for _ in range(TRIES):
            name, day = random.choice(parties)
            if found := known(connection, Question(name, day)).rows:
                row = random.choice(found)
                yield Drawn(f"{name} on {day}", row, tuple(p for p in (row.id, row.via) if p))
                break


def of_subjects(connection: Connection, random: Random, rows: int) -> Iterator[Drawn]:
    """Subjects, with their first passage."""
    for row in listed(subjects, connection, random, rows):
        yield Drawn("", row)


INQUIRIES: dict[str, Drawing] = {
    "register": of_register, "threads": of_threads, "missing": of_missing, "gaps": of_gaps, "actors": of_actors,
    "chronicle": of_chronicle, "ledger": of_ledger, "pending": of_pending, "positions": of_positions,
    "network": of_network, "known": of_known, "subjects": of_subjects}


# ------------------------------------------------------------------ showing

def shown(connection: Connection, drawn: Drawn) -> Iterator[str]:
    """A row in lines."""
    yield from drawn.asked.splitlines()
    yield from fields(drawn.row)
    told = dict.fromkeys(p.document for p in passages(drawn.row))
    for passage in dict.fromkeys(passages(drawn.row)):
        yield f"  {passage.document}, {passage.place}: {around(connection, passage)}"
    for name in told:
        yield f"  = {name}: {heading(connection, name)}"
    for name in dict.fromkeys(drawn.papers):
        yield f"  = {name}: {heading(connection, name)} || {opening(connection, name)}"


def fields(row: Any) -> Iterator[str]:
    """The fields of a row, without its passages; one line for each row of a list."""
    for one in row if isinstance(row, list | tuple) else (row,):
        text = ", ".join(f"{key} {value}" for key, value in plain(one).items()) if isinstance(one, msgspec.Struct) \
            else str(plain(one))
        if text:
            yield text


def plain(value: Any) -> Any:
    """A value of a row without what is empty, and with the words alone of its passages."""
    if isinstance(value, Passage):
        return f"“{value.quote}”"
    if isinstance(value, msgspec.Struct):
        whole = {key: plain(v) for key, v in msgspec.structs.asdict(value).items()}
        return {key: v for key, v in whole.items() if v not in (None, [], "")}
    return [plain(v) for v in value] if isinstance(value, list | tuple) else value


def passages(value: Any) -> Iterator[Passage]:
    """All passages in a row."""
    if isinstance(value, Passage):
        yield value
    elif isinstance(value, msgspec.Struct):
        yield from passages(tuple(msgspec.structs.asdict(value).values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from passages(one)


def around(connection: Connection, passage: Passage) -> str:
    """A passage in its sentence, with the one before and the one after."""
    text = opener(connection)(row_of(connection, passage.document)).text
    first, last = sentence(text, passage.start, passage.end)
    first, last = sentence(text, max(first - 2, 0), min(last + 2, len(text)))
    first, last = max(first, passage.start - AROUND), min(last, passage.end + AROUND)
    return " ".join(f"{text[first:passage.start]}⟦{passage.quote}⟧{text[passage.end:last]}".split())


def heading(connection: Connection, name: str) -> str:
    """The heading of a paper as it was read."""
    row = connection.execute("SELECT kind, number, date, time, place, sender, recipient, title FROM document "
                             "WHERE name = ?", (name,)).fetchone()
    return " | ".join(str(cell or "–") for cell in row) if row else "not here"


def opening(connection: Connection, name: str) -> str:
    """The beginning of a paper, its printed heading with it."""
    row = connection.execute("SELECT substr(text, 1, ?) FROM content AS c JOIN document AS d ON d.id = c.document "
                             "WHERE d.name = ?", (OPENING, name)).fetchone()
    return " / ".join(row[0].splitlines()) if row else ""


def row_of(connection: Connection, name: str) -> int:
    """The row of a paper."""
    row: int = connection.execute("SELECT id FROM document WHERE name = ?", (name,)).fetchone()[0]
    return row


def print_rows(connection: Connection, names: Iterable[str], seed: int, rows: int) -> None:
    """Print random rows of inquiries."""
    for name in names:
        for n, drawn in enumerate(INQUIRIES[name](connection, Random(f"{seed} {name}"), rows), 1):
            print(f"\n[{name} {n}]")
            for line in shown(connection, drawn):
                print(textwrap.fill(line, WIDTH, subsequent_indent="    ", break_long_words=False))


def main() -> None:
    """Draw and print the rows."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("archive", type=Path)
    args.add_argument("inquiries", nargs="*", metavar="INQUIRY", help=f"of {', '.join(INQUIRIES)}; none: all")
    args.add_argument("--seed", type=int, required=True)
    args.add_argument("--rows", type=int, default=30)
    o = args.parse_intermixed_args()
    if unknown := set(o.inquiries) - set(INQUIRIES):
        args.error(f"no such inquiry: {', '.join(sorted(unknown))}")
    connection = open_archive(o.archive)
    try:
        print_rows(connection, o.inquiries or INQUIRIES, o.seed, o.rows)
    finally:
        connection.close()


if __name__ == "__main__":
    main()
