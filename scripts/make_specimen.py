#!/usr/bin/env python3
"""Makes the specimen's volume, TEI, web page, DOCX and PDF from its papers and its key; the same bytes each time.

    scripts/make_specimen.py [--settle]

The papers, key.json and inquiries.json are written by hand. --settle first moves each quote of the two keys to where it
now stands in its paper, after a paper has been edited; it stops at a quote that stands there no more.
"""

import html
import re
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from dragoman.specimen import FOLDER, key, papers

Paper = dict[str, Any]
TITLE = ("The Murava Papers", "Documents on the Relations of Velmark and Orsovia", "1926-1927",
         "In One Volume", "With an Appendix of 1864", "Anstad", "The University Press", "1959")
CHAPTERS = {"01": "Seizure of the trawlers Nordlys and Hilda Rask off Cape Sorok, and negotiations for their release",
            "07": "Interruption of through traffic on the Lomna Railway",
            "10": "The so-called secret protocol and its origin",
            "12": "Closing of the consulates at Belomost and Torsund, and provisional arrangement of March 27, 1927"}
NOTE = re.compile(r"\[(?P<label>\d+)\] (?P<words>.*)")
MARKER = re.compile(r" ?\[(?P<label>\d+) ?\](?P<gap> (?=[.,]))?")


def text_of(paper: Paper) -> str:
    """A paper's text, as the program has it."""
    return (papers() / f"{paper['id']}.txt").read_text(encoding="utf-8").rstrip("\n")


# ---------------------------------------------------------------- running text

def volume(whole: dict[str, Any]) -> bytes:
    """All papers in one running text, with title page, list of papers, chapter heads and index."""
    found = whole["papers"]
    lines = [*TITLE, "Preface",
             "The papers that follow are taken from the archives of both ministries and from printed editions. Those "
             "which are known only from being cited have been sought in vain; the editors will be grateful for word "
             "of them.", "Contents", "List of Papers", *CHAPTERS.values(), "Index"]
    for paper in found:
        if head := CHAPTERS.get(paper["id"][:2]):
            lines.append(head)
        lines += text_of(paper).split("\n")
    return "\n".join([*lines, "Index", *index(found)]).encode() + b"\n"


