"""A thread as a picture: a vertical line of papers in order of time, the missing ones in broken frames, and at the

left a curve for what one does with another.
"""

from collections.abc import Callable, Mapping, Sequence

from dragoman.inquiries.thread import Chain, Node, Tie
from dragoman.publish.pictures.drawing import (
    NONE,
    SMALL,
    Sheet,
    Svg,
    counted,
    curve,
    element,
    group,
    legend,
    length,
    line,
    link,
    picture,
    quoted,
    shortened,
    text,
)

_WIDTH, _SPINE, _FRAME, _RIGHT = 760.0, 150.0, 166.0, 752.0
_TOP, _HIGH, _STEP, _INDENT = 12.0, 44.0, 56.0, 22.0
_NEAR, _WIDER, _WIDEST = 20.0, 11.0, 132.0          # how far a curve to the next paper bows, each further one, and any
# an answer is a whole line; what only travels with a paper or recalls another is broken
_DASHES = {"replies-to": None, "refers-to": "5 3", "transmits": "1.5 3", "encloses": "1.5 3", "corrects": "8 3 1.5 3",
           "quotes": "8 3"}
_PLACES = {"day": "", "before its carrier": "without a day: set before the paper that it came with",
           "before the first paper citing it": "without a day: set before the first paper that cites it",
           "last": "without a day: set last"}


def thread(chain: Chain, href_document: Callable[[str], str], href_missing: Callable[[str], str], *,
           prefix: str = "thread") -> str:
    """The papers of a thread, each a link to `href_document` or `href_missing` of its id; nothing where it has none."""
    if not chain.nodes:
        return ""
    rows = {node.id: _TOP + _HIGH / 2 + _STEP * i for i, node in enumerate(chain.nodes)}
    foot = _TOP + _STEP * len(rows)
    papers = [_paper(chain, node, rows, href_document if node.held else href_missing) for node in chain.nodes]
    ties = [_tie(rows, node, tie) for node in chain.nodes for tie in node.ties if tie.to in rows and tie.to != node.id]
    told, height = legend([*((_sample(_DASHES.get(name)), name.replace("-", " ")) for name in _relations(chain)),
                           *_missing(chain)], 8, foot + 10)
    held = sum(node.held for node in chain.nodes)
    sheet = Sheet("thread", prefix, _WIDTH, height, f"Thread of {counted(len(rows), 'paper')}, "
                  f"{len(rows) - held} of them missing", _told(chain.nodes, held))
    spine = line((_SPINE, _TOP + _HIGH / 2), (_SPINE, foot - _STEP + _HIGH / 2), "pic-spine")
    return picture(sheet, (spine, *ties, *papers, told), linked=True)


def _paper(chain: Chain, node: Node, rows: Mapping[str, float], href: Callable[[str], str]) -> Svg:
    """A paper in its frame, moved in where it is printed as the enclosure of another."""
    y, left = rows[node.id], _FRAME + _INDENT * (node.enclosed_in in rows)
    class_ = "pic-frame" + (" pic-asked" if node.id == chain.asked else "") + ("" if node.held else " pic-missing")
    frame = element("rect", x=left, y=y - _HIGH / 2, width=_RIGHT - left, height=_HIGH, fill="none",
                    stroke="currentColor", class_=class_, stroke_dasharray=None if node.held else "4 3",
                    pointer_events="all")
    dot = element("circle", cx=_SPINE, cy=y, r=4, fill="currentColor" if node.held else "none", stroke="currentColor",
                  class_=None if node.held else "pic-hollow")
    state = "" if node.held else "missing"
    room = _RIGHT - left - 24
    parties = shortened(_parties(node) or (quoted(node.words) if node.words else "parties unknown"), room, SMALL)
    words = [text(left + 12, y - 4, shortened(_heading(node), room - length(state) - 12), "pic-head"),
             text(left + 12, y + 13, parties, "pic-small pic-quiet"),
             text(_RIGHT - 12, y - 4, state, "pic-small pic-quiet", "end") if state else NONE]
    stem = line((_SPINE + 4, y), (left, y), "pic-rule")
    return link(href(node.id), _label(chain, node), frame, stem, dot, *words)


def _heading(node: Node) -> str:
    number = f" No. {node.number}" if node.number else ""
    return f"{node.date or 'no day'}  {node.kind}{number}"


def _parties(node: Node) -> str:
    if not (node.sender or node.recipient):
        return ""
    return f"{node.sender or 'unknown'} → {node.recipient or 'unknown'}"


def _label(chain: Chain, node: Node) -> str:
    """A paper in one line, with what the frame says by its look."""
    parts = [_heading(node), _parties(node), "" if node.held else "missing", _PLACES[node.place],
             f"the paper says {quoted(node.words)}" if node.words else "",
             "the paper that was asked for" if node.id == chain.asked else "", *(_said(tie) for tie in node.ties)]
    return "; ".join(part for part in parts if part)


def _said(tie: Tie) -> str:
    often = f" ({tie.times} times)" if tie.times > 1 else ""
    return f"{tie.relation.replace('-', ' ')} {tie.called or 'a paper without number or day'}{often}"


def _tie(rows: Mapping[str, float], node: Node, tie: Tie) -> Svg:
    """A curve from a paper to the one it answers, cites or carries, with the head there."""
    start, end = rows[node.id], rows[tie.to]
    steps = abs(end - start) / _STEP
    x, bow = _SPINE - 6, min(_NEAR + _WIDER * (steps - 1), _WIDEST) * 4 / 3
    path = (f"M{x:.1f} {start:.1f}C{x - bow:.1f} {start:.1f} {x - bow:.1f} {end:.1f} {x:.1f} {end:.1f}")
    head = f"M{x - 6:.1f} {end - 3.5:.1f}l6 3.5l-6 3.5"
    words = f": {quoted(tie.passage.quote)}" if tie.passage else ""
    told = f"{_heading(node)} {_said(tie)}{words}"
    return curve(path, head, told, "pic-tie", _DASHES.get(tie.relation))


def _relations(chain: Chain) -> list[str]:
    found = {tie.relation for node in chain.nodes for tie in node.ties}
    return [name for name in _DASHES if name in found]


def _missing(chain: Chain) -> list[tuple[Svg, str]]:
    if all(node.held for node in chain.nodes):
        return []
    frame = element("rect", x=-14, y=-6, width=28, height=12, fill="none", stroke="currentColor",
                    stroke_dasharray="4 3")
    return [(frame, "a paper that is missing")]


def _sample(dashes: str | None) -> Svg:
    head = element("path", d="M8 -3.5L14 0L8 3.5", fill="none", stroke="currentColor")
    return group((line((-14, 0), (14, 0), None, dashes), head), class_="pic-tie")


def _told(nodes: Sequence[Node], held: int) -> str:
    """The picture in words, for whoever does not see it."""
    ties = sum(len(node.ties) for node in nodes)
    days = [node.date for node in nodes if node.date]
    span = f" from {days[0]} to {days[-1]}" if days else ""
    return (f"A line of papers downwards in order of time{span}: {held:,} of {counted(len(nodes), 'paper')} are here, "
            f"the others are missing and stand in broken frames. {counted(ties, 'tie')} between them, as curves at the "
            "left. Every paper is a link.")
