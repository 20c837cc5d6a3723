"""Laws cited as texts: "section 1993 of the Revised Statutes", "the provisions of the civil code", "H. R. 8781".

Left alone: articles of treaties, branches of law ("international law"), acts that are agreements ("the Final Act").
"""

import re
from collections.abc import Iterator

from dragoman.edition.annotation import Reference
from dragoman.lexicon import any_of, lexicon
from dragoman.lexicon.concordance import either_case, has_any, led
from dragoman.readers.references import nouns
from dragoman.readers.references.draft import Draft
from dragoman.readers.references.phrase import Text, date_after, day_of
from dragoman.readers.references.traffic import Traffic

_LAWS = lexicon("references")["laws"]
_OPENERS = any_of(lexicon("references")["words"]["openers"])
_CODES = any_of(_LAWS["codes"])

# "48 Stat. 811", "14 UST 313", "9 UNTS 3"
STATUTES = re.compile(r"""
    (?P<number>\d{1,3})(?<!\d\d\d\d)[ ](?:Stat\.(?:[ ]L\.)?|UST|UNTS)[ ](?:\([^()\n]{1,12}\)[ ])?(?P<page>\d{1,4})\b""",
    re.VERBOSE)
# "H. R. 8781", "S. J. Res. 5", "Public Law 480"
BILL = led(r"""
    (?:\bH\.[ ]?R\.|\bH\.[ ]?J\.[ ]?Res\.|\bS\.[ ]?J\.[ ]?Res\.|\bS\.[ ]?Res\.|\bH\.[ ]?Res\.|\bH\.[ ]?Con\.[ ]?Res\.
      |\bS\.[ ]?Con\.[ ]?Res\.|\bPublic[ ](?:Law|Resolution)|\bP\.[ ]?L\.|\bPL)[ ]?
    (?:[Nn]o\.[ ]?)?(?P<number>\d{1,5}(?:[-–]\d{1,4})?)\b""", ("H", "S", "Public", "P", "PL"), re.VERBOSE)
_NUMBERS = r"(?:\d{1,5}[a-z]?|[IVXLC]{1,7})\b(?:(?:,|,?[ ]and|[ ]to)[ ](?:\d{1,5}|[IVXLC]{1,7})\b){0,9}"
# "section 2001 of the Revised Statutes"; "articles I, II, and VII of the law"; "article 45 of the law for"
SECTION = led(rf"""
    \b(?:[Ss]ections?|[Aa]rticles?|[Pp]aragraphs?|[Cc]lauses?|[Tt]itles?)[ ](?P<number>{_NUMBERS})[ ]of[ ]
    (?:(?:the|an?|said|this|that|our|their|its)[ ])?(?:\w+[ ]){{0,3}}?
    (?:{any_of(nouns.STATUTES)}|Revised[ ]Statutes|Code|Act|Law|Constitution|Decree|Ordinance
      |Consular[ ]Regulations|Instructions[ ]to[ ]Diplomatic[ ]Officers)\b
    (?:[ ](?:for|to)[ ]\w+(?:[ ]\w+){{0,6}})?""",
    either_case(*(word + s for word in ("section", "article", "paragraph", "clause", "title") for s in ("", "s"))),
    re.VERBOSE)
_NO_LAW = re.compile(
    r"\b(?:[Tt]reat(?:y|ies)|[Cc]onvention|[Pp]rotocol|[Aa]greement|[Cc]ovenant|[Pp]act|international)\b")
# "the provisions of the civil code relating to ownership"; "the penal code"
CODE = re.compile(rf"""
    (?:[Tt]he[ ])?(?:[Pp]rovisions?[ ]of[ ])?(?:\b[Tt]he|our|its|their|\b[A-Z]\w{{1,30}})[ ]
    (?:\w{{1,30}}[ ])?(?:{_CODES})[ ][Cc]odes?\b
    (?:[ ](?:relating[ ]to|regarding|concerning)[ ]\w+)?""", re.VERBOSE)
# "the Neutrality Act", "Cochin-China Territorial Assembly Bill", "the Trading with the Enemy Act"
TITLED = re.compile(rf"""
    \b(?:[Tt]he[ ])?(?!(?:{_OPENERS})\b)
    (?P<name>[A-Z][\w’'-]{{1,40}}(?:[ ](?:(?:of|and|for|with|to|in)[ ](?:the[ ])?)?[A-Z][\w’'-]{{1,40}}){{0,5}}?)[ ]
    (?:{any_of(_LAWS['titles'])})\b(?![ ][A-Z]\w|[’'-])(?P<no>[ ](?:No\.[ ]?)?\d{{1,5}}\b(?![ ]?[,.]\d))?
    (?:[ ]\(\d{{4}}\))?""", re.VERBOSE)
# Few papers have such a word at all, and the patterns above are slow to say so.
_STATUTE_SERIES = (" Stat.", " UST", " UNTS")
_CODE_WORDS = either_case("code", "codes")
_NO_TITLE = re.compile(rf"\b(?:{any_of(_LAWS['no_title'])})\b")


def laws(source: Text, traffic: Traffic) -> Iterator[Draft]:
    """Texts of law by their section, series, code or title."""
    text = source.text
    for m in STATUTES.finditer(text) if any(series in text for series in _STATUTE_SERIES) else ():
        body = Reference("edition", m["number"], status="external", page=m["page"])
        yield Draft(*m.span(), body, "the statutes at large")
    for m in BILL.finditer(text):
        yield Draft(*m.span(), Reference("other", m["number"]), "a bill or resolution by its number")
    for m in SECTION.finditer(text):
        if not _NO_LAW.search(m[0]):
            yield _law(source, m.start(), m.end(), m["number"], "a section of a law")
    for m in CODE.finditer(text) if has_any(text, _CODE_WORDS) else ():
        yield Draft(*m.span(), Reference("other", status="external"), "a code of law")
    for m in TITLED.finditer(text) if has_any(text, _LAWS["titles"]) else ():
        if not _NO_TITLE.search(m["name"]):
            number = m["no"].split()[-1].removeprefix("No.") if m["no"] else None
            yield _law(source, m.start(), m.end(), number, "a law by its title")


def _law(source: Text, start: int, end: int, number: str | None, rule: str) -> Draft:
    """A law with the day that follows its name."""
    found = date_after(source, end)
    day = day_of(found[1]) if found else ""
    return Draft(start, found[0] if found else end, Reference("other", number, day or None), rule)
