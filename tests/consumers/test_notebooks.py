"""Each notebook runs from its first cell to its last, shows what it says, and computes what is counted here anew."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from tools import needs

import kgbuild
from kgbuild.assembly.support import find_stance

needs("nbclient", "ipykernel", "altair", "vl_convert", "pandas", "ipysigma")

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
MARK = re.compile(r'aria-roledescription="(?!axis|legend|title|geoshape|[^"]*container)[^"]+"')
"""A mark of a chart that stands for data: no part of its frame, no outline of a country."""
every_notebook = pytest.mark.parametrize("name", NOTEBOOKS)

# What each notebook rests on: an expression that is asked in its kernel at the end, before the graph is counted anew.
PROBES = {
    "01-first-look": (
        "[len(claims), float(quoted), [event.articles, event.sources], len(monthly), [len(mapped), len(spots)], "
        "float(gaps.share[1] + gaps.share[2])]"
    ),
    "02-sparql-for-analysts": (
        "[sorted(set(found.statement)), told.stance.value_counts().to_dict(), sorted(set(happenings.event)), "
        "len(kept), [row['words'] for row in g.query(question, site='')]]"
    ),
    "03-who-attacks-whom": (
        "[len(happened), sorted(company.nodes), len(groups), bridge.actor, sorted(bridging.article)]"
    ),
    "04-claims-against-claims": (
        "[rival.event.nunique(), len(contradictions), float(widest.times), len(shared), len(single)]"
    ),
    "05-control-of-territory": "[sorted(disputed.index[disputed]), len(mapped), len(states), [len(both), len(days)]]",
    "06-bring-your-own": (
        "[len(before), len(after), water.article.tolist(), sorted(set(water.actor)), "
        "sorted({row.code for row in mine}), len(answers), changes.counts['statement'].added]"
    ),
}


@pytest.fixture(scope="session")
def checkout(tmp_path_factory) -> Path:
    """What the notebooks need of a checkout, with the graph of the sample reports built."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("notebooks", "graph/articles"):
        shutil.copytree(ROOT / name, folder / name)
    kgbuild.build(folder / "graph" / "articles", graph=folder / "graph" / "build" / "claims").close()
    return folder


@pytest.fixture(scope="session")
def executed(checkout):
    """Runs a notebook once, and gives it with its outputs and what its probe says."""
    done = {}

    def execute(name):
        if name not in done:
            done[name] = run(checkout, name)
        return done[name]

    return execute


def run(checkout, name):
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(checkout / "notebooks" / f"{name}.ipynb", as_version=4)
    probe = f"import json as probe_json\nprint(probe_json.dumps({PROBES.get(name)}))"
    notebook.cells.append(nbformat.v4.new_code_cell(probe))
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(checkout / "notebooks")}}).execute()
    asked = notebook.cells.pop()
    return notebook, json.loads(asked.outputs[0].text)


