"""What kind of paper it is: by the word of its head, by its marks, else by who writes to whom.

Despatches go from a post to its ministry, instructions from the ministry to its post, notes between governments;
what is left among letter-like papers is a letter.
"""

import re

from dragoman.edition.document import Document
from dragoman.lexicon.heads import kind_word
from dragoman.lexicon.marks import TELEGRAM
from dragoman.lexicon.parties import NATIONAL
from dragoman.readers.heading.lines import Piece, closing

# "Memorandum", "Aide-Mémoire" alone on a line below the head
_TITLE_LINE = re.compile(r"(?P<word>memorandum|aide[- ]m[ée]moire|note verbale|pro[- ]memoria|statement|report"
                    r"|minutes|protocol|proclamation)\.?$", re.I)
_TITLE_KINDS = {"m": "memorandum", "a": "aide-memoire", "n": "note", "s": "statement", "r": "report"}
# "[Inclosure 4 in No. 56.—Translation.—Telegram.]"
_TELEGRAM_ENCLOSED = re.compile(r"—\s*telegram\b", re.I)
_MINISTRY = re.compile(r"\b(?:Secretary of State|Department of State|Acting Secretary|Under Secretary|Counselor "
                    r"(?:for|of) the Department"
                       r"|Assistant Secretary of State|the Department)\b", re.I)
_POST = re.compile(r"(?:Ambassador|Minister|Charg[ée]|Consul|Embassy|Legation|Consulate|Agent|Commissioner"
                   r"|Representative|High Commissioner|Mission|Diplomatic"
                   r"|Attaché|Commission|Clerk|Delegation|Delegate|Secretary of (?:Embassy|Legation)"
                   r"|Counselor of)\b[^,]*?\b(?:in|at|to|near)\b"
                   r"|^(?:(?:All|Certain)\s)?(?:American|United States|Diplomatic)\s", re.I)
# "the British Ambassador", "Belgian Chargé", "the Legation of Mexico", "the Minister for Foreign Affairs"
_FOREIGN = re.compile(rf"\b{NATIONAL}\s+(?:[A-Z]\w+\s+){{0,3}}?(?:Ambassador|Minister|Charg[ée]|Embassy|Legation"
                      r"|Secretary|Ministry|Office|Adviser|Attaché|Delegate|President|Commissioner|Representative|Consul|Premier)"
                      r"|(?<!on )\b[Ff]oreign (?:[Aa]ffairs|[Rr]elations|[Oo]ffice)\b")
# "Minister for Foreign Affairs" without a land: its own posts' ministry, unless the other says whose it is
_PLAIN_MINISTRY = re.compile(r"(?:Acting |Deputy )*(?:Minister|Ministry|Secretary|(?:People['’]s )?Commissar(?:iat)?)"
                             r" (?:of|for) (?:State for )?(?:Foreign|External) (?:Affairs|Relations)", re.I)
_OWNED = re.compile(rf"^(?:American|United States|{NATIONAL})\b")
_AT_DEPARTMENT = re.compile(r"\bdepartment of state\b|\bstate department\b", re.I)
_AT_POST = re.compile(r"\b(?:legation|embassy|consulate|consulate[- ]general|agency)\b", re.I)
# "Legation of Mexico in the United States"
_FOREIGN_LEGATION = re.compile(r"(?:legation|embassy) of (?!the united)", re.I)
_OF_UNITED_STATES = re.compile(r"\b(?:united states|american|u\. ?s\.)", re.I)
# "Accept, sir, the renewed assurance of my high consideration"
_COURTESY = re.compile(r"\b(?:high(?:est)? consideration|renewed assurance|accept,? (?:sir|etc|&c|excellency|my lord"
                    r"|mr)|accept \[|avail myself"
                       r"|embrace the opportunity|seize this|renew to)", re.I)
_COURTESIES = ("consideration", "assurance", "accept", "avail", "embrace", "seize", "renew")
# how one writes to another government's minister
_FOREIGN_SALUTE = re.compile(r"(?:My Lord|(?:Your )?Excellenc|Monsieur|Mr\. (?:Minister|Secretary|Charg)|Señor|Your "
                    r"(?:Imperial |Royal )?Highness)",
                             re.I)
_FOREIGN_SIDE = re.compile(r"(?<!Mr\. )\b(?:Lord|Earl|Sir|Count|Baron|Prince|Señor|Senhor|Signor|Viscount|Marquis|Duke"
                           r"|Chevalier|Herr|Sultan|Shah)\b|(?:^|\bto )M\.\s[A-Z]"
                           r"|\b[Mm]inisters? (?:of|for) [Ff]oreign")
_TO_SECRETARY = re.compile(r"\bSecretary of State\b", re.I)


