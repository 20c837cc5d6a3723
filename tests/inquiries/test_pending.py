"""Pending: what is owed, on the specimen, on the founding letter, and on papers made for it."""

import sqlite3
from collections.abc import Callable

import pytest
from letters import telegram

from dragoman.edition.dates import parse
from dragoman.inquiries.outstanding import outstanding
from dragoman.inquiries.pending import Owed, Question, keys_of, pending
from dragoman.inquiries.scope import Scope
from dragoman.specimen import inquiries

Filing = Callable[..., sqlite3.Connection]


def the_one(connection: sqlite3.Connection, words: str, question: Question | None = None) -> Owed:
    found = [o for o in pending(connection, question or Question(every=True)).rows if words in o.words.quote]
    assert len(found) == 1, [o.words.quote for o in found]
    return found[0]


def test_an_answer_is_told_by_its_words(specimen: sqlite3.Connection) -> None:
    owed = the_one(specimen, "Please instruct whether I may advance money")
    assert (owed.owes, owed.asks, owed.state, owed.issued, owed.closed) == (
        "ministry of foreign affairs", True, "answered", "1926-09-19", "1926-09-21")
    assert owed.by and owed.by.id == "02-ravn-telegram-22" and owed.by.passage
    assert owed.by.passage.quote.startswith("Repeat to Belomost as our No. 6, adding that Thorsen may advance the crews")
    assert "“advance”" in owed.why and owed.days == 2


def test_a_report_is_still_owed_since_an_older_paper(specimen: sqlite3.Connection) -> None:
    owed = the_one(specimen, "You still owe us the report", Question(on="1927-01-20", by="Korsun"))
    assert (owed.state, owed.issued, owed.since, owed.days) == ("open", "1927-01-17", "1926-12-04", 47)
    assert owed.first_asked_in and "/388/" in owed.first_asked_in
    assert owed.by and owed.by.id == "09-korsun-letter-57"          # of 2 February: shown, though it came later
    assert the_one(specimen, "You still owe us the report", Question(on="1927-02-02")).state == "answered"


def test_what_is_asked_once_more_replaces_what_was_owed(specimen: sqlite3.Connection) -> None:
    again = the_one(specimen, "I ask once more for an answer to it")
    assert (again.state, again.since, again.issued) == ("open", "1927-02-02", "1927-02-02")
    assert again.first_asked_in == "missing/1926-11-29/letter/velmark"
    admitted = the_one(specimen, "to which a reply has been owed to you for seven weeks")
    assert (admitted.owes, admitted.since, admitted.state, admitted.closed) == (
        "council republic of orsovia ministry of foreign affairs", "1926-11-29", "superseded", "1927-02-02")
    assert admitted.asked_by and admitted.asked_by.startswith("P. I. Korsun")


def test_an_older_paper_is_called_in(specimen: sqlite3.Connection) -> None:
    owed = the_one(specimen, "Please also answer my 8, February 26, noon")
    assert (owed.owes, owed.state, owed.since) == ("orsovia", "open", "1927-02-26")


def test_a_note_to_which_no_reply_was_made(specimen: sqlite3.Connection) -> None:
    owed = the_one(specimen, "Request instructions regarding Gradov’s note No. 31")
    assert (owed.state, owed.since, owed.asks) == ("open", "1927-03-26", True)
    assert "no later paper here is from the one who owes it" in owed.why


def test_what_is_only_to_be_done_is_untold(specimen: sqlite3.Connection) -> None:
    owed = the_one(specimen, "You should rest the request on article 4")
    assert (owed.asks, owed.state) == (False, "untold")
    assert owed.by and owed.by.id == "04-ekholm-despatch-41"        # it answers the paper and is silent on this


def test_terms(specimen: sqlite3.Connection) -> None:
    assert the_one(specimen, "It might be well to reply to the former").due == "1926-10-31"
    assert the_one(specimen, "you are to ask for your passports").due == "1927-03-20"
    late = the_one(specimen, "you are to ask for your passports", Question(on="1927-03-25", every=True))
    assert late.state == "overdue"


