"""What two graphs keep beside their articles in, changes of settings, judgements, former texts and tombstones out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from kgbuild.graph.differences import Change, Kind, SlotChange, What
from kgbuild.graph.manifest import Manifest
from kgbuild.graph.slot_changes import list_slot_changes
from kgbuild.model import ArticleHeader, FormerArticle, History, Judgement, Retraction

Record = TypeVar("Record", Judgement, FormerArticle, Retraction)


def describe_article(header: ArticleHeader) -> str:
    """Title, publisher and day, as far as they are known."""
    return ", ".join(part for part in (header.title, header.publisher, header.published) if part)


def compare_settings(old: Manifest, new: Manifest) -> Iterator[Change]:
    """The settings and versions that differ."""
    left, right = _list_settings(old), _list_settings(new)
    for name in sorted(left.keys() | right.keys()):
        one, other = left.get(name), right.get(name)
        if one != other:
            what: What = "added" if one is None else "removed" if other is None else "changed"
            yield Change(what=what, kind="setting", id=name, slots=(SlotChange(slot=name, old=one, new=other),))


def _list_settings(manifest: Manifest) -> dict[str, str]:
    """What a graph was built with: what may change its answers where no article did."""
    versions = {name: getattr(manifest, name) for name in ("format", "kgbuild", "ontology", "base")}
    return {name: str(value) for name, value in {**manifest.settings, **versions}.items()}


def compare_judgements(old: Iterable[Judgement], new: Iterable[Judgement]) -> Iterator[Change]:
    """The judgements that differ; of two on one pair the last holds, as a build has it."""
    left, right = ({_name_judgement(one): one for one in judgements} for judgements in (old, new))
    yield from _compare("judgement", left, right, _tell_judgement, leave_out=("first", "second"))


def _name_judgement(judgement: Judgement) -> str:
    return " ".join(sorted((judgement.first, judgement.second)))


def _tell_judgement(judgement: Judgement) -> str:
    signed = ", ".join(part for part in (judgement.who, judgement.when) if part)
    return judgement.verdict + (f" ({signed})" if signed else "") + (f": {judgement.why}" if judgement.why else "")


def compare_history(old: History, new: History) -> Iterator[Change]:
    """The former texts and the tombstones that differ."""
    yield from _compare("former", old.formers, new.formers, _tell_former, leave_out=("article",))
    yield from _compare("retraction", old.retractions, new.retractions, _tell_retraction, leave_out=("id", "sha256"))


def _tell_former(former: FormerArticle) -> str:
    return f"{describe_article(former.article.header)}; now {former.successor}"


def _tell_retraction(retraction: Retraction) -> str:
    signed = ", ".join(part for part in (retraction.who, retraction.when) if part)
    what = retraction.title or retraction.url or ""
    return f"article {retraction.id}" + "".join(
        part
        for part in (
            f" {what}".rstrip(),
            f" ({signed})" if signed else "",
            f": {retraction.why}" if retraction.why else "",
        )
    )


def _compare(
    kind: Kind,
    old: Mapping[str, Record],
    new: Mapping[str, Record],
    tell: Callable[[Record], str],
    leave_out: tuple[str, ...],
) -> Iterator[Change]:
    for name in sorted(old.keys() | new.keys()):
        one, other = old.get(name), new.get(name)
        if one is None and other is not None:
            yield Change(what="added", kind=kind, id=name, label=tell(other))
        elif other is None and one is not None:
            yield Change(what="removed", kind=kind, id=name, label=tell(one))
        elif one is not None and other is not None and (slots := list_slot_changes(one, other, leave_out=leave_out)):
            yield Change(what="changed", kind=kind, id=name, label=tell(other), slots=slots)
