"""Freshness: by which code a paper was read, so that a changed reader reads again what it must, and nothing more.

A fingerprint is a digest of a module's source and of every module and word list of the project that it draws on; a
library that opens files counts with its version. Nobody has to raise a number.
"""

import re
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import dragoman

ROOT = Path(dragoman.__file__).parent
DIGEST_BYTES = 16
# "from dragoman.edition.annotation import Annotation", "from dragoman.readers import apparatus, damage"
IMPORT = re.compile(r"^\s*(?:from (?P<from>dragoman[\w.]*) import (?P<names>\([^)]*\)|[^\n]*)"
                    r"|import (?P<import>dragoman[\w.]*))", re.M)
NAME = re.compile(r"\w+")
# "references" in lexicon("references"), "words.txt.gz": a word list is drawn on by whoever names it
QUOTED = re.compile(r"\"([\w.]+)\"")
# libraries that fix a text; another version may fix it otherwise
LIBRARIES = ("lxml", "trafilatura", "python-docx", "pypdfium2", "charset-normalizer")


def digest_of(path: Path) -> str:
    """The digest of a file's bytes (BLAKE2b, 128 bits), read in pieces. Raises OSError."""
    found = blake2b(digest_size=DIGEST_BYTES)
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            found.update(piece)
    return found.hexdigest()


def fingerprint(*modules: str) -> str:
    """The digest of modules ("dragoman.readers.dates") and of all of the project that they draw on."""
    drawn: set[str] = set()
    pending = list(modules)
    while pending:
        module = pending.pop()
        if module not in drawn:
            drawn.add(module)
            pending += _imports(module)
    code = [path for module in sorted(drawn) for path in _files(module)]
    said = {word for path in code if path.suffix == ".py" for word in QUOTED.findall(_text(path))}
    found = blake2b(digest_size=DIGEST_BYTES)
    for path in [*code, *(p for p in _word_lists() if p.name in said or p.name.partition(".")[0] in said)]:
        found.update(_digest(path))
    return found.hexdigest()


def libraries() -> Mapping[str, str]:
    """The versions of the libraries that open files."""
    return {name: _version(name) for name in LIBRARIES}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


@cache
def _files(module: str) -> tuple[Path, ...]:
    """The source of a module, and the trained weights beside a package."""
    place = ROOT.joinpath(*module.split(".")[1:])
    if not place.is_dir():
        return (place.with_suffix(".py"),) if place.with_suffix(".py").exists() else ()
    return (place / "__init__.py", *sorted(place.glob("*.json")))


@cache
def _word_lists() -> tuple[Path, ...]:
    return tuple(sorted(p for p in (ROOT / "lexicon").glob("*/*") if p.is_file() and p.suffix in (".toml", ".gz")))


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def _imports(module: str) -> tuple[str, ...]:
    """The modules of the project that a module names; for a reader's or source's package those in it as well."""
    place = ROOT.joinpath(*module.split(".")[1:])
    path = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    if not path.exists() or module == "dragoman":
        return ()
    found: list[str] = []
    for m in IMPORT.finditer(_text(path)):
        package = m["from"] or m["import"]
        found.append(package)
        found += [f"{package}.{name}" for name in NAME.findall(m["names"] or "")]
    if place.is_dir() and place.name not in ("lexicon", "edition", "readers"):
        found += [f"{module}.{p.stem}" for p in sorted(place.glob("*.py")) if p.stem != "__init__"]
    return tuple(found)


@cache
def _digest(path: Path) -> bytes:
    named = path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes()
    return blake2b(named, digest_size=DIGEST_BYTES).digest()
