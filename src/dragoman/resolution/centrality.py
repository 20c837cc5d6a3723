"""Centrality: where the actors of a directed, weighted network stand in it.

- In-degree and out-degree: the others that have a tie to an actor, and those that it has one to. In-strength and
  out-strength: the weights of these ties added up.
- Betweenness: of all ordered pairs of other actors, the share of shortest ways that lead over an actor, each tie one
  step whatever its weight (L. C. Freeman, A Set of Measures of Centrality Based on Betweenness, Sociometry 40, 1977),
  by the algorithm of U. Brandes, A Faster Algorithm for Betweenness Centrality, Journal of Mathematical Sociology 25,
  2001. A pair that no way joins counts among all pairs.
- PageRank: the chance to find a walker at an actor who follows ties by their weight, with 0.85 at each step, else
  begins anew at any actor, as also where no tie leads on (L. Page, S. Brin, R. Motwani and T. Winograd, The PageRank
  Citation Ranking, Stanford 1999).

A tie of an actor with itself counts in none of them.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import rustworkx

DAMPING = 0.85                  # the value of Page and others
TOLERANCE, ROUNDS = 1e-9, 1000
DIGITS = 9                      # what is added in parallel differs beyond
# actors times ties up to which betweenness is told: the cost of Brandes' algorithm. 2,000 actors with 9,648 ties took
# 0.5 s, 10,000 with 58,697 took 26 s on the two cores that it was measured on
MOST = 50_000_000


class Standing(NamedTuple):
    """Where one actor stands; `betweenness` is None where the network is too large for it."""

    in_degree: int
    out_degree: int
    in_strength: int
    out_strength: int
    betweenness: float | None
    pagerank: float


def standings(ties: Iterable[tuple[int, int, int]]) -> Mapping[int, Standing]:
    """Where each actor stands, by actor, from ties (who, whom, weight); a pair is given once."""
    kept = [tie for tie in ties if tie[0] != tie[1]]
    actors = sorted({actor for who, whom, _ in kept for actor in (who, whom)})
    if not actors:
        return {}
    place = {actor: i for i, actor in enumerate(actors)}
    graph: rustworkx.PyDiGraph[int, int] = rustworkx.PyDiGraph(multigraph=False)
    graph.add_nodes_from(actors)
    graph.add_edges_from([(place[who], place[whom], times) for who, whom, times in kept])
    ranks = rustworkx.pagerank(graph, alpha=DAMPING, weight_fn=float, tol=TOLERANCE, max_iter=ROUNDS)
    between = (rustworkx.digraph_betweenness_centrality(graph, normalized=True)
               if len(actors) * len(kept) <= MOST else None)
    strength = {side: [0] * len(actors) for side in ("in", "out")}
    for who, whom, times in kept:
        strength["out"][place[who]] += times
        strength["in"][place[whom]] += times
    return {actor: Standing(graph.in_degree(i), graph.out_degree(i), strength["in"][i], strength["out"][i],
                            None if between is None else round(between[i], DIGITS), round(ranks[i], DIGITS))
            for actor, i in place.items()}
