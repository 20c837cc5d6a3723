"""Capitals: capitalised words read from left to right, by titles, the gazetteer, initials, the words around."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from dragoman.lexicon.vocabulary import ordinary_words
from dragoman.readers.names.context import Marks, aboard, generic_of, is_old, is_placed, weighed
from dragoman.readers.names.gazetteer import adjectives, entries, entry_at, first_word, listed, listed_set, word_set
from dragoman.readers.names.labels import is_given, patronymic, surname
from dragoman.readers.names.mention import Claims, Mention, NameKind
from dragoman.readers.names.own import Own, own_at
from dragoman.readers.names.persons import PLURAL, STRONG, TITLE_STARTS, TITLES, initials, named_words, title_length
from dragoman.readers.names.plain import CAPITAL_SMALL, dull, is_plain
from dragoman.readers.names.runs import Run, Token, runs

# "Secretary of State Hull", "Minister for Foreign Affairs Molotov"
_OFFICE_ENDS = word_set("office_ends")
_OFFICE_STARTS = (
    "Secretary of ",
    "Secretary of the ",
    "Minister of ",
    "Minister for ",
    "Minister of the ",
    "Council of ",
    "Foreign ",
)
# "Republic of", "Free City of": what follows is a state
_STATES = re.compile(r"(?:[\w’']+ ){0,3}?(?:Republic|Kingdom|Empire|Dominion|Principality|Duchy|City) of ")
Found = tuple[int, Mention | None]
_BETWEEN = frozenset({", ", " and ", ", and ", " & "})
# what follows a town in a newspaper's name ("New York Times")
_NEWSPAPERS = word_set("newspapers")
_FRONTS = word_set("fronts")
# words after a name that are part of a place's name, as printed
_PLACE_ENDS = frozenset(word.title() for word in listed_set("places", "generic_after"))
# "the Lofsund islands"
_GENERIC = re.compile(r" (?P<word>[a-z]+)(?!\w)")
# a body known by one plain word, and the words by which the paper shows that it means that body
_GATED = {
    "council": ("League", "United Nations", "Geneva"),
    "assembly": ("League", "United Nations", "Geneva"),
    "house": ("Senate", "Commons", "Lords", "Congress", "Parliament"),
    "commissariat": ("Commissar ", "Commissar,", "Commissars"),
    "secretariat": ("League", "United Nations", "Geneva"),
}
# titles that older papers print small
_SMALL_TITLES = listed_set("titles", "lower")
# words that a title shares with everyday speech: no title at the head of a sentence
_COMMON_TITLES = word_set("common_titles")


class _Reader:
    """One pass over the runs of a text; holds what runs left open ("MM. X and Y") and the persons met so far."""

    def __init__(self, text: str, claims: Claims, met: set[str], own: Own) -> None:
        self.text, self.claims, self.met, self.own = text, claims, met, own
        self.carried: tuple[int, str] | None = None
        self.noble: tuple[int, int, str] | None = None
        self.placed = -1
        self.maritime, self.old = aboard(text), is_old(text)
        self.gates = {word for word, cues in _GATED.items() if any(cue in text for cue in cues)}

    def run(self, run: Run) -> Iterator[Mention]:
        """The mentions of one run."""
        i = 0
        if self.carried or self.noble:
            for opening in (self._carried, self._noble):
                step, found = opening(run)
                if found:
                    yield found
                    i = step
        while i < len(run.tokens):
            step, found = self._at(run, i)
            if found:
                yield found
            i += step

    def _carried(self, run: Run) -> Found:
        """The next name of "MM. Thouvenel and Rouher"."""
        if self.carried is None:
            return 0, None
        at, title = self.carried
        self.carried = None
        if self.text[at : run.start] not in _BETWEEN:
            return 0, None
        end = named_words(run, 0, self.text, strong=False)
        if not end:
            return 0, None
        self.carried = (run.tokens[end - 1].end, title)
        return end, self._person(run, 0, end, title, "in a list after a title")

    def _noble(self, run: Run) -> Found:
        """ "Prince of Hohenzollern": the name after a title of nobility and "of"."""
        if self.noble is None:
            return 0, None
        start, at, title = self.noble
        self.noble = None
        end = named_words(run, 0, self.text, strong=False) if self.text[at : run.start] == " of " else 0
        if not end or any(t.short for t in run.tokens[:end]) or run.tokens[0].text == "Wales":
            return 0, None
        found = self._person(run, 0, end, title, "after a title of nobility")
        return end, Mention(start, found.end, "person", found.label, found.rule, title=title)

    def _at(self, run: Run, i: int) -> Found:
        """How many words are read at a place in a run, and the mention found there."""
        token = run.tokens[i]
        if not self.claims.free(token.start, token.end) or token.small:
            return 1, None
        if _says_nothing(token.text) and not (
            (i == 0 and run.before in _SMALL_TITLES)
            or token.text.lower() in self.met
            or first_word(token.text) in self.own
        ):
            return 1, None
        for rule in _RULES:
            step, found = rule(self, run, i)
            if step:
                return step, found
        return 1, None

    def _titled(self, run: Run, i: int) -> Found:
        """ "Mr. Seward", "Secretary Hull", and in older papers "lord Russell"."""
        count = title_length(run.tokens, i, self.text) or self._office_end(run, i)
        small = not count and i == 0 and run.before in _SMALL_TITLES
        if not count and not small:
            return 0, None
        at = i + count
        if at >= len(run.tokens):
            title = self.text[run.tokens[i].start : run.end]
            if title.lower() in listed_set("titles", "of_titles"):
                self.noble = (run.tokens[i].start, run.tokens[at - 1].end, title)
            return count, None
        title = run.before if small else self.text[run.tokens[i].start : run.tokens[at].start].strip()
        last = title.split()[-1].lower()
        if count == 1 and ((is_given(title) and last not in STRONG) or (last in _COMMON_TITLES and run.opens)):
            return 0, None
        end = named_words(run, at, self.text, strong=last in STRONG and not small)
        own = own_at(self.own, self.text, run.tokens[at].start, run.tokens[at].text)
        if own and own[1] == "place" and last not in STRONG and end - at == 1:
            return count, None  # "Consul Brenna’s 14": the consul there
        entry = entry_at(self.text, run.tokens[at].start, run.tokens[at].text)
        if end == at or (last not in STRONG and end - at == 1 and entry is not None and not entry.ambiguous):
            return count, None
        if last in PLURAL:
            self.carried = (run.tokens[end - 1].end, title)
        return end - i, self._person(run, at, end, title, "after a title")

    def _office_end(self, run: Run, i: int) -> int:
        """1 at the end of an office before a name: the "State" of "Secretary of State Hull"."""
        token = run.tokens[i]
        left = self.text[max(0, token.start - 30) : token.start] if token.text in _OFFICE_ENDS else ""
        return int(i + 1 < len(run.tokens) and left.endswith(_OFFICE_STARTS))

    def _listed(self, run: Run, i: int) -> Found:
        """A name of the gazetteer."""
        token, entry = run.tokens[i], entry_at(self.text, run.tokens[i].start, run.tokens[i].text)
        if entry is None:
            return self._gated(run, i)
        start, end = token.start, token.start + len(entry.text)
        step = max(1, sum(1 for t in run.tokens[i:] if t.start < end))
        before = run.before if i == 0 else run.tokens[i - 1].text.lower()
        if entry.kind is None or (i + step < len(run.tokens) and run.tokens[i + step].text in _NEWSPAPERS):
            return step, None
        if entry.kind == "place" and not is_placed(
            self.text, start, end, before, entry, after_place=self.placed == start - 2
        ):
            return 0, None
        following = run.tokens[i + step] if i + step < len(run.tokens) else None
        if following and entry.kind == "place" and is_given(entry.text) and not dull(following.text):
            return 0, None
        if entry.kind == "organisation":
            return step, self._body(run, i, start, end)
        return step, self._place(run, i, start, end, entry.kind)

    def _own(self, run: Run, i: int) -> Found:
        """A name whose kind the paper's own words tell elsewhere."""
        start = run.tokens[i].start
        own = own_at(self.own, self.text, start, run.tokens[i].text)
        if own is None:
            return 0, None
        end, kind = own
        step = max(1, sum(1 for t in run.tokens[i:] if t.start < end))
        if i + step < len(run.tokens) and not dull(run.tokens[i + step].text):
            return 0, None
        if kind is None:
            return step, None
        if kind == "ship":
            self.claims.take(start, end)
            return step, Mention(start, end, kind, self.text[start:end], "a ship named before")
        return step, self._place(run, i, start, end, kind)

    def _gated(self, run: Run, i: int) -> Found:
        """ "the Council" in a paper that names the League, "the House" in one that names the Senate."""
        token = run.tokens[i]
        if (
            token.text.lower() not in self.gates
            or run.end != token.end
            or (run.before if i == 0 else "") != "the"
            or self.text[token.end : token.end + 4] == " of "
        ):
            return 0, None
        return 1, Mention(token.start, token.end, "organisation", token.text, "the body that the paper speaks of")

    def _body(self, run: Run, i: int, start: int, end: int) -> Mention | None:
        """An organ of the gazetteer, with the adjective of its state before it ("French Foreign Office")."""
        left = self.text[max(0, start - 18) : start].lower()
        if left.endswith(
            ("secretary of the ", "secretary of ", "secretary ", "secretaries of ", "lord of the ", "lords of the ")
        ):
            return None
        if (
            run.opens
            and i == 0
            and " " not in self.text[start:end]
            and self.text[start:end].lower() in ordinary_words()
            and self.text[start:end].islower()
        ):
            return None
        if i and run.tokens[i - 1].text in adjectives() and self.claims.free(run.tokens[i - 1].start, start):
            start = run.tokens[i - 1].start
        self.claims.take(start, end)
        return Mention(start, end, "organisation", self.text[start:end], "in the gazetteer")

    def _place(self, run: Run, i: int, start: int, end: int, kind: NameKind) -> Mention:
        """A place or state of the gazetteer, with "Island of" or "Republic of" before it and "River" after it."""
        front = generic_of(self.text, start)
        fuller = front < start and kind in {"place", "polity"}
        if fuller:
            start = front
            if _STATES.match(self.text, start, end):
                kind = "polity"
        elif kind == "place":
            nxt = next((t for t in run.tokens[i:] if t.start == end + 1), None)
            if nxt and nxt.text in _PLACE_ENDS and nxt.text[0].isupper():
                end = nxt.end
        self.claims.take(start, end)
        self.placed = end
        return Mention(start, end, kind, self.text[start:end], "in the gazetteer", fuller=fuller)

    def _named(self, run: Run, i: int) -> Found:
        """ "K. K. Yurenev", "Fabio Lozano": initials or a given name, then a surname."""
        tokens = run.tokens
        if initials(run, i) and self.claims.free(tokens[i].start, tokens[-1].end):
            at = next(n for n in range(i, len(tokens)) if not tokens[n].short)
            end = named_words(
                run, i, self.text, strong=not dull(tokens[at].text) or tokens[at].text.lower() in ordinary_words()
            )
            if end > at and tokens[at].text.title() not in adjectives():
                return end - i, self._person(run, i, end, None, "initials and a surname")
            return 0, None
        if is_given(tokens[i].text) and i + 1 < len(tokens):
            bare = is_plain(tokens[i].text) or entry_at(self.text, tokens[i].start, tokens[i].text) is not None
            end = named_words(
                run, i + 1, self.text, strong=tokens[i + 1].short or (is_plain(tokens[i + 1].text) and not bare)
            )
            if end == i + 2 and patronymic(tokens[i + 1].text):
                return 2, None
            if end > i + 1:
                return end - i, self._person(run, i, end, None, "a given name and a surname")
        return 0, None

    def _known(self, run: Run, i: int) -> Found:
        """A surname that the paper gave before with a title, though it is also a plain word ("White")."""
        token = run.tokens[i]
        if token.text.lower() not in self.met or (i == 0 and run.opens) or len(run.tokens) > 1 or run.before == "the":
            return 0, None
        return 1, self._person(run, i, i + 1, None, "a person named before")

    def _unknown(self, run: Run, i: int) -> Found:
        """A word that no list knows: a person, a place or a ship, as far as the words around it tell."""
        tokens, end = run.tokens, i
        while end < len(tokens) and (tokens[end].small or self._open(run, end, first=end == i)):
            end += 1
        while end > i and tokens[end - 1].small:
            end -= 1
        if end == i:
            return 0, None
        first, last = tokens[i], tokens[end - 1]
        if (len(last.text) < 3 and end - i == 1) or patronymic(last.text) or self._letters(run, first):
            return end - i, None
        listed_on = i == 0 and self.placed > 0 and self.text[self.placed : run.start] in _BETWEEN
        kind, weight, guess = weighed(self.text, run, i, last, Marks(self.maritime, self.old, listed_on))
        if kind == "place" and weight >= 0.8:
            self.placed = last.end
        if (end < len(tokens) and is_plain(tokens[end].text) and kind == "person") or (
            i and not (i == 1 and run.opens) and _noun_like(tokens[i - 1].text)
        ):
            weight *= 0.4
        if tokens[end - 1].text in _NEWSPAPERS or (end < len(tokens) and tokens[end].text in _NEWSPAPERS):
            return end - i, None
        if i and tokens[i - 1].text in _FRONTS and self.claims.free(tokens[i - 1].start, last.end):
            first, kind, weight, guess = tokens[i - 1], "place", 1.5, False
        label = surname(tokens[i:end], self.text, None) if kind == "person" else self.text[first.start : last.end]
        if kind == "place" and end < len(tokens) and tokens[end].text in _PLACE_ENDS:
            label = self.text[first.start : tokens[end].end]
            return end + 1 - i, Mention(
                first.start, tokens[end].end, kind, label, "by the words around it", weight=weight, sure=False
            )
        stop = last.end
        generic = _GENERIC.match(self.text, stop) if kind == "place" else None
        if generic and generic["word"] in listed("places", "generic_after"):
            stop = generic.end()
            label = self.text[first.start : stop]
        return end - i, Mention(
            first.start, stop, kind, label, "by the words around it", weight=weight, sure=False, guess=guess
        )

    def _letters(self, run: Run, token: Token) -> bool:
        """Whether a word is letters of an abbreviation ("RPF", "EUR") in a line that is not all in capitals."""
        word = token.text
        if not ((word.isupper() and len(word) <= 5) or any(c.isdigit() for c in word)):
            return False
        return any(c.islower() for c in self.text[max(0, token.start - 12) : token.end + 12])

    def _open(self, run: Run, i: int, *, first: bool) -> bool:
        """Whether a word can belong to a name that no list knows."""
        token = run.tokens[i]
        if token.text.lower() in CAPITAL_SMALL and i + 1 < len(run.tokens) and not dull(run.tokens[i + 1].text):
            return self.claims.free(token.start, token.end)
        return (
            not token.short
            and not dull(token.text)
            and self.claims.free(token.start, token.end)
            and (first or entry_at(self.text, token.start, token.text) is None)
        )

    def _person(self, run: Run, at: int, end: int, title: str | None, rule: str) -> Mention:
        tokens = run.tokens[at:end]
        self.claims.take(tokens[0].start, tokens[-1].end)
        label = surname(tokens, self.text, title)
        self.met.add(label.lower())
        return Mention(tokens[0].start, tokens[-1].end, "person", label, rule, title=title)


