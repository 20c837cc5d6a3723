"""`dragoman hypotheses ARCHIVE [QUESTION]`: questions with rival answers, and the evidence for and against each."""

import sys
from collections.abc import Mapping, Sequence
from datetime import date as Day
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from dragoman.archive.journal import decide
from dragoman.cli.candidates import give_candidates
from dragoman.cli.deciding import deciding, entered, writing
from dragoman.cli.matrix import ExhibitRow, exhibit_rows, show_matrix
from dragoman.cli.tables import folded, foot, give, grid, limit_of, output, reading, row, told, write
from dragoman.cli.terminal import console
from dragoman.edition.dates import parse
from dragoman.edition.decision import DecisionBody, DropEvidence, DropHypothesis, GradeEvidence, RateEvidence
from dragoman.errors import BadQuestionFile, CannotExport, FileStands, NoSuchKey
from dragoman.inquiries.answer import Answer
from dragoman.inquiries.candidates import candidates
from dragoman.inquiries.hypotheses import Listed, Matrix, matrix
from dragoman.inquiries.hypotheses import hypotheses as ask
from dragoman.inquiries.question_changes import Change, changes, written
from dragoman.inquiries.question_file import consistency_of, grade_of, read_question
from dragoman.inquiries.questions import Question, notebook
from dragoman.publish.words import visible

Reason = str | None


def _day(context: click.Context, parameter: click.Parameter, value: str | None) -> Day | None:
    """The last day that an EDTF date can mean."""
    if value is None:
        return None
    found = parse(value)
    if found is None or found.last == Day.max:
        raise click.BadParameter(f"{value!r} is no day; write 1937-01-21", context, parameter)
    return found.last


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("name", required=False, metavar="[QUESTION]")
@click.option("--load", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), metavar="FILE",
              help="Enter what a question file says that the archive does not know; \"-\" reads standard input.")
@click.option("--save", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), metavar="FILE",
              help="Write the question as such a file; \"-\" writes to standard output.")
@click.option("--force", is_flag=True, help="Let --save replace a file.")
@click.option("--on", callback=_day, metavar="DAY", help="The matrix as it could be known on that day.")
@click.option("--without", multiple=True, metavar="ITEM", help="Leave an item out, as if it had been planted.")
@click.option("--decided", callback=_day, metavar="DAY", help="As decided up to the end of that day (UTC).")
@click.option("--suggest", is_flag=True, help="Passages that may be evidence, and why; reports that may be one.")
@click.option("--rate", nargs=3, multiple=True, metavar="ITEM HYPOTHESIS RATING",
              help="Rate an item: CC, C, N, I, II, or - to take a rating out.")
@click.option("--grade", nargs=2, multiple=True, metavar="ITEM GRADE", help="Grade an item by the Admiralty code: B2.")
@click.option("--drop", multiple=True, metavar="KEY", help="Drop a hypothesis or an item.")
@deciding
@output()
def hypotheses(archive: Path, name: str | None, load: Path | None, person: str, why: Reason, **options: Any) -> None:
    """Weigh rival answers to a question by the evidence against each.

    Lists the questions; with a QUESTION its matrix: the hypotheses, the least contradicted first, how each item of
    evidence fits them, and which item, if it had been planted, would turn the ranking. Questions, ratings and grades
    are decisions in the journal.
    """
    if load is not None:
        if name is not None:
            raise click.UsageError("--load takes its question from the file; leave QUESTION out")
        _load(archive, load, person, why)
        return
    if name is None:
        _list(archive, options)
        return
    if options["rate"] or options["grade"] or options["drop"]:
        with writing(archive) as connection:
            question = notebook(connection).question(name)
            bodies = [*_ratings(question, options["rate"]), *_grades(question, options["grade"]),
                      *_drops(question, options["drop"])]
            entered(archive, *(decide(connection, body, person=person, why=why) for body in bodies))
        return
    with reading(archive) as connection:
        if options["save"] is not None:
            _save(connection, name, options)
        elif options["suggest"]:
            limit = limit_of(options)
            give_candidates(candidates(connection, name, limit=limit, skip=options["skip"]), options["form"])
        else:
            _matrix(matrix(connection, name, on=options["on"], without=options["without"],
                           until=_until(options["decided"])), options["form"])


