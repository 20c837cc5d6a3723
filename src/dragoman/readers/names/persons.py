"""Persons by the words around them: offices with a name in parentheses, titles, initials, given names, signatures."""

import re
from collections.abc import Iterator, Set

from dragoman.readers.names.gazetteer import adjectives, entry_at, listed_set, other_adjectives, vocabulary
from dragoman.readers.names.labels import is_given, surname
from dragoman.readers.names.mention import PARTICLE, SHORT, WORD, Claims, Mention, compiled
from dragoman.readers.names.runs import Run, Token

# titles that any capitalised word may follow; after the others ("Secretary", "President") only a word that is no plain word
STRONG = frozenset(["mr.", "mr", "mrs.", "mrs", "miss", "ms.", "messrs.", "messrs", "mssrs.", "mm.", "mm", "m.", "mme.", "mme", "mmes.", "mlle.", "dr.", "dr", "hon.", "hon", "honorable", "sir", "lord", "lady", "earl", "count", "countess", "baron", "baroness", "viscount", "marquis", "marquess", "chevalier", "señor", "senor", "señora", "sr.", "senhor", "signor", "monsieur", "madame", "herr", "don", "rev.", "rev", "reverend", "gen.", "gen", "col.", "col", "capt.", "capt", "lieut.", "lt.", "maj.", "comrade", "captain", "colonel", "senator", "judge", "professor", "prof.", "lic.", "licenciado", "commodore", "admiral"])
PLURAL = frozenset(["messrs.", "messrs", "mssrs.", "mm.", "mm", "drs.", "lords", "comrades", "senators", "ambassadors"])
_NOT_ABBREVIATED = frozenset(["u.", "s.", "a.", "d.", "c.", "n.", "p.", "m.", "b."])
_NAME = rf"(?:(?:{SHORT})[ ]?|{PARTICLE}|{WORD}[ ](?!\())*{WORD}"
# "The Ambassador in Japan (Grew)", "the Minister for Foreign Affairs (Uriburu)"
IN_PARENTHESES = compiled(rf"""
    \b(?P<office>(?:[Aa]cting[ ]|[Vv]ice[ -]|[Aa]ssistant[ ]|[Uu]nder[ ]|[Dd]eputy[ ])?
      (?:Ambassador|Minister|Charg[ée]|Chang[ée]|Consul|Secretary|Commissioner|Delegate|Agent|Counselou?r|President|Chairman|Director|Representative
        |Chief|Commander|Governor|Commissar|Envoy|Premier|Appointed|Adviser|Advisor|Attach[ée]|Diplomat|Delegation|Assistant|Embassy|Legation)
      (?:[ \-,.]+(?![Tt]o[ ])[\w’'.]+){{0,14}}?)
    [ ]?\((?P<title>(?:Dr|Mr|Gen|General|Lord|Sir|Prince|Count|Baron)\.?[ ])?(?P<name>{_NAME})\.?\)""")
# a line that holds a name only, or a name and an office: "WM. L. DAYTON.", "J. C. STORER, Collector."
SIGNATURE = compiled(rf"""
    ^[ ]*(?P<name>(?:(?:{SHORT})[ ]?|{PARTICLE}|{WORD}[ ]){{0,4}}{WORD}(?:,[ ](?:Jr|Sr)\.?)?)(?:[.,]?[ ]?\[[^\]\n]{{1,20}}\])?
    (?P<rest>\.|,[ ]?[^\n]{{1,90}})?[ ]*$""")
_SIGNATURES = re.compile(SIGNATURE.pattern, re.X | re.M)


def in_parentheses(text: str, claims: Claims) -> Iterator[Mention]:
    """Persons whose name stands in parentheses after an office, as headings print them."""
    for m in IN_PARENTHESES.finditer(text):
        words = m["name"].split()
        if all(w.lower() in vocabulary() for w in words) and "\n" in text[m.end():m.end() + 1]:
            continue
        if any(w.rstrip(".") in other_adjectives() or w.lower() in listed_set("titles", "never") for w in words):
            continue
        if words[0].lower() in vocabulary() and not (m.start() == 0 or " to " in text[m.end():m.end() + 12] or m["title"]):
            if not text[max(0, m.start() - 12):m.start()].lower().endswith("the "):
                continue
        start, end = m.span("name")
        if claims.free(start, end):
            tokens = _tokens(text, start, end)
            claims.take(start, end)
            title = m["title"].strip() if m["title"] else None
            yield Mention(start, end, "person", surname(tokens, text, title), "name in parentheses after an office",
                          title=title, office=m["office"])


