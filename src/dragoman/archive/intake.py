"""Intake: what is to be done with each file that is named: read it, read it again in part, or nothing.

Nothing is decided by name or clock: a file is known by the digest of its bytes, and its reading by the fingerprints of
the code that made it.
"""

import io
import json
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Literal

from msgspec import Struct, structs

from dragoman.archive.filing import STDIN, Filed, sources
from dragoman.archive.freshness import DIGEST_BYTES, digest_of, fingerprint, libraries
from dragoman.archive.rows import reading_of
from dragoman.edition.problem import Problem
from dragoman.edition.reading import Reading

CHUNK_BYTES = 1_000_000         # files are read in bundles, that a folder of letters does not go letter by letter
CHUNK_FILES = 64

State = Literal["new", "changed", "stale", "unchanged", "moved", "doubled"]


class Item(Struct, frozen=True):
    """One file and what is to be done with it.

    `name` is the path that it is filed under, `source` its row; `changed` are the readers to read it again when it is
    stale; `other` is the path under which its bytes are filed, where that is another: a file that was moved and is also
    to be read again is "stale" or "changed", and has it.
    """

    path: Path
    name: str
    digest: str
    size: int
    state: State
    source: int | None = None
    changed: frozenset[str] = frozenset()
    other: str = ""


def fingerprints(readers: Sequence[str]) -> dict[str, str]:
    """By which code papers are read now: sources, each of the readers named, voices, and what makes rows of them."""
    found = {"source": fingerprint("dragoman.sources") + json.dumps(dict(libraries()), sort_keys=True)}
    found |= {name: fingerprint(f"dragoman.readers.{name}") for name in readers}
    return found | {"voice": fingerprint("dragoman.edition.voice"), "row": fingerprint("dragoman.archive.rows")}


def plan(connection: sqlite3.Connection, paths: Iterable[Path], now: Mapping[str, str]) -> Iterator[Item | Problem]:
    """What is to be done with each file, in order; files that cannot be opened come first, as Problems.

    The archive itself is passed over, where it lies among its papers.
    """
    looked: list[Item] = []
    own = _own(connection)
    for path in paths:
        if _place(path) in own:
            continue
        try:
            digest, size = _standard_input() if str(path) == STDIN else (digest_of(path), path.stat().st_size)
        except OSError as error:
            yield Problem(str(path), "", f"this file cannot be opened ({error.strerror or error}).")
            continue
        looked.append(Item(path, name_of(path, digest), digest, size, "new"))
    held, changed = sources(connection), _changed(connection, now)
    by_path, by_digest = {s.path: s for s in held}, {s.digest: s for s in held}
    homes = _homes(looked, by_digest)
    for item in looked:
        yield _item(item, homes, by_path.get(item.name), by_digest.get(item.digest), changed)


def plan_again(connection: sqlite3.Connection, now: Mapping[str, str]) -> Iterator[Item | Problem]:
    """What is to be done with all that is filed; a file that is gone is read again from the text that is filed."""
    held, changed = sources(connection), _changed(connection, now)
    there = {s.path for s in held if Path(s.path).exists()}
    yield from plan(connection, [Path(s.path) for s in held if s.path in there], now)
    for s in held:
        if s.path not in there:
            stale = changed[s.reading] - {"source"}
            yield Item(Path(s.path), s.path, s.digest, s.size, "stale" if stale else "unchanged", s.id, stale)


def _own(connection: sqlite3.Connection) -> frozenset[tuple[int, int]]:
    """The places on the disk of the files that an archive is made of while it is written.

    None of them may be opened here, under whatever name: when a file is closed, SQLite's locks on it are gone.
    """
    file: str = connection.execute("PRAGMA database_list").fetchone()[2]
    places = (_place(Path(file + ending)) for ending in ("", "-wal", "-shm", "-journal"))
    return frozenset(place for place in places if place is not None)


def _place(path: Path) -> tuple[int, int] | None:
    """The device and number of a file; None where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


def _homes(looked: Sequence[Item], by_digest: Mapping[str, Filed]) -> dict[str, str]:
    """Under which path each file's bytes are filed: where they are filed and still lie, else where they lie first."""
    found: dict[str, str] = {}
    there = {item.name: item.digest for item in looked}
    for item in looked:
        if item.digest not in found:
            held = by_digest.get(item.digest)
            found[item.digest] = held.path if held and _lies(held, there) else item.name
    return found


def _lies(held: Filed, there: Mapping[str, str]) -> bool:
    """Whether a source's bytes still lie under its path; `there` are the digests that are known already."""
    try:
        return (there.get(held.path) or digest_of(Path(held.path))) == held.digest
    except OSError:
        return False


