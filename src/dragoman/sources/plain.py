"""Plain text: any encoding, any line ends, wrapped or one paragraph a line."""

import re
from collections.abc import Iterator

from dragoman.edition.document import Document
from dragoman.edition.problem import Problem
from dragoman.sources.encoding import decode
from dragoman.sources.volume import documents
from dragoman.sources.wrapping import unwrapped

# No line of a paper is so long: the longest volume in print would fit into one.
LONGEST_LINE = 8_000_000
LINE, LINE_END = re.compile(rb"[^\r\n]+"), re.compile(rb"\r\n|\r|\n")


def open_text(name: str, data: bytes, origin: str) -> Iterator[Document | Problem]:
    """The documents of a plain text file, or Problems that say what could not be read."""
    data, problems = _without_long_lines(data, origin)
    yield from problems
    found = decode(data)
    for at, sentence in found.troubles:
        yield Problem(origin, f"byte {at}", sentence)
    lines = unwrapped(found.text.splitlines())
    if not lines and not problems:
        yield Problem(origin, "", "this file is empty.")
    yield from documents(name, lines, origin=origin)


def _without_long_lines(data: bytes, origin: str) -> tuple[bytes, list[Problem]]:
    """The bytes without lines that are too long to be of a paper, and a Problem for each of these."""
    if len(data) <= LONGEST_LINE:
        return data, []
    kept, problems, at = [], [], 0
    for start, end in _long_lines(data):
        number = len(LINE_END.findall(data, 0, start)) + 1
        sentence = f"this line has {end - start} bytes, too many for a line of a paper; it was left out."
        problems.append(Problem(origin, f"line {number}", sentence))
        kept.append(data[at:start])
        at = end
    return (b"".join([*kept, data[at:]]), problems) if problems else (data, [])


def _long_lines(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each line that is too long begins and ends."""
    start = 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        if end - start > LONGEST_LINE and data.find(b"\r", start, end) < 0:
            yield start, end
        elif end - start > LONGEST_LINE:                    # lines of an old Macintosh
            yield from (m.span() for m in LINE.finditer(data, start, end) if m.end() - m.start() > LONGEST_LINE)
        start = end + 1
