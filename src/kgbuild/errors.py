"""The error tree. Each message says what, where and what next.

KgbuildError
├── SkipArticle      one input can't be used; the run goes on and counts it
└── StopRun          nothing further could be right
    ├── StageError       no such reader, extractor, exporter or check
    ├── SettingsError    kgbuild.toml or an option is wrong
    ├── VocabularyError  a file under ontology/ is malformed
    ├── GazetteerError   a source of places can't be added, found or read
    ├── GraphError       a graph directory can't be read or written
    └── EndpointError    a SPARQL store elsewhere can't be reached, or does not take what it is sent
"""

from __future__ import annotations


class KgbuildError(Exception):
    """Base of all errors that kgbuild raises on purpose."""


class SkipArticle(KgbuildError):
    """One input can't be used: `where` names file (and line), `reason` says why, `advice` what to do."""

    def __init__(self, where: str, reason: str, advice: str = "") -> None:
        super().__init__(f"{where}: {reason}" + (f" {advice}" if advice else ""))
        self.where, self.reason, self.advice = where, reason, advice


class StopRun(KgbuildError):
    """Nothing further could be right; the command ends with exit code 3."""


class StageError(StopRun):
    """No stage of that name, or a stage file without its function."""


class SettingsError(StopRun):
    """A setting or option that can't be honoured."""


class VocabularyError(StopRun):
    """A malformed data file: the message names file, place in it, and term."""


class GazetteerError(StopRun):
    """A source of places that can't be added, found or read, or a place that is asked for and not there."""


class GraphError(StopRun):
    """A graph directory that can't be read or written."""


class EndpointError(StopRun):
    """A SPARQL store elsewhere that can't be reached, or does not take what it is sent."""
