"""`dragoman pending ARCHIVE`: what was ordered or asked, who owes it, and what became of it."""

from datetime import date as Day
from pathlib import Path
from typing import Any

import click
from msgspec import structs
from rich.console import Console
from rich.text import Text

from dragoman.cli.tables import (
    filters,
    folded,
    foot,
    give,
    grid,
    limit_of,
    output,
    reading,
    row,
    scope_of,
    short,
    told,
    write,
)
from dragoman.inquiries.answer import Answer
from dragoman.inquiries.outstanding import Post, outstanding
from dragoman.inquiries.pending import FORCES, STATES, Owed, Question
from dragoman.inquiries.pending import pending as ask
from dragoman.publish.words import visible

_STYLES = {"overdue": "bold red", "open": "red", "perhaps": "yellow", "untold": "yellow", "answered": "green"}


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--on", metavar="DAY", help="As it stood on this day, YYYY-MM-DD: what was asked by then.")
@click.option("--by", metavar="WORDS", help="Owed by a post, a person, or whoever writes at a place: Tokyo, Yurenev.")
@click.option("--state", "states", multiple=True, type=click.Choice(STATES), help="Only these; may be given again.")
@click.option("--force", "forces", multiple=True, type=click.Choice(FORCES),
              help="Only these; without it orders and requests.")
@click.option("--asks", is_flag=True, help="Only what wants an answer.")
@click.option("--all", "every", is_flag=True, help="Also what is less sure to be an order, and of every force.")
@click.option("--posts", "by_post", is_flag=True, help="How much each post owes.")
@filters("sender", "kind", "date", "place", "collection", "subject")
@output()
def pending(archive: Path, by_post: bool, form: str | None, **options: Any) -> None:
    """List what was ordered or asked, by whom, who owes it, and what became of it.

    First what is overdue or open (an answer is wanted, and no paper here is seen to give it), the oldest before the
    younger; then what is "perhaps" answered, by the next paper on file, which does not say so; then "untold", what was
    only to be done, of which no paper is seen to tell; then what was answered, superseded or withdrawn. With --on
    everything is told as it stood on that day; overdue is only told so. --from, --date and the other filters are those
    of the paper that asks.
    """
    question = Question(_day(options["on"]), options["by"], options["states"], options["forces"], options["asks"],
                        options["every"])
    with reading(archive) as connection:
        scope, limit = scope_of(options, connection), limit_of({**options, "form": form})
        if by_post:
            give(outstanding(connection, question, scope, limit=limit, skip=options["skip"]), form, Post, _show_posts)
            return
        answer = ask(connection, question, scope, limit=limit, skip=options["skip"])
        if form == "csv":
            write(answer.rows, form, OwedRow, _flat)
            told(answer.basis)
            return
        give(answer, form, Owed, _show)


class OwedRow(Owed, frozen=True, kw_only=True):
    """A row of CSV: the words instead of passages."""

    by_words: str | None


def _flat(owed: Owed) -> dict[str, object]:
    fields = structs.asdict(owed)
    by = owed.by
    return fields | {"words": owed.words.quote, "by": by.id if by else None,
                     "by_words": by.passage.quote if by and by.passage else None}


def _day(value: str | None) -> str | None:
    try:
        return str(Day.fromisoformat(value)) if value else None
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day; write 1937-01-21", param_hint="--on") from None


def _show(answer: Answer[Owed], out: Console) -> None:
    if answer.rows:
        table = folded(grid(("since", "cyan", "left", None), ("state", "", "left", None), ("days", "", "right", None),
                            ("order or request", "", "left", 1)))
        for o in answer.rows:
            row(table, [o.since, Text(o.state, _STYLES.get(o.state, "dim")), o.days, _order(o)])
        out.print(table)
    out.print(foot(answer.basis, len(answer.rows), answer.total, "orders and requests"))


def _order(o: Owed) -> Text:
    """Who asks whom and by when, the words, what became of them, and the id."""
    line = Text(f"{visible(short(o.asked_by) or '…')} → {visible(short(o.owed_by) or '…')}", "bold")
    line.append(f", {o.force}{f', due {o.due}' if o.due else ''}", "not bold dim")
    if o.condition:
        line.append(f", {visible(o.condition)}", "not bold dim italic")
    line.append(f"\n“{visible(o.words.quote)}”", "not bold")
    line.append(f"\n{visible(_became(o))}", "not bold dim")
    return line.append(f"\n{visible(o.id)}", "not bold dim")


def _became(o: Owed) -> str:
    """What became of it, in one line: by which paper and why we think so."""
    again = f"; first asked in {o.first_asked_in}" if o.first_asked_in else ""
    if o.by is None:
        return f"{o.why}{again}"
    what = "see" if o.state == "untold" else {"overdue": "later", "open": "later"}.get(o.state, o.state) + " by"
    words = f": “{o.by.passage.quote}”" if o.by.passage else ""
    return f"{what} {o.by.id} of {o.by.date or 'no day'}, {o.why}{words}{again}"


def _show_posts(answer: Answer[Post], out: Console) -> None:
    if answer.rows:
        table = folded(grid(("overdue", "bold red", "right", None), ("open", "red", "right", None),
                            ("untold", "yellow", "right", None), ("oldest", "cyan", "left", None),
                            ("owes", "", "left", 1)))
        for p in answer.rows:
            who = Text(visible(p.owes), "bold")
            who.append(f"\n{visible(p.oldest_in)}" if p.oldest_in else "", "not bold dim")
            row(table, [p.overdue or "", p.open or "", p.untold or "", p.oldest, who])
        out.print(table)
    out.print(foot(answer.basis, len(answer.rows), answer.total, "posts that owe something"))
