"""How long papers take, and to whom they were repeated."""

from collections import Counter

import pytest

from dragoman.resolution.delays import Estimate, Observed, Way, days_between, percentile, received_on, seats
from dragoman.resolution.repeated import repeated

HERE = Way("japan", "department of state", "telegrams", 193)


def test_the_nearest_source_with_enough_papers_tells() -> None:
    seated = {"japan": "tokyo", "grew": "tokyo", "department of state": "washington", "hull": "washington"}
    observed = Observed([(HERE, 1, 4), (HERE, 5, 1), (Way("grew", "hull", "telegrams", 193), 2, 9)], seated)
    assert observed.estimate(HERE) == Estimate("channel", 5, 1, 1, 5)
    assert observed.estimate(Way("grew", "department of state", "telegrams", 193)) == Estimate("places", 14, 1, 2, 2)
    assert observed.estimate(Way("hull", "japan", "telegrams", 193)) == Estimate("way back", 14, 1, 2, 2)
    assert observed.estimate(HERE._replace(decade=194)) == Estimate("channel", 5, 1, 1, 5)
    assert observed.estimate(HERE._replace(decade=195)) is None
    assert observed.estimate(HERE._replace(traffic="written papers")) is None


def test_fewer_than_enough_tell_where_there_are_no_more() -> None:
    assert Observed([(HERE, 3, 2)], {}).estimate(HERE) == Estimate("channel", 2, 3, 3, 3)


def test_a_percentile_is_one_of_the_days() -> None:
    days = Counter({0: 5, 1: 3, 30: 2})
    assert [percentile(days, share) for share in (0.0, 0.5, 0.8, 0.9, 1.0)] == [0, 0, 1, 30, 30]


def test_days_that_can_not_be_right_are_left_out() -> None:
    assert [days_between("1926-09-19", day) for day in ("1926-09-20", "1926-09-18", "1927-12-31", "1926-02-30")] == [1, None, None, None]
    assert [received_on(value) for value in ("1926-09-20T07:40:00", "1926-09-20", "September S", None)] == ["1926-09-20", "1926-09-20", None, None]


def test_a_seat_is_where_half_of_the_papers_are_written() -> None:
    assert seats([("japan", "tokyo", 3), ("japan", "kobe", 2), ("hull", "washington", 1), ("hull", "paris", 1), ("hull", "rome", 1)]) == {"japan": "tokyo"}


@pytest.mark.parametrize(("text", "names"), [
    ("All is well.\nRepeated to Drasna.\nThorsen", ["Drasna"]),
    ("Ravn\n[1] Sent to the Ministers in Castria (as No. 30) and Orsovia (as No. 31), the Consul General at Grauport (as No. 12), and the delegate at Geneva.",
     ["Minister in Castria", "Minister in Orsovia", "Consul General at Grauport", "delegate at Geneva"]),
    ("impartial. Repeated to Buenos Aires, Asunción.\nDes", ["Buenos Aires", "Asunción"]),
    ("well. Repeated by mail to London, Rome and Geneva", ["London", "Rome", "Geneva"]),
    ("Repeated to Panama by air mail.", ["Panama"]),
    ("Repeated to Central American missions.", []), ("Drasna repeat to Belomost.", []), ("She repeated to some extent the same.", []),
    ("The note was sent to the Minister in Castria.", [])])
def test_repeated_names_each_party(text: str, names: list[str]) -> None:
    assert [r.words for r in repeated(text)] == names
