"""Where, when and how many belong to which clause."""

from __future__ import annotations

import pytest

from extractors.conftest import texts


@pytest.mark.parametrize(
    ("text", "trigger", "places"),
    [
        ("Soldiers shelled Goma and Bunia.", "shelled", [("Goma", "in"), ("Bunia", "in")]),
        ("Troops clashed with rebels near Galkayo.", "clashed", [("Galkayo", "near")]),
        ("Gunmen killed a guard on Mali's border with Niger.", "killed", [("Mali", "near"), ("Niger", "near")]),
        ("Gunmen killed a guard near the border with Chad.", "killed", [("Chad", "near")]),
        ("Troops crossed the border into Chad.", "crossed", [("Chad", "to")]),
        ("Troops advanced toward Sirte.", "advanced", [("Sirte", "toward")]),
        ("The army withdrew from Bukavu.", "withdrew", [("Bukavu", "from")]),
        ("Rebel gunners fire from the grounds of a hospital in Bukavu.", "fire from", [("Bukavu", "from")]),
        ("Rebels fired from a hill at villages around Bukavu.", "fired from", [("Bukavu", "near")]),
        ("The governor of Kherson said soldiers had killed a guard.", "killed", []),
        ("Aid workers arrived in Goma after soldiers attacked Sake.", "attacked", [("Sake", "in")]),
        ("Soldiers stormed the prison in Torit and freed dozens of inmates.", "freed", [("Torit", "in")]),
        ("More than 30 villagers fled to Chad after clashes in Tine.", "fled", [("Chad", "to")]),
        ("The strike on Rafah left nine people dead.", "left", [("Rafah", "in")]),
        ("Gunmen stabbed a guard in the Tora prison in Bor.", "stabbed", [("Bor", "in")]),
        ("Gunmen killed a guard in Sake, west of Goma.", "killed", [("Sake", "in")]),
        ("Gunmen killed a guard in southern Mali.", "killed", [("Mali", "in")]),
        ("Troops advanced on Sirte.", "advanced", [("Sirte", "toward")]),
        ("Gunmen ambushed a bus on the road to Sirte.", "ambushed", [("Sirte", "near")]),
        ("Rocket fire from Bor wounded two men in Sake.", "wounded", [("Sake", "in")]),
        ("Rebels attacked a patrol near Bor, killing two men.", "killing", [("Bor", "near")]),
    ],
)
def test_places(text, trigger, places, statement):
    found = statement(text, trigger)
    assert [(place.mention.text, place.relation) for place in found.locations] == places


@pytest.mark.parametrize(
    ("text", "trigger", "recipients", "places"),
    [
        (
            "Shells hit a camp near Mekelle on Monday. The movement denied shelling the camp.",
            "shelling",
            ["camp"],
            [("the camp", "near", "Mek'ele")],
        ),
        (
            "Gunmen raided a depot in Owerri. Police surrounded the depot.",
            "surrounded",
            ["depot"],
            [("the depot", "in", "Owerri")],
        ),
        ("Drones hit Odesa on Monday. Three sailors died there.", "died", ["sailors"], [("there", "in", "Odesa")]),
        (
            "Rebels entered Bunia. The army said it held the whole town.",
            "held",
            [],
            [("the whole town", "in", "Bunia")],
        ),
    ],
)
def test_a_site_is_hit_where_it_lies(text, trigger, recipients, places, statement):
    found = statement(text, trigger)
    assert texts(found.recipients) == recipients
    assert [(place.mention.text, place.relation, place.name) for place in found.locations] == places


def test_the_region_takes_up_the_region_named_before(statement):
    text = "Drones hit Belgorod region on Monday. The army said it was repelling attacks in the region."
    found = statement(text, "attacks")
    assert texts(found.locations) == ["the region"]
    assert found.locations[0].level == "admin1"


