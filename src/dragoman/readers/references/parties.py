"""Who wrote and who received a cited paper, as far as its words say: "Mr. Perry’s", "from the Secretary of War"."""

import re

from dragoman.lexicon import lexicon

_LEX = lexicon("references")
_WORDS = _LEX["words"]


def one_of(words: list[str] | dict[str, str] | set[str]) -> str:
    """A pattern for any of the words, as a tree of their letters, so that many words cost little more than one."""
    tree: dict[str, object] = {}
    for word in words:
        branch = tree
        for letter in word:
            branch = branch.setdefault(letter, {})  # type: ignore[assignment]
        branch[""] = {}
    return _branches(tree)


def _branches(tree: dict[str, object]) -> str:
    parts = []
    for letter, below in sorted(tree.items(), reverse=True):               # "" last: the longer word first
        parts.append(re.escape(letter) + _branches(below) if letter else "")  # type: ignore[arg-type]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


_MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
_ABBREVIATION = r"(?:Messrs|Mr|Mrs|Ms|Dr|MM|M|Gen|Maj|Col|Capt|Lieut|Lt|St|Sr|Sra|Hon|Prof|Rev|Adm|Sen|Gov|Jr|U\.[ ]?S|[A-Z])\."
_CAPITAL = (rf"(?!Nos?\b|(?:{one_of(_WORDS['openers'])})\b(?!\.)|{_MONTHS})"
            rf"(?:{_ABBREVIATION}(?=[ A-Z])|[A-ZÀ-Þ]\w*(?:[-’'][A-ZÀ-Þ]\w+)*)")
_OFFICE = rf"(?:{one_of(_WORDS['offices'])})\b"
_QUALITY = rf"(?:{one_of(_WORDS['qualities'])})\b"
_LINK = (r"(?:(?:of|for|de|del|della|la|le|van|von|du|des|y|et|at|in|on)(?:[ ](?:the|la|le|his|her|our|my|your)(?:[ ](?:late|said|same))?)?"
         r"|and(?:[ ]the)?(?=[ ][A-ZÀ-Þ])|&)")
# "the Secretary of War", "Mr. Conrad", "our consul at Calais", "his Imperial Majesty", "an examiner of your Department"
PARTY = (rf"(?:(?:[Tt]he|[Oo]ur|[Hh]is|[Hh]er|my|its|their|[Yy]our|an?|said|this|all)[ ])?(?:{_QUALITY}[ ]){{0,2}}"
         rf"(?:{_CAPITAL}|{_OFFICE})(?:(?:[’']s(?=[ ](?:[A-ZÀ-Þ]|consul|minister|ambassador|government|chargé)))?(?:[ ]{_LINK})?"
         rf"[ ](?:{_CAPITAL}|{_OFFICE})){{0,9}}")
# "Mr. Perry’s ", "the Department’s ", "your Excellency’s ", right before a noun or its adjectives
GENITIVE = re.compile(rf"(?<![\w’'])(?P<party>{PARTY}|(?:[Tt]he|[Mm]y|[Oo]ur|[Hh]is|[Yy]our|[Tt]heir) [a-z]+(?:-[a-z]+)?)(?:[’']s?|(?<=s)[’'])[ ]$")
_SECOND_PERSON = re.compile(r"[Yy]ou(?:rs?)?\b|[Yy]our (?:own|excellency|lordship|government|department)", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"(?:me|us|I|we|mine|myself)$|this (?:embassy|legation|office|consulate|department|mission|government)\b",
                           re.IGNORECASE)
_YOUR_GOVERNMENT = re.compile(r"your government$", re.IGNORECASE)
_OPENING_ARTICLE = re.compile(r"(?:The|Our|His|Her|Your) ")


def party_of(words: str) -> str | None:
    """The value for a sender or recipient: writer, addressee, or the words as printed; None for a bare pronoun."""
    words = words.strip(" ,")
    if _FIRST_PERSON.match(words):
        return "writer"
    if _SECOND_PERSON.match(words):
        return words if _YOUR_GOVERNMENT.match(words) else "addressee"
    if words.lower() in ("him", "her", "them", "he", "she", "they", "it"):
        return None
    return words or None
