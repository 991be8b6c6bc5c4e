"""Where somebody stands in a picture ("the envoy, right, greets"): a shadow in, the same without those words out.

No parser knows that such a word is no part of the sentence: behind it the verb becomes a noun.
"""

from __future__ import annotations

import re

_STANDS = re.compile(
    r"""(?<=\w)(?:
        ,[ ](?:(?:first|second|third|fourth|far|front|back|top|bottom)[ ])?(?:left|right|center|centre)
        (?:,(?![ ](?:an?|the|who|whose|his|her|their)[ ])|(?=,))
      | [ ]\((?:[LRC]|left|right|center|centre)\)
    )(?=[ ,])""",
    re.VERBOSE,
)


def without_positions(shadow: str) -> str:
    """The shadow, character for character, with spaces for where those in a picture stand."""
    return _STANDS.sub(lambda match: " " * len(match.group()), shadow)
