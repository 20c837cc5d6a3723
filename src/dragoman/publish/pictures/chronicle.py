"""The chronicle as a picture: time runs across, actors down, and a mark is one event with a link to it.

What only bounds an event is drawn so that nobody takes it for a day: "../1936-03-20" as a broken line that ends at the
mark, "1936-03-20/.." as one that begins there, "1936-03" as a bracket from the first of March to the last.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from dragoman.inquiries.told import Event, short
from dragoman.publish.pictures.drawing import (
    NONE,
    WIDE,
    Sheet,
    Svg,
    counted,
    group,
    legend,
    length,
    line,
    link,
    picture,
    shortened,
    text,
)
from dragoman.publish.pictures.marks import HALF, KIND_OF, label, mark, meanings
from dragoman.publish.pictures.timescale import Timescale, extent, ticks, timescale

BUSIEST = 12                    # actors with a row of their own
OTHERS, UNKNOWN = "others", "unknown"
_GUTTER, _RIGHT, _TOP = 196.0, WIDE - 12, 26.0
_LANE, _ROOM, _BROKEN = 15.0, 2.0, 10.0         # height of a line of marks; between two marks; a broken line's length
LANES, _TOGETHER, _COUNT = 4, 26.0, 14.0        # of the row of those nobody is known for; a count beside a mark
_ASIDE, _ABREAST = 66.0, 4      # width of a column for what is not on the axis; marks abreast in it
EARLIER, LATER, UNDATED = "earlier", "later", "no day"


class _Placed(NamedTuple):
    """An event with its place in a row: the middle of its mark, how far its line reaches, and its lane."""

    event: Event
    x: float
    left: float
    right: float
    lane: int = 0
    bounds: tuple[bool, bool] | None = None     # whether the first and the last day are known; None for a day
    times: int = 1                              # events of this day and sign that the one mark stands for


class _Chart(NamedTuple):
    """What rows and axis are drawn from: the axis, None where no event has a day, and the columns beside it."""

    axis: Timescale | None
    columns: Mapping[str, float]


def chronicle(events: Sequence[Event], href: Callable[[str], str], *, prefix: str = "chronicle") -> str:
    """Events by time and actor, each a link to `href` of its id; nothing where there are none."""
    if not events:
        return ""
    rows = _rows(events)
    chart = _chart(events)
    parts, y = [], _TOP + 22
    for name, told in rows.items():
        drawn, height = _row(name, told, chart, y, href)
        parts.append(drawn)
        y += height
    foot = y + 10
    lines, height = legend([*meanings(events), *_manners(events)], 8, foot + 14)
    sheet = Sheet("chronicle", prefix, WIDE, height, _title(events), _told(rows, chart, events))
    return picture(sheet, (_axis(chart, _TOP + 22, y), *parts, lines), linked=True)


def _rows(events: Sequence[Event]) -> dict[str, list[Event]]:
    """The events of each row by its label: the busiest actors, those left, and those nobody is known for."""
    names = {event.id: _actor(event) for event in events}
    counts = Counter(name for name in names.values() if name)
    # one that is left over would take the same room under another name
    own = [name for name, _ in counts.most_common(BUSIEST + (len(counts) == BUSIEST + 1))]
    rows: dict[str, list[Event]] = {name: [] for name in [*own, OTHERS, UNKNOWN]}
    for event in events:
        name = names[event.id]
        rows[UNKNOWN if name is None else name if name in own else OTHERS].append(event)
    return {name: found for name, found in rows.items() if found}


def _actor(event: Event) -> str | None:
    return short(event.actor)


def _chart(events: Sequence[Event]) -> _Chart:
    """The axis that most events stand on, and a column for those before it, after it and without a day."""
    extents = [extent(event.date) for event in events]
    days = [found.middle for found in extents if found]
    if not days:
        return _Chart(None, {UNDATED: _GUTTER})
    axis = timescale(days, _GUTTER, _RIGHT)
    sides = [name for name, some in ((EARLIER, min(days) < axis.first), (LATER, max(days) > axis.last),
                                     (UNDATED, None in extents)) if some]
    start = _GUTTER + _ASIDE * (EARLIER in sides)
    end = _RIGHT - _ASIDE * (len(sides) - (EARLIER in sides))
    columns = {name: end + _ASIDE * i for i, name in enumerate(name for name in sides if name != EARLIER)}
    if EARLIER in sides:
        columns[EARLIER] = _GUTTER
    return _Chart(axis._replace(start=start + 12, end=end - 18), columns)


def _row(name: str, events: Sequence[Event], chart: _Chart, top: float,
         href: Callable[[str], str]) -> tuple[Svg, float]:
    """One row, and how high it is."""
    times = _folded(events) if name == UNKNOWN else {}
    placed = _stacked([event for event in events if not times or event.id in times], chart, times)
    drawn = [one for one in placed if one.lane < LANES] if times else placed
    more = _more([one for one in placed if times and one.lane >= LANES])
    height = (max(one.lane for one in drawn) + 1 + bool(more)) * _LANE + 10
    foot = top + height
    count = f"{len(events):,}"
    # a name goes before the power that it stands for
    room = _GUTTER - 46
    called = shortened(name if length(name) <= room else name.partition(" (")[0], room)
    quiet = "pic-quiet" if name in (OTHERS, UNKNOWN) else None
    marks = [_marked(one, top + 5 + _LANE * (one.lane + 0.5), href) for one in drawn]
    under = top + 9 + _LANE * (LANES + 0.5)
    marks += [text(x, under, f"+{left:,}", "pic-small pic-quiet", "middle") for x, left in more]
    return group((line((8, foot), (_RIGHT, foot), "pic-rule"), text(8, top + 17, called, quiet),
                  text(_GUTTER - 10, top + 17, count, "pic-small pic-quiet", "end"), *marks)), height


def _folded(events: Sequence[Event]) -> dict[str, int]:
    """Those events of nobody known that are drawn, with how many of the same day and sign each stands for."""
    alike: dict[tuple[str | None, str, str], list[str]] = defaultdict(list)
    for event in events:
        alike[event.date, KIND_OF.get(event.type, event.type), event.modality].append(event.id)
    return {ids[0]: len(ids) for ids in alike.values()}


def _more(left: Sequence[_Placed]) -> list[tuple[float, int]]:
    """Where marks that have no room in a low row would stand, and how many; neighbours are counted together."""
    found: list[list[_Placed]] = []
    for one in sorted(left, key=lambda one: one.x):
        if found and one.x - found[-1][0].x < _TOGETHER:
            found[-1].append(one)
        else:
            found.append([one])
    return [(sum(one.x for one in near) / len(near), sum(one.times for one in near)) for near in found]


def _stacked(events: Sequence[Event], chart: _Chart, times: Mapping[str, int]) -> list[_Placed]:
    """The events of a row in lanes, so that no mark lies on another."""
    aside: dict[str, int] = defaultdict(int)
    placed: list[_Placed] = []
    free: list[_Placed] = []
    for event in events:
        column = _column(event, chart)
        if column is None:
            one, many = _on_axis(event, chart), times.get(event.id, 1)
            free.append(one._replace(times=many, right=one.right + _COUNT * (many > 1)))
            continue
        lane, abreast = divmod(aside[column], _ABREAST)
        aside[column] += 1
        x = chart.columns[column] + 10 + abreast * (2 * HALF + _ROOM + 1)
        placed.append(_Placed(event, x, x, x, lane, times=times.get(event.id, 1)))
    ends: list[float] = []
    for one in sorted(free, key=lambda one: (one.left, one.x)):
        lane = next((i for i, end in enumerate(ends) if end + _ROOM <= one.left), len(ends))
        ends[lane:lane + 1] = [one.right]
        placed.append(one._replace(lane=lane))
    return placed


def _column(event: Event, chart: _Chart) -> str | None:
    """The column that an event stands in, None for the axis."""
    found = extent(event.date)
    if found is None or chart.axis is None:
        return UNDATED
    if found.middle < chart.axis.first:
        return EARLIER
    return LATER if found.middle > chart.axis.last else None


def _on_axis(event: Event, chart: _Chart) -> _Placed:
    found, axis = extent(event.date), chart.axis
    assert found and axis
    x = axis.at(found.middle)
    if found.first is None or found.last is None:
        left, right = x - HALF - _BROKEN * (found.first is None), x + HALF + _BROKEN * (found.last is None)
        return _Placed(event, x, left, right, bounds=(found.first is not None, found.last is not None))
    if found.first == found.last:
        return _Placed(event, x, x - HALF - 1, x + HALF + 1)
    reach = HALF + 4            # a bracket is wider than its mark, however short the time is
    return _Placed(event, x, min(axis.at(found.first), x - reach), max(axis.at(found.last), x + reach),
                   bounds=(True, True))


def _marked(one: _Placed, y: float, href: Callable[[str], str]) -> Svg:
    event = one.event
    told = label(event) if one.times == 1 else f"{one.times} events of one day and sign, the first: {label(event)}"
    count = text(one.x + HALF + 2, y + 4, f"×{one.times}", "pic-small") if one.times > 1 else NONE
    return link(href(event.id), told, _reach(one, y), mark(event.type, event.modality, one.x, y), count)


def _reach(one: _Placed, y: float) -> Svg:
    """The line of an event that is no single day: a bracket between two bounds, a broken line to the open side."""
    if one.bounds is None:
        return NONE
    starts, ends = one.bounds
    if not (starts and ends):
        side = (one.left, one.x - HALF) if ends else (one.x + HALF, one.right)
        return line((side[0], y), (side[1], y), "pic-reach", "2 1.5")
    return group((line((one.left, y), (one.x - HALF, y)), line((one.x + HALF, y), (one.right, y)),
                  line((one.left, y - 4), (one.left, y + 4)), line((one.right, y - 4), (one.right, y + 4))),
                 class_="pic-reach")


def _axis(chart: _Chart, top: float, foot: float) -> Svg:
    """Ticks with their words above, and the heads of the columns beside them."""
    parts = [line((8, top), (_RIGHT, top), "pic-rule")]
    for tick in ticks(chart.axis) if chart.axis else ():
        parts += [line((tick.at, top - 4), (tick.at, foot), "pic-rule"),
                  text(tick.at, top - 8, tick.words, "pic-small pic-quiet", "middle")]
        if tick.year:
            parts.append(text(tick.at, top - 23, tick.year, "pic-small", "middle"))
    for name, x in chart.columns.items():
        side = x + _ASIDE - 4 if name == EARLIER else x - 4
        parts += [text(x + 4, top - 8, name, "pic-small pic-quiet"),
                  line((side, top - 18), (side, foot), "pic-rule", "2 2") if chart.axis else NONE]
    return group(parts, class_="pic-axis", aria_hidden="true")


def _manners(events: Sequence[Event]) -> list[tuple[Svg, str]]:
    """What the lines of these events mean."""
    kinds = {_on_any(event) for event in events}
    entries = [((True, False), "on that day or after"), ((False, True), "on that day or before"),
               ((True, True), "some time between, or all of it")]
    found = [(_sample(bounds), words) for bounds, words in entries if bounds in kinds]
    return [(mark("agree", "done"), "alone: on that day"), *found] if found else []


def _on_any(event: Event) -> tuple[bool, bool] | None:
    found = extent(event.date)
    if found is None or found.first == found.last:
        return None
    return found.first is not None, found.last is not None


def _sample(bounds: tuple[bool, bool]) -> Svg:
    """A mark with such a line, for the legend."""
    starts, ends = bounds
    x = 6.0 if not starts else -6.0 if not ends else 0.0
    return group((_reach(_Placed(_NOBODY, x, x - HALF - 9, x + HALF + 9, bounds=bounds), 0), mark("agree", "done", x)))


_NOBODY = Event("", None, False, "agree", "done", None, None, None, 0.0, None, 0, ())


def _title(events: Sequence[Event]) -> str:
    days = sorted(found.middle for event in events if (found := extent(event.date)))
    span = f", {days[0]} to {days[-1]}" if days else ""
    return f"Chronicle: {counted(len(events), 'event')}{span}"


def _told(rows: Mapping[str, Sequence[Event]], chart: _Chart, events: Sequence[Event]) -> str:
    """The picture in words, for whoever does not see it."""
    actors = "; ".join(f"{name} {len(found):,}" for name, found in rows.items())
    aside = Counter(_column(event, chart) for event in events)
    columns = ((EARLIER, "earlier than the axis"), (LATER, "later than the axis"), (UNDATED, "without a day"))
    left = [f"{aside[column]:,} {words}" for column, words in columns if aside[column]]
    beside = f" Beside the axis: {', '.join(left)}." if left else ""
    return f"Time runs across, actors down. Events by actor: {actors}.{beside} Every mark is a link to its event; "\
           "of events that nobody is known for, those of one day and sign are one mark with their number."
