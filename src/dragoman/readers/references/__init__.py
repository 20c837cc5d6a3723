"""References: "my letter dated December 15 of the past year, No. 5989", "Your 234, April 5, 6 p.m.", "my 935 and 937".

Each paper that is named gives one annotation, found or not among the papers at hand: its status is "missing", for
newspapers and printed editions "external". Left alone: a treaty as policy, a speech, the paper itself ("this telegram",
"the memorandum"), page pointers of one edition ("Ante, p. 5"), a verb alone ("as I telegraphed you"), amounts and
"letters patent".
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from msgspec import structs

from dragoman.edition.annotation import Annotation
from dragoman.edition.docket import docket_of, names_of
from dragoman.edition.document import Document
from dragoman.readers.references.answers import answered
from dragoman.readers.references.days import days_of
from dragoman.readers.references.draft import Draft
from dragoman.readers.references.enclosed import enclosures
from dragoman.readers.references.laws import laws
from dragoman.readers.references.named import by_noun
from dragoman.readers.references.owned import by_cablese, by_correspondents, by_owner, by_possessor
from dragoman.readers.references.phrase import Text
from dragoman.readers.references.press import press, untitled
from dragoman.readers.references.series import series
from dragoman.readers.references.traffic import Traffic, traffic_of
from dragoman.readers.references.works import editions, newspapers, source_line

NEEDS: tuple[str, ...] = ("heading", "date")
GIVES = "reference"

# a paper's first words tell whose traffic it belongs to
_OPENING = 600
# how far after a phrase the markup's pointer may stand (a space, a comma, a note's marker)
_NEAR = 6
# blocks that name the paper itself; a heading or dateline does so only above the body
_OWN = frozenset(("heading", "dateline", "signature", "boilerplate"))


_TOP = frozenset(("heading", "dateline"))
_BODY = frozenset(("paragraph", "quote", "salute", "list"))


def read(document: Document, earlier: Mapping[str, list[Annotation]]) -> list[Annotation]:
    """Every other paper that the text names, in the order of the text."""
    text = document.text
    docket = docket_of(earlier.get("heading", []))
    source = Text(text, days_of(document, earlier.get("date", []), docket.date))
    body = next((b.start for b in document.blocks if b.kind in _BODY), len(text))
    own = [(b.start, b.end) for b in document.blocks if b.kind in _OWN and (b.start < body or b.kind not in _TOP)]
    traffic = traffic_of(docket, text[:_OPENING])
    drafts = [d for d in _drafts(source, traffic) if d.owned or not any(s <= d.start < e for s, e in own)]
    pointed = sorted((m.start, m.end) for m in document.markup if m.tag == "ref")
    kept = answered(text, _without_overlaps([*drafts, *source_line(document)]))
    names = names_of(docket) if document.enclosed_in else {}
    return [_marked(d.annotation(names), pointed) for d in kept]


def _drafts(source: Text, traffic: Traffic) -> Iterator[Draft]:
    for find in (by_noun, by_possessor, by_owner, by_cablese, by_correspondents, newspapers, press, untitled,
                 editions, laws, series, enclosures):
        yield from find(source, traffic)


def _without_overlaps(drafts: list[Draft]) -> list[Draft]:
    """In the order of the text; where two overlap, the one that knows more stands, then the longer."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.start, -d.end)):
        if kept and draft.start < kept[-1].end:
            if draft.weight() > kept[-1].weight():
                kept[-1] = draft
            continue
        kept.append(draft)
    return kept


def _marked(annotation: Annotation, pointed: Sequence[tuple[int, int]]) -> Annotation:
    """The annotation, its rule saying so where the source's own markup points from its words or right after them."""
    i = bisect_right(pointed, (annotation.end + _NEAR, 0))
    if any(end > annotation.start for _, end in pointed[max(0, i - 2):i]):
        return structs.replace(annotation, rule=f"{annotation.rule}; the source's markup points to it")
    return annotation
