"""The nouns that name papers, sorted by how sure they are, and what may stand beside them."""

import re

from dragoman.lexicon import lexicon
from dragoman.readers.references.parties import one_of

_LEX = lexicon("references")
_WORDS = _LEX["words"]

STRONG: dict[str, str] = _LEX["strong"]
WEAK: dict[str, str] = _LEX["weak"]
ACTS: dict[str, str] = _LEX["acts"]
KINDS: dict[str, str] = STRONG | WEAK | ACTS
ADJECTIVES = frozenset(_WORDS["adjectives"])
# "the royal decree", "an executive order"
STATE = frozenset(_WORDS["state"])
# texts that make law, and texts that are offered: named by whoever makes them
LEGAL = frozenset(_WORDS["legal"])
DRAFTS = frozenset(_WORDS["drafts"])
# what is said as often as written: a paper only with a day or number, or enclosed
SPOKEN = frozenset(_WORDS["spoken"])
# what is a paper only where somebody receives it: "two applications"
RECEIVED_ONLY = frozenset(_WORDS["received_only"])
# agreements, of which only a copy is a paper
AGREEMENTS = frozenset(_WORDS["agreements"])
# names of one act by themselves: "the Order in Council"
TITLES = frozenset(_WORDS["titles"])
# "the above-mentioned letter"
IDENTIFYING = frozenset(_WORDS["identifying"])
# "bank notes", "to note": no paper
NOT_BEFORE = frozenset(_WORDS["no_paper_before"])

_FORMS = {form for noun in KINDS for form in (noun, noun[0].upper() + noun[1:], noun.title())}
# any noun that can name a paper, at the beginning of a word
NOUN = re.compile(rf"\b(?P<noun>{one_of(_FORMS)})(?![\w’'-])")
# "letters patent", "bill of lading"
NOT_AFTER = re.compile(rf" (?:{one_of(_WORDS['no_paper_after'])})\b")
# "railway communication through", "communications with the interior": no paper
PASSAGE = re.compile(r" (?:with|through|between|across)\b")
# a copy, not only the words, of an agreement
TRUE_COPY = re.compile(r"(?:\w+ ){0,2}(?:cop(?:y|ies)|translations?|[Ff]ull text)\b")
# a nation's adjective and its polity: "the Peruvian communication", "the Italian note"
NATIONS = {adjective.strip(): polity for line in lexicon("polities")["adjectives"].split("\n") if ":" in line
           for polity, _, adjectives in (line.partition(": "),) for adjective in adjectives.split(",")}
# "awaiting your reply", "without instructions": there is no such paper yet
AWAITED = re.compile(rf"\b(?:{one_of(_WORDS['awaiting'])})(?: \w+){{0,2}} $", re.IGNORECASE)
# "a telegram stating that", "a letter regarding": named by what it says
TOPIC = re.compile(rf",? (?:{one_of(_WORDS['topics'])})\b")
# "the decree declaring", "a proclamation[71] prohibiting", "a bill to define"
LEGAL_TOPIC = re.compile(r"(?: ?\[\w{1,3} ?\])? (?:(?:for|to) |\w+ing\b)")
# "the report on the loss of the ship"
MEMORANDUM_TOPIC = re.compile(r",? (?:on|upon|regarding) ")
REPORT_TOPIC = re.compile(r",? (?:on|upon|as to|of) ")
# "a copy of", "the copy of an extract from", "a copy and translation of", before the phrase
_COPY = one_of(_WORDS["copies"])
COPY_OF = re.compile(rf"""
    (?:(?:[Aa]n?|[Tt]he|[Tt]wo|[Tt]hree|[Aa]lso)[ ])?(?:[Ff]ull[ ]|\w+(?:ed|al|ete|rue|ench|lish|fied)[ ])?(?:{_COPY})
    (?:,?[ ]and(?:[ ]a)?[ ]\w+)?(?:,?[ ]in[ ]\w+,?)?[ ](?:of|from)[ ]
    (?:(?:an?[ ]|the[ ])?(?:{_COPY})[ ](?:of|from)[ ])?$""", re.VERBOSE)
# "I enclose herewith a copy of": what follows is an enclosed paper
ENCLOSED = re.compile(r"""
    \b(?:[EeIi]nclos\w*|append\w*|herewith|annex(?:ed|ing)
      |(?:I|honou?r[ ](?:to|of)|beg(?:[ ]leave)?[ ]to|pleasure[ ](?:to|of))(?:[ ]\w+){0,2}
       [ ](?:transmit|forward|send|hand)\w*)\b
    (?:[ ]\w+,?){0,9}[ ]$""",
    re.VERBOSE)
# at the beginning of a line of a list: "2. My letter to the minister", "No. 3. Extract from"
LIST_ITEM = re.compile(r"(?:^|\n|[;:.] )(?:Nos?\. ?)?\(?(?:[0-9]{1,2}|[A-Za-z])[.,)]{1,2} ?(?:—|-)? ?$")


def known(noun: str) -> str:
    """The form of a noun that the lexicon has."""
    if noun in KINDS:
        return noun
    return noun.lower() if noun.lower() in KINDS else noun[0].lower() + noun[1:]
