"""Words as data: TOML files by language, read once."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lexicon(name: str, language: str = "en") -> dict[str, Any]:
    """The tables and arrays of `lexicon/<language>/<name>.toml`. Raises FileNotFoundError."""
    return tomllib.loads((files(__name__) / language / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str, key: str, language: str = "en") -> frozenset[str]:
    """One array of a word list, as a set."""
    return frozenset(lexicon(name, language)[key])


@cache
def one_of(name: str, *keys: str, language: str = "en") -> str:
    """A pattern for any word of one or several arrays ("table.array"), the longest first, "’" read as "'" too."""
    found: set[str] = set()
    for key in keys:
        part: Any = lexicon(name, language)
        for step in key.split("."):
            part = part[step]
        found.update(part)
    ordered = sorted(found, key=lambda word: (-len(word), word))
    patterns = (re.escape(word).replace("’", "'").replace("'", "['’]").replace(r"\ ", r"\s+") for word in ordered)
    return f"(?:{'|'.join(patterns)})"


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, as a tree of their letters, so that many words cost little more than one."""
    tree: dict[str, object] = {}
    for word in words:
        branch = tree
        for letter in word:
            branch = branch.setdefault(letter, {})  # type: ignore[assignment]
        branch[""] = {}
    return _branches(tree)


def _branches(tree: dict[str, object]) -> str:
    parts = []
    for letter, below in sorted(tree.items(), reverse=True):               # "" last: the longer word first
        parts.append(re.escape(letter) + _branches(below) if letter else "")  # type: ignore[arg-type]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
