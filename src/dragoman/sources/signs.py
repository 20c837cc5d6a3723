"""What one line looks like, without a reading of it: the signs by which papers are told apart.

A line's signs are one integer, a bit for each sign, so that equal-looking lines share one answer.
"""

import re
from collections.abc import Iterable, Sequence

from dragoman.lexicon import lexicon

# Only the head and the tail of a longer line are looked at; a heading is hardly ever longer.
LOOK = 320
HEAD, TAIL = 120, 60
LENGTHS = (6, 14, 28, 45, 70, 110, 180, LOOK)
# So many of thirteen lines end in a page number: a list of papers or an index.
LISTED, AROUND = 5, 6


def _any(key: str) -> str:
    """One alternation of a word list, the longest first."""
    return "|".join(re.escape(w) for w in sorted(lexicon("boundary")[key], key=len, reverse=True))


_MONTH = (r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?|Aug(?:ust|\.)|Sept?(?:ember|\.)"
          r"|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))")
_N = r"(?:\[?\d{1,4}[a-z]?[.\]] )?"         # "142. ", "[12] "
_DAY = r"\d{1,2}(?:st|d|nd|rd|th)?"
_WHEN = r"\d{1,2}(?:[:.]\d\d)? ?[ap]\. ?m|noon|midnight|[Mm]idnight"