def index(found: list[Paper]) -> Iterator[str]:
    """The lines of the index: each name and the pages where it stands (four pages to a paper)."""
    pages: dict[str, set[int]] = {}
    for i, paper in enumerate(found):
        for name in paper["names"]:
            pages.setdefault(name["label"], set()).add(4 * i + 1 + 4 * name["start"] // 6000)
    for label, where in sorted(pages.items()):
        yield f"{label}, {', '.join(map(str, sorted(where)))}"


# ---------------------------------------------------------------- TEI

HEADER = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="murava1926">
<teiHeader><fileDesc>
<titleStmt><title type="complete">The Murava Papers, 1926-1927</title></titleStmt>
<publicationStmt><publisher>The University Press</publisher><pubPlace>Anstad</pubPlace>
<date>1959</date></publicationStmt>
<sourceDesc><p>An invented correspondence, written for this program.</p></sourceDesc>
</fileDesc></teiHeader>
<text>
<front><titlePage><docTitle><titlePart>The Murava Papers</titlePart></docTitle></titlePage>
<div type="toc"><head>Contents</head><list><item>The trawlers</item><item>The protocol</item></list></div></front>
<body><div type="chapter" xml:id="ch1"><head>Velmark and Orsovia</head>
"""
FOOTER = "</div></body>\n<back><div type=\"index\"><head>Index</head><list>%s</list></div></back>\n</text></TEI>\n"
PARTIES = re.compile(r"(?P<one>The .+?)(?: \((?P<from>\w+)\))? to (?P<two>.+?)(?: \((?P<to>\w+)\))?(?P<mark> \[1\])?$")
ELEMENTS = {"person": ("<persName>", "</persName>"), "place": ("<placeName>", "</placeName>"),
            "ship": ('<name type="ship">', "</name>")}


def tei(carried: list[Paper]) -> bytes:
    """These papers as a TEI volume with the habits of FRUS, valid against tei_all."""
    parts = [HEADER]
    for n, paper in enumerate(carried, 1):
        cuts = [0, *(e["start"] for e in paper["enclosures"]), len(text_of(paper)) + 1]
        pieces = [text_of(paper)[a:b - 1] for a, b in pairwise(cuts)]
        headings = [paper["heading"], *(e["heading"] for e in paper["enclosures"])]
        inner = [division(p, h, paper, f"d{n}e{i}") for i, (p, h) in enumerate(zip(pieces, headings, strict=True))]
        parts.append(f'<div type="document" xml:id="d{n}" n="{n}"><pb n="{2 * n + 1}"/>{inner[0]}')
        parts += [f'<div type="enclosure" xml:id="d{n}a{i}">{x}</div>\n' for i, x in enumerate(inner[1:], 1)]
        parts.append("</div>\n")
    items = "".join(f"<item>{escape(line)}</item>" for line in index(carried))
    return ("".join(parts) + FOOTER % items).encode()


def division(piece: str, heading: dict[str, Any], paper: Paper, ident: str) -> str:
    """The inside of one paper's division: source, heads, opener, paragraphs, closer, notes at their markers."""
    lines = piece.split("\n")
    notes = {m["label"]: m["words"] for line in lines if (m := NOTE.match(line))}
    lines = [line for line in lines if not NOTE.match(line)]
    day = re.compile(rf"\b{int(heading['date'][8:])}, {heading['date'][:4]}")
    at = next(i for i, line in enumerate(lines) if day.search(line))
    last = at + 1 + lines[at + 1].startswith("[Received")
    body = lines[last:]
    closing = next(i for i in range(len(body)) if all((len(line) < 40 and line[-1] not in ".”") or line.isupper()
                                                      or line.endswith("servant,") for line in body[i:]))
    out = [head(line) for line in lines[:at] if not line.startswith("No. ")]
    number = "".join(f"<seg>{line}</seg><lb/>" for line in lines[:at] if line.startswith("No. "))
    out.append(f"<opener>{number}<dateline>{dateline(lines[at:last], heading)}</dateline></opener>")
    out += [f"<p>{names(escape(line), paper)}</p>" for line in body[:closing]]
    signed = "".join(f"<signed>{escape(line)}</signed>" for line in body[closing:])
    if signed:                                          # TEI allows no closer before an enclosure
        carrier = paper["enclosures"] and ident.endswith("e0")
        out.append(signed.replace("signed>", "p>") if carrier else f"<closer>{signed}</closer>")

    def note(m: re.Match[str]) -> str:
        label = m["label"]
        return f'<note n="{label}" xml:id="{ident}fn{label}">{escape(notes[label])}</note>'
    return MARKER.sub(note, "\n".join(out)) + "\n"


def head(line: str) -> str:
    """A head with its parties marked, or the line of the file number."""
    if re.match(r"\d{3}\.\d", line):
        return f'<note rend="inline" type="source">{escape(line)}</note>'
    m = PARTIES.match(line)
    if m is None:
        return f"<head>{escape(line)}</head>"
    one = escape(m["one"]) + (f' (<persName type="from">{m["from"]}</persName>)' if m["from"] else "")
    two = m["two"] + (f' (<persName type="to">{m["to"]}</persName>)' if m["to"] else "")
    return f'<head>{one} to {two if m["to"] else f"""<gloss type="to">{two}</gloss>"""}{m["mark"] or ""}</head>'


def dateline(lines: list[str], heading: dict[str, Any]) -> str:
    """The dateline with place and day marked; the line of receipt on its own."""
    when = heading["date"] + (f"T{heading['time']}:00" if heading["time"] else "")
    words = escape(lines[0]).replace(heading["place"], f"<placeName>{heading['place']}</placeName>")
    day = re.search(r"[A-Z][a-z]+ \d{1,2}, \d{4}(?:—[\d: apm.]*m\.|—noon)?", words)
    assert day is not None
    words = words.replace(day[0], f'<date when="{when}">{day[0]}</date>')
    return "<lb/>".join([words, *map(escape, lines[1:])])


def names(line: str, paper: Paper) -> str:
    """A line with the persons, places and ships of the key marked (not the place in "Belomost Convention")."""
    kinds = {escape(n["label"]): n["kind"] for n in paper["names"]}
    longest = sorted(kinds, key=len, reverse=True)
    return re.sub(rf"\b({'|'.join(map(re.escape, longest))})\b",
                  lambda m: m[0].join(ELEMENTS.get(kinds[m[0]], ("", ""))), line)


# ---------------------------------------------------------------- web page

PAGE = """<!DOCTYPE html>
<!-- saved from url=(0052)http://papers.orsovia-archive.example/vol4/031.htm -->
<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1252">
<title>Letter of the Deputy Commissar, January 17, 1927 | Orsovian Archive Online</title>
<style>body {{ font-family: serif }}</style><script>var counter = 1;</script></head>
<body>
<div id="header"><a href="/">Orsovian Archive Online</a></div>
<ul id="menu" class="nav"><li><a href="/">Home</a></li><li><a href="/volumes">Volumes</a></li>
<li><a href="/names">Names</a></li><li><a href="/maps">Maps</a></li><li><a href="/forum">Forum</a></li></ul>
<div class="breadcrumbs"><a href="/">Home</a> &raquo; <a href="/volumes">Volumes</a>
&raquo; <a href="/vol4">Volume 4</a></div>
<div id="content"><article>
<h1>{head}</h1>
{body}
</article></div>
<div id="comments"><p>{last}</p><p><a href="/login">Log in to comment</a></p></div>
<div id="sidebar" class="sidebar"><h3>Most read this week</h3>
<ul><li><a href="/vol4/030">Telegram to the mission in Castria</a></li>
<li><a href="/vol3/112">Protocol of the railway commission</a></li></ul></div>
<div id="footer">Copyright &copy; 2009 Orsovian Archive Online. All rights reserved.
<a href="/contact">Contact us</a></div>
</body></html>
"""


def page(paper: Paper) -> bytes:
    """The letter as a saved web page, with what stood around it."""
    first, *rest, last = text_of(paper).split("\n")
    body = "\n".join(f"<p>{html.escape(line, quote=False)}</p>" for line in rest)
    return PAGE.format(head=html.escape(first), body=body, last=last).encode("cp1252")


# ---------------------------------------------------------------- DOCX

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def runs(line: str) -> str:
    """A line as runs of text and references to its footnotes."""
    parts, at = [], 0
    for m in MARKER.finditer(line):
        parts += [run(line[at:m.start()]), f'<w:r><w:footnoteReference w:id="{m["label"]}"/></w:r>']
        at = m.end()
    return "".join([*parts, run(line[at:])])


def run(words: str) -> str:
    """One run of text, or nothing for no words."""
    return f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>' if words else ""


def docx(paper: Paper) -> bytes:
    """A paper as DOCX with real footnotes; written part by part, so that every byte is the same each time."""
    lines = text_of(paper).split("\n")
    body = "".join(f"<w:p>{runs(line)}</w:p>" for line in lines if not NOTE.match(line))
    notes = "".join(f'<w:footnote w:id="{m["label"]}"><w:p><w:r><w:footnoteRef/></w:r>{run(" " + m["words"])}</w:p>'
                    "</w:footnote>" for line in lines if (m := NOTE.match(line)))
    kinds = {"document": "document.main", "footnotes": "footnotes", "styles": "styles"}
    types = "".join(f'<Override PartName="/word/{n}.xml" ContentType="{OFFICE}.{k}+xml"/>' for n, k in kinds.items())
    links = "".join(f'<Relationship Id="r{i}" Type="{RELATIONS}/{n}" Target="{n}.xml"/>'
                    for i, n in enumerate(("footnotes", "styles"), 1))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="'
                               f'application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
                       f'Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{WORD}">{notes}</w:footnotes>',
        "word/styles.xml": f'<w:styles xmlns:w="{WORD}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
                           '<w:name w:val="Normal"/></w:style></w:styles>'}
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), DECLARATION + words, zipfile.ZIP_DEFLATED)
    return out.getvalue()


