"""Names that no list holds are places where the words around them say so, and only there."""

from __future__ import annotations

import pytest

from kgbuild.gazetteer import open_gazetteer
from kgbuild.language.places import find_places
from kgbuild.language.reading import read_articles
from kgbuild.language.spacy_parser import parse_articles
from kgbuild.model import make_article
from kgbuild.registry import Registry
from kgbuild.vocabulary import load_vocabulary

PLACES = (
    ("Rebels captured the town of Momauk on Monday.", "Momauk"),
    ("The army said it had retreated from the Jebel Moya area.", "Jebel Moya"),
    ("A convoy tried to enter Tinzaouaten before dawn.", "Tinzaouaten"),
    ("Government artillery shelled Bor and Torit overnight.", "Bor; Torit"),
    ("Twelve people died in the attack on Sake.", "Sake"),
    ("Ukrainian units are still holding Chasiv Yar.", "Chasiv Yar"),
    ("The rebels captured Wolumbo after two days of fighting.", "Wolumbo"),
    ("Insurgents seized Karkaro at the weekend.", "Karkaro"),
    ("Gunmen stormed Bantabo at night and burned the market.", "Bantabo"),
    ("The column advanced on Demrik from the south.", "Demrik"),
    ("Fighters were advancing toward Umm Salwa on Tuesday.", "Umm Salwa"),
    ("The militia withdrew from Talguna without a fight.", "Talguna"),
    ("Fighting around Ostrivka went on for a third day.", "Ostrivka"),
    ("Three soldiers were killed in Malkadi.", "Malkadi"),
    ("The village Tumbari was burned to the ground.", "Tumbari"),
    ("Militants attacked the Zorvan refugee camp.", "Zorvan"),
    ("Two guards were shot at the Lomura checkpoint.", "Lomura"),
    ("Water levels fell at the Karzan dam.", "Karzan"),
    ("Clashes broke out in the Shirin valley.", "Shirin"),
    ("Planes bombed rebel positions in the Tagala mountains.", "Tagala"),
    ("Soldiers patrolled the Balesa district on Friday.", "Balesa"),
    ("Residents fled the suburb of Harat Nur.", "Harat Nur"),
    ("The township of Mindoro came under mortar fire.", "Mindoro"),
    ("A drone struck the port of Qasira.", "Qasira"),
    ("Marines landed on the island of Palunga.", "Palunga"),
    ("Clashes spread to the province of Wardaq Sufla.", "Wardaq Sufla"),
    ("The rebels now control Bor, Duk and Ayod.", "Bor; Duk; Ayod"),
    ("Troops recaptured Sarima, Kobeya and Dulmane last week.", "Sarima; Kobeya; Dulmane"),
    ("Thousands fled Nimbala and Orodo after the raid.", "Nimbala; Orodo"),
    ("Momauk fell to the rebels on Sunday.", "Momauk"),
    ("Momauk has not fallen, the colonel said.", "Momauk"),
    ("The governor admitted that Pelkovo had been lost.", "Pelkovo"),
    ("Sake was shelled again on Wednesday.", "Sake"),
    ("Tinzaouaten came under attack by drones.", "Tinzaouaten"),
    ("The group besieged Pelkovo for six weeks.", "Pelkovo"),
    ("Rebels encircled Madrasa Hill Station and Jomvu.", "Madrasa Hill Station; Jomvu"),
    ("At least nine people were wounded near Kolomarska.", "Kolomarska"),
    ("A mortar round landed outside Beit Qassim.", "Beit Qassim"),
    ("Russian forces took control of Vesniane.", "Vesniane"),
    ("The fall of Babanusa shocked the capital.", "Babanusa"),
    ("The battle for Hostrava lasted ten months.", "Hostrava"),
    ("Shells rained down on Kutum and Mellit.", "Kutum; Mellit"),
    ("Government troops reached Tessalka late on Thursday.", "Tessalka"),
    ("The convoy left Anefika for the border.", "Anefika"),
    ("The strike on Deir Hamra killed a family of five.", "Deir Hamra"),
    ("An airstrike on Mirzapar hit a bakery.", "Mirzapar"),
    ("Gunmen kill 15 soldiers in Tillaberi ambush", "Tillaberi"),
    ("Rebels Seize Momauk After Week of Clashes", "Momauk"),
    ("Drone Strike on Sake Kills Three", "Sake"),
    ("Army retakes Babanusa from RSF", "Babanusa"),
    ("The Kachin Independence Army attacked a base near Momauk.", "Momauk"),
    ("The African Union condemned the killings in Wad Nora.", "Wad Nora"),
    ("The Karen National Liberation Army seized Thin Gan.", "Thin Gan"),
    ("The Oromo Liberation Army raided Gimbo.", "Gimbo"),
    ("The Syrian Democratic Forces took the village of Tal Ruman.", "Tal Ruman"),
    ("Attackers ambushed a convoy on the road to Birkani.", "Birkani"),
    ("A bus travelling from Mopika to Sevara hit a mine.", "Mopika; Sevara"),
    ("The army deployed more troops to Lokichar.", "Lokichar"),
    ("Rebels closed in on Uvirama on Sunday.", "Uvirama"),
    ("Militiamen burned houses in the villages of Tora, Kuma and Abu Salim.", "Tora; Kuma; Abu Salim"),
    ("The camp at Zamdara was shelled.", "Zamdara"),
    ("Jets pounded Al-Safira and al-Tamura.", "Al-Safira; al-Tamura"),
    ("Locals in Wadi Barsa reported gunfire.", "Wadi Barsa"),
    ("The region of Tessalit Nord was calm.", "Tessalit Nord"),
    ("Residents of Bukomo said soldiers had left.", "Bukomo"),
    ("Hundreds protested in Sirkana against the curfew.", "Sirkana"),
    ("Separatists overran Bamessu and two nearby hamlets.", "Bamessu"),
    ("The junta lost Hpakan to the resistance.", "Hpakan"),
    ("M23 fighters marched into Nyabibo on Saturday.", "Nyabibo"),
    ("Shelling of Torske wounded four pensioners.", "Torske"),
    ("A raid on Jilib Yare left six dead.", "Jilib Yare"),
    ("The army has liberated Um Rawan, a spokesman said.", "Um Rawan"),
    ("Insurgents are pushing towards Quisanga.", "Quisanga"),
    ("Two aid workers were abducted in Mangazo last month.", "Mangazo"),
    ("The bridge at Sharan Kot was destroyed.", "Sharan Kot"),
    ("Civilians escaped from Bahrid in trucks.", "Bahrid"),
    ("Bandits attacked the Gidan Waya community.", "Gidan Waya"),
    ("Heavy clashes were reported in Delgo, Shangil and Tawilo.", "Delgo; Shangil; Tawilo"),
    ("Novokarpivka was captured by Russian troops.", "Novokarpivka"),
    ("The siege of Dillanga ended on Friday.", "Dillanga"),
    ("Rockets hit Metula Heights and Shlomit.", "Metula Heights; Shlomit"),
    ("Jihadists occupied Aguelhoka for a year.", "Aguelhoka"),
    ("The town of Sevare Koura has no water.", "Sevare Koura"),
    ("Hundreds of families returned to Kauda Jebel.", "Kauda Jebel"),
    ("The offensive on Lysohirka stalled.", "Lysohirka"),
    ("A suicide bomber struck in Bosaska.", "Bosaska"),
    ("Soldiers stationed in Kalehi fired at the crowd.", "Kalehi"),
    ("Gunmen opened fire at a mosque in Fambita.", "Fambita"),
    ("An explosion rocked Parwara on Thursday.", "Parwara"),
    ("The frontline runs through Robotyno Nove.", "Robotyno Nove"),
    ("Rwandan soldiers entered Kibumbo and Rugari.", "Kibumbo; Rugari"),
    ("Al-Shabab retakes Buq Aqabla", "Buq Aqabla"),
    ("20 killed in Zamfaru raid", "Zamfaru"),
    ("Blast in Kasuran kills four", "Kasuran"),
    ("Villagers in the Mbau area blamed the ADF.", "Mbau"),
    ("The Arakan Army captured the village of Kyein.", "Kyein"),
    ("Paramilitaries overran the town of Kutabra on Friday.", "Kutabra"),
    ("Soldiers retook Mashimba after a short battle.", "Mashimba"),
    ("The rebels have besieged Dalangi since June.", "Dalangi"),
    ("A drone attack on Shuqra Bay killed two fishermen.", "Shuqra"),
    ("The governor fled from Bagadira by boat.", "Bagadira"),
    ("Clashes in Hol Wadaag and Yaqle left ten dead.", "Hol Wadaag; Yaqle"),
    ("Militants ambushed a patrol near Gubiyo.", "Gubiyo"),
    ("The militia pulled out of Kashenyi.", "Kashenyi"),
    ("Aid trucks reached Tawiloh on Sunday.", "Tawiloh"),
    ("An air strike hit the Sortoni camp.", "Sortoni"),
    ("Troops are advancing on Perekrest.", "Perekrest"),
    ("Hundreds of people left Muyinda for safer areas.", "Muyinda"),
    ("Fighters captured Delbagi, Umm Hajal and Rakuba.", "Delbagi; Umm Hajal; Rakuba"),
    ("The shelling of Stanivka lasted all night.", "Stanivka"),
    ("Gunmen kidnapped forty pupils from a school in Kurebe.", "Kurebe"),
    ("The army said it controls Gerihun.", "Gerihun"),
    ("Rebel forces marched toward Lokutu.", "Lokutu"),
    ("Drones hit an oil depot outside Vyazovsk.", "Vyazovsk"),
    ("The junta bombed the village of Pa Zi Gyin.", "Pa Zi Gyin"),
    ("Separatists stormed Kumbofa at dawn.", "Kumbofa"),
    ("Bombs fell on Saraqta and nearby farms.", "Saraqta"),
    ("Gunmen attack church in Owadi, killing nine", "Owadi"),
    ("Fighting Resumes in Kalambo", "Kalambo"),
    ("The Chin National Army took Falambu.", "Falambu"),
    ("Soldiers recaptured Gabsari on Wednesday night.", "Gabsari"),
    ("Militants blew up a bridge in Madakwe.", "Madakwe"),
    ("Government forces withdrew from Hosmaya and Berulo.", "Hosmaya; Berulo"),
    ("The front line near Stepanhirka has not moved.", "Stepanhirka"),
    ("At least six people were killed in a strike on Qarat Sufyan.", "Qarat Sufyan"),
    ("Rebels say they have taken Nyankunda.", "Nyankunda"),
    ("The warlord's men looted Torobo.", "Torobo"),
    ("Artillery hit Dovhenka overnight.", "Dovhenka"),
    ("Residents of the village of Oukari hid in the bush.", "Oukari"),
    ("The insurgents reached the outskirts of Mulanje Sul.", "Mulanje Sul"),
    ("Gunmen on motorbikes raided Tanguiri at noon.", "Tanguiri"),
    ("The Islamists are now in control of Harardo.", "Harardo"),
    ("Villagers fled to Bambasi Kebele after the clash.", "Bambasi Kebele"),
    ("An ambush at Kwali Junction killed two policemen.", "Kwali Junction"),
    ("Clashes erupted between Dalori and Konduwa.", "Dalori; Konduwa"),
    ("Ethiopian troops entered Shiraro Town on Monday.", "Shiraro"),
    ("Warplanes struck targets around Maarat Hisn.", "Maarat Hisn"),
    ("Suspected herders attacked Agatuwa, Ikpele and Odoba.", "Agatuwa; Ikpele; Odoba"),
    ("Bakoro was attacked by gunmen on Sunday.", "Bakoro"),
    ("Troops besieging Lalibara cut the road.", "Lalibara"),
    ("Army loses Falagountou to jihadists", "Falagountou"),
    ("Shelling kills two in Hulevka", "Hulevka"),
    ("Fano fighters seized Dembecho and Finotta.", "Dembecho; Finotta"),
    ("The United Wa State Army moved into Hopong Nam.", "Hopong Nam"),
)
"""Sentences with the names in them, in text order."""
TRAPS = (
    "The Tigray People's Liberation Front said the talks failed.",
    "Reporters shelled Zelensky with questions.",
    "Mexican marines captured Guzman in February.",
    "Police captured Guzman and two of his guards.",
    "Storm Daniel flooded the coast in September.",
    "Daniel Brown left the party in May.",
    "The mutiny of Wagner began in June.",
    "Soldiers attacked Wagner on the road.",
    "The attack on Navalny drew protests.",
    "Prosecutors in March charged four officers.",
    "Militants attacked Fano on Monday.",
    "Burhan met Hemedti on Saturday.",
    "The rebels captured Colonel Mabika and his driver.",
    "The army captured General Sadiq Omar alive.",
    "Critics attacked Macron over the plan.",
    "The crowd stormed Parliament on Friday.",
    "The group reached Ramadan without a truce.",
    "Fighters stormed Christmas celebrations with rifles.",
    "The general left Wednesday for talks.",
    "Voters in November will elect a president.",
    "Confidence in Tesla fell after the fire.",
    "Reuters could not verify the report.",
    "The United Nations condemned the attack.",
    "The soldiers held Mubarak for three hours, said Mubarak, a teacher.",
    "Police raided Facebook pages of the group.",
    "Analysts said Boko Haram attacked the Islamic State.",
    "The Economic Community of West African States held a summit.",
    "The Sudan Liberation Movement rejected the plan.",
    "The Libyan National Army denied the report.",
    "The Popular Front for the Liberation of Palestine claimed the attack.",
    "Soldiers killed Sinwar in a tunnel.",
    "Journalists attacked Orban over the law.",
    "The FBI captured Escobar in December.",
    "Troops surrounded Karimov, the former mayor.",
    "The court held Bemba for two years.",
    "Rebels seized Toyota trucks from the army.",
    "Cyclone Freddy hit the coast.",
    "Militants shot Ibrahim Musa in his car.",
    "Faith in Allah kept him alive.",
    "Ahmed left on Tuesday, said his brother Yusuf.",
    "The troops took Friday off.",
    "The army fired Kalashnikov rifles at the crowd.",
    "Commander Hassan Ngeze entered the hall.",
    "Colonel Traore withdrew from the talks.",
    "The vote in Congress failed.",
    "Rebels attacked MONUSCO with grenades.",
    "The Southern African Development Community sent envoys.",
    "Officers arrested Delgado on Monday.",
    "Rebels killed Barzan Qadir in his house.",
    "The prime minister attacked Tusk over migration.",
    "Hurricane Milton hit the coast in October.",
    "Soldiers attacked Hamas and Islamic Jihad.",
    "Police seized Kalashnikovs in the raid.",
    "The soldiers left Thursday morning.",
    "Supporters surrounded Imran Khan as he left court.",
    "General Moussa Keita retreated from politics.",
    "Insurgents targeted Barkhane with rockets.",
    "Analysts believe in NATO.",
    "The army accused Kabila of treason.",
    "President Petro visited the troops in May.",
    "Ansar Allah claimed the strike.",
    "Mohammed Saleh, a farmer, fled with his family.",
    "Police arrested Torres in April.",
    "The rebels released Bishop Okello on Friday.",
    "Militants killed Sheikh Raslan in June.",
    "Reporters reached Haniyeh by phone.",
    "The troops left Saturday.",
    "Lawmakers attacked Starmer for the delay.",
    "Agents captured Ovidio near his home.",
    "The National Resistance Front of Tambura signed the deal.",
    "Operation Sindoor began in May.",
    "The army backed Tshisekedi.",
    "Soldiers surrounded President Kabore on Monday.",
    "Doctors in Ramadan worked at night.",
    "Fighters loyal to Haftar withdrew.",
    "He lost faith in Jesus.",
    "Gunmen shot Musa Danladi, a teacher.",
)
"""Sentences whose capitalised names are people, groups, works and days."""


