"""Markup: the names that the source file's own markup marks (persName, placeName, orgName)."""

from collections.abc import Iterable, Iterator

from dragoman.edition.document import Markup
from dragoman.readers.names.gazetteer import entry_at, listed_set
from dragoman.readers.names.labels import surname
from dragoman.readers.names.mention import Claims, Mention
from dragoman.readers.names.persons import title_length, tokens_of
from dragoman.readers.names.runs import Token

# longer marked spans hold more than one name
_LONGEST = 80


def marked(text: str, markup: Iterable[Markup], claims: Claims) -> Iterator[Mention]:
    """The mentions that the markup gives, as it gives them."""
    for mark in markup:
        start, end = _trimmed(text, mark.start, mark.end)
        if (
            mark.tag not in {"persName", "placeName", "orgName", "geogName"}
            or not 0 < end - start <= _LONGEST
            or "\n" in text[start:end]
            or not claims.free(start, end)
        ):
            continue
        found = _person(text, start, end) if mark.tag == "persName" else _other(text, start, end, mark.tag)
        if found:
            claims.take(found.start, found.end)
            yield found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without white space and stops at its ends."""
    while start < end and text[start] in " \n,;:([":
        start += 1
    while start < end and text[end - 1] in " \n,;:)]":
        end -= 1
    return start, end


def _person(text: str, start: int, end: int) -> Mention | None:
    tokens = tokens_of(text, start, end)
    count = title_length(tokens, 0, text)
    name: tuple[Token, ...] = tokens[count:]
    if not name or all(t.text.lower() in listed_set("titles", "never") for t in name):
        return None
    title = text[start : name[0].start].strip() or None
    label = surname(name, text, title)
    return (
        Mention(name[0].start, name[-1].end, "person", label, "marked as a person in the source", title=title)
        if label
        else None
    )


def _other(text: str, start: int, end: int, tag: str) -> Mention | None:
    if tag == "orgName":
        return Mention(start, end, "organisation", text[start:end], "marked as an organisation in the source")
    entry = entry_at(text, start, text[start:end])
    if entry is not None and entry.kind == "polity" and start + len(entry.text) == end:
        return Mention(start, end, "polity", text[start:end], "marked as a place in the source; a state")
    if not text[start : start + 1].isupper() or "," in text[start:end] or any(c.isdigit() for c in text[start:end]):
        return None
    if entry is not None and entry.kind == "organisation":
        return None
    return Mention(start, end, "place", text[start:end], "marked as a place in the source")