# Signs at the head of a line that begins with no small letter, each with a line that it was written for.
CAPITAL = {
    # "Mr. Seward to Mr. Adams." "Baron Gerolt to Mr. Fish."
    "title to": rf"{_N}(?:The )?(?:{_any('titles')})\b\.?[^:;!?]{{1,100}}? to (?:the |all |certain |each |M\.|[A-Z])",
    # "The Ambassador in Japan (Grew) to the Secretary of State"
    "office to": rf"{_N}The (?:[A-ZÀ-Ý][\w’'.-]+ |in |of ){{0,4}}?(?:{_any('offices')})\b[^:;!?]{{0,160}}? "
                 r"to (?:the|all|certain|Mr|[A-Z])",
    # "Colonel Day to Major Drake", "Prince Kung to Mr. Burlingame"
    "name to": rf"{_N}[A-ZÀ-Ý][^:;!?]{{1,80}}? to (?:the |all |certain |his |Her |His )?[A-ZÀ-Ý][^:;!?]{{1,140}}$",
    # "142. Letter From Foreign Secretary Macmillan to Secretary of State Dulles"
    "paper from": rf"{_N}(?:[A-Z][\w-]+ ){{0,3}}?(?:{_any('papers')})\b[^:;!?]{{0,60}}?"
                  r"\b(?:[Ff]rom|[Bb]y|[Oo]f|[Ff]or|[Tt]o|[Bb]etween|[Oo]n|[Pp]repared|[Cc]oncerning)\b",
    # "Memorandum", "Aide-Mémoire", "Joint Communiqué"
    "paper": rf"{_N}(?:[A-Z][\w-]+ ){{0,3}}?(?:{_any('papers')})\b",
    # "MEMORANDUM.", "PROCLAMATION"
    "paper in capitals": rf"(?=[A-Z]{{3}})(?i:{_any('papers')})\b",
    # "142. Letter From"
    "numbered": r"\d{1,4}[a-z]?\. [A-Z“]",
    # "[12] The Secretary of State to ..."
    "bracket number": r"\[\d{1,4}\] ",
    # "84." "No. 84." "Document 12"
    "number alone": r"(?:No\. ?|Document |Doc\. )?\d{1,4}[a-z]?\.?$",
    "no": rf"{_N}N[oO]s?\. ?[\d\[]",
    # "No. 470.]" "[No. 12.]"
    "number bracket": r"\[?N[oO]s?\.? ?[^\]]{1,30}\]$",
    # "F." "II."
    "letter alone": r"[A-Z]{1,2}[.\]]?$",
    "roman alone": r"[IVXL]+\.?$",
    "roman": r"[IVXL]{1,6}\. ?[A-Z—]",
    # "711.94/1035: Telegram" "710.G Commercial Agreement/98" "611.94A/10–2155"
    "file": r"(?:File No\. )?\d{3}[A-Za-z]?\.? ?[\w. &-]{0,60}/[\w\d/–½-]{1,14}(?:[ :,]|$)|File No\.",
    # "123H875/188" "123 Smith, John/45"
    "file other": r"(?:File )?\d{3} ?[A-Z][\w., ]{0,40}/\d+",
    # "Inquiry files", "Woodrow Wilson Papers", "CFM Files: Lot M–88: Telegram"
    "files": r"[A-Z0-9][^:;]{0,80}\b(?:[Ff]iles?|Papers|Collection|Archives|Library|Lot \d\d|Conf\. [\d.A-Z]+"
             r"|Series(?: No\.? ?\d+)?|[Dd]ocument No\.? ?\d+)\b",
    "after colon": r".{2,80}?: (?:Telegram|Airgram|Circular|Despatch)(?: \(.{1,30}\))?$",
    # "[Translation.]" "[Extract.]" "[Telegram.—Received ...]"
    "character": r"[\[(](?i:extracts?|translat|telegra|paraphrase|confidential|circular|cable|memorandum|private"
                 r"|personal"
                 r"|copy|undated|unofficial|secret|urgent|most|strictly|from|left|handed|untitled|unsigned|informal"
                 r"|printed"
                 r"|received by)[^\]]*[\])]\.?$",
    # "[From the London Times, April 30, 1861.]"
    "from a paper": r"[\[(]?(?:From|Extract from) (?:the|“|[A-Z])",
    "bracketed": r"[\[(].*[\])]\.?$",
    # "[Inclosure 1 in No. 12.]" "[Enclosed in above.]"
    "enclosure": r"[\[(]? ?(?i:sub-?)?[IiEe1l]n?-?[cn]?[Cc]los(?:ure|ed)s?\b",
    "enclosure list": r"[\[(]?(?i:[ie]nclosures?):? ?\d|\[(?:For|Not)\b.*(?i:[ie]nclos)|\[?(?i:[ie]nclosures)",
    "enclosure bracket": r"[\[(] ?(?i:(?:sub-?)?(?:[ie]nclosure|[ie]nclosed|subinclosure)|accompaniment)",
    "annex": r"[\[(]? ?(?i:annex|appendix|attachment|exhibit|tab|schedule|addendum|supplement|accompaniment"
             r"|document)\b.{0,40}$",
    # "Tokyo, March 23, 1936—7 p. m." "February 19, 1870."
    "dateline": rf".{{0,160}}?\b{_MONTH},? ?{_DAY}\b(?:[\])]?,? ?[\[(]?1[6-9]\d\d|.{{0,20}}$)",
    # "25 February, 1925."
    "day first": rf"[^:;]{{0,120}}?\b{_DAY}(?: day)?(?: of)? {_MONTH},? 1[6-9]\d\d",
    "place": r"(?:\[?[A-ZÀ-Ý][\w’'.-]++,? ?){1,5}\]?,$",
    "office line": r"(?i:department of|legation|embassy|consulate|ministry|foreign office|executive mansion|the "
                   r"white house"
                   r"|united states|office of|headquarters|commission|treasury|war department|navy department"
                   r"|imperial|royal)",
    # "Lansing" "Sumner Welles" "E. H. Conger."
    "name alone": r"(?:[A-ZÀ-Ý][\w’'-]*+\.?,? ?|(?:de|von|van|du|da|la|le|y|el|of|bin) ?){1,5}\.?$",
    # "Minister Resident." "Secretary of State, &c., &c."
    "title alone": rf"(?:{_any('offices')}|{_any('titles')})\b.{{0,80}}$",
    # "Hon. William H. Seward," "His Excellency Baron Von Gerolt, Washington."
    "addressee": r"(?:To )?(?:the )?(?:Hon\.?|Honorable|(?:His|Her|Their) \w+|Messrs\.|Mr\.|Señor|General|Colonel"
                 r"|Major|Sir|M\.)"
                 r" (?!.* to )[^:;]{1,140}$",
    "to the": r"To (?:the|his|her|Mr|M\.|[A-Z])",
    "same to same": r"(?:\d+ )?(?i:same to same|the same to the same)",
    # "From the Ambassador in Japan (tel.)" in a list of papers
    "from or to": r"(?:.{0,40} )?(?:From|To) the .{3,80}\((?:tel|telegram|circ)",
    "matter": rf"(?:{_any('matter')})\b",
    "previous": r"[\[(]?(?:For previous|Continued from|See also|For additional|For other)",
    "telegraph no": r"\d{1,5}\. ?[A-Z]",
    "by the president": r"(?i:by the president)",
    "to those": r"(?:To (?:all|the)|Know all|Whereas|Be it|State of|Dominion of|District of)\b",
    "editorial": rf"{_N}(?i:editorial note)",
    # "Addressee and country: ..."
    "to person colon": r"[A-Z][\w.]+, [A-Z][\w.]+:$",
    # "Begin text. Mr. President: ...", "End quote": what a telegram says of the words it quotes
    "quotation": r"(?i:(?:begin|end) (?:text|quote|verbatim|message|summary)|(?:un)?quote"
                 r"|(?:verbatim )?text follows)\b",
    "digit": r"\d",
}
# Signs at the head of any line.
ANY = {
    "salutation": rf"(?i:{_any('salutations')})\b[^.]{{0,40}}?[:,—-]",
    "closing": rf"(?i:{_any('closings')})\b",
    "undated": r"(?i:[\[(]?undated|no date|\[date)",
    # "WM. L. DAYTON."
    "capitals": r"(?=.{0,3}[A-ZÀ-Þ]{2}|[A-ZÀ-Þ]\. )(?:(?:de|von|van|du|la|of|and|the|d’) |[^a-zà-ÿ]|Mc|Mac|(?<=’)s)+$",
    "note": r"\[(?:\d{1,3}[a-z]?|[a-z]|[*†‡]+) ?\]",
    "source note": r"\[(?:1|\*)\] ?(?:Source:|Copy|The same|For previous|Drafted|Printed|Continued|Also|Ante|Not "
                   r"printed)",
    "previous note": r"\[\d{1,3}\] ?(?:For previous|Continued|For (?:text|additional|further)|Previous)",
    "lower": r"[a-zà-ÿ]",
    "all lower": r"[^A-Z]{3,80}$",
    "article": r"(?i:art(?:icle|\.)|section|sec\.|first|second|third|chapter)\b",
    "signed": r"[\[(]?(?i:signed|seal|l\. ?s\.|true copy|a true|for the|by the|official|certified|initialed|place "
              r"for seal|per )",
    "in witness": r"(?i:in (?:witness|testimony|faith)|done (?:at|in)|given (?:under|by|at)|subscribed|sworn|i "
                  r"hereby certify"
                  r"|witness my)",
    "stars": r"[*.·• -]{3,}$",
    "table": r"(?:\S+ ){0,12}?(?:[\d,.$]+ ){3,}",
    "subject": r"(?i:subject|participants?|present|attendees|place|time|ref(?:erence)?s?)\b[:.]?",
    "marks": r"(?i:confidential|secret|top secret|restricted|official use only|limited|priority|urgent|us urgent|niact"
             r"|immediate|unclassified|personal|private|strictly)\b.{0,40}$",
    "third person": r"(?i:the (?:president|secretary|department|undersigned|embassy|legation|government|minister"
                    r"|ambassador)"
                    r" (?:has|have|presents|of))",
}
# Signs near the end of a line, searched in its last characters, with the characters it may end in.
ENDS: dict[str, tuple[str, str]] = {
    "year ends": (rf"\b1[6-9]\d\d(?:[\])]|\b)[.,\]]*(?:[—–, -]+(?:{_WHEN})\.?)?\]?\.?$", "0123456789.,])m"),
    "hour": (rf"\b(?:{_WHEN})\.?\]?$", "m.]nt"),
    "received": (r"(?i:received|rec’d)", "0123456789.,])m"),
    "and so on": (r"(?:Esq|&c\., ?&|etc\., ?etc)", ".,qc"),
    "obedient": (r"(?:obedient servant|, etc\.,?|, &c\.,?|\[etc\.\]|(?:consideration|regard|esteem)|[Yy]ours?,"
                 r"|[Ss]ervants?,)\W{0,3}$",
                 ".,]tnrmds—:"),
    "page ends": (r"[A-Za-z.,)\]’”][ .]+(?:\d{1,4}|[ivxl]{1,6})\.?$", "0123456789.ivxl"),
    "pages ends": (r"[ .]\d{1,4}(?:[,–-] ?\d{1,4})+\.?$", "0123456789."),
}
LAST = {".": "period", ":": "colon", "—": "colon", ",": "comma", ";": "comma", "?": "question", ")": "no end"}

