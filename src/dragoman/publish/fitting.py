"""Fitting: words that may hold anything, as XML 1.0 can hold them."""

import re

# XML 1.0, production 2: the characters that a document may hold
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit(text: str) -> str:
    """The text with U+FFFD for every character that XML 1.0 cannot hold; no character moves."""
    return _FORBIDDEN.sub("\ufffd", text)


def is_fit(text: str) -> bool:
    """Whether XML can hold a text as it is."""
    return _FORBIDDEN.search(text) is None
