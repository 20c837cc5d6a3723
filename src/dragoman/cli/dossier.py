"""One missing paper on the terminal: its place kept in a dashed frame, what is known of it, and who says so."""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from rich.box import Box
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from dragoman.inquiries.missing import Dossier, Mentioned
from dragoman.inquiries.passages import Passage
from dragoman.publish.words import shorten, visible

# a paper that is not here has a frame of dashes, as a picture that was taken down
DASHED = Box("╭╌╌╮\n┆  ┆\n├╌╌┤\n┆  ┆\n├╌╌┤\n├╌╌┤\n┆  ┆\n╰╌╌╯\n")


class FieldRow(Struct, frozen=True):
    """A passage that gives a field, as a row of CSV."""

    field: str
    value: str
    printed: bool
    why: str
    document: str
    start: int
    end: int
    place: str
    quote: str


def dossier_rows(found: Dossier) -> Iterator[FieldRow]:
    """Every passage that gives a field, that tells contents, and that mentions the paper."""
    for f in found.fields:
        for p in f.passages:
            yield _row(f.name, f.value, f.printed, f.why, p)
    for s in found.contents:
        yield _row("contents", s.passage.quote, True, f"told by a {s.by}", s.passage)
    for p in found.editors:
        yield _row("editors", p.quote, True, "printed", p)
    for m in found.mentions:
        yield _row("mention", m.relation, True, "printed", m.sentence)


def _row(field: str, value: str, printed: bool, why: str, p: Passage) -> FieldRow:
    return FieldRow(field, value, printed, why, p.document, p.start, p.end, p.place, p.quote)


def show_dossier(found: Dossier, out: Console) -> None:
    """Print it whole."""
    out.print(_card(found))
    _section(out, "What is known", _fields(found))
    _section(out, "What stood in it", _passages(s.passage for s in found.contents))
    _section(out, "Where it is, by the editors", _passages(found.editors))
    _section(out, f"Mentions  {len(found.mentions)}", _mentions(found.mentions))


def quoted(words: str) -> str:
    """Words on one line between quotation marks, those that they begin with being enough."""
    line = " ".join(words.split())
    return line if line[:1] in "“\"„«" else f"“{line}”"


def _section(out: Console, title: str, table: Table) -> None:
    if table.row_count:
        out.print(Text(f"\n{title}", style="bold magenta"))
        out.print(table)


def _card(found: Dossier) -> Panel:
    r = found.record

    def told(field: str, value: str | None) -> str:
        return "" if value is None else visible(f"[{value}]" if field in r.supplied else value)

    lines = Text(told("sender", r.sender) or "(sender not known)", style="bold")
    lines.append("\nto ", "dim").append(told("recipient", r.recipient) or "(recipient not known)", "bold")
    facts = [" ".join(x for x in (told("date", r.date), told("time", r.time)) if x),
             f"No. {visible(r.number)}" if r.number else "",
             f"{_count(r.mentions, 'mention')} in {_count(len(r.cited_by), 'paper')}"]
    lines.append("\n" + "  ·  ".join(f for f in facts if f))
    if r.found:
        lines.append(f"\nfound since: {visible(r.found)}", "green")
    title = f"{told('kind', r.kind).upper()}, {'FOUND SINCE' if r.found else 'MISSING'}"
    return Panel(lines, box=DASHED, title=Text(title), title_align="left", subtitle=Text(visible(r.id)),
                 subtitle_align="right", padding=(0, 2))


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' if number != 1 else ''}"


def _grid() -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", min_width=13, justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    return table


def _fields(found: Dossier) -> Table:
    table = _grid()
    last = ""
    for f in found.fields:
        line = Text(visible(f.value if f.printed else f"[{f.value}]"), "bold").append(f"  {visible(f.why)}", "dim")
        for p in f.passages:
            line.append("\n").append_text(_quoted(p))
        table.add_row("or" if f.name == last else f.name, line)
        last = f.name
    return table


def _passages(passages: Iterable[Passage]) -> Table:
    table = _grid()
    for p in passages:
        line = Text(visible(quoted(p.quote)), "italic")
        line.append(f"  {visible(p.document)}", "not italic dim")
        table.add_row(visible(p.place), line)
    return table


def _mentions(mentions: Iterable[Mentioned]) -> Table:
    table = _grid()
    for m in mentions:
        at = m.passage.start - m.sentence.start
        quote = m.sentence.quote
        line = Text(visible(quote[:at])).append(visible(m.passage.quote), "bold underline")
        line.append(visible(quote[at + len(m.passage.quote):]))
        relation, where = m.relation.replace("-", " "), f"{m.passage.document}, {m.passage.place}"
        line.append(f"\n{relation}; {visible(where)}", "dim")
        table.add_row(m.date or "undated", line)
    return table


def _quoted(p: Passage) -> Text:
    where = visible(f"{p.document}, {p.place}")
    return Text(quoted(shorten(p.quote)), "italic").append(f"  {where}", "not italic dim")
