"""Questions in the explorer: forms, SPARQL, answers in four shapes and three files, and all of it in the address."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from explorer_page import Explorer
from playwright.sync_api import expect

from conftest import Open

ASKED = "#/query/co-actors?p.actor=Rapid+Support&run=1"


def _rows(explorer: Explorer) -> list[str]:
    explorer.page.locator(".query-row:not(.query-head)").first.wait_for()
    return explorer.page.locator(".query-row:not(.query-head)").all_inner_texts()


def _save(explorer: Explorer, format: str) -> str:
    with explorer.page.expect_download() as download:
        explorer.page.locator(".query-files button", has_text=format).click()
    path = Path(download.value.path())
    return path.read_bytes().decode()


def test_a_form_asks_and_the_address_asks_again(explore: Open, served: str) -> None:
    explorer = explore(served, "#/query").wait()
    page = explorer.page
    page.get_by_role("link", name="Who appears with an actor").click()
    expect(page.locator(".query-run")).to_contain_text("Still needed: actor")
    page.locator(".query-field input").first.fill("Rapid Support")
    page.get_by_role("button", name="Ask").click()
    rows = _rows(explorer)
    assert rows
    assert _rows(explore(served, page.url.removeprefix(f"{served}/"))) == rows


@pytest.mark.parametrize("shape", ["table", "network", "bars"])
def test_an_answer_has_shapes(explore: Open, served: str, shape: str) -> None:
    explorer = explore(served, f"{ASKED}&show={shape}").wait()
    explorer.page.locator(
        {"table": ".query-table", "network": ".query-network", "bars": ".query-bars"}[shape]
    ).wait_for()


def test_places_stand_on_a_map_that_leads_to_the_large_one(explore: Open, served: str) -> None:
    explorer = explore(served, "#/query/places?run=1&show=map").wait()
    explorer.page.locator(".query-map circle.spot").first.wait_for()
    expect(explorer.page.locator(".query-map .legend a")).to_have_attribute("href", re.compile(r"^#/map\?place="))


def test_files_hold_what_the_table_shows(explore: Open, served: str) -> None:
    explorer = explore(served, ASKED).wait()
    shown = len(_rows(explorer))
    table = list(csv.reader(io.StringIO(_save(explorer, "CSV"))))
    assert len(table) == shown + 1
    bindings = json.loads(_save(explorer, "JSON"))["results"]["bindings"]
    assert [row["other"]["value"] for row in bindings] == [row[1] for row in table[1:]]
    assert _save(explorer, "TSV").splitlines()[0] == "\t".join(f"?{name}" for name in table[0])


def test_statements_in_an_answer_open_their_evidence_and_pass_the_filter(explore: Open, served: str) -> None:
    sparql = quote("SELECT ?s { ?s a kg:Statement }")
    explorer = explore(served, f"#/query?run=1&sparql={sparql}").wait()
    everything, _ = explorer.count()
    expect(explorer.page.locator(".query-bar [role=status]")).to_contain_text(f"{everything} rows")
    explorer.page.locator(".query-row [data-statement]").first.click()
    explorer.evidence.wait_for()
    narrowed = explore(served, f"#/query?run=1&status=denied&sparql={sparql}").wait()
    expect(narrowed.page.locator(".query-bar [role=status]")).to_contain_text(
        f"{narrowed.count()[0]} of {everything} rows"
    )


def test_the_editor_completes_asks_and_names_faults(explore: Open, served: str) -> None:
    explorer = explore(served, "#/query").wait()
    page = explorer.page
    page.locator(".CodeMirror-code").click()
    page.keyboard.press("Control+A")
    page.keyboard.type("SELECT ?s { ?s a kg:Sta", delay=20)
    expect(page.locator(".CodeMirror-hint").first).to_have_text("kg:Statement")
    page.keyboard.press("Enter")
    page.keyboard.type(" } LIMIT 5")
    page.keyboard.press("Control+Enter")
    assert len(_rows(explorer)) == 5
    page.locator(".CodeMirror-code").click()
    page.keyboard.press("Control+A")
    page.keyboard.type("SELECT ?s { ?s a ")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".query-error")).to_contain_text("not SPARQL 1.1")
    expect(page.locator(".query-error")).to_contain_text("prefixes known are")
    # The browser itself notes the answer of status 400.
    assert all("400" in fault for fault in explorer.faults), explorer.faults
    explorer.faults.clear()


def test_a_long_question_is_cancelled(explore: Open, served: str) -> None:
    sparql = quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    explorer = explore(served, f"#/query?run=1&sparql={sparql}").wait()
    explorer.page.get_by_role("button", name="Cancel").click()
    expect(explorer.page.locator(".query-error")).to_have_text("Cancelled.")
