"""What a recogniser writes out in words and a person would have typed: addresses, hashtags and handles."""

from __future__ import annotations

import re
from collections.abc import Mapping

_DOT: Mapping[str, str] = {"en": "dot|point", "es": "punto", "de": "punkt", "fr": "point"}
_SLASH: Mapping[str, str] = {
    "en": "forward slash|slash",
    "es": "barra|slash",
    "de": "schrägstrich|slash",
    "fr": "barre oblique|slash",
}
_ENDS: Mapping[str, str] = {
    "en": "com|org|net|io|de|es|fr|eu|uk|app|shop|ai|info|tv|me",
    # "Punto de venta" and "point de vente" are no addresses.
    "es": "com|org|net|io|es|eu|app|shop|info|mx|ar",
    "de": "com|org|net|io|de|eu|app|shop|info|at|ch",
    "fr": "com|org|net|io|fr|eu|app|shop|info|be|ch",
}
_TYPED = re.compile(
    r"(?<![\w@.])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,4}(?:com|org|net|io|de|es|fr|eu|uk|app|shop|info|ai|at|ch)"
    r"(?:/[^\s,;!?]*)?(?![\w.]\w)",
    re.IGNORECASE,
)
_AT = r"at sign|at symbol|at-zeichen|klammeraffe|arroba|arobase"
_HASH = re.compile(r"\bhash ?tag ((?:[^\W_]+(?: |$)){1,3})", re.IGNORECASE)
_NO_TAG = frozenset(
    [
        "ideas",
        "idea",
        "suggestions",
        "list",
        "for",
        "about",
        "on",
        "in",
        "to",
        "we",
        "is",
        "are",
        "that",
        "which",
        "this",
        "strategy",
        "research",
        "and",
        "or",
        "with",
        "at",
        "please",
        "then",
        "tomorrow",
        "today",
        "now",
        "the",
        "a",
        "an",
        "of",
        "from",
        "by",
        "it",
        "und",
        "oder",
        "mit",
        "fur",
        "auf",
        "bitte",
        "morgen",
        "heute",
        "dann",
        "ist",
        "y",
        "o",
        "con",
        "para",
        "en",
        "manana",
        "hoy",
        "de",
        "et",
        "ou",
        "avec",
        "pour",
        "sur",
        "demain",
        "vorschlage",
        "ideen",
        "sugerencias",
        "suggestions",
        "ideas",
        "so",
        "too",
        "as",
        "well",
        "also",
    ]
)
LONGEST = 4_000
"""Characters looked at; nobody dictates more in one breath."""


def _spoken(code: str) -> re.Pattern[str]:
    dot, slash, end = (table.get(code, table["en"]) for table in (_DOT, _SLASH, _ENDS))
    name = r"[^\W_][\w-]{0,62}"
    return re.compile(
        rf"\b{name}(?: (?:{dot}) {name}){{0,3}}? (?:{dot}) (?:{end})\b(?: (?:{dot}) (?:{end})\b)?(?: (?:{slash}) {name}){{0,4}}",
        re.IGNORECASE,
    )


_SPOKEN = {code: _spoken(code) for code in _DOT}


def addresses(text: str, code: str) -> list[tuple[int, int, str]]:
    """Web addresses that were spoken, or typed without their scheme: start, end, address."""
    text = text[:LONGEST]
    found = [(m.start(), m.end(), m[0].rstrip(".")) for m in _TYPED.finditer(text)]
    for match in _SPOKEN.get(code, _SPOKEN["en"]).finditer(text):
        if not any(start < match.end() and match.start() < end for start, end, _ in found):
            found.append((match.start(), match.end(), _joined(match[0], code)))
    return sorted(found)


def _joined(words: str, code: str) -> str:
    dot, slash = (table.get(code, table["en"]) for table in (_DOT, _SLASH))
    words = re.sub(rf" (?:{slash}) ", "/", words, flags=re.IGNORECASE)
    return re.sub(rf" (?:{dot}) ", ".", words, flags=re.IGNORECASE).lower()


def written(text: str, code: str) -> str:
    """`text` with what was spoken as people would type it: "hashtag spring sale" is "#springsale"."""
    text = _SPOKEN.get(code, _SPOKEN["en"]).sub(lambda match: _joined(match[0], code), text)
    text = re.sub(rf"\b(?:{_AT}) (?=[^\W_])", "@", text, flags=re.IGNORECASE)
    return _HASH.sub(_tag, text)


def _tag(match: re.Match[str]) -> str:
    words = match[1].split()
    size = next(
        (at for at, word in enumerate(words) if word.lower() in _NO_TAG or word.lower() == "hashtag"), len(words)
    )
    if size == 0:
        return match[0]
    rest = " ".join(words[size:])
    tag = "#" + "".join(words[:size]).lower()
    return tag + (f" {rest}" if rest else "") + (" " if match[1].endswith(" ") else "")
