"""What a caller can do wrong, or a machine refuse; each error takes facts and writes its own sentence.

A sentence says what, where, and what to do.
"""

from typing import Any


class DragomanError(Exception):
    """Misuse, or a machine that refuses. Its text is one line for a person; bad papers are Problems, never this."""


class NotAnArchive(DragomanError):
    """A file that was named as an archive and is none, or is hurt."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: this is not an archive that can be read ({why}).")


class NoSuchArchive(DragomanError):
    """No file stands where an archive was named."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path}: there is no such archive; make one with: dragoman add {path} SOURCE...")


class NewerArchive(DragomanError):
    """An archive of a schema that this version does not know."""

    def __init__(self, path: str, schema: int, known: int) -> None:
        super().__init__(f"{path}: this archive was made by a newer dragoman (schema {schema}, this one knows {known});"
                         " nothing was changed; install the newer version.")


class ArchiveBusy(DragomanError):
    """Another process writes, and did not make way in time."""

    def __init__(self, path: str, seconds: float) -> None:
        super().__init__(f"{path}: another process has been writing to this archive for {seconds:.0f} seconds; "
                         "nothing of this step was filed; try again when it has finished.")


class CannotWrite(DragomanError):
    """The disk is full, the folder read-only, or the file locked away."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: this archive cannot be written ({why}); what was filed before stands.")


class BadQuery(DragomanError):
    """A search that cannot be understood; `at` is the offset in `query` where it went wrong."""

    def __init__(self, query: str, at: int, why: str) -> None:
        self.query, self.at, self.why = query, at, why
        super().__init__(f"{why}\n  {query}\n  {' ' * at}^")


class BadDate(DragomanError):
    """A date that was asked for and is no EDTF."""

    def __init__(self, date: str) -> None:
        super().__init__(f"{date}: this is no EDTF date; give 1936-03-20, 1936-03, 1936, or a span 1936-03/1936-05.")


class NoSuchDocument(DragomanError):
    """An id that no paper of the archive bears."""

    def __init__(self, name: str, near: tuple[str, ...] = ()) -> None:
        more = f" Did you mean {', '.join(near)}?" if near else ""
        super().__init__(f"{name}: the archive holds no paper of this id.{more}")


class FileStands(DragomanError):
    """A file or folder that an export would overwrite."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path}: this exists already; name another, or give --force to replace it.")


class CannotExport(CannotWrite):
    """A file or folder that an export cannot be written to."""

    def __init__(self, path: str, why: str) -> None:
        DragomanError.__init__(self, f"{path}: this cannot be written ({why}); nothing was changed there.")


class NoSuchTable(DragomanError):
    """A table that no archive has."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"{name}: there is no such table; there are {', '.join(known)}.")


class NotInstalled(DragomanError):
    """A library that only some users need."""

    def __init__(self, purpose: str, library: str, command: str) -> None:
        super().__init__(f"{purpose} needs {library}; install it with: {command}")


class NothingSelected(DragomanError):
    """A selection without papers."""

    def __init__(self, query: str | None) -> None:
        what = f"no paper is found by {query}" if query else "there are no papers"
        super().__init__(f"{what}; nothing was written.")


class TooMuch(DragomanError):
    """More than one printed book can hold; `what` is papers or characters."""

    def __init__(self, count: int, what: str, most: int) -> None:
        super().__init__(f"{count:,} {what} are more than one PDF can hold ({most:,}); select fewer with --select, for "
                         "example --select date:1936-03..1936-06; nothing was written.")


class CannotTypeset(DragomanError):
    """Typst did not set what it was given."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The PDF cannot be set ({why}); nothing was written.")


class NoCluster(DragomanError):
    """No Dask cluster can be used at an address."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(f"{address}: no cluster can be used here ({why}).")


class CannotServe(DragomanError):
    """An address and port that cannot be listened at."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"{host}:{port}: nothing can be served there; another program may hold the port, or the "
                         "address is not this machine's. Give another --port, or --port 0 for any that is free.")


