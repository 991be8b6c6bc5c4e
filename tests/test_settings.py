from __future__ import annotations

import msgspec
import pytest

from kgbuild.errors import SettingsError
from kgbuild.language.spacy_parser import DEFAULT_MODEL
from kgbuild.settings import Settings, load_settings, make_settings, with_options


@pytest.mark.parametrize("today", ["2026-11-31", "23 November 2026", "20261123"])
def test_today_is_a_day(today):
    with pytest.raises(SettingsError, match="today must be a day written as YYYY-MM-DD"):
        make_settings({"ontology": {"today": today}})


def test_defaults_without_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load_settings() == Settings()


def test_the_default_model_is_the_parsers():
    assert Settings().language.model == DEFAULT_MODEL


def test_file_in_the_current_folder_is_found(tmp_path, monkeypatch):
    (tmp_path / "kgbuild.toml").write_text('[build]\nworkers = 2\n[checks]\nKG101 = "info"\n')
    monkeypatch.chdir(tmp_path)
    settings = load_settings()
    assert settings.build.workers == 2
    assert settings.checks == {"KG101": "info"}


def test_a_named_file_goes_before_the_one_in_the_folder(tmp_path, monkeypatch):
    (tmp_path / "kgbuild.toml").write_text("[build]\nworkers = 2\n")
    (tmp_path / "other.toml").write_text("[build]\nworkers = 3\n")
    monkeypatch.chdir(tmp_path)
    assert load_settings("other.toml").build.workers == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"langauge": {}}, "unknown setting [langauge]. Did you mean 'language'?"),
        ({"language": {"modle": "x"}}, "unknown setting modle in [language]. Did you mean 'model'?"),
        ({"build": {"zzz": 1}}, "unknown setting zzz in [build]. Known are workers."),
        ({"build": {"workers": "two"}}, "Expected `int`, got `str` - at `$.build.workers`"),
        ({"build": {"workers": 0}}, "workers must be 1 or more"),
        ({"language": {"longest": 0}}, "longest must be 1 or more"),
        ({"build": 3}, "Expected `object`, got `int` - at `$.build`"),
        ({"checks": {"KG101": "loud"}}, "Invalid enum value 'loud'"),
        ({"graph": {"base": "http://example.org/x"}}, "must be an address without # that ends in /"),
        ({"graph": {"base": "http://example.org/x#"}}, "must be an address without # that ends in /"),
        ({"graph": {"base": "http://example.org/#/"}}, "must be an address without # that ends in /"),
        ({"graph": {"base": "example.org/"}}, "must be an address without # that ends in /"),
    ],
)
def test_what_is_wrong_is_named(content, words):
    with pytest.raises(SettingsError) as error:
        make_settings(content, where="kgbuild.toml")
    assert str(error.value).startswith("kgbuild.toml: ")
    assert words in str(error.value)


@pytest.mark.parametrize("content", [b"[build", b"\xff\xfe", None])
def test_a_file_that_cannot_be_read(tmp_path, content):
    path = tmp_path / "kgbuild.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError, match=r"kgbuild\.toml"):
        load_settings(path)


def test_the_command_line_goes_before_the_file():
    assert with_options(make_settings({"build": {"workers": 2}}), workers=4).build.workers == 4
    with pytest.raises(SettingsError, match="workers"):
        with_options(Settings(), workers=0)


def test_settings_are_frozen():
    with pytest.raises(AttributeError):
        Settings().build.workers = 2
    assert msgspec.json.decode(msgspec.json.encode(Settings()), type=Settings) == Settings()
