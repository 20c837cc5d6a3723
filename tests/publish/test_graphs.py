"""GraphML and GEXF: what networkx and igraph read back is what the archive holds, and no paper can break a file."""

import re
import shutil
import sqlite3
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pytest
from lxml import etree

from dragoman import Archive
from dragoman.archive.store import open_archive
from dragoman.archive.ties import LEVELS, Kind, Level
from dragoman.inquiries.network import network
from dragoman.publish import tables
from dragoman.publish.columns import columns_of
from dragoman.publish.graphs import NETWORKS, gexf, graphml
from dragoman.publish.graphs.network import fit, paper_id

DOCS = Path(__file__).parent.parent.parent / "docs" / "forms"
FILES = [n.name for n in NETWORKS]
KINDS: dict[str, Kind] = {"correspondence": "writes", "reports": "reports"}
PYTHON = {"text": str, "integer": int, "boolean": bool}
HARM = 'a\x00b\x1b<&>"\ufffe\u202e]]>\r\n\tc'


@pytest.fixture(scope="session", params=["filed", "volume", "letter_filed"])
def archive(request: pytest.FixtureRequest) -> Path:
    """The specimen with a paper that means harm, a volume, the founding letter."""
    return request.getfixturevalue(request.param)     # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def graphs(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both folders of an archive."""
    return written(archive, tmp_path_factory.mktemp("graphs"))


def written(archive: Path, folder: Path) -> Path:
    with Archive(archive) as opened:
        for form in ("graphml", "gexf"):
            opened.export(form, folder / form)
    return folder


def read(folder: Path, name: str, form: str) -> Any:
    path = folder / form / f"{name}.{form}"
    return nx.read_graphml(path, force_multigraph=True) if form == "graphml" else nx.read_gexf(path)


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_citations_are_the_papers_and_references_of_the_archive(form: str, archive: Path, graphs: Path) -> None:
    graph = read(graphs, "citations", form)
    connection = open_archive(archive)
    papers, missing, references = list(tables.documents(connection)), list(tables.missing(connection)), list(tables.references(connection))
    connection.close()
    addresses = {d["address"]: d for _, d in graph.nodes(data=True)}
    assert set(addresses) == {p.id for p in papers} | {m.id for m in missing if m.found is None}
    assert len(addresses) == len(graph)
    for p in papers:
        node = addresses[p.id]
        assert [node.get(k) for k in ("kind", "number", "date", "place", "sender", "recipient", "enclosed_in", "here")] == [
            p.kind, p.number and fit(p.number), p.date, p.place, p.sender, p.recipient, p.enclosed_in, True]
    of_node = {n: d["address"] for n, d in graph.nodes(data=True)}
    found = Counter((of_node[u], of_node[v], d["ordinal"], d["relation"], d["status"], d["quote"]) for u, v, d in graph.edges(data=True))
    expected = Counter((r.document, target, r.ordinal, r.relation, r.status, fit(r.quote))
                       for r in references for target in filter(None, (r.target, r.missing, *r.candidates)))
    assert found == expected
    weights: dict[tuple[str, int], float] = defaultdict(float)
    for _, _, d in graph.edges(data=True):
        weights[d["document"], d["ordinal"]] += d["weight"]
    assert all(w == pytest.approx(1) for w in weights.values())
    day = {p.id: (p.first_day and str(p.first_day), p.last_day and str(p.last_day)) for p in papers}
    assert all((d.get("first_day"), d.get("last_day")) == day[d["document"]] for _, _, d in graph.edges(data=True))


@pytest.mark.parametrize("form", ["graphml", "gexf"])
@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("level", LEVELS)
def test_ties_make_the_networks_of_every_level(form: str, name: str, level: Level, archive: Path, graphs: Path) -> None:
    graph = read(graphs, name, form)
    address = {n: d["address"] for n, d in graph.nodes(data=True)}

    def at(node: str, data: dict[str, Any], side: str) -> str | None:
        office, power = data.get(f"{side}_office"), data.get(f"{side}_power")
        return {"person": address[node], "office": office or address[node], "power": power}[level]
    found = Counter((who, whom) for u, v, d in graph.edges(data=True) if (who := at(u, d, "source")) and (whom := at(v, d, "target")))
    connection = open_archive(archive)
    bonds = network(connection, kind=KINDS[name], level=level).rows
    connection.close()
    assert found == {(b.who.name, b.whom.name): b.times for b in bonds}
    assert {n for u, v, _ in graph.edges(data=True) for n in (u, v)} == set(graph)


