"""Who is named by one side of a head: "The Ambassador in Japan (Grew)", "Lord Lyons", "Secretary of State Dulles".

Only the words of one side are looked at; what is a head, and where its sides part, is told by `lexicon.heads`.
"""

import re

from msgspec import Struct

from dragoman.lexicon import lexicon, one_of


class Person(Struct, frozen=True):
    """A person or post as a head names it: the span of the words, the name without titles, the office."""

    start: int
    end: int
    name: str | None = None
    office: str | None = None


# "Mr. ", "The Duke ", "Lieutenant Colonel ", "His Excellency "; "M. " before a surname, not the initial of "M. M. Hall"
TITLES = re.compile(rf"(?:MM?\.\s*(?=(?:le|la|[a-zà-ÿ]{{2,3}}\s|[A-ZÀ-Þ][a-zà-ÿ]))"
                    rf"|{one_of('offices', 'titles')}(?:\.+\s*|\s+))+", re.I)
RANK = re.compile(rf"(?:the\s+)?(?P<rank>(?:Acting\s+)?{one_of('offices', 'ranks')})\s+(?=[A-Z])", re.I)
# any word by which an office or a body is known: "secretary", "Legation"
POST = re.compile(rf"(?<![\w-])(?:{one_of('offices', 'offices', 'bodies')})(?![\w-])", re.I)
# an office that a person holds, not a body: "Secretary of the Navy", not "Department of State"
OFFICER = re.compile(rf"(?<![\w-])(?:{one_of('offices', 'offices')})(?![\w-])", re.I)
# "Guatemala and Honduras": lands alone
LANDS = re.compile(rf"(?:the\s+)?(?:{one_of('offices', 'lands')})(?:(?:,|\s+and)\s+(?:{one_of('offices', 'lands')}))*$")
# what stands before the place in a dateline, and is none
QUARTERS = re.compile(rf"(?<!\w)(?:{one_of('offices', 'bodies', 'quarters')})(?!\w)", re.I)
_KNOWN = one_of("offices", "offices", "bodies", "fields", "lands", "qualifiers")
# "Union Kosygin" in "... of the Soviet Union Kosygin": a known word, then capitals that are no words of an office
_NAME = (r"(?:[A-ZÀ-Þ]\.\s*)*(?:(?:de|da|von|van|el|bin|ibn|al|le|du|della|dos)\s+|al-|el-)?[A-ZÀ-Þ][\w’'.-]*"
         r"(?:\s+[A-ZÀ-Þ][\w’'.-]*){0,3}")
_AFTER_KNOWN = re.compile(rf"(?<![\w-])(?:{one_of('offices', 'offices', 'fields', 'lands')})\s+"
                          rf"(?!(?:{_KNOWN})(?![\w-]))(?P<name>{_NAME})$")
# "British", "Soviet", "Dutch": whose an envoy is
_ADJECTIVES = sorted({word.strip() for line in lexicon("polities")["adjectives"].splitlines()
                      for word in line.partition(":")[2].split(",")} - {"American", ""},
                     key=lambda word: (-len(word), word))
NATIONAL = "(?:" + "|".join(map(re.escape, _ADJECTIVES)) + ")"
# "K. K. Yurenev" at the end of "... Representative of the USSR in Japan K. K. Yurenev"
_INITIALS = re.compile(r"\s(?P<name>(?:[A-ZÀ-Þ][a-z]?\.\s?){1,3}[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)?)$")
# "The Consul at Geneva (Gilbert)", "The Ambassador in Great Britain (Kellogg), Temporarily in Paris,"
_IN_PARENTHESES = re.compile(r"(?P<before>[^()]*?),?\s*\(\s*(?P<inside>[^()]+?)\s*\)(?P<after>[^()]*)$")
# "Mr. Seward and Mr. Adams"; "(Straus) and the Consul"
_AND = re.compile(r"(?:,\s*|,?\s+and\s+)(?=(?:the\s+)?(?:Mr|Mrs|Dr|M|Lord|Sir|Count|Baron|General|Prince|Señor)\b\.?\s)"
                  r"|(?<=\)),?\s+and\s+(?:to\s+)?(?=the\b)", re.I)
# "Secretary of State Rusk and the Soviet Ambassador (Dobrynin)": those between whom a conversation was
_EVERY_AND = re.compile(r",\s+and\s+|\s+and\s+(?=the\b|[A-Z])|(?<=\)),\s+|\s+with\s+(?=the\b|[A-Z])", re.I)
_COMPANY = re.compile(r"&|\b(?:Compan(?:y|ies)|Inc|Incorporated|Bank|Brothers|Bros|Corporation|Association|Ltd"
                    r"|Limited)\b\.?")
# "G. C. B.", "Esq.", "M. P." after a name: no office
_AFTER_NAME = re.compile(r"(?:(?:[A-Z]\.\s?){2,4}(?:,\s?)?|Esq\.?|etc\.?|&c\.?(?:, &c\.?)*|\s)+")
# "Miles of the Division of Near Eastern Affairs, of the Department of State"
_OF_BODY = re.compile(r"(?P<name>[^,]+?) of (?:the )?(?P<office>.*)")
# the stop that ends a head, not an abbreviation
_FULL_STOP = re.compile(r"[a-zà-ÿ]{3}(?<!\bInc)(?<!\bEsq)(?<!\bLtd)(?<!\bBros)\.$")
_EDGES = " \t\n.,;:—–-[]"


