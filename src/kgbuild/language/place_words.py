"""Words that tell places from other names: ontology/places/words.toml in, type words and word sets out."""

from __future__ import annotations

import tomllib
from typing import get_args

from kgbuild.gazetteer import data_folder
from kgbuild.model import Level

_TABLE = tomllib.loads((data_folder() / "words.toml").read_text(encoding="utf-8"))
_WORDS: dict[str, frozenset[str]] = {name: frozenset(words) for name, words in _TABLE["words"].items()}

TYPES: dict[str, Level] = {word: level for level in get_args(Level) for word in _TABLE["types"].get(level, ())}
"""Type words and the level that they ask for."""
AFTER = _WORDS["after"]
PLURALS = frozenset(word for word in TYPES if word.endswith("s") and word[:-1] in TYPES) - AFTER
"""Type words that belong to each name of the list before them: "the Homs and Hama Governorates"."""
DIRECTIONS = _WORDS["directions"]
POINTS = _WORDS["points"]
CUES = _WORDS["cues"]
STRONG_CUES = _WORDS["strong_cues"]
DAYS = _WORDS["days"]
TAKEN = _WORDS["taken"]
TERRAIN = _WORDS["terrain"]
TITLES = _WORDS["titles"]
PERSON_TITLES = _WORDS["person_titles"]
ENTERED = _WORDS["entered"]
STRUCK = _WORDS["struck"]
LEVELLED = _WORDS["levelled"]
DATED = _WORDS["dated"]
OFFICES = _WORDS["offices"]
ORGANISATIONS = _WORDS["organisations"]
AGENTIVE = _WORDS["agentive"]
STATIVE = _WORDS["stative"]
ADDRESSED = _WORDS["addressed"]
DEALINGS = _WORDS["dealings"]
POWERS = _WORDS["powers"]
INNER = _WORDS["inner"]
ABBREVIATIONS = _WORDS["abbreviations"]
CAMP_WORDS = _WORDS["camp_words"]
MOVING = _WORDS["moving"]
PLACE_HEADS = _WORDS["place_heads"]
STRUCK_HEADS = _WORDS["struck_heads"]
TRUSTING = _WORDS["trusting"]
FORCEFUL = _WORDS["forceful"]
ARRESTING = _WORDS["arresting"]
SPEAKING = _WORDS["speaking"]
HAPPENINGS = _WORDS["happenings"]
BODIES = _WORDS["bodies"]
CAUSES = _WORDS["causes"]
ASSEMBLIES = _WORDS["assemblies"]
PARTICLES = _WORDS["particles"]
OPENERS = _WORDS["openers"]
FIRST_NAMES = _WORDS["first_names"]
BORDERS = _WORDS["borders"]
DWELLERS = _WORDS["dwellers"]
LENGTHS = _WORDS["lengths"]
LOCALS = _WORDS["locals"]
CIVIC = _WORDS["civic"]
PRESSED = _WORDS["pressed"]
ROADS = _WORDS["roads"]
COMMUNAL = _WORDS["communal"]
SITES = _WORDS["sites"]
PARTY_LETTERS = _WORDS["party_letters"]
PASSING = _WORDS["passing"]
