"""The key of inquiries against the papers and the key of findings: every entry rests on words that stand there."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from dragoman.specimen import inquiries, key, papers

KEY, ASKED = key(), inquiries()
ENCLOSED = {e["id"]: (p["id"], e["start"], e["end"]) for p in KEY["papers"] for e in p["enclosures"]}
PAPERS = {p["id"] for p in KEY["papers"]} | set(ENCLOSED)
ACTORS = {a["id"] for a in ASKED["actors"]}
LAYERS = ("events", "statements", "directives", "assessments")
Place = tuple[str, int, str]


def passages(value: Any) -> Iterator[dict[str, Any]]:
    """Every passage of a value, however deep."""
    if isinstance(value, dict) and "quote" in value:
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from passages(part)


def carrier(paper: str) -> str:
    return ENCLOSED[paper][0] if paper in ENCLOSED else paper


def place(passage: dict[str, Any]) -> Place:
    return carrier(passage["paper"]), passage["start"], passage["quote"]


def findings(*layers: str) -> Counter[Place]:
    """The findings of the key of findings, by place."""
    return Counter((p["id"], f["start"], f["quote"]) for p in KEY["papers"] for layer in layers for f in p[layer])


@pytest.mark.parametrize("section", ASKED)
def test_every_passage_stands_in_its_paper(section: str) -> None:
    for p in passages(ASKED[section]):
        text = (papers() / f"{carrier(p['paper'])}.txt").read_text(encoding="utf-8")
        assert text[p["start"]:p["start"] + len(p["quote"])] == p["quote"], p
        _, start, end = ENCLOSED.get(p["paper"], ("", 0, len(text)))
        assert start <= p["start"] < end, p


def test_every_finding_of_events_is_in_one_event() -> None:
    assert Counter(place(r) for e in ASKED["events"] for r in e["reports"]) == findings("events")


def test_every_directive_is_a_duty() -> None:
    assert Counter(place(d) for d in ASKED["duties"]) == findings("directives")


def test_positions_rest_on_findings() -> None:
    known = findings(*LAYERS)
    assert [p for p in ASKED["positions"] if place(p) not in known] == []


def test_antecedents_belong_to_findings() -> None:
    told = {(p["id"], f["start"], f["quote"], name): f[name] for p in KEY["papers"] for layer in LAYERS for f in p[layer]
            for name in ("speaker", "hearer", "actor", "target") if name in f}
    assert all(told[a["paper"], a["start"], a["quote"], a["field"]] == a["word"] for a in ASKED["antecedents"])


def test_papers_and_persons_are_those_of_the_headings() -> None:
    headings = {p["id"]: p["heading"] for p in KEY["papers"]} | {e["id"]: e["heading"] for p in KEY["papers"] for e in p["enclosures"]}
    for actor in ASKED["actors"]:
        last = actor["label"].split()[-1]
        for role, side in (("sent", "sender"), ("received", "recipient"), ("present", "participants")):
            for paper in actor[role]:
                parties = headings[paper].get(side) or []
                assert any((p["name"] or last).split()[-1] == last for p in parties), (actor["id"], paper)
        days = sorted(headings[p]["date"] for p in actor["sent"] + actor["received"])
        assert [actor["first"], actor["last"]] == ([days[0], days[-1]] if days else [None, None]), actor["id"]
    for name, heading in headings.items():
        for side, role in (("sender", "sent"), ("recipient", "received")):
            for party in heading[side]:
                if party["name"]:
                    (actor,) = [a for a in ASKED["actors"] if a["label"].split()[-1] == party["name"].split()[-1]]
                    assert name in actor[role]


def test_who_writes_to_whom_is_told_twice_alike() -> None:
    ties = {(t["who"], t["whom"]): t["times"] for t in ASKED["network"]["writes"]}
    assert ties == {(a["id"], whom): n for a in ASKED["actors"] for whom, n in a["wrote_to"].items()}
    assert all(t["times"] == len(t["papers"]) for t in ASKED["network"]["writes"])


def test_what_is_owed_follows_from_the_duties() -> None:
    for day, posts in ASKED["owed"].items():
        owed = {(d["post"], place(d)) for d in ASKED["duties"] if d["asks"] and d["state"] in ("answered", "open")
                and not (d.get("or_open") or d.get("or_answered")) and (d["issued"] if isinstance(d["issued"], str) else d["issued"][0]) <= day and not d.get("closed", "9") <= day}
        owed |= {(c["post"], place(c)) for c in ASKED["claims"] if c["since"] <= day < c["closed"]}
        assert {(post, place(d)) for post, held in posts.items() for d in held} == owed


def test_ids_are_known() -> None:
    events = {e["id"] for e in ASKED["events"]}
    assert len(events) == len(ASKED["events"])
    account = ASKED["ledger"]
    named = {e for part in (account["moves"], account["whom_not_told"]) for moves in part.values() for e in moves}
    named |= {*account["who_not_told"], *account["both"]}
    named |= {e for link in account["links"] for e in (link["event"], link["to"]) if e}
    named |= {e["may_join"] for e in ASKED["events"] if e.get("may_join")}
    assert named <= events
    for entry in ASKED["known"]:
        papers_said = [p["paper"] for p in entry["papers"]] + entry["not"] + [o["paper"] for o in entry["open"]]
        assert entry["whom"] in ACTORS and PAPERS - {p["paper"] for p in entry.get("legation", [])} <= set(papers_said) <= PAPERS
    assert all(set(s["papers"]) | set(s.get("besides", ())) <= PAPERS for s in ASKED["subjects"]["listed"])