def code_of(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs_of(notebook, kind):
    """What cells show in a format, in their order."""
    shown = [output for cell in code_of(notebook) for output in cell.outputs]
    return [output.data[kind] for output in shown if kind in output.get("data", {})]


@pytest.fixture
def sample(checkout):
    with kgbuild.open(checkout / "graph" / "build" / "claims") as graph:
        yield graph


@every_notebook
def test_every_cell_runs_and_none_complains(executed, name):
    notebook, _ = executed(name)
    assert all(cell.execution_count for cell in code_of(notebook))
    said = [output for cell in code_of(notebook) for output in cell.outputs if output.output_type == "stream"]
    assert [output.text for output in said if output.name == "stderr"] == []


@every_notebook
def test_charts_show_data(executed, name):
    notebook, _ = executed(name)
    charts = outputs_of(notebook, "image/svg+xml")
    assert charts
    assert all(len(MARK.findall(chart)) >= 3 for chart in charts)


@every_notebook
def test_findings_are_whole_sentences(executed, name):
    notebook, _ = executed(name)
    findings = [text for text in outputs_of(notebook, "text/markdown") if text.startswith("**Finding.**")]
    assert len(findings) >= 3
    assert all(text.rstrip().endswith(".") for text in findings)
    assert not [text for text in findings if re.search(r"\bnan\b|None|<NA>|NaT|\binf\b", text)]


def test_the_first_look_counts_what_is_there(executed, sample):
    _, (claims, quoted, event, months, (mapped, spots), pointless) = executed("01-first-look")
    statements = sample.statements()
    told = [one for one in statements if one.action.type != "SAY"]
    assert claims == len(statements)
    assert quoted == pytest.approx(sum(one.status != "asserted" for one in told) / len(told))
    assert event[0] == max(one.articles for one in sample.events())
    assert event[1] < event[0]
    assert months > 20
    points = [place for one in statements for place in one.locations]
    assert len({place.geonames for place in points if place.geonames}) <= mapped < spots
    assert pointless == pytest.approx(sum(place.lat is None for place in points) / len(points))


def test_sites_are_those_that_the_records_name(executed, sample):
    _, (found, stances, events, kept, answers) = executed("02-sparql-for-analysts")
    words = re.compile(
        "hospital|clinic|pharmac|school|kindergarten|pupil|market|bakery|grain|aid store|mosque|church|worship|camp"
    )
    hit = {
        one.id: one
        for one in sample.statements()
        if one.action.type == "ASSAULT"
        if any(words.search((other.name or other.mention.text).lower()) for other in one.recipients)
    }
    assert {iri.split("/")[-1] for iri in found} == set(hit)
    denied = sum((one.status == "denied") != (one.polarity == "negative") for one in hit.values())
    assert stances["denied"] == denied > 0
    assert sum(stances.values()) == len(hit)
    about = {event.id for event in sample.events() if set(event.statements) & set(hit) and event.supporting}
    assert {iri.split("/")[-1] for iri in events} == about
    assert kept >= 3
    attacks = [one for one in sample.statements() if one.action.type == "ASSAULT"]
    affirmed = {mention.text for one in attacks if find_stance(one) == "affirms" for mention in one.evidence}
    assert set(answers) <= affirmed  # no denial, plan or threat is a hit
    assert len(set(answers)) > len(affirmed) / 2


def test_the_network_is_that_of_the_articles(executed, sample):
    import networkx as nx

    notebook, (happened, nodes, groups, bridge, bridging) = executed("03-who-attacks-whom")
    together, names = {}, {}
    for one in sample.statements():
        known = {party.id: party.name for party in (*one.actors, *one.recipients, *one.claimants) if party.id}
        together.setdefault(one.article.id, set()).update(known)
        names.update(known)
    network = nx.Graph()
    for parties in together.values():
        network.add_edges_from((one, other) for one in parties for other in parties if one != other)
    assert nodes == sorted(network.nodes)
    assert groups >= nx.number_connected_components(network) > 1
    between = nx.betweenness_centrality(network)
    assert bridge == names[max(between, key=between.get)]
    assert 0 < len(bridging) < len(together) / 5
    done = [
        one
        for one in sample.statements()
        if one.action.type == "ASSAULT" and one.polarity == "positive" and one.status != "denied"
        if one.modality in {"actual", "ongoing", "habitual", "historical"}
    ]
    assert happened == sum(len({*pairs_of(one)}) for one in done)
    assert sorted(node["key"] for node in widget_of(notebook)["data"]["nodes"]) == nodes


def test_communities_and_positions_are_the_same_in_every_run(executed, checkout, monkeypatch):
    notebook, _ = executed("03-who-attacks-whom")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    again, _ = run(checkout, "03-who-attacks-whom")
    for kind in ("image/svg+xml", "text/markdown"):
        assert outputs_of(again, kind) == outputs_of(notebook, kind)


def pairs_of(statement):
    return [(one.mention, other.mention) for one in statement.actors for other in statement.recipients]


def widget_of(notebook):
    states = notebook.metadata["widgets"]["application/vnd.jupyter.widget-state+json"]["state"].values()
    return next(one["state"] for one in states if one["model_name"] == "SigmaModel")


def test_tolls_and_sources_are_set_against_each_other(executed, sample):
    _, (rival, contradictions, widest, shared, single) = executed("04-claims-against-claims")
    together = sample.assembled()
    told = {}
    for one in sample.statements():
        for count in one.quantities:
            if count.kind == "killed" and one.polarity == "positive" and one.status != "denied":
                voice = one.claimants[-1].name if one.claimants else one.article.publisher
                told.setdefault(one.id, set()).add((voice, count.low or count.high))
    heard = [[figure for number in event.statements for figure in told.get(number, ())] for event in sample.events()]
    assert rival == sum(len({voice for voice, _ in one}) > 1 and len({low for _, low in one}) > 1 for one in heard)
    assert contradictions == sum(link.kind == "contradicts" for link in together.links)
    assert 1.5 < widest < 10
    assert shared == sum(event.articles > 1 for event in together.events)
    assert single == sum(event.articles > 1 and event.sources == 1 for event in together.events)


def test_rival_claims_of_control_are_those_that_contradict(executed, sample):
    _, (disputed, mapped, claims, (both, days)) = executed("05-control-of-territory")
    together = sample.assembled()
    against = {number for link in together.links if link.slot == "control" for number in (link.first, link.second)}
    rows = sample.query("SELECT ?place ?name { ?place a kg:Place ; rdfs:label ?name }")
    names = {row["place"].split("/id/")[1]: row["name"] for row in rows}
    rival = {names[state.place] for state in together.states if against & set(state.statements)}
    assert set(disputed) == {name.replace("Bārah", "Bara") for name in rival}
    assert claims == sum((state.earliest or state.latest or "") >= sample.stats().first for state in together.states)
    assert 4 <= mapped < 9
    assert 0 < both <= days


def test_what_a_desk_brings_is_read_checked_and_asked(executed):
    notebook, (before, after, reports, actors, codes, answers, added) = executed("06-bring-your-own")
    assert before < after
    assert sorted(reports) == ["army", "canal-1", "canal-2", "dam", "pumps"]
    assert actors == ["Gharraf Water Guard", "Lower Gharraf Growers"]
    assert codes == ["WAT101", "WAT201"]
    assert answers == added == len(reports)
    printed = [output.text for cell in code_of(notebook) for output in cell.outputs if output.output_type == "stream"]
    assert sum(text.startswith("0 errors, 0 warnings") for text in printed) == 2
    assert all(word in "".join(printed) for word in ("padlock", "divert", "[gharraf-water-guard]"))
