"""Agreements: "Anglo-Egyptian treaty", "treaty of 1872", "extradition treaty between the United States and Iran"."""

from collections.abc import Iterator

from dragoman.edition.calendar import MONTH
from dragoman.readers.names.mention import WORD, Claims, Mention, compiled

_HEAD = r"(?:[Tt]reaty|[Tt]reaties|[Cc]onvention|[Aa]greements?|[Pp]act|[Pp]rotocol|[Aa]rmistice|[Aa]ccords?|[Mm]odus[ ]vivendi)"
_CLASS = (r"(?:extradition|naturalization|fishing|fisheries|fishery|boundary|consular|arbitration|commercial|peace|claims|copyright|postal|reciprocity|mutual[ ]assistance"
          r"|non-aggression|nonaggression|trade|reciprocal[ ]trade|tariff|neutrality|friendship|loan|lease|base|bases|defense|air|armistice|cease-?fire|secret|guarantee|alliance|claims)")
_DAY = rf"(?:{MONTH}[ ]\d{{1,2}}(?:st|nd|rd|d|th)?,?[ ]\d{{4}}|(?:the[ ])?\d{{1,2}}(?:st|nd|rd|d|th)?[ ](?:of[ ])?{MONTH},?[ ]\d{{4}}|\d{{4}})"
_PARTY = rf"(?:the[ ])?{WORD}(?:[ ](?:of[ ])?{WORD}){{0,4}}"
_TAIL = rf"""(?:[ ](?:concluded[ ]|signed[ ]|made[ ]|entered[ ]into[ ])?(?:between[ ]{_PARTY}(?:,[ ]{_PARTY})*,?[ ]and[ ]{_PARTY}|with[ ]{_PARTY}))"""
# "Anglo-Egyptian treaty", "Paris Anti-War Pact", "Soviet-Japanese non-aggression pact", "Laval-Hoare proposals"
BY_WORDS = compiled(rf"""
    \b(?P<front>(?:{WORD}[ ]){{0,3}}(?:{WORD})[ ](?:{_CLASS}[ ]){{0,2}})(?P<head>{_HEAD}|[Pp]roposals)\b(?P<day>[ ]of[ ](?:the[ ])?{_DAY})?""")
# "treaty of December 18, 1832", "agreement of 1893", "treaty concluded with Russia December 12, 1832"
BY_DAY = compiled(rf"\b(?:{_CLASS}[ ]){{0,2}}{_HEAD}(?:{_TAIL})?,?(?:[ ](?:concluded|signed|made))?[ ](?:of|on|,)?[ ]?(?:the[ ])?{_DAY}")
# "treaty of naturalization between the United States and Denmark", "mutual assistance pact with the MPR"
BY_PARTIES = compiled(rf"\b(?:{_CLASS}[ ]){{0,2}}{_HEAD}(?:[ ]of[ ](?:peace|commerce|friendship|naturalization|alliance|extradition|amity|navigation|and|,|[ ])+)?{_TAIL}")
# "fishing convention", "extradition treaty"
BY_CLASS = compiled(rf"\b(?:{_CLASS}[ ]){{1,2}}{_HEAD}\b")
_DULL = frozenset(["the", "this", "that", "said", "such", "any", "a", "an", "his", "her", "our", "your", "my", "their", "its", "our", "whole", "same", "new", "old", "present", "proposed", "draft", "article", "articles", "section", "under", "by", "for", "and", "of", "in", "sir", "no", "but", "if", "when", "as", "on", "each", "both", "annual", "general", "japanese", "german", "british", "french", "american", "russian", "spanish", "italian", "chinese", "soviet"])


def agreements(text: str, taken: Claims) -> Iterator[Mention]:
    """Treaties and the like, by the words before them, their day, their parties, or what they are about."""
    for pattern, rule in ((BY_WORDS, "capitalised words before a word for a treaty"), (BY_DAY, "a word for a treaty with its day"),
                          (BY_PARTIES, "a word for a treaty with its parties"), (BY_CLASS, "what a treaty is about")):
        for m in pattern.finditer(text):
            start, end = m.span()
            if pattern is BY_WORDS:
                words = m["front"].split()
                while words and words[0].lower() in _DULL and not (len(words) > 1 and words[-1].islower() and len(words) == 2):
                    start += len(words[0]) + 1
                    words.pop(0)
                if not words or all(w.lower() in _DULL for w in words):
                    continue
            if text[start:start + 9].lower() in {"treaties ", "treaties\n"} and pattern is BY_PARTIES:
                continue
            if taken.free(start, end):
                taken.take(start, end)
                yield Mention(start, end, "agreement", text[start:end], rule)
