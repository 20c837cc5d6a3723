"""The ledger as a picture: the moves of two parties in two columns that face each other, time downwards, with a thread

from an answer to its cause; beneath, how both add up over time.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from dragoman.inquiries.ledger import Ledger, Move, Side, Tie
from dragoman.publish.pictures.balance import HEIGHT, balance
from dragoman.publish.pictures.drawing import (
    NONE,
    SMALL,
    WIDE,
    Sheet,
    Svg,
    counted,
    curve,
    element,
    group,
    legend,
    line,
    link,
    picture,
    plain,
    quoted,
    shortened,
    text,
)
from dragoman.publish.pictures.marks import label, mark, meanings

SIDES: tuple[Side, Side] = ("one", "other")
_MARK: dict[Side, float] = {"one": 404.0, "other": 556.0}
_MIDDLE, _STEP, _TOP, _EDGE = 480.0, 40.0, 52.0, 8.0
_WORDS = 370.0                  # room for the words of a move
_BACK = {"answered by": "answers", "condition of": "condition"}    # a thread is drawn once, from the later end
_DASHES = {"answers": None, "condition": "6 3", "beside": "1.5 3"}
_MEANING = {"answers": "answers (the head is at the cause)", "condition": "is the condition of",
            "beside": "is set beside"}


class _Spot(NamedTuple):
    """Where a move stands: its column, and the middle of its mark."""

    move: Move
    x: float
    y: float


def ledger(found: Ledger, href: Callable[[str], str], *, prefix: str = "ledger") -> str:
    """The moves that a ledger shows, each a link to `href` of its event; nothing where there are none."""
    moves = found.answer.rows
    if not moves:
        return ""
    spots, years, foot = _spots(moves)
    entries = [(_sample(kind), _MEANING[kind]) for kind in _kinds(moves)]
    brackets = [(text(0, 4, "[ ]", None, "middle"), "the target is supplied from the paper")]
    supplied = brackets if any(move.supplied for move in moves) else []
    told, below = legend([*meanings([move.event for move in moves]), *entries, *supplied], _EDGE, foot + 16)
    acts = [_entry(spot, href) for spot in spots.values()]
    parts = (_heads(found, foot), *years, *_threads(spots, href), *acts, told,
             group((balance(found, _EDGE),), transform=f"translate(0 {below + 12:.0f})"))
    sheet = Sheet("ledger", prefix, WIDE, below + 12 + HEIGHT, f"Ledger of {found.one} and {found.other}: "
                  f"{counted(len(moves), 'move')} of {found.answer.total:,}", _told(found))
    return picture(sheet, parts, linked=True)


def _spots(moves: Sequence[Move]) -> tuple[dict[str, _Spot], list[Svg], float]:
    """Where each move stands by its event, the years between them, and the foot; moves of one date face each other."""
    spots: dict[str, _Spot] = {}
    years: list[Svg] = []
    y, year = _TOP, None
    for date, same in groupby(moves, key=lambda move: move.event.date):
        new = _year(date)
        if new != year:
            years.append(text(_MIDDLE, y + 16, new, "pic-small pic-quiet", "middle"))
            y, year = y + 26, new
        used = dict.fromkeys(SIDES, 0)
        for move in same:
            spots[move.event.id] = _Spot(move, _MARK[move.side], y + 18 + _STEP * used[move.side])
            used[move.side] += 1
        y += _STEP * max(used.values())
    return spots, years, y + 8


def _year(date: str | None) -> str:
    return (date or "").removeprefix("../")[:4] or "no day"


def _heads(found: Ledger, foot: float) -> Svg:
    """The names over the columns, and the rules that part them from the threads."""
    rules = [line((_MARK[side], _TOP - 8), (_MARK[side], foot), "pic-rule") for side in SIDES]
    return group((line((_EDGE, _TOP - 8), (WIDE - _EDGE, _TOP - 8), "pic-rule"), *rules,
                  text(_MARK["one"] - 14, 28, _head(found, "one"), "pic-head", "end"),
                  text(_MARK["other"] + 14, 28, _head(found, "other"), "pic-head")))


def _head(found: Ledger, side: Side) -> str:
    made = sum(move.side == side for move in found.answer.rows)
    return f"{shortened(found.one if side == 'one' else found.other, _WORDS - 70)} · {counted(made, 'move')}"


def _entry(spot: _Spot, href: Callable[[str], str]) -> Svg:
    """A move: its mark, the date and the act, and under it the first words of the clause."""
    move, event = spot.move, spot.move.event
    out, anchor = (-14.0, "end") if move.side == "one" else (14.0, None)
    target = f"[{plain(event.target.label)}]" if move.supplied and event.target else None
    counts = None if move.value is None else f"{move.value:+g}".replace("-", "−")
    said = " · ".join(x for x in (event.date or "no day", f"{event.type}, {event.modality}", target, counts) if x)
    words = shortened(event.reports[0].passage.quote, _WORDS - 10, SMALL) if event.reports else ""
    return link(href(event.id), _label(move), text(spot.x + out, spot.y + 1, shortened(said, _WORDS), None, anchor),
                text(spot.x + out, spot.y + 15, f"“{words}”" if words else "", "pic-small pic-quiet", anchor),
                mark(event.type, event.modality, spot.x, spot.y))


def _label(move: Move) -> str:
    counts = "does not count" if move.value is None else f"counts {move.value:+g}"
    supplied = f"; the target is supplied: {move.supplied}" if move.supplied else ""
    return f"{label(move.event)} ({counts}{supplied})"


def _threads(spots: Mapping[str, _Spot], href: Callable[[str], str]) -> list[Svg]:
    """The threads between moves, each once; a stub where the other act is not a move that is shown."""
    drawn: dict[tuple[str, frozenset[str]], Svg] = {}
    for here in spots.values():
        for nth, tie in enumerate(here.move.ties):
            kind = _BACK.get(tie.kind, tie.kind)
            key = (kind, frozenset((here.move.event.id, tie.to)))
            there = spots.get(tie.to)
            if there is None:
                drawn[key] = _stub(here, tie, nth, href)
            elif key not in drawn:
                drawn[key] = _thread(there, here, kind, tie) if tie.kind in _BACK else _thread(here, there, kind, tie)
    return list(drawn.values())


def _thread(here: _Spot, there: _Spot, kind: str, tie: Tie) -> Svg:
    """A thread across the middle, or bowed into it where both moves stand in one column; an answer has a head."""
    start, end = _inner(here), _inner(there)
    bow = min(64.0, 20 + abs(here.y - there.y) / 8) * (1 if here.move.side == "one" else -1)
    over = start + bow if here.x == there.x else _MIDDLE
    path = f"M{start:.1f} {here.y:.1f}C{over:.1f} {here.y:.1f} {over:.1f} {there.y:.1f} {end:.1f} {there.y:.1f}"
    back = 5 if there.move.side == "one" else -5
    head = f"M{end + back:.1f} {there.y - 4:.1f}L{end:.1f} {there.y:.1f}l{back} 4" if kind == "answers" else ""
    parties = f"{here.move.event.type} of {here.move.event.date} and {there.move.event.type} of {there.move.event.date}"
    return curve(path, head, f"{kind}: {parties}: {quoted(tie.passage.quote)}", "pic-tie", _DASHES.get(kind))


def _stub(here: _Spot, tie: Tie, nth: int, href: Callable[[str], str]) -> Svg:
    """The beginning of a thread to an act that is not among the moves shown, and a link to it."""
    out = 1 if here.move.side == "one" else -1
    start, y = _inner(here), here.y + 7 * nth
    end = start + 18 * out
    dashes = _DASHES.get(_BACK.get(tie.kind, tie.kind))
    path = element("path", d=f"M{start:.1f} {here.y:.1f}L{end:.1f} {y:.1f}", fill="none", stroke="currentColor",
                   stroke_dasharray=dashes)
    knob = element("circle", cx=end + 3 * out, cy=y, r=3, fill="none", stroke="currentColor", pointer_events="all")
    told = f"{tie.kind} an act that is not shown here: {quoted(tie.passage.quote)}"
    return link(href(tie.to), told, group((path, knob), class_="pic-tie"))


def _inner(spot: _Spot) -> float:
    return spot.x + (9 if spot.move.side == "one" else -9)


def _kinds(moves: Sequence[Move]) -> list[str]:
    kinds = {_BACK.get(tie.kind, tie.kind) for move in moves for tie in move.ties}
    return [kind for kind in _DASHES if kind in kinds]


def _sample(kind: str) -> Svg:
    head = element("path", d="M9 -4L14 0L9 4", fill="none", stroke="currentColor") if kind == "answers" else NONE
    return group((line((-14, 0), (14, 0), None, _DASHES[kind]), head), class_="pic-tie")


def _told(found: Ledger) -> str:
    """The picture in words, for whoever does not see it."""
    first, second = found.balance
    counts = "; ".join(f"{count.type} {count.one + count.one_apart} and {count.other + count.other_apart}"
                       for count in found.counts)
    threads = len({frozenset((move.event.id, tie.to)) for move in found.answer.rows for tie in move.ties})
    return (f"Two columns, time downwards: {found.one} at the left, {found.other} at the right. "
            f"Moves by type, of the one and of the other: {counts}. {counted(threads, 'thread')} from act to act. "
            f"What counts adds up to {first:+g} for {found.one} and {second:+g} for {found.other}, an act from -10 to "
            "+10 on Goldstein's scale. Every mark is a link to its event.")
