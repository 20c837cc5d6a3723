#!/usr/bin/env python3
"""Makes the generated pages (docs/commands.md, layers.md, tables.md, the end of api.md, the examples in docs/forms) and
the pictures docs/reading.svg and thread.svg.

    scripts/make_docs.py [--check]

--check writes nothing and exits with 1 when a page is out of date. The pictures are drawn anew only without it.
"""

import io
import re
import sys
import textwrap
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from inspect import cleandoc
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory

import click
import msgspec
from litestar import Litestar
from msgspec import inspect
from rich.console import Console, RenderableType

from dragoman.archive.intake import Item, plan
from dragoman.archive.store import open_archive
from dragoman.cli.card import paper
from dragoman.cli.main import main as program
from dragoman.cli.threads import drawn
from dragoman.edition import annotation
from dragoman.edition.reading import Reading
from dragoman.inquiries.thread import thread
from dragoman.pipeline import add, read_file, readers_now
from dragoman.publish.forms import export
from dragoman.publish.tables import TABLES
from dragoman.readers import READERS
from dragoman.specimen import LETTER, papers
from dragoman.web.api.index import API
from dragoman.web.api.schema import Structs
from dragoman.web.api.schema import described as described_api

DOCS = Path(__file__).parent.parent / "docs"
COLUMN_TYPES = {"text": "text", "integer": "number", "boolean": "true or false", "day": "day", "texts": "list of texts"}
ADDRESSES = "## The addresses"
# <!-- example: tei 04-ekholm-despatch-41.xml | <correspDesc | </correspDesc> --> and the block of code below it: form,
# file (none where the form is one file), and words of the first and of the last line that is shown
EXAMPLE = re.compile(
    r"<!-- example: (?P<form>\S+)(?: (?P<file>[^|\n]+?))?(?: \| (?P<first>[^|\n]+) \| (?P<last>[^|\n]+))? -->\n"
    r"```(?P<language>\w*)\n(?P<shown>.*?)\n?```\n", re.S)
# rich asks a browser to fetch its font; the page must not, and the system's monospace font serves
FONT_FACE = re.compile(r"@font-face \{.*?\}\s*", re.S)


def commands() -> str:
    """The page of commands: each one's own help."""
    parts = ["# Commands", "", "Made from the program's own help by `scripts/make_docs.py`.", ""]
    for name in program.list_commands(click.Context(program)):
        command = program.get_command(click.Context(program), name)
        context = click.Context(command, info_name=f"dragoman {name}", terminal_width=100)
        parts += [f"## dragoman {name}", "", "```", command.get_help(context), "```", ""]
    return "\n".join(parts)


def layers() -> str:
    """The page of layers: what each reader gives, from its docstring and its body's."""
    parts = ["# Layers", "", "Made from the docstrings of the readers by `scripts/make_docs.py`.", ""]
    for reader in READERS:
        body = annotation.BODIES[reader.GIVES]
        parts += [f"## {reader.GIVES}", "", cleandoc(reader.__doc__ or ""), "", cleandoc(body.__doc__ or ""), "",
                  "| field | values |", "|---|---|"]
        parts += [f"| `{f.name}` | {values(f.type)} |" for f in msgspec.structs.fields(body)] + [""]
    return "\n".join(parts)


def tables() -> str:
    """The page of exported tables: what each holds, from its record type."""
    parts = ["# Tables", "", "Made from the record types of `dragoman.publish.records` by `scripts/make_docs.py`. "
             "[How to export them](exporting.md). The columns in **bold** tell a row from all others.", ""]
    for table in TABLES:
        parts += [f"## {table.name}", "", table.meaning, "", "| column | type | holds |", "|---|---|---|"]
        for c in table.columns:
            name = f"**`{c.name}`**" if c.name in table.key else f"`{c.name}`"
            parts.append(f"| {name} | {COLUMN_TYPES[c.type]}{' or empty' * c.empty} | {c.meaning} |")
        points = [f"`{', '.join(p.columns)}` to [{p.table}](#{p.table})" for p in table.pointers]
        parts += ["", f"Points with {'; with '.join(points)}.", ""] if points else [""]
    return "\n".join(parts)


def addresses() -> str:
    """The page of the JSON under /api: its beginning is written by hand, its table of addresses made from OpenAPI."""
    page = DOCS / "api.md"
    begun = page.read_text(encoding="utf-8").partition(ADDRESSES)[0]
    described = Litestar(API, openapi_config=described_api(), plugins=[Structs()]).openapi_schema.to_schema()
    parts = [f"{begun}{ADDRESSES}", "", "Made from the OpenAPI description by `scripts/make_docs.py`.", "",
             "| address | gives | is asked by |", "|---|---|---|"]
    for path, operations in described["paths"].items():
        asked = [f"`{p['name']}`" for p in operations["get"].get("parameters", ()) if p["in"] == "query"]
        parts.append(f"| `{path}` | {operations['get']['summary']} | {', '.join(asked)} |")
    return "\n".join(parts) + "\n"


