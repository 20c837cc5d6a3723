"""Pictures: well-formed, told in words, every mark a link, and nothing of a hostile paper gets out of its quotation marks."""

import re
import time
from collections.abc import Callable
from datetime import date as Day
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from dragoman import Archive
from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.ledger import Ledger, Move, Tie
from dragoman.inquiries.network import Bond, Place
from dragoman.inquiries.passages import Passage
from dragoman.inquiries.thread import Chain, Node
from dragoman.inquiries.thread import Tie as Joined
from dragoman.inquiries.told import Event, Party, Report
from dragoman.inquiries.who import Somebody
from dragoman.publish import pictures
from dragoman.publish.pictures import drawing, timescale
from dragoman.publish.pictures.chronicle import BUSIEST, chronicle
from dragoman.publish.pictures.ledger import ledger
from dragoman.publish.pictures.marks import KINDS, label
from dragoman.publish.pictures.network import MOST, network
from dragoman.publish.pictures.thread import thread
from dragoman.publish.pictures.years import years

SVG = "{http://www.w3.org/2000/svg}"
HARM = "</text><script>alert(1)</script>\"' onload='x' & \x1b\u202e]]>"
BASIS = Basis("Method:", 1, 1)


def passage(words: str = "that the nets were seized") -> Passage:
    return Passage("d", 0, len(words), words, "paragraph 1")


def event(number: int, date: str | None = "1926-10-03", who: str | None = "Korsun", *, type_: str = "coerce",
          state: str = "done", words: str = "that the nets were seized") -> Event:
    report = Report("d", date, None, state, None, passage(words))
    actor = Party(who, who.lower(), "Orsovia") if who else None
    return Event(f"d#{number}", date, True, type_, state, actor, Party("Velmark"), None, 1.0, None, 1, (report,))


def move(number: int, side: str, date: str | None, ties: tuple[Tie, ...] = (), *, sums: tuple[float, float] = (0, 0)) -> Move:
    return Move(side, event(number, date), -7.0, sums, ties)


def ledger_of(*moves: Move) -> Ledger:
    return Ledger("Velmark", "Orsovia", Answer(moves, len(moves), BASIS), (), moves[-1].balance if moves else (0, 0))


def node(name: str, held: bool = True, ties: tuple[Joined, ...] = (), **more: object) -> Node:
    fields = {"number": "14", "date": "1926-09-19", "sender": "Thorsen", "recipient": "Ravn", **more}
    return Node(name, held, "telegram", fields["number"], fields["date"], None, fields["sender"], fields["recipient"], None, None,
                "day", fields.get("words"), ties)


def bond(who: str, whom: str, times: int = 1) -> Bond:
    return Bond("writes", Somebody(who.lower(), "person", who), Somebody(whom.lower(), "person", whom), times, "1926-09-19", 1926, ())


def address(name: object) -> str:
    return f"/of/{name}"


def opened(picture: str) -> etree._Element:
    """The picture as XML, held to what all pictures keep to."""
    root = etree.fromstring(picture)
    named = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(named) == len(set(named))
    assert root.get("aria-labelledby") in named and root.get("aria-describedby") in named
    assert root[0].tag == f"{SVG}title" and root[1].tag == f"{SVG}desc" and root[0].text and root[1].text
    _, _, wide, high = map(float, root.get("viewBox").split())
    assert 0 < wide <= drawing.WIDE and high > 0
    for e in root.iter():
        assert e.tag.removeprefix(SVG) in ("svg", "g", "a", "title", "desc", "text", "line", "path", "rect", "circle", "polygon"), e.tag
        assert not [name for name in e.attrib if name == "style" or name.startswith("on")], e.attrib
        for class_ in (e.get("class") or "picture").split():
            assert class_.startswith("pic-") or class_ == "picture"
        for colour in (e.get("fill"), e.get("stroke")):
            assert colour in (None, "none", "currentColor")
        if e.tag == f"{SVG}a":
            assert drawing.followed(e.get("href")) and e.get("aria-label") and e[0].tag == f"{SVG}title"
            assert root.get("role") == "group"          # the links of an image are hidden from screen readers
        if e.tag == f"{SVG}text" and e.get("font-size"):
            assert float(e.get("font-size")) >= 11
    return root


def links(root: etree._Element) -> list[str]:
    return [a.get("href") for a in root.iter(f"{SVG}a")]


def words(root: etree._Element) -> list[str]:
    return [e.text for e in root.iter(f"{SVG}text") if e.text]


