"""`dragoman known ARCHIVE --on DATE --to WHOM`: the papers that somebody could have had by a day."""

from datetime import date as Day
from pathlib import Path
from typing import Any

import click
from msgspec import structs
from rich.console import Console
from rich.text import Text

from dragoman.cli.tables import Head, filters, folded, foot, give, grid, limit_of, output, reading, row, scope_of, short
from dragoman.inquiries.answer import Answer
from dragoman.inquiries.delays import Took, delays
from dragoman.inquiries.known import STATUSES, Delay, Had, Question
from dragoman.inquiries.known import known as ask
from dragoman.publish.words import visible

_STYLES = {"own": "green", "received": "green", "cited": "green", "probably": "yellow", "possibly": "yellow",
           "not yet": "red", "unknown": "dim"}


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--on", metavar="DAY", help="The day, YYYY-MM-DD.")
@click.option("--to", "whom", metavar="WHOM",
              help="Words for a person, an office, a post or the place that it writes from, or a power.")
@click.option("--status", "only", multiple=True, type=click.Choice(STATUSES), help="Only these; may be given again.")
@click.option("--delays", "learnt", is_flag=True, help="How long papers took, as the archive's headings tell.")
@filters("sender", "kind", "date", "place", "collection", "channel", "number", "subject")
@output()
def known(archive: Path, on: str | None, whom: str | None, only: tuple[Any, ...], learnt: bool, form: str | None,
          **options: Any) -> None:
    """List the papers that somebody could have had by a day, the latest first.

    What he had: own papers; those "received" by the day as their headings tell; those "cited" in a paper that he wrote
    by the day. What he may have had, by the days that papers took on that way (dragoman known ARCHIVE --delays lists
    them): "probably" after so many days nine of ten had come, "possibly" at least one, "not yet" none; "unknown" is a
    paper without a day, or one of a way of which nothing is known.
    """
    with reading(archive) as connection:
        limit = limit_of({**options, "form": form})
        if learnt:
            give(delays(connection, options["channel"], limit=limit, skip=options["skip"]), form, Took, _learnt, _flat)
            return
        if on is None or whom is None:
            raise click.UsageError("known needs a day and somebody: --on 1937-01-21 --to Yurenev (or --delays)")
        question = Question(whom, _day(on), only)
        answer = ask(connection, question, scope_of(options, connection), limit=limit, skip=options["skip"])
        give(answer, form, Had, _show, _flat)


def _flat(row_: Had | Took) -> dict[str, object]:
    """A row of CSV: its delay in words, its passages with their papers."""
    fields: dict[str, object] = structs.asdict(row_)
    if isinstance(row_, Had):
        fields["delay"] = row_.delay and _took(row_.delay)
    return fields | {"passages": [f"{p.document}: “{p.quote}”" for p in row_.passages]}


def _day(value: str) -> str:
    try:
        return str(Day.fromisoformat(value))
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day; write 1937-01-21", param_hint="--on") from None


def _show(answer: Answer[Had], out: Console) -> None:
    if answer.rows:
        table = folded(grid(("date", "cyan", "left", None), ("had", "", "left", None), ("paper", "", "left", 1)))
        for h in answer.rows:
            row(table, [" ".join(x for x in (h.date, h.time) if x), Text(h.status, _STYLES[h.status]), _paper(h)])
        out.print(table)
    out.print(foot(answer.basis, len(answer.rows), answer.total, "papers"))


def _paper(h: Had) -> Text:
    """Kind and parties, below them why, and the id."""
    line = Text(visible(" ".join(x for x in (h.kind, h.number) if x)))
    line.append(visible(f" {short(h.sender) or '…'} → {short(h.recipient) or '…'}"), "bold")
    line.append(f"\n{visible(_why(h))}", "not bold")
    return line.append(f"\n{visible(h.id)}", "dim")


def _why(h: Had) -> str:
    """In one line, on what the status rests."""
    if h.how == "cited":
        return f"{h.via} of {h.sent} cites it: “{h.passages[0].quote}”"
    if h.how == "own":
        return f"sent it with {h.via} of {h.sent}" if h.via else "wrote it"
    how = {"sent": "sent", "repeated": f"repeated to {h.to}", "enclosed": f"with {h.via}, sent"}[h.how]
    line = f"{how} {h.sent or 'on a day not known'}"
    if h.received:
        return f"{line}, received {h.received}"
    return f"{line}; {_took(h.delay)}" if h.delay else f"{line}; nothing is known of its way"


def _took(d: Delay) -> str:
    whose = {"channel": "here", "places": "between these places", "way back": "on the way back"}.get(d.source, d.source)
    papers, days = (f"{n:,} {what}{'s' if n != 1 else ''}" for n, what in ((d.papers, "paper"), (d.least, "day")))
    return f"{papers} {whose} took {days} or more, half of them up to {d.half}, nine of ten up to {d.most}"


def _learnt(answer: Answer[Took], out: Console) -> None:
    if answer.rows:
        days: list[Head] = [(name, "", "right", None) for name in ("least", "half", "9 of 10", "longest")]
        table = grid(("decade", "cyan", "left", None), ("papers", "bold", "right", None), *days,
                     ("from and to", "", "left", 1))
        for t in answer.rows:
            row(table, [f"{t.since}s", t.papers, t.least, t.half, t.most, t.longest,
                        f"{t.sender} > {t.recipient}, {t.traffic}"])
        out.print(table)
        out.print(Text("Days from sending to receiving.", "dim"))
    out.print(foot(answer.basis, len(answer.rows), answer.total, "ways"))
