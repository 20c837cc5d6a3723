"""The environment of templates: all is escaped, what is not told is an error, and words are made safe to show."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from dragoman.publish import words
from dragoman.publish.citations.days import in_words
from dragoman.publish.pages import addresses

_ONE = {"entries": "entry", "runs of numbers": "run of numbers", "orders and requests": "order or request"}


@cache
def environment() -> Environment:
    """The one environment, its templates compiled as they are first used."""
    made = Environment(loader=PackageLoader("dragoman.publish"), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True, finalize=_shown)
    made.filters |= {"day": day, "days": days, "number": number, "plural": plural, "counted": counted,
                     "folder": folder, "exact": exact, "short": words.shorten, "oneline": words.oneline, "quote": quote}
    made.tests |= {"within_at_first": words.opens_within, "within_at_last": words.ends_within}
    made.globals |= {"to": addresses}
    return made


def render(template: str, told: Mapping[str, Any]) -> str:
    """A page of a template. Raises what Jinja raises when the template and what is told do not fit."""
    return environment().get_template(template).render(told)


@lru_cache(maxsize=8192)
def day(edtf: str | None) -> str:
    """A date as a page prints it: "21 January 1937", "on or before 19 September 1926"; "n.d." for none.

    An hour after the day stands behind a comma; what is no date stays as it is.
    """
    if not edtf:
        return "n.d."
    date, at, hour = edtf.partition("T")
    told = in_words(date)
    return f"{told}, {hour[:5]}" if told and at else told or edtf


def days(spanned: Any) -> str:
    """The `first` and `last` day of something: "10 December 1918 to 25 January 1919"; a single day once."""
    return day(spanned.first) if spanned.first == spanned.last else f"{day(spanned.first)} to {day(spanned.last)}"


def exact(value: Any) -> Markup:
    """A value that a form sends back as it is, control characters too."""
    return escape(value)


def number(count: int | float) -> str:
    """A count with commas."""
    return f"{count:,}"


def plural(count: int, one: str, more: str = "") -> str:
    """ "1 paper", "7,621 papers"."""
    return f"{count:,} {one if count == 1 else more or f'{one}s'}"


def counted(count: int, things: str) -> str:
    """A count of things that are named in the plural: "1 question", "1 order or request", "7,621 papers"."""
    if count != 1:
        return f"{count:,} {things}"
    return f"1 {_ONE.get(things) or things.removesuffix('s')}"


def folder(name: str) -> str:
    """A volume by its id; a folder by its last name, for the whole path tells a reader little."""
    return name.rstrip("/").rpartition("/")[2] or name if name.startswith("/") else name


def quote(told: str, limit: int = words.QUOTE_LIMIT) -> Markup:
    """Words of a paper between quotation marks, or between those that they bring along."""
    mark = Markup('<q class="own">{}</q>') if words.opens_quoted(told) else Markup("<q>{}</q>")
    return mark.format(words.shorten(told, limit))


def _shown(value: Any) -> Any:
    """What an expression of a template prints: nothing for None; words of papers without control characters."""
    if value is None:
        return ""
    if isinstance(value, str) and not isinstance(value, Markup):
        return words.visible(value)
    return value