@pytest.mark.parametrize(
    ("text", "trigger", "earliest", "latest", "basis"),
    [
        ("Soldiers shelled Bor on Monday.", "shelled", "2024-05-13", "2024-05-13", "text"),
        ("Soldiers shelled Bor in March, killing two guards.", "killing", "2024-03-01", "2024-03-31", "inherited"),
        ("Soldiers shelled Bor.", "shelled", None, "2024-05-15", "publication"),
        ("The minister told reporters Monday the army would shell Bor.", "told", "2024-05-13", "2024-05-13", "text"),
        ("The mayor said on Monday that soldiers had shelled Bor.", "shelled", None, "2024-05-13", "inherited"),
        (
            "The mayor said on Monday that soldiers were shelling Bor.",
            "shelling",
            "2024-05-13",
            "2024-05-13",
            "inherited",
        ),
        (
            "Rebels seized Goma in March and have since shelled Sake.",
            "shelled",
            "2024-03-01",
            "2024-05-15",
            "inherited",
        ),
        ("The army said in March it was fending off attacks.", "said", "2024-03-01", "2024-03-31", "text"),
    ],
)
def test_dates(text, trigger, earliest, latest, basis, statement):
    date = statement(text, trigger).date
    assert (date.earliest, date.latest, date.basis) == (earliest, latest, basis)


def test_without_a_publication_date_nothing_is_counted_from_today(statements):
    for found in statements("Soldiers shelled Bor on Monday.", published=None):
        assert found.date is None or found.date.value is None


def test_a_planned_act_is_not_bounded_by_publication(statement):
    assert statement("Kenya will deploy police officers to Haiti.", "deploy").date is None


@pytest.mark.parametrize(
    ("text", "trigger", "quantities"),
    [
        ("Gunmen killed at least nine people in Bor.", "killed", [("killed", 9, None)]),
        (
            "A missile killed seven people, including three children, and injured 20 others.",
            "killed",
            [("killed", 7, 7)],
        ),
        (
            "A missile killed seven people, including three children, and injured 20 others.",
            "injured",
            [("wounded", 20, 20)],
        ),
        ("Five prisoners were stabbed to death in Bor.", "stabbed", [("killed", 5, 5)]),
        ("The raid left nine dead, four of them children, and 25 injured.", "injured", [("wounded", 25, 25)]),
        ("Guards counted 60 adults and a boy under the age of 10 killed.", "killed", []),
        ("Between 20 and 30 fighters were killed near Bor.", "killed", [("killed", 20, 30)]),
    ],
)
def test_casualties(text, trigger, quantities, statement):
    found = statement(text, trigger)
    assert [(item.kind, item.low, item.high) for item in found.quantities] == quantities


def test_a_measure_and_its_twin_are_one_quantity(statement):
    found = statement("Marines control a 21-square-kilometer (eight-square-mile) strip near Torit.", "control")
    assert [(item.kind, item.low, item.unit) for item in found.quantities] == [("area", 21, "km2")]


def test_the_strike_of_a_day_kills_on_that_day(statement):
    date = statement("The drone strike of 12 May killed five herders.", "killed").date
    assert (date.earliest, date.latest, date.basis) == ("2024-05-12", "2024-05-12", "text")


def test_the_same_morning_is_that_of_what_was_told_and_not_of_the_saying(statement):
    text = (
        "Nine people died of a rocket attack in Bor on 9 May, the council said on Sunday. A bomb on the same morning "
        "killed five people, it added."
    )
    assert statement(text, "killed").date.latest == "2024-05-09"


def test_what_some_suffered_worse_is_part_of_the_evidence(statement):
    text = "A jet bombed a school on Sunday, wounding five pupils, two of them badly, a local aid group said."
    assert statement(text, "wounding").evidence[-1].text.endswith("two of them badly")


def test_a_hill_beside_a_town_is_where_rockets_came_from(statement):
    (place,) = statement("The rockets had been fired by rebels from a hill east of Idlib.", "fired").locations
    assert place.relation == "from"


def test_the_village_is_the_one_that_was_named_and_none_of_the_gazetteer(statement):
    text = "Elders in Buulo Xaaji buried five herders. Somali soldiers entered the village on Friday."
    (place,) = statement(text, "entered").locations
    assert (place.name, place.status) != ("The Village", "resolved")


def test_the_branch_of_a_group_is_somebody(statement):
    (actor,) = statement("The Khorasan branch of the Islamic State bombed the mosque in Khar.", "bombed").actors
    assert actor.id == "isis-khorasan"
