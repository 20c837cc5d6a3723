"""The patterns of a naming phrase: numbers, days, who from and to, what is pointed at; each beside its example."""

import re

from dragoman.lexicon.concordance import led
from dragoman.readers.references.before import Before
from dragoman.readers.references.parties import PARTY

# a footnote's marker that may stand between the parts of a phrase: "noon,[66] paragraph 3"
MARK = re.compile(r"(?:,?[ ]?\[\w{1,3}[ ]?\])?")
_DIGITS = r"""(?:[A-Z]{1,3}(?:[-–—/.]|[ ])?)?(?:[0-9]{1,2},[0-9]{3}\b|[0-9]{1,5}(?![0-9]))
    (?:[-–/][A-Z]{1,4}\b|(?:/[A-Z0-9]{1,5}\b){1,3})?(?:½|[a-z]\b)?"""
_NOT_AMOUNT = r"(?![,.:/][0-9]|%|[ ]?[apAP]\.[ ]?[mM]\b|[ ](?:per[ ]cent|noon|midnight|o['’]clock))"
# "No. 5989"; "Nos. 94"; "numbered 12"; "(No. 8)"; "from No. 540 to 545, both inclusive"; "No. 1537, Political"
NUMBER = re.compile(rf"""
    ,?[ ]?(?P<open>[(\[])?(?:(?:from|of|serial|series|marked)[ ]|(?:[A-Z]\.[ ]?){{1,3}})?
    (?:[Nn]umber(?:s|ed)?|[Nn][o0]s?[.,]?|[Nn]°|\#)[ ]?
    (?P<number>{_DIGITS}(?:,?[ ](?:to|through)[ ](?:No\.[ ]?)?[0-9]{{1,5}}\b|[-–—][0-9]{{1,5}}\b)?){_NOT_AMOUNT}
    (?(open),?[)\]])(?:,?[ ](?:both[ ])?inclusive)?
    (?:,?[ ]\(?(?:[Ss]trictly[ ])?(?:[Cc]onfidential|Political|Economic|Commercial|Secret|Diplomatic|Treaty)\b\)?)?""",
    re.VERBOSE)
# "(No. 38 of March 18, 1936)": number and day in one pair of parentheses
OPEN_NUMBER = re.compile(rf"[ ]\((?:[Nn]os?\.?[ ])(?P<number>{_DIGITS})(?=,?[ ])", re.VERBOSE)
# "despatch 743, March 17"; "my 935"; "Your 234": no "No."
BARE_NUMBER = re.compile(rf",?[ ](?P<number>[A-Z]?[-–]?[0-9]{{1,5}}(?![0-9])){_NOT_AMOUNT}", re.VERBOSE)
# what may follow a bare number that names a paper; a noun would make it an amount: "my 3 children"
AFTER_BARE = re.compile(r"""
    [ ]?\[\w{1,3}[ ]?\]|[ ]?\(|[,.;:)\]”"’]|$|\n|—
    |[ ](?:and|or|of|to|in|with|from|dated|under|regarding|concerning|relative|respecting|about|was|is|has|had|have
      |which|on|at|by|as|I|we|you|the|that|repeated|paragraphs?|section|para|not|this|for|been|were|are|should|when|but
      |if|it|he|they|Department|Embassy|Legation|last|first|second|third|also|since|because|may|will|would|can|could
      |stated?|states|refers?|reports?|see|please)\b""", re.VERBOSE)
# the next number of a list: ", 128"; " and 136"; ", and 114"; " and No. 97"; "; 98"
NEXT_NUMBER = re.compile(rf"""
    (?:[,;]?[ ]?\[\w{{1,3}}[ ]?\])?(?:[,;]?[ ](?:and|or|&)(?:[ ]also)?|[,;])[ ]
    (?:(?:of|to|in)[ ])?(?:[Nn]os?\.?[ ]?)?
    (?P<number>[0-9]{{1,5}}(?![0-9])){_NOT_AMOUNT}(?!(?:st|nd|rd|d|th)\b)""", re.VERBOSE)