def test_overdue_and_open_come_first_the_oldest_before_the_younger(specimen: sqlite3.Connection) -> None:
    rows = pending(specimen, Question(on="1927-03-25", every=True)).rows
    order = {"overdue": 0, "open": 1, "perhaps": 2, "untold": 3}
    keys = [(order.get(o.state, 4), o.since or "9") for o in rows]
    assert keys == sorted(keys)
    assert all((o.since or "") <= "1927-03-25" for o in rows)


def test_everything_closed_has_its_paper_and_its_words(specimen: sqlite3.Connection) -> None:
    texts = dict(specimen.execute("SELECT d.name, c.text FROM document AS d JOIN content AS c ON c.document = d.id"))
    rows = pending(specimen, Question(every=True)).rows
    assert rows and all(texts[o.id][o.words.start:o.words.end] == o.words.quote and o.words.place for o in rows)
    closed = [o for o in rows if o.state in ("answered", "superseded", "withdrawn")]
    assert closed
    for o in closed:
        assert o.by and o.by.passage and o.closed and o.why
        assert texts[o.by.passage.document][o.by.passage.start:o.by.passage.end] == o.by.passage.quote


def test_tokyo_owed_the_founding_letter_an_answer(founding: sqlite3.Connection) -> None:
    found = pending(founding, Question(on="1937-01-21", by="Tokyo")).rows
    assert [o.words.quote[:36] for o in found] == ["I expect from you, further, an exhau"]
    owed = found[0]
    assert (owed.owes, owed.since, owed.issued, owed.state, owed.days) == (
        "japan", "1936-12-15", "1937-01-21", "open", 37)
    assert owed.first_asked_in == "missing/1936-12-15/5989/ussr-ministry-of-foreign-affairs"
    # the editors' note tells of an answer of 18 January, which the asker did not have: both are shown
    assert owed.by and (owed.by.id, owed.by.date) == ("missing/1937-01-18/letter/yurenev", "1937-01-18")
    assert owed.by.passage and owed.by.passage.quote == "a reply letter dated January 18, 1937"
    assert "the asker still asks on 1937-01-21" in owed.why
    assert the_one(founding, "I expect from you", Question(on="1937-01-22")).state == "answered"
    assert pending(founding, Question(on="1936-12-14", by="Tokyo")).rows == ()


def test_what_was_owed_on_the_days_of_the_key(specimen: sqlite3.Connection) -> None:
    texts = dict(specimen.execute("SELECT d.name, c.text FROM document AS d JOIN content AS c ON c.document = d.id"))
    more = set()
    for day, posts in inquiries()["owed"].items():
        rows = [o for o in pending(specimen, Question(on=day)).rows if o.state in ("open", "overdue")]
        wanted = {(post, e["paper"], e["start"]) for post, entries in posts.items() for e in entries}
        assert all(texts[paper][start:].startswith(e["quote"]) for post, entries in posts.items() for e in entries
                   for paper, start in ((e["paper"], e["start"]),))
        for o in rows:
            mine = {w for w in wanted if w[:2] == (o.owes, o.id) and o.words.start <= w[2] < o.words.end}
            if not mine:
                more.add((day, o.owes, o.id))
            wanted -= mine
        assert not wanted, (day, wanted)
    assert not more


def test_posts(specimen: sqlite3.Connection) -> None:
    posts = {p.owes: p for p in outstanding(specimen, Question(on="1927-03-10")).rows}
    ministry = posts["ministry of foreign affairs"]
    assert ministry.open >= 2 and ministry.oldest == "1926-12-15" and ministry.oldest_in == "07-brandt-telegram-64"
    assert posts["council republic of orsovia ministry of foreign affairs"].oldest == "1927-02-02"