@lru_cache(maxsize=1 << 16)
def _says_nothing(word: str) -> bool:
    """Whether no rule below reads a word by itself, as none reads "The" or "Department"."""
    return (
        dull(word)
        and not word.endswith(".")
        and word.lower() not in TITLE_STARTS
        and word.lower() not in CAPITAL_SMALL
        and word.lower() not in _GATED
        and word not in _OFFICE_ENDS
        and not is_given(word)
        and first_word(word) not in entries()
    )


# in their order: the first that reads a word has it
_RULES: tuple[Callable[[_Reader, Run, int], Found], ...] = (
    _Reader._titled,
    _Reader._listed,
    _Reader._own,
    _Reader._named,
    _Reader._known,
    _Reader._unknown,
)


def _noun_like(word: str) -> bool:
    """Whether a capitalised word before another makes both the title of a thing ("Journal Officiel"), not a person."""
    return is_plain(word) and word.lower() not in TITLES


def capitals_in(text: str, claims: Claims, met: set[str], own: Own) -> Iterator[Mention]:
    """Every mention that the capitalised words of a text make.

    `met` are surnames known already, in lower case; `own` the names that the paper itself explains.
    """
    reader = _Reader(text, claims, met, own)
    for run in runs(text):
        yield from reader.run(run)
