"""Narrowing: what is added to a query so that it finds only papers of one value, in the words of a search.

A value is quoted where blanks or signs ask for it. Not every value can be written: a star means a beginning, and a
quotation mark ends what it began.
"""

import re

from dragoman.archive.query import Or, Query, Value, Words, parse
from dragoman.errors import BadQuery

# what needs no quotes: "frus1936v03", "/papers/1936", "aide-memoire", "o’brien"
_BARE = re.compile(r"\w(?:[\w./’'–-]*\w)?")
# a star after a letter or figure means a beginning, wherever it stands
_STAR = re.compile(r"\w\*")
_QUOTED = (('"', '"'), ("«", "»"))
_SIGNS = "A query cannot hold all the signs of this value."


def addition(field: str, value: str) -> str | None:
    """The text that asks for a value of a field, as `kind:telegram`; None where no text does."""
    if _STAR.search(value):
        return None
    wanted: Query = Words(value, field=field) if field in ("from", "to") else Value(field, value)
    for opening, closing in (("", ""), *_QUOTED):
        text = f"{field}:{opening}{value}{closing}"
        if (opening and closing not in value) or (not opening and _BARE.fullmatch(value)):
            try:
                if parse(text) == wanted:
                    return text
            except BadQuery:
                continue
    return None


def narrowed(line: str, added: str | None) -> tuple[str | None, str | None]:
    """The query with an addition, or why there is none."""
    if added is None:
        return None, _SIGNS
    whole = f"({line.strip()}) {added}" if isinstance(parse(line), Or) else f"{line.strip()} {added}"
    try:
        parse(whole)
    except BadQuery as error:
        return None, error.why
    return whole, None