# between a phrase and its date: ", dated "; " of the "; " under date of "; ", "; ", approved "
DATE_LINK = re.compile(r"""
    ,?[ ]?\(?(?:(?:of[ ]date|of[ ]the[ ]date[ ]of|of|dated|date
      |under(?=[ ]even)|(?:under|bearing|which[ ]bears)[ ](?:the[ ])?date(?:[ ]of)?
      |approved|enacted|passed|adopted|promulgated|issued|signed|published|on|from|for[ ]the[ ]year|for|sent|written
      |addressed[ ]on|at)\b)?[ ]?(?:at[ ]\w+,?[ ])?(?:on[ ])?(?:the[ ])?""", re.VERBOSE)
# the next date of a list: " and of the "; ", "; " and "
NEXT_DATE = re.compile(r"(?:,? and|,? or|,)(?: of| that of| those of)? (?:the )?")
# "by Mr. Phillips on August 17": a day further on in the clause
LATER_DAY = re.compile(r" (?:on|of|dated|under date of)(?: the)? ")
# "from Mr. X, agent at Y, dated ": a title stands between the writer and the day
APPOSITION = re.compile(r"""
    ,?[ ](?:(?![ ]and[ ](?:of|an?|the|my|your)[ ])[^.;:\n]){3,110}?,?[ ]
      (?:dated|under[ ]date[ ]of|of[ ]date|bearing[ ]date(?:[ ]of)?)(?:[ ]the)?[ ]
    |,[ ][^.;:\n]{3,80}?,[ ]of(?:[ ]the)?[ ]""", re.VERBOSE)

_VERB = r"""(?:received|sent|addressed|written|directed|transmitted|forwarded|communicated|delivered|handed|presented
    |submitted|signed|prepared|drawn[ ]up|issued|passed|adopted|made|published|furnished|supplied|promulgated|enacted
    |despatched|dispatched|introduced|given|telegraphed|cabled|brought|left|shown|drafted|executed|filed|laid|conveyed
    |tendered|exchanged|interchanged|conducted|circulated|read|granted)"""
_WHEN = r"""(?:(?:this[ ](?:morning|day|evening)|to-?day|yesterday|just|here|orally|personally|confidentially
    |by[ ](?:telegraph|cable|wire|mail|post|courier|messenger|hand))[ ])?"""
_LATELY = r"""(?:(?:just|recently|lately|also|already|to-?day|duly|subsequently|previously|formerly|then|this[ ]morning
    |yesterday)[ ])?"""
_AUXILIARY = r"(?:was|were|is|are|has[ ]been|have[ ]been|had[ ]been|to[ ]be)"
_PERSON = rf"(?:me\b|us\b|you\b|the[ ]latter\b|{PARTY})"
# "from the Secretary of War"; "received this morning from our consul"; "issued by the President"
FROM = re.compile(rf"""
    [”"]?,?[ ](?:(?:(?:which|that)[ ])?(?:{_AUXILIARY}[ ])?{_LATELY}
      (?:{_VERB}
        |(?!accompan|mention|refer|follow|preced|requir|caus|cover|authori|intend)[a-z]{{2,10}}ed(?=[ ]by[ ]))[ ]
      (?:to[ ](?P<to>{_PERSON})[ ])?{_WHEN}
      (?:(?:from|by)|to[ ](?P<to_last>{_PERSON}),?[ ]by)|(?:direct(?:ly)?[ ])?from|of|by),?[ ]
    (?P<party>{_PERSON})(?:[’']s(?=[ ](?:of|dated)\b|[,.;]))?(?![\w’'])""", re.VERBOSE)
# "to President Zelaya"; "addressed to me"; "which has been sent to the American Ambassadors"
TO = re.compile(rf"""
    [”"]?,?[ ](?:(?:(?:which|that)[ ]{_AUXILIARY}[ ]|to[ ]be[ ])?{_LATELY}{_VERB}[ ]{_WHEN})?
    to[ ](?:(?:my|his|our|your)[ ]predecessor,?[ ])?(?P<party>him\b|them\b|{_PERSON})(?![\w’'])""", re.VERBOSE)