def forms() -> dict[str, str]:
    """The pages of forms of export, by their names: written by hand, their examples made from the specimen."""
    pages = {f"forms/{p.name}": p.read_text(encoding="utf-8") for p in sorted((DOCS / "forms").glob("*.md"))}
    with specimen() as connection, TemporaryDirectory() as folder:
        made: dict[str, Path] = {}

        def example(m: re.Match[str]) -> str:
            if m["form"] not in made:
                made[m["form"]] = Path(folder) / m["form"]
                export(connection, m["form"], made[m["form"]])
            path = made[m["form"]] / m["file"] if m["file"] else made[m["form"]]
            lines = path.read_text(encoding="utf-8").splitlines()
            if all(line[:1] == "{" and line[-1:] == "}" for line in lines):         # JSON Lines, set to be read
                lines = "\n".join(msgspec.json.format(line, indent=1) for line in lines).splitlines()
            if m["first"]:
                start = next(n for n, line in enumerate(lines) if m["first"] in line)
                # "^}" is a line that begins so
                end = next(n for n, line in enumerate(lines[start:], start) if m["last"] in line
                           or (m["last"][0] == "^" and line.startswith(m["last"][1:])))
                lines = lines[start:end + 1]
            shown = textwrap.dedent("\n".join(lines))
            return f"{m[0].partition(chr(10))[0]}\n```{m['language']}\n{shown}\n```\n"
        return {name: EXAMPLE.sub(example, text) for name, text in pages.items()}


def values(kind: object) -> str:
    """The type of a field in words."""
    found = inspect.type_info(kind)
    members = found.types if isinstance(found, inspect.UnionType) else (found,)
    words = []
    for member in members:
        if isinstance(member, inspect.LiteralType):
            words.append(", ".join(map(str, member.values)))
        elif isinstance(member, inspect.NoneType):
            words.append("or null")
        elif isinstance(member, inspect.TupleType):
            words.append("two numbers")
        elif isinstance(member, inspect.BoolType):
            words.append("true or false")
        elif isinstance(member, inspect.CollectionType | inspect.VarTupleType):
            words.append("spans")
        else:
            words.append("text")
    return " ".join(words)


def picture(title: str, draw: Callable[[Console], RenderableType]) -> str:
    """What a command shows on a terminal, as SVG."""
    console = Console(record=True, width=110, file=io.StringIO(), force_terminal=True)
    console.print(draw(console))
    svg = console.export_svg(title=title, unique_id=title.replace(" ", "-"))
    return FONT_FACE.sub("", svg).replace("Fira Code", "ui-monospace")


def letter(console: Console) -> RenderableType:
    """The specimen's letter, taken apart."""
    return paper(next(item for item in read_file(LETTER) if isinstance(item, Reading)))


def thread_of_the_specimen(console: Console) -> RenderableType:
    """The thread of the specimen's despatch No. 41, from an archive made for it."""
    with specimen() as connection:
        return drawn(thread(connection, "04-ekholm-despatch-41"), console)


@contextmanager
def specimen() -> Iterator[Connection]:
    """An archive of the specimen's correspondence, made for a while."""
    with TemporaryDirectory() as folder:
        connection = open_archive(Path(folder) / "letters.sqlite", write=True)
        items = (i for i in plan(connection, sorted(papers().glob("*.txt")), readers_now()) if isinstance(i, Item))
        deque(add(connection, list(items)), maxlen=0)
        yield connection
        connection.close()


def main() -> None:
    """Write or check the pages."""
    check = "--check" in sys.argv[1:]
    stale = []
    for name, text in (("commands.md", commands()), ("layers.md", layers()), ("tables.md", tables()),
                       ("api.md", addresses()), *forms().items()):
        page = DOCS / name
        if check and (not page.exists() or page.read_text(encoding="utf-8") != text):
            stale.append(name)
        elif not check:
            page.write_text(text, encoding="utf-8")
    if check:
        print(f"out of date: {', '.join(stale)}; run scripts/make_docs.py" if stale else "the pages are up to date")
        sys.exit(1 if stale else 0)
    (DOCS / "reading.svg").write_text(picture("dragoman read", letter), encoding="utf-8")
    (DOCS / "thread.svg").write_text(picture("dragoman threads", thread_of_the_specimen), encoding="utf-8")


if __name__ == "__main__":
    main()
