"""Words of names in, how they sound and how alike two of them are out: spelling, transliteration, slips of a letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

from kgbuild.assembly.name_data import Script, known_registry, load_names
from kgbuild.registry.names import fold

Likeness = Literal["equal", "variant", "loose", "slip", "doubt", "initial"]
"""How two words are one, the surest first. "doubt": much alike; "initial": one is the other's first letter."""

LOOSE, TOPONYM = "loose", "toponym"
"""The scripts that write vowels at will; and a mark beside a script for names of places."""
_LETTERS = str.maketrans(
    {"ž": "zh", "š": "sh", "č": "ch", "ć": "ch", "đ": "dj", "ş": "sh", "ğ": "g", "ß": "ss", "æ": "ae", "ə": "a"}
)
_SERVANT = re.compile(r"^c?abd(?:oul|ul|el|al|[eua]r(?=r)|[eua]s(?=s)|[iu])?(?=[a-z]{3})")
_ARTICLE = re.compile(r"(?<![^\W_])(?:a[ldrsnz]|e[ldrsnz]|u[ldrsnz]|ash|esh)-(?=[A-Z])", re.IGNORECASE)
_FAITH = re.compile(
    r"(?:(?<=[a-z])[ -][aeuAEU][ld][ -]?[Dd](?:ee|ie|i|e|y)ne?|(?<=[a-z]{2})[aeu][ld]d(?:ee|ie|i|y)ne?)(?![a-z])"
)
_ARABIC = re.compile(r"(?<![^\W_])(?:al|el|ul|abd|abu|bin|ibn|abdul|abdel)[ -]", re.IGNORECASE)
_VOWELS = re.compile(r"[aeiou]+y*[aeiou]*|(?<=.)y+[aeiou]*")
_COARSE = (
    ("dzh|tsch|shch|sch|tch|ch|sh|zh|ts|tz|dz|xh|dj|c(?=[eiyh])|[scjz]", "s"),
    ("th|dh|[td]", "t"),
    ("ph|[bpfvw]", "p"),
    ("kh|gh|ck|[gkqxch]", "k"),
)
_CODES = tuple((re.compile(pattern), put) for pattern, put in _COARSE)


@lru_cache(maxsize=100_000)
def spell_out(word: str) -> str:
    """A word folded, with letters for its accents where English has them: "Živković" is "zhivkovich".

    Names that begin with "servant of" begin alike: "Abdulaziz" and "Abdelaziz" are "abdaziz".
    """
    return _SERVANT.sub("abd", fold(word.lower().translate(_LETTERS)) or "")


@lru_cache(maxsize=100_000)
def sounds_of(word: str, script: Script) -> tuple[str, ...]:
    """How a word of names in a script may be spoken, the likeliest first; for comparing only."""
    return tuple(dict.fromkeys(_hear(word, script, reading) for reading in ("", "_again")))


@lru_cache(maxsize=100_000)
def _hear(word: str, script: Script, reading: str) -> str:
    tables = load_names().sounds
    names = ("any", *(name + reading if name + reading in tables else name for name in script))
    spoken = "".join(_speak(piece, names) for piece in word.split("-"))
    return _VOWELS.sub(_class_vowels, spoken) if LOOSE in script else spoken


def _speak(piece: str, names: Sequence[str]) -> str:
    spoken = spell_out(piece)
    for name in names:
        for pattern, put in load_names().sounds.get(name, ()):
            spoken = pattern.sub(put, spoken)
    return spoken


@lru_cache(maxsize=100_000)
def consonants_of(word: str) -> str:
    """The consonants of a word as the loosest of scripts writes them, a vowel in front as "*"."""
    spoken = sounds_of(word, (LOOSE,))[0]
    return ("*" if spoken[:1] in {"a", "i", "u"} else "") + re.sub("[aiu]", "", spoken)


@lru_cache(maxsize=100_000)
def code_of(word: str) -> str:
    """A few letters that nearly all spellings of a word have in common in any script: the key of a block."""
    return _encode(re.sub(r"h$", "", spell_out(word)))


@lru_cache(maxsize=100_000)
def codes_of(word: str) -> tuple[str, ...]:
    """The keys of a word: "Gamal" is "Jamal" as well, "Elbaradei" is "Baradei", and h and j inside may be silent."""
    plain = spell_out(word)
    found = [code_of(word), _encode(plain[:1] + re.sub(r"(?<![ckstdgpz])h|j", "", plain[1:]))]
    if plain[:1] in {"g", "q"}:
        found.append("s" + found[0][1:])
    if plain[:2] in {"al", "el"} and len(plain) > 5:
        found.append(code_of(plain[2:]))
    return tuple(dict.fromkeys(found))