_PRONOUN = r"(?:I|we|you|he|she|they|your[ ](?:excellency|lordship)|Your[ ]Excellency)"
# "which I addressed to Your Excellency"; "you left with me"; "which he had handed to me"; "which I have received from"
CLAUSE = re.compile(rf"""
    (?:,?[ ](?:which|that(?=[ ]{_PRONOUN}[ ])))?[ ]
    (?P<who>{_PRONOUN}(?![ ]have[ ]the[ ]honou?r)|(?<=which[ ]){PARTY})(?:,[ ]{PARTY},)?[ ]
    (?P<verb>(?:(?:have|had|has|was|were|am|did|are|is)[ ])?
      (?:just[ ]|also[ ]|to-?day[ ]|this[ ]day[ ]|recently[ ]|lately[ ])?
      (?:(?:the[ ](?:honou?r|goodness|kindness)|pleased|good[ ]enough|so[ ]good[ ]as|kind[ ]enough)[ ](?:of|to)[ ])?
      (?:address|send|sent|wrote|write|receiv|transmit|forward|communicat|deliver|hand|present|submit|made|make
        |left|leave|propos|offer|direct|enclos|inclos|prepar|issu|telegraph|cabl|give|gave)\w*)
    (?:[ ](?:to|from|with|by|upon)?[ ]?(?P<whom>him|them|{_PERSON})(?![\w’']))?""", re.VERBOSE)
# "the note whereby your excellency was pleased to inform me", "the letter in which you": who wrote it
WHEREBY = re.compile(r",? (?:whereby|by which|in which|wherein|with which) (?P<who>you|your \w+|I|we)\b")
# "received by the last courier"; "before mentioned"; "above referred to"; "under acknowledgment"
POINTER = re.compile(r"""
    ,?[ ](?:received[ ](?:by|through|with|in|on|at)[ ]the[ ](?:last|latest)[ ]\w+
      |(?:referred[ ]to|mentioned|alluded[ ]to|cited|quoted|named)[ ](?:above|before)\b
      |(?:above|before|first|last|just|hereinbefore|already|previously|heretofore)[ ]?-?
       (?:mentioned|referred[ ]to|cited|named|alluded[ ]to|quoted)
      |(?:under|in)[ ](?:acknowledgment|reply|reference))""", re.VERBOSE)
# "on this subject", "in regard to the matter": said of the paper before its number or addressee comes
ABOUT = re.compile(r"""
    ,?[ ](?:on|upon|in[ ]regard[ ]to|relative[ ]to|regarding|concerning|in)[ ](?:this|the|that|said|the[ ]same)[ ]
    (?:subject|matter|question|case|topic|point)\b""", re.VERBOSE)
# ", paragraph 3"; ", section 2"
PARAGRAPH = re.compile(r",? (?:paragraphs?|para\.?|sections?|section|point) (?P<label>[0-9]+[a-z]?|[A-Z]\b|[ivx]+\b)")
# before the phrase: "paragraph 8 of "; "the third paragraph of "
PARAGRAPH_OF = Before(re.compile(r"""
    (?:paragraphs?|section|point)[ ](?P<label>[0-9]+[a-z]?|[A-Z]|[ivx]+)(?:[ ]and[ ]\w+)?(?:[ ](?:of|in)|,)?[ ]$
    |(?P<ordinal>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|penultimate)[ ]
     paragraph[ ](?:of|in)[ ]$""", re.VERBOSE), (" ",), ("paragraph", "section", "point"))
# ", page 149"; "pp. 54-58"
PAGE = re.compile(r",? (?:at )?(?:pp?\.|pages?) ?(?P<page>[0-9]{1,4}(?:[-–][0-9]{1,4})?)")

# "my ", "your ", "Your ": then a number or a date names the paper
_OWN = ("my", "My", "MY", "your", "Your", "YOUR", "our", "Our", "mine", "Mine", "yours", "Yours", "his", "His", "ur",
        "Ur")
