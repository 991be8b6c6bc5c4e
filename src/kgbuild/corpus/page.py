"""Marked reports in, one page that works from disk out: each sentence with its marks in colour and its events below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise

from kgbuild.corpus.marks import EventMark, MarkedReport
from kgbuild.model import Mention

STYLE = """
:root { color-scheme: light dark; --ink: light-dark(#1c2430, #e6e9ee); --soft: light-dark(#667085, #9aa4b2);
  --paper: light-dark(#fcfcfa, #15181d); --line: light-dark(#dfe3e8, #2b313a);
  --trigger: light-dark(#ffd9d4, #6b2d26); --actor: light-dark(#1f5fbf, #8ab4ff); --place: light-dark(#1b7f4b, #6fd3a0);
  --date: light-dark(#a15c00, #f0b35c); --count: light-dark(#7a3fb0, #c79bf0); --said: light-dark(#eef2f7, #20262f); }
body { margin: 2rem auto; max-width: 54rem; padding: 0 1rem; background: var(--paper); color: var(--ink);
  font: 16px/1.6 system-ui, sans-serif; }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin: 2.5rem 0 .2rem; border-top: 1px solid var(--line);
  padding-top: 1.5rem }
.head, .marks { color: var(--soft); font-size: .82rem } .marks { margin: .1rem 0 .8rem 1rem; padding: 0;
  list-style: none } p { margin: .6rem 0 0 }
.content { background: var(--said) } .cue { text-decoration: underline dotted; text-underline-offset: .2em }
.trigger { background: var(--trigger); border-radius: .2rem; padding: 0 .1rem; font-weight: 600 }
.actor { color: var(--actor) } .place { color: var(--place) } .date { color: var(--date) }
.count { color: var(--count) }
.key span { margin-right: 1rem }
"""
KEY = ("trigger", "actor", "place", "date", "count", "cue", "content")


def make_page(reports: Sequence[MarkedReport]) -> str:
    """The page, as HTML; nothing in it is loaded from elsewhere."""
    key = "".join(f'<span class="{name}">{name}</span>' for name in KEY)
    body = "\n".join(_report(report) for report in reports)
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>kgbuild corpus</title>\n<style>{STYLE}</style>\n"
        f'<h1>{len(reports)} annotated reports</h1>\n<p class="key">{key}</p>\n{body}\n</html>\n'
    )


def _report(report: MarkedReport) -> str:
    article = report.article
    head = (article.publisher, article.agency, article.published, report.style, report.region)
    lines = [
        f'<h2 id="{escape(article.id)}">{escape(article.title or article.id)}</h2>',
        f'<div class="head">{escape(" · ".join(one for one in head if one))}</div>',
    ]
    for sentence in report.sentences:
        lines.append(f"<p>{_sentence(report, sentence)}</p>")
        marks = [_event(one) for one in report.events if _inside(one.trigger, sentence)]
        marks += [
            f"{escape(one.source.text) if one.source else 'somebody'} <b>{escape(one.cue.text)}</b>: "
            f"{escape(' … '.join(part.text for part in one.content))}{' (denied)' if one.denied else ''}"
            for one in report.attributions
            if _inside(one.cue, sentence)
        ]
        if marks:
            lines.append(f'<ul class="marks">{"".join(f"<li>{one}</li>" for one in marks)}</ul>')
    return "\n".join(lines)


def _event(event: EventMark) -> str:
    action = f"{event.type}/{event.mode}" if event.mode else event.type
    standing = [one for one in (event.polarity, event.modality) if one not in ("positive", "actual")]
    roles = [
        f"{role.name} {role.relation + ' ' if role.relation else ''}<i>{escape(role.words.text)}</i>"
        for role in event.roles
    ]
    return " · ".join([f"<b>{escape(event.trigger.text)}</b> {' '.join([action, *standing])}", *roles])


def _sentence(report: MarkedReport, sentence: Mention) -> str:
    """The words of a sentence in stretches, each with the classes of all marks that cover it."""
    marks: list[tuple[str, Mention]] = [("trigger", one.trigger) for one in report.events]
    for name, found in (("actor", report.actors), ("place", report.places), ("date", report.dates)):
        marks += [(name, one.words) for one in found]
    marks += [("count", one.words) for one in report.counts]
    marks += [("cue", one.cue) for one in report.attributions]
    marks += [("content", part) for one in report.attributions for part in one.content]
    here = [(name, words) for name, words in marks if _inside(words, sentence)]
    ends = sorted({sentence.start, sentence.end, *_bounds(words for _, words in here)})
    stretches = []
    for start, end in pairwise(ends):
        names = sorted({name for name, words in here if words.start <= start and end <= words.end})
        text = escape(report.article.text[start:end])
        stretches.append(f'<span class="{" ".join(names)}">{text}</span>' if names else text)
    return "".join(stretches)


def _bounds(mentions: Iterable[Mention]) -> Iterable[int]:
    for one in mentions:
        yield from (one.start, one.end)


def _inside(words: Mention, sentence: Mention) -> bool:
    return sentence.start <= words.start and words.end <= sentence.end