def _encode(plain: str) -> str:
    for pattern, put in _CODES:
        plain = pattern.sub(put, plain)
    first = "*" if plain[:1] in set("aeiouy") else ""
    return first + re.sub(r"(.)\1+", r"\1", re.sub("[aeiouy]", "", plain))[:5]


def join_articles(text: str) -> str:
    """A name without the Arabic article before its words, and "X al-Din" in one word."""
    return _ARTICLE.sub("", _FAITH.sub("uddin", text))


@lru_cache(maxsize=100_000)
def forms_of(word: str) -> frozenset[str]:
    """A word folded in each way that its accents are: "ü" as "u" and "ue", "š" as "s" and "sh"."""
    broad = word.lower().replace("ö", "oe").replace("ü", "ue").replace("ä", "ae")
    return frozenset({spell_out(word), spell_out(broad), _SERVANT.sub("abd", fold(word.lower()) or "")})


@lru_cache(maxsize=200_000)
def compare_words(one: str, other: str, script: Script) -> Likeness | None:
    """How two words of names are one; `None` where they are two."""
    if not forms_of(one).isdisjoint(forms_of(other)):
        return "equal"
    if min(len(spell_out(one)), len(spell_out(other))) <= 1:
        return "initial" if spell_out(one)[:1] == spell_out(other)[:1] else None
    left, right = group_of(one), group_of(other)
    if left is not None and left == right:
        return "variant"
    if not set(sounds_of(one, script)).isdisjoint(sounds_of(other, script)):
        return "doubt" if _are_listed(left, right) else "variant"
    if _are_listed(left, right) or _differ_in_gender(one, other):
        return None
    pieces = one.split("-"), other.split("-")
    if len(pieces[0]) != len(pieces[1]) and not forms_of(pieces[0][0]).isdisjoint(forms_of(pieces[1][0])):
        return "doubt"  # "Jean", "Jean-Claude"
    if LOOSE in script:
        bare = consonants_of(one)
        if bare == consonants_of(other) and len(bare) > 2:
            return "loose" if len(bare) >= load_names().limits.loose_consonants else "doubt"
        if not {*sounds_of(one, script), _hear(one, script, "_perhaps")}.isdisjoint(
            {*sounds_of(other, script), _hear(other, script, "_perhaps")}
        ):
            return "doubt"
    slip = _find_slip(spell_out(one), spell_out(other))
    if slip != "slip" and "slavic" in script and _strip(one, script) == _strip(other, script):
        return "loose" if TOPONYM in script else "doubt"
    return slip


def _are_listed(left: int | None, right: int | None) -> bool:
    """Whether two words are forms of names that the data file lists, each in a group of its own."""
    return left in load_names().listed and right in load_names().listed and left != right


def _differ_in_gender(one: str, other: str) -> bool:
    genders = [known_registry().people.name_gender.get(fold(word) or "") for word in (one, other)]
    return None not in genders and genders[0] != genders[1]


@lru_cache(maxsize=100_000)
def group_of(word: str) -> int | None:
    """The number of the ordinary name that a word is a form of, if any."""
    ordinary = _group_names()
    plain = spell_out(word)
    return ordinary.get(plain, ordinary.get(re.sub(r"(.)\1+", r"\1", plain)))


@cache
def _group_names() -> dict[str, int]:
    grouped: dict[str, int] = {}
    for form, number in load_names().ordinary.items():
        grouped.setdefault(spell_out(form), number)
    return grouped


def script_of(*countries: str | None, names: Iterable[str] = ()) -> Script:
    """The script of the first known country; where none is known, what the names look like."""
    for country in countries:
        if country:
            return load_names().scripts.get(country, ())
    return (LOOSE,) if any(_ARABIC.search(name) for name in names) else ()


def _class_vowels(found: re.Match[str]) -> str:
    run = found.group()
    if not set(run) - {"a"}:
        return "a"
    front, back = bool(set(run) & set("eiy")), bool(set(run) & set("ou"))
    if front and run.endswith("a"):
        return "ia"
    return "iu" if front and back else "i" if front else "u"


def _strip(word: str, script: Script) -> str:
    """The consonants of a long word, else the word: names of places differ in vowels from tongue to tongue."""
    bare = re.sub("[aeiouy]", "", sounds_of(word, script)[0])
    return bare if len(bare) >= load_names().limits.loose_consonants + (TOPONYM not in script) else word


def _find_slip(one: str, other: str) -> Likeness | None:
    """One letter off, or two exchanged, inside two long words."""
    limits = load_names().limits
    size = min(len(one), len(other))
    if size < limits.slip_letters_asked or one[0] != other[0] or one[-1] != other[-1]:
        return None
    if OSA.distance(one, other, score_cutoff=1) > 1:
        return None
    return "slip" if size >= limits.slip_letters else "doubt"
