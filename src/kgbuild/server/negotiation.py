"""Which form an answer takes: an Accept header or a format's name in, one of the forms on offer out."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kgbuild.server.messages import Wanted


class Form(Struct, frozen=True):
    """A form of answers: its `name`, the media types it is asked for by (the first is what it is sent as), synonyms."""

    name: str
    media: tuple[str, ...]
    also: tuple[str, ...] = ()

    @property
    def sent_as(self) -> str:
        """The Content-Type header."""
        return self.media[0] + ("; charset=utf-8" if self.media[0].startswith("text/") else "")


TABLES = (
    Form("json", ("application/sparql-results+json", "application/json", "text/json")),
    Form("xml", ("application/sparql-results+xml", "application/xml", "text/xml")),
    Form("csv", ("text/csv",)),
    Form("tsv", ("text/tab-separated-values",)),
)
"""Of SELECT and ASK, the preferred one first."""

GRAPHS = (
    Form(
        "turtle", ("text/turtle", "application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3"), ("ttl", "n3")
    ),
    Form("ntriples", ("application/n-triples", "text/plain", "text/ntriples"), ("nt", "n-triples")),
    Form("rdfxml", ("application/rdf+xml", "application/xml", "text/xml"), ("xml", "rdf", "rdf+xml", "rdf-xml")),
    Form("jsonld", ("application/ld+json", "application/json"), ("json", "json-ld", "ld+json")),
    Form("nquads", ("application/n-quads", "text/x-nquads"), ("nq", "n-quads")),
    Form("trig", ("application/trig", "application/x-trig")),
)
"""Of CONSTRUCT, DESCRIBE, the Graph Store Protocol and descriptions, the preferred one first."""

PAGES = (Form("html", ("text/html", "application/xhtml+xml")),)


class NotAcceptableError(Exception):
    """None of the forms is wanted; the message lists them."""


def choose_form(wanted: Wanted, forms: Sequence[Form]) -> Form:
    """The form that is named, else the one that the Accept header likes best; of equals the first.

    Raises:
        NotAcceptableError: there is none.
    """
    have = ", ".join(f"{form.name} ({form.media[0]})" for form in forms)
    if wanted.format:
        name = wanted.format.strip().lower()
        for form in forms:
            if name == form.name or name in form.also or name in form.media:
                return form
        raise NotAcceptableError(f"no format '{wanted.format[:80]}' for this answer; have {have}.")
    ranges = _read_accept(wanted.accept)
    liked = [(max(_quality(media, ranges) for media in form.media), -place) for place, form in enumerate(forms)]
    best, place = max(liked)
    if best <= 0:
        raise NotAcceptableError(f"nothing the Accept header names; have {have}.")
    return forms[-place]


def takes_gzip(header: str) -> bool:
    """Whether an Accept-Encoding header welcomes gzip; one that names nothing does not ask for it."""
    weights = dict(_read_accept(header)) if header.strip() else {}
    return weights.get("gzip", weights.get("*/*", 0.0)) > 0


def _read_accept(header: str) -> list[tuple[str, float]]:
    """The header's media ranges with their weights; without any, everything is welcome."""
    found = []
    for part in header.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if not name:
            continue
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                weight = _read_weight(value.strip())
        found.append(("*/*" if name == "*" else name, weight))
    return found or [("*/*", 1.0)]


def _read_weight(text: str) -> float:
    """A weight of 0 to 1; what is no number weighs nothing."""
    try:
        weight = float(text)
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0


def _quality(media: str, ranges: list[tuple[str, float]]) -> float:
    """The weight of a media type: that of the closest range that holds it."""
    room = media.partition("/")[0] + "/*"
    for name in (media, room, "*/*"):
        weights = [weight for one, weight in ranges if one == name]
        if weights:
            return max(weights)
    return 0.0
