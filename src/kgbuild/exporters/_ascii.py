"""Text in, 7-bit ASCII out: what formats older than Unicode hold between two quotes."""

from __future__ import annotations

import re

_SPELLED = re.compile(r'[^ -~]|["&\\]')


def write_ascii(text: str) -> str:
    """The text on one line, with quotes, backslashes, ampersands and all beyond ASCII as entities (`&#1041;`)."""
    return _SPELLED.sub(lambda found: f"&#{ord(found[0])};", text)