def kind_of(document: Document, pieces: list[Piece], offices: tuple[str, str]) -> tuple[str, str]:
    """The kind of the paper, and why. `offices` are the sender's and the recipient's as printed, or ""."""
    head = next((p.head for p in pieces if p.head), None)
    if head and head.kind not in (None, "other"):
        return str(head.kind), "the head's own word"
    for p in pieces:
        said = p.text if p.what in ("mark", "number") else p.match["form"] or "" if p.what == "file" and p.match else ""
        if TELEGRAM.search(said) or (p.what == "enclosure" and _TELEGRAM_ENCLOSED.search(p.text)):
            return "telegram", "marked a telegram"
    for p in pieces[:12]:
        m = _TITLE_LINE.match(p.text) if p.what in ("mark", "other", "body", "label") else None
        if m:
            return _TITLE_KINDS.get(m["word"][0].lower(), "memorandum"), "a title line below the head"
    if head and (head.sender or head.recipient) and head.kind is None:
        return _correspondence(document, pieces, offices)
    if any(p.what == "enclosure" for p in pieces):
        return "enclosure", "marked an enclosure"
    if head:
        return "other", "the head's own word"
    if any(p.what == "salute" for p in pieces):
        return "letter", "it opens with a salutation"
    found = _by_first_line(pieces)
    if found is None and any(p.dateline for p in pieces[:4]) and any(b.kind == "closer" for b in document.blocks[-40:]):
        return "letter", "it is dated and closes as letters do"
    if found is None and any(p.dateline and p.dateline.time for p in pieces[:4]):
        return "telegram", "a time in its dateline and no salutation"
    return found or ("other", "no sign of another kind")


def _by_first_line(pieces: list[Piece]) -> tuple[str, str] | None:
    """The kind of a paper without a head that we know, by the first words of its first lines."""
    for p in pieces[:4]:
        kind = kind_word(p.text) if p.what in ("other", "body", "dateline") else None
        if kind and kind != "other":
            return kind, "the first line's own word"
    return None


def _correspondence(document: Document, pieces: list[Piece], offices: tuple[str, str]) -> tuple[str, str]:
    """Telegram, despatch, instruction, note or letter: papers headed "X to Y"."""
    timed = any(p.dateline and p.dateline.time for p in pieces)
    salute = any(p.what == "salute" for p in pieces)
    body = next((p.text for p in pieces if p.what == "body"), "")
    if timed and not salute and re.match(r"\d{1,5}\. |\S", body):
        return "telegram", "a time in its dateline and no salutation"
    sender, recipient = offices
    if sender or recipient:
        by_office = _by_offices(sender, recipient)
        if by_office:
            return by_office
    return _by_place(document, pieces)


def _by_offices(sender: str, recipient: str) -> tuple[str, str] | None:
    """The kind by the two offices of the head; a plain "Minister for Foreign Affairs" is the plain posts' own."""
    sides, foreign = (sender, recipient), []
    for office, other in ((sender, recipient), (recipient, sender)):
        named = bool(_FOREIGN.search(office)) and not office.startswith("American")
        foreign.append(bool(_OWNED.search(other)) if _PLAIN_MINISTRY.fullmatch(office) else named)
    ministry = [bool(_MINISTRY.search(o) or _PLAIN_MINISTRY.fullmatch(o)) and not f
                for o, f in zip(sides, foreign, strict=True)]
    post = [bool(_POST.search(o)) and not f for o, f in zip(sides, foreign, strict=True)]
    if post[0] and ministry[1]:
        return "despatch", "from a post to its ministry"
    if ministry[0] and post[1]:
        return "instruction", "from a ministry to its post"
    if foreign[0] != foreign[1] and (ministry[0] or ministry[1] or post[0] or post[1]):
        return "note", "between governments"
    return None


def _by_place(document: Document, pieces: list[Piece]) -> tuple[str, str]:
    """The kind by the office named in the dateline, the salutation and the words at the foot."""
    place = " ".join(p.text for p in pieces if p.what in ("dateline", "other"))
    foot = " ".join(text for _, text in closing(document, ("closer", "signature", "paragraph"), 7))
    head = next((p for p in pieces if p.head), pieces[0])
    numbered = any(p.what == "number" and "]" in p.text for p in pieces)
    foreign = bool(_FOREIGN_SIDE.search(head.text) or _FOREIGN_SALUTE.match(pieces[-1].text))
    low = foot.lower()
    courteous = any(part in low for part in _COURTESIES) and bool(_COURTESY.search(foot))
    between = foreign or (courteous and not numbered)
    if _AT_DEPARTMENT.search(place):
        return ("note", "from the Department, in a note's forms") if foreign or courteous else \
            ("instruction", "from the Department to its post")
    if _AT_POST.search(place):
        ours = bool(_OF_UNITED_STATES.search(place)) and not _FOREIGN_LEGATION.search(place)
        if not ours:
            return "note", "from a foreign legation"
        return ("note", "from a legation, in a note's forms") if between and not _TO_SECRETARY.search(foot) else \
            ("despatch", "from a legation to its ministry")
    if between:
        return "note", "it has the forms of a note"
    return ("despatch", "a numbered paper to its ministry") if numbered else ("letter", "one writes to another")