# A heading does not tell a story: few words of common speech stand in it.
STORY = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|shall|should|may|be|been|it|that|which|this"
                   r"|I(?!\.)|we"
                   r"|you|he|they"
                   r"|not|as|if)\b")
TITLE_CASE = re.compile(r"(?:(?:[^a-zà-ÿ\s]\S*|of|the|to|in|and|at|for|by|on|de|von|van|du|from|with|a|or|la|le|del"
                        r"|des|dos|da"
                        r"|between|upon|an|y)(?:\s+|$))+")
MARKER = re.compile(r"(?<=\S) ?\[(?:\d{1,3}[a-z]?|[*†‡]+|[a-z]) ?\]")
QUOTE = re.compile(r"[“‘\"'«„]+")

NAMES: tuple[str, ...] = (
    *CAPITAL, *ANY, *ENDS, *dict.fromkeys(LAST.values()), *(f"length {n}" for n in LENGTHS), "quoted", "long",
    "title case", "story", "edge", "list about", "numbers run", "head", "head opens", "head has to", "head has date",
    "head has number", "head has file", "head has character", "head has paper", "head encloses", "head greets", "foot",
    "foot before")
BIT = {name: 1 << i for i, name in enumerate(NAMES)}
_CAPITAL = [(BIT[name], re.compile(pattern).match) for name, pattern in CAPITAL.items()]
_ANY = [(BIT[name], re.compile(pattern).match) for name, pattern in ANY.items()]
_ENDS = [(BIT[name], re.compile(pattern).search, frozenset(ends)) for name, (pattern, ends) in ENDS.items()]
_LAST = {character: BIT[name] for character, name in LAST.items()}
_LONG = [(BIT[name], re.compile((CAPITAL | ANY)[name]).match) for name in (
    "salutation", "closing", "note", "source note", "previous note", "numbered", "telegraph no", "lower", "digit",
    "article", "in witness", "to those", "previous", "third person")]
