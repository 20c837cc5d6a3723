"""Reading: what files of Web Annotations say of decisions; whatever is wrong in them is told by file and place.

A file holds an AnnotationPage, an AnnotationCollection with its first page in it, an Annotation, or a list of these.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from dragoman.edition.problem import Problem
from dragoman.inquiries.merging import ByHand
from dragoman.publish.exporting import Seen, told
from dragoman.publish.webanno.annotation import Bad, Claim, Entry, annotated
from dragoman.sources.opening import files_in

MOST = 100                      # things wrong with one file that are told one by one; of more their number
LARGEST = 16 * 2 ** 20          # bytes of a file: a page is read whole; the largest of twelve volumes has 2.1 million
ENDINGS = (".json", ".jsonld")  # of files that are looked for in a folder


class Parsed(Struct):
    """What files say: the entries of a journal in the order of the files, findings that people state by hand, findings
    that decisions made, how many others there were (the readers' own), how many files.
    """

    entries: list[Entry] = []
    by_hand: list[ByHand] = []
    claims: list[Claim] = []
    passed: int = 0
    files: int = 0


def parsed(source: str, problems: list[Problem], seen: Seen = lambda what, count: None) -> Parsed:
    """What a file, or all files of a folder, say; what cannot be read is added to the problems."""
    found = Parsed()
    for path in told("files", files_in(source), seen):
        if isinstance(path, Problem):
            problems.append(path)
        elif path.suffix.lower() in ENDINGS or str(path) == source:
            found.files += 1
            problems += _kept(_read(path, found), str(path))
    return found


def _kept(told: Iterator[Problem], file: str) -> Iterator[Problem]:
    """The first problems of a file; the others are counted in one more."""
    yield from islice(told, MOST)
    more = sum(1 for _ in told)
    if more:
        yield Problem(file, "", f"{more:,} more {'things are' if more > 1 else 'thing is'} wrong in it.")


def _read(path: Path, found: Parsed) -> Iterator[Problem]:
    """Sort what a file says; what is wrong in it, as it is met."""
    try:
        root = _decoded(path)
    except Bad as bad:
        yield Problem(str(path), "", str(bad))
        return
    number = 0
    for number, item in enumerate((item for node in _listed(root) for item in _of(node)), 1):
        place = f"annotation {number}"
        try:
            if not isinstance(item, dict):
                raise Bad("this is no annotation, but a bare value.")
            _sort(annotated(item, str(path), place), found)
        except Bad as bad:
            yield Problem(str(path), place, str(bad))
    if not number and not _is_empty(root):
        yield Problem(str(path), "", "this holds no Web Annotations.")


def _sort(item: Entry | ByHand | Claim | None, found: Parsed) -> None:
    if item is None:
        found.passed += 1
    elif isinstance(item, Entry):
        found.entries.append(item)
    elif isinstance(item, ByHand):
        found.by_hand.append(item)
    else:
        found.claims.append(item)


def _listed(root: Any) -> Iterable[Any]:
    return root if isinstance(root, list) else (root,)


def _is_empty(root: Any) -> bool:
    """Whether it is a collection, whose pages are other files."""
    return isinstance(root, dict) and "AnnotationCollection" in _types(root)


def _of(node: Any) -> Iterable[Any]:
    """The annotations of a page or a collection, or the one that it is."""
    if not isinstance(node, dict):
        return (node,)
    types = _types(node)
    if "Annotation" in types:
        return (node,)
    if "AnnotationCollection" in types:
        first = node.get("first")
        return _of(first) if isinstance(first, dict) else ()
    items = node.get("items")
    return items if isinstance(items, list) else ()


def _types(node: dict[str, Any]) -> list[Any]:
    found = node.get("type", node.get("@type"))
    return found if isinstance(found, list) else [found]


def _decoded(path: Path) -> Any:
    """The JSON of a file. Raises Bad where it is none."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise ValueError(f"it has more than {LARGEST >> 20} MiB; divide it into pages")
        return msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except OSError as error:
        raise Bad(f"this file cannot be opened ({error.strerror or error}).") from None
    except RecursionError:
        raise Bad("this is nested deeper than any annotation.") from None
    except (ValueError, msgspec.MsgspecError) as error:
        raise Bad(f"this is no JSON that can be read ({str(error).replace('`', '')}).") from None