POSSESSOR = led(rf"(?P<who>{'|'.join(_OWN)})(?P<own> own)?(?= )", _OWN)
# "Department’s 98", "Legation’s No. 80", "Secretary’s January 15, noon"
OWNER = re.compile(r"[’'](?:s)? (?=[A-Z0-9(Nn])")
# "Deptel 123", "urtel 45", "Embtel No. 6", "reurtel 12", "Embdes 77"
CABLESE = re.compile(r"(?:tel|des)s? (?:[Nn]os?\.? ?)?(?P<number>[0-9]{1,5})\b")
CABLESE_ENDS = ("tel ", "tels ", "des ", "dess ")
BEFORE_CABLESE = re.compile(r"(?<!\w)(?:re)?(?P<who>ur |ur|my|dep|emb|leg|con|depcir)$", re.IGNORECASE)
# before the phrase: "I have received from my government a further instruction"
RECEIVED_FROM = Before(re.compile(
    rf"receiv(?:ed|ing)[ ](?:\w+,?[ ]){{0,3}}?from[ ](?P<party>{PARTY}),?[ ]$", re.VERBOSE), (" ",), ("receiv",))
# "I have received", "I am in receipt of", "the embassy is in receipt of"
RECEIVED = Before(re.compile(r"""
    (?:\b(?:I|[Ww]e)|\b(?P<who>[Tt]he[ ]\w+))
    (?:(?:,?[ ](?:have|has|had|just|this|day|to-?day|now|also|duly|moment|morning|only|yesterday|am|are|is|was|in)\b)*
      ,?[ ](?:receiv(?:ed|e)|receipt[ ]of)
      (?:,?[ ](?:this|day|to-?day|now|also|duly|morning|moment|yesterday|here)\b)*)[ ]$""", re.VERBOSE),
                  (" ",), ("receiv", "receipt of"))
# "The commander received ", "one Alden, a Greek, has received ": who got it
THEY_RECEIVED = Before(re.compile(rf"""
    (?P<who>{PARTY})(?:,[^,.;:\n]{{3,30}},)?(?:[ ](?:has|have|had|just|also|then|recently))*
      [ ](?:received|got|obtained)[ ]$""", re.VERBOSE), (" received ", " got ", " obtained "))
# "whereby your excellency informed me": to the writer
TO_ME = re.compile(r"[^.;:\n]{0,50}? (?:me|us)\b")
# "I addressed ", "on the 25th instant I sent to him ": who wrote what follows
_WRITING = ("addressed", "sent", "wrote", "transmitted", "handed", "delivered", "telegraphed", "presented",
            "despatched", "dispatched", "forwarded")
WROTE = Before(re.compile(rf"""
    \b(?P<who>I|we|We|[Hh]e|[Tt]hey|{PARTY})(?:[ ](?:have|had|has|then|also|to-?day|accordingly|immediately|at[ ]once))*
    [ ](?:{'|'.join(_WRITING)})
    (?:[ ](?:to[ ])?(?P<whom>him|them|{_PERSON}))?(?:,?[ ](?:on[ ])?(?:the[ ]same|this|that)[ ](?:day|date),?)?[ ]$""",
    re.VERBOSE), (" ",), tuple(f" {verb}" for verb in _WRITING))
# "acknowledge the reception of Mr. Hunter’s instruction": the writer has it
RECEIPT = re.compile(r"\b(?:receipt|reception) of $")
# "I have been requested by my Government in ": who speaks in the paper has written it
ASKED_BY = Before(re.compile(
    rf"(?:requested|instructed|directed|informed|asked|authorized|advised) by (?P<party>{PARTY})(?:,? in| by) $"),
                  (" in ", " by "))
# "In a letter dated January 18, 1937, K. K. Yurenev expressed": who speaks in the paper has written it
IN_OR_BY = re.compile(r"(?:^|[\n\]”\"] ?|[.:] |; |, )(?:In|By|in|by|In reply to|With|Under) $")
SUBJECT = re.compile(rf"""
    ,?[ ](?P<party>I\b|you\b|your[ ](?:excellency|lordship)\b|{PARTY})(?![\w’'])
    (?:[ ](?:(?:has|have|had)[ ])?(?:written[ ]to|informed|instructed|told
      |notified|advised|asked|requested|authorized)[ ](?P<whom>{_PERSON})(?![\w’']))?""",
    re.VERBOSE)
