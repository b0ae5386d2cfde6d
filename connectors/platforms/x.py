"""X: 280 weighted characters; a link counts 23, an emoji or a Chinese sign 2."""

from __future__ import annotations

import unicodedata
from datetime import date

import regex

from connectors.platform import Custom, Limits, Platform

LINK_LENGTH = 23
LINK = regex.compile(
    r"https?://\S*[\w/=#&]|(?<![\w@.$#])(?:[\w-]+\.)+(?:com|org|net|io|co|de|fr|es|eu|uk|us|info|app|dev|me|tv|ai|shop|"
    r"store|blog|art|studio|cafe|at|ch|it|nl|be|ca|pt|pl|se)(?![\w@])(?:/\S*[\w/=#&])?",
    regex.IGNORECASE,
)
EMOJI = regex.compile(r"\p{Emoji_Presentation}|\p{Regional_Indicator}|\p{Extended_Pictographic}\uFE0F|\u20E3")
LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Code points that weigh 1: ranges of twitter-text's configuration v3, inclusive; all others weigh 2."""


class X(Platform):
    """An X account without a paid plan. Four pictures a post is unverified."""

    name = "x"
    label = "X"
    also_called = (
        "twitter",
        "twiter",
        "x.com",
        "x twitter",
        "twitter x",
        "X (Twitter)",
    )
    limits = Limits(
        characters=280,
        revised=date(2026, 11, 23),
        source="docs.x.com, Counting characters; twitter-text configuration v3",
    )
    custom = Custom(length=180, hashtags=(0, 2), emoji=1, voice="terse")
    compose_url = "https://x.com/compose/post"

    def length(self, text: str) -> int:
        """Weighted length: Latin and most scripts of Europe 1, everything else 2, an emoji 2, a link 23.

        An address without https:// becomes a link there as well; only the common endings are known here.
        """
        pieces: list[str] = LINK.split(unicodedata.normalize("NFC", text))
        signs = [sign for piece in pieces for sign in regex.findall(r"\X", piece)]
        return (len(pieces) - 1) * LINK_LENGTH + sum(map(_weight, signs))


def _weight(sign: str) -> int:
    if EMOJI.search(sign):
        return 2
    return sum(1 if any(low <= ord(point) <= high for low, high in LIGHT) else 2 for point in sign)
