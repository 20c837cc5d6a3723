"""What one line looks like, without a reading of it: the signs by which papers are told apart.

A line's signs are one integer, a bit for each sign, so that equal-looking lines share one answer.
"""

import re
from collections.abc import Iterable, Sequence

from dragoman.lexicon import lexicon

# Only the head and the tail of a long line are looked at; a heading is never longer than this.
LOOK = 320


def _any(key: str) -> str:
    """One alternation of a word list, the longest first."""
    return "|".join(re.escape(w) for w in sorted(lexicon("boundary")[key], key=len, reverse=True))


_MONTH = (r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?|Aug(?:ust|\.)|Sept?(?:ember|\.)|Oct(?:ober|\.)"
          r"|Nov(?:ember|\.)|Dec(?:ember|\.))")
_NUMBERED = r"(?:\[?\d{1,4}[a-z]?[.\]] )?"

# Each sign beside a line that it was written for. Searched in the line without its note markers and opening quotation mark.
PATTERNS: dict[str, str] = {
    # "Mr. Seward to Mr. Adams." "Baron Gerolt to Mr. Fish."
    "title to": rf"{_NUMBERED}(?:The )?(?:{_any('titles')})\b\.?[^:;!?]{{1,100}}? to (?:the |all |certain |each |Mr|M\.|[A-Z])",
    # "The Ambassador in Japan (Grew) to the Secretary of State"
    "office to": rf"{_NUMBERED}The (?:[A-ZÀ-Ý][\w’'.-]+ |in |of ){{0,4}}?(?:{_any('offices')})\b[^:;!?]{{0,160}}? to (?:the|all|certain|Mr|[A-Z])",
    # "Colonel Day to Major Drake", "Prince Kung to Mr. Burlingame"
    "name to": rf"{_NUMBERED}[A-ZÀ-Ý][^:;!?]{{1,80}}? to (?:the |all |certain |his |Her |His )?[A-ZÀ-Ý][^:;!?]{{1,140}}$",
    # "142. Letter From Foreign Secretary Macmillan to Secretary of State Dulles"
    "paper from": rf"{_NUMBERED}(?:[A-Z][\w-]+ ){{0,3}}?(?i:{_any('papers')})\b[^:;!?]{{0,60}}?\b(?:[Ff]rom|[Bb]y|[Oo]f|[Ff]or|[Tt]o|[Bb]etween|[Oo]n|[Pp]repared|[Cc]oncerning)\b",
    # "Memorandum", "Aide-Mémoire", "Editorial Note"
    "paper": rf"{_NUMBERED}(?:[A-Z][\w-]+ ){{0,3}}?(?i:{_any('papers')})(?:[ .,]*$|\b)",
    # "142. Letter From"
    "numbered": r"\d{1,4}[a-z]?\. [A-Z“]",
    # "[12] The Secretary of State to ..."
    "bracket number": r"\[\d{1,4}\] ",
    # "No. 84."
    "number alone": r"(?:No\. ?|Document |Doc\. )?\d{1,4}[a-z]?\.?$",
    "no": r"(?:\d{1,4}\. )?N[oO]s?\. ?[\d\[]",
    # "No. 470.]" "[No. 12.]"
    "number bracket": r"\[?N[oO]s?\.? ?[^\]]{1,30}\]$",
    # "F." "No. 1." "II."
    "letter alone": r"[A-Z]{1,2}[.\]]?$",
    "roman alone": r"[IVXL]+\.?$",
    "roman": r"[IVXL]{1,6}\. ?[A-Z—]",
    # "711.94/1035: Telegram" "710.G Commercial Agreement/98" "611.94A/10–2155"
    "file": r"(?:File No\. )?\d{3}[A-Za-z]?\.? ?[\w. &-]{0,60}/[\w\d/–½-]{1,14}(?:[ :,]|$)|File No\.",
    # "123H875/188" "123 Smith, John/45"
    "file other": r"(?:File )?\d{3} ?[A-Z][\w., ]{0,40}/\d+",
    # "Inquiry files", "Woodrow Wilson Papers", "CFM Files: Lot M–88: Telegram"
    "files": r"[A-Z0-9][^:;]{0,80}\b(?:[Ff]iles?|Papers|Collection|Archives|Library|Lot \d\d|Conf\. [\d.A-Z]+|Series(?: No\.? ?\d+)?|document No\.? ?\d+|Document No\.? ?\d+)\b",
    "telegram after colon": r".{2,80}?: (?:Telegram|Airgram|Circular|Despatch)(?: \(.{1,30}\))?$",
    # "[Translation.]" "[Extract.]" "[Telegram.—Received ...]"
    "character": r"[\[(](?:(?i:extracts?|translat|telegra|paraphrase|confidential|circular|cable|memorandum|private|personal|copy|undated|unofficial|secret|urgent|most|strictly|from|left|handed|untitled|unsigned|informal|printed|received by))[^\]]*[\])]\.?$",
    "bracketed": r"[\[(].*[\])]\.?$",
    # "[Inclosure 1 in No. 12.]" "[Enclosed in above.]"
    "enclosure": r"[\[(]? ?(?i:sub-?)?[IiEe1l]n?-?[cn]?[Cc]los(?:ure|ed)s?\b",
    "enclosure plain list": r"[\[(]?(?i:[ie]nclosures?):? ?\d|\[(?:For|Not)\b.*(?i:[ie]nclos)|\[?(?i:[ie]nclosures)",
    "enclosure bracket": r"[\[(] ?(?i:sub-?)?(?i:[ie]nclosure|[ie]nclosed|accompaniment|subinclosure)",
    "annex": r"[\[(]? ?(?i:annex|appendix|attachment|exhibit|tab|schedule|addendum|supplement|accompaniment|document|paper)\b.{0,40}$",
    # "Tokyo, March 23, 1936—7 p. m." "February 19, 1870."
    "dateline": rf"[\[(A-ZÀ-Ý0-9].{{0,160}}?\b{_MONTH},? ?\d{{1,2}}(?:st|d|nd|rd|th)?\b(?:[\])]?,? ?[\[(]?1[6-9]\d\d|.{{0,20}}$)",
    # "25 February, 1925."
    "day first": rf"[\[(A-ZÀ-Ý0-9].{{0,120}}?\b\d{{1,2}}(?:st|d|nd|rd|th)?(?: day)?(?: of)? {_MONTH},? 1[6-9]\d\d",
    "year ends": r".*\b1[6-9]\d\d(?:[\])]|\b)[.,\]]*(?:[—–, -]+(?:\d{1,2}(?:[:.]\d\d)? ?[ap]\. ?m|noon|midnight|[Mm]idnight)\.?)?(?: ?[\[(]Received.*)?\]?\.?$",
    "hour": r".*\b\d{1,2}(?:[:.]\d\d)? ?[ap]\. ?m\.?\]?$",
    "undated": r"(?i:[\[(]?undated|no date|\[date)",
    "received": r"[\[(]?(?i:received)\b|.*[\[(](?i:received)",
    "place": r"(?:\[?[A-ZÀ-Ý][\w’'.-]+,? ?){1,5}\]?,$",
    "office line": r"(?i:department of|legation|embassy|consulate|ministry|foreign office|executive mansion|the white house|united states|office of|headquarters|commission|treasury|war department|navy department|imperial|royal)",
    "salutation": rf"(?i:{_any('salutations')})\b[^.]{{0,40}}?[:,—-]",
    "closing": rf"(?i:{_any('closings')})\b",
    "obedient": r".*(?:obedient servant|, etc\.,?$|, &c\.,?$|\[etc\.\]|high(?:est)? (?:consideration|regard|esteem)|yours?,$)",
    # "WM. L. DAYTON."
    "capitals": r"(?=.{0,3}[A-ZÀ-Þ]{2}|[A-ZÀ-Þ]\. )(?:(?:de|von|van|du|la|of|and|the|d’) |[^a-zà-ÿ]|Mc|Mac|(?<=’)s)+$",
    # "Lansing" "Sumner Welles" "E. H. Conger."
    "name alone": r"(?:[A-ZÀ-Ý][\w’'-]*\.?,? ?|(?:de|von|van|du|da|la|le|y|el|of|bin) ?){1,5}\.?$",
    # "Minister Resident." "Secretary of State, &c., &c."
    "title alone": rf"(?:{_any('offices')}|{_any('titles')})\b.{{0,80}}$",
    "addressee": r"(?:To |The )?(?:the )?(?:Hon\.|Honorable|His Excellency|Her|His|Their|Mr\.|Señor|General|Sir|Monsieur|M\.)[^:]{1,140}$",
    "and so on": r".*(?:Esq|&c\., ?&c|etc\., ?etc)",
    "note": r"\[(?:\d{1,3}[a-z]?|[a-z]|[*†‡]+) ?\]",
    "source note": r"\[(?:1|\*)\] ?(?:Source:|Copy|The same|For previous|Drafted|Printed|Continued|Also|Ante|Not printed)",
    "note continued from": r"\[(?:\d{1,3})\] ?(?:For previous|Continued|For (?:text|additional|further)|Previous)",
    "page ends": r".{12,}[A-Za-z.,)\]’”]+[ .]+(?:\d{1,4}|[ivxl]{1,6})\.?$",
    "pages ends": r".{6,}[ .]\d{1,4}(?:[,–-] ?\d{1,4})+\.?$",
    "same to same": r"(?:\d+ )?(?i:same to same|the same to the same)",
    "from or to": r"(?:.{0,40} )?(?:From|To) the .{3,80}\((?:tel|telegram|circ)",
    "matter": rf"(?:{_any('matter')})\b",
    "previous": r"[\[(]?(?:For previous|Continued from|See also|For additional|For other)",
    "lower": r"[a-zà-ÿ]",
    "all lower": r"[^A-Z]{3,80}$",
    "quoted": r"",  # set apart below
    "period": r".*\.[”’\"]?$",
    "colon": r".*[:—]$",
    "comma": r".*[,;]$",
    "no end": r".*[\w)]$",
    "digit": r"\d",
    "article": r"(?i:art(?:icle|\.)|section|sec\.|first|second|third|chapter)\b",
    "signed": r"[\[(]?(?i:signed|seal|l\. ?s\.|true copy|a true|for the|by the|official|certified|initialed|place for seal|ss:|per )",
    "in witness": r"(?i:in (?:witness|testimony|faith)|done (?:at|in)|given (?:under|by|at)|subscribed|sworn|i hereby certify|witness my)",
    "by the president": r"(?i:by the president)",
    "stars": r"[*.·• -]{3,}$",
    "table": r"(?:\S+ ){0,12}?(?:[\d,.$]+ ){3,}",
    "to those": r"(?:To (?:all|the)|Know all|Whereas|Be it|State of|Dominion of|District of)\b",
    "subject": r"(?i:subject|participants?|present|attendees|place|time|ref(?:erence)?s?)\b[:.]?",
    "editorial": r"(?:\[?\d+\]?\.? )?(?i:editorial note)",
    "marks": r"(?i:confidential|secret|top secret|restricted|official use only|limited|priority|urgent|us urgent|niact|immediate|unclassified|personal|private|strictly)\b.{0,40}$",
    "telegraph no": r"\d{1,5}\. ?[A-Z]",
    "question": r".*\?$",
    "to person colon": r"[A-Z][\w.]+, [A-Z][\w.]+:$",
    "we undersigned": r"(?i:the (?:president|secretary|department|undersigned|embassy|legation|government|minister|ambassador) (?:has|have|presents|of))",
    "from place": r"(?i:from )",
}

