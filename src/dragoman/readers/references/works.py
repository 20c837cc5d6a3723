"""Printed works: newspapers by title and day, editions by title, volume and page."""

import re
from collections.abc import Iterator

from msgspec import structs

from dragoman.edition.annotation import DateFinding, Reference
from dragoman.edition.document import Document
from dragoman.lexicon import any_of, lexicon
from dragoman.lexicon.concordance import concordance, led
from dragoman.readers.references import nouns
from dragoman.readers.references import patterns as p
from dragoman.readers.references.before import Before
from dragoman.readers.references.draft import Draft
from dragoman.readers.references.phrase import Text, date_after
from dragoman.readers.references.traffic import Traffic

_PAPERS = lexicon("references")["newspapers"]
_EDITIONS = lexicon("references")["editions"]

# "Izvestia", "the London Times": a title that is a newspaper's wherever it stands
SURE_TITLE = led(rf"\b(?P<title>{any_of(_PAPERS['sure'])})\b(?![’'-])", _PAPERS["sure"])
# "the Gazette of the Havana on the 16th June", "the New York Herald": a place before or a day after makes it one
COMMON_TITLE = led(rf"\b(?P<title>{any_of(_PAPERS['common'])})\b(?![’'-])", _PAPERS["common"])
BEFORE_TITLE = re.compile(
    r"(?:\b[Tt]he (?:“|\")?(?P<place>(?:[A-Z][a-z]+ ){0,3}(?:and )?)|(?<=[.\]] )(?:[A-Z][a-z]+ ){1,2})$")
_TITLE = r"[A-ZÀ-Þ][\w’'-]{1,40}(?:[ ](?:(?:de|des|du|della|la)[ ])?[A-ZÀ-Þ][\w’'-]{1,40}){0,3}"
# "a clipping from the Courier de Lyon", "published in the Globo", "advertised in the “Gironde,”": any title after these
_CUES = ("clipping", "cutting", "slip", "extract", "paragraph", "article", "editorial", "number", "issue", "columns",
         "newspaper", "journal", "published", "printed", "appear", "advertised", "inserted", "reproduced")
CUED_TITLE = re.compile(rf"""
    {any_of(_CUES)}(?:s|ed|ing)?[ ](?:[\w-]{{1,20}}[ ]){{0,2}}
    (?:from|in|of|called)[ ](?:an?[ ](?:newspaper|journal)[ ]called[ ])?
    (?P<whole>(?P<the>[Tt]he[ ])?
      (?:[“"](?P<quoted>[A-ZÀ-Þ][^”"\n]{{2,40}}?),?[”"]
        |(?P<title>(?:Le|La|El|Il|L[’']|O|Les|Los|Las|Die|Der|Das|De)[ ]?{_TITLE}|(?<=the[ ]){_TITLE})))""", re.VERBOSE)
# "See gas. Zarya, January 14", "a copy of Zarya of September 22": a title between such words and a day
TITLE = re.compile(_TITLE)
BEFORE_DATED = Before(
    re.compile(r"(?:gas\.|see|See|newspaper|journal|copy of|Copy of|number of|issue of|\n\[\w{1,3}\]) $"),
    ("gas. ", "see ", "See ", "newspaper ", "journal ", "opy of ", "number of ", "issue of ", "] "))
# words that make a capitalized name no newspaper
NO_TITLE = re.compile(rf"\b(?:{any_of(_PAPERS['no_title'])})\b")
# "the Times correspondent": a person
NOT_AN_ISSUE = re.compile(
    r"[”\"]? (?:correspondent|reporter|representative|m[ae]n|Company|editor|office|press|newspapers?|papers)\b")
# after a title: " of Madrid", " of that city", ", in its issue of "
OF_PLACE = re.compile(r"""
    [,”"’']*(?:[ ]\([^()\n]{2,30}\)
      |[ ]of[ ](?:the[ ]|that[ ]|this[ ])?(?:city\b|place\b|[A-Z][a-z]+(?:[ ][A-Z][a-z]+)?))?
    (?:,?[ ]in[ ]its[ ](?:issue|edition|number)[ ]of)?[,”"’']*""", re.VERBOSE)
_LOCATOR = (r"(?:[Vv]ols?\.|[Vv]olumes?|T\.|t\.|[Pp]arts?|[Pp]t\.|[Nn]os?\.|[Ss]upplement|[Aa]ppendix|[Ss]er\."
            r"|[Ss]eries|[Ss]ess\.|[Ss]ession|pp?\.|pages?|sections?|sec\.|§|chap(?:ter|\.)|[Cc]md\.|col\.)")
