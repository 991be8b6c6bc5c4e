from __future__ import annotations

import re

import pytest

from documents import PAGES, ROOT, render_page


@pytest.mark.parametrize("name", PAGES)
def test_examples_print_what_the_page_shows(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert render_page(text) == text, f"{name} is behind: run make docs"


def test_every_page_is_run():
    pages = {str(path.relative_to(ROOT)) for path in (ROOT / "docs").glob("*.md")}
    read_by_other_tests = {
        "docs/adding-a-stage.md",
        "docs/corpus.md",
        "docs/explorer-data.md",
        "docs/explorer.md",
        "docs/model.md",
        "docs/serving.md",
        "docs/settings.md",
    }
    assert pages - set(PAGES) == read_by_other_tests


@pytest.mark.parametrize(
    "name", ["README.md", "CHANGELOG.md", *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").glob("*.md"))]
)
def test_links_lead_somewhere(name):
    page = ROOT / name
    for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{name}: {target}"


def test_the_first_screen_holds_the_two_commands():
    first = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:40])
    assert "make demo" in first
    assert "make test" in first
    assert "GeoNames" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_settings_page_names_every_setting():
    from typing import get_type_hints

    from kgbuild.settings import Settings

    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for section, kind in get_type_hints(Settings).items():
        assert f"[{section}]" in page
        if section != "checks":
            for key in get_type_hints(kind):
                assert re.search(rf"^{key} = |^# {key} = ", page, re.MULTILINE), key
