"""One article through all rooms from language to checks: an article in, its statements or its text layers out."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Struct

from kgbuild.checks import check_statements
from kgbuild.errors import SkipArticle, StopRun
from kgbuild.extractors.rules import find_attributions, find_events
from kgbuild.gazetteer import Gazetteer, open_gazetteer
from kgbuild.language.detection import detect_language
from kgbuild.language.parse import Parse
from kgbuild.language.reading import read_articles
from kgbuild.language.times_calendar import is_calendar_time
from kgbuild.model import (
    ActorMention,
    Annotation,
    Article,
    DateMention,
    PlaceMention,
    Severity,
    Span,
    Statement,
)
from kgbuild.notices import Listener, Preparing, ignore
from kgbuild.resolvers.statements import Layers, resolve_layers, resolve_statements
from kgbuild.settings import Settings
from kgbuild.stage import load_stage
from kgbuild.vocabulary import Vocabulary, load_vocabulary
from kgbuild.vocabulary.codes import load_profile, refuse_unknown_codes

if TYPE_CHECKING:
    from kgbuild.language.tagger import Tagger

T = TypeVar("T", ActorMention, PlaceMention, DateMention)


class Failure(Struct, frozen=True, kw_only=True):
    """Why one article gave nothing; `details` is the traceback of an unexpected error, else empty."""

    reason: str
    advice: str = ""
    details: str = ""


class Outcome(Struct, frozen=True, kw_only=True):
    """What came of one article: statements, or the text layers if those were asked for, or a failure.

    `language` is what the article says or its words tell, `None` where neither does. `stop` is the message of an error
    that ends the whole run. `remarks` tell of words that could not be resolved because a resolver failed.
    """

    language: str | None = None
    statements: tuple[Statement, ...] = ()
    annotation: Annotation | None = None
    failure: Failure | None = None
    stop: str | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tools:
    """What reading an article needs, opened once a process."""

    settings: Settings
    vocabulary: Vocabulary
    gazetteer: Gazetteer
    extract: Callable[[Parse, Vocabulary], Iterable[Statement]]
    severities: Mapping[str, Severity]
    tagger: Tagger | None = None


def open_tools(settings: Settings) -> Tools:
    """Vocabulary, gazetteer, extractor and tagger as the settings name them.

    Raises:
        StopRun: one of them can't be had.
    """
    extract = load_stage("extractors", settings.extract.extractor)
    tagger = None
    if settings.extract.model:
        from kgbuild.language.tagger import WEIGHTS, open_tagger

        tagger = open_tagger(Path(settings.extract.weights) if settings.extract.weights else WEIGHTS)
    vocabulary, severities = see_ontology(settings)
    return Tools(settings, vocabulary, open_gazetteer(), extract, severities, tagger)


def see_ontology(settings: Settings | None = None) -> tuple[Vocabulary, Mapping[str, Severity]]:
    """The vocabulary, its shapes and rules seen to be usable, and the severities that the checks shall give.

    Called before a run reads its first article, so that a malformed file stops it there.

    Raises:
        VocabularyError: a file is malformed; the message names file, line and term.
        SettingsError: there is no such profile, or a severity is given for a code that there is not.
    """
    settings = settings or Settings()
    folder = settings.ontology.folder
    vocabulary = load_vocabulary(own=Path(folder) if folder else None)
    profile = load_profile(settings.ontology.profile, *vocabulary.folders)
    refuse_unknown_codes(settings.checks, *vocabulary.folders, where="[checks]")
    return vocabulary, {**profile, **settings.checks}


def prepare(settings: Settings | None = None, listen: Listener = ignore) -> str:
    """See that the ontology is well-formed, and compile the gazetteer if its inputs changed; the gazetteer's version.

    `listen` is told how far the gazetteer is.

    Raises:
        StopRun: a file of the ontology or an added source of places can't be read.
    """
    see_ontology(settings)
    return open_gazetteer(progress=lambda what, share: listen(Preparing(what=what, share=share))).version


def describe_run(settings: Settings) -> dict[str, str]:
    """What decides the outcome of a run beside the articles, by name: versions of data and models, settings.

    Settings that are as they come are left out, and so are those that change no statement.
    """
    gazetteer = prepare(settings)
    model = settings.language.model
    versions = {"gazetteer": gazetteer, "parser": f"{model}-{_find_version(model)}"}
    if settings.extract.model:
        from kgbuild.language.tagger import WEIGHTS, name_weights

        versions["tagger"] = name_weights(Path(settings.extract.weights) if settings.extract.weights else WEIGHTS)
    else:
        versions["tagger"] = "none"
    given, usual = msgspec.to_builtins(settings), msgspec.to_builtins(Settings())
    changed = {
        f"{section}.{name}": str(given[section][name])
        for section in ("extract", "ontology")
        for name in given[section]
        if given[section][name] != usual[section][name] and name not in {"model", "weights"}
    }
    changed |= {f"checks.{code}": severity for code, severity in settings.checks.items()}
    return versions | {name: value.replace(" ", "_") for name, value in sorted(changed.items())}


def _find_version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


def read_article(article: Article, tools: Tools, *, annotate: bool = False) -> Outcome:
    """What one article gives; it depends on the article, the tools and nothing else.

    An unexpected error is the article's failure, so that it costs one article and not the run.
    """
    try:
        return _read(article, tools, annotate=annotate)
    except SkipArticle as skip:
        return Outcome(failure=Failure(reason=skip.reason, advice=skip.advice))
    except StopRun as stop:
        return Outcome(stop=str(stop))
    except Exception as error:  # noqa: BLE001  # the last line of defence: reported in full, counted, never hidden
        last = traceback.format_exception_only(error)[-1].strip()
        return Outcome(
            failure=Failure(
                reason=f"a stage failed on it: {last}",
                advice="Run again with --verbose to see where, and report it.",
                details="".join(traceback.format_exception(error)),
            )
        )


def _read(article: Article, tools: Tools, *, annotate: bool) -> Outcome:
    article = admit_article(article, tools.settings)
    vocabulary, gazetteer = tools.vocabulary, tools.gazetteer
    (parse,) = read_articles(
        [article], vocabulary=vocabulary, gazetteer=gazetteer, model=tools.settings.language.model, tagger=tools.tagger
    )
    layers = resolve_layers(parse, vocabulary=vocabulary, gazetteer=gazetteer)
    if annotate:
        layered = _annotate(parse, layers, vocabulary)
        return Outcome(language=article.language, annotation=layered, remarks=layers.troubles)
    found = resolve_statements(tools.extract(parse, vocabulary), parse, layers, vocabulary=vocabulary)
    checked = tuple(
        check_statements(found, article, vocabulary, severities=tools.severities, today=tools.settings.ontology.today)
    )
    return Outcome(language=article.language, statements=checked, remarks=layers.troubles)


def admit_article(article: Article, settings: Settings) -> Article:
    """The article with its language, if the article or its words tell it.

    Raises:
        SkipArticle: it is too long, or not English.
    """
    _refuse_too_long(article, settings.language.longest)
    language = article.language or detect_language(article.text)
    if language is not None and language.lower().split("-")[0] not in {"en", "eng", "english"}:
        raise SkipArticle(article.id, f"its language is '{language}', and only English is read.")
    return msgspec.structs.replace(article, language=language)


def _refuse_too_long(article: Article, longest: int) -> None:
    if len(article.text) > longest:
        raise SkipArticle(
            article.id,
            f"{len(article.text):,} characters are more than one report holds (limit {longest:,}).",
            "Split it, or raise longest in [language] of kgbuild.toml.",
        )


def _annotate(parse: Parse, layers: Layers, vocabulary: Vocabulary) -> Annotation:
    sentences = (
        Span(parse.tokens[sentence.first].start, parse.tokens[sentence.last - 1].end) for sentence in parse.sentences
    )
    names = (place for span, place in zip(parse.places, layers.places, strict=True) if span.named and not span.anaphor)
    dates = (when for span, when in zip(parse.times, layers.dates, strict=True) if is_calendar_time(parse, span))
    counts = (count for span, count in zip(parse.numbers, layers.quantities, strict=True) if not span.ordinal)
    return Annotation(
        article=parse.article.header,
        sentences=tuple(sentences),
        actors=_mentions(layers.actors, ActorMention),
        places=_mentions(names, PlaceMention),
        dates=_mentions(dates, DateMention),
        quantities=tuple(counts),
        attributions=find_attributions(parse, vocabulary),
        events=find_events(parse, vocabulary),
    )


def _mentions(values: Iterable[Struct], kind: type[T]) -> tuple[T, ...]:
    """Resolved values in `annotate`'s flat shape: the mention's offsets and words beside the value's own fields."""
    found = []
    for value in values:
        fields = msgspec.structs.asdict(value)
        if (mention := fields["mention"]) is not None:
            fields |= {"start": mention.start, "end": mention.end, "text": mention.text}
            found.append(kind(**{name: fields[name] for name in kind.__struct_fields__}))
    return tuple(found)
