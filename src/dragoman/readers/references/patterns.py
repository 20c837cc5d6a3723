"""The patterns by which papers are named, each beside the example it was written for."""

import re

from dragoman.lexicon import lexicon
from dragoman.readers.references.parties import PARTY, one_of

_LEX = lexicon("references")
STRONG: dict[str, str] = _LEX["strong"]
WEAK: dict[str, str] = _LEX["weak"]
ACTS: dict[str, str] = _LEX["acts"]
KINDS: dict[str, str] = STRONG | WEAK | ACTS
ADJECTIVES = frozenset(_LEX["words"]["adjectives"])
COPIES = frozenset(_LEX["words"]["copies"])

_NOUNS = {form for noun in KINDS for form in (noun, noun[0].upper() + noun[1:], noun.title())}
# any noun that can name a paper, at the beginning of a word
NOUN = re.compile(rf"\b(?P<noun>{one_of(_NOUNS)})(?![\w’'-])")
# "the royal decree", "an executive order"
STATE = frozenset(("royal", "imperial", "executive", "presidential", "supreme", "ministerial", "joint"))
# texts that make law, and texts that are offered: named by whoever makes them
LEGAL = frozenset(_LEX["words"]["legal"])
DRAFTS = frozenset(_LEX["words"]["drafts"])
# what is said as often as written: a paper only with a day or number, or enclosed
SPOKEN = frozenset(_LEX["words"]["spoken"])
# "the above-mentioned letter"
IDENTIFYING = frozenset(_LEX["words"]["identifying"])
# "awaiting your reply", "without instructions": there is no such paper yet
AWAITED = re.compile(rf"\b(?:{one_of(_LEX['words']['awaiting'])})(?: \w+){{0,2}} $", re.IGNORECASE)
# names of one act by themselves: "the Order in Council"
TITLES = frozenset(_LEX["words"]["titles"])
# "a telegram stating that", "a letter regarding": named by what it says
LEGAL_TOPIC = re.compile(r"(?:[ ]?\[\w{1,3}[ ]?\])? (?:of|in|for|to) |(?:[ ]?\[\w{1,3}[ ]?\])? \w+ing\b")
REPORT_TOPIC = re.compile(r",? (?:on|upon|as to|of) ")
TOPIC = re.compile(rf",? (?:{one_of(_LEX['words']['topics'])})\b")
# "bank notes", "to note": no paper
NOT_BEFORE = frozenset(_LEX["words"]["no_paper_before"])
# "letters patent", "bill of lading"
NOT_AFTER = re.compile(rf" (?:{one_of(_LEX['words']['no_paper_after'])})\b")

# a footnote's marker that may stand between the parts of a phrase: "noon,[66] paragraph 3"
MARK = re.compile(r"(?:,?[ ]?\[\w{1,3}[ ]?\])?")
_DIGITS = (r"(?:[A-Z]{1,3}(?:[-–—/.]|[ ])?)?(?:[0-9]{1,2},[0-9]{3}\b|[0-9]{1,5}(?![0-9]))(?:[-–/][A-Z]{1,4}\b|(?:/[A-Z0-9]{1,5}\b){1,3})?"
           r"(?:½|[a-z]\b)?")
_NOT_AMOUNT = r"(?![,.:/][0-9]|%|[ ]?[apAP]\.[ ]?[mM]\b|[ ](?:per[ ]cent|noon|midnight|o['’]clock))"
# "No. 5989"; "Nos. 94"; "numbered 12"; "No.1148"; "(No. 8)"; "from No. 540 to 545, both inclusive"
NUMBER = re.compile(rf"""
    ,?[ ]?(?P<open>[(\[])?(?:(?:from|of|serial|series|marked)[ ])?(?:[Nn]umber(?:s|ed)?|[Nn][o0]s?[.,]?|[Nn]°|\#)[ ]?
    (?P<number>{_DIGITS}(?:,?[ ](?:to|through)[ ](?:No\.[ ]?)?[0-9]{{1,5}}\b|[-–—][0-9]{{1,5}}\b)?){_NOT_AMOUNT}
    (?(open)[)\]])(?:,?[ ](?:both[ ])?inclusive)?(?:,?[ ]\(?(?:[Ss]trictly[ ])?(?:[Cc]onfidential|Political|Economic|Commercial|Secret|Diplomatic|Treaty)\b\)?)?""", re.VERBOSE)
