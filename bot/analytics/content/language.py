"""Which language a text is in, or that it is too short to say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any

from bot.writing.phrases import LANGUAGES, phrases

SURE = 0.8
FEWEST_WORDS = 3
USUAL = (
    "en",
    "es",
    "de",
    "fr",
    "it",
    "pt",
    "nl",
    "pl",
    "sv",
    "da",
    "no",
    "fi",
    "cs",
    "tr",
    "ru",
    "uk",
    "el",
    "ar",
    "ja",
    "zh",
    "ko",
)
"""Languages that short texts are looked for in; a model of a hundred finds rare ones in a few words."""
_NOISE = re.compile(r"https?://\S+|[@#]\w+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LOCK = Lock()


@dataclass(frozen=True, slots=True)
class Language:
    """`code` is ISO 639-1, None where it cannot be told; `sure` how sure, from 0 to 1."""

    code: str | None
    sure: float


def language_of(text: str) -> Language:
    """The language of a text. Its first call takes a second or two; call it in a thread."""
    said = _NOISE.sub(" ", text)
    words = [word.lower() for word in _WORD.findall(said)]
    if len(words) < FEWEST_WORDS:
        return Language(None, 0.0)
    with _LOCK:  # which languages are looked for is set on the model
        ranked = _model().rank(" ".join(said.split())[:2_000])
    found: dict[str, float] = {str(code): float(share) for code, share in ranked}
    best = max(found, key=lambda code: found[code])
    share = found[best]
    known = {code: sum(word in phrases(code).stopwords for word in words) / len(words) for code in LANGUAGES}
    likeliest = max(known, key=lambda code: known[code])
    others = max(value for code, value in known.items() if code != likeliest)
    if known[likeliest] >= 0.25 and known[likeliest] > 1.5 * others:
        # The small words of a language are the surest sign of it in a short text.
        return Language(likeliest, max(found.get(likeliest, 0.0), 0.9))
    return Language(best, share) if share >= SURE else Language(None, share)


@cache
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(USUAL))
    return identifier
