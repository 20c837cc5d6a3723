"""Centrality: graphs drawn by hand, with values known from the definitions."""

from pytest import MonkeyPatch, approx

from dragoman.resolution import centrality
from dragoman.resolution.centrality import standings


def test_a_star_has_all_ways_over_its_centre() -> None:
    ties = [(0, leaf, 1) for leaf in (1, 2, 3, 4)] + [(leaf, 0, 2) for leaf in (1, 2, 3, 4)]
    found = standings(ties)
    assert found[0][:4] == (4, 4, 8, 4)
    assert found[1][:4] == (1, 1, 1, 2)
    assert found[0].betweenness == 1 and found[1].betweenness == 0


def test_a_chain_has_its_ways_over_what_lies_between() -> None:
    found = standings([(1, 2, 1), (2, 3, 1), (3, 4, 1)])
    # of the 6 ordered pairs of others, 1-3 and 1-4 go over 2; 1-4 and 2-4 over 3
    assert [found[i].betweenness for i in (1, 2, 3, 4)] == [0, approx(2 / 6), approx(2 / 6), 0]
    assert [found[i][:2] for i in (1, 4)] == [(0, 1), (1, 0)]


def test_two_shortest_ways_share_a_pair() -> None:
    found = standings([(1, 2, 1), (1, 3, 5), (2, 4, 1), (3, 4, 1)])
    assert found[2].betweenness == found[3].betweenness == approx(0.5 / 6)


def test_pagerank_goes_by_weight() -> None:
    # 1 ties 2 three times and 3 once; 2 and 3 lead nowhere: r1 = a + d(r2 + r3)/3, r2 = r1' + ..., solved by hand
    found = standings([(1, 2, 3), (1, 3, 1)])
    one, two, three = (found[i].pagerank for i in (1, 2, 3))
    assert one + two + three == approx(1)
    begun = 0.15 / 3 + 0.85 * (two + three) / 3
    assert (one, two, three) == (approx(begun, abs=1e-6), approx(begun + 0.85 * one * 3 / 4, abs=1e-6),
                                 approx(begun + 0.85 * one / 4, abs=1e-6))


def test_a_ring_is_even() -> None:
    found = standings([(1, 2, 1), (2, 3, 1), (3, 1, 1)])
    assert [s.pagerank for s in found.values()] == [approx(1 / 3)] * 3
    assert [s.betweenness for s in found.values()] == [approx(1 / 2)] * 3


def test_a_tie_with_oneself_counts_in_none(monkeypatch: MonkeyPatch) -> None:
    assert standings([(1, 1, 9)]) == {} == standings([])
    assert standings([(1, 1, 9), (1, 2, 1)]) == standings([(1, 2, 1)])
    monkeypatch.setattr(centrality, "MOST", 1)
    found = standings([(1, 2, 1)])
    assert found[1].betweenness is None and found[1].out_degree == 1
