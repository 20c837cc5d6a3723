"""Printed dates as atoms: which words name a day, month or year, before anything is supplied to them."""

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from dragoman.edition.calendar import month_number
from dragoman.readers.dates import patterns as p

# How an atom stands to the paper's day: shift counts units from it; before and after choose the nearest year;
# same takes the month or year of the date before it in the text.
Relation = Literal["", "day", "same day", "week", "month", "year", "before", "after", "same month", "same year",
                   "weekday"]


class Atom(Struct, frozen=True):
    """One date as printed; what the words do not say is None. `season` is EDTF's 21 to 24, `span` a decade."""

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
    future: bool = False        # a weekday that only what is still to come can name
    twin: int | None = None     # the second day of "3/15", so that Old and New Style can be told from two days


Facts = dict[str, object]
_MONTH_RELATIONS: dict[str, tuple[Relation, int]] = {
    "inst": ("month", 0), "this": ("month", 0), "pres": ("month", 0), "curr": ("month", 0), "ult": ("month", -1),
    "last": ("month", -1), "past": ("month", -1), "prec": ("same month", -1), "prev": ("same month", -1),
    "prox": ("month", 1), "next": ("month", 1), "same": ("same month", 0), "that": ("same month", 0),
    "foll": ("same month", 1)}
_YEAR_RELATIONS: dict[str, tuple[Relation, int]] = {
    "this": ("year", 0), "pres": ("year", 0), "curr": ("year", 0), "last": ("year", -1), "past": ("year", -1),
    "next": ("year", 1), "same": ("same year", 0), "that": ("same year", 0), "foll": ("same year", 1),
    "prec": ("same year", -1), "prev": ("same year", -1)}
_SHIFTS = {"last": -1, "past": -1, "next": 1, "coming": 1}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11,
          "XII": 12}
_DAY_NUMBER = re.compile(r"[0-9][0-9]?")


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


def _tail(text: str, at: int) -> tuple[int, Facts]:
    """Where a year or its hint ends, and what it says, for a day and month that end at `at`."""
    facts: Facts = {}
    m = p.YEAR_TAIL.match(text, at)
    if m:
        at = m.end()
        if m["year"]:
            facts["year"] = int(m["year"])
        elif m["which"]:
            facts["relation"], facts["shift"] = _YEAR_RELATIONS[m["which"].removeprefix("the ")[:4]]
        elif m["near"][0] != "i":
            facts["relation"] = "after" if m["near"] in ("next", "proximo") else "before"
    m = p.STYLE_TAIL.match(text, at)
    if m:
        at, facts["julian"] = m.end(), m["old"] is not None
    return at, facts


def _listed(text: str, days: tuple[int, int], whole: tuple[int, int], facts: Facts) -> Iterator[Atom]:
    """One atom for each day of a list such as "20, 24" or "12th and 15th"; "3-5" is to be joined, "3/15" is one."""
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
    for m in p.MONTH_FIRST.finditer(text):
        if text[m.start() - 1:m.start()].isalpha():
            continue
        if m["days"] is None:
            yield from _month_alone(text, m)
            continue
        end, facts = _tail(text, m.end())
        days_end = m.end("days")
        if not facts and p.RECEIVED.search(text, max(0, m.start() - 16), m.start()):
            facts["relation"] = "after"
        if "year" not in facts and ", " in m["days"] and " and " not in m["days"]:
            # "June 3, 4 ships": only the first is a day
            days_end = m.start("days") + m["days"].index(", ")
            end, facts = days_end, {}
        facts["month"] = month_number(m["month"])
        yield from _listed(text, (m.start("days"), days_end), (m.start(), end), facts)


def _day_first(text: str) -> Iterator[Atom]:
    for m in p.DAY_FIRST.finditer(text):
        if m["month"]:
            other = p.MONTH_FIRST.match(text, m.start("month"))
            if other and other["days"] and not p.YEAR_TAIL.match(text, m.end()):
                continue                                                   # "No. 12 December 19": 12 is not the day
            end, facts = _tail(text, m.end())
            facts["month"] = month_number(m["month"])
        else:
            end, facts = m.end(), _month_relation(m["rel"], m["which"])
        yield from _listed(text, m.span("days"), (m.start(), end), facts)
    for m in p.WORD_FIRST.finditer(text):
        if m["month"]:
            end, facts = _tail(text, m.end())
            facts["month"] = month_number(m["month"])
        else:
            end, facts = m.end(), _month_relation(m["rel"], m["which"])
        yield Atom(m.start(), end, day=p.ORDINALS[m["ordinal"]], **facts)  # type: ignore[arg-type]


def _month_relation(word: str | None, which: str | None) -> Facts:
    key = (word or which or "").removeprefix("the ")[:4]
    relation, shift = _MONTH_RELATIONS["ult" if key.startswith("ult") else key]
    return {"relation": relation, "shift": shift}


def _month_alone(text: str, m: re.Match[str]) -> Iterator[Atom]:
    before = p.BEFORE_MONTH.search(text, max(0, m.start() - 12), m.start())
    end, facts = _tail(text, m.end())
    near = before["near"] if before else None
    if not facts and not before and not p.MONTH_AHEAD.match(text, m.end()):
        return
    unsure = m["month"] in ("May", "March") and before and not near and before["link"].lower() not in p.SURE_LINKS
    if unsure and not facts and text[end:end + 2].strip()[:1].isalpha():
        return                                                             # "for May I ask", "to March on"
    if near and not facts:
        facts["relation"] = "after" if near.lower() == "next" else "before"
    start = before.start() if before and near else m.start()
    yield Atom(start, end, month=month_number(m["month"]), **facts)  # type: ignore[arg-type]