_MONTH = (r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
          r"|Spring|Summer|Fall|Winter)")
# "Foreign Relations, 1899, vol. ii, page 105"; "League of Nations, Official Journal, Special Supplement No. 138, p. 43"
EDITION = led(rf"""
    \b(?P<title>{any_of(_EDITIONS['titles'])})\b
    (?P<tail>(?:(?:,|[ ]of)?[ ](?:{_MONTH}(?:[ ]\d{{1,2}},?)?[ ])?(?:1[5-9]\d\d|20\d\d)(?:[-–]\d{{2,4}})?\b
      |:[ ][A-Z][^,\n]{{2,40}}(?=,)
      |,?[ ]Documents?[ ]\d{{1,4}}\b(?:[-–]\d+\b)?(?:[ ]and[ ]\d+\b)?
      |,?[ ](?:Special[ ]|Annual[ ])?{_LOCATOR}(?:[ ]No\.)?[ ]?[\divxlcIVXLC]{{1,8}}\b(?:[-–]\d+\b)?(?:[ ]and[ ]\d+\b)?
      |,?[ ]\d+(?:st|nd|rd|d|th)[ ](?:[Ss]eries|[Ss]er\.|[Cc]ong(?:ress|\.)|[Ss]ess(?:ion|\.))
      |,[ ](?:The[ ])?[A-Z]\w+(?:[ ](?:of|and|the|to|on|for|[A-Z]\w+)){{0,7}}
      |,?[ ]\([^()\n]{{3,80}}\)){{0,9}})""", _EDITIONS["titles"], re.VERBOSE)
BEFORE_EDITION = re.compile(r"""
    (?:(?:League[ ]of[ ]Nations|House[ ]of[ ](?:Commons|Lords|Representatives)|Great[ ]Britain|Germany|France
      |United[ ]States|Department[ ]of[ ]State|U\.[ ]?S\.|[A-Z]\w+[ ](?:and|of)[ ][A-Z]\w+),[ ]|[Tt]he[ ])$""",
    re.VERBOSE)
# "November 19, 1973", "July 1936" in the tail
DATED = re.compile(rf"{_MONTH}(?= [0-9])")
# "Vol. i, p. 542": a volume of the same series
VOLUME = re.compile(
    r"[Vv]ol\. (?P<number>[ivxlc]{1,8}|\d{1,4})\b(?:, (?:pt|part|p|pp)\. ?[\divx]{1,8}(?:[-–]\d{1,5})?){1,4}")
# "pages 32, 33, and 34, Elements of International Law": a printed work by its pages
PAGES_OF = led(r"""
    \bpages?[ ](?P<page>\d{1,4})(?:(?:,|,?[ ]and|[ ]to|[-–])[ ]?\d{1,4}){0,8},?[ ](?:of[ ])?(?:the[ ])?
    (?P<title>[A-Z][a-z]\w{2,30}(?:[’']s)?(?:[ ](?:(?:of|on|and|de|du|the|des|to)[ ]){0,2}[A-Z]\w{1,30}){1,7})""",
    ("page", "pages"), re.VERBOSE)
_YEAR = re.compile(r"\b(?:1[5-9]\d\d|20\d\d)\b")
_VOLUME_OR_NUMBER = re.compile(
    r"(?:[Vv]ols?\.|[Vv]olume|T\.|t\.|[Nn]os?\.|[Ss]upplement) ?(?P<number>[\divxlcIVXLC]+)\b")
_HAS_LOCATOR = re.compile(
    rf"\b(?:{_LOCATOR}) ?[\divxlcIVXLC]+\b|\b(?:1[5-9]\d\d|20\d\d)\b|\d(?:st|nd|rd|d|th) ")
# a source line that cites a printed edition: "... vol. 20, pp. 54-58"
_PRINTED_SOURCE = re.compile(r"\bpp?\. ?\d+")


