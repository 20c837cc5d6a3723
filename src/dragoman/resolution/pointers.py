"""Where an editor points from a mention: "Ante, p. 36", "Document 12.", "Supra", "Not printed.", a link "#pg_36".

A pointer tells where to look; the paper found there must still fit what the mention says of it. Left alone: notes that
say more than where a paper is ("See also the discussion on p. 5, footnote 3"), and page numbers of other works.
"""

import re
from typing import Literal

from msgspec import Struct

PointerKind = Literal["pages", "document", "before", "after", "not-printed", "elsewhere"]


class Pointer(Struct, frozen=True, omit_defaults=True):
    """Where a mention is said to be: pages of this volume, an id, next door, nowhere in print, or in another work.

    `where` holds the page labels or the ids; `words` what the editor says.
    """

    kind: PointerKind
    where: tuple[str, ...] = ()
    words: str = ""


_PAPER = (r"(?:(?:radio|cable|circular )?telegrams?|cablegrams?|cables?|airgrams?|d[ei]spatch(?:es)?|notes?|letters?"
          r"|instructions?|memorand(?:um|a)|aide[- ]m[ée]moire|reports?|communications?|circulars?|messages?"
          r"|enclosures?)")
# "Not printed.", "Telegram No. 12 not printed.", "Neither printed.", "Not found in Department files."
NOT_PRINTED = re.compile(rf"""
    (?:The[ ])?(?:(?:{_PAPER}|Latter|Last)(?:[ ]No\.[ ]?\d+)?[ ])?(?:Not|not)[ ](?:here[ ])?(?:re)?printed\.?
    |(?P<both>Neither|None)(?:[ ]of[ ](?:these|which)[ ]\w+|[ ]of[ ]them)?[ ](?:re)?printed\.?
    |(?P<none>Not|Neither|None)[ ]found[ ]in[ ](?:the[ ])?[^.]{{2,60}}\bfiles\.?""", re.X | re.I)
# "Ante, p. 36.", "See post, pp. 54–58.", "Telegram No. 219, August 27, 5 p.m., p. 70.", "Printed on p. 141, ante."
_LEAD = r"(?:(?:See|For\ (?:the\ )?text,?\ see|Printed(?:\ on|\ in)?|Dated)(?:\ the)?\ )?"
PAGES = re.compile(rf"""
    {_LEAD}(?:(?P<about>[^;()]{{0,140}}?),?[ ])?(?:(?:ante|post|above|below|supra|infra)\.?,?[ ])?
    (?:pp?\.[ ]?|pages?[ ])(?P<first>\d{{1,4}}|[ivxlc]{{1,8}})(?:[–-](?P<last>\d{{1,4}}))?
    (?P<more>(?:,?[ ](?:and[ ])?\d{{1,4}})*)(?:,[ ]respectively)?(?:,?[ ](?:ante|post))?\.?""", re.X | re.I)
# "Document 12.", "See Document 12.", "Printed as Document 187."
DOCUMENT = re.compile(r"(?:(?:See|Printed as|For text,? see)\s)?Documents?\s(?P<number>\d{1,4})"
                      r"(?:(?:,| and) \d{1,4})*\.?", re.I)
# "Supra.", "Infra.", "See supra.", "Printed immediately below."
NEXT_DOOR = re.compile(r"(?:See |Printed )?(?:immediately )?(?P<way>supra|infra|above|below)\.?", re.I)
# "Foreign Relations, 1930, vol. iii, p. 607.", "Ibid., p. 29.", "Vol. i, p. 687.", "See British Documents, vol. x"
ELSEWHERE = re.compile(r"(?:(?:See|For (?:the )?text,? see|Printed(?: in)?) )?(?:the )?"
                       r"(?:ibid|op\. cit|Foreign Relations|vol\.|[A-Z][^.;]{2,60}\bvol\.)", re.I)
# in the running text, right after a mention: " (ante, p. 36)", ", post, p. 5", " [Document 12]"
INLINE = re.compile(r"[ ,]*[(\[]?(?P<what>(?:see )?(?:(?:ante|post|supra|infra),? ?(?:pp?\. ?\d{1,4})?"
                    r"|Document \d{1,4}))[)\]]?", re.I)
INLINE_REACH = 40
# words of another work or part; the page is not where the paper stands
_OTHER = re.compile(r"footnote|\bff\b|\bn\. ?\d|\bvol\.|ibid|Relations|Statutes|Treaties|Parliamentary|Hansard|Record"
                    r"|Journal|Cmd", re.I)
_NUMBER = re.compile(r"\d{1,4}")
_MOST_PAGES = 10                # a longer run of pages points to a correspondence, not to a paper
# "#d12", "#pg_36", "frus1936v03#d12"; a note or a range is no paper
LINK = re.compile(r"(?P<volume>[\w.-]*)#(?P<page>pg_)?(?P<id>[\w.-]+)")


def pointer_of(words: str) -> Pointer | None:
    """What a whole note, or the words after a mention, point to; None when they do not only point."""
    words = words.strip()
    if NOT_PRINTED.fullmatch(words):
        return Pointer("not-printed", words=words)
    if m := NEXT_DOOR.fullmatch(words):
        return Pointer("before" if m["way"].lower() in ("supra", "above") else "after", words=words)
    if m := DOCUMENT.fullmatch(words):
        return Pointer("document", (m["number"],), words)
    if (m := PAGES.fullmatch(words)) and not _OTHER.search(words):
        return Pointer("pages", tuple(_pages(m)), words)
    if ELSEWHERE.match(words):
        return Pointer("elsewhere", words=words)
    return None


def linked(targets: list[str]) -> Pointer | None:
    """What the links of the source's own markup point to: papers by id first, else pages."""
    found = [m for t in targets if (m := LINK.fullmatch(t))]
    papers = [f"{m['volume']}#{m['id']}" for m in found if not m["page"]]
    if papers:
        return Pointer("document", tuple(papers), "the source's own link")
    pages = [m["id"] for m in found if m["page"] and not m["volume"]]
    return Pointer("pages", tuple(pages), "the source's own link") if pages else None


def speaks_of_both(words: str) -> bool:
    """Whether a note speaks of the mention before the last as well: "Neither printed."."""
    m = NOT_PRINTED.fullmatch(words.strip())
    return bool(m and (m["both"] or (m["none"] or "").lower() in ("neither", "none")))


def _pages(m: re.Match[str]) -> list[str]:
    first, last = m["first"], m["last"]
    pages = [first]
    if last and first.isdigit():
        stop = int(last) if len(last) >= len(first) else int(first[:-len(last)] + last)
        pages = [str(p) for p in range(int(first), min(stop, int(first) + _MOST_PAGES) + 1)]
    return pages + _NUMBER.findall(m["more"] or "")
