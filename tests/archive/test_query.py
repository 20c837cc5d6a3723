"""The language of searching: what is understood, and what is said of what is not."""

from datetime import date as Day

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.archive.query import DEPTH, FIELDS, LENGTH, And, Dated, Near, Not, Or, Query, Value, Words, parse
from dragoman.errors import BadQuery

SALT, SHORE, FISH = Words("salt"), Words("shore"), Words("fish")

UNDERSTOOD: list[tuple[str, Query]] = [
    ("salt", SALT),
    ("  salt  ", SALT),
    ("salt shore", And((SALT, SHORE))),
    ("salt AND shore", And((SALT, SHORE))),
    ("salt and shore", And((SALT, Words("and"), SHORE))),
    ("salt OR shore fish", Or((SALT, And((SHORE, FISH))))),
    ("(salt OR shore) fish", And((Or((SALT, SHORE)), FISH))),
    ("salt -fish", And((SALT, Not(FISH)))),
    ("salt --fish", And((SALT, Not(FISH)))),
    ("salt NOT fish", And((SALT, Not(FISH)))),
    ("salt AND NOT fish", And((SALT, Not(FISH)))),
    ("salt OR -fish", Or((SALT, Not(FISH)))),
    ("-(salt shore)", Not(And((SALT, SHORE)))),
    ("negotiat*", Words("negotiat", prefix=True)),
    ('"salt pans"', Words("salt pans")),
    ("“salt pans”", Words("salt pans")),
    ("„salt pans“", Words("salt pans")),
    ("«salt pans»", Words("salt pans")),
    ('"salt pan*"', Words("salt pan", prefix=True)),
    ('"salt pan"*', Words("salt pan", prefix=True)),
    ('"* * * the salt"', Words("* * * the salt")),
    ('“salt pans"', Words("salt pans")),
    ('"the “other foreigners” of"', Words("the “other foreigners” of")),
    ('"OR"', Words("OR")),
    ("NEAR(salt shore, 5)", Near((SALT, SHORE), 5)),
    ("NEAR(salt shore,5)", Near((SALT, SHORE), 5)),
    ("NEAR(salt shore)", Near((SALT, SHORE), 10)),
    ('NEAR("salt pans" shore fish*, 3)', Near((Words("salt pans"), SHORE, Words("fish", prefix=True)), 3)),
    ('NEAR("a, 5" shore)', Near((Words("a, 5"), SHORE), 10)),
    ("salt NEAR/5 shore", Near((SALT, SHORE), 5)),
    ("salt NEAR shore", Near((SALT, SHORE), 10)),
    ("(salt NEAR/2 shore)", Near((SALT, SHORE), 2)),
    ("salt NEAR/2 shore fish", And((Near((SALT, SHORE), 2), FISH))),
    ("NEARLY near", And((Words("NEARLY"), Words("near")))),
    # what is pasted
    ("No. 98", And((Words("No."), Words("98")))),
    ("1,234 don’t don't Anglo-Japanese 711.94/1035 11:40", And(tuple(map(Words, ("1,234", "don’t", "don't", "Anglo-Japanese", "711.94/1035", "11:40"))))),
    ("salt — shore & § ¶", And((SALT, SHORE))),
    ("salt -- shore", And((SALT, SHORE))),
    ("salt\nshore\tfish\x00", And((SALT, SHORE, FISH))),
    ("§4", Words("§4")),
    ("日本*", Words("日本", prefix=True)),
    # fields
    ("from:grew", Words("grew", field="from")),
    ("FROM:grew", Words("grew", field="from")),
    ('from:"van Dyke"', Words("van Dyke", field="from")),
    ("to:(hull OR phillips)", Or((Words("hull", field="to"), Words("phillips", field="to")))),
    ("text:NEAR(salt shore, 5)", Near((Words("salt", field="text"), Words("shore", field="text")), 5, "text")),
    ("note:salt NEAR/3 shore", Near((Words("salt", field="note"), Words("shore", field="note")), 3, "note")),
    ("-from:grew", Not(Words("grew", field="from"))),
    ("title:neg*", Words("neg", prefix=True, field="title")),
    ("from:OR", Words("OR", field="from")),
    ("kind:telegram", Value("kind", "telegram")),
    ("kind:Aide-Mémoire", Value("kind", "aide-memoire")),
    ("kind:(note OR letter)", Or((Value("kind", "note"), Value("kind", "letter")))),
    ("number:98", Value("number", "98")),
    ("number:602-B", Value("number", "602-B")),
    ("file:711.94/1035", Value("file", "711.94/1035")),
    ('file:"462.00 R 296"', Value("file", "462.00 R 296")),
    ("file:711.9*", Value("file", "711.9", prefix=True)),
    ("in:frus1936*", Value("in", "frus1936", prefix=True)),
    ("in:-", Value("in", "-")),
    ("cites:missing/1936-03-20/91/japan", Value("cites", "missing/1936-03-20/91/japan")),
    ("citedby:frus1936v03/d9", Value("citedby", "frus1936v03/d9")),
    ("has:missing", Value("has", "missing")),
    # dates
    ("date:1936-03-23", Dated(Day(1936, 3, 23), Day(1936, 3, 23))),
    ("date:1936-03", Dated(Day(1936, 3, 1), Day(1936, 3, 31))),
    ("date:1936", Dated(Day(1936, 1, 1), Day(1936, 12, 31))),
    ("date:193X", Dated(Day(1930, 1, 1), Day(1939, 12, 31))),
    ("date:1936~", Dated(Day(1936, 1, 1), Day(1936, 12, 31))),
    ("date:1936-03..1936-06", Dated(Day(1936, 3, 1), Day(1936, 6, 30))),
    ("date:1936-03/1936-06", Dated(Day(1936, 3, 1), Day(1936, 6, 30))),
    ("date:1936..", Dated(Day(1936, 1, 1), Day.max)),
    ("date:..1936", Dated(Day.min, Day(1936, 12, 31))),
    ("date:../1936", Dated(Day.min, Day(1936, 12, 31))),
]


