"""The nouns that name papers, sorted by how sure they are, and what may stand beside them."""

import re

from dragoman.lexicon import any_of, lexicon
from dragoman.lexicon.concordance import led
from dragoman.readers.references.before import Before
from dragoman.readers.references.parties import PARTY

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
NOUN = led(rf"\b(?P<noun>{any_of(_FORMS)})(?![\w’'-])", _FORMS)
# "letters patent", "bill of lading"
NOT_AFTER = re.compile(rf" (?:{any_of(_WORDS['no_paper_after'])})\b")
# "railway communication through", "communications with the interior": no paper
PASSAGE = re.compile(r" (?:with|through|between|across)\b")
# a law in print
STATUTES: list[str] = _WORDS["statutes"]
# papers that a person holds, papers of no kind
HELD, PAPERS = frozenset(_WORDS["held"]), frozenset(_WORDS["papers"])
RECORDS = frozenset(_WORDS["records"])
# "similar instructions", "former despatches": others than the present one
EARLIER = frozenset(_WORDS["earlier"])
# a copy, not only the words, of an agreement; a cable's "text of secret protocol" spares the article
TRUE_COPY = re.compile(r"(?:\w+ ){0,2}(?:cop(?:y|ies)|translations?|[Ff]ull text)\b|[Tt]ext\b")
# a nation's adjective and its polity: "the Peruvian communication", "the Italian note"
NATIONS = {adjective.strip(): polity for line in lexicon("polities")["adjectives"].split("\n") if ":" in line
           for polity, _, adjectives in (line.partition(": "),) for adjective in adjectives.split(",")}
# "Senate resolution", "Embassy telegram": the body that wrote it
BODIES = frozenset(_WORDS["attributive"])
# "the enclosed telegram"; "the new French cable", which lies in the sea
GOING_WITH, OF_SEA = frozenset(_WORDS["going_with"]), frozenset(_WORDS["of_sea"])
# "awaiting your reply", "without instructions": there is no such paper yet
AWAITED = re.compile(rf"\b(?:{any_of(_WORDS['awaiting'])})(?: \w+){{0,2}} $", re.IGNORECASE)
# "to send in a petition", "such a petition", "has not issued a proclamation": there is perhaps never to be one
PLANNED = re.compile(r"""
    (?:\b(?:(?<!undertook[ ])(?<!promised[ ])(?<!agreed[ ])to[ ](?:be[ ](?:pleased|good[ ]enough)[ ]to[ ])?
        (?:transmit|send(?:[ ]in)?|make|address|draw[ ]up|issue|prepare|submit|present|file|write|procure|obtain|draft
          |adopt|pass|publish|enact|secure|form)
      |not[ ](?:yet[ ])?\w+|never[ ]\w+|such|making|filing|issuing|form[ ]of|delivery[ ]of|issue[ ]of|making[ ]of
      |by[ ]way[ ]of
      |without|whether|if|should|would|could|might|may|must)|n['’]t[ ]\w+)
    (?:[ ](?:in|up|out|me|him|us|them))?[ ]$""", re.VERBOSE)
# "issued a proclamation", "adopted a resolution", "have received papers": so there is one
ACTED = re.compile(r"""
    \b(?:issued|adopted|passed|introduced|promulgated|published|signed|presented|submitted|filed|circulated|received|got
      |enacted|approved|sent|addressed|drawn?[ ]up|drew[ ]up|read|obtained|left|handed|delivered|transmitted|written
      |wrote
      |embodied[ ]in|contained[ ]in|laid[ ]down[ ]in|by[ ]virtue[ ]of|in[ ]pursuance[ ]of|under)
    (?:[ ](?:me|us|him|them|in|to[ ]\w+))?[ ]$""", re.VERBOSE)
# "a note was addressed to the foreign office": it was written
PASSIVE = re.compile(r"""
    (?:[ ]?\[\w{1,3}\]|[ ]\([^()\n]{1,30}\))?[ ](?:was|were|has[ ]been|have[ ]been|had[ ]been|is[ ]being|are[ ]being)
    (?:[ ](?:\w+ly|also|just|then|since))?
    [ ](?:received|sent|addressed|written|directed|transmitted|forwarded|delivered|handed|presented|issued|promulgated
      |despatched|dispatched|telegraphed|cabled|introduced|given)\b""", re.VERBOSE)
# "a copy of which is herewith inclosed", "of which I enclose a copy": it goes with this paper
COPY_WHICH = re.compile(r"""
    (?:[^.;:\n]{0,60}?,)?[ ]
    (?:(?:(?:an?|the)[ ])?(?:\w+[ ])?(?:copy|copies|translations?|text|duplicate|original)[ ]of[ ]which\b
      |(?:of[ ])?which[ ](?:is|are|I|we)[ ](?:\w+[ ]){0,3}(?:[ei]nclose|annex|append|attach|subjoin))""", re.VERBOSE)
