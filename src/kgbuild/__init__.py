"""kgbuild: a graph of claims from conflict reporting.

    import kgbuild

    g = kgbuild.build(["reports/"], graph="my-graph")  # or kgbuild.open("my-graph")
    g.statements()              # records: who says that who did what to whom, where, when, in which words
    g.query("who-attacks-whom") # a named query, or SPARQL: a list of dicts
    g.to_networkx()             # the network of actors
    g.rdflib()                  # the same graph, for rdflib's users

Names are imported when they are first used, so `import kgbuild` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kgbuild.api import annotate, build, extract, open  # noqa: A004  # kgbuild.open reads like gzip.open
    from kgbuild.errors import (
        GazetteerError,
        GraphError,
        KgbuildError,
        SettingsError,
        SkipArticle,
        StageError,
        StopRun,
        VocabularyError,
    )
    from kgbuild.evaluating import evaluate
    from kgbuild.model import Annotation, Article, Event, Finding, Mention, Statement, make_article
    from kgbuild.notices import BuildReport
    from kgbuild.opened import Graph
    from kgbuild.settings import Settings, load_settings

_HOMES = {
    "Annotation": "model",
    "Article": "model",
    "BuildReport": "notices",
    "Event": "model",
    "Finding": "model",
    "GazetteerError": "errors",
    "Graph": "opened",
    "GraphError": "errors",
    "KgbuildError": "errors",
    "Mention": "model",
    "Settings": "settings",
    "SettingsError": "errors",
    "SkipArticle": "errors",
    "StageError": "errors",
    "Statement": "model",
    "StopRun": "errors",
    "VocabularyError": "errors",
    "annotate": "api",
    "build": "api",
    "evaluate": "evaluating",
    "extract": "api",
    "load_settings": "settings",
    "make_article": "model",
    "open": "api",
}

__all__ = [
    "Annotation",
    "Article",
    "BuildReport",
    "Event",
    "Finding",
    "GazetteerError",
    "Graph",
    "GraphError",
    "KgbuildError",
    "Mention",
    "Settings",
    "SettingsError",
    "SkipArticle",
    "StageError",
    "Statement",
    "StopRun",
    "VocabularyError",
    "__version__",
    "annotate",
    "build",
    "evaluate",
    "extract",
    "load_settings",
    "make_article",
    "open",
]


def __getattr__(name: str) -> Any:
    """Import a public name from its room."""
    if name == "__version__":
        from importlib.metadata import version

        return version("kgbuild")
    if name not in _HOMES:
        raise AttributeError(f"module 'kgbuild' has no attribute '{name}'")
    return getattr(import_module(f"kgbuild.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
