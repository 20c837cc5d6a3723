"""Persons by the words around them: offices with a name in parentheses, titles, initials, given names, signatures."""

import re
from collections.abc import Iterable, Iterator, Set

from dragoman.readers.names.gazetteer import entry_at, listed_set, word_set
from dragoman.readers.names.labels import is_given, surname
from dragoman.readers.names.mention import PARTICLE, SHORT, WORD, Claims, Mention, at_lines, line_start, verbose
from dragoman.readers.names.plain import CAPITAL_SMALL, dull, is_plain
from dragoman.readers.names.runs import TOKEN, Run, Token

# titles that any capitalised word may follow;
# after the others ("Secretary", "President") only a word that is no plain word
TITLES = listed_set("titles", "titles")
# the words that a title can begin with: most words are none of them
TITLE_STARTS = TITLES | {
    title[:at] for title in TITLES for at in range(1, len(title)) if not title[at - 1 : at + 1].isalnum()
}
STRONG = word_set("strong_titles")
PLURAL = word_set("plural_titles")
_OFFICE_HEADS = (
    r"(?:Ambassador|Minister|Charg[ée]|Chang[ée]|Consul|Secretary|Commissioner|Delegate|Agent|Counselou?r|President|Chairman|Director"
    r"|Representative|Chief|Commander|Governor|Commissar|Envoy|Premier|Appointed|Advis[eo]r|Attach[ée]|Delegation|Assistant|Embassy"
    r"|Legation|Commission|Affairs|State|Treasury|War|Navy)"
)
_NAME = rf"(?:(?:{SHORT})[ ]?|{PARTICLE}|{WORD}[ ](?!\())*{WORD}"
# "(Grew)", "( Dr. Uriburu )"
_PARENTHESES = verbose(rf"""
    \([ ]?(?:(?P<title>Dr|Mr|Gen|General|Lord|Sir|Prince|Count|Baron|Colonel|Marquis|Viscount)\.?[ ])?
    (?P<name>{_NAME})\.?[ ]?\)""")
# "Ambassador in Japan", "Acting Secretary of State", before the name in parentheses
_OFFICE = verbose(rf"""
    (?:[Aa]cting[ ]|[Vv]ice[ -]|[Aa]ssistant[ ]|[Uu]nder[ ]|[Dd]eputy[ ]|(?:First|Second|Third)[ ])*\b{_OFFICE_HEADS}\b
    (?:[ \-,.]+(?!to[ ])[\w’'.]+){{0,14}},?[ ]?\Z""")
# a line that holds a name only, or a name and an office: "WM. L. DAYTON.", "J. C. STORER, Collector."
_SIGNATURE = re.compile(
    rf"""
    [ ]*(?P<name>(?:(?:{SHORT})[ ]?|{PARTICLE}|{WORD}[ ]){{0,4}}{WORD}(?:,[ ](?:Jr|Sr)\.?)?)
    (?:[.,]?[ ]?\[[^\]\n]{{1,20}}\])?
    (?P<rest>\.|,[ ]?[^\n]{{1,90}})?[ ]*$""",
    re.X | re.M,
)


def in_parentheses(text: str, claims: Claims) -> Iterator[Mention]:
    """Persons whose name stands in parentheses after an office, as headings print them."""
    for m in _PARENTHESES.finditer(text):
        start, end = m.span("name")
        first = max(line_start(text, m.start()), m.start() - 150)
        office = _OFFICE.search(text, first, m.start())
        if office is None or not claims.free(start, end):
            continue
        headed = text[max(0, office.start() - 4) : office.start()].lower().endswith("the ") or office.start() == first
        words = m["name"].split()
        headed = headed or text[m.end() : m.end() + 1] in {"\n", ""} or text.startswith(" to ", m.end())
        if any(dull(w) and not is_plain(w) for w in words if not is_given(w)) or (
            is_plain(words[-1]) and not (headed or m["title"])
        ):
            continue
        claims.take(start, end)
        yield Mention(
            start,
            end,
            "person",
            surname(tokens_of(text, start, end), text, m["title"]),
            "name in parentheses after an office",
            title=m["title"],
            office=office[0].strip(" ,"),
        )


def tokens_of(text: str, start: int, end: int) -> tuple[Token, ...]:
    """The words of a name's span."""
    found = []
    for m in TOKEN.finditer(text, start, end):
        word = m[0].rstrip()
        found.append(Token(m.start(), m.start() + len(word), word, word.endswith("."), word[0].islower()))
    return tuple(found) or (Token(start, end, text[start:end], False, False),)