@pytest.mark.parametrize(("line", "tree"), UNDERSTOOD, ids=[line for line, _ in UNDERSTOOD])
def test_what_is_understood(line: str, tree: Query) -> None:
    assert parse(line) == tree


# the line, what stands at the caret, and words of the sentence
REFUSED: list[tuple[str, str, str]] = [
    ("", "", "Nothing is asked for"),
    ("   ", "", "Nothing is asked for"),
    ("— §", "", "Nothing is asked for"),
    ("salt *", "*", "A star stands at the end"),
    ("*", "*", "A star stands at the end"),
    ("salt ***", "***", "A star stands at the end"),
    ("*salt", "*salt", "A star stands at the end"),
    ("sa*lt shore", "*lt shore", "A star stands at the end"),
    ('"sa* shore"', '* shore"', "A star stands at the end"),
    ('salt "pans', '"pans', "quote is never closed"),
    ("salt “pans", "“pans", "quote is never closed"),
    ('""', '""', "neither a letter nor a figure"),
    ('salt "—"', '"—"', "neither a letter nor a figure"),
    ("(salt", "(salt", "parenthesis is never closed"),
    ("from:(salt OR", "OR", "After OR a word must follow"),
    ("salt (", "(", "parenthesis is never closed"),
    ("salt)", ")", "closes nothing"),
    (")", ")", "closes nothing"),
    ("()", ")", "nothing in these parentheses"),
    ("salt OR", "OR", "write or in small letters"),
    ("OR salt", "OR salt", "Before OR a word must stand"),
    ("salt AND OR shore", "AND OR shore", "write and in small letters"),
    ("NOT", "NOT", "write not in small letters"),
    ("NOT NOT salt", "NOT NOT salt", "After NOT"),
    ("NEAR()", "NEAR()", "two words or more"),
    ("salt NEAR(shore)", "NEAR(shore)", "two words or more"),
    ("NEAR(salt shore, 5", "NEAR(salt shore, 5", "not closed"),
    ("NEAR(salt (shore), 5)", "NEAR(salt (shore), 5)", "not closed"),
    ("NEAR(salt OR shore, 5)", "OR shore, 5)", "only words and phrases"),
    ("NEAR(salt from:grew, 5)", "from:grew, 5)", "only words and phrases"),
    ("NEAR(salt shore, 5000)", "NEAR(salt shore, 5000)", "1,000 words at most"),
    ("salt NEAR/5", "NEAR/5", "joins two words"),
    ("NEAR/5 salt", "NEAR/5 salt", "stands between two words"),
    ("salt NEAR shore NEAR fish", "NEAR shore NEAR fish", "joins two words"),
    ("(salt) NEAR fish", "NEAR fish", "stands between two words"),
    ("frm:grew", "frm:grew", "Did you mean from:?"),
    ("salt sender:grew", "sender:grew", "from:, to:, place:"),
    ("http://x", "http://x", "in quotes"),
    ("from: grew", "from: grew", "right after the colon, as in from:"),
    ("salt date:", "date:", "right after the colon, as in date:1936-03..1936-06"),
    ("(from:)", "from:)", "right after the colon"),
    ("from:(salt to:hull)", "to:hull)", "cannot stand inside from:( )"),
    ('from:"—"', '"—"', "neither a letter nor a figure"),
    ("kind:telegramm", "telegramm", "Did you mean telegram?"),
    ("kind:x", "x", "There are letter, telegram"),
    ("has:note", "note", "There are missing, ambiguous, enclosure"),
    ("kind:NEAR(a b, 3)", "NEAR(a b, 3)", "takes a value, as in kind:telegram"),
    ("number:9*", "9*", "A star is for words"),
    ('number:""', '""', "Nothing is in these quotes"),
    ("date:..", "..", "This is no date"),
    ("date:March", "March", "This is no date"),
    ("date:1936-13", "1936-13", "This is no date"),
    ("date:1936-02-30", "1936-02-30", "This is no date"),
    ("date:1936..x", "1936..x", "This is no date"),
    ("date:1937..1936", "1937..1936", "ends before it begins"),
    ("date:1936*", "1936*", "A star is for words"),
]


