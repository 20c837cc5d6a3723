"""Findings: each finding of a paper as a Web Annotation on its exact words, and the paper itself as one on its text."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import structs

from dragoman.edition.annotation import Annotation, Apparatus, LinkedReference, Name, Span
from dragoman.edition.decision import AROUND, ResolveReference
from dragoman.edition.docket import Party
from dragoman.edition.document import Document
from dragoman.edition.judged import Judged
from dragoman.edition.reading import Reading
from dragoman.publish.webanno.naming import TERM, document_iri, iri, person, reader

# why a finding of each layer was made, in the words of the model: it describes the paper, says what its words are,
# whom or which day they mean, to which paper they point, or what is wrong with them
MOTIVATION = {"heading": "describing", "apparatus": "classifying", "date": "identifying", "name": "identifying",
              "reference": "linking", "statement": "classifying", "directive": "classifying",
              "assessment": "classifying", "event": "classifying", "damage": "assessing"}
Node = dict[str, Any]


def card(reading: Reading) -> Node:
    """The paper as a whole: what its heading says, on its text, in which all selectors count."""
    d = reading.document
    text = {"id": document_iri(d.id), "type": "TextualBody", "format": "text/plain", "value": d.text}
    if d.language:
        text["language"] = d.language
    body: Node = {"type": f"{TERM}Docket"}
    for name, value in structs.asdict(reading.docket()).items():
        if value is None or value == ():
            continue
        body[TERM + name] = [_party(v) if isinstance(v, Party) else v for v in value] if isinstance(
            value, tuple) else value
    if d.enclosed_in:
        body[f"{TERM}enclosedIn"] = document_iri(d.enclosed_in)
    return {"id": iri("card", d.id), "type": "Annotation", "motivation": "describing", "creator": reader("heading"),
            "body": body, "target": text}


def finding(document: Document, held: Judged, key: str, known: Mapping[int, str]) -> Node:
    """One finding; `known` are the identities of entries of the journal, by which it names the one that made it so.

    Its author is its reader, or, when the words and fields are as a person gave them, that person.
    """
    a, by = held.annotation, held.decision
    made: Node = {"id": iri("finding", f"{key}/{document.id}"), "type": "Annotation",
                  "motivation": MOTIVATION[a.layer], "creator": reader(a.layer)}
    if held.verdict in ("corrected", "added") and by is not None and not isinstance(by.body, ResolveReference):
        made |= {"creator": person(by.person), "created": by.made}
    elif by is not None:
        made |= {"modified": by.made}
    made["body"] = list(_bodies(a))
    spans = _spans(a)
    targets = [specific(document, start, end) for start, end in spans]
    made["target"] = targets if len(targets) > 1 else targets[0]
    made |= {f"{TERM}rule": a.rule, f"{TERM}voice": a.voice}
    if held.verdict:
        made[f"{TERM}verdict"] = held.verdict
    if by is not None:
        made[f"{TERM}decidedBy"] = iri("decision", known[by.id])
    return made


def specific(document: Document, start: int, end: int) -> Node:
    """The words of a span of a paper as a target, by quotation and by position (Unicode code points)."""
    text = document.text
    return selected(document.id, text[start:end], text[max(0, start - AROUND):start], text[end:end + AROUND], start)


def selected(name: str, exact: str, prefix: str, suffix: str, start: int | None) -> Node:
    """Words of a paper as a target; without a position where it is not known."""
    selectors: list[Node] = [{"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}]
    if start is not None:
        selectors.append({"type": "TextPositionSelector", "start": start, "end": start + len(exact)})
    return {"type": "SpecificResource", "source": document_iri(name), "selector": selectors}


def _spans(a: Annotation) -> list[Span]:
    """Where a finding stands: the span of its evidence, and for a name all other places where it is named."""
    mentions = a.body.mentions if isinstance(a.body, Name) else ()
    return list(dict.fromkeys(((a.start, a.end), *mentions)))


def _bodies(a: Annotation) -> Iterator[Node]:
    """The layer as a tag, for any program; all fields; for a reference the paper that is meant."""
    yield {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": a.layer}
    yield {"type": f"{TERM}{a.layer.capitalize()}", **{TERM + name: value for name, value in _fields(a)}}
    if isinstance(a.body, LinkedReference) and a.body.target:
        yield {"id": document_iri(a.body.target)}


def _fields(a: Annotation) -> Iterator[tuple[str, Any]]:
    """The fields of a finding that say something; other papers as IRIs, a bound note or marker by its position."""
    for name, value in structs.asdict(a.body).items():
        if value is None or value == () or name == "mentions":
            continue
        if isinstance(a.body, Apparatus) and name == "target":
            yield "boundTo", {"type": "TextPositionSelector", "start": value[0], "end": value[1]}
        elif a.layer == "reference" and name in ("target", "missing"):
            yield name, document_iri(value)
        elif name == "candidates":
            yield name, [document_iri(v) for v in value]
        else:
            yield name, list(value) if isinstance(value, tuple) else value


def _party(party: Party) -> Node:
    return {TERM + name: value for name, value in structs.asdict(party).items() if value is not None}