def lines_alone(text: str) -> list[re.Match[str]]:
    """The lines that hold a name alone, or a name and an office, but for the first."""
    return [m for m in at_lines(_SIGNATURE, text) if m.start() > 0]


def signatures(text: str, lines: Iterable[re.Match[str]], known: Set[str], claims: Claims) -> Iterator[Mention]:
    """Persons who sign: a line of a name alone; a plain word only if that person is `known` already (in lower case)."""
    for m in lines:
        start, end = m.span("name")
        words = m["name"].replace(",", "").split()
        if not claims.free(start, end):
            continue
        office_only = m["rest"] not in (None, ".") and not any(w.endswith(".") for w in words)
        plain = (dull(words[-1]) and not (len(words) == 2 and is_given(words[0]) and not is_plain(words[0]))) or any(
            dull(w) for w in words[:-1] if not w.endswith(".") and not is_given(w)
        )
        if words[-1].lower().rstrip(".") not in known and (office_only or plain or _is_place(text, start, words)):
            continue
        claims.take(start, end)
        yield Mention(
            start,
            end,
            "person",
            surname(tokens_of(text, start, end), text, None),
            "a line of a name alone: a signature",
        )


def _is_place(text: str, start: int, words: list[str]) -> bool:
    """Whether a line is a place's name; one that is as often a person's is left to the signature."""
    entry = entry_at(text, start, words[0])
    return entry is not None and not (entry.ambiguous and len(words) == 1)


def title_length(tokens: tuple[Token, ...], at: int, text: str) -> int:
    """How many words at a place in a run are titles ("Señor Don": 2; "Rear Admiral": 2), 0 for none."""
    titles = TITLES
    count = 0
    while at + count < len(tokens) and tokens[at + count].text.lower() in TITLE_STARTS:
        for size in (3, 2, 1):
            if at + count + size > len(tokens):
                continue
            first, last = tokens[at + count], tokens[at + count + size - 1]
            phrase = text[first.start : last.end].lower()
            if phrase in titles or phrase + text[last.end : last.end + 1] in titles:
                count += size
                break
        else:
            return count
    return count


def named_words(run: Run, at: int, text: str, *, strong: bool) -> int:
    """Where the name ends that begins at a word of a run (the index after its last word); `at` when none begins."""
    tokens, i = run.tokens, at
    while i < len(tokens) and (tokens[i].short or tokens[i].small or _goes_on(tokens, i, at, text, strong=strong)):
        i += 1
    while i > at and tokens[i - 1].small:
        i -= 1
    return i if any(not t.short for t in tokens[at:i]) else at


def _goes_on(tokens: tuple[Token, ...], i: int, at: int, text: str, *, strong: bool) -> bool:
    """Whether a capitalised word can be the next word of a person's name."""
    token = tokens[i]
    low = token.text.lower()
    given = is_given(token.text)
    if (
        low.rstrip(".") in _NEVER or low in _NO_SURNAMES or (low in TITLES and not given)
    ):
        return False
    leads = i == at or tokens[i - 1].short or tokens[i - 1].small or tokens[i - 1].text.lower() in CAPITAL_SMALL
    if not leads and not given:
        entry = entry_at(text, token.start, token.text)
        if entry is not None and entry.kind and not entry.ambiguous:
            return False
    closes = (
        i == len(tokens) - 1
        and i > at
        and not is_plain(tokens[i - 1].text)
        and text[token.end : token.end + 1] in _CLOSING
    )
    return not dull(token.text) or (strong and (leads or closes or is_given(tokens[i - 1].text)))


_NEVER = listed_set("titles", "never")
_CLOSING = frozenset({"", ",", ".", ";", ")", "\n", ":"})
_NO_SURNAMES = word_set("no_surnames")


def initials(run: Run, at: int) -> bool:
    """Whether initials of a person's name stand at a word of a run (not "U. S." or "A. D.")."""
    tokens = run.tokens
    count = at
    while count < len(tokens) and tokens[count].short:
        count += 1
    letters = "".join(t.text for t in tokens[at:count]).lower()
    return count > at and letters not in _ABBREVIATIONS and count < len(tokens)


_ABBREVIATIONS = word_set("abbreviations")