# A heading does not tell a story: few short words of common speech stand in it.
VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|shall|should|may|be|been|it|that|which|this|I|we|you|he|they|not|as|if)\b")
TITLE_CASE = re.compile(r"(?:(?:[^a-zà-ÿ\s]\S*|of|the|to|in|and|at|for|by|on|de|von|van|du|from|with|a|or|la|le|del|des|dos|da|between|upon|an|y)(?:\s+|$))+")
MARKER = re.compile(r"(?<=\S) ?\[(?:\d{1,3}[a-z]?|[*†‡]+|[a-z]) ?\]")
QUOTE = re.compile(r"[“‘\"'«„]+")
LENGTHS = (6, 14, 28, 45, 70, 110, 180, LOOK)

NAMES: tuple[str, ...] = (*PATTERNS, *(f"length {n}" for n in LENGTHS), "long", "title case", "story", "edge",
                          "list about", "numbers run", "first", "part", "enclosing letter")
BIT = {name: 1 << i for i, name in enumerate(NAMES)}
_SEARCHED = [(BIT[name], re.compile(pattern).match) for name, pattern in PATTERNS.items() if pattern]
_LONG = [(BIT[name], re.compile(PATTERNS[name]).match) for name in
         ("salutation", "closing", "note", "source note", "note continued from", "numbered", "telegraph no", "lower", "digit", "article",
          "in witness", "to those", "previous", "we undersigned", "page ends")]
