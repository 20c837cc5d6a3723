"""Which names are one person, and how far given names agree."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from dragoman.resolution.persons import Form, agree, given, told_apart

CASES = tomllib.loads((Path(__file__).parent / "cases" / "persons.toml").read_text(encoding="utf-8"))["case"]


def form(i: int, line: str) -> Form:
    name, post, side, collection, days, papers = (part.strip() for part in line.split("|"))
    first, _, last = days.partition("..")
    return Form(i, name, post or None, side or None, collection, first or None, last or None, int(papers))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
@pytest.mark.parametrize("backwards", [False, True], ids=["as listed", "backwards"])
def test_persons_of_one_surname(case: dict[str, Any], backwards: bool) -> None:
    forms = [form(i, line) for i, line in enumerate(case["forms"])]
    clusters, doubts = told_apart(reversed(forms) if backwards else forms)
    assert sorted(sorted(f.id for f in c.forms) for c in clusters) == case["persons"]
    place = [min(f.id for f in c.forms) for c in clusters]
    assert [[place[d.cluster], sorted(place[c] for c in d.candidates)] for d in doubts] == case.get("doubts", [])


@pytest.mark.parametrize(("name", "found"), [
    ("WM. H. SEWARD", ("william", "h")), ("L[ars] L[indqvist]", ("lars",)), ("Fred’k T. Frelinghuysen", ("frederick", "t")),
    ("Kellogg", ()), ("Mr. Hay", ()), ("K. K. Yurenev", ("k", "k")), ("de Geofroy", ()), ("Fr. v. Gerolt", ("fr",)), ("V. Medyanov", ("v",)), ("", ())])
def test_given_names(name: str, found: tuple[str, ...]) -> None:
    assert given(name) == found


@pytest.mark.parametrize(("one", "other", "told"), [
    ("Frank B. Kellogg", "F. B. Kellogg", 2), ("Frank B. Kellogg", "Frank Kellogg", 2), ("John Hay", "J. Hay", 1),
    ("Andrew D. White", "Henry White", 0), ("C. F. Adams", "Charles Francis Adams", 2), ("Hay", "John Hay", None),
    ("A. D. White", "D. A. White", 0), ("Geo. Bancroft", "George Bancroft", 2), ("John Q. Adams", "C. F. Adams", 0)])
def test_how_far_given_names_agree(one: str, other: str, told: int | None) -> None:
    assert agree(given(one), given(other)) == told
    assert agree(given(other), given(one)) == told