def newspapers(source: Text, traffic: Traffic) -> Iterator[Draft]:
    """Newspaper issues: "Izvestia, January 22, 1937", one for each day; "to-day’s Copenhagen newspapers"."""
    text = source.text
    for m in SURE_TITLE.finditer(text):
        if not NOT_AN_ISSUE.match(text, m.end()):
            before = BEFORE_TITLE.search(text, max(0, m.start() - 34), m.start())
            yield from _issues(source, before.start() if before else m.start(), m.end(), dated_only=False)
    for m in COMMON_TITLE.finditer(text):
        before = BEFORE_TITLE.search(text, max(0, m.start() - 34), m.start())
        if before and not NOT_AN_ISSUE.match(text, m.end()):
            city = bool(before["place"]) and m["title"] in _PAPERS["with_place"]
            yield from _issues(source, before.start(), m.end(), dated_only=not city)
    yield from _cued(source)


def _cued(source: Text) -> Iterator[Draft]:
    """Newspapers told by the words before their title."""
    text = source.text
    for m in CUED_TITLE.finditer(text):
        title = m["quoted"] or m["title"]
        sure = not NO_TITLE.search(title) and title not in nouns.NATIONS and (m["title"] or m["the"])
        if sure and not NOT_AN_ISSUE.match(text, m.end()):
            yield from _issues(source, m.start("whole"), m.end(), dated_only=False)
    for m in _dated(text):
        if not NO_TITLE.search(m[0]) and nouns.known(m[0].split(" ")[0]) not in nouns.KINDS:
            yield from _issues(source, m.start(), m.end(), dated_only=True)


def _dated(text: str) -> Iterator[re.Match[str]]:
    """The titles that stand after such words as lead to a newspaper's."""
    end = 0
    for start in concordance(text).capitals:
        if start >= end and BEFORE_DATED.search(text, max(end, start - 12), start) and (m := TITLE.match(text, start)):
            end = m.end()
            yield m


def _issues(source: Text, start: int, at: int, *, dated_only: bool) -> Iterator[Draft]:
    """One issue for each day that follows a title; one without a day if there is none and the title is sure."""
    text = source.text
    place = OF_PLACE.match(text, at)
    after = place.end() if place else at
    found = date_after(source, after) or date_after(source, at)
    if found is None or len(found[1].edtf) < 7:
        if not dated_only:
            yield Draft(start, after, Reference("newspaper", status="external"), "a newspaper's title")
        return
    end, body = found
    yield Draft(start, end, Reference("newspaper", date=body.edtf, status="external"), "a newspaper's title and day")
    while m := p.NEXT_DATE.match(text, end):
        following = source.dates.get(m.end())
        if following is None or not isinstance(following.body, DateFinding):
            return
        end = following.end
        issue = Reference("newspaper", date=following.body.edtf, status="external")
        yield Draft(m.end(), end, issue, "another day of the same newspaper")


def editions(source: Text, traffic: Traffic) -> Iterator[Draft]:
    """Printed volumes: "Foreign Relations, 1899, page 105", "Vol. i, p. 542"."""
    text = source.text
    for m in EDITION.finditer(text):
        if _HAS_LOCATOR.search(m["tail"]):
            before = BEFORE_EDITION.search(text, max(0, m.start() - 40), m.start())
            start = before.start() if before else m.start()
            starts = (d.start() for d in DATED.finditer(text, *m.span("tail")))
            found = next((source.dates[at] for at in starts if at in source.dates), None)
            body = _edition(m[0])
            if found and isinstance(found.body, DateFinding) and found.end <= m.end():
                body = structs.replace(body, date=found.body.edtf)
            yield Draft(start, m.end(), body, "a printed work with its volume or page")
    for m in PAGES_OF.finditer(text):
        body = Reference("edition", status="external", page=m["page"])
        yield Draft(*m.span(), body, "pages of a printed work")
    for m in VOLUME.finditer(text) if "ol. " in text else ():
        yield Draft(*m.span(), _edition(m[0]), "a volume and page of a printed work")


def source_line(document: Document) -> Iterator[Draft]:
    """The printed edition that a paper's own source line cites."""
    for block in document.blocks:
        if block.kind == "source" and _PRINTED_SOURCE.search(document.text, block.start, block.end):
            words = document.quote(block.start, block.end)
            body = _edition(words, last_year=True)
            yield Draft(block.start, block.end, body, "the edition that the source line cites")


def _edition(words: str, *, last_year: bool = False) -> Reference:
    number, years, page = _VOLUME_OR_NUMBER.search(words), _YEAR.findall(words), p.PAGE.search(words)
    year = years[-1 if last_year else 0] if years else None
    return Reference("edition", number["number"] if number else None, year, status="external",
                     page=page["page"] if page else None)
