"""Whom the words of a paper mean."""

import pytest

from dragoman.resolution.parlance import Meant, Scene, meant
from dragoman.resolution.parties import Who

US = "united states of america"
SCENE = Scene(writer=US, addressee=US, abroad="japan", sender=Who("grew", "japan"), recipient=Who(None, "department of state"),
              kind="telegram", persons={"arita": "7", "Hachiro Arita": "7", "hirota": "8", "Koki Hirota": "8"}, bodies={"League of Nations": "9"},
              offices=(("german ambassador", "12"), ("chief of the division", "13")), others={"brandt": 21}, learned=("orsovia",))


@pytest.mark.parametrize(("phrase", "found"), [
    ("writer", Meant("role", "writer")), ("we", Meant("power", US)), ("my Government", Meant("power", US)),
    ("your Government", Meant("power", US)), ("Japan", Meant("power", "japan")), ("the Japanese Government", Meant("power", "japan")),
    ("the British Government", Meant("power", "great britain")), ("the Orsovian Government", Meant("power", "orsovia")),
    ("Mr. Arita", Meant("person", "7")), ("Koki Hirota", Meant("person", "8")), ("Arita’s", Meant("person", "7")),
    ("the Council of the League of Nations", Meant("body", "9")), ("the chargé Brandt", Meant("person", "21")), ("Brandt", None),
    ("The Ambassador", Meant("person", "12")), ("the Department", Meant("role", "addressee")),
    ("the Minister for Foreign Affairs", Meant("office", "minister for foreign affairs", "japan")),
    ("the Bolivian Minister", Meant("office", "bolivian minister", "bolivia")), ("our Minister in China", Meant("office", "minister in china", US)),
    ("two Japanese ships", Meant("something", side="japan")), ("he", None), ("the harbor", None), ("", None), (None, None)])
def test_whom_a_phrase_means(phrase: str | None, found: Meant | None) -> None:
    assert meant(phrase, SCENE) == found
