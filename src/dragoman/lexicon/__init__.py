"""Words as data: TOML files by language, read once."""

import re
import tomllib
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
