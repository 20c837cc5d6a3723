"""A naming phrase around its noun or number: who owns it, its number, day, sender, addressee, and where it ends."""

from collections.abc import Mapping

from msgspec import Struct, structs

from dragoman.edition.annotation import Annotation, DateFinding
from dragoman.readers.references import nouns
from dragoman.readers.references import patterns as p
from dragoman.readers.references.parties import GENITIVE, party_of

_POSSESSIVES = {"my": "writer", "our": "writer", "your": "addressee", "his": None, "her": None, "its": None,
                "their": None}
_ARTICLES = {"the", "a", "an", "this", "that", "these", "those", "said", "any", "no", "such", "some", "each", "every",
             "another", "both", "all", "what", "which"}
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7",
             "eighth": "8", "ninth": "9", "tenth": "10", "last": "last", "penultimate": "penultimate"}
# before an adjective of no list
_BEFORE_PLAIN = {"my", "your", "our", "his", "her", "their", "the", "a", "an"}
# how far back the words before a noun are looked at
_BACK = 110


class Left(Struct, frozen=True):
    """What stands before the noun: where the phrase begins, its determiner, owner and adjectives, whether a copy."""

    start: int
    determiner: str = ""
    owner: str | None = None
    adjectives: tuple[str, ...] = ()
    copy: bool = False
    paragraph: str | None = None
    nation: str | None = None

    def identified(self) -> bool:
        """Whether the adjectives say which paper it is: "the above-mentioned letter"."""
        return any(a.lower() in nouns.IDENTIFYING for a in self.adjectives)


class Member(Struct, frozen=True):
    """One paper of a list: its own stretch of the phrase, number, day and time."""

    start: int
    end: int
    number: str | None = None
    date: str | None = None
    time: str | None = None


class Right(Struct, frozen=True):
    """What follows the noun: the papers that are named one by one, who they are from and to, and what is pointed at."""

    members: tuple[Member, ...]
    sender: str | None = None
    recipient: str | None = None
    by: str = ""
    pointer: bool = False
    paragraph: str | None = None
    page: str | None = None
    pronoun: str = ""


class Text(Struct, frozen=True):
    """The text with its dates by where they begin."""

    text: str
    dates: Mapping[int, Annotation]


def left_of(text: str, at: int) -> Left:
    """The words before a noun at `at`, back to the beginning of its phrase; never over the end of a line."""
    line = max(text.rfind("\n", max(0, at - _BACK), at) + 1, at - _BACK, 0)
    at -= text[at - 1:at] in ("“", '"')
    start, adjectives, nation = _adjectives(text, line, at)
    left = Left(start, adjectives=adjectives, nation=nation)
    genitive = GENITIVE.search(text, line, start)
    if genitive:
        left = structs.replace(left, start=genitive.start(), determiner="genitive", owner=party_of(genitive["party"]))
    else:
        word = _word_before(text, line, start)
        if word.lower() in _POSSESSIVES or word.lower() in _ARTICLES:
            owner = _POSSESSIVES.get(word.lower())
            left = structs.replace(left, start=start - len(word) - 1, determiner=word.lower(), owner=owner)
    return with_outer(text, line, left)


def with_outer(text: str, line: int, left: Left) -> Left:
    """`left` with what is said before it: a copy of it, a paragraph of it."""
    copy = nouns.COPY_OF.search(text, line, left.start)
    if copy:
        left = structs.replace(left, start=copy.start(), copy=True)
    paragraph = p.PARAGRAPH_OF.search(text, line, left.start)
    if paragraph:
        left = structs.replace(left, paragraph=paragraph["label"] or _ORDINALS[paragraph["ordinal"]])
    return left


def _word_before(text: str, line: int, at: int) -> str:
    """The word that ends one blank before `at`, or ""."""
    if at - 1 < line or text[at - 1] != " ":
        return ""
    return text[max(text.rfind(" ", line, at - 1) + 1, line):at - 1]


