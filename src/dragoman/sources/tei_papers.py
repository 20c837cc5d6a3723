"""Which elements of a TEI file are papers: FRUS documents, other editions' letters, a corpus, or one letter alone."""

from collections.abc import Iterator

from lxml.etree import _Element

from dragoman.sources.tei_marks import (
    DIVISIONS,
    ENCLOSURE_TYPES,
    ID,
    LANGUAGE,
    PAPER_TYPES,
    enclosed,
    footnote,
    is_attachment,
    local,
)

# What a letter has and a chapter has not.
LETTER_PARTS = frozenset(("opener", "dateline", "salute", "closer", "signed"))


def papers_in(root: _Element) -> list[_Element]:
    """The elements that are papers, in order; enclosed papers are not among them, nor front matter and indexes."""
    if told := told_papers(root):
        return [e for e in told if not any(a in told for a in e.iterancestors())]
    corpus = local(root) == "teiCorpus"
    texts = list(root.iter(etree_name(root, "TEI"), etree_name(root, "TEI.2"))) if corpus else [root]
    return [paper for text in texts for paper in _papers_of(text)]


def told_papers(root: _Element) -> dict[_Element, str]:
    """The elements that a file from an archive says are papers, enclosed ones too, in order, with their ids."""
    said: dict[str, str] = {}
    for listed in root.iter(etree_name(root, "listBibl")):
        if listed.get("type") == "papers" and (e := listed.getparent()) is not None and e.get("type") == "dragoman":
            for bibl in listed:
                identity = next((i.text for i in bibl if local(i) == "idno" and i.get("type") == "dragoman"), None)
                if identity and (place := (bibl.get("corresp") or "").removeprefix("#")):
                    said.setdefault(place, identity)
    return {e: said[place] for e in root.iter() if (place := e.get(ID) or "") in said} if said else {}


def etree_name(root: _Element, name: str) -> str:
    """A name in the namespace of the root."""
    space = str(root.tag).rpartition("}")[0]
    return f"{space}}}{name}" if space else name


def _papers_of(tei: _Element) -> list[_Element]:
    """The papers of one TEI element: typed divisions, a group's texts, divisions like letters, or its body."""
    return (_typed(tei, frozenset(("document",))) or _typed(tei, PAPER_TYPES) or _grouped(tei) or _like_letters(tei)
            or list(tei.iter(etree_name(tei, "body")))[:1])


def _typed(tei: _Element, types: frozenset[str]) -> list[_Element]:
    """The outermost divisions of these types."""
    found: list[_Element] = []
    inside: set[_Element] = set()
    for e in tei.iter(*(etree_name(tei, d) for d in DIVISIONS)):
        if e.get("type") in types and not any(a in inside or is_attachment(a) for a in e.iterancestors()):
            found.append(e)
            inside.add(e)
    return found


def _grouped(tei: _Element) -> list[_Element]:
    """The texts of a group, if there are any: their bodies."""
    group = etree_name(tei, "group")
    texts = [e for e in tei.iter(etree_name(tei, "text")) if local(e.getparent()) == "group" and e.find(group) is None]
    return [body for e in texts if (body := e.find(etree_name(tei, "body"))) is not None]


def _like_letters(tei: _Element) -> list[_Element]:
    """Divisions without a known type that have a letter's parts, if there are several."""
    found = [e for e in tei.iter(*(etree_name(tei, d) for d in DIVISIONS)) if e.get("type") not in ENCLOSURE_TYPES
             and any(local(c) in LETTER_PARTS for c in e) and not any(enclosed(a, local(a)) for a in e.iterancestors())]
    outer = [e for e in found if not any(a in found for a in e.iterancestors())]
    return outer if len(outer) > 1 else []


def inner_paper(e: _Element) -> list[_Element]:
    """The papers that an enclosing element holds: its divisions if it holds nothing else, or itself."""
    children = [c for c in e if local(c) != "pb"]
    if not is_attachment(e) or (e.text or "").strip():
        return [e]
    return children if children and all(enclosed(c, local(c)) for c in children) else [e]


def notes_aside(root: _Element) -> dict[str, _Element]:
    """The notes that stand apart from their markers, in a division of notes, by xml:id."""
    return {identity: note for note in root.iter(etree_name(root, "note"))
            if (identity := note.get(ID)) and _apart(note) and footnote(note, "note")}


def _apart(note: _Element) -> bool:
    """Whether a note stands in a division or group of notes."""
    parent = note.getparent()
    if parent is None:
        return False
    return local(parent) == "noteGrp" or (local(parent) in DIVISIONS and parent.get("type") == "notes")


def languages(e: _Element) -> Iterator[str]:
    """The languages that an element and those around it are said to be in, the nearest first."""
    for a in (e, *e.iterancestors()):
        if found := a.get(LANGUAGE):
            yield found