def read(texts):
    vocabulary, gazetteer = load_vocabulary(), open_gazetteer()
    return list(read_articles([make_article(text) for text in texts], vocabulary=vocabulary, gazetteer=gazetteer))


def cores(parse):
    return [span.core for span in parse.places if span.usage != "demonym" and span.named and not span.anaphor]


def test_unknown_names_in_ordinary_sentences_are_places():
    parses = read([text for text, _ in PLACES])
    missed = [
        (text, cores(parse))
        for (text, names), parse in zip(PLACES, parses, strict=True)
        if cores(parse) != names.split("; ")
    ]
    assert len(PLACES) >= 100
    assert len(missed) <= 0.05 * len(PLACES), missed


def test_people_groups_and_days_in_the_same_sentences_are_none():
    parses = read(TRAPS)
    wrong = [(text, cores(parse)) for text, parse in zip(TRAPS, parses, strict=True) if cores(parse)]
    assert len(wrong) <= 0.05 * len(TRAPS), wrong


def test_no_actor_stands_on_a_place():
    for parse in read([text for text, _ in PLACES]):
        for span in parse.places:
            over = [a.mention.text for a in parse.actors if a.first < span.last and span.first < a.last]
            assert span.usage != "place" or not over


@pytest.mark.parametrize(
    ("text", "mention", "core", "level"),
    [
        ("The army retreated from the Jebel Moya area.", "Jebel Moya area", "Jebel Moya", None),
        ("Rebels captured the town of Momauk.", "Momauk", "Momauk", "settlement"),
        ("Militants attacked the Zorvan refugee camp.", "Zorvan refugee camp", "Zorvan", "settlement"),
        ("Water levels fell at the Karzan dam.", "Karzan dam", "Karzan", "feature"),
        ("Soldiers patrolled the Balesa district.", "Balesa district", "Balesa", "admin2"),
    ],
)
def test_type_words_belong_to_the_mention_and_not_to_the_core(text, mention, core, level):
    [parse] = read([text])
    assert [(s.mention.text, s.core, s.level) for s in parse.places] == [(mention, core, level)]


