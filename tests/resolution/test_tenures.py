"""Who held an office from when to when."""

from dragoman.resolution.tenures import terms

HUGHES, KELLOGG, WELLES = 1, 2, 3


def days(month: str, count: int) -> list[str]:
    return [f"{month}-{n:02}" for n in range(1, count + 1)]


def test_two_holders_one_after_the_other() -> None:
    found = terms({HUGHES: days("1925-01", 20), KELLOGG: days("1925-03", 25)})
    assert [(t.person, t.first, t.last) for t in found] == [(1, "1925-01-01", "1925-01-20"), (2, "1925-03-01", "1925-03-25")]


def test_a_stray_day_does_not_stretch_a_term() -> None:
    found = terms({HUGHES: [*days("1924-01", 28), "1926-01-09"], KELLOGG: days("1925-03", 25)})
    assert [(t.person, t.last, t.papers) for t in found] == [(1, "1924-01-28", 28), (2, "1925-03-25", 25)]


def test_who_signs_now_and_then_for_the_holder_is_left_out() -> None:
    assert [t.person for t in terms({KELLOGG: days("1925-03", 25), WELLES: ["1925-03-04", "1925-03-09"]})] == [KELLOGG]


def test_one_paper_is_a_term_of_one_day_and_nobody_none() -> None:
    assert terms({WELLES: ["1925-03-04"], KELLOGG: []}) == [(WELLES, "1925-03-04", "1925-03-04", 1)]
    assert terms({}) == []


def test_who_signs_for_two_holders_is_left_out_as_well() -> None:
    signed = ["1925-01-20", "1925-03-05", "1925-03-20"]
    assert [t.person for t in terms({HUGHES: days("1925-01", 28), KELLOGG: days("1925-03", 28), WELLES: signed})] == [HUGHES, KELLOGG]


def test_a_short_term_between_two_others_is_kept() -> None:
    found = terms({HUGHES: days("1925-01", 20), WELLES: ["1925-02-03", "1925-02-05"], KELLOGG: days("1925-03", 25)})
    assert [t.person for t in found] == [HUGHES, WELLES, KELLOGG]
