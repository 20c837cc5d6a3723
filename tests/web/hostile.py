"""Hostile papers: every trick that a paper could try on a browser, in every place that a page shows."""

import sqlite3
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import docx

from dragoman.archive.journal import decide
from dragoman.archive.keeping import settle_decisions
from dragoman.archive.store import open_archive
from dragoman.edition.decision import (
    AddEvidence,
    AskQuestion,
    GradePaper,
    Quoted,
    RateEvidence,
    RenameSubject,
    StateHypothesis,
)
from dragoman.inquiries.deciding import accept, add, correct, reject
from dragoman.inquiries.judged import judged
from dragoman.specimen import papers

TRAP = "pwned"          # the global that runs up where any of these runs
INJECTIONS = (
    f"<script>{TRAP}=1</script>", f"<img src=x onerror={TRAP}=1>", f'"><svg onload={TRAP}=1>', f"<a href=\"javascript:{TRAP}=1\">here</a>",
    f"' onmouseover='{TRAP}=1", f'" autofocus onfocus="{TRAP}=1', "{{7*1911}}", "{% raw %}", "${7*1911}", f"</textarea><script>{TRAP}=1</script>",
    f"</title><script>{TRAP}=1</script>", f"</style><script>{TRAP}=1</script>", "<style>body{display:none}</style>",
    "<link rel=stylesheet href=//evil.example/a.css>", "<iframe src=//evil.example></iframe>", "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example>", "<form action=//evil.example><button>go</button></form>", f"]]><script>{TRAP}=1</script>",
    f"<!--><script>{TRAP}=1</script>-->", f"&lt;script&gt;{TRAP}=1&lt;/script&gt;", "\u202egnitirw\u202c", "\u2067\u2069", "\x1b[31m", "\x07\x08")
NAMES = ('"><img src=x onerror=pwned=1>', "{{7*1911}} & 'quoted'", "‮gnp.exe", "a?b#c%2e%2e", "javascript:pwned=1", " onload=pwned=1 x")
ALL = " ".join(INJECTIONS)
LETTER = "08-medyanov-letter"


def written(folder: Path) -> Path:
    """The folder, with hostile papers of every form in it, under hostile names."""
    nest = folder / NAMES[0] / NAMES[1]
    nest.mkdir(parents=True)
    letter = (papers() / f"{LETTER}.txt").read_text(encoding="utf-8")
    (folder / f"{LETTER}.txt").write_text("\n".join(_poisoned(letter)), encoding="utf-8")
    for name, trick in zip(NAMES, INJECTIONS, strict=False):
        (nest / f"{name}.txt").write_text(_telegram(f"(Grew {trick})", trick), encoding="utf-8")
    (folder / "page.html").write_text(
        f"<!doctype html><title>{escape(ALL)}</title><article><h1>Letter from the Deputy Commissar {escape(ALL)}</h1><p>January 17, 1927</p>"
        + "".join(f"<p>I received your letter No. {n} of December 1, 1926. {escape(trick)} He told me that all is well.</p><script>{TRAP}=1</script>"
                  for n, trick in enumerate(INJECTIONS, 1)) + "</article>", encoding="utf-8")
    (folder / "volume.xml").write_text(_tei(), encoding="utf-8")
    paper = docx.Document()
    for line in (f"Letter from the Consul {_printable(ALL)} to the Minister", "January 17, 1927", *map(_printable, INJECTIONS),
                 "I received your telegram No. 9 of January 2. The Consul told me that all is well."):
        paper.add_paragraph(line)
    paper.save(str(folder / "despatch.docx"))
    return folder


def decided(archive: Path) -> None:
    """Enter hostile decisions of every kind into an archive of hostile papers."""
    connection = open_archive(archive, write=True)
    for n, body in enumerate(_decisions(connection)):
        decide(connection, body, person=f"Eve {INJECTIONS[n % len(INJECTIONS)]}", why=ALL)
    settle_decisions(connection)
    connection.close()


def _decisions(connection: sqlite3.Connection) -> Iterator[Any]:
    paper = judged(connection, LETTER)
    found = [f for f in paper.findings if f.annotation.layer in ("statement", "assessment")]
    yield accept(paper, found[0])
    yield reject(paper, found[1])
    directive = next(f for f in paper.findings if f.annotation.layer == "directive")
    yield correct(paper, directive, {"addressee": ALL[:400], "condition": ALL[:400]})
    at = paper.reading.document.text.index("Dear Pavel")
    yield add(paper, "reference", (at, at + 10), {"kind": "letter", "sender": ALL[:200]})
    yield GradePaper(LETTER, "A", "1")
    for trick in INJECTIONS[:3]:
        yield AskQuestion(trick, ALL)
    for key in INJECTIONS[:4]:
        yield StateHypothesis(INJECTIONS[0], key, ALL)
    words = paper.reading.document.text[at:at + 18]
    for item in INJECTIONS[4:7]:
        yield AddEvidence(INJECTIONS[0], item, Quoted(LETTER, words, start=at), label=ALL)
        yield RateEvidence(INJECTIONS[0], item, INJECTIONS[1], "II")
    named = connection.execute("SELECT name FROM subject ORDER BY name").fetchone()
    if named:
        yield RenameSubject(named[0], ALL)


def _poisoned(letter: str) -> Iterator[str]:
    """The letter with a trick at the end of each line, and in the middle of its sentences."""
    for n, line in enumerate(letter.split("\n")):
        trick = _lineless(INJECTIONS[n % len(INJECTIONS)])
        yield line.replace(". ", f". {trick} ", 1) + (f" {trick}" if line.strip() else "")


def _telegram(sender: str, trick: str) -> str:
    return (f"711.94/1001: Telegram {trick}\nThe Ambassador in Japan {sender} to the Secretary of State {trick}\nTokyo, March 20, 1936—7 p.m.\n"
            f"4. My 3, March 19, 7 p.m. {_lineless(ALL)}. The Minister told me that {_lineless(trick)} is refused.[1]\nGrew {trick}\n[1] {trick}\n")


def _tei() -> str:
    body = "".join(
        f'<div type="document" xml:id="d{n}" n="{n}"><pb n="{_xml(trick)}"/><head>The Consul (<persName type="from">{_xml(trick)} Thorsen</persName>) to '
        f'<gloss type="to">the Minister {_xml(trick)}</gloss></head><opener><dateline><placeName>{_xml(trick)}</placeName>, '
        f'<date when="1926-09-{n:02}">September {n}, 1926</date></dateline></opener><p>{n}. My 13, September 18, noon.'
        f'<note n="{_xml(trick)}" xml:id="d{n}fn1">{_xml(ALL)}</note> <persName>{_xml(trick)}</persName> told me <hi>{_xml(ALL)}</hi>.</p></div>'
        for n, trick in enumerate(INJECTIONS, 1))
    return ('<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="evil"><teiHeader><fileDesc><titleStmt>'
            f'<title type="complete">{_xml(ALL)}</title></titleStmt><publicationStmt><p>{_xml(ALL)}</p></publicationStmt><sourceDesc><p/></sourceDesc>'
            f'</fileDesc></teiHeader><text><body><div type="chapter" xml:id="ch1"><head>{_xml(ALL)}</head>{body}</div></body></text></TEI>')


def _printable(text: str) -> str:
    """What XML can hold: no control characters."""
    return "".join(c for c in text if c >= " ")


def _xml(text: str) -> str:
    return escape(_printable(text))


def _lineless(text: str) -> str:
    return " ".join(text.split())