@pytest.mark.parametrize("name", ["Kachin Independence Army", "African Union", "Sudan Liberation Movement"])
def test_words_inside_an_actors_name_are_neither_places_nor_origins(name):
    [parse] = read([f"Officers of the {name} met on Monday."])
    assert parse.places == ()


def test_a_name_proven_once_is_a_place_in_the_whole_article():
    [parse] = read(["Rebels captured the town of Momauk on Monday. Momauk has been without power since."])
    assert cores(parse) == ["Momauk", "Momauk"]


def test_frames_need_no_registry():
    [parse] = parse_articles([make_article("Gunmen stormed Bantabo at night.")])
    assert [span.core for span in find_places(parse, open_gazetteer(), Registry())] == ["Bantabo"]


def test_a_list_shares_the_type_word_before_it():
    [parse] = read(["Militiamen burned the villages of Zzora, Zzuma and Abu Zzalim."])
    assert [(s.core, s.level) for s in parse.places] == [
        ("Zzora", "settlement"),
        ("Zzuma", "settlement"),
        ("Abu Zzalim", "settlement"),
    ]


def test_an_apposition_gives_the_state_around():
    [parse] = read(["Rebels entered Zzokarra, a border town in northern Mali."])
    town, state = parse.places
    assert (town.core, state.core, town.within) == ("Zzokarra", "Mali", 1)
