"""Names and offices of heads, and where the sides of a head part."""

import pytest

from dragoman.lexicon.heads import read_head
from dragoman.lexicon.parties import name_and_office, people


@pytest.mark.parametrize("side, name, office", [
    ("Mr. Hale", "Hale", None),
    ("The Ambassador in Japan (Gray)", "Gray", "Ambassador in Japan"),
    ("the Secretary of State", None, "Secretary of State"),
    ("Secretary of State Mills", "Mills", "Secretary of State"),
    ("President Norton", "Norton", "President"),
    ("Chairman of the Council of Ministers of the Soviet Union Petrov", "Petrov",
     "Chairman of the Council of Ministers of the Soviet Union"),
    ("the Plenipotentiary Representative of the USSR in Sweden A. B. Larin", "A. B. Larin",
     "Plenipotentiary Representative of the USSR in Sweden"),
    ("Mr. M. M. Hall", "M. M. Hall", None),
    ("M. Lefèvre d’Ornes", "Lefèvre d’Ornes", None),
    ("Diplomatic Representatives in the American Republics", None, "Diplomatic Representatives in the American Republics"),
    ("Robert W. Kane of the National Security Council Staff", "Robert W. Kane", "National Security Council Staff"),
    ("Brown & Company, Incorporated", None, "Brown & Company, Incorporated"),
    ("Lord Lister, G. C. B.", "Lister", None),
    ("Mr. Hale, United States minister at Lima", "Hale", "United States minister at Lima"),
    ("Mr. King.", "King", None),
])
def test_sides(side: str, name: str | None, office: str | None) -> None:
    assert name_and_office(side) == (name, office)


@pytest.mark.parametrize("line, sender, recipient", [
    ("Mr. Hale to Mr. Corwin.", "Mr. Hale", "Mr. Corwin."),
    ("The Minister to Spain to the Secretary of State", "The Minister to Spain", "the Secretary of State"),
    ("The Secretary to the President (Tully) to President Norton", "The Secretary to the President (Tully)", "President Norton"),
    ("The Commission to Negotiate Peace to the Acting Secretary of State", "The Commission to Negotiate Peace",
     "the Acting Secretary of State"),
    ("142. Letter From Foreign Secretary Hart to Secretary of State Mills", "Foreign Secretary Hart", "Secretary of State Mills"),
])
def test_heads(line: str, sender: str, recipient: str) -> None:
    head = read_head(line)
    assert head is not None and head.sender and head.recipient
    assert (line[slice(*head.sender)], line[slice(*head.recipient)]) == (sender, recipient)


@pytest.mark.parametrize("line", [
    "I will thank you to investigate the matter, and to advise me of your opinion.",
    "Your No. 12 has come to hand.", "to", "", "No. 76.]", "Washington, July 5, 1956.",
])
def test_no_heads(line: str) -> None:
    assert read_head(line) is None


def test_those_who_talked() -> None:
    line = "Secretary of State Mills and the Soviet Ambassador (Orlov)"
    assert [(p.name, p.office) for p in people(line, 0, len(line), every=True)] == [
        ("Mills", "Secretary of State"), ("Orlov", "Soviet Ambassador")]
