"""Header: the teiHeader of a paper that is made from the record, and what is added to a header of somebody else's."""

from collections.abc import Iterable, Sequence

from lxml.etree import _Element

from dragoman import __version__
from dragoman.archive.drawn import Parties
from dragoman.edition.docket import Docket
from dragoman.edition.docket import Party as Named
from dragoman.edition.reading import Reading
from dragoman.publish.citations import chicago, citation_of
from dragoman.publish.fitting import fit
from dragoman.publish.tei.elements import element, indented, language
from dragoman.publish.tei.here import Here
from dragoman.publish.tei.pointers import DRAGOMAN, actor_name, missing_name, place_name
from dragoman.publish.tei.when import dated

TOLD = "A paper from an archive of dragoman."
_ROLES = (("sent", "sender"), ("received", "recipient"))


def header_of(group: Sequence[Reading], here: Here) -> _Element:
    """The teiHeader of a paper and its enclosures."""
    carrier = group[0]
    d, docket = carrier.document, carrier.docket()
    source = citation_of(carrier, collection=here.among.paper(d.id).collection)
    kept = element("msDesc", None, element("msIdentifier", None, element("idno", None, source.source, type="file"))
                   ) if source.source else None
    return indented(element("teiHeader", None, element(
        "fileDesc", None,
        element("titleStmt", None, element("title", None, docket.title or chicago(source))),
        element("publicationStmt", None, element("p", None, TOLD)),
        element("sourceDesc", None, element("bibl", None, chicago(source)), kept)),
        encoding(here), profile(group, here)))


def encoding(here: Here) -> _Element:
    """The encodingDesc that says by which program, in which version, a file was written, and where it says how."""
    ours = here.pointers.corpus(DRAGOMAN)
    application = element("application", {"ident": DRAGOMAN, "version": __version__}, element("label", None, DRAGOMAN),
                          element("ptr", None, target=ours))
    return element("encodingDesc", None, element("appInfo", None, application), resp=ours)


def profile(group: Sequence[Reading], here: Here) -> _Element:
    """The profileDesc: the languages, and the correspondence that the paper and its enclosures are."""
    codes = dict.fromkeys(language(r.document.language) for r in group)
    used = element("langUsage", None, *(element("language", None, ident=code) for code in codes))
    return element("profileDesc", None, *correspondence(group, here), used,
                   resp=here.pointers.corpus(DRAGOMAN))


def correspondence(group: Iterable[Reading], here: Here) -> list[_Element]:
    """A correspDesc for each paper of which anything of the kind is known."""
    found = ((_described(reading, here), reading.document.id) for reading in group)
    made = []
    for parts, identity in found:
        if parts:
            made.append(element("correspDesc", {"key": identity, "corresp": here.pointers.paper(identity)}, *parts))
    return made


def _described(reading: Reading, here: Here) -> list[_Element]:
    docket, name = reading.docket(), reading.document.id
    parties = here.among.parties(name)
    actions = []
    for what, role in _ROLES:
        inside = [_party(p, parties.get((role, i)), here) for i, p in enumerate(getattr(docket, role))]
        if what == "sent" and docket.place:
            inside.append(element("placeName", None, docket.place, ref=here.pointers.corpus(place_name(docket.place))))
        edtf, time = (docket.date, docket.time) if what == "sent" else (docket.received, None)
        if attributes := dated(edtf, time):
            inside.append(element("date", attributes, " ".join(filter(None, (edtf, time)))))
        elif edtf:
            inside.append(element("note", None, edtf, type="date"))
        if inside:
            actions.append(element("correspAction", None, *inside, type=what))
    present = [_party(p, parties.get(("participant", i)), here) for i, p in enumerate(docket.participants)]
    if present:
        actions.append(element("correspAction", None, *present, type="present"))
    context = _context(name, here)
    return [*actions, context] if context is not None else actions


def _party(party: Named, known: Parties | None, here: Here) -> _Element:
    """A person with the office, or a body; each with its entry in the corpus file, where it is known."""
    person, office = (known.person, known.holds) if known else (None, None)

    def entry(address: str | None) -> str | None:
        return here.pointers.corpus(actor_name(address)) if address else None
    if party.name is None and person is None and office and office.startswith(("body/", "power/")):
        return element("orgName", None, party.office, ref=entry(office))
    role = element("roleName", None, party.office, ref=entry(office)) if party.office else None
    between = ", " if party.name and party.office else None
    return element("persName", None, party.name, between, role, ref=entry(person))


def _context(name: str, here: Here) -> _Element | None:
    """What the paper answers, and what answers it."""
    near = here.among.neighbours(name)
    inside = [element("ref", None, other, type="prev", target=here.pointers.paper(other)) for other in near.before]
    inside += [element("ref", None, other, type="prev", subtype="missing",
                       target=here.pointers.corpus(missing_name(other))) for other in near.missing]
    inside += [element("ref", None, other, type="next", target=here.pointers.paper(other)) for other in near.after]
    return element("correspContext", None, *inside) if inside else None


def title_of(docket: Docket, fallback: str) -> str:
    """What a list of papers calls one."""
    return fit(docket.title or fallback)
