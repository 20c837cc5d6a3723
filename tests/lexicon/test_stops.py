"""Where the line and the sentences of a span begin and end."""

import pytest

from dragoman.lexicon.stops import line_of, sentence, sentences

TEXT = "One.\nTwo acts. More.\nThree."


@pytest.mark.parametrize(("words", "line"), [
    ("acts", "Two acts. More."), ("One", "One."), ("Three.", "Three."), ("One.\nTwo", "One.\nTwo acts. More.")])
def test_a_line_is_found_around_a_span(words: str, line: str) -> None:
    start = TEXT.index(words)
    assert TEXT[slice(*line_of(TEXT, start, start + len(words)))] == line


def test_the_sentences_of_a_line_are_those_of_its_spans() -> None:
    line = line_of(TEXT, 6, 6)
    spans = list(sentences(TEXT, *line))
    assert [TEXT[slice(*span)] for span in spans] == ["Two acts.", "More."]
    assert spans == [sentence(TEXT, start, start + 1) for start, _ in spans]