# "under the seal of", "composed of four articles", "in which": the paper is described
DESCRIBED = re.compile(r"""
    ,?[ ](?:composed[ ]of|consisting[ ]of|under[ ]the[ ](?:great[ ])?(?:seal|signature|hand)|bearing|entitled|headed
      |signed[ ]by
      |(?:[^.;:,\n]{1,40},?[ ])?(?:issued|signed|granted|sworn[ ]out)[ ]by|[ei]ndorsed
      |in[ ](?:the[ ]following|these)[ ](?:terms|words)|to[ ]that[ ]effect|in[ ]that[ ]sense
      |in[ ](?:reply|answer|response)[ ]to|which(?:,[^,.;\n]{3,50},)?[ ](?:was|were|had|has|have|is|are)
      |(?:(?:recently|lately|just|duly|already|previously|subsequently|this[ ]day|to-?day)[ ])?
       (?:promulgated|issued|published|enacted|passed|adopted|received|sent|addressed|signed|drawn[ ]up|dictated
         |made[ ]in[ ]his[ ]own[ ]hand))\b""", re.VERBOSE)
# "the transcript of their conversation"
OF_MEETING = re.compile(r"""
    [ ]of[ ](?:(?:the|an?|his|her|their|our|my|your|this|that|its)[ ])?(?:[\w’'-]+[ ]){0,4}?
    (?:conversations?|meetings?|conferences?|sessions?|interviews?|discussions?|talks?|proceedings|hearings?|trial)\b""",
    re.VERBOSE)
# a statement on oath, always in writing
SWORN = frozenset(_WORDS["sworn"])
# "the following indorsement thereon"
THEREON = re.compile(r" (?:thereon|hereon)\b")
# "telegraphic instructions", "a radio reply"
BY_WIRE = frozenset(("telegraphic", "radio", "wireless"))
# "the correspondence between the two ministers", "with the consul": letters, not the fact of writing
CORRESPONDENCE = re.compile(r"""
    ,?[ ](?:between|exchanged|which|(?:had[ ])?with[ ](?:your|the)|(?:now[ ])?being[ ]conducted
      |is[ ](?:now[ ])?being[ ]conducted
      |relat(?:ing|ive)[ ]to
      |concerning|regarding|respecting|touching|herewith|enclosed|inclosed|annexed|now[ ]on[ ]file)\b""", re.VERBOSE)
# "(Memorandum of conversation; ...", "(Telegram 12 from": an editor's words
IN_PARENTHESES = re.compile(r"\($")
# "a warrant in a civil case issued by the court": who made it, a few words on
MADE_BY = re.compile(rf"""
    (?:[^.;:,\n]{{1,40}},?)?[ ](?:issued|signed|granted|sworn[ ]out)[ ]by[ ](?P<party>{PARTY})(?![\w’'])""", re.VERBOSE)
# "was addressed to the foreign office", "have been given by the King to the ministers": who got it, who wrote it
PASSIVE_PARTIES = re.compile(rf"""
    (?:[ ]\w+){{2,5}}?(?:[ ]by[ ](?P<by>{PARTY}|us|me))?[ ]to[ ](?P<to>{PARTY}|me|you|us)(?![\w’'])""", re.VERBOSE)
# "instructions from his government": to him
OF_GOVERNMENT = re.compile(r"(?P<whose>my|our|your|his|her|their) (?:own )?(?:home )?[Gg]overnment$")
# "the documents hereto annexed", "the letter herewith": it goes with this paper
HERETO = re.compile(r"""
    ,?[ ](?:(?:hereto|herewith)\b|(?:annexed|enclosed|inclosed|attached|appended|subjoined)[ ](?:hereto|herewith))""",
    re.VERBOSE)
# "Similar telegram to the Minister in Peru as No. 40": one paper, which its number names
SIMILAR_AS = re.compile(r"[^.;\n]{0,90}? as (?:telegram|instruction|despatch|No|Department)")
# "Secretary’s Memoranda of Conversation: Lot 65": an archive's shelf
SHELF = re.compile(r"[^.;\n]{0,24}[:,] (?:Lot|FRC|Box|Job|Reel|Files)\b")
# "a telegram stating that", "a letter regarding": named by what it says
TOPIC = re.compile(rf",? (?:{any_of(_WORDS['topics'])})\b")
# "the decree declaring", "a proclamation[71] prohibiting", "a bill to define"
LEGAL_TOPIC = re.compile(r"(?: ?\[\w{1,3} ?\])? (?:(?:for|to) |\w+ing\b)")
# "the report on the loss of the ship"
MEMORANDUM_TOPIC = re.compile(r",? (?:on|upon|regarding) ")
REPORT_TOPIC = re.compile(r",? (?:on|upon|as to|of) ")
# "a copy of", "the copy of an extract from", "a copy and translation of", before the phrase
_COPY, _COPY_TITLE = any_of(_WORDS["copies"]), any_of({word.capitalize() for word in _WORDS["copies"]})
COPY_OF = Before(re.compile(rf"""
    (?:(?:[Aa]n?|[Tt]he|[Tt]wo|[Tt]hree|[Aa]lso)[ ])?(?:[Ff]ull[ ]|\w+(?:ed|al|ete|rue|ench|lish|fied)[ ])?
    (?:{_COPY}|{_COPY_TITLE})
    (?:,?[ ]and(?:[ ]a)?[ ]\w+)?(?:,?[ ]in[ ]\w+,?)?[ ](?:of|from)[ ]
    (?:(?:an?[ ]|the[ ])?(?:{_COPY})[ ](?:of|from)[ ])?$""", re.VERBOSE), (" of ", " from "),
    tuple(word[1:] for word in _WORDS["copies"]))
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