def _list(archive: Path, options: Mapping[str, Any]) -> None:
    needs = [f"--{o}" for o in ("save", "on", "without", "suggest", "rate", "grade", "drop") if options[o]]
    if needs:
        raise click.UsageError(f"{needs[0]} needs a QUESTION; dragoman hypotheses {archive} lists them.")
    with reading(archive) as connection:
        answer = ask(connection, until=_until(options["decided"]), limit=limit_of(options), skip=options["skip"])
        give(answer, options["form"], Listed, _show)


def _until(day: Day | None) -> str | None:
    return day.isoformat() if day else None


def _load(archive: Path, path: Path, person: str, why: Reason) -> None:
    """Enter what is new or changed; all of the file is looked at before anything is entered."""
    source = read_question(str(path), _read(path))
    with writing(archive) as connection:
        found = changes(connection, source, notebook(connection))
        entered(archive, *(decide(connection, c.body, person=person, why=_why(c, why)) for c in found.entries))
    if found.beyond:
        click.echo(visible(f"The archive has besides: {', '.join(found.beyond)}. They stay; --drop KEY drops one."),
                   err=True)


def _why(change: Change, why: Reason) -> Reason:
    return change.why or why


def _read(path: Path) -> str:
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise BadQuestionFile(str(path), 1, f"this file cannot be read ({error.strerror or error}).") from error
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise BadQuestionFile(str(path), data[:error.start].count(b"\n") + 1,
                              "this is not UTF-8; save the file with that encoding.") from error


def _save(connection: Connection, name: str, options: Mapping[str, Any]) -> None:
    book, path = notebook(connection, _until(options["decided"])), options["save"]
    text = written(connection, book.question(name), book)
    if str(path) == "-":
        sys.stdout.buffer.write(text.encode())
        return
    if path.exists() and not options["force"]:
        raise FileStands(str(path))
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise CannotExport(str(path), error.strerror or str(error)) from error


def _ratings(question: Question, asked: Sequence[tuple[str, str, str]]) -> list[DecisionBody]:
    found: list[DecisionBody] = []
    for item, hypothesis, words in asked:
        _known(item, question, question.items)
        _known(hypothesis, question, question.hypotheses)
        try:
            found.append(RateEvidence(question.name, item, hypothesis, consistency_of(words)))
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--rate") from error
    return found


def _grades(question: Question, asked: Sequence[tuple[str, str]]) -> list[DecisionBody]:
    found: list[DecisionBody] = []
    for item, words in asked:
        _known(item, question, question.items)
        try:
            found.append(GradeEvidence(question.name, item, *grade_of(words)))
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--grade") from error
    return found


def _drops(question: Question, keys: Sequence[str]) -> list[DecisionBody]:
    for key in keys:
        _known(key, question, {**question.hypotheses, **question.items})
    return [DropHypothesis(question.name, key) if key in question.hypotheses else DropEvidence(question.name, key)
            for key in keys]


def _known(key: str, question: Question, known: Mapping[str, object]) -> None:
    if key not in known:
        raise NoSuchKey(key, question.name, tuple(known))


def _matrix(found: Matrix, form: str | None) -> None:
    if form == "json":
        write([found], form, Matrix)
    elif form == "csv":
        write(exhibit_rows(found), form, ExhibitRow)
    else:
        show_matrix(found, console())
    if form:
        told(found.basis)


def _show(answer: Answer[Listed], out: Console) -> None:
    if answer.rows:
        table = folded(grid(("hypotheses", "magenta", "right", None), ("items", "magenta", "right", None),
                            ("rated", "", "right", None), ("question", "", "left", 1)))
        for q in answer.rows:
            line = Text(visible(q.text), "bold").append(f"\n{visible(q.question)}", "not bold dim")
            if q.best:
                line.append(f"\nleast contradicted: {visible(', '.join(q.best))}", "not bold green")
            row(table, [str(q.hypotheses), str(q.items), f"{q.rated}/{q.cells}", line])
        out.print(table)
    out.print(foot(answer.basis, len(answer.rows), answer.total, "questions"))