def _numeric(text: str) -> Iterator[Atom]:
    for m in p.ISO.finditer(text):
        yield Atom(*m.span(), year=int(m["y"]), month=int(m["m"]), day=int(m["d"]))
    for m in p.FIGURES.finditer(text):
        a, b = int(m["a"]), int(m["b"]) if m["b"].isdigit() else _ROMAN.get(m["b"], 0)
        month, day = (a, b) if m["sep"] == "/" and a <= 12 else (b, a)      # 3/23/1936 is American, 23.3.1936 is not
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield Atom(*m.span(), year=int(m["c"]), month=month, day=day)


def _relative(text: str) -> Iterator[Atom]:
    for m in p.DAY_WORD.finditer(text):
        yield Atom(*m.span(), relation="day", shift=p.DAY_WORDS[m[0].lower()])
    for m in p.SAME_DAY.finditer(text) if "same da" in text or "that da" in text else ():
        if p.BEFORE_SAME.search(text, max(0, m.start() - 30), m.start()):
            yield Atom(*m.span(), relation="same day")
    for m in p.AGO.finditer(text):
        before = p.BEFORE_AGO.search(text, max(0, m.start() - 20), m.start())
        if before:
            count = int(before["count"]) if before["count"].isdecimal() else p.CARDINALS[before["count"]]
            yield Atom(before.start(), m.end(), relation=before["unit"], shift=-count)  # type: ignore[arg-type]
    for m in p.PERIOD.finditer(text):
        before = p.BEFORE_PERIOD.search(text, max(0, m.start() - 14), m.start())
        if before:
            shift = _SHIFTS.get(before["which"].lower().removeprefix("the "), 0)
            yield Atom(before.start(), m.end(), relation=m[0], shift=shift, span="period")  # type: ignore[arg-type]


def _seasons(text: str) -> Iterator[Atom]:
    for m in p.SEASON.finditer(text):
        before = p.BEFORE_WORD.search(text, max(0, m.start() - 6), m.start())
        near = (before["which"] if before else m["near"] or "").lower()
        if near in ("", "on", "by", "for", "until") and not (m["year"] or m["which"]):
            continue
        facts: Facts = {"season": p.SEASONS[m["season"].lower()]}
        if m["year"]:
            facts["year"] = int(m["year"])
        elif m["which"]:
            facts["relation"], facts["shift"] = _YEAR_RELATIONS[m["which"].removeprefix("the ")[:4]]
        else:
            facts["relation"] = {"next": "after", "this": "year"}.get(near, "before")
        start = before.start() if before and near in ("last", "next", "this", "past") else m.start()
        yield Atom(start, m.end(), **facts)  # type: ignore[arg-type]


def _eras(text: str) -> Iterator[Atom]:
    for m in p.DECADE.finditer(text):
        if text[max(0, m.start() - 4):m.start()].lower() == "the ":
            yield Atom(*m.span(), span=f"{p.DECADES[m['decade']]}X")
    for m in p.CENTURY.finditer(text):
        before = p.BEFORE_CENTURY.search(text, max(0, m.start() - 14), m.start())
        if before:
            word = before["ordinal"]
            number = int(word[:2]) if word[0].isdecimal() else p.ORDINALS.get(word, 0)
            if number > 12:
                yield Atom(before.start(), m.end(), span=f"{number - 1}XX")


def _weekdays(text: str) -> Iterator[Atom]:
    for m in p.WEEKDAY.finditer(text):
        before = p.BEFORE_WORD.search(text, max(0, m.start() - 6), m.start())
        near = m["near"] or (before["which"].lower() if before else "")
        if near in ("by", "for", "until"):
            yield Atom(m.start(), m.end(), relation="weekday", weekday=p.WEEKDAYS.index(m["day"]), future=True)
        elif near:
            shift = 1 if near == "next" else 0 if near == "this" else -1
            yield Atom(before.start() if before else m.start(), m.end(), relation="weekday", shift=shift,
                       weekday=p.WEEKDAYS.index(m["day"]))


def _bare_days(text: str) -> Iterator[Atom]:
    for m in p.BARE_DAY.finditer(text):
        if int(m["day"]) < 32 and p.BEFORE_BARE.search(text, max(0, m.start() - 12), m.start()):
            yield Atom(*m.span(), day=int(m["day"]))


def _years(text: str) -> Iterator[Atom]:
    for m in p.YEAR_ALONE.finditer(text):
        if m["decade"]:
            yield Atom(*m.span(), span=m["year"][:3] + "X")
        elif m["second"]:
            second = m["second"] if len(m["second"]) == 4 else m["year"][:2] + m["second"]
            if int(m["year"]) < int(second) <= int(m["year"]) + 99:
                yield Atom(*m.span(), span=f"{m['year']}/{second}")
        elif (p.BEFORE_YEAR.search(text, max(0, m.start() - 10), m.start())
              and not p.NOT_AFTER_YEAR.match(text, m.end())):
            yield Atom(*m.span(), year=int(m["year"]))