@pytest.mark.parametrize(("line", "at", "why"), REFUSED, ids=[r[0] for r in REFUSED])
def test_what_is_refused(line: str, at: str, why: str) -> None:
    with pytest.raises(BadQuery) as caught:
        parse(line)
    assert why in caught.value.why
    assert line[caught.value.at:] == at or (not at and caught.value.at == 0)
    assert "\n" not in caught.value.why


def test_what_is_too_much() -> None:
    parse("(" * DEPTH + "salt" + ")" * DEPTH)
    with pytest.raises(BadQuery, match=f"More than {DEPTH} parentheses"):
        parse("(" * (DEPTH + 1) + "salt" + ")" * (DEPTH + 1))
    parse("s" * LENGTH)
    with pytest.raises(BadQuery, match="longer than 2,000 characters"):
        parse("s" * (LENGTH + 1))


def test_a_caret_stands_below_the_place() -> None:
    with pytest.raises(BadQuery) as caught:
        parse("salt\tfrm:grew")
    sentence, line, caret = str(caught.value).split("\n")
    assert sentence.startswith("frm: is no field.")
    assert line[caret.index("^"):] == "frm:grew"
    assert all(f"{field}:" in sentence for field in FIELDS)


PIECES = st.sampled_from(["salt", "*", '"', "“", "”", "(", ")", " ", "OR", "AND", "NOT", "NEAR", "NEAR(", "NEAR/3", "/", ",", "5", "-", ":",
                          *(f"{field}:" for field in FIELDS), "1936-03", "..", "telegram", "frm:", "\x00", "\ud800", "’", "—", "日", "é", "\n"])


@settings(max_examples=1500, deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=14).map("".join), st.lists(PIECES, max_size=10).map(" ".join), st.text(max_size=60)))
@example("NEAR(" + "," * 1500)
@example("\ud800")
def test_anything_is_understood_or_refused_at_a_place(line: str) -> None:
    try:
        parse(line)
    except BadQuery as error:
        assert 0 <= error.at <= len(error.query) <= len(line)
        assert error.why.endswith((".", "?")) and str(error).encode()
