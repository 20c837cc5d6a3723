"""Papers that go with this one: "I inclose herewith a list of ...", "the accompanying slip", "inclosure No. 2"."""

import re
from collections.abc import Iterator

from dragoman.edition.annotation import DateFinding, Reference
from dragoman.lexicon import any_of, lexicon
from dragoman.readers.references import patterns as p
from dragoman.readers.references.draft import Draft
from dragoman.readers.references.parties import PARTY, party_of
from dragoman.readers.references.phrase import Text, date_after, day_of
from dragoman.readers.references.traffic import Traffic

_WORDS = lexicon("references")["words"]
_FILLER = (r"(?:(?:(?:to|for)[ ])?(?:you|your[ ](?:excellency|lordship|information)|the[ ]department|him|them)\b,?[ ]"
           r"|(?:herewith|hereto|likewise|also|is|are|please[ ]find|find|back|under[ ]cover|therefore)\b,?[ ]"
           r"|for[ ](?:your|the)[ ](?:further[ ]|own[ ])?\w+(?:[ ](?:of|and)[ ](?:the[ ])?\w+){0,3},?[ ]"
           r"|in[ ](?:copy[ ]and[ ])?translation,?[ ]|as[ ]an[ ]inclosure,?[ ])")
# "I inclose herewith a list of the vessels"; "I transmit to you herewith, in translation, the regulations"
ENCLOSING = re.compile(rf"""
    (?:inclos|enclos|Inclos|Enclos|append|annex|transmit|forward|submit|send)(?:es|e|ed|ing|ting)?[ ]
    (?P<fill>{_FILLER}{{0,5}})
    (?P<what>(?:(?:an?|the|two|three|four|several|some|certain|further|additional)[ ](?:[A-Z]?[a-z-]+[ ]){{0,4}})?
       (?:(?:and|of|from)[ ](?:an?[ ]|the[ ])?(?:[a-z-]+[ ]){{0,2}})?(?:{any_of(_WORDS['enclosures'])})\b)""",
    re.VERBOSE)
# these verbs enclose by themselves, the others only with "herewith"
_SURELY = re.compile(r"[IiEe]nclos|append|annex")
# "the accompanying slip", "the inclosed copies", "the annexed papers", "the enclosed"
ACCOMPANYING = re.compile(rf"""
    (?:enclosed|inclosed|accompanying|annexed|subjoined|appended|attached)
    (?:[ ](?:[a-z-]+[ ]){{0,2}}(?P<noun>{any_of(_WORDS['enclosures'])})\b
      |(?=[ ]?\[|[.,;]|[ ](?:is|are|was|were)[ ]))""", re.VERBOSE)
BEFORE_ACCOMPANYING = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Tt]wo|[Tt]hree|[Tt]his|its|(?:with|and)(?= )) $")
# "(Inclosure No. 2.)", "inclosures 1 and 2", "enclosure No. 1 to your despatch"
NUMBERED = re.compile(r"""
    (?:inclosure|enclosure|Inclosure|Enclosure|exhibit|Exhibit|annex|Annex|appendix|Appendix)s?[ ]
    (?:numbered[ ]|marked[ ])?(?:[Nn]os?\.?[ ])?(?P<number>[0-9]{1,3}\b|[A-Z]\b(?!\.[A-Z]))
    (?![ ]of[ ]the[ ](?:treaty|convention|protocol|agreement))""", re.VERBOSE)
# "(Inclosure: Complaint of Captain Alden.)": an editor's list of what went with the paper
LISTED = re.compile(r"\((?P<what>(?:[Ee]n|[Ii]n)closures?: ?[^()\n]{3,200}?)\.?\)")
BY_AT_END = re.compile(rf" (?:of|from|by) (?P<party>{PARTY})\.?$")
# "with its inclosures", "together with the enclosure"
WITH_ITS = re.compile(r"""
    \b(?:[Ww]ith|and(?=[ ](?:of[ ])?(?:its|their)[ ]))[ ](?:of[ ])?
    (?P<what>(?:(?:its|their|the|his|two|three|four|several|the[ ]said)[ ])?(?:(?:en|in)closures?|accompaniments?))\b
    (?![ ](?:No|of|[A-Z0-9]))""", re.VERBOSE)
