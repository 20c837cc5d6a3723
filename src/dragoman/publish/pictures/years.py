"""Papers by year as a quiet row of bars, with a few years beneath and the fullest year told.

A long time without papers is left out, and a sign stands in its place.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from dragoman.publish.pictures.drawing import (
    WIDE,
    Sheet,
    Svg,
    counted,
    element,
    group,
    length,
    line,
    link,
    picture,
    text,
)

_LEFT, _RIGHT, _TOP, _FOOT, _HEIGHT = 8.0, WIDE - 8, 26.0, 96.0, 118.0
_BROADEST = 40.0                # of a bar, where the years are few
_GAP = 40.0                     # the least way between two years told
_EMPTY = 8                      # years without papers from which a stretch is left out
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


def years(counts: Sequence[tuple[int, int]], href: Callable[[int], str] | None = None, *, prefix: str = "years") -> str:
    """Papers by year, each year a link to `href` of it where that is given; nothing where there are none."""
    papers = {year: count for year, count in sorted(counts) if count > 0}
    if not papers:
        return ""
    places = _places(papers)
    slots = max(places.values()) + 1
    broad = min((_RIGHT - _LEFT) / slots, _BROADEST)
    most = max(papers.values())
    bars = [_bar(year, count, _LEFT + places[year] * broad, broad, most, href) for year, count in papers.items()]
    total = sum(papers.values())
    fullest = next(year for year, count in papers.items() if count == most)
    first, last = min(papers), max(papers)
    width = max(_LEFT + broad * slots + 8, 240.0)
    sheet = Sheet("years", prefix, width, _HEIGHT, f"Papers by year, {first} to {last}",
                  f"{counted(total, 'paper')} of {counted(len(papers), 'year')} from {first} to {last}. "
                  f"The fullest is {fullest} with {counted(most, 'paper')}.")
    parts = (line((_LEFT, _FOOT), (width - 8, _FOOT), "pic-rule"), *bars, *_ticks(places, broad),
             *_left_out(places, broad), _fullest(papers, fullest, _LEFT + (places[fullest] + 0.5) * broad, width))
    return picture(sheet, parts, linked=href is not None)


def _places(papers: Mapping[int, int]) -> dict[int, int]:
    """The place of each year that is drawn, counted from the left; a stretch that is left out takes one too."""
    places: dict[int, int] = {}
    at = 0
    for year in papers:
        before = max(places, default=year - 1)
        if year - before > _EMPTY:
            at += 1
            before = year - 1
        for drawn in range(before + 1, year + 1):
            places[drawn] = at
            at += 1
    return places


def _left_out(places: Mapping[int, int], broad: float) -> Iterator[Svg]:
    """A sign in the place of each stretch that is left out."""
    for year, following in pairwise(places):
        if following - year > 1:
            told = element("title", Svg(f"no papers from {year + 1} to {following - 1}"))
            yield group((told, text(_LEFT + (places[year] + 1.5) * broad, _FOOT - 5, "…", "pic-quiet", "middle")))


def _bar(year: int, count: int, x: float, broad: float, most: int, href: Callable[[int], str] | None) -> Svg:
    """One year; the whole height over it can be touched, since many bars are low."""
    high = max(1.0, count / most * (_FOOT - _TOP))
    gap = 1.0 if broad >= 4 else 0.0
    drawn = element("rect", x=x, y=_FOOT - high, width=max(broad - gap, 1.0), height=high, class_="pic-bar")
    told = f"{year}: {counted(count, 'paper')}"
    if href is None:
        return group((element("title", Svg(told)), drawn))
    touched = element("rect", x=x, y=_TOP, width=max(broad, 1.0), height=_FOOT - _TOP, fill="none",
                      pointer_events="all")
    return link(href(year), told, touched, drawn)


def _ticks(places: Mapping[int, int], broad: float) -> Iterator[Svg]:
    step = next((n for n in _STEPS if n * broad >= _GAP), _STEPS[-1])
    told = [year for year in places if year % step == 0] or [min(places)]
    for year in told:
        x = _LEFT + (places[year] + 0.5) * broad
        anchor = "start" if x < 24 else "middle"
        yield line((x, _FOOT), (x, _FOOT + 4), "pic-rule")
        yield text(_LEFT if anchor == "start" else x, _FOOT + 17, str(year), "pic-small pic-quiet", anchor)


def _fullest(papers: Mapping[int, int], year: int, x: float, width: float) -> Svg:
    """The count of the fullest year over its bar, moved inwards at an edge."""
    words = f"{year}: {counted(papers[year], 'paper')}"
    half = length(words, 11) / 2
    return text(min(max(x, 8 + half), width - 8 - half), _TOP - 8, words, "pic-small", "middle")