HOSTILE: dict[str, Callable[[], str]] = {
    "chronicle": lambda: chronicle([event(1, HARM, HARM, type_=HARM, state=HARM, words=HARM)], address),
    "ledger": lambda: ledger(Ledger(HARM, HARM, Answer((Move("one", event(1, "1926", HARM, words=HARM), 1.0, (1.0, 0.0),
                             (Tie("beside", HARM, passage(HARM)),), HARM),), 1, BASIS), (), (1.0, 0.0)), address),
    "thread": lambda: thread(Chain("a", (node("a", sender=HARM, number=HARM, date=HARM), node("b", False, (
        Joined("refers-to", "a", HARM, True, passage(HARM)),), words=HARM, sender=None, recipient=None)), True, BASIS), address, address),
    "network": lambda: network([bond(HARM, "Ravn")], (), address)}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_paper_stays_text(kind: str) -> None:
    picture = HOSTILE[kind]()
    root = opened(picture)
    assert "<script" not in picture and "\x1b" not in picture and "\u202e" not in picture
    assert not list(root.iter(f"{SVG}script"))
    assert any("alert(1)" in (e.text or "") for e in root.iter())


@pytest.mark.parametrize("href", ["javascript:alert(1)", "java\nscript:alert(1)", " JavaScript:x", "data:text/html,x", "\x01vbscript:x", ""])
def test_an_address_that_is_no_page_is_no_link(href: str) -> None:
    assert links(opened(chronicle([event(1)], lambda _: href))) == []


def test_an_address_of_a_page_is_a_link() -> None:
    assert links(opened(chronicle([event(1)], lambda name: f"/events/{name}?a=1&b=:"))) == ["/events/d#1?a=1&b=:"]
    assert drawing.followed("https://example.org/a") and drawing.followed("a/b:c") and drawing.followed("#d:1")


def test_no_rows_are_no_picture() -> None:
    empty = Chain("a", (), True, BASIS)
    assert (chronicle([], address), ledger(ledger_of(), address), thread(empty, address, address), network([], (), address),
            years([]), years([(1926, 0)])) == ("",) * 6


# the chronicle ------------------------------------------------------------------------------------------------------

def test_every_type_has_one_shape() -> None:
    types = [type_ for kind in KINDS.values() for type_ in kind]
    assert len(types) == len(set(types)) == 16


def test_an_event_is_told_in_one_line() -> None:
    assert label(event(1)) == "1926-10-03  coerce, done: Korsun (Orsovia) → Velmark: “that the nets were seized”"
    assert label(event(1, None, None)).startswith("no day  coerce, done: unknown → Velmark")


def test_busy_actors_have_rows_and_the_rest_share_one() -> None:
    events = [event(100 * i + j, who=f"Actor {i}") for i in range(BUSIEST + 3) for j in range(20 - i)] + [event(9999, who=None)]
    told = words(opened(chronicle(events, address)))
    assert [name for name in told if name.startswith("Actor")] == [f"Actor {i} (Orsovia)" for i in range(BUSIEST)]
    assert told.index("others") < told.index("unknown")
    assert "others" not in words(opened(chronicle([event(i, who=f"Actor {i}") for i in range(BUSIEST + 1)], address)))


def test_every_event_is_a_link_even_without_a_day_or_far_away() -> None:
    events = [event(i, f"1926-10-{i + 1:02}") for i in range(20)] + [event(20, None), event(21, "1648"), event(22, "../.."), event(23, "2001")]
    root = opened(chronicle(events, address))
    assert sorted(links(root)) == sorted(address(e.id) for e in events)
    assert {"earlier", "later", "no day"} <= set(words(root))
    assert "1 earlier than the axis, 1 later than the axis, 2 without a day" in root[1].text


def test_marks_do_not_lie_on_one_another() -> None:
    root = opened(chronicle([event(i, "1926-10-03") for i in range(40)], address))
    places = [g.get("transform") for a in root.iter(f"{SVG}a") for g in a.iter(f"{SVG}g") if g.get("transform")]
    assert len(set(places)) == 40


def test_the_row_of_those_nobody_is_known_for_stays_low() -> None:
    alike = [event(i, "1926-10-03", None) for i in range(40)]
    told = words(opened(chronicle(alike, address)))
    assert "×40" in told and "40" in told
    near = [event(i, f"19{10 + i % 20}-10-{i % 28 + 1:02}", None, type_=t) for i, t in enumerate(("agree", "request", "reject", "sanction") * 30)]
    told = words(opened(chronicle(near, address)))
    shown = sum(int(word[1:]) for word in told if word[:1] in "+×" and word[1:].isdecimal())
    assert shown and any(word.startswith("+") for word in told)


@pytest.mark.parametrize(("date", "drawn"), [("1926-10-03", 0), ("../1926-10-03", 1), ("1926-10-03/..", 1), ("1926-10", 4),
                                             ("1926-10-03/1926-10-20", 4), ("1926-23", 4)])
