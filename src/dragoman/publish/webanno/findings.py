"""Findings: each finding of a paper as a Web Annotation on its exact words, and the paper itself as one on its text."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import structs

from dragoman.edition.annotation import Annotation, Apparatus, LinkedReference, Name, Span
from dragoman.edition.decision import AROUND, AboutFinding, Decision, ResolveReference
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


def finding(document: Document, held: Judged, key: str, decided: Sequence[Decision], known: Mapping[int, str]) -> Node:
    """One finding; `decided` are the decisions about its paper, `known` their identities, by which it names its own.

    Its author is its reader, or, when the words and fields are as a person gave them, that person.
    """
    a = held.annotation
    by, meant = _deciders(held, decided)
    made: Node = {"id": iri("finding", f"{key}/{document.id}"), "type": "Annotation",
                  "motivation": MOTIVATION[a.layer], "creator": reader(a.layer)}
    if by is not None and (held.ordinal is None or held.verdict == "corrected"):
        made |= {"creator": person(by.person), "created": by.made}
    changed = [d.made for d in (by, meant) if d is not None]
    if changed and "created" not in made:
        made["modified"] = max(changed)
    made["body"] = list(_bodies(a))
    spans = _spans(a)
    targets = [specific(document, start, end) for start, end in spans]
    made["target"] = targets if len(targets) > 1 else targets[0]
    made |= {f"{TERM}rule": a.rule, f"{TERM}voice": a.voice}
    if held.verdict:
        made[f"{TERM}verdict"] = held.verdict
    for name, d in (("decidedBy", by), ("resolvedBy", meant)):
        if d is not None:
            made[TERM + name] = iri("decision", known[d.id])
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


def _deciders(held: Judged, decided: Sequence[Decision]) -> tuple[Decision | None, Decision | None]:
    """The last decision about a finding itself, and the one that says what a reference means."""
    last = held.decision
    if last is None or not isinstance(last.body, ResolveReference):
        return last, None
    told = held.verdict and f"{held.verdict} by "
    return next((d for d in reversed(decided) if told and d.undone is None and isinstance(d.body, AboutFinding)
                 and held.annotation.rule.startswith(f"{told}{d.person} on {d.made[:10]}")), None), last


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
