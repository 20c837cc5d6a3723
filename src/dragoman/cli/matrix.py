"""The matrix of a question on the terminal, and as rows for a spreadsheet."""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.cli.dossier import quoted
from dragoman.cli.tables import folded, grid, row
from dragoman.inquiries.hypotheses import Exhibit, Matrix
from dragoman.inquiries.weighing import Ranking, Turn
from dragoman.publish.words import shorten, visible

STYLES = {"CC": "bold green", "C": "green", "N": "dim", "I": "red", "II": "bold red"}
KEY_WIDTH = 10                  # columns for the key of a hypothesis over its ratings
KEY_SHARE = 0.4                 # of the width, for all keys
TURNS = {"lead": "turns who stands best", "order": "turns the order"}


class ExhibitRow(Struct, frozen=True):
    """One item as a row of CSV; `ratings` are "sold=CC; ..."."""

    key: str
    label: str
    document: str
    start: int | None
    end: int | None
    place: str | None
    quote: str
    known: str | None
    reliability: str | None
    credibility: str | None
    weight: float
    origin: str | None
    ratings: tuple[str, ...]
    diagnosticity: int | None
    turns: str | None
    disinformation: tuple[str, ...]
    why: str | None
    lost: str | None
    left_out: str | None


def exhibit_rows(found: Matrix) -> Iterator[ExhibitRow]:
    """The items of a matrix, flat."""
    for e in found.items:
        p = e.passage
        yield ExhibitRow(
            e.key, e.label, e.words.document, p.start if p else None, p.end if p else None, p.place if p else None,
            e.words.quote, e.known, e.reliability, e.credibility, e.weight, e.origin,
            tuple(f"{h}={r}" for h, r in e.ratings.items()), e.diagnosticity, e.turns,
            tuple(f"{a.words.document}: {a.words.quote}" for a in e.alleged), e.why, e.lost, e.left_out)


def show_matrix(found: Matrix, out: Console) -> None:
    """Print it whole."""
    out.print(Text(visible(found.text), "bold"))
    if found.on:
        out.print(Text(f"as it could be known on {found.on}", "magenta"))
    out.print()
    heads = _heads(found, out.width)
    out.print(_standings(found, heads))
    counted = [e for e in found.items if e.left_out is None]
    if counted:
        out.print()
        out.print(_items(counted, heads))
    if len(counted) < len(found.items):
        out.print()
        out.print(_left_out(found))
    for line in _turns(found):
        out.print(line)
    out.print(Text(visible(found.basis.line), "dim"))


def _heads(found: Matrix, width: int) -> dict[str, str]:
    """What stands over the ratings of each hypothesis: its key, or where there is no room for keys its number."""
    keys = [s.key for s in found.hypotheses]
    room = sum(min(len(key), KEY_WIDTH) + 2 for key in keys) <= width * KEY_SHARE
    return {key: visible(key) if room else str(n) for n, key in enumerate(keys, 1)}


def _standings(found: Matrix, heads: dict[str, str]) -> Table:
    table = folded(grid(("rank", "bold", "right", None), ("against", "magenta", "right", None),
                        ("not rated", "dim", "right", None), ("hypothesis", "", "left", 1)))
    for s in found.hypotheses:
        tied = sum(s.rank == other.rank for other in found.hypotheses) > 1 and s.rank
        text = Text(visible(s.key), "bold").append(f"  {visible(s.text)}", "not bold")
        if heads[s.key] != visible(s.key):
            text = Text(f"{heads[s.key]}: ", "magenta").append_text(text)
        row(table, [f"{s.rank}=" if tied else s.rank or "–", "–" if s.score is None else f"{s.score:.2f}",
                    str(s.unrated or ""), text])
    return table


def _items(counted: Iterable[Exhibit], heads: dict[str, str]) -> Table:
    keys = list(heads)
    table = grid(*((head, "", "left", None) for head in heads.values()), ("grade", "", "left", None),
                 ("tells", "magenta", "right", None), ("evidence", "", "left", 1))
    folded(table)
    for column in table.columns[:len(keys)]:
        column.max_width, column.no_wrap, column.overflow = KEY_WIDTH, False, "fold"
    for e in counted:
        ratings = [Text(e.ratings.get(k, "·"), STYLES.get(e.ratings.get(k, ""), "dim")) for k in keys]
        grade = f"{e.reliability or '–'}{e.credibility or '–'}" if e.reliability or e.credibility else ""
        row(table, [*ratings, grade, "" if e.diagnosticity is None else str(e.diagnosticity), _evidence(e)])
    return table


def _left_out(found: Matrix) -> Table:
    """The items that do not count, and why."""
    table = folded(grid(("does not count", "dim", "left", None), ("because", "yellow", "left", None),
                        ("evidence", "dim", "left", 1)))
    for e in found.items:
        if e.left_out:
            row(table, [e.key, e.left_out, e.label or quoted(shorten(e.words.quote))])
    return table


def _evidence(e: Exhibit) -> Text:
    """The key and label, the words, where they stand, and what is to be said of them."""
    text = Text(visible(e.key), "bold")
    if e.label:
        text.append(f"  {visible(e.label)}", "not bold")
    words = e.passage.quote if e.passage else e.words.quote
    if words:
        text.append(f"\n{quoted(shorten(words))}", "not bold italic")
    where = [e.words.document, e.passage.place if e.passage else None, e.known and f"known from {e.known}"]
    text.append(f"\n{visible(', '.join(w for w in where if w))}", "not bold not italic dim")
    for style, line in _remarks(e):
        text.append(f"\n{visible(line)}", f"not bold not italic {style}")
    return text


def _remarks(e: Exhibit) -> Iterator[tuple[str, str]]:
    if e.lost:
        yield "red", f"lost: {e.lost}"
    if e.turns:
        yield "magenta", f"left out, it {TURNS[e.turns]}"
    if e.origin:
        yield "yellow", f"of one origin: {e.origin}"
    for a in e.alleged:
        lost = "" if a.passage else ", words that are no longer found there"
        yield "red", f"called disinformation: {quoted(shorten(a.words.quote))} ({a.words.document}{lost})"
    if e.why:
        yield "dim", f"why: {e.why}"


def _turns(found: Matrix) -> Iterator[Text]:
    """What turns the ranking, in sentences."""
    if sum(s.rank is not None for s in found.hypotheses) < 2:
        return
    leads = [t for t in found.turns if t.turns == "lead"]
    if not leads:
        yield Text("\nNo single item, if it had been planted, turns who stands best.", "magenta")
    for n, t in enumerate(found.turns):
        start = "" if n else "\n"
        yield Text(f"{start}{visible(_without(t))} {TURNS[t.turns]}: {visible(in_order(t.ranking))}.", "magenta")


def _without(t: Turn) -> str:
    if t.what == "item":
        return f"Left out as if it had been planted, {t.name}"
    if t.what == "origin":
        return f"Left out together, all that comes from {t.name} ({', '.join(t.items)})"
    return f"Left out together, all that is called disinformation ({', '.join(t.items)})"


def in_order(ranking: Ranking) -> str:
    """A ranking in words: "sold, then snow and cost equal"."""
    return ", then ".join(" and ".join(group) + (" equal" if len(group) > 1 else "") for group in ranking)
