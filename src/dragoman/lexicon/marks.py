"""The lines round a head: file numbers, "No. 76.]", "[Telegram]", "Confidential", "[Inclosure 1 in No. 12.]", "Sir:".

Each is told by itself; the heads are in `lexicon.heads`. Sources ask what a line is, the heading reader what it says:
both must know a line by the same marks.
"""

import re

from dragoman.lexicon import one_of, words

# "[3]", "[8 ]", "[*]": a note marker in the text; not the editors' day in "February 17 [12], 1936"
MARKER = re.compile(r"\[ ?(?:\d{1,3}[a-z]?|[a-z]|[*†‡§]+) ?\](?!,? [12]\d{3}\b)")
# "[Page 441]" alone
PAGE = re.compile(r"\[(?:Page|p\.) ?[\divxlc]+\]$", re.I)
# "711.94/1035", "File No. 861.77/548", "763.72119 P 43/3: Telegram", "Paris Peace Conf. 185.161/1: Telegram",
# "867N.00/358", "811.612 Oranges/Spain/—: Telegram", "POL US–USSR",
# "Woodrow Wilson Papers", "Edward M. House Papers: Telegram"
FILE_NUMBER = re.compile(
    r"(?:(?:File|Case|Numerical File)\s+(?:Nos?\.?\s*)?)?(?P<all>(?P<file>"
    r"(?:[A-Z][\w. ]{2,40}\s)?\d{2,4}[A-Za-z]?\.[\w½.]*(?:[ .,–-]?[^\n:;]{0,60}?)?/\s?[^\n:;]{1,40}?"
    r"|[A-Z][\w./’' –-]{2,60}?\s(?:Papers|Files?|Collection|Records|Lot \w[\w –-]*)(?:,[^:]{1,60})?"
    r"|(?:[A-Z][\w. ]{2,40}\s)?\d{2,4}[A-Za-z]?\.\d{2,}(?:/\S{1,20})?"
    r"|\d{1,4}[A-Z]\d{1,4}/\d+|(?:[A-Z][\w. ]{2,40}\s)?\d{2,6}/\d[\w–½-]*(?:[ ,–-]\d+)*)"
    r"(?P<more>:\s*(?P<form>[A-Z][\w –()-]{2,60}))?)\.?$")
# "No. 76.]", "[No. 76.]", "No. 388", "Nos. 12 and 13.]"
NUMBER = re.compile(r"(?P<open>\[)?No[.,]?\s?\]?\s?(?P<number>\d{1,5}(?:[-–]?[A-Z]|[a-z])?)\b[\s.,)\]]*$")
# "No. 120.] Legation of the United States, ...": the number before the dateline, in one line with it
NUMBER_LEAD = re.compile(r"\[?No[.,]?\s?(?P<number>\d{1,5}(?:[-–]?[A-Z]|[a-z])?)\.?\s?\]\.?\s*(?=\S)")
# "A–96", "NIE 11–4–65", "J. C. S. 1067/6", "Telegram No. 174": a number with its series, alone on a line
CODE = re.compile(r"(?:(?:Telegram|Despatch|Dispatch|Tel\.)\s+(?:No\.?\s?)?(?P<plain>\d{1,5})\.?"
                  r"|(?P<number>(?:[A-Z]{1,5}|(?:[A-Z]\.\s?){2,4})[–-]?\s?\d[\d–/-]*))$", re.I)
# "SUBJECT", "Participants:", "PRESENT"
LABEL = re.compile(r"(?P<label>subject|subj|participants|present|attendance|place|time|date|to|from|through|ref"
                   r"|reference|references|copies to|drafted by|distribution)\s*(?::\s*|\s*$|\s{2,})(?P<rest>[^\n]*)$",
                   re.I)
# "[Inclosure 1 in No. 12.]", "[Enclosure—Translation]", "Sub-Enclosure", "Annex A", "[Attachment]"
ENCLOSURE = re.compile(r"[\[(]?\s*(?:Sub-?\s?|First |Second |Third )?(?:Inclosure|Enclosure|Annex|Appendix"
                    r"|Attachment|Tab|Inclosed|Subinclosure|Subenclosure)\b[^\n]{0,90}$", re.I)
# "[Telegram.—Paraphrase.]", "[Extract.]", "(Translation)", "Confidential", "[Confidential.]", "SECRET PRIORITY"
_WORD = one_of("headings", "marks.words", "marks.telegram", "marks.classification", "marks.priority")
MARK_LINE = re.compile(rf"[\[(]?\s*{_WORD}(?:[\s.,;:—–/-]+(?:{_WORD}|of|from|by|in|the|and|file|\(?part|air\)?"
                    rf"|revised|french|spanish|german|russian|Received[^\])]*))*"
                       r"[\s.,;:—–-]*[\])]?\.?$", re.I)
_NAMED = one_of("headings", "marks.words", "marks.telegram", "marks.classification")
# any line in brackets that names a telegram or a translation: "[Telegram received in cipher]"
BRACKETED = re.compile(rf"[\[(](?=[^\])]*\b{_NAMED}\b)[^\])]{{3,100}}[\])]\.?$", re.I)
TELEGRAM = re.compile(rf"\b{one_of('headings', 'marks.telegram')}\b", re.I)
CLASSIFICATION = re.compile(rf"\b{one_of('headings', 'marks.classification')}\b", re.I)
PRIORITY = re.compile(rf"\b{one_of('headings', 'marks.priority')}\b", re.I)
# "Documents of foreign policy ... pp. 54-58.": the edition from which a paper was taken
EDITION = re.compile(r"(?=[^\n]{12,400}$)[A-Z“\"][^\n]*(?:\bpp?\.\s?\d+(?:\s?[-–—,]\s?\d+)*|\bvol(?:ume"
                    r"|\.)\s+\w+[^\n]*\bp\w*\.?\s?\d+)[.)\]]*$", re.I)
# "Source: Department of State, Central Files, 747C.00/10–2155. Secret; Niact. Drafted by ...", in a note
SOURCE_NOTE = re.compile(r"\s*(?:\[\s?\w{1,3}\s?\]\s*)?Source:\s*(?P<source>\S[^\n]{3,600}?)(?=\.\s*(?:Top Secret"
                    r"|Secret|Confidential|No classification|Unclassified|Limited Official|Official Use|Restricted"
                    r"|Eyes Only|Personal|Sensitive)\b|\.?\s*$|\.\s+(?=[A-Z][a-z]+ [a-z]))")
CLASSIFIED = re.compile(r"\.?\s*(?P<all>(?:Top Secret|Secret|Confidential|Unclassified|Limited Official Use"
                    r"|Official Use Only|Restricted|Eyes Only|Personal|Sensitive)\b(?:[;,] [A-Z][\w/ -]{2,40})*)")
# "Sir: The mails of to-day ...", "My Dear Mr. Polk: ...", "Mr. Secretary:"
SALUTE = re.compile(rf"(?:{one_of('headings', 'body.salutes')})\b(?:[^:.,\n]|(?<=Mr)\.|(?<=Dr)\.|(?<=St)\.|"
                    rf"(?<=\b[A-Z])\.){{0,60}}?(?:[:,]?—|[:,])", re.I)
# an edge of a website's line: "« Back", "[Untitled]"
_EDGES = " .[]()|<>«»›·…:"
_LONGEST_BOILERPLATE = 40


def is_boilerplate(line: str) -> bool:
    """Whether a whole line is a website's or a cataloguer's ("No comments", "[Untitled]"), no paper's."""
    return len(line) < _LONGEST_BOILERPLATE and line.strip(_EDGES).lower() in words("boilerplate", "lines")
