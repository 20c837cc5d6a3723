"""A paper's text as runs: nothing of it is lost, every note is set once, whatever signs and findings overlap."""

import unicodedata
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.edition.annotation import Annotation, Apparatus, Damage, Reference
from dragoman.edition.document import Document, Note
from dragoman.publish.pages.typeset import UNPRINTED
from dragoman.publish.pdf.registers import ranges
from dragoman.publish.pdf.runs import LONG_WORD, PART, Run, note_runs, printable, runs, sheet

BODY = "Alpha beta[1] gamma [2] , delta. [Page 54] Epsilon zeta[1] eta[9] theta[3]."
TRIES = settings(deadline=None, derandomize=True, database=None, max_examples=300, suppress_health_check=list(HealthCheck))
FOOT = ("[1] One.", "[2]Two\ngoes on, as[1] before.", "[3] Three.")
TEXT = "\n".join((BODY, *FOOT))


def notes() -> tuple[Note, ...]:
    found, at = [], len(BODY) + 1
    for line in FOOT:
        found.append(Note(line[1], None, at, at + len(line)))
        at += len(line) + 1
    return tuple(found)


def marked(words: str, body: Any, layer: str = "apparatus", rule: str = "given", last: bool = False) -> Annotation:
    at = TEXT.rindex(words) if last else TEXT.index(words)
    return Annotation(layer, at, at + len(words), body, rule)


def marker(words: str, to: Note | None, last: bool = False) -> Annotation:
    return marked(words, Apparatus("marker", words[-2], (to.start, to.end) if to else None), last=last)


def found_in(each: list[Run]) -> Iterator[Run]:
    for run in each:
        yield run
        if isinstance(run, list) and run[0] == "n":
            for paragraph in run[3]:
                yield from found_in(paragraph)


def test_a_paper_with_all_signs() -> None:
    one, two, three = notes()
    again = Annotation("apparatus", TEXT.index("zeta[1]") + 4, TEXT.index("zeta[1]") + 7, Apparatus("marker", "1", (one.start, one.end)), "given")
    inside = marker("[1]", one, last=True)
    found = [marker("[1]", one), marker("[2]", two), marker("[9]", None), again, inside,
             marked("[Page 54]", Apparatus("page", "54")), marked("Epsilon", Apparatus("page", "55"), rule=UNPRINTED),
             marked("gamma [2] ,", Damage("garbled"), "damage"), marked("delta", Reference("note", target="x"), "reference")]
    set_ = sheet(Document("p", TEXT, notes=notes()), found, "4/1", {"x": "7"})
    assert runs(set_, 0, len(BODY)) == [
        "Alpha beta", ["n", "1", "4/1:0", [["One."]]], " ", ["t", "gamma", True, ""],
        ["n", "2", "4/1:1", [["Two"], ["goes on, as", ["m", "1", ""], " before."]]], ["t", ",", True, ""], " ",
        ["t", "delta", False, "7"], ". ", ["p", "54"], " ", ["p", "55"], "Epsilon zeta", ["m", "1", "4/1:0"], " eta",
        ["m", "9", ""], " theta[3]."]
    assert set_.loose == (three,) and note_runs(set_, three) == [["Three."]]


def test_a_marker_that_only_the_file_tells_of() -> None:
    one, two, three = notes()
    told = (Note("1", TEXT.index("[1]"), one.start, one.end), Note("2", 5, two.start, two.end), three)
    set_ = sheet(Document("p", TEXT, notes=told), (), "1", {})
    assert runs(set_, 0, 16) == ["Alpha", ["n", "2", "1:1", [["Two"], ["goes on, as[1] before."]]], " beta",
                                 ["n", "1", "1:0", [["One."]]], " ga"]
    assert set_.loose == (three,)


SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 12)).map(lambda s: (s[0], min(s[0] + s[1], len(TEXT))))
BODIES = st.one_of(
    st.tuples(st.just("apparatus"), st.builds(Apparatus, st.just("marker"), st.sampled_from("12*"),
                                              st.sampled_from([None, *((n.start, n.end) for n in notes())]))),
    st.tuples(st.just("apparatus"), st.builds(Apparatus, st.just("page"), st.sampled_from(["54", None]))),
    st.tuples(st.just("damage"), st.just(Damage("truncated"))),
    st.tuples(st.just("reference"), st.just(Reference("note", target="x"))))


@TRIES
@given(st.lists(st.tuples(SPANS, BODIES), max_size=12))
def test_every_note_is_set_once_and_no_word_twice(found: list[tuple[tuple[int, int], tuple[str, Any]]]) -> None:
    annotations = [Annotation(layer, *span, body, UNPRINTED) for span, (layer, body) in found]
    set_ = sheet(Document("p", TEXT, notes=notes()), annotations, "1", {"x": "7"})
    body = list(found_in(runs(set_, 0, len(BODY))))
    sent = [run[2] for run in body if isinstance(run, list) and run[0] == "n"]
    assert sorted([*sent, *(f"1:{notes().index(n)}" for n in set_.loose)]) == ["1:0", "1:1", "1:2"]
    # words that no marker takes the place of are all there, in their order
    taken = {c for a in annotations if isinstance(a.body, Apparatus) and a.body.kind == "marker" for c in range(a.start, a.end)}
    left = "".join(c for i, c in enumerate(BODY) if i not in taken and c not in " ")
    words = "".join(run if isinstance(run, str) else run[1] if run[0] == "t" else "" for run in runs(set_, 0, len(BODY)))
    at = 0
    for c in words.replace(" ", ""):
        if at < len(left) and c == left[at]:
            at += 1
    assert at == len(left) and len(words) <= len(BODY)


@TRIES
@given(st.text(st.characters()))
def test_what_is_printed_can_be_written_and_commands_nothing(text: str) -> None:
    said = printable(text)
    said.encode()
    assert not any(unicodedata.category(c) == "Cc" or c in "\u202e\u200f\u2066" for c in said)
    assert max(map(len, said.replace("\u200b", " ").split()), default=0) <= LONG_WORD + PART
    if text.isprintable() and "\u200b" not in text:
        assert said.replace("\u200b", "") == text


def test_ranges() -> None:
    assert ranges(["1", "2", "3", "5", "4/1", "5/1", "10"]) == "1–3, 4/1, 5, 10"
    assert ranges([]) == ""
