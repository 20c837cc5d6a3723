"""Ships: "U. S. S. Kearsarge", "the Russian bark Hans", "on board the Florida"."""

from collections.abc import Iterator

from dragoman.readers.names.gazetteer import listed, listed_set, vocabulary
from dragoman.readers.names.mention import WORD, Claims, Mention, compiled

_KINDS = "|".join(sorted(map(str, listed("ships", "kinds")), key=len, reverse=True))
_PREFIXES = "|".join(p.replace(".", r"\.").replace(" ", "[ ]?") for p in sorted(listed("ships", "prefixes"), key=len, reverse=True))
_SHIP = rf"[“\"‘]?(?P<name>{WORD}(?:[ ](?:and[ ])?{WORD}){{0,2}})"
# "U. S. S. Kearsarge", "steamer Hans", "the ship “Hans”", "aboard the Hans"
BY_PREFIX = compiled(rf"(?<!\w)(?:{_PREFIXES})[ ]{_SHIP}")
BY_KIND = compiled(rf"\b(?:{_KINDS.replace(' ', '[ ]')}),?[ ](?:the[ ]|called[ ](?:the[ ])?|named[ ](?:the[ ])?)?{_SHIP}")
ABOARD = compiled(rf"\b(?:on[ ]board|aboard)(?:[ ]of)?[ ](?:the[ ])?{_SHIP}")
_AFTER = frozenset(["company", "line", "no", "board", "department", "act", "owners", "commission", "conference", "office", "canal"])


def ships(text: str, claims: Claims) -> Iterator[Mention]:
    """Ships named after their kind, after "U.S.S." and the like, or after "on board the"."""
    for pattern, rule in ((BY_PREFIX, "after the letters of a ship"), (BY_KIND, "after a kind of ship"), (ABOARD, "after “on board”")):
        for m in pattern.finditer(text):
            start, end = m.span("name")
            words = m["name"].split()
            low = [w.lower() for w in words]
            while words and (low[-1] in listed_set("titles", "never") or low[-1] in listed_set("titles", "titles")):
                words.pop()
                end = start + len(" ".join(words))
                low.pop()
            if not words or low[0] in listed_set("titles", "titles") or low[0] in listed_set("titles", "never") \
                    or low[-1] in _AFTER or (low[0] in vocabulary() and pattern is not BY_PREFIX and len(words) == 1 and low[0] in _PLAIN):
                continue
            if claims.free(start, end):
                claims.take(start, end)
                yield Mention(start, end, "ship", text[start:end], rule)


_PLAIN = frozenset(["the", "of", "to", "and", "in", "at", "for", "from", "with", "owners", "captain", "captains", "was", "were", "is", "are", "by", "her", "his", "on", "when", "company"])