@pytest.mark.parametrize("name", FILES)
def test_both_forms_and_igraph_say_the_same(name: str, graphs: Path) -> None:
    one, other = read(graphs, name, "graphml"), read(graphs, name, "gexf")
    assert dict(one.nodes(data=True)) == {n: {k: v for k, v in d.items() if k != "start"} for n, d in other.nodes(data=True)}
    plain = Counter((u, v, tuple(sorted(d.items()))) for u, v, d in one.edges(data=True))
    assert plain == Counter((u, v, tuple(sorted((k, x) for k, x in d.items() if k not in ("start", "end", "id")))) for u, v, d in other.edges(data=True))
    third = igraph.Graph.Read_GraphML(str(graphs / "graphml" / f"{name}.graphml"))
    assert third.is_directed() and (third.vcount(), third.ecount()) == (len(one), one.number_of_edges())
    assert sorted(third.vs["label"]) == sorted(d["label"] for _, d in one.nodes(data=True))
    assert Counter(third.es["document"]) == Counter(d["document"] for _, _, d in one.edges(data=True))


@pytest.mark.parametrize("form", ["graphml", "gexf"])
@pytest.mark.parametrize("network_", NETWORKS, ids=FILES)
def test_attributes_are_typed_and_described(form: str, network_: Any, graphs: Path) -> None:
    graph = read(graphs, network_.name, form)
    page = (DOCS / f"{form}.md").read_text(encoding="utf-8")
    for record, data in ((network_.node, [d for _, d in graph.nodes(data=True)]), (network_.edge, [d for _, _, d in graph.edges(data=True)])):
        for column in columns_of(record):
            assert column.meaning and f"`{column.name}`" in page
            assert all(type(d[column.name]) is PYTHON[column.type] for d in data if column.name in d)
            assert column.empty or all(column.name in d for d in data)


# What the specifications ask for that a program which reads may pass over: GraphML 1.0 and the schema of GEXF 1.3
# (gexf.rnc and dynamics.rnc), https://github.com/gephi/gexf
GEXF_CHILDREN = {"gexf": ["meta", "graph"], "graph": ["attributes", "attributes", "nodes", "edges"]}
GEXF_NAMES = {"node": {"id", "label", "start"}, "edge": {"id", "label", "source", "target", "weight", "kind", "start", "end"}, "attvalue": {"for", "value"},
              "graph": {"mode", "defaultedgetype", "timeformat", "timerepresentation"}, "attribute": {"id", "title", "type"}, "attributes": {"class"}}
NMTOKEN = re.compile(r"[\w.:·-]+")


@pytest.mark.parametrize("name", FILES)
def test_gexf_has_the_structure_of_its_schema(name: str, graphs: Path) -> None:
    root = etree.parse(graphs / "gexf" / f"{name}.gexf").getroot()
    assert root.get("version") == "1.3" and {etree.QName(e).namespace for e in root.iter()} == {"http://gexf.net/1.3"}
    declared = {c.get("class"): {a.get("id"): a.get("type") for a in c} for c in root.iter("{*}attributes")}
    ids = [e.get("id") for e in root.iter("{*}node")]
    edges = [e.get("id") for e in root.iter("{*}edge")]
    assert len(set(ids)) == len(ids) and len(set(edges)) == len(edges)
    for e in root.iter():
        tag = etree.QName(e).localname
        assert [etree.QName(c).localname for c in e] == GEXF_CHILDREN.get(tag, [etree.QName(c).localname for c in e])
        assert set(e.keys()) <= GEXF_NAMES.get(tag, set(e.keys()))
        for day in (e.get("start"), e.get("end")):
            assert day is None or re.fullmatch(r"\d{4}-\d\d-\d\d", day)
        if e.get("start") and e.get("end"):
            assert str(e.get("start")) <= str(e.get("end"))
        if tag in ("node", "edge"):
            assert [etree.QName(c).localname for c in e] == ["attvalues"]
            assert all(a.get("for") in declared[tag] for a in e[0])
            assert e.get("label") == " ".join(str(e.get("label")).split())
        if tag == "edge":
            assert e.get("source") in ids and e.get("target") in ids
    assert set(declared["node"].values()) | set(declared["edge"].values()) <= {"string", "long", "boolean"}


