"""Who wrote and who received a cited paper, as far as its words say: "Mr. Perry’s", "from the Secretary of War"."""

import re

from dragoman.lexicon import any_of, lexicon
from dragoman.lexicon.concordance import led
from dragoman.readers.references.before import Before

_LEX = lexicon("references")
_WORDS = _LEX["words"]


_MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
_ABBREVIATION = (r"(?:Messrs|Mrs|Gen|Maj|Col|Capt|Lieut|Sra|Hon|Prof|Rev|Adm|Sen|Gov|MM"
                 r"|U\.[ ]?S|[A-Z][a-z]?)\.")
_CAPITAL = (rf"(?!Nos?\b|(?:{any_of(_WORDS['openers'])})\b(?!\.)|{_MONTHS})"
            rf"(?:{_ABBREVIATION}(?=[ A-Z])|[A-ZÀ-Þ]\w*(?:[-’'][A-ZÀ-Þ]\w+)*)")
_OFFICE = rf"(?:{any_of(_WORDS['offices'])})\b"
_AFTER_OFFICE = rf"(?:{any_of(_WORDS['offices'] + _WORDS['office_tails'])})\b"
_QUALITY = rf"(?:{any_of(_WORDS['qualities'])})\b"
# "the grand ducal ministry": words of no list
_PLAIN = r"(?!(?:and|for|from|with|that|which|was|has|who|are|not|upon|have|had)\b)[a-z]{3,}"
_LINK = (r"(?:(?:of|for|de|del|della|la|le|van|von|du|des|y|et|at|in|on)"
         r"(?:[ ](?:the|The(?=[ ][A-ZÀ-Þ])|la|le|his|her|our|my|your)(?:[ ](?:late|said|same))?)?"
         r"|and(?:[ ]the)?(?=[ ][A-ZÀ-Þ])|&|of[ ](?:these|those|said)"
         r"|the(?=[ ](?:King|Queen|Emperor|President|Sultan|Shah|Minister|Ambassador)\b))")
# "the Secretary of War", "Mr. Conrad", "our consul at Calais", "his Imperial Majesty", "an examiner of your Department"
PARTY = (rf"(?:(?:[Tt]he|[Oo]ur|[Hh]is|[Hh]er|my|its|their|[Yy]our|an?|said|this|all)[ ])?(?:{_QUALITY}[ ]){{0,2}}"
         rf"(?:{_CAPITAL}|{_OFFICE}|(?<=the[ ])(?:{_PLAIN}[ ]){{1,2}}{_OFFICE})"
         rf"(?:(?:[’']s(?=[ ](?:[A-ZÀ-Þ]|consul|minister|ambassador|government|chargé|agent|secretary|office)))?"
         rf"(?:(?:[ ]{_LINK})?[ ]|(?<=[A-Z]\.))(?:{_CAPITAL}|{_AFTER_OFFICE})){{0,9}}")
# "Mr. Perry’s ", "the Department’s ", "your Excellency’s ", right before a noun or its adjectives
GENITIVE = Before(re.compile(rf"""
    (?<![\w’'])(?P<party>{PARTY}|(?:[Tt]he|[Mm]y|[Oo]ur|[Hh]is|[Yy]our|[Tt]heir)[ ][a-z]+(?:-[a-z]+)?)
    (?:[’']s?|(?<=s)[’'])[ ]$""", re.VERBOSE), ("’s ", "'s ", "’ ", "' "))
# a person or an office that one person holds; a body
_PERSON = re.compile(rf"\b(?:{any_of(_WORDS['persons'])})\b")
_BODY = re.compile(rf"\b(?:{any_of(_WORDS['bodies'])})\b")
_ANY_PARTY = re.compile(rf"(?<![\w’'])(?:{PARTY})")
# "the Chargé d'Affaires of the USSR in Japan N. Ya. Raivid": the name alone
_NAME_AT_END = re.compile(r"(?<![\w.])(?<!\. )(?:[A-ZÀ-Þ][a-z]?\. ?){1,3}[A-ZÀ-Þ]\w+$")
_SECOND_PERSON = re.compile(r"you(?:rs?)?\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(
    r"(?:me|us|I|we|mine|myself)$|this (?:embassy|legation|office|consulate|department|mission|government)\b",
    re.IGNORECASE)
_YOUR_GOVERNMENT = re.compile(r"your (?:government|department)$", re.IGNORECASE)


# "Mr. Alden to Mr. Brook, July 6": a paper named by its parties alone; persons and offices write, places do not
_TITLES = ("Mr", "Mrs", "Messrs", "Lord", "Sir", "Count", "Baron", "Señor", "Dr", "Monsieur", "Earl", "Prince",
           "General", "Admiral", "Consul", "Secretary", "Minister", "Ambassador", "The")
CORRESPONDENTS = led(rf"""
    \b(?P<sender>(?:{'|'.join(_TITLES)})\b(?:\.?[ ](?:(?:of|de|von|for|in|the|la)[ ])?[A-ZÀ-Þ][\w’'-]*){{1,7}})[ ]to[ ]
    (?P<recipient>{PARTY})(?=,?[ ]\(?(?:No\.|of[ ]|dated|[A-Z][a-z]+\.?[ ][0-9]|[0-9]))""", _TITLES, re.VERBOSE)


# the end of a sentence, not of "Mr. " or of an initial
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])(?<!\bM[rs])(?<!\bDr)(?<!\bSt)(?<!\bMrs)(?<!\bNo)(?<!\bNos)(?<!\bMessrs)\. ")


def antecedent(text: str, at: int, pronoun: str) -> str | None:
    """Whom "his", "he" or "its" before `at` means: the person, or the body, that its sentence named last."""
    start = max(at - 170, text.rfind("\n", max(0, at - 170), at) + 1, 0)
    for m in _SENTENCE_END.finditer(text, start, at):
        start = m.end()
    wanted = _BODY if pronoun == "its" else _PERSON
    found = [m[0] for m in _ANY_PARTY.finditer(text, start, at) if wanted.search(m[0])]
    if pronoun != "its":
        found = [words for words in found if not _BODY.search(words)]
    return party_of(found[-1]) if found else None


def name_or_office(words: str) -> str:
    """The personal name at the end of an office, where it has initials; else the words."""
    m = _NAME_AT_END.search(words)
    return m[0] if m else words


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
