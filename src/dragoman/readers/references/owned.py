"""Papers named by their owner and a number or day: "your 234", "Department’s 98", "your November 12, 4 p.m."."""

from collections.abc import Iterator

from dragoman.readers.references import patterns as p
from dragoman.readers.references.draft import Draft, reference
from dragoman.readers.references.parties import CORRESPONDENTS, GENITIVE, antecedent, party_of
from dragoman.readers.references.phrase import Left, Text, bare_number, date_after, right_of, with_outer
from dragoman.readers.references.traffic import Traffic, kind_by_owner

_OWNERS = {"m": "writer", "o": "writer", "y": "addressee", "u": "addressee"}
# the cable room's words by their first letters: whose they are
_CABLESE_OWNERS = {"ur": "addressee", "my": "writer", "de": "Department", "em": "Embassy", "le": "Legation",
                   "co": "Consulate"}
# how far back an owner's name is looked for
_BACK = 60


def by_possessor(source: Text, traffic: Traffic) -> Iterator[Draft]:
    """Papers named by whose they are and a number or day: "your 234", "my No. 145", "mine of the 4th instant"."""
    text = source.text
    for m in p.POSSESSOR.finditer(text):
        who = m["who"].lower()
        left = with_outer(text, _line(text, m.start()), Left(m.start(), who, _OWNERS.get(who[0])))
        yield from _numbered_or_dated(source, left, m.end(), traffic)


def by_owner(source: Text, traffic: Traffic) -> Iterator[Draft]:
    """Papers named by the organ that sent them: "Department’s 98", "Secretary’s January 15, noon"."""
    text = source.text
    for m in p.OWNER.finditer(text):
        line = _line(text, m.start())
        genitive = GENITIVE.search(text, line, m.end())
        if genitive:
            left = with_outer(text, line, Left(genitive.start(), "genitive", party_of(genitive["party"])))
            yield from _numbered_or_dated(source, left, m.end() - 1, traffic)


def by_cablese(source: Text, traffic: Traffic) -> Iterator[Draft]:
    """Papers named in the shorthand of the cable room: "Deptel 123", "urtel 45", "Embtels 6 and 7"."""
    for m in p.CABLESE.finditer(source.text) if any(end in source.text for end in p.CABLESE_ENDS) else ():
        before = p.BEFORE_CABLESE.search(source.text, max(0, m.start() - 9), m.start())
        if before is None:
            continue
        kind = "despatch" if m[0].startswith("des") else "telegram"
        right = right_of(source, Left(before.start("who")), m.end(), listed=False, number=m["number"])
        for member in right.members:
            owner = _CABLESE_OWNERS.get(before["who"].lower()[:2])
            body = reference(kind, member, ("writer" if owner in traffic.own_organs else owner, right.recipient))
            yield Draft(member.start, member.end, body, "a paper named in the cable room's shorthand", owned=True)


def by_correspondents(source: Text, traffic: Traffic) -> Iterator[Draft]:
    """Papers named by their writer and addressee with a day: "Mr. Alden to Mr. Brook, No. 12, July 6"."""
    for m in CORRESPONDENTS.finditer(source.text):
        right = right_of(source, Left(m.start()), m.end(), listed=False)
        member = right.members[0]
        if member.date is not None:
            body = reference("letter", member, (party_of(m["sender"]), party_of(m["recipient"])))
            yield Draft(m.start(), member.end, body, "a paper named by its writer, addressee and day")


def _line(text: str, at: int) -> int:
    return max(text.rfind("\n", max(0, at - _BACK), at) + 1, at - _BACK, 0)


def _numbered_or_dated(source: Text, left: Left, at: int, traffic: Traffic) -> Iterator[Draft]:
    """The papers that an owner's number or day names, if one follows at `at`."""
    end, number = at, None
    if m := p.NUMBER.match(source.text, at):
        end, number = m.end(), m["number"]
    elif left.determiner not in ("mine", "yours") and (bare := bare_number(source, at)):
        end, number = bare
    elif not _dated(source, left, at, traffic):
        return
    right = right_of(source, left, end, listed=number is None, number=number)
    kind = "telegram" if any(m.time for m in right.members) else kind_by_owner(left.owner, traffic)
    owner = left.owner or (antecedent(source.text, left.start, "his") if left.determiner == "his" else None)
    for member in right.members:
        body = reference(kind, member, (owner, right.recipient), paragraph=left.paragraph or right.paragraph,
                         page=right.page)
        yield Draft(member.start, member.end, body, "a paper named by its owner and number", owned=True)


def _dated(source: Text, left: Left, at: int, traffic: Traffic) -> bool:
    """Whether a day that follows names a paper: a whole day, with a time of day where nothing else tells."""
    found = date_after(source, at)
    if found is None or len(found[1].edtf) < 10:
        return False
    if found[1].time or left.determiner in ("mine", "yours"):
        return True
    if left.determiner == "genitive" and not traffic.wire:
        return False
    return p.AFTER_BARE.match(source.text, found[0]) is not None
