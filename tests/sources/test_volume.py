"""Telling documents apart: one paper, a volume, enclosures, notes."""

import time

import pytest

from dragoman.edition.document import Document
from dragoman.sources.between import Part, settle
from dragoman.sources.enclosing import pieces
from dragoman.sources.signs import signs_in
from dragoman.sources.volume import documents

SEWARD_STYLE = """\
CORRESPONDENCE.
VELMARK.
Mr. Rask to Mr. Hollen.
Department of State,
Washington, March 3, 1864.
No. 12.]
Sir: Your despatch of January 14 (No. 9) has been received, and its contents are approved by the President.
I am, sir, your obedient servant,
H. RASK.
J. Hollen, Esq., &c., &c., &c.
Mr. Hollen to Mr. Rask.
[Extract.]
Legation of the United States,
Anstad, April 9, 1864.
No. 31.]
Sir: I have the honor to acknowledge the receipt of your instruction of March 3, No. 12, which I have read to the minister.
* * * * * * *
I have the honor to be, sir, your obedient servant,
J. HOLLEN.
Hon. H. Rask, Secretary of State.
[Inclosure in No. 31.]
The Minister of Foreign Affairs to Mr. Hollen.
Foreign Office, Anstad, April 8, 1864.
Sir: I have the honor to state that the salt pans will be given back on the first of May.
Accept, sir, the assurance of my high consideration.
ORMAN.
"""
FILED = """\
361.22/114: Telegram
The Consul at Belomost (Thorsen) to the Secretary of State
Belomost, September 19, 1926—6 p.m.
[Received September 20—7:40 a.m.]
14. My 13, September 18, noon.[1] Two trawlers were brought into this port at daybreak yesterday and lie under guard.
Thorsen
[1] Not printed.
361.22/114: Telegram
The Secretary of State to the Minister in Orsovia (Ekholm)
Washington, September 21, 1926—3 p.m.
22. Consul Belomost’s 14, September 19, 6 p.m. Please ask for the release of both vessels at the earliest moment.
Ravn
361.22/130
The Minister in Orsovia (Ekholm) to the Secretary of State
Drasna, October 12, 1926.
[Received October 20.]
No. 41
Sir: I have the honor to transmit herewith a copy of the note[1] which the Deputy Commissar addressed to me.
I have [etc.]
Carl Ekholm
[Enclosure—Translation]
The Orsovian Deputy Commissar for Foreign Affairs (Medyanov) to the American Minister (Ekholm)
Drasna, October 9, 1926.
Mr. Minister: The vessels were taken two miles from the shore,[2] and the court will judge of them.
B. Medyanov
[1] For the reply, see infra.
[2] The log said four.
"""
NUMBERED = """\
ORSOVIA
Relations With Orsovia and the Question of the Sorok Convention
141. Telegram From the Embassy in Orsovia to the Department of State[1]
Drasna, October 21, 1955, 6 p.m.
1127. I saw the Foreign Minister today at his request. He said that his government would not renew the convention.
Ekholm
[1] Source: Department of State, Central Files, 661.00/10–2155. Secret; Priority. Repeated to London.
142. Letter From President Ravn to Prime Minister Gradov[1]
Washington, October 23, 1955.
Dear Mr. Prime Minister: I have your letter of October 5,[2] and I share your concern.
Sincerely,
H. Ravn
[1] Source: Department of State, Presidential Correspondence: Lot 66 D 204. Confidential.
[2] Not printed.
143. Editorial Note
On October 25, 1955, the Council met to discuss the convention. No record of the meeting has been found.
144. Memorandum of Conversation[1]
Washington, October 28, 1955.
SUBJECT
The Sorok Convention
PARTICIPANTS
Mr. Korsun, Orsovian Embassy
Mr. Lindqvist, EUR
Mr. Korsun said that the matter had been settled to the satisfaction of his government and of the fishermen.
[1] Source: Department of State, Central Files, 661.00/10–2855. Confidential. Drafted by Lindqvist.
"""


def papers(text: str) -> list[Document]:
    return list(documents("volume", text.splitlines()))


def starts(text: str) -> list[tuple[str, str, str | None]]:
    return [(d.id, d.text[:12], d.enclosed_in) for d in papers(text)]


def test_letters_with_an_announced_enclosure() -> None:
    assert starts(SEWARD_STYLE) == [("volume/1", "Mr. Rask to ", None), ("volume/2", "Mr. Hollen t", None),
                                    ("volume/2/1", "[Inclosure i", "volume/2")]


def test_telegrams_and_despatches_with_file_numbers() -> None:
    assert starts(FILED) == [("volume/1", "361.22/114: ", None), ("volume/2", "361.22/114: ", None), ("volume/3", "361.22/130\nT", None),
                             ("volume/3/1", "[Enclosure—T", "volume/3")]


def test_notes_go_with_their_markers() -> None:
    carrier, enclosure = papers(FILED)[2:]
    assert [n.label for n in carrier.notes] == ["1"] and [n.label for n in enclosure.notes] == ["2"]
    assert enclosure.text.endswith("[2] The log said four.")


def test_numbered_papers_of_later_volumes() -> None:
    assert [d.text.split("\n")[0] for d in papers(NUMBERED)] == [
        "141. Telegram From the Embassy in Orsovia to the Department of State[1]", "142. Letter From President Ravn to Prime Minister Gradov[1]",
        "143. Editorial Note", "144. Memorandum of Conversation[1]"]


@pytest.mark.parametrize("text", [SEWARD_STYLE, FILED, NUMBERED])
def test_one_paper_alone_stays_one(text: str) -> None:
    for paper in papers(text):
        alone = list(documents("letter", paper.text.split("\n")))
        assert [d.id for d in alone] == ["letter"] and alone[0].text == paper.text


