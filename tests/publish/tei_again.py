"""What stands in an exported TEI folder, taken apart by the words of docs/forms/tei.md alone: volumes and findings."""

from pathlib import Path
from typing import Any

from lxml import etree
from lxml.etree import _Element

T = "{http://www.tei-c.org/ns/1.0}"
FRUS = "{http://history.state.gov/frus/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
OURS = "corpus.xml#dragoman"


def volume_again(frame: Path) -> _Element:
    """The file that a volume was before it was exported, put together from its frame and the files of its papers."""
    root = etree.parse(frame).getroot()
    days = list(root.iter(f"{T}date"))
    for stand in [e for e in root.iter(f"{T}div") if (e.get("corresp") or "").endswith(".xml") and not len(e)]:
        file = etree.parse(frame.parent / stand.get("corresp", "")).getroot()
        assert theirs(file.find(f"{T}teiHeader")) == theirs(root.find(f"{T}teiHeader"))
        days += file.iter(f"{T}date")
        place, holder = stand.get(ID), stand.getparent()
        assert holder is not None
        paper = next(e for e in file.iter(f"{T}div") if e.get(ID) == place)
        paper.tail = stand.tail
        holder.replace(stand, paper)
    by_id = {e.get(ID): e for e in root.iter() if e.get(ID)}
    for day in days:
        if day.get("type") == "frus:doc-dateTime":
            division = by_id[day.getparent().get("corresp", "").removeprefix("#")]   # type: ignore[union-attr]
            division.set(f"{FRUS}doc-dateTime-min", day.get("notBefore", ""))
            division.set(f"{FRUS}doc-dateTime-max", day.get("notAfter", ""))
    return without_ours(root)


def without_ours(root: _Element) -> _Element:
    """A tree without what an export adds, and with what it turns into plain TEI turned back."""
    for e in [e for e in root.iter(f"{T}standOff") if e.get("type") == "dragoman"]:
        remove(e)
    for e in [e for e in root.iter(f"{T}encodingDesc", f"{T}profileDesc") if (e.get("resp") or "").endswith(OURS)]:
        remove(e)
    for e in root.iter(f"{T}pb"):
        if e.get("corresp"):
            del e.attrib["corresp"]
    for e in root.iter():
        if (e.get(ID) or "").startswith("dragoman."):
            del e.attrib[ID]
    for part in list(root.iter(f"{T}div")):
        if part.get("subtype") == "frus" and part.get("type") == "attachment":
            part.tag = f"{FRUS}attachment"
            del part.attrib["type"], part.attrib["subtype"]
        elif part.get("subtype") == "frus" and part.get("type") == "carrier":
            holder, place = part.getparent(), 0
            assert holder is not None
            place = holder.index(part)
            kept = [c for c in part if not (c.tag == f"{T}ab" and not len(c) and not c.text and not c.attrib)]
            holder.remove(part)
            for n, child in enumerate(kept):
                holder.insert(place + n, child)
    return root


def remove(e: _Element) -> None:
    holder = e.getparent()
    assert holder is not None
    before = e.getprevious()
    if before is not None and before.tail:      # the line's end that was added with it
        assert e.tail and not e.tail.strip()
    holder.remove(e)


def theirs(header: _Element | None) -> bytes:
    """A header without what was added."""
    assert header is not None
    own = etree.fromstring(etree.tostring(header))
    for e in list(own):
        if (e.get("resp") or "").endswith(OURS):
            own.remove(e)
    return etree.tostring(own, method="c14n", exclusive=True)


def canonical(root: _Element) -> str:
    """A tree in one form whatever its prefixes, comments and instructions included."""
    return etree.canonicalize(root.getroottree(), with_comments=True, rewrite_prefixes=True)


def findings(file: _Element) -> dict[str, list[dict[str, Any]]]:
    """The findings of each paper of a file by its id, in their order, each with its fields as the archive has them."""
    found: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for bibl in file.iter(f"{T}bibl"):
        identity = bibl.findtext(f"{T}idno[@type='dragoman']")
        if identity is None:
            continue
        name = (bibl.get(ID) or "").removeprefix("p.")
        for a in file.iter(f"{T}annotation"):
            own, _, ordinal = (a.get(ID) or "").removeprefix("f.").rpartition(".")
            if own == name:
                found.setdefault(identity, []).append((int(ordinal), fields(a) | {"target": a.get("target")}))
    return {identity: [f for _, f in sorted(some, key=lambda f: f[0])] for identity, some in found.items()}


def fields(a: _Element) -> dict[str, Any]:
    """The fields of a finding."""
    (fs,) = a.iter(f"{T}fs")
    return {"layer": fs.get("type"), "fields": {f.get("name"): value(f[0]) for f in fs}}


def value(e: _Element) -> Any:
    name = etree.QName(e).localname
    if name == "string":
        return e.text or ""
    if name == "symbol":
        return e.get("value")
    if name == "binary":
        return e.get("value") == "true"
    if name == "numeric":
        return (int(e.get("value", "")), int(e.get("max", ""))) if e.get("max") else int(e.get("value", ""))
    assert name == "vColl"
    return tuple(value(v) for v in e)
