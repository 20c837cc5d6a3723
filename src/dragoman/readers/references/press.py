"""The press without a title: "to-day’s Copenhagen newspapers", "news stories that", "Associated Press reports".

Left alone: the press as such ("the press is hostile"), an agency as a company or a person's employer.
"""

import re
from collections.abc import Iterator

from dragoman.edition.annotation import DateFinding, Reference
from dragoman.lexicon import any_of, lexicon
from dragoman.lexicon.concordance import led
from dragoman.readers.references.draft import Draft
from dragoman.readers.references.phrase import Text, date_after, day_of
from dragoman.readers.references.traffic import Traffic

_AGENCIES = lexicon("references")["press"]["agencies"]

# "certain recent items in the American press", "a newspaper article", "the article in the official journal"
PRESS_ITEM = re.compile(r"""
    (?:newspaper|press|news|wire[ ]service)[ ]
    (?:articles?|stor(?:y|ies)|reports?|clippings?|cuttings?|items?|slips?|notices?|editorials?|despatch(?:es)?
      |dispatch(?:es)?|accounts?)\b
    |(?:article|item|editorial|paragraph|notice)s?[ ](?:which[ ])?
     (?:in|from|appearing[ ]in|published[ ]in|appeared[ ]in)[ ](?:the|some[ ]of[ ]the|some)[ ]
     (?:\w+[ ]){0,2}(?:press|newspapers?|papers|journals?|gazette)\b(?:[ ]of[ ]the[ ]\w+[ ]\w+)?""", re.VERBOSE)
_ITEM_WORDS = ("press ", " press", "news", "wire service ", " papers", " journal", " gazette")
BEFORE_ITEM = re.compile(r"""
    (?:\b(?:[Tt]he|[Aa]n?|[Cc]ertain|[Ss]everal|[Tt]wo|[Ss]ome|[Mm]y|[Aa]ccompanying|[Ee]nclosed|[Ii]nclosed|[Rr]ecent
      |[Aa]nother)[ ])+$""", re.VERBOSE)
# "press reports that", "news stories indicating": plain plurals, by what they tell
PRESS_TELLS = re.compile(
    r" (?:from|that|indicating|to the effect|saying|stating|about|on|in|regarding|concerning|quot\w+|carried)\b")
# "Associated Press today reports", "a Reuter despatch", "according to Tass"
AGENCY = led(rf"""
    \b(?P<agency>{any_of(_AGENCIES)})\b
    (?P<item>(?:[’']s)?[ ](?:\w+[ ]){{0,2}}?
      (?:despatch(?:es)?|dispatch(?:es)?|telegrams?|stor(?:y|ies)|items?|bulletins?|messages?|report(?:s|ed|ing)?|states
        |says|announces|carries|publishes|ticker)\b)?""", _AGENCIES, re.VERBOSE)
BEFORE_AGENCY = re.compile(r"""
    \b(?:(?P<cue>[Aa]ccording[ ]to|[Rr]eported[ ]by)|[Aa]n?|[Tt]he|[Ff]ollowing)[ ](?:the[ ])?$""", re.VERBOSE)
# "to-day’s Copenhagen newspapers", "this morning’s papers"
DAY_PRESS = led(r"(?:newspapers?|papers?|press|journals)\b",
                ("newspaper", "newspapers", "paper", "papers", "press", "journals"))
BEFORE_PRESS = re.compile(r"""
    (?P<day>\b[Tt]o-?day|\b[Tt]his[ ](?:morning|afternoon|evening)|\b[Yy]esterday)[’']s[ ](?:\w+[ ]){0,2}$""",
    re.VERBOSE)


# "in an editorial yesterday", "a leading article of May 3"; "its issue of February 8": no title, but a newspaper's
EDITORIAL = re.compile(r"""
    (?:\b(?:[Aa]n?|[Tt]he|[Ii]ts|[Tt]wo)[ ](?:[a-z-]+[ ]){0,2}?)
    (?:editorials?(?:[ ]articles?)?|leading[ ]articles?|leaders?(?=[ ]in[ ]the[ ][A-Z]))\b
    (?![ ](?:staff|offices?|boards?|policy|rooms?|comments?|opinions?|columns?|writers?|notes?))""", re.VERBOSE)
# after an editorial that is no title's
EDITORIAL_IN = re.compile(r",? (?:(?:published|by|which|entitled)\b|(?:in|from|of) (?!the [A-Z]))")
ITS_ISSUE = led(r"(?<=\b[Ii]ts )(?:issue|edition|number)(?= (?:of|for) )", ("issue", "edition", "number"))


def press(source: Text, traffic: Traffic) -> Iterator[Draft]:
    """Items of the press, a day's newspapers, the despatches of press agencies."""
    text = source.text
    for m in PRESS_ITEM.finditer(text) if any(word in text for word in _ITEM_WORDS) else ():
        before = BEFORE_ITEM.search(text, max(0, m.start() - 30), m.start())
        if before or (m[0].endswith("s") and PRESS_TELLS.match(text, m.end())):
            start = before.start() if before else m.start()
            yield Draft(start, m.end(), Reference("newspaper", status="external"), "an item of the press")
    for m in AGENCY.finditer(text):
        before = BEFORE_AGENCY.search(text, max(0, m.start() - 20), m.start())
        cue = before["cue"] if before else None
        if m["item"] or cue:
            yield _despatch(source, before.start() if before and not cue else m.start(), m.end())
    for m in DAY_PRESS.finditer(text):
        before = BEFORE_PRESS.search(text, max(0, m.start() - 44), m.start())
        if before and (found := source.dates.get(before.start())) and isinstance(found.body, DateFinding):
            body = Reference("newspaper", date=found.body.edtf, status="external")
            yield Draft(before.start(), m.end(), body, "a day's newspapers")


def untitled(source: Text, traffic: Traffic) -> Iterator[Draft]:
    """Editorials, and issues of a newspaper named before."""
    text = source.text
    for m in EDITORIAL.finditer(text) if "ditorial" in text or "leading article" in text else ():
        found = source.dates.get(m.end() + 1) or source.dates.get(m.end() + 4)
        dated = found if found and isinstance(found.body, DateFinding) else None
        if dated or text[max(0, m.start() - 3):m.start()] in ("In ", "in ") or EDITORIAL_IN.match(text, m.end()):
            day = day_of(dated.body) if dated and isinstance(dated.body, DateFinding) else ""
            body = Reference("newspaper", date=day or None, status="external")
            yield Draft(m.start(), dated.end if dated else m.end(), body, "an editorial")
    for m in ITS_ISSUE.finditer(text):
        if found_day := date_after(source, m.end()):
            body = Reference("newspaper", date=day_of(found_day[1]) or None, status="external")
            yield Draft(m.start() - len("its "), found_day[0], body, "an issue of the newspaper named before")


def _despatch(source: Text, start: int, end: int) -> Draft:
    """An agency's despatch with the day that follows."""
    found = date_after(source, end)
    day = day_of(found[1]) if found else ""
    body = Reference("newspaper", date=day or None, status="external")
    return Draft(start, found[0] if found else end, body, "a press agency's despatch")
