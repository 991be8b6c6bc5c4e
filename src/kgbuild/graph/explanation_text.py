"""An explanation in, text, Markdown or JSON out: the words marked in their paragraph, and what was made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from kgbuild.errors import GraphError
from kgbuild.graph.explained import Candidate, Explained, Explanation, Run, Slot, join_parts

Format = Literal["text", "json", "md"]


def format_explanation(explanation: Explanation, format: Format = "text") -> str:
    """The explanation for reading (`text`, `md`) or for machines (`json`), ending in a newline.

    Raises:
        GraphError: no such format.
    """
    if format == "json":
        return msgspec.json.format(msgspec.json.encode(explanation), indent=1).decode() + "\n"
    if format not in {"text", "md"}:
        raise GraphError(f"no format '{format}' for an explanation; have text, json, md.")
    bullet = "- " if format == "md" else ""
    head = f"{explanation.kind} {explanation.id}" + (f": {explanation.label}" if explanation.label else "")
    lines = [("# " if format == "md" else "") + head, ""]
    found = [*explanation.notes, *_list_options(explanation.options, explanation.run, "name")]
    lines += [f"{bullet}{note}" for note in found] + ([""] if found else [])
    if explanation.kind not in {"statement", "former", "retraction"}:
        shown = len(explanation.statements)
        count = "1 statement" if explanation.total == 1 else f"{explanation.total} statements"
        more = f", the first {shown}:" if shown < explanation.total else ":" if shown else "."
        lines += [f"{count}{more}", ""]
    for one in explanation.statements:
        lines += _write_statement(one, explanation.run, format)
    if explanation.run is not None:
        lines.append(f"{bullet}{_tell_run(explanation.run)}")
    return "\n".join(lines).rstrip() + "\n"


def _tell_run(run: Run) -> str:
    settings = "".join(f", {name} {value}" for name, value in sorted(run.settings.items()))
    return f"run: kgbuild {run.kgbuild}, ontology {run.ontology}{settings}"


def _list_options(options: Iterable[Candidate], run: Run | None, what: str) -> Iterator[str]:
    """What words may mean, one a line, and where that was looked up."""
    for number, one in enumerate(options):
        if not number:
            yield f"candidates of the {what}, looked up anew in the {_tell_source(one, run)}:"
        known = "" if one.id is None else f" {'GeoNames' if one.source == 'gazetteer' else 'id'} {one.id}"
        mark = " (chosen)" if one.chosen else ""
        yield f"  {one.score:g} {one.name},{known}{mark}: {'; '.join(one.reasons) or 'nothing speaks for it'}"


def _tell_source(option: Candidate, run: Run | None) -> str:
    if option.source == "registry":
        return "actor registry of this release"
    version = None if run is None else run.looked_up_in
    built = "" if run is None else run.settings.get("gazetteer", "")
    same = "that of the build" if version in built.split() else f"the build had {built or 'an unknown one'}"
    return f"gazetteer {version or ''} ({same}) beside the article's other places"


def _write_statement(one: Explained, run: Run | None, format: Format) -> Iterator[str]:
    statement, header = one.statement, one.statement.article
    bullet = "- " if format == "md" else "  "
    yield ("## " if format == "md" else "") + f"{statement.id} ({'accepted' if statement.accepted else 'refused'})"
    yield ""
    for line in mark_text(one).splitlines():
        yield ("> " if format == "md" else "  ") + line
    yield ""
    spans = ", ".join(f"{span.start}-{span.end}" for span in one.evidence)
    yield f"{bullet}words: {spans} of the article, in the paragraph {one.paragraph.start}-{one.paragraph.end}"
    wire = f" ({header.agency})" if header.agency else ""
    source = join_parts(header.publisher and header.publisher + wire, header.published, header.title)
    yield f"{bullet}article: {join_parts(header.id, source, header.url)}"
    chain = " > ".join(claimant.name for claimant in statement.claimants) or "the article's own voice"
    yield f"{bullet}said by: {chain}; {statement.status}, {statement.polarity}, {statement.modality}"
    found = statement.extractor
    yield f"{bullet}found by: {found.name} {found.version}, rule {found.rule}, confidence {statement.confidence:g}"
    for slot in one.slots:
        yield bullet + _tell_slot(slot)
        for line in _list_options(slot.options, run, slot.slot):
            yield ("  - " if format == "md" else "    ") + line
    for finding in statement.findings:
        yield f"{bullet}{finding.severity} {finding.code} ({finding.slot}): {finding.message}"
    yield from (f"{bullet}{note}" for note in one.notes)
    yield ""


def _tell_slot(slot: Slot) -> str:
    words = f' "{slot.mention.text}" {slot.mention.start}-{slot.mention.end}' if slot.mention else ""
    return (
        f"{slot.slot}:{words} = {slot.value}"
        + (f" [rule {slot.rule}]" if slot.rule else "")
        + (f" [candidates {', '.join(map(str, slot.candidates))}]" if slot.candidates else "")
    )


def mark_text(one: Explained) -> str:
    """The paragraph with «evidence» and the slots' words as [slot: words], outer marks around inner ones."""
    offset, text = one.paragraph.start, one.paragraph.text
    marks = [(span.start, span.end, "«", "»") for span in one.evidence]
    seen = {(span.start, span.end) for span in one.evidence}
    for slot in one.slots:
        if slot.mention is not None and (slot.mention.start, slot.mention.end) not in seen:
            seen.add((slot.mention.start, slot.mention.end))
            marks.append((slot.mention.start, slot.mention.end, f"[{slot.slot}: ", "]"))
    # At one place all that ends comes before what begins; of two that begin the longer is the outer one.
    events: list[tuple[int, int, int, str]] = []
    for begin, end, opening, closing in marks:
        if offset <= begin < end <= offset + len(text):
            events.append((begin, 1, -end, opening))
            events.append((end, 0, -begin, closing))
    pieces, at = [], offset
    for place, _, _, sign in sorted(events):
        pieces += [text[at - offset : place - offset], sign]
        at = place
    return "".join(pieces) + text[at - offset :]