# "despatch 743, March 17"; "my 935"; "Your 234": no "No."
BARE_NUMBER = re.compile(rf",?[ ](?P<number>[A-Z]?[-–]?[0-9]{{1,5}}(?![0-9])){_NOT_AMOUNT}", re.VERBOSE)
# what may follow a bare number that names a paper; a noun would make it an amount: "my 3 children"
AFTER_BARE = re.compile(r"""
    [ ]?\[\w{1,3}[ ]?\]|[ ]?\(|[,.;:)\]”"’]|$|\n|—
    |[ ](?:and|or|of|to|in|with|from|dated|under|regarding|concerning|relative|respecting|about|was|is|has|had|have
      |which|on|at|by|as|I|we|you|the|that|repeated|paragraphs?|section|para|not|this|for|been|were|are|should|when|but
      |if|it|he|they|Department|Embassy|Legation|last|first|second|third|also|since|because|may|will|would|can|could
      |stated?|states|reports?|see|please)\b""", re.VERBOSE)
# the next number of a list: ", 128"; " and 136"; ", and 114"; " and No. 97"; "; 98"
NEXT_NUMBER = re.compile(rf"""
    (?:[,;]?[ ]?\[\w{{1,3}}[ ]?\])?(?:[,;]?[ ](?:and|or|&)(?:[ ]also)?|[,;])[ ](?:(?:of|to|in)[ ])?(?:[Nn]os?\.?[ ]?)?
    (?P<number>[0-9]{{1,5}}(?![0-9])){_NOT_AMOUNT}(?!(?:st|nd|rd|d|th)\b)""", re.VERBOSE)
# between a phrase and its date: ", dated "; " of the "; " under date of "; ", "
DATE_LINK = re.compile(r"""
    ,?[ ]?\(?(?:(?:of[ ]date|of[ ]the[ ]date[ ]of|of|dated|date|under[ ](?:the[ ])?date(?:[ ]of)?|bearing[ ](?:the[ ])?date(?:[ ]of)?|which[ ]bears[ ](?:the[ ])?date(?:[ ]of)?
      |approved|enacted|passed|adopted|promulgated|issued|signed|published|on|from|for[ ]the[ ]year|for|sent|written|addressed[ ]on|at)\b)?[ ]?(?:at[ ]\w+,?[ ])?(?:on[ ])?(?:the[ ])?""", re.VERBOSE)
# the next date of a list: " and of the "; ", "; " and "
NEXT_DATE = re.compile(r"(?:,? and|,? or|,)(?: of| that of| those of)? (?:the )?")
_VERB = (r"(?:received|sent|addressed|written|directed|transmitted|forwarded|communicated|delivered|handed|presented|submitted|signed"
         r"|prepared|drawn[ ]up|issued|passed|adopted|made|published|furnished|supplied|promulgated|enacted|despatched|dispatched"
         r"|introduced|given|telegraphed|cabled|brought|left)")
_WHEN = r"(?:(?:this[ ](?:morning|day|evening)|to-?day|yesterday|just|here|orally|personally|confidentially)[ ])?"
# "which has been addressed"; "just received"; "to be issued"
_PASSIVE = (r"(?:(?:which|that)[ ])?(?:(?:was|were|is|are|has[ ]been|have[ ]been|had[ ]been|to[ ]be)[ ])?"
            r"(?:(?:just|recently|lately|also|already|to-?day|duly|subsequently|previously|formerly|then|this[ ]morning|yesterday)[ ])?")
_ACTIVE = (r"(?:(?:which|that)[ ](?:was|were|is|are|has[ ]been|have[ ]been|had[ ]been)[ ])?"
           r"(?:(?:just|recently|lately|also|already|to-?day|duly|subsequently|previously|formerly|then|this[ ]morning|yesterday)[ ])?")
# "from the Secretary of War"; "of Monsieur de Gramont"; "received this morning from our consul"; "issued by the President"
FROM = re.compile(rf"""
    [”"]?,?[ ](?:{_PASSIVE}{_VERB}[ ](?:to[ ](?P<to>me|us|you|{PARTY})[ ])?{_WHEN}
      (?:(?:from|by)|to[ ](?P<to_last>me|us|you|{PARTY}),?[ ]by)|from|of|by),?[ ](?P<party>me\b|us\b|you\b|{PARTY})(?:[’']s(?=[ ](?:of|dated)\b|[,.;]))?(?![\w’'])""", re.VERBOSE)