def test_what_only_bounds_an_event_has_a_line(date: str, drawn: int) -> None:
    root = opened(chronicle([event(1, date), event(2, "1926-08-01")], address))
    (first,) = [a for a in root.iter(f"{SVG}a") if a.get("href") == "/of/d#1"]
    assert len(list(first.iter(f"{SVG}line"))) == drawn


@pytest.mark.parametrize(("state", "fill", "crossed"), [("done", "currentColor", 0), ("ongoing", "currentColor", 0), ("planned", "none", 0),
                                                        ("demanded", "none", 0), ("alleged", "none", 0), ("refused", "none", 2)])
def test_the_inside_tells_the_modality(state: str, fill: str, crossed: int) -> None:
    (mark,) = opened(chronicle([event(1, state=state)], address)).iter(f"{SVG}a")
    assert [p.get("fill") for p in mark.iter(f"{SVG}path")] == [fill]
    assert len(list(mark.iter(f"{SVG}line"))) == crossed


def test_a_chronicle_of_200_events_is_quick() -> None:
    events = [event(i, f"../19{20 + i % 15}-{i % 12 + 1:02}-{i % 28 + 1:02}", f"Actor {i % 30}") for i in range(200)]
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        chronicle(events, address)
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.03 * 5        # 10 ms alone; a machine that is busy with other tests needs room


# the axis -----------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("days", "told"), [
    (("1926-10-01", "1926-10-12"), "1 Oct"), (("1926-01-01", "1927-03-01"), "Mar"), (("1920-01-01", "1935-01-01"), "1924"),
    (("1648-01-01", "1952-01-01"), "1700"), (("1926-10-03", "1926-10-03"), "3 Oct")])
def test_ticks_are_days_months_or_years(days: tuple[str, str], told: str) -> None:
    scale = timescale.timescale([Day.fromisoformat(d) for d in days], 200, 900)
    found = list(timescale.ticks(scale))
    assert told in [tick.words for tick in found]
    assert all(b.at - a.at >= 30 for a, b in pairwise(found)) and len(found) < 20


def test_an_axis_of_any_dates_has_an_end() -> None:
    scale = timescale.timescale([Day(1, 1, 1), Day(9999, 12, 31)], 0, 900)
    assert list(timescale.ticks(scale)) and scale.at(Day(1, 1, 1)) >= 0
    assert timescale.extent("../..") is None and timescale.extent("soon") is None


# the ledger ---------------------------------------------------------------------------------------------------------

def test_moves_face_each_other_with_threads_between() -> None:
    found = ledger_of(move(1, "one", "1926-10-01", (Tie("answered by", "d#2", passage()),), sums=(-7.0, 0.0)),
                      move(2, "other", "1926-10-09", (Tie("answers", "d#1", passage()),), sums=(-7.0, -7.0)),
                      move(3, "one", "1926-10-12", (Tie("beside", "elsewhere#4", passage()),), sums=(-14.0, -7.0)),
                      move(4, "other", None, sums=(-14.0, -14.0)))
    root = opened(ledger(found, address))
    threads = [g for g in root.iter(f"{SVG}g") if g.get("class") == "pic-tie" and g[0].tag == f"{SVG}title"]
    assert [g[0].text.split(":")[0] for g in threads] == ["answers"]       # once, though both ends tell it
    assert sorted(links(root)) == ["/of/d#1", "/of/d#2", "/of/d#3", "/of/d#4", "/of/elsewhere#4"]
    told = words(root)
    assert "Velmark · 2 moves" in told and "1926-10-01 · coerce, done · −7" in told and "no day" in told
    assert "Velmark −14" in told and "Orsovia −7" in told
    assert any("Goldstein" in line and "without 1 move that no day is known of" in line for line in told)


def test_a_supplied_target_is_told() -> None:
    supplied = Move("one", event(1), None, (0.0, 0.0), (), "the sentence names no other power")
    root = opened(ledger(ledger_of(supplied), address))
    assert "1926-10-03 · coerce, done · [Velmark]" in words(root)
    assert "does not count; the target is supplied: the sentence names no other power" in next(root.iter(f"{SVG}a")).get("aria-label")


# a thread -----------------------------------------------------------------------------------------------------------

