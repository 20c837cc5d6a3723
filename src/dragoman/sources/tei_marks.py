"""What a TEI element is: a footnote, an enclosure, apparatus to be left out; and the fact that its attributes give."""

from typing import Any

from lxml.etree import _Element

ID = "{http://www.w3.org/XML/1998/namespace}id"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

# Elements whose words and attributes tell readers something that the text alone does not.
MARKED = frozenset((
    "persName", "placeName", "orgName", "geogName", "settlement", "country", "name", "rs", "roleName", "surname",
    "date", "gloss", "ref", "term", "title", "idno", "measure"))
# Not part of the text: pictures, gaps, running heads, the copy-editor's other reading.
DROPPED = frozenset((
    "figure", "gap", "fw", "cb", "milestone", "anchor", "teiHeader", "sic", "orig", "abbr", "index", "facsimile"))
PAPER_TYPES = frozenset((
    "document", "letter", "doc", "despatch", "dispatch", "telegram", "memorandum", "note", "report", "instruction",
    "treaty", "paper", "correspondence", "historical-document", "text", "message", "cable", "postcard"))
ENCLOSURE_TYPES = frozenset(("enclosure", "attachment", "annex", "inclosure"))
DIVISIONS = frozenset(("div", "div1", "div2", "div3", "div4", "div5", "div6", "div7"))
FOOT = frozenset(("foot", "bottom", "end", "endnote", "footnote", "back", "margin"))
_LOCAL: dict[Any, str] = {}


def local(e: _Element | None) -> str:
    """The element's name without its namespace; "" for no element."""
    if e is None:
        return ""
    tag: Any = e.tag
    name = _LOCAL.get(tag)
    if name is None:
        name = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        if len(_LOCAL) < 5000:                          # a hostile file must not fill the memory with names
            _LOCAL[tag] = name
    return name


def words_of(e: _Element) -> str:
    """All text inside an element, as it stands."""
    return "".join(str(t) for t in e.itertext())


def footnote(e: _Element, name: str) -> bool:
    """Whether an element is a note at the foot, not a source line ("711.94/1035") or a heading note ("[Extract]").

    FRUS gives its footnotes an xml:id and none to its inline notes; other editions number or place theirs, or put
    them into a sentence.
    """
    if name != "note" or e.get("type") == "source":
        return False
    if e.get(ID) is not None or e.get("n") is not None or e.get("place") in FOOT:
        return True
    return e.get("rend") != "inline" and e.get("place") != "inline" and local(e.getparent()) not in DIVISIONS | {
        "attachment", "body", "opener", "closer", "postscript", "text"}


def enclosed(e: _Element, name: str) -> bool:
    """Whether an element inside a paper is another paper, enclosed in it."""
    if name == "floatingText":
        return e.get("type") in ENCLOSURE_TYPES
    return name == "attachment" or (name in DIVISIONS and e.get("type") in PAPER_TYPES | ENCLOSURE_TYPES)


def is_attachment(e: _Element) -> bool:
    """Whether an element is an attachment of FRUS, or one as plain TEI has it (<div type="attachment" subtype="frus">).

    It may hold nothing but the papers that are attached.
    """
    name = local(e)
    return name == "attachment" or (name == "div" and e.get("subtype") == "frus" and e.get("type") == "attachment")


def dropped(e: _Element, name: str) -> bool:
    """Whether an element's words are no part of the text; of a choice's readings the edited one is kept."""
    if name in ("sic", "orig", "abbr"):
        return local(e.getparent()) == "choice" and len(e.getparent()) > 1   # type: ignore[arg-type]
    if name == "head":                                  # the encoders' word, not the paper's
        return " ".join(words_of(e).split()) == "[Untitled]"
    return name in DROPPED or name == ""


def role_of(e: _Element) -> str | None:
    """The part that a person or place plays: "from", "to"."""
    return e.get("type") or e.get("role")


def value_of(e: _Element, name: str) -> str | None:
    """The fact that an element's attributes give: a day, what is pointed at, a key."""
    if name == "date":
        return edtf_of(e)
    return e.get("target") or e.get("key") or e.get("ref") or e.get("corresp")


def page_number(e: _Element) -> str | None:
    """The number of the page that a break begins: "195" for "[195]", which is not printed on it but counted."""
    return (e.get("n") or "").strip("[] ") or None


def edtf_of(e: _Element) -> str | None:
    """The EDTF of a TEI date: @when, or the span of @from and @to, or one day between @notBefore and @notAfter."""
    def given(name: str) -> str | None:
        return e.get(name) or e.get(f"{name}-iso") or e.get(f"{name}-custom")
    if when := given("when") or e.get("value"):
        return when
    start, end = given("from"), given("to")
    if start or end:
        return start if start == end else f"{start or '..'}/{end or '..'}"
    start, end = given("notBefore"), given("notAfter")
    if start or end:
        return start if start == end else f"[{start or ''}..{end or ''}]"
    return None
