"""Printed dates as atoms: which words name a day, month or year, before anything is supplied to them."""

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from dragoman.edition.calendar import MONTHS, month_number
from dragoman.lexicon import lexicon

# How an atom stands to the paper's day: shift counts units from it; before and after choose the nearest year;
# same takes the month or year of the date before it in the text.
Relation = Literal["", "day", "week", "month", "year", "before", "after", "same month", "same year", "weekday"]


class Atom(Struct, frozen=True):
    """One date as printed; what the words do not say is None. `season` is EDTF's 21 to 24, `span` a decade or century."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    relation: Relation = ""
    shift: int = 0
    season: int | None = None
    span: str | None = None
    weekday: int | None = None
    julian: bool = False
    twin: int | None = None     # the second day of "3/15", so that Old and New Style can be told from two days


_LEX = lexicon("dates")
_SHORT = ["Febr", "Sept", "Septbr", "Octbr", "Novbr", "Decbr", *(name[:3].title() for name in MONTHS if name != "may")]
_FULL = [name.title() for name in MONTHS]
# each alternative opens with its own letters: the engine then skips to capitals that can begin a month
MONTH = "(?:" + "|".join([rf"{w}\b" for name in _FULL for w in (name, name.upper())]
                         + [rf"{w}\b\.?" for name in _SHORT for w in (name, name.upper())]) + ")"
_YEAR = r"(?:1[5-9]\d\d|20[0-4]\d)(?!\d|[,.]\d|/\d\d\d)"
# a time stands where a second day could: "April 5, 6 p.m."
_NO_TIME = r"(?!\d|:\d|[.,]\d| ?[apAP]\. ?[mM]| ?[aApP][mM]\b| o['’]clock| noon| midnight)"
_DAY = rf"[0-3]?\d(?:st|nd|rd|d|th)?\b{_NO_TIME}"
_MORE_DAYS = rf"(?:(?:, and the |, and | and the | and of the | and | & |, | or the | or | to the | to |/|-|–)(?:{_DAY}))*"
_MONTH_RELATIONS: dict[str, tuple[Relation, int]] = {
    "inst": ("month", 0), "this": ("month", 0), "pres": ("month", 0), "curr": ("month", 0), "ult": ("month", -1),
    "last": ("month", -1), "past": ("month", -1), "prec": ("same month", -1), "prev": ("same month", -1),
    "prox": ("month", 1), "next": ("month", 1), "same": ("same month", 0), "that": ("same month", 0),
    "foll": ("same month", 1)}
_YEAR_RELATIONS: dict[str, tuple[Relation, int]] = {
    "this": ("year", 0), "pres": ("year", 0), "curr": ("year", 0), "last": ("year", -1), "past": ("year", -1),
    "next": ("year", 1), "same": ("same year", 0), "that": ("same year", 0), "foll": ("same year", 1),
    "prec": ("same year", -1), "prev": ("same year", -1), "inst": ("year", 0)}
_WHICH = r"this|last|next|(?:the )?(?:present|current|past|last|next|same|following|preceding|previous)|that"

# "January 20, 24, 1937"; "May 3/15"; "Sept. 2d"; "August the 4th"; the month alone: "December, 1935", "March last"
MONTH_FIRST = re.compile(rf"(?P<month>{MONTH})(?:,? ?(?:the )?(?P<days>{_DAY}{_MORE_DAYS})|(?! ?\d\d?\b))")
# "the 16th of May"; "23rd and 25th of May"; "7th January"; "18th instant"; "the 3rd of this month"; "3d day of June"
DAY_FIRST = re.compile(rf"""
    (?P<days>[0-9](?<![\w$£.]\d)\d?(?:st|nd|rd|d|th)?\b{_NO_TIME.replace(' ', '[ ]')}{_MORE_DAYS.replace(' ', '[ ]')})
    (?:[ ]days?)?(?:,?[ ](?:of|in))?(?:[ ]the)?(?:[ ]month[ ]of)?,?[ ]?
    (?:(?P<month>{MONTH})
      |(?P<rel>(?:instant|ultimo|proximo)\b|(?:inst|ulto?|prox)\b\.?)
      |(?P<which>{_WHICH.replace(' ', '[ ]')})[ ]month\b)""", re.VERBOSE)
# "fourth instant"; "the twenty-first day of January"; "thirty-first of May"
_ORDINALS: dict[str, int] = _LEX["ordinals"]
WORD_FIRST = re.compile(rf"""
    (?P<ordinal>{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})(?:[ ]days?)?(?:,?[ ]of)?(?:[ ]the)?[ ]
    (?:(?P<month>{MONTH})|(?P<rel>(?:instant|ultimo|proximo)\b|(?:inst|ulto?|prox)\b\.?)|(?P<which>{_WHICH.replace(' ', '[ ]')})[ ]month\b)
    """, re.VERBOSE)
# after a day and month: ", 1937"; " of the past year"; " last"; ", ultimo"
YEAR_TAIL = re.compile(rf",?(?: of| in)?(?: the year)?,? ?(?:A\. ?D\. ?)?(?P<year>{_YEAR})"
                       rf"|,?(?: of| in)? (?P<which>{_WHICH}) year\b"
                       r"|,? (?P<near>last|ultimo|next|proximo|instant|inst\.|ult\.)(?!\w)")
# "(Received November 25": a paper is received after its day
RECEIVED = re.compile(r"[(\[](?:[Rr]eceived|[Rr]ec['’]d)(?: at \w+)?,? $")
# "(O. S.)", ", old style"
STYLE_TAIL = re.compile(r",? [(\[]?(?P<old>O\. ?S\.|old style|Old Style)[)\]]?|,? [(\[]?(?:N\. ?S\.|new style|New Style)[)\]]?")
# "in December, 1935"; "last June"; "next May"; "June of last year"
BEFORE_MONTH = re.compile(r"(?:(?P<near>[Ll]ast|[Nn]ext|[Pp]ast)|(?P<link>[Ii]n|[Oo]f|[Ss]ince|[Dd]uring|[Bb]y|[Uu]ntil|[Tt]ill|[Ee]arly(?: in)?"
                          r"|[Ll]ate(?: in)?|[Bb]efore|[Aa]fter|[Ee]nd of|[Mm]iddle of|[Mm]onth of|for|from|to)) $")
SURE_LINKS = ("in", "of", "since", "during")
# "in 1872"; "1932-1936"; "the 1930's"; "1899–1900"
YEAR_ALONE = re.compile(r"(?P<year>(?:1[5-9]|20)(?<![\w$£.,:/]\d\d)\d\d)"
                        r"(?:(?P<decade>['’]?s\b)|(?P<to>[-–/]| to )(?P<second>\d{4}|\d\d)(?!\d|[,.:/-]\d|\w))?(?![\w%]|[,.:/]\d|[-–]\d)")
BEFORE_YEAR = re.compile(r"(?:\b(?:[Ii]n|[Oo]f|[Ss]ince|[Dd]uring|[Yy]ears?|[Ff]rom|[Uu]ntil|[Tt]ill|[Tt]o|[Bb]efore|[Aa]fter|[Bb]y|[Bb]etween"
                         r"|[Aa]nd|[Ee]arly|[Ll]ate|[Aa]bout|[Cc]irca|the|season|[Ff]or|[Aa]ct|[Ee]nd of)|[,(;]) ?$")
NOT_AFTER_YEAR = re.compile(r",? (?:[a-z]+ )?(?:tons?|men|dollars|pounds|francs|roubles|rubles|marks|yen|pesos|bales|barrels|miles|"
                            r"feet|yards|acres|persons|people|troops|soldiers|sacks|bags|cases|head|copies|horses|rifles)\b")
_DAY_WORDS: dict[str, int] = _LEX["day_words"]
# "yesterday"; "to-day"; "this morning"
DAY_WORD = re.compile("|".join(f"{w[0].upper()}{w[1:]}|{w}" for w in sorted(_DAY_WORDS, key=len, reverse=True)))
_CARDINALS: dict[str, int] = _LEX["cardinals"]
# "two days ago"; "a year ago"; "three weeks since"
AGO = re.compile(r"ago\b|since\b")
BEFORE_AGO = re.compile(rf"\b(?P<count>\d\d?|{'|'.join(sorted(_CARDINALS, key=len, reverse=True))})"
                        r" (?P<unit>day|week|month|year)s? $")
# "last month"; "the present year"; "this week"; "the past year"
PERIOD = re.compile(r"(?:week\b|month\b|year\b)(?!['’]|ly)")
BEFORE_PERIOD = re.compile(r"\b(?P<which>[Tt]his|[Ll]ast|[Nn]ext|the (?:present|current|past|last|next|coming)) $")
# "on Monday last"; "last Tuesday"; "Friday, June 3" (the day is then read with its date)
WEEKDAY = re.compile(rf"(?P<day>{'|'.join(_LEX['weekdays'])})\b(?:,? (?P<near>last|next|instant)\b)?")
BEFORE_WORD = re.compile(r"\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast|[Oo]n) $")
# "the spring of 1936"; "last summer"; "this winter"; "summer of last year"
SEASON = re.compile(r"(?P<season>spring|summer|autumn|fall|winter|Spring|Summer|Autumn|Fall|Winter)\b"
                    rf"(?:,? (?:of )?(?:(?P<year>{_YEAR})|(?P<which>{_WHICH}) year|(?P<near>last|next)\b))?")
# "the eighties"; "the nineteenth century"
DECADE = re.compile(rf"(?P<decade>{'|'.join(_LEX['decades'])})\b")
CENTURY = re.compile(r"century\b|Century\b")
BEFORE_CENTURY = re.compile(r"\b(?P<ordinal>[a-z]+teenth|twentieth|1[5-9]th|20th)[ -]$")
# "on the 3d"; "of the 25th," with no month: a noun must not follow
BARE_DAY = re.compile(r"(?P<day>[0-9](?<= the \d)\d?)(?:st|nd|rd|d|th)\b"
                      r"(?=[.,;:)\]]|$|\n| (?:and|or|at|in|to|that|I|he|we|by|with|from|for|was|is|had|has|which|last|the|a|it|they|you|when)\b)",
                      re.M)
BEFORE_BARE = re.compile(r"\b(?:[Oo]n|[Oo]f|[Bb]y|[Ss]ince|[Uu]ntil|[Bb]efore|[Aa]fter|[Dd]ated|and|[Ff]rom|[Tt]o) the $")
# "1936-03-23"; "23.3.1936"; "3/23/36"; "21.I.1937"
ISO = re.compile(r"(?P<y>[12](?<!\w[12])\d\d\d)-(?P<m>[01]\d)-(?P<d>[0-3]\d)(?![\w-])", re.A)
FIGURES = re.compile(r"(?P<a>[0-9](?<![\w./]\d)\d?)(?P<sep>[./])(?P<b>[01]?\d|[IVX]{1,4})(?P=sep)(?P<c>1[5-9]\d\d|20\d\d)(?!\w)", re.A)
_DAY_NUMBER = re.compile(r"\d\d?", re.A)
_SHIFTS = {"last": -1, "past": -1, "next": 1, "coming": 1}
_SEASONS: dict[str, int] = _LEX["seasons"]
_DECADES: dict[str, int] = _LEX["decades"]
_WEEKDAYS: list[str] = _LEX["weekdays"]
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12}


def atoms(text: str) -> Iterator[Atom]:
    """Every printed date of a text, form after form; overlaps are not yet settled, earlier forms are the surer ones."""
    yield from _months(text)
    yield from _day_first(text)
    yield from _numeric(text)
    yield from _relative(text)
    yield from _seasons(text)
    yield from _eras(text)
    yield from _weekdays(text)
    yield from _bare_days(text)
    yield from _years(text)


def _tail(text: str, at: int) -> tuple[int, dict[str, object]]:
    """Where a year or its hint ends, and what it says, for a day and month that end at `at`."""
    facts: dict[str, object] = {}
    m = YEAR_TAIL.match(text, at)
    if m:
        at = m.end()
        if m["year"]:
            facts["year"] = int(m["year"])
        elif m["which"]:
            facts["relation"], facts["shift"] = _YEAR_RELATIONS[m["which"].removeprefix("the ")[:4]]
        elif m["near"][0] != "i":
            facts["relation"] = "after" if m["near"] in ("next", "proximo") else "before"
    m = STYLE_TAIL.match(text, at)
    if m:
        at, facts["julian"] = m.end(), m["old"] is not None
    return at, facts


def _listed(text: str, days: tuple[int, int], whole: tuple[int, int], facts: dict[str, object]) -> Iterator[Atom]:
    """One atom for each day of a list such as "20, 24" or "12th and 15th"; "3-5" is left to be joined, "3/15" is one."""
    numbers = [m for m in _DAY_NUMBER.finditer(text, *days) if 1 <= int(m[0]) <= 31]
    skip = False
    for i, m in enumerate(numbers):
        if skip:
            skip = False
            continue
        last = i + 1 == len(numbers)
        start = whole[0] if i == 0 else m.start()
        twin = None
        if not last and text[m.end():numbers[i + 1].start()] == "/":
            twin, skip = int(numbers[i + 1][0]), True
            last = i + 2 == len(numbers)
        end = whole[1] if last else _ordinal_end(text, numbers[i + 1].end() if skip else m.end())
        yield Atom(start, end, day=int(m[0]), twin=twin, **facts)  # type: ignore[arg-type]


_ORDINAL_END = re.compile(r"st|nd|rd|d|th")


def _ordinal_end(text: str, at: int) -> int:
    m = _ORDINAL_END.match(text, at)
    return m.end() if m else at


def _months(text: str) -> Iterator[Atom]:
    for m in MONTH_FIRST.finditer(text):
        if text[m.start() - 1:m.start()].isalpha():
            continue
        if m["days"] is None:
            yield from _month_alone(text, m)
            continue
        end, facts = _tail(text, m.end())
        days_end = m.end("days")
        if not facts and RECEIVED.search(text, max(0, m.start() - 16), m.start()):
            facts["relation"] = "after"
        if "year" not in facts and ", " in m["days"] and " and " not in m["days"]:   # "June 3, 4 ships": only the first is a day
            days_end = m.start("days") + m["days"].index(", ")
            end, facts = days_end, {}
        yield from _listed(text, (m.start("days"), days_end), (m.start(), end), facts | {"month": month_number(m["month"])})


def _day_first(text: str) -> Iterator[Atom]:
    for m in DAY_FIRST.finditer(text):
        if m["month"]:
            other = MONTH_FIRST.match(text, m.start("month"))
            if other and other["days"] and not YEAR_TAIL.match(text, m.end()):
                continue                                                   # "No. 12 December 19": 12 is not the day
            end, facts = _tail(text, m.end())
            facts["month"] = month_number(m["month"])
        else:
            end, facts = m.end(), _month_relation(m["rel"], m["which"])
        yield from _listed(text, m.span("days"), (m.start(), end), facts)
    for m in WORD_FIRST.finditer(text):
        if m["month"]:
            end, facts = _tail(text, m.end())
            facts["month"] = month_number(m["month"])
        else:
            end, facts = m.end(), _month_relation(m["rel"], m["which"])
        yield Atom(m.start(), end, day=_ORDINALS[m["ordinal"]], **facts)  # type: ignore[arg-type]


def _month_relation(word: str | None, which: str | None) -> dict[str, object]:
    key = word[:4] if word and word.startswith(("inst", "prox")) else "ult" if word else (which or "").removeprefix("the ")[:4]
    relation, shift = _MONTH_RELATIONS[key]
    return {"relation": relation, "shift": shift}


def _month_alone(text: str, m: re.Match[str]) -> Iterator[Atom]:
    before = BEFORE_MONTH.search(text, max(0, m.start() - 12), m.start())
    end, facts = _tail(text, m.end())
    near = before["near"] if before else None
    if not facts and not before:
        return
    if not facts and before and not near and m["month"] in ("May", "March") and before["link"].lower() not in SURE_LINKS \
            and text[end:end + 2].strip()[:1].isalpha():
        return                                                             # "for May I ask", "to March on"
    if near and not facts:
        facts["relation"] = "after" if near.lower() == "next" else "before"
    yield Atom(before.start() if before and near else m.start(), end, month=month_number(m["month"]), **facts)  # type: ignore[arg-type]


def _numeric(text: str) -> Iterator[Atom]:
    for m in ISO.finditer(text):
        yield Atom(*m.span(), year=int(m["y"]), month=int(m["m"]), day=int(m["d"]))
    for m in FIGURES.finditer(text):
        a, b = int(m["a"]), int(m["b"]) if m["b"].isdigit() else _ROMAN.get(m["b"], 0)
        month, day = (a, b) if m["sep"] == "/" and a <= 12 else (b, a)      # 3/23/1936 is American, 23.3.1936 is not
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield Atom(*m.span(), year=int(m["c"]), month=month, day=day)


def _relative(text: str) -> Iterator[Atom]:
    for m in DAY_WORD.finditer(text):
        if not (text[m.start() - 1:m.start()].isalnum() or text[m.end():m.end() + 1].isalnum()):
            yield Atom(*m.span(), relation="day", shift=_DAY_WORDS[m[0].lower()])
    for m in AGO.finditer(text):
        before = BEFORE_AGO.search(text, max(0, m.start() - 20), m.start())
        if before:
            count = int(before["count"]) if before["count"].isdecimal() else _CARDINALS[before["count"]]
            yield Atom(before.start(), m.end(), relation=before["unit"], shift=-count)  # type: ignore[arg-type]
    for m in PERIOD.finditer(text):
        before = BEFORE_PERIOD.search(text, max(0, m.start() - 14), m.start())
        if before:
            shift = _SHIFTS.get(before["which"].lower().removeprefix("the "), 0)
            yield Atom(before.start(), m.end(), relation=m[0], shift=shift, span="period")  # type: ignore[arg-type]


def _seasons(text: str) -> Iterator[Atom]:
    for m in SEASON.finditer(text):
        before = BEFORE_WORD.search(text, max(0, m.start() - 6), m.start())
        near = (before["which"] if before else m["near"] or "").lower()
        if near in ("", "on") and not (m["year"] or m["which"]):
            continue
        facts: dict[str, object] = {"season": _SEASONS[m["season"].lower()]}
        if m["year"]:
            facts["year"] = int(m["year"])
        elif m["which"]:
            facts["relation"], facts["shift"] = _YEAR_RELATIONS[m["which"].removeprefix("the ")[:4]]
        else:
            facts["relation"] = {"next": "after", "this": "year"}.get(near, "before")
        yield Atom(before.start() if before and near != "on" else m.start(), m.end(), **facts)  # type: ignore[arg-type]


def _eras(text: str) -> Iterator[Atom]:
    for m in DECADE.finditer(text):
        if text[max(0, m.start() - 4):m.start()].lower() == "the ":
            yield Atom(*m.span(), span=f"{_DECADES[m['decade']]}X")
    for m in CENTURY.finditer(text):
        before = BEFORE_CENTURY.search(text, max(0, m.start() - 14), m.start())
        if before:
            number = int(before["ordinal"][:2]) if before["ordinal"][0].isdecimal() else _ORDINALS.get(before["ordinal"], 0)
            if number > 12:
                yield Atom(before.start(), m.end(), span=f"{number - 1}XX")


def _weekdays(text: str) -> Iterator[Atom]:
    for m in WEEKDAY.finditer(text):
        before = BEFORE_WORD.search(text, max(0, m.start() - 6), m.start())
        near = m["near"] or (before["which"].lower() if before else "")
        if near:
            shift = 1 if near == "next" else 0 if near == "this" else -1
            yield Atom(before.start() if before else m.start(), m.end(), relation="weekday", shift=shift,
                       weekday=_WEEKDAYS.index(m["day"]))


def _bare_days(text: str) -> Iterator[Atom]:
    for m in BARE_DAY.finditer(text):
        if int(m["day"]) <= 31 and BEFORE_BARE.search(text, max(0, m.start() - 12), m.start()):
            yield Atom(*m.span(), day=int(m["day"]))


def _years(text: str) -> Iterator[Atom]:
    for m in YEAR_ALONE.finditer(text):
        if m["decade"]:
            yield Atom(*m.span(), span=m["year"][:3] + "X")
        elif m["second"]:
            second = m["second"] if len(m["second"]) == 4 else m["year"][:2] + m["second"]
            if int(m["year"]) < int(second) <= int(m["year"]) + 99:
                yield Atom(*m.span(), span=f"{m['year']}/{second}")
        elif BEFORE_YEAR.search(text, max(0, m.start() - 10), m.start()) and not NOT_AFTER_YEAR.match(text, m.end()):
            yield Atom(*m.span(), year=int(m["year"]))
