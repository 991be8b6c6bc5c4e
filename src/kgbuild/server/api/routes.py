"""The routes of the explorer's API: one table, from which requests are read, answered and described (OpenAPI)."""

from __future__ import annotations

from typing import Any, Literal, get_args

from msgspec import Struct

from kgbuild.graph.search.filters import Filters
from kgbuild.model import Status

Home = Literal["server", "worker", "shelf", "writer"]
"""Who finds the answer: the server itself, one of the pool's workers, the process that makes what is of the whole
graph, or the one that writes."""


class Parameter(Struct, frozen=True, kw_only=True):
    """What may be asked for after the question mark; a number has bounds, a name a list to choose from."""

    name: str
    meaning: str
    example: str | int | None = None
    least: int | None = None
    most: int | None = None
    default: int | None = None
    choices: tuple[str, ...] = ()
    needed: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it is a whole number."""
        return self.least is not None


class Route(Struct, frozen=True, kw_only=True):
    """One address: `path` with names in brackets, its parameters, and the type of `answer`, by name in `types`.

    `free` routes take parameters of any name. `judged` answers follow judgements.csv too, not the graph alone; those of
    which there is one a content are `kept`; what `searches` needs the index of words.
    """

    name: str
    path: str
    summary: str
    answer: str
    home: Home = "worker"
    method: Literal["GET", "POST", "DELETE"] = "GET"
    parameters: tuple[Parameter, ...] = ()
    takes: str | None = None
    free: bool = False
    judged: bool = False
    searches: bool = False
    kept: bool = False
    key: str = ""
    """What the name in brackets is, with an example from the tests' graph."""

    @property
    def paged(self) -> bool:
        """Whether an answer is a page of a list."""
        return any(parameter.name == "cursor" for parameter in self.parameters)

    @property
    def limit(self) -> Parameter | None:
        """The parameter that bounds how much is answered."""
        return next((parameter for parameter in self.parameters if parameter.name == "limit"), None)


_CURSOR = Parameter(
    name="cursor",
    meaning="Where the page begins: 'next' of the page before. It holds for the content of the graph that gave it; "
    "after a change it is refused with 410.",
)
_MEANINGS = {
    "place": "Where: a place, or a region or country with the places in it; by any name in the graph, or by key.",
    "actor": "Who does it, by any name in the graph, or by key.",
    "recipient": "Who it is done to.",
    "claimant": "Who says so, anywhere in the chain of who quotes whom.",
    "action": "A type of the action scheme.",
    "status": "How the innermost claimant stands to it.",
    "source": "Who published it.",
    "since": "From this day, month or year on.",
    "until": "Up to this day, month or year, its last day included.",
}
_EXAMPLES = {
    "place": "Goma",
    "actor": "actor/m23",
    "claimant": "AFP",
    "action": "ASSAULT",
    "since": "2025-03",
    "until": "2025-03-31",
}
FILTERS = (
    *(
        Parameter(
            name=name,
            meaning=_MEANINGS[name],
            example=_EXAMPLES.get(name),
            choices=get_args(Status) if name == "status" else (),
        )
        for name in Filters.__struct_fields__
    ),
    Parameter(
        name="support",
        meaning="Of events that at least so many independent sources support.",
        least=0,
        most=1_000_000,
    ),
)


def _bound(default: int, most: int) -> Parameter:
    return Parameter(name="limit", meaning="The most items of a page.", least=1, most=most, default=default)


def _list(name: str, summary: str, answer: str, **more: Any) -> Route:
    return Route(
        name=name,
        path=f"/api/{name}",
        summary=summary,
        answer=answer,
        home="shelf",
        parameters=(_bound(100, 200), _CURSOR),
        **more,
    )


ROUTES = (
    Route(
        name="meta",
        path="/api/meta",
        summary="What is served: the graph's name, content and counts, and whether judgements are taken.",
        answer="Meta",
    ),
    Route(
        name="index",
        path="/api/index",
        summary="The whole graph in columns: articles, actors, places, statements, tolls, events, links, states.",
        answer="Index",
        home="shelf",
        kept=True,
    ),
    Route(
        name="vocabulary",
        path="/api/vocabulary",
        summary="What the codes mean, in the languages that there are.",
        answer="Vocabulary",
        home="shelf",
        kept=True,
    ),
    Route(
        name="articles",
        path="/api/articles/{id}",
        summary="An article with its text and all its statements, refused ones included.",
        answer="ArticleDocument",
        key="Id of an article.",
    ),
    Route(
        name="statements",
        path="/api/statements",
        summary="The accepted statements that pass all filters: by article, then as the text tells them.",
        answer="StatementPage",
        parameters=(*FILTERS, _bound(50, 200), _CURSOR),
        searches=True,
    ),
    Route(
        name="statement",
        path="/api/statements/{id}",
        summary="A statement with its event, its links to others, and how it was read.",
        answer="StatementDocument",
        key="Id of a statement.",
    ),
    Route(
        name="events",
        path="/api/events",
        summary="The events of the statements that pass all filters, by id.",
        answer="EventPage",
        parameters=(*FILTERS, _bound(50, 200), _CURSOR),
        searches=True,
    ),
    Route(
        name="event",
        path="/api/events/{id}",
        summary="An event with the names of its actors and its place.",
        answer="EventDocument",
        key="Id of an event.",
    ),
    Route(
        name="entities",
        path="/api/entities/{key}",
        summary="An actor or a place: its names, what was joined to it and why, and what people judged.",
        answer="EntityDocument",
        key="Key of an actor or a place.",
    ),
    Route(
        name="search",
        path="/api/search",
        summary="The statements and articles whose evidence, text or title holds the words, best first.",
        answer="Matches",
        parameters=(
            Parameter(
                name="q",
                meaning='Words, "phrases", begin*, AND, OR, NOT and brackets, as `kgbuild search` takes them.',
                example="market",
                needed=True,
            ),
            Parameter(
                name="limit",
                meaning="The most ids to give; 'total' counts all.",
                least=1,
                most=100_000,
                default=10_000,
            ),
        ),
        searches=True,
    ),
    Route(
        name="queries",
        path="/api/queries",
        summary="The shipped queries: what they ask, their parameters, their SPARQL.",
        answer="NamedQueries",
        home="shelf",
        kept=True,
    ),
    Route(
        name="query",
        path="/api/queries/{name}",
        summary="The answer of a shipped query; its parameters are those that /api/queries lists.",
        answer="QueryAnswer",
        free=True,
        key="Name of a query.",
    ),
    _list("findings", "What the checks noticed of accepted statements.", "FindingPage"),
    _list("refused", "The statements that a check refused.", "RefusedPage"),
    _list("questions", "What a person may decide: who or what may be one.", "QuestionPage", judged=True),
    _list("judgements", "What people have decided.", "JudgementPage", judged=True),
    Route(
        name="judge",
        path="/api/judgements",
        method="POST",
        summary="Say whether two nodes are one; only where the server was started with --review.",
        answer="Written",
        takes="Word",
        home="writer",
    ),
    Route(
        name="withdraw",
        path="/api/judgements",
        method="DELETE",
        summary="Take the last word on two nodes out again; only where the server was started with --review.",
        answer="Written",
        takes="Pair",
        home="writer",
    ),
    Route(
        name="openapi",
        path="/api/openapi.json",
        summary="This description.",
        answer="Description",
        home="server",
    ),
)
BY_NAME = {route.name: route for route in ROUTES}