def test_who_is_meant(specimen: sqlite3.Connection) -> None:
    assert keys_of(specimen, "orsovia") == {"orsovia"}              # not the ministry of Orsovia
    assert "orsovia" in keys_of(specimen, "Drasna")                 # where the legation writes
    assert "korsun" in keys_of(specimen, "Korsun")
    assert keys_of(specimen, "Nobody") == set()


def test_filters(specimen: sqlite3.Connection) -> None:
    rows = pending(specimen, Question(asks=True), Scope(sender="Thorsen")).rows
    assert {o.id for o in rows} == {"01-thorsen-telegram-14"}
    rows = pending(specimen, Question(forces=("forbid",))).rows
    assert rows and {o.force for o in rows} == {"forbid"}
    dated = pending(specimen, Question(every=True), Scope(date=parse("1926-09"))).rows
    assert {(o.issued or "")[:7] for o in dated} == {"1926-09"}
    assert all(o.state == "open" for o in pending(specimen, Question(states=("open",))).rows)


def test_pages_and_basis(specimen: sqlite3.Connection) -> None:
    whole = pending(specimen, Question(every=True))
    assert whole.total == len(whole.rows) == whole.basis.looked
    assert pending(specimen, Question(every=True), limit=2, skip=1).rows == whole.rows[1:3]
    plain = pending(specimen)
    assert "less sure to be any were left out" in plain.basis.line and plain.total < whole.total
    nothing = pending(specimen, Question(by="Nobody"))
    assert nothing.rows == () and "rests on nothing" in nothing.basis.line


def to_grew(number: int, day: str, body: str) -> str:
    return telegram(number, day, body, sender="The Secretary of State", to="the Ambassador in Japan (Grew)").replace(
        "Tokyo, ", "Washington, ").replace("\nGrew\n", "\nHull\n")


def test_an_order_is_superseded_and_withdrawn(filing: Filing) -> None:
    connection = filing(
        a=to_grew(20, "March 1, 1936", "Please call on the Foreign Minister and ask for the release of the schooner Meiji."),
        b=to_grew(21, "March 3, 1936", "Please report by telegraph whether the herring convention has been ratified."),
        c=to_grew(22, "March 5, 1936", "Disregard my 20, March 1, 7 p.m. The schooner has come home."),
        d=to_grew(23, "March 7, 1936", "You need not answer my 21, March 3, 7 p.m."))
    schooner, herring = the_one(connection, "schooner Meiji"), the_one(connection, "herring")
    assert (schooner.state, schooner.closed, schooner.by and schooner.by.id) == ("superseded", "1936-03-05", "c")
    assert (herring.state, herring.closed, herring.by and herring.by.id) == ("withdrawn", "1936-03-07", "d")


def test_an_answer_that_is_asked_for_again(filing: Filing) -> None:
    connection = filing(
        a=to_grew(21, "March 3, 1936", "Please report by telegraph whether the herring convention has been ratified."),
        b=to_grew(25, "April 3, 1936", "I ask once more for an answer to my 21, March 3, 7 p.m."))
    first = the_one(connection, "herring")
    assert (first.state, first.closed) == ("superseded", "1936-04-03")
    again = the_one(connection, "once more")
    assert (again.state, again.since, again.first_asked_in) == ("open", "1936-04-03", "a")
    assert [o.id for o in pending(connection, Question(on="1936-03-20")).rows] == ["a"]       # not owed twice


def test_a_paper_of_another_post_answers_nothing(filing: Filing) -> None:
    connection = filing(
        a=to_grew(21, "March 3, 1936", "Please report by telegraph whether the herring convention has been ratified."),
        b=telegram(7, "March 9, 1936", "Department’s 21, March 3, 7 p.m., to Tokyo. Herring convention has been ratified in London.",
                   sender="The Ambassador in Great Britain (Bingham)").replace("Tokyo, March 9", "London, March 9"))
    assert the_one(connection, "herring").state == "open"