def people(text: str, start: int, end: int, *, every: bool = False) -> list[Person]:
    """Each person or post that one side of a head names, in order; spans are offsets in `text`.

    With `every`, each "and" parts two of them ("between A and B"); else only one before a title: offices may hold one.
    """
    found, at = [], start
    for m in (_EVERY_AND if every else _AND).finditer(text, start, end):
        if text.count("(", at, m.start()) == text.count(")", at, m.start()) and m.start() > at + 2:
            found.append((at, m.start()))
            at = m.end()
    found.append((at, end))
    read = (person(text, a, b) for a, b in found)
    return [p for p in read if p is not None]


def person(text: str, start: int, end: int) -> Person | None:
    """One person or post; None when there are no words."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES.replace(".", ""):
        end -= 1
    side = text[start:end]
    name, office = name_and_office(side)
    if name is None and office is None:
        return None
    return Person(start, end, name, office)


def name_and_office(side: str) -> tuple[str | None, str | None]:
    """The name without titles and the office, as far as the words give them."""
    side = " ".join(side.split()).rstrip(" ,;:")
    side = side[:-1] if _FULL_STOP.search(side) else side
    m = _IN_PARENTHESES.match(side)
    if m and m["before"].strip():
        return _with_parentheses(m["before"], m["inside"])
    titles = TITLES.match(side)
    if titles and not _is_post(titles[0]) and len(titles[0].strip()) < len(side):
        return _titled(side, titles[0])
    if RANK.match(side):
        ranked = _ranked(side)
        if ranked:
            return ranked
    if _COMPANY.search(side):
        return None, tidy(side)
    if POST.search(side):
        return _post(side)
    return _plain(side)


def _with_parentheses(before: str, inside: str) -> tuple[str | None, str | None]:
    """"Office (Name)", or "Name (Office)"."""
    if POST.search(inside) and not POST.search(before):
        return tidy(untitled(before)) or None, tidy(inside)
    name = tidy(untitled(inside)) or tidy(inside)
    return name, tidy(before) or None


def _titled(side: str, titles: str) -> tuple[str | None, str | None]:
    """"Mr. X", "Sir Y, British minister"; "The Prince of Wales" stays an office."""
    rest = side[len(titles):]
    if rest.startswith("of "):
        return None, tidy(side)
    if titles.strip().lower() == "the" and rest[:1].isupper() and POST.search(rest):
        return _post(side)
    if titles.strip().lower() == "the" and rest[:1].islower():
        return None, tidy(side)
    name, _, office = rest.partition(", ")
    m = _OF_BODY.match(rest)
    if m and POST.search(m["office"]):
        name, office = m["name"], m["office"]
    if _AFTER_NAME.fullmatch(office):
        office = ""
    return tidy(name) or None, tidy(office) or None


def _ranked(side: str) -> tuple[str | None, str | None] | None:
    """"President Wilson", "Ambassador Anatoliy F. Dobrynin, USSR"; None when the rank is only part of an office."""
    m = RANK.match(side)
    if m is None:
        return None
    rest, _, more = side[m.end():].partition(", ")
    if re.search(r"\b(?:of|in|at|for|to)\b", rest) or POST.search(rest) or re.match(rf"{_KNOWN}(?![\w-])", rest):
        return None
    return tidy(rest), tidy(m["rank"] if not more else f"{m['rank']}, {more}")


def _post(side: str) -> tuple[str | None, str | None]:
    """"Secretary of State Dulles", "Deputy Commissar ... of the USSR", "Robert W. Komer of the ... Staff"."""
    m = _INITIALS.search(side) or _AFTER_KNOWN.search(side)
    if m and not re.search(r"\b(?:of|in|at|to|for|near|and)(?:\s+the)?$", side[:m.start("name")].rstrip()):
        return tidy(m["name"]), tidy(side[:m.start("name")])
    m = re.match(r"(?P<name>(?:[A-Z][\w.’'-]*\s+){1,3}[A-Z][\w’'-]+)(?:,\s+| of (?:the )?)(?P<office>.+)$", side)
    if m and not POST.search(m["name"]) and not re.search(rf"\b{_KNOWN}\b", m["name"]):
        return tidy(m["name"]), tidy(m["office"])
    return None, tidy(side)


def _plain(side: str) -> tuple[str | None, str | None]:
    """A name that stands without title or office; "the Gorogio" too."""
    bare = tidy(untitled(side))
    if re.search(r"\b(?:of|and|for)\b", bare) and not TITLES.match(side):
        return None, tidy(side)
    if not bare or not (bare[0].isupper() or re.match(r"(?:de|von|van|da|d['’])", bare)):
        return (None, tidy(side) or None)
    return bare, None


def _is_post(titles: str) -> bool:
    """Whether the words before a name are an office and not a mere title."""
    return bool(re.search(rf"\b{one_of('offices', 'ranks')}\b", titles, re.I))


def untitled(name: str) -> str:
    """The name without the titles before it; the words themselves when nothing else is left."""
    rest = TITLES.sub("", name.strip(), count=1) if TITLES.match(name.strip()) else name.strip()
    return rest or name.strip()


def tidy(words: str) -> str:
    """The words without the article before and the punctuation around them."""
    words = " ".join(words.split()).strip(" ,;:—–-[]")
    if not words.endswith(("Inc.", "Jr.", " D.", "Co.")):
        words = words.removesuffix(".")
    return re.sub(r"^the\s+", "", words, flags=re.I).strip()
