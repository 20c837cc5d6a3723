"""The balance of a ledger as two thin lines: what the moves of each party add up to, day by day."""

from collections.abc import Iterator, Sequence
from datetime import date as Day
from typing import NamedTuple

from dragoman.inquiries.ledger import Ledger, Move
from dragoman.publish.pictures.drawing import NONE, WIDE, Svg, counted, element, group, length, line, shortened, text
from dragoman.publish.pictures.timescale import Timescale, extent, ticks, timescale

HEIGHT = 190.0
_LEFT, _RIGHT, _TOP, _FOOT = 56.0, WIDE - 190, 40.0, HEIGHT - 34
_LETTERS = 6.0                  # the least way between two names at the right, half a line
_NICE = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10000)
_MOST_TICKS = 5


class _Height(NamedTuple):
    """How high sums from the lowest to the highest stand."""

    low: float
    high: float

    def at(self, sum_: float) -> float:
        """How high a sum stands."""
        return _FOOT - (sum_ - self.low) / (self.high - self.low) * (_FOOT - _TOP)


def balance(found: Ledger, left: float) -> Svg:
    """Both sums over time, for the foot of a ledger's picture; nothing where no move counts or none has a day."""
    moves = found.answer.rows
    dated = [(bounds.middle, move) for move in moves if (bounds := extent(move.event.date))]
    if not dated:
        return text(left, 20, "No move has a day, so the balance has no course in time.", "pic-small pic-quiet")
    axis = timescale([day for day, _ in dated], _LEFT, _RIGHT)
    sums = [_before(dated[0][1]), *(move.balance for _, move in dated)]
    height = _height([value for pair in sums for value in pair])
    ends = _ends(found, sums[-1], height)
    head = "Running sums of what is done or going on, on Goldstein’s scale (an act: −10 conflict to +10 cooperation)"
    if left_out := len(moves) - len(dated):
        head += f"; without {counted(left_out, 'move')} that no day is known of"
    return group((text(left, 16, head, "pic-small pic-quiet"), *_frame(axis, height),
                  _course(dated, sums, axis, height, 0), _course(dated, sums, axis, height, 1), *ends),
                 class_="pic-balance")


def _before(move: Move) -> tuple[float, float]:
    """The sums before a move."""
    value, (one, other) = move.value or 0.0, move.balance
    return (round(one - value, 1), other) if move.side == "one" else (one, round(other - value, 1))


def _height(sums: Sequence[float]) -> _Height:
    low, high = min(0.0, *sums), max(0.0, *sums)
    return _Height(low, high) if high > low else _Height(-1, 1)


def _frame(axis: Timescale, height: _Height) -> Iterator[Svg]:
    """The axes: days beneath, sums at the left, and the line of nothing."""
    step = next((n for n in _NICE if (height.high - height.low) / n <= _MOST_TICKS), _NICE[-1])
    first, last = -int(-height.low // step), int(height.high // step)
    for n in range(first, last + 1):
        y = height.at(n * step)
        yield line((_LEFT, y), (_RIGHT, y), "pic-zero" if n == 0 else "pic-rule")
        yield text(_LEFT - 8, y + 4, f"{n * step:+d}".replace("-", "−") if n else "0", "pic-small pic-quiet", "end")
    for tick in ticks(axis):
        yield line((tick.at, _FOOT), (tick.at, _FOOT + 4), "pic-rule")
        yield text(tick.at, _FOOT + 16, tick.words, "pic-small pic-quiet", "middle")
        yield text(tick.at, _FOOT + 29, tick.year, "pic-small", "middle") if tick.year else NONE


def _course(dated: Sequence[tuple[Day, Move]], sums: Sequence[tuple[float, float]], axis: Timescale, height: _Height,
            side: int) -> Svg:
    """One party's sums as steps; those of the other party are broken, so that the two are told apart without colour."""
    path = f"M{_LEFT:.1f} {height.at(sums[0][side]):.1f}"
    for (day, _), after in zip(dated, sums[1:], strict=True):
        path += f"H{axis.at(day):.1f}V{height.at(after[side]):.1f}"
    return element("path", d=f"{path}H{_RIGHT:.1f}", fill="none", stroke="currentColor", class_="pic-sum",
                   stroke_dasharray="5 3" if side else None)


def _ends(found: Ledger, sums: tuple[float, float], height: _Height) -> Iterator[Svg]:
    """The parties' names and sums at the ends of their lines, moved apart where the lines end together."""
    places = [height.at(value) for value in sums]
    apart = 2 * _LETTERS + 2 - abs(places[0] - places[1])
    if apart > 0:
        up = 0 if places[0] <= places[1] else 1
        places[up] -= apart / 2
        places[1 - up] += apart / 2
    for name, value, y in zip((found.one, found.other), sums, places, strict=True):
        told = f"{value:+g}".replace("-", "−") if value else "0"
        words = shortened(name, WIDE - _RIGHT - 24 - length(told))
        yield text(_RIGHT + 8, y + 4, f"{words} {told}")