def test_missing_papers_keep_their_place_in_broken_frames() -> None:
    ties = (Joined("replies-to", "missing/1", "telegram 13", False, passage("your telegram 13"), 2), Joined("refers-to", "away", "x", True))
    chain = Chain("b", (node("missing/1", False, number="13"), node("b", ties=ties)), True, BASIS)
    root = opened(thread(chain, lambda name: f"/paper/{name}", lambda name: f"/missing/{name}"))
    assert links(root) == ["/missing/missing/1", "/paper/b"]
    frames = [(r.get("class"), r.get("stroke-dasharray")) for a in root.iter(f"{SVG}a") for r in a.iter(f"{SVG}rect")]
    assert frames == [("pic-frame pic-missing", "4 3"), ("pic-frame pic-asked", None)]
    (curve,) = [g for g in root.iter(f"{SVG}g") if g.get("class") == "pic-tie" and g[0].tag == f"{SVG}title"]
    assert curve[0].text == "1926-09-19 telegram No. 14 replies to telegram 13 (2 times): “your telegram 13”"
    assert "Thorsen → Ravn" in words(root) and "1 of 2 papers" in root[1].text


# the network --------------------------------------------------------------------------------------------------------

def test_few_actors_are_drawn_and_the_same_each_time() -> None:
    bonds = [bond(f"Actor {i}", f"Actor {(i * 7 + 1) % 60}", 60 - i) for i in range(60)] + [bond("Actor 1", "Actor 1", 900)]
    picture = network(bonds, (), address)
    root = opened(picture)
    assert 2 <= len(links(root)) <= MOST and "of 60" in root[0].text
    assert picture == network(bonds, (), address)


def test_names_in_a_network_do_not_overlap() -> None:
    bonds = [bond(f"The Minister {i}", f"The Minister {j}", i + j) for i in range(12) for j in range(12) if (i * j) % 5 == 1]
    bonds += [bond("A", "B"), bond("C", "D")]
    root = opened(network(bonds, (), address))
    _, _, wide, high = map(float, root.get("viewBox").split())
    boxes = [(float(t.get("x")), float(t.get("y")), drawing.length(t.text) / 2) for a in root.iter(f"{SVG}a") for t in a.iter(f"{SVG}text")]
    for i, (x, y, half) in enumerate(boxes):
        assert x - half >= 0 and x + half <= wide and 11 <= y <= high
        for other_x, other_y, other_half in boxes[i + 1:]:
            assert abs(x - other_x) >= half + other_half - 0.2 or abs(y - other_y) >= 11


def test_a_place_tells_how_weighty_an_actor_is() -> None:
    somebody = Somebody("ravn", "person", "Ravn", "Velmark")
    places = [Place("writes", somebody, 1, 1, 40, 2, None, 0.1, ())]
    labels = [a.get("aria-label") for a in opened(network([bond("Ravn", "Ekholm", 2)], places, address)).iter(f"{SVG}a")]
    assert sorted(labels) == ["Ekholm: 2 in all", "Ravn: 42 in all"]


# years --------------------------------------------------------------------------------------------------------------

def test_years_are_bars_with_the_fullest_told() -> None:
    root = opened(years([(1927, 7), (1926, 1200), (1930, 1)], address))
    assert links(root) == ["/of/1926", "/of/1927", "/of/1930"] and "1926: 1,200 papers" in words(root)
    assert root[1].text == "1,208 papers of 3 years from 1926 to 1930. The fullest is 1926 with 1,200 papers."
    assert opened(years([(1, 3), (1926, 1)])).get("role") == "img"


def test_a_long_time_without_papers_is_left_out() -> None:
    root = opened(years([(1864, 1), (1926, 3), (1930, 2)], address))
    assert "no papers from 1865 to 1925" in [t.text for t in root.iter(f"{SVG}title")] and "…" in words(root)
    assert "…" not in words(opened(years([(1920, 1), (1926, 3)], address)))


# all of them --------------------------------------------------------------------------------------------------------

def test_pictures_of_the_specimen(filed: Path) -> None:
    with Archive(filed) as archive:
        rows = archive.chronicle(every=True).rows
        drawn = [chronicle(rows, address), ledger(archive.ledger("velmark", "orsovia", every=True), address),
                 thread(archive.thread("04-ekholm-despatch-41"), address, address), network(archive.network().rows, (), address)]
    for picture in drawn:
        assert len(links(opened(picture))) > 3


def test_every_class_is_in_the_stylesheet() -> None:
    folder = Path(pictures.__file__).parent
    sheet = (folder.parent / "assets" / "pictures.css").read_text(encoding="utf-8")
    known = set(re.findall(r"\.(pic-[a-z]+)", sheet))
    assert all("var(--" in rule or "#" not in rule for rule in sheet.partition("@media print")[0].splitlines())
    named = {name for path in folder.glob("*.py") for name in re.findall(r"\bpic-[a-z]+\b", path.read_text(encoding="utf-8"))}
    assert named - known <= {"pic-mark", "pic-small", "pic-head", "pic-axis", "pic-legend", "pic-balance", "pic-done"}
