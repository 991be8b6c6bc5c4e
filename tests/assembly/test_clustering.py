"""What a person says of two joins or parts all that belongs to either of them."""

from __future__ import annotations

import pytest

from kgbuild.assembly.clustering import APART, CompleteLinkage

ALIKE, LIKELY, FITTING = 0.81, 0.79, 0.6


def cluster(
    alike: str, fitting: str = "", likely: str = "", *, same: str = "", different: str = "", apart: str = ""
) -> str:
    """Clusters of letters; pairs of letters that are neither alike nor fitting are apart."""
    levels = ((alike, ALIKE), (fitting, FITTING), (likely, LIKELY))
    known = {frozenset(pair): level for pairs, level in levels for pair in pairs.split()}
    letters = sorted(set(f"{alike}{fitting}{likely}{same}{different}{apart}") - {" "})
    numbers = {letter: number for number, letter in enumerate(letters)}

    def pairs(text: str) -> list[tuple[int, int]]:
        return [
            (min(one, other), max(one, other)) for one, other in ([numbers[x] for x in pair] for pair in text.split())
        ]

    def score(first: int, second: int) -> float:
        return known.get(frozenset(letters[first] + letters[second]), APART)

    edges = {pair: score(*pair) for pair in pairs(f"{alike} {fitting} {likely}")}
    linkage = CompleteLinkage(len(letters), edges, score, join=0.8, fit=0.5, margin=0.05)
    found = linkage.run(pairs(same), pairs(different), pairs(apart))
    return " ".join(sorted("".join(letters[number] for number in held) for held in found))


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"alike": "ab cd"}, "ab cd"),
        # Two events are one although some of their tellings speak against each other, and none of them is left over.
        ({"alike": "ab cd", "same": "ac"}, "abcd"),
        ({"alike": "ab cd ef", "same": "ac ce"}, "abcdef"),
        ({"alike": "ab cd", "same": "ac", "apart": "bd"}, "abcd"),
        # What fitted both, and so told neither, is told once the two are one.
        ({"alike": "ax bx"}, "a b x"),
        ({"alike": "ax bx", "same": "ab"}, "abx"),
        # What a word brings in is no rival of what has joined by itself.
        ({"alike": "ab cd", "likely": "bc", "same": "ad"}, "abcd"),
        ({"alike": "ab", "likely": "bc", "same": "bc"}, "abc"),
        ({"alike": "ab bc", "apart": "bc", "same": "bc"}, "abc"),
        # What is parted from one is parted from all that are judged to be one with it.
        ({"alike": "ab", "same": "ac", "different": "bc"}, "ac b"),
        ({"alike": "ab bc ac", "different": "ab"}, "a b c"),
        ({"alike": "ab bc ac", "different": "ab ac"}, "a bc"),
        # A person's word against another member: the two judged join alone, and the rest goes where it may.
        ({"alike": "ab cd", "same": "ac", "different": "bd"}, "ac b d"),
        ({"alike": "ab cd", "same": "ac", "different": "bx"}, "abcd x"),
        ({"alike": "ab", "fitting": "ac bc", "same": "cx"}, "ab cx"),
    ],
)
def test_a_word_on_two_holds_for_what_belongs_to_them(given: dict[str, str], found: str) -> None:
    assert cluster(**given) == found
