"""Elements: TEI made of words that may hold anything: what XML 1.0 cannot hold stands as U+FFFD, one for one."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from lxml import etree
from lxml.etree import _Element

from dragoman.publish.fitting import fit

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
ID, LANG, SPACE = f"{{{XML}}}id", f"{{{XML}}}lang", f"{{{XML}}}space"
_XML = {"xml:id": ID, "xml:lang": LANG, "xml:space": SPACE}
_SPACES: dict[Any, str] = {None: TEI}
DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
# what XML 1.0 cannot hold, and what is written otherwise in a text or an attribute
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_SPECIAL = re.compile("[^ !#-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# teidata.word: no control character, separator, private or unassigned one; plain words do
_WORD = re.compile(r"[^\s\W]+(?:[-.][^\s\W]+)*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_NO_NAME = re.compile(r"[^A-Za-z0-9-]")
_KEPT = {"/": ".", " ": "_"}
# the namespace of an element that is written into another
_DECLARED = f' xmlns="{TEI}"'.encode()


def element(tag: str, attributes: Mapping[str, str | None] | None = None, /, *inside: "_Element | str | None",
            **more: str | None) -> _Element:
    """An element with what stands in it; attributes without a value, and children that are None, are left out.

    Those without a prefix ("when", "target") can be given by name.
    """
    made = etree.Element(f"{{{TEI}}}{tag}", nsmap=_SPACES)
    for attribute, value in {**(attributes or {}), **more}.items():
        if value is not None:
            made.set(_XML.get(attribute, attribute), fit(value))
    for child in inside:
        if isinstance(child, str):
            add_text(made, child)
        elif child is not None:
            made.append(child)
    return made


def escaped(text: str) -> str:
    """A text as XML has it between tags, or in an attribute between quotation marks."""
    if _SPECIAL.search(text) is None:
        return text
    return _SPECIAL.sub(lambda m: _ESCAPES.get(m[0], "\ufffd"), text)


def add_text(e: _Element, text: str) -> None:
    """Put a text at the end of an element."""
    if not text:
        return
    if len(e):
        e[-1].tail = (e[-1].tail or "") + fit(text)
    else:
        e.text = (e.text or "") + fit(text)


def listed(tag: str, children: Iterable[_Element], /, **attributes: str | None) -> _Element | None:
    """An element that holds others, each on a line of its own; None where there are none."""
    made = element(tag, None, *children, **attributes)
    if not len(made):
        return None
    made.text = "\n"
    for child in made:
        child.tail = "\n"
    return made


def indented(e: _Element) -> _Element:
    """The element with its children on lines of their own, to be read by people, where they do not stand in words."""
    within: list[tuple[_Element, str]] = [(e, "\n")]
    while within:
        holder, end = within.pop()
        if len(holder) and not holder.text and not any(child.tail for child in holder):
            for child in holder:
                child.tail = f"{end} "
                within.append((child, f"{end} "))
            holder.text, holder[-1].tail = f"{end} ", end
    return e


def word(text: str) -> str:
    """A value of an attribute that takes one word: the text if it is one, else "other"."""
    return text if _WORD.fullmatch(text) else "other"


def language(code: str | None) -> str:
    """A language tag (BCP 47); "und" where none is known."""
    return code if code and _LANGUAGE.fullmatch(code) else "und"


@lru_cache(128)
def name_of(address: str) -> str:
    """An XML name made of any text, another for another: "office.secretary_of_state" for "office/secretary of state".

    It is not the beginning of a name: figures may stand first.
    """
    return _NO_NAME.sub(lambda m: _KEPT.get(m[0]) or f"\u00b7{ord(m[0]):x}\u00b7", address)


def serialized(e: _Element) -> bytes:
    """The element as it stands inside another of TEI, its namespace not said again."""
    return etree.tostring(e, encoding="UTF-8", with_tail=False).replace(_DECLARED, b"", 1)


def opening_tag(e: _Element) -> bytes:
    """The opening tag of an element that holds nothing yet; what it is to hold can be written after it."""
    return etree.tostring(e, encoding="UTF-8", with_tail=False).removesuffix(b"/>") + b">"