def _adjectives(text: str, line: int, at: int) -> tuple[int, tuple[str, ...], str | None]:
    """Where the adjectives before `at` begin, which they are, and the polity if one is a nation's."""
    found: list[str] = []
    nation = None
    while word := _word_before(text, line, at):
        bare = word.strip(",()“”\"")
        if bare in nouns.NATIONS:
            nation = nouns.NATIONS[bare]
        elif bare in nouns.BODIES:
            nation = bare
        elif bare.lower() not in nouns.ADJECTIVES and not (word.isdecimal() and len(word) < 3):
            determiner = _word_before(text, line, at - len(word) - 1).lower()
            plain = word.islower() and word.isalpha() and word not in nouns.NOT_BEFORE
            if found or not plain or determiner not in _BEFORE_PLAIN:
                break                                                      # else "the usual note": no list has the word
        at -= len(word) + 1
        found.append(bare)
    return at, tuple(found), nation


def date_after(source: Text, at: int) -> tuple[int, DateFinding] | None:
    """The day that follows at `at` (", dated July 12"), with where it ends."""
    link = p.DATE_LINK.match(source.text, at)
    ends = (link.end(), at) if link else (at,)
    for end in ends:
        found = source.dates.get(end)
        if found is not None and isinstance(found.body, DateFinding):
            return found.end, found.body
    return None


def day_of(body: DateFinding) -> str:
    """The date as a reference gives it; "" when the paper has no date of its own to supply the year from."""
    return "" if body.edtf.startswith("XXXX") else body.edtf


def right_of(source: Text, left: Left, at: int, *, listed: bool, number: str | None = None) -> Right:
    """What follows a noun that ends at `at` (or a bare number, given); `listed` if several dates are several papers."""
    text = source.text
    right = Right((Member(left.start, at, number),))
    for _ in range(8):
        here = p.MARK.match(text, at)
        at_piece = here.end() if here else at
        step = _piece(source, right, at_piece, listed=listed)
        if step is None:
            break
        at, right = step
    first = right.members[-1]
    return structs.replace(right, members=(*right.members[:-1], structs.replace(first, end=max(at, first.end))))


def _piece(source: Text, right: Right, at: int, *, listed: bool) -> tuple[int, Right] | None:
    """One more part of the phrase at `at`: where it ends and what is known then; None if the phrase is over."""
    text, last = source.text, right.members[-1]
    if last.number is None and (numbered := p.NUMBER.match(text, at)):
        return _listed_numbers(source, *_with_member(right, numbered.end(), number=numbered["number"]))
    if last.number is None and (m := p.OPEN_NUMBER.match(text, at)) and (
            (found := date_after(source, m.end())) and text.startswith(")", found[0])):
        right = _with_member(right, found[0] + 1, number=m["number"])[1]
        return _with_member(right, found[0] + 1, date=day_of(found[1]), time=found[1].time)
    if last.date is None and (found := date_after(source, at)):
        end, body = found
        step = _with_member(right, end, date=day_of(body), time=body.time)
        if right.members[0].number:
            return _listed_numbers(source, *step)
        return _listed_dates(source, *step) if listed else step
    if last.number and last.date is None and not right.by:
        end, listed_right = _listed_numbers(source, at, right)
        if end > at:
            return end, listed_right
    if last.date is None and right.by and (m := p.APPOSITION.match(text, at)):
        found = date_after(source, m.end())
        if found:
            dated = _with_member(right, found[0], date=day_of(found[1]), time=found[1].time)
            return _listed_dates(source, *dated) if listed else dated
    if m := p.ABOUT.match(text, at):
        end = m.end()
        if date_after(source, end) or p.TO.match(text, end) or p.NUMBER.match(text, end):
            return end, right
    return _parties(text, right, at) or _details(text, right, at)


def bare_number(source: Text, at: int) -> tuple[int, str] | None:
    """A number without "No." that names a paper, by what follows it."""
    m = p.BARE_NUMBER.match(source.text, at)
    if m and m.end() - len(m["number"]) not in source.dates and (
            p.AFTER_BARE.match(source.text, m.end()) or date_after(source, m.end())):
        return m.end(), m["number"]
    return None


def _with_member(right: Right, end: int, *, number: str | None = None, date: str | None = None,
                 time: str | None = None) -> tuple[int, Right]:
    """`right` with one more fact of its last paper, whose stretch now reaches `end`."""
    last = right.members[-1]
    last = structs.replace(last, end=end, number=number or last.number, date=date if date is not None else last.date,
                           time=time or last.time)
    earlier = right.members[:-1]
    if date and not any(m.date for m in earlier):                          # "Nos. 409 and 415 of October 23"
        earlier = tuple(structs.replace(m, date=date) for m in earlier)
    return end, structs.replace(right, members=(*earlier, last))