_NUMBER = re.compile(r"\[?(?:No\. ?|Document )?(?P<n>\d{1,4})[.\]]?(?:$| [A-Z])")


def bits(*names: str) -> int:
    """The signs of these names as one integer."""
    return sum(BIT[name] for name in names)


def signs_of(line: str) -> int:
    """The signs of one line by itself."""
    found = 0
    mark = QUOTE.match(line)
    if mark:
        found |= BIT["quoted"]
    text = line[mark.end() if mark else 0:].rstrip()
    if len(text) > LOOK:
        found |= BIT["long"]
        head, tail = text[:HEAD], text[-TAIL:]
        for bit, match in _LONG:
            if match(head):
                found |= bit
        return found | _at_end(tail)
    text = MARKER.sub("", text).strip()
    if not text:
        return found
    for bit, match in _ANY:
        if match(text):
            found |= bit
    if not text[0].islower():
        for bit, match in _CAPITAL:
            if match(text):
                found |= bit
    found |= BIT[f"length {next(n for n in LENGTHS if len(text) <= n)}"]
    if TITLE_CASE.fullmatch(text):
        found |= BIT["title case"]
    if STORY.search(text):
        found |= BIT["story"]
    return found | _at_end(text[-TAIL:])


def _at_end(tail: str) -> int:
    """The signs of a line's end."""
    last = tail[-1]
    found = _LAST.get(last, 0) or (BIT["no end"] if last.isalnum() else 0)
    for bit, search, ends in _ENDS:
        if last in ends and search(tail):
            found |= bit
    return found