def _item(item: Item, homes: Mapping[str, str], was: Filed | None, held: Filed | None,
          changed: Mapping[int, frozenset[str]]) -> Item:
    """The item of a file, by the source filed under its path, and the one that holds its bytes."""
    home = homes[item.digest]
    if item.name != home:
        return structs.replace(item, state="doubled", other=home)
    if held is None:
        if was is None or was.digest in homes:      # what its path held lies elsewhere now, and is moved there
            return item
        return structs.replace(item, state="changed", source=was.id)
    stale, other = changed[held.reading], held.path if held.path != item.name else ""
    state: State = ("changed" if "source" in stale else "stale") if stale else "moved" if other else "unchanged"
    return structs.replace(item, state=state, source=held.id, changed=stale, other=other)


def is_moved(item: Item) -> bool:
    """Whether a file is filed under another path, and its papers are to go with it; it may be read again besides."""
    return bool(item.other) and item.state != "doubled"


def _changed(connection: sqlite3.Connection, now: Mapping[str, str]) -> dict[int, frozenset[str]]:
    """For each set of readers what has changed since."""
    made = connection.execute("SELECT id, fingerprints FROM reading")
    return {i: changed_since(json.loads(was), now) for i, was in made}


def _standard_input() -> tuple[str, int]:
    """The digest and size of standard input, which is put back to be read."""
    data = sys.stdin.buffer.read()
    sys.stdin = io.TextIOWrapper(io.BytesIO(data))
    return blake2b(data, digest_size=DIGEST_BYTES).hexdigest(), len(data)


def changed_since(was: Mapping[str, str], now: Mapping[str, str]) -> frozenset[str]:
    """What has other code than it had."""
    return frozenset(name for name in {*was, *now} if was.get(name) != now.get(name))


def name_of(path: Path, digest: str) -> str:
    """The path that a source is filed under: absolute, links kept as they are named; standard input by its digest."""
    return f"{STDIN}{digest}" if str(path) == STDIN else os.path.abspath(path)


def gone(connection: sqlite3.Connection, folders: Sequence[Path]) -> list[Filed]:
    """Filed sources below these folders whose files are no longer there."""
    roots = [f"{os.path.abspath(folder)}/" for folder in folders]
    below = (s for s in sources(connection) if s.path.startswith(tuple(roots)))
    return [s for s in below if not Path(s.path).exists()]


def chunks(items: Sequence[Item]) -> Iterator[list[Item]]:
    """The items in bundles; where a bundle ends depends only on where it begins, so a run goes on where one stopped."""
    bundle: list[Item] = []
    size = 0
    for item in items:
        if bundle and (size + item.size > CHUNK_BYTES or len(bundle) >= CHUNK_FILES):
            yield bundle
            bundle, size = [], 0
        bundle.append(item)
        size += item.size
    if bundle:
        yield bundle


def readings(connection: sqlite3.Connection, where: str = "", values: Sequence[object] = (), *,
             original: bool = False) -> Iterator[Reading]:
    """The readings that are filed, in the order of filing; `where` narrows by columns of `document` (as d).

    Findings are as people left them; with `original` as the readers did.
    """
    papers = connection.execute(
        "SELECT d.id, d.name, up.name, d.language, d.origin, d.form, c.text, c.blocks, c.notes, c.markup "
        "FROM document AS d JOIN content AS c ON c.document = d.id "
        f"LEFT JOIN document AS up ON up.id = d.enclosed_in {where} ORDER BY d.id", values)
    for i, name, carrier, *rest in papers:
        kept = original and connection.execute("SELECT 1 FROM original WHERE document = ?", (i,)).fetchone()
        found = connection.execute(
            f'SELECT layer, start, "end", body, rule, voice FROM {"original" if kept else "annotation"} '
            "WHERE document = ? ORDER BY ordinal", (i,))
        yield reading_of(name, carrier, (rest[0], rest[1], rest[2]), (rest[3], rest[4], rest[5], rest[6]), found)


def filed(connection: sqlite3.Connection, item: Item) -> list[Reading | Problem]:
    """What a source holds: its readings as the readers left them, then its problems."""
    return [*readings(connection, "WHERE d.source = ?", (item.source,), original=True), *problems_of(connection, item)]


def problems_of(connection: sqlite3.Connection, item: Item) -> list[Problem]:
    """What could not be read of a source when it was filed."""
    rows = connection.execute("SELECT file, place, sentence FROM problem WHERE source = ? ORDER BY rowid",
                              (item.source,))
    return [Problem(*row) for row in rows]
