"""Known: what somebody could have had by a day, and how long papers took."""

import sqlite3
from collections.abc import Callable

import pytest
from letters import telegram

from dragoman.edition.dates import parse
from dragoman.inquiries.delays import delays
from dragoman.inquiries.known import Had, Question, known
from dragoman.inquiries.scope import Scope

Filing = Callable[..., sqlite3.Connection]


def had(connection: sqlite3.Connection, on: str, to: str) -> dict[str, Had]:
    return {h.id: h for h in known(connection, Question(to, on)).rows}


def statuses(connection: sqlite3.Connection, on: str, to: str) -> dict[str, tuple[str, str]]:
    return {h.id: (h.status, h.how) for h in known(connection, Question(to, on)).rows}


def stamped(number: int, sent: str, received: str) -> str:
    """A telegram from Tokyo to the Secretary of State with the day on which it came."""
    return telegram(number, sent, "All is well.").replace("—7 p.m.\n", f"—7 p.m.\n[Received {received}—8 a.m.]\n", 1)


def instructed(number: int, day: str, body: str) -> str:
    """A telegram to Tokyo."""
    return (f"711.94/{2000 + number}: Telegram\nThe Secretary of State to the Ambassador in Japan (Grew)\nWashington, {day}—7 p.m.\n"
            f"{number}. {body}\nHull\n")


@pytest.fixture
def traffic(filing: Filing) -> sqlite3.Connection:
    """Six telegrams from Tokyo that took one to three days, one without a stamp, and two the other way."""
    took = (1, 1, 1, 1, 2, 3)
    papers = {f"t{i}": stamped(90 + i, f"March {3 * i + 1}, 1936", f"March {3 * i + 1 + days}") for i, days in enumerate(took)}
    return filing(**papers, bare=telegram(97, "April 10, 1936", "All is well."),
                  back=instructed(40, "April 11, 1936", "Your 97, April 10, 7 p.m. Well."),
                  again=instructed(41, "April 12, 1936", "All is well."))


def test_the_specimen_tells_what_the_minister_had(specimen: sqlite3.Connection) -> None:
    found = statuses(specimen, "1927-02-10", "Ravn")
    assert found == {
        "01-thorsen-telegram-14": ("received", "sent"), "02-ravn-telegram-22": ("own", "own"),
        "04-ekholm-despatch-41": ("received", "sent"), "04-ekholm-despatch-41/1": ("received", "enclosed"),
        "04-ekholm-despatch-41/2": ("received", "enclosed"), "05-ravn-instruction-17": ("own", "own"),
        "06-ravn-circular": ("own", "own"), "07-brandt-telegram-64": ("received", "sent"), "10-falk-telegram-8": ("received", "sent")}
    assert statuses(specimen, "1927-02-09", "Ravn")["10-falk-telegram-8"] == ("not yet", "sent")
    assert statuses(specimen, "1926-10-19", "Minister for Foreign Affairs")["04-ekholm-despatch-41"] == ("not yet", "sent")


def test_an_enclosure_comes_with_its_carrier(specimen: sqlite3.Connection) -> None:
    row = had(specimen, "1926-12-31", "Minister for Foreign Affairs")["04-ekholm-despatch-41/1"]
    assert (row.status, row.how, row.via, row.sent, row.received) == (
        "received", "enclosed", "04-ekholm-despatch-41", "1926-10-12", "1926-10-20")
    assert [p.quote for p in row.passages] == ["the Minister for Foreign Affairs", "October 20"]


def test_a_courier_whose_days_are_not_told_is_unknown_until_the_answer(specimen: sqlite3.Connection) -> None:
    assert statuses(specimen, "1927-01-30", "Korsun")["08-medyanov-letter"] == ("unknown", "sent")
    row = had(specimen, "1927-02-02", "Korsun")["08-medyanov-letter"]
    assert (row.status, row.how, row.via) == ("cited", "cited", "09-korsun-letter-57")
    assert row.passages[0].quote == "Your letter of January 17"


def test_papers_that_were_repeated_count(specimen: sqlite3.Connection) -> None:
    row = had(specimen, "1926-09-25", "Minister in Orsovia")["01-thorsen-telegram-14"]
    assert (row.how, row.to, row.passages[0].quote) == ("repeated", "Drasna", "Repeated to Drasna")
    assert had(specimen, "1926-12-31", "Consul General at Grauport")["06-ravn-circular"].how == "repeated"


def test_what_a_paper_says_has_not_come_is_not_had(filing: Filing) -> None:
    text = "Your 98, March 23, 7 p.m. has not been received here. All is well."
    connection = filing(a=instructed(98, "March 23, 1936", "All is well."), b=telegram(7, "March 25, 1936", text))
    assert statuses(connection, "1936-03-26", "Grew")["a"] == ("unknown", "sent")


def test_delays_are_learnt_from_headings(traffic: sqlite3.Connection) -> None:
    (way,) = delays(traffic).rows
    assert (way.sender, way.recipient, way.traffic, way.since, way.papers) == ("japan", "department of state", "telegrams", 1930, 6)
    assert (way.least, way.half, way.most, way.longest) == (1, 1, 3, 3)
    assert [p.quote for p in way.passages] == ["March 1, 1936", "March 2—8 a.m", "March 16, 1936", "March 19—8 a.m"]
    assert delays(traffic, ("", "japan")).total == 0
    assert "6 of 9 papers; 3 lack" in delays(traffic).basis.line


@pytest.mark.parametrize(("day", "status"), [("10", "not yet"), ("11", "possibly"), ("12", "possibly"), ("13", "probably")])
def test_estimates_say_probably_and_possibly(traffic: sqlite3.Connection, day: str, status: str) -> None:
    row = had(traffic, f"1936-04-{day}", "department of state")["bare"]
    assert (row.status, row.how) == ((status, "sent") if day < "11" else ("cited", "cited"))
    again = {h.id: h for h in known(traffic, Question("Grew", f"1936-04-{int(day) + 2}")).rows}["again"]
    assert again.status == status
    assert again.delay is not None and (again.delay.source, again.delay.papers) == ("way back", 6)


def test_the_latest_come_first_and_rows_are_narrowed(traffic: sqlite3.Connection) -> None:
    answer = known(traffic, Question("Secretary of State", "1936-04-30"), limit=2)
    assert [h.id for h in answer.rows] == ["again", "back"]
    assert answer.total == 9
    assert [h.id for h in known(traffic, Question("Secretary of State", "1936-04-30"), limit=2, skip=2).rows] == ["bare", "t5"]
    assert {h.status for h in known(traffic, Question("Secretary of State", "1936-04-30", ("received",))).rows} == {"received"}
    assert known(traffic, Question("Secretary of State", "1936-04-30"), Scope(date=parse("1936-04"))).total == 3


def test_the_basis_says_who_was_meant_and_counts(traffic: sqlite3.Connection) -> None:
    line = known(traffic, Question("Tokyo", "1936-03-05")).basis.line
    assert "“Tokyo” (" in line and "Grew, Ambassador in Japan" in line
    assert "2 of 9 papers; 2 of these own; 7 were sent later, are between others, or name nobody" in line
    assert "nobody here is called so" in known(traffic, Question("Nobody", "1936-03-05")).basis.line


def test_words_for_a_post_mean_whoever_holds_it(founding: sqlite3.Connection) -> None:
    for words in ("Yurenev", "the Soviet embassy in Tokyo", "Plenipotentiary Representative in Japan"):
        assert list(statuses(founding, "1937-02-20", words)) == ["letter-1937-01-21"], words
    assert known(founding, Question("the American embassy in Tokyo", "1937-02-20")).total == 0
