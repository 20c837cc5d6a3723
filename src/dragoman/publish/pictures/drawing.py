"""Drawing: the few elements of SVG that all pictures need.

Words of papers go in as plain text and come out escaped; `Svg` is what is markup already, so that a type checker finds
plain text in its place. There is no style, script or event attribute anywhere: looks are classes of
assets/pictures.css, with presentation attributes where a picture must be right without it. Every stroke and fill is
`currentColor`, so that a class only has to set a colour.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, NewType

Svg = NewType("Svg", str)
NONE = Svg("")
WIDE = 960.0                    # no picture is wider: a page shows it at its natural size
SIZE, SMALL = 12.0, 11.0        # of letters
MOST_QUOTED = 160               # letters of a clause that a label quotes

# what XML has no place for, and what turns the direction of the words that follow: neither is a letter of a name
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# browsers read over these in an address: "java\nscript:" is one word to them
_SKIPPED = re.compile(r"[\x00-\x20]")
_NARROW, _BROAD = frozenset("iljtfrI.,:;'|!()[] -·‘’"), frozenset("mwMW—@%→")


class Sheet(NamedTuple):
    """The size of a picture, and what it is in words: `kind` is for its classes, `prefix` makes its ids its own."""

    kind: str
    prefix: str
    width: float
    height: float
    title: str
    told: str


def plain(words: str) -> str:
    """Words of a paper in one line, without what cannot be printed."""
    return " ".join(_UNPRINTABLE.sub("", words).split())


def escaped(words: str) -> Svg:
    """Plain words as markup."""
    return Svg(html.escape(plain(words), quote=True))


def element(tag: str, *content: Svg, **attributes: str | float | None) -> Svg:
    """An element; `stroke_width` becomes stroke-width, `class_` class, and an attribute that is None is left out."""
    told = "".join(f' {name.rstrip("_").replace("_", "-")}="{_value(value)}"'
                   for name, value in attributes.items() if value is not None)
    return Svg(f"<{tag}{told}>{''.join(content)}</{tag}>") if content else Svg(f"<{tag}{told}/>")


def group(parts: Iterable[Svg], **attributes: str | float | None) -> Svg:
    """Several elements as one; nothing where there are none."""
    content = Svg("".join(parts))
    return element("g", content, **attributes) if content else NONE


def text(x: float, y: float, words: str, class_: str | None = None, anchor: str | None = None) -> Svg:
    """Words with their foot at a point; small ones by the class "pic-small"."""
    size = SMALL if class_ and "pic-small" in class_ else None
    return element("text", escaped(words), x=x, y=y, class_=class_, text_anchor=anchor, font_size=size)


def line(start: tuple[float, float], end: tuple[float, float], class_: str | None = None,
         dashes: str | None = None) -> Svg:
    """A straight line."""
    return element("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], class_=class_, stroke_dasharray=dashes,
                   stroke="currentColor")


def curve(path: str, head: str, told: str, class_: str, dashes: str | None = None) -> Svg:
    """A line along a path, with a head and what it says on hover; a wide one, unseen, lies over it for the pointer."""
    drawn = element("path", d=path, fill="none", stroke="currentColor", stroke_dasharray=dashes)
    drawn = group((drawn, element("path", d=head, fill="none", stroke="currentColor") if head else NONE))
    touched = element("path", d=path, fill="none", stroke="currentColor", stroke_opacity=0, stroke_width=9,
                      pointer_events="stroke")
    return group((hover(told), drawn, touched), class_=class_)


def hover(words: str) -> Svg:
    """What an element says on hover."""
    return element("title", escaped(words) or Svg(" "))


def link(href: str, label: str, *content: Svg) -> Svg:
    """Marks that lead somewhere, with a label for hover and for screen readers; only the marks where the address is

    not one of a page.
    """
    if not followed(href):
        return group((hover(label), *content), class_="pic-mark")
    return element("a", hover(label), *content, href=href, aria_label=plain(label), class_="pic-link")


def followed(href: str) -> bool:
    """Whether an address is a page's: a path, or a web address; never "javascript:" or "data:"."""
    scheme = _SCHEME.match(_SKIPPED.sub("", href))
    return bool(href) and (scheme is None or scheme[1].lower() in ("http", "https"))


def picture(sheet: Sheet, content: Iterable[Svg], *, linked: bool) -> str:
    """A whole picture. One with links is a group of them: an image would hide them from screen readers."""
    title, desc = f"pic-{sheet.prefix}-title", f"pic-{sheet.prefix}-desc"
    return element(
        "svg", element("title", escaped(sheet.title), id=title), element("desc", escaped(sheet.told), id=desc),
        *content, xmlns="http://www.w3.org/2000/svg", role="group" if linked else "img", aria_labelledby=title,
        aria_describedby=desc, viewBox=f"0 0 {_value(sheet.width)} {_value(sheet.height)}", width=sheet.width,
        height=sheet.height, class_=f"picture pic-{sheet.kind}", font_size=SIZE, fill="currentColor")


def legend(entries: Sequence[tuple[Svg, str]], left: float, top: float) -> tuple[Svg, float]:
    """Marks with their meaning, in as many lines as the width needs; and the foot of the last line.

    A mark is drawn about the point 0, 0 and may reach 16 to each side.
    """
    x, y, parts = left, top, []
    for mark, words in entries:
        needed = 40 + length(words, SMALL)
        if x > left and x + needed > WIDE - 8:
            x, y = left, y + 20
        parts += [group((mark,), transform=f"translate({_value(x + 16)} {_value(y)})"),
                  text(x + 36, y + 4, words, "pic-small pic-quiet")]
        x += needed + 12
    return group(parts, class_="pic-legend", aria_hidden="true"), y + 14


def length(words: str, size: float = SIZE) -> float:
    """About how wide words are, on the safe side, in a common sans serif."""
    return sum(map(_breadth, words)) * size


def shortened(words: str, room: float, size: float = SIZE) -> str:
    """Words as many as have room, with "…" for the rest; the last one whole, unless it is most of them."""
    words = plain(words)
    if length(words, size) <= room:
        return words
    used, kept = size, 0
    for letter in words:
        used += _breadth(letter) * size
        if used > room:
            break
        kept += 1
    last = words.rfind(" ", 0, kept + 1)
    return words[:last if last > kept * 2 // 3 else kept].rstrip(" ,;:") + "…"


def quoted(words: str, most: int = MOST_QUOTED) -> str:
    """Words of a paper in quotation marks, cut between words where they are many."""
    words = plain(words)
    if len(words) > most:
        words = words[:most].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return f"“{words}”"


def counted(count: int, one: str, many: str | None = None) -> str:
    """ "1 event", "1,204 events"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


@lru_cache(maxsize=4096)
def _breadth(letter: str) -> float:
    if letter in _NARROW:
        return 0.36
    if letter in _BROAD or unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    return 0.72 if letter.isupper() else 0.58


def _value(value: str | float) -> str:
    """An attribute's value: a number with one decimal at most, or words, escaped."""
    if isinstance(value, str):
        return html.escape(_UNPRINTABLE.sub("", value), quote=True)
    return f"{value:.1f}".removesuffix(".0")