# "with the documents thereto annexed": what went with another paper
THERETO = re.compile(r"""
    \b[Ww]ith[ ](?P<what>(?:the[ ])?(?:documents?|papers?|letters?|statements?|lists?|copies|affidavits?)[ ]
      (?:thereto[ ](?:annexed|attached|appended)|(?:annexed|attached|appended)[ ]thereto))\b""", re.VERBOSE)
# "Inclosure: From the Attorney-General, May 20, 1896": a letter by its writer alone
_FROM_ALONE = re.compile(rf"[EeIi]n?closures?: ?From (?P<party>{PARTY})")
# letters of which some stand in all that a pattern above tells
_ENCLOSING = frozenset(("nclos", "ppend", "nnex", "herewith"))
_ACCOMPANYING = frozenset(("nclos", "ppend", "nnex", "ccompan", "subjoined", "attached"))
_NUMBERED = frozenset(("nclos", "ppend", "nnex", "xhibit"))
_WITH_ITS = frozenset(("nclos", "ccompan"))
_PARTS = _ENCLOSING | _ACCOMPANYING | _NUMBERED
_MORE = re.compile(r"(?:,|,? and|,? to) (?:[Nn]os?\. )?(?P<number>\d{1,3}|[A-Z])\b(?!\.\w| \w)")


def enclosures(source: Text, traffic: Traffic) -> Iterator[Draft]:
    """Enclosed papers whose own kind is not told, each once."""
    text = source.text
    parts = {part for part in _PARTS if part in text}
    for m in ENCLOSING.finditer(text) if parts & _ENCLOSING else ():
        if _SURELY.match(m[0]) or "herewith" in m["fill"]:
            yield _enclosed(source, m.start("what"), m.end())
    for m in ACCOMPANYING.finditer(text) if parts & _ACCOMPANYING else ():
        before = BEFORE_ACCOMPANYING.search(text, max(0, m.start() - 6), m.start())
        if before:
            yield _enclosed(source, before.start(), m.end())
    for m in LISTED.finditer(text):
        if whole := _FROM_ALONE.match(m["what"]):
            yield _listed(source, m.span("what"), m.start("what") + whole.end(), party_of(whole["party"]))
            continue
        by = BY_AT_END.search(m["what"])
        body = Reference("enclosure", sender=party_of(by["party"]) if by else None)
        yield Draft(*m.span("what"), body, "what went with a paper")
    for m in WITH_ITS.finditer(text) if parts & _WITH_ITS else ():
        yield _enclosed(source, *m.span("what"))
    for m in THERETO.finditer(text) if " thereto" in text else ():
        yield Draft(*m.span("what"), Reference("enclosure"), "what went with a paper")
    for m in NUMBERED.finditer(text) if parts & _NUMBERED else ():
        if text[m.start() - 1:m.start()] in ("[", "\n", ""):                # a heading of the enclosure itself
            continue
        yield Draft(*m.span(), Reference("enclosure", m["number"]), "an enclosure by its number")
        at = m.end()
        while more := _MORE.match(text, at):
            yield Draft(*more.span("number"), Reference("enclosure", more["number"]), "an enclosure by its number")
            at = more.end()


def _listed(source: Text, span: tuple[int, int], at: int, sender: str | None) -> Draft:
    """A letter in the list of what went with a paper, its writer's name ending at `at`."""
    found = date_after(source, at)
    return Draft(*span, Reference("letter", None, (day_of(found[1]) if found else "") or None, sender),
                 "what went with a paper")


def _enclosed(source: Text, start: int, end: int) -> Draft:
    text = source.text
    sender = date = None
    if m := p.FROM.match(text, end):
        sender, end = party_of(m["party"]), m.end()
    link = p.DATE_LINK.match(text, end)
    found = source.dates.get(link.end()) if link else None
    if found and isinstance(found.body, DateFinding) and not found.body.edtf.startswith("XXXX"):
        date, end = found.body.edtf, found.end
    return Draft(start, end, Reference("enclosure", None, date, sender), "an enclosed paper whose kind is not told")
