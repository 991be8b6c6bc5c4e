"""How reports of one event bear on each other: a contradiction, an update, a corroboration, or nothing."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import tell
from msgspec.structs import replace
from voices import claim, count, exactly

from kgbuild.assembly.agreement import link_statements
from kgbuild.assembly.amounts import Amount, read_amounts
from kgbuild.assembly.claim_reading import read_claims
from kgbuild.assembly.claims import Claim
from kgbuild.assembly.knowledge import load_knowledge
from kgbuild.assembly.standing import Agreement
from kgbuild.errors import VocabularyError
from kgbuild.model import Actor, Claimant, Link, Mention, Quantity, Statement

ON_2, ON_3 = "2025-03-02", "2025-03-03"


def kinds_of(*claims: Claim) -> set[tuple[str, str]]:
    """Kind and slot of each link, corroborations that it happened at all aside."""
    return {(link.kind, link.slot) for link in link_statements(claims)} - {("corroborates", "polarity")}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((ON_2, exactly(12)), (ON_2, exactly(31)), "contradicts"),
        ((ON_2, exactly(12)), (ON_2, exactly(12)), "corroborates"),
        ((ON_2, count(low=10)), (ON_2, exactly(12)), "corroborates"),
        ((ON_2, count(low=4)), (ON_2, exactly(40)), None),
        ((ON_2, count(high=10)), (ON_2, exactly(12)), "contradicts"),
        ((ON_2, count(low=20, high=30)), (ON_2, exactly(25)), "corroborates"),
        ((ON_2, exactly(4)), (ON_3, exactly(7)), "updates"),
        ((ON_2, count(low=4)), (ON_3, exactly(7)), "updates"),
        ((ON_2, exactly(7)), (ON_3, exactly(4)), "contradicts"),
        ((None, exactly(7)), (ON_3, exactly(4)), "contradicts"),
        ((ON_2, exactly(7)), (ON_2, exactly(4, "wounded")), None),
        ((ON_2, exactly(7, of="soldiers")), (ON_2, exactly(4, of="civilians")), None),
        ((ON_2, exactly(23)), (ON_2, exactly(2, of="children")), None),
        ((ON_2, count(low=25, of="civilians")), (ON_2, exactly(9)), "contradicts"),
    ],
)
def test_two_voices_count(first: tuple, second: tuple, expected: str | None) -> None:
    one = claim("s1", "medics", first[0], amounts=(first[1],))
    other = claim("s2", "officials", second[0], amounts=(second[1],))
    assert {kind for kind, _ in kinds_of(one, other)} == ({expected} if expected else set())


@pytest.mark.parametrize("number", [4, 12])
def test_one_voice_that_counts_again_later_updates_itself(number: int) -> None:
    before, after = claim("s1", amounts=(exactly(7),)), claim("s2", day=ON_3, amounts=(exactly(number),))
    (link,) = [link for link in link_statements([before, after]) if link.slot == "killed"]
    assert (link.kind, link.first, link.second) == ("updates", "s2", "s1")


def test_one_voice_with_two_figures_in_one_article_disputes_nothing() -> None:
    assert kinds_of(*(claim(f"s{number}", article="a", amounts=(exactly(number),)) for number in (4, 7))) == set()


def test_two_voices_of_one_article_may_dispute() -> None:
    told = [
        claim(f"s{voice}", voice, article="a", amounts=(exactly(number),)) for voice, number in (("x", 4), ("y", 7))
    ]
    assert kinds_of(*told) == {("contradicts", "killed")}


def test_a_toll_that_the_enemy_raises_next_day_is_disputed() -> None:
    one = claim("s1", "army", ON_2, side="COD", amounts=(exactly(12),))
    other = claim("s2", "M23", ON_3, side="m23", amounts=(exactly(31),))
    assert kinds_of(one, other) == {("contradicts", "killed")}


def test_what_an_attacker_boasts_of_updates_no_toll() -> None:
    medics, boast = claim("s1", "medics", ON_2, amounts=(exactly(16),)), {"by": "M23", "amounts": (exactly(40),)}
    assert kinds_of(medics, claim("s2", "x", ON_3, **boast)) == {("updates", "killed")}
    assert kinds_of(medics, claim("s2", "x", ON_3, voice_name="x", side="m23", **boast)) == {("contradicts", "killed")}


@pytest.mark.parametrize(
    ("theirs", "side", "disputed"),
    [
        (exactly(33), None, True),
        (exactly(33), "COD", False),
        (exactly(11), None, False),
        (exactly(3, of="herders"), None, True),
        (exactly(3, of="soldiers"), None, False),
    ],
)
def test_a_side_that_counts_the_enemys_fighters_alone_disputes_other_dead(
    theirs: Amount, side: str | None, disputed: bool
) -> None:
    army = claim("s1", "army", side="COD", amounts=(exactly(11, of="fighters"),))
    assert kinds_of(army, claim("s2", "x", side=side, amounts=(theirs,))) == (
        {("contradicts", "killed")} if disputed else set()
    )
    admitting = claim("s3", "army", article="as1", amounts=(exactly(3, of="civilians"),), side="COD")
    assert kinds_of(army, admitting, claim("s2", "x", side=side, amounts=(theirs,))) == set()
    medics = claim("s1", "nurses", amounts=(exactly(11, of="fighters"),))
    assert kinds_of(medics, claim("s2", "x", side=side, amounts=(theirs,))) == set()


def test_planned_and_disputed_harm_counts_nothing() -> None:
    sure = claim("s1", "medics", amounts=(exactly(4),))
    assert kinds_of(sure, claim("s2", "army", amounts=(exactly(9),), modality="planned")) == set()
    assert kinds_of(sure, claim("s2", "army", amounts=(exactly(9),), status="disputed")) == set()


DENIED = {"status": "denied"}
NEGATED = {"polarity": "negative"}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"by": "M23", "on": "hospital"}, {"by": "M23", "on": "hospital", **DENIED}, {("contradicts", "polarity")}),
        ({"by": "M23", "on": "hospital"}, {"by": "M23", "on": "hospital", **NEGATED}, {("contradicts", "polarity")}),
        ({"by": "army"}, {"by": "DR Congo", **DENIED}, {("contradicts", "polarity")}),
        ({"by": "gunmen", "on": "hospital"}, {"by": "M23", "on": "hospital", **DENIED}, set()),
        ({"on": "hospital"}, {"by": "M23", "on": "hospital", **DENIED}, set()),
        ({"on": "bus depot"}, {"on": "bus depot", **DENIED}, {("contradicts", "polarity")}),
        ({"by": "M23", **DENIED}, {"by": "M23", **NEGATED}, set()),
        ({"by": "M23", **NEGATED, **DENIED}, {"by": "M23", **DENIED}, {("contradicts", "polarity")}),
        (
            {"on": "hospital", "trigger": "hit"},
            {"on": "hospital", "trigger": "hit", **NEGATED},
            {("contradicts", "polarity")},
        ),
        ({"on": "hospital", "trigger": "shot"}, {"on": "hospital", "trigger": "hit", **NEGATED}, set()),
        ({"by": "M23"}, {"by": "M23", "modality": "habitual", **NEGATED}, set()),
        ({"by": "M23"}, {"by": "army"}, {("contradicts", "actor")}),
        ({"by": "army"}, {"by": "DR Congo"}, set()),
        ({"by": "M23"}, {"by": "gunmen"}, set()),
        ({"by": "rebels"}, {"by": "army"}, {("contradicts", "actor")}),
        ({"by": "M23+army"}, {"by": "army"}, {("corroborates", "actor")}),
        ({"by": "M23", "on": "soldiers"}, {"by": "M23", "on": "bus depot"}, {("corroborates", "actor")}),
        ({"on": "bus depot", "side": "COD"}, {"on": "railway yard", "side": "m23"}, {("contradicts", "recipient")}),
        ({"on": "bus depot"}, {"on": "railway yard"}, set()),
        ({"on": "people", "side": "COD"}, {"on": "railway yard", "side": "m23"}, set()),
        ({"on_day": ON_2}, {"on_day": ON_3}, {("contradicts", "date")}),
        ({"on_day": ON_2}, {}, set()),
        ({"at": "Goma"}, {"at": "Sake"}, {("contradicts", "place")}),
        ({"at": "Goma"}, {"at": "near Goma"}, {("corroborates", "place")}),
    ],
)
def test_two_voices_tell_of_one_event(first: dict, second: dict, expected: set) -> None:
    assert kinds_of(claim("s1", "x", **first), claim("s2", "y", **second)) == expected


def test_a_voice_that_admits_what_it_denied_updates_its_word() -> None:
    denial = claim("s1", "M23", by="M23", on="hospital", **DENIED)
    (link,) = link_statements([denial, claim("s2", "M23", ON_3, by="M23", on="hospital")])
    assert (link.kind, link.slot, link.first, link.second) == ("updates", "polarity", "s2", "s1")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # One place and day, one target, two attackers.
        ({"by": "M23", "on": "hospital", "at": "Goma", "on_day": ON_2},
         {"by": "army", "on": "hospital", "at": "Goma", "on_day": ON_2}, {"actor"}),
        ({"by": "M23", "on": "hospital", "at": "Goma", "on_day": ON_2},
         {"by": "army", "on": "soldiers", "at": "Goma", "on_day": ON_2}, set()),
        ({"by": "M23", "on": "hospital", "at": "Goma", "on_day": ON_2},
         {"by": "army", "on": "hospital", "at": "Goma", "on_day": ON_3}, set()),
        ({"by": "M23", "on": "hospital", "at": "Goma", "on_day": ON_2},
         {"by": "army", "on": "hospital", "at": "Sake", "on_day": ON_2}, set()),
        # A denial without a day of its own is of the days before it.
        ({"by": "M23", "on": "hospital", "at": "Goma", "on_day": ON_2},
         {"by": "M23", "on": "hospital", "at": "Goma", "day": ON_3, **DENIED}, {"polarity"}),
        ({"by": "M23", "on": "hospital", "at": "Goma", "on_day": ON_2},
         {"by": "M23", "on": "hospital", "at": "Goma", "day": "2025-05-01", **DENIED}, set()),
        # What has no place: who backs whom.
        ({"by": "Rwanda", "on": "rebels", "type": "SUPPORT"},
         {"by": "Rwanda", "on": "rebels", "type": "SUPPORT", **DENIED}, {"polarity"}),
        ({"by": "Rwanda", "on": "rebels", "type": "SUPPORT"},
         {"by": "Rwanda", "on": "rebels", "type": "ACCUSE", **DENIED}, set()),
    ],
)  # fmt: skip
def test_neighbouring_events_dispute_only_what_is_surely_one(first: dict, second: dict, expected: set) -> None:
    links = link_statements([claim("s1", "x", event="e1", **first), claim("s2", "y", event="e2", **second)])
    assert {link.slot for link in links} == expected
    assert {link.kind for link in links} <= {"contradicts"}


@pytest.mark.parametrize(
    ("words", "answers"),
    [
        ("denied it", "s1"),
        ("denied the accusation and left", "s1"),
        ("denied responsibility", "s1"),
        ("denied the claim that talks had failed", None),
        ("denied that talks had failed", None),
        ("denied", None),
    ],
)
def test_a_bare_denial_answers_what_was_told_before_it(words: str, answers: str | None) -> None:
    told = claim("s1", "medics", article="a", by="gunmen", on="hospital")
    denial = claim(
        "s2", "paper", article="a", type="SAY", mode="deny", by="army", start=90, words=words, status="asserted"
    )
    links = link_statements([told, denial])
    assert [(link.kind, link.slot, link.first) for link in links] == (
        [("contradicts", "polarity", answers)] if answers else []
    )


def test_a_reason_names_who_says_what() -> None:
    (link,) = link_statements(
        [claim("s1", "medics", amounts=(exactly(4),)), claim("s2", "army", amounts=(exactly(9),))]
    )[:1]
    assert link.reason == "medics says 4..4 killed; army says 9..9 killed"


@pytest.mark.parametrize(("voices", "lineage"), [(("x", "y"), "a"), (("x", "x"), None)])
def test_copies_and_one_voice_twice_corroborate_nothing(voices: tuple[str, str], lineage: str | None) -> None:
    shared = {"by": "M23", "at": "Goma", "amounts": (exactly(4),), "lineage": lineage}
    assert link_statements(claim(f"s{number}", voice, **shared) for number, voice in enumerate(voices)) == []


def test_copies_that_quote_a_voice_without_a_name_are_one_source() -> None:
    told = []
    for home in ("a", "b"):
        for who, many in (("residents", 4), ("medics", 9)):
            shared = {"article": home, "lineage": "a", "voice_key": f"article/{home}/{who}"}
            told.append(claim(f"s{home}{who}", who, amounts=(exactly(many),), **shared))
    (link,) = link_statements(told)
    assert {link.first, link.second} == {"saresidents", "samedics"}


VALUES = st.sampled_from([exactly(4), exactly(7), count(low=5), exactly(2, of="children"), exactly(9, "wounded")])
CLAIMS = st.lists(
    st.builds(
        lambda number, voice, home, day, amounts, by, on, extra: claim(
            f"s{number:03}", voice, day, article=f"a{home}", lineage=f"a{home // 2}", amounts=tuple(amounts),
            by=by, on=on, at="Goma", start=number, **extra,
        ),
        st.integers(0, 400),
        st.sampled_from(["x", "y", "z"]),
        st.integers(0, 6),
        st.sampled_from([ON_2, ON_3, None]),
        st.lists(VALUES, max_size=2),
        st.sampled_from([None, "M23", "army", "gunmen"]),
        st.sampled_from([None, "hospital", "bus depot"]),
        st.sampled_from([{}, DENIED, {"type": "CONTROL", "mode": "hold"}, {"event": "e2", "on_day": ON_2}]),
    ),
    max_size=14,
    unique_by=lambda one: one.id,
)  # fmt: skip


@given(CLAIMS, st.randoms(use_true_random=False))
def test_order_changes_nothing(claims: list[Claim], random: Random) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)
    assert link_statements(shuffled) == link_statements(claims)


@given(CLAIMS)
def test_links_are_stored_once_and_copies_have_none(claims: list[Claim]) -> None:
    by_id = {one.id: one for one in claims}
    links = link_statements(claims)
    assert len({(link.first, link.second, link.kind, link.slot) for link in links}) == len(links)
    for link in links:
        one, other = by_id[link.first], by_id[link.second]
        assert link.kind == "updates" or link.first < link.second
        if link.kind != "updates":
            assert one.voice != other.voice
            assert one.article == other.article or one.lineage != other.lineage
        assert link.kind != "updates" or (one.published or "") >= (other.published or "")


@given(CLAIMS, st.data())
def test_growing_and_shrinking_gives_what_a_full_rebuild_gives(claims: list[Claim], data: st.DataObject) -> None:
    articles: dict[str, list[Claim]] = {}
    for one in claims:
        articles.setdefault(one.article, []).append(one)
    grown = Agreement()
    for home in data.draw(st.permutations(sorted(articles))):
        grown.put(home, articles[home])
        if data.draw(st.booleans()):
            grown.settle()
    gone = data.draw(st.sets(st.sampled_from(sorted(articles)))) if articles else set()
    for home in sorted(gone):
        grown.drop(home)
    links, states = grown.settle()
    fresh = Agreement()
    for home in sorted(articles.keys() - gone):
        fresh.put(home, articles[home])
    assert (links, states) == fresh.settle()
    assert links == link_statements(one for one in claims if one.article not in gone)


def test_links_grow_with_claims_and_not_with_pairs() -> None:
    def make(size: int) -> list[Link]:
        return link_statements(
            claim(
                f"s{number}", f"v{number}", amounts=(exactly(4 + number % 3),), by=("M23", "army")[number % 2],
                at="Goma", on="hospital", **(DENIED if number % 5 == 0 else {}),
            )
            for number in range(size)
        )  # fmt: skip

    small, large = len(make(100)), len(make(400))
    assert large < 4.2 * small
    assert small < 1000


@pytest.mark.parametrize("published", ["2025-03", "spring", "2025-02-31", "2025-03-03T10:00:00Z"])
def test_a_moment_that_is_no_day_orders_nothing_wrongly(published: str) -> None:
    odd = claim("s2", "y", published, by="M23", on="hospital", at="Goma", type="CONTROL", mode="hold")
    assert odd.day == ("2025-03-03" if "T" in published else None)
    assert {link.kind for link in link_statements([claim("s1", "x", at="Goma"), odd])} <= {"contradicts"}


# Reading claims from statements


def read_voices(*statements: Statement) -> list[str]:
    return [claim.voice for claim in read_claims(statements, text="", events={})]


def test_the_innermost_claimant_is_the_voice_and_else_the_outlet() -> None:
    said = tell("s1", claimants=(Claimant(name="Daily"), Claimant(name="FARDC", id="fardc", kind="armed_force")))
    assert read_voices(said) == ["actor/fardc"]
    assert read_voices(tell("s1", claimants=(Claimant(name="Daily"),))) == ["name/daily"]
    nameless = Claimant(name="residents", mention=Mention(0, 4, "Text"))
    assert len({*read_voices(tell("s1", claimants=(nameless,))), *read_voices(tell("s2", claimants=(nameless,)))}) == 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("People: 7 people died", ("everyone", 7, False)),
        ("Soldiers: 7 soldiers died", ("soldiers", 7, False)),
        ("Two: of them 7 children died", ("children", 7, True)),
        ("Three: 7 more bodies", ("everyone", 7, True)),
        ("There: 7 bodies", ("everyone", 7, False)),
        ("Market: 7 vendors died", ("vendors", 7, False)),
    ],
)
def test_amounts_know_whom_they_count(words: str, expected: tuple) -> None:
    start = words.index("7")
    noun = words[start + 2 :].removesuffix(" died")
    recipient = Actor(mention=Mention(start + 2, start + 2 + len(noun), noun), name=noun)
    quantity = Quantity(start=start, end=start + 1, text="7", low=7, high=7, unit="person", kind="killed")
    told = replace(
        tell("s1"), quantities=(quantity,), recipients=(recipient,), evidence=(Mention(0, len(words), words),)
    )
    (amount,) = read_amounts(told)
    assert (amount.of, amount.low, amount.part) == expected
    assert (amount.high is None) == ("bodies" in words)


def test_the_number_behind_those_whom_a_toll_counts_is_theirs() -> None:
    words = "put the number of dead soldiers at 7"
    noun = Mention(18, 31, "dead soldiers")
    quantity = Quantity(start=35, end=36, text="7", low=7, high=7, unit="person", kind="killed")
    told = replace(
        tell("s1", type="CASUALTY", mode="killed"),
        quantities=(quantity,),
        recipients=(Actor(mention=noun, name=noun.text),),
        evidence=(Mention(0, len(words), words),),
    )
    (amount,) = read_amounts(told)
    assert (amount.of, amount.low) == ("soldiers", 7)


@pytest.mark.parametrize(
    ("trigger", "noun", "expected"),
    [("injured", "one", ("wounded", 0)), ("killed", "nobody", ("killed", 0)), ("shelled", "one", None),
     ("injured", "herders", None)],
)  # fmt: skip
def test_an_attack_that_hurt_nobody_counts_none(trigger: str, noun: str, expected: tuple | None) -> None:
    word = Mention(0, len(trigger), trigger)
    recipient = Actor(mention=Mention(20, 20 + len(noun), noun), name=noun)
    told = replace(tell("s1", trigger=word), recipients=(recipient,), polarity="negative")
    assert [(amount.kind, amount.high) for amount in read_amounts(told)] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("words", "key"),
    [("We", "actor/fardc"), ("Our troops", "actor/fardc"), ("its men", "actor/fardc"), ("US jets", None)],
)
def test_first_persons_and_possessives_are_the_speakers(words: str, key: str | None) -> None:
    said = replace(
        tell("s1", claimants=(Claimant(name="FARDC", id="fardc", kind="armed_force"),)),
        actors=(Actor(mention=Mention(0, len(words), words), name=words),),
    )
    (party,) = read_claims([said], text="", events={})[0].actors
    assert (party.key == key) == (key is not None)
    (spoken,) = read_claims(
        [replace(said, claimants=(Claimant(name="Hana Brook", kind="person"),))], text="", events={}
    )[0].actors
    assert spoken.name == words


@pytest.mark.parametrize(("named", "expected"), [("Sake", ["Sake"]), ("Sake+Goma", []), (None, [])])
def test_the_town_is_the_only_one_that_was_named(named: str | None, expected: list[str]) -> None:
    words = "soldiers held the whole town"
    first = tell("s1", named, type="CONTROL", mode="capture", article="a", trigger=Mention(0, 4, "took"))
    second = replace(
        tell("s2", None, type="CONTROL", mode="hold", by="FARDC", article="a", trigger=Mention(59, 63, "held")),
        evidence=(Mention(50, 50 + len(words), words),),
    )
    claims = read_claims([second, first], text="", events={})
    assert [claim.id for claim in claims] == ["s1", "s2"]
    assert [site.name for site in claims[1].sites] == expected


@pytest.mark.parametrize(
    ("words", "expected"), [("held the whole district", ["event/e1"]), ("held the district of Sake", [])]
)
def test_the_area_without_a_name_is_where_the_first_attack_was(words: str, expected: list[str]) -> None:
    attack = tell("s1", None, article="a", trigger=Mention(0, 4, "shot"))
    held = replace(
        tell("s2", None, type="CONTROL", mode="hold", by="FARDC", article="a", trigger=Mention(50, 54, "held")),
        evidence=(Mention(50, 50 + len(words), words),),
    )
    claims = read_claims([held, attack], text="", events={"s1": "e1", "s2": "e2"})
    assert [site.key for site in claims[1].sites] == expected


@pytest.mark.parametrize("table", ["population", "target", "matter"])
def test_every_word_of_the_data_file_has_one_meaning_and_an_example(table: str) -> None:
    groups = getattr(load_knowledge(), table)
    words = [word for group in groups for word in group.words]
    assert len(words) == len(set(words))
    for group in groups:
        assert any(word in group.example.casefold() for word in group.words), group.name


@pytest.mark.parametrize(
    ("fault", "message"), [("[days]\ndenial = 'x'", "denial"), ("[days", "agreement.toml"), (None, "No such file")]
)
def test_a_faulty_data_file_is_told(tmp_path: Path, fault: str | None, message: str) -> None:
    if fault is not None:
        (tmp_path / "assembly").mkdir()
        (tmp_path / "assembly" / "agreement.toml").write_text(fault)
    with pytest.raises(VocabularyError, match=message):
        load_knowledge(tmp_path)


def test_a_voice_that_spoke_of_nobody_hurt_thinks_again() -> None:
    none = claim("a", "army", ON_2, article="a", amounts=(exactly(0, "wounded"),))
    one = claim("b", "army", ON_3, article="b", amounts=(exactly(1, "wounded", "soldiers"),))
    assert kinds_of(none, one) == {("updates", "wounded")}


@pytest.mark.parametrize(("low", "expected"), [(13, {("contradicts", "killed")}), (3, set())])
def test_a_side_that_counts_worshippers_alone_counts_all_its_dead(low: int, expected: set[tuple[str, str]]) -> None:
    church = claim("a", "government", ON_2, side="ETH", amounts=(exactly(3, of="worshippers"),))
    people = claim("b", "fano", ON_2, side="fano", amounts=(exactly(low),))
    assert kinds_of(church, people) == expected


def test_who_blames_another_and_counts_more_takes_no_toll_further() -> None:
    five = claim("a", "aid group", ON_2, article="a", by="army", amounts=(exactly(5),))
    eight = claim("b", "radio", ON_3, article="b", by="M23", amounts=(exactly(8),))
    assert ("contradicts", "killed") in kinds_of(five, eight)


def test_a_departure_without_a_place_is_denied_in_its_event() -> None:
    left = claim("a", "trader", ON_3, type="MOVE", mode="withdraw", by="soldiers")
    stays = claim(
        "b", "army", ON_2, article="b", type="MOVE", mode="withdraw", by="army", at="from Goma", status="denied"
    )
    assert kinds_of(left, stays) == {("contradicts", "polarity")}


def test_two_sides_name_two_targets_in_a_town_that_one_report_cannot_place() -> None:
    known = claim("a", "governor", ON_2, event="e", side="COD", by="Rwanda", on="bus depot", at="Goma", on_day=ON_2)
    named = claim("b", "ministry", ON_3, event="f", side="RWA", by="Rwanda", on="railway yard", at="Goma", on_day=ON_2)
    named = replace(named, sites=(replace(named.sites[0], key="article/b/place/1", level=None, lat=None, lon=None),))
    assert ("contradicts", "recipient") in kinds_of(known, named)


DROVE = {"type": "ASSAULT", "trigger": "driven M23 out of", "at": "Goma", "on_day": ON_2}


@pytest.mark.parametrize(
    ("second", "disputed"),
    [
        ({"by": "M23", "type": "CONTROL", "mode": "hold", "at": "Goma"}, True),
        ({"by": "M23", "type": "CONTROL", "mode": "lose", "status": "denied", "at": "Goma"}, True),
        ({"by": "Rwanda", "type": "CONTROL", "mode": "hold", "at": "Goma"}, False),
        ({"by": "M23", "type": "CONTROL", "mode": "hold", "at": "Sake"}, False),
    ],
)
def test_who_is_driven_out_of_a_place_holds_it_no_more(second: dict, disputed: bool) -> None:
    drove = claim("a", "brigade", ON_3, event="e", by="army", on="M23", **DROVE)
    holds = claim("b", "movement", ON_3, event="f", article="b", **second)
    assert (("contradicts", "control") in kinds_of(drove, holds)) is disputed


def test_the_units_that_a_side_says_hold_a_place_are_its_own() -> None:
    units = claim("a", "ministry", ON_3, event="e", side="RWA", by="gunmen", type="CONTROL", mode="hold", at="Goma")
    named = replace(units.actors[0], name="Units", words="Units", kind="unknown", country=None)
    lost = claim(
        "b", "brigade", ON_3, event="f", article="b", by="army", on="Rwanda", **DROVE | {"trigger": "drove out"}
    )
    assert ("contradicts", "control") in kinds_of(replace(units, actors=(named,)), lost)
    assert kinds_of(replace(units, actors=(replace(named, words="enemy units"),)), lost) == set()


@pytest.mark.parametrize(("who", "disputed"), [("herders", True), ("fighters", False)])
def test_no_civilians_harmed_and_herders_killed(who: str, disputed: bool) -> None:
    spared = claim("a", "command", ON_2, side="USA", on="people", polarity="negative", trigger="harmed")
    spared = replace(spared, recipients=(replace(spared.recipients[0], name="civilians", words="civilians"),))
    killed = claim("b", "elders", ON_3, article="b", on="people", trigger="killed")
    killed = replace(killed, recipients=(replace(killed.recipients[0], name=who, words=who),))
    assert (("contradicts", "polarity") in kinds_of(spared, killed)) is disputed


@pytest.mark.parametrize(
    ("who", "start", "gap", "expected"),
    [
        ("Both sides", 200, "\n\n", ["FARDC", "March 23 Movement"]),
        ("Both sides", 600, "\n\n", ["FARDC", "March 23 Movement"]),
        ("the two sides", 200, "\n\n", ["FARDC", "March 23 Movement"]),
        ("Both sides", 2000, "\n\n", ["Both sides"]),
        ("Both sides", 2000, "\n", ["Both sides"]),
        ("Residents", 200, "\n\n", ["Residents"]),
    ],
)
def test_both_sides_that_agree_are_those_who_met(who: str, start: int, gap: str, expected: list[str]) -> None:
    met = tell("s1", None, type="CONSULT", by="FARDC", on="M23", article="a", trigger=Mention(0, 3, "met"))
    agreed = tell("s2", None, type="AGREE", article="a", trigger=Mention(start, start + 6, "agreed"))
    agreed = replace(agreed, actors=(Actor(name=who, kind="group", mention=Mention(start - 20, start - 5, who)),))
    paragraphs = ("words " * 80 + f"end.{gap}") * 6
    claims = read_claims([agreed, met], text=paragraphs, events={"s1": "e1", "s2": "e2"})
    assert [party.name or party.words for party in claims[1].actors] == expected


@pytest.mark.parametrize(
    ("words", "fields", "disputed"),
    [
        ("agree to extend the truce", {}, True),
        ("agree to open the border", {}, False),
        ("agree to a cease-fire", {}, True),
        ("agree to extend the talks", {}, False),
        ("agree to the road", {}, False),
        ("agree to what their envoys wrote", {}, False),
        ("agree to extend the truce", {"by": "Rwanda"}, False),
        ("agree to extend the truce", {"day": "2025-05-02"}, False),
    ],
)
def test_who_says_that_he_did_not_agree_to_what_is_told(words: str, fields: dict, disputed: bool) -> None:
    told = {"type": "AGREE", "trigger": "agreed to", "words": "agreed to extend their truce by a month"}
    agreed = claim("a", "agency", ON_2, event="e", by="M23+the government", **told)
    refused = claim("b", "movement", fields.pop("day", ON_3), event="f", side="m23", polarity="negative",
                    **{"by": "M23", **fields, "type": "AGREE", "trigger": "agree to", "words": words})  # fmt: skip
    assert (("contradicts", "polarity") in kinds_of(agreed, refused)) is disputed