# ---------------------------------------------------------------- PDF

FONT, SIZE, SMALL = "Times-Roman", 11, 8.5
WIDTH, HEIGHT, MARGIN = 420, 595, 58                    # a small octavo
MEASURE = WIDTH - 2 * MARGIN
# "consu-late": a vowel, one consonant, a vowel; the hyphen goes before the consonant
BREAK = re.compile(r"(?<=[a-z]{2}[aeiou])(?=[bcdfglmnprstv][aeiou][a-z]{2})")


def set_lines(words: str, size: float, indent: float) -> list[str]:
    """A paragraph broken into lines of the measure, long words hyphenated."""
    lines, line, room = [], "", MEASURE - indent
    for word in words.split(" "):
        if stringWidth(f"{line} {word}".strip(), FONT, size) <= room:
            line = f"{line} {word}".strip()
            continue
        cuts = [m.start() for m in BREAK.finditer(word)
                if stringWidth(f"{line} {word[:m.start()]}-", FONT, size) <= room]
        if cuts and line:
            line, word = f"{line} {word[:cuts[-1]]}-", word[cuts[-1]:]
        lines.append(line)
        line, room = word, MEASURE
    return [*lines, line]


def draw(canvas: Canvas, line: str, x: float, y: float) -> None:
    """One line, its note markers raised and small."""
    pen = canvas.beginText(x, y)
    pen.setFont(FONT, SIZE)
    at = 0
    for m in MARKER.finditer(line):
        pen.textOut(line[at:m.start()])
        pen.setRise(4)
        pen.setFont(FONT, 7)
        pen.textOut(m["label"])
        pen.setRise(0)
        pen.setFont(FONT, SIZE)
        at = m.end()
    pen.textOut(line[at:])
    canvas.drawText(pen)


