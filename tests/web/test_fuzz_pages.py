"""Whatever is asked of a page, by its name or its parameters, it is answered: never by a fault of ours."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from calling import Caller, calling
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dragoman.publish.citations import FORMS
from dragoman.web.reading import LISTS, NAMED

PARAMETERS = ("from", "to", "kind", "date", "place", "collection", "number", "subject", "channel", "cited_by", "skip", "limit", "q", "which",
              "sort", "actors", "among", "by", "against", "type", "state", "every", "one", "other", "on", "force", "asks", "who", "ties", "level",
              "whom", "status", "without", "suggest", "entry", "at", "layer", "words", "start", "paper")
# what is somewhere a number, a date, a sign of a query, a name, or a trap
WORDS = ("", " ", "\0", "\ud800", "9" * 30, "-1", "9223372036854775808", "1e9", "٣", "²", "1936-13-40", "0000", "-0001", "9999-12-31", "Y100000",
         "193X", "XXXX", "1936-21", "1936~", "[1936,1937]", "1936..", "..", "../..", "/", "1936-03-31/1936-01-01", "*", "a*", '"', '"a', "(", ")",
         "a OR", "NOT a", "NEAR(", "from:", 'from:"', "date:x", "date:9999..0001", "in:*", "has:x", "a and not b", "(" * 3000, "not " * 2000, "a " * 3000,
         "a* " * 1000, "x" * 5000, "%" * 100, "_" * 3000, "[", "\r\n", "‮", "😀", ">", " > ", "korsun", "velmark", "orsovia", "salt", "protocol", "telegram",
         "person", "all", "known", "'", "\\", "<script>", "reference", "0-5", "5-3", "999999999-9999999999", "statement", "08-medyanov-letter",
         "04-ekholm-despatch-41", "power/velmark", "1926-12-18/52/velmark", "missing/1926-12-18/52/velmark", "{a}", "«a»", "salt date:1926..")
HURTFUL = ("\0", "\ud800", "9" * 30, "2" * 18, "1936-13", "x" * 5000, "'\"(*")
RUBBISH = ("%", "%zz", "%00", "%ED%A0%80", "%c0%80", "%ff", "&&", "=", "&=x", ";", "%2e%2e", "//", "?", "%25", "%0d%0a")

sent = st.one_of(st.sampled_from(WORDS), st.text(max_size=12), st.text(st.characters(), max_size=6)).map(
    lambda words: quote(words.encode("utf-8", "surrogatepass")))
words = st.one_of(sent, sent, st.sampled_from(RUBBISH), st.builds("{}{}".format, sent, sent))
queries = st.lists(st.tuples(st.sampled_from(PARAMETERS), words), max_size=5).map(
    lambda pairs: "&".join(f"{k}={v}" for k, v in pairs))
pages = st.one_of(
    st.sampled_from([*LISTS, "/enter"]),
    st.builds("{}/{}".format, st.sampled_from([*NAMED, "/finding/0123456789", "/assets", "/static", *(f"/cite/{form}" for form in FORMS)]), words),
    st.builds("/{}/{}/{}".format, st.sampled_from(["finding", "cite", "decide", "api"]), words, words), words.map("/{}".format))
TRIES = settings(deadline=None, derandomize=True, database=None, max_examples=700, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def caller(specimen_archive: Path) -> Iterator[Caller]:
    """A workbench of the specimen's papers."""
    with calling(specimen_archive) as opened:
        yield opened


@given(page=pages, query=queries)
@settings(TRIES)
@example(page=f"/actor/{'a%20' * 600}", query="")               # SQLite joins no more than 500 selections
@example(page="/ledger", query=f"one=velmark&other={'a+' * 600}")
def test_no_page_is_a_fault(page: str, query: str, caller: Caller) -> None:
    answer = caller.get(page, query)
    assert answer.status in (200, 303, 400, 404, 405), (page, query, answer.content[-500:])
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("path", LISTS)
def test_each_parameter_of_each_list_can_be_anything(path: str, caller: Caller) -> None:
    for n, name in enumerate(PARAMETERS):
        for word in (HURTFUL[n % len(HURTFUL)], HURTFUL[(n + 3) % len(HURTFUL)]):
            answer: Any = caller.get(path, {name: word})
            assert answer.status in (200, 400, 404), (path, name, word[:20])