# "to President Zelaya"; "addressed to me"; "sent to the American Ambassadors"; "addressed by PARTY to PARTY" by both
TO = re.compile(rf"[”\"]?,?[ ](?:{_ACTIVE}{_VERB}[ ]{_WHEN})?to[ ](?P<party>me\b|us\b|you\b|him\b|them\b|{PARTY})(?![\w’'])", re.VERBOSE)
# "which I addressed to Your Excellency"; "you left with me"; "which he had handed to me"; "I have received from PARTY"
CLAUSE = re.compile(rf"""
    (?:,?[ ](?:which|that(?=[ ](?:I|we|you|he|she|they)[ ])))?[ ]
    (?P<who>(?:I|we|you|he|she|they|your[ ](?:excellency|lordship)|Your[ ]Excellency)(?![ ]have[ ]the[ ]honou?r)|(?<=which[ ]){PARTY})[ ]
    (?P<verb>(?:(?:have|had|has|was|were|am|did|are|is)[ ])?(?:just[ ]|also[ ]|to-?day[ ]|this[ ]day[ ]|recently[ ]|lately[ ])?
      (?:(?:the[ ]honou?r|pleased|good[ ]enough|so[ ]good[ ]as|kind[ ]enough)[ ](?:of|to)[ ])?
      (?:address|send|sent|wrote|write|receiv|transmit|forward|communicat|deliver|hand|present|submit|made|make|left|leave
        |propos|offer|direct|enclos|inclos|prepar|issu|telegraph|cabl|give|gave)\w*)
    (?:[ ](?:to|from|with|by|upon)?[ ]?(?P<whom>me|us|you|him|them|{PARTY})(?![\w’']))?""", re.VERBOSE)
# "received by the last courier"; "before mentioned"; "above referred to"; "now before me"
POINTER = re.compile(r"""
    ,?[ ](?:received[ ](?:by|through|with|in|on|at)[ ]the[ ](?:last|latest)[ ]\w+
      |(?:above|before|first|last|just|hereinbefore|already|previously|heretofore)[ ]?-?(?:mentioned|referred[ ]to|cited|named|alluded[ ]to|quoted)
      |(?:under|in)[ ](?:acknowledgment|reply|reference))""", re.VERBOSE)
# ", paragraph 3"; ", section 2"
PARAGRAPH = re.compile(r",? (?:paragraphs?|para\.?|sections?|section|point) (?P<label>\d+[a-z]?|[A-Z]\b|[ivx]+\b)")
# before the phrase: "paragraph 8 of "; "the third paragraph of "; "numbered paragraph 2 "
PARAGRAPH_OF = re.compile(r"""
    (?:paragraphs?|section|point)[ ](?P<label>\d+[a-z]?|[A-Z]|[ivx]+)(?:[ ]and[ ]\w+)?(?:[ ](?:of|in)|,)?[ ]$
    |(?P<ordinal>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|penultimate)[ ]paragraph[ ](?:of|in)[ ]$""", re.VERBOSE)