def _listed_numbers(source: Text, at: int, right: Right) -> tuple[int, Right]:
    """The further numbers of a list ("126, 128 and 136"), each with its own day if one follows."""
    while m := p.NEXT_NUMBER.match(source.text, at):
        start, end = m.start("number"), m.end()
        dated = date_after(source, end)
        if start in source.dates or not (dated or p.AFTER_BARE.match(source.text, end)):
            break
        member = Member(start, end, m["number"])
        if dated:
            end, body = dated
            member = structs.replace(member, end=end, date=day_of(body), time=body.time)
        right = structs.replace(right, members=(*right.members, member))
        at = end
    return _respectively(source, at, right)


def _respectively(source: Text, at: int, right: Right) -> tuple[int, Right]:
    """As many days as numbers are one each, in their order ("Nos. 46 and 49 of September 23 and 30")."""
    *earlier, last = right.members
    if not earlier or last.date is None or any(m.date for m in earlier):
        return at, right
    end, listed = _listed_dates(source, at, Right((last,)))
    if len(listed.members) != len(right.members):
        return at, right
    dated = [structs.replace(m, date=d.date, time=d.time) for m, d in zip(right.members, listed.members, strict=True)]
    return end, structs.replace(right, members=(*dated[:-1], structs.replace(dated[-1], end=end)))


def _listed_dates(source: Text, at: int, right: Right) -> tuple[int, Right]:
    """The further dates of a list ("of the 12th and 15th instant"), one paper each."""
    while m := p.NEXT_DATE.match(source.text, at):
        found = source.dates.get(m.end())
        if found is None or not isinstance(found.body, DateFinding):
            break
        at = found.end
        member = Member(m.end(), at, None, found.body.edtf, found.body.time)
        right = structs.replace(right, members=(*right.members, member))
    return at, right


def _parties(text: str, right: Right, at: int) -> tuple[int, Right] | None:
    """Who the paper is from or to, by a preposition or a clause."""
    if not right.by and (m := p.FROM.match(text, at)):
        whom = m["to"] or m["to_last"]
        to = party_of(whom) if whom else right.recipient
        first = m[0].lstrip("”\", ").split()[0]
        first = "from" if first.startswith("direct") else first
        by = first if first in ("from", "of", "by") else "verb"
        sender = None if " printed by" in m[0] or " published by" in m[0] else party_of(m["party"])
        return m.end(), structs.replace(right, sender=sender, recipient=to, by=by)
    if right.recipient is None and (m := p.TO.match(text, at)):
        by = "to" if m[0].lstrip("”\", ").startswith("to") else "verb"
        return m.end(), structs.replace(right, recipient=party_of(m["party"]), by=right.by or by)
    if not right.by and (m := p.CLAUSE.match(text, at)):
        who, whom = party_of(m["who"]), party_of(m["whom"]) if m["whom"] else None
        if "receiv" in m["verb"]:
            return m.end(), structs.replace(right, sender=whom, recipient=who, by="clause")
        pronoun = "his" if m["who"] == "he" else ""
        if m["whom"] and text.startswith(" from", m.start("whom") - 6):      # sent from a place
            whom = None
        return m.end(), structs.replace(right, sender=who, recipient=whom, by="clause", pronoun=pronoun)
    return None


def _details(text: str, right: Right, at: int) -> tuple[int, Right] | None:
    """What is pointed at inside the paper, and "above mentioned"."""
    if not right.by and (m := p.WHEREBY.match(text, at)):
        who = party_of(m["who"])
        to = "writer" if who == "addressee" and p.TO_ME.match(text, m.end()) else right.recipient
        return at, structs.replace(right, sender=who, recipient=to, by="whereby")
    if not right.pointer and (m := p.POINTER.match(text, at)):
        return m.end(), structs.replace(right, pointer=True)
    if right.paragraph is None and (m := p.PARAGRAPH.match(text, at)):
        return m.end(), structs.replace(right, paragraph=m["label"])
    if right.page is None and (m := p.PAGE.match(text, at)):
        return m.end(), structs.replace(right, page=m["page"])
    return None