_NUMBER = re.compile(r"\[?(?:No\. ?|Document )?(?P<n>\d{1,4})[.\]]?(?:$| [A-Z])")


def signs_of(line: str) -> int:
    """The signs of one line by itself."""
    found = 0
    mark = QUOTE.match(line)
    if mark:
        found |= BIT["quoted"]
    text = line[mark.end() if mark else 0:]
    if len(text) > LOOK:
        head = text[:120]
        found |= BIT["long"]
        for bit, match in _LONG:
            if match(head):
                found |= bit
        return found | (BIT["period"] if text[-1] == "." else 0) | (BIT["page ends"] if text[-1].isdigit() else 0)
    text = MARKER.sub("", text).strip()
    for bit, match in _SEARCHED:
        if match(text):
            found |= bit
    for n in LENGTHS:
        if len(text) <= n:
            found |= BIT[f"length {n}"]
            break
    if TITLE_CASE.fullmatch(text):
        found |= BIT["title case"]
    if VERB.search(text):
        found |= BIT["story"]
    return found


def signs_in(lines: Sequence[str]) -> list[int]:
    """The signs of each line, with those that it has from its place among the others."""
    found = [signs_of(line) for line in lines]
    _mark_lists(found)
    _mark_numbers(lines, found)
    return found


def _mark_lists(found: list[int]) -> None:
    """Adds "list about" where most lines near by end in a page number: a list of papers or an index."""
    pages = BIT["page ends"] | BIT["pages ends"] | BIT["same to same"]
    ends = [1 if s & pages and not s & BIT["dateline"] else 0 for s in found]
    reach, total = 6, sum(ends[:6])
    for i in range(len(found)):
        total += (ends[i + reach] if i + reach < len(ends) else 0) - (ends[i - reach - 1] if i > reach else 0)
        if total >= 5:
            found[i] |= BIT["list about"]


def _mark_numbers(lines: Sequence[str], found: list[int]) -> None:
    """Adds "numbers run" where a heading's number is the next one after that of the heading before."""
    numbers = BIT["number alone"] | BIT["numbered"] | BIT["bracket number"]
    last: dict[int, int] = {}
    for i, s in enumerate(found):
        kind = s & numbers
        if kind and not s & (BIT["long"] | BIT["quoted"]) and (m := _NUMBER.match(lines[i])):
            n = int(m["n"])
            if n > 1 and n == last.get(kind, n) + 1:
                found[i] |= BIT["numbers run"]
            last[kind] = n


def share(found: Iterable[int], name: str) -> int:
    """How many lines have the sign."""
    bit = BIT[name]
    return sum(1 for s in found if s & bit)
