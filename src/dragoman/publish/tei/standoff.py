"""Stand-off: what is said of the papers of a file beside their text: their ids, every finding, people's decisions."""

from collections.abc import Iterator, Mapping, Sequence

from lxml.etree import _Element

from dragoman.archive.among import Act
from dragoman.edition.annotation import LAYERS, Annotation, LinkedReference, Name
from dragoman.edition.reading import Reading
from dragoman.inquiries.decisions import in_words
from dragoman.publish.tei.elements import element, escaped, indented, listed, serialized, word
from dragoman.publish.tei.features import feature_structure
from dragoman.publish.tei.header import title_of
from dragoman.publish.tei.here import Here
from dragoman.publish.tei.pointers import (
    DRAGOMAN,
    actor_name,
    decider_name,
    event_name,
    finding_name,
    missing_name,
    paper_name,
    place_name,
)
from dragoman.publish.tei.ranges import Ranges
from dragoman.publish.tei.when import dated
from dragoman.resolution.reasons import weight_of

MOST_MENTIONS = 500     # of a name, to which its pointer leads; all stand in its fields


def stand_off(group: Sequence[Reading], places: Mapping[str, str], ranges: Mapping[str, Ranges], here: Here,
              *, more: Sequence[_Element] = ()) -> bytes:
    """The standOff of a paper with its enclosures, as it is written.

    `places` are the xml:ids of their elements by their ids, `ranges` tell where words stand, `more` goes into the list
    of papers.
    """
    found: dict[str, list[str]] = {layer: [] for layer in LAYERS}
    for reading in group:
        _annotate(reading, ranges[reading.document.id], here, found)
    papers = listed("listBibl", [*(_listed(r, places[r.document.id], here) for r in group), *more], type="papers")
    changes = listed("listChange", _changes(here))
    parts = [f'<listAnnotation type="{layer}">\n{"".join(some)}</listAnnotation>'.encode()
             for layer, some in found.items() if some]
    return b"\n".join([f'<standOff type="{DRAGOMAN}">'.encode(), *(serialized(e) for e in (papers,) if e is not None),
                       *parts, *(serialized(e) for e in (changes,) if e is not None), b"</standOff>"])


def _listed(reading: Reading, place: str, here: Here) -> _Element:
    """A paper in the list of those of a file: its id, which other programs know it by, and its docket."""
    d, docket = reading.document, reading.docket()
    number = element("idno", None, docket.number, type="number") if docket.number else None
    kept = element("idno", None, docket.source, type="file") if docket.source else None
    day = element("date", dated(docket.date, docket.time), docket.date) if docket.date else None
    more = [element("note", None, value, type=kind) for kind, value in (
        ("classification", docket.classification), ("priority", docket.priority), ("subject", docket.subject),
        *(("mark", mark) for mark in docket.marks)) if value]
    carrier = element("relatedItem", None, type="carrier",
                      target=here.pointers.paper(d.enclosed_in)) if d.enclosed_in else None
    return indented(element(
        "bibl", {"xml:id": paper_name(d.id), "corresp": f"#{place}", "type": word(docket.kind)},
        element("idno", None, d.id, type=DRAGOMAN), element("title", None, title_of(docket, d.id)), number, day, kept,
        *more, carrier))


def _annotate(reading: Reading, ranges: Ranges, here: Here, found: dict[str, list[str]]) -> None:
    """Put the findings of a paper, as they are written, with those of their layer."""
    name = reading.document.id
    acts = here.among.acts(name)
    for ordinal, a in enumerate(reading.annotations):
        certainty = "high" if here.decision(name, a) else _certainty(a)
        sure = f' cert="{certainty}"' if certainty is not None else ""
        to = "".join(f'<ptr type="{kind}" target="{escaped(target)}"/>'
                     for kind, target in (*_entries(a, name, here), *_of_act(acts.get(ordinal), here)))
        found[a.layer].append(
            f'<annotation xml:id="{finding_name(name, ordinal)}" target="{_target(a, ranges)}" '
            f'resp="{escaped(here.resp(name, a))}"{sure}><note>{feature_structure(a)}</note>{to}</annotation>\n')


def _of_act(act: Act | None, here: Here) -> Iterator[tuple[str, str]]:
    """Whom an act means, and the event that it tells of."""
    if act is None:
        return
    for kind, actor in (("who", act.who), ("whom", act.whom)):
        if actor:
            yield kind, here.pointers.corpus(actor_name(actor))
    if act.event:
        yield "event", here.pointers.corpus(event_name(act.event))


def _target(a: Annotation, ranges: Ranges) -> str:
    """The pointer to the words of a finding; of a name to every mention, the fullest first."""
    spans = [(a.start, a.end)]
    if isinstance(a.body, Name):
        spans += [m for m in a.body.mentions if m != spans[0]][:MOST_MENTIONS]
    return " ".join(ranges.pointer(span) for span in spans)


def _certainty(a: Annotation) -> str | None:
    """How sure the reader was, 0 to 1, where it says so."""
    weight = weight_of(a.rule)
    return None if weight is None else f"{weight:g}"


def _entries(a: Annotation, paper: str, here: Here) -> Iterator[tuple[str, str]]:
    """What a finding points to: the paper that a reference means, the entry of a name."""
    body, to = a.body, here.pointers
    if isinstance(body, LinkedReference):
        if body.target:
            yield "paper", to.paper(body.target)
        if body.missing:
            yield "missing", to.corpus(missing_name(body.missing))
        for candidate in body.candidates:
            yield "candidate", to.paper(candidate)
    elif isinstance(body, Name) and (entry := entry_of(body, paper, here)):
        yield body.kind, entry


def entry_of(name: Name, paper: str, here: Here) -> str | None:
    """The pointer to the entry of a name of a paper in the corpus file, if it has one."""
    if name.kind == "place":
        return here.pointers.corpus(place_name(name.label)) if name.label else None
    if name.kind not in ("person", "polity", "organisation"):
        return None
    actor = here.among.actor(name, here.among.paper(paper).collection)
    return here.pointers.corpus(actor_name(actor)) if actor else None


def _changes(here: Here) -> list[_Element]:
    """The decisions about the papers of a file, in the order in which they were made."""
    made = {d.id: d for each in here.people.values() for d in each.decisions if d.body is not None}
    return [element("change", {
        "n": str(d.id), "when": d.made, "who": here.pointers.corpus(decider_name(d.person)), "type": word(d.kind)},
        f"{in_words(d.body) if d.body else ''}{f' Why: {d.why}' if d.why else ''}") for _, d in sorted(made.items())]