def _tokens(text: str, start: int, end: int) -> tuple[Token, ...]:
    """The words of a name's span."""
    pattern = re.compile(rf"{SHORT}|{PARTICLE}|{WORD}")
    found = []
    for m in pattern.finditer(text, start, end):
        word = m[0].rstrip()
        found.append(Token(m.start(), m.start() + len(word), word, word.endswith("."), word[0].islower()))
    return tuple(found) or (Token(start, end, text[start:end], False, False),)


def signatures(text: str, known: Set[str], claims: Claims) -> Iterator[Mention]:
    """Persons who sign: a line of a name alone; one plain word only if that person is already `known` (in lower case)."""
    for m in _SIGNATURES.finditer(text):
        if m.start() == 0:
            continue
        start, end = m.span("name")
        words = m["name"].replace(",", "").split()
        last = words[-1].lower().rstrip(".")
        if last in known and len(words) <= 5:
            pass
        elif (m["rest"] not in (None, ".") and not any(w.endswith(".") for w in words)) or any(dull(w) for w in words[-1:]) or any(dull(w) for w in words if not w.endswith(".") and not is_given(w)) \
                or entry_at(text, start, words[0]):
            continue
        if claims.free(start, end):
            claims.take(start, end)
            yield Mention(start, end, "person", surname(_tokens(text, start, end), text, None), "a line of a name alone: a signature")


def dull(word: str) -> bool:
    """Whether a capitalised word is no name by itself: a plain word, an adjective of a people, a title, a month."""
    low = word.lower().rstrip(".")
    return (low in vocabulary() or low in listed_set("titles", "never") or low in listed_set("titles", "titles")
            or word in other_adjectives() or word in adjectives() or word.title() in adjectives())


def title_length(tokens: tuple[Token, ...], at: int, text: str) -> int:
    """How many words at a place in a run are titles ("Señor Don": 2; "Rear Admiral": 2), 0 for none."""
    titles = listed_set("titles", "titles")
    count = 0
    while at + count < len(tokens):
        for size in (3, 2, 1):
            if at + count + size > len(tokens):
                continue
            first, last = tokens[at + count], tokens[at + count + size - 1]
            phrase = text[first.start:last.end].lower()
            if phrase in titles or phrase + text[last.end:last.end + 1] in titles:
                count += size
                break
        else:
            return count
    return count


def named_words(run: Run, at: int, text: str, *, strong: bool) -> int:
    """Where the name ends that begins at a word of a run (the index after its last word); `at` itself when none begins."""
    tokens, i, titles = run.tokens, at, listed_set("titles", "titles")
    while i < len(tokens):
        token = tokens[i]
        low = token.text.lower()
        if token.short or token.small:
            i += 1
            continue
        if low.rstrip(".") in listed_set("titles", "never") or (low in titles and not is_given(token.text)) or low in _NO_SURNAMES:
            break
        if i > at and not tokens[i - 1].short and not tokens[i - 1].small and (entry := entry_at(text, token.start, token.text)) \
                and not entry.ambiguous and entry.kind and not is_given(token.text):
            break
        if dull(token.text) and not (strong and (i == at or tokens[i - 1].short or tokens[i - 1].small
                                                    or is_given(tokens[i - 1].text))):
            break
        i += 1
    while i > at and tokens[i - 1].small:
        i -= 1
    return i if any(not t.short for t in tokens[at:i]) else at


_NO_SURNAMES = frozenset(["secretary", "minister", "president", "ambassador", "consul", "chairman", "speaker", "chancellor", "excellency", "department", "government", "council", "congress", "king", "queen", "commissioner", "justice", "general", "attorney", "under", "assistant", "acting", "of"])


def initials(run: Run, at: int) -> bool:
    """Whether initials of a person's name stand at a word of a run (not "U. S." or "A. D.")."""
    tokens = run.tokens
    if not tokens[at].short or at + 1 >= len(tokens):
        return False
    count = at
    while count < len(tokens) and tokens[count].short:
        count += 1
    letters = "".join(t.text for t in tokens[at:count]).lower()
    return letters not in {"u.s.", "a.d.", "d.c.", "n.y.", "p.m.", "a.m.", "u.s.a.", "n.b.", "p.s.", "h.m.", "u.", "s.s."} and count < len(tokens)
