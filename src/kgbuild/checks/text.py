"""Statements in, findings about their words out (KG4xx): every mention has to slice back from the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256

from kgbuild.model import Article, Finding, Mention, Quantity, Statement
from kgbuild.vocabulary import Vocabulary
from kgbuild.vocabulary.codes import make_finding

BREAK = re.compile(r"\n[^\S\n]*\n")
"""A blank line: one paragraph ends and another begins."""
MARKUP = re.compile(r"</?[A-Za-z!][^<]*|https?://|\bwww\.|\{\{|&(?:[A-Za-z]+|#\d+);")


def check(statements: Sequence[Statement], article: Article, vocabulary: Vocabulary) -> Iterator[tuple[str, Finding]]:
    """Findings about mentions, evidence and the text's hash."""
    del vocabulary
    counts = Counter(statement.id for statement in statements)
    digest = sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest() if statements else ""
    for statement in statements:
        for finding in (*_article(statement, article, digest), *_mentions(statement, article.text)):
            yield statement.id, finding
        if counts[statement.id] > 1:
            yield statement.id, make_finding("KG408", id=statement.id, count=counts[statement.id])


def _article(statement: Statement, article: Article, digest: str) -> Iterator[Finding]:
    if statement.article.id != article.id:
        yield make_finding("KG405", stated=statement.article.id, found=article.id)
    for stated in sorted({statement.article.sha256, article.sha256} - {digest}):
        yield make_finding("KG403", found=digest[:12], stated=stated[:12])


def _mentions(statement: Statement, text: str) -> Iterator[Finding]:
    for slot, mention in all_mentions(statement):
        # A negative start would slice from the end of the text.
        if not 0 <= mention.start < mention.end or text[mention.start : mention.end] != mention.text:
            yield make_finding("KG401", slot=slot, words=mention.text, start=mention.start, end=mention.end)
        elif slot not in {"evidence", "trigger"} and MARKUP.search(mention.text):
            yield make_finding("KG407", slot=slot, words=mention.text)
    trigger, evidence = statement.trigger, statement.evidence
    if not any(span.text.strip() for span in evidence):
        yield make_finding("KG402")
    elif not any(span.start <= trigger.start and trigger.end <= span.end for span in evidence):
        yield make_finding("KG404", words=trigger.text)
    if any(BREAK.search(span.text) for span in evidence):
        yield make_finding("KG406")


def all_mentions(statement: Statement) -> Iterator[tuple[str, Mention | Quantity]]:
    """Every stretch of text that the statement names, with the slot it is in."""
    yield "trigger", statement.trigger
    for span in statement.evidence:
        yield "evidence", span
    for actor in statement.actors:
        if actor.mention is not None:
            yield "actors", actor.mention
    for actor in statement.recipients:
        if actor.mention is not None:
            yield "recipients", actor.mention
    for place in statement.locations:
        if place.mention is not None:
            yield "locations", place.mention
    if statement.date is not None and statement.date.mention is not None:
        yield "date", statement.date.mention
    for claimant in statement.claimants:
        if claimant.mention is not None:
            yield "claimants", claimant.mention
        if claimant.cue is not None:
            yield "claimants", claimant.cue
    for quantity in statement.quantities:
        yield "quantities", quantity