class ReadersLost(DragomanError):
    """The processes that read papers ended before their time."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why}; what was filed is safe, and the same command goes on from there.")


class NoSuchDecision(DragomanError):
    """A number that no standing decision of the journal bears."""

    def __init__(self, number: int) -> None:
        super().__init__(f"{number}: no decision of this number stands; the journal (decisions) lists those that "
                         "do.")


class StaleView(DragomanError):
    """A decision made on a view that others have changed since; `newer` are their entries about the same thing."""

    def __init__(self, newer: tuple[Any, ...]) -> None:
        self.newer = newer
        told = "; ".join(f"{d.person} on {d.made[:10]} at {d.made[11:16]} UTC: {d.kind.replace('-', ' ')} "
                         f"(entry {d.id})" for d in newer)
        super().__init__(f"Meanwhile somebody decided about the same: {told}. Nothing was entered; look at what stands "
                         "now and decide again.")


class BadEntry(DragomanError):
    """Something that a person would enter in the journal, and that cannot be."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why} Nothing was entered.")


class BadFinding(BadEntry):
    """A finding that a person would make, or make of another, and that cannot be one."""


class ReadAnew(DragomanError):
    """A finding that is another than a person saw; `saw` and `stands` say in one line what it was and is.

    `newer` is the decision that made it so, if one did.
    """

    def __init__(self, saw: str, stands: str, by: Any = None) -> None:
        self.saw, self.stands, self.newer = saw, stands, (by,) if by else ()
        super().__init__(f"The finding is another meanwhile: you saw “{saw}”, and now it is “{stands}”. Nothing was "
                         "entered; look at what stands now and decide again.")


class NoSuchFinding(DragomanError):
    """An address of a finding that its paper has not, or no longer has."""

    def __init__(self, key: str, document: str) -> None:
        super().__init__(f"{document}: this paper has no finding {key} any more; it may be read otherwise now. Its "
                         "page lists the decisions that no longer fit.")


class NoSuchActor(DragomanError):
    """Words by which no person, office, power or body of the archive is known."""

    def __init__(self, words: str, near: tuple[str, ...] = ()) -> None:
        more = f" Did you mean {', '.join(near)}?" if near else " The list of actors has those that are."
        super().__init__(f"{words}: nobody of this name is known in the archive.{more}")


class NothingAsked(DragomanError):
    """Positions of nobody on nothing."""

    def __init__(self) -> None:
        super().__init__("Positions are those of somebody or on something: name an actor, or a subject.")


class NoSuchSubject(DragomanError):
    """Words by which no subject of the archive is known."""

    def __init__(self, words: str, near: tuple[str, ...] = ()) -> None:
        more = f" Did you mean {', '.join(near)}?" if near else " The list of subjects has those that are."
        super().__init__(f"{words}: no subject of this name is known in the archive.{more}")


class NoSuchQuestion(DragomanError):
    """A question that was never asked of the archive."""

    def __init__(self, name: str, known: tuple[str, ...] = ()) -> None:
        more = f"there are {', '.join(known)}." if known else "ask one with: dragoman hypotheses ARCHIVE --load FILE"
        super().__init__(f"{name}: nobody asked this question of the archive; {more}")


class NoSuchKey(DragomanError):
    """A key by which a question has neither a hypothesis nor an item of evidence."""

    def __init__(self, key: str, question: str, known: tuple[str, ...] = ()) -> None:
        super().__init__(f"{key}: the question {question} has nothing of this key, but {', '.join(known) or 'none'}.")


class BadQuestionFile(DragomanError):
    """A file that states a question and cannot be understood; `line` counts from 1."""

    def __init__(self, file: str, line: int, why: str) -> None:
        super().__init__(f"{file}, line {line}: {why} Nothing was entered.")


class BadRequest(DragomanError):
    """What another program asked of our reconciliation service, and that cannot be understood."""

    def __init__(self, why: str) -> None:
        super().__init__(f"This cannot be answered: {why}.")


class TooMuchAsked(DragomanError):
    """More than our reconciliation service answers at once."""

    def __init__(self, what: str, most: int) -> None:
        super().__init__(f"{what} were asked for at once; ask for {most:,} at most.")


class NoSuchService(DragomanError):
    """A name by which no reconciliation service is configured."""

    def __init__(self, name: str, file: str, known: tuple[str, ...]) -> None:
        there = f"it has {', '.join(known)}" if known else "it names none"
        super().__init__(f"{name}: no reconciliation service of this name stands in {file} ({there}); name it there, "
                         "or give its address, https://...")


class BadServiceFile(DragomanError):
    """A file of reconciliation services that cannot be understood."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file}: the services cannot be read ({why}). Nobody was asked.")


class ServiceFailed(DragomanError):
    """A reconciliation service that did not answer, or not as the specification has it."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(f"{address}: {why}. Nothing was entered.")
