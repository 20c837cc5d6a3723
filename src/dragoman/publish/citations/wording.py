"""The words that all forms of a citation share: what the paper is called, its parties, where it stands, its sort."""

import re
from typing import Literal, NamedTuple
from urllib.parse import quote

from dragoman.edition.docket import Party
from dragoman.publish.citations.citation import Citation
from dragoman.publish.citations.days import listed

Sort = Literal["personal_communication", "treaty", "report", "document"]
# What is sent from one to another, whether or not the heading names both.
_SENT = frozenset(("letter", "telegram", "despatch", "instruction", "note", "aide-memoire"))
# As bibliographies write them; a kind that is not here is its own word, and "other" has none.
_KIND_WORDS = {"conversation": "memorandum of conversation", "aide-memoire": "aide-mémoire", "other": ""}
# More than three are the first and the others, as the Chicago Manual of Style has it.
_NAMED_AT_MOST = 3
# "B. Stomonyakov", "Joseph C. Grew", "E.B. Washburne": an initial stands before one last word. Left alone:
# "Said Pasha", "Wu Ting fang", "Calderon Collantes", where the words do not tell which is the family's
_INITIALLED = re.compile(r"(?P<given>(?:[^\W\d_][\w’'-]*\.? )*(?:[^\W\d_a-z]\. ?)+)(?P<family>[^\W\d_a-z][\w’'-]+)")
_ONE_WORD = re.compile(r"[^\W\d_a-z][\w’'-]*")
# what an address may hold beside letters and figures (RFC 3986), and escapes that are there already; no brackets of any
# sort and no quotation marks
_ADDRESS = "%/:?#@!$&*+,;=~-._"


class Name(NamedTuple):
    """A party as bibliographies sort it: `family` and `given` where the words tell them apart, else all `literal`."""

    family: str | None = None
    given: str | None = None
    literal: str | None = None


def sort_of(c: Citation) -> Sort:
    """What sort of item it is, in the words of CSL: whatever goes from one to another is a personal communication."""
    if c.kind in ("treaty", "report"):
        return "treaty" if c.kind == "treaty" else "report"
    return "personal_communication" if c.kind in _SENT or (c.sender and c.recipient) else "document"


def kind_words(c: Citation) -> str:
    """The kind's word; "" for a paper of no known kind."""
    return _KIND_WORDS.get(c.kind, c.kind)


def kind_and_number(c: Citation) -> str:
    """"telegram no. 98", "no. 98", "telegram", or ""."""
    number = c.number and re.sub(r"^[Nn](?:o|r|umber)\.? *(?=\d)", "", c.number)
    return " ".join(filter(None, (kind_words(c), number and f"no. {number}")))


def parties(found: tuple[Party, ...]) -> str:
    """The parties in a row, each by name, or by office with its article ("Grew", "the Secretary of State")."""
    words = [p.name or _with_article(p.office or "") for p in found]
    return listed(words) if len(words) <= _NAMED_AT_MOST else f"{words[0]} et al."


def _with_article(office: str) -> str:
    first = office.partition(" ")[0].lower()
    return office if not office[:1].isupper() or first in ("the", "all", "certain") else f"the {office}"


def heading(c: Citation) -> str:
    """What the paper is called: its printed title, else who writes to whom, else its kind."""
    return c.title or called(c)


def called(c: Citation) -> str:
    """"Grew to the Secretary of State", "Welles", else the title, else "Memorandum of conversation between A and B"."""
    if c.sender:
        return capital(f"{parties(c.sender)} to {parties(c.recipient)}" if c.recipient else parties(c.sender))
    title = (c.title or "").rstrip(" .,;:")
    if title and title.lower() != kind_words(c):        # "Memorandum of Conversation" says less than who took part
        return capital(title)
    return capital(what(c) + (f" to {parties(c.recipient)}" if c.recipient else ""))


def what(c: Citation) -> str:
    """The kind and number of a paper, and who took part; "untitled paper" where nothing is known."""
    said = kind_and_number(c) or "untitled paper"
    if not c.participants:
        return said
    among = len(c.participants) > 1 and not c.sender
    return f"{said} {'between' if among else 'with'} {parties(c.participants)}"


def capital(words: str) -> str:
    """The words with a capital at the beginning."""
    return words[:1].upper() + words[1:]


def name_of(party: Party) -> Name:
    """The party's name, split only where initials show which word is the family's; an office is one whole."""
    if party.name is None:
        return Name(literal=party.office or "")
    m = _INITIALLED.fullmatch(party.name)
    if m:
        return Name(m["family"], m["given"].strip())
    return Name(party.name) if _ONE_WORD.fullmatch(party.name) else Name(literal=party.name)


def numbered(c: Citation) -> str:
    """Where the paper stands in its volume: "doc. 12", "doc. 2, enclosure 1", "enclosure in ...", or ""."""
    inner = ", ".join(f"enclosure {each}" for each in c.enclosures)
    if c.document:
        return ", ".join(filter(None, (f"doc. {c.document}", inner)))
    return f"enclosure in {c.enclosed_in}" if c.enclosed_in else ""


def remarks(c: Citation) -> list[str]:
    """What has no field of its own in a bibliography: the hour, the subject, who took part."""
    said = (f"at {c.time}" if c.time else "", f"about {c.subject}" if c.subject else "",
            f"with {parties(c.participants)}" if c.participants else "")
    return [words for words in said if words]


def address_of(c: Citation) -> str | None:
    """The paper's address with everything escaped that is no part of one."""
    return escaped_address(c.address) if c.address else None


def escaped_address(address: str) -> str:
    """An address with everything escaped that is no part of one; what cannot be written as UTF-8 is "?", escaped."""
    return quote(address, safe=_ADDRESS, errors="replace")
