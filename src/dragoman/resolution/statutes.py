"""Statutes: laws and the numbers of files, which are cited like papers and are no papers of a correspondence.

"section 18 of the domestic relations law", "imperial ordinance No. 329", "File No. 763.72119/2790".
"""

import re

from dragoman.lexicon import one_of
from dragoman.resolution.mentions import Mention

# "a French law", "the amendments of the Constitution"; left alone: "a message relating to the act of 1886"
_LAW = re.compile(rf"^(?:(?!{one_of('statutes', 'papers')}\b)[^,;])*?\b{one_of('statutes', 'laws')}\b", re.I)
_FILE = re.compile(rf"\W*{one_of('statutes', 'files')}\b", re.I)


def text_of(m: Mention) -> str | None:
    """What a mention names that is no paper: "a law", "a file"; None when it may be a paper."""
    if m.kind != "other":
        return None
    if _FILE.match(m.words):
        return "the number of a file"
    return "a law or the like" if _LAW.match(m.words) else None
