"""A valid statement and its article in, the same with one fault out: a function a code.

A mutator takes the statement, its article and a number that varies the fault; it gives the statements to check and
their article, or `None` where this statement can't have the fault.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from kgbuild.model import Actor, Article, Claimant, Mention, Place, Polarity, Quantity, Statement, When, make_article
from kgbuild.vocabulary import load_vocabulary

Mutated = tuple[list[Statement], Article] | None
Mutator = Callable[[Statement, Article, int], Mutated]

MUTATORS: dict[str, Mutator] = {}
COUNTRIES = load_vocabulary().countries
RECIPIENTS = tuple(name for name, one in load_vocabulary().action_types.items() if one.needs_recipient)
FIGHTING = ("ASSAULT", "CONTROL", "MOBILIZE")
POINTS = ((71.0, -40.0), (-45.0, 170.0), (0.0, -150.0), (64.0, 100.0))
"""Points far from each other, so that for every country one of them is abroad."""


def mutates(*codes: str) -> Callable[[Mutator], Mutator]:
    def register(mutate: Mutator) -> Mutator:
        for code in codes:
            assert code not in MUTATORS
            MUTATORS[code] = mutate
        return mutate

    return register


def one(statement: Statement, article: Article, /, **fields: Any) -> Mutated:
    return [replace(statement, **fields)], article


def with_article(statement: Statement, article: Article, **fields: Any) -> tuple[Statement, Article]:
    """Both with another field of the article."""
    changed = replace(article, **fields)
    return replace(statement, article=changed.header), changed


def append(statement: Statement, article: Article, words: str) -> tuple[Statement, Article]:
    """Both with words at the end of the text; offsets stay as they are."""
    text = make_article(article.text + words)
    return with_article(statement, article, text=text.text, sha256=text.sha256)


def last(article: Article, words: str) -> Mention:
    start = article.text.rindex(words)
    return article.mention(start, start + len(words))


def number(article: Article, words: str, value: float, kind: str = "other", unit: str | None = None) -> Quantity:
    mention = last(article, words)
    return make_quantity(mention, value, kind=kind, unit=unit)


def make_quantity(mention: Mention, value: float, **fields: Any) -> Quantity:
    return Quantity(start=mention.start, end=mention.end, text=mention.text, low=value, high=value, **fields)


def has_place(statement: Statement) -> bool:
    """Whether the statement still says something when its date is gone."""
    return bool(statement.actors or statement.recipients or statement.locations or statement.quantities)


def resolved(statement: Statement) -> Place | None:
    """A place of the statement with a point and a country."""
    return next((place for place in statement.locations if place.lat is not None and place.country), None)


def abroad(place: Place, variant: int) -> str:
    """The label of another country."""
    others = [code for code in sorted(COUNTRIES) if code not in {place.country, "GEO"}]
    return COUNTRIES[others[variant % len(others)]].label


@mutates("KG101")
def say_nothing(statement: Statement, article: Article, variant: int) -> Mutated:
    return one(statement, article, actors=(), recipients=(), locations=(), quantities=(), date=None)


@mutates("KG102")
def drop_recipients(statement: Statement, article: Article, variant: int) -> Mutated:
    action = replace(statement.action, type=RECIPIENTS[variant % len(RECIPIENTS)], mode=None)
    return (
        one(statement, article, action=action, recipients=(), actors=statement.actors[:1], quantities=())
        if statement.actors
        else None
    )


@mutates("KG103")
def let_a_place_act(statement: Statement, article: Article, variant: int) -> Mutated:
    places = [place.mention for place in statement.locations if place.usage == "place" and place.mention]
    if not places or statement.action.type in RECIPIENTS:
        return None
    kind = ("person", "organization", "armed_group", "unknown")[variant % 4]
    return one(statement, article, actors=(Actor(mention=places[0], kind=kind),), recipients=())  # type: ignore[arg-type]


@mutates("KG104")
def let_a_medium_fight(statement: Statement, article: Article, variant: int) -> Mutated:
    if statement.action.type not in FIGHTING or not statement.actors:
        return None
    if variant % 2:
        statement, article = with_article(statement, article, publisher="Daily Record")
    kind = "unknown" if variant % 2 else "media"
    return one(statement, article, actors=(Actor(mention=None, name="Daily Record", kind=kind),))  # type: ignore[arg-type]


@mutates("KG105")
def act_on_oneself(statement: Statement, article: Article, variant: int) -> Mutated:
    return one(statement, article, recipients=statement.actors[:1]) if statement.actors else None


@mutates("KG106")
def cross_bounds(statement: Statement, article: Article, variant: int) -> Mutated:
    if not statement.quantities:
        return None
    quantity = replace(statement.quantities[0], low=variant + 1, high=variant)
    return one(statement, article, quantities=(quantity,))


@mutates("KG107")
def count_below_nothing(statement: Statement, article: Article, variant: int) -> Mutated:
    if not statement.quantities:
        return None
    return one(statement, article, quantities=(replace(statement.quantities[0], low=-variant - 1, high=None),))


@mutates("KG108")
def count_a_part_twice(statement: Statement, article: Article, variant: int) -> Mutated:
    words = ("including", "among them", "of whom")[variant % 3]
    statement, article = append(statement, article, f" There were twenty, {words} seven more.")
    return one(statement, article, quantities=(number(article, "twenty", 20), number(article, "seven", 7)))


@mutates("KG109")
def exceed_confidence(statement: Statement, article: Article, variant: int) -> Mutated:
    return one(statement, article, confidence=(1.001 + variant, -0.001 - variant, float("nan"))[variant % 3])


@mutates("KG110")
def let_a_sum_act(statement: Statement, article: Article, variant: int) -> Mutated:
    words = f"{'$€£'[variant % 3]}{variant + 1} million"
    statement, article = append(statement, article, f" {words}")
    return one(statement, article, actors=(Actor(mention=last(article, words)),))


@mutates("KG111")
def let_nobody_act(statement: Statement, article: Article, variant: int) -> Mutated:
    words = ("who", "whom", "that", "was")[variant % 4]
    statement, article = append(statement, article, f" {words}")
    return one(statement, article, recipients=(Actor(mention=last(article, words)),))


@mutates("KG112")
def kill_by_words(statement: Statement, article: Article, variant: int) -> Mutated:
    statement, article = append(statement, article, " twenty")
    kind = ("killed", "wounded", "missing", "captured")[variant % 4]
    action = replace(statement.action, type="SAY", mode=None)
    return one(statement, article, action=action, quantities=(number(article, "twenty", 20, kind),))


@mutates("KG113")
def count_a_name(statement: Statement, article: Article, variant: int) -> Mutated:
    names = [actor.mention for actor in statement.actors if actor.id and actor.mention]
    if not names or names[0].end - names[0].start < 3:
        return None
    start = names[0].start + 1 + variant % (names[0].end - names[0].start - 2)
    return one(statement, article, quantities=(make_quantity(article.mention(start, start + 1), variant),))


@mutates("KG114")
def count_years(statement: Statement, article: Article, variant: int) -> Mutated:
    year, age = 1900 + variant % 150, str(variant % 90 + 5)
    if variant % 2:
        statement, article = append(statement, article, f" in {year}")
        return one(statement, article, quantities=(number(article, str(year), year, unit="person"),))
    statement, article = append(statement, article, f" a {age}-year-old")
    return one(statement, article, quantities=(number(article, age, int(age), unit="person"),))


@mutates("KG115")
def measure_people(statement: Statement, article: Article, variant: int) -> Mutated:
    statement, article = append(statement, article, " twenty")
    unit = ("km", "km2", "ha", "mi")[variant % 4]
    return one(statement, article, quantities=(number(article, "twenty", 20, "troops", unit),))


@mutates("KG116")
def measure_twice(statement: Statement, article: Article, variant: int) -> Mutated:
    if statement.action.type == "CASUALTY":
        return None
    statement, article = append(statement, article, " 13 square kilometers (5 square miles)")
    whole, twin = (
        number(article, "13 square kilometers", 13, "area", "km2"),
        number(article, "5 square miles", 5, "area"),
    )
    return one(statement, article, quantities=(whole, replace(twin, unit="mi2")))


def with_date(statement: Statement, article: Article, **fields: Any) -> Mutated:
    """A date without words, so that only its values count."""
    return one(statement, article, date=When(**({"mention": None} | fields))) if has_place(statement) else None


@mutates("KG201")
def cross_days(statement: Statement, article: Article, variant: int) -> Mutated:
    latest = date(1999, 1, 1) + timedelta(days=variant % 365)
    return with_date(statement, article, earliest=str(latest + timedelta(days=1)), latest=str(latest), precision="day")


@mutates("KG202")
def name_no_day(statement: Statement, article: Article, variant: int) -> Mutated:
    end = ("earliest", "latest")[variant % 2]
    return with_date(statement, article, **{end: ("1999-02-30", "1999-02", "yesterday")[variant % 3]})


@mutates("KG203")
def happen_after_publication(statement: Statement, article: Article, variant: int) -> Mutated:
    if article.published is None:
        return None
    day = date.fromisoformat(article.published[:10]) + timedelta(days=2 + variant)
    return with_date(replace(statement, modality="actual"), article, earliest=str(day))


@mutates("KG204")
def publish_on_no_day(statement: Statement, article: Article, variant: int) -> Mutated:
    published = ("4 March 2025", "2025-13-01", "20250304", "yesterday")[variant % 4]
    statement, article = with_article(statement, article, published=published)
    return [statement], article


@mutates("KG205")
def sharpen_words(statement: Statement, article: Article, variant: int) -> Mutated:
    words = ("in March 2025", "last month", "2024", "last summer", "the 1990s")[variant % 5]
    statement, article = append(statement, article, f" {words}")
    return with_date(statement, article, mention=last(article, words), precision=("day", "week")[variant % 2])


@mutates("KG206")
def sharpen_value(statement: Statement, article: Article, variant: int) -> Mutated:
    precision = ("month", "season", "quarter", "year", "decade")[variant % 5]
    return with_date(statement, article, value="1999-01-05", precision=precision)


@mutates("KG207")
def count_from_no_day(statement: Statement, article: Article, variant: int) -> Mutated:
    statement, article = with_article(statement, article, published=None)
    return with_date(statement, article, latest="1999-01-05", precision="bound", anchor="publication")


@mutates("KG208")
def publish_in_another_age(statement: Statement, article: Article, variant: int) -> Mutated:
    published = ("1970-01-01", f"21{variant % 90 + 10}-01-01", f"0{variant % 900 + 100}-01-01")[variant % 3]
    statement, article = with_article(statement, article, published=published)
    return with_date(statement, article)


@mutates("KG209")
def leave_the_value(statement: Statement, article: Article, variant: int) -> Mutated:
    day = str(date(1999, 1, 6) + timedelta(days=variant % 300))
    return with_date(statement, article, value="1999-01-05", earliest=day, latest=day, precision="day")


def with_place(statement: Statement, article: Article, place: Place, *others: Place, **fields: Any) -> Mutated:
    return one(statement, article, locations=(replace(place, **fields), *others))


@mutates("KG301")
def leave_the_globe(statement: Statement, article: Article, variant: int) -> Mutated:
    fields = ({"lat": 90.5 + variant}, {"lon": -181.0 - variant}, {"lat": None}, {"lon": None})[variant % 4]
    place = resolved(statement)
    return with_place(statement, article, place, **fields) if place else None


@mutates("KG302")
def leave_the_country(statement: Statement, article: Article, variant: int) -> Mutated:
    place = resolved(statement)
    box = COUNTRIES[place.country].box if place is not None and place.country else None
    if place is None or box is None or place.level == "area":
        return None
    west, south, east, north = box
    lat, lon = next(one for one in POINTS if not (south <= one[0] <= north and west <= one[1] <= east))
    return with_place(statement, article, place, lat=lat, lon=lon)


@mutates("KG303")
def lose_the_point(statement: Statement, article: Article, variant: int) -> Mutated:
    place = resolved(statement)
    if place is None:
        return None
    if variant % 2:
        return with_place(statement, article, place, level="country", country=None, within=None)
    return with_place(statement, article, place, level="settlement", geonames=1, lat=None, lon=None)


@mutates("KG304")
def resolve_to_nothing(statement: Statement, article: Article, variant: int) -> Mutated:
    if not statement.locations:
        return None
    place = statement.locations[0]
    return with_place(statement, article, place, status="resolved", geonames=None, lat=None, lon=None)


@mutates("KG305")
def waver_between_one(statement: Statement, article: Article, variant: int) -> Mutated:
    if not statement.locations:
        return None
    return with_place(
        statement, article, statement.locations[0], status="ambiguous", candidates=(variant,)[: variant % 2]
    )


@mutates("KG306")
def move_the_place(statement: Statement, article: Article, variant: int) -> Mutated:
    place = resolved(statement)
    if place is None or place.lat is None or place.geonames is None:
        return None
    first = replace(statement, locations=(place,))
    moved = replace(place, lat=place.lat + 0.01 * (1 + variant % 9))
    return [first, replace(first, id="other", locations=(moved,))], article


@mutates("KG307")
def name_another_country(statement: Statement, article: Article, variant: int) -> Mutated:
    place = resolved(statement)
    if place is None:
        return None
    return with_place(statement, article, place, within=abroad(place, variant), claimed_by=(), held_by=())


def own_province(place: Place) -> str:
    return f"Alpha Province, {COUNTRIES[place.country or ''].label}"


@mutates("KG308")
def share_a_point(statement: Statement, article: Article, variant: int) -> Mutated:
    place = resolved(statement)
    if place is None or place.level == "area":
        return None
    town = replace(place, name="Aville", geonames=1, level="settlement", mention=None, within=None)
    level = ("country", "admin1", "admin2")[variant % 3]
    return with_place(statement, article, town, replace(town, name="Beeland", geonames=2, level=level))


@mutates("KG309")
def lie_in_another_country(statement: Statement, article: Article, variant: int) -> Mutated:
    place = resolved(statement)
    if place is None:
        return None
    inside = f"Alpha Province, {abroad(place, variant)}"
    return with_place(statement, article, place, inside=inside, within=None, claimed_by=(), held_by=())


@mutates("KG310")
def name_another_region(statement: Statement, article: Article, variant: int) -> Mutated:
    place = resolved(statement)
    if place is None or place.level in {"area", "country"} or place.lat is None:
        return None
    region = replace(
        place, mention=None, name=f"Beta {variant}", geonames=1, level="admin1", lat=place.lat + 0.01, inside=None,
        within=None,
    )  # fmt: skip
    town = replace(place, name="Aville", level="settlement", mention=None)
    return with_place(statement, article, town, region, inside=own_province(place), within=f"Beta {variant}")


@mutates("KG401")
def misquote(statement: Statement, article: Article, variant: int) -> Mutated:
    slot = ("trigger", "actors", "recipients", "locations")[variant % 4]
    if slot == "trigger":
        return one(statement, article, trigger=replace(statement.trigger, text=f"{statement.trigger.text}x"))
    items = getattr(statement, slot)
    if not items or items[0].mention is None:
        return None
    wrong = replace(items[0], mention=replace(items[0].mention, text=f"{items[0].mention.text}x"))
    return one(statement, article, **{slot: (wrong, *items[1:])})


@mutates("KG402")
def give_no_evidence(statement: Statement, article: Article, variant: int) -> Mutated:
    return one(statement, article, evidence=())


@mutates("KG403")
def change_the_hash(statement: Statement, article: Article, variant: int) -> Mutated:
    return one(statement, article, article=replace(article.header, sha256=f"{variant:064x}"))


@mutates("KG404")
def cut_the_evidence(statement: Statement, article: Article, variant: int) -> Mutated:
    statement, article = append(statement, article, " elsewhere")
    return one(statement, article, evidence=(last(article, "elsewhere"),))


@mutates("KG405")
def change_the_article(statement: Statement, article: Article, variant: int) -> Mutated:
    return one(statement, article, article=replace(article.header, id=f"other-{variant}"))


@mutates("KG406")
def widen_the_evidence(statement: Statement, article: Article, variant: int) -> Mutated:
    statement, article = append(statement, article, " more.\n" + " " * (variant % 3) + "\nAnd more.")
    start = article.text.rindex("more.\n")
    return one(statement, article, evidence=(*statement.evidence, article.mention(start, len(article.text))))


@mutates("KG407")
def leave_markup(statement: Statement, article: Article, variant: int) -> Mutated:
    words = ("<b>Someone", "Someone https://example.org", "Some&nbsp;one")[variant % 3]
    statement, article = append(statement, article, f" {words}")
    return one(statement, article, actors=(Actor(mention=last(article, words), kind="person"),))


@mutates("KG408")
def double_the_id(statement: Statement, article: Article, variant: int) -> Mutated:
    return [statement, replace(statement, confidence=0.5)], article


@mutates("KG501")
def invent_a_type(statement: Statement, article: Article, variant: int) -> Mutated:
    return one(statement, article, action=replace(statement.action, type=f"TYPE{variant}"), quantities=())


@mutates("KG502")
def invent_a_mode(statement: Statement, article: Article, variant: int) -> Mutated:
    return one(statement, article, action=replace(statement.action, mode=f"mode-{variant}"))


def with_party(statement: Statement, article: Article, variant: int, **fields: Any) -> Mutated:
    """Another field of an actor or a recipient."""
    slot = ("actors", "recipients")[variant % 2]
    parties = getattr(statement, slot)
    if not parties:
        return None
    return one(statement, article, **{slot: (replace(parties[0], **fields), *parties[1:])})


@mutates("KG503")
def invent_a_sector(statement: Statement, article: Article, variant: int) -> Mutated:
    return with_party(statement, article, variant, sector=f"X{variant}")


@mutates("KG504")
def invent_a_country(statement: Statement, article: Article, variant: int) -> Mutated:
    return with_party(statement, article, variant, country=("ZZZ", "ua", "UA", "ukr")[variant % 4])


@mutates("KG505")
def invent_a_kind(statement: Statement, article: Article, variant: int) -> Mutated:
    if statement.locations:
        return None  # a government named by its capital would become a place that acts
    return with_party(statement, article, variant, kind=f"kind-{variant}")


@mutates("KG506")
def invent_a_context(statement: Statement, article: Article, variant: int) -> Mutated:
    return one(statement, article, action=replace(statement.action, contexts=(f"context-{variant}",)))


@mutates("KG507")
def invent_a_polarity(statement: Statement, article: Article, variant: int) -> Mutated:
    field = ("polarity", "status")[variant % 2]
    return one(statement, article, **{field: f"code-{variant}"})


@mutates("KG508")
def invent_a_cameo_code(statement: Statement, article: Article, variant: int) -> Mutated:
    return one(
        statement, article, action=replace(statement.action, cameo=("00", "21", "1", "19x", "12345")[variant % 5])
    )


@mutates("KG509")
def invent_an_acled_type(statement: Statement, article: Article, variant: int) -> Mutated:
    return one(statement, article, action=replace(statement.action, acled=f"Type {variant}"))


@mutates("KG510")
def invent_an_id(statement: Statement, article: Article, variant: int) -> Mutated:
    return with_party(statement, article, variant, id=f"nobody-{variant}")


@mutates("KG511")
def invent_a_wikidata_id(statement: Statement, article: Article, variant: int) -> Mutated:
    return with_party(statement, article, variant, wikidata=("1234", "Q0", "q12", "P31")[variant % 4])


@mutates("KG601")
def contradict_oneself(statement: Statement, article: Article, variant: int) -> Mutated:
    filled = sum(map(bool, (statement.actors, statement.recipients, statement.locations)))
    if not statement.claimants or statement.action.type == "SAY" or filled < 2 or statement.status == "disputed":
        return None
    other: Polarity = "positive" if statement.polarity == "negative" else "negative"
    return [statement, replace(statement, id="other", polarity=other)], article


@mutates("KG602")
def loop_the_chain(statement: Statement, article: Article, variant: int) -> Mutated:
    if not statement.claimants:
        return None
    return one(statement, article, claimants=(*statement.claimants, statement.claimants[0]))


@mutates("KG603")
def forget_who_says_it(statement: Statement, article: Article, variant: int) -> Mutated:
    silent = (Claimant(name="Daily Record", kind="media"),)
    return one(statement, article, status=("claimed", "denied")[variant % 2], claimants=silent[: variant // 2 % 2])


@mutates("KG604")
def assert_what_is_said(statement: Statement, article: Article, variant: int) -> Mutated:
    speaker = Claimant(name="Somebody Else", kind="person", cue=statement.trigger)
    return one(statement, article, status="asserted", claimants=(*statement.claimants, speaker))


@mutates("KG605")
def let_the_accused_claim(statement: Statement, article: Article, variant: int) -> Mutated:
    mentions = [actor.mention for actor in statement.actors if actor.mention]
    if not mentions:
        return None
    cue = ("accused", "charged", "convicted")[variant % 3]
    statement, article = append(statement, article, f" {cue}")
    accused = Claimant(name="the accused", kind="person", mention=mentions[0], cue=last(article, cue))
    return one(statement, article, status="claimed", claimants=(*statement.claimants, accused))


@mutates("KG606")
def count_the_reprint(statement: Statement, article: Article, variant: int) -> Mutated:
    names = ("Daily Record", f"Wire {variant}")
    statement, article = with_article(statement, article, publisher=names[0], agency=names[1])
    claimants = tuple(Claimant(name=name, kind="media") for name in names)
    return one(statement, article, status="asserted", claimants=claimants)
