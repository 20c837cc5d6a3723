"""Countries: the codes of three letters that ISO 3166 gives to states (lexicon/en/countries.toml)."""

from collections.abc import Mapping
from functools import cache

from dragoman.lexicon import lexicon


def country_code(power: str) -> str | None:
    """The alpha-3 code of a power, by its key ("great britain" is GBR); None for one that ISO 3166 does not know.

    From ISO 3166-1, and from ISO 3166-3 for states that are no more (SUN, CSK, DDR).
    """
    return _codes().get(power)


@cache
def _codes() -> Mapping[str, str]:
    found = lexicon("countries")
    codes = {power: code for part in ("current", "former") for code, power in found[part].items()}
    return codes | {power: code for code, powers in found["other_keys"].items() for power in powers}