def furniture(canvas: Canvas, number: int) -> None:
    """The running head and the page number."""
    canvas.setFont(FONT, SMALL)
    left = number % 2 == 0
    canvas.drawCentredString(WIDTH / 2, HEIGHT - 36, "THE MURAVA PAPERS" if left else "CONSULATES AND CONVENTION")
    canvas.drawString(MARGIN if left else WIDTH - MARGIN - 14, HEIGHT - 36, str(number))


def pdf(carried: list[Paper], first: int = 96) -> bytes:
    """These papers as pages of a printed book: running heads, page numbers, hyphenation, notes at the foot."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    number, y, foot = first, HEIGHT - 62.0, MARGIN * 1.0
    below: list[str] = []

    furniture(canvas, number)

    def turn(last: bool = False) -> None:
        nonlocal number, y, foot
        canvas.setFont(FONT, SMALL)
        for i, line in enumerate(below, 1):
            canvas.drawString(MARGIN, MARGIN + (len(below) - i) * 10.5, line)
        canvas.showPage()
        below.clear()
        number, y, foot = number + 1, HEIGHT - 62.0, MARGIN * 1.0
        if not last:
            furniture(canvas, number)

    for paper in carried:
        lines = text_of(paper).split("\n")
        notes = {m["label"]: m["words"] for line in lines if (m := NOTE.match(line))}
        for words in lines:
            if NOTE.match(words):
                continue
            indent = 14.0 if len(words) > 90 else 0.0
            for i, line in enumerate(set_lines(words, SIZE, indent)):
                called = [n for m in MARKER.finditer(line)
                          for n in set_lines(f"{m['label']} {notes[m['label']]}", SMALL, 0)]
                if y - 14 < foot + 10.5 * len(called) + 8:
                    turn()
                below += called
                foot += 10.5 * len(called)
                draw(canvas, line, MARGIN + (indent if i == 0 else 0), y)
                y -= 13.5
            y -= 3
        y -= 14
    turn(last=True)
    canvas.save()
    return out.getvalue()


# ---------------------------------------------------------------- all of it

def made(whole: dict[str, Any]) -> dict[str, bytes]:
    """The bytes of every made file, by its name."""
    by_id = {p["id"]: p for p in whole["papers"]}
    carried = {name: [by_id[i] for i in ids] for name, ids in whole["files"].items()}
    return {"volume.txt": volume(whole), "volume.xml": tei(carried["volume.xml"]),
            "letter.html": page(carried["letter.html"][0]), "despatch.docx": docx(carried["despatch.docx"][0]),
            "pages.pdf": pdf(carried["pages.pdf"])}


def main() -> None:
    """Write every made file beside the papers."""
    if "--settle" in sys.argv[1:]:
        from settle_specimen import settle_keys  # noqa: PLC0415  (found beside this script when it is run)
        settle_keys()
    whole = key()
    for name, data in made(whole).items():
        Path(FOLDER / name).write_bytes(data)


if __name__ == "__main__":
    main()