@pytest.mark.parametrize("day", ["1936-03-08", "1936-03-09"])
def test_an_order_stands_until_the_day_of_its_answer(filing: Filing, day: str) -> None:
    connection = filing(
        a=to_grew(21, "March 3, 1936", "Please report by telegraph whether the herring convention has been ratified."),
        b=telegram(31, "March 9, 1936", "Your 21, March 3, 7 p.m. Herring convention was ratified yesterday."))
    assert the_one(connection, "herring", Question(on=day)).state == ("open" if day < "1936-03-09" else "answered")


def despatch(number: int, day: str, place: str, who: str, to: str, body: str) -> str:
    return f"No. {number}\n{who} to {to}\n{place}, {day}.\nSir: {body}\nI have [etc.]\n"


def test_what_is_asked_and_carried_out(filing: Filing) -> None:
    connection = filing(
        a=to_grew(20, "March 1, 1936", "You should bring the case of the schooner Meiji to the notice of the Minister."),
        b=telegram(31, "March 9, 1936", "I refer to your 20, March 1, 7 p.m., directing me to make a complaint. "
                                        "It was taken up yesterday."))
    owed = the_one(connection, "schooner Meiji")
    assert (owed.state, owed.closed, owed.by and owed.by.id) == ("answered", "1936-03-09", "b")


def test_what_is_said_not_to_have_been_done_is_untold(filing: Filing) -> None:
    connection = filing(
        a=to_grew(20, "March 1, 1936", "You should bring the case of the schooner Meiji to the notice of the Minister."),
        b=telegram(31, "March 9, 1936", "Your 20, March 1, 7 p.m. I have not yet been able to see him."))
    owed = the_one(connection, "schooner Meiji")
    assert (owed.state, owed.by and owed.by.id) == ("untold", "b") and "not yet" in owed.why


def test_one_number_of_several(filing: Filing) -> None:
    connection = filing(
        a=telegram(357, "March 1, 1936", "Please instruct whether I am to sign the herring convention."),
        b=telegram(358, "March 2, 1936", "Please instruct whether I am to attend the salt hearing."),
        c=to_grew(20, "March 9, 1936", "Your 357 and 358. You are not to do so."))
    assert {the_one(connection, words).by.id for words in ("herring", "salt hearing")} == {"c"}  # type: ignore[union-attr]


def test_the_next_paper_may_be_the_answer(filing: Filing) -> None:
    connection = filing(
        a=to_grew(21, "March 3, 1936", "Please report by telegraph whether the herring convention has been ratified."),
        b=telegram(31, "March 9, 1936", "It was done yesterday."))
    assert the_one(connection, "herring").state == "perhaps"
    on = the_one(connection, "herring", Question(on="1936-03-08"))
    assert (on.state, on.by and on.by.id) == ("open", "b")


def test_no_letter_answers_sooner_than_it_can_be_there(filing: Filing) -> None:
    def answered_on(day: str) -> str:
        asked = despatch(7, "March 2, 1864", "Washington", "The Secretary of State", "the Minister in France (Dayton)",
                         "Please report whether the salt convention has been ratified.")
        reply = despatch(9, day, "Paris", "The Minister in France (Dayton)", "the Secretary of State",
                         "Referring to your instruction No. 7, of March 2, 1864, the salt convention has been ratified.")
        return the_one(filing(a=asked, b=reply), "salt convention").state
    assert answered_on("March 3, 1864") == "open"


def test_what_is_wanted_again_and_again_no_one_paper_settles(filing: Filing) -> None:
    connection = filing(
        a=to_grew(21, "March 3, 1936", "Please keep the Department informed of the herring convention."),
        b=telegram(31, "March 9, 1936", "Your 21, March 3, 7 p.m. Nothing is new."))
    owed = the_one(connection, "herring")
    assert (owed.state, owed.by and owed.by.id) == ("untold", "b") and "again and again" in owed.why
