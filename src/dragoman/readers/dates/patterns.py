"""The patterns of printed dates, each beside the example it was written for; words come from lexicon/en/dates.toml.

A pattern is led by words or by figures, or opens with a letter that can begin it, so that all else is skipped; what
stands before it is looked at afterwards by a BEFORE pattern.
"""

import re

from dragoman.edition.calendar import MONTHS
from dragoman.lexicon import any_of, lexicon
from dragoman.lexicon.concordance import led, led_by_figure

_LEX = lexicon("dates")
ORDINALS: dict[str, int] = _LEX["ordinals"]
CARDINALS: dict[str, int] = _LEX["cardinals"]
DAY_WORDS: dict[str, int] = _LEX["day_words"]
SEASONS: dict[str, int] = _LEX["seasons"]
DECADES: dict[str, int] = _LEX["decades"]
WEEKDAYS: list[str] = _LEX["weekdays"]


def _either(words: list[str] | dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_SHORT = ["Febr", "Sept", "Septbr", "Octbr", "Novbr", "Decbr", *(name[:3].title() for name in MONTHS if name != "may")]
_FULL = [name.title() for name in MONTHS]
_FORMS = [*(rf"{w}\b" for name in _FULL for w in (name, name.upper())),
          *(rf"{w}\b\.?" for name in _SHORT for w in (name, name.upper()))]
# one alternative for each first letter: the engine then skips to capitals that can begin a month
_MONTH = "(?:" + "|".join(f"{letter}(?:{'|'.join(form[1:] for form in _FORMS if form[0] == letter)})"
                          for letter in sorted({form[0] for form in _FORMS})) + ")"
_YEAR = r"(?:1[5-9]\d\d|20[0-4]\d)(?!\d|[,.]\d|/\d\d\d)"
# a time stands where a second day could: "April 5, 6 p.m."
_NO_TIME = r"(?!\d|:\d|[.,]\d|[ ]?[apAP]\.[ ]?[mM]|[ ]?[aApP][mM]\b|[ ]o['’]clock|[ ]noon|[ ]midnight)"
_DAY = rf"[0-3]?\d(?:st|nd|rd|d|th)?\b{_NO_TIME}"
_AND = r"(?:,[ ]and[ ]the|,[ ]and|[ ]and[ ]the|[ ]and|[ ]and[ ]of[ ]the|[ ]&|,|[ ]or|[ ]or[ ]the|[ ]to|[ ]to[ ]the)[ ]"
_MORE_DAYS = rf"(?:(?:{_AND}|/|-|–)(?:{_DAY})(?!,?[ ]{_MONTH})){{0,6}}"
_WHICH = (r"this|last|next|that"
          r"|(?:the[ ])?(?:present|current|past|last|next|same|following|preceding|previous)")
_INSTANT = rf"""(?P<rel>(?:instant|ultimo|proximo)\b|(?:inst|ulto?|prox)\b\.?)|(?P<which>{_WHICH})[ ]month\b"""

# "January 20, 24, 1937"; "May 3/15"; "Sept. 2d"; "August the 4th"; the month alone: "December, 1935", "March last"
MONTH_FIRST = re.compile(
    rf"(?P<month>{_MONTH})(?:,?[ ]?(?:the[ ])?(?P<days>{_DAY}{_MORE_DAYS})|(?![ ]?\d\d?\b))")
# "the 16th of May"; "23rd and 25th of May"; "7th January"; "18th instant"; "the 3rd of this month"; "3d day of June"
DAY_FIRST = led_by_figure(rf"""
    (?P<days>[0-9](?<![\w$£.]\d)\d?(?:st|nd|rd|d|th)?\b{_NO_TIME}{_MORE_DAYS})
    (?:[ ]days?)?(?:,?[ ](?:of|in))?(?:[ ]the)?(?:[ ]month[ ]of)?,?[ ]?
    (?:(?P<month>{_MONTH})|{_INSTANT})""", re.VERBOSE)
# "fourth instant"; "the twenty-first day of January"; "thirty-first of May"
WORD_FIRST = re.compile(rf"""
    (?P<ordinal>{any_of(ORDINALS)})(?:[ ]days?)?(?:,?[ ]of)?(?:[ ]the)?[ ]
    (?:(?P<month>{_MONTH})|{_INSTANT})""", re.VERBOSE)
# after a day and month: ", 1937"; " of the past year"; " last"; ", ultimo"
YEAR_TAIL = re.compile(rf"""
    ,?(?:[ ]of|[ ]in)?(?:[ ]the[ ]year)?,?[ ]?(?:A\.[ ]?D\.[ ]?)?(?P<year>{_YEAR})
    |,?(?:[ ]of|[ ]in)?[ ](?P<which>{_WHICH})[ ]year\b
    |,?[ ](?P<near>last|ultimo|next|proximo|instant|inst\.|ult\.)(?!\w)""", re.VERBOSE)
# "(Received November 25": a paper is received after its day
RECEIVED = re.compile(r"[(\[](?:[Rr]eceived|[Rr]ec['’]d)(?: at \w+)?,? $")
# "(O. S.)", ", old style"
STYLE_TAIL = re.compile(r"""
    ,?[ ][(\[]?(?P<old>O\.[ ]?S\.|[Oo]ld[ ][Ss]tyle)[)\]]?
    |,?[ ][(\[]?(?:N\.[ ]?S\.|[Nn]ew[ ][Ss]tyle)[)\]]?""", re.VERBOSE)
# "January - December 1927": a month that another follows
MONTH_AHEAD = re.compile(rf" ?(?:[-–—]|to|and) ?{_MONTH},? ?{_YEAR}")
# what is still to come: "will leave on the 28th", "announced for Wednesday", "expires on March 31"
FUTURE = re.compile(rf"\b(?:{_either(_LEX['future'])})\b")
# before a month: "in December"; "last June"; "next May"
BEFORE_MONTH = re.compile(r"""
    (?:(?P<near>[Ll]ast|[Nn]ext|[Pp]ast)
      |(?P<link>[Ii]n|[Oo]f|[Ss]ince|[Dd]uring|[Bb]y|[Uu]ntil|[Tt]ill|[Ee]arly(?:[ ]in)?|[Ll]ate(?:[ ]in)?|[Bb]efore
         |[Aa]fter|[Ee]nd[ ]of|[Mm]iddle[ ]of|[Mm]onth[ ]of|for|from|to))[ ]$""", re.VERBOSE)
# links after which even "May" and "March" are months
SURE_LINKS = ("in", "of", "since", "during")
# "in 1872"; "1932-1936"; "the 1930's"; "1899–1900"
YEAR_ALONE = led_by_figure(r"""
    (?P<year>(?:15|16|17|18|19|20)(?<![\w$£.,:/]\d\d)\d\d)
    (?:(?P<decade>['’]?s\b)|(?P<to>[-–/]|[ ]to[ ])(?P<second>\d{4}|\d\d)(?!\d|[,.:/-]\d|\w))?
    (?![\w%]|[,.:/]\d|[-–]\d)""", re.VERBOSE)
BEFORE_YEAR = re.compile(r"""
    (?:\b(?:[Ii]n|[Oo]f|[Ss]ince|[Dd]uring|[Yy]ears?|[Ff]rom|[Uu]ntil|[Tt]ill|[Tt]o|[Bb]efore|[Aa]fter|[Bb]y|[Bb]etween
      |[Aa]nd|[Ee]arly|[Ll]ate|[Aa]bout|[Cc]irca|the|season|[Ff]or|[Aa]ct)
    |[,(;])[ ]?$""", re.VERBOSE)
# "of 1900 men", "1850 tons": an amount
NOT_AFTER_YEAR = re.compile(rf",? (?:[a-z]+ )?(?:{_either(_LEX['measures'])})\b")
# "yesterday"; "to-day"; "this morning"
_DAY_WORDS = [form for word in DAY_WORDS for form in (word[0].upper() + word[1:], word)]
DAY_WORD = led(any_of(_DAY_WORDS) + r"(?![^\W_])", _DAY_WORDS)
# "your note of the same day": the day named before, where it dates a paper
BEFORE_SAME = re.compile(
    r"(?:note|letter|gram|despatch|dispatch|instruction|report|memorandum|communication|cable)s?,? (?:of|on|dated)"
    r" (?:the )?$")
# "the same day", "that date"
SAME_DAY = re.compile(r"(?:same|that) (?:day|date)\b")
# "two days ago"; "a year ago"; "three weeks since"
AGO = led(r"ago\b|since\b", ("ago", "since"))
BEFORE_AGO = re.compile(rf"\b(?P<count>[0-9][0-9]?|{_either(CARDINALS)}) (?P<unit>day|week|month|year)s? $")
# "last month"; "the present year"; "this week"; "the past year"
PERIOD = led(r"(?:week\b|month\b|year\b)(?!['’]|ly)", ("week", "month", "year"))
BEFORE_PERIOD = re.compile(r"\b(?P<which>[Tt]his|[Ll]ast|[Nn]ext|the (?:present|current|past|last|next|coming)) $")
# "on Monday last"; "last Tuesday"
WEEKDAY = re.compile(rf"(?P<day>{'|'.join(WEEKDAYS)})\b(?:,? (?P<near>last|next|instant)\b)?")
BEFORE_WORD = re.compile(r"\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast|[Oo]n|[Bb]y|[Ff]or|[Uu]ntil) $")
# "the spring of 1936"; "last summer"; "this winter"; "summer of last year"
SEASON = re.compile(rf"""
    (?P<season>{any_of([*SEASONS, *(word.title() for word in SEASONS)])})\b
    (?:,?[ ](?:of[ ])?(?:(?P<year>{_YEAR})|(?P<which>{_WHICH})[ ]year|(?P<near>last|next)\b))?""", re.VERBOSE)
# "the eighties"
DECADE = led(rf"(?P<decade>{'|'.join(DECADES)})\b", DECADES)
# "the nineteenth century"; "the 18th century"
CENTURY = led(r"century\b|Century\b", ("century", "Century"))
BEFORE_CENTURY = re.compile(r"\b(?P<ordinal>[a-z]+teenth|twentieth|1[5-9]th|20th)[ -]$")
# "on the 3d"; "of the 25th," with no month: a noun must not follow
BARE_DAY = led_by_figure(r"""
    (?P<day>[0-9](?<=[ ]the[ ]\d)\d?)(?:st|nd|rd|d|th)\b
    (?=[.,;:)\]]|$|\n|[ ](?:and|or|at|in|to|that|I|he|we|by|with|from|for|was|is|had|has|which|last|the|a|it|they|you
                         |when|without|but|after|before|until|she|this)\b)""", re.VERBOSE | re.MULTILINE)
BEFORE_BARE = re.compile(
    r"\b(?:[Oo]n|[Oo]f|[Bb]y|[Ss]ince|[Uu]ntil|[Bb]efore|[Aa]fter|[Dd]ated|and|[Ff]rom|[Tt]o) the $")
# "1936-03-23"
ISO = led_by_figure(r"(?P<y>[12](?<!\w[12])\d\d\d)-(?P<m>[01]\d)-(?P<d>[0-3]\d)(?![\w-])", re.ASCII)
# "23.3.1936"; "3/23/1936"; "21.I.1937"
FIGURES = led_by_figure(r"""
    (?P<a>[0-9](?<![\w./]\d)\d?)(?P<sep>[./])(?P<b>[01]?\d|[IVX]{1,4})(?P=sep)(?P<c>1[5-9]\d\d|20\d\d)(?!\w)""",
    re.VERBOSE | re.ASCII)
