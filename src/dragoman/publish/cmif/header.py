"""Header: what a CMIF file says of itself: title, editor, publisher, address, licence, and the editions it is about."""

import re
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import PurePosixPath
from urllib.parse import quote

from dragoman.publish.citations.wording import escaped_address
from dragoman.publish.cmif.elements import Element, plain
from dragoman.publish.exporting import Wanted

SCHEMA = "https://raw.githubusercontent.com/TEI-Correspondence-SIG/CMIF/master/schema/cmi-customization.rng"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# the words that CMIF's documentation asks for
LICENSED = "This file is licensed under the terms of the Creative Commons License CC-BY 4.0"
UNNAMED = "(not named)"             # CMIF demands an editor and a publisher; nobody is made one
ID = "{id}"                         # in Wanted.address
LETTERS = "abcdef"                  # figures of a UUID that are letters
_NAME_AND_EMAIL = re.compile(r"(?P<name>[^<>]*?)\s*<(?P<email>[^<>\s]+)>\s*")
_NAMESPACE = uuid.UUID("3a8f5c1e-7d0b-5e2f-9c46-1b7e0d52a9f4")


def sources_of(collections: Iterable[str], wanted: Wanted) -> Mapping[str, str]:
    """The xml:id of each collection: a UUID that is the same in every export under one address.

    It is made of the collection's name, not of where it lies, and begins with a letter, as an xml:id must.
    """
    found, times = {}, Counter[str]()
    space = uuid.uuid5(uuid.NAMESPACE_URL, _utf8(wanted.url)) if wanted.url else _NAMESPACE
    for collection in collections:
        name = name_of(collection)
        times[name] += 1
        made = uuid.uuid5(space, _utf8(name if times[name] == 1 else f"{name}/{times[name]}"))
        found[collection] = LETTERS[(made.int >> 124) % len(LETTERS)] + str(made)[1:]
    return found


def name_of(collection: str) -> str:
    """A collection's name: that of the volume, or of the folder; not where it lies on somebody's disk."""
    return PurePosixPath(collection).name or collection


def address_of_paper(name: str, wanted: Wanted) -> str | None:
    """The address of one paper on the web, where it is known how these are made."""
    if not wanted.address:
        return None
    return escaped_address(wanted.address.replace(ID, quote(name.encode("utf-8", "replace"), safe="/"))) or None


def title_statement(wanted: Wanted, archive: str) -> Element:
    """The title and the editor; an archive that nobody named otherwise is called by its file."""
    title = plain(wanted.title or "") or f"Index of the correspondence in {plain(archive)}"
    name, email = _editor(wanted)
    inside: list[Element | str] = [f"{name} ", Element("email", {}, email)] if email else [name]
    return Element("titleStmt", {}, [Element("title", {}, title), Element("editor", {}, inside)])


def publication_statement(wanted: Wanted, archive: str) -> Element:
    """Publisher, address, time of writing and licence; the publisher is the editor where no other is named."""
    publisher = plain(wanted.publisher or "") or _editor(wanted)[0]
    address = escaped_address(wanted.url) if wanted.url else uuid.uuid5(_NAMESPACE, _utf8(archive)).urn
    return Element("publicationStmt", {}, [
        Element("publisher", {}, publisher),
        Element("idno", {"type": "url"}, address),
        Element("date", {"when": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}),
        Element("availability", {}, [Element("licence", {"target": LICENCE}, LICENSED)])])


def source_descriptions(sources: Mapping[str, str], titles: Mapping[str, str | None],
                        wanted: Wanted) -> Iterator[Element]:
    """A bibl for each collection, by its title where one is known: online where its papers have addresses."""
    kind = "online" if wanted.address else "print"
    for collection, identity in sources.items():
        title = plain(titles.get(collection) or name_of(collection)) or UNNAMED
        yield Element("bibl", {"type": kind, "xml:id": identity}, title)


def lacking(wanted: Wanted) -> str | None:
    """What has to be given before the file can be registered with a service; None when nothing is left."""
    left = [f"--{name}" for name in ("editor", "url") if not getattr(wanted, name)]
    if not left:
        return None
    return (f"Give {' and '.join(left)} before you publish the file: CMIF demands them, and it says of itself that it "
            "is licensed CC BY 4.0.")


def _editor(wanted: Wanted) -> tuple[str, str]:
    """The name and the mail address."""
    words = wanted.editor or ""
    m = _NAME_AND_EMAIL.fullmatch(words)
    name, email = (m["name"], m["email"]) if m else (words, "")
    return plain(name) or plain(email) or UNNAMED, plain(email)


def _utf8(words: str) -> str:
    return words.encode("utf-8", "replace").decode()