# "from Mr. X, agent at Y, dated ": a title stands between the writer and the day
APPOSITION = re.compile(r",? [^.;:\n]{3,110}?,? (?:dated|under date of|of date|bearing date(?: of)?)(?: the)? |, [^.;:\n]{3,80}?, of(?: the)? ")
# "on this subject", "in regard to the matter": said of the paper before its number or addressee comes
ABOUT = re.compile(r",? (?:on|upon|in regard to|relative to|regarding|concerning|in) (?:this|the|that|said|the same) (?:subject|matter|question|case|topic|point)\b")
# "the note whereby your excellency was pleased to inform me", "the letter in which you": who wrote it
WHEREBY = re.compile(r",? (?:whereby|by which|in which|wherein|with which) (?P<who>you|your \w+|I|we)\b")
PAGE = re.compile(r",? (?:at )?(?:pp?\.|pages?) ?(?P<page>\d{1,4}(?:[-–]\d{1,4})?)")
# "my ", "your ", "Your ": then a number or a date names the paper
POSSESSOR = re.compile(r"(?P<who>my|My|MY|your|Your|YOUR|our|Our|mine|Mine|yours|Yours|his|His|ur|Ur)(?P<own> own)?(?= |\()")
# "Department’s 98", "Legation’s No. 80", "Secretary’s January 15, noon"
OWNER = re.compile(r"[’'](?:s)? (?=[A-Z0-9(Nn])")
# "Deptel 123", "urtel 45", "Embtel No. 6"
CABLESE = re.compile(r"""
    (?:D|d|E|e|L|l|U|u|M|m|C|c|R|r|T|t)(?<!\w\w)(?:(?<=[Rr])e)?(?P<who>eptel|eptels|epcirtel|mbtel|mbtels|egtel|egtels|rtel|rtels|ytel|ytels|ontel|ontels
      |mbdes|eptinst|oDep|usto)[ ](?:[Nn]os?\.?[ ]?)?(?P<number>\d{1,5})\b""", re.VERBOSE)
# before the phrase: "I have received from my government a further instruction"; "received, in writing, from the Prince"
RECEIVED_FROM = re.compile(rf"receiv(?:ed|ing)[ ](?:\w+,?[ ]){{0,3}}?from[ ](?P<party>{PARTY}),?[ ]$", re.VERBOSE)
# "I have received", "in receipt of", "there has reached me"
RECEIVED = re.compile(r"(?:\b(?:I|[Ww]e)|\b(?P<who>[Tt]he \w+))(?:(?:,? (?:have|has|had|just|this|day|to-?day|now|also|duly|moment|morning|only|yesterday"
                      r"|am|are|is|was|in)\b)*,? (?:receiv(?:ed|e)|receipt of)(?:,? (?:this|day|to-?day|now|also|duly|morning|moment|yesterday|here)\b)*) $")
# "I addressed ", "on the 25th instant I sent to him ": the writer wrote what follows
WROTE = re.compile(rf"\b(?P<who>I|we|We|he|{PARTY})(?: (?:have|had|has|then|also|to-?day|accordingly|immediately|at once))* (?:addressed|sent|wrote|transmitted|handed"
                   rf"|delivered|telegraphed|presented|despatched|dispatched|forwarded)(?: (?:to )?(?P<whom>me|him|you|them|us|{PARTY}))? $")
# "acknowledge the reception of": the writer has it
RECEIPT = re.compile(r"\b(?:receipt|reception) of $")
# "by Mr. Phillips on August 17": a day further on in the clause
LATER_DAY = re.compile(r" (?:on|of|dated|under date of)(?: the)? ")
# "In a letter dated January 18, 1937, K. K. Yurenev expressed": who speaks in the paper has written it
IN_OR_BY = re.compile(r"(?:^|[\n\]”\"] ?|\. |; |, )(?:In|By|in|by|In reply to|With|Under) $")
SUBJECT = re.compile(rf",? (?P<party>I\b|{PARTY})(?![\w’'])(?: (?:informed|instructed|told|notified|advised|asked|requested|authorized) (?P<whom>me\b|you\b|{PARTY})(?![\w’']))?")
# "I enclose herewith a copy of": what follows is an enclosed paper
ENCLOSED = re.compile(r"\b(?:[EeIi]nclos\w*|transmit\w*|forward\w*|append\w*|send\w*|hand\w*|herewith|annex\w*)\b(?: \w+,?){0,9} $")
# "a copy of", "the copy of an extract from", "a copy and translation of", before the phrase
COPY_OF = re.compile(rf"(?:(?:[Aa]n?|[Tt]he|[Tt]wo|[Tt]hree|[Aa]lso) )?(?:\w+(?:ed|al|ete|rue|ench|lish|fied) )?(?:{one_of(_LEX['words']['copies'])})"
                     rf"(?:,? and(?: a)? \w+)?(?:,? in \w+,?)? (?:of|from) (?:(?:an? |the )?(?:{one_of(_LEX['words']['copies'])}) (?:of|from) )?$")
# a nation's adjective: "the Peruvian communication", "the Italian note"
NATION = re.compile(r"[A-Z][a-z]+(?:ese|ish|ian|an|ench|utch|eek|iss|ench|raqi|aelian|ssian)$")
