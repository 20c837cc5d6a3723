"""Quotation: where words that a person wrote down stand in a paper, though blanks and quotation marks may differ.

“The Convention has an end ... in good time” leaves words out: the quotation runs from the first to the last, within
one paragraph.
"""

import re

# what is left out: three points or more, one sign, in brackets or not, with blanks beside it
_LEFT_OUT = re.compile(r"\s+(?:\[(?:…|\.{3,}|\.\s\.\s\.)\]|…|\.{3,}|\.\s\.\s\.)\s+")
_ALIKE = ("\"“”„«»", "'‘’‚ʼ", "-‐‑–—")
_FEWEST = 8                     # characters on either side of what is left out, so that they tell a place


def standing(words: str, text: str) -> list[tuple[int, int]]:
    """Every span of a text that has these words: letter for letter, else whatever its blanks, marks and hyphens.

    Where no span has them, and the words say that some are left out, the spans from the first words to the last.
    """
    plain = words.strip()
    if not plain:
        return []
    exact = [m.span() for m in re.finditer(re.escape(plain), text)]
    if exact:
        return exact
    whole = [m.span() for m in re.finditer(_pattern(plain), text)]
    parts = _LEFT_OUT.split(plain)
    if whole or len(parts) < 2 or min(map(len, (parts[0], parts[-1]))) < _FEWEST:
        return whole
    return [m.span() for m in re.finditer(r"[^\n]*?".join(map(_pattern, parts)), text)]


def _pattern(words: str) -> str:
    return r"\s+".join("".join(map(_letter, word)) for word in words.split())


def _letter(letter: str) -> str:
    for alike in _ALIKE:
        if letter in alike:
            return f"[{re.escape(alike)}]"
    return re.escape(letter)