def test_a_carrier_alone_has_its_enclosure() -> None:
    lines = SEWARD_STYLE.splitlines()[10:]
    assert [(d.id, d.enclosed_in) for d in documents("letter", lines)] == [("letter", None), ("letter/1", "letter")]


def test_nothing_of_a_single_paper_is_lost() -> None:
    lines = ["Home > Documents", *FILED.splitlines()[:7], "No comments"]
    assert [d.text.split("\n") for d in documents("page", lines)] == [lines]


def test_enclosed_within_enclosed() -> None:
    lines = ["Despatch", "[Inclosure 1.]", "a", "[Subinclosure.]", "b", "[Subinclosure 2.]", "c", "[Inclosure 2.]", "d"]
    assert [(p.lines[0], p.carrier) for p in pieces(lines, [1, 3, 5, 7])] == [
        ("Despatch", None), ("[Inclosure 1.]", 0), ("[Subinclosure.]", 1), ("[Subinclosure 2.]", 1), ("[Inclosure 2.]", 0)]


@pytest.mark.parametrize("lines", [[], [""], ["  "], ["x"], ["[1] a"], ["…"] * 3, ["No. 1."] * 50, ["“"], ["[Inclosure.]"], ["A" * 5_000]])
def test_odd_lines_never_raise(lines: list[str]) -> None:
    found = list(documents("odd", lines))
    assert bool(found) == any(line.strip() for line in lines)


def test_ids_are_never_shared() -> None:
    ids = [d.id for text in (SEWARD_STYLE * 3, FILED * 3, NUMBERED) for d in papers(text)]
    assert all(len(part) == len(set(part)) for part in [ids[:9]])


def test_time_grows_with_the_text() -> None:
    lines = FILED.splitlines() * 200
    began = time.perf_counter()
    assert sum(d.enclosed_in is None for d in documents("volume", lines)) == 600
    assert time.perf_counter() - began < 20


SOVIET_STYLE = """\
Letter from the Deputy Commissar for Foreign Affairs to the Plenipotentiary Representative in Velmark P. I. Korsun.
Documents of Foreign Policy of Orsovia, vol. 4, Drasna, 1958, pp. 40-44.
Drasna, January 17, 1927. No. 12.
Dear Pyotr Ivanovich,
I received your letter [1] and write in haste of the crisis [5], of which the newspapers are full.
With comradely greetings
V. Medyanov
[1] Not printed.
[5] See gas. Zarya, January 11, 13, 1927
[7] In a conversation with the minister the plenipotentiary received an assurance of the opposite, which,
No comments
Letter from the Plenipotentiary Representative in Velmark to the Deputy Commissar for Foreign Affairs V. S. Medyanov.
Documents of Foreign Policy of Orsovia, vol. 4, Drasna, 1958, pp. 52-54.
Anstad, February 2, 1927. No. 57.
Dear Vasily Stepanovich,
Your letter of January 17 reached me only yesterday, and I answer it in the order of its paragraphs.
With comradely greetings
P. Korsun
"""


def test_notes_and_website_lines_stay_with_the_paper_before() -> None:
    first, second = papers(FILED + SOVIET_STYLE)[-2:]
    assert first.text.endswith("which,\nNo comments") and [n.label for n in first.notes] == ["1", "5", "7"]
    assert second.text.startswith("Letter from the Plenipotentiary")


# lines taken for matter, how many of them are the paper's before them
BETWEEN = [
    (["AUSTRIA-HUNGARY.", "Passports of citizens"], 0),
    (["G. Rask, Esq., &c., &c., Anstad", "BELGIUM."], 1),
    ([", [Seal.]", "Chile"], 1),
    (["John Rask", ", [Seal.]", "Chile"], 2),
    (["[5] See above.", "Chile"], 1),
    (["Boundary with Sorland[1]", "[1] For previous correspondence, see the volume of 1923."], 0),
    (["Share this", "No comments", "Chile"], 2),
    (["Index", "Adler, 41, 53", "Anstad, 5, 9", "Bruun, 15", "Castria, 18, 21"], 0),
    (["The treaty was laid before both houses, which gave their consent to it after long and heated debate.", "Chile"], 1),
]


@pytest.mark.parametrize(("lines", "kept"), BETWEEN)
def test_what_stays_with_the_paper_before(lines: list[str], kept: int) -> None:
    whole = ["Mr. Rask to Mr. Hollen.", *lines, "Mr. Hollen to Mr. Rask."]
    parts: list[Part] = ["paper", *["matter" for _ in lines], "paper"]  # type: ignore[list-item]
    settle(parts, whole, signs_in(whole))
    assert parts == ["paper", *["in paper"] * kept, *["matter"] * (len(lines) - kept), "paper"]


def test_a_quoted_text_begins_no_paper() -> None:
    telegram = NUMBERED.replace("Ekholm\n[1]", "Begin Text. Mr. President.\nI have the letter.\nEkholm\n[1]", 1)
    assert len(papers(telegram)) == 4


@pytest.mark.parametrize("text", [FILED, NUMBERED])
@pytest.mark.parametrize("front", [["Sources", "Department of State, Central Files."],
                                   ["SOURCES.", "The papers are in the National Archives.", "See also the list of files below."],
                                   ["Preface", "The series is official.", "Sources", "Ministry of Foreign Affairs, Central Files."]])
def test_short_front_matter_is_no_paper(front: list[str], text: str) -> None:
    found = list(documents("volume", [*front, *text.splitlines()]))
    assert [d.text for d in found] == [d.text for d in papers(text)]


def test_front_matter_before_a_single_paper() -> None:
    paper = FILED.splitlines()[:7]
    assert [d.text for d in documents("volume", ["Sources", "The papers are in the National Archives.", *paper])] == ["\n".join(paper)]