@pytest.mark.parametrize("name", FILES)
def test_graphml_has_the_structure_of_its_schema(name: str, graphs: Path) -> None:
    root = etree.parse(graphs / "graphml" / f"{name}.graphml").getroot()
    assert {etree.QName(e).namespace for e in root.iter()} == {"http://graphml.graphdrawing.org/xmlns"}
    *keys, graph = root
    scope = {k.get("id"): k.get("for") for k in keys}
    assert len(scope) == len(keys) and all(k.get("attr.type") in ("string", "long", "double", "boolean") and k[0].text for k in keys)
    assert graph.get("edgedefault") == "directed" and etree.QName(graph[0]).localname == "desc" and graph[0].text
    nodes = {e.get("id") for e in graph.iterfind("{*}node")}
    for e in graph[1:]:
        assert NMTOKEN.fullmatch(str(e.get("id")))
        assert all(scope[d.get("key")] == etree.QName(e).localname for d in e)
        assert etree.QName(e).localname == "node" or {e.get("source"), e.get("target")} <= nodes


def test_what_a_paper_says_breaks_no_file(filed: Path, tmp_path: Path) -> None:
    path = tmp_path / "harm.sqlite"
    shutil.copy(filed, path)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE document SET title = ?, number = ?, place = ?, sender = ?", (HARM,) * 4)
    connection.execute("UPDATE document SET name = name || ?, date = '../1926-01-01', first_day = '0001-01-01' WHERE id % 2", (HARM,))
    connection.execute("UPDATE document SET date = '1926/..', last_day = '9999-12-31' WHERE id % 2 = 0")
    connection.execute("UPDATE actor SET label = label || ?, name = name || ?", (HARM, HARM))
    connection.execute("UPDATE link SET status = 'ambiguous', target = NULL, candidates = (SELECT group_concat(name, char(10)) FROM (SELECT name FROM document WHERE id % 2 = 0 LIMIT 3)) || char(10) || 'gone' "
                       "WHERE target IS NOT NULL")
    connection.execute("UPDATE content SET text = substr(text, 1, 3) || char(1, 13, 10) || substr(text, 7)")
    connection.commit()
    (papers, missing), = connection.execute("SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM missing)")
    connection.close()
    folder = written(path, tmp_path)
    for form in ("graphml", "gexf"):
        graph = read(folder, "citations", form)
        assert len(graph) == papers + missing
        assert {d["title"] for _, d in graph.nodes(data=True) if d["here"]} == {fit(HARM)}
        several = [d for _, _, d in graph.edges(data=True) if d["status"] == "ambiguous"]
        assert max(d["candidates"] for d in several) == 3 and {round(d["candidates"] * d["weight"], 9) for d in several} == {1}
        assert all(set(d.get("start", "")) | set(d.get("end", "")) <= set("0123456789-") for _, d in graph.nodes(data=True))
        assert {d.get("start") for _, d in graph.nodes(data=True)} & {"0001-01-01", "9999-12-31"} == set()
        assert read(folder, "reports", form).number_of_edges() > 0
    igraph.Graph.Read_GraphML(str(folder / "graphml" / "citations.graphml"))


def test_a_paper_is_never_taken_for_a_missing_one() -> None:
    assert paper_id("missing/1926-08-30/38") != "missing:1926-08-30:38"
    assert paper_id("frus1936v03/d12") == "frus1936v03:d12"
    assert len({paper_id(x) for x in ("a b", "a-b", "a:b", "a/b", "A/b", "", "ä", "missing/a", "missing:a")}) == 9


def test_what_is_left_out_is_told(filed: Path, graphs: Path) -> None:
    for name in FILES:
        for form in (graphml, gexf):
            path = graphs / form.__name__ / f"{name}.{form.__name__}"
            words = next(e.text for e in etree.parse(path).iter("{*}desc", "{*}description") if e.text and " of " in e.text and "From" in e.text)
            assert re.search(r"[\d,]+ of [\d,]+ (references|papers|statements)", words)


def test_an_archive_that_is_not_drawn_together_says_so(filed: Path, tmp_path: Path) -> None:
    path = tmp_path / "stale.sqlite"
    shutil.copy(filed, path)
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO stale VALUES ('papers', 1)")
    connection.commit()
    connection.close()
    with Archive(path) as opened:
        assert "dragoman add" in opened.export("gexf", tmp_path / "out").remarks[0]