def signs_in(lines: Sequence[str]) -> list[int]:
    """The signs of each line, with those that it has from its place among the others."""
    found = [signs_of(line) for line in lines]
    _mark_lists(found)
    _mark_numbers(lines, found)
    _mark_feet(found)
    _mark_heads(found)
    return found


def _mark_lists(found: list[int]) -> None:
    """Adds "list about" where most lines near by end in a page number: a list of papers or an index."""
    pages = bits("page ends", "pages ends", "same to same")
    ends = [1 if s & pages and not s & BIT["dateline"] else 0 for s in found]
    total = sum(ends[:AROUND])
    for i in range(len(found)):
        total += (ends[i + AROUND] if i + AROUND < len(ends) else 0) - (ends[i - AROUND - 1] if i > AROUND else 0)
        if total >= LISTED:
            found[i] |= BIT["list about"]


def _mark_numbers(lines: Sequence[str], found: list[int]) -> None:
    """Adds "numbers run" where a heading's number is the next one after that of the heading before."""
    numbers = bits("number alone", "numbered", "bracket number")
    last: dict[int, int] = {}
    for i, s in enumerate(found):
        kind = s & numbers
        if kind and not s & bits("long", "quoted") and (m := _NUMBER.match(lines[i])):
            n = int(m["n"])
            if n > 1 and n == last.get(kind, n) + 1:
                found[i] |= BIT["numbers run"]
            last[kind] = n


_FOOT = bits("closing", "obedient", "addressee", "and so on", "note", "signed", "capitals")
_NAMED = bits("name alone", "title alone")
_NO_FOOT = bits("title to", "office to", "dateline", "file", "number bracket", "character", "enclosure bracket",
                "annex", "list about", "paper in capitals", "matter", "files", "file other", "after colon",
                "number alone")


def _mark_feet(found: list[int]) -> None:
    """Adds "foot" to the lines that end a paper (closer, signature, addressee, notes), "foot before" to the next."""
    before = 0
    for i, s in enumerate(found):
        if before:
            found[i] |= BIT["foot before"]
        near = before and s & _NAMED and not s & BIT["long"]
        before = int(bool(s & _FOOT or near) and not s & _NO_FOOT)
        if before:
            found[i] |= BIT["foot"]


_TO = bits("title to", "office to", "name to")
_DATE = bits("dateline", "day first", "undated", "hour", "year ends")
_NUMBERS = bits("number alone", "number bracket", "no", "letter alone", "roman alone", "numbered", "bracket number")
_FILE = bits("file", "file other", "files", "after colon")
_CHARACTER = bits("character", "marks", "bracketed")
_PAPER = bits("paper", "paper from", "paper in capitals", "editorial")
_ENCLOSES = bits("enclosure bracket", "annex")
_HEADISH = _TO | _DATE | _NUMBERS | _FILE | _CHARACTER | _PAPER | _ENCLOSES | bits("place", "received", "subject")
_NEVER = bits("long", "story", "note", "closing", "list about", "foot", "stars", "table")
_GATHERED = ((_TO, BIT["head has to"]), (_DATE, BIT["head has date"]), (_NUMBERS, BIT["head has number"]),
             (_FILE, BIT["head has file"]), (_CHARACTER, BIT["head has character"]), (_PAPER, BIT["head has paper"]),
             (_ENCLOSES, BIT["head encloses"]))
_HEAD_LINES = 9


def _mark_heads(found: list[int]) -> None:
    """Adds to the lines of a head, in whatever order it is printed, what the whole of it has."""
    at = 0
    while at < len(found):
        end = at
        while end < len(found) and end - at < _HEAD_LINES and found[end] & _HEADISH and not found[end] & _NEVER:
            end += 1
        if end == at:
            at += 1
            continue
        whole = 0
        for s in found[at:end]:
            whole |= s
        gathered = sum(bit for signs, bit in _GATHERED if whole & signs) | BIT["head"]
        if end < len(found) and found[end] & BIT["salutation"]:
            gathered |= BIT["head greets"]
        for i in range(at, end):
            found[i] |= gathered
        found[at] |= BIT["head opens"]
        at = end


def share(found: Iterable[int], name: str) -> int:
    """How many lines have the sign."""
    bit = BIT[name]
    return sum(1 for s in found if s & bit)
