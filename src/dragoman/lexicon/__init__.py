"""Words as data: TOML files by language, read once."""

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
