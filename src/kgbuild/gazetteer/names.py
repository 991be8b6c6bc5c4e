"""How names are compared: a spelling in, the key under which the index holds it out."""

from __future__ import annotations

import math
import re
import unicodedata
from hashlib import blake2b

_LETTERS = str.maketrans(
    {
        "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ı": "i", "æ": "ae", "Æ": "ae",
        "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th", "ə": "a", "Ə": "a",
        "-": " ", "‐": " ", "‑": " ", "–": " ", "/": " ", ",": " ",
        ".": None, "'": None, "’": None, "‘": None, "ʼ": None, "ʻ": None, "`": None, "´": None, "ʹ": None,
        "ʾ": None, "ʿ": None,
        '"': None, "(": " ", ")": " ",
    }
)  # fmt: skip
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_TYPES = (
    "oblast", "region", "governorate", "province", "state", "republic", "district", "county", "parish", "krai", "kray",
    "department", "prefecture", "raion", "rayon", "municipality", "territory", "regency", "borough", "autonomous okrug",
    "autonomous region", "autonomous republic", "city", "commune", "canton", "division", "voivodeship", "emirate",
)  # fmt: skip
ENGLISH_TYPE = re.compile(rf"\s(?:{'|'.join(_TYPES)})$", re.IGNORECASE)
"""A type word at the end of a division's name, in English."""
_FOREIGN_TYPE = re.compile(
    r"^(?:the state of|state of|region of|province of|republic of|governorate of|county of|"
    r"provincia (?:de |del |di )?|departamento (?:de |del )?|"
    r"d[ée]partement (?:de la |de l'|du |de |d')?|estado (?:de |do )?|"
    r"r[ée]gion (?:de |du |d')?|wilaya (?:de |d')?|muhafazat |gobolka |kabupaten |kota |powiat |landkreis |kreis |"
    r"respublika |distrito (?:de )?|municipio (?:de )?|comarca (?:de )?|partido de |provinsi |mkoa wa )"
    r"|,? (?:oblast'?|sheng|shi|oblysy|i̇li|ili|viloyati|respublika|kray|zizhiqu|urban district)$",
    re.IGNORECASE,
)


def fold(name: str) -> str:
    """Lower case without accents; apostrophes and dots gone, hyphens as spaces, Saint/Mount/Fort short."""
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = name.translate(_LETTERS).casefold().split()
    if words and words[0] in _SHORT and len(words) > 1:
        words[0] = _SHORT[words[0]]
    return " ".join(words)


def bare(name: str) -> str:
    """A division's name without its type words: "Kharkiv Oblast" gives "Kharkiv"."""
    stripped = ENGLISH_TYPE.sub("", name)
    return _FOREIGN_TYPE.sub("", stripped).strip() or name


def is_latin(name: str) -> bool:
    """Whether English text could spell it so: Latin letters, a capital, and no code of three or four capitals."""
    if name.isascii():
        if name.islower() or (name.isupper() and len(name) < 5):
            return False
    elif any(ord(c) > 0x24F and not 0x1E00 <= ord(c) <= 0x1EFF and c not in "’‘ʼʻ" for c in name) or name.islower():
        return False
    return len(name) > 2


def key_hash(key: str) -> int:
    """Eight bytes that stand for a key in the membership filter; stable between processes and machines."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in kilometres (haversine, mean radius 6371 km)."""
    one, other = math.radians(lat), math.radians(other_lat)
    step = (
        math.sin((other - one) / 2) ** 2
        + math.cos(one) * math.cos(other) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    )
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(step)))
